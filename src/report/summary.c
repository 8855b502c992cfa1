/* The first page: key figures, at most five findings, the course of revenue. */
#include <math.h>

#include "data/format.h"
#include "math/math.h"
#include "report/draft.h"

/* Rousseeuw 1987 and Kaufman, Rousseeuw 1990: below this no substantial structure has been found.
 */
#define WEAK_SILHOUETTE 0.25

/* --- key figures ------------------------------------------------------------------------------ */

static const char *revenue_note(Draft *d)
{
    const char *orders = say_count(d, (double)d->shop->purchases.count);

    if (d->shop->returns >= 0) return arena_format(d->arena, "%s purchases", orders);
    return arena_format(d->arena, "%s purchases; returns of %s subtracted", orders,
                        say_money_short(d, -d->shop->returns));
}

/* The figure as it is remembered and compared. */
static Metric metric_of(Draft *d, Kpi kpi, const char *label, const char *note)
{
    const KpiInfo *info = &KPI_INFO[kpi];
    double value = kpi_value(kpi, d->shop, d->segments);
    const char *text = kpi == KPI_REVENUE            ? say_money_short(d, value)
                       : info->kind == COLUMN_MONEY  ? say_money(d, value)
                       : info->kind == COLUMN_NUMBER ? say_number(d, value, 1)
                                                     : say_count(d, value);
    Metric metric = {
        .key = info->key, .label = label, .value = value, .text = text, .note = note
    };

    metric_compare(d, &metric, kpi);
    return metric;
}

static void put_metrics(Draft *d, Section *section)
{
    const Segments *seg = d->segments;
    Metric *items = ARENA_ARRAY(d->arena, Metric, 6);

    items[0] =
        metric_of(d, KPI_CUSTOMERS, "Customers",
                  arena_format(d->arena, "%s have bought", say_count(d, (double)seg->buyers)));
    items[1] = metric_of(d, KPI_REVENUE, "Revenue", revenue_note(d));
    items[2] = metric_of(d, KPI_AVERAGE_VALUE, "Average value",
                         arena_format(d->arena, "a buyer; median %s",
                                      say_money(d, seg->base_median[F_TOTAL_SPEND])));
    items[3] = metric_of(d, KPI_AVERAGE_FREQUENCY, "Average frequency",
                         arena_format(d->arena, "purchases a buyer; median %s",
                                      say_number(d, seg->base_median[F_FREQUENCY], 0)));
    items[4] = metric_of(d, KPI_AVERAGE_PURCHASE, "Average purchase", "revenue over purchases");
    items[5] = metric_of(d, KPI_SEGMENTS, "Segments",
                         arena_format(d->arena, "%zu by clustering", d->model->clustering.k));
    VEC_PUSH(d->arena, &section->blocks,
             ((Block){ .kind = BLOCK_METRICS, .metrics = { items, 6 } }));
}

/* --- findings --------------------------------------------------------------------------------- */

const char *first_action(Archetype archetype)
{
    switch (archetype) {
    case ARCHETYPE_EXCEPTIONAL: return "Look at each of them by name.";
    case ARCHETYPE_NEW: return "Win the second purchase early.";
    case ARCHETYPE_ONE_TIME: return "Ask for the second purchase, at little cost.";
    case ARCHETYPE_CANT_LOSE: return "Call or write to them in person.";
    case ARCHETYPE_AT_RISK: return "Win back by value: most at stake first.";
    case ARCHETYPE_HIBERNATING: return "Keep the cost low: one offer to come back, then no more.";
    case ARCHETYPE_LAPSED: return "Keep the cost low, and look for those who spent much.";
    case ARCHETYPE_CHAMPIONS: return "Keep them close: personal attention, no blanket discount.";
    case ARCHETYPE_BIG_SPENDERS: return "Take care of each order, and advise before the next.";
    case ARCHETYPE_LOYAL: return "Raise the basket: they come often as it is.";
    case ARCHETYPE_WINDOW_SHOPPERS: return "Find out what keeps them from buying.";
    case ARCHETYPE_NEWER: return "Help them to get to know the shop.";
    case ARCHETYPE_POTENTIAL: return "Make the next purchase easy.";
    case ARCHETYPE_OCCASIONAL: return "Remind them at their own pace.";
    case ARCHETYPE_ACTIVE:
    case ARCHETYPE_MIXED:
    case ARCHETYPE_OTHER: return "Treat them as all customers are treated.";
    case ARCHETYPE_PROSPECTS:
    case ARCHETYPES: break;
    }
    return "Win the first purchase.";
}

