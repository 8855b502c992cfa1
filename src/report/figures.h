/* report/figures.h — what the files share that make charts' specifications. */
#ifndef REPORT_FIGURES_H
#define REPORT_FIGURES_H

#include "report/draft.h"

ChartSpec *figure_open(Draft *d, ChartKind kind, const char *slug);
Series *figure_series(ChartSpec *chart, size_t count, Arena *arena);
/* Segments with purchases: Prospects have no recency or spend to draw. */
size_t buying_segments(const Draft *d);
/* "Champions 18%, At Risk 12%": the list with a name and its value more. */
const char *figure_list(Draft *d, const char *list, const char *name, const char *value);

#endif
