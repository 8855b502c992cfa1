/* learn/blocks.h — a matrix in single precision, in blocks that the kernels read. Private.
 *
 * Columns that do not vary are left out, the others are centred on their means, and all are shrunk
 * by one power of two to |value| < 1: neither changes which centre is nearest, and no finite input
 * overflows.
 */
#ifndef LEARN_BLOCKS_H
#define LEARN_BLOCKS_H

#include "learn/kernels.h"

/* What becomes of a column: value → (value − mean) × the blocks' shrink. */
typedef struct KeptColumn {
    size_t col;
    double mean;
} KeptColumn;

typedef struct Blocks {
    size_t rows, cols, count; /* cols: those that vary; count: blocks */
    float *at;                /* count × cols × BLOCK_STRIDE; rows past the end are zeros */
    KeptColumn *kept;         /* by column */
    double shrink;
} Blocks;

Blocks blocks_pack(const Matrix *points, Arena *arena);
/* The units alone: `at` is NULL. */
Blocks blocks_measure(const Matrix *points, Arena *arena);

/* A row of the matrix in the blocks' units: `cols` values, `stride` apart. */
void blocks_convert(float *out, size_t stride, const Blocks *blocks, const double *row);

/* `count` of the rows (at most all), drawn by `random`, in their order and in the same units. */
Blocks blocks_sample(const Blocks *blocks, size_t count, Random *random, Arena *arena);

static inline const float *block_at(const Blocks *blocks, size_t block)
{
    return blocks->at + block * blocks->cols * BLOCK_STRIDE;
}

static inline float blocks_value(const Blocks *blocks, size_t row, size_t col)
{
    return block_at(blocks, row / BLOCK_ROWS)[col * BLOCK_STRIDE + row % BLOCK_ROWS];
}

static inline size_t block_rows(const Blocks *blocks, size_t block)
{
    size_t left = blocks->rows - block * BLOCK_ROWS;

    return left < BLOCK_ROWS ? left : BLOCK_ROWS;
}

/* Work is handed out in parts of whole blocks (or tiles), at most 64 of them, whose borders depend
 * on the number of rows alone: so do all sums, whatever the number of threads. */
enum { MOST_PARTS = 64 };

static inline size_t blocks_per_part(size_t count)
{
    return (count + MOST_PARTS - 1) / MOST_PARTS;
}

static inline size_t parts_of(size_t count)
{
    size_t each = blocks_per_part(count);

    return each ? (count + each - 1) / each : 0;
}

#endif
