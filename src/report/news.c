/* What the history tells of these days and the ledger cannot: segments that came, went or changed
 * their name, how many went quiet, came back or changed segment, and how the segments' borders
 * moved. */
#include <math.h>

#include "data/format.h"
#include "report/draft.h"

/* Fewer who changed segment without doing anything are not spoken of. */
#define MANY_REDEFINED 0.2

/* --- counts ----------------------------------------------------------------------------------- */

static const char *count_headline(const Draft *d, Kpi kpi, bool more)
{
    double count = d->plan->changes->kpis[kpi].now;
    PhraseArg customers = arg_count(d, "customers", count);
    PhraseArg days = arg_days(d, "days", d->plan->changes->days);

    if (kpi == KPI_WENT_QUIET) {
        return more ? SAY(d,
                          "{customers|# customer|# customers} went quiet in {days}, more than "
                          "usual",
                          customers, days)
                    : SAY(d,
                          "{customers|# customer|# customers} went quiet in {days}, fewer than "
                          "usual",
                          customers, days);
    }
    if (kpi == KPI_RETURNED) {
        return more ? SAY(d,
                          "{customers|# customer|# customers} came back in {days}, more than "
                          "usual",
                          customers, days)
                    : SAY(d,
                          "{customers|# customer|# customers} came back in {days}, fewer than "
                          "usual",
                          customers, days);
    }
    return more ? SAY(d,
                      "{customers|# customer|# customers} changed segment by what they did in "
                      "{days}, more than usual",
                      customers, days)
                : SAY(d,
                      "{customers|# customer|# customers} changed segment by what they did in "
                      "{days}, fewer than usual",
                      customers, days);
}

static const char *count_action(Kpi kpi, bool more)
{
    if (kpi == KPI_WENT_QUIET) {
        return more ? "Write to those who went quiet, most at stake first, before they get used to "
                      "it."
                    : "Note what was done, and do it again.";
    }
    if (kpi == KPI_RETURNED) {
        return more ? "See what brought them back, and send it to the others who are quiet."
                    : "Winning customers back works less well than usual: change the offer or the "
                      "list.";
    }
    return more ? "Look at the largest flows on the page What changed: they show what is shifting."
                : NULL;
}

static void find_count(Draft *d, Kpi kpi, InsightList *out)
{
    const Delta *delta = &d->plan->changes->kpis[kpi];
    bool more = delta->now > delta->usual.high;

    if (!delta->unusual) return;
    VEC_PUSH(d->arena, out,
             ((Insight){
                 .headline = count_headline(d, kpi, more),
                 .detail = SAY(d,
                               "Usually it is {low} to {high} in {days} ({past|# earlier count|# "
                               "earlier counts}).",
                               arg_days(d, "days", d->plan->changes->days),
                               arg_count(d, "low", fmax(0, ceil(delta->usual.low))),
                               arg_count(d, "high", floor(delta->usual.high)),
                               arg_count(d, "past", (double)delta->usual.count)),
                 .action = count_action(kpi, more),
                 .segment = -1,
                 .list = kpi == KPI_WENT_QUIET && more ? quiet_file(d) : NULL,
             }));
}

static void find_counts(Draft *d, InsightList *out)
{
    /* Silence is spoken of only where more are quiet than chance leaves. */
    if (quiet_is_news(d)) {
        find_count(d, KPI_WENT_QUIET, out);
        find_count(d, KPI_RETURNED, out);
    }
    find_count(d, KPI_MOVED, out);
}

/* --- segments --------------------------------------------------------------------------------- */

static const char *grown(Draft *d, const SegmentChange *change)
{
    PhraseArg then = arg_count(d, "then", change->customers.before);
    PhraseArg now = arg_count(d, "now", change->customers.now);

    if (!has_money(d) || !isfinite(change->revenue.change))
        return SAY(d, "{then|# customer|# customers} then, {now} now.", then, now);
    return SAY(d, "{then|# customer|# customers} then, {now} now; revenue {change}.", then, now,
               arg_text("change", say_change(d, change->revenue.change, COLUMN_MONEY,
                                             money_decimals(change->revenue.change))));
}

static void find_renamed(Draft *d, const SegmentChange *change, InsightList *out)
{
    const Segment *s = &d->segments->items[change->now];

    VEC_PUSH(d->arena, out,
             ((Insight){ SAY(d, "{before} is now called {name}", arg_text("name", s->label),
                             arg_text("before", change->old_label)),
                         phrase_join(s->renamed_why ? s->renamed_why
                                                    : "It has been renamed since that run.",
                                     grown(d, change), d->arena),
                         first_action(s->archetype), change->now, NULL }));
}

