/* recognise/fields.h — which column of a CSV file is which field.
 *
 * One table of synonyms (fields.c, and the README) says it; --map says it better.
 */
#ifndef RECOGNISE_FIELDS_H
#define RECOGNISE_FIELDS_H

#include "recognise/csv.h"
#include "recognise/source_map.h"

typedef enum Field {
    FIELD_ORDER,
    FIELD_LINE,
    FIELD_CUSTOMER,
    FIELD_CUSTOMER_NAME,
    FIELD_EMAIL,
    FIELD_COUNTRY,
    FIELD_SIGNUP,
    FIELD_PRODUCT,
    FIELD_PRODUCT_NAME,
    FIELD_CATEGORY,
    FIELD_PRICE,
    FIELD_DATE,
    FIELD_QUANTITY,
    FIELD_TOTAL,
    FIELD_CONTACT_TYPE,
    FIELD_CONTACT_DATE,
    FIELD_DURATION,
    FIELDS
} Field;

#define NO_COLUMN (-1)

/* What the user said of the columns: "FIELD=COLUMN"; "FIELD=" leaves the field out. */
typedef struct FieldMaps {
    const char *const *items;
    size_t count;
    const char
        *given;      /* how, for messages: "--map", "clientele.yaml: source: customers: columns:" */
    bool strict;     /* meant for this table only, so that each must name a column of it */
    bool configured; /* in the configuration, not on the command line */
    const char *const *given_each; /* of each item, where they are written apart; or NULL */
} FieldMaps;

/* Finds the fields of that table in a header; column[f] is NO_COLUMN where there is none. Columns
 * that carry two fields' names go to the first field. Fails with ERR_DATA: a name that stands twice
 * where it matters, a needed field without a column; ERR_USAGE, ERR_CONFIG: a mapping to no column.
 */
MUST_USE Status fields_find(int column[FIELDS], TableId table, const char *const *header,
                            size_t count, const FieldMaps *maps, const char *path, Arena *arena,
                            Err *err);

/* The field's column in a header, by its synonyms only; NO_COLUMN where there is none. */
int field_guess(TableId table, Field field, const char *const *header, size_t count);

/* How many of a header's names are known for that table: the delimiter that gives most is right. */
size_t fields_known(TableId table, const CsvField *header, size_t count);

const char *field_name(Field field);
/* Whether the text names a field of a transaction, customer, product or interaction, as the part
 * before "=" of a mapping does. */
bool field_known(const char *name);
/* The i-th field's name, NULL behind the last. */
const char *field_name_at(size_t i);
/* All of them, for messages: "order_id, line_id, …". */
const char *field_names(Arena *arena);

/* "Customer ID" → "customerid": ASCII letters and digits, lower case; out holds 64 bytes. */
void field_fold(char out[64], const char *text, size_t size);

#endif
