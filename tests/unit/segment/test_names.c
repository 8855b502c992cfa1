/* Which name a group has: every row of the table, at its border. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "made_shop.h"
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

/* --- what is so of a customer ----------------------------------------------------------------- */

static Facts facts_of(MadeShop *made)
{
    made_close(made);
    return facts_find(&made->shop, &arena);
}

static bool is_so(const Facts *facts, uint32_t customer, Claim claim)
{
    return facts_claims(facts, customer) & CLAIM_BIT(claim);
}

/* Thirty customers of 1, 2, … 30 purchase days, which are 10, 20, … 300 of spend. */
static MadeShop *ladder(void)
{
    MadeShop *made = made_open(&arena);

    for (int i = 1; i <= 30; i++)
        made_add(made, (Kind){ 400, 20, i, 10, i }, 1, 0);
    return made;
}

static void the_top_third_is_above_two_thirds_of_all_buyers(void **state)
{
    MadeShop *made = ladder();
    Facts facts = facts_of(made);

    (void)state;
    /* Of 30, the 21st to 30th have at least 20 below them, the 25th to 30th at least 24. */
    for (uint32_t i = 0; i < 30; i++) {
        assert_int_equal(is_so(&facts, i, CLAIM_SPEND_THIRD), i >= 20);
        assert_int_equal(is_so(&facts, i, CLAIM_DAYS_THIRD), i >= 20);
        assert_int_equal(is_so(&facts, i, CLAIM_DAYS_REST), i < 20);
        assert_int_equal(is_so(&facts, i, CLAIM_CONTACTS_THIRD), i >= 20);
        assert_int_equal(is_so(&facts, i, CLAIM_SPEND_FIFTH), i >= 24);
        assert_int_equal(is_so(&facts, i, CLAIM_DAYS_FIFTH), i >= 24);
        assert_int_equal(is_so(&facts, i, CLAIM_SPEND_UPPER), i >= 15);
        assert_int_equal(is_so(&facts, i, CLAIM_SPEND_LOWER), i < 15);
        assert_int_equal(is_so(&facts, i, CLAIM_ONCE), i == 0);
        assert_int_equal(is_so(&facts, i, CLAIM_AGAIN), i > 0);
        assert_false(is_so(&facts, i, CLAIM_BASKET_THIRD)); /* all the same */
    }
}

static void equal_values_and_few_purchase_days_help_nobody(void **state)
{
    MadeShop *made = made_open(&arena);

    (void)state;
    made_add(made, (Kind){ 500, 10, 1, 10, 0 }, 20, 0);
    made_add(made, (Kind){ 500, 10, 2, 10, 0 }, 10, 0);
    Facts facts = facts_of(made);
    assert_true(is_so(&facts, 29, CLAIM_SPEND_THIRD));
    assert_false(is_so(&facts, 29, CLAIM_DAYS_THIRD)); /* two are not often */
    made = made_open(&arena);
    made_add(made, (Kind){ 500, 10, 1, 10, 0 }, 19, 0);
    made_add(made, (Kind){ 500, 10, 5, 10, 0 }, 11, 0);
    facts = facts_of(made);
    assert_false(is_so(&facts, 29, CLAIM_SPEND_THIRD)); /* only 19 of 30 are below */
    assert_false(is_so(&facts, 29, CLAIM_DAYS_THIRD));
}

static void two_purchases_of_a_day_are_one_purchase_day(void **state)
{
    MadeShop *made = made_open(&arena);

    (void)state;
    made_add(made, (Kind){ 500, 0, 2, 10, 0 }, 1, 0);
    made_add(made, (Kind){ 500, 7, 3, 10, 0 }, 1, 0);
    Facts facts = facts_of(made);
    assert_true(is_so(&facts, 0, CLAIM_ONCE));
    assert_true(facts_figure(&facts, FIGURE_BASKET, 0) == 20);
    assert_true(facts_figure(&facts, FIGURE_DAYS, 1) == 3);
    assert_true(facts_figure(&facts, FIGURE_SILENCE, 1) == MADE_AS_OF - 514);
    assert_true(facts_figure(&facts, FIGURE_SINCE, 1) == MADE_AS_OF - 500);
}

