/* Real data against figures computed elsewhere (pandas): expected.json beside each set. The data is
 * not ours to ship, so these tests skip where it is absent. */
#include "store_tests.h"

#include "store/schema.h"

#include <jansson.h>

static json_t *expected(Fixture *fixture, const char *set)
{
    json_error_t why;
    const char *path =
        shared_file(fixture, arena_format(&fixture->arena, "data/%s/expected.json", set));
    json_t *json = path ? json_load_file(path, 0, &why) : NULL;

    if (path && !json) fail_msg("%s: %s", path, why.text);
    return json;
}

static double number(const json_t *json, const char *key)
{
    const json_t *value = json_object_get(json, key);

    if (!json_is_number(value)) fail_msg("no number %s in expected.json", key);
    return json_number_value(value);
}

/* The textbook's name of a feature. */
static const char *published_key(Feature feature)
{
    return feature == F_AVG_PURCHASE ? "avg_transaction_value" : FEATURES[feature].key;
}

/* The file has the textbook's features; those that came later have no figure in it. */
enum { PUBLISHED_FEATURES = 13 };

static bool is_published(json_t *means, Feature feature)
{
    return json_object_get(means, published_key(feature)) != NULL;
}

/* The figures in the file have twelve digits. */
static void assert_features_of(const Shop *shop, json_t *means, json_t *one)
{
    int64_t id = (int64_t)number(one, "customer_id");

    for (Feature f = 0; f < F_COUNT; f++) {
        if (!is_published(means, f)) continue;
        assert_near(feature(shop, id, f), number(one, published_key(f)), 1e-11);
    }
}

static void assert_features(const Shop *shop, json_t *wanted)
{
    json_t *five = json_object_get(wanted, "features_five_customers"), *one;
    json_t *means = json_object_get(wanted, "feature_means");
    size_t i, published = 0;

    assert_int_equal(json_array_size(five), 5);
    json_array_foreach(five, i, one) assert_features_of(shop, means, one);
    for (Feature f = 0; f < F_COUNT; f++) {
        double sum = 0;
        if (!is_published(means, f)) continue;
        for (size_t c = 0; c < shop->customers.count; c++)
            sum += matrix_at(&shop->customers.features, c, f);
        assert_near(sum / (double)shop->customers.count, number(means, published_key(f)), 1e-11);
        published++;
    }
    assert_int_equal(published, PUBLISHED_FEATURES);
}

/* "monthly": for each month with sales revenue, transactions, customers. */
static void assert_months(const Shop *shop, json_t *wanted)
{
    json_t *months = json_object_get(wanted, "monthly");
    char text[NUMBER_TEXT];
    size_t found = 0;

    for (size_t m = 0; m < shop->month_count; m++) {
        const Month *got = &shop->months[m];
        day_iso(text, got->first_day);
        text[7] = '\0';
        const json_t *month = json_object_get(months, text);
        if (!month) {
            assert_int_equal(got->purchases, 0);
            continue;
        }
        assert_near(got->revenue, json_number_value(json_array_get(month, 0)), 1e-9);
        assert_int_equal(got->purchases, json_integer_value(json_array_get(month, 1)));
        assert_int_equal(got->active_customers, json_integer_value(json_array_get(month, 2)));
        found++;
    }
    assert_true(found > 0);
    assert_int_equal(found, json_object_size(months));
}

static void assert_agrees(Fixture *fixture, Source source, json_t *wanted)
{
    /* The textbook counts every row. */
    source.purchase = PURCHASE_ROW;
    source.as_of = day(json_string_value(json_object_get(wanted, "as_of")));
    Shop shop = read_source(fixture, &source);
    char first[NUMBER_TEXT], last[NUMBER_TEXT];

    assert_int_equal(shop.customers.count, (int64_t)number(wanted, "n_customers"));
    assert_int_equal(shop.lines, (int64_t)number(wanted, "n_transactions"));
    assert_int_equal(shop.products.count, (int64_t)number(wanted, "n_products"));
    assert_near(shop.revenue, number(wanted, "revenue_with_customer"), 1e-11);
    assert_near(shop.ledger_revenue, number(wanted, "revenue_all"), 1e-11);
    assert_string_equal(day_iso(first, shop.first_day),
                        json_string_value(json_object_get(wanted, "date_min")));
    assert_string_equal(day_iso(last, shop.last_day),
                        json_string_value(json_object_get(wanted, "date_max")));
    assert_features(&shop, wanted);
    assert_months(&shop, wanted);
    assert_reconciles(&shop);
    json_decref(wanted);
}

