/* guess/likeness.h — how well a column is called after another table.
 *
 * In:    words of names; what is known of the columns.
 * Out:   3 order_id and (shop_)orders; 2 billing_address_id and addresses, order_id and
 * order_stats; 1 client_id and users; 0 nothing.
 */
#ifndef GUESS_LIKENESS_H
#define GUESS_LIKENESS_H

#include "guess/catalog.h"

/* What says of a column that it holds keys. */
#define WORDS_MARK "id key no number nr num code ref uuid guid fk pk sk identifier"

/* A key's own words without "id" and the like: (order) of order_id and id_order. */
Words link_stem(const Words *words);

/* Where the part's words stand in the whole's, next to each other, the last such place; -1:
 * nowhere. */
int words_place(const Words *whole, const Words *part);

int likeness_to_table(const Words *stem, const Words *table);
/* Of a column to another table's column, which must be the one that tells its rows apart. */
int likeness_of(const CatalogColumn *column, const CatalogTable *other, const CatalogColumn *key);

#endif
