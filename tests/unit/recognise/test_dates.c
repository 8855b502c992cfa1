/* Single dates in a form that is known. */
#include <stdio.h>

#include "recognise/recognise.h"
#include "recognise_tests.h"

#define AT(hour, minute, second) (3600 * (hour) + 60 * (minute) + (second))
#define H 3600

typedef struct Case {
    const char *text;
    const char *day; /* NULL: no date */
    int32_t second, offset;
} Case;

static void assert_moments(DateForm form, const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Moment got = { 0 };
        DateReading reading = moment_read(&got, form, cases[i].text, strlen(cases[i].text));
        if (!cases[i].day) {
            if (reading != DATE_BAD) fail_msg("\"%s\" was read (%d)", cases[i].text, reading);
        } else if (reading != DATE_FINE || got.day != day(cases[i].day) ||
                   got.second != cases[i].second || got.offset != cases[i].offset) {
            fail_msg("\"%s\": reading %d, day %d, second %d, offset %d", cases[i].text, reading,
                     got.day, got.second, got.offset);
        }
    }
}

static void years_first_are_read_with_clocks_and_offsets(void **state)
{
    static const Case cases[] = {
        { "2024-07-31", "2024-07-31", NO_TIME, NO_OFFSET },
        { "2024/7/1", "2024-07-01", NO_TIME, NO_OFFSET },
        { "2024.07.31", "2024-07-31", NO_TIME, NO_OFFSET },
        { "2024. 7. 31.", "2024-07-31", NO_TIME, NO_OFFSET },
        { "2024-Jul-31", "2024-07-31", NO_TIME, NO_OFFSET },
        { "2024年7月31日", "2024-07-31", NO_TIME, NO_OFFSET },
        { "2024年07月31日 08:15", "2024-07-31", AT(8, 15, 0), NO_OFFSET },
        { "2024년 7월 31일", "2024-07-31", NO_TIME, NO_OFFSET },
        { "2024-07-31 08:15", "2024-07-31", AT(8, 15, 0), NO_OFFSET },
        { "2024-07-31T08:15:09", "2024-07-31", AT(8, 15, 9), NO_OFFSET },
        { "2024-07-31 8:15:09", "2024-07-31", AT(8, 15, 9), NO_OFFSET },
        { "2024-07-31T08:15:09Z", "2024-07-31", AT(8, 15, 9), 0 },
        { "2024-07-31T08:15:09.123456+02:00", "2024-07-31", AT(8, 15, 9), 2 * H },
        { "2024-07-31 08:15:09 -0530", "2024-07-31", AT(8, 15, 9), -5 * H - 1800 },
        { "2024-07-31 08:15:09+02", "2024-07-31", AT(8, 15, 9), 2 * H },
        { "2024-07-31 08:15:09 UTC", "2024-07-31", AT(8, 15, 9), 0 },
        { "2024-07-31 08:15:09 GMT+2", "2024-07-31", AT(8, 15, 9), 2 * H },
        { "2024-07-31 08:15 UTC -03:30", "2024-07-31", AT(8, 15, 0), -3 * H - 1800 },
        { "2024-01-05 10:00 EST", "2024-01-05", AT(10, 0, 0), -5 * H },
        { "2024-07-31 10:00 CEST", "2024-07-31", AT(10, 0, 0), 2 * H },
        { "2024-07-31 10:00 IST", "2024-07-31", AT(10, 0, 0), NO_OFFSET },
        { "2024-07-31T10:00:00+02:00[Europe/Berlin]", "2024-07-31", AT(10, 0, 0), 2 * H },
        { "2024-07-31T10:00[America/New_York]", "2024-07-31", AT(10, 0, 0), NO_OFFSET },
        { "2024-07-31 10:00 Europe/Berlin", "2024-07-31", AT(10, 0, 0), NO_OFFSET },
        { "2024-07-31 10:00:00 Pacific Daylight Time", "2024-07-31", AT(10, 0, 0), -7 * H },
        { "2024-07-31 03:04:05 PM", "2024-07-31", AT(15, 4, 5), NO_OFFSET },
        { "2024-07-31 24:00:00", "2024-07-31", 86400, NO_OFFSET },
        { "2024-07-31 23:59:60", "2024-07-31", 86400, NO_OFFSET },
        { "20240731", "2024-07-31", NO_TIME, NO_OFFSET },
        { "20240731T081500Z", "2024-07-31", AT(8, 15, 0), 0 },
        { "20240731T0815", "2024-07-31", AT(8, 15, 0), NO_OFFSET },
        { "20240731 08:15", "2024-07-31", AT(8, 15, 0), NO_OFFSET },
        { "20240731 081500", "2024-07-31", AT(8, 15, 0), NO_OFFSET },
        { "20240731081500", "2024-07-31", AT(8, 15, 0), NO_OFFSET },
        { "202407310815", "2024-07-31", AT(8, 15, 0), NO_OFFSET },
        { "2024-02-30", NULL, 0, 0 },
        { "2023-02-29", NULL, 0, 0 },
        { "2024-13-01", NULL, 0, 0 },
        { "2024-00-10", NULL, 0, 0 },
        { "24-07-31", NULL, 0, 0 },
        { "2024-07", NULL, 0, 0 },
        { "2024-07-31x", NULL, 0, 0 },
        { "2024-07-31 10:00 XYZ", NULL, 0, 0 },
        { "2024-07-31T10:00+2", NULL, 0, 0 },
        { "2024-07-31T10:00:00.", NULL, 0, 0 },
        { "2024-07-31T", NULL, 0, 0 },
        { "2024-07-31 25:00", NULL, 0, 0 },
        { "2024-07-31 10:60", NULL, 0, 0 },
        { "2024-07-31 10:00:61", NULL, 0, 0 },
        { "2024-07-31 10:00 [Europe/Berlin", NULL, 0, 0 },
        { "2024-07-31 10:00 (CEST", NULL, 0, 0 },
        { "2024-07-31 AM", NULL, 0, 0 },
        { "20241331", NULL, 0, 0 },
        { "18990731", NULL, 0, 0 },
        { "20240731996000", NULL, 0, 0 },
        { "31.07.2024", NULL, 0, 0 },
    };

    (void)state;
    assert_moments(DATE_YMD, cases, COUNT_OF(cases));
}

