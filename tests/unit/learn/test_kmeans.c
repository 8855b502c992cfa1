#include "learn/swap.h"
#include "learn_tests.h"

static void assert_same(const Clustering *a, const Clustering *b)
{
    assert_int_equal(a->k, b->k);
    assert_int_equal(a->rows, b->rows);
    assert_true(a->inertia == b->inertia);
    assert_int_equal(a->rounds, b->rounds);
    assert_memory_equal(a->cluster, b->cluster, a->rows);
    assert_memory_equal(a->sizes, b->sizes, a->k * sizeof *a->sizes);
    assert_memory_equal(a->centroids.at, b->centroids.at,
                        a->k * a->centroids.cols * sizeof(double));
}

/* What must hold of every clustering, whatever the data. */
static void assert_sound(const Clustering *c, const Matrix *points)
{
    size_t counted[256] = { 0 };
    double inertia = 0, moved = 0;

    for (size_t row = 0; row < points->rows; row++) {
        assert_true(c->cluster[row] < c->k);
        counted[c->cluster[row]]++;
    }
    for (size_t i = 0; i < c->k; i++) {
        assert_true(c->sizes[i] > 0);
        assert_int_equal(c->sizes[i], counted[i]);
        if (i) assert_true(c->sizes[i - 1] >= c->sizes[i]);
        for (size_t col = 0; col < points->cols; col++) {
            double mean = 0;

            for (size_t row = 0; row < points->rows; row++)
                if (c->cluster[row] == i) mean += matrix_at(points, row, col);
            mean /= (double)counted[i];
            moved = fmax(moved, fabs(mean - matrix_at(&c->centroids, i, col)) / (1 + fabs(mean)));
        }
    }
    assert_near(moved, 0, 1e-10);
    for (size_t row = 0; row < points->rows; row++)
        for (size_t col = 0; col < points->cols; col++)
            inertia += pow(
                matrix_at(points, row, col) - matrix_at(&c->centroids, c->cluster[row], col), 2);
    assert_near(c->inertia, inertia, 1e-9 * (1 + inertia));
}

static void assert_nearest(const Clustering *c, const Matrix *points)
{
    for (size_t row = 0; row < points->rows; row++) {
        double own = 0, best = INFINITY;

        for (size_t i = 0; i < c->k; i++) {
            double square = 0;

            for (size_t col = 0; col < points->cols; col++)
                square += pow(matrix_at(points, row, col) - matrix_at(&c->centroids, i, col), 2);
            if (c->cluster[row] == i) own = square;
            best = fmin(best, square);
        }
        assert_true(own <= best * (1 + 1e-12));
    }
}

static void clusters_that_lie_apart_are_found(void **state)
{
    Matrix points = make_blobs(500, 3, 8, 20, 1, *state);
    Clustering got = fit(&points, &(KMeansPlan){ .k = 8, .seed = 3 }, *state);

    assert_sound(&got, &points);
    assert_nearest(&got, &points);
    assert_true(got.inertia < 3 * 500 * 1.2); /* about cols × rows: nothing but the spread */
}

static void threads_do_not_change_a_bit(void **state)
{
    /* In one block, in two, as many as a search takes, more; with swaps and without. */
    const size_t rows[] = { 60, 1500, 20000, 40000 }, restarts[] = { 0, 0, 3, 3 };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Matrix points = make_blobs(rows[i], 5, 6, 2, 2, *state);
        KMeansPlan plan = { .k = 5, .restarts = restarts[i], .seed = 9, .threads = 1 };
        Clustering one = fit(&points, &plan, *state), other;

        assert_sound(&one, &points);
        for (plan.threads = 2; plan.threads <= 7; plan.threads += 5) {
            other = fit(&points, &plan, *state);
            assert_same(&one, &other);
        }
    }
}

static void very_many_rows_are_searched_by_sample_and_finished_in_full(void **state)
{
    Matrix points = make_blobs(210000, 2, 4, 8, 2, *state);
    KMeansPlan plan = { .k = 4, .restarts = 1, .seed = 9, .threads = 1 };
    Clustering one = fit(&points, &plan, *state), two;

    assert_sound(&one, &points);
    assert_nearest(&one, &points);
    plan.threads = 7;
    two = fit(&points, &plan, *state);
    assert_same(&one, &two);
}

