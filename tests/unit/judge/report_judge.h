/* Every figure of a report, drawn as wide as the book's columns are on either paper, and as the
 * site and the files have it. */
#ifndef REPORT_JUDGE_H
#define REPORT_JUDGE_H

#include "report/report.h"

/* What is wrong with the first figure that lacks something (chart_judge.h), or cannot be drawn;
 * NULL: nothing. Also tells where siblings differ: a box plot that is logarithmic beside one that
 * is not, profiles on different scales. */
const char *report_chart_fault(const Report *report, Arena *arena);

#endif
