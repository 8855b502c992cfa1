/* import/rates.h — what a currency is worth in the report's, fixed or by day.
 *
 * In:    "USD=0.92,GBP=1.17"; or a CSV file with the columns date, currency and rate.
 * Out:   the rate of a day: its own, else the last one before. A fixed one holds on every day.
 * Owns:  nothing; all is in the arena.
 * Fails: ERR_DATA, by the file, its line and the value: no such columns, no currency, no rate that
 *        is a positive number; a currency without a rate, a day before its first one.
 */
#ifndef IMPORT_RATES_H
#define IMPORT_RATES_H

#include "recognise/recognise.h"

typedef struct Rate {
    char code[4];
    Day from;
    double rate; /* of one unit in the report's currency */
} Rate;

typedef struct Rates {
    const char *place; /* for messages: the file, or "--rates" */
    Rate *items;       /* by code, then day */
    size_t count, capacity;
} Rates;

/* Whether the text is a list of rates; else it is a file's name. */
bool rates_is_list(const char *text);
/* A file, or a list. */
MUST_USE Status rates_read(Rates *out, const char *text, Arena *arena, Err *err);

/* The code that a currency of the data has among the rates and `into`: "$" is USD where no other
 * dollar is there; NULL: none. */
const char *rates_code(const Rates *rates, const Currency *currency, const char *into);
/* 1 for the report's own currency. */
MUST_USE Status rates_find(double *out, const Rates *rates, const char *code, Day day,
                           const char *into, Err *err);
/* Rounded to cents, half away from zero, as on paper: 12.50 × 1.17 is 14.63. Amounts count to six
 * decimals, rates to nine. */
double rates_convert(double amount, double rate);

#endif
