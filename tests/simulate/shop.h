/* tests/simulate/shop.h — shops of which everything is known: who buys how, and who has left.
 *
 * Each customer starts at a moment of the shop's history and buys at a pace of his own, with gaps
 * of a chosen kind, on a calendar of busy and slow days. Seeded: the same plan gives the same
 * shops.
 */
#ifndef SIMULATE_SHOP_H
#define SIMULATE_SHOP_H

#include "predict/predict.h"

typedef enum GapLaw {
    LAW_GAMMA,     /* of the plan's shape: 1 exponential, 3 Erlang-3 */
    LAW_LOGNORMAL, /* of the plan's sigma */
    LAW_MONTHLY,   /* 30 days, standard deviation 3, for every customer */
    LAW_BUNCHED    /* exponential, and after each up to five more purchases 0 to 3 days apart */
} GapLaw;

typedef enum Calendar {
    CALENDAR_EVEN,
    CALENDAR_SEASON,   /* a sine of 365 days, ±80 % */
    CALENDAR_CHRISTMAS /* six times as much in 30 days of the year */
} Calendar;

typedef enum Leaving {
    LEAVE_NEVER,
    LEAVE_BETA,   /* after each purchase with a chance of one's own, beta(.8, 2.5): BG/NBD */
    LEAVE_CHANCE, /* after each purchase with a chance of .06 */
    LEAVE_LIFE    /* after an exponential time, 200 days on average: Pareto */
} Leaving;

typedef struct ShopPlan {
    const char *name;
    size_t shops, customers;
    int days; /* of history */
    GapLaw gaps;
    double shape;         /* of the gaps */
    double mean_gap_days; /* of the average pace */
    double pace_shape;    /* of the gamma law of paces; 0: all have the same */
    double random_share;  /* of the customers: their gaps are exponential */
    Calendar calendar;
    int past_peak;        /* days from the calendar's last peak to the as-of date */
    double slowing;       /* the pace halves over the first year: 1 */
    double joined_within; /* in which first part of the history customers start; 0: all of it */
    Leaving leaving;
} ShopPlan;

typedef struct SimulatedShop {
    PurchaseDays purchases;
    const bool *left;   /* one a customer */
    const bool *random; /* one of the plan's random_share */
} SimulatedShop;

SimulatedShop shop_simulate(const ShopPlan *plan, size_t number, Arena *arena);

#endif
