/* store/source_map.h — which table and which columns of somebody's database are which of ours.
 *
 * The section `source:` of the configuration as plain data. A table that is not named is absent.
 */
#ifndef STORE_SOURCE_MAP_H
#define STORE_SOURCE_MAP_H

#include "base/base.h"

#define SOURCE_TABLES 4

typedef struct TableMap {
    const char *table; /* its name in the database */
    const char *sql;   /* or a SELECT in place of it; both NULL: absent */
    /* "FIELD=COLUMN", the fields being import_field_name's. Fields that are not there are found by
     * the columns' names. */
    const char *const *columns;
    size_t column_count;
} TableMap;

typedef struct SourceMap {
    const char *where; /* "clientele.yaml: source", for messages; NULL: there is no such section */
    TableMap tables[SOURCE_TABLES]; /* customers, products, transactions, interactions */
} SourceMap;

const char *source_table_name(size_t table); /* "transactions" */

#endif
