/* The law of a silence, and the shape of the gaps that it needs. */
#include "predict_tests.h"

#include "predict/gap_shape.h"
#include "predict/silence.h"

/* For a whole shape k the integral of silence.c has a closed form:
 * Σ_n (−1)^n C(k−1, n) u^(kx+n) / (kx+n)² / B(kx, k), over Σ_j 1 / (kx+j), both from 0 to k−1. */
static double closed_form(int k, int x, double u)
{
    double a = k * x, sum = 0, choose = 1, whole = 0;

    for (int n = 0; n < k; n++) {
        sum += choose * pow(u, a + n) / ((a + n) * (a + n));
        choose *= -(double)(k - 1 - n) / (n + 1);
        whole += 1 / (a + n);
    }
    return sum / exp(lgamma(a) + lgamma(k) - lgamma(a + k)) / whole;
}

static void shape_one_gives_the_plain_rule(void **state)
{
    SilenceLaw law = silence_law(1, *state), nearly = silence_law(1 + 1e-9, *state);

    assert_near(silence_chance(&law, 1, 0.04, 1), 0.04, 1e-15);
    assert_near(silence_chance(&law, 3, 1, 2), 0.125, 1e-15);
    for (size_t x = 1; x <= 1000; x = x * 3 / 2 + 1)
        for (double u = 0.05; u < 1; u += 0.05)
            assert_near(silence_chance(&nearly, x, u, 1), pow(u, (double)x),
                        1e-12 + 1e-3 * pow(u, (double)x));
}

static void whole_shapes_agree_with_their_closed_form(void **state)
{
    for (int k = 2; k <= 5; k++) {
        SilenceLaw law = silence_law(k, *state);

        for (int x = 1; x <= 30; x++) {
            for (double u = 0.02; u < 1; u += 0.02) {
                double wanted = closed_form(k, x, u);

                if (wanted > 1e-9) /* below, the closed form has lost its figures */
                    assert_near(silence_chance(&law, (size_t)x, 3 * u, 3) / wanted, 1, 0.002);
            }
        }
    }
}

static void no_silence_is_certain_and_a_longer_one_is_less_likely(void **state)
{
    const double shapes[] = { 0.05, 0.3, 0.9, 1, 1.4, 5, 50 };
    const size_t repeats[] = { 1, 2, 7, 33, 400, 5000, 3000000 };

    for (size_t i = 0; i < COUNT_OF(shapes); i++) {
        SilenceLaw law = silence_law(shapes[i], *state);

        for (size_t j = 0; j < COUNT_OF(repeats); j++) {
            double before = 1;

            assert_near(silence_chance(&law, repeats[j], 7, 7), 1, 0);
            for (double u = 0.999; u > 1e-4; u *= 0.97) {
                double chance = silence_chance(&law, repeats[j], u, 1);

                assert_true(chance >= 0 && chance <= before);
                before = chance;
            }
        }
    }
}

static void quiet_after_so_many_usual_gaps(void **state)
{
    const struct {
        double shape;
        size_t repeats;
        double gaps, tolerance;
    } wanted[] = { { 1, 1, 19, 1e-9 },     { 1, 2, 6.944, .001 },  { 1, 3, 5.143, .001 },
                   { 1, 10, 3.493, .001 }, { 1, 20, 3.232, .001 }, { 2, 1, 4.8, .05 },
                   { 2, 3, 2.7, .05 },     { 2, 10, 2.2, .05 },    { 3, 1, 3.0, .05 },
                   { 3, 3, 2.1, .05 },     { 3, 10, 1.8, .05 } };

    for (size_t i = 0; i < COUNT_OF(wanted); i++)
        assert_near(quiet_after_gaps(wanted[i].shape, wanted[i].repeats, 0.05, *state),
                    wanted[i].gaps, wanted[i].tolerance);
    assert_near(quiet_after_gaps(1, 1, 0.2, *state), 4, 1e-9);
    assert_near(quiet_after_gaps(1, 100000, 0.05, *state), log(20), 1e-3);
}

/* --- The estimate ----------------------------------------------------------------------------- */

/* A clock that goes on by 1 a day, on which a gap of g days lasts g − 1/2. */
static GapShape fit_evenly(const Ledger *ledger, Arena *arena)
{
    static double read[3000];
    PurchaseDays purchases = ledger_until(ledger, 2999);

    for (size_t day = 0; day < COUNT_OF(read); day++)
        read[day] = (double)day + 1;
    return gap_shape_fit(&purchases, &(ShopClock){ 0, COUNT_OF(read), read }, arena);
}

