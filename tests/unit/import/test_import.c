/* CSV files become a database that store_read takes, or nothing at all. */
#include "import/import.h"
#include "shop_fixture.h"

static const char *csv(Fixture *fixture, const char *text)
{
    const char *path = path_in(fixture, arena_format(&fixture->arena, "f%d.csv", fixture->made++));
    Err err;

    assert_int_equal(file_write(path, text, strlen(text), &err), OK);
    return path;
}

static ImportPlan plan_for(Fixture *fixture, const char *transactions)
{
    return (ImportPlan){ .path = path_in(fixture, "shop.db"),
                         .transactions = csv(fixture, transactions),
                         .most_share = 0.01,
                         .most_lines = -1 };
}

static Imported import(Fixture *fixture, const ImportPlan *plan)
{
    Imported imported;
    Err err;

    if (import_csv(&imported, plan, &fixture->arena, &err)) fail_msg("%s", err.text);
    return imported;
}

static void assert_import_refused(Fixture *fixture, const ImportPlan *plan, Status status,
                                  const char *word)
{
    Imported imported;
    Err err = { 0 };
    Status got = import_csv(&imported, plan, &fixture->arena, &err);

    if (got != status) fail_msg("status %d, wanted %d: %s", got, status, err.text);
    if (!strstr(err.text, word)) fail_msg("no \"%s\" in: %s", word, err.text);
    assert_false(path_exists(import_building_path(plan->path, &fixture->arena)));
}

static const char ORDERS[] = "Order No,Client,SKU,Description,Order Date,Qty,Unit Price\n"
                             "A1,zoe,L,Lamp,31/12/2023 10:00,2,1.50\n"
                             "A1,zoe,B,Ball,31/12/2023 10:00,1,10\n"
                             "A1,zoe,B,Ball,31/12/2023 10:00,3,10\n"
                             "A2,adam,L,Lamp,02/01/2024 9:30,1,1.50\n"
                             "A3,zoe,L,Lamp,05/01/2024 23:59,-1,1.50\n";

static void lines_become_orders_of_numbered_customers(void **state)
{
    Fixture *fixture = *state;
    ImportPlan plan = plan_for(fixture, ORDERS);
    Imported imported = import(fixture, &plan);
    Shop shop = read_shop(fixture, plan.path, "2024-02-01");

    assert_int_equal(imported.files[0].lines, 5);
    assert_int_equal(imported.files[0].rejected, 0);
    assert_int_equal(shop.customers.count, 2);
    assert_string_equal(shop.customers.names[0], "adam");
    assert_string_equal(shop.customers.names[1], "zoe");
    /* The return is no purchase, and 31 December the last day of one. */
    assert_near(feature(&shop, 2, F_FREQUENCY), 1, 0);
    assert_near(feature(&shop, 2, F_RECENCY_DAYS), 32, 0);
    assert_near(feature(&shop, 2, F_TOTAL_SPEND), 41.5, 1e-15);
    assert_near(feature(&shop, 2, F_UNIQUE_PRODUCTS), 2, 0);
    assert_near(feature(&shop, 2, F_TENURE_DAYS), 32, 0);
    assert_near(feature(&shop, 1, F_RECENCY_DAYS), 30, 0);
    assert_string_equal(shop.products.names[1], "Lamp");
    assert_int_equal(find(&shop, "order-lines")->count, 2);
    assert_non_null(find(&shop, "no-email"));
    assert_non_null(find(&shop, "no-interactions"));
    assert_reconciles(&shop);
}

