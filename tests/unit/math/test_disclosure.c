/* What is rounded, and what a reader can work out of what is given out. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "math/disclosure.h"
#include "math/simplex.h"
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

/* --- bounds under constraints ----------------------------------------------------------------- */

/* A table of which the sums of rows and columns are known: a cell lies between the bounds of
 * Fréchet, max(0, row + column − total) and min(row, column), and reaches both. */
static void cells_of_a_table_lie_between_the_bounds_of_frechet(void **state)
{
    enum { ROWS = 4, COLS = 5, CELLS = ROWS * COLS, SUMS = ROWS + COLS };
    Random random = random_open(15, 0);

    for (int round = 0; round < 50; round++) {
        Matrix sums = matrix_new(SUMS, CELLS, *state);
        double start[CELLS], low[CELLS + SUMS], high[CELLS + SUMS], total = 0;
        for (size_t i = 0; i < CELLS; i++) {
            start[i] = (double)random_below(&random, 3) * (double)random_below(&random, 20);
            total += start[i];
            low[i] = 0;
            high[i] = INFINITY;
            matrix_row(&sums, i / COLS)[i] = 1;
            matrix_row(&sums, ROWS + i % COLS)[i] = 1;
        }
        for (size_t r = 0; r < SUMS; r++) {
            low[CELLS + r] = 0;
            for (size_t i = 0; i < CELLS; i++)
                low[CELLS + r] += matrix_at(&sums, r, i) * start[i];
            high[CELLS + r] = low[CELLS + r];
        }
        Simplex simplex = simplex_open(sums, low, high, start, *state);
        for (size_t i = 0; i < CELLS; i++) {
            double row = low[CELLS + i / COLS], col = low[CELLS + ROWS + i % COLS];
            assert_near(simplex_bound(&simplex, i, true), fmin(row, col), 1e-9);
            assert_near(simplex_bound(&simplex, i, false), fmax(0, row + col - total), 1e-9);
        }
    }
}

/* 2x + y ≤ 8, x + 3y ≤ 9: the corner is (3, 2). */
static void a_program_in_two_variables(void **state)
{
    Matrix sums = matrix_new(3, 2, *state);
    const double entries[] = { 2, 1, 1, 3, 3, 4 };
    const double low[] = { 0, 0, -INFINITY, -INFINITY, -INFINITY };
    const double high[] = { INFINITY, 2.5, 8, 9, INFINITY }, start[] = { 1, 1 };

    memcpy(sums.at, entries, sizeof entries);
    Simplex simplex = simplex_open(sums, low, high, start, *state);
    assert_near(simplex_bound(&simplex, 4, true), 17, 1e-12); /* 3x + 4y */
    assert_near(simplex.at[0], 3, 1e-12);
    assert_near(simplex.at[1], 2, 1e-12);
    assert_near(simplex_bound(&simplex, 0, true), 4, 1e-12);
    assert_near(simplex_bound(&simplex, 1, true), 2.5, 1e-12);
    assert_near(simplex_bound(&simplex, 4, false), 0, 1e-12);
}

static void without_a_constraint_there_is_no_bound(void **state)
{
    Matrix sums = matrix_new(1, 2, *state);
    const double low[] = { 0, 0, -INFINITY }, high[] = { INFINITY, INFINITY, INFINITY };
    const double start[] = { 3, 4 };

    matrix_row(&sums, 0)[0] = matrix_row(&sums, 0)[1] = 1;
    Simplex simplex = simplex_open(sums, low, high, start, *state);
    assert_true(isinf(simplex_bound(&simplex, 1, true)));
    assert_true(isinf(simplex_bound(&simplex, 2, true)));
    assert_near(simplex_bound(&simplex, 2, false), 0, 0);
}

/* --- one group -------------------------------------------------------------------------------- */

static Tops tops_of(const double *values, size_t count, size_t group, Arena *arena)
{
    Tops tops = tops_open(group, arena);

    for (size_t i = 0; i < count; i++)
        tops_add(&tops, values[i]);
    return tops;
}

static void a_group_is_secret_that_is_small_or_has_one_large_member(void **state)
{
    const double even[] = { 10, 10, 10, 0, 0 }, uneven[] = { 90, 5, 5 },
                 four_fifths[] = { 80, 10, 10 };
    const double returned[] = { 50, 10, -45 };
    Tops none = tops_open(3, *state), three = tops_of(even, 5, 3, *state);
    Tops four = tops_of(even, 5, 4, *state), most = tops_of(uneven, 3, 3, *state);
    Tops border = tops_of(four_fifths, 3, 3, *state), net = tops_of(returned, 3, 3, *state);

    assert_false(tops_is_secret(&none));
    assert_false(tops_is_secret(&three)); /* who brings nothing is no member */
    assert_true(tops_is_secret(&four));
    assert_true(tops_is_secret(&most));
    assert_false(tops_is_secret(&border));
    assert_true(tops_is_secret(&net)); /* 50 of a sum of 15 */
}

