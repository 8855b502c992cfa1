/* predict/purchase_days.h — the days on which each customer bought: what every model here reads.
 *
 * A purchase day is a day with at least one row of amount >= 0: two orders of one day, or ten rows
 * of one order, are one purchase day, and a day of returns alone is none.
 */
#ifndef PREDICT_PURCHASE_DAYS_H
#define PREDICT_PURCHASE_DAYS_H

#include "data/data.h"

typedef struct PurchaseDays {
    size_t customers;
    const size_t *first; /* customers + 1: the days of customer c are days[first[c]] up to, without,
                          * days[first[c + 1]] */
    const Day *days;     /* of each customer ascending, each day once, none after as_of */
    Day as_of;           /* the last day that the records cover */
} PurchaseDays;

/* One customer's purchase days. */
typedef struct DayRun {
    const Day *days;
    size_t count; /* 0 for a prospect */
} DayRun;

static inline DayRun purchase_run(const PurchaseDays *p, size_t customer)
{
    return (DayRun){ p->days + p->first[customer], p->first[customer + 1] - p->first[customer] };
}

#endif
