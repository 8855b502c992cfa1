#include "learn/blocks.h"

#include <math.h>

static size_t keep_varying(KeptColumn *kept, double *reach, const Matrix *points)
{
    size_t count = 0;

    *reach = 0;
    for (size_t col = 0; col < points->cols; col++) {
        double low = matrix_at(points, 0, col), high = low;

        for (size_t row = 1; row < points->rows; row++) {
            low = fmin(low, matrix_at(points, row, col));
            high = fmax(high, matrix_at(points, row, col));
        }
        if (low == high) continue;
        kept[count++] = (KeptColumn){ col, low / 2 + high / 2 };
        *reach = fmax(*reach, high / 2 - low / 2);
    }
    return count;
}

static inline float converted(const Blocks *blocks, const double *row, size_t col)
{
    const KeptColumn *kept = &blocks->kept[col];

    return (float)((row[kept->col] * blocks->shrink) - (kept->middle * blocks->shrink));
}

void blocks_convert(float *out, const Blocks *blocks, const double *row)
{
    for (size_t col = 0; col < blocks->cols; col++)
        out[col] = converted(blocks, row, col);
}

Blocks blocks_pack(const Matrix *points, Arena *arena)
{
    Blocks out = { .rows = points->rows, .kept = ARENA_ARRAY(arena, KeptColumn, points->cols) };
    double reach = 1;
    int exponent;

    if (points->rows) out.cols = keep_varying(out.kept, &reach, points);
    if (out.cols == 0) reach = 1;
    frexp(reach, &exponent);
    out.shrink = ldexp(1, exponent < -1000 ? 1000 : -exponent);
    out.count = (points->rows + BLOCK_ROWS - 1) / BLOCK_ROWS;
    out.at = ARENA_ARRAY(arena, float, out.count *out.cols *BLOCK_STRIDE);
    for (size_t row = 0; row < points->rows; row++) {
        float *block = out.at + row / BLOCK_ROWS * out.cols * BLOCK_STRIDE + row % BLOCK_ROWS;

        for (size_t col = 0; col < out.cols; col++)
            block[col * BLOCK_STRIDE] = converted(&out, matrix_row(points, row), col);
    }
    return out;
}

/* Selection sampling (Knuth, TAOCP 2, 3.4.2, algorithm S). */
Blocks blocks_sample(const Blocks *blocks, size_t count, Random *random, Arena *arena)
{
    Blocks out = *blocks;
    size_t taken = 0;

    out.rows = count;
    out.count = (count + BLOCK_ROWS - 1) / BLOCK_ROWS;
    out.at = ARENA_ARRAY(arena, float, out.count *out.cols *BLOCK_STRIDE);
    for (size_t row = 0; taken < count && row < blocks->rows; row++) {
        float *to = out.at + taken / BLOCK_ROWS * out.cols * BLOCK_STRIDE + taken % BLOCK_ROWS;

        if (random_below(random, blocks->rows - row) >= count - taken) continue;
        for (size_t col = 0; col < out.cols; col++)
            to[col * BLOCK_STRIDE] = blocks_value(blocks, row, col);
        taken++;
    }
    return out;
}

float *blocks_rows(const Blocks *blocks, const uint32_t *order, Arena *arena)
{
    float *rows = ARENA_ARRAY(arena, float, blocks->rows * blocks->cols);

    for (size_t i = 0; i < blocks->rows; i++)
        for (size_t col = 0; col < blocks->cols; col++)
            rows[i * blocks->cols + col] = blocks_value(blocks, order ? order[i] : i, col);
    return rows;
}
