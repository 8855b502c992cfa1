/* What an aggregate has: no rows, rounded sums of enough customers, and what follows from them. */
#include "privacy_tests.h"

#include <math.h>
#include <stdio.h>

#include "math/disclosure.h"

/* Two kinds of customers, 30 who buy for 100 twice a month and 30 who bought once for about 10,
 * over six months; and what a test adds. */
static const char *two_kinds(Fixture *fixture, const char *change)
{
    const char *path = path_in(fixture, arena_format(&fixture->arena, "two%d.db", fixture->made++));

    run_sql(path, (const char *)embedded_file("sql/schema.sql").data);
    run_sql(
        path,
        "INSERT INTO products VALUES (1, 'Lamp', 'Home', 100), (2, 'Ball', 'Sports', 10);"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)"
        " INSERT INTO customers SELECT i, 'Name ' || i, NULL, '2024-12-15', 'Norway' FROM n;"
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 359)"
        " INSERT INTO transactions SELECT i + 1, i % 30 + 1, 1,"
        "  date('2025-01-03', (i / 60) || ' months', (i / 30 % 2 * 14) || ' days'), 1, 100 FROM n;"
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 29)"
        " INSERT INTO transactions SELECT 1000 + i, 31 + i, 2,"
        "  date('2025-01-10', (i / 15 * 40) || ' days'), 1, 10 + i % 3 FROM n;");
    run_sql(path, change);
    return path;
}

static double total(const Segments *segments, Feature f)
{
    double sum = 0;

    for (size_t s = 0; s < segments->count; s++)
        sum += segments->items[s].mean[f] * (double)segments->items[s].count;
    return sum;
}

static void there_are_no_rows_of_customers(void **state)
{
    Fixture *fixture = *state;
    const Made *m = make(fixture, two_kinds(fixture, ""), 2, 10);
    Shown shown = aggregate(fixture, m);

    assert_null(shown.shop->customers.names);
    assert_null(shown.shop->customers.ids);
    assert_null(shown.shop->customers.features.at);
    assert_null(shown.shop->purchases.days);
    assert_null(shown.shop->days);
    assert_null(shown.shop->baskets.items);
    assert_null(shown.shop->source.path);
    assert_null(shown.segments->of_customer);
    assert_null(shown.segments->items[0].members);
    assert_null(shown.model->clustering.cluster);
    assert_null(shown.model->pca.scores.at);
    assert_null(shown.model->silhouette_width);
    assert_int_equal(shown.model->clustering.rows, 60);
}

static void totals_and_means_follow_from_rounded_sums(void **state)
{
    Fixture *fixture = *state;
    const Made *m =
        make(fixture,
             two_kinds(fixture, "INSERT INTO transactions VALUES (5000, 1, 1, "
                                "'2025-06-20', 1, 123.45), (5001, 40, 2, '2025-06-20', 1, 3)"),
             2, 10);
    Shown shown = aggregate(fixture, m);
    const Segments *segments = shown.segments;
    double revenue = 0, customers = 0;

    assert_int_equal(segments->count, 2);
    for (size_t s = 0; s < 2; s++) {
        const Segment *segment = &segments->items[s];
        assert_int_equal(segment->count % 5, 0);
        revenue += segment->revenue;
        customers += (double)segment->count;
        assert_near(segment->mean[F_TOTAL_SPEND] * (double)segment->count, segment->revenue, 1e-12);
        assert_near(segment->mean[F_AVG_PURCHASE] * (double)segment->purchases, segment->revenue,
                    1e-12);
    }
    assert_near(shown.shop->revenue, revenue, 1e-12);
    assert_near((double)shown.shop->customers.count, customers, 1e-12);
    assert_near(segments->base_mean[F_RECENCY_DAYS] * customers, total(segments, F_RECENCY_DAYS),
                1e-12);
    /* The nine who spend most have 9 × 1,200 and more: a fifth of that, as an even step. */
    assert_true(fmod(segments->items[0].revenue, 5000) == 0);
    assert_true(fabs(segments->items[0].revenue - m->segments.items[0].revenue) <= 2500);
    assert_near(segments->items[0].median[F_TOTAL_SPEND], 1200, 1e-12);
}

