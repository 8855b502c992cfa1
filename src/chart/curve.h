/* chart/curve.h — what the kinds that draw lines share. */
#ifndef CHART_CURVE_H
#define CHART_CURVE_H

#include "chart/frame.h"
#include "chart/place.h"

/* The range of x, y and the bands over all series. */
typedef struct CurveRange {
    double x_lo, x_hi, y_lo, y_hi; /* NaN: nothing to draw */
} CurveRange;
CurveRange curve_range(const ChartSpec *spec);

/* The series' points in the plot; NaN where there is a gap. */
Point *curve_points(const Canvas *canvas, const Frame *frame, const Series *series);
/* Band, line, and a dot where a point has no neighbour to be joined with. */
void curve_draw(Canvas *canvas, const Frame *frame, const Series *series, Rgba colour,
                double width_pt);
/* Boxes along a line, at most CURVE_STEPS a point, that labels keep clear of. */
enum { CURVE_STEPS = 8 };
void curve_keep_clear(Placer *placer, const Point *at, size_t count);
/* The last finite point; false when there is none. */
bool curve_end(const Point *at, size_t count, Point *end);

/* The names of series beside their lines' ends. */
typedef struct EndLabel {
    const char *text;
    Rgba colour;
    Point end;
} EndLabel;
double end_labels_width(const Canvas *canvas, const EndLabel *labels, size_t count);
/* The height of a plot that all of them stand beside. */
double end_labels_floor(const Canvas *canvas, const EndLabel *labels, size_t count);
void end_labels_draw(Canvas *canvas, EndLabel *labels, size_t count, Rect plot, double width_pt);

#endif
