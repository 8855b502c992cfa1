/* The charts of how the segments differ: boxes, clouds, profiles. */
#include <math.h>
#include <string.h>

#include "data/format.h"
#include "math/math.h"
#include "report/figures.h"

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

/* The third axis of boxes and clouds: what they spend, else how much they vary; the tenure of a
 * shop with one product. */
static Feature third_axis(const Draft *d)
{
    if (has_money(d)) return F_TOTAL_SPEND;
    return d->shop->products.count > 1 ? F_UNIQUE_PRODUCTS : F_TENURE_DAYS;
}

static Axis feature_axis(Feature feature, bool log)
{
    const FeatureInfo *info = &FEATURES[feature];

    return (Axis){ .title = info->title, .unit = info->unit, .kind = info->kind, .log = log };
}

static bool spans_decades(Draft *d, Feature feature)
{
    int *which = ARENA_ARRAY(d->arena, int, d->segments->count);
    size_t count = spread_segments(d, which);
    Axis axis = feature_axis(feature, false);
    double lo = INFINITY, hi = -INFINITY;

    for (size_t i = 0; i < count; i++) {
        const Segment *s = &d->segments->items[which[i]];
        const double *values = member_values(d, s, feature);
        for (size_t k = 0; k < s->count; k++) {
            lo = fmin(lo, values[k]);
            hi = fmax(hi, values[k]);
        }
    }
    return axis_spans_decades(&axis, lo, hi);
}

/* The three figures of how segments differ are alike: all logarithmic where one has to be. */
static bool spread_is_log(Draft *d)
{
    return spans_decades(d, F_RECENCY_DAYS) || spans_decades(d, F_FREQUENCY) ||
           spans_decades(d, third_axis(d));
}

static const char *box_subtitle(const Draft *d, const ChartSpec *chart, double customers)
{
    const PhraseArg n = arg_count(d, "n", customers);

    if (d->plan->min_group)
        return SAY(
            d,
            "Line: middle customer; box: middle half; {n|# customer|# customers} in means of "
            "neighbours",
            n);
    return chart->y.log ? SAY(d,
                              "Line: middle customer; box: middle half; dots: far from the "
                              "rest ({n|# customer|# customers}). Each step multiplies.",
                              n)
                        : SAY(d,
                              "Line: middle customer; box: middle half; dots: far from the "
                              "rest ({n|# customer|# customers})",
                              n);
}

/* What the middle customers of the two segments that differ most have done. */
static const char *box_title(Draft *d, Feature feature, const Segment *top, const Segment *least)
{
    const PhraseArg args[] = {
        arg_text("top", top->label),
        arg_text("most", say_feature(d, feature, top->median[feature])),
        arg_text("bottom", least->label),
        arg_text("least", say_feature(d, feature, least->median[feature])),
        arg_text("feature", FEATURES[feature].title),
    };

    if (top == least)
        return SAY(d, "{feature}: {most} for the middle of {top}", args[4], args[1], args[0]);
    switch (feature) {
    case F_RECENCY_DAYS:
        return SAY(d, "{top} last bought {most} ago, {bottom} {least}", args[0], args[1], args[2],
                   args[3]);
    case F_FREQUENCY:
        return SAY(d, "{top} have made {most}, {bottom} {least}", args[0], args[1], args[2],
                   args[3]);
    case F_TOTAL_SPEND:
        return SAY(d, "{top} have spent {most} each, {bottom} {least}", args[0], args[1], args[2],
                   args[3]);
    case F_UNIQUE_PRODUCTS:
        return SAY(d, "{top} have bought {most}, {bottom} {least}", args[0], args[1], args[2],
                   args[3]);
    case F_AVG_PURCHASE:
    case F_MAX_PURCHASE:
    case F_MIN_PURCHASE:
    case F_INTERACTION_COUNT:
    case F_AVG_INTERACTION_DURATION:
    case F_INTERACTION_TYPES:
    case F_EMAIL_OPENS:
    case F_WEBSITE_VISITS:
    case F_TENURE_DAYS:
    case F_COUNT: break;
    }
    return SAY(d, "{feature}: {most} for {top}, {least} for {bottom}", args[4], args[1], args[0],
               args[3], args[2]);
}

