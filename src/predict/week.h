/* predict/week.h — the figures of a week, judged together: a promise about the whole of them.
 *
 * Each is held against its own past (predict/usual.h) at a chance of WEEK_CHANCE. In simulated
 * shops in which nothing happens (tests/simulate/) at least one of the five is called unusual in 1
 * to 5 weeks of 100: steady, growing or falling by up to 3 % a week, with seasons of ±80 %, with a
 * Christmas of three times the usual and a spring of four times, 5 to 1,000 purchases a week,
 * 13 weeks to three years of past. Of weeks that lost half of their sales it finds, in steady shops
 * of 20, 50 and 200 purchases a week, 4, 8 and 10 in 10.
 *
 * In:    the five series, in even steps, the week that is judged last.
 * Out:   a band for each, and on which side of it the week is.
 * Fails: never.
 */
#ifndef PREDICT_WEEK_H
#define PREDICT_WEEK_H

#include "predict/usual.h"

/* How often at most a usual week has one figure called unusual, by that figure alone. */
#define WEEK_CHANCE 0.012

typedef enum WeekFigure {
    WEEK_REVENUE, /* net of returns */
    WEEK_PURCHASES,
    WEEK_BUYERS,    /* customers with a purchase: the next two together */
    WEEK_NEW,       /* with their first */
    WEEK_RETURNING, /* who had bought before that week */
    WEEK_FIGURES
} WeekFigure;

typedef struct WeekSeries {
    const double *values[WEEK_FIGURES]; /* NaN: not to be compared */
    const bool *feast;                  /* as in UsualSeries */
    size_t count, year;                 /* likewise */
    double unit;                        /* of the revenue, likewise */
} WeekSeries;

void week_judge(Usual out[WEEK_FIGURES], const WeekSeries *series, Arena *arena);

#endif
