/* store/mapping.h — a database of another schema, read in place of one of ours.
 *
 * Nothing is copied and nothing is written: a table of ours is the FROM clause that the user's
 * table or SELECT makes, a column the expression that stands for it.
 *
 * In:    an open Db; the configuration's section `source:`. Columns that it does not name are found
 *        by their names (recognise/fields.h). Customers and products that it does not name are
 *        those of the transactions.
 * Out:   a Schema.
 * Fails: ERR_CONFIG with the key: no such table or column, a query that is no single SELECT, or
 * that SQLite refuses, with SQLite's own words.
 */
#ifndef STORE_MAPPING_H
#define STORE_MAPPING_H

#include "store/schema.h"
#include "store/store.h"

MUST_USE Status mapping_find(Schema *out, Db *db, const SourceMap *map, Findings *findings,
                             Arena *arena, Err *err);

#endif
