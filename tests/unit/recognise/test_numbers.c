/* Numbers and amounts as shops write them. */
#include <stdio.h>

#include "recognise/plain.h"
#include "recognise/recognise.h"
#include "recognise_tests.h"

static void amounts_come_with_signs_and_currencies(void **state)
{
    static const struct {
        const char *text;
        char decimal;
        double value;
        const char *currency;
    } cases[] = {
        { "12.00", '.', 12, "" },
        { "12,00", ',', 12, "" },
        { "US$ 12.00", '.', 12, "USD" },
        { "US $12.00", '.', 12, "USD" },
        { "Rs. 9,690.00", '.', 9690, "Rs" },
        { "Rs.500/-", '.', 500, "Rs" },
        { "₹1,23,456.00", '.', 123456, "INR" },
        { "CHF 12'000.50", '.', 12000.5, "CHF" },
        { "CHF 12’000.50", '.', 12000.5, "CHF" },
        { "Fr. 12.-", '.', 12, "CHF" },
        { "Fr. 12.—", '.', 12, "CHF" },
        { "12,- €", ',', 12, "EUR" },
        { "kr 1 234,50", ',', 1234.5, "kr" },
        { "1 234,50 kr", ',', 1234.5, "kr" },
        { "1\xe2\x80\xaf"
          "234,50 kr.",
          ',', 1234.5, "kr" },
        { "1\xe2\x80\x89"
          "234,50\xc2\xa0SEK",
          ',', 1234.5, "SEK" },
        { "12,00 EUR", ',', 12, "EUR" },
        { "12,00EUR", ',', 12, "EUR" },
        { "eur 12,00", ',', 12, "EUR" },
        { "€12", '.', 12, "EUR" },
        { "€ 1.234,56", ',', 1234.56, "EUR" },
        { "1.234,56 €", ',', 1234.56, "EUR" },
        { "£1,234.56", '.', 1234.56, "GBP" },
        { "1 234,56 zł", ',', 1234.56, "PLN" },
        { "R$ 1.234,56", ',', 1234.56, "BRL" },
        { "R 1 234.56", '.', 1234.56, "ZAR" },
        { "¥1,234", '.', 1234, "¥" },
        { "$12.00", '.', 12, "$" },
        { "$12.00 USD", '.', 12, "USD" },
        { "CA$12.00", '.', 12, "CAD" },
        { "$ 12.00 CAD", '.', 12, "CAD" },
        { "1.234,50 Kč", ',', 1234.5, "CZK" },
        { "12.345 Ft", ',', 12345, "HUF" },
        { "12.00-", '.', -12, "" },
        { "(12.00)", '.', -12, "" },
        { "($12.00)", '.', -12, "$" },
        { "$(12.00)", '.', -12, "$" },
        { "(12,00 €)", ',', -12, "EUR" },
        { "(12,00) EUR", ',', -12, "EUR" },
        { "-$12.00", '.', -12, "$" },
        { "$-12.00", '.', -12, "$" },
        { "−12.00", '.', -12, "" },
        { "€ −12,50", ',', -12.5, "EUR" },
        { "–12,50 €", ',', -12.5, "EUR" },
        { "12,50- EUR", ',', -12.5, "EUR" },
        { "12,50 EUR-", ',', -12.5, "EUR" },
        { "+12.50", '.', 12.5, "" },
        { "$ -", '.', 0, "$" },
        { " $-   ", '.', 0, "$" },
        { "- €", ',', 0, "EUR" },
        { ".50", '.', 0.5, "" },
        { "1.5E+3", '.', 1500, "" },
        { "1,5e3", ',', 1500, "" },
        { "12 345 678", '.', 12345678, "" },
        { "12,34,56,789.5", '.', 123456789.5, "" },
        { "0,5", ',', 0.5, "" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Currency currency = { "?" };
        double got = 0;
        NumberReading reading =
            money_parse(&got, &currency, cases[i].decimal, cases[i].text, strlen(cases[i].text));
        if (reading != NUMBER_FINE || got != cases[i].value ||
            strcmp(currency.code, cases[i].currency) != 0) {
            fail_msg("\"%s\": %d, %g %s", cases[i].text, reading, got, currency.code);
        }
    }
}

static void what_is_no_amount_is_none(void **state)
{
    static const char *const texts[] = {
        "$12 EUR",   "12 USD CAD", "€$12",       "(12",       "12)",        "((12))", "-(12)",
        "--12",      "-12-",       "XYZ 12",     "12 pcs",    "12kg",       "$",      "EUR",
        "+$",        "1,23",       "1,2345",     "0,123",     "01,234",     "1,,234", "1,234,56",
        "1'234,567", "1 234,567",  "1,234'567",  "1,23,4567", "123,45,678", ",123",   "1.2.3",
        "&euro;12",  "12%",        "2024-01-31", "12 000 00", "1 2",        "R",      "12 12 EUR",
        "12.000,00", "five",       "1,234.",     "#REF!",     "1_000",      "0x10",   "1e",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        double value;
        NumberReading got = number_parse(&value, '.', texts[i], strlen(texts[i]));
        if (!strcmp(texts[i], "1,234.")) {
            assert_int_equal(got, NUMBER_FINE); /* as spreadsheets show it */
        } else if (got != NUMBER_NONE) {
            fail_msg("\"%s\" was read as %g (%d)", texts[i], value, got);
        }
    }
}

static void words_for_no_value_are_blank_numbers(void **state)
{
    static const char *const texts[] = { "", "  ", "-", "NULL", "n/a", "NaN", "nan", "None", "NA" };
    double value;
    bool percent;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        assert_int_equal(number_parse(&value, '.', texts[i], strlen(texts[i])), NUMBER_BLANK);
        assert_int_equal(share_parse(&value, &percent, ',', texts[i], strlen(texts[i])),
                         NUMBER_BLANK);
    }
}

