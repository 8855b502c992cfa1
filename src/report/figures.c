/* The charts of the summary, the segments and the insights. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data/format.h"
#include "math/math.h"
#include "report/figures.h"

ChartSpec *figure_open(Draft *d, ChartKind kind, const char *slug)
{
    ChartSpec *chart = ARENA_NEW(d->arena, ChartSpec);

    chart->kind = kind;
    chart->slug = slug;
    chart->currency = d->plan->currency;
    return chart;
}

size_t buying_segments(const Draft *d)
{
    size_t count = d->segments->count;

    return count && !d->segments->items[count - 1].cluster_count ? count - 1 : count;
}

Series *figure_series(ChartSpec *chart, size_t count, Arena *arena)
{
    Series *series = ARENA_ARRAY(arena, Series, count);

    chart->series = series;
    chart->series_count = count;
    return series;
}

/* Categories: the names of the first `count` segments, in their colours. */
static void name_categories(Draft *d, ChartSpec *chart, size_t count)
{
    const char **names = ARENA_ARRAY(d->arena, const char *, count);
    int *colours = ARENA_ARRAY(d->arena, int, count);

    for (size_t i = 0; i < count; i++) {
        names[i] = d->segments->items[i].label;
        colours[i] = d->segments->items[i].colour;
    }
    chart->categories = names;
    chart->category_count = count;
    chart->colours = colours;
}

const char *figure_list(Draft *d, const char *list, const char *name, const char *value)
{
    return phrase_list(
        list, SAY(d, "{name} {value}", arg_text("name", name), arg_text("value", value)), d->arena);
}

/* An amount with the decimals of the largest beside it. */
static const char *say_like(const Draft *d, double value, double largest)
{
    return format_value(value, COLUMN_MONEY, money_decimals(largest), d->plan->currency, false,
                        d->arena);
}

/* --- summary ---------------------------------------------------------------------------------- */

/* Title, subtitle and alternative text of a course that is at its best in `month`. */
static void say_trend(Draft *d, ChartSpec *chart, const double *y, size_t count, size_t best,
                      const char *month)
{
    const PhraseArg n = arg_count(d, "n", (double)count), in = arg_text("month", month);

    if (!has_money(d)) {
        chart->title = SAY(d, "The best month was {month}, with {most|# purchase|# purchases}", in,
                           arg_count(d, "most", y[best]));
        chart->subtitle =
            SAY(d, "Purchases by calendar month, {n|# whole month|# whole months}", n);
        chart->alt = SAY(d,
                         "Line chart of purchases in {n|# month|# months}. It starts at {first}, "
                         "peaks at {most} in {month} and ends at {last}.",
                         n, arg_count(d, "first", y[0]), arg_count(d, "most", y[best]), in,
                         arg_count(d, "last", y[count - 1]));
        return;
    }
    chart->title = SAY(d, "The best month was {month}, with {revenue}", in,
                       arg_text("revenue", say_money_short(d, y[best])));
    chart->subtitle = SAY(d,
                          d->shop->returns >= 0
                              ? "Revenue by calendar month, {n|# whole month|# whole months}"
                              : "Revenue by calendar month, {n|# whole month|# whole months}, net "
                                "of returns",
                          n);
    chart->alt =
        SAY(d,
            "Line chart of revenue in {n|# month|# months}. It starts at {first}, peaks at "
            "{most} in {month} and ends at {last}.",
            n, arg_text("first", say_like(d, y[0], y[best])),
            arg_text("most", say_like(d, y[best], y[best])), in,
            arg_text("last", say_like(d, y[count - 1], y[best])));
}

/* The last twelve months' values a year before; NaN where there is none. */
static Series year_before(Draft *d, const double *x, const double *y, size_t count)
{
    enum { YEAR = 12 };
    double *before = ARENA_ARRAY(d->arena, double, count);

    for (size_t i = 0; i < count; i++)
        before[i] = i >= YEAR && i + YEAR >= count ? y[i - YEAR] : NAN;
    return (Series){
        .name = "A year before", .colour = COLOUR_BEFORE, .n = count, .x = x, .y = before
    };
}

/* What happened at the best month, at the last, and at the steepest fall from one to the next. */
static void note_months(Draft *d, ChartSpec *chart, const WholeMonths *months, const double *y,
                        size_t best)
{
    ChartNote *notes = ARENA_ARRAY(d->arena, ChartNote, 3);
    size_t last = months->count - 1, fall = 0;
    bool money = has_money(d);

    for (size_t i = 1; i < months->count; i++)
        if (fall == 0 || y[i] - y[i - 1] < y[fall] - y[fall - 1]) fall = i;
    size_t at[3] = { best, last, fall }, count = 1;
    if (last != best) count++;
    /* A fall by less than a quarter, or beside a point that is named, needs no words. */
    bool steep = fall > 0 && y[fall] < 0.75 * y[fall - 1] && fall != last && count == 2;
    if (steep) count++;
    for (size_t i = 0; i < count; i++) {
        char month[NUMBER_TEXT];
        day_month(month, months->items[at[i]].first_day);
        notes[i] = (ChartNote){ .point = at[i],
                                .text = SAY(d, "{month} {value}", arg_text("month", month),
                                            money ? arg_text("value", say_money_short(d, y[at[i]]))
                                                  : arg_count(d, "value", y[at[i]])),
                                .strong = at[i] == last };
    }
    chart->notes = notes;
    chart->note_count = count;
}

