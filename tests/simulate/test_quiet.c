/* Who has gone quiet, judged where it is known who has left.
 *
 * The promise of predict/quiet.h: of the customers who have not left about 5 in 100 are called
 * quiet on any one day, 2 to 6 in every class of repeats. And of those who have left at least half
 * are found, four of five where gaps are regular. Every rate is printed. What a shop must keep to
 * is in its row: the bounds of a class, beyond which two standard deviations of chance are
 * allowed; whatever is outside 2 to 6 is a weakness that is known and stated.
 */
#include "shop.h"
#include "simulate.h"

enum { CLASSES = 5, ALL = CLASSES, COLUMNS };

typedef struct Case {
    ShopPlan plan;
    double least_pct, most_pct; /* called quiet of those who stay, in each class */
    double found_pct;           /* of those who have left, at least */
} Case;

typedef struct Rate {
    size_t of, quiet;
} Rate;

typedef struct Rates {
    Rate stay[COLUMNS], gone[COLUMNS], random[COLUMNS]; /* random: who stay and buy at random */
    double used;                                        /* shapes, summed over shops */
} Rates;

static size_t class_of(size_t repeats)
{
    return repeats == 1 ? 0 : repeats == 2 ? 1 : repeats < 5 ? 2 : repeats < 10 ? 3 : 4;
}

static void count(Rate *rates, size_t repeats, bool quiet)
{
    size_t columns[] = { class_of(repeats), ALL };

    for (size_t i = 0; i < 2; i++) {
        rates[columns[i]].of++;
        rates[columns[i]].quiet += quiet;
    }
}

static void judge_shop(Rates *rates, const ShopPlan *plan, size_t number)
{
    Arena arena = arena_open();
    SimulatedShop shop = shop_simulate(plan, number, &arena);
    Quiet quiet = quiet_judge(&shop.purchases, &arena);

    assert_int_equal(quiet.verdict, QUIET_JUDGED);
    rates->used += quiet.shape.used;
    for (size_t c = 0; c < plan->customers; c++) {
        const Rhythm *rhythm = &quiet.rhythms[c];
        bool called = rhythm->silence == SILENCE_QUIET;

        if (!rhythm->repeats) continue;
        count(shop.left[c] ? rates->gone : rates->stay, rhythm->repeats, called);
        if (shop.random[c] && !shop.left[c]) count(rates->random, rhythm->repeats, called);
    }
    arena_close(&arena);
}

static double pct(Rate rate)
{
    return 100 * (double)rate.quiet / (double)rate.of;
}

/* Two standard deviations of a share of `bound` percent among as many. */
static double chance_pct(Rate rate, double bound)
{
    return 200 * sqrt(bound / 100 * (1 - bound / 100) / (double)rate.of);
}

static void print_rates(const char *name, const Rate *rates)
{
    print_message("%-44s", name);
    for (size_t i = 0; i < COLUMNS; i++)
        print_message(rates[i].of ? " %5.1f" : "     -", pct(rates[i]));
}

static void assert_between(const Rate *rates, double least, double most, const char *name)
{
    for (size_t i = 0; i < COLUMNS; i++) {
        if (!rates[i].of) continue;
        if (pct(rates[i]) > most + chance_pct(rates[i], most) ||
            pct(rates[i]) < least - chance_pct(rates[i], least))
            fail_msg("%s: of %zu in class %zu %.2f in 100 are called quiet", name, rates[i].of, i,
                     pct(rates[i]));
    }
}

static void check_case(const Case *one)
{
    const ShopPlan *plan = &one->plan;
    Rates rates = { 0 };

    for (size_t number = 0; number < plan->shops; number++)
        judge_shop(&rates, plan, number);
    print_rates(plan->name, rates.stay);
    print_message("   shape %.2f\n", rates.used / (double)plan->shops);
    if (plan->random_share > 0) print_rates("  those who buy at random", rates.random);
    if (rates.gone[ALL].of) print_rates("  found of those who have left", rates.gone);
    if (plan->random_share > 0 || rates.gone[ALL].of) print_message("\n");
    assert_between(rates.stay, one->least_pct, one->most_pct, plan->name);
    assert_between(rates.random, 2, 6, plan->name);
    if (one->most_pct == 6 && pct(rates.stay[ALL]) > 5 + chance_pct(rates.stay[ALL], 5))
        fail_msg("%s: %.2f in 100 are called quiet", plan->name, pct(rates.stay[ALL]));
    if (rates.gone[ALL].of && pct(rates.gone[ALL]) < one->found_pct)
        fail_msg("%s: only %.1f in 100 are found", plan->name, pct(rates.gone[ALL]));
}

static void check_cases(const Case *cases, size_t cases_count)
{
    print_message("%-44s %5s %5s %5s %5s %5s %5s\n", "called quiet in 100, by repeats", "1", "2",
                  "3-4", "5-9", "10+", "all");
    for (size_t i = 0; i < cases_count; i++)
        check_case(&cases[i]);
}

