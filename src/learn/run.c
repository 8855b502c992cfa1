#include "learn/run.h"

#include <string.h>

enum { NONE = 255 }; /* the label before the first round: k is at most 255, so no cluster's */

Run run_new(const Blocks *blocks, size_t k, size_t parts, Arena *arena)
{
    size_t cells = k * blocks->cols;
    Run run = {
        .blocks = blocks,
        .k = k,
        .parts = parts,
        .centres = ARENA_ARRAY(arena, float, cells),
        .half_norms = ARENA_ARRAY(arena, float, k),
        .sums = ARENA_ARRAY(arena, double, cells),
        .counts = ARENA_ARRAY(arena, int64_t, k),
        .label = ARENA_ARRAY(arena, uint8_t, blocks->count * BLOCK_ROWS),
        .delta = ARENA_ARRAY(arena, Delta, parts),
    };

    for (size_t p = 0; p < parts; p++) {
        run.delta[p].sums = ARENA_ARRAY(arena, double, cells);
        run.delta[p].counts = ARENA_ARRAY(arena, int64_t, k);
    }
    return run;
}

void run_centre_moved(Run *run, size_t c)
{
    const float *centre = run->centres + c * run->blocks->cols;
    float norm = 0;

    for (size_t col = 0; col < run->blocks->cols; col++)
        norm += centre[col] * centre[col];
    run->half_norms[c] = norm / 2;
}

void run_begin(Run *run, const float *centres)
{
    memcpy(run->centres, centres, run->k * run->blocks->cols * sizeof *centres);
    for (size_t c = 0; c < run->k; c++)
        run_centre_moved(run, c);
    memset(run->label, NONE, run->blocks->count * BLOCK_ROWS);
}

void run_branch(Run *run, const Run *from)
{
    size_t cells = run->k * run->blocks->cols;

    memcpy(run->centres, from->centres, cells * sizeof *run->centres);
    memcpy(run->half_norms, from->half_norms, run->k * sizeof *run->half_norms);
    memcpy(run->sums, from->sums, cells * sizeof *run->sums);
    memcpy(run->counts, from->counts, run->k * sizeof *run->counts);
    memcpy(run->label, from->label, run->blocks->count * BLOCK_ROWS);
    run->rounds = 0;
    run->shift = run->gain = 0;
    run->settled = run->done = false;
}

/* --- One block -------------------------------------------------------------------------------- */

static void add_row(double *sum, const float *block, size_t cols, size_t row, double sign)
{
    for (size_t col = 0; col < cols; col++)
        sum[col] += sign * (double)block[col * BLOCK_STRIDE + row];
}

static void move_row(const Blocks *blocks, Delta *delta, const float *block, size_t row,
                     uint8_t from, uint8_t to)
{
    size_t cols = blocks->cols;

    delta->changed++;
    if (from != NONE) {
        add_row(delta->sums + from * cols, block, cols, row, -1);
        delta->counts[from]--;
    }
    add_row(delta->sums + to * cols, block, cols, row, 1);
    delta->counts[to]++;
}

/* Compared eight labels at a time: after the first rounds nearly all stay. */
void run_step(Run *run, const Kernels *kernels, size_t part, size_t number)
{
    const float *block = block_at(run->blocks, number);
    uint8_t *label = run->label + number * BLOCK_ROWS, fresh[BLOCK_ROWS];
    size_t rows = block_rows(run->blocks, number);

    kernels->nearest(fresh, block, rows, run->blocks->cols, run->centres, run->half_norms, run->k);
    for (size_t start = 0; start < rows; start += 8) {
        if (memcmp(label + start, fresh + start, 8) == 0) continue;
        for (size_t row = start; row < rows && row < start + 8; row++)
            if (label[row] != fresh[row])
                move_row(run->blocks, &run->delta[part], block, row, label[row], fresh[row]);
        memcpy(label + start, fresh + start, 8);
    }
}

/* --- One round -------------------------------------------------------------------------------- */

static size_t merge_deltas(Run *run)
{
    size_t cells = run->k * run->blocks->cols, changed = 0;

    for (size_t p = 0; p < run->parts; p++) {
        Delta *delta = &run->delta[p];

        if (delta->changed == 0) continue;
        changed += delta->changed;
        for (size_t i = 0; i < cells; i++)
            run->sums[i] += delta->sums[i];
        for (size_t c = 0; c < run->k; c++)
            run->counts[c] += delta->counts[c];
        memset(delta->sums, 0, cells * sizeof *delta->sums);
        memset(delta->counts, 0, run->k * sizeof *delta->counts);
        delta->changed = 0;
    }
    return changed;
}

static double square_to_own(const Run *run, size_t row)
{
    const float *centre = run->centres + run->label[row] * run->blocks->cols;
    double square = 0;

    for (size_t col = 0; col < run->blocks->cols; col++) {
        double off = (double)blocks_value(run->blocks, row, col) - (double)centre[col];
        square += off * off;
    }
    return square;
}

/* An empty cluster gets the row that is farthest from its own centre. Stays empty where all rows
 * sit on their centres; finish.c, which sees finer differences, then fills it. Returns how many
 * rows moved. */
static size_t fill_empty(Run *run, size_t empty)
{
    double farthest = 0;
    size_t found = 0;

    for (size_t row = 0; row < run->blocks->rows; row++) {
        double square = run->counts[run->label[row]] > 1 ? square_to_own(run, row) : 0;

        if (square > farthest) {
            farthest = square;
            found = row;
        }
    }
    if (!(farthest > 0)) return 0;
    move_row(run->blocks, &run->delta[0], block_at(run->blocks, found / BLOCK_ROWS),
             found % BLOCK_ROWS, run->label[found], (uint8_t)empty);
    run->label[found] = (uint8_t)empty;
    return merge_deltas(run);
}

static void move_centres(Run *run)
{
    size_t cols = run->blocks->cols;

    run->shift = run->gain = 0;
    for (size_t c = 0; c < run->k; c++) {
        for (size_t col = 0; run->counts[c] && col < cols; col++) {
            double sum = run->sums[c * cols + col], mean = sum / (double)run->counts[c];
            double off = mean - (double)run->centres[c * cols + col];

            run->gain += sum * mean;
            run->shift += off * off;
            run->centres[c * cols + col] = (float)mean;
        }
        run_centre_moved(run, c);
    }
}

/* In exact numbers every change of Lloyd's raises the gain; where it does not, what goes on is
 * rounding: at 1,000,000 rows four runs of nine would go in circles to the last of 300 rounds. */
void run_end_round(Run *run, const RunLimits *limits)
{
    double before = run->gain;
    size_t changed = merge_deltas(run);

    for (size_t c = 0; c < run->k; c++)
        if (run->counts[c] == 0) changed += fill_empty(run, c);
    move_centres(run);
    run->rounds++;
    run->settled = changed == 0 || (run->rounds > 1 && run->gain <= before);
    run->done =
        run->settled || run->rounds >= limits->max_rounds || run->shift < limits->least_shift;
}

void run_alone(Run *run, const Kernels *kernels, size_t rounds, const RunLimits *limits)
{
    for (size_t round = 0; round < rounds && !run->done; round++) {
        for (size_t block = 0; block < run->blocks->count; block++)
            run_step(run, kernels, 0, block);
        run_end_round(run, limits);
    }
}

int run_compare(const void *a, const void *b)
{
    const Run *x = *(Run *const *)a, *y = *(Run *const *)b;

    if (x->gain != y->gain) return x->gain > y->gain ? -1 : 1;
    return (x > y) - (x < y);
}
