/* The model of an aggregate: its measures, which are of all buyers together, without their rows. */
#include <math.h>
#include <string.h>

#include "privacy/show.h"

enum { DIGITS = 3 };

static double *rounded(const double *values, size_t count, Arena *arena)
{
    double *out = ARENA_ARRAY(arena, double, count);

    for (size_t i = 0; i < count; i++)
        out[i] = significant(values[i], DIGITS);
    return out;
}

static SweepRow *show_sweep(const Model *model, Arena *arena)
{
    SweepRow *rows = ARENA_ARRAY(arena, SweepRow, model->sweep_count);

    for (size_t i = 0; i < model->sweep_count; i++) {
        const SweepRow *from = &model->sweep[i];
        rows[i] = (SweepRow){ .k = from->k,
                              .inertia = significant(from->inertia, DIGITS),
                              .silhouette = significant(from->silhouette, DIGITS),
                              .silhouette_error = significant(from->silhouette_error, DIGITS),
                              .calinski_harabasz = significant(from->calinski_harabasz, DIGITS),
                              .davies_bouldin = significant(from->davies_bouldin, DIGITS) };
    }
    return rows;
}

static Pca show_components(const Pca *pca, Arena *arena)
{
    Matrix loadings = matrix_new(pca->components, pca->cols, arena);

    for (size_t i = 0; i < pca->components * pca->cols; i++)
        loadings.at[i] = round_to(pca->loadings.at[i], 0.01);
    return (Pca){ .components = pca->components,
                  .loadings = loadings,
                  .scores = { 0 },
                  .explained = rounded(pca->explained, pca->cols, arena),
                  .cols = pca->cols,
                  .degenerate = pca->degenerate };
}

/* Each field of a model is decided here. */
Model show_model(const Whole *whole, const Segments *shown)
{
    const Model *model = whole->model;
    const Clustering *clustering = &model->clustering;
    size_t judged = model->silhouette_sampled ? model->silhouette_rows : shown->buyers;

    return (Model){ .scaling = { .cols = model->scaling.cols,
                                 .mean = NULL,
                                 .sd = NULL,
                                 .constant = model->scaling.constant },
                    .clustering = { .k = clustering->k,
                                    .rows = shown->buyers,
                                    .centroids = { 0 },
                                    .cluster = NULL,
                                    .sizes = NULL, /* small ones are in a segment with others */
                                    .spread = NULL,
                                    .inertia = significant(clustering->inertia, DIGITS),
                                    .rounds = clustering->rounds },
                    .silhouette = significant(model->silhouette, DIGITS),
                    .silhouette_cluster = NULL,
                    .silhouette_width = NULL,
                    .silhouette_row = NULL,
                    .silhouette_rows = judged,
                    .silhouette_sampled = model->silhouette_sampled,
                    .sweep = show_sweep(model, whole->arena),
                    .sweep_count = model->sweep_count,
                    .rule = model->rule, /* measures of all buyers together */
                    .pca = show_components(&model->pca, whole->arena),
                    .stability = { .bootstraps = model->stability.bootstraps,
                                   .sample_rows = model->stability.sample_rows == clustering->rows
                                                      ? shown->buyers
                                                      : model->stability.sample_rows,
                                   .jaccard = NULL } };
}
