#include "chart_test.h"

#include <math.h>
#include <string.h>

#include "chart/tick.h"

static bool is_round(double step)
{
    static const double nice[] = { 1, 2, 2.5, 3, 4, 5, 10 };
    double scaled = step / pow(10, floor(log10(step) + 1e-9));

    for (size_t i = 0; i < COUNT_OF(nice); i++) {
        if (fabs(scaled - nice[i]) < 1e-6) return true;
    }
    return false;
}

static void ticks_are_round_even_and_cover_the_data(void **state)
{
    Random random = random_open(1, 1);
    (void)state;

    for (int trial = 0; trial < 3000; trial++) {
        double size = pow(10, 24 * random_unit(&random) - 12);
        double lo = (random_unit(&random) - 0.5) * size, hi = lo + random_unit(&random) * size;
        size_t wanted = 2 + (size_t)random_below(&random, 9);
        Ticks ticks = ticks_linear(lo, hi, wanted, true, false);
        double eps = 1e-9 * ticks.step;
        assert_in_range(ticks.count, 2, 2 * wanted + 3);
        assert_true(is_round(ticks.step));
        assert_true(ticks.at[0] <= lo + eps && ticks.at[ticks.count - 1] >= hi - eps);
        /* No tick stands a whole step outside. */
        assert_true(ticks.at[0] > lo - 1.001 * ticks.step);
        assert_true(ticks.at[ticks.count - 1] < hi + 1.001 * ticks.step);
        for (size_t i = 0; i < ticks.count; i++) {
            double whole = ticks.at[i] / ticks.step;
            assert_true(fabs(whole - round(whole)) < 1e-5);
        }
    }
}

static void ticks_inside_stay_inside(void **state)
{
    Random random = random_open(2, 1);
    (void)state;

    for (int trial = 0; trial < 1000; trial++) {
        double lo = 200 * random_unit(&random) - 100, hi = lo + 50 * random_unit(&random) + 0.01;
        Ticks ticks = ticks_linear(lo, hi, 5, false, false);
        assert_true(ticks.count >= 1);
        for (size_t i = 0; i < ticks.count; i++) {
            assert_true(ticks.at[i] >= lo - 1e-9 && ticks.at[i] <= hi + 1e-9);
        }
    }
}

static void a_well_known_range_gets_the_ticks_a_person_would_draw(void **state)
{
    (void)state;
    Ticks ticks = ticks_linear(0, 97, 5, true, false);
    double want[] = { 0, 25, 50, 75, 100 };

    assert_int_equal(ticks.count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_near(ticks.at[i], want[i], 1e-12);
}

static void counts_have_no_ticks_between_whole_numbers(void **state)
{
    (void)state;
    for (int most = 1; most < 40; most++) {
        Ticks ticks = ticks_linear(0, most, 8, true, true);
        assert_true(ticks.count >= 2);
        assert_near(ticks.step, floor(ticks.step), 0);
    }
}

static void equal_values_still_have_an_axis(void **state)
{
    double values[] = { 0, 42, -7.5, 1e-9, 1e120, -1e120, 4.9e-324, -1e-310, 1e-200 };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(values); i++) {
        Ticks ticks = ticks_linear(values[i], values[i], 5, true, false);
        assert_true(ticks.count >= 2);
        assert_true(ticks.step > 0);
        assert_true(ticks.at[0] <= values[i] && ticks.at[ticks.count - 1] >= values[i]);
    }
}

static void logarithmic_ticks_are_powers_or_their_simple_multiples(void **state)
{
    (void)state;
    Ticks few = ticks_log(1, 1000, COLUMN_NUMBER, 12);
    Ticks decades = ticks_log(1e-3, 1e12, COLUMN_NUMBER, 6);

    assert_int_equal(few.count, 10); /* 1, 2, 5, …, 500, 1000 */
    assert_near(few.at[1], 2, 1e-12);
    assert_true(decades.count >= 3 && decades.count <= 6);
    for (size_t i = 0; i < decades.count; i++) {
        double power = log10(decades.at[i]);
        assert_true(fabs(power - round(power)) < 1e-9);
    }
}

static void days_tick_at_months_years_and_mondays(void **state)
{
    Arena *arena = *state;
    Day from = day_from_civil((CivilDate){ 2023, 1, 1 });
    Ticks months = ticks_day(from, from + 365, 6, arena),
          weeks = ticks_day(from, from + 60, 10, arena);
    Ticks years = ticks_day(from - 4000, from, 6, arena);

    assert_true(months.count >= 3);
    for (size_t i = 0; i < months.count; i++) {
        assert_int_equal(day_to_civil((Day)months.at[i]).day, 1);
    }
    assert_string_equal(months.text[0], "Jan");
    assert_string_equal(months.second[0], "2023");
    assert_null(months.second[1]);
    for (size_t i = 0; i < weeks.count; i++) {
        /* 2024-01-01 was a Monday. */
        Day monday = day_from_civil((CivilDate){ 2024, 1, 1 });
        assert_int_equal(((Day)weeks.at[i] - monday) % 7, 0);
    }
    for (size_t i = 0; i < years.count; i++) {
        assert_int_equal(day_to_civil((Day)years.at[i]).month, 1);
    }
}

static void days_past_the_calendar_do_no_harm(void **state)
{
    Arena *arena = *state;

    assert_true(ticks_day(-1e12, 1e12, 5, arena).count <= TICKS_MAX);
    assert_true(ticks_day(1e9, 1e9, 5, arena).count <= TICKS_MAX);
}

static const char *text_at(double lo, double hi, size_t i, Axis axis, Arena *arena)
{
    Ticks ticks = ticks_linear(lo, hi, 5, true, false);

    ticks_write(&ticks, &axis, "USD", false, arena);
    assert_true(i < ticks.count);
    return ticks.text[i];
}