static void a_step_is_a_fifth_of_what_the_largest_have(void **state)
{
    const double values[] = { 7, 300, 40, 1, 220, 3 };
    const double small[] = { 0.02, 0.02, 0.02 };
    Tops three = tops_of(values, 6, 3, *state), six = tops_of(values, 6, 6, *state);
    Tops tops = tops_of(small, 3, 3, *state), none = tops_open(3, *state);

    assert_near(tops_step(&three), 200, 0); /* 520 / 5 = 104 */
    assert_near(tops_step(&six), 200, 0);   /* 570 / 5 */
    assert_near(tops_rounded(&three), 600, 0);
    Tops two = tops_of(values, 6, 2, *state), one = tops_of(values, 6, 1, *state);
    double mixed[100], rising[50];
    for (int i = 0; i < 100; i++)
        mixed[i] = 1 + i * 37 % 101;
    for (int i = 0; i < 50; i++)
        rising[i] = 1 + i;
    Tops of_mixed = tops_of(mixed, 100, 8, *state), of_rising = tops_of(rising, 50, 6, *state);
    assert_near(tops_step(&of_mixed), 200, 0); /* 101, 100… without the one that is left out, / 5 */
    assert_near(tops_step(&of_rising), 50, 0); /* 46 to 50: 240 / 5 = 48 */
    assert_near(tops_step(&two), 100, 0);      /* 300 / 5 = 60 */
    assert_near(tops_step(&one), 100, 0);
    assert_near(tops_step(&tops), 0.01, 1e-15);
    assert_near(tops_step(&none), 0, 0);
    assert_near(count_step(2), 2, 0);
    assert_near(count_step(5), 2, 0);
    assert_near(count_step(10), 5, 0);
    assert_near(count_step(20), 10, 0);
    assert_near(round_to(12.5, 5), 15, 0);
    assert_near(round_to(-12.5, 5), -10, 0);
    assert_true(round_to(0.3000001, 0.05) == 0.3);
    assert_near(round_to(12.5, 0), 12.5, 0);
}

static void neighbours_are_replaced_by_means_that_none_dominates(void **state)
{
    const double values[] = { 9, 1, 2, 3, 10, 11, 12 };
    const double whale[] = { 1, 1, 1, 1, 1, 1, 100 };
    const double *got = microaggregate(values, 7, 7, 2, *state);

    for (size_t i = 0; i < 7; i++)
        assert_true(got[i] > 0 && (i == 0 || got[i] >= got[i - 1]));
    assert_near(got[6], 12.5, 0); /* 11 + 12, in steps of 5 */
    assert_near(got[4], 10, 0);   /* 9 + 10, in steps of 2 */
    assert_near(got[2], 2, 0);
    got = microaggregate(values, 7, 14, 2, *state);
    assert_near(got[13], got[12], 0);
    got = microaggregate(whale, 7, 7, 2, *state); /* there is no group in which 100 is not most */
    for (size_t i = 0; i < 7; i++)
        assert_near(got[i], 100.0 / 7, 0);
    got = microaggregate(values, 7, 7, 10, *state);
    assert_near(got[0], got[6], 0);
}

static void the_middle_is_a_mean_of_so_many(void **state)
{
    const double values[] = { 9, 1, 2, 3, 10, 11, 30 };

    assert_near(middle_mean(values, 7, 3, *state), (3 + 9 + 10) / 3.0, 1e-12);
    assert_near(middle_mean(values, 7, 2, *state), (3 + 9 + 10) / 3.0, 1e-12);
    assert_near(middle_mean(values, 7, 10, *state), 66 / 7.0, 1e-12);
    /* One that is most of all counts as much as the next, and where that is most too, as the one
     * before. */
    assert_near(middle_mean((const double[]){ 1, 2, 3, 100 }, 4, 4, *state), 9 / 4.0, 1e-12);
    assert_near(middle_mean((const double[]){ 1, 1, 1, 1, 100, -100 }, 6, 6, *state), 4 / 6.0,
                1e-12);
    assert_near(middle_mean((const double[]){ 0, 0, 0, 100 }, 4, 4, *state), 0, 0);
    assert_true(isnan(middle_mean(values, 0, 3, *state)));
}

