/* chart/bars.h — what the kinds that draw bars share. */
#ifndef CHART_BARS_H
#define CHART_BARS_H

#include "chart/frame.h"

/* The range of all bars and their whiskers, zero included; NaN where there is none. */
void bars_range(const ChartSpec *spec, double *lo, double *hi);
/* Of one of several bars that share a band of step_pt: its offset from the band's start. */
typedef struct BarSlots {
    double offset_pt, width_pt;
} BarSlots;
BarSlots bar_slots(double step_pt, size_t series);
/* The series that are drawn: those past the data are not. */
Rgba bar_colour(const Canvas *canvas, size_t series, size_t category);
/* A bar between two corners, rounded at the end away from the baseline. */
void bar_fill(Canvas *canvas, Rect rect, Rgba colour);
/* An interval: a line with two ends, upright or lying. */
void whisker_draw(Canvas *canvas, Point from, Point to, double half_end_pt);
/* Where a value is missing: it looks so. */
void missing_draw(Canvas *canvas, Point at);
bool bars_have_legend(const ChartSpec *spec);

#endif
