#include "learn_tests.h"

static void a_model_of_blobs_finds_their_number(void **state)
{
    Matrix raw = make_blobs(800, 2, 4, 12, 1, *state);
    Model m = model(&raw, &(ModelPlan){ .seed = 42, .bootstraps = 10 }, *state);

    assert_int_equal(m.rule.k, 4);
    assert_int_equal(m.clustering.k, 4); /* k 0: the rule's */
    assert_int_equal(m.sweep_count, SWEEP_MAX - SWEEP_MIN + 1);
    assert_true(m.silhouette > 0.7);
    assert_false(m.silhouette_sampled);
    assert_int_equal(m.silhouette_rows, 800);
    assert_int_equal(m.pca.components, 2);
    assert_int_equal(m.stability.bootstraps, 10);
    for (size_t c = 0; c < 4; c++)
        assert_true(m.silhouette_cluster[c] > 0.6 && m.stability.jaccard[c] > 0.9);
}

static void the_sweep_at_k_is_the_clustering_at_k(void **state)
{
    Matrix raw = make_blobs(500, 4, 5, 3, 2, *state);

    for (size_t k = SWEEP_MIN; k <= SWEEP_MAX; k++) {
        Model m = model(&raw, &(ModelPlan){ .k = k, .seed = 1, .restarts = 2 }, *state);
        const SweepRow *row = &m.sweep[k - SWEEP_MIN];

        assert_int_equal(m.clustering.k, k);
        assert_int_equal(row->k, k);
        assert_true(row->inertia == m.clustering.inertia);
        assert_true(row->silhouette == m.silhouette);
    }
}

static void inertia_falls_as_k_grows(void **state)
{
    Matrix raw = make_blobs(900, 5, 6, 2, 3, *state);
    Model m = model(&raw, &(ModelPlan){ .k = 5 }, *state);

    for (size_t i = 1; i < m.sweep_count; i++)
        assert_true(m.sweep[i].inertia < m.sweep[i - 1].inertia);
}

static void a_k_beyond_the_sweep_is_fitted_too(void **state)
{
    Matrix raw = make_blobs(300, 3, 4, 5, 4, *state);
    Model m = model(&raw, &(ModelPlan){ .k = 14 }, *state);

    assert_int_equal(m.clustering.k, 14);
    assert_int_equal(m.sweep_count, SWEEP_MAX - SWEEP_MIN + 1);
    assert_true(m.clustering.inertia < m.sweep[m.sweep_count - 1].inertia);
    assert_true(isfinite(m.silhouette));
    m = model(&raw, &(ModelPlan){ .k = 1 }, *state);
    assert_int_equal(m.clustering.k, 1);
    assert_true(isnan(m.silhouette) && isnan(m.silhouette_cluster[0]));
    assert_true(isnan(m.silhouette_width[299]));
    assert_int_equal(m.sweep_count, SWEEP_MAX - SWEEP_MIN + 1);
}

static void one_customer_is_a_model(void **state)
{
    double values[] = { 3, 4, 5 };
    Model m = model(&(Matrix){ 1, 3, values }, &(ModelPlan){ .bootstraps = 5 }, *state);

    assert_int_equal(m.clustering.k, 1);
    assert_int_equal(m.sweep_count, 0);
    assert_int_equal(m.rule.k, 1);
    assert_true(isnan(m.silhouette) && m.pca.degenerate);
    assert_int_equal(m.stability.bootstraps, 0); /* too few to say */
}

static void customers_all_alike_are_one_cluster(void **state)
{
    Matrix raw = matrix_new(50, 2, *state);
    Model m;
    Err err;

    for (size_t i = 0; i < 100; i++)
        raw.at[i] = 7;
    m = model(&raw, &(ModelPlan){ .bootstraps = 3 }, *state);
    assert_int_equal(m.clustering.k, 1);
    assert_int_equal(m.clustering.sizes[0], 50);
    assert_true(m.scaling.constant[0] && m.scaling.constant[1]);
    assert_int_equal(model_fit(&m, &raw, &(ModelPlan){ .k = 2 }, *state, &err), ERR_DATA);
    assert_string_equal(err.text, "2 clusters asked of 50 customers who are all alike: use --k 1");
}

