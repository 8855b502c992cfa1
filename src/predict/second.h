/* predict/second.h — the wait for the second purchase day, by the shop's own records.
 *
 * Who bought on one day only has no rhythm, and nothing tells whether he left. What can be said is
 * how many of those who had waited as long came back. Waits that are still open count for as long
 * as they are known to have lasted (Kaplan, Meier 1958).
 *
 * In:    purchase days.
 * Out:   the share still waiting, by days since the first purchase day; what follows from it.
 * Owns:  nothing; results live in the arena that you pass.
 * Fails: never; what the records cannot tell is NaN.
 */
#ifndef PREDICT_SECOND_H
#define PREDICT_SECOND_H

#include "predict/purchase_days.h"

typedef struct SecondPurchase {
    size_t customers;    /* who bought at all */
    size_t bought_again; /* of them */
    size_t longest_wait; /* days, open waits among them: as far as the records tell anything */
    /* longest_wait + 1 values each (none without customers); element w is about the end of day w
     * after the first purchase day: */
    const double *waiting; /* the share still waiting for the second, S(w) */
    const double
        *greenwood; /* Σ d / (n (n − d)) so far: the variance of ln S(w); may be infinite */
    const uint32_t *at_risk; /* customers whose wait lasted longer than w */
    double days_50, days_80; /* by when so many of 100 who come back within longest_wait have done
                              * so; NaN where nobody has */
} SecondPurchase;

/* Linear in customers and in days. */
SecondPurchase second_purchase_fit(const PurchaseDays *purchases, Arena *arena);

typedef struct SecondShare {
    double share; /* 0 to 1; NaN where the records do not reach that far */
    double error; /* its standard error (Greenwood 1926); NaN where it cannot be told */
    size_t of;    /* how many had waited so long, which is what the share is taken from */
} SecondShare;

/* Of the customers who had waited `waited` days without a second purchase, the share that bought
 * within `more` days after: (S(w) − S(w + more)) / S(w). */
SecondShare second_purchase_share(const SecondPurchase *second, size_t waited, size_t more);

#endif