/* Of 100 who came back 60 did so after `half` days, the others after `most`. */
static MadeShop *coming_back(int half, int most)
{
    MadeShop *made = made_open(&arena);

    made_add(made, (Kind){ 0, half, 2, 10, 0 }, 60, 0);
    made_add(made, (Kind){ 0, most, 2, 10, 0 }, 40, 0);
    return made;
}

static void what_is_new_and_recent_follows_the_time_to_the_second_purchase(void **state)
{
    static const struct {
        int half, most;
        double new_days, recent_days, silent_days;
    } cases[] = { { 100, 150, 100, 100, 150 }, { 5, 9, 30, 30, 14 }, { 300, 400, 180, 300, 400 } };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        MadeShop *made = coming_back(cases[i].half, cases[i].most);
        for (int off = 0; off < 2; off++)
            made_add(made, (Kind){ MADE_AS_OF - (int)cases[i].new_days - off, 0, 1, 10, 0 }, 1, 0);
        Facts facts = facts_of(made);
        assert_true(facts.new_days == cases[i].new_days);
        assert_true(facts.recent_days == cases[i].recent_days);
        assert_true(facts.silent_days == cases[i].silent_days);
        assert_true(is_so(&facts, 100, CLAIM_NEW));
        assert_false(is_so(&facts, 101, CLAIM_NEW));
        assert_true(facts.few_are_new);
    }
    MadeShop *made = made_open(&arena);
    made_add(made, (Kind){ 980, 0, 1, 10, 0 }, 9, 0);
    Facts facts = facts_of(made);
    assert_true(facts.new_days == 30 && isinf(facts.silent_days));
    assert_false(facts.few_are_new);
}

static void up_to_three_purchase_days_are_held_against_the_shop(void **state)
{
    MadeShop *made = coming_back(100, 150);
    const Facts *facts;

    (void)state;
    made_add(made, (Kind){ 850, 0, 1, 10, 0 }, 1, 0);   /* 150 days of silence */
    made_add(made, (Kind){ 849, 0, 1, 10, 0 }, 1, 0);   /* 151 */
    made_add(made, (Kind){ 549, 100, 4, 10, 0 }, 1, 0); /* 151, but four purchase days */
    made_add(made, (Kind){ 0, 0, 0, 0, 0 }, 1, 0);      /* never bought */
    Facts found = facts_of(made);
    facts = &found;
    assert_true(is_so(facts, 100, CLAIM_ACTIVE) && !is_so(facts, 100, CLAIM_SILENT));
    assert_true(is_so(facts, 101, CLAIM_SILENT) && !is_so(facts, 101, CLAIM_ACTIVE));
    assert_int_not_equal(facts->quiet.rhythms[102].silence, SILENCE_QUIET);
    assert_true(is_so(facts, 102, CLAIM_ACTIVE));
    assert_int_equal(facts_claims(facts, 103), 0);
    assert_int_equal(facts->buyers, 103);
}

static void younger_is_later_than_two_thirds_and_within_a_year(void **state)
{
    MadeShop *made = made_open(&arena);

    (void)state;
    for (int i = 0; i < 30; i++) /* first bought 20 to 600 days ago */
        made_add(made, (Kind){ MADE_AS_OF - 20 * (i + 1), 0, 1, 10, 0 }, 1, 0);
    Facts facts = facts_of(made);
    for (uint32_t i = 0; i < 30; i++)
        assert_int_equal(is_so(&facts, i, CLAIM_YOUNGER), i < 10);
    made = made_open(&arena);
    for (int i = 0; i < 3; i++)
        made_add(made, (Kind){ MADE_AS_OF - 365 - (i != 1) - 10 * i, 0, 1, 10, 0 }, 1, 0);
    facts = facts_of(made);
    assert_false(is_so(&facts, 0, CLAIM_YOUNGER)); /* 366 days ago */
}

