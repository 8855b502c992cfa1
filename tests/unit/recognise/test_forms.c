/* The CSV reader, and how dates and numbers are recognised. */
#include "recognise/csv.h"
#include "recognise/recognise.h"
#include "recognise_tests.h"

/* All records as text: fields between bars, records between line feeds. */
static const char *records(Fixture *fixture, const char *bytes, size_t size, CsvFormat format)
{
    CsvReader reader;
    Err err;
    bool more = true;
    Buf out = { 0 };

    csv_open_bytes(&reader, (Bytes){ (const unsigned char *)bytes, size }, "t.csv", format);
    for (;;) {
        if (csv_next(&more, &reader, &err)) fail_msg("%s", err.text);
        if (!more) break;
        for (size_t f = 0; f < reader.count; f++) {
            if (f) buf_char(&out, '|');
            buf_put(&out, reader.fields[f].text, reader.fields[f].size);
        }
        buf_text(&out, reader.stray ? "!\n" : "\n");
    }
    const char *text = arena_text(&fixture->arena, out.data ? out.data : "");
    csv_close(&reader);
    buf_close(&out);
    return text;
}

static const CsvFormat PLAIN = { CSV_UTF8, ',' };

static void assert_records(void **state, const char *bytes, const char *wanted)
{
    assert_string_equal(records(*state, bytes, strlen(bytes), PLAIN), wanted);
}

static void quotes_hold_delimiters_line_ends_and_quotes(void **state)
{
    assert_records(state, "a,b\n\"x,\"\"y\"\"\",\"1\n2\"\n", "a|b\nx,\"y\"|1\n2\n");
    assert_records(state, "5\" nail,b\n", "5\" nail|b\n");
    assert_records(state, "\"\",\"\"\"\"\n", "|\"\n");
}

static void lines_end_in_three_ways_and_the_last_need_not(void **state)
{
    assert_records(state, "a,b\r\nc,d\re,f\ng,h", "a|b\nc|d\ne|f\ng|h\n");
    assert_records(state, "a,\n", "a|\n");
    assert_records(state, "", "");
    assert_records(state, "a\n\nb\n", "a\n\nb\n");
}

static void text_behind_a_closing_quote_is_marked(void **state)
{
    assert_records(state, "\"a\"b,c\nd,e\n", "a|c!\nd|e\n");
    assert_records(state, "\"a\" ,c\n", "a|c\n");
}

static void encodings_become_utf8(void **state)
{
    static const char little[] = "\xff\xfe\xe9\0,\0\x3d\xd8\0\xde\n\0";
    static const char big[] = "\xfe\xff\0\xe9\0,\0x\0\n";

    assert_string_equal(records(*state, little, sizeof little - 1, (CsvFormat){ CSV_UTF16LE, ',' }),
                        "é|\xf0\x9f\x98\x80\n");
    assert_string_equal(records(*state, big, sizeof big - 1, (CsvFormat){ CSV_UTF16BE, ',' }),
                        "é|x\n");
    assert_string_equal(records(*state, "\x80\xe9;b\n", 5, (CsvFormat){ CSV_WINDOWS_1252, ';' }),
                        "€é|b\n");
    assert_records(state,
                   "\xef\xbb\xbf"
                   "a,b\n",
                   "a|b\n");
}

static void a_quote_that_is_never_closed_is_refused_with_its_line(void **state)
{
    CsvReader reader;
    Err err;
    bool more;
    static const char bytes[] = "a,b\nc,\"d\ne,f\n";

    (void)state;
    csv_open_bytes(&reader, (Bytes){ (const unsigned char *)bytes, sizeof bytes - 1 }, "t.csv",
                   PLAIN);
    assert_int_equal(csv_next(&more, &reader, &err), OK);
    assert_int_equal(csv_next(&more, &reader, &err), ERR_DATA);
    assert_string_equal(err.text, "t.csv: the quote that opens in line 2 is never closed: add the "
                                  "missing \"");
    csv_close(&reader);
}