static void the_same_seed_gives_the_same_and_seeds_may_differ(void **state)
{
    Matrix points = make_blobs(400, 4, 5, 1, 4, *state);
    KMeansPlan plan = { .k = 7, .restarts = 1, .max_rounds = 1, .seed = 1 };
    Clustering first = fit(&points, &plan, *state), again = fit(&points, &plan, *state), other;

    assert_same(&first, &again);
    plan.seed = 2;
    other = fit(&points, &plan, *state);
    assert_true(first.inertia != other.inertia);
}

static void the_order_of_rows_does_not_matter(void **state)
{
    enum { ROWS = 300 };
    Matrix points = make_blobs(ROWS, 4, 4, 8, 5, *state), mixed = matrix_new(ROWS, 4, *state);
    Random random = random_open(8, 0);
    uint32_t order[ROWS];
    KMeansPlan plan = { .k = 4, .seed = 42 };
    Clustering straight, shuffled;

    for (uint32_t i = 0; i < ROWS; i++)
        order[i] = i;
    random_shuffle(&random, order, ROWS);
    for (size_t i = 0; i < ROWS; i++)
        memcpy(matrix_row(&mixed, i), matrix_row(&points, order[i]), 4 * sizeof(double));
    straight = fit(&points, &plan, *state);
    shuffled = fit(&mixed, &plan, *state);
    assert_near(shuffled.inertia, straight.inertia, 1e-9 * straight.inertia);
    for (size_t i = 0; i < ROWS; i++)
        assert_int_equal(shuffled.cluster[i], straight.cluster[order[i]]);
}

static void moving_and_stretching_all_points_alike_changes_nothing(void **state)
{
    Matrix points = make_blobs(300, 3, 4, 8, 6, *state), moved = matrix_new(300, 3, *state);
    Clustering a, b;

    for (size_t i = 0; i < 900; i++)
        moved.at[i] = points.at[i] * 1e-5 + 1000;
    a = fit(&points, &(KMeansPlan){ .k = 4 }, *state);
    b = fit(&moved, &(KMeansPlan){ .k = 4 }, *state);
    assert_memory_equal(a.cluster, b.cluster, 300);
}

static void more_clusters_than_customers_is_said_plainly(void **state)
{
    double one[] = { 1.0 };
    Err err = { 0 };
    Clustering got;

    assert_int_equal(
        kmeans_fit(&got, &(Matrix){ 1, 1, one }, &(KMeansPlan){ .k = 3 }, *state, &err), ERR_DATA);
    assert_string_equal(err.text, "3 clusters asked of 1 customer: use --k 1 or fewer");
}

static void refused(const Matrix *points, size_t k, Status status, const char *text, Arena *arena)
{
    Err err = { 0 };
    Clustering got;

    assert_int_equal(kmeans_fit(&got, points, &(KMeansPlan){ .k = k }, arena, &err), status);
    assert_string_equal(err.text, text);
}

static void customers_who_repeat_are_counted_once(void **state)
{
    Matrix points = matrix_new(60, 2, *state);

    refused(&points, 3, ERR_DATA, "3 clusters asked of 60 customers who are all alike: use --k 1",
            *state);
    for (size_t row = 0; row < 60; row += 3)
        matrix_row(&points, row)[1] = 1;
    matrix_row(&points, 1)[1] = -0.0; /* the same as 0 */
    refused(&points, 5, ERR_DATA,
            "5 clusters asked of 60 customers of whom only 2 differ: use --k 2 or fewer", *state);
    points.rows = 2;
    refused(&points, 9, ERR_DATA, "9 clusters asked of 2 customers: use --k 2 or fewer", *state);
    points.rows = 0;
    refused(&points, 2, ERR_DATA, "2 clusters asked of no customers", *state);
    refused(&points, 0, ERR_USAGE, "0 clusters asked: --k takes 1 to 255", *state);
    refused(&points, 256, ERR_USAGE, "256 clusters asked: --k takes 1 to 255", *state);
}

static void every_distinct_row_can_be_its_own_cluster(void **state)
{
    Matrix points = matrix_new(200, 2, *state);
    Clustering got;

    for (size_t row = 0; row < 200; row++) {
        matrix_row(&points, row)[0] = (double)(row % 20);
        matrix_row(&points, row)[1] = (double)(row % 20 * row % 20);
    }
    got = fit(&points, &(KMeansPlan){ .k = 20, .restarts = 1 }, *state);
    assert_sound(&got, &points);
    assert_true(got.inertia == 0);
    got = fit(&points, &(KMeansPlan){ .k = 1 }, *state);
    assert_sound(&got, &points);
    points.rows = 1;
    got = fit(&points, &(KMeansPlan){ .k = 1 }, *state);
    assert_true(got.inertia == 0 && got.sizes[0] == 1);
}