static void days_first_are_read_in_eight_languages(void **state)
{
    static const Case cases[] = {
        { "31/07/2024", "2024-07-31", NO_TIME, NO_OFFSET },
        { "31.07.2024 08:15", "2024-07-31", AT(8, 15, 0), NO_OFFSET },
        { "31.07.2024, 08:15 Uhr", "2024-07-31", AT(8, 15, 0), NO_OFFSET },
        { "31.07.2024 um 08:15 Uhr", "2024-07-31", AT(8, 15, 0), NO_OFFSET },
        { "31.07.2024 08.15", "2024-07-31", AT(8, 15, 0), NO_OFFSET },
        { "31.7.2024.", "2024-07-31", NO_TIME, NO_OFFSET },
        { "31/07/2024 à 08h15", "2024-07-31", AT(8, 15, 0), NO_OFFSET },
        { "31/07/24", "2024-07-31", NO_TIME, NO_OFFSET },
        { "31-JUL-24 10.15.00.000000000 AM", "2024-07-31", AT(10, 15, 0), NO_OFFSET },
        { "31Jul2024", "2024-07-31", NO_TIME, NO_OFFSET },
        { "31 Jul '24", "2024-07-31", NO_TIME, NO_OFFSET },
        { "31st July 2024", "2024-07-31", NO_TIME, NO_OFFSET },
        { "31st of July, 2024", "2024-07-31", NO_TIME, NO_OFFSET },
        { "31 July 2024 at 10:15", "2024-07-31", AT(10, 15, 0), NO_OFFSET },
        { "Wed, 31 Jul 2024 10:15:00 +0200", "2024-07-31", AT(10, 15, 0), 2 * H },
        { "Wednesday, 31 July 2024", "2024-07-31", NO_TIME, NO_OFFSET },
        { "Mittwoch, 31. Juli 2024", "2024-07-31", NO_TIME, NO_OFFSET },
        { "Mi., 31. Juli 2024", "2024-07-31", NO_TIME, NO_OFFSET },
        { "1. März 2024", "2024-03-01", NO_TIME, NO_OFFSET },
        { "1. Mrz. 2024", "2024-03-01", NO_TIME, NO_OFFSET },
        { "1. Jänner 2024", "2024-01-01", NO_TIME, NO_OFFSET },
        { "1. Dez. 2024", "2024-12-01", NO_TIME, NO_OFFSET },
        { "mercredi 31 juillet 2024", "2024-07-31", NO_TIME, NO_OFFSET },
        { "mar. 30 juil. 2024", "2024-07-30", NO_TIME, NO_OFFSET },
        { "1er août 2024", "2024-08-01", NO_TIME, NO_OFFSET },
        { "1 Fe\xcc\x81vrier 2024", "2024-02-01", NO_TIME, NO_OFFSET },
        { "5 janv. 2024 10:04:05 UTC", "2024-01-05", AT(10, 4, 5), 0 },
        { "miércoles, 31 de julio de 2024", "2024-07-31", NO_TIME, NO_OFFSET },
        { "31 de julio del 2024 a las 8:15 a. m.", "2024-07-31", AT(8, 15, 0), NO_OFFSET },
        { "5 ene. 2024", "2024-01-05", NO_TIME, NO_OFFSET },
        { "1 sept 2024", "2024-09-01", NO_TIME, NO_OFFSET },
        { "1º settembre 2024", "2024-09-01", NO_TIME, NO_OFFSET },
        { "mercoledì 31 luglio 2024 alle ore 08:15", "2024-07-31", AT(8, 15, 0), NO_OFFSET },
        { "5 gen 2024", "2024-01-05", NO_TIME, NO_OFFSET },
        { "woensdag 31 juli 2024", "2024-07-31", NO_TIME, NO_OFFSET },
        { "1 mrt. 2024", "2024-03-01", NO_TIME, NO_OFFSET },
        { "1 mei 2024", "2024-05-01", NO_TIME, NO_OFFSET },
        { "quarta-feira, 31 de julho de 2024", "2024-07-31", NO_TIME, NO_OFFSET },
        { "1 de março de 2024", "2024-03-01", NO_TIME, NO_OFFSET },
        { "1 out. 2024", "2024-10-01", NO_TIME, NO_OFFSET },
        { "środa, 31 lipca 2024", "2024-07-31", NO_TIME, NO_OFFSET },
        { "1 października 2024", "2024-10-01", NO_TIME, NO_OFFSET },
        { "1 PAŹ 2024", "2024-10-01", NO_TIME, NO_OFFSET },
        { "1 listopada 2024", "2024-11-01", NO_TIME, NO_OFFSET },
        { "31 jui 2024", NULL, 0, 0 },
        { "31 Ju 2024", NULL, 0, 0 },
        { "31 mayday 2024", NULL, 0, 0 },
        { "Somday 31 Jul 2024", NULL, 0, 0 },
        { "31/04/2024", NULL, 0, 0 },
        { "0/1/2024", NULL, 0, 0 },
        { "1/2/3/2024", NULL, 0, 0 },
        { "1/2/202", NULL, 0, 0 },
        { "1--2-2024", NULL, 0, 0 },
        { "1/2", NULL, 0, 0 },
        { "31/07/2024 13:00 AM", NULL, 0, 0 },
        { "yesterday", NULL, 0, 0 },
        { "2024-07-31", NULL, 0, 0 },
        { "07/31/2024", NULL, 0, 0 },
    };

    (void)state;
    assert_moments(DATE_DMY, cases, COUNT_OF(cases));
}

