/* Time zones: the C library's answers, and files and rules made by hand. */

#include <stdlib.h>
#include <time.h>

#include "recognise/recognise.h"
#include "recognise/zone_file.h"
#include "recognise_tests.h"

static Zone zone(Fixture *fixture, const char *name)
{
    Zone opened;
    Err err;

    if (zone_open(&opened, name, NULL, &fixture->arena, &err)) fail_msg("%s", err.text);
    return opened;
}

static bool has_zones(void)
{
    return path_is_folder("/usr/share/zoneinfo");
}

static void offsets_are_zones_without_any_file(void **state)
{
    static const struct {
        const char *name;
        int32_t offset;
    } cases[] = { { "UTC", 0 },      { "utc", 0 },        { "GMT", 0 },
                  { "Z", 0 },        { "+02:00", 7200 },  { "-0530", -19800 },
                  { "UTC+2", 7200 }, { "GMT-5", -18000 }, { "UTC+05:30", 19800 } };
    Fixture *fixture = *state;
    Err err;

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Zone opened;
        if (zone_open(&opened, cases[i].name, "/nowhere", &fixture->arena, &err)) {
            fail_msg("%s", err.text);
        }
        assert_int_equal(zone_offset(&opened, 1722412800), cases[i].offset);
        assert_int_equal(zone_offset(&opened, -1), cases[i].offset);
    }
}

static void zones_agree_with_the_c_library(void **state)
{
    static const char *const names[] = {
        "Europe/Berlin",    "America/New_York", "America/Sao_Paulo", "Asia/Kolkata",
        "Australia/Sydney", "Europe/Dublin",    "Africa/Casablanca", "Asia/Tehran",
        "Pacific/Apia",     "America/St_Johns", "Asia/Kathmandu",    "Antarctica/Troll",
        "Europe/London",    "America/Santiago", "Etc/GMT-5",         "Australia/Lord_Howe",
        "Africa/Cairo",     "America/Nuuk",     "Asia/Gaza",         "Pacific/Chatham",
    };
    Fixture *fixture = *state;
    Random random = random_open(11, 3);
    const char *before = getenv("TZ");

    if (!has_zones()) skip();
    before = before ? arena_text(&fixture->arena, before) : NULL;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        Zone opened = zone(fixture, names[i]);
        setenv("TZ", names[i], 1);
        tzset();
        for (int m = 0; m < 4000; m++) {
            /* 1900 to 2200: behind 2037 only the rule at the end of the file is left. */
            int64_t moment = -2208988800 + (int64_t)random_below(&random, 9467085600);
            struct tm local;
            time_t time = (time_t)moment;
            localtime_r(&time, &local);
            if (zone_offset(&opened, moment) != local.tm_gmtoff) {
                fail_msg("%s at %lld: %d, not %ld", names[i], (long long)moment,
                         zone_offset(&opened, moment), local.tm_gmtoff);
            }
        }
    }
    if (before) {
        setenv("TZ", before, 1);
    } else {
        unsetenv("TZ");
    }
    tzset();
}

static void a_day_ends_in_the_zone(void **state)
{
    static const struct {
        const char *text, *zone, *day;
    } cases[] = {
        { "2024-07-31T22:30:00Z", "Europe/Berlin", "2024-08-01" },
        { "2024-07-31T21:30:00Z", "Europe/Berlin", "2024-07-31" },
        { "2024-01-31T22:30:00Z", "Europe/Berlin", "2024-01-31" },
        { "2024-08-01T03:59:00Z", "America/New_York", "2024-07-31" },
        { "2024-08-01 00:30:00 +0200", "UTC", "2024-07-31" },
        { "2024-07-31 22:30:00 -0500", "UTC", "2024-08-01" },
        { "2024-07-31 22:30:00 -0500", "-05:00", "2024-07-31" },
        /* The shop's own time, and days without a time, stay. */
        { "2024-07-31 23:59:59", "Asia/Tokyo", "2024-07-31" },
        { "2024-07-31", "Asia/Tokyo", "2024-07-31" },
    };
    Fixture *fixture = *state;

    if (!has_zones()) skip();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Zone opened = zone(fixture, cases[i].zone);
        Moment moment;
        assert_int_equal(moment_read(&moment, DATE_YMD, cases[i].text, strlen(cases[i].text)),
                         DATE_FINE);
        if (moment_day(&moment, &opened) != day(cases[i].day)) fail_msg("%s", cases[i].text);
    }
}

