#include <math.h>

#include "math/math.h"

/* 1.4826: for normal values the median absolute deviation times this is the standard deviation;
 * 1.2533 is the same for the mean absolute deviation. */
#define MAD_SIGMA 1.4826
#define MEAN_SIGMA 1.2533
#define FENCE_SIGMAS 2.5

Variation variation_of(const double *past, size_t count, Arena *arena)
{
    double *away = ARENA_ARRAY(arena, double, count);
    Variation v = { .count = count, .median = median(past, count, arena) };

    for (size_t i = 0; i < count; i++)
        away[i] = fabs(past[i] - v.median);
    double sigma = MAD_SIGMA * median(away, count, arena);
    /* More than half are the median itself: what the others do still counts. */
    if (sigma == 0) sigma = MEAN_SIGMA * summary_of(away, count).mean;
    v.low = v.median - FENCE_SIGMAS * sigma;
    v.high = v.median + FENCE_SIGMAS * sigma;
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
