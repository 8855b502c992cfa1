/* What is found in somebody's database, and what is not believed. */
#include "guess/guess.h"
#include "guess/links.h"
#include "guess/roles.h"
#include "guess/sales.h"
#include "guess_tests.h"
#include "shop_fixture.h"

typedef struct Look {
    Db db;
    Prober prober;
    Catalog catalog;
} Look;

/* A database of that SQL, opened. n(i) is 1 to 2000 while it is made. */
static void look_at(Look *look, Fixture *fixture, const char *sql)
{
    const char *path = path_in(fixture, arena_format(&fixture->arena, "g%d.db", fixture->made++));
    Err err;

    run_sql(path,
            "CREATE TABLE n (i); WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM "
            "t WHERE i < 2000) INSERT INTO n SELECT i FROM t");
    run_sql(path, sql);
    run_sql(path, "DROP TABLE n");
    if (db_open(&look->db, path, &err)) fail_msg("%s", err.text);
    look->prober = prober_open(&look->db, &fixture->arena);
    if (catalog_read(&look->catalog, false, &look->prober, &err)) fail_msg("%s", err.text);
    if (links_find(&look->catalog, &look->prober, &err)) fail_msg("%s", err.text);
}

static const CatalogTable *table(const Look *look, const char *name)
{
    for (size_t t = 0; t < look->catalog.count; t++) {
        if (!strcmp(look->catalog.tables[t].name, name)) return &look->catalog.tables[t];
    }
    fail_msg("no table %s", name);
    return NULL;
}

static const CatalogColumn *column(const Look *look, const char *name, const char *column)
{
    const CatalogTable *found = table(look, name);
    int at = catalog_column(found, column);

    assert_int_not_equal(at, NO_PLACE);
    return &found->columns[at];
}

/* "orders.id" that the column leads to first, or "". */
static const char *leads_to(const Look *look, const char *from, const char *name, Arena *arena)
{
    const CatalogTable *found = table(look, from);
    const Link *link = link_of(found, catalog_column(found, name));

    if (!link) return "";
    const CatalogTable *other = &look->catalog.tables[link->table];
    return arena_format(arena, "%s.%s", other->name, other->columns[link->to].name);
}

/* --- the catalog ------------------------------------------------------------------------------ */

static void values_are_known_by_a_sample_from_all_over_the_table(void **state)
{
    Fixture *fixture = *state;
    Look look;

    look_at(
        &look, fixture,
        "CREATE TABLE t (id INTEGER PRIMARY KEY, day TEXT, mail TEXT, part REAL, half TEXT, "
        "picture BLOB);"
        "INSERT INTO t SELECT i, date('2024-01-01', i || ' days'), 'a' || i || '@b.example', i / "
        "4.0, CASE WHEN i % 2 THEN '  ' ELSE 'x' END, zeroblob(10) FROM n;");
    assert_int_equal(table(&look, "t")->rows, 2000);
    assert_int_equal(column(&look, "t", "id")->values.rows, 1000);
    assert_true(column(&look, "t", "id")->values.least < 60);
    assert_true(column(&look, "t", "id")->values.most > 1900);
    assert_true(values_are_dates(column(&look, "t", "day")));
    assert_true(values_are_emails(&column(&look, "t", "mail")->values));
    assert_true(column(&look, "t", "part")->values.fractions > 500);
    assert_near(values_known(&column(&look, "t", "half")->values), 0.5, 0.05);
    assert_int_equal(column(&look, "t", "picture")->values.blobs, 1000);
    assert_int_equal(column(&look, "t", "half")->values.kept_count, 1);
    db_close(&look.db);
}

static void rows_that_lie_unevenly_are_sampled_too(void **state)
{
    Fixture *fixture = *state;
    Look look;

    look_at(&look, fixture,
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a); INSERT INTO t SELECT i, i FROM n;"
            "INSERT INTO t VALUES (4611686018427387904, 0);"
            "CREATE TABLE w (id INTEGER PRIMARY KEY, a) WITHOUT ROWID; INSERT INTO w SELECT i, i "
            "FROM n;");
    assert_true(column(&look, "t", "a")->values.rows >= 500);
    assert_int_equal(column(&look, "w", "a")->values.rows, 1000);
    db_close(&look.db);
}