/* A record larger than a block, with a doubled quote and CR LF at every possible border. */
static void records_across_blocks_are_whole(void **state)
{
    Fixture *fixture = *state;
    const char *path = path_in(fixture, "long.csv");
    size_t size = 600000;
    Buf text = { 0 };
    CsvReader reader;
    Err err;
    bool more;
    int64_t rows = 0;

    for (size_t pad = 0; pad < 40; pad++)
        buf_format(&text, "%*d,\"x\"\"y\"\r\n", (int)pad + 6550, 1);
    buf_char(&text, '"');
    for (size_t i = 0; i < size; i++)
        buf_char(&text, (char)('a' + i % 26));
    buf_text(&text, "\",end");
    assert_int_equal(file_write(path, text.data, text.size, &err), OK);
    assert_int_equal(csv_open(&reader, path, PLAIN, &err), OK);
    while (!csv_next(&more, &reader, &err) && more) {
        rows++;
        assert_int_equal(reader.count, 2);
        assert_int_equal(reader.line, rows);
        if (rows <= 40) assert_memory_equal(reader.fields[1].text, "x\"y", 3);
    }
    assert_int_equal(rows, 41);
    assert_int_equal(reader.fields[0].size, size);
    assert_int_equal(reader.fields[1].size, 3);
    csv_close(&reader);
    buf_close(&text);
}

/* --- dates ------------------------------------------------------------------------------------ */

static void assert_day(DateForm form, const char *text, const char *wanted)
{
    Day got = 0;
    bool fine = date_read(&got, form, text, strlen(text));

    if (!wanted && fine) fail_msg("\"%s\" was read as a date", text);
    if (wanted && (!fine || got != day(wanted))) fail_msg("\"%s\" is not %s", text, wanted);
}

static void dates_are_read_in_their_form(void **state)
{
    (void)state;
    assert_day(DATE_YMD, "2024-07-31", "2024-07-31");
    assert_day(DATE_YMD, " 2024/7/1 ", "2024-07-01");
    assert_day(DATE_YMD, "20240731", "2024-07-31");
    assert_day(DATE_YMD, "2024-07-31T23:59:59.123+02:00", "2024-07-31");
    assert_day(DATE_DMY, "31/07/24", "2024-07-31");
    assert_day(DATE_DMY, "1.2.1999 9:05", "1999-02-01");
    assert_day(DATE_DMY, "31-Jul-69", "1969-07-31");
    assert_day(DATE_MDY, "12/1/2010 8:26 AM", "2010-12-01");
    assert_day(DATE_MDY, "Sept 3, 2021", "2021-09-03");
    assert_day(DATE_UNIX, "1672531200", "2023-01-01");
    assert_day(DATE_UNIX, "1672531199.5", "2022-12-31");
    assert_day(DATE_UNIX_MILLIS, "1672531200000", "2023-01-01");
}

static void what_is_no_date_is_none(void **state)
{
    static const char *const texts[] = { "",           "2024-02-30",  "2023-02-29",
                                         "31/04/2024", "0/1/2024",    "1/2/3/2024",
                                         "1/2/202",    "2024-07-31x", "2024-7-31 ",
                                         "yesterday",  "1/2",         "31/07/2024 25:00",
                                         "-1/2/2024",  "99999999999", "Ju 1 2024" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (strcmp(texts[i], "2024-7-31 ")) assert_day(DATE_YMD, texts[i], NULL);
        assert_day(DATE_DMY, texts[i], NULL);
        assert_day(DATE_UNIX, texts[i], NULL);
    }
    Day got;
    assert_false(date_read(&got, DATE_YMD, "2024-\0001-01", 10)); /* a NUL is no separator */
    assert_day(DATE_MDY, "31/07/2024", NULL);
    assert_day(DATE_MDY, "07.31.2024", NULL);
}

