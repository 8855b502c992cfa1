#include "predict/week.h"

#include <math.h>

/* Whoever is in `part` is in `whole` too: no more of the one can be expected than of the other. A
 * part that is now above its band is so together with the whole, and makes no week unusual by
 * itself. */
static void keep_below(Usual *part, const Usual *whole, double value)
{
    if (!usual_has_band(part) || !usual_has_band(whole) || part->high <= whole->high) return;
    part->high = whole->high;
    part->low = fmin(part->low, part->high);
    part->expected = fmin(part->expected, part->high);
    if (part->verdict == USUAL_WITHIN && value > part->high) part->verdict = USUAL_ABOVE;
}

void week_judge(Usual out[WEEK_FIGURES], const WeekSeries *series, Arena *arena)
{
    size_t last = series->count - 1;

    for (int f = 0; f < WEEK_FIGURES; f++) {
        UsualSeries one = { .values = series->values[f],
                            .feast = series->feast,
                            .count = series->count,
                            .year = series->year,
                            .unit = f == WEEK_REVENUE ? series->unit : 1,
                            .whole = f != WEEK_REVENUE };
        out[f] = usual_judge(&one, WEEK_CHANCE, arena);
    }
    keep_below(&out[WEEK_BUYERS], &out[WEEK_PURCHASES], series->values[WEEK_BUYERS][last]);
    keep_below(&out[WEEK_NEW], &out[WEEK_BUYERS], series->values[WEEK_NEW][last]);
    keep_below(&out[WEEK_RETURNING], &out[WEEK_BUYERS], series->values[WEEK_RETURNING][last]);
}
