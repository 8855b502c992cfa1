/* Databases of other schemas: which tables and columns, and in which form. */
#include "import/import.h"
#include "shop_fixture.h"

/* Text ids, German dates and amounts, Unix seconds, names that need quotes. */
static const char SHOP[] =
    "CREATE TABLE Clients (code TEXT PRIMARY KEY, \"Full \"\"Name\" TEXT, mail TEXT, since "
    "INTEGER);"
    "INSERT INTO Clients VALUES ('ZZ-1', 'Zoe', 'z@x.org', 1680000000),"
    " ('AA-10', 'Ada', 'a@x.org', 1700000000), ('7', NULL, NULL, 1690000000);"
    "CREATE TABLE \"Order lines\" (no TEXT, client, sku TEXT, descr TEXT, \"when\" TEXT, qty TEXT,"
    " gross TEXT);"
    "INSERT INTO \"Order lines\" VALUES"
    " ('N1', 'AA-10', 'L', 'Lamp', '31.12.2023 10:00', '1', '1.010,50'),"
    " ('N1', 'AA-10', 'B', 'Ball', '31.12.2023 10:00', '2', '2,00'),"
    " ('N2', ' 7', 'L', 'Lamp', '05.01.2024', '1', '3,50'),"
    " ('N3', 7, 'L', 'Lamp', '07.02.2024', '1', '4,50'),"
    " ('N4', 'ZZ-1', 'L', 'Lamp', '07.02.2024', '1', '3,50'),"
    " ('N5', 2, 'L', 'Lamp', '08.02.2024', '1', '100,00');"
    "CREATE TABLE Visits (client TEXT, kind TEXT, at INTEGER);"
    "INSERT INTO Visits VALUES ('ZZ-1', 'email_open', 1705000000), ('ZZ-1', 'call', 1705000001);";

static const char *const CLIENT_COLUMNS[] = { "customer_id=code", "customer_name=Full \"Name",
                                              "email=mail", "signup_date=since" };
static const char *const LINE_COLUMNS[] = { "order_id=no", "date=when", "total_amount=gross",
                                            "product_name=descr" };
static const char *const VISIT_COLUMNS[] = { "customer_id=client", "interaction_type=kind",
                                             "interaction_date=at" };

static const SourceMap MAP = {
    .where = "shop.yaml: source",
    .tables = { [CUSTOMERS] = { .table = "clients", .columns = CLIENT_COLUMNS, .column_count = 4 },
                [TRANSACTIONS] = { .table = "ORDER LINES",
                                   .columns = LINE_COLUMNS,
                                   .column_count = 4 },
                [INTERACTIONS] = { .table = "Visits",
                                   .columns = VISIT_COLUMNS,
                                   .column_count = 3 } },
};

typedef struct Mapped {
    const char *path;
    SourceMap map;
    bool has_date_form;
    DateForm date_form;
} Mapped;

static Mapped source_of(Fixture *fixture, const char *sql, const SourceMap *map)
{
    const char *path = path_in(fixture, "mapped.db");

    run_sql(path, sql);
    return (Mapped){ .path = path, .map = *map };
}

static Status import_mapped(const char **out, Fixture *fixture, const Mapped *mapped, Err *err)
{
    ImportPlan plan = {
        .path = path_in(fixture, "imported.db"),
        .database = mapped->path,
        .source = &mapped->map,
        .force = true,
        .most_share = 0.01,
        .most_lines = -1,
        .has_date_form = mapped->has_date_form,
        .date_form = mapped->date_form,
    };
    Imported imported;

    *out = plan.path;
    return import_csv(&imported, &plan, &fixture->arena, err);
}

static Shop read_mapped(Fixture *fixture, const Mapped *mapped)
{
    const char *path;
    Err err;

    if (import_mapped(&path, fixture, mapped, &err)) fail_msg("%s", err.text);
    return read_shop(fixture, path, NULL);
}

/* By the shop's own id. */
static double feature_of(const Shop *shop, const char *key, Feature which)
{
    for (size_t i = 0; i < shop->customers.count; i++) {
        if (!strcmp(shop->customers.keys[i], key))
            return matrix_at(&shop->customers.features, i, which);
    }
    fail_msg("no customer %s", key);
    return 0;
}

