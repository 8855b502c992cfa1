/* Who has gone quiet: the section of the insights, and the finding. */
#include <math.h>

#include "math/math.h"
#include "report/draft.h"

/* A share that is to be said needs so many customers behind it. */
enum { WAITED_LEAST = 30, WAIT_MORE_DAYS = 90 };

/* Of those who stay, fewer than 1 in 5 and not fewer than 1 in 20 would be silent so long. */
#define GETTING_BY_CHANCE (1.0 / 5 - 1.0 / 20)

bool quiet_is_told(const Draft *d)
{
    return d->segments->silence.verdict == QUIET_JUDGED &&
           d->segments->silence.repeaters >= draft_least(d, NEED_QUIET) &&
           isfinite(d->segments->quiet.quiet);
}

bool quiet_is_news(const Draft *d)
{
    return quiet_is_told(d) && !d->segments->silence.only_chance;
}

/* --- the section ------------------------------------------------------------------------------ */

static const char RULE[] =
    "A customer has gone quiet if, at that customer's own pace and allowing for the shop's busy "
    "and "
    "slow days, fewer than 1 in 20 customers who stay would be silent this long by chance, and is "
    "getting quiet if fewer than 1 in 5 would. So at any time about 5 in 100 of those who have not "
    "left are called quiet.";

static const char *counted(Draft *d)
{
    const Quiet *silence = &d->segments->silence;
    const QuietFigures *q = &d->segments->quiet;
    const PhraseArg args[] = {
        arg_count(d, "quiet", q->quiet),
        arg_count(d, "judged", q->judged),
        arg_count(d, "expected", round(silence->expected)),
        arg_count(d, "excess", round(q->excess)),
        arg_count(d, "getting", q->getting_quiet),
        arg_count(d, "getting_expected", round(GETTING_BY_CHANCE * q->judged)),
    };
    const char *pattern =
        q->quiet <= silence->expected
            ? "{quiet} of the {judged} customers who can be judged {quiet|is|are} quiet. By chance "
              "alone about {expected} would be, so there is no sign that more of them have left. "
              "{getting|# is|# are} getting quiet; by chance alone about "
              "{getting_expected} would be."
        : silence->only_chance
            ? "{quiet} of the {judged} customers who can be judged {quiet|is|are} quiet. By chance "
              "alone about {expected} would be, and it could well be as many as these: the shop as "
              "a whole shows no clear sign that customers have left. {getting|# is|# are} "
              "getting quiet; by chance alone about {getting_expected} would be."
            : "{quiet} of the {judged} customers who can be judged {quiet|is|are} quiet. By chance "
              "alone about {expected} would be; that leaves about {excess} more than chance "
              "explains. {getting|# is|# are} getting quiet; by chance alone about "
              "{getting_expected} would be.";

    return phrase(pattern, args, COUNT_OF(args), d->arena);
}

/* The median wait of those who have bought on one day; NaN where there are none. */
static double median_wait(const Draft *d)
{
    const Quiet *silence = &d->segments->silence;
    ArenaMark mark = arena_mark(d->arena);
    if (d->plan->means) return d->plan->means->once_wait;
    double *waits = ARENA_ARRAY(d->arena, double, silence->one_day);
    size_t count = 0;

    for (size_t c = 0; c < silence->customers; c++) {
        if (purchase_run(&d->segments->days, (size_t)c).count == 1)
            waits[count++] = silence->rhythms[c].silent_days;
    }
    double wait = median(waits, count, d->arena);
    arena_release(d->arena, mark);
    return wait;
}

/* Of those who have bought on one day only. */
static const char *say_once(Draft *d)
{
    const SecondPurchase *second = &d->segments->second;
    size_t once = d->segments->silence.one_day;

    if (!once || once < d->plan->min_group) return NULL;
    double middle = floor(median_wait(d));
    double waited = fmin(middle, (double)second->longest_wait - WAIT_MORE_DAYS);
    const char *text =
        SAY(d,
            "{n|One customer has|# customers have} bought on one day only. There is no telling "
            "whether such a customer has left: one purchase says nothing about the pace.",
            arg_count(d, "n", (double)once));
    SecondShare share = waited >= 0 ? second_purchase_share(second, (size_t)waited, WAIT_MORE_DAYS)
                                    : (SecondShare){ NAN, NAN, 0 };
    if (!isfinite(share.share) || share.of < WAITED_LEAST) return text;
    return phrase_join(
        text,
        SAY(d,
            waited < middle ? "Half of them have gone {middle} or longer without another "
                              "purchase. Of all customers who had gone {waited}, the longest wait "
                              "that the records can follow, {share} bought again within the next "
                              "{more} days."
                            : "Half of them have gone {middle} or longer without another "
                              "purchase. Of all customers who had gone that long, {share} bought "
                              "again within the next {more} days.",
            arg_days(d, "middle", middle), arg_days(d, "waited", waited),
            arg_share(d, "share", share.share), arg_count(d, "more", WAIT_MORE_DAYS)),
        d->arena);
}

