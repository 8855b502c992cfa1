#include "recognise/date_parts.h"

#include <string.h>

/* --- the usual forms -------------------------------------------------------------------------- */

/* Two digits as a number; negative when they are none. */
static inline int pair(const char *text)
{
    unsigned tens = (unsigned)(text[0] - '0'), ones = (unsigned)(text[1] - '0');

    return tens > 9 || ones > 9 ? -1000 : (int)(10 * tens + ones);
}

static bool iso_clock(Moment *out, const char *text, size_t size)
{
    if (size != 6 && size != 9) return false;
    if ((text[0] != ' ' && text[0] != 'T') || text[3] != ':') return false;
    if (size == 9 && text[6] != ':') return false;
    int hour = pair(text + 1), minute = pair(text + 4), second = size == 9 ? pair(text + 7) : 0;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
        return false;
    }
    out->second = 3600 * hour + 60 * minute + second;
    return true;
}

bool iso_read(Moment *out, const char *text, size_t size)
{
    Moment got = { .second = NO_TIME, .offset = NO_OFFSET };

    if (size < 10 || text[4] != text[7] || (text[4] != '-' && text[4] != '/')) return false;
    int century = pair(text), rest = pair(text + 2), month = pair(text + 5), day = pair(text + 8);
    if (century < 0 || rest < 0) return false;
    if (!day_make(&got.day, 100 * century + rest, month, day)) return false;
    if (size > 10 && !iso_clock(&got, text + 10, size - 10)) return false;
    *out = got;
    return true;
}

/* 31.07.2024 and 07/31/2024, alone or with a plain clock: what most other columns hold. */
static bool quick_parts(DateParts *out, const char *text, size_t size)
{
    Moment moment = { .second = NO_TIME };

    if (size < 10 || text[2] != text[5] || !text[2] || !strchr("./-", text[2])) return false;
    int first = pair(text), second = pair(text + 3);
    int century = pair(text + 6), rest = pair(text + 8);
    if (first < 0 || second < 0 || century < 0 || rest < 0) return false;
    if (size > 10 && !iso_clock(&moment, text + 10, size - 10)) return false;
    *out = (DateParts){
        { first, second, 100 * century + rest }, { 2, 2, 4 }, text[2], { moment.second, NO_OFFSET }
    };
    return true;
}

/* --- between the parts ------------------------------------------------------------------------ */

/* 年, 月, 日 and their Korean equals, behind year, month and day. */
static bool take_unit(Scan *scan, int part)
{
    static const char *const units[3][2] = { { "年", "년" }, { "月", "월" }, { "日", "일" } };

    return scan_take_text(scan, units[part][0]) || scan_take_text(scan, units[part][1]);
}

/* "de", "del", "of", between blanks. */
static void skip_of(Scan *scan)
{
    Scan ahead = *scan;
    char word[WORD_BYTES];

    if (!scan_word(word, &ahead)) return;
    if (strcmp(word, "de") != 0 && strcmp(word, "del") != 0 && strcmp(word, "of") != 0) return;
    if (scan_blanks(&ahead)) *scan = ahead;
}

/* A mark or blanks, or both; "31Jul2024" and "7月31日" need neither. `digit` tells that the part
 * before it ends with one. */
static bool take_separator(char *separator, Scan *scan, int part, bool digit)
{
    bool apart = take_unit(scan, part);
    char mark = 0;

    if (scan_blanks(scan)) mark = ' ';
    for (const char *c = "/-.,"; *c; c++) {
        if (!scan_take(scan, *c)) continue;
        mark = *c;
        break;
    }
    if (scan_blanks(scan) && !mark) mark = ' ';
    if (mark) skip_of(scan);
    apart |= mark || (!scan_ended(scan) && scan_is_digit(*scan->at) != digit);
    if (part == 1 && (scan_take(scan, '\'') || scan_take_text(scan, "’"))) apart = true;
    *separator = mark;
    return apart && !scan_ended(scan);
}

/* "1st", "1er", "1º", behind a day. */
static void skip_ordinal(Scan *scan)
{
    static const char *const words[] = { "st", "nd", "rd", "th", "er", "e", "o" };
    Scan ahead = *scan;
    char word[WORD_BYTES];

    if (scan_take_text(scan, "º") || scan_take_text(scan, "ª") || scan_take_text(scan, "°")) return;
    if (!scan_word(word, &ahead)) return;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (!strcmp(word, words[i])) *scan = ahead;
    }
}

/* --- parts ------------------------------------------------------------------------------------ */