static void find_new(Draft *d, const SegmentChange *change, InsightList *out)
{
    const Segment *s = &d->segments->items[change->now];

    const char *what = has_money(d)
                           ? "New segment: {name}, {customers|# customer|# customers} with "
                             "{revenue}"
                           : "New segment: {name}, {customers|# customer|# customers}";

    VEC_PUSH(d->arena, out,
             ((Insight){ SAY(d, what, arg_text("name", s->label),
                             arg_count(d, "customers", (double)s->count),
                             arg_money(d, "revenue", s->revenue)),
                         d->segments->carried_by_members
                             ? "No segment of the last run has most of its customers."
                             : "No segment of the earlier run is close enough to be the same one.",
                         first_action(s->archetype), change->now, NULL }));
}

static void find_gone(Draft *d, const SegmentChange *change, InsightList *out)
{
    PhraseArg customers = arg_count(d, "customers", change->customers.before);
    const char *had = has_money(d) && isfinite(change->revenue.before)
                          ? SAY(d, "It had {customers|# customer|# customers} with {revenue}.",
                                customers, arg_money(d, "revenue", change->revenue.before))
                          : SAY(d, "It had {customers|# customer|# customers}.", customers);
    const char *why = d->segments->carried_by_members
                          ? "None of today's segments has most of them."
                          : "None of today's segments is close enough to be the same one.";

    VEC_PUSH(d->arena, out,
             ((Insight){
                 SAY(d, "Gone: the segment {name}", arg_text("name", change->old_label)),
                 phrase_join(had, why, d->arena),
                 "Stop what was aimed at it; the page What changed says where its customers went.",
                 -1, NULL }));
}

/* Whether those who came into a segment or left it did so by what they did, most of them: else its
 * size says more of the borders than of customers. */
static bool is_moved_by_behaviour(const Draft *d, const SegmentChange *change)
{
    const Moves *moves = &d->plan->changes->moves;
    size_t by[MOVE_CAUSES] = { 0 };

    for (size_t i = 0; i < moves->flow_count; i++) {
        const Flow *flow = &moves->flows[i];
        bool touches = flow->to == change->now || flow->from == change->before;
        for (int c = 0; touches && !flow->stay && c < MOVE_CAUSES; c++)
            by[c] += flow->by[c];
    }
    return by[MOVE_BEHAVIOUR] > by[MOVE_REDEFINITION] + by[MOVE_BOTH];
}

static void find_resized(Draft *d, const SegmentChange *change, InsightList *out)
{
    const Segment *s = &d->segments->items[change->now];
    const Delta *delta = &change->customers;
    bool more = delta->change > delta->usual.high;
    PhraseArg name = arg_text("name", s->label);
    PhraseArg by = arg_text("change", say_change(d, delta->change, COLUMN_COUNT, 0));
    PhraseArg days = arg_days(d, "days", d->plan->changes->days);

    if (!is_moved_by_behaviour(d, change)) return;
    const char *usual =
        SAY(d, "The usual range is {low} to {high} ({past|# earlier change|# earlier changes}).",
            arg_text("low", say_change(d, delta->usual.low, COLUMN_COUNT, 0)),
            arg_text("high", say_change(d, delta->usual.high, COLUMN_COUNT, 0)),
            arg_count(d, "past", (double)delta->usual.count));
    VEC_PUSH(
        d->arena, out,
        ((Insight){
            more ? SAY(d, "{name}: {change} customers in {days}, more than usual", name, by, days)
                 : SAY(d, "{name}: {change} customers in {days}, fewer than usual", name, by, days),
            phrase_join(grown(d, change), usual, d->arena), first_action(s->archetype), change->now,
            NULL }));
}

/* "Champions, New Customers"; NULL where no segment has that fate. */
static const char *names_of(const Draft *d, Fate fate)
{
    const Changes *changes = d->plan->changes;
    const char *list = NULL;

    for (size_t i = 0; i < changes->segment_count; i++) {
        const SegmentChange *change = &changes->segments[i];
        if (change->fate != fate) continue;
        const char *name =
            fate == FATE_GONE ? change->old_label : d->segments->items[change->now].label;
        list = phrase_list(list, name, d->arena);
    }
    return list;
}

