/* What one purchase is, by hand. */
#include "store_tests.h"

#include "store/largest.h"

#define SCHEMA                                                                                     \
    "CREATE TABLE customers (customer_id, name, email, signup_date, country);"                     \
    "CREATE TABLE transactions (transaction_id, customer_id, product_id, transaction_date, "       \
    "total_amount, line_number);"                                                                  \
    "INSERT INTO customers VALUES (1, 'Ada', NULL, NULL, NULL), (2, 'Bea', NULL, NULL, NULL);"

static const char *shop_of(Fixture *fixture, const char *rows)
{
    const char *path =
        path_in(fixture, arena_format(&fixture->arena, "bought%d.db", fixture->made++));

    run_sql(path,
            arena_format(&fixture->arena, "%s INSERT INTO transactions VALUES %s", SCHEMA, rows));
    return path;
}

static Shop by_rule(Fixture *fixture, const char *path, PurchaseRule rule)
{
    return read_source(fixture,
                       &(Source){ .path = path, .as_of = day("2024-07-01"), .purchase = rule });
}

/* Ada: an order of three lines, one of them sent back in it, that began on 3 June; a credit note of
 * its own; a gift. Bea: two orders on one day. */
#define ORDERS                                                                                     \
    "(10, 1, 5, '2024-06-04', 20, 1), (10, 1, 6, '2024-06-03', 30, 2), (10, 1, 6, '2024-06-09', "  \
    "-30, 3), (11, 1, 5, '2024-06-20', -20, 1), (12, 1, NULL, '2024-06-10', 0, 1),"                \
    "(20, 2, 5, '2024-06-15', 7.5, 1), (21, 2, 5, '2024-06-15', 2.5, 1)"

static void an_order_is_one_purchase_net_of_what_went_back(void **state)
{
    Shop shop = by_rule(*state, shop_of(*state, ORDERS), PURCHASE_AUTO);
    const Purchases *p = &shop.purchases;

    assert_int_equal(shop.purchase_rule, PURCHASE_ORDER);
    assert_int_equal(p->count, 4);
    assert_int_equal(p->first[1], 2);
    assert_int_equal(p->days[0], day("2024-06-03"));
    assert_near(p->net[0], 20, 0);
    assert_near(p->gross[0], 50, 0);
    assert_int_equal(p->lines[0], 3);
    assert_int_equal(p->products[0], 2);
    assert_near(p->net[1], 0, 0);
    assert_int_equal(p->products[1], 0);
    assert_near(p->net[2], 2.5, 0);
    assert_near(p->net[3], 7.5, 0);
    assert_int_equal(shop.lines, 7);
    assert_int_equal(shop.return_lines, 2);
    assert_near(feature(&shop, 1, F_FREQUENCY), 2, 0);
    assert_near(feature(&shop, 1, F_TOTAL_SPEND), 0, 0);
    assert_near(feature(&shop, 1, F_MAX_PURCHASE), 20, 0);
    assert_near(feature(&shop, 1, F_MIN_PURCHASE), 0, 0);
    assert_near(feature(&shop, 1, F_RECENCY_DAYS), 21, 0);
    assert_near(feature(&shop, 1, F_UNIQUE_PRODUCTS), 2, 0);
    assert_near(feature(&shop, 2, F_AVG_PURCHASE), 5, 0);
    assert_reconciles(&shop);
}

static void a_day_or_a_row_is_a_purchase_where_that_is_asked(void **state)
{
    const char *path = shop_of(*state, ORDERS);
    Shop days = by_rule(*state, path, PURCHASE_DAY), rows = by_rule(*state, path, PURCHASE_ROW);

    /* Returns alone, on the 9th and the 20th, are no purchase. */
    assert_near(feature(&days, 1, F_FREQUENCY), 3, 0);
    assert_near(feature(&days, 2, F_FREQUENCY), 1, 0);
    assert_near(feature(&days, 2, F_MAX_PURCHASE), 10, 0);
    assert_int_equal(rows.purchases.count, 5);
    assert_null(rows.purchases.lines);
    assert_near(feature(&rows, 1, F_FREQUENCY), 3, 0);
    assert_near(feature(&rows, 1, F_MAX_PURCHASE), 30, 0);
    assert_near(days.revenue, rows.revenue, 0);
    assert_reconciles(&days);
    assert_reconciles(&rows);
}

/* Some customers with two rows on each of two days, others with one on each; the ids differ. */
static const char *shop_of_days(Fixture *fixture, int with_lines, int without)
{
    const char *path = path_in(fixture, arena_format(&fixture->arena, "d%d.db", fixture->made++));
    Buf sql = { 0 };
    int id = 0;

    buf_text(&sql, "CREATE TABLE customers (customer_id, name);"
                   "CREATE TABLE transactions (transaction_id, customer_id, transaction_date, "
                   "total_amount);");
    for (int c = 0; c < with_lines + without; c++) {
        int a_day = c < with_lines ? 2 : 1;
        buf_format(&sql, "INSERT INTO customers VALUES (%d, 'c');", c);
        for (int row = 0; row < 2 * a_day; row++)
            buf_format(&sql, "INSERT INTO transactions VALUES (%d, %d, '2024-05-%02d', 5);", id++,
                       c, 10 + row / a_day);
    }
    run_sql(path, sql.data);
    buf_close(&sql);
    return path;
}

