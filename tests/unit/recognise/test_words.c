/* Blanks, currencies, ids, examples: what is told by single words. */
#include "recognise/recognise.h"
#include "recognise/state.h"
#include "recognise_tests.h"

/* --- blanks ----------------------------------------------------------------------------------- */

static void words_for_no_value_are_blanks(void **state)
{
    static const char *const blanks[] = { "",        " ",         "\t\r\n",    "NULL",   "null",
                                          "\\N",     "nan",       "NaN",       "None",   "none",
                                          "N/A",     "#N/A",      "n/a",       "#n/a",   "(blank)",
                                          "(BLANK)", "<NULL>",    "undefined", "-",      "--",
                                          "–",       "[null]",    "#NV",       "(leer)", " NULL ",
                                          "n.a.",    "\xc2\xa0-", "(vide)" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(blanks); i++) {
        if (!text_is_blank(blanks[i], strlen(blanks[i]))) fail_msg("\"%s\"", blanks[i]);
        if (!figure_is_blank(blanks[i], strlen(blanks[i]))) fail_msg("\"%s\"", blanks[i]);
    }
}

/* People are called Null and Nan, and Namibia is NA. */
static void names_that_look_like_them_are_none(void **state)
{
    static const char *const names[] = { "Null",       "NAN",     "Nan",       "NONE",  "NA",
                                         "None of us", "NULL AG", "Nullmeier", "0",     "nil",
                                         "N",          "-5",      "a-",        "n/a/b", "Undefined",
                                         "#1",         "(1)",     "unknown",   "blank", "." };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (text_is_blank(names[i], strlen(names[i]))) fail_msg("\"%s\"", names[i]);
    }
    assert_false(text_is_blank("NULL\0", 5));
}

static void a_figure_is_blank_in_any_case_and_as_na(void **state)
{
    static const char *const blanks[] = { "Null", "NONE", "NA", "na", "NAN", "Undefined" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(blanks); i++) {
        if (!figure_is_blank(blanks[i], strlen(blanks[i]))) fail_msg("\"%s\"", blanks[i]);
    }
    assert_false(figure_is_blank("NAD", 3));
    assert_false(figure_is_blank("0", 1));
}

static void blanks_are_counted_by_their_spelling(void **state)
{
    Fixture *fixture = *state;
    static const char *const values[] = { "NULL", "", "n/a", "7", "NULL", "N/A", "n/a", " " };
    BlankCount count = { { 0 } };
    const char *said;

    for (size_t i = 0; i < COUNT_OF(values); i++)
        assert_int_equal(blank_note(&count, values[i], strlen(values[i]), false),
                         strcmp(values[i], "7") != 0);
    assert_int_equal(blank_total(&said, &count, &fixture->arena), 5);
    assert_string_equal(said, "“N/A” (3), “NULL” (2)");
    assert_false(blank_note(&count, "NA", 2, false));
    assert_true(blank_note(&count, "na", 2, true) && blank_note(&count, "Null", 4, true));
    assert_int_equal(blank_total(&said, &count, &fixture->arena), 7);
    for (int i = 0; blank_word(i); i++) {
        int got = blank_spelling(blank_word(i), strlen(blank_word(i)));
        assert_int_equal(got, strcmp(blank_word(i), "NA") ? i : BLANK_NONE);
        assert_true(i < BLANK_SPELLINGS);
    }
}

static void trimming_takes_blanks_of_any_width(void **state)
{
    static const char *const padded[] = { "x",
                                          " x ",
                                          "\xc2\xa0x\t",
                                          "\xe2\x80\xafx\xe2\x80\x89",
                                          "\xef\xbb\xbfx\r\n",
                                          "\xe2\x80\x8e x\xe2\x80\xac",
                                          "\xe3\x80\x80x" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(padded); i++) {
        const char *text = padded[i];
        size_t size = strlen(text);
        text_trim(&text, &size);
        if (size != 1 || *text != 'x') fail_msg("%zu: %zu bytes", i, size);
    }
    const char *text = "\xe2\x80\xaf";
    size_t size = 2; /* cut within the code point */
    text_trim(&text, &size);
    assert_int_equal(size, 2);
}

/* --- currencies ------------------------------------------------------------------------------- */

