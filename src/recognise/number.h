/* recognise/number.h — numbers as shops write them.
 *
 * In:    a text; whether '.' or ',' is the decimal mark, which the values of a column decide
 *        together: "1.234" is more than a thousand or more than one.
 * Out:   the value, and the currency that stood with it.
 *
 * What is read, with either decimal mark:
 *   sign       -5  +5  −5 (U+2212)  5-  (5) for -5, before, behind or inside the currency
 *   currency   $5  US$ 5  Rs. 5  CHF 5  kr 5  5 €  5 EUR  5 zł (recognise/currency.h)
 *   thousands  1,234,567 or 1.234.567; 1'234 and 1’234; a space, of any width; 12,34,567 (India);
 *              the same mark throughout
 *   no cents   5,-  5.–  5/-
 *   zero       $ -   (a spreadsheet's accounting format)
 *   exponent   1.5e3
 */
#ifndef RECOGNISE_NUMBER_H
#define RECOGNISE_NUMBER_H

#include "recognise/currency.h"
#include "recognise/example.h"

typedef enum NumberReading {
    NUMBER_FINE,
    NUMBER_BLANK, /* nothing, or a word for it (recognise/blank.h) */
    NUMBER_NONE,  /* something else */
    NUMBER_HUGE   /* beyond AMOUNT_LIMIT (recognise/plain.h) */
} NumberReading;

/* decimal is '.' or ','. Outputs are written when the reading is NUMBER_FINE. */
NumberReading number_parse(double *out, char decimal, const char *text, size_t size);
/* The same, with the currency: none, an ISO code, or a sign. Two that cannot be one ("$5 EUR") are
 * NUMBER_NONE. */
NumberReading money_parse(double *out, Currency *currency, char decimal, const char *text,
                          size_t size);
/* A share: "10%" is 0.1, and *percent tells that it was written so; "0.1" and "10" stay as they
 * are, for the caller to judge. */
NumberReading share_parse(double *out, bool *percent, char decimal, const char *text, size_t size);

/* What a column or file shows of its decimal mark and its currencies; zeros to begin with. */
typedef struct NumberEvidence {
    int64_t values; /* that are not blank */
    int64_t point, comma, unclear;
    CurrencyTally currencies; /* their sums are not known yet */
    Example example_point, example_comma, example_unclear;
    const char *column; /* that the values noted from now on are of; NULL: `where` names it */
    const char *column_point, *column_comma, *column_unclear; /* of the examples */
    bool rows; /* of a workbook: messages say row, not line */
} NumberEvidence;

void number_note(NumberEvidence *evidence, const char *text, size_t size, int64_t line);
/* '.' or ','; `where` begins the message: "orders.csv". No evidence: '.'. Fails with ERR_DATA where
 * both stand, or where nothing decides. */
MUST_USE Status number_decide(char *out, const NumberEvidence *evidence, const char *where,
                              Err *err);

#endif
