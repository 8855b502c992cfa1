#include "recognise/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "recognise/blank.h"
#include "recognise/figure.h"
#include "recognise/plain.h"

#define MOST_DIGITS 60

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* --- thousands -------------------------------------------------------------------------------- */

/* The size of what may stand between groups of digits; it must be the same throughout. */
static size_t group_mark(const char *at, const char *end, char decimal)
{
    if (*at == (decimal == '.' ? ',' : '.') || *at == '\'') return 1;
    if (end - at >= 3 && !memcmp(at, "’", 3)) return 3;
    return text_blank_size(at, end);
}

/* Groups of digits: 1 to 3, then threes; or 1 or 2, twos, and three at last (India). */
typedef struct Groups {
    size_t count, digits; /* marks so far; digits since the last one */
    size_t first, inner;  /* digits in the first group, and in those between, which are alike */
    const char *mark;
    size_t mark_size;
} Groups;

static bool end_group(Groups *groups, const char *mark, size_t size)
{
    if (!groups->count) {
        groups->first = groups->digits;
        groups->mark = mark;
        groups->mark_size = size;
    } else if (groups->digits < 2 || (groups->inner && groups->inner != groups->digits)) {
        return false;
    } else {
        groups->inner = groups->digits;
    }
    if (size != groups->mark_size || memcmp(mark, groups->mark, size) != 0) return false;
    groups->count++;
    groups->digits = 0;
    return true;
}

static bool groups_fine(const Groups *groups, char first_digit)
{
    if (!groups->count) return true;
    if (first_digit == '0' || !groups->first || groups->digits != 3) return false;
    if (groups->inner == 2) return groups->first <= 2;
    return groups->first <= 3 && (!groups->inner || groups->inner == 3);
}

/* The figure with a decimal point and without grouping. */
static bool plain_figure(char *out, const Figure *figure, char decimal)
{
    const char *at = figure->text, *end = at + figure->size;
    size_t used = 0, mark;
    Groups groups = { 0 };
    bool fraction = false;

    for (; at < end && used < MOST_DIGITS; at++) {
        if (is_digit(*at)) {
            groups.digits += !fraction;
            out[used++] = *at;
        } else if (*at == decimal && !fraction) {
            fraction = true;
            out[used++] = '.';
        } else if ((*at == 'e' || *at == 'E') && !groups.count && used) {
            size_t rest = (size_t)(end - at);
            if (rest + used >= MOST_DIGITS) return false;
            memcpy(out + used, at, rest);
            used += rest;
            at = end - 1;
        } else if (!fraction && (mark = group_mark(at, end, decimal))) {
            if (!end_group(&groups, at, mark)) return false;
            at += mark - 1;
        } else {
            return false;
        }
    }
    out[used] = '\0';
    return at == end && used && groups_fine(&groups, out[0]);
}

/* --- one value -------------------------------------------------------------------------------- */

