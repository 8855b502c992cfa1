/* tests/unit/math — one program for the room. */
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

/* --- Sums and summaries ----------------------------------------------------------------------- */

static void sums_keep_what_plain_addition_loses(void **state)
{
    double values[] = { 1, 1e100, 1, -1e100 }, tenths[1000];

    (void)state;
    assert_true(sum_of(values, 4) == 2);
    for (size_t i = 0; i < 1000; i++)
        tenths[i] = 0.1;
    assert_true(sum_of(tenths, 1000) == 100);
    assert_true(sum_of(NULL, 0) == 0);
}

static void a_summary_of_hand_made_values(void **state)
{
    double values[] = { 2, 4, 4, 4, 5, 5, 7, 9 };
    Summary of = summary_of(values, 8);

    (void)state;
    assert_int_equal(of.count, 8);
    assert_true(of.sum == 40 && of.mean == 5 && of.min == 2 && of.max == 9);
    assert_near(of.sd, 2, 1e-15); /* population: divisor n */
}

static void a_summary_of_nothing_has_no_figures(void **state)
{
    Summary of = summary_of(NULL, 0);

    (void)state;
    assert_true(of.sum == 0 && isnan(of.mean) && isnan(of.sd) && isnan(of.min) && isnan(of.max));
}

static void deviations_survive_a_large_offset(void **state)
{
    double values[] = { 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16 };

    (void)state;
    assert_near(summary_of(values, 4).sd, sqrt(22.5), 1e-9);
}

static void the_largest_and_smallest_numbers_neither_overflow_nor_vanish(void **state)
{
    double huge[] = { DBL_MAX, -DBL_MAX, DBL_MAX, -DBL_MAX };
    double tiny[] = { 1e-310, 3e-310 };
    double same[] = { 0.1, 0.1, 0.1 };

    (void)state;
    assert_true(summary_of(huge, 4).mean == 0);
    assert_near(summary_of(huge, 4).sd / DBL_MAX, 1, 1e-12);
    assert_near(summary_of(tiny, 2).sd / 1e-310, 1, 1e-9);
    assert_true(summary_of(same, 3).sd == 0 && summary_of(same, 3).mean == 0.1);
}

/* --- Order ------------------------------------------------------------------------------------ */

static void quantiles_are_type_seven(void **state)
{
    /* R: quantile(c(1, 3, 4, 8, 20, 21), c(0, .1, .25, .5, .9, 1)) */
    double values[] = { 20, 1, 8, 3, 21, 4 };

    assert_near(quantile(values, 6, 0, *state), 1, 0);
    assert_near(quantile(values, 6, 0.1, *state), 2, 1e-12);
    assert_near(quantile(values, 6, 0.25, *state), 3.25, 1e-12);
    assert_near(median(values, 6, *state), 6, 1e-12);
    assert_near(quantile(values, 6, 0.9, *state), 20.5, 1e-12);
    assert_near(quantile(values, 6, 1, *state), 21, 0);
    assert_true(values[0] == 20); /* left as they were */
}

/* Many values are sorted in another way than few. */
static void many_values_are_sorted_like_few(void **state)
{
    enum { COUNT = 20000 };
    double *values = ARENA_ARRAY(*state, double, COUNT);
    Random random = random_open(3, 3);
    double sum = 0, sum_sorted = 0;

    for (int i = 0; i < COUNT; i++) {
        double size = ldexp(random_unit(&random) - 0.5, (int)random_below(&random, 600) - 300);
        values[i] = i % 5 == 0   ? (double)random_below(&random, 9) - 4
                    : i % 7 == 0 ? size
                                 : 1e6 * size;
    }
    values[17] = -DBL_MAX;
    values[18] = DBL_MAX;
    double *sorted = sorted_copy(values, COUNT, *state);
    for (int i = 0; i < COUNT; i++) {
        if (i) assert_true(sorted[i - 1] <= sorted[i]);
        sum += fmod(fabs(values[i]), 1e3);
    }
    for (int i = COUNT - 1; i >= 0; i--)
        sum_sorted += fmod(fabs(sorted[i]), 1e3);
    assert_near(sum_sorted, sum, 1e-6); /* none lost, none made up */
    assert_true(sorted[0] == -DBL_MAX && sorted[COUNT - 1] == DBL_MAX);
}

