#include <math.h>

#include "math/math.h"

/* 1.4826: for normal values the median absolute deviation times this is the standard deviation;
 * 1.2533 is the same for the mean absolute deviation. */
#define MAD_SIGMA 1.4826
#define MEAN_SIGMA 1.2533
/* The variance of a normal value of variance 1 that is cut at ±2.5. */
#define CUT_SIGMAS 2.5
#define CUT_VARIANCE 0.97757

/* Of a median absolute deviation: far fewer than of a standard deviation, and the same for a pair
 * of sizes. */
static double freedom_of_mad(size_t count)
{
    return 0.66 * (double)(count / 2) + 0.5;
}

Variation variation_of(const double *past, size_t count, double chance, double least_sd,
                       Arena *arena)
{
    double *away = ARENA_ARRAY(arena, double, count);
    Variation v = { .count = count, .median = median(past, count, arena) };

    for (size_t i = 0; i < count; i++)
        away[i] = fabs(past[i] - v.median);
    double sigma = MAD_SIGMA * median(away, count, arena);
    /* More than half are the median itself: what the others do still counts. */
    if (sigma == 0) sigma = MEAN_SIGMA * summary_of(away, count).mean;
    double t = student_quantile(1 - chance / 2, freedom_of_mad(count));
    double reach = count ? t * fmax(sigma, least_sd) : 0;
    v.low = v.median - reach;
    v.high = v.median + reach;
    return v;
}

Spread spread_of(const double *values, size_t count, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    double *away = ARENA_ARRAY(arena, double, count);
    Spread out = { .count = count, .centre = median(values, count, arena) };
    double squares = 0;

    for (size_t i = 0; i < count; i++)
        away[i] = fabs(values[i] - out.centre);
    double sigma = MAD_SIGMA * median(away, count, arena);
    if (sigma == 0) sigma = MEAN_SIGMA * summary_of(away, count).mean;
    for (size_t i = 0; i < count; i++) {
        double cut = fmin(away[i], CUT_SIGMAS * sigma);
        squares += cut * cut;
    }
    if (count) out.sd = sqrt(squares / (double)count / CUT_VARIANCE);
    arena_release(arena, mark);
    return out;
}

double spread_freedom(size_t count)
{
    return fmax(1, 0.7 * (double)count - 1);
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
