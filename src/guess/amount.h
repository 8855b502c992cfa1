/* guess/amount.h — how much a line came to, judged by the numbers themselves.
 *
 * "price" may be of a piece or of the line, "discount" a share, a percentage or a sum, already
 * taken off or not. Where a line has a total beside its quantity and price, the three say which;
 * where the order has a total, its lines do: of the readings of a line the one is right whose sums
 * make the orders' totals.
 *
 * In:    Sales whose amount names the columns.
 * Out:   the amount decided; what it rests on.
 * Fails: as guess/probe.h.
 */
#ifndef GUESS_AMOUNT_H
#define GUESS_AMOUNT_H

#include "guess/sales.h"
#include "guess/select.h"

/* The lines' sums against a total of the order. */
typedef struct Reconciled {
    int64_t orders;       /* compared; 0: there was nothing to compare with */
    int64_t equal;        /* those whose lines make the total */
    Place total;          /* of the order */
    double lines, totals; /* of all that were compared */
    /* What the total has besides the lines: it is the lines + tax + shipping − discount. */
    bool tax, shipping, discount;
    Place off; /* that discount */
} Reconciled;

typedef struct AmountFound {
    Reconciled reconciled;
    const char *why; /* of the discount: a clause; NULL where there is none */
    bool sure;       /* the numbers decided, not the names alone */
} AmountFound;

MUST_USE Status amount_decide(AmountFound *out, Sales *sales, Prober *prober, Err *err);

/* Of the orders, that must be explained for the orders' discounts to be spread over the lines. */
#define EXPLAINED 0.95
/* Whether the orders' discounts are spread over their lines. */
bool amount_spreads(const AmountFound *found);
/* The amount as SQL. */
const char *amount_sql(Select *select, const Amount *amount);
/* In words: "quantity × price × (1 − discount)". */
const char *amount_words(const Sales *sales, Arena *arena);

#endif
