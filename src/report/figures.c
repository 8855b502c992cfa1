/* The charts of the summary, the segments and the insights. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data/format.h"
#include "math/math.h"
#include "report/draft.h"

static ChartSpec *open_chart(Draft *d, ChartKind kind, const char *slug)
{
    ChartSpec *chart = ARENA_NEW(d->arena, ChartSpec);

    chart->kind = kind;
    chart->slug = slug;
    chart->currency = d->plan->currency;
    return chart;
}

static size_t segment_count(const Draft *d)
{
    return d->segments->count;
}

/* Segments with purchases: Prospects have no recency or spend to draw. */
static size_t buying_segments(const Draft *d)
{
    size_t count = d->segments->count;

    return count && !d->segments->items[count - 1].cluster_count ? count - 1 : count;
}

static Series *open_series(ChartSpec *chart, size_t count, Arena *arena)
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

/* An amount with the decimals of the largest beside it. */
static const char *say_like(const Draft *d, double value, double largest)
{
    return format_value(value, COLUMN_MONEY, money_decimals(largest), d->plan->currency, false,
                        d->arena);
}

/* "Champions 18%, At Risk 12%": a name and its value. */
static const char *with_item(Draft *d, const char *list, const char *name, const char *value)
{
    return phrase_list(
        list, SAY(d, "{name} {value}", arg_text("name", name), arg_text("value", value)), d->arena);
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

const ChartSpec *figure_trend(Draft *d)
{
    WholeMonths months = whole_months(d);
    size_t count = months.count;
    bool money = has_money(d);
    ChartSpec *chart = open_chart(d, CHART_LINE, money ? "monthly-revenue" : "monthly-purchases");
    Series *series = open_series(chart, 1, d->arena);
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
    chart->x = (Axis){ .is_day = true };
    chart->y = money ? (Axis){ .title = "Revenue per month", .kind = COLUMN_MONEY }
                     : (Axis){ .title = "Purchases per month", .kind = COLUMN_COUNT };
    say_trend(d, chart, y, count, best, day_month(month, months.items[best].first_day));
    return chart;
}

/* --- segments --------------------------------------------------------------------------------- */

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
        list = with_item(d, list, s->label,
                         say_share(d, of == OF_REVENUE     ? s->revenue_share
                                      : of == OF_PURCHASES ? purchase_share(d, s)
                                                           : s->customer_share));
    }
    return list;
}

const ChartSpec *figure_share(Draft *d)
{
    ChartSpec *chart = open_chart(d, CHART_PIE, "segment-share");
    Series *series = open_series(chart, 1, d->arena);
    size_t count = segment_count(d), largest = 0;
    double *y = ARENA_ARRAY(d->arena, double, count);

    name_categories(d, chart, count);
    for (size_t i = 0; i < count; i++) {
        y[i] = (double)d->segments->items[i].count;
        if (y[i] > y[largest]) largest = i;
    }
    const Segment *top = &d->segments->items[largest];
    series[0] = (Series){ .name = "Customers", .n = count, .y = y };
    chart->y = (Axis){ .title = "Customers", .unit = "customers", .kind = COLUMN_COUNT };
    chart->title = SAY(d, "{segment} is the largest segment: {share} of customers",
                       arg_text("segment", top->label), arg_share(d, "share", top->customer_share));
    chart->subtitle = SAY(d, "Share of {n|# customer|# customers}",
                          arg_count(d, "n", (double)d->shop->customers.count));
    chart->alt = SAY(d, "Donut chart of customers by segment: {list}.",
                     arg_text("list", list_shares(d, count, OF_CUSTOMERS)));
    return chart;
}

