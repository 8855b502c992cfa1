#include "recognise/plain.h"

#include <math.h>
#include <string.h>

#include "recognise/date_parts.h"
#include "recognise/recognise.h"

#define MAX_NUMBER_TEXT 64

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
    if (text_is_blank(text, size)) return READ_MISSING;
    if (!copy_short(number, text, size)) return READ_BAD;
    if (integer_read(number, out)) return READ_AS_TEXT;
    return number_read(number, &value) && id_from_number(out, value) ? READ_AS_TEXT : READ_BAD;
}

Reading amount_from_text(double *out, const char *text, size_t size)
{
    char number[MAX_NUMBER_TEXT];
    double value;

    text_trim(&text, &size);
    if (figure_is_blank(text, size)) return READ_MISSING;
    if (!copy_short(number, text, size) || !number_read(number, &value)) return READ_BAD;
    if (!(fabs(value) <= AMOUNT_LIMIT)) return READ_BAD;
    *out = value;
    return READ_AS_TEXT;
}

/* The usual form is read by iso_read; what it leaves is an offset, a fraction, a zone's name. */
static bool day_of_text(Day *out, const char *text, size_t size)
{
    Clock clock = { NO_TIME, NO_OFFSET };
    Moment moment;

    if (text[4] != '-') return false;
    if (iso_read(&moment, text, size)) {
        *out = moment.day;
        return true;
    }
    if (size < 12 || (text[10] != ' ' && text[10] != 'T' && text[10] != 't')) return false;
    Scan rest = { text + 11, text + size };
    if (!iso_read(&moment, text, 10) || !clock_take(&clock, &rest, false)) return false;
    *out = moment.day;
    return clock_take_zone(&clock, &rest) && scan_ended(&rest);
}

Reading day_from_text(Day *out, const char *text, size_t size)
{
    Day day;

    text_trim(&text, &size);
    if (figure_is_blank(text, size)) return READ_MISSING;
    if (size < 10) return READ_BAD;
    if (is_zero_date(text, size) && text[4] == '-') return READ_ODD;
    if (!day_of_text(&day, text, size)) return READ_BAD;
    if (day_is_unknown(day)) return READ_ODD;
    *out = day;
    return READ_OK;
}

bool is_off_price(double amount, double quantity, double price)
{
    double expected = quantity * price;

    return fabs(amount - expected) > 0.005 * fmax(1, fabs(quantity)) + 1e-9 * fabs(expected);
}
