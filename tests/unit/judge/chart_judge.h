/* What no chart gives up for lack of room: its axes with three ticks at least, every name whole,
 * type of 8.5 points, inks that can be read, a size that can be looked at. */
#ifndef CHART_JUDGE_H
#define CHART_JUDGE_H

#include "chart/chart.h"

/* What is wrong with a drawn chart, in words; NULL: nothing. */
const char *chart_fault(const ChartSpec *spec, const Scene *scene, Arena *arena);

#endif
