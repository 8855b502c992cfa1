#include "predict_tests.h"

/* Waits 10, 20, 30 that ended, 20 and 50 still open: five at risk, then four (the open one of 20
 * among them), then two. */
static SecondPurchase five_customers(Arena *arena)
{
    Ledger *ledger = ledger_new(arena);

    ledger_add(ledger, 1, "0 10 11 12");
    ledger_add(ledger, 1, "5 25");
    ledger_add(ledger, 1, "30");
    ledger_add(ledger, 1, "1 31 49");
    ledger_add(ledger, 1, "");
    ledger_add(ledger, 1, "0");
    PurchaseDays purchases = ledger_until(ledger, 50);
    return second_purchase_fit(&purchases, arena);
}

static void the_waiting_curve_by_hand(void **state)
{
    SecondPurchase got = five_customers(*state);

    assert_int_equal(got.customers, 5);
    assert_int_equal(got.bought_again, 3);
    assert_int_equal(got.longest_wait, 50);
    assert_near(got.waiting[0], 1, 0);
    assert_near(got.waiting[9], 1, 0);
    assert_near(got.waiting[10], 0.8, 1e-12);
    assert_near(got.waiting[19], 0.8, 1e-12);
    assert_near(got.waiting[20], 0.6, 1e-12);
    assert_near(got.waiting[30], 0.3, 1e-12);
    assert_near(got.waiting[50], 0.3, 1e-12);
    assert_int_equal(got.at_risk[0], 5);
    assert_int_equal(got.at_risk[19], 4);
    assert_int_equal(got.at_risk[20], 2);
    assert_int_equal(got.at_risk[30], 1);
    assert_int_equal(got.at_risk[50], 0);
    assert_near(got.greenwood[30], 1.0 / 20 + 1.0 / 12 + 1.0 / 2, 1e-12);
    /* 70 in 100 come back: half of them by day 20 (40), four fifths by day 30. */
    assert_near(got.days_50, 20, 0);
    assert_near(got.days_80, 30, 0);
}

static void the_share_of_those_who_waited_as_long(void **state)
{
    SecondPurchase second = five_customers(*state);
    SecondShare got = second_purchase_share(&second, 10, 10);

    assert_near(got.share, 0.25, 1e-12);
    assert_near(got.error, 0.75 * sqrt(1.0 / 12), 1e-12);
    assert_int_equal(got.of, 4);
    got = second_purchase_share(&second, 10, 40);
    assert_near(got.share, 1 - 0.3 / 0.8, 1e-12);
    got = second_purchase_share(&second, 30, 20);
    assert_near(got.share, 0, 0);
    assert_near(got.error, 0, 0);
    assert_int_equal(got.of, 1);
}

static void beyond_the_longest_wait_nothing_is_said(void **state)
{
    SecondPurchase second = five_customers(*state);

    assert_true(isnan(second_purchase_share(&second, 10, 41).share));
    assert_true(isnan(second_purchase_share(&second, 51, 0).share));
    assert_true(isnan(second_purchase_share(&second, 50, 0).share)); /* nobody waited longer */
    assert_true(isnan(second_purchase_share(&second, 10, SIZE_MAX).share));
    assert_true(isnan(second_purchase_share(&second, SIZE_MAX, 90).share));
    assert_int_equal(second_purchase_share(&second, 50, 0).of, 0);
}

static void where_all_came_back_nobody_waits(void **state)
{
    Ledger *ledger = ledger_new(*state);

    ledger_add(ledger, 4, "0 7");
    PurchaseDays purchases = ledger_until(ledger, 300);
    SecondPurchase second = second_purchase_fit(&purchases, *state);
    SecondShare got = second_purchase_share(&second, 3, 4);
    assert_int_equal(second.longest_wait, 7);
    assert_near(second.waiting[7], 0, 0);
    assert_near(second.days_50, 7, 0);
    assert_near(second.days_80, 7, 0);
    assert_near(got.share, 1, 0);
    assert_true(isnan(got.error));
    assert_true(isnan(second_purchase_share(&second, 7, 0).share));
}

static void without_second_purchases_there_is_no_curve(void **state)
{
    Ledger *ledger = ledger_new(*state);
    PurchaseDays purchases = ledger_until(ledger, 10);
    SecondPurchase got = second_purchase_fit(&purchases, *state);

    assert_int_equal(got.customers, 0);
    assert_true(isnan(got.days_50) && isnan(got.days_80));
    assert_true(isnan(second_purchase_share(&got, 0, 0).share));
    ledger_add(ledger, 3, "10"); /* today */
    purchases = ledger_until(ledger, 10);
    got = second_purchase_fit(&purchases, *state);
    assert_int_equal(got.customers, 3);
    assert_int_equal(got.longest_wait, 0);
    assert_true(isnan(got.days_50) && isnan(got.days_80));
    assert_true(isnan(second_purchase_share(&got, 0, 0).share));
    purchases = ledger_until(ledger, 110);
    got = second_purchase_fit(&purchases, *state);
    assert_int_equal(got.longest_wait, 100);
    assert_near(second_purchase_share(&got, 9, 90).share, 0, 0);
    assert_int_equal(second_purchase_share(&got, 9, 90).of, 3);
}

int test_second(void)
{
    const struct CMUnitTest tests[] = {
        PREDICT_TEST(the_waiting_curve_by_hand),
        PREDICT_TEST(the_share_of_those_who_waited_as_long),
        PREDICT_TEST(beyond_the_longest_wait_nothing_is_said),
        PREDICT_TEST(where_all_came_back_nobody_waits),
        PREDICT_TEST(without_second_purchases_there_is_no_curve),
    };

    return cmocka_run_group_tests_name("second", tests, NULL, NULL);
}
