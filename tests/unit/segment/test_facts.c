/* What may be claimed of a customer: where each claim begins. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "made_shop.h"
#include "segment/facts.h"
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
    };

    return cmocka_run_group_tests_name("facts", tests, open_arena, close_arena);
}
