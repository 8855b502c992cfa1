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

static void mark_k(Canvas *canvas, const Frame *frame, const Series *series, double k,
                   const char *text, bool solid, bool left, Rgba colour)
{
    Point at;
    TextStyle style = style_value(canvas, ALIGN_START);

    if (!point_at(frame, series, k, &at)) return;
    canvas_dashed(canvas, (Point){ at.x, frame->plot.y }, (Point){ at.x, rect_bottom(frame->plot) },
                  canvas->theme->axis, 0.75);
    scene_circle(canvas->scene, at, 4, colour);
    if (!solid) scene_circle(canvas->scene, at, 2.4, canvas->theme->paper);
    style.align = left ? ALIGN_END : ALIGN_START;
    style.colour = solid ? canvas->theme->ink : canvas->theme->ink_soft;
    style.weight = solid ? FONT_SEMIBOLD : FONT_REGULAR;
    double room = left ? at.x - frame->plot.x : rect_right(frame->plot) - at.x;
    double y = frame->plot.y + 6;
    /* No room on its own side: then on the other, a line lower. */
    if (room < text_width(&style, text) + 8) {
        left = !left;
        style.align = left ? ALIGN_END : ALIGN_START;
        y += text_height(&style);
    }
    canvas_text_plate(canvas, style, at.x + (left ? -6 : 6), y, text);
}

static void mark_chosen(Canvas *canvas, const Frame *frame, const Series *series, Rgba colour)
{
    const ChartSpec *spec = canvas->spec;
    bool chosen = spec->chosen > 0, other = spec->suggested > 0 && spec->suggested != spec->chosen;

    /* Two marks turn their backs on each other. */
    bool left = spec->suggested > spec->chosen;
    if (other) {
        mark_k(canvas, frame, series, spec->suggested,
               arena_format(canvas->arena, "rule: k = %g", spec->suggested), false, !left, colour);
    }
    if (chosen) {
        mark_k(canvas, frame, series, spec->chosen,
               arena_format(canvas->arena, "k = %g", spec->chosen), true, other && left, colour);
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
        mark_chosen(canvas, &frame, series, colour);
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
