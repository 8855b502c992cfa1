/* Forecasts a step ahead, and three months against those a year before. */
#include "predict_tests.h"

#include "predict/smooth.h"

static void a_forecast_is_made_of_what_came_before(void **state)
{
    const double values[] = { 4, 1, 3, 2, 6, 6, NAN, 6 };
    double forecast[8];

    (void)state;
    smooth_forecast(forecast, &(SmoothSeries){ values, NULL, 8, 100 }, &(Smoother){ .5, 0, 1 });
    for (size_t i = 0; i < SMOOTH_START; i++)
        assert_true(isnan(forecast[i]));
    assert_near(forecast[4], 2.5, 1e-12); /* the median of the first four */
    assert_near(forecast[5], 4.25, 1e-12);
    assert_near(forecast[6], 5.125, 1e-12);
    assert_near(forecast[7], 5.125, 1e-12); /* nothing was learnt in between */
}

static void an_odd_value_is_cut_and_three_are_another_level(void **state)
{
    const double values[] = { 2, 2, 2, 2, 50, 2, 50, 51, 52, 50 };
    double forecast[10];

    (void)state;
    smooth_forecast(forecast, &(SmoothSeries){ values, NULL, 10, 1 }, &(Smoother){ .5, 0, 1 });
    assert_near(forecast[5], 2.5, 1e-12);
    assert_near(forecast[6], 2.25, 1e-12);
    assert_near(forecast[9], 51, 1e-12);
}

static void feasts_do_not_move_the_level(void **state)
{
    const double values[] = { 2, 2, 2, 2, 50, 51, 52, 2, 2, 2, 2 };
    const bool feast[] = { 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0 };
    double forecast[11];

    (void)state;
    smooth_forecast(forecast, &(SmoothSeries){ values, feast, 11, 1 }, &(Smoother){ .1, 0, 1 });
    assert_near(forecast[7], 2, 1e-12);
    assert_near(forecast[10], 2, 1e-12); /* the last three */
}

static void a_trend_goes_on_and_fades(void **state)
{
    const double values[] = { 1, 1, 1, 1, 2, 3, NAN, NAN };
    double forecast[8];

    (void)state;
    smooth_forecast(forecast, &(SmoothSeries){ values, NULL, 8, 100 }, &(Smoother){ 1, .5, .5 });
    assert_near(forecast[5], 2.25, 1e-12);
    /* Trend .5, damped .25, and .375 of the error .75. */
    assert_near(forecast[6], 3 + .5 * .625, 1e-12);
    assert_near(forecast[7], 3 + .5 * .625 + .25 * .625, 1e-12);
}

static void months_are_held_against_those_a_year_before(void **state)
{
    Random random = random_open(3, 0);
    double months[36];
    Trend trend;

    for (size_t i = 0; i < 36; i++)
        months[i] = (i % 12 == 11 ? 300 : 100) * (1 + .1 * (random_unit(&random) - .5));
    trend = trend_find(months, 36, *state);
    assert_true(trend.known && !trend.news);
    assert_near(trend.now, months[33] + months[34] + months[35], 1e-9);
    assert_near(trend.change, trend.now / trend.before - 1, 1e-12);
    /* A year ago the same season: a third more is more. */
    for (size_t i = 33; i < 36; i++)
        months[i] *= 1.33;
    trend = trend_find(months, 36, *state);
    assert_true(trend.news && trend.change > .32 && trend.usual_high < .3 && trend.usual_low < 0);
    for (size_t i = 33; i < 36; i++)
        months[i] *= 1.01 / 1.33;
    assert_false(trend_find(months, 36, *state).news);
}

static void what_cannot_be_compared_is_not(void **state)
{
    double months[36];

    for (size_t i = 0; i < 36; i++)
        months[i] = 100 + (double)(i * 5 % 7);
    assert_false(trend_find(months, 14, *state).known);
    assert_false(trend_find(months, 20, *state).known); /* seven differences */
    assert_true(trend_find(months, 21, *state).known);
    months[22] = NAN; /* a year before one of the last three */
    assert_false(trend_find(months, 36, *state).known);
    months[22] = 100;
    months[15] = NAN; /* elsewhere it only says nothing */
    assert_true(trend_find(months, 36, *state).known);
    months[35] = -5;
    assert_false(trend_find(months, 36, *state).known);
}

int test_trend(void)
{
    const struct CMUnitTest tests[] = {
        PREDICT_TEST(a_forecast_is_made_of_what_came_before),
        PREDICT_TEST(an_odd_value_is_cut_and_three_are_another_level),
        PREDICT_TEST(feasts_do_not_move_the_level),
        PREDICT_TEST(a_trend_goes_on_and_fades),
        PREDICT_TEST(months_are_held_against_those_a_year_before),
        PREDICT_TEST(what_cannot_be_compared_is_not),
    };

    return cmocka_run_group_tests_name("trend", tests, NULL, NULL);
}
