/* The week's figures of shops made by hand, and what a step to the next segment is worth. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "segment/growth.h"
#include "segment/week.h"
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

enum { MOST_CUSTOMERS = 400, MOST_BOUGHT = 12000, MOST_DAYS = 1200, MOST_HOLES = 3 };

/* A shop that is filled customer by customer, day by day. */
typedef struct Till {
    Shop shop;
    size_t first[MOST_CUSTOMERS + 1];
    Day days[MOST_BOUGHT];
    double net[MOST_BOUGHT];
    DayTotal totals[MOST_DAYS];
    DayRange holes[MOST_HOLES];
} Till;

/* The records go from one day to another. */
static Till *till_open(Day first_day, Day as_of)
{
    Till *till = ARENA_NEW(&arena, Till);

    till->shop.first_day = first_day;
    till->shop.last_day = first_day;
    till->shop.source.as_of = as_of;
    till->shop.purchases =
        (Purchases){ .first = till->first, .days = till->days, .net = till->net };
    till->shop.days = till->totals;
    till->shop.holes.items = till->holes;
    return till;
}

static void till_take(Till *till, Day day, double amount)
{
    till->totals[day - till->shop.first_day].revenue += amount;
    till->totals[day - till->shop.first_day].lines++;
    if (day > till->shop.last_day) till->shop.last_day = day;
}

/* By the customer who was added last. */
static void till_buy(Till *till, Day day, double net)
{
    size_t at = till->shop.purchases.count++;

    assert_true(at < MOST_BOUGHT);
    till->days[at] = day;
    till->net[at] = net;
    till->first[till->shop.customers.count] = till->shop.purchases.count;
    till_take(till, day, net);
}

static void till_next(Till *till)
{
    size_t customer = ++till->shop.customers.count;

    assert_true(customer <= MOST_CUSTOMERS);
    till->first[customer] = till->shop.purchases.count;
}

static void assert_figures(const double *got, double revenue, double purchases, double buyers,
                           double fresh, double returning)
{
    const double wanted[] = { revenue, purchases, buyers, fresh, returning };

    for (int f = 0; f < WEEK_FIGURES; f++)
        assert_float_equal(got[f], wanted[f], 1e-9);
}

/* Ann is new this week and buys twice, Bob bought last week and comes back, Cyd bought a year and a
 * week ago, and a year ago; Dee did last week and has a return in this one. */
static Till *four_customers(void)
{
    Till *till = till_open(1000, 1400);

    till_next(till);
    till_buy(till, 1394, 10);
    till_buy(till, 1400, 20);
    till_next(till);
    till_buy(till, 1393, 5);
    till_buy(till, 1396, 7);
    till_next(till);
    till_buy(till, 1029, 3);
    till_buy(till, 1030, 4);
    till_buy(till, 1036, 6);
    till_next(till);
    till_buy(till, 1390, 50);
    till_take(till, 1399, -8);
    return till;
}

static void a_week_is_seven_days_up_to_the_as_of_date(void **state)
{
    Till *till = four_customers();
    SalesWeek week = week_find(&till->shop, 7, &arena);

    (void)state;
    assert_int_equal(week.from, 1394);
    assert_int_equal(week.to, 1400);
    assert_figures(week.value, 10 + 20 + 7 - 8, 3, 2, 1, 1);
    assert_figures(week.year_before, 4 + 6, 2, 1, 0, 1);
    assert_int_equal(week.past, 56);
    week = week_find(&till->shop, 14, &arena);
    assert_figures(week.value, 92 - 8, 5, 3, 3, 0);
    /* The two weeks up to day 1036. */
    assert_figures(week.year_before, 13, 3, 1, 1, 0);
    week = week_find(&till->shop, 300, &arena);
    assert_int_equal(week.state, WEEK_TOO_SHORT);
    assert_int_equal(week.past, 0);
    assert_true(isnan(week.year_before[WEEK_BUYERS]));
}

/* Ten purchases on every day but Sunday (day % 7 == 0), of customers who come every twelve days;
 * as if it were never Christmas, from a day in February on. */
