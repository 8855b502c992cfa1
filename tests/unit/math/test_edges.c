/* Two values, one value, the largest values: where formulas change. */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/math.h"
#include "math_tests.h"

static int open_arena(void **state)
{
    static Arena arena;

    arena = arena_open();
    *state = &arena;
    return 0;
}

static int close_arena(void **state)
{
    arena_close(*state);
    return 0;
}

static void assert_near(double got, double wanted, double tolerance)
{
    if (!(fabs(got - wanted) <= tolerance)) fail_msg("%.17g is not %.17g", got, wanted);
}

/* --- Summaries -------------------------------------------------------------------------------- */

static void one_huge_value_among_small_ones_overflows_nothing(void **state)
{
    double values[] = { 0, 0, 0, DBL_MAX }, negative[] = { -DBL_MAX, 0, 0, 0 }, none[] = { 0, 0 };
    Summary of = summary_of(values, 4);

    (void)state;
    assert_near(of.mean / DBL_MAX, 0.25, 1e-15);
    assert_near(of.sd / DBL_MAX, sqrt(3) / 4, 1e-15);
    assert_near(summary_of(negative, 4).sd / DBL_MAX, sqrt(3) / 4, 1e-15);
    assert_true(summary_of(none, 2).sd == 0 && summary_of(none, 2).mean == 0);
    assert_true(summary_of(values, 1).count == 1 && summary_of(values, 1).sd == 0);
    assert_true(summary_of(&values[3], 1).mean == DBL_MAX);
}

static void sums_of_either_order_keep_their_carry(void **state)
{
    double large_first[] = { 1e16, 1, 1, 1, 1, -1e16 }, small_first[] = { 1, 1e16, 1, -1e16, 1, 1 };

    (void)state;
    assert_true(sum_of(large_first, 6) == 4);
    assert_true(sum_of(small_first, 6) == 4);
    assert_true(isinf(sum_of((double[]){ DBL_MAX, DBL_MAX }, 2)));
}

static void two_points_are_a_line(void **state)
{
    double x[] = { 1, 2 }, up[] = { 5, 9 }, down[] = { 9, 5 }, flat[] = { 3, 3 };

    (void)state;
    assert_near(correlation(x, up, 2), 1, 1e-15);
    assert_near(correlation(x, down, 2), -1, 1e-15);
    assert_true(isnan(correlation(flat, x, 2)) && isnan(correlation(x, flat, 2)));
    assert_true(correlation(x, up, 2) <= 1);
}

/* 1, 2, 3, 4 and 2, 1, 4, 3: 1 − 6 × 4 / (4 × 15); whatever their units. */
static void a_correlation_has_no_unit(void **state)
{
    const double units[] = { 1, 1e-3, 250, -7 };
    double x[4], y[4];

    (void)state;
    for (size_t u = 0; u < COUNT_OF(units); u++) {
        for (size_t v = 0; v < COUNT_OF(units); v++) {
            for (int i = 0; i < 4; i++) {
                x[i] = 5 + units[u] * (i + 1);
                y[i] = units[v] * (i % 2 ? i : i + 2) - 3;
            }
            assert_near(correlation(x, y, 4), units[u] * units[v] < 0 ? -0.6 : 0.6, 1e-12);
        }
    }
}

/* --- Order ------------------------------------------------------------------------------------ */

static void quantiles_between_two_values(void **state)
{
    double two[] = { 10, 20 }, three[] = { 3, 1, 2 };

    assert_near(quantile(two, 2, 0.25, *state), 12.5, 1e-15);
    assert_near(quantile(two, 2, 0.999, *state), 19.99, 1e-12);
    assert_true(quantile(two, 2, 1, *state) == 20 && quantile(two, 2, 0, *state) == 10);
    assert_true(median(three, 3, *state) == 2);
    assert_near(quantile_sorted(two, 2, 0.5), 15, 1e-15);
    assert_true(isnan(quantile_sorted(two, 0, 0.5)));
    double *sorted = sorted_copy(three, 3, *state);
    assert_true(sorted[0] == 1 && sorted[1] == 2 && sorted[2] == 3 && three[0] == 3);
}

