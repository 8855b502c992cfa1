/* learn/silhouette_pass.h — the rows as the pass over all pairs takes them. Private to the room.
 *
 * One pass over the pairs serves all labelings: rows that all of them put together form a group (a
 * few hundred groups for nine labelings), distances are summed group by group, and a group's sum
 * counts for one cluster of each labeling.
 */
#ifndef LEARN_SILHOUETTE_PASS_H
#define LEARN_SILHOUETTE_PASS_H

#include "learn/blocks.h"
#include "learn/silhouette.h"

typedef struct Groups {
    uint32_t *order; /* rows, group by group */
    size_t *first;   /* by group, and one behind the last: place in order */
    size_t count;
} Groups;

typedef struct Pass {
    const Clustering *labelings;
    size_t labeling_count, cluster_count; /* of all labelings together */
    const Matrix *points;
    const Blocks *units; /* what the points become in single precision */
    const Kernels *kernels;
    Groups groups;
    const float *rows; /* in the groups' order */
    double *const *widths;
    int threads;
} Pass;

/* sums: by cluster, `stride` apart, the distances from `row` to its members. */
double silhouette_width(const Clustering *labeling, size_t row, const double *sums, size_t stride);

/* Judged rows (NULL: all) against all rows. Of all rows each pair is seen from either end: to
 * compute each once and keep the sums of both ends took longer with 512-bit vectors. */
void judge_rows(const Pass *pass, const uint32_t *judged, size_t judged_count, Arena *arena);

#endif
