/* chart/frame.h — scales, axes, legends, and the plot rectangle that they leave.
 *
 * Layout follows one house style: the value axis has a light grid and no line, its title stands
 * above the plot, the title of the horizontal axis below it.
 */
#ifndef CHART_FRAME_H
#define CHART_FRAME_H

#include "chart/canvas.h"
#include "chart/tick.h"

typedef enum ScaleKind { SCALE_LINEAR, SCALE_LOG, SCALE_DAY } ScaleKind;

typedef struct Scale {
    ScaleKind kind;
    double lo, hi;         /* the values at the ends */
    double from_pt, to_pt; /* where the ends lie */
} Scale;

double scale_share(const Scale *scale, double value); /* 0 at lo, 1 at hi; NaN has no place */
double scale_at(const Scale *scale, double value);

typedef struct ValueAxis {
    const Axis *axis;
    Scale scale;
    Ticks ticks;
} ValueAxis;

/* What an axis has to show. */
typedef struct AxisPlan {
    const Axis *axis;
    double lo, hi; /* of the data; NaN: there is none */
    bool zero;     /* zero belongs to the axis, as for bars; no logarithm then */
    bool cover;    /* the ends are ticks; else the data's ends, with a little air */
    bool tight;    /* not even air */
    bool each;     /* a tick at every whole number, where their texts fit */
    bool upright;  /* vertical: ticks need less room */
    size_t least;  /* ticks; 0: LEAST_TICKS */
    double length_pt;
} AxisPlan;

/* No axis of numbers has fewer ticks: two do not tell a scale. */
#define LEAST_TICKS 3

/* Chooses scale and ticks; from_pt = 0, to_pt = length_pt. */
ValueAxis axis_fit(const Canvas *canvas, const AxisPlan *plan);
double axis_text_width(const Canvas *canvas, const ValueAxis *axis);

/* A value as it stands on the axis: on a logarithmic one what is below its end stands there. */
double axis_place(const ValueAxis *axis, double value);

/* Includes value in lo..hi, which start as NaN. */
void range_add(double *lo, double *hi, double value);

typedef struct FramePlan {
    AxisPlan x, y;              /* axis NULL: none on that side */
    double right_pt, bottom_pt; /* room kept for labels */
} FramePlan;

typedef struct Frame {
    Rect plot;
    ValueAxis x, y;
    bool has_x, has_y;
} Frame;

/* Lays the axes out in the canvas' area and draws grid, ticks and titles. */
Frame frame_draw(Canvas *canvas, const FramePlan *plan);
/* The parts, for charts with a layout of their own. */
void axis_draw_left(Canvas *canvas, const ValueAxis *axis, Rect plot);
void axis_draw_bottom(Canvas *canvas, const ValueAxis *axis, Rect plot);
/* The grid lines of the axis at the bottom, and the solid line at zero or below the plot. */
void axis_grid_vertical(Canvas *canvas, const ValueAxis *axis, Rect plot);
/* Takes the title's strip off the area's top; nothing without a title. */
void axis_title_top(Canvas *canvas, const Axis *axis);
/* What the title of an axis takes of the height. */
double axis_title_floor(const Canvas *canvas, const Axis *axis);
double axis_bottom_height(const Canvas *canvas, const ValueAxis *axis);
/* The line that bars stand on. */
void baseline_draw(Canvas *canvas, Rect plot, double y);

/* --- Named places along an axis --------------------------------------------------------------- */

typedef struct Bands {
    size_t count;
    double from_pt, step_pt;
    TextLines *lines;   /* horizontal texts */
    const char **text;  /* turned texts */
    bool above;         /* the names stand above the plot: turned ones run up to the right */
    double turn_deg;    /* 0: horizontal; 90: upwards */
    size_t lines_max;   /* of horizontal texts */
    double height_pt;   /* of the texts */
    double overhang_pt; /* how much more room at that side turned texts need */
} Bands;

/* Names side by side over a width: wrapped, else turned; all of them, and whole. */
Bands bands_fit(const Canvas *canvas, const char *const *names, size_t count, double from_pt,
                double width_pt, bool above);
/* The height that names need below a plot that leaves taken_pt of the area's width to an axis. */
double bands_floor(const Canvas *canvas, const char *const *names, size_t count, double taken_pt);
/* A frame whose horizontal axis has names: y is the axis at the left (NULL: none), right_pt and
 * extra_bottom_pt are kept for labels. */
typedef struct BandFrame {
    Frame frame;
    Bands bands;
} BandFrame;
BandFrame frame_bands(Canvas *canvas, const AxisPlan *y, const char *const *names, size_t count,
                      double right_pt, double extra_bottom_pt);
double band_middle(const Bands *bands, size_t i);
void bands_draw(Canvas *canvas, const Bands *bands, double top);
/* The same with the texts above `bottom`. */
void bands_draw_above(Canvas *canvas, const Bands *bands, double bottom);
const char **category_names(const Canvas *canvas);
const char **series_names(const Canvas *canvas);

/* Names below each other at the left: the width of their column, and how high the highest of them
 * makes a row that is row_pt high at least. */
double rows_width(const Canvas *canvas, const char *const *names, size_t count);
double row_floor(const Canvas *canvas, const char *const *names, size_t count, double row_pt);
/* One name, wrapped; align ALIGN_START or ALIGN_END. */
void row_name_draw(Canvas *canvas, TextStyle style, const char *name, double x, double y,
                   double width_pt);

/* --- Legends and direct labels ---------------------------------------------------------------- */

typedef enum Glyph { GLYPH_BOX, GLYPH_DOT, GLYPH_LINE } Glyph;

typedef struct LegendItem {
    const char *name;
    Rgba colour;
    Glyph glyph;
} LegendItem;

/* Rows of items off the area's top, as many as they need. */
void legend_draw(Canvas *canvas, const LegendItem *items, size_t count);
double legend_floor(const Canvas *canvas, const char *const *names, size_t count);
/* One item for each series with data. */
void legend_series(Canvas *canvas, Glyph glyph);

/* Moves ascending positions as little as possible (in squares), so that neighbours are gap apart
 * and all lie in lo..hi; when they cannot, they are spread evenly. */
void spread(double *at, size_t count, double gap, double lo, double hi, Arena *arena);

#endif