/* Texts between bars; the outcome is the form's name, or the refusal. */
static void assert_dates(const char *list, const char *wanted)
{
    DateEvidence evidence = { 0 };
    DateForm form;
    Err err;
    char copy[400], *rest = copy, *text;
    int64_t line = 1;

    strncpy(copy, list, sizeof copy - 1);
    copy[sizeof copy - 1] = '\0';
    while ((text = strsep(&rest, "|")))
        date_note(&evidence, text, strlen(text), ++line);
    const char *got =
        date_decide(&form, &evidence, "t.csv: date", &err) ? err.text : date_form_name(form);
    if (!strstr(got, wanted)) fail_msg("%s: %s", list, got);
}

static void a_column_decides_the_order_of_its_dates(void **state)
{
    (void)state;
    assert_dates("2024-01-02|2024-01-03", "year-month-day");
    assert_dates("01/02/2024|13/02/2024|03/02/2024", "day/month/year");
    assert_dates("01/02/2024|02/13/2024|03/02/2024", "month/day/year");
    assert_dates("1.2.24|3.4.24", "day/month/year");
    assert_dates("05/05/2024|06/06/2024", "day/month/year"); /* both readings agree */
    assert_dates("1672531200|1672531201", "Unix seconds");
    assert_dates("5 Jan 2024|Jan 6, 2024", "day/month/year");
    assert_dates("||", "year-month-day");
}

static void an_ambiguous_column_is_refused_with_an_example(void **state)
{
    (void)state;
    assert_dates("05/05/2024|03/04/2024|04/05/2024",
                 "\"03/04/2024\" (line 3) may be day/month or month/day");
    assert_dates("13/02/2024|02/13/2024", "\"13/02/2024\" (line 2) has the day first, "
                                          "\"02/13/2024\" (line 3) the month first");
    assert_dates("soon|later|2024-01-01", "\"soon\" (line 2) is not a date in a known form");
}

/* What a spreadsheet program leaves of "03/04/2024" and "31/12/2024" when it takes the month first.
 */
static void dates_that_a_program_swapped_are_refused(void **state)
{
    static const char *const early[] = { "2024-01-02", "2024-05-03", "2024-07-04",
                                         "2024-02-09", "2024-11-10", "2024-03-12 10:00:00" };
    DateEvidence evidence = { .rows = true };
    DateForm form = DATE_UNIX;
    Err err;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(early); i++)
        date_note_typed(&evidence, early[i], strlen(early[i]));
    assert_int_equal(date_decide(&form, &evidence, "o.xlsx", &err), OK);
    assert_int_equal(form, DATE_YMD);
    date_note(&evidence, "31/12/2024", 10, 9);
    assert_int_equal(date_decide(&form, &evidence, "o.xlsx", &err), ERR_DATA);
    assert_non_null(strstr(err.text, "\"31/12/2024\" (row 9): day and month were mixed up"));
    date_note_typed(&evidence, "2024-07-13", 10);
    assert_int_equal(date_decide(&form, &evidence, "o.xlsx", &err), OK);
    assert_int_equal(form, DATE_DMY);
}

static void forms_have_names_and_patterns(void **state)
{
    DateForm form;

    (void)state;
    assert_true(date_form_of(&form, "dd/mm/yyyy") && form == DATE_DMY);
    assert_true(date_form_of(&form, "%m/%d/%Y %H:%M") && form == DATE_MDY);
    assert_true(date_form_of(&form, "YYYY-MM-DD") && form == DATE_YMD);
    assert_true(date_form_of(&form, "unix") && form == DATE_UNIX);
    assert_false(date_form_of(&form, "ydm"));
    assert_false(date_form_of(&form, ""));
}

/* --- numbers ---------------------------------------------------------------------------------- */

static void assert_number(char decimal, const char *text, double wanted)
{
    double got;

    if (number_parse(&got, decimal, text, strlen(text)) != NUMBER_FINE || got != wanted) {
        fail_msg("\"%s\" with %c is not %g", text, decimal, wanted);
    }
}

