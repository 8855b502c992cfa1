/* learn/silhouette_pass.h — what the two ways over the pairs share. Private to the room.
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

/* Judged rows (NULL: all) against all rows: each pair is seen from either end. */
void judge_rows(const Pass *pass, const uint32_t *judged, size_t judged_count, Arena *arena);

/* All rows, each pair's distance computed once. Of no use with few rows to a group, and too large
 * for very many clusters: judge_pairs_pays() says. */
bool judge_pairs_pays(const Pass *pass);
void judge_pairs(const Pass *pass, Arena *arena);

#endif
