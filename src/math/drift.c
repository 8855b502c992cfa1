#include <math.h>

#include "math/math.h"

/* The inner borders of the bins: quantiles of the sorted values, each once; how many there are. */
static size_t cut(double *borders, const double *sorted, size_t count, size_t bins)
{
    size_t used = 0;

    for (size_t b = 1; b < bins; b++) {
        double border = quantile_sorted(sorted, count, (double)b / (double)bins);
        if (used && border <= borders[used - 1]) continue;
        /* Above the largest value there would be nobody. */
        if (border < sorted[count - 1]) borders[used++] = border;
    }
    return used;
}

/* Values up to borders[0], up to borders[1], …, above all. */
static void tally(double *counts, const double *values, size_t count, const double *borders,
                  size_t border_count)
{
    for (size_t i = 0; i < count; i++) {
        size_t low = 0;
        for (size_t high = border_count; low < high;) {
            size_t middle = (low + high) / 2;
            if (values[i] <= borders[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        counts[low]++;
    }
}

double population_stability(const double *before, size_t before_count, const double *now,
                            size_t now_count, size_t bins, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    double *borders = ARENA_ARRAY(arena, double, bins), *was = ARENA_ARRAY(arena, double, bins);
    double *is = ARENA_ARRAY(arena, double, bins);
    Sum index = { 0 };

    if (before_count == 0 || now_count == 0) return NAN;
    size_t used = cut(borders, sorted_copy(before, before_count, arena), before_count, bins);
    tally(was, before, before_count, borders, used);
    tally(is, now, now_count, borders, used);
    for (size_t b = 0; b <= used; b++) {
        /* Half a member more in every bin, so that an empty one has a logarithm. */
        double p = (was[b] + 0.5) / ((double)before_count + 0.5 * (double)(used + 1));
        double q = (is[b] + 0.5) / ((double)now_count + 0.5 * (double)(used + 1));
        sum_add(&index, (q - p) * log(q / p));
    }
    arena_release(arena, mark);
    return sum_value(index);
}