/* Of values in many shapes, those on which selection is slow among them. */
static void quantiles_need_no_order(void **state)
{
    enum { MOST = 3000 };
    static const double ps[] = { 0, 0.01, 0.25, 0.5, 0.77, 0.99, 1 };
    double *values = ARENA_ARRAY(*state, double, MOST);
    Random random = random_open(3, 0);

    for (size_t shape = 0; shape < 6; shape++) {
        for (size_t count = 1; count <= MOST; count = count * 5 / 3 + 1) {
            for (size_t i = 0; i < count; i++) {
                double drawn = random_unit(&random), place = (double)i;
                const double shapes[] = { drawn * 1e6 - 5e5,
                                          floor(drawn * 4),
                                          place,
                                          -place,
                                          fabs(place - (double)count / 2),
                                          7 };
                values[i] = shapes[shape];
            }
            const double *sorted = sorted_copy(values, count, *state);
            for (size_t p = 0; p < COUNT_OF(ps); p++) {
                assert_true(quantile(values, count, ps[p], *state) ==
                            quantile_sorted(sorted, count, ps[p]));
            }
        }
    }
}

static void quantiles_of_one_value_and_of_none(void **state)
{
    double one[] = { 7 }, wide[] = { -DBL_MAX, DBL_MAX };

    assert_true(quantile(one, 1, 0.3, *state) == 7);
    assert_true(isnan(quantile(NULL, 0, 0.3, *state)));
    assert_true(quantile_sorted(wide, 2, 0.5) == 0);
}

static void five_numbers_are_the_quartiles_with_their_ends(void **state)
{
    double values[] = { 9, 1, 2, 3, 4, 5, 6, 7, 8 };
    FiveNumbers five = five_numbers(values, 9, *state);

    assert_true(five.min == 1 && five.lower == 3 && five.median == 5);
    assert_true(five.upper == 7 && five.max == 9);
}

static void cliffs_delta_counts_pairs(void **state)
{
    static const double low[] = { 1, 2, 2 }, high[] = { 2, 3, 9, 9 }, one[] = { 2 };
    Random random = random_open(11, 0);
    double a[40], b[60];

    /* Of twelve pairs ten have the higher on the right, and two are equal. */
    assert_near(cliffs_delta(low, 3, high, 4), -10.0 / 12, 1e-15);
    assert_near(cliffs_delta(high, 4, low, 3), 10.0 / 12, 1e-15);
    assert_near(cliffs_delta(one, 1, one, 1), 0, 0);
    assert_near(cliffs_delta(high + 1, 3, low, 3), 1, 0);
    for (int turn = 0; turn < 20; turn++) {
        double pairs = 0;
        for (size_t i = 0; i < 40; i++)
            a[i] = floor(random_unit(&random) * 9);
        for (size_t i = 0; i < 60; i++)
            b[i] = floor(random_unit(&random) * 12);
        for (size_t i = 0; i < 40; i++) {
            for (size_t j = 0; j < 60; j++)
                pairs += (a[i] > b[j]) - (a[i] < b[j]);
        }
        const double *x = sorted_copy(a, 40, *state), *y = sorted_copy(b, 60, *state);
        assert_near(cliffs_delta(x, 40, y, 60), pairs / 2400, 1e-15);
    }
}

/* --- Concentration ---------------------------------------------------------------------------- */

static void gini_of_hand_made_shops(void **state)
{
    double equal[] = { 5, 5, 5, 5 }, one[] = { 0, 0, 0, 8 }, ramp[] = { 3, 1, 2, 4 };
    double none[] = { 0, -1, 0 }, refund[] = { -50, 0, 0, 8 };

    assert_near(gini(equal, 4, *state), 0, 1e-15);
    assert_near(gini(one, 4, *state), 0.75, 1e-15);
    assert_near(gini(ramp, 4, *state), 0.25, 1e-15);
    assert_near(gini(refund, 4, *state), 0.75, 1e-15);
    assert_true(isnan(gini(none, 3, *state)) && isnan(gini(NULL, 0, *state)));
}

