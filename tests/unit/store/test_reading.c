#include "store_tests.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void features_are_those_of_the_rows_up_to_the_as_of_date(void **state)
{
    Shop shop = read_shop(*state, strict_shop(*state, ""), NULL);
    static const double ada[F_COUNT] = { 10, 3,   100.49, 100.49 / 3, 2, 40, 20.5,
                                         3,  105, 2,      1,          2, 538 };

    assert_int_equal(shop.customers.count, 6);
    for (int f = 0; f < F_COUNT; f++)
        assert_near(feature(&shop, 1, (Feature)f), ada[f], 1e-14);
    assert_near(feature(&shop, 2, F_RECENCY_DAYS), 1, 0);
    assert_near(feature(&shop, 2, F_INTERACTION_COUNT), 0, 0);
    assert_near(feature(&shop, 4, F_TOTAL_SPEND), 40, 0);
    /* Bought for 80, returned for 40: one purchase, on the day of the purchase. */
    assert_near(feature(&shop, 4, F_FREQUENCY), 1, 0);
    assert_near(feature(&shop, 4, F_RECENCY_DAYS), day("2024-07-01") - day("2024-02-02"), 0);
    assert_near(feature(&shop, 4, F_AVG_PURCHASE), 40, 0);
    assert_near(feature(&shop, 4, F_MIN_PURCHASE), 80, 0);
    assert_near(shop.returns, -40, 0);
    assert_int_equal(shop.return_lines, 1);
    assert_near(feature(&shop, 6, F_RECENCY_DAYS), 0, 0);
    assert_int_equal(shop.purchases.count, 8);
    assert_int_equal(shop.interactions, 4);
    assert_near(shop.revenue, 285.74, 1e-14);
    assert_near(shop.ledger_revenue, 295.74, 1e-14);
    assert_int_equal(shop.first_day, day("2023-02-01"));
    assert_int_equal(shop.last_day, day("2024-07-01"));
    assert_true(shop.has_interactions && shop.has_categories && shop.has_countries);
    assert_reconciles(&shop);
}

static void a_customer_who_never_bought_has_365_days_and_zeros(void **state)
{
    Shop shop = read_shop(*state, strict_shop(*state, ""), NULL);

    assert_false(shop.customers.bought[4]);
    assert_true(shop.customers.bought[0]);
    assert_near(feature(&shop, 5, F_RECENCY_DAYS), 365, 0);
    for (int f = F_FREQUENCY; f <= F_MIN_PURCHASE; f++)
        assert_near(feature(&shop, 5, (Feature)f), 0, 0);
    assert_near(feature(&shop, 5, F_TENURE_DAYS), 30, 0);
    assert_near(feature(&shop, 5, F_AVG_INTERACTION_DURATION), 600, 0);
}

static void a_past_week_can_be_replayed(void **state)
{
    const char *path = strict_shop(*state, "");
    Shop then = read_shop(*state, path, "2024-02-05");
    const char *cut =
        strict_shop(*state, "DELETE FROM transactions WHERE transaction_date > '2024-02-05';"
                            "DELETE FROM interactions WHERE interaction_date > '2024-02-05';"
                            "DELETE FROM customers WHERE signup_date > '2024-02-05'");
    Shop same = read_shop(*state, cut, "2024-02-05");

    assert_int_equal(then.customers.count, same.customers.count);
    assert_memory_equal(then.customers.features.at, same.customers.features.at,
                        then.customers.count * F_COUNT * sizeof(double));
    assert_int_equal(then.baskets.count, same.baskets.count);
    assert_memory_equal(then.baskets.items, same.baskets.items,
                        then.baskets.count * sizeof *then.baskets.items);
    assert_int_equal(find(&then, "future-signups")->count, 1);
    assert_int_equal(find(&then, "future-transactions")->count, 7);
    assert_reconciles(&then);
}

static void customers_of_the_future_leave_no_gap(void **state)
{
    Shop shop = read_shop(
        *state,
        strict_shop(*state, "INSERT INTO customers VALUES (0, 'Zoë', 'z', '2024-08-01', 'X')"),
        NULL);

    assert_int_equal(shop.customers.count, 6);
    assert_int_equal(shop.customers.ids[0], 1);
    assert_string_equal(shop.customers.names[1], "Béla");
    assert_int_equal(shop.baskets.items[0].customer, 0);
    assert_near(feature(&shop, 1, F_TOTAL_SPEND), 100.49, 1e-14);
    assert_reconciles(&shop);
}