/* --- the table -------------------------------------------------------------------------------- */

/* Somebody of whom all that the name says is so, and somebody of whom it is not. */
typedef struct Row {
    Archetype name;
    bool gone; /* in a shop that customers have left */
    Kind meets, fails;
} Row;

#define REGULAR                                                                                    \
    {                                                                                              \
        200, 40, 21, 50, 0                                                                         \
    } /* in no top fifth, not silent */

static const Row ROWS[] = {
    { ARCHETYPE_NEW, true, { 990, 0, 1, 50, 0 }, REGULAR },
    { ARCHETYPE_ONE_TIME, true, { 300, 0, 1, 50, 0 }, REGULAR },
    { ARCHETYPE_CANT_LOSE, true, { 0, 7, 45, 500, 0 }, REGULAR },
    { ARCHETYPE_AT_RISK, true, { 0, 20, 4, 900, 0 }, REGULAR },
    { ARCHETYPE_HIBERNATING, true, { 0, 20, 4, 5, 0 }, REGULAR },
    { ARCHETYPE_CHAMPIONS, true, { 600, 7, 58, 500, 0 }, { 700, 60, 5, 50, 0 } },
    { ARCHETYPE_BIG_SPENDERS, true, { 100, 290, 4, 3000, 0 }, REGULAR },
    { ARCHETYPE_LOYAL, true, { 600, 7, 58, 10, 0 }, { 700, 60, 5, 50, 0 } },
    { ARCHETYPE_WINDOW_SHOPPERS, true, { 300, 220, 4, 5, 90 }, { 700, 60, 5, 50, 0 } },
    { ARCHETYPE_NEWER, true, { 800, 45, 5, 50, 0 }, { 200, 260, 4, 50, 0 } },
    { ARCHETYPE_POTENTIAL, true, { 75, 300, 4, 50, 0 }, { 100, 230, 4, 50, 0 } },
    { ARCHETYPE_OCCASIONAL, true, { 100, 230, 4, 50, 0 }, { 600, 7, 58, 10, 0 } },
    { ARCHETYPE_OCCASIONAL, false, { 100, 50, 3, 50, 0 }, { 600, 7, 58, 10, 0 } },
};

static Standing standing_in(const MadeShop *made, const Facts *facts, size_t from)
{
    size_t count = made->kinds.count - from;
    uint32_t *members = ARENA_ARRAY(&arena, uint32_t, count);
    Standing standing;

    for (size_t i = 0; i < count; i++)
        members[i] = (uint32_t)(from + i);
    standing_find(&standing, facts, members, count);
    return standing;
}

/* Ten members, of whom so many meet what the name says. */
static Archetype name_where(const Row *row, size_t meeting, Standing *standing, Facts *facts)
{
    MadeShop *made = made_open(&arena);

    made_add_crowd(made, row->gone);
    size_t crowd = made->kinds.count;
    made_add(made, row->meets, meeting, 2);
    made_add(made, row->fails, 10 - meeting, 2);
    *facts = facts_of(made);
    *standing = standing_in(made, facts, crowd);
    return label_find(standing, facts);
}

static void every_name_holds_from_six_in_ten_members_on(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        const Row *row = &ROWS[i];
        Standing standing;
        Facts facts;
        Archetype six = name_where(row, 6, &standing, &facts);
        assert_int_equal(facts.silence_proven, row->gone);
        if (six != row->name || standing.meeting[row->name] != 6)
            fail_msg("%s: %zu of 10 meet it, and it is called %s", archetype_label(row->name),
                     standing.meeting[row->name], archetype_label(six));
        assert_true(label_holds(row->name, &standing, &facts));
        Archetype five = name_where(row, 5, &standing, &facts);
        if (five == row->name) fail_msg("%s at five in ten", archetype_label(row->name));
        assert_int_equal(standing.meeting[row->name], 5);
        assert_false(label_holds(row->name, &standing, &facts));
    }
}