static void the_sweep_stops_where_customers_run_out(void **state)
{
    double values[] = { 1, 2, 4, 8, 1, 2, 4 };
    Matrix raw = { 7, 1, values };
    Model m = model(&raw, &(ModelPlan){ .k = 2 }, *state);
    Err err;

    assert_int_equal(m.sweep_count, 3);
    assert_int_equal(m.sweep[2].k, 4);
    assert_true(m.sweep[2].inertia == 0 && isnan(m.sweep[2].calinski_harabasz));
    assert_int_equal(model_fit(&m, &raw, &(ModelPlan){ .k = 5 }, *state, &err), ERR_DATA);
    assert_string_equal(
        err.text, "5 clusters asked of 7 customers of whom only 4 differ: use --k 4 or fewer");
}

static void no_customers_is_an_error(void **state)
{
    Matrix raw = { 0, 3, NULL };
    Model m;
    Err err;

    assert_int_equal(model_fit(&m, &raw, &(ModelPlan){ .k = 2 }, *state, &err), ERR_DATA);
    assert_int_equal(model_fit(&m, &raw, &(ModelPlan){ .k = 0 }, *state, &err), ERR_DATA);
}

static void a_constant_column_changes_nothing(void **state)
{
    Matrix raw = make_blobs(400, 3, 4, 4, 5, *state), wider = matrix_new(400, 4, *state);
    ModelPlan plan = { .k = 4, .seed = 3 };
    Model a, b;

    for (size_t row = 0; row < 400; row++) {
        memcpy(matrix_row(&wider, row), matrix_row(&raw, row), 3 * sizeof(double));
        matrix_row(&wider, row)[3] = 12.5;
    }
    a = model(&raw, &plan, *state);
    b = model(&wider, &plan, *state);
    assert_memory_equal(a.clustering.cluster, b.clustering.cluster, 400);
    assert_near(b.silhouette, a.silhouette, 1e-12);
    assert_true(b.scaling.constant[3] && matrix_at(&b.pca.loadings, 0, 3) == 0);
}

static void above_the_limit_the_silhouette_is_a_sample_that_agrees(void **state)
{
    Matrix raw = make_blobs(6000, 4, 5, 3, 6, *state);
    ModelPlan plan = { .k = 5, .seed = 3, .restarts = 2 };
    Model exact = model(&raw, &plan, *state), sampled;

    plan.exact_silhouette_up_to = 5000;
    plan.sample_size = 2000;
    sampled = model(&raw, &plan, *state);
    assert_false(exact.silhouette_sampled);
    assert_true(sampled.silhouette_sampled);
    assert_int_equal(sampled.silhouette_rows, 2000);
    assert_true(sampled.silhouette != exact.silhouette);
    for (size_t i = 0; i < exact.sweep_count; i++)
        assert_near(sampled.sweep[i].silhouette, exact.sweep[i].silhouette,
                    4 * sampled.sweep[i].silhouette_error);
    for (size_t i = 0; i < sampled.silhouette_rows; i++)
        assert_near(sampled.silhouette_width[i], exact.silhouette_width[sampled.silhouette_row[i]],
                    1e-6);
}

static void which_rows_the_silhouette_judges_can_be_said(void **state)
{
    Matrix raw = make_blobs(300, 2, 3, 9, 6, *state);
    ModelPlan plan = { .k = 3, .restarts = 1, .sample_size = 100 };

    assert_int_equal(model(&raw, &plan, *state).silhouette_rows, 300);
    plan.silhouette = SILHOUETTE_SAMPLE;
    assert_int_equal(model(&raw, &plan, *state).silhouette_rows, 100);
    assert_true(model(&raw, &plan, *state).silhouette_sampled);
    plan.exact_silhouette_up_to = 200;
    plan.silhouette = SILHOUETTE_EXACT;
    assert_int_equal(model(&raw, &plan, *state).silhouette_rows, 300);
    assert_false(model(&raw, &plan, *state).silhouette_sampled);
    plan.silhouette = SILHOUETTE_AUTO;
    assert_int_equal(model(&raw, &plan, *state).silhouette_rows, 100);
}

