#include "learn_tests.h"

static double apart(const Matrix *points, size_t a, size_t b)
{
    double square = 0;

    for (size_t col = 0; col < points->cols; col++)
        square += pow(matrix_at(points, a, col) - matrix_at(points, b, col), 2);
    return sqrt(square);
}

/* Rousseeuw 1987 as it is written. */
static double naive_width(const Matrix *points, const Clustering *c, size_t row)
{
    double sums[256] = { 0 }, a, b = INFINITY;
    size_t own = c->cluster[row];

    if (c->sizes[own] == 1) return 0;
    for (size_t other = 0; other < points->rows; other++)
        sums[c->cluster[other]] += apart(points, row, other);
    a = sums[own] / (double)(c->sizes[own] - 1);
    for (size_t i = 0; i < c->k; i++)
        if (i != own) b = fmin(b, sums[i] / (double)c->sizes[i]);
    return fmax(a, b) > 0 ? (b - a) / fmax(a, b) : 0;
}

static void widths_of_all_labelings_are_those_of_the_definition(void **state)
{
    enum { ROWS = 700, COUNT = 5 };
    Matrix points = make_blobs(ROWS, 4, 5, 3, 1, *state);
    Clustering fits[COUNT];
    double *widths[COUNT];

    for (size_t i = 0; i < COUNT; i++) {
        fits[i] = fit(&points, &(KMeansPlan){ .k = 2 + i * i, .restarts = 1 }, *state);
        widths[i] = ARENA_ARRAY(*state, double, ROWS);
    }
    silhouette_widths(widths, &points, fits, COUNT, NULL, 0, 2, *state);
    for (size_t i = 0; i < COUNT; i++)
        for (size_t row = 0; row < ROWS; row++)
            assert_near(widths[i][row], naive_width(&points, &fits[i], row), 1e-6);
}

/* Few groups and many rows, and a labeling that has one cluster. */
static void few_large_groups_have_the_widths_of_the_definition(void **state)
{
    enum { ROWS = 2300 };
    Matrix points = make_blobs(ROWS, 5, 4, 2, 9, *state);
    Clustering fits[] = { fit(&points, &(KMeansPlan){ .k = 4 }, *state),
                          fit(&points, &(KMeansPlan){ .k = 1 }, *state),
                          fit(&points, &(KMeansPlan){ .k = 3 }, *state) };
    double *widths[3];

    for (size_t i = 0; i < 3; i++)
        widths[i] = ARENA_ARRAY(*state, double, ROWS);
    silhouette_widths(widths, &points, fits, 3, NULL, 0, 2, *state);
    for (size_t row = 0; row < ROWS; row++) {
        assert_near(widths[0][row], naive_width(&points, &fits[0], row), 1e-6);
        assert_true(isnan(widths[1][row]));
        assert_near(widths[2][row], naive_width(&points, &fits[2], row), 1e-6);
    }
}

/* As shops are: most values near each other, some far away, one very far. */
static void skewed_values_keep_six_decimals(void **state)
{
    enum { ROWS = 1500 };
    Matrix points = make_blobs(ROWS, 6, 3, 1, 11, *state);

    for (size_t row = 0; row < ROWS; row++)
        for (size_t col = 0; col < 3; col++)
            matrix_row(&points, row)[col] = exp(matrix_at(&points, row, col) / 2);
    matrix_row(&points, 7)[1] *= 300;
    Scaling scaling = scale_fit(&points, *state);
    scale_apply(&scaling, &points);
    for (size_t k = 2; k < 9; k += 3) {
        Clustering c = fit(&points, &(KMeansPlan){ .k = k }, *state);
        double widths[ROWS], *of[] = { widths };
        silhouette_widths(of, &points, &c, 1, NULL, 0, 2, *state);
        for (size_t row = 0; row < ROWS; row++)
            assert_near(widths[row], naive_width(&points, &c, row), 1e-6);
    }
}

static void judged_rows_are_judged_against_all(void **state)
{
    enum { ROWS = 3000 };
    Matrix points = make_blobs(ROWS, 3, 4, 2, 2, *state);
    Clustering c = fit(&points, &(KMeansPlan){ .k = 4 }, *state);
    double all[ROWS], some[ROWS], *of_all[] = { all }, *of_some[] = { some };
    const size_t count = 333;
    uint32_t *judged = silhouette_sample(ROWS, count, 5, *state);

    silhouette_widths(of_all, &points, &c, 1, NULL, 0, 1, *state);
    silhouette_widths(of_some, &points, &c, 1, judged, count, 1, *state);
    for (size_t i = 0; i < count; i++)
        assert_near(some[i], all[judged[i]], 1e-6);
}