static Till *busy(Day from, Day to, Day as_of)
{
    Till *till = till_open(from, as_of);

    for (int c = 0; c < 120; c++) {
        till_next(till);
        for (Day day = from + c % 12; day <= to; day += 12)
            if (day % 7) till_buy(till, day, 10 + c % 5);
    }
    return till;
}

static Day february(void)
{
    return day_from_civil((CivilDate){ 2024, 2, 5 });
}

static void a_steady_week_is_usual_and_one_of_half_is_not(void **state)
{
    Day from = february(), as_of = from + 7 * 30;
    SalesWeek week = week_find(&busy(from, as_of, as_of)->shop, 7, &arena);
    Till *half = busy(from, as_of - 7, as_of);

    (void)state;
    assert_int_equal(week.state, WEEK_JUDGED);
    assert_int_equal(week_news(&week), 0);
    for (int day = 6; day >= 0; day--)
        for (int i = 0; i < 4; i++) {
            till_next(half);
            till_buy(half, as_of - day, 10);
        }
    week = week_find(&half->shop, 7, &arena);
    assert_int_equal(week.state, WEEK_JUDGED);
    assert_int_equal(week.usual[WEEK_PURCHASES].verdict, USUAL_BELOW);
    assert_int_equal(week.usual[WEEK_RETURNING].verdict, USUAL_BELOW);
    assert_int_equal(week.usual[WEEK_NEW].verdict, USUAL_ABOVE);
}

static void data_that_end_early_are_no_fall(void **state)
{
    Day from = february(), as_of = from + 7 * 30;
    SalesWeek week = week_find(&busy(from, as_of - 3, as_of)->shop, 7, &arena);

    (void)state;
    assert_int_equal(week.state, WEEK_ENDS_EARLY);
    assert_int_equal(week_news(&week), 0);
    assert_int_equal(week.last_sale, as_of - 3);
    week = week_find(&busy(from, as_of - 9, as_of)->shop, 7, &arena);
    assert_int_equal(week.state, WEEK_ENDS_EARLY);
    /* One day without a sale is as every Sunday. */
    assert_int_equal(week_find(&busy(from, as_of - 1, as_of)->shop, 7, &arena).state, WEEK_JUDGED);
    /* A today that nobody named is not over: the week ends the day before. */
    Till *today = busy(from, as_of - 1, as_of);
    today->shop.source.as_of_moves = true;
    week = week_find(&today->shop, 7, &arena);
    assert_int_equal(week.state, WEEK_JUDGED);
    assert_int_equal(week.to, as_of - 1);
    assert_int_equal(week.from, as_of - 7);
    assert_int_equal(week_news(&week), 0);
    today = busy(from, as_of, as_of);
    today->shop.source.as_of_moves = true;
    assert_int_equal(week_find(&today->shop, 7, &arena).to, as_of);
    /* Closed yesterday, as every week, and today has only begun. */
    today = busy(from, as_of - 2, as_of);
    assert_int_equal(week_find(&today->shop, 7, &arena).state, WEEK_ENDS_EARLY);
    today->shop.source.as_of_moves = true;
    assert_int_equal(week_find(&today->shop, 7, &arena).state, WEEK_JUDGED);
    /* And where the days before were poor already, it is a fall. */
    Till *poor = busy(from, as_of - 7, as_of);
    till_next(poor);
    till_buy(poor, as_of - 4, 10);
    week = week_find(&poor->shop, 7, &arena);
    assert_int_equal(week.state, WEEK_JUDGED);
    assert_int_equal(week.usual[WEEK_PURCHASES].verdict, USUAL_BELOW);
}

static void a_hole_is_no_fall_and_no_past(void **state)
{
    Day from = february(), as_of = from + 7 * 30;
    Till *till = busy(from, as_of, as_of);

    (void)state;
    till->holes[till->shop.holes.count++] = (DayRange){ as_of - 40, as_of - 30 };
    SalesWeek week = week_find(&till->shop, 7, &arena);
    assert_int_equal(week.state, WEEK_JUDGED);
    assert_int_equal(week.past, 27);
    till->holes[till->shop.holes.count++] = (DayRange){ as_of - 6, as_of };
    week = week_find(&till->shop, 7, &arena);
    assert_int_equal(week.state, WEEK_HOLE);
    assert_int_equal(week_news(&week), 0);
}

