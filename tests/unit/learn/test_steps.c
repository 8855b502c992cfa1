/* The smaller steps: scaling, components, indices, stability, the rule for k. */
#include <float.h>

#include "learn_tests.h"

/* --- Scaling ---------------------------------------------------------------------------------- */

static void scaled_columns_have_mean_zero_and_deviation_one(void **state)
{
    Matrix raw = make_blobs(777, 3, 4, 5, 1, *state);
    Scaling scaling;

    for (size_t row = 0; row < raw.rows; row++)
        matrix_row(&raw, row)[1] = matrix_row(&raw, row)[1] * 1e-3 + 1e6;
    scaling = scale_fit(&raw, *state);
    scale_apply(&scaling, &raw);
    for (size_t col = 0; col < 3; col++) {
        double sum = 0, squares = 0;

        for (size_t row = 0; row < 777; row++) {
            sum += matrix_at(&raw, row, col);
            squares += pow(matrix_at(&raw, row, col), 2);
        }
        assert_false(scaling.constant[col]);
        assert_near(sum / 777, 0, 1e-7);
        assert_near(squares / 777, 1, 1e-7);
    }
}

static void constant_columns_become_zeros_and_are_reported(void **state)
{
    double values[] = { 3, 0.1 + 0.2, 1, 3, 0.3, 2, 3, 0.3, 1e15 };
    Matrix raw = { 3, 3, values };
    Scaling scaling = scale_fit(&raw, *state);

    scale_apply(&scaling, &raw);
    assert_true(scaling.constant[0] && scaling.constant[1] && !scaling.constant[2]);
    for (size_t row = 0; row < 3; row++)
        assert_true(matrix_at(&raw, row, 0) == 0 && matrix_at(&raw, row, 1) == 0);
    assert_true(scaling.mean[0] == 3 && scaling.sd[0] == 0);
}

static void numbers_at_the_ends_of_the_range_stay_finite(void **state)
{
    double values[] = { DBL_MAX, 5e-324, 1, -DBL_MAX, 0, 1, DBL_MAX, 0, 1 };
    Matrix raw = { 3, 3, values };
    Scaling scaling = scale_fit(&raw, *state);

    scale_apply(&scaling, &raw);
    for (size_t i = 0; i < 9; i++)
        assert_true(fabs(raw.at[i]) < 2);
    assert_near(raw.at[0], sqrt(0.5), 1e-9);
}

/* --- Components ------------------------------------------------------------------------------- */

static void components_of_points_on_a_line(void **state)
{
    double values[] = { 1, -2, 2, -4, 3, -6, 4, -8 };
    Pca pca = pca_fit(&(Matrix){ 4, 2, values }, 3, *state);

    assert_int_equal(pca.components, 2);
    assert_near(pca.explained[0], 1, 1e-14);
    assert_near(pca.explained[1], 0, 1e-14);
    assert_near(matrix_at(&pca.loadings, 0, 1), 2 / sqrt(5), 1e-14); /* the largest is positive */
    assert_near(matrix_at(&pca.loadings, 0, 0), -1 / sqrt(5), 1e-14);
    assert_near(matrix_at(&pca.scores, 0, 0), 1.5 * sqrt(5), 1e-13);
}

static void scores_keep_all_the_variance_when_all_components_are_taken(void **state)
{
    Matrix points = make_blobs(500, 4, 5, 3, 2, *state);
    Pca pca = pca_fit(&points, 4, *state);
    double total = 0;

    for (size_t a = 0; a < 400; a += 7) {
        double before = 0, after = 0;

        for (size_t col = 0; col < 4; col++) {
            before += pow(matrix_at(&points, a, col) - matrix_at(&points, a + 1, col), 2);
            after += pow(matrix_at(&pca.scores, a, col) - matrix_at(&pca.scores, a + 1, col), 2);
        }
        assert_near(after, before, 1e-10 * (1 + before)); /* a rotation */
    }
    for (size_t i = 0; i < 4; i++)
        total += pca.explained[i];
    assert_near(total, 1, 1e-12);
}

