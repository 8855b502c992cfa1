/* Two measures over the number of clusters, side by side or above each other, with the k in use and
 * the k that the rule would take. */
#include <math.h>

#include "chart/curve.h"
#include "chart/kinds.h"
#include "chart/place.h"

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
    enum { STEPS = 8 }; /* between two points */
    Placer placer = placer_open(canvas, frame->plot, count * STEPS + 2);

    for (size_t i = 0; i < count; i++) {
        for (int step = 0; step < (i + 1 < count ? STEPS : 1); step++) {
            const Point *next = &at[i + (step > 0)];
            double part = (double)step / STEPS;
            double x = at[i].x + part * (next->x - at[i].x);
            double y = at[i].y + part * (next->y - at[i].y);
            if (!isnan(y)) placer.boxes[placer.count++] = (Rect){ x - 4, y - 4, 8, 8 };
        }
    }
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

static void draw_panel(Canvas *canvas, size_t s)
{
    const ChartSpec *spec = canvas->spec;
    const Series *series = &spec->series[s];
    TextStyle title = style_value(canvas, ALIGN_START);
    ChartSpec alone = *spec;
    Rect strip = area_take_top(&canvas->area, text_height(&title) + 5);
    /* The second panel's values are written as the z axis says; the first one's as y. */
    Axis axis = s == 0 ? spec->y : spec->z;
    Axis across = { .title = spec->x.title, .kind = COLUMN_COUNT };

    axis.title = axis.unit = NULL;
    alone.series = series;
    alone.series_count = 1;
    CurveRange r = curve_range(&alone);
    scene_group(canvas->scene, arena_format(canvas->arena, "panel %s", series_name(series)));
    canvas_text(canvas, title, strip.x, strip.y + title.size_pt,
                text_fit(canvas, &title, series_name(series), strip.width));
    if (isnan(r.x_lo)) {
        canvas_no_data(canvas);
    } else {
        if (!across.title) across.title = "k";
        FramePlan plan = {
            .x = { .axis = &across, .lo = r.x_lo, .hi = r.x_hi, .each = true },
            .y = { .axis = &axis, .lo = r.y_lo, .hi = r.y_hi, .cover = true, .zero = r.y_lo >= 0 }
        };
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

void sweep_draw(Canvas *canvas)
{
    Rect area = canvas->area;
    size_t count = canvas->spec->series_count < 2 ? canvas->spec->series_count : 2;
    bool beside = area.width >= 340; /* chart.c gives the others twice the height */
    double gap = beside ? 24 : 10;

    if (count == 0) {
        canvas_no_data(canvas);
        return;
    }
    double each = ((beside ? area.width : area.height) - gap * (double)(count - 1)) / (double)count;
    for (size_t s = 0; s < count; s++) {
        double from = (each + gap) * (double)s;
        canvas->area = beside ? (Rect){ area.x + from, area.y, each, area.height }
                              : (Rect){ area.x, area.y + from, area.width, each };
        draw_panel(canvas, s);
    }
}