static void gini_by_its_definition_as_mean_difference(void **state)
{
    Random random = random_open(7, 0);
    double values[101], apart = 0, total = 0;

    for (size_t i = 0; i < 101; i++)
        total += values[i] = pow(random_unit(&random), 3) * 100;
    for (size_t i = 0; i < 101; i++)
        for (size_t j = 0; j < 101; j++)
            apart += fabs(values[i] - values[j]);
    assert_near(gini(values, 101, *state), apart / (2 * 101 * total), 1e-12);
}

static void the_concentration_curve_starts_at_zero_and_ends_at_one(void **state)
{
    double values[] = { 1, 6, 3 };
    LorenzPoint *curve = concentration_curve(values, 3, 6, *state);

    assert_true(curve[0].members == 0 && curve[0].value == 0);
    assert_near(curve[1].value, 0.3, 1e-15); /* half of the richest */
    assert_near(curve[2].value, 0.6, 1e-15);
    assert_near(curve[4].value, 0.9, 1e-15);
    assert_true(curve[6].members == 1);
    assert_near(curve[6].value, 1, 1e-15);
    assert_null(concentration_curve(values, 0, 6, *state));
}

static void shares_of_the_top_count_whole_members_rounded_up(void **state)
{
    double values[] = { 10, 20, 30, 40, 0, 0, 0, 0, 0, 0 };

    assert_near(concentration_of_top(values, 10, 0.1, *state), 0.4, 1e-15);
    assert_near(concentration_of_top(values, 10, 0.2, *state), 0.7, 1e-15);
    assert_near(concentration_of_top(values, 10, 0.21, *state), 0.9, 1e-15);
    assert_near(concentration_of_top(values, 10, 1, *state), 1, 1e-15);
    assert_near(concentration_of_top(values, 10, 0, *state), 0, 0);
    assert_near(concentration_to_reach(values, 10, 0.7, *state), 0.2, 1e-15);
    assert_near(concentration_to_reach(values, 10, 0.71, *state), 0.3, 1e-15);
    assert_near(concentration_to_reach(values, 10, 1, *state), 0.4, 1e-15);
}

static void correlation_of_lines_and_of_constants(void **state)
{
    double x[] = { 1, 2, 3, 4, 5 }, up[] = { 3, 5, 7, 9, 11 }, down[] = { 5, 4, 3, 2, 1 };
    double flat[] = { 2, 2, 2, 2, 2 }, bent[] = { 1, 4, 9, 16, 25 };

    (void)state;
    assert_near(correlation(x, up, 5), 1, 1e-15);
    assert_near(correlation(x, down, 5), -1, 1e-15);
    assert_near(correlation(x, bent, 5), 60 / sqrt(10 * 374), 1e-14); /* by hand */
    assert_true(isnan(correlation(x, flat, 5)));
    assert_true(isnan(correlation(x, up, 1)));
}

/* --- Linear algebra --------------------------------------------------------------------------- */

static void eigen_of_a_hand_made_matrix(void **state)
{
    double values[] = { 2, 1, 1, 2 };
    Eigen eigen;
    Err err;

    assert_int_equal(eigen_symmetric(&eigen, &(Matrix){ 2, 2, values }, *state, &err), OK);
    assert_near(eigen.values[0], 3, 1e-14);
    assert_near(eigen.values[1], 1, 1e-14);
    assert_near(matrix_at(&eigen.vectors, 0, 0), sqrt(0.5), 1e-14);
    assert_near(matrix_at(&eigen.vectors, 0, 1), sqrt(0.5), 1e-14);
    /* Equal by absolute value: the first of them is the positive one. */
    assert_near(matrix_at(&eigen.vectors, 1, 0), sqrt(0.5), 1e-14);
    assert_near(matrix_at(&eigen.vectors, 1, 1), -sqrt(0.5), 1e-14);
}