static void tables_columns_and_forms_of_others_are_read_in_place(void **state)
{
    Mapped source = source_of(*state, SHOP, &MAP);
    Shop shop = read_mapped(*state, &source);

    assert_int_equal(shop.customers.count, 3);
    assert_string_equal(shop.customers.keys[0], "7");
    assert_string_equal(shop.customers.keys[1], "AA-10");
    assert_string_equal(shop.customers.keys[2], "ZZ-1");
    assert_string_equal(shop.customers.names[0], "Customer 7");
    assert_string_equal(shop.customers.names[1], "Ada");
    assert_near(feature_of(&shop, "7", F_TOTAL_SPEND), 8, 1e-12);
    assert_near(feature_of(&shop, "7", F_FREQUENCY), 2, 0);
    assert_near(feature_of(&shop, "AA-10", F_TOTAL_SPEND), 1012.5, 1e-12);
    assert_near(feature_of(&shop, "AA-10", F_FREQUENCY), 1, 0);
    assert_near(feature_of(&shop, "AA-10", F_UNIQUE_PRODUCTS), 2, 0);
    assert_near(feature_of(&shop, "AA-10", F_RECENCY_DAYS), 183, 0);
    assert_near(feature_of(&shop, "AA-10", F_TENURE_DAYS),
                (double)(day("2024-07-01") - day("2023-11-14")), 0);
    assert_near(feature_of(&shop, "ZZ-1", F_INTERACTION_COUNT), 2, 0);
    assert_near(feature_of(&shop, "ZZ-1", F_EMAIL_OPENS), 1, 0);
    assert_reconciles(&shop);
}

/* The number 2 is the number of AA-10 here, not its id. */
static void an_unknown_id_is_not_taken_for_a_number(void **state)
{
    Mapped source = source_of(*state, SHOP, &MAP);
    Shop shop = read_mapped(*state, &source);
    const Finding *orphans = find(&shop, "orphan-transactions");

    assert_non_null(orphans);
    assert_int_equal(orphans->count, 1);
    assert_near(orphans->revenue, 100, 1e-12);
    assert_non_null(strstr(orphans->example, "2"));
}

static void products_come_from_the_lines_that_describe_them(void **state)
{
    Mapped source = source_of(*state, SHOP, &MAP);
    Shop shop = read_mapped(*state, &source);

    assert_int_equal(shop.products.count, 2);
    assert_string_equal(shop.products.names[0], "Ball");
    assert_string_equal(shop.products.names[1], "Lamp");
    assert_null(find(&shop, "orphan-products"));
}

static void without_customers_those_who_bought_are_the_customers(void **state)
{
    SourceMap map = { .where = MAP.where, .tables = { [TRANSACTIONS] = MAP.tables[TRANSACTIONS] } };
    Mapped source = source_of(*state, SHOP, &map);
    Shop shop = read_mapped(*state, &source);

    assert_int_equal(shop.customers.count, 4); /* with 2, who is in no other table */
    assert_non_null(find(&shop, "customers-from-transactions"));
    assert_non_null(find(&shop, "no-interactions"));
    assert_false(shop.has_interactions);
    assert_reconciles(&shop);
}

/* A total that is not there is quantity times unit price; a query may have any SELECT in it. */
static void a_query_stands_for_a_table(void **state)
{
    static const SourceMap map = {
        .where = "shop.yaml: source",
        .tables = { [CUSTOMERS] = { .sql = "SELECT id AS customer_id FROM people; -- all" },
                    [TRANSACTIONS] = { .sql =
                                           "WITH h AS (SELECT * FROM heads WHERE NOT void)\n"
                                           "SELECT lines.rowid AS line_id, h.id AS order_id,"
                                           " who AS customer_id, day AS date, qty, price\n"
                                           "FROM lines JOIN h ON h.id = lines.head -- joined" } },
    };
    Mapped source = source_of(
        *state,
        "CREATE TABLE people (id INTEGER PRIMARY KEY); INSERT INTO people VALUES (1), (2);"
        "CREATE TABLE heads (id INTEGER PRIMARY KEY, who, day, void);"
        "CREATE TABLE lines (head, qty, price);"
        "INSERT INTO heads VALUES (1, 1, '2024-01-01T10:00:00Z', 0),"
        " (2, 2, '2024-02-01', 0), (3, 2, '2024-03-01', 1);"
        "INSERT INTO lines VALUES (1, 2, '1.25'), (1, 2, '1.25'), (2, 3, 10),"
        " (2, NULL, 9), (3, 1, 1000);",
        &map);
    Shop shop = read_mapped(*state, &source);

    assert_int_equal(shop.customers.count, 2);
    assert_null(shop.customers.keys);
    assert_near(feature(&shop, 1, F_TOTAL_SPEND), 5, 1e-12);
    assert_near(feature(&shop, 1, F_FREQUENCY), 1, 0);
    assert_near(feature(&shop, 2, F_TOTAL_SPEND), 30, 1e-12);
    assert_int_equal(find(&shop, "missing-amounts")->count, 1);
}

