#include "learn/kmeans.h"

#include "learn/finish.h"
#include "learn/search.h"

/* Starts are cheap where rows are few, and ten of them may end there 5 % above the best known;
 * kmeans.h says what more of them gain. */
enum {
    DEFAULT_RESTARTS = 10,
    DEFAULT_ROUNDS = 300,
    STARTS_BELOW = 20000,   /* rows: below, more starts than restarts, up to ten times as many */
    RESTARTS_BELOW = 2500,  /* rows: below, more restarts, up to ten times as many */
    TOLERANCE_FROM = 20000, /* rows: below, every restart goes on until nothing changes */
    SAMPLE_FROM = 200000,   /* rows: above, the restarts begin in a sample */
    SAMPLE_ROWS = 65536
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

static Status check(const Matrix *points, const KMeansPlan *plan, Arena *scratch, Err *err)
{
    const Matrix *warm = plan->warm_start;
    size_t k = plan->k;
    size_t distinct;

    if (k < 1 || k > 255)
        return err_set(err, ERR_USAGE, "%zu clusters asked: --k takes 1 to 255", k);
    if (warm && (warm->rows != k || warm->cols != points->cols))
        return err_set(err, ERR_BUG, "a warm start of %zu × %zu for %zu clusters of %zu columns",
                       warm->rows, warm->cols, k, points->cols);
    distinct = kmeans_distinct_rows(points, k, scratch);
    if (distinct >= k && points->rows) return OK;
    return refuse(k, points->rows, distinct, err);
}

/* value / rows, but at least 1 and at most 10. */
static size_t times(size_t value, size_t rows)
{
    size_t found = value / (rows ? rows : 1);

    return found < 1 ? 1 : found > 10 ? 10 : found;
}

static SearchPlan search_plan(const KMeansPlan *plan, size_t rows, size_t max_rounds)
{
    size_t restarts = plan->restarts ? plan->restarts : DEFAULT_RESTARTS;

    return (SearchPlan){ .k = plan->k,
                         .starts = restarts * times(STARTS_BELOW, rows),
                         .restarts = restarts * times(RESTARTS_BELOW, rows),
                         .max_rounds = max_rounds,
                         .sample_rows = rows > SAMPLE_FROM ? SAMPLE_ROWS : 0,
                         .seed = plan->seed,
                         .threads = plan->threads,
                         .warm_start = plan->warm_start,
                         .tolerance = rows < TOLERANCE_FROM ? 0 : 1e-4 };
}

static void fit(Clustering *out, const Matrix *points, const KMeansPlan *plan, Arena *scratch,
                Arena *arena)
{
    size_t max_rounds = plan->max_rounds ? plan->max_rounds : DEFAULT_ROUNDS, rounds = 0;
    SearchPlan search = search_plan(plan, points->rows, max_rounds);
    Blocks blocks = blocks_pack(points, scratch);
    const uint8_t *label = search_best(&rounds, &blocks, &search, scratch);

    finish_clustering(out, points, plan->k, label, max_rounds, plan->threads, arena);
    out->rounds += rounds;
}

Status kmeans_fit(Clustering *out, const Matrix *points, const KMeansPlan *plan, Arena *arena,
                  Err *err)
{
    Arena scratch = arena_open();
    Status status = check(points, plan, &scratch, err);

    if (status == OK) fit(out, points, plan, &scratch, arena);
    arena_close(&scratch);
    return status;
}