static void what_cannot_be_read_or_written_is_skipped_with_the_reason(void **state)
{
    Fixture *fixture = *state;
    Look look;

    look_at(
        &look, fixture,
        "CREATE TABLE t (id, \"a\xe2\x80\xa8:\", \"b\x07\", c); INSERT INTO t VALUES (1, 2, 3, 4);"
        "CREATE TABLE \"bad\nname\" (a); INSERT INTO \"bad\nname\" VALUES (1);"
        "CREATE TABLE hollow (a);"
        "CREATE VIEW gone AS SELECT * FROM missing;"
        "CREATE VIEW unknown AS SELECT CONCAT_NONE(id) FROM t;"
        "CREATE VIEW fine AS SELECT * FROM t;");
    assert_int_equal(look.catalog.count, 1);
    assert_int_equal(table(&look, "t")->count, 2);
    assert_int_equal(look.catalog.skipped.count, 3);
    assert_non_null(strstr(look.catalog.skipped.items[0].why, "cannot be written"));
    assert_non_null(strstr(look.catalog.skipped.items[1].why, "no such table: main.missing"));
    assert_non_null(strstr(look.catalog.skipped.items[2].why, "no such function: CONCAT_NONE"));
    db_close(&look.db);
}

static void a_question_that_takes_too_much_is_refused_and_paid_for(void **state)
{
    Fixture *fixture = *state;
    Look look;
    double number = 0;
    bool known = true;
    Err err;

    look_at(&look, fixture, "CREATE TABLE t (a); INSERT INTO t SELECT i FROM n;");
    int64_t before = look.db.steps_left, left = look.prober.left;
    assert_int_equal(probe_numbers(&known, &number, 1, &look.prober,
                                   "SELECT count(*) FROM t AS a, t AS b, t AS c WHERE a.a + b.a = "
                                   "c.a",
                                   PROBE_FEW, &err),
                     OK);
    assert_false(known);
    assert_true(look.db.steps_left < before && look.db.steps_left > before / 2);
    assert_int_equal(left - look.prober.left, PROBE_FEW);
    assert_int_equal(
        probe_numbers(&known, &number, 1, &look.prober, "SELECT max(a) FROM t", PROBE_FEW, &err),
        OK);
    assert_true(known && number == 2000);
    db_close(&look.db);
}

/* --- links ------------------------------------------------------------------------------------ */

static void a_link_needs_both_a_name_and_values(void **state)
{
    Fixture *fixture = *state;
    Look look;

    look_at(
        &look, fixture,
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER, shelf INTEGER, "
        "number_of_things INTEGER, parent_order_id INTEGER);"
        "CREATE TABLE archived_orders (id INTEGER PRIMARY KEY, user_id INTEGER);"
        "CREATE TABLE lines (id INTEGER PRIMARY KEY, order_id INTEGER, product_id INTEGER);"
        "CREATE TABLE order_products (id INTEGER PRIMARY KEY, product_id INTEGER);"
        "CREATE TABLE profiles (id INTEGER PRIMARY KEY, user_id INTEGER);"
        "INSERT INTO users SELECT i, 'U' FROM n WHERE i <= 50;"
        "INSERT INTO orders SELECT 100 + i, 1 + i % 50, 1 + i % 20, 1 + i % 5, CASE WHEN i % 9 = "
        "0 THEN 99 + i END FROM n WHERE i <= 80;"
        "INSERT INTO archived_orders SELECT i, 1 + i % 50 FROM n WHERE i <= 60;"
        "INSERT INTO lines SELECT i, 101 + i % 80, 1 + i % 40 FROM n WHERE i <= 200;"
        "INSERT INTO order_products SELECT i, 1 + i % 40 FROM n WHERE i <= 90;"
        "INSERT INTO profiles SELECT i, i FROM n WHERE i <= 50;");
    Arena *arena = &fixture->arena;
    assert_string_equal(leads_to(&look, "orders", "user_id", arena), "users.id");
    assert_string_equal(leads_to(&look, "lines", "order_id", arena), "orders.id");
    assert_string_equal(leads_to(&look, "orders", "parent_order_id", arena), "orders.id");
    /* Small numbers are found among any keys; a table of lines holds no products. */
    assert_string_equal(leads_to(&look, "orders", "shelf", arena), "");
    assert_string_equal(leads_to(&look, "orders", "number_of_things", arena), "");
    assert_string_equal(leads_to(&look, "lines", "product_id", arena), "");
    db_close(&look.db);
}

