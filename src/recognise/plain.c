#include "recognise/plain.h"

#include <math.h>
#include <string.h>

#include "recognise/recognise.h"

#define MAX_NUMBER_TEXT 64

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
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

bool id_from_number(int64_t *out, double value)
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

    text_trim(&text, &size);
    if (!size) return READ_MISSING;
    if (!copy_short(number, text, size)) return READ_BAD;
    if (integer_read(number, out)) return READ_AS_TEXT;
    return number_read(number, &value) && id_from_number(out, value) ? READ_AS_TEXT : READ_BAD;
}

Reading amount_from_text(double *out, const char *text, size_t size)
{
    char number[MAX_NUMBER_TEXT];
    double value;

    text_trim(&text, &size);
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

    text_trim(&text, &size);
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

bool is_off_price(double amount, double quantity, double price)
{
    double expected = quantity * price;

    return fabs(amount - expected) > 0.005 * fmax(1, fabs(quantity)) + 1e-9 * fabs(expected);
}
