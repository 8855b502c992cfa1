/* guess/asides.h — columns beside the amount: their values, counted for the reader; what is handed
 * to the import. */
#ifndef GUESS_ASIDES_H
#define GUESS_ASIDES_H

#include "guess/private.h"

#define MOST_VALUES 8

typedef struct ValueCount {
    const char *text; /* NULL: NULL */
    const char *name; /* what a table of names calls the value; NULL */
    bool is_integer;
    int64_t rows;
} ValueCount;

typedef struct ValueCounts {
    ValueCount items[MOST_VALUES]; /* the most frequent first */
    size_t count;
    int64_t rows;           /* looked at */
    bool sampled, complete; /* complete: there are no other values */
} ValueCounts;

MUST_USE Status values_count(ValueCounts *out, const Guessing *g, const CatalogTable *table,
                             const CatalogColumn *column, Err *err);
/* The names of statuses that are numbers, where there is a table of them. */
MUST_USE Status values_name(ValueCounts *counts, const Guessing *g, const CatalogColumn *column,
                            Err *err);
/* "paid 91, 6 (Canceled) 21, …" */
const char *values_list(const ValueCounts *counts, Arena *arena);

typedef struct Asides {
    Guessing *g;
    Select *select;
    Filter *filters;
    size_t filter_count;
    int node;
    const CatalogTable *table;
} Asides;

Place aside_place(const Asides *a, const CatalogColumn *column);
/* Hands the column to the import as that field, unless another is it already: then false. */
bool aside_hand_over(Asides *a, Field field, const CatalogColumn *column);
bool aside_is_currency(const CatalogColumn *column);
/* aside_money.c: tax, shipping, discounts, refunds. */
MUST_USE Status aside_tell_money(Asides *a, const CatalogColumn *column, Measure measure, Err *err);

#endif
