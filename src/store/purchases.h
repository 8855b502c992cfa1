/* store/purchases.h — lines become purchases, by one rule for the whole shop.
 *
 * A purchase is what a customer bought at one time. Lines with one order id and one customer are
 * one; without order ids a row is one, unless the table is one of lines, which shows in customers
 * who typically have several rows on a day: then the rows of a customer on a day are one. A group
 * of returns alone is no purchase.
 *
 * In:    the counted lines, grouped by customer.
 * Out:   purchases in order of customer, day and net amount: the same, however the table was
 * filled.
 */
#ifndef STORE_PURCHASES_H
#define STORE_PURCHASES_H

#include "store/grouping.h"

/* The purchases by the rule that was asked for; PURCHASE_AUTO: by the one that the table calls
 * for. *rule is the one that was taken, *why a sentence with the figures that decided. */
void purchases_make(Purchases *out, PurchaseRule *rule, const char **why,
                    const GroupedSales *grouped, const Ledger *ledger, PurchaseRule asked,
                    Arena *arena);

#endif
