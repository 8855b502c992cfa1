#include <string.h>

#include "learn/silhouette_pass.h"

enum { TILES_IN_PART = 4 };

typedef struct Rows {
    const Pass *pass;
    const uint32_t *judged; /* NULL: all */
    size_t judged_count;
    float **lanes; /* by worker: the judged rows, column by column */
    double **sums; /* by worker: clusters of all labelings × JUDGED_LANES */
} Rows;

static size_t judged_row(const Rows *rows, size_t place)
{
    return rows->judged ? rows->judged[place] : place;
}

static void load_lanes(const Rows *rows, float *lanes, size_t start, size_t count)
{
    const Pass *pass = rows->pass;

    for (size_t lane = 0; lane < JUDGED_LANES; lane++) {
        /* Lanes past the end repeat the last row; what they sum is not looked at. */
        size_t row = judged_row(rows, start + (lane < count ? lane : count - 1));

        blocks_convert(lanes + lane, JUDGED_LANES, pass->units, matrix_row(pass->points, row));
    }
}

static void sum_group(const Pass *pass, const float *lanes, size_t group, double *sums)
{
    size_t cols = pass->units->cols, first = pass->groups.first[group], cluster = 0;
    uint32_t member = pass->groups.order[first];
    double of_group[JUDGED_LANES] = { 0 };

    pass->kernels->distances(of_group, lanes, pass->rows + first * cols,
                             pass->groups.first[group + 1] - first, cols);
    for (size_t l = 0; l < pass->labeling_count; l++) {
        pass->kernels->add(sums + (cluster + pass->labelings[l].cluster[member]) * JUDGED_LANES,
                           of_group, JUDGED_LANES);
        cluster += pass->labelings[l].k;
    }
}

static void judge_tile(const Rows *rows, size_t start, int worker)
{
    const Pass *pass = rows->pass;
    size_t left = rows->judged_count - start, count = left < JUDGED_LANES ? left : JUDGED_LANES;
    double *sums = rows->sums[worker], *of_labeling = sums;

    load_lanes(rows, rows->lanes[worker], start, count);
    memset(sums, 0, pass->cluster_count * JUDGED_LANES * sizeof *sums);
    for (size_t group = 0; group < pass->groups.count; group++)
        sum_group(pass, rows->lanes[worker], group, sums);
    for (size_t l = 0; l < pass->labeling_count; l++) {
        for (size_t lane = 0; lane < count; lane++)
            pass->widths[l][start + lane] =
                silhouette_width(&pass->labelings[l], judged_row(rows, start + lane),
                                 of_labeling + lane, JUDGED_LANES);
        of_labeling += pass->labelings[l].k * JUDGED_LANES;
    }
}

static void judge_part(void *context, size_t part, int worker)
{
    const Rows *rows = context;

    for (size_t t = 0; t < TILES_IN_PART; t++) {
        size_t start = (part * TILES_IN_PART + t) * JUDGED_LANES;

        if (start < rows->judged_count) judge_tile(rows, start, worker);
    }
}

void judge_rows(const Pass *pass, const uint32_t *judged, size_t judged_count, Arena *arena)
{
    enum { PART_ROWS = TILES_IN_PART * JUDGED_LANES };
    size_t workers = pass->threads > 1 ? (size_t)pass->threads : 1;
    Rows rows = { .pass = pass,
                  .judged = judged,
                  .judged_count = judged_count,
                  .lanes = ARENA_ARRAY(arena, float *, workers),
                  .sums = ARENA_ARRAY(arena, double *, workers) };

    for (size_t w = 0; w < workers; w++) {
        rows.lanes[w] = ARENA_ARRAY(arena, float, pass->units->cols *JUDGED_LANES);
        rows.sums[w] = ARENA_ARRAY(arena, double, pass->cluster_count *JUDGED_LANES);
    }
    parallel_for(pass->threads, (judged_count + PART_ROWS - 1) / PART_ROWS, judge_part, &rows);
}