static void threads_do_not_change_a_width(void **state)
{
    enum { ROWS = 3333, SOME = 1111 };
    Matrix points = make_blobs(ROWS, 3, 4, 2, 3, *state);
    Clustering c = fit(&points, &(KMeansPlan){ .k = 6 }, *state);
    const uint32_t *judged = silhouette_sample(ROWS, SOME, 1, *state);
    double one[ROWS], other[ROWS], *of_one[] = { one }, *of_other[] = { other };

    silhouette_widths(of_one, &points, &c, 1, NULL, 0, 1, *state);
    for (int threads = 2; threads <= 7; threads += 5) {
        silhouette_widths(of_other, &points, &c, 1, NULL, 0, threads, *state);
        assert_memory_equal(one, other, sizeof one);
    }
    silhouette_widths(of_one, &points, &c, 1, judged, SOME, 1, *state);
    for (int threads = 2; threads <= 7; threads += 5) {
        silhouette_widths(of_other, &points, &c, 1, judged, SOME, threads, *state);
        assert_memory_equal(one, other, SOME * sizeof *one);
    }
}

static void a_row_alone_and_rows_that_coincide(void **state)
{
    double values[] = { 0, 0, 0, 10, 10, 50 };
    Matrix points = { 6, 1, values };
    uint8_t cluster[] = { 0, 0, 0, 1, 1, 2 }, split[] = { 0, 0, 1, 1, 1, 0 };
    size_t sizes[] = { 3, 2, 1 }, split_sizes[] = { 3, 3 };
    Clustering fits[] = { { .k = 3, .rows = 6, .cluster = cluster, .sizes = sizes },
                          { .k = 2, .rows = 6, .cluster = split, .sizes = split_sizes } };
    double first[6], second[6], *widths[] = { first, second };

    silhouette_widths(widths, &points, fits, 2, NULL, 0, 1, *state);
    for (size_t i = 0; i < 5; i++)
        assert_near(first[i], 1, 1e-12);
    assert_true(first[5] == 0); /* alone */
    assert_near(second[0], (20.0 / 3 - 25) / 25, 1e-6);
    assert_near(second[5], (130.0 / 3 - 50) / 50, 1e-6);
}

static void all_rows_alike_have_width_zero_and_one_cluster_has_none(void **state)
{
    Matrix points = matrix_new(6, 2, *state);
    uint8_t cluster[] = { 0, 0, 0, 1, 1, 1 }, whole[6] = { 0 };
    size_t sizes[] = { 3, 3 }, all = 6;
    Clustering fits[] = { { .k = 2, .rows = 6, .cluster = cluster, .sizes = sizes },
                          { .k = 1, .rows = 6, .cluster = whole, .sizes = &all } };
    double first[6], second[6], *widths[] = { first, second };

    silhouette_widths(widths, &points, fits, 2, NULL, 0, 1, *state);
    for (size_t i = 0; i < 6; i++)
        assert_true(first[i] == 0 && isnan(second[i]));
}

static void a_sample_is_ascending_and_seeded_and_of_all_is_all(void **state)
{
    enum { ROWS = 5000, COUNT = 1000 };
    uint32_t *rows = silhouette_sample(ROWS, COUNT, 1, *state);
    uint32_t *same = silhouette_sample(ROWS, COUNT, 1, *state);
    uint32_t *different = silhouette_sample(ROWS, COUNT, 2, *state);
    uint32_t *all = silhouette_sample(ROWS, ROWS, 1, *state);

    assert_memory_equal(rows, same, COUNT * sizeof *rows);
    assert_memory_not_equal(rows, different, COUNT * sizeof *rows);
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(rows[i] < ROWS);
        if (i) assert_true(rows[i] > rows[i - 1]);
    }
    for (size_t i = 0; i < ROWS; i++)
        assert_int_equal(all[i], i);
}

/* Each row is in a quarter of 4,000 samples of a quarter of the rows: 1,000 times ± 27. */
static void every_row_is_as_likely_in_a_sample(void **state)
{
    enum { ROWS = 40, SAMPLES = 4000 };
    size_t seen[ROWS] = { 0 };

    for (uint64_t seed = 0; seed < SAMPLES; seed++) {
        const uint32_t *rows = silhouette_sample(ROWS, ROWS / 4, seed, *state);

        for (size_t i = 0; i < ROWS / 4; i++)
            seen[rows[i]]++;
    }
    for (size_t row = 0; row < ROWS; row++)
        assert_near((double)seen[row], SAMPLES / 4, 5 * 27.4);
}

int test_silhouette(void)
{
    const struct CMUnitTest tests[] = {
        LEARN_TEST(widths_of_all_labelings_are_those_of_the_definition),
        LEARN_TEST(few_large_groups_have_the_widths_of_the_definition),
        LEARN_TEST(skewed_values_keep_six_decimals),
        LEARN_TEST(judged_rows_are_judged_against_all),
        LEARN_TEST(threads_do_not_change_a_width),
        LEARN_TEST(a_row_alone_and_rows_that_coincide),
        LEARN_TEST(all_rows_alike_have_width_zero_and_one_cluster_has_none),
        LEARN_TEST(a_sample_is_ascending_and_seeded_and_of_all_is_all),
        LEARN_TEST(every_row_is_as_likely_in_a_sample),
    };

    return cmocka_run_group_tests_name("silhouette", tests, NULL, NULL);
}