static void eigenvectors_rebuild_the_matrix(void **state)
{
    enum { N = 8 };
    Random random = random_open(3, 1);
    Matrix a = matrix_new(N, N, *state);
    Eigen eigen;
    Err err;

    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j <= i; j++)
            a.at[i * N + j] = a.at[j * N + i] = random_unit(&random) - 0.5;
    assert_int_equal(eigen_symmetric(&eigen, &a, *state, &err), OK);
    for (size_t i = 0; i < N; i++) {
        if (i) assert_true(eigen.values[i - 1] >= eigen.values[i]);
        for (size_t j = 0; j < N; j++) {
            double rebuilt = 0, dot = 0;

            for (size_t e = 0; e < N; e++) {
                rebuilt += eigen.values[e] * matrix_at(&eigen.vectors, e, i) *
                           matrix_at(&eigen.vectors, e, j);
                dot += matrix_at(&eigen.vectors, i, e) * matrix_at(&eigen.vectors, j, e);
            }
            assert_near(rebuilt, matrix_at(&a, i, j), 1e-13);
            assert_near(dot, i == j, 1e-13);
        }
    }
}

static void only_the_lower_triangle_is_read(void **state)
{
    double values[] = { 2, 999, 1, 2 };
    Eigen eigen;
    Err err;

    assert_int_equal(eigen_symmetric(&eigen, &(Matrix){ 2, 2, values }, *state, &err), OK);
    assert_near(eigen.values[0], 3, 1e-14);
}

static void a_matrix_that_is_not_square_is_our_bug(void **state)
{
    double values[] = { 1, 2 };
    Eigen eigen;
    Err err;

    assert_int_equal(eigen_symmetric(&eigen, &(Matrix){ 1, 2, values }, *state, &err), ERR_BUG);
    assert_string_equal(err.text, "eigenvectors of a 1 × 2 matrix: it must be square");
}

/* --- Assignment ------------------------------------------------------------------------------- */

static void the_hungarian_example_of_three_workers(void **state)
{
    double cost[] = { 250, 400, 350, 400, 600, 350, 200, 400, 250 }, total;
    size_t *col = assignment_solve(&(Matrix){ 3, 3, cost }, &total, *state);

    assert_true(total == 950);
    assert_int_equal(col[0], 1);
    assert_int_equal(col[1], 2);
    assert_int_equal(col[2], 0);
}

/* The least cost over all ways to give the rows from `row` on a free column each; `idle` of them
 * may go without. */
static double by_force(const Matrix *cost, size_t row, unsigned taken, size_t idle)
{
    double best = INFINITY;

    if (row == cost->rows) return 0;
    if (idle) best = by_force(cost, row + 1, taken, idle - 1);
    for (size_t col = 0; col < cost->cols; col++) {
        if (taken >> col & 1) continue;
        best = fmin(best,
                    matrix_at(cost, row, col) + by_force(cost, row + 1, taken | 1u << col, idle));
    }
    return best;
}

static void check_against_force(const Matrix *cost, Arena *arena)
{
    double total, sum = 0;
    size_t *col = assignment_solve(cost, &total, arena), matched = 0;
    unsigned taken = 0;

    for (size_t row = 0; row < cost->rows; row++) {
        if (col[row] == SIZE_MAX) continue;
        assert_true(col[row] < cost->cols && !(taken >> col[row] & 1));
        taken |= 1u << col[row];
        sum += matrix_at(cost, row, col[row]);
        matched++;
    }
    assert_int_equal(matched, cost->rows < cost->cols ? cost->rows : cost->cols);
    assert_near(sum, total, 1e-12);
    assert_near(total, by_force(cost, 0, 0, cost->rows > cost->cols ? cost->rows - cost->cols : 0),
                1e-9);
}

static void assignments_cost_as_little_as_the_best_of_all_permutations(void **state)
{
    Random random = random_open(11, 0);

    for (size_t trial = 0; trial < 300; trial++) {
        Matrix cost =
            matrix_new(1 + random_below(&random, 6), 1 + random_below(&random, 6), *state);

        for (size_t i = 0; i < cost.rows * cost.cols; i++)
            cost.at[i] = trial % 2 ? (double)random_below(&random, 4) - 1 /* many ties */
                                   : random_unit(&random) * 10 - 5;
        check_against_force(&cost, *state);
    }
}

