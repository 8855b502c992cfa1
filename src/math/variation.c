#include <math.h>

#include "math/math.h"

/* 1.4826: for normal values the median absolute deviation times this is the standard deviation;
 * 1.2533 is the same for the mean absolute deviation. */
#define MAD_SIGMA 1.4826
#define MEAN_SIGMA 1.2533
#define FENCE_SIGMAS 2.5

/* A deviation estimated from few values is often far too small: without this, one normal value in
 * seven would lie outside the fences of six others. Fitted to the quantiles of 400,000 samples of
 * normal values at each of fourteen sizes from 6 to 109. */
static double widening(size_t count)
{
    double n = (double)count;

    return 1 + 6.2 / n + 24 / (n * n) + 63 / (n * n * n);
}

Variation variation_of(const double *past, size_t count, Arena *arena)
{
    double *away = ARENA_ARRAY(arena, double, count);
    Variation v = { .count = count, .median = median(past, count, arena) };

    for (size_t i = 0; i < count; i++)
        away[i] = fabs(past[i] - v.median);
    double sigma = MAD_SIGMA * median(away, count, arena);
    /* More than half are the median itself: what the others do still counts. */
    if (sigma == 0) sigma = MEAN_SIGMA * summary_of(away, count).mean;
    double reach = count ? FENCE_SIGMAS * widening(count) * sigma : 0;
    v.low = v.median - reach;
    v.high = v.median + reach;
    return v;
}

bool variation_judges(const Variation *v)
{
    return v->count >= VARIATION_MIN;
}

bool variation_is_beyond(const Variation *v, double value)
{
    /* Rounding is no change. */
    double slack = 1e-9 * fmax(fabs(v->low), fabs(v->high));

    return variation_judges(v) && (value < v->low - slack || value > v->high + slack);
}
