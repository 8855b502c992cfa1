#include "learn/finish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "learn/blocks.h"

typedef struct Part {
    double *sums; /* k × cols */
    size_t *counts;
    double inertia;
    double *spread; /* k: sums of distances to the own centre */
    size_t changed;
} Part;

typedef struct Finish {
    const Matrix *points;
    const Kernels *kernels;
    size_t k, tiles;
    uint8_t *label;
    double *centres; /* k × cols */
    double *sums;
    size_t *counts;
    Part *parts;
    double **tile; /* by worker: cols × TILE_STRIDE */
} Finish;

static Finish finish_open(const Matrix *points, size_t k, int threads, Arena *arena)
{
    size_t workers = threads > 1 ? (size_t)threads : 1, cells = k * points->cols, parts;
    Finish f = { .points = points, .kernels = kernels_best(), .k = k };

    f.tiles = (points->rows + TILE_ROWS - 1) / TILE_ROWS;
    parts = parts_of(f.tiles);
    f.label = ARENA_ARRAY(arena, uint8_t, points->rows);
    f.centres = ARENA_ARRAY(arena, double, cells);
    f.sums = ARENA_ARRAY(arena, double, cells);
    f.counts = ARENA_ARRAY(arena, size_t, k);
    f.parts = ARENA_ARRAY(arena, Part, parts);
    for (size_t p = 0; p < parts; p++) {
        f.parts[p].sums = ARENA_ARRAY(arena, double, cells);
        f.parts[p].counts = ARENA_ARRAY(arena, size_t, k);
        f.parts[p].spread = ARENA_ARRAY(arena, double, k);
    }
    f.tile = ARENA_ARRAY(arena, double *, workers);
    for (size_t w = 0; w < workers; w++)
        f.tile[w] = ARENA_ARRAY(arena, double, points->cols *TILE_STRIDE);
    return f;
}

/* --- Passes over the rows, in parts ----------------------------------------------------------- */

typedef struct Span {
    size_t first, end; /* rows */
} Span;

static Span part_span(const Finish *f, size_t part)
{
    size_t each = blocks_per_part(f->tiles) * TILE_ROWS, first = part * each;

    return (Span){ first, f->points->rows - first < each ? f->points->rows : first + each };
}

static void part_clear(const Finish *f, Part *part)
{
    memset(part->sums, 0, f->k * f->points->cols * sizeof *part->sums);
    memset(part->counts, 0, f->k * sizeof *part->counts);
    part->inertia = 0;
    part->changed = 0;
}

static void part_add(const Finish *f, Part *part, Span span)
{
    size_t cols = f->points->cols;

    for (size_t row = span.first; row < span.end; row++) {
        const double *value = matrix_row(f->points, row);
        double *sum = part->sums + f->label[row] * cols;

        for (size_t col = 0; col < cols; col++)
            sum[col] += value[col];
        part->counts[f->label[row]]++;
    }
}

static void sum_part(void *context, size_t number, int worker)
{
    const Finish *f = context;

    (void)worker;
    part_clear(f, &f->parts[number]);
    part_add(f, &f->parts[number], part_span(f, number));
}

/* Turned on the fly: a turned copy of all points would double the memory for 5 % of the time. */
static void load_tile(double *tile, const Matrix *points, Span span)
{
    for (size_t row = span.first; row < span.end; row++)
        for (size_t col = 0; col < points->cols; col++)
            tile[col * TILE_STRIDE + (row - span.first)] = matrix_at(points, row, col);
}

static void assign_part(void *context, size_t number, int worker)
{
    const Finish *f = context;
    Span span = part_span(f, number);
    Part *part = &f->parts[number];
    uint8_t fresh[TILE_ROWS];
    double square[TILE_ROWS];

    part_clear(f, part);
    for (size_t first = span.first; first < span.end; first += TILE_ROWS) {
        size_t rows = span.end - first < TILE_ROWS ? span.end - first : TILE_ROWS;

        load_tile(f->tile[worker], f->points, (Span){ first, first + rows });
        f->kernels->nearest_exact(fresh, square, f->tile[worker], f->points->cols, f->centres,
                                  f->k);
        for (size_t i = 0; i < rows; i++)
            part->changed += f->label[first + i] != fresh[i];
        memcpy(f->label + first, fresh, rows);
    }
    part_add(f, part, span);
}

static double square_to_own(const Finish *f, size_t row)
{
    const double *value = matrix_row(f->points, row);
    const double *centre = f->centres + f->label[row] * f->points->cols;
    double square = 0;

    for (size_t col = 0; col < f->points->cols; col++)
        square += (value[col] - centre[col]) * (value[col] - centre[col]);
    return square;
}

static void measure_part(void *context, size_t number, int worker)
{
    const Finish *f = context;
    Span span = part_span(f, number);

    (void)worker;
    f->parts[number].inertia = 0;
    for (size_t row = span.first; row < span.end; row++) {
        double square = square_to_own(f, row);

        f->parts[number].inertia += square;
        f->parts[number].spread[f->label[row]] += sqrt(square);
    }
}

/* --- Between the passes ----------------------------------------------------------------------- */

