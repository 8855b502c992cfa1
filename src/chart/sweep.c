/* Two measures over the number of clusters, side by side or above each other, with the k in use and
 * the k that the rule would take. */
#include <math.h>

#include "chart/curve.h"
#include "chart/kinds.h"

/* The point whose x is k; false when there is none. */
static bool point_at(const Frame *frame, const Series *series, double k, Point *at)
{
    for (size_t i = 0; i < series->n; i++) {
        double y = series_y(series, i);
        if (series_x(series, i) != k || isnan(y)) continue;
        *at = (Point){ scale_at(&frame->x.scale, k), scale_at(&frame->y.scale, y) };
        return true;
    }
    return false;
}

/* What the marks' texts keep clear of: the curve, and each other. */
static Placer keep_clear(const Canvas *canvas, const Frame *frame, const Point *at, size_t count)
{
    Placer placer = placer_open(canvas, frame->plot, count * CURVE_STEPS + 2);

    curve_keep_clear(&placer, at, count);
    return placer;
}

typedef struct KMark {
    double k, other; /* other: the k of the other mark's line, 0 without one */
    const char *text;
    const char *brief; /* where the text would touch the other line */
    bool solid, left;  /* on which side of its line the text stands, where there is room */
} KMark;

/* The text in the highest row beside the mark's line where nothing is in its way. */
static void draw_mark_text(Canvas *canvas, const Frame *frame, Placer *placer, const KMark *mark,
                           double x)
{
    TextStyle style = style_value(canvas, ALIGN_START);

    style.colour = mark->solid ? canvas->theme->ink : canvas->theme->ink_soft;
    style.weight = mark->solid ? FONT_SEMIBOLD : FONT_REGULAR;
    const double whole = text_width(&style, mark->text), height = text_height(&style);
    const double room = mark->left ? x - frame->plot.x : rect_right(frame->plot) - x;
    const bool left = room < whole + 8 ? !mark->left : mark->left;
    const double gap = scale_at(&frame->x.scale, mark->other) - x;
    const bool touches = mark->other > 0 && (gap < 0) == left && fabs(gap) < whole + 10;
    const char *text = touches ? mark->brief : mark->text;
    const double width = text_width(&style, text);
    const double top = frame->plot.y + 6, bottom = rect_bottom(frame->plot) - 6;
    double y = top;

    for (double row = top; row <= bottom; row += height / 2) {
        Rect box = { left ? x - 6 - width : x + 6, row - height / 2, width, height };
        if (!placer_take(placer, box)) continue;
        y = row;
        break;
    }
    style.align = left ? ALIGN_END : ALIGN_START;
    canvas_text_plate(canvas, style, x + (left ? -6 : 6), y, text);
}

static void draw_mark(Canvas *canvas, const Frame *frame, Placer *placer, const Series *series,
                      const KMark *mark, Rgba colour)
{
    Point at;

    if (!point_at(frame, series, mark->k, &at)) return;
    canvas_dashed(canvas, (Point){ at.x, frame->plot.y }, (Point){ at.x, rect_bottom(frame->plot) },
                  canvas->theme->axis, 0.75);
    scene_circle(canvas->scene, at, 4, colour);
    if (!mark->solid) scene_circle(canvas->scene, at, 2.4, canvas->theme->paper);
    draw_mark_text(canvas, frame, placer, mark, at.x);
}

static void mark_chosen(Canvas *canvas, const Frame *frame, Placer *placer, const Series *series,
                        Rgba colour)
{
    const ChartSpec *spec = canvas->spec;
    bool chosen = spec->chosen > 0, other = spec->suggested > 0 && spec->suggested != spec->chosen;

    /* Two marks turn their backs on each other. */
    bool left = spec->suggested > spec->chosen;
    if (other) {
        const char *text = PHRASE(canvas->arena, "rule: k = {k}",
                                  phrase_count("k", spec->suggested, canvas->arena));
        draw_mark(
            canvas, frame, placer, series,
            &(KMark){ spec->suggested, chosen ? spec->chosen : 0, text, "rule", false, !left },
            colour);
    }
    if (chosen) {
        /* In brief the number behind "k = ". */
        const char *text = arena_format(canvas->arena, "k = %g", spec->chosen);
        draw_mark(canvas, frame, placer, series,
                  &(KMark){ spec->chosen, other ? spec->suggested : 0, text, text + 4, true,
                            other && left },
                  colour);
    }
}

/* What both panels have in common, so that one k stands above or beside the other. */
typedef struct Sweep {
    double x_lo, x_hi;
    double left_pt; /* the figures of the wider axis at the left */
    double title_pt;
} Sweep;

static FramePlan plan_panel(const Canvas *canvas, const Sweep *sweep, const Axis *across,
                            const Axis *up, size_t s)
{
    ChartSpec alone = *canvas->spec;

    alone.series = &canvas->spec->series[s];
    alone.series_count = 1;
    CurveRange r = curve_range(&alone);
    return (FramePlan){
        .x = { .axis = across, .lo = sweep->x_lo, .hi = sweep->x_hi, .each = true },
        .y = { .axis = up, .lo = r.y_lo, .hi = r.y_hi, .cover = true, .zero = !(r.y_lo < 0) }
    };
}