static void columns_of_currencies_are_read(void **state)
{
    static const struct {
        const char *text, *code;
    } cases[] = {
        { "EUR", "EUR" },
        { "eur", "EUR" },
        { " USD ", "USD" },
        { "€", "EUR" },
        { "$", "$" },
        { "US$", "USD" },
        { "Euro", "EUR" },
        { "US Dollar", "USD" },
        { "US Dollar (USD)", "USD" },
        { "kr", "kr" },
        { "zł", "PLN" },
        { "£", "GBP" },
        { "Swiss franc", "CHF" },
        { "EUR - Euro", "EUR" },
        { "¥", "¥" },
        { "R$", "BRL" },
        { "R", "ZAR" },
        { "Rs.", "Rs" },
        { "XYZ", NULL },
        { "", NULL },
        { "EUR/USD", NULL },
        { "europe", NULL },
        { "12", NULL },
        { "Eurasia", NULL },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Currency got = { "" };
        bool fine = currency_read(&got, cases[i].text, strlen(cases[i].text));
        if (fine != (cases[i].code != NULL)) fail_msg("\"%s\": %d", cases[i].text, fine);
        if (fine && strcmp(got.code, cases[i].code) != 0) {
            fail_msg("\"%s\" is %s, not %s", cases[i].text, got.code, cases[i].code);
        }
    }
}

/* The list is searched by halves: a code out of order would not be found. */
static void every_code_is_one(void **state)
{
    static const char codes[] =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN "
        "BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD "
        "FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY "
        "KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP "
        "MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR "
        "RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND "
        "TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL";

    (void)state;
    for (const char *code = codes; code < codes + sizeof codes - 1; code += 4) {
        if (!currency_is_code(code, 3)) fail_msg("%.3s", code);
    }
    assert_true(currency_is_code("dem", 3));
    assert_false(currency_is_code("XAU", 3) || currency_is_code("XXX", 3) ||
                 currency_is_code("EU", 2) || currency_is_code("EURO", 4));
}

static void signs_agree_with_the_currencies_they_may_be(void **state)
{
    const Currency dollar = { "$" }, usd = { "USD" }, cad = { "CAD" }, eur = { "EUR" },
                   none = { "" };

    (void)state;
    assert_true(currency_agrees(&dollar, &usd) && currency_agrees(&cad, &dollar));
    assert_true(currency_agrees(&none, &eur) && currency_agrees(&eur, &eur));
    assert_false(currency_agrees(&dollar, &eur) || currency_agrees(&usd, &cad));
}

static void currencies_are_counted_with_their_sums(void **state)
{
    CurrencyTally tally = { 0 };
    char code[8] = "X0";

    (void)state;
    currency_count(&tally, &(Currency){ "EUR" }, 5);
    currency_count(&tally, &(Currency){ "" }, 1);
    currency_count(&tally, &(Currency){ "USD" }, 2);
    currency_count(&tally, &(Currency){ "EUR" }, 7.5);
    assert_int_equal(tally.kinds, 2);
    assert_string_equal(tally.of[0].currency.code, "EUR");
    assert_int_equal(tally.of[0].values, 2);
    assert_near(tally.of[0].sum, 12.5, 0);
    assert_int_equal(tally.without, 1);
    for (int i = 0; i < 20; i++) {
        Currency made = { "" };
        code[1] = (char)('a' + i);
        memcpy(made.code, code, 3);
        currency_count(&tally, &made, 1);
    }
    assert_int_equal(tally.kinds, CURRENCY_KINDS);
    assert_int_equal(tally.beyond, 20 - (CURRENCY_KINDS - 2));
}

/* --- ids -------------------------------------------------------------------------------------- */

static void ids_in_scientific_notation_have_lost_digits(void **state)
{
    static const char *const damaged[] = { "1.23457E+11", "4.5E+12",   "1,23457E+11",
                                           "1E+05",       "1.234e+15", " 1.00E+100 " };
    static const char *const fine[] = { "1E5",      "12E3",   "1.5E-05",      "AB+12", "1.E+11",
                                        "12.5E+11", "E+11",   "123456789",    "",      "1.2E+1",
                                        "1.2E+1x",  "-1E+11", "1.23457E+1111" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(damaged); i++) {
        if (!id_is_scientific(damaged[i], strlen(damaged[i]))) fail_msg("%s", damaged[i]);
    }
    for (size_t i = 0; i < COUNT_OF(fine); i++) {
        if (id_is_scientific(fine[i], strlen(fine[i]))) fail_msg("%s", fine[i]);
    }
}

static void long_ids_that_all_end_in_zeros_were_rounded(void **state)
{
    IdEvidence rounded = { 0 }, whole = { 0 };

    (void)state;
    id_note(&rounded, "1234567890123450", 16, 2);
    id_note(&rounded, "7", 1, 3);
    id_note(&rounded, "12345678901234500000", 20, 4);
    assert_false(ids_are_rounded(&rounded));
    id_note(&rounded, "9999999999999990", 16, 5);
    id_note(&rounded, "9.99E+12", 8, 6);
    assert_true(ids_are_rounded(&rounded));
    assert_int_equal(rounded.values, 5);
    assert_int_equal(rounded.scientific, 1);
    assert_string_equal(rounded.example_scientific.text, "9.99E+12");
    assert_int_equal(rounded.example_rounded.line, 2);
    for (int i = 0; i < 3; i++)
        id_note(&whole, "1234567890123450", 16, 2);
    id_note(&whole, "5400000000619123", 16, 3);
    assert_false(ids_are_rounded(&whole));
}

