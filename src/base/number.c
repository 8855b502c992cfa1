#include "base/number.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUS "−"

static const double POWERS[] = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12
};

/* Below this every whole number is a double, and a double's fraction is exact. */
#define WHOLE_MAX 4503599627370496.0 /* 2^52 */

/* The digits of whole, of which there are fewer than 20, a decimal point before the last `decimals`
 * of them; returns the end. */
static char *put_digits(char *out, uint64_t whole, int decimals)
{
    int count = 1;

    for (uint64_t limit = 10; whole >= limit; limit *= 10)
        count++;
    if (count <= decimals) count = decimals + 1;
    char *end = out + count + (decimals > 0), *at = end;
    *end = '\0';
    for (int i = 0; i < decimals; i++, whole /= 10)
        *--at = (char)('0' + whole % 10);
    if (decimals) *--at = '.';
    for (; at > out; whole /= 10)
        *--at = (char)('0' + whole % 10);
    return end;
}

/* A half is rounded up, as readers do it. What lies this near below one, relatively, is a half of
 * which the last bits were lost: 57 of 200 is 28.5%, though 100 × 0.285 comes out as
 * 28.499999999999996. */
#define LOST_BITS 0x1p-50
#define LOST_BELOW 0x1p46 /* from here on they would be more than a 16th */

/* The whole number nearest to size × 10^decimals, halves up. size × power is product + rest without
 * an error (fma). False where that is too large. */
static bool scaled_whole(uint64_t *out, double size, int decimals)
{
    double product = size * POWERS[decimals];

    if (!(product < WHOLE_MAX)) return false;
    double rest = fma(size, POWERS[decimals], -product);
    uint64_t whole = (uint64_t)product;
    double above = (product - (double)whole - 0.5) + rest;
    *out = whole + (above >= (product < LOST_BELOW ? -product * LOST_BITS : 0));
    return true;
}

/* printf takes five to ten times as long, which a million rows of CSV feel. Returns the end. */
static char *put_fixed(char *out, double value, int decimals)
{
    uint64_t whole;

    if (!isfinite(value)) return stpcpy(out, "–");
    if (decimals < 0 || decimals > 12 || !scaled_whole(&whole, fabs(value), decimals))
        return out + snprintf(out, NUMBER_TEXT, "%.*f", decimals, value);
    /* "-0.00" would be the only number that is not equal to its text. */
    if (value < 0 && whole) *out++ = '-';
    return put_digits(out, whole, decimals);
}

static char *put_integer(char *out, int64_t value)
{
    if (value < 0) *out++ = '-';
    return put_digits(out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 0);
}

char *number_fixed(char *out, double value, int decimals)
{
    put_fixed(out, value, decimals);
    return out;
}

void buf_fixed(Buf *out, double value, int decimals)
{
    char *at = buf_reserve(out, NUMBER_TEXT);

    out->size += (size_t)(put_fixed(at, value, decimals) - at);
}

void buf_integer(Buf *out, int64_t value)
{
    char *at = buf_reserve(out, NUMBER_TEXT);

    out->size += (size_t)(put_integer(at, value) - at);
}

char *number_grouped(char *out, double value, int decimals)
{
    char plain[NUMBER_TEXT];
    char *to = out;

    number_fixed(plain, value, decimals);
    if (!isfinite(value)) return strcpy(out, plain);
    const char *from = plain;
    if (*from == '-') {
        to = stpcpy(to, MINUS);
        from++;
    }
    for (size_t digits = strcspn(from, "."); digits; digits--) {
        *to++ = *from++;
        if (digits > 1 && (digits - 1) % 3 == 0 && to < out + NUMBER_TEXT - 60) *to++ = ',';
    }
    strcpy(to, from);
    return out;
}

/* Tries texts of few decimals. A text of at most 15 digits that reads back as the value is the only
 * one of its length; m / 10^d, both exact, is rounded as a reader rounds "m" with d decimals. */
static bool short_decimal(char *out, double value)
{
    double size = fabs(value);

    if (size < 1e-4 || size >= 1e9) return false;
    for (int decimals = 1; decimals <= 6; decimals++) {
        double whole = round(size * POWERS[decimals]);
        if (whole < 1e15 && whole / POWERS[decimals] == size) {
            number_fixed(out, value, decimals);
            return true;
        }
    }
    return false;
}

