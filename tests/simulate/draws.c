#include "draws.h"

#include <math.h>

double draw_unit(Random *random)
{
    return 1 - random_unit(random);
}

double draw_normal(Random *random)
{
    double length = sqrt(-2 * log(draw_unit(random)));

    return length * cos(2 * acos(-1) * random_unit(random));
}

double draw_gamma(Random *random, double shape)
{
    if (shape < 1) return draw_gamma(random, shape + 1) * pow(draw_unit(random), 1 / shape);
    double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = draw_normal(random), v = 1 + c * x;

        v = v * v * v;
        if (v > 0 && log(draw_unit(random)) < x * x / 2 + d - d * v + d * log(v)) return d * v;
    }
}

double draw_beta(Random *random, double a, double b)
{
    double x = draw_gamma(random, a);

    return x / (x + draw_gamma(random, b));
}

/* The waits between events are exponential; of many, a gamma law jumps over most (Ahrens, Dieter
 * 1974). */
size_t draw_poisson(Random *random, double mean)
{
    size_t count = 0;

    while (mean > 30) {
        double part = floor(mean * 7 / 8), wait = draw_gamma(random, part);
        if (wait > mean) {
            for (double i = 1; i < part; i++)
                count += random_unit(random) < mean / wait;
            return count;
        }
        count += (size_t)part;
        mean -= wait;
    }
    for (double left = draw_unit(random), stop = exp(-mean); left > stop; count++)
        left *= draw_unit(random);
    return count;
}