static void find_core(Draft *d, InsightList *out)
{
    int best = -1;
    double most = 1.2; /* below that a segment holds about what its size lets expect */

    for (size_t i = 0; i < d->segments->count; i++) {
        const Segment *s = &d->segments->items[i];
        double ratio = s->revenue_share / s->customer_share;
        if (s->revenue_share >= 0.1 && ratio > most) {
            most = ratio;
            best = (int)i;
        }
    }
    if (best < 0) return;
    const Segment *s = &d->segments->items[best];
    VEC_PUSH(
        d->arena, out,
        ((Insight){ arena_format(d->arena, "%s: %s of customers make %s of revenue", s->label,
                                 say_share(d, s->customer_share), say_share(d, s->revenue_share)),
                    arena_format(d->arena, "%s bring %s, %s each on average; all buyers: %s.",
                                 say_customers(d, (double)s->count), say_money(d, s->revenue),
                                 say_money(d, s->mean[F_TOTAL_SPEND]),
                                 say_money(d, d->segments->base_mean[F_TOTAL_SPEND])),
                    first_action(s->archetype), best,
                    d->plan->min_group
                        ? NULL
                        : arena_format(d->arena, "attachments/segments/%s.csv", s->slug) }));
}

static void find_concentration(Draft *d, InsightList *out)
{
    const double *spend = buyers_spend(d);
    double top = concentration_of_top(spend, d->segments->buyers, 0.2, d->arena);

    if (draft_have(d, NEED_CONCENTRATION) < draft_least(d, NEED_CONCENTRATION)) return;
    if (!isfinite(top)) return;
    bool holds = top >= 0.75 && top <= 0.85;
    VEC_PUSH(d->arena, out,
             ((Insight){ arena_format(d->arena, "The best 20%% of buyers make %s of revenue",
                                      say_share(d, top)),
                         holds        ? "The 80/20 rule holds here, within five points."
                         : top < 0.75 ? "That is less concentrated than the 80/20 rule says: "
                                        "growth can come from the middle."
                                      : "That is more concentrated than the 80/20 rule says: few "
                                        "customers carry the shop.",
                         top < 0.5 ? "Spread the effort: no small group decides the result."
                                   : "Know these customers by name and watch them weekly.",
                         -1, NULL }));
}

static bool has_hole(const Shop *shop, Day from, Day to)
{
    for (size_t i = 0; i < shop->holes.count; i++) {
        if (shop->holes.items[i].from <= to && shop->holes.items[i].to >= from) return true;
    }
    return false;
}

/* Whether sales are missing from three months that begin with this one. */
static bool has_holes_from(const Shop *shop, size_t month)
{
    Day next =
        month + 3 < shop->month_count ? shop->months[month + 3].first_day : shop->source.as_of + 1;

    return has_hole(shop, shop->months[month].first_day, next - 1);
}

/* The last whole months against the same months a year before. */
static void find_trend(Draft *d, InsightList *out)
{
    size_t months = whole_months(d->shop);
    double now = 0, before = 0;
    char from[NUMBER_TEXT], to[NUMBER_TEXT];

    if (months < 15) return;
    if (has_holes_from(d->shop, months - 3) || has_holes_from(d->shop, months - 15)) return;
    for (size_t i = months - 3; i < months; i++) {
        now += d->shop->months[i].revenue;
        before += d->shop->months[i - 12].revenue;
    }
    if (before <= 0) return;
    double change = now / before - 1;
    day_month(from, d->shop->months[months - 3].first_day);
    day_month(to, d->shop->months[months - 1].first_day);
    VEC_PUSH(
        d->arena, out,
        ((Insight){ arena_format(d->arena, "Revenue %s to %s is %s %s on the year before", from, to,
                                 change < 0 ? "down" : "up", say_share(d, fabs(change))),
                    arena_format(d->arena,
                                 "%s in these three months, %s in the same months a year earlier.",
                                 say_money(d, now), say_money(d, before)),
                    change < 0
                        ? "Look at which segments went quiet before spending on new customers."
                        : "Check that it comes from returning customers, not from discounts alone.",
                    -1, NULL }));
}

static void find_prospects(Draft *d, InsightList *out)
{
    size_t last = d->segments->count - 1;
    const Segment *s = &d->segments->items[last];

    if (s->archetype != ARCHETYPE_PROSPECTS || s->customer_share < 0.02) return;
    VEC_PUSH(d->arena, out,
             ((Insight){
                 arena_format(d->arena, "%s in the list never bought",
                              say_customers(d, (double)s->count)),
                 arena_format(
                     d->arena, "That is %s of the customer list; they signed up %s ago (median).",
                     say_share(d, s->customer_share), say_days(d, s->median[F_TENURE_DAYS])),
                 first_action(s->archetype), (int)last, NULL }));
}

static void find_weakness(Draft *d, InsightList *out)
{
    double silhouette = d->model->silhouette;

    if (d->model->clustering.k < 2 || !(silhouette < WEAK_SILHOUETTE)) return;
    VEC_PUSH(
        d->arena, out,
        ((Insight){
            "The segments shade into each other",
            arena_format(d->arena,
                         "The mean silhouette is %s; below 0.25 clusters have no sharp borders. "
                         "Customers near a border could as well be in the next segment.",
                         say_number(d, silhouette, 2)),
            "Use the segments to direct effort, not to decide about single customers.", -1,
            NULL }));
}

