/* learn/indices.h — measures of a whole clustering, from what kmeans_fit() left of it. */
#ifndef LEARN_INDICES_H
#define LEARN_INDICES_H

#include "learn/kmeans.h"

/* Caliński, Harabasz 1974: between-variance over within-variance, larger is better. NaN where it is
 * not defined (k = 1, k = rows, inertia 0). */
double index_calinski_harabasz(const Clustering *clustering);
/* Davies, Bouldin 1979: mean worst ratio of spreads to distance, smaller is better. */
double index_davies_bouldin(const Clustering *clustering);
/* Hubert, Arabie 1985: agreement of two labelings, 1 is the same, 0 is chance. */
double index_adjusted_rand(const uint8_t *a, const uint8_t *b, size_t rows);

#endif
