/* recognise/fields.h — which column of a CSV file or a table is which field.
 *
 * One table of names in English, German, French, Spanish, Italian, Dutch, Portuguese and Polish
 * (field_names.c, field_names_money.c; the README has the most usual) says it; --map says it
 * better.
 *
 * Some names are weak: "name", "number", "id", "reference" are called so in many files for many
 * things. A weak name is taken for no order and no line id before the values say so
 * (field_candidates tells which they are); for other fields where there is nothing better.
 */
#ifndef RECOGNISE_FIELDS_H
#define RECOGNISE_FIELDS_H

#include "recognise/csv.h"
#include "recognise/currency.h"
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
    /* What decides whether and how a row counts, and who it is of. */
    FIELD_STATUS,
    FIELD_PAYMENT_STATUS,
    FIELD_CANCELLED_AT,
    FIELD_CURRENCY,
    FIELD_DISCOUNT, /* an amount or a share: the values say which */
    FIELD_TAX,
    FIELD_SHIPPING,
    FIELD_REFUND,
    FIELD_FIRST_NAME,
    FIELD_LAST_NAME,
    FIELD_PHONE,
    FIELD_POSTCODE,
    FIELD_STORE,   /* or its till */
    FIELD_CONSENT, /* may be written to; FIELD_OPT_OUT: may not */
    FIELD_OPT_OUT,
    /* Amounts whose names say more than "total": such a column is often FIELD_TOTAL's too. */
    FIELD_ORDER_TOTAL,
    FIELD_LINE_TOTAL,
    FIELD_SUBTOTAL,
    FIELD_GROSS,
    FIELD_NET,
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
    bool no_amounts;               /* sales need no column of them */
} FieldMaps;

/* Finds the fields of that table in a header; column[f] is NO_COLUMN where there is none. A column
 * goes to one field, but the names and the addresses of people, products' names and the last five
 * fields may share one with another. Fails with ERR_DATA: a name that stands twice where it
 * matters, needed fields without columns, all of which are named; ERR_USAGE, ERR_CONFIG: a mapping
 * to no column. */
MUST_USE Status fields_find(int column[FIELDS], TableId table, const char *const *header,
                            size_t count, const FieldMaps *maps, const char *path, Arena *arena,
                            Err *err);
/* Its two halves: to find, without asking for anything; to refuse what is missing. */
MUST_USE Status fields_match(int column[FIELDS], TableId table, const char *const *header,
                             size_t count, const FieldMaps *maps, const char *path, Arena *arena,
                             Err *err);
MUST_USE Status fields_check(const int column[FIELDS], TableId table, const char *const *header,
                             size_t count, const FieldMaps *maps, const char *path, Arena *arena,
                             Err *err);

/* A column that may be the field's. */
typedef struct FieldCandidate {
    int column;
    bool weak; /* its name alone does not say it */
} FieldCandidate;

/* All columns that are called like the field, the best first; how many of them were put. */
size_t field_candidates(FieldCandidate *out, size_t most, TableId table, Field field,
                        const char *const *header, size_t count);
/* Whether a column of that name is the field's only if the values agree. */
bool field_is_weak(TableId table, Field field, const char *name);
/* Whether a column of sales with that name holds ids of customers, not names or addresses. */
bool field_is_customer_id(const char *name);
/* The field's column in a header, by strong names only; NO_COLUMN where there is none. */
int field_guess(TableId table, Field field, const char *const *header, size_t count);
/* How many of a header's names are known for that table: the delimiter that gives most is right. */
size_t fields_known(TableId table, const CsvField *header, size_t count);
/* The currency that a header names: "Total (EUR)", "price_usd", "Betrag in CHF", "Amount $". */
bool header_currency(Currency *out, const char *name);
/* Whether the header is that of Shopify's orders, in which "Name" is the order's number. */
bool header_is_shopify(const char *const *header, size_t count);

const char *field_name(Field field);
/* Whether tables of that kind may have it. */
bool field_is_of(Field field, TableId table);
/* Whether the text names a field of a transaction, customer, product or interaction, as the part
 * before "=" of a mapping does. */
bool field_known(const char *name);
/* The i-th field's name, NULL behind the last. */
const char *field_name_at(size_t i);
/* All of them, for messages: "order_id, line_id, …". */
const char *field_names(Arena *arena);

/* "Customer ID" → "customerid", "Größe" → "grosse": ASCII letters and digits, lower case, without
 * accents; out holds 64 bytes, a longer name is cut. */
#define FOLDED_BYTES 64
void field_fold(char out[FOLDED_BYTES], const char *text, size_t size);

#endif