static void unknown_zones_are_refused_with_what_to_do(void **state)
{
    static const struct {
        const char *name, *folder, *said;
    } cases[] = {
        { "Europe/Berlln", NULL, "the time zone Europe/Berlln is not known: write it as" },
        { "Europe", NULL, "is not known" },
        { "../../etc/passwd", NULL, "\"../../etc/passwd\" is not a time zone: give one such as" },
        { "/etc/passwd", NULL, "is not a time zone" },
        { "", NULL, "\"\" is not a time zone" },
        { "Europe/Ber lin", NULL, "is not a time zone" },
        { "+25:00", NULL, "not a time zone" },
        { "Europe/Berlin", "/nowhere", "this system has no time zones" },
    };
    Fixture *fixture = *state;

    if (!has_zones()) skip();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Zone opened;
        Err err = { 0 };
        Status got = zone_open(&opened, cases[i].name, cases[i].folder, &fixture->arena, &err);
        if (got != ERR_USAGE || !strstr(err.text, cases[i].said)) {
            fail_msg("%s: %d %s", cases[i].name, got, err.text);
        }
    }
}

static void damaged_files_are_refused(void **state)
{
    Fixture *fixture = *state;
    Bytes whole;
    Zone opened;
    Err err;

    if (!has_zones()) skip();
    assert_int_equal(
        file_read(&whole, "/usr/share/zoneinfo/Europe/Berlin", 1 << 20, &fixture->arena, &err), OK);
    assert_true(zone_file_read(&opened, whole, &fixture->arena));
    for (size_t size = 0; size + 1 < whole.size; size++)
        assert_false(zone_file_read(&opened, (Bytes){ whole.data, size }, &fixture->arena));
    const char *path = path_in(fixture, "Mars");
    assert_int_equal(file_write(path, whole.data, whole.size / 2, &err), OK);
    const char *folder = arena_text_n(&fixture->arena, path, strlen(path) - strlen("/Mars"));
    assert_int_equal(zone_open(&opened, "Mars", folder, &fixture->arena, &err), ERR_DATA);
    assert_non_null(strstr(err.text, "Mars is not a time zone file, or is damaged"));
}

static void rules_are_read_as_posix_has_them(void **state)
{
    static const struct {
        const char *rule;
        const char *moment; /* UTC */
        int32_t offset;
    } cases[] = {
        { "CET-1CEST,M3.5.0,M10.5.0/3", "2050-03-27T00:59:59Z", 3600 },
        { "CET-1CEST,M3.5.0,M10.5.0/3", "2050-03-27T01:00:00Z", 7200 },
        { "CET-1CEST,M3.5.0,M10.5.0/3", "2050-10-30T00:59:59Z", 7200 },
        { "CET-1CEST,M3.5.0,M10.5.0/3", "2050-10-30T01:00:00Z", 3600 },
        { "AEST-10AEDT,M10.1.0,M4.1.0/3", "2050-01-01T00:00:00Z", 39600 },
        { "AEST-10AEDT,M10.1.0,M4.1.0/3", "2050-07-01T00:00:00Z", 36000 },
        { "<+0330>-3:30", "2050-07-01T00:00:00Z", 12600 },
        { "EST5EDT4,J60/0,J300/0", "2052-03-01T04:59:59Z", -18000 },
        { "EST5EDT4,J60/0,J300/0", "2052-03-01T05:00:00Z", -14400 },
        { "EST5EDT,59/0,299/0", "2052-02-29T05:00:00Z", -14400 },
    };
    static const char *const wrong[] = { "",
                                         "CET",
                                         "CE-1",
                                         "CET-25",
                                         "CET-1CEST",
                                         "CET-1CEST,M13.1.0,M10.5.0",
                                         "<+03-3",
                                         "CET-1CEST,M3.5.0",
                                         "CET-1CEST,M3.5.0,M10.5.0x",
                                         "CET-1CEST,M3.6.0,M10.5.0",
                                         "CET-1CEST,J0,J365",
                                         "CET-1:60",
                                         "CET-1CEST,M3.5.0/168,M10.5.0" };
    ZoneRule rule;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Moment at;
        if (!zone_rule_read(&rule, cases[i].rule, strlen(cases[i].rule))) {
            fail_msg("%s", cases[i].rule);
        }
        assert_int_equal(moment_read(&at, DATE_YMD, cases[i].moment, strlen(cases[i].moment)),
                         DATE_FINE);
        int32_t got = zone_rule_offset(&rule, (int64_t)at.day * 86400 + at.second);
        if (got != cases[i].offset) {
            fail_msg("%s at %s: %d", cases[i].rule, cases[i].moment, got);
        }
    }
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        if (zone_rule_read(&rule, wrong[i], strlen(wrong[i]))) fail_msg("%s", wrong[i]);
    }
}

int zone_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(offsets_are_zones_without_any_file),
        TEST(zones_agree_with_the_c_library),
        TEST(a_day_ends_in_the_zone),
        TEST(unknown_zones_are_refused_with_what_to_do),
        TEST(damaged_files_are_refused),
        TEST(rules_are_read_as_posix_has_them),
    };

    return cmocka_run_group_tests_name("recognise: zones", tests, NULL, NULL);
}
