/* store/tally.h — counting what is odd in a column or row, and saying it.
 *
 * A Tally counts the rows with one fault and keeps the first as an example. tally_report makes a
 * Finding of it; tally_refuse makes an error of it where so much is unreadable that the rest says
 * nothing safe.
 */
#ifndef STORE_TALLY_H
#define STORE_TALLY_H

#include "math/sum.h"
#include "store/schema.h"
#include "store/store.h"

/* Unreadable values are left out and counted up to this share of the rows (and always up to
 * FEW_ROWS of them); more, and the column is not what we take it for. */
#define UNREADABLE_SHARE 0.01
#define FEW_ROWS 5

typedef struct Tally {
    int64_t count;
    Sum revenue, returns; /* net of returns; the returns among it, negative */
    const char *example;
    const char *brief; /* of rows that are left out: as in Finding; or NULL */
} Tally;

/* How a fault is said. */
typedef struct Fault {
    const char *code;
    TableId table;
    const char *column;  /* or NULL */
    const char *subject; /* "transactions that have no amount" */
    const char *said;    /* "{n} of {all} transactions {n|has|have} no amount" */
    const char *action;  /* "left out of every figure" */
    bool left_out;
    FindingKind kind;
    const char *advice; /* "Store amounts as numbers." */
} Fault;

/* Counts the row; the value in `column` is the example if it is the first (column < 0: none). */
void tally_add(Tally *tally, sqlite3_stmt *row, int column, Arena *arena);

/* Adds an amount to those of the rows with the fault. */
void tally_money(Tally *tally, double amount);

/* "97 of 390 transactions have no amount". */
const char *tally_said(const Tally *tally, const Fault *fault, int64_t of, Arena *arena);
/* Adds the finding when the tally is not zero. */
void tally_report(Findings *findings, const Tally *tally, const Fault *fault, int64_t of,
                  Arena *arena);
/* Is it more than can be left out? */
bool tally_excessive(const Tally *tally, int64_t of);

#endif
