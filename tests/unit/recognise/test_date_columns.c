/* The form of a column of dates, decided over all of it. */
#include <stdio.h>

#include "recognise/recognise.h"
#include "recognise_tests.h"

/* Texts between bars. */
static void note_all(DateEvidence *evidence, const char *list)
{
    char copy[4000], *rest = copy, *text;
    int64_t line = 1;

    assert_true(strlen(list) < sizeof copy);
    strcpy(copy, list);
    while ((text = strsep(&rest, "|")))
        date_note(evidence, text, strlen(text), ++line);
}

static void assert_form(const DateEvidence *evidence, const char *wanted, const char *of)
{
    DateForm form;
    Err err;
    const char *got =
        date_decide(&form, evidence, "t.csv: date", &err) ? err.text : date_form_name(form);

    if (!strstr(got, wanted)) fail_msg("%s: %s", of, got);
}

static void assert_column(const char *list, const char *wanted)
{
    DateEvidence evidence = { 0 };

    note_all(&evidence, list);
    assert_form(&evidence, wanted, list);
}

static const char SHORT[] = "years of two digits";

static void years_of_two_digits_are_found_over_the_column(void **state)
{
    (void)state;
    assert_column("24-01-24|24-04-02|24-03-19", SHORT);
    assert_column("23-12-30|23-12-31|24-01-01|24-01-02", SHORT);
    assert_column("69-07-31|70-01-05", SHORT);
    assert_column("24-01-32|24-01-31|24-01-30", "day/month/year"); /* 1932, 1931, 1930 */
    assert_column("31-01-24|30-01-24|29-01-24", "day/month/year");
    assert_column("05-01-24|06-01-24|29-01-24", "day/month/year");
    /* The year is last; which of the others is the day is another question. */
    assert_column("05-01-24|06-01-24", "may be day/month or month/day");
    assert_column("01-07-24|02-07-24|03-07-24|04-07-24|05-07-24", "may be day/month");
    assert_column("1.2.24|3.4.24", "day/month/year");
    assert_column("01.02.24|03.04.24", "day/month/year");
    assert_column("24.07.30|24.07.31|24.08.01|24.08.02", SHORT);
    assert_column("31-Jul-24|30-Jul-24", "day/month/year");
    assert_column("05-Jan-23|06-Feb-24", "day/month/year");
}

static void undecided_years_of_two_digits_are_refused(void **state)
{
    (void)state;
    assert_column("05-01-24|06-02-24", "\"05-01-24\" (line 2) may begin or end with its year");
    assert_column("01-02-03|02-03-04", "give --date-format ymd, dmy or mdy");
}

/* The first of each month for twenty-five years: as days they would be those of 2001. */
static void monthly_records_over_decades_are_no_days_of_one_year(void **state)
{
    DateEvidence last = { 0 }, first = { 0 }, slashes = { 0 };
    char text[64];

    (void)state;
    for (int m = 0; m < 25 * 12; m++) {
        snprintf(text, sizeof text, "01-%02d-%02d", m % 12 + 1, m / 12 + 1);
        date_note(&last, text, 8, m + 2);
        snprintf(text, sizeof text, "%02d-%02d-01", m / 12 + 1, m % 12 + 1);
        date_note(&first, text, 8, m + 2);
        snprintf(text, sizeof text, "01/%02d/%02d", m % 12 + 1, m / 12 + 1);
        date_note(&slashes, text, 8, m + 2);
    }
    assert_form(&last, "may begin or end with its year", "monthly");
    assert_form(&first, "may begin or end with its year", "monthly");
    assert_form(&slashes, "may be day/month or month/day", "monthly");
}

