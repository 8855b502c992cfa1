/* math/math.h — summaries, quantiles, inequality, special functions, linear algebra, assignment,
 * change.
 *
 * In:    finite numbers; counts of at least 1 unless said otherwise.
 * Out:   plain values, or arrays in the caller's arena.
 * Owns:  nothing.
 * Fails: only where a Status is returned; everything else is total over its stated range.
 */
#ifndef MATH_MATH_H
#define MATH_MATH_H

#include <math.h>

#include "data/data.h"
#include "math/sum.h"

/* --- Sums and summaries ----------------------------------------------------------------------- */

/* The compensated sum of an array; 0 for count 0. */
double sum_of(const double *values, size_t count);

typedef struct Summary {
    size_t count;
    double sum, mean, sd, min, max; /* sd: population, divisor count */
} Summary;

/* count 0: count and sum are 0, the rest is NaN. No overflow for values up to DBL_MAX except in
 * sum. */
Summary summary_of(const double *values, size_t count);

/* --- Order ------------------------------------------------------------------------------------ */

/* An ascending copy. */
double *sorted_copy(const double *values, size_t count, Arena *arena);

/* Type 7 of Hyndman, Fan 1996 (linear interpolation, the default of R and NumPy); p in 0..1;
 * sorted is ascending. NaN for count 0. */
double quantile_sorted(const double *sorted, size_t count, double p);
/* The same over values in any order; values stay as they are. */
double quantile(const double *values, size_t count, double p, Arena *arena);
double median(const double *values, size_t count, Arena *arena);

typedef struct FiveNumbers {
    double min, lower, median, upper, max; /* lower, upper: the quartiles, type 7 */
} FiveNumbers;

FiveNumbers five_numbers_sorted(const double *sorted, size_t count);
FiveNumbers five_numbers(const double *values, size_t count, Arena *arena);

/* --- Concentration ---------------------------------------------------------------------------- */

/* Gini coefficient, 0 (all the same) to 1 − 1/count (one has all); values below 0 count as 0; NaN
 * where nothing is positive or count is 0. */
double gini(const double *values, size_t count, Arena *arena);

/* A point of the concentration curve: the first `members` share, richest first, hold `value` of
 * the total. */
typedef struct LorenzPoint {
    double members, value;
} LorenzPoint;

/* `points` + 1 points from (0, 0) to (1, 1) at even shares of members, richest first (the Lorenz
 * curve turned by 180 degrees: its value at m is 1 − L(1 − m)), interpolated inside a member.
 * Values below 0 count as 0. NULL where nothing is positive or count is 0. */
LorenzPoint *concentration_curve(const double *values, size_t count, size_t points, Arena *arena);

/* What share of the total the richest `members` share holds, counted in whole members, rounded up:
 * 10 % of 2,357 is 236. members in 0..1. NaN as for gini. */
double concentration_of_top(const double *values, size_t count, double members, Arena *arena);

/* The smallest share of members, richest first, that holds at least `value` of the total. */
double concentration_to_reach(const double *values, size_t count, double value, Arena *arena);

/* --- Relations -------------------------------------------------------------------------------- */

/* Pearson's r; NaN where one side does not vary or count < 2. */
double correlation(const double *x, const double *y, size_t count);

/* Cliff's delta (1993): the chance that a value of a is above one of b, less that it is below; 1
 * where all are above, 0 where neither side tends to be. Both ascending, without NaN; counts >= 1.
 */
double cliffs_delta(const double *a, size_t a_count, const double *b, size_t b_count);

/* --- From week to week ------------------------------------------------------------------------ */

/* How much a figure usually varies: median ± t robust standard deviations of its past values
 * (1.4826 × the median absolute deviation; Leys et al. 2013), where t is what Student's t exceeds
 * on either side with the given chance, at 0.66 ⌊n/2⌋ + 0.5 degrees of freedom for n past values.
 * So many normal values lie outside, whatever n: the degrees fit 400,000 samples at each of twelve
 * sizes from 6 to 104, at chances of .0005 to .0125. Where more than half of the values are equal,
 * 1.2533 × the mean absolute deviation takes the place of the median one (Iglewicz, Hoaglin 1993).
 */
