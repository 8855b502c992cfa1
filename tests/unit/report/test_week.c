/* The sentences about a week: each with the figures that it is true of. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "desk.h"
#include "report_tests.h"

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

static Desk *desk_open(void)
{
    return desk_new(&arena);
}

static void a_usual_week_is_said_in_a_line_and_leads_with_its_figures(void **state)
{
    Desk *d = desk_open();
    const Section *section = write_week(d);

    (void)state;
    SAYS(section->title, "This week");
    SAYS(section->lead, "24 to 30 June 2025: nothing unusual. Every figure is within its expected "
                        "range.");
    assert_int_equal(section->blocks.count, 1);
    SAYS(tile(section, "week_revenue")->text, "$5,000");
    SAYS(tile(section, "week_revenue")->note, "expected: $4,000 to $6,000");
    SAYS(tile(section, "week_purchases")->note, "expected: 40 to 60");
    assert_int_equal(tile(section, "week_new")->change_count, 0);
    d->week.from = d->week.to - 34, d->week.days = 35;
    SAYS(write_week(d)->title, "The last 35 days");
    HAS(write_week(d)->lead, "27 May 2025 to 30 June 2025: nothing");
}

static void a_year_ago_stands_in_the_tile(void **state)
{
    Desk *d = desk_open();
    const double before[] = { 4000, 50, 90, 0, 35 };

    (void)state;
    memcpy(d->week.year_before, before, sizeof before);
    const Section *section = write_week(d);
    SAYS(tile(section, "week_revenue")->changes[0].text, "+25% on a year ago ($4,000)");
    assert_int_equal(tile(section, "week_revenue")->changes[0].direction, 1);
    SAYS(tile(section, "week_purchases")->changes[0].text, "no change on a year ago (50)");
    SAYS(tile(section, "week_buyers")->changes[0].text, "−50% on a year ago (90)");
    SAYS(tile(section, "week_new")->changes[0].text, "0 a year ago");
    assert_null(tile(section, "week_returning")->changes[0].verdict);
}

static void a_fall_of_everything_is_one_finding(void **state)
{
    Desk *d = desk_open();

    (void)state;
    set(d, WEEK_REVENUE, 900);
    set(d, WEEK_PURCHASES, 9);
    set(d, WEEK_BUYERS, 8);
    set(d, WEEK_NEW, 1);
    set(d, WEEK_RETURNING, 7);
    d->week.year_before[WEEK_REVENUE] = 4100;
    const Section *section = write_week(d);
    SAYS(section->lead, "24 to 30 June 2025: 5 figures are outside the expected range.");
    assert_int_equal(insights(section), 1);
    SAYS(insight(section, 0)->headline, "$900.00 of revenue in 7 days, less than usual");
    SAYS(
        insight(section, 0)->detail,
        "The expected range was $4,000 to $6,000, around a forecast of $5,010. A year ago: $4,100. "
        "Purchases: 9 "
        "(expected: 40 to 60). Customers who bought: 8 (expected: 36 to 54). New customers: 1 "
        "(expected: 5 "
        "to 15). Returning customers: 7 (expected: 28 to 42).");
    HAS(insight(section, 0)->action, "First check that all sales of these days are in the data");
    const Metric *revenue = tile(section, "week_revenue");
    SAYS(revenue->changes[0].text, "−82% on the forecast");
    SAYS(revenue->changes[0].verdict, "less than usual");
    SAYS(tile(section, "week_new")->changes[0].verdict, "fewer than usual");
    assert_int_equal(revenue->change_count, 2);
}

static void baskets_are_told_from_purchases(void **state)
{
    Desk *d = desk_open();

    (void)state;
    set(d, WEEK_REVENUE, 9000);
    const Section *section = write_week(d);
    SAYS(insight(section, 0)->headline, "$9,000 of revenue in 7 days, more than usual");
    HAS(insight(section, 0)->detail, "Purchases: 50 (expected: 40 to 60).");
    HAS(insight(section, 0)->action, "as many purchases as usual brought more");
    set(d, WEEK_REVENUE, 2000);
    HAS(insight(write_week(d), 0)->action, "as many purchases as usual brought less");
    set(d, WEEK_BUYERS, 20); /* as many purchases, and fewer who made them */
    HAS(insight(write_week(d), 0)->action, "First check that all sales");
    set(d, WEEK_BUYERS, 70);
    HAS(insight(write_week(d), 0)->action, "as many purchases as usual brought less");
    set(d, WEEK_REVENUE, 9000);
    HAS(insight(write_week(d), 0)->action, "Find out what sold");
    set(d, WEEK_BUYERS, 20);
    HAS(insight(write_week(d), 0)->action, "as many purchases as usual brought more");
    set(d, WEEK_BUYERS, 45);
    set(d, WEEK_REVENUE, 5000);
    set(d, WEEK_PURCHASES, 80);
    section = write_week(d);
    SAYS(section->lead, "24 to 30 June 2025: one figure is outside the expected range.");
    SAYS(insight(section, 0)->headline, "80 purchases in 7 days, more than usual");
    HAS(insight(section, 0)->action, "Find out what sold");
    set(d, WEEK_PURCHASES, 1);
    SAYS(insight(write_week(d), 0)->headline, "1 purchase in 7 days, fewer than usual");
    set(d, WEEK_PURCHASES, 0);
    SAYS(insight(write_week(d), 0)->headline, "No purchases in 7 days, fewer than usual");
    set(d, WEEK_PURCHASES, 50);
    set(d, WEEK_BUYERS, 20);
    SAYS(insight(write_week(d), 0)->headline, "20 customers bought in 7 days, fewer than usual");
    set(d, WEEK_BUYERS, 70);
    SAYS(insight(write_week(d), 0)->headline, "70 customers bought in 7 days, more than usual");
}