/* Whether few or many, whatever their signs: 191 are sorted by comparing, 192 by their digits. */
static void signs_are_sorted_right_at_any_size(void **state)
{
    static const size_t sizes[] = { 0, 1, 2, 191, 192, 193, 2048, 5000 };

    for (size_t s = 0; s < COUNT_OF(sizes); s++) {
        double *values = ARENA_ARRAY(*state, double, sizes[s]);
        for (size_t i = 0; i < sizes[s]; i++)
            values[i] = ((double)(i * 7919 % sizes[s]) - (double)(sizes[s] / 2)) * 1.37e-3;
        double *sorted = sorted_copy(values, sizes[s], *state);
        for (size_t i = 1; i < sizes[s]; i++)
            assert_true(sorted[i - 1] <= sorted[i]);
        if (sizes[s]) assert_true(sorted[0] == -(double)(sizes[s] / 2) * 1.37e-3);
    }
}

/* --- Concentration ---------------------------------------------------------------------------- */

static void a_curve_is_read_within_a_member(void **state)
{
    double values[] = { -5, 30, 10, 0, 60 }, none[] = { -1, 0 };
    LorenzPoint *curve = concentration_curve(values, 5, 10, *state);
    const double wanted[] = { 0, 0.3, 0.6, 0.75, 0.9, 0.95, 1, 1, 1, 1, 1 };

    for (size_t p = 0; p <= 10; p++) {
        assert_near(curve[p].members, (double)p / 10, 1e-15);
        assert_near(curve[p].value, wanted[p], 1e-15);
    }
    assert_null(concentration_curve(none, 2, 10, *state));
    assert_true(concentration_curve(values, 5, 0, *state)[0].value == 0);
}

static void the_top_is_counted_in_whole_members(void **state)
{
    double ten[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 },
           tenths[] = { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 };
    double one[] = { 4 }, mixed[] = { -2, 6, 2 }, hundred[100];

    for (size_t i = 0; i < 100; i++)
        hundred[i] = 1;
    assert_true(0.07 * 100 > 7); /* and yet they are seven */
    assert_near(concentration_of_top(hundred, 100, 0.07, *state), 0.07, 1e-15);
    assert_near(concentration_of_top(hundred, 50, 1.5, *state), 1, 1e-15); /* all, and no more */
    assert_near(concentration_of_top(ten, 10, 0.3, *state), 0.3, 1e-15);
    assert_near(concentration_of_top(ten, 10, 0.301, *state), 0.4, 1e-15);
    assert_near(concentration_of_top(one, 1, 0.2, *state), 1, 0);
    assert_near(concentration_of_top(mixed, 3, 0.2, *state), 0.75, 1e-15);
    assert_true(isnan(concentration_of_top(NULL, 0, 0.2, *state)));
    assert_near(concentration_to_reach(tenths, 10, 0.3, *state), 0.3, 1e-15);
    assert_near(concentration_to_reach(tenths, 10, 1, *state), 1, 1e-15);
    assert_near(concentration_to_reach(tenths, 10, 2, *state), 1, 1e-15);
    assert_near(concentration_to_reach(tenths, 10, 0, *state), 0, 0);
    assert_true(isnan(concentration_to_reach(NULL, 0, 0.8, *state)));
    assert_near(gini(mixed, 3, *state), 2.0 * (3 * 0.75 + 2 * 0.25) / 3 - 4.0 / 3, 1e-15);
    assert_near(gini(one, 1, *state), 0, 1e-15);
}

/* --- From week to week ------------------------------------------------------------------------ */