/* Whole shops of one to ten years: the form is found, or asked for, but never taken for another. */
static void a_shop_is_never_read_in_the_wrong_form(void **state)
{
    static const struct {
        DateForm form;
        int order[3]; /* of year, month, day */
    } cases[] = { { DATE_YMD_SHORT, { 0, 1, 2 } },
                  { DATE_DMY, { 2, 1, 0 } },
                  { DATE_MDY, { 1, 2, 0 } } };
    Random random = random_open(73, 1);
    int decided = 0, shops = 0;

    (void)state;
    for (int i = 0; i < 300; i++) {
        int days = 1 + (int)random_below(&random, 3650), rows = 2 + (int)random_below(&random, 400);
        Day from = day("2000-01-01") + (Day)random_below(&random, 9000);
        for (size_t c = 0; c < COUNT_OF(cases); c++) {
            DateEvidence evidence = { 0 };
            DateForm form;
            Err err;
            char text[64];
            for (int r = 0; r < rows; r++) {
                CivilDate date = day_to_civil(from + (Day)random_below(&random, (uint64_t)days));
                const int parts[] = { date.year % 100, date.month, date.day };
                const int *order = cases[c].order;
                snprintf(text, sizeof text, "%02d-%02d-%02d", parts[order[0]], parts[order[1]],
                         parts[order[2]]);
                date_note(&evidence, text, strlen(text), r + 2);
            }
            shops++;
            if (date_decide(&form, &evidence, "t.csv", &err)) continue;
            decided++;
            /* Where day and month are the same in every row the order does not matter. */
            bool same =
                form != DATE_YMD_SHORT && cases[c].form != DATE_YMD_SHORT && !evidence.either;
            if (form != cases[c].form && !same) {
                fail_msg("\"%s\" and %d more over %d days: %s", text, rows - 1, days,
                         date_form_name(form));
            }
        }
    }
    print_message("%d of %d columns of yy-mm-dd, dd-mm-yy and mm-dd-yy were decided\n", decided,
                  shops);
    assert_true(decided > shops * 3 / 4);
}

static void serials_are_dates_where_nothing_else_stands(void **state)
{
    (void)state;
    assert_column("45504|45505.5|NULL|45506", "a spreadsheet's numbers of days");
    assert_column("45504|45505|2024-07-31",
                  "\"45504\" (line 2) is a spreadsheet's number of a day, but not every value is");
    assert_column("45504|12", "is a spreadsheet's number");
    assert_column("12|13|45504", "\"12\" (line 2) is not a date");
}

static void unknown_dates_and_blanks_decide_nothing(void **state)
{
    DateEvidence evidence = { 0 };

    (void)state;
    note_all(&evidence, "0000-00-00|31/12/2024|1970-01-01|NULL||01/01/1970|0|1/2/2024");
    assert_form(&evidence, "day/month/year", "unknown among known");
    assert_int_equal(evidence.unknown, 4);
    assert_int_equal(evidence.values, 2);
    assert_string_equal(evidence.example_unknown.text, "0000-00-00");
    assert_column("1970-01-01|0000-00-00", "year-month-day");
    assert_column("NULL|n/a|-", "year-month-day");
}

static void times_and_offsets_are_counted(void **state)
{
    DateEvidence evidence = { 0 };

    (void)state;
    note_all(&evidence, "2024-07-31|2024-07-31 08:15|2024-07-31 08:15 +0200|2024-07-31T08:15Z|"
                        "2024-07-31 08:15 EST|2024-07-31 08:15 IST");
    assert_form(&evidence, "year-month-day", "times");
    assert_int_equal(evidence.timed, 5);
    assert_int_equal(evidence.zoned, 3);
}

static void a_message_shows_the_value_whole(void **state)
{
    (void)state;
    assert_column("the last Friday in November of two thousand and twenty-four|soon",
                  "\"the last Friday in November of two thousand and twenty-four\" (line 2) is no");
}

static void forms_have_more_names(void **state)
{
    static const struct {
        const char *name;
        DateForm form;
    } cases[] = { { "ymd", DATE_YMD_SHORT },      { "yy-mm-dd", DATE_YMD_SHORT },
                  { "%y-%m-%d", DATE_YMD_SHORT }, { "yyyy-mm-dd", DATE_YMD },
                  { "%Y-%m-%d %H:%M", DATE_YMD }, { "iso", DATE_YMD },
                  { "excel", DATE_SERIAL },       { "serial", DATE_SERIAL },
                  { "dd.mm.yy", DATE_DMY },       { "epoch", DATE_UNIX } };
    DateForm form;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        if (!date_form_of(&form, cases[i].name) || form != cases[i].form) {
            fail_msg("%s", cases[i].name);
        }
    }
    assert_false(date_form_of(&form, "serials") || date_form_of(&form, "ym"));
}

int date_column_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(years_of_two_digits_are_found_over_the_column),
        TEST(undecided_years_of_two_digits_are_refused),
        TEST(monthly_records_over_decades_are_no_days_of_one_year),
        TEST(a_shop_is_never_read_in_the_wrong_form),
        TEST(serials_are_dates_where_nothing_else_stands),
        TEST(unknown_dates_and_blanks_decide_nothing),
        TEST(times_and_offsets_are_counted),
        TEST(a_message_shows_the_value_whole),
        TEST(forms_have_more_names),
    };

    return cmocka_run_group_tests_name("recognise: columns of dates", tests, NULL, NULL);
}
