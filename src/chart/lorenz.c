/* Lorenz curves: what share of the total the lower share of members holds, with the line of
 * equality, Gini's coefficient, and what the top fifth holds. */
#include <math.h>

#include "chart/curve.h"
#include "chart/kinds.h"
#include "math/math.h"

#define PLACES 200
#define TOP 0.2

typedef struct Curve {
    Point at[PLACES + 1]; /* shares of members, of the total */
    double gini;
    double top; /* the share that the richest fifth holds */
    bool there;
} Curve;

/* The concentration curve goes by the richest first; turned by half it is Lorenz's. */
static void read_curve(const Canvas *canvas, const Series *series, Curve *curve)
{
    double *values;
    size_t count = series_values(series, &values, canvas->arena);
    LorenzPoint *rich = count ? concentration_curve(values, count, PLACES, canvas->arena) : NULL;

    if (!rich) return;
    for (size_t i = 0; i <= PLACES; i++) {
        curve->at[PLACES - i] = (Point){ 1 - rich[i].members, 1 - rich[i].value };
    }
    curve->gini = gini(values, count, canvas->arena);
    curve->top = rich[(size_t)(TOP * PLACES)].value;
    curve->there = true;
}

static void to_plot(const Frame *frame, const Curve *curve, Point *out)
{
    for (size_t i = 0; i <= PLACES; i++) {
        out[i] = (Point){ scale_at(&frame->x.scale, curve->at[i].x),
                          scale_at(&frame->y.scale, curve->at[i].y) };
    }
}

/* The ground between equality and the curve: twice its area is the coefficient. */
static void shade(Canvas *canvas, const Point *at, Rgba colour)
{
    Path path = path_open(canvas->arena);

    path_move(&path, at[0].x, at[0].y);
    for (size_t i = 1; i <= PLACES; i++)
        path_line(&path, at[i].x, at[i].y);
    path_close(&path);
    scene_fill(canvas->scene, path, tint_for(canvas, colour, 0.12));
}

static void draw_equality(Canvas *canvas, const Frame *frame)
{
    Rect p = frame->plot;
    TextStyle style = style_tick(canvas, ALIGN_MIDDLE);
    double turn = atan2(p.height, p.width);
    Point at = { p.x + 0.36 * p.width, p.y + 0.64 * p.height };

    canvas_dashed(canvas, (Point){ p.x, rect_bottom(p) }, (Point){ rect_right(p), p.y },
                  canvas->theme->ink_faint, 0.75);
    style.turn_deg = -turn * 180 / M_PI;
    canvas_text(canvas, style, at.x - 4 * sin(turn), at.y - 4 * cos(turn), "Equal shares");
}

/* At four fifths: how much the curve leaves to the rest. */
static void mark_top(Canvas *canvas, const Frame *frame, const Curve *curve, Rgba colour)
{
    char percent[NUMBER_TEXT];
    TextStyle strong = style_value(canvas, ALIGN_END), soft = style_tick(canvas, ALIGN_END);
    double x = scale_at(&frame->x.scale, 1 - TOP);
    double y = scale_at(&frame->y.scale, 1 - curve->top);
    double top = scale_at(&frame->y.scale, 1);

    scene_group(canvas->scene, "top fifth");
    canvas_dashed(canvas, (Point){ x, top }, (Point){ x, y }, ink_for(canvas, colour), 0.75);
    scene_circle(canvas->scene, (Point){ x, y }, 3.6, colour);
    number_percent(percent, curve->top, 0);
    canvas_text_plate(
        canvas, strong, x - 7, top + 8,
        PHRASE(canvas->arena, "The best 20% make {share}", phrase_text("share", percent)));
    canvas_text_plate(
        canvas, soft, x - 7, top + 8 + text_height(&strong),
        PHRASE(canvas->arena, "Gini {gini}", phrase_number("gini", curve->gini, 2, canvas->arena)));
    scene_end(canvas->scene);
}

static void draw_curve(Canvas *canvas, const Frame *frame, const Curve *curve, size_t s, bool alone)
{
    Point at[PLACES + 1];
    Rgba colour = series_colour(canvas, s);

    to_plot(frame, curve, at);
    if (alone) shade(canvas, at, colour);
    canvas_polyline(canvas, at, PLACES + 1, colour, canvas->theme->line_pt);
}

static void draw_legend(Canvas *canvas, const Curve *curves)
{
    const ChartSpec *spec = canvas->spec;
    LegendItem *items = ARENA_ARRAY(canvas->arena, LegendItem, spec->series_count);
    size_t count = 0;

    for (size_t s = 0; s < spec->series_count; s++) {
        if (!curves[s].there) continue;
        items[count++] =
            (LegendItem){ PHRASE(canvas->arena, "{name} (Gini {gini})",
                                 phrase_text("name", series_name(&spec->series[s])),
                                 phrase_number("gini", curves[s].gini, 2, canvas->arena)),
                          series_colour(canvas, s), GLYPH_LINE };
    }
    legend_draw(canvas, items, count);
}

static Frame draw_frame(Canvas *canvas)
{
    Axis x = canvas->spec->x, y = canvas->spec->y;

    x.kind = y.kind = COLUMN_SHARE;
    x.allow_log = y.allow_log = x.is_day = y.is_day = false;
    x.unit = y.unit = NULL;
    if (!x.title) x.title = "Share of customers, smallest first";
    if (!y.title) y.title = "Share of the total";
    AxisPlan whole = { .lo = 0, .hi = 1, .zero = true, .cover = true };
    FramePlan plan = { .x = whole, .y = whole };
    plan.x.axis = &x;
    plan.y.axis = &y;
    return frame_draw(canvas, &plan);
}

void lorenz_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    Curve *curves = ARENA_ARRAY(canvas->arena, Curve, spec->series_count);
    size_t there = 0, last = 0;

    for (size_t s = 0; s < spec->series_count; s++) {
        read_curve(canvas, &spec->series[s], &curves[s]);
        there += curves[s].there;
        if (curves[s].there) last = s;
    }
    if (there == 0) {
        canvas_no_data(canvas);
        return;
    }
    if (there > 1) draw_legend(canvas, curves);
    Frame frame = draw_frame(canvas);
    draw_equality(canvas, &frame);
    for (size_t s = 0; s < spec->series_count; s++) {
        if (curves[s].there) draw_curve(canvas, &frame, &curves[s], s, there == 1);
    }
    if (there == 1) mark_top(canvas, &frame, &curves[last], series_colour(canvas, last));
}
