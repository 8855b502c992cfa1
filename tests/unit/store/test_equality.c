/* The scans in C against the queries in sql/, which define the figures. */
#include "store_tests.h"

#include <math.h>

static Shop read_by_query(Fixture *fixture, const char *path, const char *as_of, PurchaseRule rule)
{
    Shop shop;
    Err err;
    Source source = { .path = path,
                      .as_of = day(as_of),
                      .purchase = rule,
                      .sql_features = (const char *)embedded_file("sql/features.sql").data };

    assert_non_null(source.sql_features);
    if (store_read(&shop, &source, NULL, NULL, &fixture->arena, &err)) fail_msg("%s", err.text);
    return shop;
}

/* Whole numbers to the last bit; sums and what follows from them to 1e-12. */
static double tolerance(Feature which)
{
    bool summed = which == F_TOTAL_SPEND || which == F_AVG_PURCHASE || which == F_MAX_PURCHASE ||
                  which == F_MIN_PURCHASE || which == F_AVG_INTERACTION_DURATION;

    return summed ? 1e-12 : 0;
}

static Shop read_by_rule(Fixture *fixture, const char *path, const char *as_of, PurchaseRule rule)
{
    return read_source(fixture, &(Source){ .path = path, .as_of = day(as_of), .purchase = rule });
}

static void assert_equal_to_query(Fixture *fixture, const char *path, const char *as_of,
                                  PurchaseRule rule)
{
    Shop scan = read_by_rule(fixture, path, as_of, rule);
    Shop query = read_by_query(fixture, path, as_of, rule);

    assert_int_equal(scan.customers.count, query.customers.count);
    for (size_t c = 0; c < scan.customers.count; c++) {
        for (int f = 0; f < F_COUNT; f++) {
            double a = matrix_at(&scan.customers.features, c, f);
            double b = matrix_at(&query.customers.features, c, f);
            if (fabs(a - b) <= tolerance((Feature)f) * fmax(1, fabs(b))) continue;
            fail_msg("%s of customer %lld: %.17g by the scan, %.17g by the query", FEATURES[f].key,
                     (long long)scan.customers.ids[c], a, b);
        }
    }
}

