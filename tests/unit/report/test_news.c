/* The sentences about a week, what the history adds to it, and growth: where each begins and ends.
 */
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

static void a_tile_points_where_its_figure_went(void **state)
{
    const double before[] = { 4000, 50, 90, 0, 35 };
    const int directions[] = { 1, 0, -1, 1, 0 };
    Desk *d = desk_new(&arena);

    (void)state;
    memcpy(d->week.year_before, before, sizeof before);
    const Section *section = write_week(d);
    const Block *tiles = &section->blocks.items[section->blocks.count - 1];
    assert_int_equal(tiles->metrics.count, WEEK_FIGURES);
    for (size_t i = 0; i < WEEK_FIGURES; i++) {
        assert_int_equal(tiles->metrics.items[i].change_count, 1);
        assert_int_equal(tiles->metrics.items[i].changes[0].direction, directions[i]);
    }
}

static void who_left_a_segment_counts_like_who_came(void **state)
{
    Desk *d = desk_new(&arena);

    (void)state;
    remember(d);
    d->segment_changes[0].customers.change = -20;
    d->segment_changes[0].customers.unusual = true;
    /* Who stayed, and who went elsewhere, say nothing of it. */
    d->flows[0] = (Flow){ .from = 0, .to = 1, .customers = 20, .by = { 11, 6, 4 } };
    d->flows[1] = (Flow){ .from = 0, .to = 0, .stay = true, .customers = 9, .by = { 0, 9, 0 } };
    d->flows[2] = (Flow){ .from = 1, .to = -1, .customers = 50, .by = { 0, 50, 0 } };
    d->changes.moves.flow_count = 3;
    SAYS(insight(write_week(d), 0)->headline, "Loyal: −20 customers in 7 days, fewer than usual");
    /* Half of them is not most. */
    d->flows[0].by[MOVE_BEHAVIOUR] = 10;
    assert_int_equal(insights(write_week(d)), 0);
}

static void only_who_went_from_one_segment_to_another_was_moved_by_borders(void **state)
{
    Desk *d = desk_new(&arena);

    (void)state;
    remember(d);
    d->changes.moves.by[MOVE_REDEFINITION] = 20;
    d->flows[0] = (Flow){ .from = 0, .to = 0, .stay = true, .customers = 40, .by = { 0, 40, 0 } };
    d->flows[1] = (Flow){ .from = -1, .to = 0, .customers = 30, .by = { 0, 30, 0 } };
    d->flows[2] = (Flow){ .from = 0, .to = -1, .customers = 30, .by = { 0, 30, 0 } };
    d->changes.moves.flow_count = 3;
    assert_int_equal(insights(write_week(d)), 0);
    d->flows[3] = (Flow){ .from = 0, .to = 1, .customers = 1, .by = { 0, 1, 0 } };
    d->changes.moves.flow_count = 4;
    HAS(insight(write_week(d), 0)->detail, "group, 1, went from Loyal to New.");
    assert_int_equal(insight(write_week(d), 0)->segment, 1);
    /* A segment that came or went says it already. */
    d->segment_changes[1].fate = FATE_NEW;
    assert_int_equal(insights(write_week(d)), 1);
    HAS(insight(write_week(d), 0)->headline, "New segment");
}

static void a_large_drift_is_told_from_one_that_is_not(void **state)
{
    Desk *d = desk_new(&arena);

    (void)state;
    remember(d);
    d->changes.drift_count = 1;
    d->drift = (Drift){ F_FREQUENCY, .1 };
    HAS(insight(write_week(d), 0)->detail, "Enough to move");
    d->drift.index = .25;
    HAS(insight(write_week(d), 0)->detail, "Enough to move");
    d->drift.index = .26;
    HAS(insight(write_week(d), 0)->detail, "So far that");
}

static const char *verdict_on(double change, double low, double high)
{
    return say_verdict(
        &(Delta){ .change = change, .usual = { 29, 0, low, high }, .unusual = true });
}

