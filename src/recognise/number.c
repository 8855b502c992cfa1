#include <math.h>
#include <string.h>

#include "recognise/plain.h"
#include "recognise/recognise.h"

#define MOST_DIGITS 60

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool starts(const char *text, size_t size, const char *with)
{
    return size >= strlen(with) && !memcmp(text, with, strlen(with));
}

/* A currency's sign or three-letter code at the start; its size, or 0. */
static size_t currency_size(const char *text, size_t size)
{
    static const char *const signs[] = { "$", "€", "£",  "¥",  "₹",  "₩",  "₪",
                                         "₺", "₴", "R$", "kr", "zł", "Fr." };
    size_t letters = 0;

    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        if (starts(text, size, signs[i])) return strlen(signs[i]);
    }
    while (letters < size && text[letters] >= 'A' && text[letters] <= 'Z')
        letters++;
    return letters == 3 ? 3 : 0;
}

/* The same at the end. */
static size_t currency_size_at_end(const char *text, size_t size)
{
    for (size_t tail = size < 4 ? size : 4; tail; tail--) {
        if (currency_size(text + size - tail, tail) == tail) return tail;
    }
    return 0;
}

/* The bare figure: without sign, parentheses and currency. */
typedef struct Figure {
    const char *text;
    size_t size;
    bool negative;
} Figure;

static void drop(Figure *figure, size_t front, size_t back)
{
    figure->text += front;
    figure->size -= front + back;
    text_trim(&figure->text, &figure->size);
}

static bool take_sign(Figure *figure)
{
    size_t minus = starts(figure->text, figure->size, "−")
                       ? strlen("−")
                       : starts(figure->text, figure->size, "-");

    if (!minus && !starts(figure->text, figure->size, "+")) return false;
    figure->negative = minus > 0;
    drop(figure, minus ? minus : 1, 0);
    return true;
}

/* Most figures begin and end with a digit, but for a minus: nothing is to be taken off. */
static bool is_bare(Figure *figure)
{
    size_t minus = figure->size > 1 && figure->text[0] == '-';

    if (!figure->size || !is_digit(figure->text[minus])) return false;
    if (!is_digit(figure->text[figure->size - 1])) return false;
    figure->negative = minus;
    figure->text += minus;
    figure->size -= minus;
    return true;
}

/* "-$1.50", "$-1.50", "(1.50)", "1.50-", "1,50 EUR". */
static Figure strip(const char *text, size_t size)
{
    Figure figure = { text, size, false };

    if (is_bare(&figure)) return figure;
    text_trim(&figure.text, &figure.size);
    if (figure.size > 2 && figure.text[0] == '(' && figure.text[figure.size - 1] == ')') {
        drop(&figure, 1, 1);
        figure.negative = true;
        drop(&figure, currency_size(figure.text, figure.size), 0);
        return figure;
    }
    bool signed_already = take_sign(&figure);
    drop(&figure, currency_size(figure.text, figure.size), 0);
    if (!signed_already) signed_already = take_sign(&figure);
    drop(&figure, 0, currency_size_at_end(figure.text, figure.size));
    if (!signed_already && figure.size > 1 && figure.text[figure.size - 1] == '-') {
        figure.negative = true;
        drop(&figure, 0, 1);
    }
    return figure;
}

void number_note(NumberEvidence *evidence, const char *text, size_t size, int64_t line)
{
    Figure figure = strip(text, size);
    size_t count[2] = { 0 }, last[2] = { 0 };

    if (!figure.size) return;
    evidence->values++;
    for (size_t i = 0; i < figure.size; i++) {
        if (figure.text[i] != '.' && figure.text[i] != ',') continue;
        int which = figure.text[i] == ',';
        count[which]++;
        last[which] = i;
    }
    if (!count[0] && !count[1]) return;
    bool comma;
    if (count[0] && count[1]) {
        comma = last[1] > last[0]; /* the decimal one is the last */
    } else {
        bool is_comma = count[1] > 0;
        size_t at = last[is_comma], behind = figure.size - at - 1;
        if (count[is_comma] > 1) {
            comma = !is_comma; /* several are thousands */
        } else if (behind != 3 || at == 0 || at > 3 || figure.text[0] == '0') {
            comma = is_comma;
        } else {
            evidence->unclear++;
            example_note(&evidence->example_unclear, text, size, line);
            return;
        }
    }
    (*(comma ? &evidence->comma : &evidence->point))++;
    example_note(comma ? &evidence->example_comma : &evidence->example_point, text, size, line);
}

/* As for dates: the odd value does not turn a column. */
#define CLEARLY 50