static void nothing_is_written(void **state)
{
    Fixture *fixture = *state;
    Mapped source = source_of(fixture, SHOP, &MAP);
    Bytes before, after;
    Err err;

    assert_int_equal(file_read(&before, source.path, 1 << 20, &fixture->arena, &err), OK);
    read_mapped(fixture, &source);
    assert_int_equal(file_read(&after, source.path, 1 << 20, &fixture->arena, &err), OK);
    assert_int_equal(before.size, after.size);
    assert_memory_equal(before.data, after.data, before.size);
}

static void what_the_user_says_of_dates_counts(void **state)
{
    static const SourceMap map = { .where = "m", .tables = { [TRANSACTIONS] = { .table = "s" } } };
    Mapped source = source_of(*state,
                              "CREATE TABLE s (customer, date, amount);"
                              "INSERT INTO s VALUES (1, '03/04/2024', 1), (2, '05/06/2024', 1);",
                              &map);
    const char *path;
    Shop shop;
    Err err;

    assert_int_equal(import_mapped(&path, *state, &source, &err), ERR_DATA);
    assert_non_null(strstr(err.text, "--date-format"));
    source.has_date_form = true;
    source.date_form = DATE_MDY;
    shop = read_mapped(*state, &source);
    assert_int_equal(shop.first_day, day("2024-03-04"));
    source.date_form = DATE_DMY;
    shop = read_mapped(*state, &source);
    assert_int_equal(shop.first_day, day("2024-04-03"));
}

static void maps_that_do_not_fit_are_refused_with_the_key(void **state)
{
    static const struct {
        TableMap map;
        const char *said;
    } cases[] = {
        { { .table = "nope" }, "mapped.db has no table nope; it has: Clients" },
        { { .table = "Order lines" }, "no column for date" },
        { { .sql = "DELETE FROM Clients" }, "not authorized: only a SELECT" },
        { { .sql = "SELECT 1; SELECT 2" }, "more than one statement" },
        { { .sql = "SELECT 1; DROP TABLE Clients" }, "more than one statement" },
        { { .sql = "SELECT ? AS customer_id" }, "parameter" },
        { { .sql = "SELEC 1" }, "near \"SELEC\": syntax error" },
        { { .sql = "EXPLAIN SELECT 1" }, "no query" },
        { { .sql = "PRAGMA user_version" }, "not authorized" },
        { { .sql = "ATTACH 'x.db' AS y" }, "not authorized" },
        { { .sql = "SELECT load_extension('x')" }, "not authorized" },
        { { .sql = "SELECT 1) UNION SELECT (2" }, "syntax error" },
        { { .sql = "SELECT nope FROM Clients" }, "no such column: nope" },
        { { .sql = "-- nothing" }, "no statement" },
        { { .columns = LINE_COLUMNS, .column_count = 4 }, "no table: add table or sql" },
        { { 0 }, "transactions is missing" },
        { { .table = "Order lines", .columns = CLIENT_COLUMNS, .column_count = 4 },
          "customer_id=code: Order lines has no such" },
        { { .table = "Order lines", .columns = CLIENT_COLUMNS + 3, .column_count = 1 },
          "signup_date=since: Order lines has no" },
    };
    SourceMap map = { .where = "shop.yaml: source" };
    Fixture *fixture = *state;
    Mapped source = source_of(fixture, SHOP, &map);

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *path;
        Err err = { 0 };
        source.map.tables[TRANSACTIONS] = cases[i].map;
        Status got = import_mapped(&path, fixture, &source, &err);
        const char *text = strstr(err.text, "shop.yaml: source: ");
        if (got != ERR_CONFIG || !text) fail_msg("case %zu: %d %s", i, got, err.text);
        if (!strstr(err.text, cases[i].said)) fail_msg("case %zu: %s", i, err.text);
    }
}

int mapping_tests(void);

int mapping_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(tables_columns_and_forms_of_others_are_read_in_place),
        TEST(an_unknown_id_is_not_taken_for_a_number),
        TEST(products_come_from_the_lines_that_describe_them),
        TEST(without_customers_those_who_bought_are_the_customers),
        TEST(a_query_stands_for_a_table),
        TEST(nothing_is_written),
        TEST(what_the_user_says_of_dates_counts),
        TEST(maps_that_do_not_fit_are_refused_with_the_key),
    };

    return cmocka_run_group_tests_name("mapping", tests, NULL, NULL);
}
