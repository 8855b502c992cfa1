#include "math/math.h"

static void level(double *values, size_t count)
{
    double mean = count ? sum_of(values, count) / (double)count : 0;

    for (size_t i = 0; i < count; i++)
        values[i] = mean;
}

double *microaggregate(const double *values, size_t count, size_t group, Arena *arena)
{
    double *sorted = sorted_copy(values, count, arena);

    for (size_t i = 0; group > 1 && i < count;) {
        size_t left = count - i, run = left < 2 * group ? left : group;
        level(sorted + i, run);
        i += run;
    }
    return sorted;
}
