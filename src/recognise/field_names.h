/* recognise/field_names.h — the table of what columns are called, in eight languages.
 *
 * Only the recognise room's own files include this.
 */
#ifndef RECOGNISE_FIELD_NAMES_H
#define RECOGNISE_FIELD_NAMES_H

#include "recognise/fields.h"

/* The kinds of tables that a row is for. */
#define IN_CUSTOMERS (1u << CUSTOMERS)
#define IN_PRODUCTS (1u << PRODUCTS)
#define IN_SALES (1u << TRANSACTIONS)
#define IN_CONTACTS (1u << INTERACTIONS)

typedef struct FieldNames {
    Field field;
    unsigned tables;
    const char *language; /* ISO 639-1 */
    const char *names;    /* separated by blanks; behind " | " the weak ones */
} FieldNames;

extern const FieldNames FIELD_NAMES[], MONEY_NAMES[];
extern const size_t FIELD_NAMES_COUNT, MONEY_NAMES_COUNT;

/* The i-th row of both tables; NULL behind the last. */
const FieldNames *field_names_row(size_t i);

/* How well a folded name means a field in a table of that kind: 1 for the best, from WEAK_RANK on
 * where the name is weak; 0 when it does not. */
#define WEAK_RANK 100000
size_t field_rank(TableId table, Field field, const char *name);
/* The same for a header as it stands. Amounts may have a currency's code at the end: "Total (EUR)".
 */
size_t header_rank(TableId table, Field field, const char *header);
/* The same where a known word has another beside it: "Nº ticket", "Order no.", "Price incl. VAT";
 * behind the names of their rows. 0 when there is none. */
size_t rank_by_parts(TableId table, Field field, const char *header);

#endif
