#include "learn/search.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum {
    MOST_TRIALS = 8, /* 2 + ⌊ln 255⌋ = 7 */
    CHUNKS = BLOCK_ROWS / CHUNK_ROWS
};

Starter starter_new(const Blocks *blocks, const Kernels *kernels, Arena *arena)
{
    return (Starter){
        .blocks = blocks,
        .kernels = kernels,
        .closest = ARENA_ARRAY(arena, float, blocks->count *BLOCK_ROWS),
        .trial = ARENA_ARRAY(arena, float, BLOCK_ROWS),
        .by_chunk = ARENA_ARRAY(arena, double, blocks->count *CHUNKS),
        .drawn = ARENA_ARRAY(arena, float, MOST_TRIALS * blocks->cols),
    };
}

static double sum_block(const Starter *s, double *by_chunk, const float *values)
{
    double total = 0;

    s->kernels->chunk_sums(by_chunk, values);
    for (size_t chunk = 0; chunk < CHUNKS; chunk++)
        total += by_chunk[chunk];
    return total;
}

static void copy_row(float *centre, const Blocks *blocks, size_t row)
{
    for (size_t col = 0; col < blocks->cols; col++)
        centre[col] = blocks_value(blocks, row, col);
}

/* Squared distances to no centre yet: far for rows, 0 for the padding, which so is never drawn. */
static void forget_centres(const Starter *s)
{
    size_t padded = s->blocks->count * BLOCK_ROWS;

    for (size_t row = 0; row < padded; row++)
        s->closest[row] = row < s->blocks->rows ? FLT_MAX : 0;
}

/* The row in whose share of the squared distances `target` falls. */
static size_t row_at(const Starter *s, double target)
{
    size_t chunk = 0, last = (s->blocks->rows - 1) / CHUNK_ROWS, found;
    double passed = 0;

    while (chunk < last && target >= s->by_chunk[chunk])
        target -= s->by_chunk[chunk++];
    found = chunk * CHUNK_ROWS;
    for (size_t row = found; row < s->blocks->rows && row < (chunk + 1) * CHUNK_ROWS; row++) {
        if (!(s->closest[row] > 0)) continue;
        found = row; /* the last one, should rounding carry the target past the end */
        passed += (double)s->closest[row];
        if (passed > target) break;
    }
    return found;
}

/* Takes the centre in; returns the sum of squared distances that remains. */
static double accept(const Starter *s, const float *centre)
{
    double total = 0;

    for (size_t block = 0; block < s->blocks->count; block++) {
        float *closest = s->closest + block * BLOCK_ROWS;

        s->kernels->closer(closest, closest, block_at(s->blocks, block), s->blocks->cols, centre);
        total += sum_block(s, s->by_chunk + block * CHUNKS, closest);
    }
    return total;
}

/* The sums that would remain with each of the drawn centres. */
static void try_drawn(double *remains, const Starter *s, size_t trials)
{
    size_t cols = s->blocks->cols;
    double by_chunk[CHUNKS];

    memset(remains, 0, trials * sizeof *remains);
    for (size_t block = 0; block < s->blocks->count; block++) {
        for (size_t t = 0; t < trials; t++) {
            s->kernels->closer(s->trial, s->closest + block * BLOCK_ROWS,
                               block_at(s->blocks, block), cols, s->drawn + t * cols);
            remains[t] += sum_block(s, by_chunk, s->trial);
        }
    }
}

static size_t draw_row(const Starter *s, double total, Random *random)
{
    /* Nothing remains where rows differ by less than single precision sees. */
    if (!(total > 0)) return random_below(random, s->blocks->rows);
    return row_at(s, random_unit(random) * total);
}

static void draw_centre(float *next, const Starter *s, size_t trials, double total, Random *random)
{
    size_t cols = s->blocks->cols, best = 0;
    double remains[MOST_TRIALS];

    for (size_t t = 0; t < trials; t++)
        copy_row(s->drawn + t * cols, s->blocks, draw_row(s, total, random));
    try_drawn(remains, s, trials);
    for (size_t t = 1; t < trials; t++)
        if (remains[t] < remains[best]) best = t;
    memcpy(next, s->drawn + best * cols, cols * sizeof *next);
}

void start_centres(float *centres, size_t k, const Starter *starter, Random *random)
{
    size_t trials = 2 + (size_t)log((double)k), cols = starter->blocks->cols;
    double total;

    forget_centres(starter);
    copy_row(centres, starter->blocks, random_below(random, starter->blocks->rows));
    total = accept(starter, centres);
    for (size_t c = 1; c < k; c++) {
        draw_centre(centres + c * cols, starter, trials, total, random);
        total = accept(starter, centres + c * cols);
    }
}
