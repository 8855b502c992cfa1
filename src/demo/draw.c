#include "demo/draw.h"

#include <math.h>

#define LN2 0.693147180559945309417

/* 2 artanh((m − 1)/(m + 1)) as a series, with m in [√½, √2). */
double plain_log(double x)
{
    int power;
    double m = frexp(x, &power);

    if (m < 0.70710678118654752) {
        m *= 2;
        power--;
    }
    double s = (m - 1) / (m + 1), q = s * s;
    double series =
        1 + q * (1.0 / 3 +
                 q * (1.0 / 5 +
                      q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11 + q * (1.0 / 13 + q / 15))))));
    return 2 * s * series + power * LN2;
}

double plain_exp(double x)
{
    double power = floor(x / LN2 + 0.5), rest = x - power * LN2, term = 1, sum = 1;

    for (int k = 1; k <= 13; k++) {
        term *= rest / k;
        sum += term;
    }
    return ldexp(sum, (int)power);
}

double draw_between(Random *random, double low, double high)
{
    return low + (high - low) * random_unit(random);
}

/* Marsaglia's polar method. */
double draw_normal(Random *random)
{
    double x, square;

    do {
        x = 2 * random_unit(random) - 1;
        double y = 2 * random_unit(random) - 1;
        square = x * x + y * y;
    } while (square >= 1 || square == 0);
    return x * sqrt(-2 * plain_log(square) / square);
}

double draw_exponential(Random *random, double mean)
{
    return -mean * plain_log(1 - random_unit(random));
}

/* Marsaglia, Tsang 2000; shapes below one through shape + 1. */
double draw_gamma(Random *random, double shape, double mean)
{
    double boost = 1, scale = mean / shape;

    if (shape < 1) {
        boost = plain_exp(plain_log(1 - random_unit(random)) / shape);
        shape += 1;
    }
    double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = draw_normal(random), v = 1 + c * x;
        if (v <= 0) continue;
        v = v * v * v;
        double u = 1 - random_unit(random);
        if (plain_log(u) < 0.5 * x * x + d * (1 - v + plain_log(v))) return boost * scale * d * v;
    }
}

/* By multiplication (Knuth) for small means, by the normal law for large ones. */
uint32_t draw_poisson(Random *random, double mean)
{
    if (mean > 40) {
        double value = floor(mean + sqrt(mean) * draw_normal(random) + 0.5);
        return value > 0 ? (uint32_t)value : 0;
    }
    double limit = plain_exp(-mean), product = random_unit(random);
    uint32_t count = 0;
    for (; product > limit; count++)
        product *= random_unit(random);
    return count;
}

size_t draw_weighted(Random *random, const double *weights, size_t count)
{
    double total = 0;

    for (size_t i = 0; i < count; i++)
        total += weights[i];
    double at = total * random_unit(random);
    for (size_t i = 0; i + 1 < count; i++) {
        if ((at -= weights[i]) < 0) return i;
    }
    return count - 1;
}