static void equal_costs_give_the_same_matching_each_time(void **state)
{
    Matrix cost = matrix_new(3, 5, *state);
    size_t *first = assignment_solve(&cost, NULL, *state);
    size_t *second = assignment_solve(&cost, NULL, *state);

    assert_memory_equal(first, second, 3 * sizeof *first);
    for (size_t row = 0; row < 3; row++)
        assert_int_equal(first[row], row);
}

static void a_change_is_unusual_beyond_robust_fences(void **state)
{
    const double past[] = { 1, 2, 3, 4, 5, 6, 100 };
    Variation v = variation_of(past, 7, .01, 0, *state);

    /* Median 4, median absolute deviation 2; Student's t of 0.66 · 3 + 0.5 degrees of freedom. */
    double reach = student_quantile(.995, 2.48) * 1.4826 * 2;
    assert_float_equal(v.median, 4, 0);
    assert_float_equal(v.low, 4 - reach, 1e-12);
    assert_float_equal(v.high, 4 + reach, 1e-12);
    assert_true(variation_is_beyond(&v, 4.01 + reach));
    assert_false(variation_is_beyond(&v, 3.99 + reach));
    assert_true(variation_is_beyond(&v, 3.99 - reach));
    v = variation_of(past, 7, .01, 10, *state);
    assert_float_equal(v.high, 4 + student_quantile(.995, 2.48) * 10, 1e-12);
    v = variation_of(past, 5, .01, 0, *state);
    assert_false(variation_judges(&v));
    assert_false(variation_is_beyond(&v, 1e9));
    v = variation_of(past, 0, .01, 0, *state);
    assert_false(variation_is_beyond(&v, 1e9));
}

static double normal(Random *random)
{
    double length = sqrt(-2 * log(1 - random_unit(random)));

    return length * cos(2 * acos(-1) * random_unit(random));
}

static void as_many_usual_changes_as_asked_for_are_called_unusual(void **state)
{
    static const size_t sizes[] = { 6, 7, 8, 9, 10, 15, 30, 52, 109 };
    static const double chances[] = { .0125, .002 };
    enum { TRIALS = 40000 };
    Random random = random_open(5, 0);
    double past[110];

    for (size_t k = 0; k < COUNT_OF(sizes); k++) {
        size_t beyond[2] = { 0 };
        for (size_t trial = 0; trial < TRIALS; trial++) {
            ArenaMark mark = arena_mark(*state);
            for (size_t i = 0; i <= sizes[k]; i++)
                past[i] = normal(&random);
            for (size_t c = 0; c < 2; c++) {
                Variation v = variation_of(past, sizes[k], chances[c], 0, *state);
                beyond[c] += variation_is_beyond(&v, past[sizes[k]]);
            }
            arena_release(*state, mark);
        }
        for (size_t c = 0; c < 2; c++) {
            double share = (double)beyond[c] / TRIALS / chances[c];
            if (share < .65 || share > 1.5)
                fail_msg("%zu of %d beyond, by %zu past values", beyond[c], TRIALS, sizes[k]);
        }
    }
}

static void a_spread_is_that_of_most_values(void **state)
{
    const double values[] = { 1, 2, 3, 4, 5, 6, 100 }, same[] = { 3, 3, 3, 3, 3 };
    Spread s = spread_of(values, 7, *state);
    double cut = 2.5 * 1.4826 * 2;

    /* Distances from 4: 3 2 1 0 1 2 96, the last of which is cut. */
    assert_float_equal(s.centre, 4, 0);
    assert_float_equal(s.sd, sqrt((9 + 4 + 1 + 0 + 1 + 4 + cut * cut) / 7 / .97757), 1e-12);
    s = spread_of(same, 5, *state);
    assert_float_equal(s.sd, 0, 0);
    s = spread_of(values, 0, *state);
    assert_true(s.count == 0 && s.sd == 0 && isnan(s.centre));
}