static void sql_features_says_the_same_of_orders(void **state)
{
    Fixture *fixture = *state;
    ImportPlan plan = plan_for(fixture, ORDERS);
    Shop scanned, queried;
    Err err;

    import(fixture, &plan);
    scanned = read_shop(fixture, plan.path, "2024-02-01");
    Source source = { .path = plan.path,
                      .as_of = day("2024-02-01"),
                      .sql_features = (const char *)embedded_file("sql/features.sql").data };
    assert_int_equal(store_read(&queried, &source, NULL, NULL, &fixture->arena, &err), OK);
    for (size_t i = 0; i < 2; i++) {
        for (size_t f = 0; f < F_COUNT; f++) {
            assert_near(matrix_at(&scanned.customers.features, i, f),
                        matrix_at(&queried.customers.features, i, f), 1e-12);
        }
    }
}

static void lines_without_an_order_id_are_purchases_each(void **state)
{
    Fixture *fixture = *state;
    ImportPlan plan = plan_for(fixture, "customer_id;date;total\n7;2024-01-01;9,50\n"
                                        "7;2024-01-01;9,50\n12;2024-01-05;1.000,25\n");
    Imported imported = import(fixture, &plan);
    Shop shop = read_shop(fixture, plan.path, "2024-02-01");

    assert_near(feature(&shop, 7, F_FREQUENCY), 2, 0);
    assert_near(shop.revenue, 1019.25, 1e-15);
    assert_int_equal(imported.products, 0);
    assert_non_null(find(&shop, "no-products"));
    assert_int_equal(shop.purchase_rule, PURCHASE_ROW);
}

static void all_four_files_make_the_four_tables(void **state)
{
    Fixture *fixture = *state;
    ImportPlan plan =
        plan_for(fixture, "transaction_id|customer_id|product_id|transaction_date|total_amount\n"
                          "1|3|5|2024-01-01|10\n2|9|5|2024-01-02|20\n");
    plan.customers = csv(fixture, "id\tName\tE-mail\tCreated at\tCountry\n"
                                  "3\tAda\tada@example.com\t2023-01-31\tNorway\n"
                                  "4\tBea\t\t2023-02-01\t\n");
    plan.products = csv(fixture, "sku,title,type,price\n5,Lamp,Home,9.99\n");
    plan.interactions = csv(fixture, "customer_id,type,date,duration\n3,email_open,2024-01-03,5\n");
    import(fixture, &plan);
    Shop shop = read_shop(fixture, plan.path, "2024-02-01");

    assert_int_equal(shop.customers.count, 2);
    assert_string_equal(shop.customers.emails[0], "ada@example.com");
    assert_near(feature(&shop, 3, F_TENURE_DAYS), 366, 0);
    assert_near(feature(&shop, 3, F_EMAIL_OPENS), 1, 0);
    assert_string_equal(shop.products.categories[0], "Home");
    /* Customer 9 is not in the file of customers, and is not made up. */
    assert_int_equal(find(&shop, "orphan-transactions")->count, 1);
    assert_near(shop.revenue, 10, 0);
}

static void mappings_override_the_synonyms(void **state)
{
    Fixture *fixture = *state;
    ImportPlan plan = plan_for(fixture, "who,date,amount,gross\n1,2024-01-01,5,7\n");
    const char *maps[] = { "customer_id=who", "total_amount=gross" };

    assert_import_refused(fixture, &plan, ERR_DATA, "no column for customer_id; it has: who");
    plan.maps = maps;
    plan.map_count = 2;
    import(fixture, &plan);
    assert_near(read_shop(fixture, plan.path, "2024-02-01").revenue, 7, 0);
    maps[0] = "customer_id=nobody";
    plan.force = true;
    assert_import_refused(fixture, &plan, ERR_USAGE, "has no such column; it has: who, date");
    assert_near(read_shop(fixture, plan.path, "2024-02-01").revenue, 7, 0);
}

static const char *many_lines(Fixture *fixture, int bad)
{
    const char *text = "customer,date,amount\n";

    for (int i = 0; i < 100; i++) {
        text = arena_format(&fixture->arena, "%s%d,2024-01-%02d,%s\n", text, i, 1 + i % 28,
                            i < bad ? "abc" : "10");
    }
    return text;
}

