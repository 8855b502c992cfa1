/* report/counted.h — what is in the figures and what is not: the findings that change the money, or
 * who a customer is, in a few words that report, mail, check and init share.
 *
 * In:    a Shop; the currency of its amounts.
 * Out:   sentences in the arena.
 * Owns:  nothing.
 */
#ifndef REPORT_COUNTED_H
#define REPORT_COUNTED_H

#include "store/store.h"

typedef struct Counted {
    /* "558 of 620 orders count; 21 cancelled ($1,234) and 41 by guests ($2,345) do not." Where all
     * do: "All 620 orders count." */
    const char *sentence;
    bool all;
    bool in_orders; /* count and total are orders; else lines */
    int64_t count, total;
    /* What else changes the figures, the weightiest first: "11 orders were refunded, in part or in
     * full: 1,678.61; subtracted." */
    const char *const *others;
    size_t other_count;
} Counted;

Counted counted_find(const Shop *shop, const char *currency, Arena *arena);

/* Whether the finding changes the money or who a customer is, by its code. */
bool finding_weighs(const Finding *finding);

#endif