#define GAMMA(k) .gaps = LAW_GAMMA, .shape = (k)
#define PACES(gap, r) .mean_gap_days = (gap), .pace_shape = (r)
#define LARGE .shops = 10, .customers = 2500, .days = 730

static void buying_at_random_moments(void **state)
{
    const Case cases[] = {
        { { "very different paces (r = 0.5)", LARGE, GAMMA(1), PACES(60, .5) }, 2, 6, 0 },
        { { "paces alike (r = 2)", LARGE, GAMMA(1), PACES(40, 2) }, 2, 6, 0 },
        { { "paces alike, all joined within 10 weeks", LARGE, GAMMA(1), PACES(40, 2),
            .joined_within = .1 },
          2,
          6,
          0 },
        { { "40 customers", 300, 40, 730, GAMMA(1), PACES(60, .5) }, 2, 6, 0 },
        { { "100 customers", 100, 100, 730, GAMMA(1), PACES(60, 2) }, 2, 6, 0 },
        { { "8 weeks", 10, 2500, 56, GAMMA(1), PACES(30, .5) }, 2, 6, 0 },
        { { "8 weeks, weekly buyers", 30, 2500, 56, GAMMA(1), PACES(7, 2) }, 2, 6, 0 },
        { { "13 weeks, weekly buyers", 10, 2500, 91, GAMMA(1), PACES(7, 2) }, 2, 6, 0 },
        { { "26 weeks", 10, 2500, 182, GAMMA(1), PACES(30, .5) }, 2, 6, 0 },
        { { "52 weeks", 10, 2500, 364, GAMMA(1), PACES(30, .5) }, 2, 6, 0 },
        { { "53 weeks", 10, 2500, 371, GAMMA(1), PACES(30, .5) }, 2, 6, 0 },
        { { "6 years", 10, 2500, 2190, GAMMA(1), PACES(90, .5) }, 2, 6, 0 },
    };

    (void)state;
    check_cases(cases, COUNT_OF(cases));
}

static void buying_regularly(void **state)
{
    const Case cases[] = {
        { { "Erlang-1.3", LARGE, GAMMA(1.3), PACES(50, 1) }, 2, 6, 0 },
        { { "Erlang-1.5", LARGE, GAMMA(1.5), PACES(50, 1) }, 2, 6, 0 },
        { { "Erlang-2", LARGE, GAMMA(2), PACES(50, 1) }, 2, 6, 0 },
        { { "Erlang-3", LARGE, GAMMA(3), PACES(50, 1) }, 2, 6, 0 },
        { { "Erlang-3, very different paces", LARGE, GAMMA(3), PACES(60, .5) }, 2, 6, 0 },
        { { "Erlang-3, 40 customers", 200, 40, 730, GAMMA(3), PACES(50, 1) }, 2, 6, 0 },
        { { "Erlang-3, 100 customers", 80, 100, 730, GAMMA(3), PACES(50, 1) }, 2, 6, 0 },
        { { "Erlang-3, 8 weeks", 10, 2500, 56, GAMMA(3), PACES(14, 1) }, 2, 6, 0 },
        { { "Erlang-3, 8 weeks, weekly buyers", 10, 2500, 56, GAMMA(3), PACES(7, 2) }, 2, 6, 0 },
        { { "Erlang-3, 26 weeks", 10, 2500, 182, GAMMA(3), PACES(30, 1) }, 2, 6, 0 },
        { { "Erlang-3, 6 years", 10, 2500, 2190, GAMMA(3), PACES(90, 1) }, 2, 6, 0 },
        { { "Erlang-8", LARGE, GAMMA(8), PACES(50, 1) }, 2, 6, 0 },
        { { "Erlang-20", LARGE, GAMMA(20), PACES(50, 1) }, 0, 6, 0 },
        { { "monthly", LARGE, .gaps = LAW_MONTHLY, .mean_gap_days = 30 }, 0, 6, 0 },
    };

    (void)state;
    check_cases(cases, COUNT_OF(cases));
}

#define SEASON(days) .calendar = CALENDAR_SEASON, .past_peak = (days)
#define CHRISTMAS(days) .calendar = CALENDAR_CHRISTMAS, .past_peak = (days)

