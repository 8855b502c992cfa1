#include "learn/silhouette.h"

#include <math.h>
#include <string.h>

#include "learn/blocks.h"

/* One pass over the pairs serves all labelings: rows that all of them put together form a group (a
 * few hundred groups for nine labelings), a judged row's distances are summed group by group, and a
 * group's sum counts for one cluster of each labeling. */
typedef struct Groups {
    uint32_t *order; /* rows, group by group */
    size_t *first;   /* by group, and one behind the last: place in order */
    size_t count;
} Groups;

typedef struct Pass {
    const Clustering *labelings;
    size_t labeling_count, cluster_count; /* of all labelings together */
    const Blocks *blocks;
    const Kernels *kernels;
    Groups groups;
    const float *rows;      /* in the groups' order */
    const uint32_t *judged; /* NULL: all */
    size_t judged_count;
    double *const *widths;
    float **lanes; /* by worker: the judged rows, column by column */
    double **sums; /* by worker: clusters of all labelings × JUDGED_LANES */
} Pass;

enum { TILES_IN_PART = 4 };

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
    Groups out = { .first = ARENA_ARRAY(arena, size_t, rows + 1) };

    for (size_t i = 0; i < rows; i++)
        order[i] = (uint32_t)i;
    for (size_t l = count; l-- > 0;) {
        uint32_t *swap = order;

        sort_by(&labelings[l], order, other);
        order = other;
        other = swap;
    }
    for (size_t i = 0; i < rows; i++)
        if (i == 0 || !together(labelings, count, order[i - 1], order[i]))
            out.first[out.count++] = i;
    out.first[out.count] = rows;
    out.order = order;
    return out;
}

/* --- A tile of judged rows -------------------------------------------------------------------- */

static size_t judged_row(const Pass *pass, size_t place)
{
    return pass->judged ? pass->judged[place] : place;
}

static void load_lanes(const Pass *pass, float *lanes, size_t start, size_t count)
{
    for (size_t lane = 0; lane < JUDGED_LANES; lane++) {
        /* Lanes past the end repeat the last row; what they sum is not looked at. */
        size_t row = judged_row(pass, start + (lane < count ? lane : count - 1));

        for (size_t col = 0; col < pass->blocks->cols; col++)
            lanes[col * JUDGED_LANES + lane] = blocks_value(pass->blocks, row, col);
    }
}

static void sum_group(const Pass *pass, const float *lanes, size_t group, double *sums)
{
    size_t cols = pass->blocks->cols, first = pass->groups.first[group], cluster = 0;
    uint32_t member = pass->groups.order[first];
    double of_group[JUDGED_LANES] = { 0 };

    pass->kernels->distances(of_group, lanes, pass->rows + first * cols,
                             pass->groups.first[group + 1] - first, cols);
    for (size_t l = 0; l < pass->labeling_count; l++) {
        double *sum = sums + (cluster + pass->labelings[l].cluster[member]) * JUDGED_LANES;

        for (size_t lane = 0; lane < JUDGED_LANES; lane++)
            sum[lane] += of_group[lane];
        cluster += pass->labelings[l].k;
    }
}

/* sums: of one judged row, by cluster, JUDGED_LANES apart. */
static double width_of(const Clustering *labeling, size_t row, const double *sums)
{
    size_t own = labeling->cluster[row];
    double inside, nearest = INFINITY, larger;

    if (labeling->k < 2) return NAN;
    if (labeling->sizes[own] == 1) return 0;
    for (size_t c = 0; c < labeling->k; c++)
        if (c != own) nearest = fmin(nearest, sums[c * JUDGED_LANES] / (double)labeling->sizes[c]);
    inside = sums[own * JUDGED_LANES] / (double)(labeling->sizes[own] - 1);
    larger = fmax(inside, nearest);
    return larger > 0 ? (nearest - inside) / larger : 0;
}

static void judge_tile(const Pass *pass, size_t start, int worker)
{
    size_t left = pass->judged_count - start, count = left < JUDGED_LANES ? left : JUDGED_LANES;
    double *sums = pass->sums[worker], *of_labeling = sums;

    load_lanes(pass, pass->lanes[worker], start, count);
    memset(sums, 0, pass->cluster_count * JUDGED_LANES * sizeof *sums);
    for (size_t group = 0; group < pass->groups.count; group++)
        sum_group(pass, pass->lanes[worker], group, sums);
    for (size_t l = 0; l < pass->labeling_count; l++) {
        for (size_t lane = 0; lane < count; lane++)
            pass->widths[l][start + lane] =
                width_of(&pass->labelings[l], judged_row(pass, start + lane), of_labeling + lane);
        of_labeling += pass->labelings[l].k * JUDGED_LANES;
    }
}

static void judge_part(void *context, size_t part, int worker)
{
    const Pass *pass = context;

    for (size_t t = 0; t < TILES_IN_PART; t++) {
        size_t start = (part * TILES_IN_PART + t) * JUDGED_LANES;

        if (start < pass->judged_count) judge_tile(pass, start, worker);
    }
}

void silhouette_widths(double *const *widths, const Matrix *points, const Clustering *labelings,
                       size_t labeling_count, const uint32_t *judged, size_t judged_count,
                       int threads, Arena *arena)
{
    enum { PART_ROWS = TILES_IN_PART * JUDGED_LANES };
    size_t workers = threads > 1 ? (size_t)threads : 1;
    ArenaMark mark = arena_mark(arena);
    Blocks blocks = blocks_pack(points, arena);
    Pass pass = { .labelings = labelings,
                  .labeling_count = labeling_count,
                  .blocks = &blocks,
                  .kernels = kernels_best(),
                  .judged = judged,
                  .judged_count = judged ? judged_count : points->rows,
                  .widths = widths };

    if (labeling_count == 0 || pass.judged_count == 0) return;
    pass.groups = groups_of(labelings, labeling_count, arena);
    pass.rows = blocks_rows(&blocks, pass.groups.order, arena);
    for (size_t l = 0; l < labeling_count; l++)
        pass.cluster_count += labelings[l].k;
    pass.lanes = ARENA_ARRAY(arena, float *, workers);
    pass.sums = ARENA_ARRAY(arena, double *, workers);
    for (size_t w = 0; w < workers; w++) {
        pass.lanes[w] = ARENA_ARRAY(arena, float, blocks.cols *JUDGED_LANES);
        pass.sums[w] = ARENA_ARRAY(arena, double, pass.cluster_count *JUDGED_LANES);
    }
    parallel_for(threads, (pass.judged_count + PART_ROWS - 1) / PART_ROWS, judge_part, &pass);
    arena_release(arena, mark);
}
