#include "predict_tests.h"

#include "predict/clock.h"

static void the_clock_goes_on_by_the_share_that_bought_again(void **state)
{
    Ledger *ledger = ledger_new(*state);

    ledger_add(ledger, 1, "10 12 14");
    ledger_add(ledger, 1, "11 14");
    ledger_add(ledger, 1, "");
    ledger_add(ledger, 1, "12");
    PurchaseDays purchases = ledger_until(ledger, 15);
    ShopClock clock = clock_open(&purchases, *state);
    assert_int_equal(clock.start, 10);
    assert_int_equal(clock.count, 6);
    /* Day 12: one of the two known before it; day 14: two of three. */
    const double wanted[] = { 0, 0, 1.0 / 2, 1.0 / 2, 1.0 / 2 + 2.0 / 3, 1.0 / 2 + 2.0 / 3 };
    for (size_t day = 0; day < 6; day++)
        assert_near(clock.read[day], wanted[day], 1e-15);
    assert_near(clock_read(&clock, 12), 0.5, 0);
    assert_near(clock_read_noon(&clock, 12), 0.25, 0);
    assert_near(clock_read_noon(&clock, 10), 0, 0);
    assert_near(clock_read_noon(&clock, 14), 0.5 + 1.0 / 3, 1e-15);
}

static void a_smoothed_clock_averages_steps_and_shortens_its_reach_at_the_ends(void **state)
{
    double read[] = { 0, 0, 3, 3, 3, 9 }; /* steps 0 0 3 0 0 6 */
    ShopClock clock = { 0, 6, read };
    ShopClock smooth = clock_smooth(&clock, 1, *state);
    const double steps[] = { 0, 1, 1, 1, 2, 3 };
    double sum = 0;

    assert_int_equal(smooth.count, 6);
    for (size_t day = 0; day < 6; day++) {
        sum += steps[day];
        assert_near(smooth.read[day], sum, 1e-12);
    }
    smooth = clock_smooth(&clock, 100, *state); /* every step is the mean of all */
    for (size_t day = 0; day < 6; day++)
        assert_near(smooth.read[day], 1.5 * (double)(day + 1), 1e-12);
}

static void a_shop_without_purchases_has_a_clock_without_days(void **state)
{
    Ledger *ledger = ledger_new(*state);
    PurchaseDays purchases = ledger_until(ledger, 100);

    assert_int_equal(clock_open(&purchases, *state).count, 0);
    ledger_add(ledger, 3, "");
    purchases = ledger_until(ledger, 100);
    assert_int_equal(clock_open(&purchases, *state).count, 0);
}

static void a_thousand_years_of_dead_days_do_not_move_it(void **state)
{
    Ledger *ledger = ledger_new(*state);

    ledger_add(ledger, 1, "-365000 -364999 20000");
    PurchaseDays purchases = ledger_until(ledger, 20000);
    ShopClock clock = clock_open(&purchases, *state);
    assert_int_equal(clock.count, 385001);
    assert_near(clock_read(&clock, -364999), 1, 0);
    assert_near(clock_read(&clock, 19999), 1, 0);
    assert_near(clock_read(&clock, 20000), 2, 0);
}

int test_clock(void)
{
    const struct CMUnitTest tests[] = {
        PREDICT_TEST(the_clock_goes_on_by_the_share_that_bought_again),
        PREDICT_TEST(a_smoothed_clock_averages_steps_and_shortens_its_reach_at_the_ends),
        PREDICT_TEST(a_shop_without_purchases_has_a_clock_without_days),
        PREDICT_TEST(a_thousand_years_of_dead_days_do_not_move_it),
    };

    return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