/* From the first of the weeks on: 30 before this one, and none of those with a hole. */
static void a_hole_in_the_oldest_week_is_no_past(void **state)
{
    Day from = february(), as_of = from + 7 * 30 - 1;
    Till *till = busy(from, as_of, as_of);

    (void)state;
    assert_int_equal(week_find(&till->shop, 7, &arena).past, 29);
    till->holes[till->shop.holes.count++] = (DayRange){ from + 2, from + 4 };
    assert_int_equal(week_find(&till->shop, 7, &arena).past, 28);
    till->holes[0] = (DayRange){ from + 6, from + 6 };
    assert_int_equal(week_find(&till->shop, 7, &arena).past, 28);
    till->holes[0] = (DayRange){ from + 6, from + 7 };
    assert_int_equal(week_find(&till->shop, 7, &arena).past, 27);
    till->holes[0] = (DayRange){ from - 2, from - 1 };
    assert_int_equal(week_find(&till->shop, 7, &arena).past, 29);
}

/* More than ten years of weeks are not looked at. */
static void weeks_of_long_ago_are_no_past(void **state)
{
    Till *till = till_open(1000, 1000 + 2 * 599);

    (void)state;
    till_next(till);
    for (Day day = 1000; day < 1000 + 2 * 599; day += 2)
        till_buy(till, day, 1);
    assert_int_equal(week_find(&till->shop, 2, &arena).past, 519);
    assert_int_equal(week_find(&till->shop, 3, &arena).past, (2 * 599 + 1) / 3 - 1);
    assert_int_equal(week_find(&till->shop, 1200, &arena).past, 0);
}

static void a_young_shop_is_not_judged_nor_its_first_christmas(void **state)
{
    Day from = february(), as_of = from + 7 * 13 - 1;
    Day christmas = day_from_civil((CivilDate){ 2024, 12, 20 });

    (void)state;
    assert_int_equal(week_find(&busy(from, as_of, as_of)->shop, 7, &arena).state, WEEK_TOO_SHORT);
    assert_int_equal(week_find(&busy(from, as_of + 7, as_of + 7)->shop, 7, &arena).state,
                     WEEK_JUDGED);
    assert_int_equal(week_find(&busy(from, christmas, christmas)->shop, 7, &arena).state,
                     WEEK_FEAST);
    /* Without its last days it cannot be held against a year ago either. */
    assert_int_equal(week_find(&busy(from, christmas - 8, christmas)->shop, 7, &arena).state,
                     WEEK_ENDS_EARLY);
}

/* --- growth ----------------------------------------------------------------------------------- */

enum { GROUP = 40 };

/* Three groups of forty who bought before the year, and in it every `gap` days for `amount` and up
 * to `spread` more: the first, the second, and so on. */
typedef struct Habit {
    int gap;
    double amount, spread;
} Habit;

static Segments sell_to(Till *till, const Habit *habits, size_t groups)
{
    Day first = till->shop.first_day, last = till->shop.source.as_of;
    Segment *items = ARENA_ARRAY(&arena, Segment, groups);
    static const size_t cluster = 0;

    for (size_t g = 0; g < groups; g++) {
        uint32_t *members = ARENA_ARRAY(&arena, uint32_t, GROUP);
        for (uint32_t i = 0; i < GROUP; i++) {
            members[i] = (uint32_t)till->shop.customers.count;
            till_next(till);
            till_buy(till, first + (Day)i % 5, 1);
            for (Day day = last - 360; habits[g].gap && day <= last; day += habits[g].gap)
                till_buy(till, day, habits[g].amount + habits[g].spread * i / GROUP);
        }
        items[g] = (Segment){ .label = g ? "Other" : "One",
                              .members = members,
                              .count = GROUP,
                              .clusters = &cluster,
                              .cluster_count = 1,
                              .jaccard = .9,
                              .archetype = ARCHETYPE_LOYAL };
    }
    return (Segments){ .items = items, .count = groups, .buyers = groups * GROUP };
}

