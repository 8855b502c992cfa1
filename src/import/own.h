/* import/own.h — databases in our own schema that say more of their sales than it has.
 *
 * sql/schema.sql has no column for the state of a sale, its currency, a discount, a refund or
 * consent. Where such a database has one, it is read like a database of any other schema, by the
 * same rules as files: what a cancelled order or a second currency is, is decided in one place.
 *
 * In:    the path of a database.
 * Out:   which of its columns are which (`where` stays NULL if it is none of ours, or was made by
 * an import); *needed is false where it has none of these columns: it is then read where it is.
 * Owns:  nothing; all is in the arena.
 * Fails: as db_open.
 */
#ifndef IMPORT_OWN_H
#define IMPORT_OWN_H

#include "import/import.h"

MUST_USE Status own_columns(SourceMap *out, bool *needed, const char *path, Arena *arena, Err *err);

#endif
