/* guess/catalog.h — a database's tables: their columns, keys, rows, and what their values look
 * like.
 *
 * All that is guessed later rests on these facts, which are gathered once. Values come from a
 * sample of each table: rows from twenty places of it, so that a large table costs no more than a
 * small one.
 *
 * In:    an open Db.
 * Out:   tables with rows in them, in the order of their names; views only where they are asked
 *        for. What cannot be read, or not be written into a configuration (names with control
 *        characters, or not UTF-8), is in `skipped`, with the reason.
 * Owns:  nothing; all is in the arena.
 * Fails: as guess/probe.h.
 */
#ifndef GUESS_CATALOG_H
#define GUESS_CATALOG_H

#include "guess/probe.h"
#include "recognise/words.h"

#define NO_PLACE (-1)
/* Distinct values of a column that are kept, as many as one query may bind. */
#define MOST_KEPT 100
/* Rows of a table that are counted and, where nothing is unique by the schema, compared. */
#define MOST_COUNTED 300000

typedef struct Kept {
    const char *text; /* as SQLite writes it, at most KEPT_BYTES */
    size_t size;
    bool is_integer; /* by its type */
    int64_t integer;
    int64_t uses; /* rows of the sample */
} Kept;

#define KEPT_BYTES 120

/* Of the sampled rows. Blank: NULL, nothing but blanks, 0000-00-00. */
typedef struct Values {
    int64_t rows, blanks;
    int64_t integers, reals; /* by type */
    int64_t number_texts;    /* texts that SQLite reads as the number that they say */
    int64_t other_texts, blobs;
    int64_t dates, emails;
    int64_t fractions, negatives;
    double least, most; /* of the numbers */
    size_t distinct;    /* values that are not blank */
    Kept *kept;         /* some of them: all, where they are no more than MOST_KEPT */
    size_t kept_count;
} Values;

typedef struct CatalogColumn {
    const char *name, *type; /* type: as it is declared, "" for none */
    Words words;
    bool unique;                /* by the schema, alone */
    bool in_key;                /* of the primary key, which may have more */
    bool indexed;               /* an index begins with it */
    bool tested, tested_unique; /* by its values: catalog_is_unique */
    Values values;
} CatalogColumn;

/* A column whose values stand in another table's key. */
typedef struct Link {
    int column;    /* of the table that has the link */
    int table, to; /* the other table, and its column, which is unique */
    bool declared; /* a foreign key */
    int likeness;  /* of the names, 0 to 3 */
    double match;  /* the share of the sample's values that are found there */
} Link;

typedef struct CatalogTable {
    const char *name;
    Words words;
    bool is_view, has_rowid;
    CatalogColumn *columns;
    size_t count;
    int key;      /* the column that is the primary key, else (guess/links.h) is called and
                   * filled as one; NO_PLACE: none, or several */
    int64_t rows; /* at most MOST_COUNTED, then there are more */
    bool more;
    struct {
        const Link *items;
        size_t count;
    } links; /* the best first: guess/links.h */
} CatalogTable;

typedef struct Skipped {
    const char *name; /* clean */
    bool is_view;
    const char *why;
} Skipped;

typedef struct Catalog {
    CatalogTable *tables;
    size_t count;
    struct {
        Skipped *items;
        size_t count, capacity;
    } skipped;
} Catalog;

MUST_USE Status catalog_read(Catalog *out, bool with_views, Prober *prober, Err *err);

/* Whether each of the column's values that is not NULL stands once: by the schema, else counted. A
 * table that is too large to count has no unique columns but those that the schema says. */
MUST_USE Status catalog_is_unique(bool *unique, CatalogTable *table, int column, Prober *prober,
                                  Err *err);

/* The column of that name, ASCII case ignored; NO_PLACE. */
int catalog_column(const CatalogTable *table, const char *name);

/* Fills the values of all columns (guess/values.c). */
MUST_USE Status values_sample(CatalogTable *table, Prober *prober, Err *err);

/* Of the values that are not blank: all numbers; most are dates, e-mail addresses. */
bool values_are_numbers(const Values *values);
bool values_are_dates(const CatalogColumn *column);
bool values_are_emails(const Values *values);
/* The share of the sampled rows that have one, 0 to 1. */
double values_known(const Values *values);

#endif
