/* One small cloud a series on common axes: its points before those of the others in grey, and its
 * middle, the point of the two medians, as a ring. */
#include <math.h>

#include "chart/distribution.h"
#include "chart/kinds.h"
#include "chart/panels.h"
#include "math/math.h"

#define GREY_POINTS 600 /* of all series together, behind every panel */

/* Powers of ten need less room than other numbers. */
static PanelNeeds needs_of(const ChartSpec *spec)
{
    return (PanelNeeds){ .plot_w = spec->x.log ? 62 : 110, .plot_h = 96, .most = 5 };
}

static Point place(const Frame *frame, double x, double y)
{
    return (Point){ scale_at(&frame->x.scale, axis_place(&frame->x, x)),
                    scale_at(&frame->y.scale, axis_place(&frame->y, y)) };
}

/* Every so many points of a series. */
static void draw_points(Canvas *canvas, const Frame *frame, const Series *series, size_t every,
                        double radius, Rgba colour)
{
    Point *at = ARENA_ARRAY(canvas->arena, Point, series->n);
    size_t count = 0;

    for (size_t i = 0; i < series->n; i += every) {
        double x = series_x(series, i), y = series_y(series, i);
        if (!isnan(x) && !isnan(y)) at[count++] = place(frame, x, y);
    }
    if (count) scene_dots(canvas->scene, at, count, radius, colour);
}

static double median_of(const Canvas *canvas, const Series *series, Channel channel)
{
    double *values = ARENA_ARRAY(canvas->arena, double, series->n);
    size_t count = 0;

    for (size_t i = 0; i < series->n; i++) {
        double v = channel(series, i);
        if (!isnan(v)) values[count++] = v;
    }
    return count ? quantile_sorted(sorted_copy(values, count, canvas->arena), count, 0.5) : NAN;
}

static void draw_middle(Canvas *canvas, const Frame *frame, const Series *series)
{
    double x = median_of(canvas, series, series_x), y = median_of(canvas, series, series_y);

    if (isnan(x) || isnan(y)) return;
    Point at = place(frame, x, y);
    scene_circle(canvas->scene, at, 4.2, canvas->theme->ink);
    scene_circle(canvas->scene, at, 2.7, canvas->theme->paper);
}

static void draw_panel(Canvas *canvas, Panels *panels, size_t s, size_t total)
{
    const ChartSpec *spec = canvas->spec;
    Frame frame = panel_open(canvas, panels, s);
    const Series *mine = &spec->series[s];
    double radius = mine->n < 150 ? 1.7 : mine->n < 1000 ? 1.3 : 1;
    double alpha = mine->n < 400 ? 0.6 : mine->n < 1500 ? 0.45 : 0.3;

    for (size_t k = 0; k < spec->series_count; k++) {
        if (k != s)
            draw_points(canvas, &frame, &spec->series[k], total / GREY_POINTS + 1, 0.8,
                        canvas->theme->grid);
    }
    draw_points(canvas, &frame, mine, 1, radius, rgba_fade(series_colour(canvas, s), alpha));
    draw_middle(canvas, &frame, mine);
}

double clouds_floor(const Canvas *canvas)
{
    PanelNeeds needs = needs_of(canvas->spec);

    return panels_floor(canvas, &needs);
}

/* No value is cut off: a scale that giants would squash is logarithmic. */
static AxisPlan plan_axis(const Canvas *canvas, const Axis *axis, Channel channel)
{
    ChannelRange r = channel_range(canvas->spec, channel, true, canvas->arena);
    bool log = axis->log || (axis->allow_log && axis_spans_decades(axis, r.lo, r.hi));

    return (AxisPlan){ .axis = axis,
                       .lo = r.lo,
                       .hi = r.hi,
                       .zero = !log && !axis->is_day && r.lo >= 0 && r.lo < 0.3 * r.hi };
}

void clouds_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    Axis x = spec->x, y = spec->y;
    AxisPlan across = plan_axis(canvas, &x, series_x), up = plan_axis(canvas, &y, series_y);
    size_t total = 0;

    if (isnan(across.lo) || isnan(up.lo)) {
        canvas_no_data(canvas);
        return;
    }
    x.title = x.unit = y.title = y.unit = NULL;
    PanelNeeds needs = needs_of(spec);
    Panels panels = panels_lay(canvas, &needs, &across, &up);
    for (size_t s = 0; s < spec->series_count; s++)
        total += spec->series[s].n;
    for (size_t s = 0; s < spec->series_count; s++) {
        scene_group(canvas->scene,
                    arena_format(canvas->arena, "panel %s", series_name(&spec->series[s])));
        draw_panel(canvas, &panels, s, total);
        scene_end(canvas->scene);
    }
}
