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

/* The sweep, and where it does not reach to the k in use that too, apart from it. */
typedef struct SweepPoints {
    double *k, *inertia, *silhouette;
    size_t count;
} SweepPoints;

static SweepPoints sweep_points(Draft *d)
{
    const Model *m = d->model;
    size_t most = m->sweep_count + 2;
    SweepPoints p = { .k = ARENA_ARRAY(d->arena, double, most),
                      .inertia = ARENA_ARRAY(d->arena, double, most),
                      .silhouette = ARENA_ARRAY(d->arena, double, most),
                      .count = m->sweep_count };
    bool reached = false;

    for (size_t i = 0; i < m->sweep_count; i++) {
        p.k[i] = (double)m->sweep[i].k;
        p.inertia[i] = m->sweep[i].inertia;
        p.silhouette[i] = m->sweep[i].silhouette;
        reached |= m->sweep[i].k == m->clustering.k;
    }
    if (reached) return p;
    /* A gap stands for what was not tried. */
    for (int gap = 1; gap >= 0; gap--, p.count++) {
        p.k[p.count] = (double)m->clustering.k;
        p.inertia[p.count] = gap ? NAN : m->clustering.inertia;
        p.silhouette[p.count] = gap ? NAN : m->silhouette;
    }
    return p;
}

const ChartSpec *figure_sweep(Draft *d)
{
    const Model *m = d->model;
    Series *series;
    ChartSpec *chart = open_chart(d, CHART_SWEEP, "k-selection", 2, &series);
    SweepPoints p = sweep_points(d);
    const char *list = "";

    for (size_t i = 0; i < p.count; i++) {
        if (isnan(p.silhouette[i])) continue;
        list = phrase_list(list,
                           SAY(d, "k = {k}: {silhouette}", arg_count(d, "k", p.k[i]),
                               arg_number(d, "silhouette", p.silhouette[i], 3)),
                           d->arena);
    }
    series[0] = (Series){ .name = "Inertia", .colour = -1, .n = p.count, .x = p.k, .y = p.inertia };
    series[1] =
        (Series){ .name = "Silhouette", .colour = -1, .n = p.count, .x = p.k, .y = p.silhouette };
    chart->x = (Axis){ .title = "Clusters (k)", .kind = COLUMN_COUNT };
    chart->y = (Axis){ .title = "Inertia", .kind = COLUMN_NUMBER };
    chart->chosen = (double)m->clustering.k;
    chart->suggested = (double)m->rule.k;
    PhraseArg used = arg_count(d, "k", (double)m->clustering.k);
    chart->title = m->rule.k == m->clustering.k
                       ? SAY(d, "The rule agrees with k = {k}", used)
                       : SAY(d, "In use: k = {k}; the rule would take {rule}", used,
                             arg_count(d, "rule", (double)m->rule.k));
    chart->subtitle = "Inertia (look for the bend) and mean silhouette (larger is better)";
    chart->alt =
        SAY(d, "Elbow and silhouette curves. Silhouettes: {list}.", arg_text("list", list));
    return chart;
}

const ChartSpec *figure_scree(Draft *d)
{
    const Pca *pca = &d->model->pca;
    Series *series;
    ChartSpec *chart = open_chart(d, CHART_SCREE, "explained-variance", 1, &series);
    const char *list = "";

    for (size_t c = 0; c < pca->components; c++) {
        list = phrase_list(list, say_share(d, pca->explained[c]), d->arena);
    }
    series[0] =
        (Series){ .name = "Explained variance", .colour = -1, .n = pca->cols, .y = pca->explained };
    chart->x = (Axis){ .title = "Component", .kind = COLUMN_COUNT };
    chart->y = (Axis){ .title = "Explained variance", .kind = COLUMN_SHARE };
    chart->chosen = (double)pca->components;
    double kept = 0;
    for (size_t c = 0; c < pca->components; c++)
        kept += pca->explained[c];
    chart->title = SAY(d, "{n|One component holds|# components hold} {share} of the variance",
                       arg_count(d, "n", (double)pca->components), arg_share(d, "share", kept));
    chart->subtitle = "Share of variance by component, and in total";
    chart->alt = SAY(d, "Scree plot. The first components explain {list}.", arg_text("list", list));
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
    chart->x = (Axis){ .title = SAY(d, "Component 1 ({share})",
                                    arg_share(d, "share", m->pca.explained[0])),
                       .kind = COLUMN_NUMBER };
    chart->y = (Axis){ .title = SAY(d, "Component 2 ({share})",
                                    arg_share(d, "share", m->pca.explained[1])),
                       .kind = COLUMN_NUMBER };
    chart->title = SAY(d, "The first two components show {share} of the variance",
                       arg_share(d, "share", m->pca.explained[0] + m->pca.explained[1]));
    chart->subtitle =
        centres ? "The segments' centres and features in the plane of the first two components"
                : "Customers and features in the plane of the first two components";
    chart->alt = SAY(d,
                     centres ? "Biplot of the segments' centres and of {n|# feature|# features} in "
                               "the plane of the first two principal components."
                             : "Biplot of customers by segment and of {n|# feature|# features} in "
                               "the plane of the first two principal components.",
                     arg_count(d, "n", (double)chart->category_count));
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

/* Which segment is clearest, and which blurs. */
static const char *knife_title(Draft *d)
{
    const Segment *clear = NULL, *blurred = NULL;

    for (size_t s = 0; s < d->segments->count; s++) {
        const Segment *one = &d->segments->items[s];
        if (!one->cluster_count || !isfinite(one->silhouette)) continue;
        if (!clear || one->silhouette > clear->silhouette) clear = one;
        if (!blurred || one->silhouette < blurred->silhouette) blurred = one;
    }
    if (!clear || clear == blurred) return WORDS("How clearly customers belong to their segment");
    return SAY(d, "{clear} stand apart most clearly, {blurred} least",
               arg_text("clear", clear->label), arg_text("blurred", blurred->label));
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
        list = phrase_list(list,
                           SAY(d, "{segment} {value}", arg_text("segment", segment->label),
                               arg_number(d, "value", segment->silhouette, 2)),
                           d->arena);
    }
    chart->series_count = n;
    chart->title = knife_title(d);
    chart->y = (Axis){ .title = "Silhouette", .kind = COLUMN_NUMBER };
    chart->chosen = m->silhouette;
    chart->subtitle =
        SAY(d,
            d->plan->min_group
                ? "Means of neighbouring customers; below 0 the next segment is nearer. Mean {mean}"
                : "One line per customer; below 0 the next segment is nearer. Mean {mean}",
            arg_number(d, "mean", m->silhouette, 2));
    chart->alt = SAY(d, "Silhouette plot. Mean widths: {list}.", arg_text("list", list));
    return chart;
}