static void shares_may_have_a_percent_sign(void **state)
{
    double value = 7;
    bool percent = false;

    (void)state;
    assert_int_equal(share_parse(&value, &percent, '.', "10%", 3), NUMBER_FINE);
    assert_true(percent && value == 0.1);
    assert_int_equal(share_parse(&value, &percent, ',', "12,5 %", 6), NUMBER_FINE);
    assert_true(percent && value == 0.125);
    assert_int_equal(share_parse(&value, &percent, '.', "-5%", 3), NUMBER_FINE);
    assert_true(percent && value == -0.05);
    assert_int_equal(share_parse(&value, &percent, '.', "0.1", 3), NUMBER_FINE);
    assert_true(!percent && value == 0.1);
    assert_int_equal(share_parse(&value, &percent, '.', "10%%", 4), NUMBER_NONE);
    assert_int_equal(share_parse(&value, &percent, '.', "$10", 3), NUMBER_NONE);
}

/* --- whatever is written is read back ----------------------------------------------------------
 */

typedef struct Style {
    char decimal;
    const char *mark; /* between groups */
    bool indian, dashed;
    const char *before, *behind, *currency; /* around the figure */
    const char *minus_before, *minus_behind;
} Style;

static void put_groups(Buf *out, const char *digits, const Style *style)
{
    size_t size = strlen(digits);

    for (size_t i = 0; i < size; i++) {
        size_t left = size - i;
        bool group = style->indian ? left == 3 || (left > 3 && (left - 3) % 2 == 0) : left % 3 == 0;
        if (i && group) buf_text(out, style->mark);
        buf_char(out, digits[i]);
    }
}

static const char *written(Fixture *fixture, int64_t cents, const Style *style)
{
    int64_t size = cents < 0 ? -cents : cents;
    char digits[32];
    Buf out = { 0 };

    snprintf(digits, sizeof digits, "%lld", (long long)(size / 100));
    if (cents < 0) buf_text(&out, style->minus_before);
    buf_text(&out, style->before);
    put_groups(&out, digits, style);
    if (style->dashed && size % 100 == 0) {
        buf_format(&out, "%c-", style->decimal);
    } else {
        buf_format(&out, "%c%02d", style->decimal, (int)(size % 100));
    }
    buf_text(&out, style->behind);
    if (cents < 0) buf_text(&out, style->minus_behind);
    const char *text = arena_text(&fixture->arena, out.data);
    buf_close(&out);
    return text;
}

