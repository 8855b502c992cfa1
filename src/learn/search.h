/* learn/search.h — the restarts of k-means, in single precision. Private to the room.
 *
 * Many starts, few of them good: what they share is done fast here (single precision, only points
 * that change their cluster touch the sums), and finish.h then brings the best one to the exact
 * fixed point in double precision.
 */
#ifndef LEARN_SEARCH_H
#define LEARN_SEARCH_H

#include "learn/blocks.h"

typedef struct SearchPlan {
    size_t k;
    size_t starts;   /* runs that begin; with many rows as many as restarts */
    size_t restarts; /* runs that go on to the end: the best of them after three rounds */
    size_t max_rounds;
    size_t sample_rows; /* not 0: runs first go to their end on so many rows, seeded, then on all */
    uint64_t seed;
    int threads;
    const Matrix *warm_start; /* NULL, or where one more run over all rows begins */
    double tolerance; /* a run ends when its centres moved by less: Σ shift² relative to the mean
                       * variance of the columns, as in scikit-learn; 0: when nothing changes */
} SearchPlan;

/* The labels of the best run by inertia (the earliest of equals), one per row. */
uint8_t *search_best(size_t *rounds, const Blocks *blocks, const SearchPlan *plan, Arena *arena);

/* What drawing starting centres needs besides the points; one for each thread. */
typedef struct Starter {
    const Blocks *blocks;
    const Kernels *kernels;
    float *closest;   /* by row, in whole blocks: squared distance to the nearest centre so far */
    double *by_chunk; /* its sums */
    float *trial;     /* one block */
    float *drawn;     /* the candidates of one draw */
} Starter;

Starter starter_new(const Blocks *blocks, const Kernels *kernels, Arena *arena);

/* k starting centres (k × cols) by greedy k-means++: Arthur, Vassilvitskii 2007, each centre the
 * best of 2 + ⌊ln k⌋ draws. */
void start_centres(float *centres, size_t k, const Starter *starter, Random *random);

#endif
