/* store/accounts.h — the sales, grouped by customer: features, baskets and months.
 *
 * A customer's sales are put in an order that does not depend on the order of the table (product,
 * amount, day), and sums are compensated, so that the same rows give the same figures to the last
 * bit however the table was filled.
 *
 * In:    what was read: people, goods, ledger, contacts.
 * Out:   the parts of the Shop that follow from them.
 */
#ifndef STORE_ACCOUNTS_H
#define STORE_ACCOUNTS_H

#include "store/contacts.h"
#include "store/purchases.h"
#include "store/tally.h"

/* recency_days of a customer who never bought, as COALESCE(recency_days, 365) has it. */
#define RECENCY_OF_NEVER 365

typedef struct Books {
    const People *people;
    const Goods *goods;
    Ledger *ledger; /* its rows become the baskets: nothing is left of them */
    const Contacts *contacts;
    Day as_of;
    PurchaseRule asked;
    Tally *twins;         /* sales that look like another, to be counted */
    const Reader *reader; /* says who a customer is */
} Books;

/* Fills features, bought, returns, lines, purchases, baskets, months, revenue, first and last day
 * of out, for all of people. first_buy has the first purchase of each, NO_DAY for none. */
void accounts_make(Shop *out, Day *first_buy, const Books *books, Arena *arena);

#endif
