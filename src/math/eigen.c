#include "math/math.h"

#include <math.h>

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>

/* The largest component by absolute value becomes positive; equal to within rounding counts as
 * equal, so that the sign does not hang on the last bit. */
static void fix_sign(double *vector, size_t count)
{
    size_t largest = 0;

    for (size_t i = 1; i < count; i++)
        if (fabs(vector[i]) > fabs(vector[largest]) * (1 + 1e-9)) largest = i;
    if (vector[largest] < 0)
        for (size_t i = 0; i < count; i++)
            vector[i] = -vector[i];
}

static void copy_out(Eigen *out, const gsl_vector *values, const gsl_matrix *vectors, Arena *arena)
{
    size_t n = values->size;

    *out = (Eigen){ .count = n,
                    .values = ARENA_ARRAY(arena, double, n),
                    .vectors = matrix_new(n, n, arena) };
    for (size_t i = 0; i < n; i++) {
        out->values[i] = gsl_vector_get(values, i);
        for (size_t j = 0; j < n; j++)
            matrix_row(&out->vectors, i)[j] = gsl_matrix_get(vectors, j, i);
        fix_sign(matrix_row(&out->vectors, i), n);
    }
}

static int solve(gsl_vector *values, gsl_matrix *vectors, gsl_matrix *symmetric,
                 gsl_eigen_symmv_workspace *work)
{
    int failed = gsl_eigen_symmv(symmetric, values, vectors, work);

    if (failed) return failed;
    return gsl_eigen_symmv_sort(values, vectors, GSL_EIGEN_SORT_VAL_DESC);
}

Status eigen_symmetric(Eigen *out, const Matrix *symmetric, Arena *arena, Err *err)
{
    size_t n = symmetric->rows;
    Status status = OK;
    gsl_error_handler_t *before;
    gsl_matrix *copy, *vectors;
    gsl_vector *values;
    gsl_eigen_symmv_workspace *work;
    int failed;

    if (n == 0 || n != symmetric->cols)
        return err_set(err, ERR_BUG, "eigenvectors of a %zu × %zu matrix: it must be square", n,
                       symmetric->cols);
    before = gsl_set_error_handler_off(); /* GSL's own would abort the program */
    copy = gsl_matrix_alloc(n, n);
    vectors = gsl_matrix_alloc(n, n);
    values = gsl_vector_alloc(n);
    work = gsl_eigen_symmv_alloc(n);
    if (!copy || !vectors || !values || !work) {
        status =
            err_set(err, ERR_MEMORY, "eigenvectors of a %zu × %zu matrix: out of memory", n, n);
        goto done;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            gsl_matrix_set(copy, i, j, matrix_at(symmetric, i > j ? i : j, i > j ? j : i));
    failed = solve(values, vectors, copy, work);
    if (failed)
        status = err_set(err, ERR_BUG, "eigenvectors of a %zu × %zu matrix: %s", n, n,
                         gsl_strerror(failed));
    else
        copy_out(out, values, vectors, arena);
done:
    gsl_eigen_symmv_free(work);
    gsl_vector_free(values);
    gsl_matrix_free(vectors);
    gsl_matrix_free(copy);
    gsl_set_error_handler(before);
    return status;
}