static void months_have_no_gaps_and_count_new_and_active_customers(void **state)
{
    Shop shop = read_shop(*state, strict_shop(*state, ""), NULL);
    const Month *june = &shop.months[16], *empty = &shop.months[1];

    assert_int_equal(shop.month_count, 18);
    assert_int_equal(shop.months[0].first_day, day("2023-02-01"));
    assert_int_equal(shop.months[17].first_day, day("2024-07-01"));
    assert_int_equal(shop.months[0].new_customers, 1);
    assert_int_equal(empty->purchases, 0);
    assert_int_equal(june->purchases, 3);
    assert_int_equal(june->active_customers, 2);
    assert_int_equal(june->new_customers, 0);
    assert_near(june->revenue, 100.75, 1e-14);
}

static void baskets_go_by_customer_and_product_with_unknown_products_last(void **state)
{
    Shop shop =
        read_shop(*state,
                  strict_shop(*state, "UPDATE transactions SET product_id = 0 WHERE "
                                      "transaction_id = 1; UPDATE transactions SET product_id"
                                      " = NULL WHERE transaction_id = 3"),
                  NULL);

    assert_int_equal(shop.baskets.items[0].product, 1);
    assert_int_equal(shop.baskets.items[1].product, UINT32_MAX);
    assert_near(shop.baskets.items[1].revenue, 79.99, 1e-14);
    /* As COUNT(DISTINCT product_id): the unknown one is one, the missing one none. */
    assert_near(feature(&shop, 1, F_UNIQUE_PRODUCTS), 2, 0);
    assert_int_equal(find(&shop, "orphan-products")->count, 1);
    assert_reconciles(&shop);
}

/* The whole Shop's figures, bit for bit. */
static void assert_same_figures(const Shop *a, const Shop *b)
{
    assert_int_equal(a->customers.count, b->customers.count);
    assert_memory_equal(a->customers.features.at, b->customers.features.at,
                        a->customers.count * F_COUNT * sizeof(double));
    assert_int_equal(a->baskets.count, b->baskets.count);
    assert_memory_equal(a->baskets.items, b->baskets.items,
                        a->baskets.count * sizeof *a->baskets.items);
    assert_memory_equal(&a->revenue, &b->revenue, sizeof(double));
    assert_int_equal(a->month_count, b->month_count);
    for (size_t m = 0; m < a->month_count; m++)
        assert_memory_equal(&a->months[m].revenue, &b->months[m].revenue, sizeof(double));
}

static void the_order_of_rows_changes_no_bit(void **state)
{
    const char *amounts = "UPDATE transactions SET total_amount = total_amount / 7 + 0.1;"
                          "INSERT INTO transactions SELECT transaction_id + 100, customer_id,"
                          " 1 + transaction_id % 3, '2024-04-0' || (1 + transaction_id % 9), 1,"
                          " 1e8 / (transaction_id + 3) FROM transactions;";
    const char *shuffle = arena_format(
        &((Fixture *)*state)->arena,
        "%s UPDATE transactions SET transaction_id = -((transaction_id * 7919) %% 1009);", amounts);
    Shop plain = read_shop(*state, strict_shop(*state, amounts), NULL);
    Shop shuffled = read_shop(*state, strict_shop(*state, shuffle), NULL);

    assert_same_figures(&plain, &shuffled);
}

static void the_shape_of_the_tables_does_not_matter(void **state)
{
    static const char *const changes[] = {
        "CREATE TABLE t AS SELECT total_amount, quantity, transaction_date, product_id, "
        "customer_id,"
        " transaction_id FROM transactions; DROP TABLE transactions;"
        " ALTER TABLE t RENAME TO transactions",
        "ALTER TABLE customers RENAME TO x; ALTER TABLE x RENAME TO CUSTOMERS;"
        " ALTER TABLE CUSTOMERS RENAME COLUMN signup_date TO Signup_DATE",
        "ALTER TABLE transactions RENAME TO t0; CREATE VIEW transactions AS SELECT * FROM t0",
        "ALTER TABLE transactions RENAME COLUMN transaction_date TO trans_date;"
        " ALTER TABLE interactions RENAME COLUMN duration_seconds TO duration_sec",
        "UPDATE transactions SET transaction_date = '  ' || transaction_date || ' '",
        "CREATE TABLE w (customer_id INTEGER PRIMARY KEY, name, email, signup_date, country)"
        " WITHOUT ROWID; INSERT INTO w SELECT * FROM customers; DROP TABLE customers;"
        " ALTER TABLE w RENAME TO customers",
        "ALTER TABLE customers ADD COLUMN \"a\"\"b\" TEXT DEFAULT '<b>'"
    };
    Shop plain = read_shop(*state, loose_shop(*state, ""), NULL);

    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        Shop changed = read_shop(*state, loose_shop(*state, changes[i]), NULL);
        assert_same_figures(&plain, &changed);
        assert_int_equal(changed.findings.count, plain.findings.count);
    }
}

