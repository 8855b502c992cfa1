#include "learn/learn.h"

#include <math.h>
#include <string.h>

#include "math/math.h"

enum { EXACT_UP_TO = 100000, SAMPLE_SIZE = 10000, BOOTSTRAP_ROWS = 20000, COMPONENTS = 3 };

/* Every clustering that was made: the sweep's, and the one at the k asked for if it is not among
 * them. */
typedef struct Fits {
    Clustering *items;
    double **widths; /* silhouette widths of the judged rows, by fit */
    size_t count, swept;
} Fits;

typedef struct Fitting {
    Model *model;
    Matrix points; /* standardised */
    const ModelPlan *plan;
    Matrix warm_start; /* standardised; no rows: none */
    Fits fits;
    Arena *arena;
} Fitting;

static void announce(const ModelPlan *plan, const char *step, double share)
{
    if (plan->progress) plan->progress(plan->progress_context, step, share);
}

/* --- Clusterings ------------------------------------------------------------------------------ */

/* All of the sweep and the k asked for where the sweep does not reach it. */
static Status fit_all(Fitting *f, Err *err)
{
    size_t distinct = kmeans_distinct_rows(&f->points, SWEEP_MAX, f->arena), k = f->plan->k;
    size_t last = distinct < SWEEP_MAX ? distinct : SWEEP_MAX, *each;
    bool swept = k == 0 ? distinct >= SWEEP_MIN : k >= SWEEP_MIN && k <= last;
    const Matrix *warm = &f->warm_start;
    KMeansPlan plan = { .restarts = f->plan->restarts,
                        .max_rounds = f->plan->max_rounds,
                        .seed = f->plan->seed,
                        .threads = f->plan->threads,
                        .warm_start = warm->rows && (k == 0 || k == warm->rows) ? warm : NULL };

    each = ARENA_ARRAY(f->arena, size_t, SWEEP_MAX + 1);
    for (size_t next = SWEEP_MIN; next <= last; next++)
        each[f->fits.count++] = next;
    f->fits.swept = f->fits.count;
    if (!swept) each[f->fits.count++] = k ? k : 1;
    announce(f->plan, "Clustering", 0.1);
    f->fits.items = ARENA_ARRAY(f->arena, Clustering, f->fits.count);
    return kmeans_fit_each(f->fits.items, &f->points, each, f->fits.count, &plan, f->arena, err);
}

static const Clustering *fit_at(const Fits *fits, size_t k)
{
    for (size_t i = 0; i < fits->count; i++)
        if (fits->items[i].k == k) return &fits->items[i];
    return &fits->items[fits->count - 1];
}

/* --- Silhouettes ------------------------------------------------------------------------------ */

static bool is_sampled(const ModelPlan *plan, size_t rows, size_t size)
{
    size_t exact = plan->exact_silhouette_up_to ? plan->exact_silhouette_up_to : EXACT_UP_TO;

    if (rows <= size || plan->silhouette == SILHOUETTE_EXACT) return false;
    return plan->silhouette == SILHOUETTE_SAMPLE || rows > exact;
}

static void choose_judged(Fitting *f)
{
    Model *m = f->model;
    size_t rows = f->points.rows, size = f->plan->sample_size ? f->plan->sample_size : SAMPLE_SIZE;

    m->silhouette_sampled = is_sampled(f->plan, rows, size);
    m->silhouette_rows = m->silhouette_sampled ? size : rows;
    m->silhouette_row = silhouette_sample(rows, m->silhouette_rows, f->plan->seed, f->arena);
}

static void judge(Fitting *f)
{
    Model *m = f->model;

    choose_judged(f);
    f->fits.widths = ARENA_ARRAY(f->arena, double *, f->fits.count);
    for (size_t i = 0; i < f->fits.count; i++)
        f->fits.widths[i] = ARENA_ARRAY(f->arena, double, m->silhouette_rows);
    silhouette_widths(f->fits.widths, &f->points, f->fits.items, f->fits.count, m->silhouette_row,
                      m->silhouette_rows, f->plan->threads, f->arena);
}

static void fill_sweep(Fitting *f)
{
    Model *m = f->model;

    m->sweep_count = f->fits.swept;
    m->sweep = ARENA_ARRAY(f->arena, SweepRow, m->sweep_count);
    for (size_t i = 0; i < m->sweep_count; i++) {
        const Clustering *fit = &f->fits.items[i];
        Summary width = summary_of(f->fits.widths[i], m->silhouette_rows);

        m->sweep[i] = (SweepRow){
            .k = fit->k,
            .inertia = fit->inertia,
            .silhouette = width.mean,
            .silhouette_error = width.sd / sqrt((double)width.count),
            .calinski_harabasz = index_calinski_harabasz(fit),
            .davies_bouldin = index_davies_bouldin(fit),
        };
    }
}

static void take_fit(Fitting *f, const Clustering *fit)
{
    Model *m = f->model;
    size_t *judged = ARENA_ARRAY(f->arena, size_t, fit->k);

    m->clustering = *fit;
    m->silhouette_width = f->fits.widths[fit - f->fits.items];
    m->silhouette = fit->k > 1 ? summary_of(m->silhouette_width, m->silhouette_rows).mean : NAN;
    m->silhouette_cluster = ARENA_ARRAY(f->arena, double, fit->k);
    for (size_t i = 0; i < m->silhouette_rows; i++) {
        uint8_t own = fit->cluster[m->silhouette_row[i]];

        m->silhouette_cluster[own] += m->silhouette_width[i];
        judged[own]++;
    }
    for (size_t c = 0; c < fit->k; c++)
        m->silhouette_cluster[c] = judged[c] ? m->silhouette_cluster[c] / (double)judged[c] : NAN;
}

/* --- All steps -------------------------------------------------------------------------------- */

static Status fit_steps(Fitting *f, Err *err)
{
    Model *m = f->model;
    Status status;

    if ((status = fit_all(f, err))) return status;
    announce(f->plan, "Measuring silhouettes", 0.5);
    judge(f);
    fill_sweep(f);
    m->rule = model_choose_k(m->sweep, m->sweep_count);
    take_fit(f, fit_at(&f->fits, f->plan->k ? f->plan->k : m->rule.k));
    announce(f->plan, "Finding components", 0.8);
    m->pca = pca_fit(&f->points, COMPONENTS, f->arena);
    if (f->plan->bootstraps == 0 || f->points.rows < STABILITY_LEAST_ROWS) return OK;
    announce(f->plan, "Judging stability", 0.85);
    return stability_judge(&m->stability, &f->points, &m->clustering, f->plan->bootstraps,
                           BOOTSTRAP_ROWS, f->plan->seed, f->plan->threads, f->arena, err);
}

Status model_fit(Model *out, Matrix *raw, const ModelPlan *plan, Arena *arena, Err *err)
{
    Model model = { 0 };
    Fitting fitting = { .model = &model, .plan = plan, .arena = arena };
    const Matrix *warm = plan->warm_start;
    Status status;

    if (warm && warm->cols != raw->cols)
        return err_set(err, ERR_BUG, "a warm start of %zu columns for %zu features", warm->cols,
                       raw->cols);
    announce(plan, "Scaling", 0);
    model.scaling = scale_fit(raw, arena);
    scale_apply(&model.scaling, raw);
    fitting.points = *raw;
    if (warm) {
        fitting.warm_start = matrix_copy(warm, arena);
        scale_apply(&model.scaling, &fitting.warm_start);
    }
    status = fit_steps(&fitting, err);
    if (status == OK) *out = model;
    return status;
}
