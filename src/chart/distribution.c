#include "chart/distribution.h"

#include <math.h>
#include <string.h>

#include "math/math.h"

#define JUDGED_MAX 8000

static void range_of(double *lo, double *hi, double v)
{
    *lo = isnan(*lo) ? v : fmin(*lo, v);
    *hi = isnan(*hi) ? v : fmax(*hi, v);
}

static double to_axis(double v, bool log_axis)
{
    return log_axis ? log(v) : v;
}

/* What a plot still needs of a million values: the outliers, and a value more on each side. */
static void keep_ends(BoxStats *box, const double *sorted, Arena *arena)
{
    size_t below = box->outliers_below + 1, above = box->outliers_above + 1;

    if (!box->count) return;
    if (below + above > box->count) below = box->count - above;
    double *ends = ARENA_ARRAY(arena, double, below + above);
    memcpy(ends, sorted, below * sizeof *ends);
    memcpy(ends + below, sorted + box->count - above, above * sizeof *ends);
    box->count = below + above;
    box->ends = ends;
}

static BoxStats judge_box(const double *sorted, size_t count, bool log)
{
    FiveNumbers five =
        count ? five_numbers_sorted(sorted, count) : (FiveNumbers){ NAN, NAN, NAN, NAN, NAN };
    BoxStats box = { .count = count,
                     .lower = five.lower,
                     .median = five.median,
                     .upper = five.upper,
                     .whisker_low = five.lower,
                     .whisker_high = five.upper };
    double low = to_axis(five.lower, log), high = to_axis(five.upper, log), reach;

    reach = 1.5 * (high - low);
    while (box.outliers_below < count && to_axis(sorted[box.outliers_below], log) < low - reach) {
        box.outliers_below++;
    }
    while (box.outliers_above < count &&
           to_axis(sorted[count - 1 - box.outliers_above], log) > high + reach) {
        box.outliers_above++;
    }
    if (count) {
        box.whisker_low = fmin(sorted[box.outliers_below], five.lower);
        box.whisker_high = fmax(sorted[count - 1 - box.outliers_above], five.upper);
    }
    double notch = 1.57 * (five.upper - five.lower) / sqrt((double)(count ? count : 1));
    box.notch_low = five.median - notch;
    box.notch_high = five.median + notch;
    return box;
}

BoxStats box_stats(const double *values, size_t count, bool log, Arena *arena)
{
    Arena scratch = arena_open();
    double *sorted = sorted_copy(values, count, &scratch);
    BoxStats box = judge_box(sorted, count, log);

    keep_ends(&box, sorted, arena);
    arena_close(&scratch);
    return box;
}

double range_without_giants(double top, double lo, double hi)
{
    double shown = top - lo;

    return shown > 0 && hi - lo > 6 * shown ? lo + 2.5 * shown : hi;
}

static size_t channel_values(const ChartSpec *spec, Channel channel, double **out, Arena *arena)
{
    size_t most = 0, count = 0;

    for (size_t s = 0; s < spec->series_count; s++)
        most += spec->series[s].n;
    *out = ARENA_ARRAY(arena, double, most);
    for (size_t s = 0; s < spec->series_count; s++) {
        for (size_t i = 0; i < spec->series[s].n; i++) {
            double v = channel(&spec->series[s], i);
            if (!isnan(v)) (*out)[count++] = v;
        }
    }
    return count;
}

/* Every k-th value in ascending order: a cloud's quantiles need no more than JUDGED_MAX of them. */
static size_t thin_sample(const double *values, size_t count, Arena *arena, double **sorted)
{
    size_t every = count / JUDGED_MAX + 1, kept = 0;
    double *sample = ARENA_ARRAY(arena, double, count / every + 1);

    for (size_t i = 0; i < count; i += every)
        sample[kept++] = values[i];
    *sorted = sorted_copy(sample, kept, arena);
    return kept;
}

ChannelRange channel_range(const ChartSpec *spec, Channel channel, bool log, Arena *arena)
{
    double *values, *sorted;
    size_t count = channel_values(spec, channel, &values, arena);
    ChannelRange range = { NAN, NAN, NAN, NAN, 0 };

    for (size_t i = 0; i < count; i++)
        range_of(&range.lo, &range.hi, values[i]);
    range.cut_lo = range.lo;
    range.cut_hi = range.hi;
    if (count < 20 || (log && range.lo > 0 && range.hi / range.lo > 100)) return range;
    size_t judged = thin_sample(values, count, arena, &sorted);
    double low = quantile_sorted(sorted, judged, 0.01);
    double high = quantile_sorted(sorted, judged, 0.99);
    range.cut_hi = range_without_giants(high, low, range.hi);
    range.cut_lo = -range_without_giants(-low, -high, -range.lo);
    for (size_t i = 0; i < count; i++) {
        range.beyond += values[i] < range.cut_lo || values[i] > range.cut_hi;
    }
    return range;
}

void density_at(double *out, size_t count, double lo, double hi, const double *sorted, size_t n)
{
    Summary all = summary_of(sorted, n);
    double iqr = (quantile_sorted(sorted, n, 0.75) - quantile_sorted(sorted, n, 0.25)) / 1.34;
    double spread = iqr > 0 ? fmin(all.sd, iqr) : all.sd;
    double h = 0.9 * spread * pow((double)n, -0.2);
    double step = (hi - lo) / (double)(count - 1);
    /* Narrower than the grid, a kernel would fall between two of its places. */
    h = fmax(h, step);

    for (size_t i = 0; i < count; i++)
        out[i] = 0;
    for (size_t v = 0; v < n; v++) {
        double first = ceil((sorted[v] - 4 * h - lo) / step);
        double last = floor((sorted[v] + 4 * h - lo) / step);
        for (double i = fmax(first, 0); i <= fmin(last, (double)count - 1); i++) {
            double z = (lo + i * step - sorted[v]) / h;
            out[(size_t)i] += exp(-0.5 * z * z);
        }
    }
    for (size_t i = 0; i < count; i++)
        out[i] /= (double)n * h * sqrt(2 * M_PI);
}

double bin_width(const double *sorted, size_t n)
{
    double iqr = quantile_sorted(sorted, n, 0.75) - quantile_sorted(sorted, n, 0.25);
    double range = sorted[n - 1] - sorted[0];
    double sturges = range / (ceil(log2((double)n)) + 1);

    return iqr > 0 ? fmax(2 * iqr / cbrt((double)n), range / 80) : sturges;
}