static void ids_that_differ_by_leading_zeros_are_twins(void **state)
{
    static const char *const ids[] = { "00712", "9", "712", "A01", "A1", "0", "000", "8", "0712" };
    Fixture *fixture = *state;
    TextPool pool = { .arena = &fixture->arena };

    for (size_t i = 0; i < COUNT_OF(ids); i++)
        textpool_put(&pool, ids[i], strlen(ids[i]));
    IdTwins twins = ids_twins(&pool, &fixture->arena);
    assert_int_equal(twins.ids, 5);
    assert_string_equal(twins.one, "00712");
    assert_string_equal(twins.other, "712");
    textpool_close(&pool);
    TextPool none = { .arena = &fixture->arena };
    textpool_put(&none, "07", 2);
    twins = ids_twins(&none, &fixture->arena);
    assert_true(twins.ids == 0 && !twins.one);
    textpool_close(&none);
}

/* --- examples --------------------------------------------------------------------------------- */

static void examples_are_whole_up_to_eighty_letters(void **state)
{
    Example example = { .line = 0 };
    char text[4 * 100];

    (void)state;
    example_note(&example, "Jan 5, 2024 3:04:05 PM Pacific Standard Time", 44, 7);
    example_note(&example, "second", 6, 8);
    assert_string_equal(example.text, "Jan 5, 2024 3:04:05 PM Pacific Standard Time");
    assert_int_equal(example.line, 7);
    for (size_t i = 0; i < 100; i++)
        memcpy(text + 4 * i, "\xf0\x9f\x98\x80", 4);
    example = (Example){ .line = 0 };
    example_note(&example, text, sizeof text, 1);
    assert_int_equal(utf8_length(example.text), EXAMPLE_CHARS + 1);
    assert_true(utf8_valid(example.text, strlen(example.text)));
}

/* --- states ----------------------------------------------------------------------------------- */

static void every_language_has_words_for_the_usual_states(void **state)
{
    /* Paid, processing; pending, cancelled; refunded. */
    static const char *const words[][5] = {
        { "Paid", "Processing", "Pending", "Cancelled", "Refunded" },
        { "Bezahlt", "In Bearbeitung", "Offen", "Storniert", "Erstattet" },
        { "Réglé", "En cours de préparation", "En attente", "Annulé", "Remboursé" },
        { "Cobrado", "En proceso", "Pendiente", "Anulado", "Reembolsado" },
        { "Pagato", "In elaborazione", "In attesa", "Annullato", "Rimborsato" },
        { "Voldaan", "In verwerking", "Openstaand", "Geannuleerd", "Terugbetaald" },
        { "Pago", "Em processamento", "Pendente", "Cancelado", "Devolvido" },
        { "Opłacone", "Przetwarzane", "Oczekujące", "Anulowane", "Zwrócone" },
        { "payé", "expédiée", "unbezahlt", "Stornierung", "Retourniert" },
    };
    static const OrderState states[] = { STATE_SALE, STATE_SALE, STATE_NO_SALE, STATE_NO_SALE,
                                         STATE_REFUNDED };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        for (size_t s = 0; s < COUNT_OF(states); s++)
            if (state_of(words[i][s], strlen(words[i][s])) != states[s])
                fail_msg("%s", words[i][s]);
}

int word_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(words_for_no_value_are_blanks),
        TEST(every_language_has_words_for_the_usual_states),
        TEST(names_that_look_like_them_are_none),
        TEST(a_figure_is_blank_in_any_case_and_as_na),
        TEST(blanks_are_counted_by_their_spelling),
        TEST(trimming_takes_blanks_of_any_width),
        TEST(columns_of_currencies_are_read),
        TEST(every_code_is_one),
        TEST(signs_agree_with_the_currencies_they_may_be),
        TEST(currencies_are_counted_with_their_sums),
        TEST(ids_in_scientific_notation_have_lost_digits),
        TEST(long_ids_that_all_end_in_zeros_were_rounded),
        TEST(ids_that_differ_by_leading_zeros_are_twins),
        TEST(examples_are_whole_up_to_eighty_letters),
    };

    return cmocka_run_group_tests_name("recognise: words", tests, NULL, NULL);
}
