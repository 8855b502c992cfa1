/* What an aggregate says of the week, and of steps to the next segment. */
#include "privacy_tests.h"

#include <math.h>

#include "privacy/show.h"

enum { GROUP = 10, MOST = 400, DAY = 1000 };

/* A week of 994 to 1000 in which every customer buys once; and the segments' sums beside it. */
typedef struct Desk {
    Shop shop;
    Whole whole;
    SegmentSums sums[2];
    SalesWeek week;
    size_t first[MOST + 1];
    Day days[MOST];
    double net[MOST];
} Desk;

static void add(Desk *d, Day day, double net)
{
    size_t at = d->shop.purchases.count++;

    d->days[at] = day;
    d->net[at] = net;
    d->first[++d->shop.customers.count] = at + 1;
}

/* So many buyers of 50 each, of whom so many are new. */
static Desk *desk_open(Arena *arena, size_t buyers, size_t fresh)
{
    Desk *d = ARENA_NEW(arena, Desk);
    const double values[] = { 50.0 * (double)buyers, (double)buyers, (double)buyers, (double)fresh,
                              (double)(buyers - fresh) };

    d->shop.purchases = (Purchases){ .first = d->first, .days = d->days, .net = d->net };
    for (size_t i = 0; i < buyers; i++)
        add(d, DAY - (Day)i % 7, 50);
    d->whole = (Whole){ .shop = &d->shop, .group = GROUP, .count_step = 5, .arena = arena };
    d->sums[0].step[F_TOTAL_SPEND] = 100;
    d->sums[1].step[F_TOTAL_SPEND] = 500;
    d->sums[0].step[F_FREQUENCY] = d->sums[1].step[F_FREQUENCY] = 20;
    d->week = (SalesWeek){ .from = DAY - 6, .to = DAY, .days = 7, .past = 60 };
    for (int f = 0; f < WEEK_FIGURES; f++) {
        d->week.value[f] = values[f];
        d->week.year_before[f] = NAN;
        d->week.usual[f] =
            (Usual){ USUAL_WITHIN, 52, values[f], 0.913 * values[f], 1.087 * values[f], false };
    }
    return d;
}

static SalesWeek show(const Desk *d)
{
    return show_week(&d->week, &d->whole, d->sums, 2);
}

static void a_week_is_rounded_as_coarsely_as_the_totals(void **state)
{
    Fixture *fixture = *state;
    SalesWeek shown = show(desk_open(&fixture->arena, 203, 58));
    const Usual *revenue = &shown.usual[WEEK_REVENUE];

    assert_int_equal(shown.state, WEEK_JUDGED);
    assert_near(shown.value[WEEK_REVENUE], 10000, 0); /* 10,150, in steps of a segment's 500 */
    assert_near(shown.value[WEEK_PURCHASES], 200, 0);
    assert_near(shown.value[WEEK_BUYERS], 200, 0);
    assert_near(shown.value[WEEK_NEW], 60, 0);
    assert_near(shown.value[WEEK_RETURNING], 150, 0);
    assert_near(revenue->low, 9000, 0); /* 9,267 to 11,033, outwards */
    assert_near(revenue->high, 11500, 0);
    assert_near(shown.usual[WEEK_BUYERS].low, 180, 0);
    assert_near(shown.usual[WEEK_BUYERS].high, 230, 0);
}

static void what_is_usual_follows_from_what_is_shown(void **state)
{
    Fixture *fixture = *state;
    Desk *d = desk_open(&fixture->arena, 203, 58);

    /* 203 are above 200, and shown as 200 are not. */
    d->week.usual[WEEK_BUYERS] = (Usual){ USUAL_ABOVE, 52, 150, 100, 200, false };
    d->week.usual[WEEK_NEW] = (Usual){ USUAL_ABOVE, 52, 30, 20, 40, false };
    SalesWeek shown = show(d);
    assert_int_equal(shown.usual[WEEK_BUYERS].verdict, USUAL_WITHIN);
    assert_int_equal(shown.usual[WEEK_NEW].verdict, USUAL_ABOVE);
    d->week.state = WEEK_ENDS_EARLY;
    assert_int_equal(show(d).usual[WEEK_NEW].verdict, USUAL_UNKNOWN);
}

static void figures_of_a_few_and_of_few_steps_are_withheld(void **state)
{
    Fixture *fixture = *state;
    SalesWeek shown = show(desk_open(&fixture->arena, 60, 9));

    assert_true(isnan(shown.value[WEEK_NEW]) && !usual_has_band(&shown.usual[WEEK_NEW]));
    assert_near(shown.value[WEEK_RETURNING], 50, 0);
    assert_near(shown.value[WEEK_REVENUE], 3000, 0);
    shown = show(desk_open(&fixture->arena, 39, 0)); /* under four steps of ten, and of 500 */
    assert_int_equal(shown.state, WEEK_WITHHELD);
    for (int f = 0; f < WEEK_FIGURES; f++)
        assert_true(isnan(shown.value[f]) && !usual_is_news(&shown.usual[f]));
}

