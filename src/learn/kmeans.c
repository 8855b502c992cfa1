#include "learn/kmeans.h"

#include "learn/finish.h"
#include "learn/search.h"

enum {
    FEW_ROWS = 20000, /* below: more restarts, and every restart goes on until nothing changes */
    DEFAULT_RESTARTS = 10,
    DEFAULT_ROUNDS = 300
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

static Status check(const Matrix *points, size_t k, Arena *scratch, Err *err)
{
    size_t distinct;

    if (k < 1 || k > 255)
        return err_set(err, ERR_USAGE, "%zu clusters asked: --k takes 1 to 255", k);
    distinct = kmeans_distinct_rows(points, k, scratch);
    if (distinct >= k && points->rows) return OK;
    return refuse(k, points->rows, distinct, err);
}

/* Restarts are cheap where rows are few, and what ten of them find is there 0.3 to 1.2 % worse than
 * the best known; see kmeans.h. */
static size_t restarts_for(const KMeansPlan *plan, size_t rows)
{
    size_t asked = plan->restarts ? plan->restarts : DEFAULT_RESTARTS, times;

    times = FEW_ROWS / 4 / (rows ? rows : 1);
    return asked * (times < 1 ? 1 : times > 10 ? 10 : times);
}

Status kmeans_fit(Clustering *out, const Matrix *points, const KMeansPlan *plan, Arena *arena,
                  Err *err)
{
    size_t max_rounds = plan->max_rounds ? plan->max_rounds : DEFAULT_ROUNDS, searched = 0;
    Arena scratch = arena_open();
    Status status = check(points, plan->k, &scratch, err);

    if (status == OK) {
        SearchPlan search = { .k = plan->k,
                              .restarts = restarts_for(plan, points->rows),
                              .max_rounds = max_rounds,
                              .seed = plan->seed,
                              .threads = plan->threads,
                              .tolerance = points->rows < FEW_ROWS ? 0 : 1e-4 };
        Blocks blocks = blocks_pack(points, &scratch);
        uint8_t *label = search_best(&searched, &blocks, &search, &scratch);

        finish_clustering(out, points, plan->k, label, max_rounds, plan->threads, arena);
        out->rounds += searched;
    }
    arena_close(&scratch);
    return status;
}
