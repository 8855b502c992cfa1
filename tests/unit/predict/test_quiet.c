#include "predict_tests.h"

#include <string.h>

/* 31 customers who start together; number i (from 1) buys again on day i × step, once: each moves
 * the clock by 1/31, so that the last of number i is at i/31 of all. */
static Ledger *staircase(Day step, Arena *arena)
{
    Ledger *ledger = ledger_new(arena);

    for (Day i = 1; i <= 31; i++)
        ledger_add_every(ledger, 0, i * step, 2);
    return ledger;
}

static void the_chance_is_the_share_of_the_clock_before_the_last_purchase(void **state)
{
    PurchaseDays purchases = ledger_until(staircase(20, *state), 620);
    Quiet got = quiet_judge(&purchases, *state);

    assert_int_equal(got.verdict, QUIET_JUDGED);
    assert_int_equal(got.customers, 31);
    assert_int_equal(got.history_days, 620);
    assert_int_equal(got.repeaters, 31);
    assert_int_equal(got.one_day, 0);
    for (size_t c = 0; c < 31; c++) {
        const Rhythm *rhythm = &got.rhythms[c];

        assert_near(rhythm->chance, (double)(c + 1) / 31, 1e-12);
        assert_int_equal(rhythm->repeats, 1);
        assert_near(rhythm->silent_days, (double)(600 - 20 * (int)c), 0);
        assert_near(rhythm->usual_gap_days, (double)(20 * (int)c + 20), 0);
        assert_int_equal(rhythm->silence, c < 1   ? SILENCE_QUIET
                                          : c < 6 ? SILENCE_GETTING_QUIET
                                                  : SILENCE_USUAL);
    }
    assert_int_equal(got.quiet, 1);
    assert_int_equal(got.getting_quiet, 5);
    assert_near(got.expected, 1.55, 1e-12);
    assert_true(got.only_chance);
    assert_near(got.excess, 0, 0);
    assert_int_equal(got.shape.pattern, GAPS_UNKNOWN);
}

static void dead_days_at_the_end_make_nobody_quiet(void **state)
{
    Ledger *ledger = staircase(20, *state);
    PurchaseDays then = ledger_until(ledger, 620), later = ledger_until(ledger, 5000);
    Quiet before = quiet_judge(&then, *state), after = quiet_judge(&later, *state);

    assert_int_equal(after.quiet, before.quiet);
    for (size_t c = 0; c < 31; c++) {
        assert_near(after.rhythms[c].chance, before.rhythms[c].chance, 0);
        assert_near(after.rhythms[c].silent_days, before.rhythms[c].silent_days + 4380, 0);
    }
}

static void in_the_first_year_the_last_purchase_counts_from_noon(void **state)
{
    PurchaseDays purchases = ledger_until(staircase(2, *state), 364);
    Quiet got = quiet_judge(&purchases, *state);

    for (size_t c = 0; c < 31; c++)
        assert_near(got.rhythms[c].chance, ((double)c + 0.5) / 31, 1e-12);
    purchases.as_of = 365;
    got = quiet_judge(&purchases, *state);
    assert_near(got.rhythms[0].chance, 1.0 / 31, 1e-12);
}

/* Twenty bought on days 0 and 1, twenty go on every 20 days: tau .5, Theta 10.5. */
static Ledger *half_gone(Arena *arena)
{
    Ledger *ledger = ledger_new(arena);

    ledger_add(ledger, 20, "0 1");
    for (int i = 0; i < 20; i++)
        ledger_add_every(ledger, 0, 20, 21);
    return ledger;
}

static void what_exceeds_chance_is_counted(void **state)
{
    PurchaseDays purchases = ledger_until(half_gone(*state), 400);
    Quiet got = quiet_judge(&purchases, *state);

    assert_int_equal(got.quiet, 20);
    assert_near(got.expected, 2, 1e-12);
    assert_false(got.only_chance);
    assert_near(got.excess, 18, 1e-12);
    assert_int_equal(got.shape.pattern, GAPS_REGULAR);
    assert_true(got.rhythms[0].chance < 0.5 / 10.5); /* less than among random buyers */
    assert_near(got.rhythms[20].chance, 1, 0);       /* bought on the as-of date */
    assert_near(got.rhythms[20].silent_days, 0, 0);
    assert_near(got.rhythms[20].usual_gap_days, 20, 0);
}

/* Of 40 judged, 2 + 2 √(.0475 × 40) = 4.76 may be quiet by chance. */
static void up_to_two_standard_deviations_it_may_be_chance(void **state)
{
    for (size_t gone = 4; gone <= 5; gone++) {
        Ledger *ledger = ledger_new(*state);

        ledger_add(ledger, gone, "0 1");
        for (size_t i = gone; i < 40; i++)
            ledger_add_every(ledger, 0, 20, 21);
        PurchaseDays purchases = ledger_until(ledger, 400);
        Quiet got = quiet_judge(&purchases, *state);
        assert_int_equal(got.quiet, gone);
        assert_int_equal(got.only_chance, gone == 4);
        assert_near(got.excess, gone == 4 ? 0 : 3, 1e-12);
    }
}

