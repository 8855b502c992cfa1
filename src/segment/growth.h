/* segment/growth.h — what it would bring if customers came to buy like those of the next better
 * segment: arithmetic on the past year, for typical members.
 *
 * The year is the one up to the last sale, and only customers count whose first purchase lies
 * before it: their year is whole. A step leads
 * - from a segment whose typical member still buys (median of the year's purchases 1 or more), and
 *   one in three of whose customers have a whole year,
 * - to one that is no exception (nor named one): GROWTH_LEAST customers or more and 2 % of the
 * buyers or more, that comes back in resamples (Jaccard 0.6 or more), and half of whose customers
 * have a whole year,
 * - where three in four spend at least a quarter more than the typical member does now, by more
 *   purchases or larger ones, and which one in ten of those who would step reach already,
 * and of all such to the nearest. What one member would bring lies between the quartiles of the
 * target less the own median. A step that at GROWTH_SHARE of its customers would bring more than
 * all of the target's did is left out.
 *
 * In:    a Shop and its Segments.
 * Out:   Growth, in the arena.
 * Owns:  nothing.
 * Fails: never; without a whole year, or a step, there are none.
 */
#ifndef SEGMENT_GROWTH_H
#define SEGMENT_GROWTH_H

#include "segment/segment.h"

#define GROWTH_YEAR 365
#define GROWTH_LEAST 10
/* Of the customers of a segment, who are reckoned to take a step. */
#define GROWTH_SHARE 0.1

/* Of a segment's customers with a whole year; NaN where there are none. */
typedef struct Typical {
    size_t customers;
    double lower, median, upper; /* quartiles of what they spent in the year */
    double purchases;            /* median of their purchases in it */
    double purchase;             /* median of what one of them brought, of those who bought */
    double revenue;              /* of all of them together */
    /* Ascending: what each spent, how often each bought; and of those who bought, what a purchase
     * brought. */
    const double *spends, *counts, *sizes;
    size_t bought;
} Typical;

typedef struct GrowthStep {
    int from, to; /* segments */
    Typical own, goal;
    bool more_purchases, larger_purchases; /* typical of the goal against the own */
    double least, most;                    /* what one customer more like them brings, a year */
    double worth_least, worth_most;        /* by GROWTH_SHARE of the own customers */
} GrowthStep;

typedef struct Growth {
    bool has_year;           /* the sales reach back a year */
    Day from, to;            /* the year */
    const GrowthStep *steps; /* in the order of segments */
    size_t count;
} Growth;

/* min_group: no step from or to segments of fewer customers with a whole year. Linear in
 * purchases, and in segments squared. */
Growth growth_find(const Shop *shop, const Segments *segments, size_t min_group, Arena *arena);

/* What a step brings. */
GrowthStep growth_step(int from, const Typical *own, int to, const Typical *goal);

#endif
