/* What is usual of the newest value of a series. */
#include "predict_tests.h"

enum { MOST = 160 };

typedef struct Made {
    double values[MOST];
    bool feast[MOST];
    UsualSeries series;
} Made;

/* Counts around a level, as a shop of so many purchases a week has them: seeded. */
static Made *steady(Arena *arena, size_t count, double level, uint64_t seed)
{
    Made *made = ARENA_NEW(arena, Made);
    Random random = random_open(seed, 0);

    for (size_t i = 0; i < count; i++) {
        double sum = -6; /* nearly normal */
        for (int u = 0; u < 12; u++)
            sum += random_unit(&random);
        made->values[i] = round(fmax(0, level + sqrt(level) * sum));
    }
    made->series = (UsualSeries){ .values = made->values,
                                  .feast = made->feast,
                                  .count = count,
                                  .year = 52,
                                  .unit = 1,
                                  .whole = true };
    return made;
}

static Usual judged(Made *made, double newest, Arena *arena)
{
    made->values[made->series.count - 1] = newest;
    return usual_judge(&made->series, .012, arena);
}

static void a_short_past_is_not_judged(void **state)
{
    Made *made = steady(*state, USUAL_MIN_PAST, 50, 1);

    assert_int_equal(judged(made, 50, *state).verdict, USUAL_TOO_SHORT);
    assert_false(usual_has_band(&(Usual){ 0 }));
    made->series.count++;
    Usual usual = judged(made, 50, *state);
    assert_int_equal(usual.verdict, USUAL_WITHIN);
    assert_int_equal(usual.past, USUAL_MIN_PAST - 4);
    assert_true(usual_has_band(&usual));
    /* What is not known does not count. */
    made->values[3] = NAN;
    assert_int_equal(judged(made, 50, *state).verdict, USUAL_TOO_SHORT);
}

static void both_ends_of_the_range_are_in_it(void **state)
{
    Made *made = steady(*state, 60, 50, 2);
    Usual usual = judged(made, 50, *state);

    assert_true(usual.expected > 40 && usual.expected < 60);
    assert_true(usual.low > 15 && usual.low < 38 && usual.high > 62 && usual.high < 90);
    assert_true(usual.low == floor(usual.low) && usual.high == floor(usual.high));
    assert_int_equal(judged(made, usual.low, *state).verdict, USUAL_WITHIN);
    assert_int_equal(judged(made, usual.high, *state).verdict, USUAL_WITHIN);
    assert_int_equal(judged(made, usual.low - 1, *state).verdict, USUAL_BELOW);
    assert_int_equal(judged(made, usual.high + 1, *state).verdict, USUAL_ABOVE);
    usual = judged(made, NAN, *state);
    assert_int_equal(usual.verdict, USUAL_UNKNOWN);
    assert_true(usual.low > 15);
}

static void one_odd_week_changes_little(void **state)
{
    Made *made = steady(*state, 60, 50, 3);
    Usual before = judged(made, 50, *state);

    made->values[58] = 500; /* the last but one */
    made->values[40] = 0;
    Usual after = judged(made, 50, *state);
    assert_true(fabs(after.expected - before.expected) < 12);
    assert_true(fabs(after.low - before.low) < 15 && fabs(after.high - before.high) < 25);
    made->values[30] = NAN;
    assert_int_equal(judged(made, 50, *state).verdict, USUAL_WITHIN);
}

static void another_level_is_news_at_first_and_then_usual(void **state)
{
    Made *made = steady(*state, 80, 100, 4);

    for (size_t i = 60; i < 80; i++)
        made->values[i] = round(made->values[i] / 3);
    made->series.count = 61;
    assert_int_equal(judged(made, made->values[60], *state).verdict, USUAL_BELOW);
    made->series.count = 80;
    Usual usual = judged(made, made->values[79], *state);
    assert_int_equal(usual.verdict, USUAL_WITHIN);
    assert_true(usual.expected < 50);
}

static void few_purchases_are_no_news(void **state)
{
    Made *made = steady(*state, 60, 3, 5);
    Usual usual = judged(made, 0, *state);

    assert_int_equal(usual.verdict, USUAL_WITHIN);
    assert_true(usual.low == 0 && usual.high >= 8);
    /* Of a mean of 3, 12 or more come once in 14,000 weeks. */
    assert_int_equal(judged(made, 13, *state).verdict, USUAL_ABOVE);
    for (size_t i = 0; i < 60; i++)
        made->values[i] = 0;
    assert_int_equal(judged(made, 1, *state).verdict, USUAL_WITHIN);
}