static void a_step_leads_to_the_nearest_that_is_in_reach(void **state)
{
    /* 13 purchases of 10 to 40 in the year; 19 of 20 to 40; and few large ones. */
    const Habit habits[] = { { 30, 10, 30 }, { 20, 20, 20 }, { 20, 200, 100 } };
    Till *till = till_open(1000, 2000);
    Segments segments = sell_to(till, habits, 3);
    Growth growth = growth_find(&till->shop, &segments, 0, &arena);
    const GrowthStep *step = &growth.steps[0];

    (void)state;
    assert_true(growth.has_year);
    assert_int_equal(growth.count, 1); /* nobody of the second group spends as much as the third */
    assert_int_equal(step->from, 0);
    assert_int_equal(step->to, 1);
    assert_int_equal(step->own.customers, GROUP);
    assert_float_equal(step->own.purchases, 13, 0);
    assert_float_equal(step->own.median, 13 * (10 + 30 * 19.5 / 40), 1e-9);
    assert_float_equal(step->goal.purchases, 19, 0);
    assert_float_equal(step->goal.lower, 19 * (20 + 20 * 9.75 / 40), 1e-9);
    assert_float_equal(step->least, step->goal.lower - step->own.median, 1e-9);
    assert_float_equal(step->worth_most, 4 * (step->goal.upper - step->own.median), 1e-9);
    assert_true(step->more_purchases && step->larger_purchases);
}

static void no_step_leads_to_what_is_tiny_loose_or_out_of_reach(void **state)
{
    const Habit habits[] = { { 30, 10, 30 }, { 20, 20, 20 } };
    Till *till = till_open(1000, 2000);
    Segments segments = sell_to(till, habits, 2);

    (void)state;
    assert_int_equal(growth_find(&till->shop, &segments, 0, &arena).count, 1);
    segments.items[1].jaccard = .59;
    assert_int_equal(growth_find(&till->shop, &segments, 0, &arena).count, 0);
    segments.items[1].jaccard = NAN;
    assert_int_equal(growth_find(&till->shop, &segments, 0, &arena).count, 0);
    segments.items[1].jaccard = .9;
    segments.items[1].archetype = ARCHETYPE_OTHER;
    assert_int_equal(growth_find(&till->shop, &segments, 0, &arena).count, 0);
    segments.items[1].archetype = ARCHETYPE_EXCEPTIONAL;
    assert_int_equal(growth_find(&till->shop, &segments, 0, &arena).count, 0);
    segments.items[1].archetype = ARCHETYPE_LOYAL;
    segments.items[1].count = 9;
    assert_int_equal(growth_find(&till->shop, &segments, 0, &arena).count, 0);
    segments.items[1].count = GROUP;
    segments.buyers = 50 * GROUP + 1; /* under 2 % */
    assert_int_equal(growth_find(&till->shop, &segments, 0, &arena).count, 0);
    segments.buyers = 2 * GROUP;
    segments.items[1].cluster_count = 0; /* prospects */
    assert_int_equal(growth_find(&till->shop, &segments, 0, &arena).count, 0);
    segments.items[1].cluster_count = 1;
    assert_int_equal(growth_find(&till->shop, &segments, GROUP + 1, &arena).count, 0);
    assert_int_equal(growth_find(&till->shop, &segments, 5, &arena).count, 1);
}

static void those_who_do_not_buy_any_more_take_no_step(void **state)
{
    const Habit habits[] = { { 0, 0, 0 }, { 20, 20, 20 } };
    Till *till = till_open(1000, 2000);
    Segments segments = sell_to(till, habits, 2);

    (void)state;
    assert_int_equal(growth_find(&till->shop, &segments, 0, &arena).count, 0);
}

static void less_than_a_year_is_no_year(void **state)
{
    const Habit habits[] = { { 30, 10, 30 }, { 20, 20, 20 } };
    Till *till = till_open(1640, 2000);
    Segments segments = sell_to(till, habits, 2);

    (void)state;
    assert_false(growth_find(&till->shop, &segments, 0, &arena).has_year);
}