static void new_and_returning_customers_have_their_own_advice(void **state)
{
    Desk *d = desk_open();

    (void)state;
    set(d, WEEK_NEW, 2);
    set(d, WEEK_RETURNING, 50);
    const Section *section = write_week(d);
    assert_int_equal(insights(section), 2);
    SAYS(insight(section, 0)->headline, "2 new customers in 7 days, fewer than usual");
    SAYS(insight(section, 0)->detail, "The expected range was 5 to 15, around a forecast of 9.");
    HAS(insight(section, 0)->action, "a form that broke");
    SAYS(insight(section, 1)->headline, "50 customers bought again in 7 days, more than usual");
    HAS(insight(section, 1)->action, "brought them back");
    set(d, WEEK_NEW, 20);
    set(d, WEEK_RETURNING, 20);
    section = write_week(d);
    SAYS(insight(section, 0)->headline, "20 new customers in 7 days, more than usual");
    HAS(insight(section, 0)->action, "write to them within a week");
    SAYS(insight(section, 1)->headline, "20 customers bought again in 7 days, fewer than usual");
    HAS(insight(section, 1)->action, "mailings");
    /* Where all sold more, new customers that are fewer are a matter of their own. */
    set(d, WEEK_RETURNING, 80);
    set(d, WEEK_PURCHASES, 90);
    set(d, WEEK_NEW, 1);
    section = write_week(d);
    assert_int_equal(insights(section), 2);
    HAS(insight(section, 0)->detail, "Returning customers: 80");
    assert_null(strstr(insight(section, 0)->detail, "New"));
    SAYS(insight(section, 1)->headline, "1 new customer in 7 days, fewer than usual");
}

static void a_week_that_is_not_judged_says_why(void **state)
{
    Desk *d = desk_open();
    DayRange holes[] = { { d->week.to - 90, d->week.to - 60 }, { d->week.to - 9, d->week.to } };

    (void)state;
    d->week.state = WEEK_TOO_SHORT;
    d->week.past = 1;
    HAS(write_week(d)->lead, "not judged yet. A week is judged once there are 13 whole weeks "
                             "before it; there is 1 so far.");
    d->week.past = 7;
    HAS(write_week(d)->lead, "there are 7 so far.");
    d->week.days = 28;
    HAS(write_week(d)->lead,
        "A period of 28 days is judged once there are 13 like it before; there are 7 so far.");
    d->week.days = 7;
    d->week.state = WEEK_FEAST;
    HAS(write_week(d)->lead, "not judged. From 20 November to 20 January");
    d->week.state = WEEK_ENDS_EARLY;
    d->week.last_sale = d->week.to - 3;
    HAS(write_week(d)->lead, "The last sale was on 27 June 2025");
    HAS(write_week(d)->lead, "the data may be incomplete");
    d->week.year_before[WEEK_REVENUE] = 9000;
    const Metric *revenue = tile(write_week(d), "week_revenue");
    assert_true(!revenue->note && !revenue->change_count);
    d->week.state = WEEK_HOLE;
    d->shop.holes.items = holes;
    d->shop.holes.count = 2;
    HAS(write_week(d)->lead, "There is no sale from 21 June 2025 to 30 June 2025");
    d->week.state = WEEK_WITHHELD;
    d->plan.min_group = 10;
    for (int f = 0; f < WEEK_FIGURES; f++)
        d->week.value[f] = NAN;
    const Section *section = write_week(d);
    HAS(section->lead, "too few customers bought for figures to be shown: each must cover at least "
                       "10 customers");
    assert_int_equal(section->blocks.count, 1);
    assert_int_equal(section->blocks.items[0].kind, BLOCK_NOTE);
}