static void one_purchase_day_is_no_rhythm(void **state)
{
    Ledger *ledger = staircase(20, *state);

    ledger_add(ledger, 5, "3");
    ledger_add(ledger, 2, "");
    PurchaseDays purchases = ledger_until(ledger, 700);
    Quiet got = quiet_judge(&purchases, *state);
    assert_int_equal(got.repeaters, 31);
    assert_int_equal(got.one_day, 5);
    const Rhythm *once = &got.rhythms[31], *never = &got.rhythms[37];
    assert_int_equal(once->silence, SILENCE_NOT_JUDGED);
    assert_true(isnan(once->chance) && isnan(once->usual_gap_days));
    assert_near(once->silent_days, 697, 0);
    assert_int_equal(never->silence, SILENCE_NOT_JUDGED);
    assert_true(isnan(never->chance) && isnan(never->usual_gap_days) && isnan(never->silent_days));
}

static void assert_not_judged(const Ledger *ledger, Day as_of, QuietVerdict why, Arena *arena)
{
    PurchaseDays purchases = ledger_until(ledger, as_of);
    Quiet got = quiet_judge(&purchases, arena);

    assert_int_equal(got.verdict, why);
    assert_int_equal(got.quiet + got.getting_quiet, 0);
    assert_near(got.expected, 0, 0);
    assert_near(got.excess, 0, 0);
    assert_false(got.only_chance);
    for (size_t c = 0; c < got.customers; c++) {
        assert_int_equal(got.rhythms[c].silence, SILENCE_NOT_JUDGED);
        assert_true(isnan(got.rhythms[c].chance));
    }
}

static void too_little_is_not_judged(void **state)
{
    Ledger *ledger = ledger_new(*state);
    PurchaseDays enough;

    assert_not_judged(ledger, 1000, QUIET_TOO_SHORT, *state); /* no customers */
    ledger_add(ledger, 3, "");
    assert_not_judged(ledger, 1000, QUIET_TOO_SHORT, *state);
    ledger_add(ledger, 1, "0"); /* all that ever was bought, on one day */
    assert_not_judged(ledger, 0, QUIET_TOO_SHORT, *state);
    assert_not_judged(ledger, 1000, QUIET_TOO_FEW, *state);
    ledger_add(ledger, 14, "0 7 30");
    assert_not_judged(ledger, 56, QUIET_TOO_FEW, *state);
    ledger_add(ledger, 1, "0 55");
    assert_not_judged(ledger, 55, QUIET_TOO_SHORT, *state);
    enough = ledger_until(ledger, 56);
    assert_int_equal(quiet_judge(&enough, *state).verdict, QUIET_JUDGED);
}

/* Purchases of one day only move the clock once; all have the same chance. */
static void customers_alike_are_judged_alike(void **state)
{
    Ledger *ledger = ledger_new(*state);

    ledger_add(ledger, 50, "0 10 80");
    PurchaseDays purchases = ledger_until(ledger, 100);
    Quiet got = quiet_judge(&purchases, *state);
    assert_int_equal(got.verdict, QUIET_JUDGED);
    /* The clock reads 2; to noon of day 80 it is 1.5: (1.5 / 2)². */
    for (size_t c = 0; c < 50; c++)
        assert_near(got.rhythms[c].chance, 0.5625, 1e-12);
}

static void the_same_purchases_give_the_same_bits(void **state)
{
    PurchaseDays purchases = ledger_until(half_gone(*state), 450);
    Quiet one = quiet_judge(&purchases, *state), two = quiet_judge(&purchases, *state);

    for (size_t c = 0; c < one.customers; c++)
        assert_memory_equal(&one.rhythms[c].chance, &two.rhythms[c].chance, sizeof(double));
}

int test_quiet(void)
{
    const struct CMUnitTest tests[] = {
        PREDICT_TEST(the_chance_is_the_share_of_the_clock_before_the_last_purchase),
        PREDICT_TEST(dead_days_at_the_end_make_nobody_quiet),
        PREDICT_TEST(in_the_first_year_the_last_purchase_counts_from_noon),
        PREDICT_TEST(what_exceeds_chance_is_counted),
        PREDICT_TEST(up_to_two_standard_deviations_it_may_be_chance),
        PREDICT_TEST(one_purchase_day_is_no_rhythm),
        PREDICT_TEST(too_little_is_not_judged),
        PREDICT_TEST(customers_alike_are_judged_alike),
        PREDICT_TEST(the_same_purchases_give_the_same_bits),
    };

    return cmocka_run_group_tests_name("quiet", tests, NULL, NULL);
}
