/* The charts of the method page. */
#include <math.h>

#include "math/math.h"
#include "report/draft.h"

static ChartSpec *open_chart(Draft *d, ChartKind kind, const char *slug, size_t series_count,
                             Series **series)
{
    ChartSpec *chart = ARENA_NEW(d->arena, ChartSpec);

    chart->kind = kind;
    chart->slug = slug;
    chart->currency = d->plan->currency;
    *series = ARENA_ARRAY(d->arena, Series, series_count);
    chart->series = *series;
    chart->series_count = series_count;
    return chart;
}

const ChartSpec *figure_sweep(Draft *d)
{
    const Model *m = d->model;
    Series *series;
    ChartSpec *chart = open_chart(d, CHART_SWEEP, "k-selection", 2, &series);
    double *k = ARENA_ARRAY(d->arena, double, m->sweep_count);
    double *inertia = ARENA_ARRAY(d->arena, double, m->sweep_count);
    double *silhouette = ARENA_ARRAY(d->arena, double, m->sweep_count);
    const char *list = "";

    for (size_t i = 0; i < m->sweep_count; i++) {
        k[i] = (double)m->sweep[i].k;
        inertia[i] = m->sweep[i].inertia;
        silhouette[i] = m->sweep[i].silhouette;
        list = arena_format(d->arena, "%s%sk = %zu: %s", list, i ? ", " : "", m->sweep[i].k,
                            say_number(d, silhouette[i], 3));
    }
    series[0] =
        (Series){ .name = "Inertia", .colour = -1, .n = m->sweep_count, .x = k, .y = inertia };
    series[1] = (Series){
        .name = "Silhouette", .colour = -1, .n = m->sweep_count, .x = k, .y = silhouette
    };
    chart->x = (Axis){ .title = "Clusters (k)", .kind = COLUMN_COUNT };
    chart->y = (Axis){ .title = "Inertia", .kind = COLUMN_NUMBER };
    chart->chosen = (double)m->clustering.k;
    chart->suggested = (double)m->k_rule;
    chart->title = m->k_rule == m->clustering.k
                       ? arena_format(d->arena, "The rule agrees with k = %zu", m->clustering.k)
                       : arena_format(d->arena, "In use: k = %zu; the rule would take %zu",
                                      m->clustering.k, m->k_rule);
    chart->subtitle = "Inertia (look for the bend) and mean silhouette (larger is better)";
    chart->alt = arena_format(d->arena, "Elbow and silhouette curves. Silhouettes: %s.", list);
    return chart;
}

const ChartSpec *figure_scree(Draft *d)
{
    const Pca *pca = &d->model->pca;
    Series *series;
    ChartSpec *chart = open_chart(d, CHART_SCREE, "explained-variance", 1, &series);
    const char *list = "";

    for (size_t c = 0; c < pca->components; c++) {
        list =
            arena_format(d->arena, "%s%s%s", list, c ? ", " : "", say_share(d, pca->explained[c]));
    }
    series[0] =
        (Series){ .name = "Explained variance", .colour = -1, .n = pca->cols, .y = pca->explained };
    chart->x = (Axis){ .title = "Component", .kind = COLUMN_COUNT };
    chart->y = (Axis){ .title = "Explained variance", .kind = COLUMN_SHARE };
    chart->chosen = (double)pca->components;
    chart->subtitle = "Share of variance by component, and in sum";
    chart->alt = arena_format(d->arena, "Scree plot. The first components explain %s.", list);
    return chart;
}

/* Where customers may not be shown, the segment's centre. */
static Series centre_series(Draft *d, size_t segment)
{
    const double *centre = d->plan->means->segments[segment].centre;
    bool clustered = d->segments->items[segment].cluster_count > 0;

    return (Series){ .name = d->segments->items[segment].label,
                     .colour = d->segments->items[segment].colour,
                     .n = clustered,
                     .x = &centre[0],
                     .y = &centre[1] };
}

/* A segment's customers in the plane of the first two components, every step-th of them. */
static Series plane_series(Draft *d, size_t segment, size_t step)
{
    const Matrix *scores = &d->model->pca.scores;
    double *x = ARENA_ARRAY(d->arena, double, scores->rows / step + 1);
    double *y = ARENA_ARRAY(d->arena, double, scores->rows / step + 1);
    size_t n = 0;

    for (size_t i = 0; i < scores->rows; i += step) {
        if (d->segments->of_customer[d->segments->buyer_rows[i]] != segment) continue;
        x[n] = matrix_at(scores, i, 0);
        y[n++] = matrix_at(scores, i, 1);
    }
    return (Series){ .name = d->segments->items[segment].label,
                     .colour = d->segments->items[segment].colour,
                     .n = n,
                     .x = x,
                     .y = y };
}

