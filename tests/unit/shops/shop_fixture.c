#include "shop_fixture.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

/* Six customers as of 2024-07-01: 1 and 2 buy, 3 buys without interactions, 4 returned something,
 * 5 never bought, 6 bought one product of no category. Transaction 9 has a time of day. */
static const char SHOP[] =
    "INSERT INTO customers VALUES"
    " (1, 'Ada', 'ada@example.com', '2023-01-10', 'Norway'),"
    " (2, 'Béla', 'bela@example.com', '2023-05-01', 'Hungary'),"
    " (3, 'Chloé', NULL, '2024-01-01', 'France'),"
    " (4, 'Dmitri', 'd@example.org', '2024-02-01', NULL),"
    " (5, 'Eve', 'eve@example.org', '2024-06-01', 'Norway'),"
    " (6, 'Fritz', NULL, '2022-12-31', 'Norway');"
    "INSERT INTO products VALUES (1, 'Lamp', 'Home', 40), (2, 'Ball', 'Sports', 10),"
    " (3, 'Odd one', NULL, 5);"
    "INSERT INTO transactions VALUES"
    " (1, 1, 1, '2024-06-01', 1, 40), (2, 1, 2, '2024-06-21', 2, 20.5),"
    " (3, 1, 1, '2023-02-01', 1, 39.99), (4, 2, 2, '2024-03-01', 10, 100),"
    " (5, 3, 1, '2024-01-01', 1, 0), (6, 4, 1, '2024-02-02', 2, 80),"
    " (7, 4, 1, '2024-02-09', -1, -40), (8, 6, 3, '2024-07-01', 1, 5),"
    " (9, 2, 1, '2024-06-30 23:59:59', 1, 40.25), (10, 1, 2, '2024-07-02', 1, 10);"
    "INSERT INTO interactions VALUES"
    " (1, 1, 'email_open', '2024-05-01', 10), (2, 1, 'website_visit', '2024-05-02', 200),"
    " (3, 1, 'website_visit', '2024-05-03', NULL), (4, 5, 'support_ticket', '2024-06-02', 600),"
    " (5, 2, 'email_open', '2024-08-01', 5);";

static const char LOOSE_SCHEMA[] =
    "CREATE TABLE customers (customer_id, name, email, signup_date, country);"
    "CREATE TABLE products (product_id, product_name, category, price);"
    "CREATE TABLE transactions (transaction_id, customer_id, product_id, transaction_date, "
    "quantity,"
    " total_amount);"
    "CREATE TABLE interactions (interaction_id, customer_id, interaction_type, interaction_date,"
    " duration_seconds);";

int open_fixture(void **state)
{
    Fixture *fixture = calloc(1, sizeof *fixture);

    if (!fixture) return -1;
    fixture->arena = arena_open();
    strcpy(fixture->folder, "/tmp/clientele-store-XXXXXX");
    *state = fixture;
    return mkdtemp(fixture->folder) ? 0 : -1;
}

int close_fixture(void **state)
{
    Fixture *fixture = *state;
    Err err;

    if (folder_remove(fixture->folder, &err)) print_message("%s\n", err.text);
    arena_close(&fixture->arena);
    free(fixture);
    return 0;
}

const char *path_in(Fixture *fixture, const char *name)
{
    return path_join(&fixture->arena, fixture->folder, name);
}

void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    char *why = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) fail_msg("%s: %s", why, sql);
    sqlite3_close(db);
}

int64_t ask_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *row;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    int64_t answer = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    sqlite3_close(db);
    return answer;
}

void fill_healthy(sqlite3 *db)
{
    const char *schema = (const char *)embedded_file("sql/schema.sql").data;

    assert_int_equal(sqlite3_exec(db, schema, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, SHOP, NULL, NULL, NULL), SQLITE_OK);
}

static const char *make_shop(Fixture *fixture, const char *schema, const char *change)
{
    const char *path =
        path_in(fixture, arena_format(&fixture->arena, "shop%d.db", fixture->made++));

    run_sql(path, schema);
    run_sql(path, SHOP);
    run_sql(path, change);
    return path;
}

const char *strict_shop(Fixture *fixture, const char *change)
{
    return make_shop(fixture, (const char *)embedded_file("sql/schema.sql").data, change);
}

