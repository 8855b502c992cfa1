/* store/value.h — one value of a database from outside: an id, an amount, a day, a text.
 *
 * SQLite takes what it is given: a column declared REAL may hold 'abc', and SUM makes 99 of '99,98'
 * in silence. So each value is looked at by its own type before it counts.
 *
 * Out:   written when the reading is READ_OK or READ_AS_TEXT only.
 */
#ifndef STORE_VALUE_H
#define STORE_VALUE_H

#include <sqlite3.h>

#include "base/base.h"

typedef enum Reading {
    READ_OK,
    READ_AS_TEXT, /* a number, but stored as text, or an id stored with a fraction of zero */
    READ_MISSING, /* NULL, or blank text */
    READ_BAD,     /* something else; for amounts also infinite, or beyond AMOUNT_LIMIT */
    READ_ODD      /* a date that exists, before FIRST_YEAR: what systems write for "unknown" */
} Reading;

/* Beyond this a double holds no cents. */
#define AMOUNT_LIMIT 1e13
#define FIRST_YEAR 1900
/* Characters of a name that are kept. */
#define NAME_CHARS 200

Reading value_id(int64_t *out, sqlite3_stmt *row, int column);
Reading value_amount(double *out, sqlite3_stmt *row, int column);
Reading value_day(Day *out, sqlite3_stmt *row, int column);

/* The parsers behind them, for texts of size bytes. */
Reading id_from_text(int64_t *out, const char *text, size_t size);
Reading amount_from_text(double *out, const char *text, size_t size);
/* YYYY-MM-DD, alone or with a time of day and an offset behind it, which are checked and dropped:
 * the day is the one that was written. */
Reading day_from_text(Day *out, const char *text, size_t size);

/* The bytes of a TEXT or BLOB value, without blanks around them; NULL when there are none. */
const char *value_bytes(size_t *size, sqlite3_stmt *row, int column);
/* Clean text of at most NAME_CHARS characters, or NULL when blank. *changed is set (never cleared)
 * when cleaning had to change more than the blanks around it. */
const char *value_text(bool *changed, sqlite3_stmt *row, int column, Arena *arena);

/* An offending value for a message: cleaned, shortened, quoted if it is text. */
const char *value_example(sqlite3_stmt *row, int column, Arena *arena);

/* Whether an amount is not quantity × price, where the price of each unit is rounded to the cent.
 */
bool is_off_price(double amount, double quantity, double price);

#endif