/* Two gaps of the shares b and 1 − b: 2 (ψ(2k) − ψ(k)) = −ln(b (1 − b)). At k = 2 that is 5/3, so b
 * is .2528; the information of one customer is 2 ψ'(2) − 4 ψ'(4) = .154577. */
static void the_shape_of_two_gaps_each_by_hand(void **state)
{
    Ledger *ledger = ledger_new(*state);
    GapShape got;

    ledger_add(ledger, 99, "0 253 1001"); /* 252.5 and 747.5 */
    got = fit_evenly(ledger, *state);
    assert_int_equal(got.pattern, GAPS_UNKNOWN);
    assert_true(isnan(got.estimate) && isnan(got.error) && isnan(got.dispersion));
    assert_near(got.used, 1, 0);
    ledger_add(ledger, 1, "5 258 1006");
    ledger_add(ledger, 20, "0 3 7");  /* mean gap below four days */
    ledger_add(ledger, 20, "0 1000"); /* no gap but one */
    got = fit_evenly(ledger, *state);
    assert_int_equal(got.customers, 100);
    assert_int_equal(got.free_gaps, 100);
    assert_near(got.estimate, 2, 0.005);
    assert_near(got.error, 1 / sqrt(100 * .154577), 0.001);
    assert_near(got.dispersion, 0, 1e-9); /* all are at the mean */
    assert_int_equal(got.pattern, GAPS_REGULAR);
    assert_near(got.used, got.estimate, 0);
}

/* 2.5 and 7.5 days, or 12.5 and 37.5. */
static void of_the_distance_between_days_half_a_day_is_no_gap(void **state)
{
    Ledger *near = ledger_new(*state), *far = ledger_new(*state);

    ledger_add(near, 100, "0 3 11");
    ledger_add(far, 100, "0 13 51");
    assert_near(fit_evenly(near, *state).estimate, fit_evenly(far, *state).estimate, 1e-9);
}

/* At k = 1: 2 (ψ(2) − ψ(1)) = 2, so b = (1 − √(1 − 4e⁻²)) / 2 = .1614. At k = 1/2: 4 ln 2, b (1 −
 * b) = 1/16, b = .0670. */
static void shapes_near_one_are_left_at_one_and_bursts_are_not(void **state)
{
    Ledger *ledger = ledger_new(*state), *bursts = ledger_new(*state);
    GapShape got;

    ledger_add(ledger, 100, "0 162 1001");
    got = fit_evenly(ledger, *state);
    assert_near(got.estimate, 1, 0.005);
    assert_int_equal(got.pattern, GAPS_RANDOM);
    assert_near(got.used, 1, 0);
    ledger_add(bursts, 100, "0 67 1000");
    got = fit_evenly(bursts, *state);
    assert_near(got.estimate, 0.5, 0.005);
    assert_int_equal(got.pattern, GAPS_BURSTS);
    assert_near(got.used, got.estimate, 0);
}

static void perfect_regularity_is_used_as_five(void **state)
{
    Ledger *ledger = ledger_new(*state);

    for (int i = 0; i < 30; i++)
        ledger_add_every(ledger, i, 30, 10);
    GapShape got = fit_evenly(ledger, *state);
    assert_near(got.estimate, 50, 1e-9);
    assert_int_equal(got.pattern, GAPS_REGULAR);
    assert_near(got.used, 5, 0);
}

static void regular_and_irregular_customers_together_have_no_shape(void **state)
{
    Ledger *ledger = ledger_new(*state);
    GapShape got;

    for (int i = 0; i < 90; i++)
        ledger_add_every(ledger, i, 30, 10);
    ledger_add(ledger, 30, "0 2 4 100 102 400 401 403 700 705");
    got = fit_evenly(ledger, *state);
    assert_int_equal(got.pattern, GAPS_MIXED);
    assert_true(got.estimate > 0.9 && got.dispersion > 1.5);
    assert_near(got.used, 1, 0);
}

int test_shape(void)
{
    const struct CMUnitTest tests[] = {
        PREDICT_TEST(shape_one_gives_the_plain_rule),
        PREDICT_TEST(whole_shapes_agree_with_their_closed_form),
        PREDICT_TEST(no_silence_is_certain_and_a_longer_one_is_less_likely),
        PREDICT_TEST(quiet_after_so_many_usual_gaps),
        PREDICT_TEST(the_shape_of_two_gaps_each_by_hand),
        PREDICT_TEST(of_the_distance_between_days_half_a_day_is_no_gap),
        PREDICT_TEST(shapes_near_one_are_left_at_one_and_bursts_are_not),
        PREDICT_TEST(perfect_regularity_is_used_as_five),
        PREDICT_TEST(regular_and_irregular_customers_together_have_no_shape),
    };

    return cmocka_run_group_tests_name("shape", tests, NULL, NULL);
}
