/* store/largest.h — the largest purchases: what somebody who knows the shop compares at a glance.
 *
 * In:    a database in our schema.
 * Out:   purchases up to the as-of date by the sums of their lines, largest first.
 * Owns:  nothing; the texts are in the arena.
 * Fails: as store_read.
 */
#ifndef STORE_LARGEST_H
#define STORE_LARGEST_H

#include "store/store.h"

typedef struct LargeOrder {
    const char *order; /* NULL: the sales have no order ids */
    const char *customer, *day;
    double amount;
} LargeOrder;

#define MOST_LARGE 5

typedef struct LargestOrders {
    LargeOrder items[MOST_LARGE];
    size_t count;
} LargestOrders;

MUST_USE Status largest_read(LargestOrders *out, const Source *source, Arena *arena, Err *err);

#endif
