#include "recognise/date.h"

#include <string.h>

#include "recognise/date_parts.h"
#include "recognise/plain.h"

/* Days from 1899-12-30, where spreadsheets begin, to 1970-01-01; and to the end of 2099. */
#define SERIAL_1970 25569
#define SERIAL_MOST 73050

bool day_make(Day *out, int year, int month, int day)
{
    static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
    bool leap = month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0);
    if (day > days[month - 1] + leap) return false;
    *out = day_from_civil((CivilDate){ year, month, day });
    return true;
}

bool day_is_unknown(Day day)
{
    const Day first = day_from_civil((CivilDate){ FIRST_YEAR, 1, 1 });

    return day <= first || day == 0 || day == -1;
}

/* --- digits ----------------------------------------------------------------------------------- */

static bool compact_day(Day *out, int64_t number, int first_year, int last_year)
{
    int year = (int)(number / 10000);

    return year >= first_year && year <= last_year &&
           day_make(out, year, (int)(number / 100 % 100), (int)(number % 100));
}

/* 20240731, with a time of day behind it; 20240731081500; 202407310815, in the years in which no
 * milliseconds look so. */
static bool compact_read(Moment *out, int64_t number, int digits, const char *text, size_t size)
{
    Moment got = { .second = NO_TIME, .offset = NO_OFFSET };
    Scan scan = { text + digits, text + size };
    Clock clock = { NO_TIME, NO_OFFSET };

    if (digits == 8) {
        if (!compact_day(&got.day, number, 1900, 2199)) return false;
    } else if (digits == 12 || digits == 14) {
        int64_t day = digits == 14 ? number / 1000000 : number / 10000;
        Scan tail = { text + 8, text + digits };
        if (!compact_day(&got.day, day, digits == 14 ? 1900 : 1990, digits == 14 ? 2199 : 2099) ||
            !clock_take(&clock, &tail, true) || !scan_ended(&tail)) {
            return false;
        }
    } else {
        return false;
    }
    if (!clock_take_rest(&clock, &scan, true)) return false;
    got.second = clock.second;
    got.offset = clock.offset;
    *out = got;
    return true;
}

static bool serial_read(Moment *out, int64_t number, double fraction, bool has_fraction)
{
    if (number < SERIAL_1970 || number > SERIAL_MOST) return false;
    int second = (int)(86400 * fraction + 0.5);
    *out = (Moment){ (Day)(number - SERIAL_1970), NO_TIME, NO_OFFSET };
    if (has_fraction) out->second = second < 86400 ? second : 86399;
    return true;
}

static bool unix_read(Moment *out, int64_t number, int digits, bool millis)
{
    if (millis ? digits != 12 && digits != 13 : digits != 9 && digits != 10) return false;
    if (millis) number /= 1000;
    *out = (Moment){ (Day)(number / 86400), (int32_t)(number % 86400), 0 };
    return true;
}

bool digits_read(Moment *out, DateForm form, const char *text, size_t size)
{
    int64_t number = 0;
    double fraction = 0, place = 0.1;
    int digits = 0;

    while ((size_t)digits < size && digits < 14 && scan_is_digit(text[digits]))
        number = 10 * number + (text[digits++] - '0');
    if (form == DATE_YMD || form == DATE_YMD_SHORT) {
        return compact_read(out, number, digits, text, size);
    }
    size_t at = (size_t)digits;
    bool has_fraction = at < size && (text[at] == '.' || (form == DATE_SERIAL && text[at] == ','));
    for (at += has_fraction; at < size && scan_is_digit(text[at]); at++, place /= 10)
        fraction += place * (text[at] - '0');
    if (at != size) return false;
    if (form == DATE_SERIAL) return digits == 5 && serial_read(out, number, fraction, has_fraction);
    if (form != DATE_UNIX && form != DATE_UNIX_MILLIS) return false;
    return unix_read(out, number, digits, form == DATE_UNIX_MILLIS);
}

bool is_zero_date(const char *text, size_t size)
{
    bool zero = false;

    for (size_t i = 0; i < size; i++) {
        zero |= text[i] == '0';
        if (!text[i] || !strchr("0-/.: TZ", text[i])) return false;
    }
    return zero;
}

/* --- a value ---------------------------------------------------------------------------------- */

static bool read_any(Moment *out, DateForm form, const char *text, size_t size)
{
    DateParts parts;

    switch (form) {
    case DATE_UNIX:
    case DATE_UNIX_MILLIS:
    case DATE_SERIAL: return digits_read(out, form, text, size);
    case DATE_YMD:
    case DATE_YMD_SHORT:
        if (digits_read(out, form, text, size)) return true;
        break;
    case DATE_DMY:
    case DATE_MDY: break;
    case DATE_FORMS: return false;
    }
    if (!date_parts_read(&parts, text, size) || !date_parts_day(&out->day, form, &parts))
        return false;
    out->second = parts.clock.second;
    out->offset = parts.clock.offset;
    return true;
}

DateReading moment_read(Moment *out, DateForm form, const char *text, size_t size)
{
    bool year_first = form == DATE_YMD || form == DATE_YMD_SHORT;
    Moment got;

    text_trim(&text, &size);
    if (!(year_first && iso_read(&got, text, size))) {
        if (figure_is_blank(text, size)) return DATE_BLANK;
        if (is_zero_date(text, size)) return DATE_UNKNOWN;
        if (!read_any(&got, form, text, size)) return DATE_BAD;
    }
    if (day_is_unknown(got.day)) return DATE_UNKNOWN;
    *out = got;
    return DATE_FINE;
}

bool date_read(Day *out, DateForm form, const char *text, size_t size)
{
    Moment moment;

    if (moment_read(&moment, form, text, size) != DATE_FINE) return false;
    *out = moment.day;
    return true;
}
