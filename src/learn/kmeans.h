/* learn/kmeans.h — group rows of a standardised matrix around k centres.
 *
 * Lloyd's rounds from k-means++ starts (Arthur, Vassilvitskii 2007, with greedy trials as in
 * scikit-learn), the best of six restarts by inertia; then single centres of the best three are
 * moved on trial (learn/swap.h), the more often the fewer rows there are. Up to 5,000 rows
 * Hartigan's exchange of single rows comes at the end. Above 20,000 rows the search takes place in
 * a seeded sample of 20,000, and up to six different optima found there go on over all rows
 * (Bradley, Fayyad 1998).
 *
 * Measured for k = 2 to 10 on twelve shops, inertia above the best known of thousands of restarts:
 * at 1,000 rows .003 % on average, .4 % of the fits more than .1 % (a hundred restarts alone: .013
 * % and 3.6 %); at 2,357, with a few very large customers, .002 % and .4 %; at 10,000 .001 % and
 * none. Of 108 fits one was above that of scikit-learn's ten restarts, by .0007 %; they lie .18 %
 * below on average.
 *
 * In:    a finite Matrix (learn/scale.h makes one); k; restarts; a seed.
 * Out:   one centre per cluster, one cluster number per row; clusters are numbered by descending
 *        size (ties by the centre's values), so "cluster 0" means the same on every run.
 * Owns:  nothing; results live in the arena that you pass.
 * Fails: ERR_DATA when k exceeds the number of distinct rows; ERR_USAGE when k is not 1..255;
 *        ERR_BUG when the warm start is not k × cols.
 */
#ifndef LEARN_KMEANS_H
#define LEARN_KMEANS_H

#include "data/data.h"

typedef struct KMeansPlan {
    size_t k;          /* 1..255 */
    size_t restarts;   /* 0 means six, and swaps on the best three of them */
    size_t max_rounds; /* 0 means 300 */
    uint64_t seed;
    int threads; /* the result does not depend on it */
    /* NULL, or k centres in the points' units, finite: one more restart begins there. */
    const Matrix *warm_start;
} KMeansPlan;

typedef struct Clustering {
    size_t k, rows;
    Matrix centroids; /* k × cols */
    uint8_t *cluster; /* one per row */
    size_t *sizes;    /* k, descending, none is 0 */
    double *spread;   /* k, the mean distance to the centre */
    double inertia;   /* sum of squared distances to the own centre */
    size_t rounds;    /* of the best restart, and of bringing it to its end */
} Clustering;

MUST_USE Status kmeans_fit(Clustering *out, const Matrix *points, const KMeansPlan *plan,
                           Arena *arena, Err *err);

/* The same results for each of `count` k, out[i] at k[i], in a fraction of the time: they share the
 * starts and the passes over the rows. plan->k is not looked at, and a warm start serves the k that
 * has as many centres. */
MUST_USE Status kmeans_fit_each(Clustering *out, const Matrix *points, const size_t *k,
                                size_t count, const KMeansPlan *plan, Arena *arena, Err *err);

/* Distinct rows, counted up to `enough`. */
size_t kmeans_distinct_rows(const Matrix *points, size_t enough, Arena *arena);

#endif