static void numbers_are_read_with_thousands_signs_and_currencies(void **state)
{
    (void)state;
    assert_number('.', "1016.97", 1016.97);
    assert_number('.', "-0.30000000000000004", -0.30000000000000004);
    assert_number('.', "1,234,567.89", 1234567.89);
    assert_number('.', "12,34,567", 1234567);
    assert_number('.', "$1,234.50", 1234.5);
    assert_number('.', "-$5", -5);
    assert_number('.', "(12.50)", -12.5);
    assert_number('.', "1e3", 1000);
    assert_number('.', "1'234.5", 1234.5);
    assert_number(',', "1.234,56 €", 1234.56);
    assert_number(',',
                  "1\xc2\xa0"
                  "234,56 EUR",
                  1234.56);
    assert_number(',', "99,98", 99.98);
    assert_number(',', "12,50-", -12.5);
    assert_number(',',
                  "\xe2\x88\x92"
                  "7",
                  -7);
}

static void what_is_no_number_is_none(void **state)
{
    static const char *const texts[] = { "abc",   "1.2.3",    "12.34,5", "1,23",    "1,2345",
                                         "0x1p3", "infinity", "-inf",    "--5",     "1..2",
                                         ".",     ",5,",      "$",       "1,,234",  "5 5",
                                         "1e",    "1,234,56", "+",       "12.5abc", "()",
                                         "1 2345" };
    double value;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (number_parse(&value, '.', texts[i], strlen(texts[i])) != NUMBER_NONE) {
            fail_msg("\"%s\" was read", texts[i]);
        }
    }
    assert_int_equal(number_parse(&value, '.', "  ", 2), NUMBER_BLANK);
    assert_int_equal(number_parse(&value, '.', "1e999", 5), NUMBER_HUGE);
    assert_int_equal(number_parse(&value, '.', "99999999999999", 14), NUMBER_HUGE);
    assert_int_equal(number_parse(&value, ',', "12.5", 4), NUMBER_NONE);
}

static void assert_decimal(const char *list, const char *wanted)
{
    NumberEvidence evidence = { 0 };
    char copy[400], *rest = copy, *text, decimal, got_mark[2] = "";
    int64_t line = 1;
    Err err;

    strncpy(copy, list, sizeof copy - 1);
    copy[sizeof copy - 1] = '\0';
    while ((text = strsep(&rest, "|")))
        number_note(&evidence, text, strlen(text), ++line);
    const char *got = err.text;
    if (!number_decide(&decimal, &evidence, "t.csv", &err)) {
        got_mark[0] = decimal;
        got = got_mark;
    }
    if (!strstr(got, wanted)) fail_msg("%s: %s", list, got);
}

static void a_file_decides_its_decimal_mark(void **state)
{
    (void)state;
    assert_decimal("1|2|3", ".");
    assert_decimal("1.234|5.5", ".");
    assert_decimal("1.234|5,5", ",");
    assert_decimal("1.234.567|2.345", ",");
    assert_decimal("0.123", ".");
    assert_decimal("1,234.50", ".");
    assert_decimal("1.234|2.345", "\"1.234\" (line 2) may have thousands or decimals");
    assert_decimal("1.5|1,5", "numbers are mixed: \"1.5\" (line 2)");
}

int form_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(quotes_hold_delimiters_line_ends_and_quotes),
        TEST(lines_end_in_three_ways_and_the_last_need_not),
        TEST(text_behind_a_closing_quote_is_marked),
        TEST(encodings_become_utf8),
        TEST(a_quote_that_is_never_closed_is_refused_with_its_line),
        TEST(records_across_blocks_are_whole),
        TEST(dates_are_read_in_their_form),
        TEST(what_is_no_date_is_none),
        TEST(a_column_decides_the_order_of_its_dates),
        TEST(an_ambiguous_column_is_refused_with_an_example),
        TEST(dates_that_a_program_swapped_are_refused),
        TEST(forms_have_names_and_patterns),
        TEST(numbers_are_read_with_thousands_signs_and_currencies),
        TEST(what_is_no_number_is_none),
        TEST(a_file_decides_its_decimal_mark),
    };

    return cmocka_run_group_tests_name("import forms", tests, NULL, NULL);
}
