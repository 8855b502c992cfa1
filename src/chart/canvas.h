/* chart/canvas.h — what every kind of chart draws on: the scene, the room that is left, and text.
 *
 * All text of a chart goes through canvas_text, which keeps it inside the figure and shows "□" for
 * what the font lacks.
 */
#ifndef CHART_CANVAS_H
#define CHART_CANVAS_H

#include "chart/chart.h"

typedef struct Canvas {
    Scene *scene;
    const ChartSpec *spec;
    const Theme *theme;
    Arena *arena;
    Rect figure; /* no text leaves it: the scene, below the titles once they are drawn */
    Rect area;   /* what is left for the chart, below the titles and above the note */
} Canvas;

typedef struct TextStyle {
    double size_pt;
    FontWeight weight;
    Align align;
    Rgba colour;
    double turn_deg;
} TextStyle;

#define TEXT_LINES_MAX 8
typedef struct TextLines {
    size_t count;
    const char *line[TEXT_LINES_MAX];
} TextLines;

/* The styles that charts share. */
TextStyle style_label(const Canvas *canvas, Align align); /* names: label size, ink */
TextStyle style_value(const Canvas *canvas, Align align); /* figures on marks: semibold */
TextStyle style_tick(const Canvas *canvas, Align align);  /* axis ticks and titles: small, soft */

double text_width(const TextStyle *style, const char *text);
double text_height(const TextStyle *style); /* from line to line */
/* The baseline that centres capitals and digits on y. */
double text_baseline(const TextStyle *style, double y);

/* The text, shortened with an ellipsis to the width. */
const char *text_fit(const Canvas *canvas, const TextStyle *style, const char *text, double width);
/* Broken at spaces into at most max_lines (up to TEXT_LINES_MAX) lines; *whole tells whether
 * nothing was cut. */
TextLines text_wrap(const Canvas *canvas, const TextStyle *style, const char *text, double width,
                    size_t max_lines, bool *whole);
/* The same for a name that must stand whole: words too long for the width are broken too. */
TextLines name_wrap(const Canvas *canvas, const TextStyle *style, const char *name, double width);
double lines_width(const TextStyle *style, const TextLines *lines);

/* Text with its anchor on the baseline; moved, and if need be shortened, to stay in the figure. */
void canvas_text(Canvas *canvas, TextStyle style, double x, double baseline, const char *text);
/* The same, centred vertically on y. */
void canvas_text_at(Canvas *canvas, TextStyle style, double x, double y, const char *text);
/* The same on a plate of paper, where lines or points lie under it. */
void canvas_text_plate(Canvas *canvas, TextStyle style, double x, double y, const char *text);
/* Lines below each other, the first baseline given. */
void canvas_lines(Canvas *canvas, TextStyle style, double x, double baseline,
                  const TextLines *lines);

/* Dashes of 3 on, 3 off. */
void canvas_dashed(Canvas *canvas, Point from, Point to, Rgba colour, double width_pt);
/* A polyline; breaks at points that are not finite. */
void canvas_polyline(Canvas *canvas, const Point *at, size_t count, Rgba colour, double width_pt);

/* Whole pixels of the default PNG, so that straight hairlines are crisp. */
double snap(double v);

/* Takes a strip off the area's side and returns it. */
Rect area_take_top(Rect *area, double height);
Rect area_take_bottom(Rect *area, double height);
Rect area_take_left(Rect *area, double width);
Rect area_take_right(Rect *area, double width);
static inline double rect_right(Rect r)
{
    return r.x + r.width;
}
static inline double rect_bottom(Rect r)
{
    return r.y + r.height;
}

/* "No data" in the middle of the area. */
void canvas_no_data(Canvas *canvas);

/* --- The specification's channels, safe to read ----------------------------------------------- */

/* A finite value of sane size, or NaN. */
double value_clean(double v);
double series_x(const Series *series, size_t i);
double series_y(const Series *series, size_t i);
double series_z(const Series *series, size_t i);
double series_low(const Series *series, size_t i);
double series_high(const Series *series, size_t i);
/* The series' y values that are finite, in their order. */
size_t series_values(const Series *series, double **out, Arena *arena);
const char *series_name(const Series *series);
const char *category_name(const ChartSpec *spec, size_t i);
Rgba series_colour(const Canvas *canvas, size_t i);
/* colours[i] if given, else `otherwise`. */
Rgba category_colour(const Canvas *canvas, size_t i, Rgba otherwise);

/* The colour thinned to a tint of the paper. Light on dark shines more than dark on light, since
 * inks are blended in linear light: there it is thinned further. */
Rgba tint_for(const Canvas *canvas, Rgba colour, double alpha);

/* The colour as text on the paper: itself where it reads, else darker (lighter in the dark). */
Rgba ink_for(const Canvas *canvas, Rgba colour);

#endif