static void a_week_that_one_customer_makes_has_no_revenue(void **state)
{
    Fixture *fixture = *state;
    Desk *d = desk_open(&fixture->arena, 100, 50);

    assert_near(show(d).value[WEEK_REVENUE], 5000, 0);
    add(d, DAY, 21000);
    d->week.value[WEEK_REVENUE] += 21000;
    assert_true(isnan(show(d).value[WEEK_REVENUE]));
    assert_near(show(d).value[WEEK_BUYERS], 100, 0);
    /* Nor one in which something came back, which may be one customer's. */
    d = desk_open(&fixture->arena, 100, 50);
    d->week.value[WEEK_REVENUE] -= 4000;
    assert_true(isnan(show(d).value[WEEK_REVENUE]));
    /* Nor where a segment's spend is withheld: the others' changes would lead to it. */
    d = desk_open(&fixture->arena, 100, 50);
    d->sums[1].step[F_TOTAL_SPEND] = INFINITY;
    assert_true(isnan(show(d).value[WEEK_REVENUE]));
    assert_near(show(d).value[WEEK_PURCHASES], 100, 0);
}

static void a_year_ago_is_withheld_by_its_own_customers(void **state)
{
    Fixture *fixture = *state;
    Desk *d = desk_open(&fixture->arena, 100, 50);

    for (int i = 0; i < 80; i++)
        add(d, DAY - DAYS_OF_52_WEEKS - i % 7, 40);
    for (int f = 0; f < WEEK_FIGURES; f++)
        d->week.year_before[f] = f == WEEK_REVENUE ? 3200 : f == WEEK_NEW ? 5 : 80;
    SalesWeek shown = show(d);
    assert_near(shown.year_before[WEEK_REVENUE], 3000, 0);
    assert_near(shown.year_before[WEEK_BUYERS], 80, 0);
    assert_true(isnan(shown.year_before[WEEK_NEW]));
    for (int f = 0; f < WEEK_FIGURES; f++)
        d->week.year_before[f] = f == WEEK_REVENUE ? 3200 : 9;
    assert_true(isnan(show(d).year_before[WEEK_REVENUE]));
}

/* --- steps ------------------------------------------------------------------------------------ */

/* Typical of 42 customers who spend from `least` on, each one more than the one before. */
static Typical typical_from(Arena *arena, double least, double times)
{
    enum { PEOPLE = 42 };
    double *spends = ARENA_ARRAY(arena, double, PEOPLE);
    double *counts = ARENA_ARRAY(arena, double, PEOPLE);
    double *sizes = ARENA_ARRAY(arena, double, PEOPLE);

    for (int i = 0; i < PEOPLE; i++) {
        spends[i] = least + i;
        counts[i] = times;
        sizes[i] = spends[i] / times;
    }
    return (Typical){
        .customers = PEOPLE, .spends = spends, .counts = counts, .sizes = sizes, .bought = PEOPLE
    };
}

static void a_step_is_worked_out_from_what_is_shown(void **state)
{
    Fixture *fixture = *state;
    Desk *d = desk_open(&fixture->arena, 100, 50);
    Typical own = typical_from(&fixture->arena, 100, 3),
            goal = typical_from(&fixture->arena, 400, 6);
    const GrowthStep step = growth_step(1, &own, 2, &goal);
    const Growth growth = { true, DAY - 364, DAY, &step, 1 };

    d->sums[0].from = 1;
    d->sums[1].from = 2;
    Growth shown = show_growth(&growth, &d->whole, d->sums, 2);
    const GrowthStep *of = &shown.steps[0];
    assert_int_equal(shown.count, 1);
    assert_true(of->from == 0 && of->to == 1);
    assert_int_equal(of->own.customers, 40);
    assert_near(of->own.median, 120, 0); /* the mean of ten in the middle, to two digits */
    assert_near(of->least, of->goal.lower - of->own.median, 0);
    assert_near(of->worth_least, GROWTH_SHARE * 40 * of->least, 1e-9);
    assert_true(of->goal.lower == significant(of->goal.lower, 2));
    assert_null(of->own.spends);
    assert_null(of->goal.sizes);
    /* Of a segment that is not shown nothing is. */
    assert_int_equal(show_growth(&growth, &d->whole, d->sums, 1).count, 0);
}

int week_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_week_is_rounded_as_coarsely_as_the_totals),
        TEST(what_is_usual_follows_from_what_is_shown),
        TEST(figures_of_a_few_and_of_few_steps_are_withheld),
        TEST(a_week_that_one_customer_makes_has_no_revenue),
        TEST(a_year_ago_is_withheld_by_its_own_customers),
        TEST(a_step_is_worked_out_from_what_is_shown),
    };

    return cmocka_run_group_tests_name("week", tests, NULL, NULL);
}