static void tick_texts_share_one_unit_and_the_decimals_of_their_step(void **state)
{
    Arena *arena = *state;

    assert_string_equal(text_at(0, 97, 1, (Axis){ .kind = COLUMN_NUMBER }, arena), "25");
    assert_string_equal(text_at(0, 1, 1, (Axis){ .kind = COLUMN_NUMBER }, arena), "0.25");
    assert_string_equal(text_at(0, 98000, 1, (Axis){ .kind = COLUMN_MONEY }, arena), "$25K");
    assert_string_equal(text_at(0, 98000, 0, (Axis){ .kind = COLUMN_MONEY }, arena), "$0");
    assert_string_equal(text_at(0, 9.7e6, 1, (Axis){ .kind = COLUMN_COUNT }, arena), "2.5M");
    assert_string_equal(text_at(0, 9.7e9, 1, (Axis){ .kind = COLUMN_COUNT }, arena), "2.5B");
    assert_string_equal(text_at(0, 0.97, 1, (Axis){ .kind = COLUMN_SHARE }, arena), "25%");
    assert_string_equal(text_at(0, 2000, 1, (Axis){ .kind = COLUMN_COUNT }, arena), "500");
    assert_string_equal(text_at(0, 8000, 1, (Axis){ .kind = COLUMN_COUNT }, arena), "2,000");
    assert_string_equal(text_at(-2, 2, 0, (Axis){ .kind = COLUMN_SIGMA }, arena), "−2");
    assert_string_equal(text_at(-2, 2, 4, (Axis){ .kind = COLUMN_SIGMA }, arena), "+2");
    assert_string_equal(text_at(0, 4, 1, (Axis){ .kind = COLUMN_RATIO }, arena), "1×");
    assert_string_equal(text_at(-97, 0, 0, (Axis){ .kind = COLUMN_MONEY }, arena), "−$100");
}

static void tick_texts_of_huge_and_tiny_axes_are_short(void **state)
{
    Arena *arena = *state;

    assert_true(strlen(text_at(0, 9e40, 1, (Axis){ .kind = COLUMN_NUMBER }, arena)) < 12);
    assert_true(strlen(text_at(0, 9e-12, 1, (Axis){ .kind = COLUMN_NUMBER }, arena)) < 12);
}

static const char *value_of(double value, ColumnKind kind, Arena *arena)
{
    return axis_value_text(value, &(Axis){ .kind = kind }, "USD", arena);
}

static void values_are_written_with_three_figures(void **state)
{
    Arena *arena = *state;

    assert_string_equal(value_of(86000, COLUMN_MONEY, arena), "$86K");
    assert_string_equal(value_of(18540, COLUMN_MONEY, arena), "$18.5K");
    assert_string_equal(value_of(-22500, COLUMN_MONEY, arena), "−$22.5K");
    assert_string_equal(value_of(1234, COLUMN_MONEY, arena), "$1,234");
    assert_string_equal(value_of(3.5, COLUMN_MONEY, arena), "$3.50");
    assert_string_equal(value_of(0, COLUMN_MONEY, arena), "$0");
    assert_string_equal(value_of(1000000, COLUMN_COUNT, arena), "1M");
    assert_string_equal(value_of(214, COLUMN_COUNT, arena), "214");
    assert_string_equal(value_of(0.034, COLUMN_SHARE, arena), "3%");
    assert_string_equal(value_of(0.34, COLUMN_SHARE, arena), "34%");
    assert_string_equal(value_of(1.26, COLUMN_SIGMA, arena), "+1.3");
    assert_string_equal(value_of(2.66, COLUMN_RATIO, arena), "2.7×");
    assert_string_equal(value_of(12.34, COLUMN_NUMBER, arena), "12.3");
    assert_string_equal(value_of(NAN, COLUMN_NUMBER, arena), "–");
    assert_true(strlen(value_of(-1e149, COLUMN_MONEY, arena)) < 14);
    assert_string_equal(axis_value_text(day_from_civil((CivilDate){ 2024, 7, 1 }),
                                        &(Axis){ .is_day = true }, NULL, arena),
                        "2024-07-01");
}

static void axis_titles_join_name_and_unit(void **state)
{
    Arena *arena = *state;

    assert_string_equal(axis_title(&(Axis){ .title = "Recency", .unit = "days" }, arena),
                        "Recency (days)");
    assert_string_equal(axis_title(&(Axis){ .title = "Revenue", .unit = "" }, arena), "Revenue");
    assert_string_equal(axis_title(&(Axis){ .unit = "days" }, arena), "days");
    assert_string_equal(axis_title(&(Axis){ 0 }, arena), "");
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

int run_tick_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_round_even_and_cover_the_data),
        cmocka_unit_test(ticks_inside_stay_inside),
        cmocka_unit_test(a_well_known_range_gets_the_ticks_a_person_would_draw),
        cmocka_unit_test(counts_have_no_ticks_between_whole_numbers),
        cmocka_unit_test(equal_values_still_have_an_axis),
        cmocka_unit_test(logarithmic_ticks_are_powers_or_their_simple_multiples),
        cmocka_unit_test(days_tick_at_months_years_and_mondays),
        cmocka_unit_test(days_past_the_calendar_do_no_harm),
        cmocka_unit_test(tick_texts_share_one_unit_and_the_decimals_of_their_step),
        cmocka_unit_test(tick_texts_of_huge_and_tiny_axes_are_short),
        cmocka_unit_test(values_are_written_with_three_figures),
        cmocka_unit_test(axis_titles_join_name_and_unit),
    };

    return cmocka_run_group_tests_name("ticks", tests, open_arena, close_arena);
}