Status number_decide(char *out, const NumberEvidence *evidence, const char *where, Err *err)
{
    int64_t point = evidence->point, comma = evidence->comma;
    const char *unit = evidence->rows ? "row" : "line";

    if (point > CLEARLY * comma || comma > CLEARLY * point ||
        (!point && !comma && !evidence->unclear)) {
        *out = comma > point ? ',' : '.';
        return OK;
    }
    if (point || comma) {
        return err_set(err, ERR_DATA,
                       "%s: numbers are mixed: \"%s\" (%s %lld) has a decimal point, \"%s\" "
                       "(%s %lld) a decimal comma: give --decimal point or comma",
                       where, evidence->example_point.text, unit,
                       (long long)evidence->example_point.line, evidence->example_comma.text, unit,
                       (long long)evidence->example_comma.line);
    }
    return err_set(err, ERR_DATA,
                   "%s: \"%s\" (%s %lld) may have thousands or decimals, and no number in the "
                   "file decides it: give --decimal point or comma",
                   where, evidence->example_unclear.text, unit,
                   (long long)evidence->example_unclear.line);
}

/* What may stand between groups of digits, beside the other of point and comma. */
static size_t group_size(const char *at, const char *end, char decimal)
{
    static const char *const marks[] = { " ", "'", "\xc2\xa0", "\xe2\x80\xaf", "’" };
    size_t size = (size_t)(end - at);

    if (*at == (decimal == '.' ? ',' : '.')) return 1;
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        if (starts(at, size, marks[i])) return strlen(marks[i]);
    }
    return 0;
}

/* The figure with a decimal point and without grouping; groups have 3 digits, or 2 before the last
 * 3 (12,34,567). */
static bool plain_figure(char *out, const Figure *figure, char decimal)
{
    const char *at = figure->text, *end = at + figure->size;
    size_t used = 0, group = 0;
    bool grouped = false, fraction = false;

    for (; at < end && used < MOST_DIGITS; at++) {
        size_t mark = fraction || is_digit(*at) ? 0 : group_size(at, end, decimal);
        if (mark) {
            if (group == 0 || group > 3 || (grouped && group == 1)) return false;
            grouped = true;
            group = 0;
            at += mark - 1;
        } else if (*at == decimal && !fraction) {
            if (grouped && group != 3) return false;
            fraction = true;
            out[used++] = '.';
        } else if (is_digit(*at)) {
            group += !fraction;
            out[used++] = *at;
        } else if ((*at == 'e' || *at == 'E') && !grouped && used) {
            size_t rest = (size_t)(end - at);
            if (rest + used >= MOST_DIGITS) return false;
            memcpy(out + used, at, rest);
            used += rest;
            at = end - 1;
        } else {
            return false;
        }
    }
    out[used] = '\0';
    return at == end && used && (fraction || !grouped || group == 3);
}

/* Up to 15 digits with a point: digits / 10^decimals is rounded once, and so is exact. */
static bool parse_short(double *out, const char *text, size_t size)
{
    static const double powers[] = { 1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                     1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
    int64_t digits = 0;
    size_t count = 0, decimals = 0, i = 0;
    bool negative = size && text[0] == '-', fraction = false;

    for (i = negative; i < size; i++) {
        if (text[i] == '.' && !fraction) {
            fraction = true;
        } else if (is_digit(text[i]) && count < 15) {
            digits = 10 * digits + (text[i] - '0');
            count++;
            decimals += fraction;
        } else {
            return false;
        }
    }
    if (!count) return false;
    *out = (double)(negative ? -digits : digits) / powers[decimals];
    return true;
}

NumberReading number_parse(double *out, char decimal, const char *text, size_t size)
{
    char plain[MOST_DIGITS + 1];
    double value;

    if (!(decimal == '.' && parse_short(&value, text, size))) {
        Figure figure = strip(text, size);
        if (!figure.size) {
            text_trim(&text, &size);
            return size ? NUMBER_NONE : NUMBER_BLANK;
        }
        if (!plain_figure(plain, &figure, decimal)) return NUMBER_NONE;
        if (!number_read(plain, &value)) {
            /* Of a well-formed figure only one with an exponent can be beyond a double. */
            const char *exponent = strpbrk(plain, "eE");
            bool formed = exponent && is_digit(plain[strlen(plain) - 1]) &&
                          strspn(exponent + 1, "+-0123456789") == strlen(exponent + 1);
            return formed ? NUMBER_HUGE : NUMBER_NONE;
        }
        if (figure.negative) value = -value;
    }
    if (!(fabs(value) <= AMOUNT_LIMIT)) return NUMBER_HUGE;
    *out = value == 0 ? 0 : value;
    return NUMBER_FINE;
}
