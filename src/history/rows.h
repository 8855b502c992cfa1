/* history/rows.h — the rows of one run in one table of the history. Private to the room.
 *
 * In:    a HistoryFile that is open; a query with the run's date as its first parameter.
 * Out:   values of the present row; texts are cleaned and live in the arena.
 * Owns:  the statement: rows_close ends it.
 */
#ifndef HISTORY_ROWS_H
#define HISTORY_ROWS_H

#include "history/file.h"

/* What a file may make us reserve. */
enum { MOST_SEGMENTS = 256, MOST_FEATURES = 256 };

typedef struct Rows {
    const HistoryFile *file;
    sqlite3_stmt *statement;
    Arena *arena;
} Rows;

MUST_USE Status rows_open(Rows *out, const HistoryFile *file, const char *sql, Day day,
                          Arena *arena, Err *err);
/* Moves to the next row; *row says whether there is one. */
MUST_USE Status rows_next(bool *row, const Rows *rows, Err *err);
/* Returns s. */
Status rows_close(Rows *rows, Status s);

const char *row_text(const Rows *rows, int column);
/* False for text that is no date, or no text. */
bool row_day(Day *out, const Rows *rows, int column);
double row_number(const Rows *rows, int column);
int64_t row_integer(const Rows *rows, int column);
bool row_is_null(const Rows *rows, int column);

#endif