static void bad_lines_are_counted_kept_and_limited(void **state)
{
    Fixture *fixture = *state;
    ImportPlan plan = plan_for(fixture, many_lines(fixture, 1));
    Bytes kept;
    Err err;

    plan.rejects = path_in(fixture, "rejects.csv");
    Imported imported = import(fixture, &plan);
    assert_int_equal(imported.files[0].rejected, 1);
    assert_string_equal(imported.findings.items[0].code, "lines-with-bad-numbers");
    assert_string_equal(imported.findings.items[0].example, "amount: line 2: “abc”");
    assert_int_equal(file_read(&kept, plan.rejects, 10000, &fixture->arena, &err), OK);
    assert_non_null(strstr((const char *)kept.data, "\"0\",\"2024-01-01\",\"abc\""));
    plan.force = true;
    plan.transactions = csv(fixture, many_lines(fixture, 2));
    assert_import_refused(fixture, &plan, ERR_DATA, "2 of 100 lines cannot be read");
    plan.most_lines = 2;
    assert_int_equal(import(fixture, &plan).files[0].rejected, 2);
}

static void what_an_import_found_is_told_by_later_reports(void **state)
{
    Fixture *fixture = *state;
    ImportPlan plan = plan_for(fixture, many_lines(fixture, 1));

    import(fixture, &plan);
    plan.append = true;
    import(fixture, &plan);
    Shop shop = read_shop(fixture, plan.path, "2024-02-01");
    const Finding *bad = find(&shop, "lines-with-bad-numbers");
    assert_non_null(bad);
    assert_true(bad->kind == FINDING_WARNING && !bad->left_out);
    assert_int_equal(bad->count, 1);
    assert_int_equal(bad->of, 100);
    assert_string_equal(bad->example, "amount: line 2: “abc”");
    /* Once by each import; what is absent only once. */
    assert_int_equal(ask_sql(plan.path, "SELECT count(*) FROM imported_findings WHERE code = "
                                        "'lines-with-bad-numbers'"),
                     2);
    assert_int_equal(
        ask_sql(
            plan.path,
            "SELECT count(*) FROM imported_findings WHERE code = 'customers-from-transactions'"),
        1);
    run_sql(plan.path, "DROP TABLE imported_findings; CREATE TABLE imported_findings (mine)");
    assert_null(find(&(Shop){ .findings = read_shop(fixture, plan.path, "2024-02-01").findings },
                     "lines-with-bad-numbers"));
}

static void what_an_import_found_may_be_anything_when_it_comes_from_outside(void **state)
{
    static const char *const tables[] = {
        "CREATE VIEW imported_findings AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
        "FROM n) SELECT 1 AS kind, 'x' AS code, '' AS table_name, '' AS column_name, 1 AS found, 1 "
        "AS looked_at, '' AS what, '' AS action, '' AS advice, '' AS example, i AS rowid FROM n",
        "CREATE VIRTUAL TABLE imported_findings USING fts5(kind, code)",
        "CREATE TABLE imported_findings (kind, code, table_name, column_name, found, looked_at, "
        "what, action, advice, example);"
        "INSERT INTO imported_findings VALUES (-7, x'00ff', 5, NULL, -3, 'abc', 9e999, "
        "'a' || char(10, 27) || 'b', NULL, replace(hex(zeroblob(100000)), '00', 'long'))",
    };

    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        Shop shop = read_shop(*state, strict_shop(*state, tables[i]), NULL);
        Shop plain = read_shop(*state, strict_shop(*state, ""), NULL);
        size_t more = i == 2;
        assert_int_equal(shop.findings.count, plain.findings.count + more);
        if (!more) continue;
        const Finding *odd = NULL;
        for (size_t f = 0; f < shop.findings.count; f++) {
            if (shop.findings.items[f].advice == NULL) odd = &shop.findings.items[f];
        }
        assert_non_null(odd);
        assert_int_equal(odd->kind, FINDING_WARNING);
        assert_int_equal(odd->count, 0);
        assert_int_equal(odd->of, 0);
        assert_null(strpbrk(odd->action, "\n\033"));
        assert_true(strlen(odd->example) < 1000);
    }
}

