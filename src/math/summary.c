#include "math/math.h"

#include <math.h>

double sum_of(const double *values, size_t count)
{
    Sum sum = { 0 };

    for (size_t i = 0; i < count; i++)
        sum_add(&sum, values[i]);
    return sum_value(sum);
}

static void range_of(Summary *out, const double *values)
{
    out->min = out->max = values[0];
    for (size_t i = 1; i < out->count; i++) {
        if (values[i] < out->min) out->min = values[i];
        if (values[i] > out->max) out->max = values[i];
    }
}

/* Two passes over value × shrink, a power of two, so that neither sums nor squares overflow and
 * no bit is lost. */
static void moments_of(Summary *out, const double *values, double shrink)
{
    Sum sum = { 0 }, squares = { 0 };
    double mean;

    for (size_t i = 0; i < out->count; i++)
        sum_add(&sum, values[i] * shrink);
    mean = sum_value(sum) / (double)out->count;
    for (size_t i = 0; i < out->count; i++) {
        double off = values[i] * shrink - mean;
        sum_add(&squares, off * off);
    }
    out->mean = mean / shrink;
    out->sd = sqrt(sum_value(squares) / (double)out->count) / shrink;
}

Summary summary_of(const double *values, size_t count)
{
    Summary out = { .count = count, .mean = NAN, .sd = NAN, .min = NAN, .max = NAN };
    int exponent;

    if (count == 0) return out;
    out.sum = sum_of(values, count);
    range_of(&out, values);
    frexp(fmax(fabs(out.min), fabs(out.max)), &exponent);
    if (exponent < -1000) exponent = -1000; /* so that 2^-exponent is finite */
    moments_of(&out, values, ldexp(1, -exponent));
    if (out.min == out.max) {
        out.mean = out.min; /* to the last bit */
        out.sd = 0;
    }
    return out;
}

double correlation(const double *x, const double *y, size_t count)
{
    Summary of_x = summary_of(x, count), of_y = summary_of(y, count);
    Sum sum = { 0 };
    double r;

    if (count < 2 || !(of_x.sd > 0) || !(of_y.sd > 0)) return NAN;
    for (size_t i = 0; i < count; i++) {
        double zx = x[i] / of_x.sd - of_x.mean / of_x.sd;
        double zy = y[i] / of_y.sd - of_y.mean / of_y.sd;
        sum_add(&sum, zx * zy);
    }
    r = sum_value(sum) / (double)count;
    return fmax(-1, fmin(1, r));
}

/* --- rounding --------------------------------------------------------------------------------- */

double round_to(double value, double step)
{
    if (!(step > 0)) return value;
    double steps = floor(value / step + 0.5);
    /* So that a multiple of 0.05 has two decimals. */
    return step < 1 ? steps / floor(1 / step + 0.5) : steps * step;
}

double significant(double value, int digits)
{
    double least = 1, step = 1;

    if (!isfinite(value) || value == 0) return value;
    for (int i = 1; i < digits; i++)
        least *= 10;
    while (fabs(value) / step >= 10 * least)
        step *= 10;
    while (fabs(value) / step < least)
        step /= 10;
    return round_to(value, step);
}