/* --- what the history adds -------------------------------------------------------------------- */

static void without_news_of_segments_the_line_is_the_same(void **state)
{
    Desk *d = desk_open();

    (void)state;
    remember(d);
    HAS(write_week(d)->lead, "nothing unusual");
    count(d, KPI_WENT_QUIET, 44);
    HAS(write_week(d)->lead, "sales were as usual. What else stands out is below.");
}

static void counts_outside_their_range_are_told(void **state)
{
    Desk *d = desk_open();

    (void)state;
    remember(d);
    count(d, KPI_WENT_QUIET, 44);
    count(d, KPI_RETURNED, 1);
    count(d, KPI_MOVED, 40);
    const Section *section = write_week(d);
    SAYS(insight(section, 0)->headline, "44 customers went quiet in 7 days, more than usual");
    assert_int_equal(insight(section, 0)->segment, -1);
    SAYS(insight(section, 0)->detail, "Usually it is 12 to 28 in 7 days (29 earlier counts).");
    SAYS(insight(section, 1)->headline, "1 customer came back in 7 days, fewer than usual");
    SAYS(insight(section, 2)->headline,
         "40 customers changed segment by what they did in 7 days, more than usual");
    count(d, KPI_WENT_QUIET, 2);
    count(d, KPI_RETURNED, 50);
    count(d, KPI_MOVED, 3);
    section = write_week(d);
    SAYS(insight(section, 0)->headline, "2 customers went quiet in 7 days, fewer than usual");
    SAYS(insight(section, 1)->headline, "50 customers came back in 7 days, more than usual");
    HAS(insight(section, 2)->headline, "fewer than usual");
    assert_null(insight(section, 2)->action);
    d->segments.silence.only_chance = true; /* no more are quiet than chance leaves */
    assert_int_equal(insights(write_week(d)), 1);
}

static void a_segment_that_came_went_or_changed_its_name_is_told(void **state)
{
    Desk *d = desk_open();

    (void)state;
    remember(d);
    d->segment_changes[0].fate = FATE_RENAMED;
    d->segment_changes[0].old_label = "Champions";
    d->items[0].renamed_why = "Spend fell.";
    const Section *section = write_week(d);
    SAYS(insight(section, 0)->headline, "Champions is now called Loyal");
    SAYS(insight(section, 0)->detail, "Spend fell. 38 customers then, 40 now; revenue +$10.00.");
    assert_int_equal(insight(section, 0)->segment, 0);
    d->segment_changes[0].revenue.change = NAN;
    SAYS(insight(write_week(d), 0)->detail, "Spend fell. 38 customers then, 40 now.");
    d->segment_changes[0].revenue.change = 10;
    d->shop.no_amounts = true;
    SAYS(insight(write_week(d), 0)->detail, "Spend fell. 38 customers then, 40 now.");
    d->shop.no_amounts = false;
    d->segment_changes[0].fate = FATE_KEPT;
    d->segment_changes[1].fate = FATE_NEW;
    section = write_week(d);
    SAYS(insight(section, 0)->headline, "New segment: New, 60 customers with $2,000");
    assert_int_equal(insight(section, 0)->segment, 1);
    d->segment_changes[1].fate = FATE_KEPT;
    d->segment_changes[2] = (SegmentChange){ .fate = FATE_GONE,
                                             .now = -1,
                                             .before = 1,
                                             .old_label = "At Risk",
                                             .customers = { .before = 12 },
                                             .revenue = { .before = 340 } };
    d->changes.segment_count = 3;
    section = write_week(d);
    SAYS(insight(section, 0)->headline, "Gone: the segment At Risk");
    HAS(insight(section, 0)->detail, "It had 12 customers with $340.00.");
    assert_int_equal(insight(section, 0)->segment, -1);
    d->segment_changes[2].revenue.before = NAN;
    HAS(insight(write_week(d), 0)->detail, "It had 12 customers. ");
    d->segment_changes[2].revenue.before = 340;
    d->shop.no_amounts = true;
    HAS(insight(write_week(d), 0)->detail, "It had 12 customers. ");
    d->shop.no_amounts = false;
    /* Several hang together. */
    d->segment_changes[0].fate = FATE_RENAMED;
    d->segment_changes[1].fate = FATE_NEW;
    section = write_week(d);
    assert_int_equal(insights(section), 1);
    SAYS(insight(section, 0)->headline, "The segments have changed since 23 June 2025");
    assert_int_equal(insight(section, 0)->segment, -1);
    SAYS(insight(section, 0)->detail, "New: New. Gone: At Risk. Under another name: Loyal.");
}

