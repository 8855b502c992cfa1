/* import/catalog.h — a database's tables, their columns, and how they refer to each other.
 *
 * In:    an open Db.
 * Out:   tables and views with rows in them, in the order of their names. Names that could not be
 *        written into a configuration (control characters, not UTF-8) are passed over.
 * Owns:  nothing; all is in the arena.
 */
#ifndef IMPORT_CATALOG_H
#define IMPORT_CATALOG_H

#include "store/schema.h"

#define NO_PLACE (-1)

/* A column that holds another table's key: declared, or by the names. */
typedef struct Link {
    int column;    /* of the table that has the link */
    int table, to; /* the other table, and its column */
} Link;

typedef struct CatalogTable {
    const char *name;
    const char *const *columns;
    size_t count;
    int key; /* the column that is the primary key; NO_PLACE: none, or several */
    Link *links;
    size_t link_count;
} CatalogTable;

typedef struct Catalog {
    CatalogTable *tables;
    size_t count;
} Catalog;

MUST_USE Status catalog_read(Catalog *out, Db *db, Arena *arena, Err *err);

/* The link of that column, or NULL. */
const Link *catalog_link(const CatalogTable *table, int column);

#endif
