/* guess/probe.h — questions to somebody's database, each within a bound of work.
 *
 * A view may have no end, a table ten thousand million rows; a guess is not worth either. Each
 * question gets a number of steps of SQLite's machine, and all of them together another. Steps are
 * counted, not seconds, so that the same database gives the same guess.
 *
 * In:    an open Db; SQL, whose ? are bound by the caller.
 * Out:   rows; or `refused`, where SQLite does not take the question or the steps ran out.
 * Owns:  a Probe that was opened must be closed; several may be open at once, closed in turn.
 * Fails: ERR_DATA damaged, ERR_TRY_AGAIN locked, ERR_IO: nothing more can be asked then.
 */
#ifndef GUESS_PROBE_H
#define GUESS_PROBE_H

#include "store/db.h"

/* In thousands of steps: about what a few rows, a table of 100,000 and one of a million rows take.
 * A row that is looked at costs three to thirty. */
#define PROBE_FEW 500
#define PROBE_TABLE 5000
#define PROBE_LARGE 50000
#define PROBE_ALL 400000

typedef struct Prober {
    Db *db;
    Arena *arena;
    int64_t left; /* in thousands of steps, for all questions to come */
} Prober;

typedef struct Probe {
    Prober *prober;
    sqlite3_stmt *row;   /* NULL: refused from the start */
    const char *refused; /* why, in SQLite's words, clean; NULL while it answers */
    int64_t had, lent;   /* of the Db's own steps */
} Probe;

Prober prober_open(Db *db, Arena *arena);

MUST_USE Status probe_open(Probe *out, Prober *prober, const char *sql, int64_t thousands,
                           Err *err);
/* *row: there is one, in probe->row. */
MUST_USE Status probe_step(bool *row, Probe *probe, Err *err);
void probe_close(Probe *probe);

/* The numbers of the one row that the query gives; 0 for NULL. *known false: it was refused. */
MUST_USE Status probe_numbers(bool *known, double *out, size_t count, Prober *prober,
                              const char *sql, int64_t thousands, Err *err);

#endif