static void no_variance_has_no_components_to_explain(void **state)
{
    Matrix points = matrix_new(9, 3, *state);
    Pca pca = pca_fit(&points, 3, *state);

    assert_true(pca.degenerate);
    for (size_t i = 0; i < 3; i++)
        assert_true(pca.explained[i] == 0);
    assert_true(matrix_at(&pca.scores, 8, 2) == 0);
}

/* --- Indices ---------------------------------------------------------------------------------- */

static void indices_of_hand_made_clusters(void **state)
{
    /* Two pairs, 2 wide, centres 10 apart: B = 4 × 25, W = 4 × 1; spreads 1 and 1. */
    double values[] = { -1, 1, 9, 11 };
    Matrix points = { 4, 1, values };
    Clustering c = fit(&points, &(KMeansPlan){ .k = 2 }, *state);

    assert_near(index_calinski_harabasz(&c), 100.0 / 1 / (4.0 / 2), 1e-12);
    assert_near(index_davies_bouldin(&c), 0.2, 1e-12);
}

static void undefined_indices_are_not_numbers(void **state)
{
    double values[] = { -1, 1, 9, 9 };
    Matrix points = { 4, 1, values };
    Clustering whole = fit(&points, &(KMeansPlan){ .k = 1 }, *state);
    Clustering apart = fit(&points, &(KMeansPlan){ .k = 3 }, *state);

    assert_true(isnan(index_calinski_harabasz(&whole)));
    assert_true(isnan(index_davies_bouldin(&whole)));
    assert_true(isnan(index_calinski_harabasz(&apart))); /* inertia 0 */
    assert_true(index_davies_bouldin(&apart) == 0);
}

static void the_rand_index_ignores_names_and_corrects_for_chance(void **state)
{
    const uint8_t a[] = { 0, 0, 1, 2 }, b[] = { 0, 0, 1, 1 }, c[] = { 7, 7, 3, 9 };
    Random random = random_open(1, 0);
    uint8_t x[4000], y[4000];

    (void)state;
    assert_near(index_adjusted_rand(a, b, 4), 4.0 / 7, 1e-15);
    assert_true(index_adjusted_rand(a, c, 4) == 1);
    assert_true(index_adjusted_rand(a, a, 1) == 1);
    for (size_t i = 0; i < 4000; i++) {
        x[i] = (uint8_t)random_below(&random, 4);
        y[i] = (uint8_t)random_below(&random, 5);
    }
    assert_near(index_adjusted_rand(x, y, 4000), 0, 0.01);
}

/* --- Stability -------------------------------------------------------------------------------- */

static Stability judged(const Matrix *points, size_t k, int threads, Arena *arena)
{
    Clustering c = fit(points, &(KMeansPlan){ .k = k }, arena);
    Stability out;
    Err err;

    assert_int_equal(stability_judge(&out, points, &c, 20, 500, 7, threads, arena, &err), OK);
    return out;
}

static void clusters_far_apart_are_highly_stable_and_forced_ones_are_not(void **state)
{
    Matrix apart = make_blobs(600, 3, 4, 15, 1, *state),
           cloud = make_blobs(600, 3, 1, 0, 1, *state);
    Stability good = judged(&apart, 4, 1, *state), poor = judged(&cloud, 6, 1, *state);
    double worst = 1;

    assert_int_equal(good.bootstraps, 20);
    assert_int_equal(good.sample_rows, 500);
    for (size_t c = 0; c < 4; c++)
        assert_true(good.jaccard[c] > 0.99);
    for (size_t c = 0; c < 6; c++)
        worst = fmin(worst, poor.jaccard[c]);
    assert_true(worst > 0 && worst < 0.75);
}

static void stability_does_not_depend_on_threads(void **state)
{
    Matrix points = make_blobs(300, 3, 4, 2, 2, *state);
    Stability one = judged(&points, 4, 1, *state), two = judged(&points, 4, 2, *state);
    Stability seven = judged(&points, 4, 7, *state);

    assert_memory_equal(one.jaccard, two.jaccard, 4 * sizeof(double));
    assert_memory_equal(one.jaccard, seven.jaccard, 4 * sizeof(double));
}