static void a_change_outside_its_range_is_said_by_its_sign(void **state)
{
    (void)state;
    assert_null(say_verdict(&(Delta){ .change = 9, .usual = { 29, 0, -1, 1 } }));
    SAYS(verdict_on(9, -1, 1), "more than usual");
    SAYS(verdict_on(0, -5, -1), "more than usual");
    SAYS(verdict_on(-1, -9, -5), "a smaller fall than usual");
    SAYS(verdict_on(-9, -5, 5), "a larger fall than usual");
    SAYS(verdict_on(0, 1, 5), "less than usual");
    SAYS(verdict_on(1, 2, 5), "less than usual");
}

/* --- the page of changes ---------------------------------------------------------------------- */

/* All sentences and notes of the page, one after the other. */
static const char *changes_text(Desk *d)
{
    Buf text = { 0 };

    d->history.count = 0;
    d->report.pages.count = d->report.attachments.count = 0;
    write_changes(&d->draft);
    const Page *page = &d->report.pages.items[0];
    for (size_t s = 0; s < page->sections.count; s++) {
        for (size_t b = 0; b < page->sections.items[s].blocks.count; b++) {
            const Block *block = &page->sections.items[s].blocks.items[b];
            if (block->kind == BLOCK_PROSE) prose_text(&text, block->prose);
            if (block->kind == BLOCK_NOTE) buf_text(&text, block->note.text);
            if (block->kind == BLOCK_TABLE) buf_text(&text, block->table.caption);
            buf_char(&text, '\n');
        }
    }
    const char *kept = arena_text(&arena, text.data);
    buf_close(&text);
    return kept;
}

#define LACKS(text, part)                                                                          \
    if (strstr(text, part)) fail_msg("\"%s\" has \"%s\"", text, part)

static void the_page_says_why_customers_moved(void **state)
{
    Desk *d = desk_new(&arena);

    (void)state;
    remember(d);
    d->flows[0] = (Flow){ .from = 0, .to = 1, .customers = 9, .spend = 5, .by = { 4, 5, 0 } };
    d->changes.moves.flow_count = 1;
    d->changes.moves.mover_count = 9;
    d->changes.moves.movers = ARENA_ARRAY(&arena, Mover, 9); /* nine times the same one */
    d->shop.customers.ids = ARENA_ARRAY(&arena, int64_t, 1);
    d->shop.customers.features = matrix_new(1, F_COUNT, &arena);
    d->changes.moves.by[MOVE_BEHAVIOUR] = 4;
    d->changes.moves.by[MOVE_REDEFINITION] = 5;
    const char *text = changes_text(d);
    HAS(text, "9 of 100 customers changed segment: 4 because of what they did");
    HAS(text, "5 because the borders between the segments shifted, none because of both.");
    LACKS(text, "further customer");
    HAS(text, "what moved the customers");
    d->changes.moves.offset = 3;
    HAS(changes_text(d),
        "3 further customers would have changed segment if the borders had stayed.");
    d->changes.moves.causes_unknown = true;
    text = changes_text(d);
    HAS(text, "9 of 100 customers changed segment.");
    HAS(text, "is not known");
    LACKS(text, "what moved the customers");
    LACKS(text, "because of what they did");
    d->changes.moves.mover_count = 0;
    LACKS(changes_text(d), "The biggest flows");
}

static void the_page_says_what_is_not_compared(void **state)
{
    static const Feature redefined[] = { F_FREQUENCY, F_AVG_PURCHASE, F_MAX_PURCHASE };
    static const Feature missing[] = { F_INTERACTION_COUNT, F_INTERACTION_TYPES };
    static const char *const dropped[] = { "visits" };
    static const Kpi kpis[] = { KPI_PURCHASES };
    Desk *d = desk_new(&arena);
    Unlike *unlike = &d->changes.unlike;

    (void)state;
    remember(d);
    LACKS(changes_text(d), "only in part");
    *unlike = (Unlike){ .redefined = redefined, .redefined_count = 3 };
    const char *text = changes_text(d);
    HAS(text, "The run of 23 June 2025 can be compared only in part.");
    HAS(text, "Some definitions have changed since.");
    HAS(text, "Not compared: Frequency, Average purchase and Largest purchase.");
    unlike->rule_before = "order", unlike->rule_now = "day";
    text = changes_text(d);
    HAS(text, "One purchase was an order then; now it is all that a customer buys in a day.");
    LACKS(text, "Some definitions");
    unlike->rule_before = "row", unlike->rule_now = "order";
    HAS(changes_text(d), "One purchase was a row of the sales then; now it is an order.");
    *unlike = (Unlike){ .missing = missing, .missing_count = 2 };
    text = changes_text(d);
    HAS(text, "Not remembered: Interactions and Kinds of interaction.");
    LACKS(text, "Not compared");
    LACKS(text, "One purchase was");
    *unlike = (Unlike){ .dropped = dropped, .dropped_count = 1 };
    HAS(changes_text(d), "based on visits; these are not");
    *unlike = (Unlike){ .kpis = kpis, .kpi_count = 1 };
    HAS(changes_text(d), "Key figures left out: Purchases.");
    *unlike = (Unlike){ .segments = true };
    HAS(changes_text(d), "is not judged");
}

