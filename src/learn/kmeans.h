/* learn/kmeans.h — group rows of a standardised matrix around k centres.
 *
 * Lloyd's rounds from k-means++ starts (Arthur, Vassilvitskii 2007, with greedy trials as in
 * scikit-learn), the best of several restarts by inertia.
 *
 * In:    a finite Matrix (learn/scale.h makes one); k; restarts; a seed.
 * Out:   one centre per cluster, one cluster number per row; clusters are numbered by descending
 *        size (ties by the centre's values), so "cluster 0" means the same on every run.
 * Owns:  nothing; results live in the arena that you pass.
 * Fails: ERR_DATA when k exceeds the number of distinct rows.
 */
#ifndef LEARN_KMEANS_H
#define LEARN_KMEANS_H

#include "data/data.h"

typedef struct KMeansPlan {
    size_t k;          /* 1..255 */
    size_t restarts;   /* 0 means 10 */
    size_t max_rounds; /* 0 means 300 */
    uint64_t seed;
    int threads; /* the result does not depend on it */
} KMeansPlan;

typedef struct Clustering {
    size_t k, rows;
    Matrix centroids; /* k × cols */
    uint8_t *cluster; /* one per row */
    size_t *sizes;    /* k, descending, none is 0 */
    double inertia;   /* sum of squared distances to the own centre */
    size_t rounds;    /* of the best restart */
} Clustering;

MUST_USE Status kmeans_fit(Clustering *out, const Matrix *points, const KMeansPlan *plan,
                           Arena *arena, Err *err);

/* Distinct rows, counted up to `enough`. */
size_t kmeans_distinct_rows(const Matrix *points, size_t enough, Arena *arena);

#endif
