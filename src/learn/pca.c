#include "learn/pca.h"

#include <math.h>

#include "math/math.h"

static double *column_means(const Matrix *points, Arena *arena)
{
    double *mean = ARENA_ARRAY(arena, double, points->cols);
    Sum *sum = ARENA_ARRAY(arena, Sum, points->cols);

    for (size_t row = 0; row < points->rows; row++)
        for (size_t col = 0; col < points->cols; col++)
            sum_add(&sum[col], matrix_at(points, row, col));
    for (size_t col = 0; col < points->cols; col++)
        mean[col] = points->rows ? sum_value(sum[col]) / (double)points->rows : 0;
    return mean;
}

/* Lower triangle, divisor n; summed by blocks of rows to keep rounding small. */
static Matrix covariance(const Matrix *points, const double *mean, Arena *arena)
{
    enum { BLOCK = 1024 };
    size_t cols = points->cols;
    Matrix total = matrix_new(cols, cols, arena), part = matrix_new(cols, cols, arena);
    double *off = ARENA_ARRAY(arena, double, cols);

    for (size_t row = 0; row < points->rows; row++) {
        for (size_t i = 0; i < cols; i++) {
            off[i] = matrix_at(points, row, i) - mean[i];
            for (size_t j = 0; j <= i; j++)
                part.at[i * cols + j] += off[i] * off[j];
        }
        if ((row + 1) % BLOCK && row + 1 < points->rows) continue;
        for (size_t i = 0; i < cols * cols; i++) {
            total.at[i] += part.at[i] / (double)points->rows;
            part.at[i] = 0;
        }
    }
    return total;
}

static void project(Pca *out, const Matrix *points, const double *mean)
{
    for (size_t row = 0; row < points->rows; row++) {
        for (size_t c = 0; c < out->components; c++) {
            const double *loading = matrix_row(&out->loadings, c);
            double score = 0;

            for (size_t col = 0; col < points->cols; col++)
                score += (matrix_at(points, row, col) - mean[col]) * loading[col];
            matrix_row(&out->scores, row)[c] = score;
        }
    }
}

static void take_components(Pca *out, const Eigen *eigen)
{
    double total = 0;

    for (size_t i = 0; i < eigen->count; i++)
        total += fmax(0, eigen->values[i]);
    out->degenerate = !(total > 0);
    for (size_t i = 0; i < eigen->count && !out->degenerate; i++)
        out->explained[i] = fmax(0, eigen->values[i]) / total;
    for (size_t i = 0; i < out->components; i++)
        for (size_t col = 0; col < out->cols; col++)
            matrix_row(&out->loadings, i)[col] = matrix_at(&eigen->vectors, i, col);
}

Pca pca_fit(const Matrix *points, size_t components, Arena *arena)
{
    Pca out = { .components = components < points->cols ? components : points->cols,
                .cols = points->cols };
    Arena scratch = arena_open();
    const double *mean = column_means(points, &scratch);
    Matrix square = covariance(points, mean, &scratch);
    Eigen eigen;
    Err err;

    out.loadings = matrix_new(out.components, out.cols, arena);
    out.scores = matrix_new(points->rows, out.components, arena);
    out.explained = ARENA_ARRAY(arena, double, out.cols);
    out.degenerate = true;
    if (out.cols && eigen_symmetric(&eigen, &square, &scratch, &err) == OK) {
        take_components(&out, &eigen);
        project(&out, points, mean);
    }
    arena_close(&scratch);
    return out;
}
