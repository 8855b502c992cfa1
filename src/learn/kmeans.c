#include "learn/kmeans.h"

#include "learn/finish.h"
#include "learn/search.h"

/* kmeans.h says what these gain. */
enum {
    RESTARTS = 6,
    CHAINS = 3,        /* the best runs whose centres are then swapped on trial, */
    SWAP_ROWS = 50000, /* 50,000 / rows times, */
    FEW_ROWS = 3000,   /* twice as often with fewer rows than these, within limits */
    LEAST_SWAPS = 4,
    MOST_SWAPS = 600,
    ROUNDS = 300,
    SAMPLE_ROWS = 20000 /* above, all this takes place in a sample of so many rows */
};

static Status refuse(size_t k, size_t rows, size_t distinct, Err *err)
{
    const char *clusters = k == 1 ? "cluster" : "clusters";

    if (rows == 0) return err_set(err, ERR_DATA, "%zu %s asked of no customers", k, clusters);
    if (distinct == rows)
        return err_set(err, ERR_DATA, "%zu %s asked of %zu %s: use --k %zu or fewer", k, clusters,
                       rows, rows == 1 ? "customer" : "customers", rows);
    if (distinct == 1)
        return err_set(err, ERR_DATA, "%zu %s asked of %zu customers who are all alike: use --k 1",
                       k, clusters, rows);
    return err_set(err, ERR_DATA,
                   "%zu %s asked of %zu customers of whom only %zu differ: use --k %zu or fewer", k,
                   clusters, rows, distinct, distinct);
}

static Status check(const Matrix *points, const size_t *k, size_t count, const Matrix *warm,
                    Arena *scratch, Err *err)
{
    if (warm && warm->cols != points->cols)
        return err_set(err, ERR_BUG, "a warm start of %zu columns for points of %zu", warm->cols,
                       points->cols);
    for (size_t i = 0; i < count; i++) {
        size_t distinct;

        if (k[i] < 1 || k[i] > 255)
            return err_set(err, ERR_USAGE, "%zu clusters asked: --k takes 1 to 255", k[i]);
        distinct = kmeans_distinct_rows(points, k[i], scratch);
        if (distinct < k[i] || points->rows == 0) return refuse(k[i], points->rows, distinct, err);
    }
    return OK;
}

static size_t swaps_of(size_t rows)
{
    size_t swaps = (rows < FEW_ROWS ? 2 : 1) * SWAP_ROWS / (rows ? rows : 1);

    return swaps < LEAST_SWAPS ? LEAST_SWAPS : swaps < MOST_SWAPS ? swaps : MOST_SWAPS;
}

static void fit_each(Clustering *out, const Matrix *points, const size_t *k, size_t count,
                     const KMeansPlan *plan, Arena *scratch, Arena *arena)
{
    size_t max_rounds = plan->max_rounds ? plan->max_rounds : ROUNDS;
    SearchPlan search = { .k = k,
                          .count = count,
                          .restarts = plan->restarts ? plan->restarts : RESTARTS,
                          .chains = plan->restarts ? 0 : CHAINS,
                          .swaps = swaps_of(points->rows),
                          .max_rounds = max_rounds,
                          .sample_rows = SAMPLE_ROWS,
                          .seed = plan->seed,
                          .threads = plan->threads,
                          .warm_start = plan->warm_start };
    Blocks blocks = blocks_pack(points, scratch);
    Found *found = search_best(&blocks, &search, scratch);

    for (size_t i = 0; i < count; i++) {
        finish_clustering(&out[i], points, k[i], found[i].label, max_rounds, plan->threads, arena);
        out[i].rounds += found[i].rounds;
    }
}

Status kmeans_fit_each(Clustering *out, const Matrix *points, const size_t *k, size_t count,
                       const KMeansPlan *plan, Arena *arena, Err *err)
{
    Arena scratch = arena_open();
    Status status = check(points, k, count, plan->warm_start, &scratch, err);

    if (status == OK) fit_each(out, points, k, count, plan, &scratch, arena);
    arena_close(&scratch);
    return status;
}

Status kmeans_fit(Clustering *out, const Matrix *points, const KMeansPlan *plan, Arena *arena,
                  Err *err)
{
    const Matrix *warm = plan->warm_start;

    if (warm && warm->rows != plan->k)
        return err_set(err, ERR_BUG, "a warm start of %zu centres for %zu clusters", warm->rows,
                       plan->k);
    return kmeans_fit_each(out, points, &plan->k, 1, plan, arena, err);
}
