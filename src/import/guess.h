/* import/guess.h — which tables of a database, or columns of CSV files, are which of ours: a guess
 * from names and keys, for somebody to check.
 *
 * Sales are looked for first: a table with customer, date and amount, or lines with amounts that
 * refer to heads with customer and date. Customers and products are what the sales refer to.
 *
 * In:    a database, read as store/db.h does; or the files of an ImportPlan.
 * Out:   a SourceMap, and what to check about each of its tables.
 * Fails: as db_open; ERR_DATA: no table looks like sales, with the names of what is there.
 */
#ifndef IMPORT_GUESS_H
#define IMPORT_GUESS_H

#include "import/import.h"

#define GUESS_NOTES 8

typedef struct Guess {
    SourceMap map;
    bool ours;                              /* the database is in our schema: no map is needed */
    const char *notes[TABLES][GUESS_NOTES]; /* by table, NULL behind the last */
} Guess;

MUST_USE Status guess_database(Guess *out, const char *path, Arena *arena, Err *err);
MUST_USE Status guess_files(Guess *out, const ImportPlan *plan, Arena *arena, Err *err);

#endif