/* Up to 15 digits with a decimal mark: digits / 10^decimals is rounded once, and so is exact. */
static bool parse_short(double *out, char decimal, const char *text, size_t size)
{
    static const double powers[] = { 1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                     1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
    int64_t digits = 0;
    size_t count = 0, decimals = 0, i = 0;
    bool negative = size && text[0] == '-', fraction = false;

    for (i = negative; i < size; i++) {
        if (text[i] == decimal && !fraction) {
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

/* Of a well-formed figure only one with an exponent can be beyond a double. */
static bool is_huge(const char *plain)
{
    const char *exponent = strpbrk(plain, "eE");

    return exponent && is_digit(plain[strlen(plain) - 1]) &&
           strspn(exponent + 1, "+-0123456789") == strlen(exponent + 1);
}

static NumberReading parse_figure(double *out, const Figure *figure, char decimal)
{
    char plain[MOST_DIGITS + 1];
    double value;

    if (figure->broken || figure->signs > 1) return NUMBER_NONE;
    if (!figure->size) {
        bool zero = figure->currency.code[0] && figure->negative; /* "$ -" */
        if (zero) *out = 0;
        return zero ? NUMBER_FINE : NUMBER_NONE;
    }
    if (parse_short(out, decimal, figure->text, figure->size)) {
        if (figure->negative) *out = -*out;
        return NUMBER_FINE;
    }
    if (!plain_figure(plain, figure, decimal)) return NUMBER_NONE;
    if (!number_read(plain, &value)) return is_huge(plain) ? NUMBER_HUGE : NUMBER_NONE;
    *out = figure->negative ? -value : value;
    return NUMBER_FINE;
}

static NumberReading parse(double *out, Figure *figure, char decimal, const char *text, size_t size)
{
    double value;
    NumberReading got = NUMBER_FINE;

    if (parse_short(&value, decimal, text, size)) {
        *figure = (Figure){ 0 };
    } else if (figure_is_blank(text, size)) {
        return NUMBER_BLANK;
    } else {
        *figure = figure_strip(text, size);
        got = parse_figure(&value, figure, decimal);
    }
    if (got != NUMBER_FINE) return got;
    if (!(fabs(value) <= AMOUNT_LIMIT)) return NUMBER_HUGE;
    *out = value == 0 ? 0 : value;
    return NUMBER_FINE;
}

NumberReading money_parse(double *out, Currency *currency, char decimal, const char *text,
                          size_t size)
{
    Figure figure;
    double value;
    NumberReading got = parse(&value, &figure, decimal, text, size);

    if (got != NUMBER_FINE) return got;
    if (figure.percent) return NUMBER_NONE;
    *out = value;
    *currency = figure.currency;
    return NUMBER_FINE;
}

NumberReading number_parse(double *out, char decimal, const char *text, size_t size)
{
    Currency currency;

    return money_parse(out, &currency, decimal, text, size);
}

NumberReading share_parse(double *out, bool *percent, char decimal, const char *text, size_t size)
{
    Figure figure;
    double value;
    NumberReading got = parse(&value, &figure, decimal, text, size);

    if (got != NUMBER_FINE) return got;
    if (figure.currency.code[0]) return NUMBER_NONE;
    *percent = figure.percent;
    *out = figure.percent ? value / 100 : value;
    return NUMBER_FINE;
}

/* --- a column --------------------------------------------------------------------------------- */

typedef enum Mark { MARK_NONE, MARK_POINT, MARK_COMMA, MARK_UNCLEAR } Mark;

/* Which decimal mark the figure shows. */
static Mark mark_of(const Figure *figure)
{
    size_t count[2] = { 0 }, last[2] = { 0 };

    if (figure->cents) return figure->cents == ',' ? MARK_COMMA : MARK_POINT;
    for (size_t i = 0; i < figure->size; i++) {
        if (figure->text[i] != '.' && figure->text[i] != ',') continue;
        int which = figure->text[i] == ',';
        count[which]++;
        last[which] = i;
    }
    if (!count[0] && !count[1]) return MARK_NONE;
    /* The decimal one is the last. */
    if (count[0] && count[1]) return last[1] > last[0] ? MARK_COMMA : MARK_POINT;
    bool is_comma = count[1] > 0;
    size_t at = last[is_comma], behind = figure->size - at - 1;
    if (count[is_comma] > 1) return is_comma ? MARK_POINT : MARK_COMMA; /* several are thousands */
    if (behind == 3 && at > 0 && at <= 3 && figure->text[0] != '0') return MARK_UNCLEAR;
    return is_comma ? MARK_COMMA : MARK_POINT;
}

static void note_example(Example *example, const char **column, const NumberEvidence *evidence,
                         const char *text, size_t size, int64_t line)
{
    if (!example->line) *column = evidence->column;
    example_note(example, text, size, line);
}

void number_note(NumberEvidence *evidence, const char *text, size_t size, int64_t line)
{
    bool digit = size && is_digit(text[size - 1]); /* which no blank ends with */

    if (!digit && figure_is_blank(text, size)) return;
    Figure figure = figure_strip(text, size);

    evidence->values++;
    currency_count(&evidence->currencies, &figure.currency, 0);
    switch (mark_of(&figure)) {
    case MARK_NONE: break;
    case MARK_POINT:
        evidence->point++;
        note_example(&evidence->example_point, &evidence->column_point, evidence, text, size, line);
        break;
    case MARK_COMMA:
        evidence->comma++;
        note_example(&evidence->example_comma, &evidence->column_comma, evidence, text, size, line);
        break;
    case MARK_UNCLEAR:
        evidence->unclear++;
        note_example(&evidence->example_unclear, &evidence->column_unclear, evidence, text, size,
                     line);
        break;
    }
}

/* Values of one kind must be this many times as frequent as those of the other: a few slips do not
 * turn a column, but two habits are two columns. */
#define CLEARLY 50

/* A value and where it stands. */
typedef struct Place {
    const char *column; /* or NULL */
    const Example *example;
    const char *unit;
} Place;

#define PLACE_BYTES (EXAMPLE_BYTES + 512)

/* Total: "1.234" (line 5) */
static const char *place_text(char out[PLACE_BYTES], const Place *place)
{
    snprintf(out, PLACE_BYTES, "%.400s%s\"%s\" (%s %lld)", place->column ? place->column : "",
             place->column ? ": " : "", place->example->text, place->unit,
             (long long)place->example->line);
    return out;
}

Status number_decide(char *out, const NumberEvidence *evidence, const char *where, Err *err)
{
    int64_t point = evidence->point, comma = evidence->comma;
    const char *unit = evidence->rows ? "row" : "line";

    if (point > CLEARLY * comma || comma > CLEARLY * point ||
        (!point && !comma && !evidence->unclear)) {
        *out = comma > point ? ',' : '.';
        return OK;
    }
    const Place at_point = { evidence->column_point, &evidence->example_point, unit };
    const Place at_comma = { evidence->column_comma, &evidence->example_comma, unit };
    const Place unclear = { evidence->column_unclear, &evidence->example_unclear, unit };
    char one[PLACE_BYTES], other[PLACE_BYTES];
    if (point || comma) {
        return err_set(err, ERR_DATA,
                       "%s: numbers are mixed: %s has a decimal point, %s a decimal comma: give "
                       "--decimal point or comma",
                       where, place_text(one, &at_point), place_text(other, &at_comma));
    }
    return err_set(err, ERR_DATA,
                   "%s: %s may have thousands or decimals, and no number in the file decides it: "
                   "give --decimal point or comma",
                   where, place_text(one, &unclear));
}