static void months_first_are_read_with_twelve_hours_and_zones(void **state)
{
    static const Case cases[] = {
        { "7/31/24", "2024-07-31", NO_TIME, NO_OFFSET },
        { "12/1/2010 8:26 AM", "2010-12-01", AT(8, 26, 0), NO_OFFSET },
        { "12/1/2010 12:26 AM", "2010-12-01", AT(0, 26, 0), NO_OFFSET },
        { "12/1/2010 12:26 pm", "2010-12-01", AT(12, 26, 0), NO_OFFSET },
        { "12/1/2010 1:26 p.m.", "2010-12-01", AT(13, 26, 0), NO_OFFSET },
        { "12/1/2010, 1:26:05\xe2\x80\xafPM", "2010-12-01", AT(13, 26, 5), NO_OFFSET },
        { "12/1/2010 1 PM", "2010-12-01", AT(13, 0, 0), NO_OFFSET },
        { "12/1/2010 1:26:05.123PM", "2010-12-01", AT(13, 26, 5), NO_OFFSET },
        { "Jan 5, 2024 3:04:05 PM PST", "2024-01-05", AT(15, 4, 5), -8 * H },
        { "Jul 31, 2024 at 3:04 PM", "2024-07-31", AT(15, 4, 0), NO_OFFSET },
        { "Jul  1 2024  3:04PM", "2024-07-01", AT(15, 4, 0), NO_OFFSET },
        { "September 3rd, 2021", "2021-09-03", NO_TIME, NO_OFFSET },
        { "Wednesday, July 31, 2024", "2024-07-31", NO_TIME, NO_OFFSET },
        { "Wed Jul 31 10:00:00 2024", "2024-07-31", AT(10, 0, 0), NO_OFFSET },
        { "Wed Jul 31 10:00:00 UTC 2024", "2024-07-31", AT(10, 0, 0), 0 },
        { "Wed Jul 31 10:00:00 +0000 2024", "2024-07-31", AT(10, 0, 0), 0 },
        { "Wed Jul 31 2024 10:00:00 GMT+0200 (Central European Summer Time)", "2024-07-31",
          AT(10, 0, 0), 2 * H },
        { "10:05:12 Jan 05, 2024 PST", "2024-01-05", AT(10, 5, 12), -8 * H },
        { "Jan 5, 2024 10:00 (EST)", "2024-01-05", AT(10, 0, 0), NO_OFFSET },
        { "31/07/2024", NULL, 0, 0 },
        { "07.31.2024", NULL, 0, 0 },
        { "Jul 32, 2024", NULL, 0, 0 },
        { "Jul Jul 2024", NULL, 0, 0 },
        { "10:05 10:06 Jan 5, 2024", NULL, 0, 0 },
        { "12/1/2010 13:26 AM", NULL, 0, 0 },
    };

    (void)state;
    assert_moments(DATE_MDY, cases, COUNT_OF(cases));
}

