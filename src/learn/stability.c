#include "learn/stability.h"

#include <math.h>
#include <string.h>

enum { RESTARTS = 3 }; /* of each bootstrap */

typedef struct Bootstraps {
    const Matrix *points;
    const Clustering *clustering;
    size_t draws;
    uint64_t seed;
    double *jaccard; /* bootstraps × k; NaN where the sample has no row of the cluster */
} Bootstraps;

const char *stability_band(double jaccard)
{
    if (isnan(jaccard)) return "not judged";
    if (jaccard <= 0.5) return WORDS("dissolved");
    if (jaccard < 0.6) return "not to be trusted";
    if (jaccard < 0.75) return WORDS("doubtful");
    if (jaccard < 0.85) return WORDS("stable");
    return "highly stable";
}

/* Rows drawn with replacement, each kept once, ascending (clusterboot's multipleboot = FALSE). */
static size_t draw_rows(uint32_t *rows, const Bootstraps *b, Random *random, Arena *scratch)
{
    bool *drawn = ARENA_ARRAY(scratch, bool, b->points->rows);
    size_t count = 0;

    for (size_t i = 0; i < b->draws; i++)
        drawn[random_below(random, b->points->rows)] = true;
    for (size_t row = 0; row < b->points->rows; row++)
        if (drawn[row]) rows[count++] = (uint32_t)row;
    return count;
}

static Matrix take_rows(const Matrix *points, const uint32_t *rows, size_t count, Arena *scratch)
{
    Matrix out = matrix_new(count, points->cols, scratch);

    for (size_t i = 0; i < count; i++)
        memcpy(matrix_row(&out, i), matrix_row(points, rows[i]), points->cols * sizeof(double));
    return out;
}

/* For each old cluster the Jaccard coefficient with the most similar new one, over the sample. */
static void match(double *jaccard, const Clustering *old, const Clustering *fresh,
                  const uint32_t *rows, Arena *scratch)
{
    size_t *both = ARENA_ARRAY(scratch, size_t, old->k * fresh->k);
    size_t *size = ARENA_ARRAY(scratch, size_t, old->k);

    for (size_t i = 0; i < fresh->rows; i++) {
        size[old->cluster[rows[i]]]++;
        both[old->cluster[rows[i]] * fresh->k + fresh->cluster[i]]++;
    }
    for (size_t c = 0; c < old->k; c++) {
        jaccard[c] = size[c] ? 0 : NAN;
        for (size_t f = 0; size[c] && f < fresh->k; f++) {
            size_t shared = both[c * fresh->k + f], either = size[c] + fresh->sizes[f] - shared;

            jaccard[c] = fmax(jaccard[c], (double)shared / (double)either);
        }
    }
}

static void bootstrap(void *context, size_t number, int worker)
{
    const Bootstraps *b = context;
    size_t k = b->clustering->k, count, distinct;
    Arena scratch = arena_open();
    Random random = random_open(b->seed, 0x424f4f5400000000u + number);
    uint32_t *rows = ARENA_ARRAY(&scratch, uint32_t, b->draws);
    double *jaccard = b->jaccard + number * k;
    KMeansPlan plan = { .restarts = RESTARTS, .seed = random_bits(&random), .threads = 1 };
    Clustering fresh;
    Matrix sample;
    Err err;

    (void)worker;
    count = draw_rows(rows, b, &random, &scratch);
    sample = take_rows(b->points, rows, count, &scratch);
    distinct = kmeans_distinct_rows(&sample, k, &scratch);
    plan.k = distinct < k ? distinct : k;
    if (kmeans_fit(&fresh, &sample, &plan, &scratch, &err) == OK) {
        match(jaccard, b->clustering, &fresh, rows, &scratch);
    } else {
        for (size_t c = 0; c < k; c++)
            jaccard[c] = NAN;
    }
    arena_close(&scratch);
}

static double mean_present(const double *jaccard, size_t bootstraps, size_t k, size_t cluster)
{
    double total = 0;
    size_t present = 0;

    for (size_t b = 0; b < bootstraps; b++) {
        if (isnan(jaccard[b * k + cluster])) continue;
        total += jaccard[b * k + cluster];
        present++;
    }
    return present ? total / (double)present : NAN;
}

Status stability_judge(Stability *out, const Matrix *points, const Clustering *clustering,
                       size_t bootstraps, size_t max_rows, uint64_t seed, int threads, Arena *arena,
                       Err *err)
{
    Bootstraps b = { .points = points, .clustering = clustering, .seed = seed };
    Stability judged = { .bootstraps = bootstraps };

    if (clustering->rows != points->rows || points->rows == 0)
        return err_set(err, ERR_BUG, "stability of %zu labels over %zu rows", clustering->rows,
                       points->rows);
    b.draws = max_rows && max_rows < points->rows ? max_rows : points->rows;
    judged.sample_rows = b.draws;
    judged.jaccard = ARENA_ARRAY(arena, double, clustering->k);
    b.jaccard = ARENA_ARRAY(arena, double, bootstraps * clustering->k);
    parallel_for(threads, bootstraps, bootstrap, &b);
    for (size_t c = 0; c < clustering->k; c++)
        judged.jaccard[c] = mean_present(b.jaccard, bootstraps, clustering->k, c);
    *out = judged;
    return OK;
}
