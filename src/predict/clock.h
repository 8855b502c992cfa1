/* predict/clock.h — the shop's own clock, which runs fast in its busy weeks and slow in its dead
 * ones. Only this room includes it.
 *
 * On each day it goes on by the share of the customers so far who bought again that day, so between
 * two days lies what a customer usually buys between them. Silence measured on it is not longer for
 * a season in which nobody buys.
 */
#ifndef PREDICT_CLOCK_H
#define PREDICT_CLOCK_H

#include "predict/purchase_days.h"

typedef struct ShopClock {
    Day start;    /* the earliest first purchase */
    size_t count; /* days from start to the as-of date, both in it; 0 where nobody bought */
    double *read; /* what the clock shows at the end of each of them */
} ShopClock;

/* Linear in purchase days and days. */
ShopClock clock_open(const PurchaseDays *purchases, Arena *arena);

/* The same clock with each day's step averaged over the days up to `reach` before and after it. */
ShopClock clock_smooth(const ShopClock *clock, size_t reach, Arena *arena);

/* At the end of a day from the start to the as-of date. */
static inline double clock_read(const ShopClock *clock, Day day)
{
    return clock->read[day - clock->start];
}

/* In the middle of that day. */
static inline double clock_read_noon(const ShopClock *clock, Day day)
{
    size_t at = (size_t)(day - clock->start);

    return (clock->read[at] + (at ? clock->read[at - 1] : 0)) / 2;
}

#endif
