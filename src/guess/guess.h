/* guess/guess.h — which tables and columns of somebody's database are which of ours, and why.
 *
 * Keys, cardinalities and values are the evidence, names the hints. Every join that is written was
 * tried on the rows, and what was found is told: what matches, what does not, which columns may
 * change the money (status, discount, tax, currency) and were left alone.
 *
 * In:    a database, read as store/db.h does.
 * Out:   a SourceMap, and what to say about each of its tables.
 * Fails: as db_open; ERR_DATA: no table looks like sales, with the names of what is there.
 */
#ifndef GUESS_GUESS_H
#define GUESS_GUESS_H

#include "store/store.h"

typedef struct GuessNote {
    const char *text; /* a clause without a full stop */
    bool check;       /* the reader must decide, or may know better; else it explains */
} GuessNote;

typedef struct GuessNotes {
    GuessNote *items;
    size_t count, capacity;
} GuessNotes;

typedef struct Guess {
    SourceMap map;
    bool ours;         /* the database is in our schema: no map is needed */
    const char *known; /* a known export that needs no map either: "the Olist data set"; NULL */
    bool large;        /* too large to be read for a first look */
    GuessNotes notes[TABLES]; /* by table */
    GuessNotes skipped;       /* what was not looked at */
    bool no_amounts;          /* whoever asked said so */
    bool by_lines;            /* a sale has several rows, each with an amount of its own */
    const char *currency;     /* the only one that the sales name; NULL */
} Guess;

MUST_USE Status guess_database(Guess *out, const char *path, Arena *arena, Err *err);

#endif
