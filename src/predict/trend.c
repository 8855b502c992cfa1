#include "predict/trend.h"

#include "math/math.h"

enum { YEAR = 12 };

static double sum_months(const double *values, size_t end)
{
    double sum = 0;

    for (size_t i = end - TREND_MONTHS; i < end; i++)
        sum += values[i] > 0 ? values[i] : NAN;
    return sum;
}

/* What is left of a month when season and trend are gone. NaN where a month is missing. */
static double left_over(const double *values, size_t i)
{
    return log(values[i] / values[i - YEAR]) - log(values[i - 1] / values[i - 1 - YEAR]);
}

/* The standard deviation of a month's noise, of how many differences; 0 of too few. */
static size_t measure_noise(double *sd, const double *values, size_t count, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    double *left = ARENA_ARRAY(arena, double, count);
    size_t n = 0;

    for (size_t i = YEAR + 1; i < count; i++) {
        double rest = left_over(values, i);
        if (isfinite(rest)) left[n++] = rest;
    }
    *sd = spread_of(left, n, arena).sd / 2;
    arena_release(arena, mark);
    return n;
}

Trend trend_find(const double *values, size_t count, Arena *arena)
{
    Trend out = { .now = NAN, .before = NAN, .change = NAN, .usual_low = NAN, .usual_high = NAN };
    double sd;

    if (count < YEAR + TREND_MONTHS) return out;
    out.now = sum_months(values, count);
    out.before = sum_months(values, count - YEAR);
    out.change = out.now / out.before - 1;
    size_t n = measure_noise(&sd, values, count, arena);
    if (n < TREND_LEAST || !isfinite(out.change)) return out;
    /* Neighbouring differences share a month, so that they are worth half as many. */
    double t = student_quantile(1 - TREND_CHANCE / 2, spread_freedom(n));
    double reach = t * sd * sqrt(2.0 / TREND_MONTHS);
    out.known = true;
    out.usual_low = exp(-reach) - 1;
    out.usual_high = exp(reach) - 1;
    out.news = fabs(log(1 + out.change)) > reach;
    return out;
}
