/* Rates of currencies, by hand: what a day's is, how amounts are rounded, what sales come to. */
#include <stdio.h>

#include "import/import.h"
#include "import/rates.h"
#include "shop_fixture.h"

static Rates rates_of(Fixture *fixture, const char *text)
{
    Rates rates;
    Err err;

    assert_int_equal(rates_read(&rates, text, &fixture->arena, &err), OK);
    return rates;
}

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* What stands in the database, as one text. */
static const char *amounts(Fixture *fixture)
{
    sqlite3 *db;
    sqlite3_stmt *row;

    assert_int_equal(sqlite3_open(path_in(fixture, "converted.db"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT group_concat(printf('%.2f', total_amount), ' ') "
                                        "FROM transactions",
                                        -1, &row, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    const char *text = arena_text(&fixture->arena, (const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    sqlite3_close(db);
    return text;
}

static void amounts_are_rounded_as_on_paper(void **state)
{
    (void)state;
    assert_true(rates_convert(12.50, 1.17) == 14.63); /* 14.625 */
    assert_true(rates_convert(-12.50, 1.17) == -14.63);
    assert_true(rates_convert(0.5, 0.01) == 0.01); /* 0.005 */
    assert_true(rates_convert(1234.56, 0.92) == 1135.80);
    assert_true(rates_convert(61603, 0.0062) == 381.94);
    assert_true(rates_convert(0.3333, 3) == 1.00);
    assert_true(rates_convert(0, 5) == 0);
    assert_true(rates_convert(98765432.10, 1) == 98765432.10);
}

static void a_day_has_the_last_rate_before_it(void **state)
{
    Fixture *fixture = *state;
    const char *path = path_in(fixture, "rates.csv");
    double rate;
    Err err;

    write_text(path, "currency;rate;date\nUSD;0,92;31.01.2024\nUSD;0,95;01.03.2024\n"
                     "GBP;1,17;15.02.2024\n\n");
    Rates rates = rates_of(fixture, path);
    assert_int_equal(rates_find(&rate, &rates, "USD", day("2024-01-31"), "EUR", &err), OK);
    assert_true(rate == 0.92);
    assert_int_equal(rates_find(&rate, &rates, "USD", day("2024-02-29"), "EUR", &err), OK);
    assert_true(rate == 0.92);
    assert_int_equal(rates_find(&rate, &rates, "USD", day("2030-01-01"), "EUR", &err), OK);
    assert_true(rate == 0.95);
    assert_int_equal(rates_find(&rate, &rates, "EUR", day("2000-01-01"), "EUR", &err), OK);
    assert_true(rate == 1);
    assert_int_equal(rates_find(&rate, &rates, "USD", day("2024-01-30"), "EUR", &err), ERR_DATA);
    assert_non_null(strstr(err.text, "no rate for USD on 2024-01-30, the first is of 2024-01-31"));
    assert_int_equal(rates_find(&rate, &rates, "CHF", day("2024-05-01"), "EUR", &err), ERR_DATA);
    assert_non_null(strstr(err.text, "no rate for CHF"));
}

static void a_sign_is_the_one_dollar_that_has_a_rate(void **state)
{
    Fixture *fixture = *state;
    const Currency dollar = { "$" }, yen = { "JPY" };
    Rates one = rates_of(fixture, "USD=0.92, GBP=1.17");
    Rates two = rates_of(fixture, "USD=0.92,CAD=0.68");

    assert_string_equal(rates_code(&one, &dollar, "EUR"), "USD");
    assert_null(rates_code(&two, &dollar, "EUR"));
    assert_null(rates_code(&one, &dollar, "CAD"));
    assert_null(rates_code(&one, &yen, "EUR"));
}

static void what_is_no_rate_is_refused(void **state)
{
    static const struct {
        const char *text, *why;
    } cases[] = {
        { "USD=", "is not a rate" },
        { "USD=-1", "is not a rate" },
        { "USD=0", "is not a rate" },
        { "dollars=1", "not a currency's three-letter code" },
        { "USD=1,USD=2", "two rates for USD" },
    };
    Fixture *fixture = *state;
    Rates rates;
    Err err;

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(rates_read(&rates, cases[i].text, &fixture->arena, &err), ERR_DATA);
        assert_non_null(strstr(err.text, cases[i].why));
    }
}

static Status import(Fixture *fixture, const char *file, const char *currency, const char *rates,
                     Imported *imported, Err *err)
{
    ImportPlan plan = { .path = path_in(fixture, "converted.db"),
                        .transactions = file,
                        .most_share = 0.01,
                        .most_lines = -1,
                        .force = true,
                        .currency = currency,
                        .rates = rates };

    return import_csv(imported, &plan, &fixture->arena, err);
}

static const Finding *found(const Imported *imported, const char *code)
{
    for (size_t i = 0; i < imported->findings.count; i++)
        if (!strcmp(imported->findings.items[i].code, code)) return &imported->findings.items[i];
    return NULL;
}

/* 2 × 1.25 and 3.33 in pounds at 1.17: 2.925 → 2.93 and 3.8961 → 3.90. The order of 10.00 dollars
 * over lines of 1 to 2 is 3.33 and 6.67: at 0.92 that is 3.06 and 6.14. */
static void lines_are_converted_one_by_one(void **state)
{
    Fixture *fixture = *state;
    const char *lines = path_in(fixture, "lines.csv");
    Imported imported;
    Err err;

    write_text(lines, "Order ID,Customer ID,Date,Product,Quantity,Price,Currency\n"
                      "1,7,2024-05-01,Tea,2,1.25,GBP\n1,7,2024-05-01,Cup,1,3.33,GBP\n"
                      "2,8,2024-05-02,Tea,1,5.00,EUR\n3,8,2024-05-03,Tea,-1,1.25,GBP\n");
    assert_int_equal(import(fixture, lines, "EUR", "GBP=1.17", &imported, &err), OK);
    assert_string_equal(amounts(fixture), "2.93 3.90 5.00 -1.46");
    const Finding *told = found(&imported, "converted-currency");
    assert_non_null(told);
    assert_int_equal(told->count, 3);
    assert_string_equal(told->what, "3 rows in GBP, 4.58, are 5.37 EUR at 1.17");

    write_text(lines, "Order ID,Customer ID,Date,Product,Quantity,Price,Order Total,Currency\n"
                      "1,7,2024-05-01,Tea,1,1,10.00,USD\n1,7,2024-05-01,Cup,1,2,10.00,USD\n"
                      "2,8,2024-05-02,Tea,1,3,4.00,EUR\n2,8,2024-05-02,Cup,1,1,4.00,EUR\n"
                      "3,9,2024-05-03,Tea,1,2,4.00,EUR\n3,9,2024-05-03,Cup,1,2,4.00,EUR\n"
                      "4,9,2024-05-04,Tea,1,2,6.00,EUR\n4,9,2024-05-04,Cup,1,4,6.00,EUR\n");
    assert_int_equal(import(fixture, lines, "EUR", "USD=0.92", &imported, &err), OK);
    assert_string_equal(amounts(fixture), "3.06 6.14 3.00 1.00 2.00 2.00 2.00 4.00");
    told = found(&imported, "converted-currency");
    assert_non_null(told);
    assert_string_equal(told->what, "2 rows in USD, 10.00, are 9.20 EUR at 0.92");
}

static void a_currency_without_a_rate_is_named(void **state)
{
    Fixture *fixture = *state;
    const char *file = path_in(fixture, "orders.csv");
    Imported imported;
    Err err;

    write_text(file, "Order ID,Customer ID,Date,Total,Currency\n1,7,2024-05-01,5,GBP\n"
                     "2,7,2024-05-02,5,EUR\n3,7,2024-05-02,5,JPY\n");
    assert_int_equal(import(fixture, file, "EUR", "GBP=1.17", &imported, &err), ERR_DATA);
    assert_non_null(strstr(err.text, "JPY"));
    assert_int_equal(import(fixture, file, NULL, "GBP=1.17", &imported, &err), ERR_USAGE);
    assert_non_null(strstr(err.text, "--currency"));
}

int rates_tests(void);

int rates_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(amounts_are_rounded_as_on_paper),          TEST(a_day_has_the_last_rate_before_it),
        TEST(a_sign_is_the_one_dollar_that_has_a_rate), TEST(what_is_no_rate_is_refused),
        TEST(lines_are_converted_one_by_one),           TEST(a_currency_without_a_rate_is_named),
    };

    return cmocka_run_group_tests_name("rates", tests, NULL, NULL);
}
