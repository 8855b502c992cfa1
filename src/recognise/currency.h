/* recognise/currency.h — the currency that an amount is written with, or that a column names.
 *
 * Out:   ISO 4217's code where the text leaves no doubt ("€", "US$", "zł", "CHF", "Euro"); a sign
 *        that several countries use stands for itself: "$", "¥", "kr", "Rs"…
 */
#ifndef RECOGNISE_CURRENCY_H
#define RECOGNISE_CURRENCY_H

#include "base/base.h"

typedef struct Currency {
    char code[8]; /* "EUR", "$"; "" when there is none */
} Currency;

/* The size in bytes of the currency that the text begins with or ends with; 0 when it does not.
 * Letters count in any case, but not as a part of a longer word. */
size_t currency_at_start(Currency *out, const char *text, size_t size);
size_t currency_at_end(Currency *out, const char *text, size_t size);
/* A whole value, as a column of currencies has it: "EUR", "eur", "€", "Euro", "US Dollar (USD)". */
bool currency_read(Currency *out, const char *text, size_t size);

/* Three letters of ISO 4217, in any case: those in use, and some that old records have. */
bool currency_is_code(const char *text, size_t size);
bool currency_same(const Currency *a, const Currency *b);
/* Whether the two may be one: "$" may be USD or CAD, "kr" SEK; none may be any. */
bool currency_agrees(const Currency *a, const Currency *b);

/* How often each currency stood in a column or a file; zeros to begin with. */
#define CURRENCY_KINDS 16

typedef struct CurrencyTally {
    struct {
        Currency currency;
        int64_t values;
        double sum; /* of the amounts that were given */
    } of[CURRENCY_KINDS];
    size_t kinds;
    int64_t without; /* values that named none */
    int64_t beyond;  /* values in yet another currency */
} CurrencyTally;

void currency_count(CurrencyTally *tally, const Currency *currency, double amount);

#endif
