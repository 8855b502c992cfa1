/* guess/roles.h — what a table or column is likely to be, by its name and values together.
 *
 * In:    tables and columns of a Catalog.
 * Out:   ranks: the higher the likelier, 0 for not at all.
 */
#ifndef GUESS_ROLES_H
#define GUESS_ROLES_H

#include "guess/catalog.h"
#include "recognise/fields.h"
#include "recognise/recognise.h"

/* What a column of numbers measures. */
typedef enum Measure {
    MEASURE_NONE,
    MEASURE_QUANTITY,
    MEASURE_PRICE, /* of one piece */
    MEASURE_TOTAL, /* of the row */
    MEASURE_DISCOUNT,
    MEASURE_TAX,
    MEASURE_SHIPPING,
    MEASURE_REFUND
} Measure;

/* *rank (may be NULL): how well the name fits among several of the same measure. */
Measure measure_of(int *rank, const CatalogColumn *column);
/* The table's column that fits that measure best; NO_PLACE. */
int measure_column(const CatalogTable *table, Measure measure);
/* Whole numbers of hundredths, by the name: price_cents, amount_in_cents. */
bool is_in_cents(const CatalogColumn *column);

/* A date of the sale: order_date before created_at before date; 0 for dates of something else
 * (shipped, due, updated) and for what is no date. */
int date_rank(const CatalogColumn *column, const CatalogTable *table);

/* One row a customer, member of staff, and so on; 0: something else. */
int people_rank(const CatalogTable *table);
bool is_staff(const Words *words);
/* One row an article. */
int product_rank(const CatalogTable *table);
/* Not sales that count: carts, archives, logs, refunds. */
bool is_no_sale(const CatalogTable *table);

/* Columns by what they say; NO_PLACE where there is none. */
int email_column(const CatalogTable *table);
int country_column(const CatalogTable *table);
int signup_column(const CatalogTable *table);
/* name, title; for people the whole name. */
int name_column(const CatalogTable *table, TableId kind);
/* Both or none. */
bool person_name_columns(int *first, int *last, const CatalogTable *table);
int category_column(const CatalogTable *table);

/* Whether recognise/fields.h knows the column's name as that field's. */
bool is_field(const CatalogColumn *column, TableId table, Field field);

#endif