static void a_new_value_lies_within_students_t_of_a_spread(void **state)
{
    static const size_t sizes[] = { 9, 15, 26, 52 };
    enum { TRIALS = 40000 };
    Random random = random_open(6, 0);
    double past[52];

    for (size_t k = 0; k < COUNT_OF(sizes); k++) {
        size_t beyond = 0;
        for (size_t trial = 0; trial < TRIALS; trial++) {
            ArenaMark mark = arena_mark(*state);
            for (size_t i = 0; i < sizes[k]; i++)
                past[i] = normal(&random);
            Spread s = spread_of(past, sizes[k], *state);
            double reach = student_quantile(.99, spread_freedom(sizes[k])) * s.sd *
                           sqrt(1 + acos(-1) / 2 / (double)sizes[k]);
            beyond += fabs(normal(&random) - s.centre) > reach;
            arena_release(*state, mark);
        }
        if (beyond < TRIALS * .015 || beyond > TRIALS * .025)
            fail_msg("%zu of %d beyond, by %zu values", beyond, TRIALS, sizes[k]);
    }
}

static void a_figure_that_hardly_ever_changes_is_judged_by_the_changes_that_it_had(void **state)
{
    const double still[] = { 0, 0, 0, 0, 0, 0 }, rare[] = { 0, 0, 0, 0, 0, 3 };
    Variation v = variation_of(still, 6, .01, 0, *state);

    assert_true(variation_is_beyond(&v, 1));
    assert_false(variation_is_beyond(&v, 0));
    v = variation_of(rare, 6, .01, 0, *state);
    /* Mean absolute deviation .5. */
    assert_float_equal(v.high, student_quantile(.995, 2.48) * 1.2533 * .5, 1e-12);
}

static void the_stability_index_is_the_sum_over_bins_of_the_earlier_quantiles(void **state)
{
    const double before[] = { 10, 9, 8, 7, 6, 5, 4, 3, 2, 1 };
    const double now[] = { 1, 1, 2, 2, 3, 3, 4, 5, 6, 7 };
    const double ties[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 2 };

    /* Half and half before; 8 and 2 now; half a member more in each bin. */
    assert_float_equal(population_stability(before, 10, now, 10, 2, *state), 0.333756935896941,
                       1e-12);
    assert_float_equal(population_stability(before, 10, before, 10, 10, *state), 0, 0);
    assert_float_equal(population_stability(ties, 10, ties, 10, 10, *state), 0, 0);
    assert_true(population_stability(ties, 10, now, 10, 10, *state) > 0.25);
    assert_true(isnan(population_stability(before, 0, now, 10, 10, *state)));
}

/* --- Special functions ------------------------------------------------------------------------ */

/* Abramowitz, Stegun 1964, table 26.10; the sum of the terms. */
static void students_t_and_poisson_where_they_are_known(void **state)
{
    double sum = 0, term = exp(-3.5);

    (void)state;
    assert_float_equal(student_quantile(.975, 1), 12.706, 5e-4);
    assert_float_equal(student_quantile(.995, 10), 3.169, 5e-4);
    assert_float_equal(student_quantile(.05, 30), -1.697, 5e-4);
    for (int most = 0; most < 12; most++) {
        sum += term;
        assert_float_equal(poisson_cdf(most, 3.5), sum, 1e-12);
        assert_true(poisson_cdf(most + .5, 3.5) > sum);
        term *= 3.5 / (most + 1);
    }
    assert_float_equal(poisson_cdf(-1, 3.5), 0, 0);
}

static void digamma_and_trigamma_where_they_are_known(void **state)
{
    double pi = acos(-1), euler = 0.57721566490153286;

    (void)state;
    assert_near(digamma(1), -euler, 1e-15);
    assert_near(digamma(0.5), -euler - 2 * log(2), 1e-14);
    assert_near(digamma(5), -euler + 25.0 / 12, 1e-14);
    assert_near(trigamma(1), pi * pi / 6, 1e-14);
    assert_near(trigamma(0.5), pi * pi / 2, 1e-13);
    assert_near(trigamma(4), pi * pi / 6 - 49.0 / 36, 1e-14);
    assert_near(digamma(1e8), log(1e8) - 5e-9, 1e-13);
    assert_near(trigamma(1e-6) / 1e12, 1, 1e-11);
}