/* The segments in the plane of the first two components; the longest loadings as arrows. */
const ChartSpec *figure_biplot(Draft *d)
{
    const Model *m = d->model;
    size_t count = d->segments->count, rows = m->clustering.rows;
    bool centres = d->plan->means != NULL;
    Series *series;
    ChartSpec *chart = open_chart(d, CHART_BIPLOT, "components", count, &series);
    double *arrow_x = ARENA_ARRAY(d->arena, double, m->pca.cols);
    double *arrow_y = ARENA_ARRAY(d->arena, double, m->pca.cols);
    const char **names = ARENA_ARRAY(d->arena, const char *, m->pca.cols);

    for (size_t s = 0; s < count; s++)
        series[s] = centres ? centre_series(d, s) : plane_series(d, s, rows / CLOUD_POINTS + 1);
    while (count && !series[count - 1].n)
        count--;
    chart->series_count = count;
    for (size_t f = 0; f < m->pca.cols; f++) {
        if (m->scaling.constant[f]) continue;
        arrow_x[chart->category_count] = matrix_at(&m->pca.loadings, 0, f);
        arrow_y[chart->category_count] = matrix_at(&m->pca.loadings, 1, f);
        names[chart->category_count++] = FEATURES[CLUSTERED[f]].title;
    }
    chart->categories = names;
    chart->arrow_x = arrow_x;
    chart->arrow_y = arrow_y;
    chart->x = (Axis){ .title = arena_format(d->arena, "Component 1 (%s)",
                                             say_share(d, m->pca.explained[0])),
                       .kind = COLUMN_NUMBER };
    chart->y = (Axis){ .title = arena_format(d->arena, "Component 2 (%s)",
                                             say_share(d, m->pca.explained[1])),
                       .kind = COLUMN_NUMBER };
    chart->subtitle =
        arena_format(d->arena, "%s and features in the plane of the first two components",
                     centres ? "The segments' centres" : "Customers");
    chart->alt = arena_format(d->arena,
                              "Biplot of %s and of %zu features in the plane of the first two "
                              "principal components.",
                              centres ? "the segments' centres" : "customers by segment",
                              chart->category_count);
    return chart;
}

/* Ascending; where customers may not be shown, means of neighbours. */
static const double *silhouettes_of(size_t *n, const Draft *d, size_t segment)
{
    const Model *m = d->model;
    const Means *means = d->plan->means;

    if (means) {
        *n = means->segments[segment].silhouette_count;
        return means->segments[segment].silhouette;
    }
    double *widths = ARENA_ARRAY(d->arena, double, m->silhouette_rows);
    *n = 0;
    for (size_t i = 0; i < m->silhouette_rows; i++) {
        uint32_t customer = d->segments->buyer_rows[m->silhouette_row[i]];
        if (d->segments->of_customer[customer] == segment) widths[(*n)++] = m->silhouette_width[i];
    }
    return sorted_copy(widths, *n, d->arena);
}

/* The widths of a segment's judged customers, descending. */
static Series knife_series(Draft *d, size_t segment)
{
    size_t n;
    const double *sorted = silhouettes_of(&n, d, segment);
    double *widths = ARENA_ARRAY(d->arena, double, n);

    for (size_t i = 0; i < n; i++)
        widths[i] = sorted[n - 1 - i];
    return (Series){ .name = d->segments->items[segment].label,
                     .colour = d->segments->items[segment].colour,
                     .n = n,
                     .y = widths,
                     .of = n && d->model->silhouette_sampled ? d->segments->items[segment].count
                                                             : 0 };
}

const ChartSpec *figure_knife(Draft *d)
{
    const Model *m = d->model;
    size_t count = d->segments->count, n = 0;
    Series *series;
    ChartSpec *chart = open_chart(d, CHART_KNIFE, "silhouette", count, &series);
    const char *list = "";

    for (size_t s = 0; s < count; s++) {
        const Segment *segment = &d->segments->items[s];
        if (!segment->cluster_count) continue;
        series[n++] = knife_series(d, s);
        list = arena_format(d->arena, "%s%s%s %s", list, n > 1 ? ", " : "", segment->label,
                            say_number(d, segment->silhouette, 2));
    }
    chart->series_count = n;
    chart->y = (Axis){ .title = "Silhouette", .kind = COLUMN_NUMBER };
    chart->chosen = m->silhouette;
    chart->subtitle =
        arena_format(d->arena, "%s; below 0 the next segment is nearer. Mean %s",
                     d->plan->min_group ? "Means of neighbouring customers" : "One line a customer",
                     say_number(d, m->silhouette, 2));
    chart->alt = arena_format(d->arena, "Silhouette plot. Mean widths: %s.", list);
    return chart;
}
