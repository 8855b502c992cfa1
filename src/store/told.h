/* store/told.h — what an import found, kept in the database that it makes, and read again from
 * there.
 *
 * sql/imported_findings.sql has the table; `import` writes it (import/write.h). A table of that
 * name with other columns is somebody else's and is passed over.
 */
#ifndef STORE_TOLD_H
#define STORE_TOLD_H

#include "store/people.h"

#define COLUMNS_TOLD_FIRST                                                                         \
    "kind, code, table_name, column_name, found, looked_at, what, action, advice, example"
/* What came later, and what came later still. */
#define COLUMNS_TOLD_SECOND COLUMNS_TOLD_FIRST ", subject, left_out, revenue, returns"
#define COLUMNS_TOLD COLUMNS_TOLD_SECOND ", brief, orders"

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
    AT_EXAMPLE,
    AT_SUBJECT,
    AT_LEFT_OUT,
    AT_REVENUE,
    AT_RETURNS,
    AT_BRIEF,
    AT_ORDERS
};

/* Rows that an import left out. */
typedef struct LeftOut {
    int64_t rows;
    double revenue, returns;
} LeftOut;

/* Adds to the reader's findings. Fails with what db_step fails with. */
MUST_USE Status told_read(LeftOut *out, const Reader *reader, Err *err);

/* What an import knows of the whole shop, by name: "currency", "export"; NULL where it does not
 * say. */
MUST_USE Status fact_read(const char **out, const char *name, const Reader *reader, Err *err);

#endif
