/* store/told.h — what an import found, kept in the database that it makes, and read again from
 * there.
 *
 * sql/imported_findings.sql has the table; `import` writes it (import/write.h). A table of that
 * name with other columns is somebody else's and is passed over.
 */
#ifndef STORE_TOLD_H
#define STORE_TOLD_H

#include "store/people.h"

#define COLUMNS_TOLD                                                                               \
    "kind, code, table_name, column_name, found, looked_at, what, action, advice, example"

/* The places of these columns. */
enum {
    AT_KIND,
    AT_CODE,
    AT_TABLE,
    AT_COLUMN,
    AT_COUNT,
    AT_OF,
    AT_WHAT,
    AT_ACTION,
    AT_ADVICE,
    AT_EXAMPLE
};

/* Adds to the reader's findings. Fails with what db_step fails with. */
MUST_USE Status told_read(const Reader *reader, Err *err);

#endif