static void totals_are_held_against_quantity_and_unit_price(void **state)
{
    Fixture *fixture = *state;
    ImportPlan plan = plan_for(fixture, "customer,date,qty,unit price,total\n"
                                        "1,2024-01-01,3,0.335,1.01\n1,2024-01-02,2,5,9\n"
                                        "2,2024-01-03,-1,5,-5\n2,2024-01-04,,5,7\n");
    Imported imported = import(fixture, &plan);
    const Finding *off = find(&(Shop){ .findings = imported.findings }, "totals-off-price");

    assert_non_null(off);
    assert_int_equal(off->count, 1);
    assert_int_equal(off->of, 3);
    assert_string_equal(off->example, "line 3: 9.00");
}

static void an_import_that_fails_leaves_the_database_as_it_was(void **state)
{
    Fixture *fixture = *state;
    ImportPlan plan = plan_for(fixture, ORDERS);
    Bytes before, after;
    Err err;

    import(fixture, &plan);
    assert_int_equal(file_read(&before, plan.path, 1000000, &fixture->arena, &err), OK);
    assert_import_refused(fixture, &plan, ERR_CANNOT_CREATE, "--append");
    plan.append = true;
    plan.transactions = csv(fixture, many_lines(fixture, 50));
    assert_import_refused(fixture, &plan, ERR_DATA, "50 of 100 lines");
    assert_int_equal(file_read(&after, plan.path, 1000000, &fixture->arena, &err), OK);
    assert_int_equal(before.size, after.size);
    assert_memory_equal(before.data, after.data, before.size);
}

static void appended_customers_keep_their_numbers(void **state)
{
    Fixture *fixture = *state;
    ImportPlan plan = plan_for(fixture, ORDERS);

    import(fixture, &plan);
    plan.append = true;
    plan.transactions = csv(fixture, "Order No,Client,SKU,Order Date,Total\n"
                                     "B1,aaron,L,13/01/2024,4\nB2,zoe,N,14/01/2024,5\n");
    import(fixture, &plan);
    Shop shop = read_shop(fixture, plan.path, "2024-02-01");
    assert_int_equal(shop.customers.count, 3);
    assert_string_equal(shop.customers.names[2], "aaron");
    assert_near(feature(&shop, 2, F_FREQUENCY), 2, 0);
    assert_int_equal(shop.products.count, 3);
    assert_near(shop.revenue, 52, 1e-15);
}

static bool stop_at_once(void *context)
{
    (void)context;
    return true;
}

static void an_import_can_be_stopped(void **state)
{
    Fixture *fixture = *state;
    ImportPlan plan = plan_for(fixture, ORDERS);

    plan.stop = stop_at_once;
    assert_import_refused(fixture, &plan, ERR_TRY_AGAIN, "interrupted");
    assert_false(path_exists(plan.path));
}

static void what_is_no_table_of_transactions_is_refused(void **state)
{
    static const struct {
        const char *text, *word;
    } cases[] = {
        { "", "empty" },
        { "customer,date,amount\n", "no transactions" },
        { "<!DOCTYPE html><p>403", "HTML" },
        { "1,2024-01-01,5\n2,2024-01-02,6\n", "no column for customer_id" },
        { "customer,date,price\n1,2024-01-01,5\n", "total_amount" },
        { "customer,date,amount,Amount\n1,2024-01-01,5,5\n", "duplicate column" },
        { "customer,date,amount\n1,03/04/2024,5\n", "may be day/month or month/day" },
        { "customer,date,amount\n1,soon,5\n", "not a date in a known form" },
        { "customer,date,amount\n1,2024-01-01,\"5\n", "line 2 is never closed" },
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ImportPlan plan = plan_for(*state, cases[i].text);
        assert_import_refused(*state, &plan, ERR_DATA, cases[i].word);
    }
    ImportPlan plan = plan_for(*state, ORDERS);
    plan.transactions = "/no/such/file.csv";
    assert_import_refused(*state, &plan, ERR_NO_INPUT, "/no/such/file.csv");
}