static void years_of_two_digits_may_come_first(void **state)
{
    static const Case cases[] = {
        { "24-07-31", "2024-07-31", NO_TIME, NO_OFFSET },
        { "24/07/31 08:15", "2024-07-31", AT(8, 15, 0), NO_OFFSET },
        { "99-12-31", "1999-12-31", NO_TIME, NO_OFFSET },
        { "69-01-02", "1969-01-02", NO_TIME, NO_OFFSET },
        { "68-01-02", "2068-01-02", NO_TIME, NO_OFFSET },
        { "24-Jul-31", "2024-07-31", NO_TIME, NO_OFFSET },
        { "2024-07-31", "2024-07-31", NO_TIME, NO_OFFSET },
        { "20240731", "2024-07-31", NO_TIME, NO_OFFSET },
        { "4-07-31", NULL, 0, 0 },
        { "24-31-07", NULL, 0, 0 },
    };

    (void)state;
    assert_moments(DATE_YMD_SHORT, cases, COUNT_OF(cases));
}

static void numbers_of_seconds_and_days_are_read(void **state)
{
    static const Case seconds[] = {
        { "1672531200", "2023-01-01", 0, 0 },
        { "1672531199.5", "2022-12-31", 86399, 0 },
        { "99999999999", NULL, 0, 0 },
        { "-1672531200", NULL, 0, 0 },
    };
    static const Case millis[] = {
        { "1672531200000", "2023-01-01", 0, 0 },
        { "1672531200", NULL, 0, 0 },
    };
    static const Case serials[] = {
        { "45504", "2024-07-31", NO_TIME, NO_OFFSET },
        { "45504.0", "2024-07-31", 0, NO_OFFSET },
        { "45504.34375", "2024-07-31", AT(8, 15, 0), NO_OFFSET },
        { "45504,34375", "2024-07-31", AT(8, 15, 0), NO_OFFSET },
        { "45504.9999999999", "2024-07-31", 86399, NO_OFFSET },
        { "25571", "1970-01-03", NO_TIME, NO_OFFSET },
        { "73050", "2099-12-31", NO_TIME, NO_OFFSET },
        { "73051", NULL, 0, 0 },
        { "25000", NULL, 0, 0 },
        { "45504.3.1", NULL, 0, 0 },
        { "2024-07-31", NULL, 0, 0 },
    };

    (void)state;
    assert_moments(DATE_UNIX, seconds, COUNT_OF(seconds));
    assert_moments(DATE_UNIX_MILLIS, millis, COUNT_OF(millis));
    assert_moments(DATE_SERIAL, serials, COUNT_OF(serials));
}

