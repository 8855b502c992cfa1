#include "base/number.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUS "−"

char *number_fixed(char *out, double value, int decimals)
{
    if (!isfinite(value)) return strcpy(out, "–");
    snprintf(out, NUMBER_TEXT, "%.*f", decimals, value);
    /* "-0.00" would be the only number that is not equal to its text. */
    if (out[0] == '-' && strspn(out + 1, "0.") == strlen(out + 1)) {
        memmove(out, out + 1, strlen(out));
    }
    return out;
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

char *number_shortest(char *out, double value)
{
    if (!isfinite(value)) return strcpy(out, "–");
    if (value == 0) return strcpy(out, "0");
    if (fabs(value) < 1e15 && value == trunc(value)) {
        snprintf(out, NUMBER_TEXT, "%.0f", value);
        return out;
    }
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
    if (!isfinite(share)) return strcpy(out, "–");
    number_grouped(out, 100 * share, decimals);
    return strcat(out, "%");
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