static void busy_and_dead_seasons(void **state)
{
    const Case cases[] = {
        { { "season at its peak", LARGE, GAMMA(1), PACES(60, .5), SEASON(0) }, 2, 6, 0 },
        { { "season, falling", LARGE, GAMMA(1), PACES(60, .5), SEASON(91) }, 2, 6, 0 },
        { { "season at its low", LARGE, GAMMA(1), PACES(60, .5), SEASON(182) }, 2, 6, 0 },
        { { "season, rising", LARGE, GAMMA(1), PACES(60, .5), SEASON(273) }, 2, 6, 0 },
        { { "a week into Christmas", LARGE, GAMMA(1), PACES(60, .5), CHRISTMAS(7) }, 2, 6, 0 },
        { { "a week after Christmas", LARGE, GAMMA(1), PACES(60, .5), CHRISTMAS(37) }, 2, 6, 0 },
        { { "Christmas, seen in July", LARGE, GAMMA(1), PACES(60, .5), CHRISTMAS(230) }, 2, 6, 0 },
        { { "season at its low, 26 weeks", 10, 2500, 182, GAMMA(1), PACES(30, .5), SEASON(182) },
          2,
          6,
          0 },
        { { "Erlang-3, season at its low", LARGE, GAMMA(3), PACES(50, 1), SEASON(182) }, 2, 6, 0 },
        { { "Erlang-3, Christmas in July", LARGE, GAMMA(3), PACES(50, 1), CHRISTMAS(230) },
          2,
          6,
          0 },
    };

    (void)state;
    check_cases(cases, COUNT_OF(cases));
}

static void some_regular_and_some_not(void **state)
{
    const Case cases[] = {
        { { "half Erlang-3", LARGE, GAMMA(3), PACES(50, 1), .random_share = .5 }, 0, 6, 0 },
        { { "half Erlang-8", LARGE, GAMMA(8), PACES(50, 1), .random_share = .5 }, 0, 6, 0 },
        { { "three quarters monthly", LARGE, .gaps = LAW_MONTHLY, PACES(50, 1),
            .random_share = .25 },
          0,
          6,
          0 },
        { { "half monthly", LARGE, .gaps = LAW_MONTHLY, PACES(50, 1), .random_share = .5 },
          0,
          6,
          0 },
        { { "a tenth monthly", LARGE, .gaps = LAW_MONTHLY, PACES(50, 1), .random_share = .9 },
          2,
          6,
          0 },
    };

    (void)state;
    check_cases(cases, COUNT_OF(cases));
}

/* Where no rule on the last purchase alone keeps the promise: what it comes to. */
static void where_more_are_accused(void **state)
{
    const Case cases[] = {
        { { "Erlang-3, all joined within 10 weeks", LARGE, GAMMA(3), PACES(60, 2),
            .joined_within = .1 },
          2,
          8,
          0 },
        { { "every pace halves within a year", LARGE, GAMMA(1), PACES(40, .5), .slowing = 1 },
          2,
          8,
          0 },
        { { "gamma gaps of shape 0.8", LARGE, GAMMA(.8), PACES(40, 1) }, 2, 7, 0 },
        { { "gamma gaps of shape 0.5", LARGE, GAMMA(.5), PACES(40, 1) }, 2, 8, 0 },
        { { "lognormal gaps, sigma 1", LARGE, LAW_LOGNORMAL, 1, PACES(60, .5) }, 1, 10, 0 },
        { { "bunches of up to six days", LARGE, .gaps = LAW_BUNCHED, PACES(90, .5) }, 0, 16, 0 },
    };

    (void)state;
    check_cases(cases, COUNT_OF(cases));
}

static void those_who_have_left_are_found(void **state)
{
    const Case cases[] = {
        { { "BG/NBD", LARGE, GAMMA(1), PACES(30, .5), .leaving = LEAVE_BETA }, 2, 6, 50 },
        { { "BG/NBD, a season at its low", LARGE, GAMMA(1), PACES(30, .5), SEASON(182),
            .leaving = LEAVE_BETA },
          2,
          6,
          50 },
        { { "BG/NBD, joined within 10 weeks", LARGE, GAMMA(1), PACES(30, .5), .joined_within = .1,
            .leaving = LEAVE_BETA },
          0,
          6,
          50 },
        { { "Pareto/NBD", LARGE, GAMMA(1), PACES(30, 1), .leaving = LEAVE_LIFE }, 2, 6, 50 },
        { { "Erlang-3, leaving after a purchase", LARGE, GAMMA(3), PACES(30, 2),
            .leaving = LEAVE_CHANCE },
          1,
          6,
          80 },
        { { "Erlang-3, leaving after a time", LARGE, GAMMA(3), PACES(30, 2),
            .leaving = LEAVE_LIFE },
          1,
          6,
          80 },
        { { "monthly subscribers", LARGE, .gaps = LAW_MONTHLY, .mean_gap_days = 30,
            .leaving = LEAVE_CHANCE },
          0,
          6,
          80 },
    };

    (void)state;
    check_cases(cases, COUNT_OF(cases));
}

int test_quiet(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buying_at_random_moments), cmocka_unit_test(buying_regularly),
        cmocka_unit_test(busy_and_dead_seasons),    cmocka_unit_test(some_regular_and_some_not),
        cmocka_unit_test(where_more_are_accused),   cmocka_unit_test(those_who_have_left_are_found),
    };

    return cmocka_run_group_tests_name("quiet", tests, NULL, NULL);
}