static void blank_and_unknown_dates_are_neither_read_nor_bad(void **state)
{
    static const char *const blanks[] = { "", " ", "NULL", "-", "n/a", "NaT", "\\N", "NA" };
    static const char *const unknown[] = { "0000-00-00",
                                           "0000-00-00 00:00:00",
                                           "1970-01-01",
                                           "1970-01-01T00:00:00Z",
                                           "1969-12-31 19:00:00",
                                           "0001-01-01T00:00:00",
                                           "1899-12-30",
                                           "1900-01-01",
                                           "0",
                                           "1850-06-15" };
    Moment got;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(blanks); i++) {
        assert_int_equal(moment_read(&got, DATE_YMD, blanks[i], strlen(blanks[i])), DATE_BLANK);
        assert_int_equal(moment_read(&got, DATE_UNIX, blanks[i], strlen(blanks[i])), DATE_BLANK);
    }
    for (size_t i = 0; i < COUNT_OF(unknown); i++) {
        DateReading reading = moment_read(&got, DATE_YMD, unknown[i], strlen(unknown[i]));
        if (reading != DATE_UNKNOWN) fail_msg("\"%s\": %d", unknown[i], reading);
    }
    assert_int_equal(moment_read(&got, DATE_DMY, "00/00/0000", 10), DATE_UNKNOWN);
    assert_int_equal(moment_read(&got, DATE_DMY, "01.01.1970", 10), DATE_UNKNOWN);
    assert_int_equal(moment_read(&got, DATE_UNIX, "0", 1), DATE_UNKNOWN);
    assert_int_equal(moment_read(&got, DATE_SERIAL, "0", 1), DATE_UNKNOWN);
    assert_int_equal(moment_read(&got, DATE_YMD, "1970-01-02", 10), DATE_FINE);
}

/* --- whatever is written is read back ----------------------------------------------------------
 */

typedef struct Writer {
    DateForm form;
    const char *pattern; /* Y year, y two digits of it, M and D two digits, m and d as few as fit, N
                          * a month's name, W a weekday's, H I S the clock; what is in
                          * angle brackets stands for itself */
    const char *const *months, *const *weekdays;
} Writer;

static void put_letter(Buf *out, char letter, CivilDate date, Day d, int second, const Writer *w)
{
    switch (letter) {
    case 'Y': buf_format(out, "%04d", date.year); break;
    case 'y': buf_format(out, "%02d", date.year % 100); break;
    case 'M': buf_format(out, "%02d", date.month); break;
    case 'm': buf_format(out, "%d", date.month); break;
    case 'D': buf_format(out, "%02d", date.day); break;
    case 'd': buf_format(out, "%d", date.day); break;
    case 'N': buf_text(out, w->months[date.month - 1]); break;
    case 'W': buf_text(out, w->weekdays[(d + 3) % 7]); break;
    case 'H': buf_format(out, "%02d", second / 3600); break;
    case 'I': buf_format(out, "%02d", second / 60 % 60); break;
    case 'S': buf_format(out, "%02d", second % 60); break;
    default: buf_char(out, letter); break;
    }
}

