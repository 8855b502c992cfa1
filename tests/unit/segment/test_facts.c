/* What may be claimed of a customer, and what names and figures are by definition. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "made_shop.h"
#include "segment/facts.h"
#include "segment/kpi.h"
#include "segment/label.h"
#include "segment_tests.h"

static Arena arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_close(&arena);
    return 0;
}

/* One customer of that kind, and borders that each test sets. */
static Facts facts_of(Kind kind)
{
    MadeShop *made = made_open(&arena);

    made_add(made, kind, 1, 0);
    made_close(made);
    Facts facts = facts_find(&made->shop, &arena);
    facts.new_days = facts.recent_days = facts.silent_days = 0;
    for (Figure figure = 0; figure < FIGURES; figure++)
        facts.borders[figure] = (Border){ 1e9, 1e9, 1e9, 0 };
    return facts;
}

static bool claims(const Facts *facts, Claim claim)
{
    return facts_claims(facts, 0) & CLAIM_BIT(claim);
}

/* Bought once, so many days ago. */
static Facts once(int days)
{
    return facts_of((Kind){ MADE_AS_OF - days, 0, 1, 50, 4 });
}

static void time_is_counted_to_the_day(void **state)
{
    Facts f = once(30);

    (void)state;
    f.new_days = 30, f.recent_days = 30, f.silent_days = 30;
    assert_true(claims(&f, CLAIM_NEW) && claims(&f, CLAIM_RECENT) && claims(&f, CLAIM_ACTIVE));
    assert_false(claims(&f, CLAIM_SILENT));
    f.new_days = 29, f.recent_days = 29, f.silent_days = 29;
    assert_false(claims(&f, CLAIM_NEW) || claims(&f, CLAIM_RECENT) || claims(&f, CLAIM_ACTIVE));
    assert_true(claims(&f, CLAIM_SILENT));
    f = once(365);
    f.borders[FIGURE_SINCE].low_third = 365;
    assert_false(claims(&f, CLAIM_YOUNGER));
    f.borders[FIGURE_SINCE].low_third = 366;
    assert_true(claims(&f, CLAIM_YOUNGER));
    f = once(366);
    f.borders[FIGURE_SINCE].low_third = 400; /* more than a year is not young */
    assert_false(claims(&f, CLAIM_YOUNGER));
}

static void who_has_a_rhythm_is_held_against_that_alone(void **state)
{
    Facts three = facts_of((Kind){ 500, 10, 3, 50, 0 });
    Facts four = facts_of((Kind){ 500, 10, 4, 50, 0 });

    (void)state;
    three.silent_days = four.silent_days = 100;
    assert_true(claims(&three, CLAIM_SILENT));
    assert_false(claims(&four, CLAIM_SILENT));
}

static void what_is_at_a_border_is_not_above_it(void **state)
{
    Facts f = facts_of((Kind){ 900, 10, 4, 50, 7 });

    (void)state;
    assert_true(claims(&f, CLAIM_AGAIN) && claims(&f, CLAIM_DAYS_REST));
    assert_true(claims(&f, CLAIM_SPEND_LOWER));
    assert_false(claims(&f, CLAIM_ONCE) || claims(&f, CLAIM_SPEND_UPPER));
    for (int above = 0; above < 2; above++) {
        f.borders[FIGURE_DAYS] = (Border){ .third = 4 - above, .fifth = 4 - above };
        f.borders[FIGURE_SPEND] =
            (Border){ .third = 200 - above, .fifth = 200 - above, .middle = 200 - above };
        f.borders[FIGURE_BASKET].third = 50 - above;
        f.borders[FIGURE_CONTACTS].third = 7 - above;
        assert_int_equal(claims(&f, CLAIM_DAYS_THIRD), above);
        assert_int_equal(claims(&f, CLAIM_DAYS_FIFTH), above);
        assert_int_equal(claims(&f, CLAIM_DAYS_REST), !above);
        assert_int_equal(claims(&f, CLAIM_SPEND_THIRD), above);
        assert_int_equal(claims(&f, CLAIM_SPEND_FIFTH), above);
        assert_int_equal(claims(&f, CLAIM_SPEND_UPPER), above);
        assert_int_equal(claims(&f, CLAIM_SPEND_LOWER), !above);
        assert_int_equal(claims(&f, CLAIM_BASKET_THIRD), above);
        assert_int_equal(claims(&f, CLAIM_CONTACTS_THIRD), above);
    }
}