static void a_link_never_leads_to_what_is_there_twice(void **state)
{
    Fixture *fixture = *state;
    Look look;

    look_at(
        &look, fixture,
        "CREATE TABLE customers (customer_id INTEGER, name TEXT);"
        "CREATE TABLE orders (order_id INTEGER, customer_id INTEGER);"
        "CREATE TABLE langs (product_id INTEGER, lang INTEGER, PRIMARY KEY (product_id, lang));"
        "CREATE TABLE lines (order_id INTEGER REFERENCES orders (order_id), product_id INTEGER);"
        "INSERT INTO customers SELECT 1 + i % 40, 'C' FROM n WHERE i <= 41;"
        "INSERT INTO orders SELECT i, 1 + i % 40 FROM n WHERE i <= 90;"
        "INSERT INTO langs SELECT i, 1 FROM n WHERE i <= 30;"
        "INSERT INTO lines SELECT 1 + i % 90, 1 + i % 30 FROM n WHERE i <= 200;");
    Arena *arena = &fixture->arena;
    assert_string_equal(leads_to(&look, "orders", "customer_id", arena), "");
    assert_string_equal(leads_to(&look, "lines", "order_id", arena), "orders.order_id");
    assert_string_equal(leads_to(&look, "lines", "product_id", arena), "");
    db_close(&look.db);
}

static void links_that_hold_for_some_say_for_how_many(void **state)
{
    Fixture *fixture = *state;
    Look look;

    look_at(
        &look, fixture,
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, x); CREATE TABLE lines (order_id INTEGER);"
        "INSERT INTO orders SELECT i, 1 FROM n WHERE i <= 80;"
        "INSERT INTO lines SELECT i FROM n WHERE i <= 100;"
        "INSERT INTO lines SELECT 0 FROM n WHERE i <= 50;"); /* nobody's */
    const Link *link = link_of(table(&look, "lines"), 0);
    assert_non_null(link);
    assert_near(link->match, 0.8, 0.02);
    db_close(&look.db);
}

/* --- roles and sales -------------------------------------------------------------------------- */

static void measures_are_told_by_name_and_value(void **state)
{
    Fixture *fixture = *state;
    Look look;
    static const struct {
        const char *name;
        Measure measure;
    } wanted[] = {
        { "quantity", MEASURE_QUANTITY },
        { "qty_ordered", MEASURE_QUANTITY },
        { "num_items_sold", MEASURE_QUANTITY },
        { "UnitPrice", MEASURE_PRICE },
        { "price_each", MEASURE_PRICE },
        { "row_total", MEASURE_TOTAL },
        { "item_total", MEASURE_TOTAL },
        { "total_items", MEASURE_NONE },
        { "total_price_tax_excl", MEASURE_TOTAL },
        { "total_tax", MEASURE_TAX },
        { "Freight", MEASURE_SHIPPING },
        { "discount_amount", MEASURE_DISCOUNT },
        { "total_refunded", MEASURE_REFUND },
        { "total_weight", MEASURE_NONE },
        { "is_valid", MEASURE_NONE },
        { "adjustment_total", MEASURE_NONE },
        { "credit_limit", MEASURE_NONE },
        { "Betrag", MEASURE_TOTAL },
    };
    Buf sql = { 0 }, values = { 0 };

    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        buf_format(&sql, "%s\"%s\"", i ? ", " : "CREATE TABLE t (", wanted[i].name);
        buf_format(&values, "%s1.5", i ? ", " : "); INSERT INTO t VALUES (");
    }
    buf_format(&sql, "%s)", values.data);
    look_at(&look, fixture, sql.data);
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        if (measure_of(NULL, column(&look, "t", wanted[i].name)) != wanted[i].measure)
            fail_msg("%s", wanted[i].name);
    }
    buf_close(&sql);
    buf_close(&values);
    db_close(&look.db);
}

