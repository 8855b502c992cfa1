#include "chart/bars.h"

#include <math.h>

void bars_range(const ChartSpec *spec, double *lo, double *hi)
{
    *lo = *hi = NAN;
    for (size_t s = 0; s < spec->series_count; s++) {
        for (size_t i = 0; i < spec->category_count; i++) {
            range_add(lo, hi, series_y(&spec->series[s], i));
            range_add(lo, hi, series_low(&spec->series[s], i));
            range_add(lo, hi, series_high(&spec->series[s], i));
        }
    }
}

BarSlots bar_slots(double step_pt, size_t series)
{
    double used = fmin(step_pt * (series > 1 ? 0.8 : 0.68), series > 1 ? 1e9 : 64);
    double each = used / (double)(series ? series : 1);

    return (BarSlots){ (step_pt - used) / 2, each };
}

Rgba bar_colour(const Canvas *canvas, size_t series, size_t category)
{
    Rgba own = series_colour(canvas, series);

    return canvas->spec->series_count == 1 ? category_colour(canvas, category, own) : own;
}

void bar_fill(Canvas *canvas, Rect rect, Rgba colour)
{
    scene_rect(canvas->scene, rect, colour);
}

void whisker_draw(Canvas *canvas, Point from, Point to, double half_end_pt)
{
    bool upright = from.x == to.x;
    Point side = upright ? (Point){ half_end_pt, 0 } : (Point){ 0, half_end_pt };
    Rgba ink = rgba_fade(canvas->theme->ink, 0.75);
    Point ends[] = { from, to };

    scene_line(canvas->scene, from, to, ink, 1);
    for (int i = 0; i < 2; i++) {
        scene_line(canvas->scene, (Point){ ends[i].x - side.x, ends[i].y - side.y },
                   (Point){ ends[i].x + side.x, ends[i].y + side.y }, ink, 1);
    }
}

void missing_draw(Canvas *canvas, Point at)
{
    TextStyle style = style_tick(canvas, ALIGN_MIDDLE);

    style.colour = canvas->theme->ink_faint;
    canvas_text_at(canvas, style, at.x, at.y, "–");
}

bool bars_have_legend(const ChartSpec *spec)
{
    return spec->series_count > 1;
}
