/* The findings of a week: what changed more than it usually does, and what it asks for. */
#include <math.h>
#include <stdlib.h>

#include "data/format.h"
#include "report/draft.h"

/* Figures that say the same thing in other words: only the first unusual one of a row is told. */
enum { MOST_KIN = 4 };

typedef struct Kin {
    Kpi kpis[MOST_KIN];
    size_t count;
    const char *up, *down; /* what to do when it is above, or below, the usual */
} Kin;

static const Kin KIN[] = {
    { { KPI_REVENUE, KPI_PURCHASES, KPI_AVERAGE_VALUE, KPI_AVERAGE_FREQUENCY },
      4,
      "Find out what sold, and to whom: keep it in stock and repeat what brought it.",
      "Check first that all sales are in the data; then what was different: stock, prices, "
      "mailings." },
    { { KPI_WENT_QUIET, KPI_QUIET, KPI_QUIET_SPEND },
      3,
      "Write to those who went quiet, most at stake first, before they are used to it.",
      "Fewer customers than usual went quiet: note what was done, and do it again." },
    { { KPI_FIRST_BUYERS, KPI_BUYERS, KPI_CUSTOMERS },
      3,
      "Welcome the new ones within the week: the second purchase decides.",
      "Check where new customers come from: a campaign that ended, a form that broke." },
    { { KPI_RETURNED },
      1,
      "See what brought them back, and send it to the others who are quiet.",
      "Win-back brings less than usual: change the offer or the list." },
    { { KPI_AVERAGE_PURCHASE },
      1,
      "See which products raised the basket and show them at checkout.",
      "See whether discounts or smaller products lowered the basket." },
    { { KPI_MOVED },
      1,
      "Look at the largest flows on the page of changes: they say what is shifting.",
      "Segments are calmer than usual: nothing to do." },
};

/* --- figures ---------------------------------------------------------------------------------- */

/* What is usual of a figure that is counted between two runs, and what of one as of a day. */
static const char *kpi_detail(Draft *d, Kpi kpi)
{
    const KpiInfo *info = &KPI_INFO[kpi];
    const Delta *delta = &d->plan->changes->kpis[kpi];
    const char *days = say_days(d, d->plan->changes->days);

    if (kpi >= KPI_STOCKS) {
        return arena_format(d->arena, "%s In %s they are usually %s to %s (%zu past counts).",
                            info->note, days, say_count(d, fmax(0, floor(delta->usual.low))),
                            say_count(d, ceil(delta->usual.high)), delta->usual.count);
    }
    return arena_format(
        d->arena, "From %s to %s. In %s it usually changes by %s to %s (%zu past changes).",
        format_value(delta->before, info->kind, info->decimals, d->plan->currency, false, d->arena),
        format_value(delta->now, info->kind, info->decimals, d->plan->currency, false, d->arena),
        days, say_change(d, delta->usual.low, info->kind, info->decimals),
        say_change(d, delta->usual.high, info->kind, info->decimals), delta->usual.count);
}

/* "Revenue: +$14,356 in 7 days, more than usual" */
static Insight kpi_insight(Draft *d, const Kin *kin, Kpi kpi)
{
    const KpiInfo *info = &KPI_INFO[kpi];
    const Delta *delta = &d->plan->changes->kpis[kpi];
    bool more = delta->change > delta->usual.high;
    const char *amount = kpi >= KPI_STOCKS
                             ? say_count(d, delta->now)
                             : say_change(d, delta->change, info->kind, info->decimals);

    return (Insight){
        .headline = arena_format(d->arena, "%s: %s %s, %s", info->title, amount, say_since(d),
                                 say_verdict(delta)),
        .detail = kpi_detail(d, kpi),
        .action = more ? kin->up : kin->down,
        .segment = -1,
    };
}

/* Silence is spoken of only where more are quiet than chance leaves. */
static bool may_tell(const Draft *d, Kpi kpi)
{
    bool silence =
        kpi == KPI_WENT_QUIET || kpi == KPI_RETURNED || kpi == KPI_QUIET || kpi == KPI_QUIET_SPEND;

    return !silence || quiet_is_news(d);
}