static void with_two_days_nobody_buys_often(void **state)
{
    Facts two = facts_of((Kind){ 900, 10, 2, 50, 0 });
    Facts three = facts_of((Kind){ 900, 10, 3, 50, 0 });

    (void)state;
    two.borders[FIGURE_DAYS] = three.borders[FIGURE_DAYS] = (Border){ .third = 1, .fifth = 1 };
    assert_false(claims(&two, CLAIM_DAYS_THIRD) || claims(&two, CLAIM_DAYS_FIFTH));
    assert_true(claims(&three, CLAIM_DAYS_THIRD) && claims(&three, CLAIM_DAYS_FIFTH));
}

static void nothing_is_claimed_of_who_never_bought(void **state)
{
    MadeShop *made = made_open(&arena);

    (void)state;
    made_add(made, (Kind){ 900, 0, 1, 50, 0 }, 1, 0);
    made_add(made, (Kind){ 900, 0, 0, 0, 9 }, 1, 0);
    made_close(made);
    Facts f = facts_find(&made->shop, &arena);
    assert_int_equal(facts_claims(&f, 1), 0);
    /* A day more than of anybody: the records are 100 days long. */
    assert_true(facts_figure(&f, FIGURE_SILENCE, 1) == 101);
    assert_true(facts_figure(&f, FIGURE_SINCE, 1) == 0);
    assert_true(facts_figure(&f, FIGURE_BASKET, 1) == 0);
    assert_true(facts_figure(&f, FIGURE_CONTACTS, 1) == 9);
    assert_int_equal(f.buyers, 1);
}

/* Spends of 1 to 15: a third are above 10, a fifth above 12, a third below 6; the middle is 8. */
static void borders_leave_a_third_and_a_fifth_above_them(void **state)
{
    MadeShop *made = made_open(&arena);

    (void)state;
    for (int i = 15; i > 0; i--)
        made_add(made, (Kind){ 900, 0, 1, i, 0 }, 1, 0);
    made_close(made);
    Facts f = facts_find(&made->shop, &arena);
    assert_true(f.borders[FIGURE_SPEND].third == 10);
    assert_true(f.borders[FIGURE_SPEND].fifth == 12);
    assert_true(f.borders[FIGURE_SPEND].low_third == 6);
    assert_true(f.borders[FIGURE_SPEND].middle == 8);
}

static void six_in_ten_are_most(void **state)
{
    Counted counted = { .members = 100 };

    (void)state;
    counted.of[CLAIM_ONCE] = 60;
    assert_true(counted_mostly(&counted, CLAIM_ONCE));
    counted.of[CLAIM_ONCE] = 59;
    assert_false(counted_mostly(&counted, CLAIM_ONCE));
}

static void a_name_is_of_six_in_ten_who_meet_all_of_it(void **state)
{
    const Facts facts = { .buyers = 1000, .few_are_new = true, .silence_proven = true };
    Standing standing = { .counted = { .members = 100 } };

    (void)state;
    standing.meeting[ARCHETYPE_AT_RISK] = 60;
    assert_true(label_holds(ARCHETYPE_AT_RISK, &standing, &facts));
    assert_false(label_holds(ARCHETYPE_AT_RISK, &standing,
                             &(Facts){ .buyers = 1000, .silence_proven = false }));
    standing.meeting[ARCHETYPE_AT_RISK] = 59;
    assert_false(label_holds(ARCHETYPE_AT_RISK, &standing, &facts));
}

static void few_are_under_ten_and_under_one_in_fifty(void **state)
{
    (void)state;
    assert_true(label_is_small(9, &(Facts){ .buyers = 451 }));
    assert_false(label_is_small(9, &(Facts){ .buyers = 450 }));
    assert_false(label_is_small(10, &(Facts){ .buyers = 10000 }));
}

/* --- names ------------------------------------------------------------------------------------ */

static ClusterMeans cluster(double recency, double frequency, double spend)
{
    ClusterMeans c = { { 0 } };

    c.mean[F_RECENCY_DAYS] = recency;
    c.mean[F_FREQUENCY] = frequency;
    c.mean[F_TOTAL_SPEND] = spend;
    return c;
}

