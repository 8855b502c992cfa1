/* guess/deciding.h — what the steps of judging the amount share. */
#ifndef GUESS_DECIDING_H
#define GUESS_DECIDING_H

#include "guess/amount.h"

/* Rows or orders of the sample that must agree with a reading, for it to be believed. */
#define BELIEVED 0.8

typedef struct Deciding {
    Sales *sales;
    Prober *prober;
    AmountFound found;
} Deciding;

static inline bool place_is_there(Place place)
{
    return place.node != NO_PLACE;
}

/* Numbers by type: SQL can reckon with them. */
bool amount_can_reckon(const Sales *sales, Place place);
/* What is done with a discount of that form, a clause; NULL for none. */
const char *amount_form_words(DiscountForm form);
/* reconcile.c: the reading whose sums make the orders' totals. */
MUST_USE Status amount_by_orders(Deciding *d, Err *err);

#endif