static const char *const ENGLISH[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
static const char *const GERMAN[] = { "Januar",    "Februar", "März",     "April",
                                      "Mai",       "Juni",    "Juli",     "August",
                                      "September", "Oktober", "November", "Dezember" };
static const char *const FRENCH[] = { "janv.", "févr.", "mars",  "avr.", "mai",  "juin",
                                      "juil.", "août",  "sept.", "oct.", "nov.", "déc." };
static const char *const SPANISH[] = { "enero",      "febrero", "marzo",     "abril",
                                       "mayo",       "junio",   "julio",     "agosto",
                                       "septiembre", "octubre", "noviembre", "diciembre" };
static const char *const ITALIAN[] = { "gen", "feb", "mar", "apr", "mag", "giu",
                                       "lug", "ago", "set", "ott", "nov", "dic" };
static const char *const DUTCH[] = { "januari",   "februari", "maart",    "april",
                                     "mei",       "juni",     "juli",     "augustus",
                                     "september", "oktober",  "november", "december" };
static const char *const PORTUGUESE[] = { "jan.", "fev.", "mar.", "abr.", "maio", "jun.",
                                          "jul.", "ago.", "set.", "out.", "nov.", "dez." };
static const char *const POLISH[] = { "stycznia", "lutego",       "marca",     "kwietnia",
                                      "maja",     "czerwca",      "lipca",     "sierpnia",
                                      "września", "października", "listopada", "grudnia" };
static const char *const DAYS_EN[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
static const char *const DAYS_DE[] = { "Montag",  "Dienstag", "Mittwoch", "Donnerstag",
                                       "Freitag", "Samstag",  "Sonntag" };
static const char *const DAYS_FR[] = { "lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim." };
static const char *const DAYS_IT[] = { "lun", "mar", "mer", "gio", "ven", "sab", "dom" };
static const char *const DAYS_PL[] = { "pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz." };

static void any_day_in_any_form_reads_back(void **state)
{
    static const Writer writers[] = {
        { DATE_YMD, "Y-M-D", NULL, NULL },
        { DATE_YMD, "Y/m/d H:I", NULL, NULL },
        { DATE_YMD, "YMDTHIS", NULL, NULL },
        { DATE_YMD, "Y-M-DTH:I:S", NULL, NULL },
        { DATE_YMD, "Y年m月d日", NULL, NULL },
        { DATE_YMD_SHORT, "y-M-D", NULL, NULL },
        { DATE_YMD_SHORT, "y/M/D H:I:S", NULL, NULL },
        { DATE_DMY, "D/M/Y", NULL, NULL },
        { DATE_DMY, "d.m.y H:I", NULL, NULL },
        { DATE_DMY, "W, d N Y H:I:S", ENGLISH, DAYS_EN },
        { DATE_DMY, "W, d. N Y", GERMAN, DAYS_DE },
        { DATE_DMY, "W d N Y à HhI", FRENCH, DAYS_FR },
        { DATE_DMY, "d <de> N <de> Y", SPANISH, NULL },
        { DATE_DMY, "W d N Y", ITALIAN, DAYS_IT },
        { DATE_DMY, "d N Y <om> H:I", DUTCH, NULL },
        { DATE_DMY, "d <de> N <de> Y", PORTUGUESE, NULL },
        { DATE_DMY, "W, d N Y", POLISH, DAYS_PL },
        { DATE_MDY, "m/d/y", NULL, NULL },
        { DATE_MDY, "N d, Y H:I", ENGLISH, NULL },
        { DATE_MDY, "W N d H:I:S Y", ENGLISH, DAYS_EN },
    };
    Fixture *fixture = *state;
    Random random = random_open(31, 7);

    for (size_t w = 0; w < COUNT_OF(writers); w++) {
        for (int i = 0; i < 1500; i++) {
            Day d = day("1970-02-01") + (Day)random_below(&random, 35000);
            int second = (int)random_below(&random, 86400);
            Buf out = { 0 };
            Day got = 0;
            bool itself = false;
            for (const char *c = writers[w].pattern; *c; c++) {
                bool mark = *c == '<' || *c == '>';
                if (mark) {
                    itself = *c == '<';
                } else if (itself) {
                    buf_char(&out, *c);
                } else {
                    put_letter(&out, *c, day_to_civil(d), d, second, &writers[w]);
                }
            }
            const char *text = arena_text(&fixture->arena, out.data);
            buf_close(&out);
            if (!date_read(&got, writers[w].form, text, strlen(text)) || got != d) {
                fail_msg("\"%s\": %d, not %d", text, got, d);
            }
        }
    }
}

static void the_quick_way_agrees_with_the_long_one(void **state)
{
    char text[64], longer[70];

    (void)state;
    for (Day d = day("1900-01-02"); d < day("2200-01-01"); d += 3) {
        CivilDate date = day_to_civil(d);
        Moment quick, slow;
        if (day_is_unknown(d)) continue;
        snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d:%02d", date.year, date.month,
                 date.day, (d & 0xff) % 24, (d & 0xff) % 60, (d & 0xfff) % 60);
        snprintf(longer, sizeof longer, "%s.0", text); /* which the quick way leaves alone */
        assert_int_equal(moment_read(&quick, DATE_YMD, text, strlen(text)), DATE_FINE);
        assert_int_equal(moment_read(&slow, DATE_YMD, longer, strlen(longer)), DATE_FINE);
        assert_true(quick.day == d && slow.day == d);
        assert_true(quick.second == slow.second && quick.offset == slow.offset);
    }
}

int date_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(years_first_are_read_with_clocks_and_offsets),
        TEST(days_first_are_read_in_eight_languages),
        TEST(months_first_are_read_with_twelve_hours_and_zones),
        TEST(years_of_two_digits_may_come_first),
        TEST(numbers_of_seconds_and_days_are_read),
        TEST(blank_and_unknown_dates_are_neither_read_nor_bad),
        TEST(any_day_in_any_form_reads_back),
        TEST(the_quick_way_agrees_with_the_long_one),
    };

    return cmocka_run_group_tests_name("recognise: dates", tests, NULL, NULL);
}
