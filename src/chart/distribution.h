/* chart/distribution.h — Tukey's box plot and densities, from raw values. */
#ifndef CHART_DISTRIBUTION_H
#define CHART_DISTRIBUTION_H

#include "chart/chart.h"

/* After Tukey (1977): whiskers reach the last value within 1.5 interquartile ranges of the box.
 * Quartiles are of type 7. On a logarithmic axis the fences are taken on logarithms. */
typedef struct BoxStats {
    size_t count;                /* of ends; 0 when there are no values */
    double lower, median, upper; /* quartiles; NaN when count is 0 */
    double whisker_low, whisker_high;
    double notch_low, notch_high; /* median ± 1.57 IQR / sqrt(n): McGill, Tukey, Larsen 1978 */
    size_t outliers_below, outliers_above; /* ends[0..below), ends[count - above..] */
    const double *ends; /* ascending: the outliers, and on each side the next value inside */
} BoxStats;

/* values may come in any order. */
BoxStats box_stats(const double *values, size_t count, bool log, Arena *arena);

/* The largest value worth an axis: past it lie only giants that would squash all the rest. `top` is
 * what must stay visible. Returns hi where nothing needs cutting. */
double range_without_giants(double top, double lo, double hi);

/* One channel over all series: what an axis has to show. */
typedef double (*Channel)(const Series *series, size_t i);
typedef struct ChannelRange {
    double lo, hi;         /* NaN when there is no value */
    double cut_lo, cut_hi; /* without giants */
    size_t beyond;         /* values outside cut_lo..cut_hi */
} ChannelRange;

/* Giants are judged against the central 98 % of the values; `log`: there are none to judge. */
ChannelRange channel_range(const ChartSpec *spec, Channel channel, bool log, Arena *arena);

/* A Gaussian kernel density at `count` even places over lo..hi; bandwidth by Silverman (1986, eq.
 * 3.31). */
void density_at(double *out, size_t count, double lo, double hi, const double *sorted, size_t n);
/* Freedman and Diaconis (1981): 2 IQR n^(-1/3); falls back to Sturges for an IQR of zero. */
double bin_width(const double *sorted, size_t n);

#endif
