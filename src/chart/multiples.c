/* One small panel a series on common axes, with all others in grey behind it. */
#include <math.h>

#include "chart/curve.h"
#include "chart/kinds.h"
#include "chart/panels.h"

#define GREY_MAX 12 /* more lines behind would be a smear */
#define VALUE_PT 34.0

static const PanelNeeds NEEDS = { .plot_w = 92, .plot_h = 56, .right_pt = VALUE_PT, .most = 4 };

/* Its last value, at its end. */
static void draw_end(Canvas *canvas, const Frame *frame, size_t s)
{
    const ChartSpec *spec = canvas->spec;
    const Series *series = &spec->series[s];
    TextStyle style = style_value(canvas, ALIGN_START);
    Rgba colour = series_colour(canvas, s);
    size_t last = series->n;
    Point end;

    while (last && (isnan(series_y(series, last - 1)) || isnan(series_x(series, last - 1))))
        last--;
    if (!last || !curve_end(curve_points(canvas, frame, series), series->n, &end)) return;
    scene_circle(canvas->scene, end, 2.4, colour);
    style.colour = ink_for(canvas, colour);
    canvas_text_at(
        canvas, style, end.x + 5, end.y,
        axis_value_text(series_y(series, last - 1), &spec->y, spec->currency, canvas->arena));
}

static void draw_panel(Canvas *canvas, Panels *panels, size_t s)
{
    const ChartSpec *spec = canvas->spec;
    Frame frame = panel_open(canvas, panels, s);

    for (size_t k = 0; k < spec->series_count && spec->series_count <= GREY_MAX; k++) {
        Series bare = spec->series[k];
        bare.low = bare.high = NULL;
        if (k != s) curve_draw(canvas, &frame, &bare, canvas->theme->grid, 0.9);
    }
    curve_draw(canvas, &frame, &spec->series[s], series_colour(canvas, s), 1.6);
    draw_end(canvas, &frame, s);
}

double multiples_floor(const Canvas *canvas)
{
    return panels_floor(canvas, &NEEDS);
}

void multiples_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    CurveRange r = curve_range(spec);
    Axis x = spec->x, y = spec->y;

    if (spec->series_count == 0 || isnan(r.x_lo)) {
        canvas_no_data(canvas);
        return;
    }
    x.title = x.unit = y.title = y.unit = NULL;
    Panels panels = panels_lay(
        canvas, &NEEDS, &(AxisPlan){ .axis = &x, .lo = r.x_lo, .hi = r.x_hi, .tight = true },
        &(AxisPlan){ .axis = &y, .lo = r.y_lo, .hi = r.y_hi, .cover = true, .zero = r.y_lo >= 0 });
    for (size_t s = 0; s < spec->series_count; s++) {
        scene_group(canvas->scene,
                    arena_format(canvas->arena, "panel %s", series_name(&spec->series[s])));
        draw_panel(canvas, &panels, s);
        scene_end(canvas->scene);
    }
}