static void a_size_is_news_where_customers_made_it(void **state)
{
    Desk *d = desk_open();

    (void)state;
    remember(d);
    d->segment_changes[0].customers.change = 20;
    d->segment_changes[0].customers.unusual = true;
    d->flows[0] = (Flow){ .from = 1, .to = 0, .customers = 18, .by = { 15, 3, 0 } };
    d->changes.moves.flow_count = 1;
    d->changes.moves.by[MOVE_REDEFINITION] = 3;
    const Section *section = write_week(d);
    assert_int_equal(insights(section), 1);
    SAYS(insight(section, 0)->headline, "Loyal: +20 customers in 7 days, more than usual");
    SAYS(insight(section, 0)->detail, "38 customers then, 40 now; revenue +$10.00. The usual range "
                                      "is −9 to +9 (29 earlier changes).");
    SAYS(insight(section, 0)->action, first_action(ARCHETYPE_LOYAL));
    d->flows[0] = (Flow){ .from = 1, .to = 0, .customers = 18, .by = { 3, 10, 5 } };
    HAS(write_week(d)->lead, "nothing unusual");
}

static void borders_that_moved_ask_for_nothing(void **state)
{
    Desk *d = desk_open();

    (void)state;
    remember(d);
    d->flows[0] = (Flow){ .from = 1, .to = 0, .customers = 18, .by = { 3, 15, 0 } };
    d->flows[1] = (Flow){ .from = 0, .to = 1, .customers = 5, .by = { 0, 5, 0 } };
    d->changes.moves.flow_count = 2;
    d->changes.moves.by[MOVE_REDEFINITION] = 20;
    const Section *section = write_week(d);
    SAYS(insight(section, 0)->headline,
         "20 customers are in another segment because the borders shifted");
    SAYS(insight(section, 0)->detail, "They did nothing that would have moved them. The largest "
                                      "group, 15, went from New to Loyal.");
    HAS(insight(section, 0)->action, "Treat them as before");
    d->changes.moves.by[MOVE_REDEFINITION] = 19; /* of a hundred */
    HAS(write_week(d)->lead, "nothing unusual");
    d->changes.moves.by[MOVE_REDEFINITION] = 20;
    d->changes.moves.causes_unknown = true;
    HAS(write_week(d)->lead, "nothing unusual");
}

static void a_drift_is_told_in_words(void **state)
{
    Desk *d = desk_open();

    (void)state;
    remember(d);
    d->changes.drift_count = 1;
    d->drift = (Drift){ F_TOTAL_SPEND, .09 };
    assert_int_equal(insights(write_week(d)), 0);
    d->drift.index = .2;
    const Section *section = write_week(d);
    SAYS(insight(section, 0)->headline, "Total spend has shifted among buyers since 23 June 2025");
    HAS(insight(section, 0)->detail, "Enough to move customers");
    assert_int_equal(insight(section, 0)->segment, -1);
    d->drift = (Drift){ F_TENURE_DAYS, 3 };
    assert_int_equal(insights(write_week(d)), 0);
}

int week_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_usual_week_is_said_in_a_line_and_leads_with_its_figures),
        cmocka_unit_test(a_year_ago_stands_in_the_tile),
        cmocka_unit_test(a_fall_of_everything_is_one_finding),
        cmocka_unit_test(baskets_are_told_from_purchases),
        cmocka_unit_test(new_and_returning_customers_have_their_own_advice),
        cmocka_unit_test(a_week_that_is_not_judged_says_why),
        cmocka_unit_test(without_news_of_segments_the_line_is_the_same),
        cmocka_unit_test(counts_outside_their_range_are_told),
        cmocka_unit_test(a_segment_that_came_went_or_changed_its_name_is_told),
        cmocka_unit_test(a_size_is_news_where_customers_made_it),
        cmocka_unit_test(borders_that_moved_ask_for_nothing),
        cmocka_unit_test(a_drift_is_told_in_words),
    };

    return cmocka_run_group_tests_name("week", tests, open_arena, close_arena);
}
