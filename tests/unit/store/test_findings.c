#include "store_tests.h"

typedef struct Case {
    bool loose;
    const char *change;
    const char *code, *column;
    int64_t count;
    double left_out; /* revenue */
    const char *example;
} Case;

static const Case CASES[] = {
    { false, "UPDATE transactions SET total_amount = NULL WHERE transaction_id IN (1, 4)",
      "missing-amounts", "total_amount", 2, 0, NULL },
    { true, "UPDATE transactions SET total_amount = 'abc' WHERE transaction_id = 1",
      "unreadable-amounts", "total_amount", 1, 0, "'abc'" },
    { true, "UPDATE transactions SET total_amount = 9e999 WHERE transaction_id = 1",
      "unreadable-amounts", "total_amount", 1, 0, "beyond 1.8e308" },
    { true, "UPDATE transactions SET total_amount = 1.7e308 WHERE transaction_id = 1",
      "unreadable-amounts", "total_amount", 1, 0, NULL },
    { true, "UPDATE transactions SET total_amount = x'00ff' WHERE transaction_id = 1",
      "unreadable-amounts", "total_amount", 1, 0, "a BLOB of 2 bytes" },
    { true, "UPDATE transactions SET total_amount = ' 12.5 ' WHERE transaction_id = 1",
      "amounts-as-text", "total_amount", 1, 0, "' 12.5 '" },
    { true, "INSERT INTO transactions SELECT * FROM transactions WHERE transaction_id < 3",
      "duplicate-transactions", "transaction_id", 2, 60.5, NULL },
    { true, "UPDATE transactions SET transaction_id = 1 WHERE transaction_id = 2", "order-lines",
      "transaction_id", 1, 0, NULL },
    { false, "UPDATE transactions SET transaction_date = NULL WHERE transaction_id = 1",
      "missing-dates", "transaction_date", 1, 40, NULL },
    { false, "UPDATE transactions SET transaction_date = '2024-02-30' WHERE transaction_id = 1",
      "unreadable-dates", "transaction_date", 1, 40, "'2024-02-30'" },
    { false, "UPDATE transactions SET transaction_date = '0001-01-01' WHERE transaction_id = 1",
      "implausible-dates", "transaction_date", 1, 40, "'0001-01-01'" },
    { false, "", "future-transactions", "transaction_date", 1, 10, "'2024-07-02'" },
    { false, "", "negative-amounts", "total_amount", 1, 0, "-40.0" },
    { false, "", "zero-amounts", "total_amount", 1, 0, NULL },
    { false, "", "never-bought", NULL, 1, 0, NULL },
    { false, "UPDATE transactions SET total_amount = -80 WHERE transaction_id = 6", "returns-only",
      NULL, 1, 0, NULL },
    { false, "", "amounts-off-price", "total_amount", 4, 0, "20.5" },
    { false, "UPDATE transactions SET quantity = -2 WHERE transaction_id = 2", "signs-disagree",
      "quantity", 1, 0, "-2" },
    { false,
      "INSERT INTO transactions SELECT 90, 2, 1, '2024-03-01', 10, 100 UNION ALL SELECT 91,"
      " 2, 2, '2024-03-01', 10, 100",
      "lookalikes", NULL, 1, 0, "customer 2 on 2024-03-01" },
    { false, "", "future-interactions", "interaction_date", 1, 0, NULL },
    { false, "UPDATE transactions SET customer_id = NULL WHERE transaction_id = 4",
      "transactions-without-customer", "customer_id", 1, 100, NULL },
    { false, "UPDATE transactions SET customer_id = 77 WHERE transaction_id = 4",
      "orphan-transactions", "customer_id", 1, 100, "77" },
    { false, "UPDATE transactions SET product_id = 77", "orphan-products", "product_id", 9, 0,
      "77" },
    { true, "UPDATE transactions SET customer_id = customer_id || '.0' WHERE transaction_id < 4",
      "ids-as-text", "customer_id", 3, 0, "'1.0'" },
    { true,
      "INSERT INTO customers SELECT customer_id, 'Other', NULL, '2020-01-01', 'Peru' FROM"
      " customers WHERE customer_id < 3",
      "duplicate-customers", "customer_id", 2, 0, "1" },
    { true, "INSERT INTO customers VALUES (NULL, NULL, NULL, NULL, NULL)",
      "unreadable-customer-ids", "customer_id", 1, 0, "NULL" },
    { false, "UPDATE customers SET signup_date = '2024-06-30' WHERE customer_id IN (1, 2)",
      "signup-after-purchase", "signup_date", 2, 0, "customer 1" },
    { false, "UPDATE customers SET signup_date = NULL WHERE customer_id = 1",
      "missing-signup-dates", "signup_date", 1, 0, NULL },
    { false, "UPDATE customers SET signup_date = 'x' WHERE customer_id = 1",
      "unreadable-signup-dates", "signup_date", 1, 0, "'x'" },
    { false, "UPDATE interactions SET customer_id = 99", "orphan-interactions", "customer_id", 4, 0,
      "99" },
    { false, "UPDATE interactions SET customer_id = 99", "no-interactions", NULL, 0, 0, NULL },
    { false, "DROP TABLE interactions", "no-interactions", NULL, 0, 0, NULL },
    { false, "DROP TABLE products", "no-products", NULL, 0, 0, NULL },
    { false, "ALTER TABLE customers DROP COLUMN country", "no-country", "country", 0, 0, NULL },
    { true, "UPDATE interactions SET duration_seconds = -60 WHERE interaction_id = 1",
      "unreadable-durations", "duration_seconds", 1, 0, "-60" },
    { true,
      "UPDATE interactions SET duration_seconds = 9223372036854775807 WHERE interaction_id = 1",
      "unreadable-durations", "duration_seconds", 1, 0, "9223372036854775807" },
};

