/* guess/sales.h — which rows are the sales, and where what is to be known of them stands.
 *
 * Every table is tried as the table of lines. What it leads to (guess/reach.h) says whether there
 * is a customer, a date of the sale and an amount; of those that have all three, evidence decides:
 * products, lines that make up orders, names. A table of people is never the sales, nor the head of
 * an order, and a date is only looked for on the way from the line to the customer.
 *
 * In:    a Catalog with its links.
 * Out:   the best, and others that look like sales, by their names.
 */
#ifndef GUESS_SALES_H
#define GUESS_SALES_H

#include "guess/reach.h"
#include "guess/roles.h"

typedef enum DiscountForm {
    DISCOUNT_NONE,
    DISCOUNT_SHARE,    /* 0.15 */
    DISCOUNT_PERCENT,  /* 15 */
    DISCOUNT_SUM,      /* 1.50 off the line */
    DISCOUNT_SUM_EACH, /* 1.50 off each piece */
    DISCOUNT_FORMS
} DiscountForm;

/* The amount of a line: a total, else quantity × price (without a quantity: one piece), less the
 * discount. */
typedef struct Amount {
    Place total, quantity, price;
    Place discount;
    DiscountForm form;
} Amount;

typedef struct Sales {
    Reach reach;    /* from the lines */
    int head;       /* the node that the lines are part of; NO_PLACE: each row is a sale */
    int person;     /* the node of the customers' table; NO_PLACE */
    int product;    /* the node of the products' table; NO_PLACE */
    Place customer; /* the id */
    Place order, line, date;
    Place product_id, product_name; /* of the lines, where there is no product node */
    Place category;
    Amount amount;
    int score;
} Sales;

#define MOST_OTHERS 5

typedef struct SalesFound {
    Sales best;
    bool any;
    int others[MOST_OTHERS]; /* tables of further sales, the best first */
    size_t other_count;
} SalesFound;

/* `out` is large: keep it in an arena. */
void sales_find(SalesFound *out, const Catalog *catalog);
/* The same with that table as the lines; false when it cannot be. */
bool sales_try(Sales *out, const Catalog *catalog, int table);

#endif
