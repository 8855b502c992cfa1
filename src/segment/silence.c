#include "segment/silence.h"

#include <math.h>

#define DAYS_A_YEAR 365.25

static const QuietFigures UNKNOWN = { NAN, NAN, NAN, NAN, NAN, NAN };

double customer_stake(const Segments *segments, const Shop *shop, uint32_t customer)
{
    DayRun run = purchase_run(&segments->days, customer);
    double spend = shop->no_amounts ? (double)run.count
                                    : matrix_at(&shop->customers.features, customer, F_TOTAL_SPEND);
    double gap = segments->silence.rhythms[customer].usual_gap_days;

    if (!run.count || !(spend > 0)) return 0;
    double days = run.days[run.count - 1] - run.days[0] + (isnan(gap) ? 0 : gap);
    return spend / fmax(days / DAYS_A_YEAR, 1);
}

const char *silence_name(Silence silence)
{
    switch (silence) {
    case SILENCE_NOT_JUDGED: return "not judged";
    case SILENCE_USUAL: return WORDS("usual");
    case SILENCE_GETTING_QUIET: return "getting quiet";
    case SILENCE_QUIET: return WORDS("quiet");
    }
    return "";
}

static void tally_customer(QuietFigures *q, const Segments *segments, const Shop *shop,
                           uint32_t customer)
{
    Silence silence = segments->silence.rhythms[customer].silence;

    q->judged += silence != SILENCE_NOT_JUDGED;
    q->getting_quiet += silence == SILENCE_GETTING_QUIET;
    if (silence != SILENCE_QUIET) return;
    q->quiet++;
    q->spend += matrix_at(&shop->customers.features, customer, F_TOTAL_SPEND);
    if (!shop->no_amounts) q->stake += customer_stake(segments, shop, customer);
}

/* Of so many quiet, those whom chance does not explain: none up to two standard deviations. */
static double beyond_chance(const QuietFigures *q)
{
    double expected = QUIET_CHANCE * q->judged;
    double deviation = sqrt(QUIET_CHANCE * (1 - QUIET_CHANCE) * q->judged);

    return q->quiet > expected + 2 * deviation ? q->quiet - expected : 0;
}

/* Clusters part the silent from the others, so chance too leaves more quiet in some than in others:
 * together they have no more beyond chance than the shop. */
static void share_excess(Segments *segments, double all)
{
    double sum = 0;

    for (size_t s = 0; s < segments->count; s++) {
        QuietFigures *q = &segments->items[s].quiet;
        q->excess = all > 0 ? beyond_chance(q) : 0;
        sum += q->excess;
    }
    for (size_t s = 0; s < segments->count && sum > all; s++)
        segments->items[s].quiet.excess *= all / sum;
}

void silence_describe(Segments *segments, const Shop *shop)
{
    const Quiet *silence = &segments->silence;
    bool judged = silence->verdict == QUIET_JUDGED;
    QuietFigures all = { 0 };

    for (size_t s = 0; s < segments->count; s++) {
        Segment *segment = &segments->items[s];
        segment->quiet = (QuietFigures){ 0 };
        for (size_t i = 0; i < segment->count; i++) {
            tally_customer(&segment->quiet, segments, shop, segment->members[i]);
            tally_customer(&all, segments, shop, segment->members[i]);
        }
    }
    all.excess = silence->excess;
    share_excess(segments, silence->excess);
    segments->quiet = judged ? all : UNKNOWN;
    for (size_t s = 0; !judged && s < segments->count; s++)
        segments->items[s].quiet = UNKNOWN;
}