static void utf16_databases_read_the_same(void **state)
{
    const char *path = path_in(*state, "utf16.db"), *plain = strict_shop(*state, "");
    sqlite3 *db;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA encoding = 'UTF-16le'", NULL, NULL, NULL), SQLITE_OK);
    fill_healthy(db);
    sqlite3_close(db);
    Shop there = read_shop(*state, path, NULL), here = read_shop(*state, plain, NULL);
    assert_same_figures(&there, &here);
    assert_string_equal(there.customers.names[1], "Béla");
    assert_int_equal(ask_sql(path, "SELECT encoding = 'UTF-16le' FROM pragma_encoding"), 1);
}

static void names_are_cleaned_and_blank_ones_replaced(void **state)
{
    Shop shop = read_shop(
        *state,
        strict_shop(
            *state,
            "UPDATE customers SET name = CAST(x'4a6f73c328ff' AS TEXT) WHERE customer_id = 1;"
            "UPDATE customers SET name = CAST(x'416c69636500456e64' AS TEXT) WHERE customer_id = 2;"
            "UPDATE customers SET name = '   ' WHERE customer_id = 3;"
            "UPDATE customers SET name = NULL WHERE customer_id = 4;"
            "UPDATE customers SET name = replace(hex(zeroblob(50000)), '0', 'A') WHERE customer_id "
            "= 5"),
        NULL);

    assert_true(utf8_valid(shop.customers.names[0], strlen(shop.customers.names[0])));
    assert_string_equal(shop.customers.names[1], "Alice\xEF\xBF\xBD"
                                                 "End");
    assert_string_equal(shop.customers.names[2], "Customer 3");
    assert_string_equal(shop.customers.names[3], "Customer 4");
    assert_int_equal(utf8_length(shop.customers.names[4]), 201);
    assert_int_equal(find(&shop, "cleaned-names")->count, 3);
    assert_int_equal(find(&shop, "blank-names")->count, 2);
}

static void spellings_of_a_country_become_the_usual_one(void **state)
{
    Shop shop =
        read_shop(*state,
                  strict_shop(*state, "UPDATE customers SET country = ' NORWAY ' WHERE "
                                      "customer_id = 1; UPDATE products SET category = 'home'"
                                      " WHERE product_id = 3"),
                  NULL);

    assert_string_equal(shop.customers.countries[0], "Norway");
    assert_null(shop.customers.countries[3]);
    assert_int_equal(find(&shop, "country-spellings")->count, 1);
    assert_string_equal(shop.products.categories[2], shop.products.categories[0]);
}

static void odd_file_names_are_just_file_names(void **state)
{
    static const char *const names[] = { "-x #?%.db", ":memory:", "file:x?mode=memory",
                                         "a'b\"c é.db" };
    char before[1000];

    assert_non_null(getcwd(before, sizeof before));
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *plain = strict_shop(*state, "");
        assert_int_equal(rename(plain, path_in(*state, names[i])), 0);
        assert_int_equal(chdir(((Fixture *)*state)->folder), 0);
        Shop shop = read_shop(*state, names[i], NULL);
        assert_int_equal(chdir(before), 0);
        assert_int_equal(shop.purchases.count, 8);
    }
}

