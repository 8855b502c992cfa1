/* predict/trend.h — have three months brought more or less than the same three a year before, by
 * more than months vary?
 *
 * How much they vary: of the logarithms, each less that of twelve months before (no season is
 * left), the differences from month to month (no steady trend is left) have four times the variance
 * of a month's noise. Two sums of three months then differ by chance with a variance of 2/3 of it.
 *
 * In:    values of whole months, the newest last.
 * Out:   the change, how large one is by chance, and whether this one is larger.
 * Fails: never; where that cannot be told, `known` is false.
 */
#ifndef PREDICT_TREND_H
#define PREDICT_TREND_H

#include "base/base.h"

#define TREND_MONTHS 3
/* Differences to tell the noise by; there are thirteen months before the first. */
#define TREND_LEAST 8
/* How often a change is called one where there is none, in both directions together. */
#define TREND_CHANCE 0.02

typedef struct Trend {
    bool known;
    double now, before;           /* sums of the three months, and of those a year before */
    double change;                /* now / before − 1 */
    double usual_low, usual_high; /* between these a change is one of chance, −1 and above */
    bool news;                    /* the change is beyond them */
} Trend;

/* values: NaN for months that cannot be compared, which only the last three and those a year before
 * them must not be. */
Trend trend_find(const double *values, size_t count, Arena *arena);

#endif