/* Several at once are one finding: they hang together. */
static void find_regrouped(Draft *d, InsightList *out)
{
    const char *came = names_of(d, FATE_NEW), *gone = names_of(d, FATE_GONE);
    const char *renamed = names_of(d, FATE_RENAMED), *text = "";

    if (came) text = SAY(d, "New: {names}.", arg_text("names", came));
    if (gone) text = phrase_join(text, SAY(d, "Gone: {names}.", arg_text("names", gone)), d->arena);
    if (renamed)
        text = phrase_join(text, SAY(d, "Under another name: {names}.", arg_text("names", renamed)),
                           d->arena);
    VEC_PUSH(d->arena, out,
             ((Insight){ SAY(d, "The segments have changed since {date}",
                             arg_date(d, "date", d->plan->changes->base->as_of)),
                         text,
                         "Before you continue anything aimed at a segment, see the page What "
                         "changed for who went where.",
                         -1, NULL }));
}

static void find_identity(Draft *d, InsightList *out)
{
    const Changes *changes = d->plan->changes;
    size_t others = 0;

    for (size_t i = 0; i < changes->segment_count; i++)
        others += changes->segments[i].fate != FATE_KEPT;
    if (others > 1) {
        find_regrouped(d, out);
        return;
    }
    for (size_t i = 0; i < changes->segment_count; i++) {
        const SegmentChange *change = &changes->segments[i];
        switch (change->fate) {
        case FATE_RENAMED: find_renamed(d, change, out); break;
        case FATE_NEW: find_new(d, change, out); break;
        case FATE_GONE: find_gone(d, change, out); break;
        case FATE_KEPT: break;
        }
    }
}

static void find_sizes(Draft *d, InsightList *out)
{
    const Changes *changes = d->plan->changes;

    for (size_t i = 0; i < changes->segment_count; i++) {
        const SegmentChange *change = &changes->segments[i];
        if (change->customers.unusual && change->now >= 0) find_resized(d, change, out);
    }
}

/* --- moved borders ---------------------------------------------------------------------------- */

static const Flow *largest_redefined(const Moves *moves)
{
    const Flow *largest = NULL;

    for (size_t i = 0; i < moves->flow_count; i++) {
        const Flow *flow = &moves->flows[i];
        if (flow->stay || flow->from < 0 || flow->to < 0) continue;
        if (!largest || flow->by[MOVE_REDEFINITION] > largest->by[MOVE_REDEFINITION])
            largest = flow;
    }
    return largest;
}

/* Customers who did nothing and are in another segment: nothing follows for how to treat them. */
static void find_borders(Draft *d, InsightList *out)
{
    const Moves *moves = &d->plan->changes->moves;
    const Flow *flow = largest_redefined(moves);
    double redefined = (double)moves->by[MOVE_REDEFINITION];

    if (!flow || moves->causes_unknown || redefined < MANY_REDEFINED * (double)moves->known) return;
    if (names_of(d, FATE_NEW) || names_of(d, FATE_GONE)) return; /* that says it already */
    VEC_PUSH(
        d->arena, out,
        ((Insight){ SAY(d,
                        "{customers|# customer is|# customers are} in another segment because the "
                        "borders shifted",
                        arg_count(d, "customers", redefined)),
                    SAY(d,
                        "They did nothing that would have moved them. The largest group, {most}, "
                        "went from {from} to {to}.",
                        arg_count(d, "most", (double)flow->by[MOVE_REDEFINITION]),
                        arg_text("from", name_then(d, flow->from)),
                        arg_text("to", name_now(d, flow->to))),
                    "Treat them as before, and compare the sizes of these two segments with care.",
                    flow->to, NULL }));
}

/* --- drift ------------------------------------------------------------------------------------ */

/* Tenure grows by itself: that is no news. */
static const Drift *largest_drift(const Changes *changes)
{
    for (size_t i = 0; i < changes->drift_count; i++) {
        if (changes->drift[i].feature != F_TENURE_DAYS) return &changes->drift[i];
    }
    return NULL;
}

static void find_drift(Draft *d, InsightList *out)
{
    const Changes *changes = d->plan->changes;
    const Drift *drift = largest_drift(changes);

    if (!drift || drift_band(drift->index) == DRIFT_NONE) return;
    VEC_PUSH(
        d->arena, out,
        ((Insight){ SAY(d, "{feature} has shifted among buyers since {date}",
                        arg_text("feature", FEATURES[drift->feature].title),
                        arg_date(d, "date", changes->base->as_of)),
                    drift_band(drift->index) == DRIFT_MUCH
                        ? "So far that the segments of that day say little about today's buyers."
                        : "Enough to move customers between segments although they did nothing.",
                    "Look for an import, a price change or a campaign that explains it before "
                    "comparing segments.",
                    -1, NULL }));
}

void find_news(Draft *d, InsightList *out)
{
    find_identity(d, out);
    find_counts(d, out);
    find_sizes(d, out);
    find_borders(d, out);
    find_drift(d, out);
}