static void few_customers_who_repeat_can_be_judged(void **state)
{
    double values[] = { 0, 0, 5, 5, 5, 9 };
    Stability got = judged(&(Matrix){ 6, 1, values }, 3, 1, *state);

    for (size_t c = 0; c < 3; c++)
        assert_true(got.jaccard[c] > 0 && got.jaccard[c] <= 1);
}

static void bands_are_those_of_the_paper(void **state)
{
    (void)state;
    assert_string_equal(stability_band(0.5), "dissolved");
    assert_string_equal(stability_band(0.59), "not to be trusted");
    assert_string_equal(stability_band(0.6), "doubtful");
    assert_string_equal(stability_band(0.75), "stable");
    assert_string_equal(stability_band(0.85), "highly stable");
    assert_string_equal(stability_band(NAN), "not judged");
}

/* --- The rule for k --------------------------------------------------------------------------- */

static void the_rule_takes_the_largest_silhouette(void **state)
{
    const SweepRow sweep[] = { { 2, 90, 0.41, 0.01, 300, 1 }, { 3, 70, 0.553, 0.01, 200, 1 } };
    KChoice choice = model_choose_k(sweep, 2);

    (void)state;
    assert_int_equal(choice.k, 3);
    assert_int_equal(choice.why, K_LARGEST);
    assert_int_equal(choice.taken, 1);
}

static void within_one_standard_error_the_other_index_decides(void **state)
{
    const SweepRow sweep[] = { { 2, 90, 0.30, 0.01, 999, 1 },
                               { 3, 70, 0.415, 0.01, 200, 1 },
                               { 4, 60, 0.42, 0.01, 150, 1 },
                               { 5, 50, 0.411, 0.01, 250.5, 1 } };
    KChoice choice = model_choose_k(sweep, 4);

    (void)state;
    assert_int_equal(choice.k, 5);
    assert_int_equal(choice.why, K_TIED);
    assert_int_equal(choice.taken, 3);
    assert_int_equal(choice.largest, 2);
}

static void the_rule_manages_with_one_row_or_none_or_an_undefined_index(void **state)
{
    const SweepRow sweep[] = { { 2, 0, 0, 0, NAN, 0 }, { 3, 0, 0, 0, NAN, 0 } };

    (void)state;
    assert_int_equal(model_choose_k(sweep, 0).k, 1);
    assert_int_equal(model_choose_k(sweep, 0).why, K_ALIKE);
    assert_int_equal(model_choose_k(sweep, 1).k, 2);
    assert_int_equal(model_choose_k(sweep, 1).why, K_ONLY);
    assert_int_equal(model_choose_k(sweep, 2).k, 2);
}

int test_steps(void)
{
    const struct CMUnitTest tests[] = {
        LEARN_TEST(scaled_columns_have_mean_zero_and_deviation_one),
        LEARN_TEST(constant_columns_become_zeros_and_are_reported),
        LEARN_TEST(numbers_at_the_ends_of_the_range_stay_finite),
        LEARN_TEST(components_of_points_on_a_line),
        LEARN_TEST(scores_keep_all_the_variance_when_all_components_are_taken),
        LEARN_TEST(no_variance_has_no_components_to_explain),
        LEARN_TEST(indices_of_hand_made_clusters),
        LEARN_TEST(undefined_indices_are_not_numbers),
        LEARN_TEST(the_rand_index_ignores_names_and_corrects_for_chance),
        LEARN_TEST(clusters_far_apart_are_highly_stable_and_forced_ones_are_not),
        LEARN_TEST(stability_does_not_depend_on_threads),
        LEARN_TEST(few_customers_who_repeat_can_be_judged),
        LEARN_TEST(bands_are_those_of_the_paper),
        LEARN_TEST(the_rule_takes_the_largest_silhouette),
        LEARN_TEST(within_one_standard_error_the_other_index_decides),
        LEARN_TEST(the_rule_manages_with_one_row_or_none_or_an_undefined_index),
    };

    return cmocka_run_group_tests_name("steps", tests, NULL, NULL);
}
