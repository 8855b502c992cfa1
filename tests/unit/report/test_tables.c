/* Tables and tiles where rows are equal, more than fit, or without money. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "desk.h"
#include "report/data_end.h"
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

static Desk *remembering(void)
{
    Desk *d = desk_new(&arena);

    remember(d);
    return d;
}

static const Column *column(const Table *table, const char *key)
{
    for (size_t c = 0; c < table->cols; c++) {
        if (!strcmp(table->columns[c].key, key)) return &table->columns[c];
    }
    return NULL;
}

static const char *text_at(const Table *table, const char *key, size_t row)
{
    const Column *found = column(table, key);

    assert_non_null(found);
    assert_true(row < table->rows);
    return found->texts[row];
}

static double number_at(const Table *table, const char *key, size_t row)
{
    const Column *found = column(table, key);

    assert_non_null(found);
    assert_true(row < table->rows);
    return found->numbers[row];
}

/* --- flows ------------------------------------------------------------------------------------ */

static const Table *biggest(Desk *d, Flow *flows, size_t count, size_t most)
{
    d->changes.moves.flows = flows;
    d->changes.moves.flow_count = count;
    return table_biggest_flows(&d->draft, most);
}

static void flows_come_by_spend_then_customers_then_place(void **state)
{
    Flow flows[] = { { .from = 1, .to = 0, .customers = 2, .spend = 50 },
                     { .from = 0, .to = 1, .customers = 2, .spend = 50 },
                     { .from = 1, .to = 1, .customers = 7, .spend = 50, .by = { 1, 2, 4 } },
                     { .from = 0, .to = 0, .customers = 2, .spend = 50 },
                     { .from = 0, .to = 0, .customers = 1, .spend = 90, .since = 30 },
                     { .from = 0, .to = 0, .customers = 9, .spend = 900, .stay = true },
                     { .from = -1, .to = 0, .customers = 9, .spend = 900 },
                     { .from = 1, .to = -1, .customers = 9, .spend = 900 } };
    const double customers[] = { 1, 7, 2, 2, 2 };
    const char *const from[] = { "Loyal", "New", "Loyal", "Loyal", "New" };
    const char *const to[] = { "Loyal", "New", "Loyal", "New", "Loyal" };
    Desk *d = remembering();
    const Table *table = biggest(d, flows, COUNT_OF(flows), 8);

    (void)state;
    assert_int_equal(table->rows, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_true(number_at(table, "customers", i) == customers[i]);
        SAYS(text_at(table, "from", i), from[i]);
        SAYS(text_at(table, "to", i), to[i]);
    }
    assert_true(number_at(table, "spend", 0) == 90 && number_at(table, "since", 0) == 30);
    assert_true(number_at(table, "by_behaviour", 1) == 1);
    assert_true(number_at(table, "by_redefinition", 1) == 2);
    assert_true(number_at(table, "by_both", 1) == 4);
    assert_int_equal(biggest(d, flows, COUNT_OF(flows), 5)->rows, 5);
    assert_int_equal(biggest(d, flows, COUNT_OF(flows), 4)->rows, 4);
    d->changes.moves.causes_unknown = true;
    assert_null(column(biggest(d, flows, COUNT_OF(flows), 4), "by_both"));
}

static const Table *table_of(const Page *page, const char *caption)
{
    for (size_t s = 0; s < page->sections.count; s++) {
        for (size_t b = 0; b < page->sections.items[s].blocks.count; b++) {
            const Block *block = &page->sections.items[s].blocks.items[b];
            if (block->kind == BLOCK_TABLE && strstr(block->table.caption, caption))
                return block->table.table;
        }
    }
    return NULL;
}

static void the_page_has_the_eight_biggest_flows(void **state)
{
    Desk *d = remembering();
    Flow flows[9];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(flows); i++)
        flows[i] = (Flow){ .from = 0, .to = 1, .customers = i + 1, .spend = 10 };
    d->changes.moves.flows = flows;
    d->changes.moves.flow_count = COUNT_OF(flows);
    d->changes.moves.mover_count = 1;
    d->changes.moves.movers = ARENA_ARRAY(&arena, Mover, 1);
    d->shop.customers.ids = ARENA_ARRAY(&arena, int64_t, 1);
    d->shop.customers.features = matrix_new(1, F_COUNT, &arena);
    d->history.count = 0;
    write_changes(&d->draft);
    const Table *table = table_of(&d->report.pages.items[0], "biggest flows");
    assert_non_null(table);
    assert_int_equal(table->rows, 8);
    assert_true(number_at(table, "customers", 0) == 9 && number_at(table, "customers", 7) == 2);
}

/* --- drift and key figures -------------------------------------------------------------------- */

