/* store/schema.h — where the four tables' columns are in this database.
 *
 * In:    an open Db with our schema (others are imported first: import/tables.h).
 * Out:   for each table and column the SQL that reads it, case ignored when matching names.
 * Owns:  nothing; texts live in the arena.
 * Fails: ERR_DATA when a table or column is missing that nothing can be said without, with the
 *        names that were found; ERR_DATA for a virtual table.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "recognise/source_map.h"
#include "store/db.h"

typedef enum ColumnId {
    CUSTOMER_ID,
    CUSTOMER_NAME,
    CUSTOMER_EMAIL,
    CUSTOMER_SIGNUP,
    CUSTOMER_COUNTRY,
    CUSTOMER_CONSENT, /* to marketing: 1 or 0, yes or no */
    PRODUCT_ID,
    PRODUCT_NAME,
    PRODUCT_CATEGORY,
    PRODUCT_PRICE, /* held against the amounts; in no figure */
    SALE_ID,
    SALE_CUSTOMER,
    SALE_PRODUCT,
    SALE_DATE,
    SALE_AMOUNT,
    SALE_QUANTITY, /* tells copies of a row from lines of an order; in no figure */
    SALE_LINE,     /* likewise */
    CONTACT_CUSTOMER,
    CONTACT_TYPE,
    CONTACT_DATE,
    CONTACT_DURATION,
    COLUMNS
} ColumnId;

typedef struct Schema {
    const char *table[TABLES];   /* its name in the database, or ours; NULL when it is not there */
    const char *from[TABLES];    /* the same as SQL: a quoted name, or a SELECT in parentheses */
    const char *column[COLUMNS]; /* as SQL: a quoted name, or an expression; NULL: not there */
    bool is_view[TABLES];        /* or anything else that cannot tell its rows cheaply */
    bool sale_id_is_key;         /* transaction_id is unique by the schema */
    bool sale_id_is_order;       /* it is known to be the id of an order */
} Schema;

MUST_USE Status schema_find(Schema *out, Db *db, Arena *arena, Err *err);

const char *schema_column_name(ColumnId column); /* "total_amount" */
TableId schema_column_table(ColumnId column);

/* A name as SQL: "order ""lines""". */
const char *sql_quoted(const char *name, Arena *arena);

/* SELECT first, …, last FROM table; columns that are not there read as NULL. */
const char *schema_select(const Schema *schema, TableId table, ColumnId first, ColumnId last,
                          Arena *arena);
/* About how many rows the table has, for progress; 0 when that is not known. */
int64_t schema_rows(const Schema *schema, Db *db, TableId table);

#endif