static void check_case(Fixture *fixture, const Case *wanted)
{
    const char *path =
        wanted->loose ? loose_shop(fixture, wanted->change) : strict_shop(fixture, wanted->change);
    Shop shop = read_shop(fixture, path, NULL);
    const Finding *finding = find(&shop, wanted->code);

    if (!finding) fail_msg("no finding %s after: %s", wanted->code, wanted->change);
    if (finding->count != wanted->count) {
        fail_msg("%s counts %d: %s", wanted->code, (int)finding->count, finding->what);
    }
    if (wanted->column) assert_string_equal(finding->column, wanted->column);
    assert_near(finding->left_out ? finding->revenue : 0, wanted->left_out, 1e-12);
    assert_true(strlen(finding->what) > 10 && strlen(finding->action) > 3);
    if (wanted->example) assert_string_equal(finding->example, wanted->example);
    assert_reconciles(&shop);
    for (size_t i = 0; i < shop.customers.count * F_COUNT; i++)
        assert_true(shop.customers.features.at[i] - shop.customers.features.at[i] == 0);
}

static void every_oddity_is_counted_and_the_revenue_still_adds_up(void **state)
{
    for (size_t i = 0; i < COUNT_OF(CASES); i++)
        check_case(*state, &CASES[i]);
}

static void lines_of_an_order_count_once_and_their_money_twice(void **state)
{
    Shop shop = read_shop(
        *state,
        loose_shop(*state, "UPDATE transactions SET transaction_id = 1 WHERE transaction_id = 2"),
        NULL);

    assert_near(feature(&shop, 1, F_FREQUENCY), 2, 0);
    assert_near(feature(&shop, 1, F_TOTAL_SPEND), 100.49, 1e-14);
}

static void duplicate_customers_do_not_double_their_revenue(void **state)
{
    Shop shop = read_shop(
        *state, loose_shop(*state, "INSERT INTO customers SELECT * FROM customers"), NULL);

    assert_int_equal(shop.customers.count, 6);
    assert_near(shop.revenue, 285.74, 1e-14);
}

static void ids_at_the_ends_of_the_range_are_ids(void **state)
{
    Shop shop = read_shop(
        *state,
        loose_shop(
            *state,
            "UPDATE transactions SET customer_id = 9223372036854775807 WHERE customer_id = 1;"
            "UPDATE customers SET customer_id = 9223372036854775807 WHERE customer_id = 1;"
            "UPDATE transactions SET customer_id = -9223372036854775807 WHERE customer_id = 2;"
            "UPDATE customers SET customer_id = -9223372036854775807 WHERE customer_id = 2;"
            "UPDATE transactions SET customer_id = 0 WHERE customer_id = 3;"
            "UPDATE customers SET customer_id = 0 WHERE customer_id = 3"),
        NULL);

    assert_near(feature(&shop, INT64_MAX, F_TOTAL_SPEND), 100.49, 1e-14);
    assert_near(feature(&shop, -INT64_MAX, F_FREQUENCY), 2, 0);
    assert_int_equal(shop.customers.ids[0], -INT64_MAX);
    assert_null(find(&shop, "orphan-transactions"));
    assert_reconciles(&shop);
}

static void cents_are_not_lost_beside_large_amounts(void **state)
{
    Shop shop = read_shop(
        *state,
        strict_shop(*state,
                    "INSERT INTO transactions VALUES (20, 2, 1, '2024-01-01', 1, 1e13),"
                    " (21, 2, 1, '2024-01-01', 1, 0.01), (22, 2, 1, '2024-01-02', 1, -1e13)"),
        NULL);

    assert_near(feature(&shop, 2, F_TOTAL_SPEND), 140.26, 1e-14);
    assert_near(shop.revenue, 285.75, 1e-14);
}

/* One sale a day from 2023-01-01 on, but for what `holes` takes out. */
static Shop daily_shop(Fixture *fixture, const char *holes, const char *as_of)
{
    const char *daily = arena_format(
        &fixture->arena,
        "DELETE FROM transactions;"
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 364)"
        " INSERT INTO transactions SELECT i, 1 + i %% 4, 1, date('2023-01-01', i || ' days'), 1, 40"
        " FROM n WHERE NOT (%s)",
        holes);

    return read_shop(fixture, strict_shop(fixture, daily), as_of);
}