static void a_few_who_never_bought_are_left_out(void **state)
{
    Fixture *fixture = *state;
    const char *few = two_kinds(fixture, "INSERT INTO customers VALUES (90, 'Eve', NULL, "
                                         "'2025-01-01', NULL)");
    const char *more =
        two_kinds(fixture, "WITH RECURSIVE n(i) AS (SELECT 90 UNION ALL SELECT i + 1 "
                           "FROM n WHERE i < 101) INSERT INTO customers SELECT i, "
                           "'Eve', NULL, '2025-01-01', NULL FROM n");
    Shown shown = aggregate(fixture, make(fixture, few, 2, 10));

    assert_int_equal(shown.segments->count, 2);
    assert_int_equal(shown.shop->customers.count, 60);
    assert_int_equal(find(shown.shop, "never-bought")->count, 0);
    shown = aggregate(fixture, make(fixture, more, 2, 10));
    assert_int_equal(shown.segments->count, 3);
    assert_int_equal(shown.shop->customers.count, 70); /* 72, in fives: 60 and 10 */
    assert_int_equal(shown.segments->buyers, 60);
}

static void assert_no_aggregate(Fixture *fixture, const char *change, size_t min_group,
                                const char *word)
{
    Shop shop = read_shop(fixture, two_kinds(fixture, change), "2025-06-30");
    Err err = { 0 };

    assert_int_equal(privacy_check(&shop, PRIVACY_IDS, min_group, &fixture->arena, &err), OK);
    assert_int_equal(privacy_check(&shop, PRIVACY_AGGREGATE, min_group, &fixture->arena, &err),
                     ERR_DATA);
    assert_non_null(strstr(err.text, word));
}

static void too_few_buyers_or_one_large_one_make_no_aggregate(void **state)
{
    const char *whale = "INSERT INTO transactions VALUES (5000, 1, 1, '2025-06-20', 1, 900000)";

    assert_no_aggregate(*state, "", 61, "--min-group");
    assert_no_aggregate(*state, whale, 10, "one customer makes most of the revenue");
}

static void months_of_few_customers_are_left_out(void **state)
{
    Fixture *fixture = *state;
    const char *early = "INSERT INTO transactions VALUES (5000, 1, 1, '2024-11-20', 1, 50),"
                        "(5001, 2, 1, '2024-11-20', 1, 50)";
    const char *whale = "INSERT INTO transactions VALUES (5000, 1, 1, '2025-03-20', 1, 30000)";
    Shown all = aggregate(fixture, make(fixture, two_kinds(fixture, ""), 2, 10));
    Shown few = aggregate(fixture, make(fixture, two_kinds(fixture, early), 2, 10));
    Shown one = aggregate(fixture, make(fixture, two_kinds(fixture, whale), 2, 10));

    assert_int_equal(all.shop->month_count, 6);
    assert_int_equal(all.shop->months[0].active_customers, 45);
    assert_int_equal(all.shop->months[0].new_customers, 45);
    assert_true(all.shop->months[0].returns == 0);
    assert_true(fmod(all.shop->months[0].revenue, 500) == 0);
    /* November had two customers, December none. */
    assert_true(few.shop->month_count <= 7 && few.shop->month_count >= 5);
    assert_true(few.shop->months[0].active_customers != 2);
    /* In March one customer made most of it: what is shown begins after. */
    assert_int_equal(one.shop->month_count, 3);
    assert_int_equal(one.shop->months[0].first_day, day("2025-04-01"));
}

static void a_few_new_customers_are_not_told(void **state)
{
    Fixture *fixture = *state;
    const char *late = "INSERT INTO customers VALUES (90, 'Eve', NULL, '2025-05-01', NULL),"
                       " (91, 'Eve', NULL, '2025-05-01', NULL);"
                       "INSERT INTO transactions VALUES (5000, 90, 1, '2025-05-20', 1, 50),"
                       "(5001, 91, 1, '2025-05-20', 1, 50)";
    Shown shown = aggregate(fixture, make(fixture, two_kinds(fixture, late), 2, 10));

    assert_int_equal(shown.shop->month_count, 6);
    assert_int_equal(shown.shop->months[4].new_customers, -1);
    assert_int_equal(shown.shop->months[3].new_customers, 0);
    assert_int_equal(shown.shop->months[0].new_customers, 45);
}

static void returns_of_few_are_withheld_in_every_segment(void **state)
{
    Fixture *fixture = *state;
    const char *few = "INSERT INTO transactions VALUES (5000, 1, 1, '2025-06-20', -1, -100)";
    const char *many =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)"
        "INSERT INTO transactions SELECT 5000 + i, i, 1, '2025-06-20', -1, -5 FROM n";
    Shown none = aggregate(fixture, make(fixture, two_kinds(fixture, ""), 2, 10));
    Shown shown = aggregate(fixture, make(fixture, two_kinds(fixture, few), 2, 10));

    assert_true(none.segments->items[0].returns == 0 && none.shop->returns == 0);
    assert_true(isnan(shown.segments->items[0].returns) && isnan(shown.segments->items[1].returns));
    assert_true(isnan(shown.shop->returns) && shown.shop->return_lines == -1);
    assert_true(isnan(shown.shop->months[0].returns));
    shown = aggregate(fixture, make(fixture, two_kinds(fixture, many), 2, 10));
    assert_near(shown.segments->items[0].returns, -150, 1e-12);
    assert_near(shown.shop->returns, -300, 1e-12);
}

