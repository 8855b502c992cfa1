/* A line as small as a word (Tufte 2006), with its last value. */
#include <math.h>

#include "chart/frame.h"
#include "chart/kinds.h"

static void draw_ends(Canvas *canvas, const Point *at, size_t count, Rgba colour)
{
    size_t last = count;

    while (last > 0 && isnan(at[last - 1].y))
        last--;
    if (last) scene_circle(canvas->scene, at[last - 1], 2, colour);
}

static void draw_ground(Canvas *canvas, const Point *at, size_t count, Rgba colour)
{
    Path path = path_open(canvas->arena);
    double bottom = rect_bottom(canvas->area), first = NAN, last = NAN;

    for (size_t i = 0; i < count; i++) {
        if (isnan(at[i].y)) continue;
        if (isnan(first)) {
            first = at[i].x;
            path_move(&path, first, bottom);
        }
        path_line(&path, at[i].x, at[i].y);
        last = at[i].x;
    }
    if (!(last > first)) return;
    path_line(&path, last, bottom);
    path_close(&path);
    scene_fill(canvas->scene, path, tint_for(canvas, colour, 0.12));
}

void sparkline_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    size_t n = spec->series_count ? spec->series[0].n : 0;
    double *values, lo = NAN, hi = NAN;
    size_t count = n ? series_values(spec->series, &values, canvas->arena) : 0;
    TextStyle style = style_value(canvas, ALIGN_END);

    if (count == 0) {
        canvas_no_data(canvas);
        return;
    }
    for (size_t i = 0; i < count; i++)
        range_add(&lo, &hi, values[i]);
    const char *text = axis_value_text(values[count - 1], &spec->y, spec->currency, canvas->arena);
    double width = text_width(&style, text);
    if (spec->show_values && width < canvas->area.width / 2) {
        Rect strip = area_take_right(&canvas->area, width + 6);
        canvas_text_at(canvas, style, rect_right(strip), strip.y + strip.height / 2, text);
    }
    area_take_top(&canvas->area, 2.5);
    area_take_bottom(&canvas->area, 2.5);
    area_take_left(&canvas->area, 2.5);
    area_take_right(&canvas->area, 2.5);
    Rgba colour = series_colour(canvas, 0);
    Point *at = ARENA_ARRAY(canvas->arena, Point, n);
    for (size_t i = 0; i < n; i++) {
        double share = hi > lo ? (series_y(spec->series, i) - lo) / (hi - lo) : 0.5;
        at[i].x = canvas->area.x + canvas->area.width * (n > 1 ? (double)i / (double)(n - 1) : 0.5);
        at[i].y = isnan(series_y(spec->series, i))
                      ? NAN
                      : rect_bottom(canvas->area) - share * canvas->area.height;
    }
    draw_ground(canvas, at, n, colour);
    canvas_polyline(canvas, at, n, colour, 1.25);
    draw_ends(canvas, at, n, colour);
}