static void stretches_without_sales_are_found_where_chance_does_not_explain_them(void **state)
{
    Shop even = daily_shop(*state, "0", "2023-12-31");
    Shop sundays = daily_shop(*state, "i % 7 = 0", "2023-12-31");
    Shop sparse = daily_shop(*state, "i * i % 11 <> 4", "2023-12-31");
    Shop hole = daily_shop(*state, "i BETWEEN 100 AND 119 OR i BETWEEN 200 AND 210", "2023-12-31");

    assert_null(find(&even, "days-without-sales"));
    assert_null(find(&sundays, "days-without-sales"));
    assert_null(find(&sparse, "days-without-sales"));
    const Finding *found = find(&hole, "days-without-sales");
    assert_non_null(found);
    assert_int_equal(found->count, 31);
    assert_int_equal(found->of, 365);
    assert_string_equal(found->example, "2023-04-11 to 2023-04-30 (20 days)");
    assert_non_null(strstr(found->what, "in 2 stretches"));
    assert_int_equal(hole.holes.count, 2);
    assert_int_equal(hole.holes.items[0].from, day("2023-04-11"));
    assert_int_equal(hole.holes.items[1].to, day("2023-07-30"));
}

static void data_that_ends_before_the_as_of_date_is_said(void **state)
{
    Shop fresh = daily_shop(*state, "0", "2024-01-05");
    Shop stale = daily_shop(*state, "0", "2024-02-09");

    assert_null(find(&fresh, "data-ends-early"));
    assert_non_null(strstr(find(&stale, "data-ends-early")->what, "40 days before"));
}

static Source moving_source(const char *path, const char *as_of)
{
    return (Source){ .path = path, .threads = 2, .as_of = day(as_of), .as_of_moves = true };
}

static void a_day_that_nobody_named_is_the_last_of_data_that_end_early(void **state)
{
    Fixture *fixture = *state;
    /* Interactions go on: behind the last sale they do not count, as for anybody who says that day.
     */
    const char *path = strict_shop(
        fixture, "DELETE FROM transactions; DELETE FROM interactions;"
                 "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 364)"
                 " INSERT INTO transactions SELECT i, 1 + i % 4, 1, date('2023-01-01', i || "
                 "' days'), 1, 40 FROM n;"
                 "INSERT INTO interactions VALUES (1, 1, 'visit', '2023-12-31', 5),"
                 " (2, 1, 'visit', '2024-01-20', 5)");
    const Source in_time = moving_source(path, "2024-01-05");
    const Source late = moving_source(path, "2024-02-09");
    Shop fresh = read_source(fixture, &in_time), stale = read_source(fixture, &late);
    Shop named = read_shop(fixture, path, "2023-12-31");

    assert_int_equal(fresh.source.as_of, day("2024-01-05"));
    assert_false(fresh.ends_early);
    assert_null(find(&fresh, "data-ends-early"));
    assert_int_equal(stale.source.as_of, day("2023-12-31"));
    assert_true(stale.ends_early);
    assert_int_equal(stale.day_meant, day("2024-02-09"));
    assert_int_equal(stale.holes.count, 0);
    assert_int_equal(stale.interactions, 1);
    assert_string_equal(find(&stale, "data-ends-early")->what,
                        "the last transaction is 40 days before 2024-02-09");
    assert_int_equal(named.interactions, stale.interactions);
    assert_int_equal(named.findings.count + 1, stale.findings.count);
    assert_true(matrix_at(&named.customers.features, 0, F_RECENCY_DAYS) ==
                matrix_at(&stale.customers.features, 0, F_RECENCY_DAYS));
}

static void a_day_that_somebody_named_is_never_moved(void **state)
{
    Shop stale = daily_shop(*state, "0", "2024-02-09");

    assert_int_equal(stale.source.as_of, day("2024-02-09"));
    assert_int_equal(stale.day_meant, day("2024-02-09"));
    assert_true(stale.ends_early);
    assert_int_equal(stale.holes.count, 1);
}

static void a_healthy_shop_has_nothing_left_out_but_the_future(void **state)
{
    Shop shop = read_shop(*state, strict_shop(*state, ""), NULL);
    size_t left_out = 0;

    for (size_t i = 0; i < shop.findings.count; i++)
        left_out += shop.findings.items[i].left_out;
    assert_int_equal(left_out, 1);
}

int finding_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_oddity_is_counted_and_the_revenue_still_adds_up),
        TEST(lines_of_an_order_count_once_and_their_money_twice),
        TEST(duplicate_customers_do_not_double_their_revenue),
        TEST(ids_at_the_ends_of_the_range_are_ids),
        TEST(cents_are_not_lost_beside_large_amounts),
        TEST(stretches_without_sales_are_found_where_chance_does_not_explain_them),
        TEST(data_that_ends_before_the_as_of_date_is_said),
        TEST(a_day_that_nobody_named_is_the_last_of_data_that_end_early),
        TEST(a_day_that_somebody_named_is_never_moved),
        TEST(a_healthy_shop_has_nothing_left_out_but_the_future),
    };

    return cmocka_run_group_tests_name("findings", tests, NULL, NULL);
}
