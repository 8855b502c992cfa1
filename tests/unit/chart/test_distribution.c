#include "chart_test.h"

#include <math.h>

#include "chart/distribution.h"
#include "chart/frame.h"

static void box_statistics_are_tukeys_with_quartiles_of_type_7(void **state)
{
    Arena *arena = *state;
    /* R: quantile(x) 1, 3.25, 5.5, 7.75, 30; the fence above is 7.75 + 1.5 · 4.5 = 14.5. */
    double x[] = { 30, 1, 2, 3, 4, 5, 6, 7, 8, 9 };
    BoxStats box = box_stats(x, COUNT_OF(x), false, arena);

    assert_near(box.lower, 3.25, 1e-12);
    assert_near(box.median, 5.5, 1e-12);
    assert_near(box.upper, 7.75, 1e-12);
    assert_near(box.whisker_low, 1, 0);
    assert_near(box.whisker_high, 9, 0);
    assert_int_equal(box.outliers_above, 1);
    assert_int_equal(box.outliers_below, 0);
    /* 1.57 · 4.5 / √10 */
    assert_near(box.notch_high - box.median, 2.234149, 1e-5);
}

static void fences_of_a_logarithmic_axis_are_taken_on_logarithms(void **state)
{
    Arena *arena = *state;
    double x[] = { 1, 10, 10, 100, 100, 1000, 1000, 10000 };
    BoxStats straight = box_stats(x, COUNT_OF(x), false, arena);
    BoxStats logs = box_stats(x, COUNT_OF(x), true, arena);

    assert_int_equal(straight.outliers_above, 1);
    assert_int_equal(logs.outliers_above, 0);
    assert_near(logs.whisker_high, 10000, 0);
}

static void box_statistics_of_few_or_equal_values_are_plain(void **state)
{
    Arena *arena = *state;
    double same[] = { 4, 4, 4 };
    BoxStats none = box_stats(same, 0, false, arena), one = box_stats(same, 1, false, arena);
    BoxStats all = box_stats(same, 3, false, arena);

    assert_true(isnan(none.median));
    assert_near(one.whisker_low, 4, 0);
    assert_near(all.lower, 4, 0);
    assert_near(all.whisker_high, 4, 0);
    assert_int_equal(all.outliers_above + all.outliers_below, 0);
}

static void a_density_integrates_to_one(void **state)
{
    enum { PLACES = 400, N = 500 };
    Random random = random_open(3, 1);
    double x[N], density[PLACES], sum = 0;
    (void)state;

    for (int i = 0; i < N; i++)
        x[i] = (i + random_unit(&random)) / N;
    density_at(density, PLACES, -2, 3, x, N);
    for (int i = 0; i < PLACES; i++)
        sum += density[i] * 5.0 / (PLACES - 1);
    assert_near(sum, 1, 0.01);
}

static void bins_follow_freedman_and_diaconis(void **state)
{
    double x[1000], same[] = { 5, 5, 5, 9 };
    (void)state;

    for (int i = 0; i < 1000; i++)
        x[i] = i;
    assert_near(bin_width(x, 1000), 2 * 499.5 / 10, 1e-9);
    assert_true(bin_width(same, 4) > 0); /* no interquartile range: Sturges */
}

static void a_giant_does_not_set_the_axis(void **state)
{
    Arena *arena = *state;
    double x[200];
    Series series = { .n = 200, .y = x };
    ChartSpec spec = { .series = &series, .series_count = 1 };

    for (int i = 0; i < 200; i++)
        x[i] = i;
    ChannelRange tame = channel_range(&spec, series_y, false, arena);
    assert_near(tame.cut_hi, 199, 0);
    assert_int_equal(tame.beyond, 0);
    x[7] = 1e9;
    x[8] = -1e9;
    ChannelRange wild = channel_range(&spec, series_y, false, arena);
    assert_true(wild.cut_hi < 1000 && wild.cut_hi >= 199);
    assert_true(wild.cut_lo > -1000 && wild.cut_lo <= 0);
    assert_int_equal(wild.beyond, 2);
    assert_near(wild.hi, 1e9, 0);
}

static void channels_pass_over_what_is_not_a_number(void **state)
{
    Arena *arena = *state;
    double y[] = { 1, NAN, INFINITY, -INFINITY, 1e200, 2 }, *values;
    Series series = { .n = 6, .y = y };

    assert_int_equal(series_values(&series, &values, arena), 2);
    assert_near(values[1], 2, 0);
    assert_true(isnan(series_y(&series, 99)));
    assert_true(isnan(series_x(&series, 0)));
}

static void spreading_keeps_order_gap_and_borders(void **state)
{
    Arena *arena = *state;
    Random random = random_open(4, 1);

    for (int trial = 0; trial < 500; trial++) {
        double at[30];
        size_t n = 1 + (size_t)random_below(&random, 30);
        for (size_t i = 0; i < n; i++) {
            double step = random_unit(&random) * 12;
            at[i] = i ? at[i - 1] + step : -20 + step;
        }
        double gap = fmin(10, 200.0 / (double)n);
        spread(at, n, gap, 0, 200, arena);
        for (size_t i = 0; i < n; i++) {
            assert_true(at[i] >= -1e-9 && at[i] <= 200 + 1e-9);
            if (i) assert_true(at[i] - at[i - 1] >= gap - 1e-9);
        }
    }
}

static void spreading_moves_nothing_that_has_room(void **state)
{
    Arena *arena = *state;
    double at[] = { 10, 50, 90 }, close[] = { 50, 52 };

    spread(at, 3, 10, 0, 100, arena);
    assert_near(at[0], 10, 1e-12);
    assert_near(at[2], 90, 1e-12);
    spread(close, 2, 10, 0, 100, arena);
    assert_near(close[0], 46, 1e-12); /* both give way by the same */
    assert_near(close[1], 56, 1e-12);
}

static void scales_map_their_ends_and_back(void **state)
{
    Scale linear = { SCALE_LINEAR, 10, 20, 100, 0 }, log = { SCALE_LOG, 1, 1000, 0, 300 };
    (void)state;

    assert_near(scale_at(&linear, 10), 100, 1e-12);
    assert_near(scale_at(&linear, 15), 50, 1e-12);
    assert_near(scale_at(&log, 10), 100, 1e-9);
    assert_true(isnan(scale_at(&log, 0)));
    assert_true(isnan(scale_at(&linear, NAN)));
}

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

int run_distribution_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(box_statistics_are_tukeys_with_quartiles_of_type_7),
        cmocka_unit_test(fences_of_a_logarithmic_axis_are_taken_on_logarithms),
        cmocka_unit_test(box_statistics_of_few_or_equal_values_are_plain),
        cmocka_unit_test(a_density_integrates_to_one),
        cmocka_unit_test(bins_follow_freedman_and_diaconis),
        cmocka_unit_test(a_giant_does_not_set_the_axis),
        cmocka_unit_test(channels_pass_over_what_is_not_a_number),
        cmocka_unit_test(spreading_keeps_order_gap_and_borders),
        cmocka_unit_test(spreading_moves_nothing_that_has_room),
        cmocka_unit_test(scales_map_their_ends_and_back),
    };

    return cmocka_run_group_tests_name("distributions, scales", tests, open_arena, close_arena);
}