static void where_nobody_has_left_no_name_speaks_of_silence(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        Row row = ROWS[i];
        Standing standing;
        Facts facts;
        bool of_silence = row.name == ARCHETYPE_CANT_LOSE || row.name == ARCHETYPE_AT_RISK ||
                          row.name == ARCHETYPE_HIBERNATING;
        if (!of_silence) continue;
        row.gone = false;
        Archetype name = name_where(&row, 6, &standing, &facts);
        assert_false(facts.silence_proven);
        assert_true(name != ARCHETYPE_CANT_LOSE && name != ARCHETYPE_AT_RISK &&
                    name != ARCHETYPE_HIBERNATING && name != ARCHETYPE_LAPSED);
        assert_int_equal(standing.counted.of[CLAIM_SILENT], 6);
        /* Silent for longest: neither is that a reason to call them what those are who are not. */
        assert_true(name != ARCHETYPE_CHAMPIONS && name != ARCHETYPE_LOYAL &&
                    name != ARCHETYPE_POTENTIAL && name != ARCHETYPE_NEWER);
    }
}

/* Two kinds of half of the silent each: those who spent much and those who spent little. */
static void lapsed_are_silent_whatever_they_spent(void **state)
{
    (void)state;
    for (size_t silent = 5; silent <= 6; silent++) {
        MadeShop *made = made_open(&arena);
        made_add_crowd(made, true);
        size_t crowd = made->kinds.count;
        made_add(made, (Kind){ 0, 20, 4, 900, 0 }, 3, 2);
        made_add(made, (Kind){ 0, 20, 4, 5, 0 }, silent - 3, 2);
        made_add(made, (Kind)REGULAR, 10 - silent, 2);
        Facts facts = facts_of(made);
        Standing standing = standing_in(made, &facts, crowd);
        assert_int_equal(label_find(&standing, &facts) == ARCHETYPE_LAPSED, silent == 6);
    }
}

/* Six in ten are not silent, and nothing else is so of as many; or of five, and then nothing is. */
static void active_and_mixed_are_what_is_left(void **state)
{
    (void)state;
    for (size_t active = 5; active <= 6; active++) {
        MadeShop *made = made_open(&arena);
        made_add_crowd(made, false);
        size_t crowd = made->kinds.count;
        made_add(made, (Kind){ 600, 7, 58, 10, 0 }, active - 3, 2);
        made_add(made, (Kind){ 100, 230, 4, 50, 0 }, 3, 2);
        made_add(made, (Kind){ 300, 0, 1, 50, 0 }, 10 - active, 2);
        Facts facts = facts_of(made);
        Standing standing = standing_in(made, &facts, crowd);
        assert_int_equal(standing.counted.of[CLAIM_ACTIVE], active);
        assert_int_equal(label_find(&standing, &facts),
                         active == 6 ? ARCHETYPE_ACTIVE : ARCHETYPE_MIXED);
    }
}

/* Of 260 and they themselves, five are under 2 %, six are not. */
static void exceptional_are_under_ten_and_under_two_percent(void **state)
{
    (void)state;
    for (size_t members = 5; members <= 6; members++) {
        MadeShop *made = made_open(&arena);
        made_add_crowd(made, true);
        size_t crowd = made->kinds.count;
        made_add(made, (Kind){ 600, 7, 58, 500, 0 }, members, 2);
        Facts facts = facts_of(made);
        Standing standing = standing_in(made, &facts, crowd);
        assert_int_equal(label_find(&standing, &facts),
                         members == 5 ? ARCHETYPE_EXCEPTIONAL : ARCHETYPE_CHAMPIONS);
    }
    MadeShop *made = made_open(&arena);
    made_add_crowd(made, true);
    for (int i = 0; i < 300; i++)
        made_add(made, (Kind){ 200 + i % 40, 40, 20, 50, 0 }, 1, 0);
    size_t crowd = made->kinds.count; /* 560: ten are under 2 %, but ten */
    made_add(made, (Kind){ 600, 7, 58, 500, 0 }, 10, 2);
    Facts facts = facts_of(made);
    Standing standing = standing_in(made, &facts, crowd);
    assert_int_equal(label_find(&standing, &facts), ARCHETYPE_CHAMPIONS);
}