static void two_like_items_are_two_and_an_order_that_comes_again_is_one(void **state)
{
    Fixture *fixture = *state;
    ImportPlan plan = plan_for(fixture, "order id,customer id,date,sales\n"
                                        "A,1,2024-01-01,5\nA,1,2024-01-01,5\n");

    import(fixture, &plan);
    assert_near(read_shop(fixture, plan.path, "2024-02-01").revenue, 10, 0);
    plan.force = true;
    plan.transactions = csv(fixture, "order id,customer id,date,sales\n"
                                     "A,1,2024-01-01,5\nB,2,2024-01-02,7\nA,1,2024-01-01,5\n");
    import(fixture, &plan);
    Shop shop = read_shop(fixture, plan.path, "2024-02-01");
    assert_near(shop.revenue, 12, 0);
    assert_int_equal(find(&shop, "copied-orders")->count, 1);
    assert_near(find(&shop, "copied-orders")->revenue, 5, 0);
    assert_near(shop.ledger_revenue, 17, 0);
    assert_reconciles(&shop);
    plan.duplicates = DUPLICATES_KEEP;
    import(fixture, &plan);
    assert_near(read_shop(fixture, plan.path, "2024-02-01").revenue, 17, 0);
}

/* Figures of superstore/expected.json. */
static void superstore_has_the_published_totals(void **state)
{
    Fixture *fixture = *state;
    const char *path = shared_file(fixture, "data/superstore/superstore.csv");

    if (!path) skip();
    ImportPlan plan = plan_for(fixture, ORDERS);
    plan.transactions = path;
    import(fixture, &plan);
    Shop shop = read_shop(fixture, plan.path, "2022-12-31");
    assert_int_equal(shop.customers.count, 804);
    assert_int_equal(shop.products.count, 1862);
    assert_int_equal(shop.lines, 10194);
    assert_near(shop.revenue, 2326534.3543, 1e-12);
    assert_int_equal(ask_sql(plan.path, "SELECT count(DISTINCT transaction_id) FROM transactions"),
                     5111);
    assert_string_equal(shop.customers.names[803], "Zuschuss Donatelli");
    assert_near(feature(&shop, 804, F_RECENCY_DAYS), 203, 0);
    assert_near(feature(&shop, 804, F_TOTAL_SPEND), 1493.944, 1e-12);
    assert_near(feature(&shop, 804, F_TENURE_DAYS), 1222, 0);
    assert_reconciles(&shop);
}

int mapping_tests(void);
int rates_tests(void);

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lines_become_orders_of_numbered_customers),
        TEST(sql_features_says_the_same_of_orders),
        TEST(lines_without_an_order_id_are_purchases_each),
        TEST(all_four_files_make_the_four_tables),
        TEST(mappings_override_the_synonyms),
        TEST(what_an_import_found_is_told_by_later_reports),
        TEST(what_an_import_found_may_be_anything_when_it_comes_from_outside),
        TEST(totals_are_held_against_quantity_and_unit_price),
        TEST(bad_lines_are_counted_kept_and_limited),
        TEST(an_import_that_fails_leaves_the_database_as_it_was),
        TEST(appended_customers_keep_their_numbers),
        TEST(an_import_can_be_stopped),
        TEST(what_is_no_table_of_transactions_is_refused),
        TEST(two_like_items_are_two_and_an_order_that_comes_again_is_one),
        TEST(superstore_has_the_published_totals),
    };

    return cmocka_run_group_tests_name("import", tests, NULL, NULL) + mapping_tests() +
           rates_tests();
}
