/* history/file.h — the history's SQLite file, open. Private to the room.
 *
 * Owns:  the connection, inside one transaction: history_close ends it, and undoes what was not
 *        committed. Fails as history/history.h says.
 */
#ifndef HISTORY_FILE_H
#define HISTORY_FILE_H

#include <sqlite3.h>

#include "history/history.h"

typedef struct HistoryFile {
    sqlite3 *db;
    const char *path;
    bool is_new; /* it holds nothing yet */
} HistoryFile;

/* For reading: a file that is not there, or is empty, is new, and db is NULL. For writing: the file
 * is made where it is not there, has the present schema, and is locked against other writers. */
MUST_USE Status history_open(HistoryFile *out, const char *path, bool writing, Err *err);
MUST_USE Status history_commit(HistoryFile *file, Err *err);
void history_close(HistoryFile *file);

MUST_USE Status history_exec(const HistoryFile *file, const char *sql, Err *err);
MUST_USE Status history_prepare(sqlite3_stmt **out, const HistoryFile *file, const char *sql,
                                Err *err);
/* Moves to the next row; *row says whether there is one. */
MUST_USE Status history_step(bool *row, const HistoryFile *file, sqlite3_stmt *statement, Err *err);
/* A file whose contents are not what a run writes. */
MUST_USE Status history_damaged(const HistoryFile *file, const char *what, Err *err);

#endif