/* --- many groups ------------------------------------------------------------------------------ */

enum { A, B, C };

/* Cells of one row: A and B are shown, C is secret, the total is known. */
static size_t protect_row(GivenSum figures[3], const double value[3], double width, Arena *arena)
{
    static const uint32_t cells[] = { A, B, C };
    static const double least[3];
    const Secret secret = { cells + C, 1 };
    Release release = { 3, value, least, figures, 3, &secret, 1 };
    double total = value[A] + value[B] + value[C];

    figures[0] = (GivenSum){ cells, 3, total, total, 0, false };
    for (size_t i = 1; i < 3; i++)
        figures[i] = (GivenSum){ cells + i - 1, 1,    value[i - 1] - width, value[i - 1] + width,
                                 value[i - 1],  false };
    return disclosure_protect(&release, arena);
}

static void what_follows_from_a_total_takes_the_smallest_figure_with_it(void **state)
{
    const double value[] = { 500, 80, 7 };
    GivenSum figures[3];

    assert_int_equal(protect_row(figures, value, 0, *state), 0);
    assert_false(figures[1].withheld);
    assert_true(figures[2].withheld);
}

static void rounding_may_be_enough(void **state)
{
    const double value[] = { 500, 80, 7 };
    GivenSum figures[3];

    assert_int_equal(protect_row(figures, value, 1, *state), 0);
    assert_false(figures[1].withheld || figures[2].withheld);
    assert_int_equal(protect_row(figures, value, 0.3, *state), 0); /* 7 ± 0.6 is known */
    assert_true(figures[2].withheld);
}

static void a_secret_that_is_the_total_is_lost(void **state)
{
    const double value[] = { 0, 0, 7 };
    GivenSum figures[3];

    assert_int_equal(protect_row(figures, value, 0, *state), 1);
}

/* Two by two, rows and columns known: one secret cell makes the other three tell it. */
static void a_secret_cell_of_a_table_needs_others_beside_it(void **state)
{
    static const uint32_t cells[] = { 0, 1, 2, 3 };
    static const uint32_t left[] = { 0, 2 }, right[] = { 1, 3 };
    static const double value[] = { 3, 60, 50, 90 }, least[4];
    const Secret secret = { cells, 1 };
    GivenSum figures[] = {
        { cells, 2, 63, 63, 0, false },      { cells + 2, 2, 140, 140, 0, false },
        { left, 2, 53, 53, 1, false },       { right, 2, 150, 150, 2, false },
        { cells + 1, 1, 60, 60, 60, false }, { cells + 2, 1, 50, 50, 50, false },
        { cells + 3, 1, 90, 90, 90, false },
    };
    Release release = { 4, value, least, figures, COUNT_OF(figures), &secret, 1 };

    assert_int_equal(disclosure_protect(&release, *state), 0);
    /* The columns' sums are of the least worth, then what the rows would tell. */
    assert_true(figures[2].withheld && figures[4].withheld);
    assert_false(figures[6].withheld);
}

/* A secret group of two cells, each of which is no secret. */
static void a_group_of_cells_can_be_the_secret(void **state)
{
    static const uint32_t cells[] = { 0, 1, 2 };
    static const double value[] = { 20, 20, 4 }, least[3];
    const Secret secret = { cells + 1, 2 };
    GivenSum figures[] = { { cells, 3, 44, 44, 0, false }, { cells, 1, 20, 20, 20, false } };
    Release release = { 3, value, least, figures, 2, &secret, 1 };

    assert_int_equal(disclosure_protect(&release, *state), 0);
    assert_true(figures[1].withheld);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

int disclosure_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(cells_of_a_table_lie_between_the_bounds_of_frechet),
        TEST(a_program_in_two_variables),
        TEST(without_a_constraint_there_is_no_bound),
        TEST(a_group_is_secret_that_is_small_or_has_one_large_member),
        TEST(a_step_is_a_fifth_of_what_the_largest_have),
        TEST(neighbours_are_replaced_by_means_that_none_dominates),
        TEST(the_middle_is_a_mean_of_so_many),
        TEST(what_follows_from_a_total_takes_the_smallest_figure_with_it),
        TEST(rounding_may_be_enough),
        TEST(a_secret_that_is_the_total_is_lost),
        TEST(a_secret_cell_of_a_table_needs_others_beside_it),
        TEST(a_group_of_cells_can_be_the_secret),
    };

    return cmocka_run_group_tests_name("disclosure", tests, NULL, NULL);
}