static void drift_is_put_into_bands_and_without_money_leaves_amounts_out(void **state)
{
    const Drift drift[] = { { F_TOTAL_SPEND, 0.26 },
                            { F_FREQUENCY, 0.25 },
                            { F_RECENCY_DAYS, 0.1 },
                            { F_AVG_PURCHASE, 0.09 },
                            { F_TENURE_DAYS, 0.05 } };
    const char *const bands[] = { "shifted", "somewhat shifted", "somewhat shifted", "the same",
                                  "the same" };
    Desk *d = remembering();

    (void)state;
    d->changes.drift = drift;
    d->changes.drift_count = COUNT_OF(drift);
    const Table *table = table_drift(&d->draft);
    assert_int_equal(table->rows, 5);
    for (size_t i = 0; i < 5; i++) {
        SAYS(text_at(table, "feature", i), FEATURES[drift[i].feature].title);
        SAYS(text_at(table, "band", i), bands[i]);
        assert_true(number_at(table, "stability_index", i) == drift[i].index);
    }
    d->shop.no_amounts = true;
    table = table_drift(&d->draft);
    assert_int_equal(table->rows, 3);
    SAYS(text_at(table, "feature", 0), FEATURES[F_FREQUENCY].title);
    SAYS(text_at(table, "feature", 2), FEATURES[F_TENURE_DAYS].title);
    SAYS(text_at(table, "band", 2), "the same");
}

static size_t row_of(const Table *table, Kpi kpi)
{
    for (size_t r = 0; r < table->rows; r++) {
        if (!strcmp(text_at(table, "figure", r), KPI_INFO[kpi].title)) return r;
    }
    return SIZE_MAX;
}

static void key_figures_stand_beside_what_they_were(void **state)
{
    Desk *d = remembering();
    Run year = { .as_of = d->week.to - 364 };

    (void)state;
    for (Kpi kpi = 0; kpi < KPIS; kpi++)
        d->changes.kpis[kpi] = (Delta){ NAN, NAN, NAN, { 0 }, false, NAN };
    d->changes.kpis[KPI_REVENUE] = (Delta){ 12345.6, 950, 11395.6, { 0 }, false, 20000 };
    d->changes.kpis[KPI_RETURNED] = (Delta){ 9, 4, 5, { 29, 5, 1.2, 8.7 }, true, 9 };
    d->changes.kpis[KPI_WENT_QUIET] = (Delta){ 3, 4, -1, { 29, 5, -4, 5 }, false, 2 };
    d->changes.kpis[KPI_MOVED] = (Delta){ 3, NAN, NAN, { 29, 5, 1, 5 }, false, NAN };
    const Table *table = table_kpis(&d->draft);
    assert_int_equal(table->rows, KPIS);
    assert_null(column(table, "on_a_year"));
    size_t row = row_of(table, KPI_REVENUE);
    SAYS(text_at(table, "now", row), "$12,346");
    SAYS(text_at(table, "then", row), "$950");
    SAYS(text_at(table, "change", row), "↑ +$11,396");
    SAYS(text_at(table, "usual", row), "–");
    SAYS(text_at(table, "verdict", row), "–");
    row = row_of(table, KPI_RETURNED);
    SAYS(text_at(table, "change", row), "↑ +5");
    SAYS(text_at(table, "usual", row), "2 to 8");
    SAYS(text_at(table, "verdict", row), "less than usual"); /* it is the change that is judged */
    row = row_of(table, KPI_WENT_QUIET);
    SAYS(text_at(table, "change", row), "↓ −1");
    SAYS(text_at(table, "usual", row), "0 to 5");
    SAYS(text_at(table, "verdict", row), "as usual");
    row = row_of(table, KPI_MOVED);
    SAYS(text_at(table, "change", row), "–");
    SAYS(text_at(table, "verdict", row), "not compared");
    d->changes.year = &year;
    table = table_kpis(&d->draft);
    SAYS(text_at(table, "on_a_year", row_of(table, KPI_REVENUE)), "↓ −$7,654");
    SAYS(text_at(table, "on_a_year", row_of(table, KPI_RETURNED)), "→ no change");
    SAYS(text_at(table, "on_a_year", row_of(table, KPI_MOVED)), "–");
    d->shop.no_amounts = true;
    table = table_kpis(&d->draft);
    for (size_t r = 0; r < table->rows; r++)
        assert_null(strchr(text_at(table, "now", r), '$'));
    assert_int_equal(row_of(table, KPI_REVENUE), SIZE_MAX);
    SAYS(text_at(table, "verdict", row_of(table, KPI_WENT_QUIET)), "as usual");
}

/* --- the week --------------------------------------------------------------------------------- */

