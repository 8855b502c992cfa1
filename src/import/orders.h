/* import/orders.h — what the lines of a file say together of its orders.
 *
 * Whether an amount is its order's is decided over the whole file:
 *   - it stands on the first line of an order and the others are blank: it is the order's;
 *   - it is the same on every line of an order: it is the order's, unless amounts are so alike in
 *     the whole file that chance explains it, or quantity × price gives each line's amount.
 * A copy is a whole order that stands twice: its lines come again, all of them, in another place of
 * the file. Two like lines beside each other are two items.
 *
 * In:    the lines in the order of the file, their orders numbered 0 … count − 1.
 * Out:   facts of each order and of all.
 * Owns:  nothing; all is in the arena.
 */
#ifndef IMPORT_ORDERS_H
#define IMPORT_ORDERS_H

#include "import/lines.h"

typedef struct OrderFacts {
    double amount;           /* the first one of its lines that is not blank; NaN: none */
    double weight;           /* quantity × price of all its lines */
    uint32_t lines, amounts; /* its lines, and those with an amount */
    uint32_t backs;          /* of the lines: they give money back, and are not looked at */
    uint32_t once;           /* lines of its first block; what is behind them, if `copied` */
    bool same;               /* all amounts are the first one */
    bool copied;             /* all that is behind its first block is the same again */
    bool many_days, many_customers;
} OrderFacts;

typedef struct OrdersTold {
    size_t orders, several;   /* several: with two lines or more, copies apart */
    size_t same, first_only;  /* of the several */
    size_t by_lines, by_line; /* of them: quantity × price adds up to the amount; is each line's */
    double alike;             /* the chance that two orders have the same amount */
    size_t copies, copied_lines;
    size_t many_days, many_customers;
} OrdersTold;

/* Facts of each order. `amounts` is the column of amounts, NULL where there is none. */
OrderFacts *orders_gather(OrdersTold *told, const Lines *lines, const double *amounts,
                          size_t orders, Arena *arena);
/* ROW_LINE, ROW_FIRST_LINE or ROW_EACH_LINE. *why is a sentence with the figures that decided; NULL
 * where there was nothing to decide. */
RowKind orders_decide(const char **why, const OrdersTold *told, const char *column, Arena *arena);
/* Amounts are so alike in the whole file that their sameness within orders says nothing. */
bool orders_are_alike(const OrdersTold *told);
/* The amounts are the same on all lines, of too few orders to say whose they are, or so alike in
 * the whole file that it says nothing. */
bool orders_are_unsure(const OrdersTold *told);
/* Whether the ids begin again, so that one id is many orders. */
bool orders_begin_again(const OrdersTold *told);
/* Numbers the lines' orders anew: those of one id and customer are one, and with `days` of one day.
 * Returns how many. */
size_t orders_split(Lines *lines, bool days, Arena *arena);
/* Marks the copies as LINE_COPY; all lines that an earlier one of their order equals, with `every`.
 * Returns how many. */
size_t orders_mark_copies(Lines *lines, const OrderFacts *facts, size_t orders, bool every,
                          Arena *arena);

#endif
