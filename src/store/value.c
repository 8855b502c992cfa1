#include "store/value.h"

#include <math.h>
#include <string.h>

#define MAX_NUMBER_TEXT 64
#define EXAMPLE_CHARS 40

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void trim(const char **text, size_t *size)
{
    while (*size && is_blank(**text))
        (*text)++, (*size)--;
    while (*size && is_blank((*text)[*size - 1]))
        (*size)--;
}

/* A NUL-terminated copy of a short text, for the strict readers of base; false when it is long or
 * has a NUL within. */
static bool copy_short(char out[MAX_NUMBER_TEXT], const char *text, size_t size)
{
    if (size >= MAX_NUMBER_TEXT || memchr(text, '\0', size)) return false;
    memcpy(out, text, size);
    out[size] = '\0';
    return true;
}

static bool whole_id(int64_t *out, double value)
{
    /* 2^53: beyond it a double no longer tells neighbours apart. */
    if (!(fabs(value) <= 9007199254740992.0) || value != floor(value)) return false;
    *out = (int64_t)value;
    return true;
}

Reading id_from_text(int64_t *out, const char *text, size_t size)
{
    char number[MAX_NUMBER_TEXT];
    double value;

    trim(&text, &size);
    if (!size) return READ_MISSING;
    if (!copy_short(number, text, size)) return READ_BAD;
    if (integer_read(number, out)) return READ_AS_TEXT;
    return number_read(number, &value) && whole_id(out, value) ? READ_AS_TEXT : READ_BAD;
}

Reading amount_from_text(double *out, const char *text, size_t size)
{
    char number[MAX_NUMBER_TEXT];
    double value;

    trim(&text, &size);
    if (!size) return READ_MISSING;
    if (!copy_short(number, text, size) || !number_read(number, &value)) return READ_BAD;
    if (!(fabs(value) <= AMOUNT_LIMIT)) return READ_BAD;
    *out = value;
    return READ_AS_TEXT;
}

static bool two_digits(int *out, const char *text)
{
    if (!is_digit(text[0]) || !is_digit(text[1])) return false;
    *out = 10 * (text[0] - '0') + (text[1] - '0');
    return true;
}

/* "", "Z", "+02:00", "-0500", "+02". */
static bool offset_fine(const char *text, size_t size)
{
    int hour, minute = 0;

    if (size && text[0] == ' ') text++, size--;
    if (!size) return true;
    if (size == 1) return text[0] == 'Z' || text[0] == 'z';
    if (text[0] != '+' && text[0] != '-') return false;
    if (size != 3 && size != 5 && size != 6) return false;
    if (!two_digits(&hour, text + 1) || (size == 6 && text[3] != ':')) return false;
    if (size > 3 && !two_digits(&minute, text + size - 2)) return false;
    return hour <= 15 && minute < 60;
}

/* "HH:MM", "HH:MM:SS", "HH:MM:SS.fff" and an offset; 24:00 and leap seconds exist. */
static bool time_fine(const char *text, size_t size)
{
    int hour, minute, second = 0;

    if (size < 5 || !two_digits(&hour, text) || text[2] != ':' || !two_digits(&minute, text + 3)) {
        return false;
    }
    text += 5, size -= 5;
    if (size >= 3 && text[0] == ':') {
        if (!two_digits(&second, text + 1)) return false;
        text += 3, size -= 3;
        size_t digits = 0;
        if (size && (text[0] == '.' || text[0] == ',')) {
            while (1 + digits < size && is_digit(text[1 + digits]))
                digits++;
            if (!digits) return false;
            text += 1 + digits, size -= 1 + digits;
        }
    }
    return hour <= 24 && minute < 60 && second <= 60 && offset_fine(text, size);
}

static int days_in_month(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

Reading day_from_text(Day *out, const char *text, size_t size)
{
    int century, rest, month, day;

    trim(&text, &size);
    if (!size) return READ_MISSING;
    if (size < 10 || !two_digits(&century, text) || !two_digits(&rest, text + 2) ||
        text[4] != '-' || !two_digits(&month, text + 5) || text[7] != '-' ||
        !two_digits(&day, text + 8)) {
        return READ_BAD;
    }
    if (size > 10) {
        if (text[10] != ' ' && text[10] != 'T' && text[10] != 't') return READ_BAD;
        if (!time_fine(text + 11, size - 11)) return READ_BAD;
    }
    int year = 100 * century + rest;
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) {
        return READ_BAD;
    }
    if (year < FIRST_YEAR) return READ_ODD;
    *out = day_from_civil((CivilDate){ year, month, day });
    return READ_OK;
}

