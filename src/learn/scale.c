#include "learn/scale.h"

#include <float.h>
#include <math.h>

#include "math/math.h"

/* What the passes over the rows know of a column. */
typedef struct ColumnMoments {
    double min, max, shrink, mean; /* mean: of value × shrink */
    Sum sum, squares;              /* of value × shrink; of its distance to the mean */
} ColumnMoments;

/* As math's summary_of() for each column, to the last bit, but row by row: a column at a time the
 * rows were fetched ten times over, which took twice as long at a million. */
static ColumnMoments *measure_columns(const Matrix *raw, Arena *arena)
{
    ColumnMoments *columns = ARENA_ARRAY(arena, ColumnMoments, raw->cols);

    for (size_t col = 0; col < raw->cols; col++)
        columns[col].min = columns[col].max = matrix_at(raw, 0, col);
    for (size_t row = 0; row < raw->rows; row++) {
        for (size_t col = 0; col < raw->cols; col++) {
            double value = matrix_at(raw, row, col);

            columns[col].min = value < columns[col].min ? value : columns[col].min;
            columns[col].max = value > columns[col].max ? value : columns[col].max;
        }
    }
    for (size_t col = 0; col < raw->cols; col++) {
        int exponent;

        frexp(fmax(fabs(columns[col].min), fabs(columns[col].max)), &exponent);
        columns[col].shrink = ldexp(1, exponent < -1000 ? 1000 : -exponent);
    }
    return columns;
}

static void measure_moments(ColumnMoments *columns, const Matrix *raw)
{
    for (size_t row = 0; row < raw->rows; row++)
        for (size_t col = 0; col < raw->cols; col++)
            sum_add(&columns[col].sum, matrix_at(raw, row, col) * columns[col].shrink);
    for (size_t col = 0; col < raw->cols; col++)
        columns[col].mean = sum_value(columns[col].sum) / (double)raw->rows;
    for (size_t row = 0; row < raw->rows; row++) {
        for (size_t col = 0; col < raw->cols; col++) {
            double off = matrix_at(raw, row, col) * columns[col].shrink - columns[col].mean;

            sum_add(&columns[col].squares, off * off);
        }
    }
}

static void take_column(Scaling *out, size_t col, const ColumnMoments *column, size_t rows)
{
    double sd = sqrt(sum_value(column->squares) / (double)rows) / column->shrink;

    /* Values that differ in their last six bits only are the same number, computed on different
     * ways. */
    out->constant[col] =
        !(sd > 0) || column->max / 2 - column->min / 2 <=
                         32 * DBL_EPSILON * fmax(fabs(column->min), fabs(column->max));
    out->mean[col] = column->min == column->max ? column->min : column->mean / column->shrink;
    out->sd[col] = out->constant[col] ? 0 : sd;
}

Scaling scale_fit(const Matrix *raw, Arena *arena)
{
    Scaling out = { .cols = raw->cols,
                    .mean = ARENA_ARRAY(arena, double, raw->cols),
                    .sd = ARENA_ARRAY(arena, double, raw->cols),
                    .constant = ARENA_ARRAY(arena, bool, raw->cols) };
    ArenaMark mark = arena_mark(arena);
    ColumnMoments *columns;

    for (size_t col = 0; col < raw->cols; col++)
        out.constant[col] = true;
    if (raw->rows == 0) return out;
    columns = measure_columns(raw, arena);
    measure_moments(columns, raw);
    for (size_t col = 0; col < raw->cols; col++)
        take_column(&out, col, &columns[col], raw->rows);
    arena_release(arena, mark);
    return out;
}

void scale_apply(const Scaling *scaling, Matrix *rows)
{
    for (size_t row = 0; row < rows->rows; row++) {
        double *values = matrix_row(rows, row);

        for (size_t col = 0; col < rows->cols; col++) {
            double sd = scaling->sd[col], shrink = sd > 1e300 ? 0.25 : 1; /* no overflow */

            values[col] =
                scaling->constant[col]
                    ? 0
                    : (values[col] * shrink - scaling->mean[col] * shrink) / (sd * shrink);
        }
    }
}