static void rows_that_differ_less_than_single_precision_sees_still_fill_all_clusters(void **state)
{
    Matrix points = matrix_new(40, 2, *state);
    Clustering got;

    for (size_t row = 0; row < 40; row++) {
        matrix_row(&points, row)[0] = row < 20 ? 1 : 1 + 1e-12 * (double)(row % 4);
        matrix_row(&points, row)[1] = row < 20 ? -100 : 100;
    }
    got = fit(&points, &(KMeansPlan){ .k = 5, .restarts = 2, .seed = 1 }, *state);
    assert_sound(&got, &points);
    assert_near(got.inertia, 0, 1e-25);
}

static void far_away_customers_do_not_spoil_the_others(void **state)
{
    Matrix points = make_blobs(1000, 4, 3, 6, 7, *state);
    Clustering got;

    for (size_t col = 0; col < 4; col++)
        matrix_row(&points, 500)[col] = 1e7;
    got = fit(&points, &(KMeansPlan){ .k = 4 }, *state);
    assert_sound(&got, &points);
    assert_nearest(&got, &points);
    assert_int_equal(got.sizes[3], 1);
    assert_int_equal(got.cluster[500], 3);
}

static void as_many_clusters_as_there_may_be(void **state)
{
    Matrix points = make_blobs(600, 2, 4, 3, 8, *state);
    Clustering got = fit(&points, &(KMeansPlan){ .k = 255, .restarts = 1 }, *state);

    assert_sound(&got, &points);
    assert_nearest(&got, &points);
}

static void clusters_are_numbered_by_size_then_by_centre(void **state)
{
    double values[] = { 5, 5, 1, 1, 9, 9, 9 };
    Clustering got = fit(&(Matrix){ 7, 1, values }, &(KMeansPlan){ .k = 3 }, *state);

    assert_true(got.centroids.at[0] == 9 && got.centroids.at[1] == 1 && got.centroids.at[2] == 5);
}

static void one_round_is_one_round(void **state)
{
    Matrix points = make_blobs(2000, 6, 5, 1, 9, *state);
    KMeansPlan plan = { .k = 8, .restarts = 1, .max_rounds = 1 };
    Clustering hasty = fit(&points, &plan, *state), patient;

    plan.max_rounds = 0;
    patient = fit(&points, &plan, *state);
    assert_sound(&hasty, &points);
    assert_true(patient.inertia < hasty.inertia);
    assert_true(hasty.rounds <= 2);
    assert_true(patient.rounds > 2);
}

/* Centres that one round of one restart does not reach. */
static void assert_warm_start_serves(size_t rows, Arena *arena)
{
    Matrix points = make_blobs(rows, 2, 16, 5, 3, arena), far = matrix_new(20, 2, arena);
    KMeansPlan plan = { .k = 20, .restarts = 10, .seed = 1, .threads = 2 };
    Clustering good = fit(&points, &plan, arena), poor, warm, lost;

    plan.restarts = plan.max_rounds = 1;
    poor = fit(&points, &plan, arena);
    assert_true(poor.inertia > good.inertia * (1 + 1e-6));
    plan.warm_start = &good.centroids;
    warm = fit(&points, &plan, arena);
    assert_sound(&warm, &points);
    assert_true(warm.inertia <= good.inertia * (1 + 1e-6));
    for (size_t i = 0; i < 40; i++)
        far.at[i] = 1e6 + (double)i;
    plan.warm_start = &far;
    lost = fit(&points, &plan, arena);
    assert_true(lost.inertia <= poor.inertia * (1 + 1e-6));
}

static void a_warm_start_is_one_more_restart(void **state)
{
    assert_warm_start_serves(3000, *state);
    assert_warm_start_serves(30000, *state);
    assert_warm_start_serves(210000, *state);
}

