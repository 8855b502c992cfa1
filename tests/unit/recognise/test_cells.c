/* What numbers and number formats of a workbook become as text. */
#include <math.h>

#include "recognise/cell.h"

#include "recognise_tests.h"

static void assert_number(const char *text, const char *wanted)
{
    char got[CELL_TEXT] = "none";

    cell_number(got, text, strlen(text));
    if (strcmp(got, wanted) != 0) fail_msg("%s: \"%s\", wanted \"%s\"", text, got, wanted);
    assert_true(strtod(got, NULL) == strtod(text, NULL) || !strcmp(wanted, "none"));
}

static void numbers_are_as_short_as_they_can_be(void **state)
{
    (void)state;
    assert_number("1001", "1001");
    assert_number("1001.0", "1001");
    assert_number("1E+05", "100000");
    assert_number("1.0000000000000001E-2", "0.01");
    assert_number("12.300000000000001", "12.3");
    assert_number("0.30000000000000004", "0.30000000000000004");
    assert_number("0.29999999999999999", "0.3");
    assert_number("-0", "0");
    assert_number("-0.5", "-0.5");
    assert_number("0012", "12");
    assert_number("12.50", "12.5");
    assert_number("1234567890123456", "1234567890123456");
    assert_number("1.2345678901234501E+17", "123456789012345010");
    assert_number("100000000000000000000", "100000000000000000000");
    assert_number("1e21", "1e21");
    assert_number("-1.5e300", "-1.5e300");
    assert_number("0.0000012", "0.0000012");
    assert_number("1.2e-9", "1.2e-9");
    assert_number("2.2250738585072014e-308", "2.2250738585072014e-308");
}

static void what_is_no_number_is_left_alone(void **state)
{
    static const char *const none[] = { "",    "abc", "1,5", "1e999", "NaN",   "0x10",
                                        "1 2", "--1", ".",   "-",     "1.2.3", "1e" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(none); i++)
        assert_number(none[i], "none");
    char got[CELL_TEXT];
    assert_false(cell_number(got, "1\0002", 3));
    char digits[200];
    memset(digits, '9', sizeof digits);
    assert_false(cell_number(got, digits, sizeof digits));
}

static void assert_date(double days, CellForm form, bool since_1904, const char *wanted)
{
    char got[CELL_TEXT] = "none";

    cell_date(got, days, form, since_1904);
    if (strcmp(got, wanted) != 0) fail_msg("%.10g: \"%s\", wanted \"%s\"", days, got, wanted);
}

/* The phantom day is day 60; the days around it are those of ISO/IEC 29500, 18.17.4.1. */
static void days_count_from_1900_or_1904(void **state)
{
    (void)state;
    assert_date(1, CELL_DATE, false, "1900-01-01");
    assert_date(59, CELL_DATE, false, "1900-02-28");
    assert_date(60, CELL_DATE, false, "1900-02-29");
    assert_date(61, CELL_DATE, false, "1900-03-01");
    assert_date(45504, CELL_DATE, false, "2024-07-31");
    assert_date(2958465, CELL_DATE, false, "9999-12-31");
    assert_date(2958466, CELL_DATE, false, "none");
    assert_date(-1, CELL_DATE, false, "none");
    assert_date(0, CELL_DATE, true, "1904-01-01");
    assert_date(44042, CELL_DATE, true, "2024-07-31");
    assert_date(2957003, CELL_DATE, true, "9999-12-31");
    assert_date(2957004, CELL_DATE, true, "none");
    assert_date(45504, CELL_PLAIN, false, "none");
    assert_date(NAN, CELL_DATE, false, "none");
    assert_date(1e300, CELL_ELAPSED, false, "none");
}

