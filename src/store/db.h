/* store/db.h — one SQLite file from outside, opened for reading only, and on a short leash.
 *
 * In:    a path, taken as a plain file name ("-x #?%.db", ":memory:" and "file:x" are file names
 * too). Out:   a connection inside one read transaction: what it reads is one state of the
 *        database, also while another process writes.
 * Owns:  the connection: db_close it. A Db must not move while it is open.
 * Fails: ERR_NO_INPUT no such file, or no right to read it; ERR_DATA not a database, damaged, or
 *        asking for more work than its size justifies (views can); ERR_TRY_AGAIN locked; ERR_IO.
 *
 * Hardened: defensive, schema not trusted, no extensions, no memory mapping, cell sizes checked,
 * lengths limited, an authorizer that allows reading only, and an upper bound on the work.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <sqlite3.h>

#include "base/base.h"

typedef struct Db {
    sqlite3 *handle;
    const char *path;
    int64_t bytes;      /* the file and its write-ahead log */
    int64_t steps_left; /* in progress-handler calls; see WORK_* in db.c */
    int wait_ms;        /* for other programs' locks */
    bool wal;           /* in WAL mode: another process may commit while this one reads */
    bool lost_log;      /* in WAL mode, and no log beside it: its newest rows may be missing */
} Db;

MUST_USE Status db_open(Db *out, const char *path, Err *err);
/* A second connection, for another thread. It sees the same state of the database where db->wal is
 * false: no other process can commit while the first is open. Where one waits to commit the second
 * cannot be opened; that is told at once. */
MUST_USE Status db_open_again(Db *out, const Db *db, Err *err);
void db_close(Db *db);

/* sql is UTF-8; the statement is the caller's to finalize. */
MUST_USE Status db_prepare(sqlite3_stmt **out, Db *db, const char *sql, Err *err);
/* Moves to the next row; *row says whether there is one. `doing` is for the message: "reading
 * transactions". */
MUST_USE Status db_step(bool *row, Db *db, sqlite3_stmt *statement, const char *doing, Err *err);
/* The message and exit code for what SQLite just refused. */
MUST_USE Status db_failed(Db *db, const char *doing, Err *err);

#endif