static void a_warm_start_of_another_shape_is_a_bug(void **state)
{
    Matrix points = make_blobs(50, 3, 3, 5, 3, *state), narrow = matrix_new(3, 2, *state);
    KMeansPlan plan = { .k = 3, .warm_start = &narrow };
    Clustering got;
    Err err;

    assert_int_equal(kmeans_fit(&got, &points, &plan, *state, &err), ERR_BUG);
    narrow = matrix_new(4, 3, *state);
    assert_int_equal(kmeans_fit(&got, &points, &plan, *state, &err), ERR_BUG);
}

static double inertia_of(const Run *run)
{
    const Blocks *blocks = run->blocks;
    double squares = 0;

    for (size_t row = 0; row < blocks->rows; row++)
        for (size_t col = 0; col < blocks->cols; col++)
            squares += pow((double)blocks_value(blocks, row, col), 2);
    return (squares - run->gain) / pow(blocks->shrink, 2);
}

/* Two groups share a centre and another group has two: rounds alone leave it so. */
static void swaps_find_what_rounds_do_not(void **state)
{
    enum { K = 7 };
    Matrix points = make_blobs(700, 3, K, 40, 5, *state);
    Clustering right = fit(&points, &(KMeansPlan){ .k = K }, *state);
    Blocks blocks = blocks_pack(&points, *state);
    Starter starter = starter_new(&blocks, kernels_best(), K, *state);
    RunLimits limits = { .max_rounds = 300 };
    Random random = random_open(7, 0);
    Run one = run_new(&blocks, K, 1, *state), other = run_new(&blocks, K, 1, *state);
    Run *best = &one, *spare = &other;
    float *centres = ARENA_ARRAY(*state, float, K *blocks.cols);

    for (size_t col = 0; col < 3; col++) {
        matrix_row(&right.centroids, 5)[col] += matrix_at(&right.centroids, 6, col);
        matrix_row(&right.centroids, 5)[col] /= 2;
        matrix_row(&right.centroids, 6)[col] = matrix_at(&right.centroids, 0, col) + 1;
    }
    for (size_t c = 0; c < K; c++)
        blocks_convert(centres + c * blocks.cols, 1, &blocks, matrix_row(&right.centroids, c));
    run_begin(&one, centres);
    run_alone(&one, kernels_best(), limits.max_rounds, &limits);
    assert_true(inertia_of(best) > 5 * right.inertia);
    swap_centres(&best, &spare, 60, &starter, &limits, &random);
    assert_near(inertia_of(best), right.inertia, 1e-3 * right.inertia);
}

static void distinct_rows_are_counted_up_to_enough(void **state)
{
    double values[] = { 1, 2, 1, 2, 3, 4, -0.0, 0.0, 0.0, -0.0 };
    Matrix points = { 5, 2, values };

    assert_int_equal(kmeans_distinct_rows(&points, 100, *state), 3);
    assert_int_equal(kmeans_distinct_rows(&points, 2, *state), 2);
    assert_int_equal(kmeans_distinct_rows(&points, 0, *state), 0);
}

int test_kmeans(void)
{
    const struct CMUnitTest tests[] = {
        LEARN_TEST(clusters_that_lie_apart_are_found),
        LEARN_TEST(threads_do_not_change_a_bit),
        LEARN_TEST(very_many_rows_are_searched_by_sample_and_finished_in_full),
        LEARN_TEST(the_same_seed_gives_the_same_and_seeds_may_differ),
        LEARN_TEST(the_order_of_rows_does_not_matter),
        LEARN_TEST(moving_and_stretching_all_points_alike_changes_nothing),
        LEARN_TEST(more_clusters_than_customers_is_said_plainly),
        LEARN_TEST(customers_who_repeat_are_counted_once),
        LEARN_TEST(every_distinct_row_can_be_its_own_cluster),
        LEARN_TEST(rows_that_differ_less_than_single_precision_sees_still_fill_all_clusters),
        LEARN_TEST(far_away_customers_do_not_spoil_the_others),
        LEARN_TEST(as_many_clusters_as_there_may_be),
        LEARN_TEST(clusters_are_numbered_by_size_then_by_centre),
        LEARN_TEST(one_round_is_one_round),
        LEARN_TEST(a_warm_start_is_one_more_restart),
        LEARN_TEST(a_warm_start_of_another_shape_is_a_bug),
        LEARN_TEST(swaps_find_what_rounds_do_not),
        LEARN_TEST(distinct_rows_are_counted_up_to_enough),
    };

    return cmocka_run_group_tests_name("kmeans", tests, NULL, NULL);
}
