/* store/ledger.h — the transactions: one scan, each row counted or left out for one stated reason.
 *
 * Out:   the counted sales, in the order of the table; the reasons as findings, whose revenue and
 *        that of the counted rows add up to the ledger's.
 * Owns:  the rows: ledger_close.
 * Fails: ERR_DATA when nothing is left to count, or too much of a column is unreadable.
 */
#ifndef STORE_LEDGER_H
#define STORE_LEDGER_H

#include "math/sum.h"
#include "store/people.h"

/* A product is an index into Products, or, from products.count on, one that is not there;
 * NO_PRODUCT where the row names none. */
#define NO_PRODUCT UINT32_MAX

typedef struct Sale {
    uint32_t customer, product;
    Day day;
    uint32_t order; /* equal for lines of one order, where ledger.has_order_ids */
    double amount;
} Sale;

typedef struct Ledger {
    Buf rows;              /* Sale */
    size_t count, returns; /* returns: those of count with a negative amount */
    int64_t table_rows;    /* counted or not */
    bool has_order_ids;    /* transaction_id is known to tell orders apart */
    Day first_day, last_day;
    struct {
        DayRange *items;
        size_t count, capacity;
    } holes;                     /* as in Shop */
    bool ends_early;             /* as in Shop */
    int64_t sale_days;           /* days with a counted row */
    double total, total_returns; /* of all rows with a readable amount; the negative part of it */
} Ledger;

MUST_USE Status ledger_read(Ledger *out, const Reader *reader, const People *people,
                            const Goods *goods, Err *err);
void ledger_close(Ledger *ledger);

static inline const Sale *ledger_rows(const Ledger *ledger)
{
    return (const Sale *)(const void *)ledger->rows.data;
}

#endif