/* By cents too. */
static void a_tile_points_up_however_little_its_figure_rose(void **state)
{
    Desk *d = desk_new(&arena);

    (void)state;
    d->week.year_before[WEEK_REVENUE] = 4999.5;
    assert_int_equal(tile(write_week(d), "week_revenue")->changes[0].direction, 1);
    d->week.year_before[WEEK_REVENUE] = 5000.5;
    assert_int_equal(tile(write_week(d), "week_revenue")->changes[0].direction, -1);
    d->week.year_before[WEEK_REVENUE] = 0;
    SAYS(tile(write_week(d), "week_revenue")->changes[0].text, "$0.00 a year ago");
}

/* From four times the forecast on the forecast is told, not the percent. */
static void many_times_the_forecast_is_told_by_the_forecast(void **state)
{
    Desk *d = desk_new(&arena);

    (void)state;
    set(d, WEEK_NEW, 35);
    SAYS(tile(write_week(d), "week_new")->changes[0].text, "+289% on the forecast");
    assert_int_equal(tile(write_week(d), "week_new")->changes[0].direction, 1);
    set(d, WEEK_NEW, 36);
    SAYS(tile(write_week(d), "week_new")->changes[0].text, "the forecast was 9");
    d->week.usual[WEEK_NEW].expected = 0;
    set(d, WEEK_NEW, 16);
    SAYS(tile(write_week(d), "week_new")->changes[0].text, "the forecast was 0");
    set(d, WEEK_NEW, 1);
    assert_int_equal(tile(write_week(d), "week_new")->changes[0].direction, -1);
    d->week.usual[WEEK_NEW].low = d->week.usual[WEEK_NEW].high = 3;
    SAYS(tile(write_week(d), "week_new")->note, "expected: 3");
}

/* Behind the end of the data all that changed is that they are missing. */
static void where_data_are_missing_no_change_is_told(void **state)
{
    Desk *d = remembering();

    (void)state;
    count(d, KPI_WENT_QUIET, 44);
    assert_int_equal(insights(write_week(d)), 1);
    d->shop.ends_early = true;
    d->shop.source.as_of = d->shop.last_day = d->week.to;
    assert_int_equal(insights(write_week(d)), 1);
    d->shop.last_day--;
    assert_int_equal(insights(write_week(d)), 0);
    d->shop.ends_early = false;
    assert_int_equal(insights(write_week(d)), 1);
}

static void no_more_than_four_findings_lead_the_page(void **state)
{
    Desk *d = remembering();

    (void)state;
    set(d, WEEK_NEW, 2);
    set(d, WEEK_RETURNING, 50);
    count(d, KPI_WENT_QUIET, 44);
    count(d, KPI_RETURNED, 1);
    assert_int_equal(insights(write_week(d)), 4);
    count(d, KPI_MOVED, 40);
    const Section *section = write_week(d);
    assert_int_equal(insights(section), 4);
    HAS(insight(section, 0)->headline, "new customers");
    HAS(insight(section, 3)->headline, "came back");
    assert_int_equal(put_week(&d->draft, d->page), 4);
}

/* --- data that end early ---------------------------------------------------------------------- */

static void an_early_end_of_the_data_is_told_and_a_usual_one_is_not(void **state)
{
    Day last = day_from_civil((CivilDate){ 2024, 5, 29 });
    Shop shop = { .last_day = last, .day_meant = last + 31, .source = { .as_of = last + 31 } };

    (void)state;
    assert_null(data_end_title(&shop, &arena));
    assert_null(data_end_text(&shop));
    assert_null(data_end_brief(&shop, &arena));
    shop.ends_early = true;
    SAYS(data_end_title(&shop, &arena), "The data end on 29 May 2024, 31 days before 29 June 2024");
    SAYS(data_end_brief(&shop, &arena), "Data end 31 days ago (29 May 2024)");
    HAS(data_end_text(&shop), "look quieter here than they are");
    /* A report of today that goes back to their last day. */
    shop.source.as_of = last;
    SAYS(data_end_title(&shop, &arena), "The data end on 29 May 2024, 31 days before 29 June 2024");
    HAS(data_end_text(&shop), "stops at their last day");
}

int table_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(flows_come_by_spend_then_customers_then_place),
        cmocka_unit_test(the_page_has_the_eight_biggest_flows),
        cmocka_unit_test(drift_is_put_into_bands_and_without_money_leaves_amounts_out),
        cmocka_unit_test(key_figures_stand_beside_what_they_were),
        cmocka_unit_test(a_tile_points_up_however_little_its_figure_rose),
        cmocka_unit_test(many_times_the_forecast_is_told_by_the_forecast),
        cmocka_unit_test(where_data_are_missing_no_change_is_told),
        cmocka_unit_test(no_more_than_four_findings_lead_the_page),
        cmocka_unit_test(an_early_end_of_the_data_is_told_and_a_usual_one_is_not),
    };

    return cmocka_run_group_tests_name("tables", tests, open_arena, close_arena);
}
