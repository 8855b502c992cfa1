/* learn/finish.h — from labels to the exact fixed point of Lloyd's rounds. Private to the room. */
#ifndef LEARN_FINISH_H
#define LEARN_FINISH_H

#include "learn/kmeans.h"

/* Rounds in double precision from `label` (any labels below k) until no row changes or max_rounds
 * are over; then no cluster is empty, every centre is the mean of its rows, and the inertia is
 * theirs. rows >= k. Clusters are numbered by descending size, ties by the centres' values. */
void finish_clustering(Clustering *out, const Matrix *points, size_t k, const uint8_t *label,
                       size_t max_rounds, int threads, Arena *arena);

#endif
