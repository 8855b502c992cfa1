#include "learn/start.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { CHUNKS = BLOCK_ROWS / CHUNK_ROWS };

/* The squared distances of all rows to the nearest of some centres. */
typedef struct Field {
    float *closest;   /* by row, in whole blocks */
    double *by_chunk; /* sums of CHUNK_ROWS of them */
    double total;
} Field;

static size_t trials_after(size_t centres)
{
    return 2 + (size_t)log((double)centres);
}

Starter starter_new(const Blocks *blocks, const Kernels *kernels, size_t k, Arena *arena)
{
    Starter s = { .blocks = blocks,
                  .kernels = kernels,
                  .most_trials = k > 1 ? trials_after(k - 1) : 0 };

    s.fields = ARENA_ARRAY(arena, Field, s.most_trials + 1);
    for (size_t i = 0; i <= s.most_trials; i++) {
        s.fields[i].closest = ARENA_ARRAY(arena, float, blocks->count *BLOCK_ROWS);
        s.fields[i].by_chunk = ARENA_ARRAY(arena, double, blocks->count *CHUNKS);
    }
    s.drawn = ARENA_ARRAY(arena, float, (s.most_trials + 1) * blocks->cols);
    return s;
}

static void copy_row(float *centre, const Blocks *blocks, size_t row)
{
    for (size_t col = 0; col < blocks->cols; col++)
        centre[col] = blocks_value(blocks, row, col);
}

/* Squared distances to no centre yet: far for rows, 0 for the padding, which so is never drawn. */
static void forget_centres(const Starter *s)
{
    float *closest = s->fields[s->most_trials].closest;
    size_t padded = s->blocks->count * BLOCK_ROWS;

    for (size_t row = 0; row < padded; row++)
        closest[row] = row < s->blocks->rows ? FLT_MAX : 0;
}

/* The row in whose share of the squared distances `target` falls. */
static size_t row_at(const Starter *s, double target)
{
    const Field *now = &s->fields[s->most_trials];
    size_t chunk = 0, last = (s->blocks->rows - 1) / CHUNK_ROWS, found;
    double passed = 0;

    while (chunk < last && target >= now->by_chunk[chunk])
        target -= now->by_chunk[chunk++];
    found = chunk * CHUNK_ROWS;
    for (size_t row = found; row < s->blocks->rows && row < (chunk + 1) * CHUNK_ROWS; row++) {
        if (!(now->closest[row] > 0)) continue;
        found = row; /* the last one, should rounding carry the target past the end */
        passed += (double)now->closest[row];
        if (passed > target) break;
    }
    return found;
}

static size_t draw_row(const Starter *s, Random *random)
{
    double total = s->fields[s->most_trials].total;

    /* Nothing remains where rows differ by less than single precision sees. */
    if (!(total > 0)) return random_below(random, s->blocks->rows);
    return row_at(s, random_unit(random) * total);
}

/* What would remain with each of the drawn centres, block by block for all of them. */
static void try_drawn(const Starter *s, size_t trials)
{
    const float *closest = s->fields[s->most_trials].closest;
    size_t cols = s->blocks->cols;

    for (size_t t = 0; t < trials; t++)
        s->fields[t].total = 0;
    for (size_t number = 0; number < s->blocks->count; number++) {
        const float *block = block_at(s->blocks, number);
        size_t rows = block_rows(s->blocks, number);

        for (size_t t = 0; t < trials; t++) {
            Field *field = &s->fields[t];
            float *out = field->closest + number * BLOCK_ROWS;
            double *by_chunk = field->by_chunk + number * CHUNKS;

            s->kernels->closer(out, closest + number * BLOCK_ROWS, block, rows, cols,
                               s->drawn + t * cols);
            s->kernels->chunk_sums(by_chunk, out, rows);
            for (size_t chunk = 0; chunk * CHUNK_ROWS < rows; chunk++)
                field->total += by_chunk[chunk];
        }
    }
}

static void swap_fields(Field *a, Field *b)
{
    Field kept = *a;

    *a = *b;
    *b = kept;
}

/* Of 2 + ⌊ln c⌋ drawn rows the one with which least remains, where c is how many centres there
 * are. */
static size_t draw_best(float *next, size_t c, const Starter *s, Random *random)
{
    size_t trials = trials_after(c), best = 0, cols = s->blocks->cols;

    for (size_t t = 0; t < trials; t++)
        copy_row(s->drawn + t * cols, s->blocks, draw_row(s, random));
    try_drawn(s, trials);
    for (size_t t = 1; t < trials; t++)
        if (s->fields[t].total < s->fields[best].total) best = t;
    memcpy(next, s->drawn + best * cols, cols * sizeof *next);
    return best;
}

static void accept(const Starter *s, size_t drawn)
{
    swap_fields(&s->fields[drawn], &s->fields[s->most_trials]);
}

void start_from(const Starter *s, const float *centres, size_t k)
{
    size_t cols = s->blocks->cols;

    forget_centres(s);
    for (size_t c = 0; c < k; c++) {
        memcpy(s->drawn, centres + c * cols, cols * sizeof *centres);
        try_drawn(s, 1);
        accept(s, 0);
    }
}

void start_next(float *next, size_t k, const Starter *s, Random *random)
{
    (void)draw_best(next, k - 1, s, random);
}

void start_centres(float *centres, size_t k, const Starter *s, Random *random)
{
    size_t cols = s->blocks->cols;

    copy_row(centres, s->blocks, random_below(random, s->blocks->rows));
    if (k == 1) return;
    start_from(s, centres, 1);
    for (size_t c = 1; c < k; c++)
        accept(s, draw_best(centres + c * cols, c, s, random));
}
