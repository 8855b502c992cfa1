#include "math/disclosure.h"

#include <stdlib.h>

#define STEP_SHARE 5.0 /* of the largest members: twice KNOWN_WITHIN */

/* --- one group -------------------------------------------------------------------------------- */

/* How many of the largest are kept. */
static size_t places_of(size_t group)
{
    return group > 1 ? group - 1 : 1;
}

Tops tops_open(size_t group, Arena *arena)
{
    return (Tops){ .group = group, .largest = ARENA_ARRAY(arena, double, places_of(group)) };
}

static void swap(double *a, double *b)
{
    double kept = *a;

    *a = *b;
    *b = kept;
}

static void sift_up(double *heap, size_t at)
{
    for (; at && heap[at] < heap[(at - 1) / 2]; at = (at - 1) / 2)
        swap(&heap[at], &heap[(at - 1) / 2]);
}

static void sift_down(double *heap, size_t count)
{
    for (size_t at = 0, child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && heap[child + 1] < heap[child]) child++;
        if (heap[at] <= heap[child]) return;
        swap(&heap[at], &heap[child]);
    }
}

void tops_add(Tops *tops, double value)
{
    size_t places = places_of(tops->group);
    double size = fabs(value);

    if (size == 0) return;
    tops->members++;
    sum_add(&tops->sum, value);
    tops->most = fmax(tops->most, size);
    if (tops->kept < places) {
        tops->largest[tops->kept] = size;
        sift_up(tops->largest, tops->kept++);
    } else if (size > tops->largest[0]) {
        tops->largest[0] = size;
        sift_down(tops->largest, places);
    }
}

bool tops_is_secret(const Tops *tops)
{
    if (!tops->members) return false;
    return tops->members < tops->group || tops->most > DOMINANT * fabs(sum_value(tops->sum));
}

/* 1, 2 or 5 times a power of ten, no less than `least`. */
static double even_step(double least)
{
    static const double digits[] = { 1, 2, 5, 10 };
    double power = 1;
    size_t i = 0;

    if (!(least > 0) || isinf(least)) return 0;
    while (power * 10 <= least)
        power *= 10;
    while (power > least)
        power /= 10;
    while (digits[i] * power < least * (1 - 1e-12))
        i++;
    return digits[i] * power;
}

double tops_step(const Tops *tops)
{
    Sum largest = { 0 };

    for (size_t i = 0; i < tops->kept; i++)
        sum_add(&largest, tops->largest[i]);
    return even_step(sum_value(largest) / STEP_SHARE);
}

double tops_rounded(const Tops *tops)
{
    return round_to(sum_value(tops->sum), tops_step(tops));
}

double count_step(size_t group)
{
    return fmax(2, even_step((double)group / 3));
}

/* --- values in runs --------------------------------------------------------------------------- */

/* Whether the values between are no group of their own. */
static bool is_no_run(const double *sorted, size_t from, size_t end, size_t least, size_t group,
                      Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    Tops tops = tops_open(group, arena);

    for (size_t i = from; i < end; i++)
        tops_add(&tops, sorted[i]);
    bool secret = end - from < least || tops_is_secret(&tops);
    arena_release(arena, mark);
    return secret;
}

/* From where a run begins that ends before `end`. */
static size_t run_start(const double *sorted, size_t end, size_t least, size_t group, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    Tops tops = tops_open(group, arena);
    size_t from = end;

    while (from && (end - from < least || tops_is_secret(&tops)))
        tops_add(&tops, sorted[--from]);
    arena_release(arena, mark);
    return from;
}

/* Where the runs begin, from the highest values down; the last is 0. Returns how many. */
static size_t cut_runs(size_t *starts, const double *sorted, size_t count, size_t least,
                       size_t group, Arena *arena)
{
    size_t runs = 0;

    for (size_t end = count; end; end = starts[runs++])
        starts[runs] = run_start(sorted, end, least, group, arena);
    while (runs > 1 && is_no_run(sorted, 0, starts[runs - 2], least, group, arena))
        starts[--runs - 1] = 0;
    return runs;
}

static void level(double *sorted, size_t from, size_t end, size_t group, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    Tops tops = tops_open(group, arena);

    for (size_t i = from; i < end; i++)
        tops_add(&tops, sorted[i]);
    double mean = tops_rounded(&tops) / (double)(end - from);
    for (size_t i = from; i < end; i++)
        sorted[i] = mean;
    arena_release(arena, mark);
}

static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

double *microaggregate(const double *values, size_t count, size_t shown, size_t group, Arena *arena)
{
    enum { RUNS = 20, TIMES = 10 };
    double *sorted = sorted_copy(values, count, arena);
    double *out = ARENA_ARRAY(arena, double, shown);
    size_t *starts = ARENA_ARRAY(arena, size_t, count);
    size_t even = (count + RUNS - 1) / RUNS, most = TIMES * group;
    size_t least = even < group ? group : even < most ? even : most;
    size_t runs = cut_runs(starts, sorted, count, least, group, arena);

    for (size_t r = 0, end = count; r < runs; end = starts[r++])
        level(sorted, starts[r], end, group, arena);
    qsort(sorted, count, sizeof *sorted, ascending); /* rounding may have changed the order */
    for (size_t i = 0; i < shown && count; i++)
        out[i] = sorted[i * count / shown];
    return out;
}

/* Up to what size values may count, so that what is beyond, counted as that much, is no more than
 * four fifths of all: else the mean would be one value's, give or take. 0 where few have any. */
static double fair_size(const double *values, size_t count, Arena *arena)
{
    double *sizes = ARENA_ARRAY(arena, double, count), below = 0;

    for (size_t i = 0; i < count; i++) {
        sizes[i] = fabs(values[i]);
        below += sizes[i];
    }
    qsort(sizes, count, sizeof *sizes, ascending);
    for (size_t i = count; i-- > 0;) {
        double beyond = (double)(count - i) * sizes[i];
        below -= sizes[i];
        if (count == 1 || beyond <= 4 * below) return sizes[i];
    }
    return 0;
}

double middle_mean(const double *values, size_t count, size_t group, Arena *arena)
{
    double *sorted = sorted_copy(values, count, arena);
    size_t taken = group < count ? group : count;

    /* As many on both sides of the middle. */
    if (taken < count && (count - taken) % 2) taken++;
    if (!count) return NAN;
    double *middle = sorted + (count - taken) / 2, most = fair_size(middle, taken, arena);
    for (size_t i = 0; i < taken; i++)
        middle[i] = fmax(-most, fmin(middle[i], most));
    return sum_of(middle, taken) / (double)taken;
}
