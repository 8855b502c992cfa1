#include "learn/silhouette.h"

#include <math.h>

#include "learn/silhouette_pass.h"

/* --- Groups ----------------------------------------------------------------------------------- */

/* A stable counting sort by one labeling; done for each from the last to the first it sorts by all
 * of them. */
static void sort_by(const Clustering *labeling, const uint32_t *from, uint32_t *to)
{
    size_t place[257] = { 0 };

    for (size_t i = 0; i < labeling->rows; i++)
        place[labeling->cluster[i] + 1]++;
    for (size_t c = 1; c < 257; c++)
        place[c] += place[c - 1];
    for (size_t i = 0; i < labeling->rows; i++)
        to[place[labeling->cluster[from[i]]]++] = from[i];
}

static bool together(const Clustering *labelings, size_t count, uint32_t a, uint32_t b)
{
    for (size_t l = 0; l < count; l++)
        if (labelings[l].cluster[a] != labelings[l].cluster[b]) return false;
    return true;
}

static Groups groups_of(const Clustering *labelings, size_t count, Arena *arena)
{
    size_t rows = labelings[0].rows;
    uint32_t *order = ARENA_ARRAY(arena, uint32_t, rows),
             *other = ARENA_ARRAY(arena, uint32_t, rows);
    Groups out = { 0 };

    for (size_t i = 0; i < rows; i++)
        order[i] = (uint32_t)i;
    for (size_t l = count; l-- > 0;) {
        uint32_t *swap = order;

        sort_by(&labelings[l], order, other);
        order = other;
        other = swap;
    }
    for (size_t i = 0; i < rows; i++)
        out.count += i == 0 || !together(labelings, count, order[i - 1], order[i]);
    out.first = ARENA_ARRAY(arena, size_t, out.count + 1);
    for (size_t i = 0, group = 0; i < rows; i++)
        if (i == 0 || !together(labelings, count, order[i - 1], order[i])) out.first[group++] = i;
    out.first[out.count] = rows;
    out.order = order;
    return out;
}

/* --- Widths ----------------------------------------------------------------------------------- */

double silhouette_width(const Clustering *labeling, size_t row, const double *sums, size_t stride)
{
    size_t own = labeling->cluster[row];
    double inside, nearest = INFINITY, larger;

    if (labeling->k < 2) return NAN;
    if (labeling->sizes[own] == 1) return 0;
    for (size_t c = 0; c < labeling->k; c++)
        if (c != own) nearest = fmin(nearest, sums[c * stride] / (double)labeling->sizes[c]);
    inside = sums[own * stride] / (double)(labeling->sizes[own] - 1);
    larger = fmax(inside, nearest);
    return larger > 0 ? (nearest - inside) / larger : 0;
}

static const float *rows_in_order(const Pass *pass, Arena *arena)
{
    size_t count = pass->points->rows, cols = pass->units->cols;
    float *rows = ARENA_ARRAY(arena, float, count *cols);

    for (size_t i = 0; i < count; i++)
        blocks_convert(rows + i * cols, 1, pass->units,
                       matrix_row(pass->points, pass->groups.order[i]));
    return rows;
}

void silhouette_widths(double *const *widths, const Matrix *points, const Clustering *labelings,
                       size_t labeling_count, const uint32_t *judged, size_t judged_count,
                       int threads, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    Blocks units = blocks_measure(points, arena);
    Pass pass = { .labelings = labelings,
                  .labeling_count = labeling_count,
                  .points = points,
                  .units = &units,
                  .kernels = kernels_best(),
                  .widths = widths,
                  .threads = threads };

    if (labeling_count == 0 || points->rows == 0 || (judged && judged_count == 0)) return;
    pass.groups = groups_of(labelings, labeling_count, arena);
    pass.rows = rows_in_order(&pass, arena);
    for (size_t l = 0; l < labeling_count; l++)
        pass.cluster_count += labelings[l].k;
    judge_rows(&pass, judged, judged ? judged_count : points->rows, arena);
    arena_release(arena, mark);
}