static void the_page_says_how_segments_go_on(void **state)
{
    static const SettingChange settings[] = { { "k", "2", "3" } };
    Desk *d = desk_new(&arena);
    Run year = { .as_of = d->week.to - 364 };

    (void)state;
    remember(d);
    const char *text = changes_text(d);
    LACKS(text, "is now called Loyal");
    LACKS(text, "The setting");
    LACKS(text, "The year before");
    d->segment_changes[0].fate = FATE_RENAMED;
    d->segment_changes[0].old_label = "Champions";
    HAS(changes_text(d), "Champions is now called Loyal.");
    d->items[0].renamed_why = "Spend fell.";
    HAS(changes_text(d), "Champions is now called Loyal. Spend fell.");
    d->segment_changes[1].fate = FATE_RENAMED;
    d->segment_changes[1].old_label = "At Risk";
    HAS(changes_text(d), "Champions is now called Loyal. Spend fell.");
    HAS(changes_text(d), "At Risk is now called New.");
    d->segment_changes[1].fate = FATE_KEPT;
    d->changes.settings = settings, d->changes.setting_count = 1;
    HAS(changes_text(d), "The setting k was 2 and is now 3");
    d->changes.year = &year;
    HAS(changes_text(d), "“A year earlier” is the run of 1 July 2024.");
    HAS(d->report.pages.items[0].sections.items[1].lead, "if its customers are similar");
    d->segments.carried_by_members = true;
    changes_text(d);
    HAS(d->report.pages.items[0].sections.items[1].lead, "more than half of its customers");
}

/* What the table of drift says in short. */
static const char *drift_in_short(Desk *d, const Drift *drift, size_t count)
{
    d->changes.drift = drift;
    d->changes.drift_count = count;
    d->report.pages.count = 0;
    d->page = draft_page(&d->draft, PAGE_METHOD, "method", "T", "T", -1);
    put_judging(&d->draft, d->page);
    const Section *section = &d->page->sections.items[0];
    const Block *last = &section->blocks.items[section->blocks.count - 1];
    return last->kind == BLOCK_TABLE ? last->table.brief : last->note.text;
}

static void drift_is_told_in_short(void **state)
{
    const Drift drift[] = { { F_TENURE_DAYS, 0.3 },
                            { F_FREQUENCY, 0.12 },
                            { F_TOTAL_SPEND, 0.02 } };
    Desk *d = desk_new(&arena);

    (void)state;
    remember(d);
    HAS(drift_in_short(d, drift, 3),
        "Tenure shifted (0.30), Frequency somewhat shifted (0.12); all others are the same.");
    HAS(drift_in_short(d, drift, 2),
        "Tenure shifted (0.30), Frequency somewhat shifted (0.12); none is the same.");
    HAS(drift_in_short(d, drift + 2, 1), "the largest index is 0.020, that of Total spend.");
    HAS(drift_in_short(d, drift, 0), "No feature can be compared.");
}

/* --- growth ----------------------------------------------------------------------------------- */

/* The sentence about three steps, of which this one brings most, and another as much. */
static const char *growth_told(Desk *d, const GrowthStep *larger, size_t place)
{
    const GrowthStep small = { .from = 1, .to = 0, .worth_least = 1, .worth_most = 2 };
    GrowthStep steps[] = { small, small, small };
    Growth growth = { .has_year = true, .to = d->week.to, .steps = steps, .count = 3 };
    Buf text = { 0 };

    steps[place] = *larger;
    if (place < 2) steps[2].worth_least = larger->worth_least;
    d->plan.growth = &growth;
    d->report.pages.count = 0;
    d->page = draft_page(&d->draft, PAGE_INSIGHTS, "index", "T", "T", -1);
    put_growth(&d->draft, d->page);
    const Section *section = &d->page->sections.items[0];
    prose_text(&text, section->blocks.items[0].prose);
    assert_int_equal(section->blocks.items[1].table.table->rows, 3);
    const char *kept = arena_text(&arena, text.data);
    buf_close(&text);
    return kept;
}