static void find_kpis(Draft *d, InsightList *out)
{
    for (size_t k = 0; k < COUNT_OF(KIN); k++) {
        for (size_t i = 0; i < KIN[k].count; i++) {
            Kpi kpi = KIN[k].kpis[i];
            if (!d->plan->changes->kpis[kpi].unusual || !may_tell(d, kpi)) continue;
            VEC_PUSH(d->arena, out, kpi_insight(d, &KIN[k], kpi));
            break;
        }
    }
}

/* --- segments --------------------------------------------------------------------------------- */

static const char *grown(Draft *d, const SegmentChange *change)
{
    const char *revenue = isfinite(change->revenue.change)
                              ? arena_format(d->arena, "; revenue %s",
                                             say_change(d, change->revenue.change, COLUMN_MONEY, 0))
                              : "";

    return arena_format(d->arena, "%s customers then, %s now%s.",
                        say_count(d, change->customers.before), say_count(d, change->customers.now),
                        revenue);
}

static void find_renamed(Draft *d, const SegmentChange *change, InsightList *out)
{
    const Segment *s = &d->segments->items[change->now];
    const char *why = s->renamed_why ? s->renamed_why : "it was renamed since that run";

    VEC_PUSH(
        d->arena, out,
        ((Insight){
            arena_format(d->arena, "%s: the segment that was %s", s->label, change->old_label),
            arena_format(d->arena, "Why it has another name now: %s. %s", why, grown(d, change)),
            first_action(s->archetype), change->now, NULL }));
}

static void find_new(Draft *d, const SegmentChange *change, InsightList *out)
{
    const Segment *s = &d->segments->items[change->now];

    VEC_PUSH(d->arena, out,
             ((Insight){ arena_format(d->arena, "New segment: %s, %s with %s", s->label,
                                      say_customers(d, (double)s->count), say_money(d, s->revenue)),
                         d->segments->carried_by_members
                             ? "No segment of the last run has most of its customers."
                             : "No segment of the earlier run lies near enough to be the same one.",
                         first_action(s->archetype), change->now, NULL }));
}

static void find_gone(Draft *d, const SegmentChange *change, InsightList *out)
{
    const char *revenue =
        isfinite(change->revenue.before)
            ? arena_format(d->arena, " with %s", say_money(d, change->revenue.before))
            : "";
    const char *why = d->segments->carried_by_members
                          ? "no segment of today has most of them"
                          : "no segment of today lies near enough to be the same one";

    VEC_PUSH(d->arena, out,
             ((Insight){ arena_format(d->arena, "Gone: the segment %s", change->old_label),
                         arena_format(d->arena, "It had %s%s; %s.",
                                      say_customers(d, change->customers.before), revenue, why),
                         "Stop what was addressed to it; the page of changes says where its "
                         "customers went.",
                         -1, NULL }));
}

static void find_resized(Draft *d, const SegmentChange *change, InsightList *out)
{
    const Segment *s = &d->segments->items[change->now];
    const Delta *delta = change->customers.unusual ? &change->customers : &change->revenue;
    ColumnKind kind = change->customers.unusual ? COLUMN_COUNT : COLUMN_MONEY;

    VEC_PUSH(
        d->arena, out,
        ((Insight){ arena_format(d->arena, "%s: %s %s %s, %s", s->label,
                                 say_change(d, delta->change, kind, 0),
                                 kind == COLUMN_COUNT ? "customers" : "in revenue", say_since(d),
                                 say_verdict(delta)),
                    arena_format(d->arena, "%s It usually changes by %s to %s (%zu past changes).",
                                 grown(d, change), say_change(d, delta->usual.low, kind, 0),
                                 say_change(d, delta->usual.high, kind, 0), delta->usual.count),
                    first_action(s->archetype), change->now, NULL }));
}

static void find_segments(Draft *d, bool identity, InsightList *out)
{
    const Changes *changes = d->plan->changes;

    for (size_t i = 0; i < changes->segment_count; i++) {
        const SegmentChange *change = &changes->segments[i];
        bool resized = change->customers.unusual || change->revenue.unusual;
        if (identity && change->fate == FATE_RENAMED) find_renamed(d, change, out);
        if (identity && change->fate == FATE_NEW) find_new(d, change, out);
        if (identity && change->fate == FATE_GONE) find_gone(d, change, out);
        if (!identity && resized && change->now >= 0) find_resized(d, change, out);
    }
}