/* A bar for each segment that buys, of what it brought: y. */
static ChartSpec *segment_bars(Draft *d, const char *slug, const char *what, ColumnKind kind,
                               const double *y)
{
    ChartSpec *chart = open_chart(d, CHART_BAR_H, slug);
    Series *series = open_series(chart, 1, d->arena);
    size_t count = buying_segments(d);

    name_categories(d, chart, count);
    series[0] = (Series){ .name = what, .n = count, .y = y };
    chart->y = (Axis){ .title = what, .kind = kind, .whole = kind == COLUMN_MONEY };
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

/* Of its members; where those may not be shown, means of neighbours. */
static const double *member_values(Draft *d, const Segment *segment, Feature feature)
{
    const Means *means = d->plan->means;
    if (means) return means->segments[segment - d->segments->items].values[feature];
    double *values = ARENA_ARRAY(d->arena, double, segment->count);

    for (size_t i = 0; i < segment->count; i++) {
        values[i] = matrix_at(&d->shop->customers.features, segment->members[i], feature);
    }
    return values;
}

/* The buying segments that are large enough for a box: of means of neighbours where single
 * customers may not be shown, and of those there must be some. */
size_t spread_segments(const Draft *d, int *which)
{
    enum { FEW_MEANS = 4 };
    size_t count = 0;

    for (size_t i = 0; i < buying_segments(d); i++) {
        if (d->segments->items[i].count >= FEW_MEANS * d->plan->min_group) which[count++] = (int)i;
    }
    return count;
}

/* A value as it stands in a chart's title. */
static const char *say_feature(const Draft *d, Feature feature, double value)
{
    return format_feature(feature, value, d->plan->currency, d->arena);
}

static const char *box_subtitle(const Draft *d, const FeatureInfo *info, double customers)
{
    return phrase_join(info->note,
                       SAY(d,
                           d->plan->min_group
                               ? "Box: middle half of {n|# customer|# customers}, in means of "
                                 "neighbours; line: median"
                               : "Box: middle half of {n|# customer|# customers}; line: median",
                           arg_count(d, "n", customers)),
                       d->arena);
}

const ChartSpec *figure_box(Draft *d, Feature feature)
{
    const FeatureInfo *info = &FEATURES[feature];
    ChartSpec *chart = open_chart(
        d, CHART_BOX, arena_format(d->arena, "box-%s", utf8_slug(info->title, d->arena)));
    int *which = ARENA_ARRAY(d->arena, int, d->segments->count);
    size_t count = spread_segments(d, which), customers = 0;
    Series *series = open_series(chart, count, d->arena);
    const Segment *top = &d->segments->items[which[0]], *least = top;
    const char *medians = "";

    for (size_t i = 0; i < count; i++) {
        const Segment *s = &d->segments->items[which[i]];
        const double *values = member_values(d, s, feature);
        series[i] = (Series){ .name = s->label, .colour = s->colour, .n = s->count, .y = values };
        if (s->median[feature] > top->median[feature]) top = s;
        if (s->median[feature] < least->median[feature]) least = s;
        medians = with_item(d, medians, s->label, say_feature(d, feature, s->median[feature]));
        customers += s->count;
    }
    chart->y = (Axis){ .title = info->title,
                       .unit = info->unit,
                       .kind = info->kind,
                       .allow_log = feature == F_TOTAL_SPEND };
    chart->title = SAY(d, "{feature}: median {most} for {top}, {least} for {bottom}",
                       arg_text("feature", info->title),
                       arg_text("most", say_feature(d, feature, top->median[feature])),
                       arg_text("top", top->label),
                       arg_text("least", say_feature(d, feature, least->median[feature])),
                       arg_text("bottom", least->label));
    chart->subtitle = box_subtitle(d, info, (double)customers);
    chart->alt = SAY(d, "Box plots of {feature} by segment. Medians: {medians}.",
                     arg_text("feature", info->title), arg_text("medians", medians));
    return chart;
}

/* Every n-th member, so that all segments together keep to CLOUD_POINTS. */
static size_t thinned(const Draft *d, const Segment *segment)
{
    size_t buyers = d->segments->buyers;

    if (buyers <= CLOUD_POINTS) return segment->count;
    size_t kept = segment->count * CLOUD_POINTS / buyers;
    return kept ? kept : segment->count ? 1 : 0;
}

static const double *thin_values(Draft *d, const Segment *segment, Feature feature, size_t kept)
{
    double *values = ARENA_ARRAY(d->arena, double, kept);

    for (size_t i = 0; i < kept; i++) {
        uint32_t member = segment->members[i * segment->count / kept];
        values[i] = matrix_at(&d->shop->customers.features, member, feature);
    }
    return values;
}

/* The third axis of the cloud: what they spend, else how much they vary; the tenure of a shop with
 * one product. */
static Feature third_axis(const Draft *d)
{
    if (has_money(d)) return F_TOTAL_SPEND;
    return d->shop->products.count > 1 ? F_UNIQUE_PRODUCTS : F_TENURE_DAYS;
}

static const char *third_name(Feature feature)
{
    return feature == F_TOTAL_SPEND       ? WORDS("spend")
           : feature == F_UNIQUE_PRODUCTS ? WORDS("variety")
                                          : WORDS("tenure");
}

const char *cloud_caption(const Draft *d)
{
    return SAY(d, "Every buyer by recency, frequency and {third}",
               arg_text("third", third_name(third_axis(d))));
}

const ChartSpec *figure_cloud(Draft *d)
{
    ChartSpec *chart = open_chart(d, CHART_SCATTER_3D, "rfm-cloud");
    Feature third = third_axis(d);
    size_t count = buying_segments(d), shown = 0;
    Series *series = open_series(chart, count, d->arena);

    for (size_t i = 0; i < count; i++) {
        const Segment *s = &d->segments->items[i];
        size_t kept = thinned(d, s);
        series[i] = (Series){ .name = s->label,
                              .colour = s->colour,
                              .n = kept,
                              .x = thin_values(d, s, F_RECENCY_DAYS, kept),
                              .y = thin_values(d, s, F_FREQUENCY, kept),
                              .z = thin_values(d, s, third, kept) };
        shown += kept;
    }
    chart->x = (Axis){ .title = "Recency", .unit = "days", .kind = COLUMN_DAYS };
    chart->y = (Axis){ .title = "Frequency", .unit = "purchases", .kind = COLUMN_COUNT };
    chart->z = third == F_TOTAL_SPEND ? (Axis){ .title = "Spend", .kind = COLUMN_MONEY }
                                      : (Axis){ .title = FEATURES[third].title,
                                                .unit = FEATURES[third].unit,
                                                .kind = FEATURES[third].kind };
    chart->title = SAY(d, "Recency, frequency and {third} of every customer",
                       arg_text("third", third_name(third)));
    chart->subtitle =
        SAY(d, "One point per customer, {shown} of {all|# buyer|# buyers}",
            arg_count(d, "shown", (double)shown), arg_count(d, "all", (double)d->segments->buyers));
    chart->alt = SAY(d,
                     "Three-dimensional scatter plot of recency, frequency and {third} of {n|# "
                     "customer|# customers}, coloured by segment.",
                     arg_text("third", third_name(third)), arg_count(d, "n", (double)shown));
    return chart;
}

/* Distances of every segment from the base, feature by feature. */
const ChartSpec *figure_profiles(Draft *d)
{
    ChartSpec *chart = open_chart(d, CHART_HEAT, "segment-profiles");
    Feature features[F_COUNT];
    size_t cols = draft_features(d, features, true), count = buying_segments(d);
    Series *series = open_series(chart, count, d->arena);
    const char **titles = ARENA_ARRAY(d->arena, const char *, cols);
    const Segment *far = &d->segments->items[0];
    Feature far_feature = features[0];

    for (size_t c = 0; c < cols; c++)
        titles[c] = FEATURES[features[c]].title;
    for (size_t i = 0; i < count; i++) {
        const Segment *s = &d->segments->items[i];
        double *y = ARENA_ARRAY(d->arena, double, cols);
        for (size_t c = 0; c < cols; c++) {
            y[c] = s->sigma[features[c]];
            if (fabs(y[c]) > fabs(far->sigma[far_feature])) {
                far = s;
                far_feature = features[c];
            }
        }
        series[i] = (Series){ .name = s->label, .colour = s->colour, .n = cols, .y = y };
    }
    chart->categories = titles;
    chart->category_count = cols;
    chart->diverging = true;
    chart->show_values = true;
    chart->y = (Axis){ .title = "Distance from the average",
                       .unit = "standard deviations",
                       .kind = COLUMN_SIGMA };
    const char *distance =
        format_value(far->sigma[far_feature], COLUMN_SIGMA, 1, "", true, d->arena);
    chart->title =
        SAY(d, "{segment} stands out most by {feature} ({distance} standard deviations)",
            arg_text("segment", far->label), arg_text("feature", FEATURES[far_feature].title),
            arg_text("distance", distance));
    chart->subtitle =
        "Distance of each segment's mean from all buyers' mean, in standard deviations";
    chart->alt =
        SAY(d,
            "Heat map of {n} features by segment. The largest distance is {feature} of {segment}, "
            "{distance} standard deviations.",
            arg_count(d, "n", (double)cols), arg_text("feature", FEATURES[far_feature].title),
            arg_text("segment", far->label), arg_text("distance", distance));
    return chart;
}

const ChartSpec *figure_profile(Draft *d, const Segment *segment)
{
    ChartSpec *chart =
        open_chart(d, CHART_BAR_H, arena_format(d->arena, "profile-%s", segment->slug));
    Feature features[F_COUNT];
    size_t cols = draft_features(d, features, true);
    Series *series = open_series(chart, 1, d->arena);
    const char **titles = ARENA_ARRAY(d->arena, const char *, cols);
    int *colours = ARENA_ARRAY(d->arena, int, cols);
    double *y = ARENA_ARRAY(d->arena, double, cols);
    const char *list = "";

    for (size_t c = 0; c < cols; c++) {
        titles[c] = FEATURES[features[c]].title;
        y[c] = segment->below[features[c]];
        colours[c] = segment->colour;
        list = with_item(d, list, titles[c], say_share(d, y[c]));
    }
    series[0] = (Series){ .name = segment->label, .colour = segment->colour, .n = cols, .y = y };
    chart->categories = titles;
    chart->category_count = cols;
    chart->colours = colours;
    chart->show_values = true;
    chart->y = (Axis){ .kind = COLUMN_SHARE };
    chart->subtitle = "Share of all buyers with less than the median here (50%: the middle)";
    chart->alt = SAY(d,
                     "Bar chart of the share of all buyers who have less than the median of "
                     "{segment}: {list}.",
                     arg_text("segment", segment->label), arg_text("list", list));
    return chart;
}

/* --- insights --------------------------------------------------------------------------------- */

const ChartSpec *figure_lorenz(Draft *d)
{
    ChartSpec *chart = open_chart(d, CHART_LORENZ, "revenue-concentration");
    Series *series = open_series(chart, 1, d->arena);
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
    ChartSpec *chart = open_chart(d, CHART_BAR_H, "quiet-customers");
    Series *series = open_series(chart, 1, d->arena);
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
        list = with_item(d, list, s->label, say_share(d, y[i]));
    }
    chart->categories = names;
    chart->category_count = count;
    chart->colours = colours;
    series[0] = (Series){ .name = "Quiet", .n = count, .y = y };
    chart->y = (Axis){ .title = "Quiet customers", .kind = COLUMN_SHARE };
    chart->show_values = true;
    chart->title = SAY(d, "{segment}: {share} of those judged have gone quiet",
                       arg_text("segment", names[high]), arg_share(d, "share", y[high]));
    chart->subtitle = "Share of each segment's customers with two or more purchase days; by "
                      "chance, 5% of those who stay";
    chart->alt = SAY(d, "Bar chart of the share of quiet customers by segment: {list}.",
                     arg_text("list", list));
    return chart;
}