static size_t merge_parts(Finish *f)
{
    size_t changed = 0, cells = f->k * f->points->cols;

    memset(f->sums, 0, cells * sizeof *f->sums);
    memset(f->counts, 0, f->k * sizeof *f->counts);
    for (size_t p = 0; p < parts_of(f->tiles); p++) {
        for (size_t i = 0; i < cells; i++)
            f->sums[i] += f->parts[p].sums[i];
        for (size_t c = 0; c < f->k; c++)
            f->counts[c] += f->parts[p].counts[c];
        changed += f->parts[p].changed;
    }
    return changed;
}

/* An empty cluster gets the row that is farthest from its own centre, out of a cluster that has
 * another; there is one, as rows >= k. */
static void fill_empty(Finish *f, size_t empty)
{
    size_t cols = f->points->cols, found = 0;
    double farthest = -1;

    for (size_t row = 0; row < f->points->rows; row++) {
        double square = f->counts[f->label[row]] > 1 ? square_to_own(f, row) : -1;

        if (square > farthest) {
            farthest = square;
            found = row;
        }
    }
    for (size_t col = 0; col < cols; col++) {
        f->sums[f->label[found] * cols + col] -= matrix_at(f->points, found, col);
        f->sums[empty * cols + col] = matrix_at(f->points, found, col);
    }
    f->counts[f->label[found]]--;
    f->counts[empty] = 1;
    f->label[found] = (uint8_t)empty;
}

static size_t move_centres(Finish *f)
{
    size_t cols = f->points->cols, changed = merge_parts(f);

    for (size_t c = 0; c < f->k; c++)
        if (f->counts[c] == 0) fill_empty(f, c);
    for (size_t c = 0; c < f->k; c++)
        for (size_t col = 0; col < cols; col++)
            f->centres[c * cols + col] = f->sums[c * cols + col] / (double)f->counts[c];
    return changed;
}

static size_t lloyd_rounds(Finish *f, size_t max_rounds, int threads)
{
    size_t rounds = 0, changed = 1;

    while (changed && rounds < max_rounds) {
        parallel_for(threads, parts_of(f->tiles), assign_part, f);
        changed = move_centres(f);
        rounds++;
    }
    return rounds;
}

static size_t settle(Finish *f, size_t max_rounds, int threads)
{
    size_t rounds;

    parallel_for(threads, parts_of(f->tiles), sum_part, f);
    move_centres(f);
    rounds = lloyd_rounds(f, max_rounds, threads);
    if (f->points->rows <= REFINE_ROWS && rounds < max_rounds &&
        refine_labels(f->label, f->centres, f->counts, f->points, f->k, max_rounds))
        rounds += lloyd_rounds(f, max_rounds - rounds, threads); /* sums anew, free of drift */
    parallel_for(threads, parts_of(f->tiles), measure_part, f);
    return rounds;
}

/* --- Numbering -------------------------------------------------------------------------------- */

typedef struct Ranked {
    size_t number, size, cols;
    const double *centre;
} Ranked;

static int compare_ranked(const void *a, const void *b)
{
    const Ranked *x = a, *y = b;

    if (x->size != y->size) return x->size > y->size ? -1 : 1;
    for (size_t col = 0; col < x->cols; col++)
        if (x->centre[col] != y->centre[col]) return x->centre[col] < y->centre[col] ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static void write_out(Clustering *out, const Finish *f, Arena *arena)
{
    size_t cols = f->points->cols;
    Ranked *ranked = ARENA_ARRAY(arena, Ranked, f->k);
    uint8_t rank_of[256] = { 0 };

    for (size_t c = 0; c < f->k; c++)
        ranked[c] = (Ranked){ c, f->counts[c], cols, f->centres + c * cols };
    qsort(ranked, f->k, sizeof *ranked, compare_ranked);
    for (size_t c = 0; c < f->k; c++) {
        rank_of[ranked[c].number] = (uint8_t)c;
        out->sizes[c] = ranked[c].size;
        memcpy(matrix_row(&out->centroids, c), ranked[c].centre, cols * sizeof(double));
    }
    for (size_t row = 0; row < f->points->rows; row++)
        out->cluster[row] = rank_of[f->label[row]];
    for (size_t p = 0; p < parts_of(f->tiles); p++) {
        out->inertia += f->parts[p].inertia;
        for (size_t c = 0; c < f->k; c++)
            out->spread[rank_of[c]] += f->parts[p].spread[c] / (double)f->counts[c];
    }
}

void finish_clustering(Clustering *out, const Matrix *points, size_t k, const uint8_t *label,
                       size_t max_rounds, int threads, Arena *arena)
{
    Arena scratch = arena_open();
    Finish f = finish_open(points, k, threads, &scratch);

    memcpy(f.label, label, points->rows);
    *out = (Clustering){
        .k = k,
        .rows = points->rows,
        .centroids = matrix_new(k, points->cols, arena),
        .cluster = ARENA_ARRAY(arena, uint8_t, points->rows),
        .sizes = ARENA_ARRAY(arena, size_t, k),
        .spread = ARENA_ARRAY(arena, double, k),
    };
    out->rounds = settle(&f, max_rounds, threads);
    write_out(out, &f, &scratch);
    arena_close(&scratch);
}