/* --- drift, and what there is to say without a past ------------------------------------------- */

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
        ((Insight){ arena_format(d->arena, "%s is distributed otherwise than %s",
                                 FEATURES[drift->feature].title, say_date(d, changes->base->as_of)),
                    arena_format(d->arena,
                                 "Population stability index %s: below 0.10 is the same, above "
                                 "0.25 a shift that asks for a closer look.",
                                 say_number(d, drift->index, 2)),
                    "Check for an import, a price change or a campaign that explains it before "
                    "comparing segments.",
                    -1, NULL }));
}

static const Flow *largest_flow(const Moves *moves)
{
    const Flow *largest = NULL;

    for (size_t i = 0; i < moves->flow_count; i++) {
        const Flow *flow = &moves->flows[i];
        if (flow->stay || flow->from < 0 || flow->to < 0) continue;
        if (!largest || flow->spend > largest->spend) largest = flow;
    }
    return largest;
}

static const char *flow_detail(Draft *d, const Flow *flow)
{
    if (d->plan->changes->moves.causes_unknown) return "The largest flow by spend.";
    return arena_format(d->arena,
                        "The largest flow by spend: %zu by their behaviour, %zu because the "
                        "segments' borders moved, %zu by both.",
                        flow->by[MOVE_BEHAVIOUR], flow->by[MOVE_REDEFINITION], flow->by[MOVE_BOTH]);
}

static void find_flow(Draft *d, InsightList *out)
{
    const Flow *flow = largest_flow(&d->plan->changes->moves);

    if (!flow) return;
    VEC_PUSH(d->arena, out,
             ((Insight){ arena_format(d->arena, "%s with %s went from %s to %s",
                                      say_customers(d, (double)flow->customers),
                                      say_money(d, flow->spend), name_then(d, flow->from),
                                      name_now(d, flow->to)),
                         flow_detail(d, flow), first_action(d->segments->items[flow->to].archetype),
                         flow->to, NULL }));
}

static void find_revenue(Draft *d, InsightList *out)
{
    const Delta *delta = &d->plan->changes->kpis[KPI_REVENUE];
    const Delta *purchases = &d->plan->changes->kpis[KPI_PURCHASES];

    if (!isfinite(delta->change) || !isfinite(purchases->change)) return;
    VEC_PUSH(d->arena, out,
             ((Insight){ arena_format(d->arena, "Revenue: %s %s",
                                      say_change(d, delta->change, COLUMN_MONEY, 0), say_since(d)),
                         arena_format(d->arena, "By %s purchases; %s in all.",
                                      say_count(d, purchases->change), say_money(d, delta->now)),
                         "Take it as the first mark: with more weeks in the history it will be "
                         "judged.",
                         -1, NULL }));
}

static void find_quiet(Draft *d, InsightList *out)
{
    const Group *quiet = &d->plan->changes->moves.went_quiet;

    if (!quiet->customers || !may_tell(d, KPI_WENT_QUIET)) return;
    VEC_PUSH(d->arena, out,
             ((Insight){
                 .headline = SAY(d,
                                 "{n|One customer|# customers} went quiet, with {spend} of past "
                                 "spend",
                                 arg_count(d, "n", (double)quiet->customers),
                                 arg_money(d, "spend", quiet->spend)),
                 .detail = "They were not quiet when the earlier run was made. By chance alone one "
                           "in twenty who stay is quiet on any day.",
                 .action = KIN[1].up,
                 .segment = -1,
                 .list = quiet_file(d) }));
}

bool week_is_judged(const Draft *d)
{
    return variation_judges(&d->plan->changes->kpis[KPI_REVENUE].usual);
}

InsightList find_week(Draft *d, size_t most)
{
    InsightList found = { 0 };

    find_segments(d, true, &found);
    find_kpis(d, &found);
    find_segments(d, false, &found);
    find_drift(d, &found);
    if (!week_is_judged(d)) {
        find_revenue(d, &found);
        find_flow(d, &found);
        find_quiet(d, &found);
    }
    if (found.count > most) found.count = most;
    return found;
}
