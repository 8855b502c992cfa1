#include "math/math.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double *sorted_copy(const double *values, size_t count, Arena *arena)
{
    double *copy = ARENA_ARRAY(arena, double, count);

    if (count) memcpy(copy, values, count * sizeof *copy);
    qsort(copy, count, sizeof *copy, compare_doubles);
    return copy;
}

double quantile_sorted(const double *sorted, size_t count, double p)
{
    double place, part;
    size_t below;

    if (count == 0) return NAN;
    place = fmax(0, fmin(1, p)) * (double)(count - 1);
    below = (size_t)place;
    if (below + 1 >= count) return sorted[count - 1];
    part = place - (double)below;
    /* Weights rather than below + part × step: the step of two huge values would overflow. */
    if (part == 0 || sorted[below] == sorted[below + 1]) return sorted[below];
    return sorted[below] * (1 - part) + sorted[below + 1] * part;
}

double quantile(const double *values, size_t count, double p, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    double found = quantile_sorted(sorted_copy(values, count, arena), count, p);

    arena_release(arena, mark);
    return found;
}

double median(const double *values, size_t count, Arena *arena)
{
    return quantile(values, count, 0.5, arena);
}

FiveNumbers five_numbers_sorted(const double *sorted, size_t count)
{
    return (FiveNumbers){
        .min = quantile_sorted(sorted, count, 0),
        .lower = quantile_sorted(sorted, count, 0.25),
        .median = quantile_sorted(sorted, count, 0.5),
        .upper = quantile_sorted(sorted, count, 0.75),
        .max = quantile_sorted(sorted, count, 1),
    };
}

FiveNumbers five_numbers(const double *values, size_t count, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    FiveNumbers found = five_numbers_sorted(sorted_copy(values, count, arena), count);

    arena_release(arena, mark);
    return found;
}