static void dates_of_the_sale_come_before_others(void **state)
{
    Fixture *fixture = *state;
    Look look;
    static const char *const falling[] = { "order_date", "created_at", "paid_at", "when",
                                           "confirmed_at" };
    static const char *const never[] = { "updated_at", "shipped_date",       "due_date",
                                         "deleted_at", "estimated_delivery", "note" };

    look_at(
        &look, fixture,
        "CREATE TABLE t (order_date, created_at, paid_at, \"when\", confirmed_at, updated_at, "
        "shipped_date, due_date, deleted_at, estimated_delivery, note);"
        "INSERT INTO t SELECT d, d, d, d, d, d, d, d, d, d, 'x' FROM (SELECT date('2024-01-01', i "
        "|| ' days') AS d FROM n LIMIT 30);");
    const CatalogTable *t = table(&look, "t");
    for (size_t i = 0; i < COUNT_OF(falling); i++) {
        assert_true(date_rank(column(&look, "t", falling[i]), t) > 0);
        if (!i) continue;
        assert_true(date_rank(column(&look, "t", falling[i]), t) <
                    date_rank(column(&look, "t", falling[i - 1]), t));
    }
    for (size_t i = 0; i < COUNT_OF(never); i++)
        assert_int_equal(date_rank(column(&look, "t", never[i]), t), 0);
    db_close(&look.db);
}

static void people_are_no_sales_and_staff_no_customers(void **state)
{
    Fixture *fixture = *state;
    SalesFound *found = ARENA_NEW(&fixture->arena, SalesFound);
    Look look;

    look_at(
        &look, fixture,
        "CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT, name TEXT, total_spent REAL, "
        "created_at TEXT);"
        "CREATE TABLE employees (id INTEGER PRIMARY KEY, email TEXT, first_name TEXT, last_name "
        "TEXT);"
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, employee_id INTEGER, customer_id INTEGER, "
        "created_at TEXT, total REAL);"
        "INSERT INTO customers SELECT i, 'c' || i || '@x.example', 'C', 5, '2020-01-01' FROM n "
        "WHERE i <= 30;"
        "INSERT INTO employees SELECT i, 'e' || i || '@x.example', 'E', 'F' FROM n WHERE i <= 30;"
        "INSERT INTO orders SELECT i, 1 + i % 30, 1 + i % 29, date('2024-01-01', i || ' days'), "
        "9.5 FROM n WHERE i <= 60;");
    assert_true(people_rank(table(&look, "customers")) > 0);
    assert_int_equal(people_rank(table(&look, "orders")), 0);
    sales_find(found, &look.catalog);
    assert_true(found->any);
    assert_string_equal(reach_table(&found->best.reach, 0)->name, "orders");
    assert_string_equal(reach_table(&found->best.reach, found->best.person)->name, "customers");
    assert_string_equal(reach_column(&found->best.reach, found->best.date)->name, "created_at");
    assert_int_equal(found->best.date.node, 0);
    assert_int_equal(found->other_count, 0);
    db_close(&look.db);
}

/* --- all of it -------------------------------------------------------------------------------- */

static void nothing_that_looks_like_sales_is_refused_with_what_is_there(void **state)
{
    Fixture *fixture = *state;
    const char *path = path_in(fixture, "none.db");
    Guess guess;
    Err err;

    run_sql(path, "CREATE TABLE notes (a); INSERT INTO notes VALUES (1); CREATE VIEW v AS SELECT * "
                  "FROM lost");
    assert_int_equal(guess_database(&guess, path, &fixture->arena, &err), ERR_DATA);
    assert_non_null(strstr(err.text, "no table looks like sales"));
    assert_non_null(strstr(err.text, "notes; not read: v (no such table: main.lost)"));
}

int guess_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(values_are_known_by_a_sample_from_all_over_the_table),
        TEST(rows_that_lie_unevenly_are_sampled_too),
        TEST(what_cannot_be_read_or_written_is_skipped_with_the_reason),
        TEST(a_question_that_takes_too_much_is_refused_and_paid_for),
        TEST(a_link_needs_both_a_name_and_values),
        TEST(a_link_never_leads_to_what_is_there_twice),
        TEST(links_that_hold_for_some_say_for_how_many),
        TEST(measures_are_told_by_name_and_value),
        TEST(dates_of_the_sale_come_before_others),
        TEST(people_are_no_sales_and_staff_no_customers),
        TEST(nothing_that_looks_like_sales_is_refused_with_what_is_there),
    };

    return cmocka_run_group_tests_name("guess", tests, NULL, NULL);
}
