/* learn/finish.h — from labels to the exact fixed point of Lloyd's rounds. Private to the room. */
#ifndef LEARN_FINISH_H
#define LEARN_FINISH_H

#include "learn/kmeans.h"

/* A round of exchange takes one thread about 0.4 ms at 5,000 rows and k = 5. */
enum { REFINE_ROWS = 5000 };

/* Rounds in double precision from `label` (all below k) until no row changes or max_rounds are
 * over, with Hartigan's exchange up to REFINE_ROWS rows; then no cluster is empty, every centre is
 * the mean of its rows, and the inertia is theirs. rows >= k. Clusters are numbered by size,
 * largest first, ties by the centres' values. */
void finish_clustering(Clustering *out, const Matrix *points, size_t k, const uint8_t *label,
                       size_t max_rounds, int threads, Arena *arena);

/* Hartigan's exchange (Hartigan 1975, ch. 4): single rows change their cluster as long as that
 * lowers the inertia, centres following at once. Its fixed points are among Lloyd's and fewer
 * (Telgarsky, Vattani 2010), so it leads on from where Lloyd's rounds stop. centres and sizes are
 * those of the labels and follow them. Returns how many moved. */
size_t refine_labels(uint8_t *label, double *centres, size_t *sizes, const Matrix *points, size_t k,
                     size_t max_rounds);

#endif