static void findings_have_no_examples_and_no_small_counts(void **state)
{
    Fixture *fixture = *state;
    const char *faults =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 13)"
        " INSERT INTO transactions SELECT 5000 + i, 1000 + i, 1, '2025-06-20', 1, 77.7 FROM n;"
        "INSERT INTO transactions VALUES (6000, 3, 1, 'someday', 1, 55.5);"
        "UPDATE customers SET name = NULL WHERE customer_id = 7";
    const Made *m = make(fixture, two_kinds(fixture, faults), 2, 10);
    Shown shown = aggregate(fixture, m);
    const Finding *orphans = find(shown.shop, "orphan-transactions");
    const Finding *dates = find(shown.shop, "unreadable-dates");

    assert_non_null(find(&m->shop, "blank-names"));
    assert_non_null(
        strstr(find(shown.shop, "blank-names")->what, "fewer than 10 customers without a name"));
    assert_non_null(find(&m->shop, "orphan-transactions")->example);
    assert_int_equal(orphans->count, 15);
    assert_non_null(strstr(orphans->what, "about 15 transactions with"));
    assert_int_equal(dates->count, 0);
    assert_non_null(strstr(dates->what, "fewer than 10 transactions with"));
    for (size_t i = 0; i < shown.shop->findings.count; i++) {
        assert_null(shown.shop->findings.items[i].example);
        assert_true(shown.shop->findings.items[i].revenue == 0);
    }
    assert_true(isnan(shown.shop->ledger_revenue) && shown.shop->ledger_rows == -1);
}

static void charts_have_means_in_place_of_customers(void **state)
{
    Fixture *fixture = *state;
    const Made *m = make(fixture, two_kinds(fixture, ""), 2, 10);
    Shown shown = aggregate(fixture, m);
    const SegmentMeans *first = &shown.means->segments[0];

    for (size_t i = 0; i < shown.segments->items[0].count; i++)
        assert_near(first->values[F_TOTAL_SPEND][i], 1200, 0.2);
    assert_null(first->values[F_MIN_PURCHASE]);
    assert_true(shown.means->spend[0] < 20 && shown.means->spend[59] >= 1000);
    assert_int_equal(shown.segments->silence.repeaters, 30);
    assert_true(shown.means->once_wait > 100);
    assert_true(first->silhouette_count == 30);
}

static void a_demo_shop_at_other_levels_keeps_its_rows(void **state)
{
    Fixture *fixture = *state;
    const Made *m = make(fixture, two_kinds(fixture, ""), 2, 0);
    PrivacyPlan plan = { PRIVACY_IDS, &m->plan };
    SalesWeek week = { 0 };
    Growth growth = { 0 };
    const Computed all = { &m->shop, &m->model, &m->segments, &week, &growth };
    Shown shown;
    Err err;

    assert_int_equal(privacy_show(&shown, &all, &plan, &fixture->arena, &err), OK);
    assert_ptr_equal(shown.segments, &m->segments);
    assert_ptr_equal(shown.week, &week);
    assert_ptr_equal(shown.growth, &growth);
    assert_null(shown.means);
    assert_ptr_equal(shown.shop->customers.features.at, m->shop.customers.features.at);
    assert_string_equal(shown.shop->customers.names[0], "Customer 1");
    assert_true(shown.shop->revenue == m->shop.revenue);
    assert_int_equal(shown.shop->baskets.count, 0);
}

int aggregate_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(there_are_no_rows_of_customers),
        TEST(totals_and_means_follow_from_rounded_sums),
        TEST(a_few_who_never_bought_are_left_out),
        TEST(too_few_buyers_or_one_large_one_make_no_aggregate),
        TEST(months_of_few_customers_are_left_out),
        TEST(a_few_new_customers_are_not_told),
        TEST(returns_of_few_are_withheld_in_every_segment),
        TEST(findings_have_no_examples_and_no_small_counts),
        TEST(charts_have_means_in_place_of_customers),
        TEST(a_demo_shop_at_other_levels_keeps_its_rows),
    };

    return cmocka_run_group_tests_name("aggregate", tests, NULL, NULL);
}
