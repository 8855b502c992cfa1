/* guess/private.h — what the steps of a guess share. */
#ifndef GUESS_PRIVATE_H
#define GUESS_PRIVATE_H

#include "guess/amount.h"
#include "guess/guess.h"

typedef struct Guessing {
    Prober *prober;
    Arena *arena;
    Catalog catalog;
    SalesFound *found;
    Sales *sales; /* found->best */
    AmountFound amount;
    Place identity; /* of the customers' table, where its key is new for each order; else NOWHERE */
    Guess guess;
} Guessing;

void guess_note(Guessing *g, TableId table, bool check, const char *format, ...) PRINTF_LIKE(4, 5);
/* "orders.status", clean. */
const char *guess_name(const Guessing *g, const CatalogTable *table, const CatalogColumn *column);
/* "91 of 120 rows (75.8%)". */
const char *guess_share(const Guessing *g, double part, double whole, const char *what);
/* "120", grouped; "over 300,000" of a table that was not counted to its end. */
const char *guess_rows(const Guessing *g, const CatalogTable *table);

/* --- steps (one file each) -------------------------------------------------------------------- */

/* sales_map.c: the transactions. */
MUST_USE Status guess_sales(Guessing *g, Err *err);
/* buyers.c: who a customer is where most orders have none, or the key of their table is new for
 * every order; what to say of guests. */
void guess_buyer(Guessing *g);
MUST_USE Status guess_identity(Guessing *g, Err *err);
MUST_USE Status guess_tell_guests(Guessing *g, Err *err);
/* people.c, goods.c, contacts.c */
MUST_USE Status guess_people(Guessing *g, Err *err);
MUST_USE Status guess_goods(Guessing *g, Err *err);
void guess_contacts(Guessing *g);

/* Whether the names of that table's products are in it, or in one of its languages. */
bool goods_have_names(const Catalog *catalog, int table);

/* asides.c: columns that may change the money. Notes, and lines that leave rows out. */
MUST_USE Status guess_asides(Guessing *g, Select *select, Err *err);

/* joins.c: each join of the SELECT tried on the rows, and told. */
MUST_USE Status guess_try_joins(Guessing *g, TableId table, const Select *select, Err *err);

#endif
