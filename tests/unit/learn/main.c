#include "learn_tests.h"

int open_arena(void **state)
{
    static Arena arena;

    arena = arena_open();
    *state = &arena;
    return 0;
}

int close_arena(void **state)
{
    arena_close(*state);
    return 0;
}

void assert_near(double got, double wanted, double tolerance)
{
    if (!(fabs(got - wanted) <= tolerance)) fail_msg("%.17g is not %.17g", got, wanted);
}

static double normal(Random *random)
{
    double sum = -6;

    for (size_t i = 0; i < 12; i++)
        sum += random_unit(random);
    return sum;
}

Matrix make_blobs(size_t rows, size_t cols, size_t centres, double apart, uint64_t seed,
                  Arena *arena)
{
    Random random = random_open(seed, rows);
    Matrix out = matrix_new(rows, cols, arena);

    for (size_t row = 0; row < rows; row++) {
        double u = random_unit(&random);
        size_t centre = (size_t)(u * u * (double)centres);

        for (size_t col = 0; col < cols; col++)
            matrix_row(&out, row)[col] = normal(&random) + apart * (double)(centre >> col & 1);
    }
    return out;
}

Clustering fit(const Matrix *points, const KMeansPlan *plan, Arena *arena)
{
    Clustering out;
    Err err;

    if (kmeans_fit(&out, points, plan, arena, &err)) fail_msg("%s", err.text);
    return out;
}

Model model(const Matrix *raw, const ModelPlan *plan, Arena *arena)
{
    Matrix points = matrix_copy(raw, arena);
    Model out;
    Err err;

    if (model_fit(&out, &points, plan, arena, &err)) fail_msg("%s", err.text);
    return out;
}

int main(void)
{
    return test_steps() | test_kernels() | test_kmeans() | test_silhouette() | test_model();
}