/* The second panel's values are written as the z axis says; the first one's as y. */
static Axis panel_axis(const Canvas *canvas, size_t s)
{
    Axis axis = s == 0 ? canvas->spec->y : canvas->spec->z;

    axis.title = axis.unit = NULL;
    return axis;
}

static TextLines panel_title(const Canvas *canvas, size_t s, double width)
{
    TextStyle style = style_value(canvas, ALIGN_START);

    return name_wrap(canvas, &style, series_name(&canvas->spec->series[s]), width);
}

static void draw_panel(Canvas *canvas, const Sweep *sweep, size_t s)
{
    const ChartSpec *spec = canvas->spec;
    const Series *series = &spec->series[s];
    TextStyle title = style_value(canvas, ALIGN_START);
    TextLines lines = panel_title(canvas, s, canvas->area.width);
    Rect strip = area_take_top(&canvas->area, sweep->title_pt);
    Axis axis = panel_axis(canvas, s);
    Axis across = { .title = spec->x.title ? spec->x.title : "k", .kind = COLUMN_COUNT };
    FramePlan plan = plan_panel(canvas, sweep, &across, &axis, s);
    double *values;

    scene_group(canvas->scene, arena_format(canvas->arena, "panel %s", series_name(series)));
    canvas_lines(canvas, title, strip.x, strip.y + title.size_pt, &lines);
    if (series_values(series, &values, canvas->arena) == 0) {
        canvas_no_data(canvas);
    } else {
        AxisPlan trial = plan.y;
        trial.upright = true;
        trial.length_pt = fmax(canvas->area.height - 40, 20);
        ValueAxis fit = axis_fit(canvas, &trial);
        area_take_left(&canvas->area, fmax(0, sweep->left_pt - axis_text_width(canvas, &fit)));
        Frame frame = frame_draw(canvas, &plan);
        Rgba colour = series_colour(canvas, s);
        curve_draw(canvas, &frame, series, colour, canvas->theme->line_pt);
        Point *at = curve_points(canvas, &frame, series);
        for (size_t i = 0; i < series->n; i++)
            scene_circle(canvas->scene, at[i], 2.2, colour);
        Placer placer = keep_clear(canvas, &frame, at, series->n);
        mark_chosen(canvas, &frame, &placer, series, colour);
    }
    scene_end(canvas->scene);
}

static bool stands_beside(const Canvas *canvas)
{
    return canvas->area.width >= 340;
}

/* Panels above each other are twice as high, each with its title. */
double sweep_floor(const Canvas *canvas)
{
    TextStyle style = style_value(canvas, ALIGN_START);
    Axis across = { .title = canvas->spec->x.title ? canvas->spec->x.title : "k" };
    bool beside = stands_beside(canvas);
    double width = beside ? (canvas->area.width - 24) / 2 : canvas->area.width;
    size_t count = canvas->spec->series_count < 2 ? canvas->spec->series_count : 2;
    double each = 132 + axis_title_floor(canvas, &across), title = 0;

    for (size_t s = 0; s < count; s++)
        title = fmax(title, (double)panel_title(canvas, s, width).count * text_height(&style) + 5);
    each += title;
    return beside ? each : 2 * each + 10;
}

static Sweep measure(const Canvas *canvas, size_t count, double width, double height)
{
    TextStyle style = style_value(canvas, ALIGN_START);
    CurveRange r = curve_range(canvas->spec);
    Axis across = { .kind = COLUMN_COUNT };
    Sweep sweep = { .x_lo = r.x_lo, .x_hi = r.x_hi };

    /* The k in use is on the axis, whether it was tried or not. */
    if (canvas->spec->chosen > 0) range_add(&sweep.x_lo, &sweep.x_hi, canvas->spec->chosen);
    for (size_t s = 0; s < count; s++) {
        Axis axis = panel_axis(canvas, s);
        AxisPlan up = plan_panel(canvas, &sweep, &across, &axis, s).y;
        up.upright = true;
        up.length_pt = fmax(height - 60, 20);
        ValueAxis fit = axis_fit(canvas, &up);
        sweep.left_pt = fmax(sweep.left_pt, axis_text_width(canvas, &fit));
        size_t lines = panel_title(canvas, s, width).count;
        sweep.title_pt = fmax(sweep.title_pt, (double)lines * text_height(&style) + 5);
    }
    return sweep;
}

void sweep_draw(Canvas *canvas)
{
    Rect area = canvas->area;
    size_t count = canvas->spec->series_count < 2 ? canvas->spec->series_count : 2;
    bool beside = stands_beside(canvas);
    double gap = beside ? 24 : 10;

    if (count == 0 || isnan(curve_range(canvas->spec).x_lo)) {
        canvas_no_data(canvas);
        return;
    }
    double each = ((beside ? area.width : area.height) - gap * (double)(count - 1)) / (double)count;
    Sweep sweep = measure(canvas, count, beside ? each : area.width, beside ? area.height : each);
    for (size_t s = 0; s < count; s++) {
        double from = (each + gap) * (double)s;
        canvas->area = beside ? (Rect){ area.x + from, area.y, each, area.height }
                              : (Rect){ area.x, area.y + from, area.width, each };
        draw_panel(canvas, &sweep, s);
    }
}