static void a_model_is_the_same_on_any_number_of_threads(void **state)
{
    Matrix raw = make_blobs(18000, 3, 5, 2, 7, *state);
    ModelPlan plan = { .seed = 3,
                       .restarts = 2,
                       .bootstraps = 4,
                       .threads = 1,
                       .exact_silhouette_up_to = 1000,
                       .sample_size = 500 };
    Model one = model(&raw, &plan, *state);

    for (plan.threads = 2; plan.threads <= 7; plan.threads += 5) {
        Model other = model(&raw, &plan, *state);

        assert_int_equal(other.rule.k, one.rule.k);
        assert_memory_equal(other.sweep, one.sweep, one.sweep_count * sizeof *one.sweep);
        assert_memory_equal(other.clustering.cluster, one.clustering.cluster, 18000);
        assert_memory_equal(other.silhouette_width, one.silhouette_width, 500 * sizeof(double));
        assert_memory_equal(other.stability.jaccard, one.stability.jaccard,
                            one.clustering.k * sizeof(double));
    }
}

/* Centres that one restart does not find, given in raw units, which are not the standardised. */
static void a_warm_start_serves_the_k_in_use_alone(void **state)
{
    Matrix raw = make_blobs(4000, 2, 16, 5, 3, *state), warm = matrix_new(10, 2, *state);
    ModelPlan plan = { .k = 10, .seed = 5, .restarts = 30 };
    Model good, poor, again;
    Err err;

    for (size_t i = 0; i < raw.rows * 2; i += 2)
        raw.at[i] = raw.at[i] * 100 + 1e4;
    good = model(&raw, &plan, *state);
    plan.seed = plan.restarts = 1;
    poor = model(&raw, &plan, *state);
    assert_true(poor.clustering.inertia > good.clustering.inertia * (1 + 1e-6));
    for (size_t i = 0; i < 20; i++)
        warm.at[i] =
            good.clustering.centroids.at[i] * good.scaling.sd[i % 2] + good.scaling.mean[i % 2];
    plan.warm_start = &warm;
    again = model(&raw, &plan, *state);
    assert_true(again.clustering.inertia <= good.clustering.inertia * (1 + 1e-9));
    for (size_t i = 0; i + 1 < poor.sweep_count; i++)
        assert_true(again.sweep[i].inertia == poor.sweep[i].inertia);
    warm.cols = 1;
    assert_int_equal(model_fit(&again, &raw, &plan, *state, &err), ERR_BUG);
}

typedef struct Told {
    size_t count;
    double share;
} Told;

static void hear(void *context, const char *step, double share)
{
    Told *told = context;

    assert_non_null(step);
    assert_true(share >= told->share && share <= 1);
    told->share = share;
    told->count++;
}

static void progress_goes_forward(void **state)
{
    Matrix raw = make_blobs(200, 3, 4, 2, 8, *state);
    Told told = { 0 };

    model(&raw,
          &(ModelPlan){ .k = 3, .bootstraps = 2, .progress = hear, .progress_context = &told },
          *state);
    assert_true(told.count >= 5);
}

int test_model(void)
{
    const struct CMUnitTest tests[] = {
        LEARN_TEST(a_model_of_blobs_finds_their_number),
        LEARN_TEST(the_sweep_at_k_is_the_clustering_at_k),
        LEARN_TEST(inertia_falls_as_k_grows),
        LEARN_TEST(a_k_beyond_the_sweep_is_fitted_too),
        LEARN_TEST(one_customer_is_a_model),
        LEARN_TEST(customers_all_alike_are_one_cluster),
        LEARN_TEST(the_sweep_stops_where_customers_run_out),
        LEARN_TEST(no_customers_is_an_error),
        LEARN_TEST(a_constant_column_changes_nothing),
        LEARN_TEST(above_the_limit_the_silhouette_is_a_sample_that_agrees),
        LEARN_TEST(which_rows_the_silhouette_judges_can_be_said),
        LEARN_TEST(a_model_is_the_same_on_any_number_of_threads),
        LEARN_TEST(a_warm_start_serves_the_k_in_use_alone),
        LEARN_TEST(progress_goes_forward),
    };

    return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