static sqlite3_stmt *run_query(sqlite3 **db, const char *path, const char *file, const char *as_of,
                               PurchaseRule rule)
{
    sqlite3_stmt *rows;

    assert_int_equal(sqlite3_open(path, db), SQLITE_OK);
    const char *sql = (const char *)embedded_file(file).data;
    if (sqlite3_prepare_v2(*db, sql, -1, &rows, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(*db));
    sqlite3_bind_text(rows, sqlite3_bind_parameter_index(rows, ":as_of"), as_of, -1, SQLITE_STATIC);
    sqlite3_bind_text(rows, sqlite3_bind_parameter_index(rows, ":purchase_rule"),
                      purchase_rule_name(rule), -1, SQLITE_STATIC);
    return rows;
}

static void assert_baskets_equal(Fixture *fixture, const char *path, const char *as_of)
{
    Shop shop = read_shop(fixture, path, as_of);
    sqlite3 *db;
    sqlite3_stmt *rows = run_query(&db, path, "sql/baskets.sql", as_of, PURCHASE_AUTO);
    size_t b = 0;

    for (; sqlite3_step(rows) == SQLITE_ROW; b++) {
        assert_true(b < shop.baskets.count);
        uint32_t product = shop.baskets.items[b].product;
        assert_int_equal(shop.customers.ids[shop.baskets.items[b].customer],
                         sqlite3_column_int64(rows, 0));
        if (sqlite3_column_type(rows, 1) == SQLITE_NULL) {
            assert_int_equal(product, UINT32_MAX);
        } else {
            assert_int_equal(shop.products.ids[product], sqlite3_column_int64(rows, 1));
        }
        assert_near(shop.baskets.items[b].revenue, sqlite3_column_double(rows, 2), 1e-12);
    }
    assert_int_equal(b, shop.baskets.count);
    sqlite3_finalize(rows);
    sqlite3_close(db);
}

static void assert_months_equal(Fixture *fixture, const char *path, const char *as_of,
                                PurchaseRule rule)
{
    Shop shop = read_by_rule(fixture, path, as_of, rule);
    sqlite3 *db;
    sqlite3_stmt *rows = run_query(&db, path, "sql/monthly_sales.sql", as_of, shop.purchase_rule);
    char month[NUMBER_TEXT];
    bool more = sqlite3_step(rows) == SQLITE_ROW;

    for (size_t m = 0; m < shop.month_count; m++) {
        const Month *got = &shop.months[m];
        day_iso(month, got->first_day);
        if (!more || strncmp(month, (const char *)sqlite3_column_text(rows, 0), 7) != 0) {
            assert_int_equal(got->purchases, 0);
            assert_near(got->revenue, 0, 0);
            continue;
        }
        assert_near(got->revenue, sqlite3_column_double(rows, 1), 1e-12);
        assert_int_equal(got->purchases, sqlite3_column_int64(rows, 2));
        assert_int_equal(got->active_customers, sqlite3_column_int64(rows, 3));
        assert_int_equal(got->new_customers, sqlite3_column_int64(rows, 4));
        assert_near(got->returns, sqlite3_column_double(rows, 5), 1e-12);
        more = sqlite3_step(rows) == SQLITE_ROW;
    }
    assert_false(more);
    sqlite3_finalize(rows);
    sqlite3_close(db);
}

static void assert_all_equal(Fixture *fixture, const char *path, const char *as_of)
{
    assert_baskets_equal(fixture, path, as_of);
    for (PurchaseRule rule = PURCHASE_ROW; rule <= PURCHASE_ORDER; rule++) {
        assert_equal_to_query(fixture, path, as_of, rule);
        assert_months_equal(fixture, path, as_of, rule);
    }
}

static void the_small_shop_agrees_with_the_queries(void **state)
{
    assert_all_equal(*state, strict_shop(*state, ""), "2024-07-01");
    assert_all_equal(*state, strict_shop(*state, ""), "2024-02-05");
    assert_all_equal(*state,
                     strict_shop(*state,
                                 "UPDATE customers SET signup_date = NULL;"
                                 "UPDATE transactions SET product_id = 9 WHERE customer_id = 2;"
                                 "UPDATE transactions SET customer_id = 99 WHERE "
                                 "transaction_id = 4"),
                     "2024-07-01");
    assert_all_equal(*state,
                     loose_shop(*state, "UPDATE transactions SET transaction_id = 1 WHERE "
                                        "transaction_id < 4"),
                     "2024-07-01");
}

/* A third of the lines are returns: some customers and days have nothing else, some orders mix. */
#define MANY_RETURNS                                                                               \
    "UPDATE transactions SET total_amount = -total_amount WHERE transaction_id % 3 = 1;"           \
    "UPDATE transactions SET total_amount = -abs(total_amount) WHERE customer_id % 7 = 2;"         \
    "UPDATE transactions SET total_amount = 0 WHERE transaction_id % 50 = 3"

static void shops_with_returns_agree_with_the_queries(void **state)
{
    DemoPlan plan = { path_in(*state, "returns.db"), 400, 7, day("2024-07-01"), false };
    DemoCounts counts;
    Err err;

    assert_all_equal(*state, strict_shop(*state, MANY_RETURNS), "2024-07-01");
    assert_all_equal(*state,
                     loose_shop(*state, MANY_RETURNS ";UPDATE transactions SET transaction_id = "
                                                     "transaction_id / 2"),
                     "2024-07-01");
    assert_int_equal(demo_write(&counts, &plan, NULL, NULL, &err), OK);
    run_sql(plan.path, MANY_RETURNS);
    assert_all_equal(*state, plan.path, "2024-07-01");
    assert_all_equal(*state, plan.path, "2023-11-20");
    Shop shop = read_shop(*state, plan.path, "2024-07-01");
    assert_reconciles(&shop);
    assert_true(shop.returns < 0 && find(&shop, "returns-only"));
}

static void the_demo_agrees_with_the_queries_today_and_in_the_past(void **state)
{
    DemoPlan plan = { path_in(*state, "demo.db"), 1500, 7, day("2024-07-01"), false };
    DemoCounts counts;
    Err err;

    assert_int_equal(demo_write(&counts, &plan, NULL, NULL, &err), OK);
    assert_all_equal(*state, plan.path, "2024-07-01");
    assert_all_equal(*state, plan.path, "2023-11-20");
}

static void cdnow_agrees_with_the_queries(void **state)
{
    const char *path = shared_file(*state, "data/cdnow/cdnow.db");

    if (!path) skip();
    assert_all_equal(*state, path, "1998-07-01");
    assert_all_equal(*state, path, "1997-09-30");
}

/* The columns of the query, with 1 as every value but one, which is NULL. */
static const char *query_without(Feature absent, Arena *arena)
{
    const char *query = "SELECT 1, 'x'";

    for (Feature f = 0; f < F_COUNT; f++)
        query =
            arena_format(arena, "%s, %s AS %s", query, f == absent ? "NULL" : "1", FEATURES[f].key);
    return query;
}

static void a_query_with_other_columns_is_refused(void **state)
{
    Shop shop;
    Err err;
    Fixture *fixture = *state;
    Source source = { .path = strict_shop(fixture, ""), .as_of = day("2024-07-01") };

    source.sql_features = "SELECT customer_id, name FROM customers";
    assert_int_equal(store_read(&shop, &source, NULL, NULL, &fixture->arena, &err), ERR_DATA);
    assert_non_null(
        strstr(err.text, arena_format(&fixture->arena, "2 columns instead of %d:", 2 + F_COUNT)));
    source.sql_features = "DELETE FROM customers";
    assert_int_equal(store_read(&shop, &source, NULL, NULL, &fixture->arena, &err), ERR_DATA);
    assert_int_equal(ask_sql(source.path, "SELECT count(*) FROM customers"), 6);
    source.sql_features = query_without(F_TOTAL_SPEND, &fixture->arena);
    assert_int_equal(store_read(&shop, &source, NULL, NULL, &fixture->arena, &err), ERR_DATA);
    assert_non_null(strstr(err.text, "total_spend"));
}

int equality_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_small_shop_agrees_with_the_queries),
        TEST(shops_with_returns_agree_with_the_queries),
        TEST(the_demo_agrees_with_the_queries_today_and_in_the_past),
        TEST(cdnow_agrees_with_the_queries),
        TEST(a_query_with_other_columns_is_refused),
    };

    return cmocka_run_group_tests_name("equality", tests, NULL, NULL);
}
