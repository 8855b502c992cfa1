/* import/tables.h — tables and queries of somebody's database as records, like those of a file.
 *
 * In:    an open Db; the SourceMap of the configuration.
 * Out:   for each table a source of records: the names of its columns, then its rows as texts; a
 *        number says that it is one. Blobs are blanks.
 * Owns:  nothing; a reader that is open owns its statement.
 * Fails: ERR_CONFIG a table that is not there, a query that is none; as db_step.
 */
#ifndef IMPORT_TABLES_H
#define IMPORT_TABLES_H

#include "recognise/records.h"
#include "recognise/source_map.h"
#include "store/db.h"

/* NULL where the map names neither a table nor a query. */
MUST_USE Status tables_find(const RecordSource **out, Db *db, const SourceMap *map, TableId table,
                            Arena *arena, Err *err);

#endif
