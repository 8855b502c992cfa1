#include "learn/blocks.h"

#include <math.h>

/* The rows' ranges and means, column by column; a mean is summed from shares so that nothing
 * overflows. */
static void measure_columns(double *low, double *high, double *mean, const Matrix *points)
{
    double share = 1 / (double)points->rows;

    for (size_t col = 0; col < points->cols; col++)
        low[col] = high[col] = matrix_at(points, 0, col);
    for (size_t row = 0; row < points->rows; row++) {
        for (size_t col = 0; col < points->cols; col++) {
            double value = matrix_at(points, row, col);

            low[col] = value < low[col] ? value : low[col];
            high[col] = value > high[col] ? value : high[col];
            mean[col] += value * share;
        }
    }
}

/* Returns half of how far a value lies from its mean at most. */
static double keep_varying(Blocks *out, const Matrix *points, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    double *low = ARENA_ARRAY(arena, double, points->cols), reach = 0;
    double *high = ARENA_ARRAY(arena, double, points->cols);
    double *mean = ARENA_ARRAY(arena, double, points->cols);

    measure_columns(low, high, mean, points);
    for (size_t col = 0; col < points->cols; col++) {
        if (low[col] == high[col]) continue;
        out->kept[out->cols++] = (KeptColumn){ col, mean[col] };
        reach = fmax(reach, fmax(high[col] / 2 - mean[col] / 2, mean[col] / 2 - low[col] / 2));
    }
    arena_release(arena, mark);
    return reach;
}

void blocks_convert(float *out, size_t stride, const Blocks *blocks, const double *row)
{
    for (size_t col = 0; col < blocks->cols; col++) {
        const KeptColumn *kept = &blocks->kept[col];

        out[col * stride] =
            (float)((row[kept->col] * blocks->shrink) - (kept->mean * blocks->shrink));
    }
}

Blocks blocks_measure(const Matrix *points, Arena *arena)
{
    Blocks out = { .rows = points->rows, .kept = ARENA_ARRAY(arena, KeptColumn, points->cols) };
    double reach = points->rows ? keep_varying(&out, points, arena) : 0;
    int exponent;

    frexp(out.cols ? 1.001 * reach : 1, &exponent);
    out.shrink = ldexp(1, exponent < -1000 ? 999 : -exponent - 1);
    out.count = (points->rows + BLOCK_ROWS - 1) / BLOCK_ROWS;
    return out;
}

Blocks blocks_pack(const Matrix *points, Arena *arena)
{
    Blocks out = blocks_measure(points, arena);

    out.at = ARENA_ARRAY(arena, float, out.count *out.cols *BLOCK_STRIDE);
    for (size_t row = 0; row < points->rows; row++) {
        float *block = out.at + row / BLOCK_ROWS * out.cols * BLOCK_STRIDE + row % BLOCK_ROWS;

        blocks_convert(block, BLOCK_STRIDE, &out, matrix_row(points, row));
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