const ChartSpec *figure_box(Draft *d, Feature feature)
{
    const FeatureInfo *info = &FEATURES[feature];
    ChartSpec *chart = figure_open(
        d, CHART_BOX, arena_format(d->arena, "box-%s", utf8_slug(info->title, d->arena)));
    int *which = ARENA_ARRAY(d->arena, int, d->segments->count);
    size_t count = spread_segments(d, which), customers = 0;
    Series *series = figure_series(chart, count, d->arena);
    const Segment *top = &d->segments->items[which[0]], *least = top;
    const char *medians = "";

    for (size_t i = 0; i < count; i++) {
        const Segment *s = &d->segments->items[which[i]];
        const double *values = member_values(d, s, feature);
        series[i] = (Series){ .name = s->label, .colour = s->colour, .n = s->count, .y = values };
        if (s->median[feature] > top->median[feature]) {
            top = s;
            chart->highlight = i + 1;
        }
        if (s->median[feature] < least->median[feature]) least = s;
        medians = figure_list(d, medians, s->label, say_feature(d, feature, s->median[feature]));
        customers += s->count;
    }
    if (!chart->highlight) chart->highlight = 1;
    chart->y = feature_axis(feature, spread_is_log(d));
    chart->title = box_title(d, feature, top, least);
    chart->subtitle = box_subtitle(d, chart, (double)customers);
    chart->alt = SAY(d, "Box plots of {feature} by segment. Medians: {medians}.",
                     arg_text("feature", info->title), arg_text("medians", medians));
    return chart;
}