const char *loose_shop(Fixture *fixture, const char *change)
{
    return make_shop(fixture, LOOSE_SCHEMA, change);
}

Day day(const char *iso)
{
    Day out = 0;

    assert_true(day_read(iso, &out));
    return out;
}

Shop read_shop(Fixture *fixture, const char *path, const char *as_of)
{
    return read_source(fixture,
                       &(Source){ .path = path, .as_of = day(as_of ? as_of : "2024-07-01") });
}

Shop read_source(Fixture *fixture, const Source *source)
{
    Shop shop;
    Err err;

    if (store_read(&shop, source, NULL, NULL, &fixture->arena, &err)) fail_msg("%s", err.text);
    return shop;
}

void assert_refused(Fixture *fixture, const char *path, Status status, const char *word,
                    const char *other_word)
{
    Shop shop;
    Err err = { 0 };
    Source source = { .path = path, .as_of = day("2024-07-01") };
    Status got = store_read(&shop, &source, NULL, NULL, &fixture->arena, &err);

    if (got != status) fail_msg("status %d, wanted %d: %s", got, status, err.text);
    if (!strstr(err.text, word)) fail_msg("no \"%s\" in: %s", word, err.text);
    if (!strstr(err.text, other_word)) fail_msg("no \"%s\" in: %s", other_word, err.text);
}

const Finding *find(const Shop *shop, const char *code)
{
    for (size_t i = 0; i < shop->findings.count; i++) {
        if (strcmp(shop->findings.items[i].code, code) == 0) return &shop->findings.items[i];
    }
    return NULL;
}

double feature(const Shop *shop, int64_t customer, Feature which)
{
    for (size_t i = 0; i < shop->customers.count; i++) {
        if (shop->customers.ids[i] == customer) {
            return matrix_at(&shop->customers.features, i, which);
        }
    }
    fail_msg("no customer %lld", (long long)customer);
    return 0;
}

void assert_near(double got, double wanted, double relative)
{
    if (!(fabs(got - wanted) <= relative * fmax(1, fabs(wanted)))) {
        fail_msg("%.17g is not %.17g", got, wanted);
    }
}

void assert_reconciles(const Shop *shop)
{
    double left_out = 0, months = 0, baskets = 0, spend = 0, returns = 0, out_returns = 0,
           month_returns = 0;
    int64_t purchases = 0, out_rows = 0, rows = 0;

    for (size_t i = 0; i < shop->findings.count; i++) {
        if (!shop->findings.items[i].left_out) continue;
        left_out += shop->findings.items[i].revenue;
        out_returns += shop->findings.items[i].returns;
        out_rows += shop->findings.items[i].count;
    }
    for (size_t m = 0; m < shop->month_count; m++) {
        months += shop->months[m].revenue;
        purchases += shop->months[m].purchases;
        month_returns += shop->months[m].returns;
    }
    for (size_t b = 0; b < shop->baskets.count; b++) {
        baskets += shop->baskets.items[b].revenue;
    }
    for (size_t c = 0; c < shop->customers.count; c++) {
        spend += matrix_at(&shop->customers.features, c, F_TOTAL_SPEND);
        returns += shop->customers.returns[c];
        rows += shop->customers.lines[c];
    }
    assert_near(shop->revenue + left_out, shop->ledger_revenue, 1e-12);
    assert_near(months, shop->revenue, 1e-12);
    assert_near(baskets, shop->revenue, 1e-12);
    assert_near(spend, shop->revenue, 1e-12);
    assert_int_equal(purchases, shop->purchases.count);
    assert_near(shop->returns + out_returns, shop->ledger_returns, 1e-12);
    assert_near(month_returns, shop->returns, 1e-12);
    assert_near(returns, shop->returns, 1e-12);
    assert_int_equal(rows, shop->lines);
    assert_int_equal(rows + out_rows, shop->ledger_rows);
}

const char *shared_file(Fixture *fixture, const char *name)
{
    const char *folder = getenv("SHARED_DIR");
    const char *path = path_join(&fixture->arena, folder ? folder : SHARED_DIR, name);

    if (path_exists(path)) return path;
    print_message("%s is not here: nothing to compare with\n", path);
    return NULL;
}