static void classic_names_follow_the_textbook_in_its_order(void **state)
{
    /* Medians: spend 300, frequency 5, recency 60; recency's upper quartile: 200. */
    const ClusterMeans clusters[] = { cluster(10, 20, 900), cluster(400, 2, 500),
                                      cluster(60, 5, 300), cluster(20, 9, 100),
                                      cluster(200, 1, 50) };
    static const Archetype expected[] = { ARCHETYPE_CHAMPIONS, ARCHETYPE_AT_RISK,
                                          ARCHETYPE_POTENTIAL, ARCHETYPE_LOYAL,
                                          ARCHETYPE_POTENTIAL };
    Archetype names[5];

    (void)state;
    label_classic(names, clusters, 5, &arena);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(names[i], expected[i]);
}

static void classic_gives_big_spenders_who_are_neither_frequent_nor_late(void **state)
{
    const ClusterMeans clusters[] = { cluster(50, 2, 900), cluster(100, 9, 100),
                                      cluster(90, 8, 80) };
    Archetype names[3];

    (void)state;
    label_classic(names, clusters, 3, &arena);
    assert_int_equal(names[0], ARCHETYPE_BIG_SPENDERS);
}

/* Who is at a border is not beyond it. */
static void classic_names_begin_beyond_their_borders(void **state)
{
    /* Medians: spend 500, frequency 5, recency 30; recency's upper quartile: 40. */
    const ClusterMeans clusters[] = { cluster(40, 1, 900), cluster(50, 2, 800), cluster(30, 9, 100),
                                      cluster(20, 8, 90), cluster(10, 5, 500) };
    static const Archetype expected[] = { ARCHETYPE_BIG_SPENDERS, ARCHETYPE_AT_RISK,
                                          ARCHETYPE_POTENTIAL, ARCHETYPE_LOYAL,
                                          ARCHETYPE_POTENTIAL };
    Archetype names[5];

    (void)state;
    label_classic(names, clusters, 5, &arena);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(names[i], expected[i]);
    assert_string_equal(
        label_classic_reason(ARCHETYPE_LOYAL, clusters[3].mean, clusters, 5, "USD", false, &arena),
        "Textbook rule for Loyal Customers, on the clusters' averages: spend $90.00 (their median "
        "is $500.00), 8 purchases (5 purchases), last purchase 20 days ago (30 days; upper "
        "quartile 40 days).");
}

/* --- key figures ------------------------------------------------------------------------------ */

/* Runs are compared where a figure's definition is the same: whoever changes what one means gives
 * it another number, here too. */
static void a_key_figure_is_remembered_with_its_definition(void **state)
{
    static const char *const wanted[KPIS] = { "customers/1",
                                              "buyers/1",
                                              "revenue/1",
                                              "purchases/1 by order",
                                              "average_value/1",
                                              "average_frequency/1 by order",
                                              "average_purchase/1 by order",
                                              "segments/1",
                                              "quiet/1 by order",
                                              "quiet_spend/1 by order",
                                              "first_buyers/1",
                                              "returned/2 by order",
                                              "went_quiet/1 by order",
                                              "moved/1" };
    const Definitions found = kpi_definitions("order", &arena);

    (void)state;
    assert_int_equal(found.figure_count, KPIS);
    for (Kpi kpi = 0; kpi < KPIS; kpi++) {
        size_t size = strcspn(wanted[kpi], "/");
        assert_int_equal(strlen(found.figures[kpi].key), size);
        assert_memory_equal(found.figures[kpi].key, wanted[kpi], size);
        assert_string_equal(found.figures[kpi].value, wanted[kpi]);
    }
}

int facts_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_is_counted_to_the_day),
        cmocka_unit_test(who_has_a_rhythm_is_held_against_that_alone),
        cmocka_unit_test(what_is_at_a_border_is_not_above_it),
        cmocka_unit_test(with_two_days_nobody_buys_often),
        cmocka_unit_test(nothing_is_claimed_of_who_never_bought),
        cmocka_unit_test(borders_leave_a_third_and_a_fifth_above_them),
        cmocka_unit_test(six_in_ten_are_most),
        cmocka_unit_test(a_name_is_of_six_in_ten_who_meet_all_of_it),
        cmocka_unit_test(few_are_under_ten_and_under_one_in_fifty),
        cmocka_unit_test(classic_names_follow_the_textbook_in_its_order),
        cmocka_unit_test(classic_gives_big_spenders_who_are_neither_frequent_nor_late),
        cmocka_unit_test(classic_names_begin_beyond_their_borders),
        cmocka_unit_test(a_key_figure_is_remembered_with_its_definition),
    };

    return cmocka_run_group_tests_name("facts", tests, open_arena, close_arena);
}
