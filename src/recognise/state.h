/* recognise/state.h — words that shops write for the state of an order or a payment.
 *
 * In:    a value of a column of states, in English, German, French, Spanish, Italian, Dutch,
 *        Portuguese or Polish, in any case and spelling.
 * Out:   whether such an order is a sale.
 */
#ifndef RECOGNISE_STATE_H
#define RECOGNISE_STATE_H

#include <stdbool.h>
#include <stddef.h>

typedef enum OrderState {
    STATE_UNKNOWN,  /* no such word */
    STATE_SALE,     /* paid, shipped, completed, … */
    STATE_NO_SALE,  /* cancelled, failed, pending, draft, … */
    STATE_REFUNDED, /* it was one */
    STATE_PARTLY_REFUNDED
} OrderState;

OrderState state_of(const char *text, size_t size);

#endif