/* Wherever the step stands. */
static const char *growth_text(Desk *d, const GrowthStep *larger)
{
    const char *text = growth_told(d, larger, 0);

    SAYS(growth_told(d, larger, 1), text);
    SAYS(growth_told(d, larger, 2), text);
    return text;
}

static void a_step_says_by_what_the_next_segment_differs(void **state)
{
    Desk *d = desk_new(&arena);
    const Typical own = { .customers = 40, .median = 100, .purchases = 2, .purchase = 50 };
    Typical goal = { .lower = 150, .upper = 1200, .purchases = 3, .purchase = 60 };
    GrowthStep step = growth_step(0, &own, 1, &goal);

    (void)state;
    /* Four of 40, 50 to 1,100 more each. */
    const char *text = growth_text(d, &step);
    HAS(text, "from Loyal to New");
    HAS(text, "spent $100 in the past year");
    HAS(text, "of New spent $150 to $1,200");
    HAS(text, "more often (3 times a year, compared with 2)");
    HAS(text, "more at a time ($60.00, compared with $50.00)");
    HAS(text, "$50 to $1,100 more a year");
    HAS(text, "40 customers of Loyal would bring $200 to $4,400");
    step.larger_purchases = false;
    HAS(growth_text(d, &step), "They buy more often: 3 times a year, compared with 2.");
    step.larger_purchases = true, step.more_purchases = false;
    HAS(growth_text(d, &step), "They buy more at a time: $60.00, compared with $50.00.");
    /* Where all of them spend the same there is one amount. */
    goal.upper = goal.lower;
    step = growth_step(0, &own, 1, &goal);
    HAS(growth_text(d, &step), "of New spent $150.00.");
    HAS(growth_text(d, &step), "$50.00 more a year");
}

/* --- what a name asks for ----------------------------------------------------------------------
 */

static void every_name_has_its_first_action(void **state)
{
    (void)state;
    for (Archetype a = 0; a < ARCHETYPES; a++) {
        for (Archetype b = 0; b < a; b++) {
            bool plain = (a == ARCHETYPE_MIXED || a == ARCHETYPE_OTHER) &&
                         (b == ARCHETYPE_ACTIVE || b == ARCHETYPE_MIXED);
            assert_int_equal(!strcmp(first_action(a), first_action(b)), plain);
        }
    }
    HAS(first_action(ARCHETYPE_PROSPECTS), "first purchase");
    HAS(first_action(ARCHETYPE_CANT_LOSE), "in person");
}

static void millions_are_shortened_in_a_tile(void **state)
{
    Desk *d = desk_new(&arena);

    (void)state;
    d->week.value[WEEK_REVENUE] = 999999;
    SAYS(tile(write_week(d), "week_revenue")->text, "$999,999");
    d->week.value[WEEK_REVENUE] = 1e6;
    SAYS(tile(write_week(d), "week_revenue")->text, "$1.00M");
}

int news_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tile_points_where_its_figure_went),
        cmocka_unit_test(who_left_a_segment_counts_like_who_came),
        cmocka_unit_test(only_who_went_from_one_segment_to_another_was_moved_by_borders),
        cmocka_unit_test(a_large_drift_is_told_from_one_that_is_not),
        cmocka_unit_test(a_change_outside_its_range_is_said_by_its_sign),
        cmocka_unit_test(the_page_says_why_customers_moved),
        cmocka_unit_test(the_page_says_what_is_not_compared),
        cmocka_unit_test(the_page_says_how_segments_go_on),
        cmocka_unit_test(drift_is_told_in_short),
        cmocka_unit_test(a_step_says_by_what_the_next_segment_differs),
        cmocka_unit_test(every_name_has_its_first_action),
        cmocka_unit_test(millions_are_shortened_in_a_tile),
    };

    return cmocka_run_group_tests_name("news", tests, open_arena, close_arena);
}