/* What is so of six in ten one by one, but not of the same six. */
static void what_a_name_says_together_must_be_so_together(void **state)
{
    MadeShop *made = made_open(&arena);

    (void)state;
    made_add_crowd(made, true);
    size_t crowd = made->kinds.count;
    made_add(made, (Kind){ 600, 7, 58, 500, 0 }, 4, 2);  /* champions */
    made_add(made, (Kind){ 600, 7, 58, 1, 0 }, 3, 2);    /* often, for little */
    made_add(made, (Kind){ 880, 60, 3, 9000, 0 }, 3, 2); /* seldom, for much */
    Facts facts = facts_of(made);
    Standing standing = standing_in(made, &facts, crowd);
    assert_true(counted_mostly(&standing.counted, CLAIM_DAYS_FIFTH));
    assert_true(counted_mostly(&standing.counted, CLAIM_SPEND_FIFTH));
    assert_true(counted_mostly(&standing.counted, CLAIM_ACTIVE));
    assert_int_equal(standing.meeting[ARCHETYPE_CHAMPIONS], 4);
    assert_false(label_holds(ARCHETYPE_CHAMPIONS, &standing, &facts));
}

static void where_most_are_new_new_is_no_name(void **state)
{
    MadeShop *made = made_open(&arena);

    (void)state;
    made_add(made, (Kind){ 985, 0, 1, 50, 0 }, 60, 0);
    made_add(made, (Kind){ 100, 60, 16, 50, 0 }, 40, 1);
    Facts facts = facts_of(made);
    Standing standing;
    static const uint32_t one[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 };
    standing_find(&standing, &facts, one, 10);
    assert_false(facts.few_are_new);
    assert_int_equal(label_find(&standing, &facts), ARCHETYPE_ONE_TIME);
}

static void slugs_are_read_back_and_differ(void **state)
{
    (void)state;
    for (int a = 0; a < ARCHETYPES; a++) {
        Archetype found;
        assert_true(archetype_read(&found, archetype_slug((Archetype)a)));
        assert_int_equal(found, a);
        assert_true(strlen(archetype_meaning((Archetype)a)) > 20);
    }
    Archetype unknown;
    assert_false(archetype_read(&unknown, "need-attention"));
}

int names_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_top_third_is_above_two_thirds_of_all_buyers),
        cmocka_unit_test(equal_values_and_few_purchase_days_help_nobody),
        cmocka_unit_test(two_purchases_of_a_day_are_one_purchase_day),
        cmocka_unit_test(what_is_new_and_recent_follows_the_time_to_the_second_purchase),
        cmocka_unit_test(up_to_three_purchase_days_are_held_against_the_shop),
        cmocka_unit_test(younger_is_later_than_two_thirds_and_within_a_year),
        cmocka_unit_test(every_name_holds_from_six_in_ten_members_on),
        cmocka_unit_test(where_nobody_has_left_no_name_speaks_of_silence),
        cmocka_unit_test(lapsed_are_silent_whatever_they_spent),
        cmocka_unit_test(active_and_mixed_are_what_is_left),
        cmocka_unit_test(exceptional_are_under_ten_and_under_two_percent),
        cmocka_unit_test(what_a_name_says_together_must_be_so_together),
        cmocka_unit_test(where_most_are_new_new_is_no_name),
        cmocka_unit_test(slugs_are_read_back_and_differ),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
