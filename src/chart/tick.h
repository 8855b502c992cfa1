/* chart/tick.h — where an axis has its ticks, and what they say.
 *
 * Ticks of numbers come from the extended Wilkinson algorithm (Talbot, Lin, Hanrahan 2010, "An
 * extension of Wilkinson's algorithm for positioning tick labels on axes"); those of logarithmic
 * axes stand at 1, 2 or 3, 5 times powers of ten; those of days at days, Mondays, months or years.
 */
#ifndef CHART_TICK_H
#define CHART_TICK_H

#include "chart/chart.h"

#define TICKS_MAX 24

typedef struct Ticks {
    size_t count;
    double at[TICKS_MAX];
    const char *text[TICKS_MAX];
    const char *second[TICKS_MAX]; /* a line below: the year of a month; NULL for none */
    double step;                   /* of a linear axis */
    bool ends;                     /* what is below the first tick stands at it: "≤1" */
} Ticks;

/* Round ticks over lo <= hi, about `wanted` of them. `cover`: the first is at or below lo, the last
 * at or above hi. `whole`: only whole numbers. */
Ticks ticks_linear(double lo, double hi, size_t wanted, bool cover, bool whole);
/* Ticks inside [lo, hi], 0 < lo < hi: of ratios at powers of two, of days at weeks, months, years.
 */
Ticks ticks_log(double lo, double hi, ColumnKind kind, size_t wanted);
/* Ticks inside [lo, hi], in days; texts are set. */
Ticks ticks_day(double lo, double hi, size_t wanted, Arena *arena);

/* Writes the texts: all in one unit of the short scale, with the decimals that the step needs. */
void ticks_write(Ticks *ticks, const Axis *axis, const char *currency, bool log, Arena *arena);

/* A value as a label on a mark: three significant figures, K and M from ten thousand up. */
const char *axis_value_text(double value, const Axis *axis, const char *currency, Arena *arena);
/* "Recency (days)", or "" */
const char *axis_title(const Axis *axis, Arena *arena);

#endif
