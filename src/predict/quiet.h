/* predict/quiet.h — who has gone quiet: silent for longer than chance leaves a customer who stays.
 *
 * Only a customer with two purchase days or more has a rhythm. Let x be his purchase days after the
 * first; tau the time from his first to his last, Theta from his first to the as-of date, both on
 * the shop's own clock, which goes on each day by the share of its customers so far who bought
 * again that day. Whoever buys at random moments, at whatever pace, scatters his x days evenly over
 * that clock; that all of them lie in the first tau of Theta has the chance
 *
 *     p = (tau / Theta)^x.
 *
 * Below 0.05 he has gone quiet. So of the customers who have not left, about 5 in 100 are called
 * quiet on any one day, those with two purchase days as those with fifty, and in a dead season as
 * in a busy one. Where a shop's customers all buy regularly, or all in bursts, p allows for the
 * shape of their gaps (GapShape).
 *
 * Measured by tests/simulate/ in shops that nobody leaves, by 1, 2, 3-4, 5-9, 10 or more repeats:
 * 2 to 6 in 100 with exponential gaps and with Erlang gaps of shape 1.3 to 8, in histories of eight
 * weeks to six years, in shops of 40 to 2,500 customers, anywhere in a season of ±80 % and half a
 * year after a Christmas. Fewer where gaps are more regular than that (monthly subscribers: none),
 * where only some customers are regular, and where many have left (1 in 100 where all joined at the
 * same time). More where all joined at the same time and are regular (6 to 7 after one repeat),
 * where customers slow down without leaving (7 from five repeats on if each buys half as often
 * within a year), where some gaps are far longer than the others (lognormal, sigma 1: 8 to 9 from
 * five repeats on), and where purchases come in bunches (10 to 15 from three repeats on). Of those
 * who have left it finds 55 in 100 (BG/NBD) to 61 (Pareto), with Erlang-3 gaps 81, of monthly
 * subscribers 88.
 *
 * In:    purchase days.
 * Out:   for each customer how long silent, and by what chance; for the shop how many are quiet,
 *        and how many of them chance alone would leave.
 * Owns:  nothing; results live in the arena that you pass.
 * Fails: never; a shop with too little to judge by gets a verdict that says so.
 */
#ifndef PREDICT_QUIET_H
#define PREDICT_QUIET_H

#include "predict/purchase_days.h"

#define QUIET_CHANCE 0.05         /* below it a customer has gone quiet */
#define GETTING_QUIET_CHANCE 0.20 /* below it he is getting quiet */
#define QUIET_MIN_REPEATERS 15    /* customers with two purchase days or more */
#define QUIET_MIN_DAYS 56         /* from the shop's first purchase to the as-of date */

typedef enum GapPattern {
    GAPS_UNKNOWN, /* too few gaps to tell */
    GAPS_RANDOM,  /* near enough to exponential, which is what buying at random moments gives */
    GAPS_REGULAR,
    GAPS_BURSTS,
    GAPS_MIXED /* some customers are regular, others are not */
} GapPattern;

/* How regular the gaps between purchase days are: the shape k of a gamma law, the same for all
 * customers, each at a pace of his own. 1 is exponential, above it regular, below it in bursts. */
typedef struct GapShape {
    size_t customers;  /* whose gaps were looked at */
    size_t free_gaps;  /* the gaps of theirs beyond the first of each */
    double estimate;   /* of greatest likelihood; NaN where the pattern is unknown */
    double error;      /* its standard error; NaN likewise */
    double dispersion; /* how much customers differ in regularity: 1 as much as chance makes
                        * customers of the same shape differ; NaN likewise */
    double used;       /* what p is reckoned with: 1 gives the formula above */
    GapPattern pattern;
} GapShape;

typedef enum Silence {
    SILENCE_NOT_JUDGED, /* fewer than two purchase days, or a shop with too little */
    SILENCE_USUAL,
    SILENCE_GETTING_QUIET,
    SILENCE_QUIET
} Silence;

typedef struct Rhythm {
    double chance;         /* p, 0 to 1; NaN where not judged */
    double silent_days;    /* since the last purchase day; NaN without one */
    double usual_gap_days; /* from the first to the last purchase day, divided by repeats; NaN
                            * without a repeat */
    uint32_t repeats;      /* purchase days after the first */
    Silence silence;
} Rhythm;

typedef enum QuietVerdict {
    QUIET_JUDGED,
    QUIET_TOO_SHORT, /* fewer than QUIET_MIN_DAYS of history */
    QUIET_TOO_FEW    /* fewer than QUIET_MIN_REPEATERS customers have a rhythm */
} QuietVerdict;

typedef struct Quiet {
    QuietVerdict verdict;
    size_t customers;
    const Rhythm *rhythms; /* one a customer */
    size_t history_days;   /* from the first purchase to the as-of date; 0 where nobody bought */
    size_t one_day;        /* customers with a single purchase day, who have no rhythm */
    size_t repeaters;      /* customers with more: either all of them are judged, or nobody is */
    /* All zero unless the shop is judged: */
    size_t quiet, getting_quiet; /* the second without the first */
    double expected;             /* how many would be quiet by chance if nobody had left */
    bool only_chance;            /* quiet is no more than that and two standard deviations */
    double excess;               /* quiet − expected, those who really went; 0 if only_chance */
    GapShape shape;
} Quiet;

/* Linear in purchase days and in days of history. */
Quiet quiet_judge(const PurchaseDays *purchases, Arena *arena);

/* How many usual gaps a customer with `repeats` repeats (>= 1) must be silent for p to fall to
 * `chance` (between 0 and 1), where the clock runs evenly: at shape 1 and 0.05 19.0 gaps after one
 * repeat, 5.1 after three, 3.5 after ten. shape: GapShape.used. */
double quiet_after_gaps(double shape, size_t repeats, double chance, Arena *arena);

#endif
