/* import/write.h — the database that an import writes: a new one, or one that grows.
 *
 * A new database is built beside its path and put in place when it is whole. Rows for an existing
 * one go in by one transaction, which is rolled back when anything fails.
 */
#ifndef IMPORT_WRITE_H
#define IMPORT_WRITE_H

#include <sqlite3.h>

#include "import/import.h"

/* What a database may lack. What an import makes of it and then knows nothing to put in, it drops
 * again: whoever reads the database then says what is absent, in place of showing blanks. */
typedef enum OptionalPart {
    PART_EMAIL,
    PART_COUNTRY,
    PART_CONSENT,
    PART_PRODUCTS,
    OPTIONAL_PARTS
} OptionalPart;

typedef struct Writer {
    const char *path, *building; /* building: NULL where rows are appended */
    bool force;
    sqlite3 *db;
    bool has_lines; /* transactions has a column line_number */
    bool made[OPTIONAL_PARTS];
} Writer;

MUST_USE Status writer_open(Writer *out, const ImportPlan *plan, Arena *arena, Err *err);
MUST_USE Status writer_run(const Writer *writer, const char *sql, Err *err);
/* The one number that a query gives; 0 for NULL. */
MUST_USE Status writer_ask(int64_t *out, const Writer *writer, const char *sql, Err *err);
MUST_USE Status writer_failed(const Writer *writer, Err *err);
MUST_USE Status writer_drop_unknown(const Writer *writer, Err *err);
/* Commits, and puts a new database in its place. */
MUST_USE Status writer_finish(Writer *writer, Err *err);
/* Undoes what was not finished. */
void writer_close(Writer *writer);

/* Rows of one table, some at a time. */
#define BATCH_ROWS 32

typedef struct Inserter {
    const Writer *writer;
    sqlite3_stmt *insert;
    int columns, pending;
    char days[BATCH_ROWS][2][12]; /* two dates a row at most */
} Inserter;

/* columns: "customer_id, name, …". Rows whose key is there already are passed over. */
MUST_USE Status inserter_open(Inserter *out, const Writer *writer, const char *table,
                              const char *columns, Err *err);
/* Every column of a row must be put; a column counts from 0. */
void put_null(Inserter *inserter, int column);
void put_integer(Inserter *inserter, int column, int64_t value);
void put_number(Inserter *inserter, int column, double value); /* as INTEGER where it is whole */
void put_real(Inserter *inserter, int column, double value);
void put_text(Inserter *inserter, int column, const char *text, size_t size); /* NULL when empty */
void put_day(Inserter *inserter, int column, Day day);
MUST_USE Status inserter_row(Inserter *inserter, Err *err);
/* Writes what is pending; the inserter is closed, also after an error. */
MUST_USE Status inserter_close(Inserter *inserter, Status before, Err *err);

/* What is known of the whole shop, for store/told.h; a NULL or empty value is not kept. */
MUST_USE Status fact_keep(const char *name, const char *value, const Writer *writer, Err *err);
/* Keeps the findings in the database, for store/told.h to read. Where the import repeats an earlier
 * one, what that found to the letter is not kept again; *again: the rows that it left out. */
MUST_USE Status told_keep(int64_t *again, const Findings *findings, bool repeats,
                          const Writer *writer, Err *err);

#endif
