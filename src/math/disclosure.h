/* math/disclosure.h — figures of groups that are given out, and what they tell of smaller groups.
 *
 * Statistical disclosure control as in Hundepool et al. 2012, ch. 4: cells of too few members, or
 * that one member dominates, are secret; what is given out is rounded; and figures that would
 * still lead to a secret, through sums and differences, are withheld, which is found out as a
 * reader would, by linear programs (Fischetti, Salazar 2001).
 *
 * In:    finite numbers.
 * Out:   plain values, flags, arrays in the caller's arena.
 */
#ifndef MATH_DISCLOSURE_H
#define MATH_DISCLOSURE_H

#include "math/math.h"

/* --- one group -------------------------------------------------------------------------------- */

/* A member is no secret of a group that it makes up to this share of. */
#define DOMINANT 0.8
/* Who knows a value to within this share of it, knows it. */
#define KNOWN_WITHIN 0.1

/* What a group's members bring together, one after another. Room for the largest is in the arena.
 */
typedef struct Tops {
    size_t group;   /* the least that a group must have */
    size_t members; /* with a value that is not 0 */
    Sum sum;
    double
        *largest; /* a heap of the group − 1 largest by absolute value, the least of them first */
    size_t kept;
    double most; /* the largest by absolute value */
} Tops;

Tops tops_open(size_t group, Arena *arena);
void tops_add(Tops *tops, double value);
/* A group of fewer than `group` members, or of which one has more than DOMINANT; empty ones are
 * not. */
bool tops_is_secret(const Tops *tops);
/* What the sum is rounded to, 1, 2 or 5 times a power of ten: at least a fifth of what the group −
 * 1 largest members have together. So the difference that fewer than `group` members make between
 * two such sums, be it a sum and its parts or the sums of two weeks, is not known to within a
 * tenth. 0 where there is nothing. */
double tops_step(const Tops *tops);
/* The sum, rounded so. */
double tops_rounded(const Tops *tops);

/* What counts of members are rounded to: at least a third of the group, and 2. */
double count_step(size_t group);

/* The values in ascending order, each run of neighbours replaced by their mean, from sums rounded
 * by tops_step: as many runs as give `group` members each, and where there are many values ten
 * times as many; none that one member dominates (univariate microaggregation: Domingo-Ferrer,
 * Mateo-Sanz 2002). `shown` of them at even places. */
double *microaggregate(const double *values, size_t count, size_t shown, size_t group,
                       Arena *arena);
/* The mean of the `group` values in the middle, the largest of them cut to a size at which what is
 * beyond counts as no more than four fifths of all: nobody's value is to be had from it. NaN for
 * count 0.
 */
double middle_mean(const double *values, size_t count, size_t group, Arena *arena);

/* --- many groups ------------------------------------------------------------------------------ */

/* A sum of cells that is given out, rounded: it lies from low to high. */
typedef struct GivenSum {
    const uint32_t *cells;
    size_t count;
    double low, high;
    double worth; /* what is lost with it; 0: it is given out in any case */
    bool withheld;
} GivenSum;

/* A sum of cells that nobody is to know. */
typedef struct Secret {
    const uint32_t *cells;
    size_t count;
} Secret;

typedef struct Release {
    size_t cells;
    const double *value; /* a cell's true value */
    const double *least; /* what a reader takes it to be at least; no more than the value */
    GivenSum *figures;
    size_t figure_count;
    const Secret *secrets;
    size_t secret_count;
} Release;

/* Withholds figures until no secret is known from the others to within KNOWN_WITHIN of its value,
 * from below or from above. Of the figures that bound one, that of the least worth goes first.
 * Returns how many secrets the figures that are always given out bound nevertheless. */
size_t disclosure_protect(Release *release, Arena *arena);

#endif