static void any_amount_in_any_style_reads_back(void **state)
{
    static const Style styles[] = {
        { '.', ",", false, false, "", "", "", "-", "" },
        { '.', ",", false, false, "$", "", "$", "-", "" },
        { '.', ",", false, false, "US$ ", "", "USD", "(", ")" },
        { '.', ",", true, false, "Rs. ", "", "Rs", "-", "" },
        { '.', ",", true, false, "₹", "/-", "INR", "−", "" },
        { '.', "'", false, true, "CHF ", "", "CHF", "-", "" },
        { '.', "’", false, true, "Fr. ", "", "CHF", "−", "" },
        { ',', ".", false, false, "", " €", "EUR", "-", "" },
        { ',', ".", false, true, "€ ", "", "EUR", "−", "" },
        { ',', "\xc2\xa0", false, false, "", "\xc2\xa0zł", "PLN", "-", "" },
        { ',', "\xe2\x80\xaf", false, false, "", " kr", "kr", "−", "" },
        { ',', " ", false, false, "", " EUR", "EUR", "", "-" },
        { ',', ".", false, false, "R$ ", "", "BRL", "(", ")" },
        { '.', "", false, false, "", " CAD", "CAD", "", "-" },
    };
    Fixture *fixture = *state;
    Random random = random_open(20240731, 1);

    for (size_t s = 0; s < COUNT_OF(styles); s++) {
        for (int i = 0; i < 2000; i++) {
            int64_t most = 1;
            for (int d = (int)random_below(&random, 14); d >= 0; d--)
                most *= 10;
            int64_t cents = (int64_t)random_below(&random, (uint64_t)most);
            if (i % 3 == 0) cents = -cents;
            if (i % 5 == 0) cents -= cents % 100;
            const char *text = written(fixture, cents, &styles[s]);
            Currency currency;
            double got = 0;
            NumberReading reading =
                money_parse(&got, &currency, styles[s].decimal, text, strlen(text));
            if (reading != NUMBER_FINE || got != (double)cents / 100 ||
                strcmp(currency.code, styles[s].currency) != 0) {
                fail_msg("\"%s\" (%lld cents): %d, %.2f %s", text, (long long)cents, reading, got,
                         currency.code);
            }
        }
    }
}

/* A column in one style decides its own mark, or is refused: it never decides the other one. */
static void a_column_never_decides_the_wrong_mark(void **state)
{
    static const Style styles[] = {
        { '.', ",", false, false, "$", "", "", "-", "" },
        { ',', ".", false, false, "", " €", "", "-", "" },
        { '.', "'", false, true, "CHF ", "", "", "-", "" },
        { ',', " ", false, true, "", " kr", "", "−", "" },
    };
    Fixture *fixture = *state;
    Random random = random_open(7, 1);

    for (size_t s = 0; s < COUNT_OF(styles); s++) {
        NumberEvidence evidence = { 0 };
        char decimal = 0;
        Err err;
        for (int i = 0; i < 500; i++) {
            int64_t cents = (int64_t)random_below(&random, 100000000);
            const char *text = written(fixture, i % 7 ? cents : -cents, &styles[s]);
            number_note(&evidence, text, strlen(text), i + 2);
        }
        assert_int_equal(number_decide(&decimal, &evidence, "t.csv", &err), OK);
        assert_int_equal(decimal, styles[s].decimal);
        assert_int_equal(evidence.currencies.kinds, 1);
        assert_int_equal(evidence.currencies.of[0].values, 500);
        assert_int_equal(evidence.values, 500);
    }
}

static void dashes_for_cents_and_percents_show_the_mark(void **state)
{
    NumberEvidence cents = { 0 }, percents = { 0 };
    char decimal;
    Err err;

    (void)state;
    number_note(&cents, "1.234,-", 7, 2);
    number_note(&cents, "1.234", 5, 3);
    assert_int_equal(number_decide(&decimal, &cents, "t.csv", &err), OK);
    assert_int_equal(decimal, ',');
    number_note(&percents, "12,5 %", 6, 2);
    number_note(&percents, "NULL", 4, 3);
    assert_int_equal(percents.values, 1);
    assert_int_equal(number_decide(&decimal, &percents, "t.csv", &err), OK);
    assert_int_equal(decimal, ',');
}

int number_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(amounts_come_with_signs_and_currencies),
        TEST(what_is_no_amount_is_none),
        TEST(words_for_no_value_are_blank_numbers),
        TEST(shares_may_have_a_percent_sign),
        TEST(any_amount_in_any_style_reads_back),
        TEST(a_column_never_decides_the_wrong_mark),
        TEST(dashes_for_cents_and_percents_show_the_mark),
    };

    return cmocka_run_group_tests_name("recognise: numbers", tests, NULL, NULL);
}