static void the_stability_index_of_four_bins_by_hand(void **state)
{
    const double before[] = { 1, 2, 3, 4, 5, 6, 7, 8 }, now[] = { 8, 7, 6, 5, 3, 2, 1, 1 };
    const double same[] = { 5, 5, 5 }, above[] = { 6, 6, 6, 6 };

    /* Borders 2.75, 4.5, 6.25: of 8 and half a member in each of 4, a quarter each before; now 3.5,
     * 1.5, 2.5 and 2.5 of 10. */
    assert_near(population_stability(before, 8, now, 8, 4, *state), 0.1 * log(1.4) - 0.1 * log(0.6),
                1e-15);
    assert_near(population_stability(before, 8, now, 8, 1, *state), 0, 0);
    assert_true(isnan(population_stability(before, 8, now, 0, 4, *state)));
    /* All the same before: one bin, whatever there is now. */
    assert_near(population_stability(same, 3, above, 4, 4, *state), 0, 0);
    /* What stands on a border belongs below it. */
    const double three[] = { 1, 2, 3 }, on[] = { 2, 2, 2 };
    double p = 2.5 / 4, q = 3.5 / 4;
    assert_near(population_stability(three, 3, on, 3, 2, *state),
                (q - p) * log(q / p) + (p - q) * log((1 - q) / (1 - p)), 1e-15);
}

/* --- Algebra ---------------------------------------------------------------------------------- */

static void the_largest_component_of_an_eigenvector_is_positive(void **state)
{
    enum { N = 6 };
    Matrix a = matrix_new(N, N, *state);
    Random random = random_open(9, 0);
    Eigen eigen;
    Err err;

    for (int trial = 0; trial < 20; trial++) {
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j <= i; j++)
                a.at[i * N + j] = random_unit(&random) - 0.5;
        assert_int_equal(eigen_symmetric(&eigen, &a, *state, &err), OK);
        for (size_t i = 0; i < N; i++) {
            double largest = 0;
            for (size_t j = 0; j < N; j++) {
                double value = matrix_at(&eigen.vectors, i, j);
                if (fabs(value) > fabs(largest)) largest = value;
            }
            assert_true(largest > 0);
        }
    }
    assert_int_equal(eigen.count, N);
    assert_int_equal(eigen_symmetric(&eigen, &(Matrix){ 0, 0, NULL }, *state, &err), ERR_BUG);
}

static void matches_that_are_not_square(void **state)
{
    double wide[] = { 5, 1, 9, 1, 2, 9 }, tall[] = { 5, 1, 1, 2, 9, 9 }, total;
    size_t *col = assignment_solve(&(Matrix){ 2, 3, wide }, &total, *state);

    assert_true(col[0] == 1 && col[1] == 0 && total == 2);
    col = assignment_solve(&(Matrix){ 3, 2, tall }, &total, *state);
    assert_true(col[0] == 1 && col[1] == 0 && col[2] == SIZE_MAX && total == 2);
    assignment_solve(&(Matrix){ 0, 0, NULL }, &total, *state);
    assert_true(total == 0);
}

static double step_at(const void *context, double x)
{
    return x < *(const double *)context ? -1 : 1;
}

static double line_through(const void *context, double x)
{
    return x - *(const double *)context;
}

static void a_root_at_an_end_or_in_a_jump(void **state)
{
    double third = 1.0 / 3, low = 1, high = 2, above = 2.5, below = 0.75;

    (void)state;
    assert_near(root_between(step_at, &third, 0, 1), third, 1e-16);
    assert_true(root_between(line_through, &low, 1, 2) == 1);
    assert_true(root_between(line_through, &high, 1, 2) == 2);
    assert_true(root_between(line_through, &above, 1, 2) == 2);
    assert_true(root_between(line_through, &below, 1, 2) == 1);
}

#define EDGE_TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

int edge_tests(void)
{
    const struct CMUnitTest tests[] = {
        EDGE_TEST(one_huge_value_among_small_ones_overflows_nothing),
        EDGE_TEST(sums_of_either_order_keep_their_carry),
        EDGE_TEST(two_points_are_a_line),
        EDGE_TEST(a_correlation_has_no_unit),
        EDGE_TEST(quantiles_between_two_values),
        EDGE_TEST(signs_are_sorted_right_at_any_size),
        EDGE_TEST(a_curve_is_read_within_a_member),
        EDGE_TEST(the_top_is_counted_in_whole_members),
        EDGE_TEST(the_stability_index_of_four_bins_by_hand),
        EDGE_TEST(the_largest_component_of_an_eigenvector_is_positive),
        EDGE_TEST(matches_that_are_not_square),
        EDGE_TEST(a_root_at_an_end_or_in_a_jump),
    };
    return cmocka_run_group_tests_name("edges", tests, NULL, NULL);
}
