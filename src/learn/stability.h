/* learn/stability.h — would another sample of customers give the same clusters?
 *
 * Hennig 2007 (fpc::clusterboot): cluster bootstrap samples again and match each cluster with the
 * most similar new one by Jaccard; the mean over the samples. Bands: ≤ .5 dissolved, < .6 not to be
 * trusted, < .75 doubtful, ≥ .75 stable, ≥ .85 highly stable.
 */
#ifndef LEARN_STABILITY_H
#define LEARN_STABILITY_H

#include "learn/kmeans.h"

/* Of fewer rows resamples say little: what comes back is mostly the rows themselves. */
#define STABILITY_LEAST_ROWS 20

typedef struct Stability {
    size_t bootstraps;  /* 0: not judged */
    size_t sample_rows; /* rows in each bootstrap sample */
    double *jaccard;    /* mean by cluster, k of them */
} Stability;

const char *stability_band(double jaccard); /* "highly stable", "stable", … */

/* Judges `clustering` by `bootstraps` resamples (of at most max_rows rows each). */
MUST_USE Status stability_judge(Stability *out, const Matrix *points, const Clustering *clustering,
                                size_t bootstraps, size_t max_rows, uint64_t seed, int threads,
                                Arena *arena, Err *err);

#endif