const ChartSpec *figure_trend(Draft *d)
{
    WholeMonths months = whole_months(d);
    size_t count = months.count;
    bool money = has_money(d);
    ChartSpec *chart = figure_open(d, CHART_LINE, money ? "monthly-revenue" : "monthly-purchases");
    Series *series = figure_series(chart, 2, d->arena);
    double *x = ARENA_ARRAY(d->arena, double, count), *y = ARENA_ARRAY(d->arena, double, count);
    size_t best = 0;
    char month[NUMBER_TEXT];

    for (size_t i = 0; i < count; i++) {
        x[i] = months.items[i].first_day;
        y[i] = money ? months.items[i].revenue : (double)months.items[i].purchases;
        if (y[i] > y[best]) best = i;
    }
    series[0] = (Series){
        .name = money ? "Revenue" : "Purchases", .colour = -1, .n = count, .x = x, .y = y
    };
    series[1] = year_before(d, x, y, count);
    chart->series_count = count > 12 ? 2 : 1;
    chart->x = (Axis){ .is_day = true };
    chart->y = (Axis){ .kind = money ? COLUMN_MONEY : COLUMN_COUNT };
    say_trend(d, chart, y, count, best, day_month(month, months.items[best].first_day));
    note_months(d, chart, &months, y, best);
    return chart;
}

/* --- segments --------------------------------------------------------------------------------- */

enum { RING_PARTS = 6 };

typedef enum SharesOf { OF_CUSTOMERS, OF_REVENUE, OF_PURCHASES } SharesOf;

double purchase_share(const Draft *d, const Segment *s)
{
    return (double)s->purchases / (double)d->shop->purchases.count;
}

/* "Champions 18%, At Risk 12%, …" */
static const char *list_shares(Draft *d, size_t count, SharesOf of)
{
    const char *list = "";

    for (size_t i = 0; i < count; i++) {
        const Segment *s = &d->segments->items[i];
        list = figure_list(d, list, s->label,
                           say_share(d, of == OF_REVENUE     ? s->revenue_share
                                        : of == OF_PURCHASES ? purchase_share(d, s)
                                                             : s->customer_share));
    }
    return list;
}

const ChartSpec *figure_share(Draft *d)
{
    /* More parts than six are bars: nobody compares so many slices. */
    bool ring = d->segments->count <= RING_PARTS;
    ChartSpec *chart = figure_open(d, ring ? CHART_PIE : CHART_BAR_H, "segment-share");
    Series *series = figure_series(chart, 1, d->arena);
    size_t count = d->segments->count, largest = 0;
    double *y = ARENA_ARRAY(d->arena, double, count);

    name_categories(d, chart, count);
    for (size_t i = 0; i < count; i++) {
        y[i] = (double)d->segments->items[i].count;
        if (y[i] > y[largest]) largest = i;
    }
    const Segment *top = &d->segments->items[largest];
    series[0] = (Series){ .name = "Customers", .n = count, .y = y };
    chart->highlight = largest + 1;
    chart->show_values = !ring;
    chart->y = (Axis){ .title = ring ? "customers" : "Customers", .kind = COLUMN_COUNT };
    chart->title = SAY(d, "{segment} is the largest segment: {share} of customers",
                       arg_text("segment", top->label), arg_share(d, "share", top->customer_share));
    chart->subtitle = SAY(d, "Share of {n|# customer|# customers}",
                          arg_count(d, "n", (double)d->shop->customers.count));
    chart->alt = SAY(d,
                     ring ? "Donut chart of customers by segment: {list}."
                          : "Bar chart of customers by segment: {list}.",
                     arg_text("list", list_shares(d, count, OF_CUSTOMERS)));
    return chart;
}

/* A bar for each segment that buys, of what it brought: y. */
static ChartSpec *segment_bars(Draft *d, const char *slug, const char *what, ColumnKind kind,
                               const double *y)
{
    ChartSpec *chart = figure_open(d, CHART_BAR_H, slug);
    Series *series = figure_series(chart, 1, d->arena);
    size_t count = buying_segments(d);

    name_categories(d, chart, count);
    series[0] = (Series){ .name = what, .n = count, .y = y };
    chart->y = (Axis){ .title = what, .kind = kind, .whole = kind == COLUMN_MONEY };
    for (size_t i = 1; i < count; i++)
        if (y[i] > y[chart->highlight]) chart->highlight = i;
    chart->highlight++;
    chart->show_values = true;
    return chart;
}

