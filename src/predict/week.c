#include "predict/week.h"

void week_judge(Usual out[WEEK_FIGURES], const WeekSeries *series, Arena *arena)
{
    for (int f = 0; f < WEEK_FIGURES; f++) {
        UsualSeries one = { .values = series->values[f],
                            .feast = series->feast,
                            .count = series->count,
                            .year = series->year,
                            .unit = f == WEEK_REVENUE ? series->unit : 1,
                            .whole = f != WEEK_REVENUE };
        out[f] = usual_judge(&one, WEEK_CHANCE, arena);
    }
}
