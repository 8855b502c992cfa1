/* import/sales_owner.h — whose a figure beside the amounts is: the row's, or its order's.
 *
 * A refund or a discount in money may be the row's own, or the order's and stand repeated on each
 * of its rows. Orders with several lines tell: a figure that differs between them, or is just what
 * each line comes to, is the line's; one that is the same on all and more than one of them comes to
 * is the order's. The same on all, and neither, is taken for the order's where no order says
 * otherwise.
 *
 * In:    the lines with their orders numbered; one of the figures.
 * Out:   votes, one an order with several lines and the figure on two of them at least.
 */
#ifndef IMPORT_SALES_OWNER_H
#define IMPORT_SALES_OWNER_H

#include "import/sales.h"

typedef struct OwnerVotes {
    size_t of_order, of_lines, unclear; /* orders */
    bool beyond_line; /* a figure on a single line of several is more than the line comes to */
} OwnerVotes;

OwnerVotes owner_votes(const Sales *sales, SalesFigure figure, Arena *scratch);
typedef enum Owner {
    OWNER_LINE,
    OWNER_ORDER,
    OWNER_UNSAID /* some orders say this, some that */
} Owner;
Owner owner_decide(const OwnerVotes *votes);
/* quantity × price of a line, else its own amount; NaN where it has neither. */
double owner_worth(const Sales *sales, size_t row);

#endif
