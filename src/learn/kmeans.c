#include "learn/kmeans.h"

#include <string.h>

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
    SAMPLE_FROM = 200000,   /* rows: above, the restarts see a sample */
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

static Status check(const Matrix *points, size_t k, Arena *scratch, Err *err)
{
    size_t distinct;

    if (k < 1 || k > 255)
        return err_set(err, ERR_USAGE, "%zu clusters asked: --k takes 1 to 255", k);
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

    if (rows > SAMPLE_FROM) restarts *= 2;
    return (SearchPlan){ .k = plan->k,
                         .starts = restarts * times(STARTS_BELOW, rows),
                         .restarts = restarts * times(RESTARTS_BELOW, rows),
                         .max_rounds = max_rounds,
                         .seed = plan->seed,
                         .threads = plan->threads,
                         .tolerance = rows < TOLERANCE_FROM ? 0 : 1e-4 };
}

/* A matrix to search in: all rows, or with very many a seeded sample of them (then *rows says
 * which). */
static Matrix search_in(const uint32_t **rows, const Matrix *points, uint64_t seed, Arena *scratch)
{
    Random random = random_open(seed, 0x53454152);
    size_t left = points->rows, taken = 0;
    uint32_t *chosen;
    Matrix out;

    *rows = NULL;
    if (points->rows <= SAMPLE_FROM) return *points;
    chosen = ARENA_ARRAY(scratch, uint32_t, SAMPLE_ROWS);
    out = matrix_new(SAMPLE_ROWS, points->cols, scratch);
    for (size_t row = 0; taken < SAMPLE_ROWS; row++, left--) { /* Knuth, TAOCP 2, algorithm S */
        if (random_below(&random, left) >= SAMPLE_ROWS - taken) continue;
        memcpy(matrix_row(&out, taken), matrix_row(points, row), points->cols * sizeof(double));
        chosen[taken++] = (uint32_t)row;
    }
    *rows = chosen;
    return out;
}

static void fit(Clustering *out, const Matrix *points, const KMeansPlan *plan, Arena *scratch,
                Arena *arena)
{
    size_t max_rounds = plan->max_rounds ? plan->max_rounds : DEFAULT_ROUNDS, rounds = 0;
    SearchPlan search = search_plan(plan, points->rows, max_rounds);
    Beginning from;
    Matrix searched = search_in(&from.rows, points, plan->seed, scratch);
    Blocks blocks = blocks_pack(&searched, scratch);

    from.label = search_best(&rounds, &blocks, &search, scratch);
    from.count = searched.rows;
    finish_clustering(out, points, plan->k, &from, max_rounds, plan->threads, arena);
    out->rounds += rounds;
}

Status kmeans_fit(Clustering *out, const Matrix *points, const KMeansPlan *plan, Arena *arena,
                  Err *err)
{
    Arena scratch = arena_open();
    Status status = check(points, plan->k, &scratch, err);

    if (status == OK) fit(out, points, plan, &scratch, arena);
    arena_close(&scratch);
    return status;
}
