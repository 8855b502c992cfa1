#include "recognise/cell.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY_SECONDS 86400
/* 9999-12-31 in days since 1900, and what 1904 takes off. */
#define LAST_DAY 2958465
#define DAYS_TO_1904 1462

/* --- number formats --------------------------------------------------------------------------- */

CellForm cell_form_of_id(int64_t id)
{
    /* 27 to 36 and 50 to 58 are dates and times in the Chinese, Japanese and Korean editions. */
    if ((id >= 14 && id <= 17) || id == 22) return CELL_DATE;
    if ((id >= 18 && id <= 21) || id == 45 || id == 47) return CELL_TIME;
    if (id == 46) return CELL_ELAPSED;
    if (id == 32 || id == 33) return CELL_TIME;
    if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return CELL_DATE;
    return CELL_PLAIN;
}

/* What stands in a code's first section. */
typedef struct Letters {
    bool date, month, time, elapsed, digits; /* digits: before any letter, as in 0.00 */
} Letters;

/* "[h]" and "[mm]" count on past a day; all else in brackets is a colour, a condition, a language.
 * Returns what stands behind the bracket. */
static const char *note_bracket(Letters *found, const char *at)
{
    const char *end = strchr(at, ']');
    size_t size = end ? (size_t)(end - at) : strlen(at);
    char letter = (char)(at[0] | 0x20);
    size_t same = 0;

    while (same < size && (at[same] | 0x20) == letter)
        same++;
    if (size && same == size && strchr("hms", letter)) found->elapsed = true;
    return end ? end + 1 : at + size;
}

static void note_letter(Letters *found, char c)
{
    switch (c) {
    case 'd':
    case 'D':
    case 'y':
    case 'Y': found->date = true; break;
    case 'h':
    case 'H':
    case 's':
    case 'S': found->time = true; break;
    case 'm':
    case 'M': found->month = true; break;
    case '0':
    case '#':
    case '?':
        if (!found->date && !found->time && !found->month && !found->elapsed) found->digits = true;
        break;
    default: break;
    }
}

/* Letters in quotes, behind a backslash, as a fill or a space ("_d", "*d") are words, not codes. */
static Letters letters_of(const char *code)
{
    Letters found = { 0 };

    while (*code && *code != ';') {
        char c = *code++;
        if (c == '[') {
            code = note_bracket(&found, code);
        } else if (c == '"') {
            const char *end = strchr(code, '"');
            code = end ? end + 1 : code + strlen(code);
        } else if (c == '\\' || c == '_' || c == '*') {
            code += *code != '\0';
        } else {
            note_letter(&found, c);
        }
    }
    return found;
}

CellForm cell_form_of_code(const char *code)
{
    Letters found = letters_of(code);

    /* "0.00 USD" has digits first: an amount with a word that nobody quoted. */
    if (found.digits) return CELL_PLAIN;
    if (found.date) return CELL_DATE;
    if (found.elapsed) return CELL_ELAPSED;
    if (found.time) return CELL_TIME;
    return found.month ? CELL_DATE : CELL_PLAIN;
}

/* --- numbers ---------------------------------------------------------------------------------- */

/* A decimal text of at most 15 digits, without zeros that say nothing, is the shortest of its
 * double: nearly all that workbooks hold. */
static bool is_shortest(const char *text, size_t size)
{
    size_t at = size && text[0] == '-', whole = at, digits = 0;

    for (; at < size && text[at] >= '0' && text[at] <= '9'; at++)
        digits++;
    if (!digits || digits > 15 || (text[whole] == '0' && (digits > 1 || size == whole + 1)))
        return size == 1 && text[0] == '0';
    if (at == size) return true;
    if (text[at++] != '.') return false;
    for (; at < size && text[at] >= '0' && text[at] <= '9'; at++)
        digits++;
    return at == size && digits <= 15 && text[size - 1] >= '1' && text[size - 1] <= '9';
}

/* Digits and a power of ten without an exponent: "1.5e+20" is "150000000000000000000". */
static void put_plain(char *out, const char *digits, size_t count, int power)
{
    size_t before = power >= 0 ? (size_t)power + 1 : 0;

    if (!before) {
        *out++ = '0';
        *out++ = '.';
        for (int zero = -1; zero > power; zero--)
            *out++ = '0';
    }
    for (size_t i = 0; i < count || i < before; i++) {
        if (before && i == before) *out++ = '.';
        *out++ = i < count ? digits[i] : '0';
    }
    *out = '\0';
}

