/* chart/part.h — a chart in parts, for what is too high or too wide for one page.
 *
 * A part shows some of the rows or columns of the whole, on the scales of the whole: the same zero,
 * the same ticks, the same colours. Parts borrow from the whole.
 */
#ifndef CHART_PART_H
#define CHART_PART_H

#include "chart/chart.h"

/* How many rows (bars, boxes, panels…) or columns a chart can be divided between; 0: none. */
size_t chart_rows(const ChartSpec *spec);
size_t chart_columns(const ChartSpec *spec);
/* Rows or columns from..from+count-1 of those. */
ChartSpec chart_part_rows(const ChartSpec *spec, size_t from, size_t count, Arena *arena);
ChartSpec chart_part_columns(const ChartSpec *spec, size_t from, size_t count, Arena *arena);

#endif