static void times_are_to_the_second(void **state)
{
    (void)state;
    assert_date(45504.5, CELL_DATE, false, "2024-07-31 12:00:00");
    assert_date(45504.378472222219, CELL_DATE, false, "2024-07-31 09:05:00");
    assert_date(45504.999999, CELL_DATE, false, "2024-08-01");
    assert_date(45504.25, CELL_TIME, false, "2024-07-31 06:00:00");
    assert_date(0.75, CELL_TIME, false, "18:00:00");
    assert_date(1.25, CELL_ELAPSED, false, "30:00:00");
    assert_date(0, CELL_TIME, false, "00:00:00");
}

static void iso_dates_lose_what_says_nothing(void **state)
{
    static const char *const pairs[][2] = { { "2024-07-31", "2024-07-31" },
                                            { "2024-07-31T00:00:00Z", "2024-07-31" },
                                            { "2024-07-31T09:05", "2024-07-31 09:05:00" },
                                            { "2024-07-31T09:05:07.25", "2024-07-31 09:05:07" },
                                            { "2024-02-30", "none" },
                                            { "2024-07-31T25:00:00", "none" },
                                            { "2024-07-31 09:05", "none" },
                                            { "09:05:00", "none" } };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        char got[CELL_TEXT] = "none";
        cell_iso_date(got, pairs[i][0], strlen(pairs[i][0]));
        assert_string_equal(got, pairs[i][1]);
    }
}

static void formats_are_dates_by_their_letters(void **state)
{
    static const struct {
        const char *code;
        CellForm form;
    } codes[] = {
        { "General", CELL_PLAIN },
        { "0.00", CELL_PLAIN },
        { "#,##0.00_);[Red]\\(#,##0.00\\)", CELL_PLAIN },
        { "[$-409]d-mmm-yy;@", CELL_DATE },
        { "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", CELL_DATE },
        { "yyyy\"年\"m\"月\"", CELL_DATE },
        { "dd/mm/yyyy hh:mm", CELL_DATE },
        { "mmm", CELL_DATE },
        { "h:mm AM/PM", CELL_TIME },
        { "mm:ss.0", CELL_TIME },
        { "[h]:mm:ss", CELL_ELAPSED },
        { "[mm]:ss", CELL_ELAPSED },
        { "\"yes\";\"no\"", CELL_PLAIN },
        { "0.00\" days\"", CELL_PLAIN },
        { "#,##0,,\" M\"", CELL_PLAIN },
        { "0.00 USD", CELL_PLAIN },
        { "0\\d", CELL_PLAIN },
        { "_d0", CELL_PLAIN },
        { "*d#,##0", CELL_PLAIN },
        { "[Red]0.00", CELL_PLAIN },
        { "0.00E+00", CELL_PLAIN },
        { "@", CELL_PLAIN },
        { "", CELL_PLAIN },
        { "\"", CELL_PLAIN },
        { "[", CELL_PLAIN },
        { "\\", CELL_PLAIN },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        if (cell_form_of_code(codes[i].code) != codes[i].form)
            fail_msg("%s is %d", codes[i].code, cell_form_of_code(codes[i].code));
    }
    for (int id = 14; id <= 22; id++)
        assert_int_not_equal(cell_form_of_id(id), CELL_PLAIN);
    for (int id = 45; id <= 47; id++)
        assert_int_not_equal(cell_form_of_id(id), CELL_PLAIN);
    for (int id = 0; id < 14; id++)
        assert_int_equal(cell_form_of_id(id), CELL_PLAIN);
    assert_int_equal(cell_form_of_id(37), CELL_PLAIN);
    assert_int_equal(cell_form_of_id(49), CELL_PLAIN);
    assert_int_equal(cell_form_of_id(-14), CELL_PLAIN);
}

int cell_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_are_as_short_as_they_can_be), TEST(what_is_no_number_is_left_alone),
        TEST(days_count_from_1900_or_1904),        TEST(times_are_to_the_second),
        TEST(iso_dates_lose_what_says_nothing),    TEST(formats_are_dates_by_their_letters),
    };

    return cmocka_run_group_tests_name("cells", tests, NULL, NULL);
}