const char *value_bytes(size_t *size, sqlite3_stmt *row, int column)
{
    int type = sqlite3_column_type(row, column);
    const char *text = NULL;

    *size = 0;
    if (type == SQLITE_TEXT) text = (const char *)sqlite3_column_text(row, column);
    if (type == SQLITE_BLOB) text = sqlite3_column_blob(row, column);
    if (!text) return NULL;
    *size = (size_t)sqlite3_column_bytes(row, column);
    trim(&text, size);
    return *size ? text : NULL;
}

Reading value_id(int64_t *out, sqlite3_stmt *row, int column)
{
    size_t size;
    const char *text;

    switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER: *out = sqlite3_column_int64(row, column); return READ_OK;
    case SQLITE_FLOAT:
        return whole_id(out, sqlite3_column_double(row, column)) ? READ_AS_TEXT : READ_BAD;
    case SQLITE_TEXT:
        text = value_bytes(&size, row, column);
        return text ? id_from_text(out, text, size) : READ_MISSING;
    case SQLITE_BLOB: return READ_BAD;
    default: return READ_MISSING;
    }
}

Reading value_amount(double *out, sqlite3_stmt *row, int column)
{
    size_t size;
    const char *text;
    double value;

    switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER:
    case SQLITE_FLOAT:
        value = sqlite3_column_double(row, column);
        if (!(fabs(value) <= AMOUNT_LIMIT)) return READ_BAD;
        *out = value;
        return READ_OK;
    case SQLITE_TEXT:
        text = value_bytes(&size, row, column);
        return text ? amount_from_text(out, text, size) : READ_MISSING;
    case SQLITE_BLOB: return READ_BAD;
    default: return READ_MISSING;
    }
}

Reading value_day(Day *out, sqlite3_stmt *row, int column)
{
    size_t size;
    int type = sqlite3_column_type(row, column);

    if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) return READ_BAD;
    const char *text = value_bytes(&size, row, column);
    return text ? day_from_text(out, text, size) : READ_MISSING;
}

static bool plain_ascii(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (text[i] < 0x20 || text[i] == 0x7f) return false;
    }
    return true;
}

const char *value_text(bool *changed, sqlite3_stmt *row, int column, Arena *arena)
{
    size_t size;
    int type = sqlite3_column_type(row, column);

    if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
        return arena_text(arena, (const char *)sqlite3_column_text(row, column));
    }
    const char *text = value_bytes(&size, row, column);
    if (!text) return NULL;
    if (size <= NAME_CHARS && plain_ascii(text, size)) return arena_text_n(arena, text, size);
    const char *clean = utf8_clean(text, size, NAME_CHARS, arena);
    if (strlen(clean) != size || memcmp(clean, text, size) != 0) *changed = true;
    return clean;
}

const char *value_example(sqlite3_stmt *row, int column, Arena *arena)
{
    const char *text;
    size_t size;

    switch (sqlite3_column_type(row, column)) {
    case SQLITE_NULL: return "NULL";
    case SQLITE_BLOB:
        return arena_format(arena, "a BLOB of %d bytes", sqlite3_column_bytes(row, column));
    case SQLITE_TEXT:
        text = (const char *)sqlite3_column_text(row, column);
        size = (size_t)sqlite3_column_bytes(row, column);
        return arena_format(arena, "'%s'",
                            text ? utf8_clean(text, size, EXAMPLE_CHARS, arena) : "");
    default: break;
    }
    double number = sqlite3_column_double(row, column);
    if (isinf(number)) return number > 0 ? "beyond 1.8e308" : "beyond -1.8e308";
    return arena_text(arena, (const char *)sqlite3_column_text(row, column));
}

bool is_off_price(double amount, double quantity, double price)
{
    double expected = quantity * price;

    return fabs(amount - expected) > 0.005 * fmax(1, fabs(quantity)) + 1e-9 * fabs(expected);
}
