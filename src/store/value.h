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

#include "recognise/plain.h"

/* Characters of a name that are kept. */
#define NAME_CHARS 200

Reading value_id(int64_t *out, sqlite3_stmt *row, int column);
Reading value_amount(double *out, sqlite3_stmt *row, int column);
Reading value_day(Day *out, sqlite3_stmt *row, int column);

/* The bytes of a TEXT or BLOB value, without blanks around them; NULL when there are none. */
const char *value_bytes(size_t *size, sqlite3_stmt *row, int column);
/* Clean text of at most NAME_CHARS characters, or NULL when blank. *changed is set (never cleared)
 * when cleaning had to change more than the blanks around it. */
const char *value_text(bool *changed, sqlite3_stmt *row, int column, Arena *arena);

/* An offending value for a message: cleaned, shortened, quoted if it is text. */
const char *value_example(sqlite3_stmt *row, int column, Arena *arena);

#endif