static void rows_that_are_still_in_the_log_are_read(void **state)
{
    const char *path = strict_shop(*state, "PRAGMA journal_mode = WAL");
    sqlite3 *writer;

    assert_int_equal(sqlite3_open(path, &writer), SQLITE_OK);
    assert_int_equal(sqlite3_exec(writer,
                                  "PRAGMA wal_autocheckpoint = 0; INSERT INTO transactions VALUES"
                                  " (50, 5, 1, '2024-06-03', 1, 7); BEGIN IMMEDIATE;"
                                  " DELETE FROM transactions",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    Shop shop = read_shop(*state, path, NULL);
    assert_int_equal(shop.purchases.count, 9);
    assert_near(feature(&shop, 5, F_TOTAL_SPEND), 7, 0);
    sqlite3_close(writer);
}

/* As somebody who may read the file but not write to its folder: root gives up its rights in a
 * child. */
static int read_without_rights(Fixture *fixture, const char *path)
{
    int status = -1;
    pid_t child = fork();

    if (child == 0) {
        Shop shop;
        Err err;
        Source source = { .path = path, .as_of = day("2024-07-01") };
        if (geteuid() == 0 && setuid(65534) != 0) _exit(99);
        Status s = store_read(&shop, &source, NULL, NULL, &fixture->arena, &err);
        _exit(s ? (int)s : shop.purchases.count == 8 ? 0 : 98);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void read_only_folders_are_read_also_in_wal_mode(void **state)
{
    Fixture *fixture = *state;
    const char *plain = strict_shop(fixture, "");
    const char *wal = strict_shop(fixture, "PRAGMA journal_mode = WAL");

    assert_int_equal(chmod(plain, 0444), 0);
    assert_int_equal(chmod(wal, 0444), 0);
    assert_int_equal(chmod(fixture->folder, 0555), 0);
    int of_plain = read_without_rights(fixture, plain), of_wal = read_without_rights(fixture, wal);
    assert_int_equal(chmod(fixture->folder, 0755), 0);
    assert_int_equal(of_plain, 0);
    assert_int_equal(of_wal, 0);
}

static void reading_changes_nothing_and_leaves_nothing(void **state)
{
    const char *path = strict_shop(*state, "");
    Bytes before, after;
    Err err;
    Arena *arena = &((Fixture *)*state)->arena;

    assert_int_equal(file_read(&before, path, 1 << 20, arena, &err), OK);
    read_shop(*state, path, NULL);
    assert_int_equal(file_read(&after, path, 1 << 20, arena, &err), OK);
    assert_int_equal(before.size, after.size);
    assert_memory_equal(before.data, after.data, before.size);
    assert_false(path_exists(arena_format(arena, "%s-journal", path)));
    assert_false(path_exists(arena_format(arena, "%s-wal", path)));
}

static void many_interaction_types_are_all_told_apart(void **state)
{
    Shop shop = read_shop(
        *state,
        strict_shop(*state,
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
                    " INSERT INTO interactions SELECT 1000 + i, 3, 'type ' || (i % 100),"
                    " '2024-05-05', i FROM n"),
        NULL);

    assert_near(feature(&shop, 3, F_INTERACTION_TYPES), 100, 0);
    assert_near(feature(&shop, 3, F_AVG_INTERACTION_DURATION), 150.5, 0);
}

typedef struct Heard {
    int calls;
    double most;
} Heard;

static void hear(void *context, const char *step, double share)
{
    Heard *heard = context;

    assert_non_null(step);
    assert_true(share >= 0 && share <= 1);
    heard->calls++;
    if (share > heard->most) heard->most = share;
}

static void progress_is_told_in_shares(void **state)
{
    Heard heard = { 0 };
    Shop shop;
    Err err;
    Source source = { .path = strict_shop(*state, ""), .as_of = day("2024-07-01") };

    assert_int_equal(store_read(&shop, &source, hear, &heard, &((Fixture *)*state)->arena, &err),
                     OK);
    assert_true(heard.calls >= 3);
}

int reading_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(features_are_those_of_the_rows_up_to_the_as_of_date),
        TEST(a_customer_who_never_bought_has_365_days_and_zeros),
        TEST(a_past_week_can_be_replayed),
        TEST(customers_of_the_future_leave_no_gap),
        TEST(months_have_no_gaps_and_count_new_and_active_customers),
        TEST(baskets_go_by_customer_and_product_with_unknown_products_last),
        TEST(the_order_of_rows_changes_no_bit),
        TEST(the_shape_of_the_tables_does_not_matter),
        TEST(utf16_databases_read_the_same),
        TEST(names_are_cleaned_and_blank_ones_replaced),
        TEST(spellings_of_a_country_become_the_usual_one),
        TEST(odd_file_names_are_just_file_names),
        TEST(rows_that_are_still_in_the_log_are_read),
        TEST(read_only_folders_are_read_also_in_wal_mode),
        TEST(reading_changes_nothing_and_leaves_nothing),
        TEST(many_interaction_types_are_all_told_apart),
        TEST(progress_is_told_in_shares),
    };

    return cmocka_run_group_tests_name("reading", tests, NULL, NULL);
}