typedef struct Variation {
    size_t count;
    double median, low, high; /* NaN for count 0 */
} Variation;

#define VARIATION_MIN 6 /* fewer past values do not judge */

/* least_sd: no standard deviation is taken to be smaller. */
Variation variation_of(const double *past, size_t count, double chance, double least_sd,
                       Arena *arena);
/* Whether there are enough past values to judge by. */
bool variation_judges(const Variation *variation);
/* Outside low..high; false where there are too few past values. */
bool variation_is_beyond(const Variation *variation, double value);

/* Where values lie and how far from it, little moved by a few odd ones: their median, and the root
 * mean square of the distances from it, each cut at 2.5 × 1.4826 × their median (Huber 1981), made
 * the standard deviation of normal values by 0.97757. Where more than half are equal, 1.2533 × the
 * mean distance takes the place of 1.4826 × the median one. centre NaN, sd 0 for count 0. */
typedef struct Spread {
    size_t count;
    double centre, sd;
} Spread;

Spread spread_of(const double *values, size_t count, Arena *arena);

/* A new normal value lies about Student's t × sd × √(1 + π/2/count) from the centre of `count`
 * others, with so many degrees of freedom: within 0.5 of 400,000 samples at each of eight sizes
 * from 9 to 52. */
double spread_freedom(size_t count);

/* Population stability index of `now` against `before`: Σ (q − p) · ln(q / p) over `bins` bins, cut
 * at quantiles of `before` (type 7; equal borders count once), each with half a member added. The
 * customary bands: below .1 the same, to .25 somewhat shifted, above that shifted (Siddiqi 2006).
 * NaN where a side is empty. bins >= 1. */
double population_stability(const double *before, size_t before_count, const double *now,
                            size_t now_count, size_t bins, Arena *arena);

/* --- Special functions ------------------------------------------------------------------------ */

/* The first and second derivative of the logarithm of the gamma function; x > 0. */
double digamma(double x);
double trigamma(double x);

/* The share of a beta distribution with the shapes a, b > 0 that lies below x (the regularised
 * incomplete beta function I_x(a, b)). */
double beta_cdf(double x, double a, double b);

/* The share of a Poisson distribution of that mean (> 0) that is `most` or less; between whole
 * numbers the incomplete gamma function leads from one to the next. */
double poisson_cdf(double most, double mean);

/* The value below which a share p (0 < p < 1) of Student's t distribution lies; freedom > 0. */
double student_quantile(double p, double freedom);

/* Where f, which does not rise (or does not fall) from low to high, passes 0, to the last bit; the
 * end that is nearer to it where it does not pass 0 in between. */
double root_between(double (*f)(const void *context, double x), const void *context, double low,
                    double high);

/* --- Linear algebra --------------------------------------------------------------------------- */

typedef struct Eigen {
    size_t count;
    double *values; /* descending */
    Matrix vectors; /* row i belongs to values[i], unit length, in fixed signs: the component that
                     * is largest by absolute value is positive (the first of equals) */
} Eigen;

/* Of a symmetric matrix (only its lower triangle is read). ERR_BUG when it is not square. */
MUST_USE Status eigen_symmetric(Eigen *out, const Matrix *symmetric, Arena *arena, Err *err);

/* --- Rounding --------------------------------------------------------------------------------- */

/* The nearest multiple, half a step up; value where step is 0. */
double round_to(double value, double step);
/* To so many significant digits. */
double significant(double value, int digits);

/* --- Assignment ------------------------------------------------------------------------------- */

/* The one-to-one matching of least total cost (Jonker, Volgenant 1987: shortest augmenting paths).
 * Returns, for every row of `cost`, its column; SIZE_MAX where rows outnumber columns and the row
 * stays without one. *total (may be NULL) is the sum over matched pairs. Deterministic: of equal
 * matchings the same one is taken on every run. */
size_t *assignment_solve(const Matrix *cost, double *total, Arena *arena);

#endif
