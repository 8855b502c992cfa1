/* learn/learn.h — from a Matrix of features to clusters, their quality, and a projection.
 *
 * Knows no SQL, label, colour or file. The steps have headers of their own (scale.h, kmeans.h,
 * silhouette.h, indices.h, pca.h, stability.h); model_fit() takes them in order.
 *
 * In:    a finite Matrix, one row a customer.
 * Out:   Model, in the caller's arena.
 * Fails: ERR_DATA when k exceeds the number of distinct rows.
 */
#ifndef LEARN_LEARN_H
#define LEARN_LEARN_H

#include "data/data.h"
#include "learn/indices.h"
#include "learn/kmeans.h"
#include "learn/pca.h"
#include "learn/scale.h"
#include "learn/silhouette.h"
#include "learn/stability.h"

#define SWEEP_MIN 2
#define SWEEP_MAX 10

/* 0 means the default, which the comment names. */
typedef struct ModelPlan {
    size_t k;                      /* 0: take the rule's choice ("auto") */
    size_t restarts;               /* 0 for kmeans.h's own search */
    size_t max_rounds;             /* 300 */
    uint64_t seed;                 /* taken as it is */
    int threads;                   /* 1; the result does not depend on it */
    SilhouetteRows silhouette;     /* which rows it judges */
    size_t exact_silhouette_up_to; /* 100,000 rows; the limit of SILHOUETTE_AUTO */
    size_t sample_size;            /* 10,000; as many rows or fewer are judged all */
    /* NULL, or centres in the units and columns of the raw features, finite. Where k is as many (or
     * left to the rule) one more restart of that k begins there. */
    const Matrix *warm_start;
    size_t bootstraps; /* for stability, each of as many rows as there are, at most 20,000;
                        * 0, or fewer than STABILITY_LEAST_ROWS rows: none */
    /* Called when a step begins, share in 0..1; may be NULL. */
    void (*progress)(void *context, const char *step, double share);
    void *progress_context;
} ModelPlan;

typedef struct SweepRow {
    size_t k;
    double inertia;
    double silhouette;        /* mean of (b − a) / max(a, b) */
    double silhouette_error;  /* its standard error: deviation of the widths / √(rows judged) */
    double calinski_harabasz; /* NaN where k = rows or the inertia is 0 */
    double davies_bouldin;
} SweepRow;

/* Why the rule takes its k. */
typedef enum KReason {
    K_ALIKE,   /* 1: no two customers differ */
    K_ONLY,    /* the only one that the customers allow */
    K_LARGEST, /* of the largest mean silhouette */
    K_TIED     /* within one standard error of it, and better separated */
} KReason;

typedef struct KChoice {
    KReason why;
    size_t k;
    size_t taken, largest; /* rows of the sweep: that of k, and that of the largest silhouette */
} KChoice;

typedef struct Model {
    Scaling scaling;            /* of the raw features */
    Clustering clustering;      /* at the k in use; numbered by descending size */
    double silhouette;          /* mean at the k in use; NaN at k = 1, where there is none */
    double *silhouette_cluster; /* mean by cluster, k; NaN at k = 1 and of clusters not judged */
    double *silhouette_width;   /* one a silhouette_row; NaN at k = 1 */
    uint32_t *silhouette_row;   /* the rows that were judged: all, or the sample */
    size_t silhouette_rows;
    bool silhouette_sampled;
    SweepRow *sweep; /* ascending k; stops early where there are too few distinct rows */
    size_t sweep_count;
    KChoice rule;        /* what the stated rule takes, and why */
    Pca pca;             /* three components, or fewer columns */
    Stability stability; /* bootstrap Jaccard by cluster */
} Model;

/* The sweep's row at k and the clustering at k are the same fit. One customer, customers who are
 * all alike and k = 1 are fine: the sweep is then empty or shorter, undefined measures are NaN.
 * Standardises the raw features in place: a copy is 70 MB at a million customers. */
MUST_USE Status model_fit(Model *out, Matrix *raw, const ModelPlan *plan, Arena *arena, Err *err);

/* The rule for k: the largest mean silhouette; every k whose silhouette is within one standard
 * error of it counts as equal, and of equals the one with the greatest Calinski-Harabasz value is
 * taken, of equals in that the smallest k. 1 for an empty sweep.
 *
 * Why: the silhouette (Rousseeuw 1987) is the one of the three that compares across k without
 * drifting with k, and reads on a fixed scale. A difference smaller than its own error says nothing
 * (the one-standard-error rule of Breiman et al. 1984), so a second measure may decide: the one
 * that found the true number most often in the trials of Milligan, Cooper 1985. */
KChoice model_choose_k(const SweepRow *sweep, size_t count);

#endif