static void a_week_that_was_exceptional_a_year_ago_may_be_so_again(void **state)
{
    Made *made = steady(*state, 100, 50, 6);

    assert_int_equal(judged(made, 150, *state).verdict, USUAL_ABOVE);
    made->values[99 - 52] = 150;
    Usual usual = judged(made, 150, *state);
    assert_int_equal(usual.verdict, USUAL_WITHIN);
    assert_true(usual.by_year);
    assert_int_equal(judged(made, 50, *state).verdict, USUAL_WITHIN);
    assert_int_equal(judged(made, 400, *state).verdict, USUAL_ABOVE);
    /* A week earlier it would be, too: feasts move. */
    made->series.count = 99;
    assert_int_equal(judged(made, 150, *state).verdict, USUAL_WITHIN);
}

static void twice_exceptional_is_expected(void **state)
{
    Made *made = steady(*state, 150, 50, 7);

    made->values[149 - 52] = made->values[149 - 104] = 200;
    assert_int_equal(judged(made, 200, *state).verdict, USUAL_WITHIN);
    assert_int_equal(judged(made, 50, *state).verdict, USUAL_BELOW);
}

static void a_first_turn_of_the_year_is_not_judged(void **state)
{
    Made *made = steady(*state, 80, 50, 8);

    for (size_t i = 20; i < 29; i++) {
        made->feast[i] = made->feast[i + 52] = true;
        made->values[i] = 180;
    }
    made->series.count = 25;
    assert_int_equal(judged(made, 180, *state).verdict, USUAL_FEAST);
    made->values[24] = 180;
    made->series.count = 34; /* and what comes after it is not held against it */
    assert_int_equal(judged(made, 52, *state).verdict, USUAL_WITHIN);
    made->values[33] = 52;
    made->series.count = 77;
    for (size_t i = 72; i < 76; i++)
        made->values[i] = 180;
    assert_int_equal(judged(made, 180, *state).verdict, USUAL_WITHIN);
}

static void growth_is_no_news(void **state)
{
    Made *made = steady(*state, 100, 1, 9);

    for (size_t i = 0; i < 100; i++)
        made->values[i] = round(100 * pow(1.02, (double)i) * (1 + .03 * ((int)(i * 7 % 5) - 2)));
    double next = made->values[99];
    assert_int_equal(judged(made, next, *state).verdict, USUAL_WITHIN);
    assert_int_equal(judged(made, next * .6, *state).verdict, USUAL_BELOW);
    assert_int_equal(judged(made, next * 1.5, *state).verdict, USUAL_ABOVE);
}

static void money_may_be_below_zero_where_it_was(void **state)
{
    Made *made = steady(*state, 60, 9, 10);

    made->series.whole = false;
    for (size_t i = 0; i < 60; i++)
        made->values[i] *= 25.5;
    made->series.unit = 40;
    Usual usual = judged(made, 230, *state);
    assert_true(usual.low >= 0 && usual.high > 300);
    made->values[20] = -80;
    made->series.unit = 400; /* single purchases make most of a week */
    usual = judged(made, 230, *state);
    assert_true(usual.low < 0 && usual.low >= -80);
}

static void an_unknown_year_is_no_year(void **state)
{
    Made *made = steady(*state, 100, 50, 11);

    made->values[47] = 300;
    made->series.year = 0;
    assert_int_equal(judged(made, 150, *state).verdict, USUAL_ABOVE);
    made->series.feast = NULL;
    assert_int_equal(judged(made, 50, *state).verdict, USUAL_WITHIN);
}

int test_usual(void)
{
    const struct CMUnitTest tests[] = {
        PREDICT_TEST(a_short_past_is_not_judged),
        PREDICT_TEST(both_ends_of_the_range_are_in_it),
        PREDICT_TEST(one_odd_week_changes_little),
        PREDICT_TEST(another_level_is_news_at_first_and_then_usual),
        PREDICT_TEST(few_purchases_are_no_news),
        PREDICT_TEST(a_week_that_was_exceptional_a_year_ago_may_be_so_again),
        PREDICT_TEST(twice_exceptional_is_expected),
        PREDICT_TEST(a_first_turn_of_the_year_is_not_judged),
        PREDICT_TEST(growth_is_no_news),
        PREDICT_TEST(money_may_be_below_zero_where_it_was),
        PREDICT_TEST(an_unknown_year_is_no_year),
    };

    return cmocka_run_group_tests_name("usual", tests, NULL, NULL);
}
