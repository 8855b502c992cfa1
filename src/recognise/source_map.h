/* recognise/source_map.h — which table and which columns of somebody's database are which of ours.
 *
 * The section `source:` of the configuration as plain data. A table that is not named is absent.
 */
#ifndef RECOGNISE_SOURCE_MAP_H
#define RECOGNISE_SOURCE_MAP_H

#include "base/base.h"

/* In the order of SourceMap. */
typedef enum TableId { CUSTOMERS, PRODUCTS, TRANSACTIONS, INTERACTIONS, TABLES } TableId;

typedef struct TableMap {
    const char *table; /* its name in the database */
    const char *sql;   /* or a SELECT in place of it; both NULL: absent */
    /* "FIELD=COLUMN", the fields being field_name_at's. Fields that are not there are found by
     * the columns' names. */
    const char *const *columns;
    size_t column_count;
    /* For messages, "clientele.yaml:4:5: source: transactions", and of each column the same with
     * ": columns:" behind it; NULL: not from a file. */
    const char *where;
    const char *const *columns_where;
} TableMap;

typedef struct SourceMap {
    const char *where; /* "clientele.yaml: source", for messages; NULL: there is no such section */
    TableMap tables[TABLES];
} SourceMap;

const char *schema_table_name(TableId table); /* "transactions" */

#endif