static InsightList find_all(Draft *d, size_t most)
{
    InsightList found = { 0 };

    find_core(d, &found);
    find_quiet_customers(d, &found);
    find_trend(d, &found);
    find_concentration(d, &found);
    find_prospects(d, &found);
    /* A caution about all the rest is never crowded out by it. */
    if (found.count >= most) found.count = most - 1;
    find_weakness(d, &found);
    return found;
}

/* --- the page --------------------------------------------------------------------------------- */

static const char *trend_caption(Draft *d)
{
    size_t count = d->shop->holes.count;

    if (!count) return "Revenue by calendar month";
    DayRange hole = d->shop->holes.items[count - 1];
    return arena_format(d->arena, "Revenue by calendar month; no sale from %s to %s%s",
                        say_date(d, hole.from), say_date(d, hole.to),
                        count > 1 ? ", nor in other long stretches before" : "");
}

/* Whoever reads only this page should know that the data was not all clean. */
static void put_caution(Draft *d, Section *section)
{
    const Shop *shop = d->shop;
    double out = (double)(shop->ledger_rows - shop->lines);
    double warnings = 0;

    for (size_t i = 0; i < shop->findings.count; i++)
        warnings += shop->findings.items[i].kind == FINDING_WARNING;
    if (warnings == 0) return;
    const char *text =
        warnings == 1
            ? "One finding in the data needs a look: see Data quality."
            : arena_format(d->arena, "%s findings in the data need a look: see Data quality.",
                           say_count(d, warnings));
    if (out > 0) {
        text = arena_format(d->arena, "%s %s of %s lines, worth %s, %s left out.", text,
                            say_count(d, out), say_count(d, (double)shop->ledger_rows),
                            say_money(d, shop->ledger_revenue - shop->revenue),
                            out == 1 ? "is" : "are");
    }
    draft_note(d, section, NOTE_WARNING, text);
}

static void put_findings(Draft *d, Page *page, const InsightList *found, const char *slug,
                         const char *title, const char *lead)
{
    Section *section = draft_section(d, page, slug, title, lead);

    VEC_PUSH(d->arena, &section->blocks,
             ((Block){ .kind = BLOCK_INSIGHTS, .insights = { found->items, found->count } }));
}

/* Leads the page where there is an earlier run to compare with; for how many findings it counts. */
static size_t put_week(Draft *d, Page *page)
{
    const Run *base = draft_base(d);
    InsightList found = base ? find_week(d, MOST_FINDINGS - 1) : (InsightList){ 0 };

    if (!base) return 0;
    const char *title = d->plan->changes->days == 7
                            ? "This week"
                            : arena_format(d->arena, "Since %s", say_date(d, base->as_of));
    const char *lead =
        week_is_judged(d)
            ? arena_format(d->arena, "Against %s, and against how much the figures usually change.",
                           say_date(d, base->as_of))
            : arena_format(d->arena,
                           "Against %s. Whether a change is out of the usual can be said from %d "
                           "past changes on.",
                           say_date(d, base->as_of), VARIATION_MIN);
    if (found.count) {
        put_findings(d, page, &found, "week", title, lead);
    } else {
        Section *section = draft_section(d, page, "week", title, NULL);
        draft_note(d, section, NOTE_INFO,
                   arena_format(d->arena,
                                "Nothing notable since %s: %s changed more than it usually does, "
                                "and no segment came, went or was renamed.",
                                say_date(d, base->as_of),
                                changes_are_partial(&d->plan->changes->unlike)
                                    ? "nothing that can be compared"
                                    : "no figure and no segment"));
    }
    return found.count ? found.count : 1; /* the note takes the room of a finding */
}

void write_summary(Draft *d)
{
    Page *page = draft_page(d, PAGE_SUMMARY, "index", d->report->title, "Summary", -1);
    size_t week = put_week(d, page);
    Section *figures = draft_section(
        d, page, "summary", draft_base(d) ? "Key figures" : "Summary",
        arena_format(d->arena, "%s in %s, %s worth %s, seen on %s.",
                     say_customers(d, (double)d->shop->customers.count), d->report->business,
                     d->shop->purchases.count == 1
                         ? "one purchase"
                         : arena_format(d->arena, "%s purchases",
                                        say_count(d, (double)d->shop->purchases.count)),
                     say_money(d, d->shop->revenue), say_date(d, d->shop->source.as_of)));

    put_metrics(d, figures);
    put_caution(d, figures);
    if (d->plan->changes && !draft_base(d)) {
        draft_note(d, figures, NOTE_INFO,
                   "This is the first run in the history: comparisons begin with the next one.");
    }
    InsightList found = find_all(d, MOST_FINDINGS - week);
    if (found.count) put_findings(d, page, &found, "findings", "What stands out", NULL);
    Section *trend = draft_section(d, page, "trend", "Revenue over time", NULL);
    if (draft_enough(d, trend, NEED_TREND, draft_have(d, NEED_TREND))) {
        draft_figure(d, trend, figure_trend(d), trend_caption(d), false);
    }
}
