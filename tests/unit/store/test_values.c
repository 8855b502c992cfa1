#include "store_tests.h"

#include "recognise/date.h"
#include "store/value.h"

static void dates_are_read_as_the_day_that_was_written(void **state)
{
    static const char *const texts[] = { "2024-02-29",
                                         "  2024-02-29\t",
                                         "2024-02-29 00:00:00",
                                         "2024-02-29T23:30:00Z",
                                         "2024-02-29T23:30:00+02:00",
                                         "2024-02-29 01:00:00.123-05:00",
                                         "2024-02-29 24:00:00",
                                         "2024-02-29 23:59:60",
                                         "2024-02-29t12:00",
                                         "2024-02-29 12:00:00 +0100" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        Day got = 0;
        if (day_from_text(&got, texts[i], strlen(texts[i])) != READ_OK) fail_msg("%s", texts[i]);
        assert_int_equal(got, day("2024-02-29"));
    }
}

static void what_is_no_iso_date_is_bad(void **state)
{
    static const char *const texts[] = { "2023-02-29",
                                         "2023-13-01",
                                         "2023-00-10",
                                         "2023-02-30",
                                         "02/28/2023",
                                         "28.02.2023",
                                         "23-02-28",
                                         "2023-2-28",
                                         "now",
                                         "20230228",
                                         "2023-02-28x",
                                         "2023-02-28T",
                                         "2023-02-28 25:00",
                                         "-4713-11-24",
                                         "1677542400",
                                         "２023-02-28",
                                         "2023-01-01 +1 month",
                                         "2023-02-28T10:00:61",
                                         "2023-02-28T10:00:00+2",
                                         "2023-02-28 10:00:00.",
                                         "2100-02-29" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        Day got = 12345;
        if (day_from_text(&got, texts[i], strlen(texts[i])) != READ_BAD) fail_msg("%s", texts[i]);
        assert_int_equal(got, 12345);
    }
}

static void blank_dates_are_missing_and_placeholders_are_odd(void **state)
{
    Day got;

    (void)state;
    assert_int_equal(day_from_text(&got, "", 0), READ_MISSING);
    assert_int_equal(day_from_text(&got, " \t ", 3), READ_MISSING);
    assert_int_equal(day_from_text(&got, "0001-01-01", 10), READ_ODD);
    assert_int_equal(day_from_text(&got, "1899-12-30", 10), READ_ODD);
    assert_int_equal(day_from_text(&got, "1900-01-01", 10), READ_ODD);
    assert_int_equal(day_from_text(&got, "1900-01-02", 10), READ_OK);
    assert_int_equal(day_from_text(&got, "0000-00-00", 10), READ_ODD);
    assert_int_equal(day_from_text(&got, "0000-00-00 00:00:00", 19), READ_ODD);
    assert_int_equal(day_from_text(&got, "1970-01-01T00:00:00Z", 20), READ_ODD);
    assert_int_equal(day_from_text(&got, "1970-01-02", 10), READ_OK);
    assert_int_equal(day_from_text(&got, "NULL", 4), READ_MISSING);
    assert_int_equal(day_from_text(&got, "n/a", 3), READ_MISSING);
}

static void every_day_of_four_centuries_agrees_with_the_calendar(void **state)
{
    char text[NUMBER_TEXT];

    (void)state;
    for (Day d = day("1900-01-01"); d <= day("2299-12-31"); d++) {
        Day got;
        day_iso(text, d);
        if (day_is_unknown(d)) {
            assert_int_equal(day_from_text(&got, text, 10), READ_ODD);
            continue;
        }
        assert_int_equal(day_from_text(&got, text, 10), READ_OK);
        assert_int_equal(got, d);
    }
}

static void amounts_as_text_are_read_strictly(void **state)
{
    static const char *const bad[] = { "99,98", "$5",    "0x10", "abc", "12.5abc", "Na N",
                                       "inf",   "1 000", "1e99", "--1", "1e308",   "2e13" };
    double got = 7;

    (void)state;
    assert_int_equal(amount_from_text(&got, " 12.5 ", 6), READ_AS_TEXT);
    assert_true(got == 12.5);
    assert_int_equal(amount_from_text(&got, "1e3", 3), READ_AS_TEXT);
    assert_true(got == 1000);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        if (amount_from_text(&got, bad[i], strlen(bad[i])) != READ_BAD) fail_msg("%s", bad[i]);
    }
    assert_int_equal(amount_from_text(&got, "5\0006", 3), READ_BAD);
    assert_int_equal(amount_from_text(&got, "  ", 2), READ_MISSING);
    assert_int_equal(amount_from_text(&got, "NaN", 3), READ_MISSING);
    assert_int_equal(amount_from_text(&got, "NULL", 4), READ_MISSING);
    assert_true(got == 1000);
}

static void ids_as_text_are_whole_numbers_or_bad(void **state)
{
    static const char *const bad[] = {
        "C-0001", "7.5", "1e30", "nano", "9223372036854775808", "7 8"
    };
    int64_t got = 3;

    (void)state;
    assert_int_equal(id_from_text(&got, "7.0", 3), READ_AS_TEXT);
    assert_int_equal(got, 7);
    assert_int_equal(id_from_text(&got, " -9223372036854775808 ", 22), READ_AS_TEXT);
    assert_true(got == INT64_MIN);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        if (id_from_text(&got, bad[i], strlen(bad[i])) != READ_BAD) fail_msg("%s", bad[i]);
    }
    assert_true(got == INT64_MIN);
}

int value_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(dates_are_read_as_the_day_that_was_written),
        TEST(what_is_no_iso_date_is_bad),
        TEST(blank_dates_are_missing_and_placeholders_are_odd),
        TEST(every_day_of_four_centuries_agrees_with_the_calendar),
        TEST(amounts_as_text_are_read_strictly),
        TEST(ids_as_text_are_whole_numbers_or_bad),
    };

    return cmocka_run_group_tests_name("values", tests, NULL, NULL);
}
