/* learn/silhouette.h — how well each row sits in its cluster (Rousseeuw 1987).
 *
 * s = (b − a) / max(a, b) over Euclidean distances; 0 for a row alone in its cluster. Distances are
 * taken in single precision and summed in double: a width is within 1e-6 of the definition.
 */
#ifndef LEARN_SILHOUETTE_H
#define LEARN_SILHOUETTE_H

#include "learn/kmeans.h"

/* Widths of the rows in `judged` (ascending row numbers; NULL: all rows), each against all rows,
 * for several labelings in one pass over the pairs. widths[l][i] is row judged[i] in labeling l. */
void silhouette_widths(double *const *widths, const Matrix *points, const Clustering *labelings,
                       size_t labeling_count, const uint32_t *judged, size_t judged_count,
                       int threads, Arena *arena);

/* Which rows are judged; always against all. */
typedef enum SilhouetteRows {
    SILHOUETTE_AUTO, /* all up to a number of rows, above it a sample */
    SILHOUETTE_EXACT,
    SILHOUETTE_SAMPLE
} SilhouetteRows;

/* A seeded simple random sample of `size` of the rows (at most all), ascending: the same for every
 * labeling, and so fair to each. */
uint32_t *silhouette_sample(size_t rows, size_t size, uint64_t seed, Arena *arena);

#endif
