/* Days and civil dates: Hinnant, "chrono-compatible low-level date algorithms", days_from_civil. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

Day day_from_civil(CivilDate date)
{
    int year = date.year - (date.month <= 2);
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * 146097 + day_of_era - 719468;
}

CivilDate day_to_civil(Day day)
{
    int shifted = day + 719468;
    int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int day_of_era = shifted - era * 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted_month = (5 * day_of_year + 2) / 153;
    int month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;

    return (CivilDate){ year_of_era + era * 400 + (month <= 2), month,
                        day_of_year - (153 * shifted_month + 2) / 5 + 1 };
}

/* `count` digits as a number, or -1. */
static int digits(const char *text, int count)
{
    int value = 0;

    for (int i = 0; i < count; i++) {
        if (!isdigit((unsigned char)text[i])) return -1;
        value = 10 * value + text[i] - '0';
    }
    return value;
}

bool day_read(const char *text, Day *out)
{
    if (strnlen(text, 11) != 10 || text[4] != '-' || text[7] != '-') return false;
    CivilDate date = { digits(text, 4), digits(text + 5, 2), digits(text + 8, 2) };
    if (date.year < 1 || date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31) {
        return false;
    }
    Day day = day_from_civil(date);
    CivilDate back = day_to_civil(day); /* 30 February comes back as 2 March */
    if (back.day != date.day || back.month != date.month) return false;
    *out = day;
    return true;
}

char *day_iso(char *out, Day day)
{
    CivilDate date = day_to_civil(day);

    snprintf(out, NUMBER_TEXT, "%04d-%02d-%02d", date.year, date.month, date.day);
    return out;
}

char *day_long(char *out, Day day)
{
    CivilDate date = day_to_civil(day);

    snprintf(out, NUMBER_TEXT, "%d %s %d", date.day, month_name(date.month), date.year);
    return out;
}

char *day_month(char *out, Day day)
{
    CivilDate date = day_to_civil(day);

    snprintf(out, NUMBER_TEXT, "%.3s %d", month_name(date.month), date.year);
    return out;
}

const char *month_name(int month)
{
    static const char *const names[] = { "January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December" };

    return month >= 1 && month <= 12 ? names[month - 1] : "?";
}
