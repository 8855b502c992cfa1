/* store/grouping.h — the counted lines, grouped by customer in place.
 *
 * The ledger is the largest thing that a report holds, so that it is not held twice.
 */
#ifndef STORE_GROUPING_H
#define STORE_GROUPING_H

#include "store/ledger.h"

/* Customer c has sales[first[c]] up to sales[first[c + 1]]. */
typedef struct GroupedSales {
    Sale *sales;         /* the ledger's rows */
    const size_t *first; /* people + 1 */
    size_t people, most; /* most: lines of one customer */
} GroupedSales;

GroupedSales group_sales(Ledger *ledger, size_t people, Arena *arena);

typedef int CompareSales(const void *a, const void *b);
void sort_sales(Sale *sales, size_t count, CompareSales *compare);

#endif