static void the_beta_distribution_where_it_is_a_polynomial(void **state)
{
    (void)state;
    for (double x = 0; x <= 1; x += 0.125) {
        assert_near(beta_cdf(x, 1, 3), 1 - pow(1 - x, 3), 1e-14);
        assert_near(beta_cdf(x, 4, 1), pow(x, 4), 1e-14);
        assert_near(beta_cdf(x, 2, 2), x * x * (3 - 2 * x), 1e-14);
        assert_near(beta_cdf(x, 0.5, 0.5), 2 / acos(-1) * asin(sqrt(x)), 1e-14);
    }
    assert_near(beta_cdf(-1, 2, 3), 0, 0);
    assert_near(beta_cdf(2, 2, 3), 1, 0);
    assert_near(beta_cdf(0.5, 20000, 20000), 0.5, 1e-9);
}

static double above(const void *context, double x)
{
    return x * x * x - *(const double *)context;
}

static double below(const void *context, double x)
{
    return -above(context, x);
}

static void a_root_is_found_to_the_last_bit(void **state)
{
    double eight = 8, far = 1000;

    (void)state;
    assert_near(root_between(above, &eight, -5, 100), 2, 1e-15);
    assert_near(root_between(below, &eight, -5, 100), 2, 1e-15);
    assert_near(root_between(above, &eight, 2, 100), 2, 0);
    assert_near(root_between(above, &far, -5, 3), 3, 0);
    assert_near(root_between(above, &eight, 3, 5), 3, 0);
}

#define MATH_TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MATH_TEST(sums_keep_what_plain_addition_loses),
        MATH_TEST(a_summary_of_hand_made_values),
        MATH_TEST(a_summary_of_nothing_has_no_figures),
        MATH_TEST(deviations_survive_a_large_offset),
        MATH_TEST(the_largest_and_smallest_numbers_neither_overflow_nor_vanish),
        MATH_TEST(quantiles_are_type_seven),
        MATH_TEST(many_values_are_sorted_like_few),
        MATH_TEST(quantiles_need_no_order),
        MATH_TEST(quantiles_of_one_value_and_of_none),
        MATH_TEST(cliffs_delta_counts_pairs),
        MATH_TEST(five_numbers_are_the_quartiles_with_their_ends),
        MATH_TEST(gini_of_hand_made_shops),
        MATH_TEST(gini_by_its_definition_as_mean_difference),
        MATH_TEST(the_concentration_curve_starts_at_zero_and_ends_at_one),
        MATH_TEST(shares_of_the_top_count_whole_members_rounded_up),
        MATH_TEST(correlation_of_lines_and_of_constants),
        MATH_TEST(eigen_of_a_hand_made_matrix),
        MATH_TEST(eigenvectors_rebuild_the_matrix),
        MATH_TEST(only_the_lower_triangle_is_read),
        MATH_TEST(a_matrix_that_is_not_square_is_our_bug),
        MATH_TEST(the_hungarian_example_of_three_workers),
        MATH_TEST(assignments_cost_as_little_as_the_best_of_all_permutations),
        MATH_TEST(equal_costs_give_the_same_matching_each_time),
        MATH_TEST(a_change_is_unusual_beyond_robust_fences),
        MATH_TEST(as_many_usual_changes_as_asked_for_are_called_unusual),
        MATH_TEST(a_spread_is_that_of_most_values),
        MATH_TEST(a_new_value_lies_within_students_t_of_a_spread),
        MATH_TEST(students_t_and_poisson_where_they_are_known),
        MATH_TEST(a_figure_that_hardly_ever_changes_is_judged_by_the_changes_that_it_had),
        MATH_TEST(the_stability_index_is_the_sum_over_bins_of_the_earlier_quantiles),
        MATH_TEST(digamma_and_trigamma_where_they_are_known),
        MATH_TEST(the_beta_distribution_where_it_is_a_polynomial),
        MATH_TEST(a_root_is_found_to_the_last_bit),
    };

    return cmocka_run_group_tests_name("math", tests, NULL, NULL) + edge_tests() +
           disclosure_tests() + program_tests();
}