/* As ECMAScript writes numbers: plain between 1e-7 and 1e21. Up to 15 digits only one decimal
 * text reads back as the value, once its last zeros are gone. */
static void put_number(char *out, double value)
{
    char text[CELL_TEXT], digits[24];
    size_t count = 0;

    for (int precision = 14; precision <= 16; precision++) {
        snprintf(text, sizeof text, "%.*e", precision, value);
        if (strtod(text, NULL) == value) break;
    }
    const char *at = text, *exponent = strchr(text, 'e');
    if (*at == '-') *out++ = *at++;
    for (; at < exponent; at++) {
        if (*at != '.') digits[count++] = *at;
    }
    while (count > 1 && digits[count - 1] == '0')
        count--;
    int power = (int)strtol(exponent + 1, NULL, 10);
    if (power >= -7 && power <= 20) {
        put_plain(out, digits, count, power);
    } else {
        snprintf(out, CELL_TEXT - 1, "%c%s%.*se%d", digits[0], count > 1 ? "." : "", (int)count - 1,
                 digits + 1, power);
    }
}

bool cell_number(char out[CELL_TEXT], const char *text, size_t size)
{
    char copy[CELL_TEXT];
    double value;

    if (is_shortest(text, size)) {
        memcpy(out, text, size);
        out[size] = '\0';
        return true;
    }
    if (size >= sizeof copy) return false;
    memcpy(copy, text, size);
    copy[size] = '\0';
    if (strlen(copy) != size || !number_read(copy, &value)) return false;
    if (value == 0) {
        memcpy(out, "0", 2);
    } else {
        put_number(out, value);
    }
    return true;
}

/* --- dates ------------------------------------------------------------------------------------ */

static void put_time(char *out, int64_t seconds)
{
    snprintf(out, CELL_TEXT / 2, "%02d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60),
             (int)(seconds % 60));
}

static void put_day(char *out, int64_t serial)
{
    char text[NUMBER_TEXT];

    /* Lotus 1-2-3 took 1900 for a leap year, and workbooks still do. */
    if (serial == 60) {
        memcpy(text, "1900-02-29", 11);
    } else {
        Day first = day_from_civil((CivilDate){ 1899, 12, serial < 60 ? 31 : 30 });
        day_iso(text, first + (Day)serial);
    }
    memcpy(out, text, 11);
}

bool cell_date(char out[CELL_TEXT], double days, CellForm form, bool since_1904)
{
    if (form == CELL_PLAIN || !(days >= 0 && days < LAST_DAY + 1)) return false;
    int64_t seconds = llround(days * DAY_SECONDS);
    if (form == CELL_ELAPSED || (form == CELL_TIME && seconds < DAY_SECONDS)) {
        put_time(out, seconds);
        return true;
    }
    int64_t serial = seconds / DAY_SECONDS + (since_1904 ? DAYS_TO_1904 : 0);
    if (serial > LAST_DAY) return false;
    put_day(out, serial);
    if (seconds % DAY_SECONDS == 0) return true;
    out[10] = ' ';
    put_time(out + 11, seconds % DAY_SECONDS);
    return true;
}

/* Two digits at text; -1 when there are none. */
static int two_digits(const char *text)
{
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') return -1;
    return 10 * (text[0] - '0') + text[1] - '0';
}

bool cell_iso_date(char out[CELL_TEXT], const char *text, size_t size)
{
    char copy[CELL_TEXT], day[11] = "";
    Day ignored;

    if (size < 10 || size >= sizeof copy) return false;
    memcpy(copy, text, size);
    copy[size] = '\0';
    memcpy(day, copy, 10);
    if (!day_read(day, &ignored)) return false;
    if (size == 10) {
        memcpy(out, day, sizeof day);
        return true;
    }
    if (size < 16 || copy[10] != 'T' || copy[13] != ':') return false;
    int hour = two_digits(copy + 11), minute = two_digits(copy + 14);
    int second = size >= 19 && copy[16] == ':' ? two_digits(copy + 17) : 0;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return false;
    memcpy(out, day, sizeof day);
    if (!hour && !minute && !second) return true;
    out[10] = ' ';
    put_time(out + 11, 3600 * hour + 60 * minute + second);
    return true;
}