static void what_is_just_enough_for_a_step(void **state)
{
    const Habit habits[] = { { 30, 10, 30 }, { 20, 20, 20 } };
    Till *till = till_open(1000, 2000);
    Segments segments = sell_to(till, habits, 2);
    Growth growth = growth_find(&till->shop, &segments, 0, &arena);
    const Typical *goal = &growth.steps[0].goal;

    (void)state;
    assert_float_equal(goal->median, 19 * (20 + 20 * 19.5 / 40), 1e-9);
    assert_float_equal(goal->upper, 19 * (20 + 20 * 29.25 / 40), 1e-9);
    assert_float_equal(goal->purchase, 20 + 20 * 19.5 / 40, 1e-9);
    assert_float_equal(goal->revenue, 40 * 19 * (20 + 20 * 19.5 / 40), 1e-6);
    assert_int_equal(goal->bought, GROUP);
    assert_float_equal(growth.steps[0].most, goal->upper - growth.steps[0].own.median, 1e-9);
    assert_float_equal(growth.steps[0].worth_least, 4 * growth.steps[0].least, 1e-9);
    segments.items[1].jaccard = .6;
    segments.buyers = 50 * GROUP;
    assert_int_equal(growth_find(&till->shop, &segments, 0, &arena).count, 1);
    assert_int_equal(growth_find(&till->shop, &segments, GROUP, &arena).count, 1);
    /* Ten who spend the least of the second group, and what they bring together. */
    segments.items[1].count = 10;
    segments.buyers = 2 * GROUP;
    assert_int_equal(growth_find(&till->shop, &segments, 0, &arena).count, 1);
}

/* Ten a day of the last week's first four days, by so many customers; then nothing. */
static WeekState ending_early(int purchases_each, double amount)
{
    Day from = february(), as_of = from + 7 * 30;
    Till *till = busy(from, as_of - 7, as_of);

    for (Day day = as_of - 6; day <= as_of - 3; day++) {
        for (int i = 0; i < 10; i++) {
            if (i % purchases_each == 0) till_next(till);
            till_buy(till, day, amount);
        }
    }
    return week_find(&till->shop, 7, &arena).state;
}

static void data_end_early_only_where_no_figure_has_fallen(void **state)
{
    (void)state;
    assert_int_equal(ending_early(1, 12), WEEK_ENDS_EARLY);
    assert_int_equal(ending_early(10, 12), WEEK_JUDGED); /* four buyers */
    assert_int_equal(ending_early(1, 0.1), WEEK_JUDGED); /* hardly any revenue */
}

static void of_two_that_are_in_reach_the_nearer_is_next(void **state)
{
    const Habit habits[] = { { 30, 10, 30 }, { 20, 20, 20.5 }, { 20, 20, 20 } };
    const Habit turned[] = { { 30, 10, 30 }, { 20, 20, 20 }, { 20, 20, 20.5 } };
    Till *till = till_open(1000, 2000);
    Segments segments = sell_to(till, habits, 3);

    (void)state;
    assert_int_equal(growth_find(&till->shop, &segments, 0, &arena).steps[0].to, 2);
    till = till_open(1000, 2000);
    segments = sell_to(till, turned, 3);
    assert_int_equal(growth_find(&till->shop, &segments, 0, &arena).steps[0].to, 1);
    /* Of two that are as near the first, which brings more. */
    const Habit alike[] = { { 30, 10, 30 }, { 20, 20, 20 }, { 20, 20, 20 } };
    till = till_open(1000, 2000);
    segments = sell_to(till, alike, 3);
    assert_int_equal(growth_find(&till->shop, &segments, 0, &arena).steps[0].to, 1);
}

/* As often but more at a time, and more often but less at a time: either is a step. */
static void a_step_is_of_more_purchases_or_of_larger_ones(void **state)
{
    const Habit larger[] = { { 30, 10, 30 }, { 30, 30, 10 } };
    const Habit oftener[] = { { 30, 10, 30 }, { 20, 22, 5 } };
    Till *till = till_open(1000, 2000);
    Segments segments = sell_to(till, larger, 2);
    Growth growth = growth_find(&till->shop, &segments, 0, &arena);

    (void)state;
    assert_int_equal(growth.count, 1);
    assert_false(growth.steps[0].more_purchases);
    assert_true(growth.steps[0].larger_purchases);
    till = till_open(1000, 2000);
    segments = sell_to(till, oftener, 2);
    growth = growth_find(&till->shop, &segments, 0, &arena);
    assert_int_equal(growth.count, 1);
    assert_true(growth.steps[0].more_purchases);
    assert_false(growth.steps[0].larger_purchases);
}