char *number_shortest(char *out, double value)
{
    if (!isfinite(value)) return strcpy(out, "–");
    if (value == 0) return strcpy(out, "0");
    if (fabs(value) < 1e15 && value == trunc(value)) return number_fixed(out, value, 0);
    if (short_decimal(out, value)) return out;
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(out, NUMBER_TEXT, "%.*g", digits, value);
        if (strtod(out, NULL) == value) break;
    }
    return out;
}

/* The value in its unit of the short scale, and the unit's letter ("" below a thousand). */
static double short_scale(double value, const char **letter)
{
    static const char *const letters[] = { "", "K", "M", "B", "T" };
    size_t unit = 0;

    while (unit + 1 < sizeof letters / sizeof *letters && fabs(value) >= 999.5) {
        value /= 1000;
        unit++;
    }
    *letter = letters[unit];
    return value;
}

/* Three significant figures: 1.23, 12.3, 123; whole numbers below a thousand stay whole. */
static int short_decimals(double scaled, bool whole)
{
    if (whole) return 0;
    double size = fabs(scaled);
    return size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
}

char *number_short(char *out, double value)
{
    const char *letter;

    if (!isfinite(value)) return strcpy(out, "–");
    double scaled = short_scale(value, &letter);
    number_grouped(out, scaled, short_decimals(scaled, !*letter && value == trunc(value)));
    return strcat(out, letter);
}

char *number_percent(char *out, double share, int decimals)
{
    char text[NUMBER_TEXT];

    if (!isfinite(share)) return strcpy(out, "–");
    number_grouped(text, 100 * share, decimals);
    /* What is more than none is not shown as none, and what is not all not as all. */
    if (share > 0 && strspn(text, "0.") == strlen(text)) {
        number_grouped(text, 1 / POWERS[decimals], decimals);
        return strcat(strcat(strcpy(out, "<"), text), "%");
    }
    if (share < 1 && !strncmp(text, "100", 3)) {
        number_grouped(text, 100 - 1 / POWERS[decimals], decimals);
        return strcat(strcat(strcpy(out, ">"), text), "%");
    }
    return strcat(strcpy(out, text), "%");
}

/* The sign of a currency, or its code and a space. */
static const char *currency_sign(const char *currency, char code[8])
{
    static const char *const signs[][2] = { { "USD", "$" }, { "EUR", "€" }, { "GBP", "£" },
                                            { "JPY", "¥" }, { "INR", "₹" }, { "KRW", "₩" },
                                            { "ILS", "₪" }, { "TRY", "₺" }, { "UAH", "₴" } };

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!strcmp(currency, signs[i][0])) return signs[i][1];
    }
    snprintf(code, 8, "%.3s ", currency);
    return currency[0] ? code : "";
}

/* Puts the sign before a number's text, behind its minus. */
static char *with_sign(char *out, const char *number, const char *currency)
{
    char code[8];
    const char *sign = currency_sign(currency ? currency : "", code);
    size_t minus = strncmp(number, MINUS, strlen(MINUS)) ? 0 : strlen(MINUS);

    snprintf(out, NUMBER_TEXT, "%.*s%s%s", (int)minus, number, sign, number + minus);
    return out;
}

char *number_money(char *out, double value, const char *currency, int decimals)
{
    char number[NUMBER_TEXT];

    number_grouped(number, value, decimals);
    return isfinite(value) ? with_sign(out, number, currency) : strcpy(out, number);
}

char *number_money_short(char *out, double value, const char *currency)
{
    char number[NUMBER_TEXT];

    number_short(number, value);
    return isfinite(value) ? with_sign(out, number, currency) : strcpy(out, number);
}

bool number_read(const char *text, double *out)
{
    const char *digits = text + (*text == '-' || *text == '+');
    char *end;

    /* strtod would also take hex, inf, nan and leading blanks. */
    if (!isdigit((unsigned char)*digits) && *digits != '.') return false;
    if (strspn(text, "+-.0123456789eE") != strlen(text)) return false;
    double value = strtod(text, &end);
    if (end == text || *end || !isfinite(value)) return false;
    *out = value;
    return true;
}

bool integer_read(const char *text, int64_t *out)
{
    char *end;

    if (!isdigit((unsigned char)text[*text == '-'])) return false;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (*end || errno) return false;
    *out = value;
    return true;
}