const ChartSpec *figure_revenue(Draft *d)
{
    size_t count = buying_segments(d);
    double *y = ARENA_ARRAY(d->arena, double, count);
    const Segment *top = &d->segments->items[0];

    for (size_t i = 0; i < count; i++)
        y[i] = d->segments->items[i].revenue;
    ChartSpec *chart = segment_bars(d, "segment-revenue", "Revenue", COLUMN_MONEY, y);
    chart->title = SAY(d, "{segment}: {share} of customers, {of_revenue} of revenue",
                       arg_text("segment", top->label), arg_share(d, "share", top->customer_share),
                       arg_share(d, "of_revenue", top->revenue_share));
    chart->subtitle =
        SAY(d, "Revenue by segment, {revenue} in total", arg_money(d, "revenue", d->shop->revenue));
    chart->alt = SAY(d, "Bar chart of revenue by segment: {list}.",
                     arg_text("list", list_shares(d, count, OF_REVENUE)));
    return chart;
}

/* Where there is no money. */
const ChartSpec *figure_purchases(Draft *d)
{
    size_t count = buying_segments(d), most = 0;
    double *y = ARENA_ARRAY(d->arena, double, count);

    for (size_t i = 0; i < count; i++) {
        y[i] = (double)d->segments->items[i].purchases;
        if (y[i] > y[most]) most = i;
    }
    const Segment *top = &d->segments->items[most];
    ChartSpec *chart = segment_bars(d, "segment-purchases", "Purchases", COLUMN_COUNT, y);
    chart->title = SAY(d, "{segment}: {share} of customers, {of_purchases} of purchases",
                       arg_text("segment", top->label), arg_share(d, "share", top->customer_share),
                       arg_share(d, "of_purchases", purchase_share(d, top)));
    chart->subtitle = SAY(d, "Purchases by segment, {n} in total",
                          arg_count(d, "n", (double)d->shop->purchases.count));
    chart->alt = SAY(d, "Bar chart of purchases by segment: {list}.",
                     arg_text("list", list_shares(d, count, OF_PURCHASES)));
    return chart;
}

/* --- insights --------------------------------------------------------------------------------- */

const ChartSpec *figure_lorenz(Draft *d)
{
    ChartSpec *chart = figure_open(d, CHART_LORENZ, "revenue-concentration");
    Series *series = figure_series(chart, 1, d->arena);
    size_t count = d->segments->buyers;
    const double *spend = buyers_spend(d);
    double top = concentration_of_top(spend, count, 0.2, d->arena);

    series[0] = (Series){ .name = "Buyers", .colour = -1, .n = count, .y = spend };
    chart->x = (Axis){ .title = "Share of buyers", .kind = COLUMN_SHARE };
    chart->y = (Axis){ .title = "Share of revenue", .kind = COLUMN_SHARE };
    chart->title =
        SAY(d, "The best 20% of buyers make {share} of revenue", arg_share(d, "share", top));
    chart->subtitle = SAY(d, "Concentration of revenue among {n|# customer|# customers}",
                          arg_count(d, "n", (double)count));
    chart->alt =
        SAY(d,
            "Concentration curve: the best 20% of buyers make {share} of revenue; Gini coefficient "
            "{gini}.",
            arg_share(d, "share", top), arg_number(d, "gini", gini(spend, count, d->arena), 2));
    return chart;
}

/* Those with customers who are judged, where the figures may be shown. */
size_t quiet_segments(const Draft *d, int *which)
{
    size_t count = 0;

    for (size_t i = 0; i < d->segments->count; i++) {
        if (d->segments->items[i].quiet.judged > 0) which[count++] = (int)i;
    }
    return count;
}

const ChartSpec *figure_quiet(Draft *d)
{
    ChartSpec *chart = figure_open(d, CHART_BAR_H, "quiet-customers");
    Series *series = figure_series(chart, 1, d->arena);
    int *which = ARENA_ARRAY(d->arena, int, d->segments->count);
    size_t count = quiet_segments(d, which), high = 0;
    double *y = ARENA_ARRAY(d->arena, double, count);
    const char **names = ARENA_ARRAY(d->arena, const char *, count);
    int *colours = ARENA_ARRAY(d->arena, int, count);
    const char *list = "";

    for (size_t i = 0; i < count; i++) {
        const Segment *s = &d->segments->items[which[i]];
        names[i] = s->label;
        colours[i] = s->colour;
        y[i] = s->quiet.quiet / s->quiet.judged;
        if (y[i] > y[high]) high = i;
        list = figure_list(d, list, s->label, say_share(d, y[i]));
    }
    chart->categories = names;
    chart->category_count = count;
    chart->colours = colours;
    series[0] = (Series){ .name = "Quiet", .n = count, .y = y };
    chart->y = (Axis){ .title = "Quiet customers", .kind = COLUMN_SHARE };
    chart->show_values = true;
    chart->highlight = high + 1;
    chart->title = SAY(d, "{segment}: {share} of those judged have gone quiet",
                       arg_text("segment", names[high]), arg_share(d, "share", y[high]));
    chart->subtitle = "Share of each segment's customers with two or more purchase days; by "
                      "chance, 5% of those who stay";
    chart->alt = SAY(d, "Bar chart of the share of quiet customers by segment: {list}.",
                     arg_text("list", list));
    return chart;
}