/* All of them spend like the others already: as little. */
static void those_who_pay_nothing_reach_all_that_costs_nothing(void **state)
{
    const Habit habits[] = { { 30, 0, 0 }, { 20, 0, 0 } };
    Till *till = till_open(1000, 2000);
    Segments segments = sell_to(till, habits, 2);
    Growth growth = growth_find(&till->shop, &segments, 0, &arena);

    (void)state;
    assert_int_equal(growth.count, 1);
    assert_float_equal(growth.steps[0].worth_most, 0, 0);
}

/* A year that begins with the first purchase is not a whole one. */
static void who_came_in_the_year_is_not_compared(void **state)
{
    const Habit habits[] = { { 30, 10, 30 }, { 20, 20, 20 } };
    Till *till = till_open(1000, 2000);
    Segments segments = sell_to(till, habits, 2);
    Growth growth = growth_find(&till->shop, &segments, 0, &arena);
    Day *first = &till->days[till->first[0]];

    (void)state;
    assert_int_equal(growth.to, 2000);
    assert_int_equal(growth.from, 1636);
    assert_int_equal(growth.steps[0].own.customers, GROUP);
    *first = 1635;
    assert_int_equal(growth_find(&till->shop, &segments, 0, &arena).steps[0].own.customers, GROUP);
    *first = 1636;
    growth = growth_find(&till->shop, &segments, 0, &arena);
    assert_int_equal(growth.steps[0].own.customers, GROUP - 1);
}

/* --- waits ------------------------------------------------------------------------------------ */

static void the_longest_wait_is_of_the_last_year_and_of_no_hole(void **state)
{
    Till *till = till_open(1000, 2000);

    (void)state;
    till_next(till);
    assert_int_equal(shop_longest_wait(&till->shop), 0);
    till_buy(till, 1635, 1);
    till_buy(till, 2000, 1);
    assert_int_equal(shop_longest_wait(&till->shop), 0); /* begun before the year */
    till_buy(till, 1636, 1);
    assert_int_equal(shop_longest_wait(&till->shop), 363);
    till_buy(till, 1700, 1);
    till_buy(till, 1950, 1);
    assert_int_equal(shop_longest_wait(&till->shop), 249);
    till->holes[0] = (DayRange){ 1949, 1949 };
    till->shop.holes.count = 1;
    assert_int_equal(shop_longest_wait(&till->shop), 63);
    assert_false(shop_has_hole(&till->shop, 1940, 1948));
    assert_true(shop_has_hole(&till->shop, 1940, 1949));
    assert_true(shop_has_hole(&till->shop, 1949, 1960));
    assert_false(shop_has_hole(&till->shop, 1950, 1960));
}

int week_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_week_is_seven_days_up_to_the_as_of_date),
        cmocka_unit_test(a_steady_week_is_usual_and_one_of_half_is_not),
        cmocka_unit_test(data_that_end_early_are_no_fall),
        cmocka_unit_test(a_hole_is_no_fall_and_no_past),
        cmocka_unit_test(a_hole_in_the_oldest_week_is_no_past),
        cmocka_unit_test(weeks_of_long_ago_are_no_past),
        cmocka_unit_test(a_young_shop_is_not_judged_nor_its_first_christmas),
        cmocka_unit_test(a_step_leads_to_the_nearest_that_is_in_reach),
        cmocka_unit_test(no_step_leads_to_what_is_tiny_loose_or_out_of_reach),
        cmocka_unit_test(those_who_do_not_buy_any_more_take_no_step),
        cmocka_unit_test(less_than_a_year_is_no_year),
        cmocka_unit_test(what_is_just_enough_for_a_step),
        cmocka_unit_test(a_step_is_of_more_purchases_or_of_larger_ones),
        cmocka_unit_test(those_who_pay_nothing_reach_all_that_costs_nothing),
        cmocka_unit_test(who_came_in_the_year_is_not_compared),
        cmocka_unit_test(data_end_early_only_where_no_figure_has_fallen),
        cmocka_unit_test(of_two_that_are_in_reach_the_nearer_is_next),
        cmocka_unit_test(the_longest_wait_is_of_the_last_year_and_of_no_hole),
    };

    return cmocka_run_group_tests_name("week", tests, open_arena, close_arena);
}
