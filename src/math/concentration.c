#include "math/math.h"

#include <math.h>

/* Values from the richest down, negatives as 0, each divided by the largest so that their total
 * cannot overflow; NULL where nothing is positive. */
static double *richest_first(const double *values, size_t count, Arena *arena)
{
    double *sorted = sorted_copy(values, count, arena);
    double most = count ? sorted[count - 1] : 0;

    if (!(most > 0)) return NULL;
    for (size_t i = 0, j = count - 1; i <= j && j < count; i++, j--) {
        double low = sorted[i];

        sorted[i] = fmax(0, sorted[j]) / most;
        if (i != j) sorted[j] = fmax(0, low) / most;
    }
    return sorted;
}

double gini(const double *values, size_t count, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    const double *rich = richest_first(values, count, arena);
    Sum weighted = { 0 };
    double found = NAN;

    if (rich) {
        for (size_t i = 0; i < count; i++)
            sum_add(&weighted, (double)(count - i) * rich[i]);
        found = 2 * sum_value(weighted) / ((double)count * sum_of(rich, count)) -
                (double)(count + 1) / (double)count;
    }
    arena_release(arena, mark);
    return isnan(found) ? found : fmax(0, found);
}

LorenzPoint *concentration_curve(const double *values, size_t count, size_t points, Arena *arena)
{
    LorenzPoint *curve = ARENA_ARRAY(arena, LorenzPoint, points + 1);
    ArenaMark mark = arena_mark(arena);
    const double *rich = richest_first(values, count, arena);
    double total = rich ? sum_of(rich, count) : 0;
    Sum held = { 0 };
    size_t whole = 0;

    for (size_t p = 0; rich && p <= points; p++) {
        double members = points ? (double)p / (double)points : 0;
        double wanted = members * (double)count, part;

        while (whole < count && (double)(whole + 1) <= wanted)
            sum_add(&held, rich[whole++]);
        part = whole < count ? (wanted - (double)whole) * rich[whole] : 0;
        curve[p] = (LorenzPoint){ members, fmin(1, (sum_value(held) + part) / total) };
    }
    arena_release(arena, mark);
    return rich ? curve : NULL;
}

double concentration_of_top(const double *values, size_t count, double members, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    const double *rich = richest_first(values, count, arena);
    double wanted = ceil(fmax(0, fmin(1, members)) * (double)count - 1e-9);
    double share = rich ? sum_of(rich, (size_t)fmax(0, wanted)) / sum_of(rich, count) : NAN;

    arena_release(arena, mark);
    return share;
}

double concentration_to_reach(const double *values, size_t count, double value, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    const double *rich = richest_first(values, count, arena);
    double total = rich ? sum_of(rich, count) : 0;
    Sum held = { 0 };
    size_t members = 0;

    while (rich && members < count && sum_value(held) < value * total * (1 - 1e-12))
        sum_add(&held, rich[members++]);
    arena_release(arena, mark);
    return rich ? (double)members / (double)count : NAN;
}
