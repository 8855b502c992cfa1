/* Three months against the same three a year before, where it is known whether anything changed. */
#include "draws.h"
#include "predict/trend.h"
#include "simulate.h"

enum { SERIES = 1500, MOST_MONTHS = 60 };

typedef struct Case {
    const char *name;
    size_t months;
    double noise, season;       /* of the logarithm of a month; of a sine over the year */
    double change;              /* of the last twelve months against those before */
    double least_pct, most_pct; /* called a change */
} Case;

static void draw_months(double *values, const Case *one, Random *random)
{
    for (size_t i = 0; i < one->months; i++) {
        double last_year = i + 12 >= one->months ? 1 + one->change : 1;
        double season = 1 + one->season * sin(2 * acos(-1) * (double)i / 12);
        values[i] = 1000 * last_year * season * exp(one->noise * draw_normal(random));
    }
}

static void check_case(const Case *one, uint64_t number)
{
    Random random = random_open(4, number);
    double values[MOST_MONTHS], pct = 0;
    Arena arena = arena_open();

    for (int s = 0; s < SERIES; s++) {
        draw_months(values, one, &random);
        Trend trend = trend_find(values, one->months, &arena);
        assert_true(trend.known);
        pct += trend.news * 100.0 / SERIES;
    }
    arena_close(&arena);
    print_message("%-46s %5.1f\n", one->name, pct);
    if (pct < one->least_pct || pct > one->most_pct)
        fail_msg("%s: %.1f in 100 are called a change", one->name, pct);
}

static void changes_are_told_from_chance(void **state)
{
    const Case cases[] = {
        { "nothing, months vary by 5 %, two years", 24, .05, 0, 0, 0, 4 },
        { "nothing, by 20 %, three years", 36, .2, 0, 0, 0, 4 },
        { "nothing, by 10 %, season of ±50 %", 36, .1, .5, 0, 0, 4 },
        { "nothing, by 10 %, five years", 60, .1, .3, 0, 0, 4 },
        { "1 % more, by 5 %, three years", 36, .05, .3, .01, 0, 5 },
        { "30 % more, by 5 %, two years", 24, .05, .3, .3, 75, 100 },
        { "30 % less, by 5 %, three years", 36, .05, .3, -.3, 98, 100 },
        { "30 % less, by 20 %, three years", 36, .2, 0, -.3, 10, 100 },
        { "half as much, by 20 %, five years", 60, .2, 0, -.5, 90, 100 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check_case(&cases[i], i);
}

int test_trend(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(changes_are_told_from_chance) };

    return cmocka_run_group_tests_name("trend", tests, NULL, NULL);
}
