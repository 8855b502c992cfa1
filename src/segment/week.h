/* segment/week.h — what came in during the last week, held against the weeks before and against the
 * same week a year ago: from the ledger alone, so that a first report has it too.
 *
 * A week is the seven days up to the as-of date (up to the day before, where that is today because
 * nobody named a day, and has no sale yet), or as many days as lie between two runs. Figures
 * are flows: revenue net of returns by the lines' own days; purchases, and the customers who made
 * them, by the purchases'. A year ago is 52 weeks, so that the days of the week are the same ones.
 *
 * In:    a Shop; over how many days.
 * Out:   a SalesWeek.
 * Owns:  nothing; nothing stays in the arena.
 * Fails: never; a week that cannot be judged says why.
 */
#ifndef SEGMENT_WEEK_H
#define SEGMENT_WEEK_H

#include "predict/week.h"
#include "store/store.h"

#define WEEK_DAYS 7
#define DAYS_OF_52_WEEKS 364

typedef enum WeekState {
    WEEK_JUDGED,
    WEEK_TOO_SHORT,  /* fewer than USUAL_MIN_PAST whole weeks before it can be compared */
    WEEK_FEAST,      /* from 20 November to 20 January, and the records have no such weeks before */
    WEEK_HOLE,       /* it touches a stretch without sales that chance does not explain */
    WEEK_ENDS_EARLY, /* up to its last sale it is as usual; then come more days without any than
                      * ever in the year before it: the data may end there */
    WEEK_WITHHELD    /* no figure may be shown (privacy/privacy.h) */
} WeekState;

typedef struct SalesWeek {
    Day from, to;
    int days;
    WeekState state;
    size_t past;                      /* whole weeks before it that can be compared */
    double value[WEEK_FIGURES];       /* NaN: withheld */
    double year_before[WEEK_FIGURES]; /* NaN: not in the records, with a hole, or withheld */
    Usual usual[WEEK_FIGURES];        /* no news unless state is WEEK_JUDGED */
    Day last_sale;                    /* the day of the last counted line */
} SalesWeek;

/* days: 1 or more. Linear in purchases and in days of history. */
SalesWeek week_find(const Shop *shop, int days, Arena *arena);

/* Whether sales are missing on any of these days: one is in a stretch without sales that chance
 * does not explain. */
bool shop_has_hole(const Shop *shop, Day from, Day to);

/* The most days without a sale between two days with one, in the year up to the last sale;
 * stretches that are holes count for nothing. */
int shop_longest_wait(const Shop *shop);

/* How many of its figures are unusual. */
size_t week_news(const SalesWeek *week);

#endif