static bool take_month(int *month, Scan *scan)
{
    char word[WORD_BYTES];

    if (!scan_word(word, scan) || !(*month = month_of(word))) return false;
    scan_take(scan, '.');
    return true;
}

static bool take_part(DateParts *parts, int part, Scan *scan)
{
    parts->digits[part] = scan_number(&parts->value[part], scan, 4);
    if (!parts->digits[part]) return part < 2 && take_month(&parts->value[part], scan);
    if (parts->digits[part] <= 2) skip_ordinal(scan);
    return true;
}

static bool clock_comes(const Scan *scan)
{
    size_t hour = scan_digit_at(scan, 1) ? 2 : 1;

    return scan_digit_at(scan, 0) && (size_t)(scan->end - scan->at) > hour && scan->at[hour] == ':';
}

/* A clock before the last part ("Jul 31 10:00:00 UTC 2024") or before the first. */
static bool take_clock_within(Clock *clock, Scan *scan)
{
    if (clock->second != NO_TIME || !clock_comes(scan)) return true;
    if (!clock_take(clock, scan, false)) return false;
    if (!clock_take_zone(clock, scan)) return false;
    scan_take(scan, ',');
    scan_blanks(scan);
    return true;
}

/* A clock in front has no zone: "10:05:12 Jan 05, 2024 PST" has it at the end. */
static bool take_clock_before(Clock *clock, Scan *scan)
{
    if (!clock_comes(scan)) return true;
    if (!clock_take(clock, scan, false)) return false;
    scan_take(scan, ',');
    return scan_blanks(scan);
}

static bool read_parts(DateParts *out, Scan scan)
{
    DateParts parts = { .clock = { NO_TIME, NO_OFFSET } };
    char separator[2] = { 0 };

    if (!take_clock_before(&parts.clock, &scan)) return false;
    for (int p = 0; p < 3; p++) {
        bool digit = p && parts.digits[p - 1];
        if (p && !take_separator(&separator[p - 1], &scan, p - 1, digit)) return false;
        if (p == 2 && !take_clock_within(&parts.clock, &scan)) return false;
        if (!take_part(&parts, p, &scan)) return false;
    }
    parts.separator = separator[0];
    if (!take_unit(&scan, 2)) scan_take(&scan, '.');
    if (!clock_take_rest(&parts.clock, &scan, false)) return false;
    *out = parts;
    return true;
}

/* Behind a weekday's name; the text where there is none. */
static const char *behind_weekday(const char *text, const char *end)
{
    Scan scan = { text, end };
    char word[WORD_BYTES];

    if (!scan_word(word, &scan) || !is_weekday(word)) return text;
    scan_take_text(&scan, "-feira");
    scan_take(&scan, '.');
    scan_take(&scan, ',');
    scan_blanks(&scan);
    return scan.at;
}

bool date_parts_read(DateParts *out, const char *text, size_t size)
{
    const char *end = text + size;

    if (quick_parts(out, text, size)) return true;
    /* "mar. 31": in March, or a Tuesday, where more follows. */
    if (read_parts(out, (Scan){ text, end })) return true;
    const char *rest = behind_weekday(text, end);
    return rest > text && read_parts(out, (Scan){ rest, end });
}

static bool full_year(int *year, int digits)
{
    if (digits == 2) *year += *year < 69 ? 2000 : 1900;
    return digits == 2 || digits == 4;
}

static bool year_first(Day *out, const DateParts *parts, bool two_digits)
{
    const int *value = parts->value, *digits = parts->digits;
    int year = value[0];

    if (digits[0] != 4 && !(two_digits && digits[0] == 2)) return false;
    if (digits[1] > 2 || !digits[2] || digits[2] > 2) return false;
    return full_year(&year, digits[0]) && day_make(out, year, value[1], value[2]);
}

bool date_parts_day(Day *out, DateForm form, const DateParts *parts)
{
    const int *value = parts->value, *digits = parts->digits;
    int year = value[2];

    if (form == DATE_YMD || form == DATE_YMD_SHORT) {
        return year_first(out, parts, form == DATE_YMD_SHORT);
    }
    if (form != DATE_DMY && form != DATE_MDY) return false;
    if (digits[0] > 2 || digits[1] > 2 || !full_year(&year, digits[2])) return false;
    /* A month by name may stand on either side in both forms: it is not in doubt. */
    if (!digits[0] || !digits[1]) {
        if (!digits[0] == !digits[1]) return false;
        return day_make(out, year, value[digits[0] ? 1 : 0], value[digits[0] ? 0 : 1]);
    }
    if (form == DATE_DMY) return day_make(out, year, value[1], value[0]);
    return parts->separator != '.' && day_make(out, year, value[0], value[1]);
}
