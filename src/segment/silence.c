#include "segment/silence.h"

#include <math.h>

#define DAYS_A_YEAR 365.25
#define MOST_OF_ONE                                                                                \
    0.8 /* a sum of which one customer's part is more says what that customer's is */

static const QuietFigures UNKNOWN = { NAN, NAN, NAN, NAN, NAN, NAN };

double customer_stake(const Segments *segments, const Shop *shop, uint32_t customer)
{
    DayRun run = purchase_run(&segments->days, customer);
    double spend = matrix_at(&shop->customers.features, customer, F_TOTAL_SPEND);
    double gap = segments->silence.rhythms[customer].usual_gap_days;

    if (!run.count || !(spend > 0)) return 0;
    double days = run.days[run.count - 1] - run.days[0] + (isnan(gap) ? 0 : gap);
    return spend / fmax(days / DAYS_A_YEAR, 1);
}

const char *silence_name(Silence silence)
{
    switch (silence) {
    case SILENCE_NOT_JUDGED: return "not judged";
    case SILENCE_USUAL: return "usual";
    case SILENCE_GETTING_QUIET: return "getting quiet";
    case SILENCE_QUIET: return "quiet";
    }
    return "";
}

/* The figures of some customers, and the largest part of one of them in the sums. */
typedef struct Tally {
    QuietFigures q;
    double customers, most_spend, most_stake;
} Tally;

static void tally_customer(Tally *tally, const Segments *segments, const Shop *shop,
                           uint32_t customer)
{
    Silence silence = segments->silence.rhythms[customer].silence;
    QuietFigures *q = &tally->q;

    tally->customers++;
    q->judged += silence != SILENCE_NOT_JUDGED;
    q->getting_quiet += silence == SILENCE_GETTING_QUIET;
    if (silence != SILENCE_QUIET) return;
    double spend = matrix_at(&shop->customers.features, customer, F_TOTAL_SPEND);
    double stake = customer_stake(segments, shop, customer);
    q->quiet++;
    q->spend += spend;
    q->stake += stake;
    tally->most_spend = fmax(tally->most_spend, spend);
    tally->most_stake = fmax(tally->most_stake, stake);
}

static bool is_few(double customers, size_t min_group)
{
    return customers > 0 && customers < (double)min_group;
}

/* Whether what is told, or follows from it, is about too few. */
static bool tells_of_few(const Tally *tally, size_t min_group)
{
    const QuietFigures *q = &tally->q;
    bool one = q->quiet > 0 && (tally->most_spend > MOST_OF_ONE * q->spend ||
                                tally->most_stake > MOST_OF_ONE * q->stake);

    return is_few(q->quiet, min_group) || is_few(q->getting_quiet, min_group) ||
           is_few(q->judged - q->quiet - q->getting_quiet, min_group) ||
           is_few(tally->customers - q->judged, min_group) || (min_group && one);
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

void silence_describe(Segments *segments, const Shop *shop, size_t min_group)
{
    const Quiet *silence = &segments->silence;
    bool judged = silence->verdict == QUIET_JUDGED, few = false;
    Tally all = { 0 };

    for (size_t s = 0; s < segments->count; s++) {
        Segment *segment = &segments->items[s];
        Tally tally = { 0 };
        for (size_t i = 0; i < segment->count; i++) {
            tally_customer(&tally, segments, shop, segment->members[i]);
            tally_customer(&all, segments, shop, segment->members[i]);
        }
        segment->quiet = tally.q;
        few |= tells_of_few(&tally, min_group);
    }
    all.q.excess = silence->excess;
    share_excess(segments, silence->excess);
    segments->quiet = !judged || tells_of_few(&all, min_group) ? UNKNOWN : all.q;
    for (size_t s = 0; (few || !judged) && s < segments->count; s++)
        segments->items[s].quiet = UNKNOWN;
}
