#include "learn/scale.h"

#include <float.h>
#include <math.h>

#include "math/math.h"

Scaling scale_fit(const Matrix *raw, Arena *arena)
{
    Scaling out = { .cols = raw->cols,
                    .mean = ARENA_ARRAY(arena, double, raw->cols),
                    .sd = ARENA_ARRAY(arena, double, raw->cols),
                    .constant = ARENA_ARRAY(arena, bool, raw->cols) };
    ArenaMark mark = arena_mark(arena);
    double *column = ARENA_ARRAY(arena, double, raw->rows);

    for (size_t col = 0; col < raw->cols; col++) {
        Summary of;

        for (size_t row = 0; row < raw->rows; row++)
            column[row] = matrix_at(raw, row, col);
        of = summary_of(column, raw->rows);
        /* Values that differ in their last six bits only are the same number, computed on
         * different ways. */
        out.constant[col] = !(of.sd > 0) || of.max / 2 - of.min / 2 <=
                                                32 * DBL_EPSILON * fmax(fabs(of.min), fabs(of.max));
        out.mean[col] = raw->rows ? of.mean : 0;
        out.sd[col] = out.constant[col] ? 0 : of.sd;
    }
    arena_release(arena, mark);
    return out;
}

Matrix scale_apply(const Scaling *scaling, const Matrix *raw, Arena *arena)
{
    Matrix out = matrix_new(raw->rows, raw->cols, arena);

    for (size_t row = 0; row < raw->rows; row++) {
        for (size_t col = 0; col < raw->cols; col++) {
            double sd = scaling->sd[col], shrink = sd > 1e300 ? 0.25 : 1; /* no overflow */

            if (scaling->constant[col]) continue;
            matrix_row(&out, row)[col] =
                (matrix_at(raw, row, col) * shrink - scaling->mean[col] * shrink) / (sd * shrink);
        }
    }
    return out;
}