static void cdnow_has_the_expected_figures(void **state)
{
    json_t *wanted = expected(*state, "cdnow");

    if (!wanted) skip();
    assert_agrees(*state, (Source){ .path = shared_file(*state, "data/cdnow/cdnow.db") }, wanted);
}

/* One record of a CSV text; returns what is behind it. Good for this one well-formed file. */
static const char *csv_record(const char *text, const char **fields, size_t most, size_t *count,
                              Arena *arena)
{
    for (*count = 0; *count < most;) {
        Buf field = { 0 };
        bool quoted = *text == '"';
        text += quoted;
        while (*text && (quoted || (*text != ',' && *text != '\r' && *text != '\n'))) {
            if (quoted && *text == '"' && text[1] != '"') break;
            text += quoted && *text == '"';
            buf_char(&field, *text++);
        }
        text += quoted;
        fields[(*count)++] = arena_text(arena, field.size ? field.data : "");
        buf_close(&field);
        if (*text != ',') break;
        text++;
    }
    return text + strspn(text, "\r\n");
}

enum { CSV_COLUMNS = 21 };

static void load_csv(sqlite3 *db, const char *text, Arena *arena)
{
    const char *fields[CSV_COLUMNS];
    sqlite3_stmt *insert;
    size_t count;

    assert_int_equal(sqlite3_exec(db,
                                  "CREATE TABLE raw (row_id, order_date, customer, name, country,"
                                  " product, category, title, sales REAL, quantity INTEGER);"
                                  "BEGIN",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db, "INSERT INTO raw VALUES (?,?,?,?,?,?,?,?,?,?)", -1, &insert, NULL),
        SQLITE_OK);
    static const int taken[] = { 0, 2, 5, 6, 8, 13, 14, 16, 17, 18 };
    text = csv_record(text, fields, CSV_COLUMNS, &count, arena);
    while (*text) {
        text = csv_record(text, fields, CSV_COLUMNS, &count, arena);
        assert_int_equal(count, CSV_COLUMNS);
        for (int i = 0; i < (int)COUNT_OF(taken); i++)
            sqlite3_bind_text(insert, i + 1, fields[taken[i]], -1, SQLITE_STATIC);
        assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
}

/* Ids are the ranks of the codes; dates are d/m/y with two digits of year. */
static void superstore_has_the_expected_figures(void **state)
{
    Fixture *fixture = *state;
    json_t *wanted = expected(fixture, "superstore");
    const char *path = path_in(fixture, "superstore.db");
    sqlite3 *db;
    Bytes csv;
    Err err;

    if (!wanted) skip();
    run_sql(path, (const char *)embedded_file("sql/schema.sql").data);
    assert_int_equal(file_read(&csv, shared_file(fixture, "data/superstore/superstore.csv"),
                               1 << 24, &fixture->arena, &err),
                     OK);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    load_csv(db, (const char *)csv.data, &fixture->arena);
    sqlite3_close(db);
    run_sql(
        path,
        "INSERT INTO transactions SELECT row_id, dense_rank() OVER (ORDER BY customer),"
        " dense_rank() OVER (ORDER BY product), '20' || substr(order_date, 7, 2) || '-' ||"
        " substr(order_date, 4, 2) || '-' || substr(order_date, 1, 2), quantity, sales FROM raw;"
        "INSERT INTO customers SELECT dense_rank() OVER (ORDER BY customer), max(name), NULL, NULL,"
        " max(country) FROM raw GROUP BY customer;"
        "INSERT INTO products SELECT dense_rank() OVER (ORDER BY product), max(title),"
        " max(category), NULL FROM raw GROUP BY product;");
    assert_agrees(fixture, (Source){ .path = path }, wanted);
}

int dataset_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(cdnow_has_the_expected_figures),
        TEST(superstore_has_the_expected_figures),
    };

    return cmocka_run_group_tests_name("data sets", tests, NULL, NULL);
}