/* Every n-th member, so that all segments together keep to so many points. */
static size_t thinned(const Draft *d, const Segment *segment, size_t most)
{
    size_t buyers = d->segments->buyers;

    if (buyers <= most) return segment->count;
    size_t kept = segment->count * most / buyers;
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
    ChartSpec *chart = figure_open(d, CHART_SCATTER_3D, "rfm-cloud");
    Feature third = third_axis(d);
    size_t count = buying_segments(d), shown = 0;
    Series *series = figure_series(chart, count, d->arena);

    for (size_t i = 0; i < count; i++) {
        const Segment *s = &d->segments->items[i];
        size_t kept = thinned(d, s, CLOUD_POINTS);
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

/* --- recency against spend, a panel a segment --------------------------------------------------
 */

enum { PANEL_POINTS = 3000 }; /* of one segment; more ink says no more */

const char *clouds_caption(Draft *d)
{
    return SAY(d, "Recency and {third} of every segment",
               arg_text("third", third_name(third_axis(d))));
}

/* "Lapsed Customers stand apart by recency": the pair of neighbours in recency that is furthest
 * apart, as a multiple; else what is to be seen. */
static const char *clouds_title(Draft *d, size_t count)
{
    const Segment *longest = &d->segments->items[0], *next = NULL;

    for (size_t i = 1; i < count; i++) {
        const Segment *s = &d->segments->items[i];
        if (s->median[F_RECENCY_DAYS] > longest->median[F_RECENCY_DAYS]) longest = s;
    }
    for (size_t i = 0; i < count; i++) {
        const Segment *s = &d->segments->items[i];
        if (s != longest && (!next || s->median[F_RECENCY_DAYS] > next->median[F_RECENCY_DAYS]))
            next = s;
    }
    if (!next || longest->median[F_RECENCY_DAYS] < 2 * fmax(next->median[F_RECENCY_DAYS], 1))
        return SAY(d, "The segments shade into each other in recency and {third}",
                   arg_text("third", third_name(third_axis(d))));
    return SAY(d, "{segment} stand apart: silent for {days}, the next for {next}",
               arg_text("segment", longest->label),
               arg_text("days", say_feature(d, F_RECENCY_DAYS, longest->median[F_RECENCY_DAYS])),
               arg_text("next", say_feature(d, F_RECENCY_DAYS, next->median[F_RECENCY_DAYS])));
}

const ChartSpec *figure_clouds(Draft *d)
{
    ChartSpec *chart = figure_open(d, CHART_CLOUDS, "segment-clouds");
    Feature third = third_axis(d);
    size_t count = buying_segments(d), shown = 0;
    Series *series = figure_series(chart, count, d->arena);

    for (size_t i = 0; i < count; i++) {
        const Segment *s = &d->segments->items[i];
        size_t kept = s->count < PANEL_POINTS ? s->count : PANEL_POINTS;
        series[i] = (Series){ .name = s->label,
                              .colour = s->colour,
                              .n = kept,
                              .x = thin_values(d, s, F_RECENCY_DAYS, kept),
                              .y = thin_values(d, s, third, kept) };
        shown += kept;
    }
    chart->x = feature_axis(F_RECENCY_DAYS, true);
    chart->y = feature_axis(third, true);
    chart->title = clouds_title(d, count);
    chart->subtitle =
        shown < d->segments->buyers
            ? SAY(d,
                  "Colour: the segment; grey: the others; ring: its middle customer. {shown} of "
                  "{all|# buyer|# buyers}",
                  arg_count(d, "shown", (double)shown),
                  arg_count(d, "all", (double)d->segments->buyers))
            : WORDS("Colour: the segment; grey: the others; ring: its middle customer");
    chart->alt =
        SAY(d,
            "A panel for each of {n|# segment|# segments}: its customers by recency and {third}, "
            "on one scale.",
            arg_count(d, "n", (double)count), arg_text("third", third_name(third)));
    return chart;
}

/* Distances of every segment from the base, feature by feature. */
const ChartSpec *figure_profiles(Draft *d)
{
    ChartSpec *chart = figure_open(d, CHART_HEAT, "segment-profiles");
    Feature features[F_COUNT];
    size_t cols = draft_features(d, features, true), count = buying_segments(d);
    Series *series = figure_series(chart, count, d->arena);
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

/* --- a segment against the middle buyer --------------------------------------------------------
 */

enum { PROFILE_POWERS = 6 }; /* of two: what is further from 1 stands at the scale's end */

/* How many times the middle buyer's; NaN where that has none of it. */
static double profile_ratio(const Draft *d, const Segment *segment, Feature feature)
{
    double base = d->segments->base_median[feature], own = segment->median[feature];

    return base > 0 && own >= 0 ? own / base : NAN;
}

/* One scale for all segments: from a quarter to eight times at least, in powers of two. */
static Axis profile_axis(const Draft *d, const Feature *features, size_t count)
{
    int low = -2, high = 3;

    for (size_t i = 0; i < d->segments->count; i++) {
        if (!d->segments->items[i].cluster_count) continue;
        for (size_t f = 0; f < count; f++) {
            double ratio = profile_ratio(d, &d->segments->items[i], features[f]);
            if (!(ratio > 0)) continue;
            double power = log2(ratio);
            low = (int)fmax(fmin(low, floor(power)), -PROFILE_POWERS);
            high = (int)fmin(fmax(high, ceil(power)), PROFILE_POWERS);
        }
    }
    return (Axis){ .kind = COLUMN_RATIO, .log = true, .lo = ldexp(1, low), .hi = ldexp(1, high) };
}

static const char *say_ratio(const Draft *d, double ratio)
{
    return format_value(ratio, COLUMN_RATIO, ratio < 0.95 && ratio > 0 ? 2 : 1, "", false,
                        d->arena);
}

/* What sets the segment apart most. */
static const char *profile_title(Draft *d, const Feature *features, const double *y, size_t count)
{
    size_t far = count;

    for (size_t f = 0; f < count; f++) {
        if (!(y[f] > 0)) continue;
        if (far == count || fabs(log(y[f])) > fabs(log(y[far]))) far = f;
    }
    if (far == count || fabs(log2(y[far])) < 0.25)
        return WORDS("Close to the middle buyer in all of it");
    return SAY(d, "{feature} sets them apart: {ratio} the middle buyer’s",
               arg_text("feature", FEATURES[features[far]].title),
               arg_text("ratio", say_ratio(d, y[far])));
}

const ChartSpec *figure_profile(Draft *d, const Segment *segment)
{
    ChartSpec *chart =
        figure_open(d, CHART_BAR_H, arena_format(d->arena, "profile-%s", segment->slug));
    Feature features[F_COUNT];
    size_t cols = draft_features(d, features, true);
    Series *series = figure_series(chart, 1, d->arena);
    const char **titles = ARENA_ARRAY(d->arena, const char *, cols);
    double *y = ARENA_ARRAY(d->arena, double, cols);
    const char *list = "";

    for (size_t c = 0; c < cols; c++) {
        titles[c] = FEATURES[features[c]].title;
        y[c] = profile_ratio(d, segment, features[c]);
        list = figure_list(d, list, titles[c], say_ratio(d, y[c]));
    }
    series[0] = (Series){ .name = segment->label, .colour = segment->colour, .n = cols, .y = y };
    chart->categories = titles;
    chart->category_count = cols;
    chart->show_values = true;
    chart->y = profile_axis(d, features, cols);
    chart->title = profile_title(d, features, y, cols);
    chart->subtitle = SAY(d, "The middle customer of {segment} as a multiple of the middle buyer",
                          arg_text("segment", segment->label));
    chart->alt = SAY(d,
                     "Bar chart of the middle customer of {segment} as a multiple of the middle "
                     "buyer: {list}.",
                     arg_text("segment", segment->label), arg_text("list", list));
    return chart;
}
