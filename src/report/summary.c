/* The first page: key figures, at most five findings, the course of revenue. */
#include <math.h>

#include "data/format.h"
#include "math/math.h"
#include "report/counted.h"
#include "report/data_end.h"
#include "report/draft.h"

/* More customers than this nobody knows by name. */
#define KNOWN_BY_NAME 25

/* --- key figures ------------------------------------------------------------------------------ */

static const char *revenue_note(Draft *d)
{
    PhraseArg count = arg_count(d, "n", (double)d->shop->purchases.count);

    if (d->shop->returns >= 0) return SAY(d, "{n|# purchase|# purchases}", count);
    if (isnan(d->shop->returns)) /* withheld */
        return SAY(d, "{n|# purchase|# purchases}; returns subtracted", count);
    return SAY(d, "{n|# purchase|# purchases}; returns of {returns} subtracted", count,
               arg_text("returns", say_money_short(d, -d->shop->returns)));
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

static Metric frequency_metric(Draft *d)
{
    return metric_of(d, KPI_AVERAGE_FREQUENCY, "Average frequency",
                     SAY(d, "purchases per buyer; median {median}",
                         arg_number(d, "median", d->segments->base_median[F_FREQUENCY], 0)));
}

/* Segments that were set apart by rule, or put together, are not what the analysis found. */
static const char *segments_note(Draft *d)
{
    size_t found = d->model->clustering.k;

    if (d->segments->count == found) return NULL;
    return SAY(d, "{k} found by the analysis", arg_count(d, "k", (double)found));
}

static Metric segments_metric(Draft *d)
{
    return metric_of(d, KPI_SEGMENTS, "Segments", segments_note(d));
}

/* Where there is no money: how often, how varied, how much in touch. */
static size_t fill_without_money(Draft *d, Metric *items)
{
    const double *mean = d->segments->base_mean, *middle = d->segments->base_median;
    size_t count = 0;

    items[count++] = metric_of(
        d, KPI_PURCHASES, "Purchases",
        SAY(d, "{lines|one line|# lines}", arg_count(d, "lines", (double)d->shop->lines)));
    items[count++] = frequency_metric(d);
    if (d->shop->products.count > 1) {
        items[count++] =
            draft_metric("average_products", "Average variety", mean[F_UNIQUE_PRODUCTS],
                         say_number(d, mean[F_UNIQUE_PRODUCTS], 1),
                         SAY(d, "products per buyer; median {median}",
                             arg_number(d, "median", middle[F_UNIQUE_PRODUCTS], 0)));
    }
    if (d->shop->has_interactions) {
        items[count++] =
            draft_metric("average_interactions", "Average contacts", mean[F_INTERACTION_COUNT],
                         say_number(d, mean[F_INTERACTION_COUNT], 1),
                         SAY(d, "interactions per buyer; median {median}",
                             arg_number(d, "median", middle[F_INTERACTION_COUNT], 0)));
    }
    return count;
}

static size_t fill_money(Draft *d, Metric *items)
{
    items[0] = metric_of(d, KPI_REVENUE, "Revenue", revenue_note(d));
    items[1] = metric_of(d, KPI_AVERAGE_VALUE, "Average value",
                         SAY(d, "per buyer; median {median}",
                             arg_money(d, "median", d->segments->base_median[F_TOTAL_SPEND])));
    items[2] = frequency_metric(d);
    items[3] =
        metric_of(d, KPI_AVERAGE_PURCHASE, "Average purchase", "revenue divided by purchases");
    return 4;
}

static void put_metrics(Draft *d, Section *section)
{
    Metric *items = ARENA_ARRAY(d->arena, Metric, 6);
    size_t count = 1;

    items[0] = metric_of(
        d, KPI_CUSTOMERS, "Customers",
        SAY(d, "{n|# has|# have} bought", arg_count(d, "n", (double)d->segments->buyers)));
    count += has_money(d) ? fill_money(d, items + 1) : fill_without_money(d, items + 1);
    items[count++] = segments_metric(d);
    VEC_PUSH(d->arena, &section->blocks,
             ((Block){ .kind = BLOCK_METRICS, .metrics = { items, count } }));
}

/* --- findings --------------------------------------------------------------------------------- */

const char *first_action(Archetype archetype)
{
    switch (archetype) {
    case ARCHETYPE_EXCEPTIONAL: return "Find out who they are before you act.";
    case ARCHETYPE_NEW: return "Win the second purchase early.";
    case ARCHETYPE_ONE_TIME: return "Ask for a second purchase, at little cost.";
    case ARCHETYPE_CANT_LOSE: return "Call or write to them in person.";
    case ARCHETYPE_AT_RISK: return "Win them back, most at stake first.";
    case ARCHETYPE_HIBERNATING: return "Keep the cost low: one offer to come back, then no more.";
    case ARCHETYPE_LAPSED: return "Keep the cost low, but pick out those who spent a lot.";
    case ARCHETYPE_CHAMPIONS: return "Keep them close: personal attention, no blanket discount.";
    case ARCHETYPE_BIG_SPENDERS:
        return "Handle every order with care, and offer advice before the next one.";
    case ARCHETYPE_LOYAL: return "Aim for larger orders: they already buy often.";
    case ARCHETYPE_WINDOW_SHOPPERS: return "Find out what keeps them from buying.";
    case ARCHETYPE_NEWER: return "Help them get to know the shop.";
    case ARCHETYPE_POTENTIAL: return "Make the next purchase easy.";
    case ARCHETYPE_OCCASIONAL: return "Remind them at their own pace.";
    case ARCHETYPE_ACTIVE:
    case ARCHETYPE_MIXED:
    case ARCHETYPE_OTHER: return "Treat them like all customers.";
    case ARCHETYPE_PROSPECTS:
    case ARCHETYPES: break;
    }
    return "Win the first purchase.";
}

/* Of the revenue; of the purchases where there is no money. */
static double part_of_all(const Draft *d, const Segment *s)
{
    return has_money(d) ? s->revenue_share : purchase_share(d, s);
}

static Insight core_without_money(Draft *d, const Segment *s, int number, const char *file)
{
    return (Insight){
        SAY(d, "{name}: {customers} of customers account for {purchases} of purchases",
            arg_text("name", s->label), arg_share(d, "customers", s->customer_share),
            arg_share(d, "purchases", part_of_all(d, s))),
        SAY(d,
            "{n|This customer has made {mine} purchases|# customers have made {mine} "
            "purchases each on average}; the average of all buyers is {all}.",
            arg_count(d, "n", (double)s->count), arg_number(d, "mine", s->mean[F_FREQUENCY], 1),
            arg_number(d, "all", d->segments->base_mean[F_FREQUENCY], 1)),
        first_action(s->archetype), number, file
    };
}

static void find_core(Draft *d, InsightList *out)
{
    int best = -1;
    double most = 1.2; /* below that a segment holds about what its size lets expect */

    for (size_t i = 0; i < d->segments->count; i++) {
        const Segment *s = &d->segments->items[i];
        double part = part_of_all(d, s), ratio = part / s->customer_share;
        if (part >= 0.1 && ratio > most) {
            most = ratio;
            best = (int)i;
        }
    }
    if (best < 0) return;
    const Segment *s = &d->segments->items[best];
    const char *file =
        d->plan->min_group ? NULL : arena_format(d->arena, "attachments/segments/%s.csv", s->slug);
    if (!has_money(d)) {
        VEC_PUSH(d->arena, out, core_without_money(d, s, best, file));
        return;
    }
    VEC_PUSH(
        d->arena, out,
        ((Insight){ SAY(d, "{segment}: {share} of customers account for {of_revenue} of revenue",
                        arg_text("segment", s->label), arg_share(d, "share", s->customer_share),
                        arg_share(d, "of_revenue", s->revenue_share)),
                    SAY(d,
                        "{n|This customer has brought in {revenue}|# customers have brought in "
                        "{revenue}, an average of {mean} each}; the average of all buyers is "
                        "{all}.",
                        arg_count(d, "n", (double)s->count), arg_money(d, "revenue", s->revenue),
                        arg_money(d, "mean", s->mean[F_TOTAL_SPEND]),
                        arg_money(d, "all", d->segments->base_mean[F_TOTAL_SPEND])),
                    first_action(s->archetype), best, file }));
}

/* Whom to know, or where they are listed. */
static const char *top_action(Draft *d, double top, double customers)
{
    if (top < 0.5)
        return "Look after the top 20% without neglecting the rest: neither decides the result "
               "alone.";
    if (d->plan->privacy == PRIVACY_AGGREGATE) return NULL;
    if (customers <= KNOWN_BY_NAME) {
        return SAY(d,
                   "{customers|Know this customer|Know these # customers} by name, and look at "
                   "them every week.",
                   arg_count(d, "customers", customers));
    }
    return SAY(d,
               "Sort attachments/customer_segments.csv by total_spend, highest first: the first "
               "{customers} are these buyers.",
               arg_count(d, "customers", customers));
}

static const char *top_file(const Draft *d, double top)
{
    return top < 0.5 || d->plan->privacy == PRIVACY_AGGREGATE ? NULL
                                                              : "attachments/customer_segments.csv";
}

static void find_concentration(Draft *d, InsightList *out)
{
    const double *spend = buyers_spend(d);
    size_t buyers = d->segments->buyers;
    double top = concentration_of_top(spend, buyers, 0.2, d->arena);
    double most = concentration_of_top(spend, buyers, 0.8, d->arena);

    if (!has_money(d) || draft_have(d, NEED_CONCENTRATION) < draft_least(d, NEED_CONCENTRATION))
        return;
    if (!isfinite(top)) return;
    VEC_PUSH(d->arena, out,
             ((Insight){ SAY(d, "The top 20% of buyers account for {share} of revenue",
                             arg_share(d, "share", top)),
                         SAY(d, "The next 60% account for {middle}, the last 20% for {rest}.",
                             arg_share(d, "middle", most - top), arg_share(d, "rest", 1 - most)),
                         top_action(d, top, ceil(0.2 * (double)buyers)), -1, top_file(d, top) }));
}

static void find_prospects(Draft *d, InsightList *out)
{
    size_t last = d->segments->count - 1;
    const Segment *s = &d->segments->items[last];

    if (s->archetype != ARCHETYPE_PROSPECTS || s->customer_share < 0.02) return;
    VEC_PUSH(
        d->arena, out,
        ((Insight){
            SAY(d, "{n|One customer on the list has|# customers on the list have} never bought",
                arg_count(d, "n", (double)s->count)),
            SAY(d, "That is {share} of the customer list; they signed up {days} ago (median).",
                arg_share(d, "share", s->customer_share),
                arg_days(d, "days", s->median[F_TENURE_DAYS])),
            first_action(s->archetype), (int)last, NULL }));
}

static InsightList find_all(Draft *d, size_t most)
{
    InsightList found = { 0 };

    find_core(d, &found);
    find_quiet_customers(d, &found);
    find_trend(d, &found);
    find_concentration(d, &found);
    find_prospects(d, &found);
    if (found.count > most) found.count = most;
    return found;
}

/* --- the page --------------------------------------------------------------------------------- */

static const char *trend_caption(Draft *d)
{
    size_t count = d->shop->holes.count;
    const char *what = has_money(d) ? "Revenue by calendar month" : "Purchases by calendar month";

    if (!count) return what;
    DayRange hole = d->shop->holes.items[count - 1];
    bool money = has_money(d);
    const char *pattern =
        count > 1 ? (money ? "Revenue by calendar month; no sale from {from} to {to}, nor in other "
                             "long stretches before"
                           : "Purchases by calendar month; no sale from {from} to {to}, nor in "
                             "other long stretches before")
        : money   ? "Revenue by calendar month; no sale from {from} to {to}"
                  : "Purchases by calendar month; no sale from {from} to {to}";

    return SAY(d, pattern, arg_date(d, "from", hole.from), arg_date(d, "to", hole.to));
}

static size_t count_warnings(const Findings *findings)
{
    size_t count = 0;

    for (size_t i = 0; i < findings->count; i++)
        count += findings->items[i].kind == FINDING_WARNING;
    return count;
}

/* Sentences of the block: more would take the page. */
#define OTHERS_SHOWN 2

static void put_look(Draft *d, Page *page, const char *lead, const char *before, size_t warnings)
{
    const char *more = warnings ? SAY(d, "{n|One finding needs|# findings need} attention: ",
                                      arg_count(d, "n", (double)warnings))
                                : "More on the page ";
    const char *text = phrase_join(before, more, d->arena);

    Section *section = draft_section(d, page, "in-these-figures", "What is in these figures", lead);
    draft_prose(d, section, prose_linked(text, "Data quality", "quality.html", d->arena));
}

/* Whoever reads only this page should know what is in its figures and what is not. Nothing is said
 * where all is in them, and nothing needs a look. An aggregate does not tell of rows left out. */
static void put_counted(Draft *d, Page *page)
{
    Counted counted = counted_find(d->shop, d->plan->currency, d->arena);
    size_t warnings = count_warnings(&d->shop->findings);
    size_t shown = counted.other_count < OTHERS_SHOWN ? counted.other_count : OTHERS_SHOWN;
    const char **lines = ARENA_ARRAY(d->arena, const char *, shown + 1);
    const char *text = "";

    if (counted.all && !counted.other_count && !warnings) return;
    if (d->plan->min_group) {
        if (warnings) put_look(d, page, NULL, "", warnings);
        return;
    }
    lines[0] = counted.sentence;
    for (size_t i = 0; i < shown; i++) {
        lines[i + 1] = counted.others[i];
        text = phrase_join(text, counted.others[i], d->arena);
    }
    d->report->counted = lines;
    d->report->counted_count = shown + 1;
    put_look(d, page, counted.sentence, text, warnings);
}

static void put_findings(Draft *d, Page *page, const InsightList *found, const char *slug,
                         const char *title, const char *lead)
{
    Section *section = draft_section(d, page, slug, title, lead);

    VEC_PUSH(d->arena, &section->blocks,
             ((Block){ .kind = BLOCK_INSIGHTS, .insights = { found->items, found->count } }));
}

/* Before all else: whoever reads on reads of an earlier day. */
static void put_data_end(Draft *d, Page *page)
{
    const char *title = data_end_title(d->shop, d->arena);

    if (!title) return;
    draft_note(d, draft_section(d, page, "data-end", title, NULL), NOTE_WARNING,
               data_end_text(d->shop));
}

void write_summary(Draft *d)
{
    Page *page = draft_page(d, PAGE_SUMMARY, "index", d->report->title, "Summary", -1);
    put_data_end(d, page);
    size_t week = put_week(d, page);
    Section *figures = draft_section(
        d, page, "summary", "All sales so far",
        SAY(d,
            has_money(d) ? "{customers|# customer|# customers} of {business}, {purchases|one "
                           "purchase|# purchases} worth {revenue}, as of {date}."
                         : "{customers|# customer|# customers} of {business}, {purchases|one "
                           "purchase|# purchases}, as of {date}.",
            arg_count(d, "customers", (double)d->shop->customers.count),
            arg_text("business", d->report->business),
            arg_count(d, "purchases", (double)d->shop->purchases.count),
            arg_money(d, "revenue", d->shop->revenue), arg_date(d, "date", d->shop->source.as_of)));

    put_metrics(d, figures);
    if (!has_money(d)) {
        draft_note(
            d, figures, NOTE_INFO,
            d->shop->has_interactions
                ? "The data have no amounts. This report is about when, how often and what "
                  "customers bought, and how much they were in touch; categories and "
                  "products are ranked by number of lines."
                : "The data have no amounts. This report is about when, how often and what "
                  "customers bought; categories and products are ranked by number of lines.");
    }
    if (d->plan->changes && !draft_base(d)) {
        draft_note(d, figures, NOTE_INFO,
                   "This is the first run in the history: comparisons begin with the next one.");
    }
    put_counted(d, page);
    InsightList found = find_all(d, MOST_FINDINGS - week);
    if (found.count) put_findings(d, page, &found, "findings", "What stands out", NULL);
    Section *trend = draft_section(
        d, page, "trend", has_money(d) ? "Revenue over time" : "Purchases over time", NULL);
    if (draft_enough(d, trend, NEED_TREND, draft_have(d, NEED_TREND))) {
        draft_figure(d, trend, figure_trend(d), trend_caption(d), false);
    }
}