static void rows_of_a_day_are_one_purchase_where_most_customers_have_several(void **state)
{
    Shop lines = by_rule(*state, shop_of_days(*state, 6, 6), PURCHASE_AUTO);
    Shop rows = by_rule(*state, shop_of_days(*state, 5, 6), PURCHASE_AUTO);
    Shop few = by_rule(*state, shop_of_days(*state, 9, 0), PURCHASE_AUTO);

    assert_int_equal(lines.purchase_rule, PURCHASE_DAY);
    assert_int_equal(lines.purchases.count, 12 * 2);
    assert_string_equal(
        lines.purchase_reason,
        "No two rows share an order id, and 6 of the 12 customers with several rows average "
        "1.5 or more a purchase day; so what a customer bought on a day is one purchase.");
    assert_non_null(find(&lines, "lines-without-order-id"));
    assert_int_equal(rows.purchase_rule, PURCHASE_ROW);
    assert_int_equal(rows.purchases.count, 5 * 4 + 6 * 2);
    assert_null(find(&rows, "lines-without-order-id"));
    assert_int_equal(few.purchase_rule, PURCHASE_ROW);
}

static void ids_that_all_differ_are_orders_where_an_import_says_so(void **state)
{
    Buf rows = { 0 };

    for (int i = 0; i < 60; i++)
        buf_format(&rows, "%s(%d, %d, 1, '2024-05-%02d', 5, %d)", i ? ", " : "", 500 + i, 1 + i % 2,
                   1 + i / 6, 1);
    Shop shop = by_rule(*state, shop_of(*state, rows.data), PURCHASE_AUTO);
    buf_close(&rows);
    assert_int_equal(shop.purchase_rule, PURCHASE_ORDER);
    assert_int_equal(shop.purchases.count, 60);
}

static void orders_without_any_id_cannot_be_asked_for(void **state)
{
    Fixture *fixture = *state;
    const char *path = shop_of(fixture, "(NULL, 1, 1, '2024-05-01', 9, 1)");
    Source source = { .path = path, .as_of = day("2024-07-01"), .purchase = PURCHASE_ORDER };
    Shop shop;
    Err err;

    assert_int_equal(store_read(&shop, &source, NULL, NULL, &fixture->arena, &err), ERR_CONFIG);
    assert_non_null(strstr(err.text, "no row of transactions has an order id"));
}

/* Every order comes to exactly 60, in one to eight lines. */
static void the_number_of_lines_changes_no_figure_of_purchases(void **state)
{
    Buf rows = { 0 };

    for (int order = 0; order < 64; order++) {
        int lines = 1 + order % 8;
        for (int line = 0; line < lines; line++)
            buf_format(&rows, "%s(%d, %d, %d, '2024-0%d-%02d', %.17g, %d)", rows.size ? ", " : "",
                       100 + order, 1 + order % 2, line, 1 + order % 6, 1 + order / 3,
                       line ? 60.0 / 8 : 60 - (lines - 1) * 60.0 / 8, line);
    }
    Shop shop = by_rule(*state, shop_of(*state, rows.data), PURCHASE_AUTO);
    buf_close(&rows);
    assert_int_equal(shop.purchases.count, 64);
    for (size_t i = 0; i < 64; i++)
        assert_near(shop.purchases.net[i], 60, 0);
    for (int64_t customer = 1; customer <= 2; customer++) {
        assert_near(feature(&shop, customer, F_AVG_PURCHASE), 60, 0);
        assert_near(feature(&shop, customer, F_MAX_PURCHASE), 60, 0);
        assert_near(feature(&shop, customer, F_MIN_PURCHASE), 60, 0);
    }
}

static void the_order_of_the_rows_changes_nothing(void **state)
{
    const char *path = shop_of(*state, ORDERS);
    Shop before = by_rule(*state, path, PURCHASE_AUTO);

    run_sql(path, "CREATE TABLE turned AS SELECT * FROM transactions ORDER BY rowid DESC;"
                  "DROP TABLE transactions; ALTER TABLE turned RENAME TO transactions;");
    Shop after = by_rule(*state, path, PURCHASE_AUTO);
    assert_int_equal(after.purchases.count, before.purchases.count);
    for (size_t i = 0; i < before.purchases.count; i++) {
        assert_int_equal(after.purchases.days[i], before.purchases.days[i]);
        assert_near(after.purchases.net[i], before.purchases.net[i], 0);
        assert_int_equal(after.purchases.lines[i], before.purchases.lines[i]);
    }
}

static void the_largest_orders_are_found(void **state)
{
    Fixture *fixture = *state;
    LargestOrders largest;
    Source source = { .path = strict_shop(fixture, ""), .as_of = day("2024-07-01"), .threads = 1 };
    Err err;

    if (largest_read(&largest, &source, &fixture->arena, &err)) fail_msg("%s", err.text);
    assert_true(largest.count > 0 && largest.count <= MOST_LARGE);
    for (size_t i = 0; i < largest.count; i++) {
        assert_non_null(largest.items[i].customer);
        assert_true(!i || largest.items[i].amount <= largest.items[i - 1].amount);
        assert_true(strcmp(largest.items[i].day, "2024-07-01") <= 0);
    }
    assert_near(largest.items[0].amount,
                (double)ask_sql(source.path,
                                "SELECT max(total_amount) * 100 FROM transactions WHERE "
                                "transaction_date <= '2024-07-01'") /
                    100,
                1e-12);
}

int purchase_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_largest_orders_are_found),
        TEST(an_order_is_one_purchase_net_of_what_went_back),
        TEST(a_day_or_a_row_is_a_purchase_where_that_is_asked),
        TEST(rows_of_a_day_are_one_purchase_where_most_customers_have_several),
        TEST(ids_that_all_differ_are_orders_where_an_import_says_so),
        TEST(orders_without_any_id_cannot_be_asked_for),
        TEST(the_number_of_lines_changes_no_figure_of_purchases),
        TEST(the_order_of_the_rows_changes_nothing),
    };

    return cmocka_run_group_tests_name("purchases", tests, NULL, NULL);
}