static const Table *quiet_table(Draft *d, const int *which, size_t count)
{
    Table *table = table_open(d->arena, count, 7);

    table_segments(table, d, which);
    double *judged = table_numbers(table, "judged", "Judged", COLUMN_COUNT, 0, d->arena);
    double *quiet = table_numbers(table, "quiet", "Quiet", COLUMN_COUNT, 0, d->arena);
    double *getting =
        table_numbers(table, "getting_quiet", "Getting quiet", COLUMN_COUNT, 0, d->arena);
    double *share =
        table_numbers(table, "quiet_share", "Quiet, of those judged", COLUMN_SHARE, 0, d->arena);
    double *spend =
        table_numbers(table, "quiet_spend", "Spend of the quiet", COLUMN_MONEY, 0, d->arena);
    double *stake =
        table_numbers(table, "quiet_spend_a_year", "At stake a year", COLUMN_MONEY, 0, d->arena);
    for (size_t i = 0; i < count; i++) {
        const QuietFigures *q = &d->segments->items[which[i]].quiet;
        judged[i] = q->judged;
        quiet[i] = q->quiet;
        getting[i] = q->getting_quiet;
        share[i] = q->quiet / q->judged;
        spend[i] = q->spend;
        stake[i] = q->stake;
    }
    return table;
}

/* Why nobody is judged; NULL where the shop is. */
static const char *unjudged(Draft *d)
{
    const Quiet *silence = &d->segments->silence;

    if (silence->verdict == QUIET_TOO_SHORT) {
        return SAY(d,
                   "Silence can be judged after {least} days of sales; so far there {days|has been "
                   "one|have been #}.",
                   arg_count(d, "least", QUIET_MIN_DAYS),
                   arg_count(d, "days", (double)silence->history_days));
    }
    if (silence->verdict == QUIET_JUDGED && !isfinite(d->segments->quiet.quiet))
        return "So few have gone quiet, or so few have not, that the number is withheld.";
    return NULL;
}

void write_quiet(Draft *d, Page *page)
{
    Section *section = draft_section(d, page, "quiet", "Quiet customers", NULL);
    int *which = ARENA_ARRAY(d->arena, int, d->segments->count);
    size_t count = quiet_segments(d, which);
    const char *why = unjudged(d), *once = say_once(d);

    if (draft_enough(d, section, NEED_QUIET, draft_have(d, NEED_QUIET))) {
        if (why) {
            draft_note(d, section, NOTE_INFO, why);
        } else {
            draft_text(d, section, RULE);
            draft_text(d, section, counted(d));
        }
        if (count && !why) {
            draft_figure(d, section, figure_quiet(d), "Quiet customers by segment", false);
            draft_table(d, section,
                        (TableBlock){ .table = quiet_table(d, which, count),
                                      .caption = has_money(d) ? "Who is quiet, and what is at stake"
                                                              : "Who is quiet",
                                      .rest = quiet_file(d) });
        }
    }
    if (once) draft_text(d, section, once);
}

/* --- the finding ------------------------------------------------------------------------------ */

/* Where most is at stake, or most are quiet where there is no money; -1 where that is not told by
 * segment. */
static int most_at_stake(const Draft *d)
{
    double largest = 0;
    int most = -1;

    for (size_t i = 0; i < d->segments->count; i++) {
        const QuietFigures *q = &d->segments->items[i].quiet;
        double stake = has_money(d) ? q->stake : q->quiet;
        if (!(stake > largest)) continue;
        largest = stake;
        most = (int)i;
    }
    return most;
}

static const char *finding_detail(Draft *d, int most)
{
    const QuietFigures *q = &d->segments->quiet;
    PhraseArg quiet = arg_count(d, "quiet", q->quiet), judged = arg_count(d, "judged", q->judged);
    PhraseArg expected = arg_count(d, "expected", round(d->segments->silence.expected));
    const char *text =
        has_money(d)
            ? SAY(d,
                  "{quiet} of the {judged} customers who can be judged {quiet|is|are} quiet; by "
                  "chance alone about {expected} would be. Those beyond chance put about {stake} a "
                  "year at stake.",
                  quiet, judged, expected,
                  arg_money(d, "stake", significant(q->stake * q->excess / q->quiet, 2)))
            : SAY(d,
                  "{quiet} of the {judged} customers who can be judged {quiet|is|are} quiet; by "
                  "chance alone about {expected} would be.",
                  quiet, judged, expected);

    if (most < 0) return text;
    const Segment *s = &d->segments->items[most];
    return phrase_join(
        text,
        SAY(d, "The largest part is in {segment}, with {n|one quiet customer|# quiet customers}.",
            arg_text("segment", s->label), arg_count(d, "n", s->quiet.quiet)),
        d->arena);
}

void find_quiet_customers(Draft *d, InsightList *out)
{
    const QuietFigures *q = &d->segments->quiet;

    if (!quiet_is_news(d)) return;
    int most = most_at_stake(d);
    const char *named = has_money(d)
                            ? "Write to the {n|one quiet customer|# quiet customers} on the "
                              "list, most at stake first."
                            : "Write to the {n|one quiet customer|# quiet customers} on the "
                              "list, most frequent buyers first.";
    const char *unnamed = has_money(d) ? "Write to those who are quiet, most at stake first."
                                       : "Write to those who are quiet, most frequent buyers "
                                         "first.";
    VEC_PUSH(d->arena, out,
             ((Insight){
                 .headline = SAY(d,
                                 "About {n|one more customer has|# more customers have} gone quiet "
                                 "than chance explains",
                                 arg_count(d, "n", fmax(1, round(q->excess)))),
                 .detail = finding_detail(d, most),
                 .action = quiet_file(d) ? SAY(d, named, arg_count(d, "n", q->quiet)) : unnamed,
                 .segment = most,
                 .list = quiet_file(d) }));
}
