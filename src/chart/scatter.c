/* Points in two measures; a density where there are too many for points. */
#include <math.h>

#include "chart/distribution.h"
#include "chart/frame.h"
#include "chart/kinds.h"

#define SHADED_FROM 4000 /* points of one series: from here the ground is shaded */
#define HEX_PT 7.0       /* the width of a hexagon */

static size_t series_points(const Canvas *canvas, const Frame *frame, const Series *series,
                            Point *out)
{
    size_t count = 0;

    for (size_t i = 0; i < series->n; i++) {
        Point at = { scale_at(&frame->x.scale, series_x(series, i)),
                     scale_at(&frame->y.scale, series_y(series, i)) };
        if (isnan(at.x) || isnan(at.y)) continue;
        at.x = fmin(fmax(at.x, canvas->area.x), rect_right(canvas->area));
        at.y = fmin(fmax(at.y, canvas->area.y), rect_bottom(canvas->area));
        out[count++] = at;
    }
    return count;
}

/* --- Hexagonal bins (Carr et al. 1987): darker is denser, on a logarithmic scale -------------- */

typedef struct Hexes {
    size_t cols, rows;
    double wide, high; /* from centre to centre */
    uint32_t *count;
    uint32_t most;
} Hexes;

static Hexes bin_points(const Canvas *canvas, const Point *at, size_t count)
{
    Rect area = canvas->area;
    Hexes h = { .wide = HEX_PT, .high = HEX_PT * 0.8660254037844386 };

    h.cols = (size_t)(area.width / h.wide) + 2;
    h.rows = (size_t)(area.height / h.high) + 2;
    h.count = ARENA_ARRAY(canvas->arena, uint32_t, h.cols * h.rows);
    for (size_t i = 0; i < count; i++) {
        double y = (at[i].y - area.y) / h.high, x = (at[i].x - area.x) / h.wide;
        double row = round(y), col = round(x - ((int)row & 1) * 0.5);
        /* The other candidate row may have the nearer centre. */
        double other = y < row ? row - 1 : row + 1, col2 = round(x - ((int)other & 1) * 0.5);
        double dx = x - col - ((int)row & 1) * 0.5, dx2 = x - col2 - ((int)other & 1) * 0.5;
        double dy = (y - row) * 0.866, dy2 = (y - other) * 0.866;
        if (other >= 0 && dx2 * dx2 + dy2 * dy2 < dx * dx + dy * dy) {
            row = other;
            col = col2;
        }
        size_t cell = (size_t)row * h.cols + (size_t)fmax(col, 0);
        if (++h.count[cell] > h.most) h.most = h.count[cell];
    }
    return h;
}

static void draw_hex(Canvas *canvas, double x, double y, double radius, Rgba colour)
{
    Path path = path_open(canvas->arena);

    for (int k = 0; k < 6; k++) {
        double angle = M_PI / 6 + k * M_PI / 3;
        double px = x + radius * cos(angle), py = y + radius * sin(angle);
        if (k == 0) path_move(&path, px, py);
        if (k > 0) path_line(&path, px, py);
    }
    path_close(&path);
    scene_fill(canvas->scene, path, colour);
}

static void draw_density(Canvas *canvas, const Point *at, size_t count)
{
    Hexes h = bin_points(canvas, at, count);

    scene_group(canvas->scene, "density");
    for (size_t cell = 0; cell < h.cols * h.rows; cell++) {
        if (h.count[cell] == 0) continue;
        double row = (double)(cell / h.cols), col = (double)(cell % h.cols);
        double share = log1p(h.count[cell]) / log1p(h.most);
        draw_hex(canvas, canvas->area.x + (col + ((int)row & 1) * 0.5) * h.wide,
                 canvas->area.y + row * h.high, HEX_PT / sqrt(3) + 0.1,
                 theme_ramp(canvas->theme->sequential, 0.1 + 0.9 * share));
    }
    scene_end(canvas->scene);
}

/* --- Points ----------------------------------------------------------------------------------- */

static void draw_points(Canvas *canvas, const Frame *frame, size_t total)
{
    const ChartSpec *spec = canvas->spec;
    double radius = total < 200 ? 3 : total < 1500 ? 2.3 : total < 6000 ? 1.7 : 1.2;
    double alpha = total < 200     ? 0.8
                   : total < 1500  ? 0.6
                   : total < 6000  ? 0.42
                   : total < 30000 ? 0.25
                                   : 0.12;

    for (size_t s = 0; s < spec->series_count; s++) {
        Point *at = ARENA_ARRAY(canvas->arena, Point, spec->series[s].n);
        size_t count = series_points(canvas, frame, &spec->series[s], at);
        scene_group(canvas->scene,
                    arena_format(canvas->arena, "points %s", series_name(&spec->series[s])));
        if (spec->series_count == 1 && count >= SHADED_FROM) {
            draw_density(canvas, at, count);
        } else if (count) {
            scene_dots(canvas->scene, at, count, radius,
                       rgba_fade(series_colour(canvas, s), alpha));
        }
        scene_end(canvas->scene);
    }
}

static AxisPlan plan_axis(const Axis *axis, const ChannelRange *range)
{
    bool log = axis->allow_log && range->lo > 0 && range->hi / range->lo > 100;

    return (AxisPlan){ .axis = axis,
                       .lo = range->cut_lo,
                       .hi = range->cut_hi,
                       .zero = !log && !axis->is_day && range->lo >= 0 &&
                               range->lo < 0.3 * range->cut_hi };
}

static void draw_beyond(Canvas *canvas, size_t beyond)
{
    TextStyle style = style_tick(canvas, ALIGN_END);
    Rect strip = area_take_bottom(&canvas->area, text_height(&style) + 2);

    canvas_text(canvas, style, rect_right(strip), strip.y + style.size_pt + 2,
                PHRASE(canvas->arena,
                       "{n|# value beyond an axis is|# values beyond an axis are} drawn at its end",
                       phrase_count("n", (double)beyond, canvas->arena)));
}

void scatter_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    ChannelRange x = channel_range(spec, series_x, spec->x.allow_log, canvas->arena);
    ChannelRange y = channel_range(spec, series_y, spec->y.allow_log, canvas->arena);
    size_t total = 0;

    if (isnan(x.lo) || isnan(y.lo)) {
        canvas_no_data(canvas);
        return;
    }
    for (size_t s = 0; s < spec->series_count; s++)
        total += spec->series[s].n;
    if (spec->series_count > 1) legend_series(canvas, GLYPH_DOT);
    if (x.beyond + y.beyond) draw_beyond(canvas, x.beyond + y.beyond);
    Frame frame = frame_draw(
        canvas, &(FramePlan){ .x = plan_axis(&spec->x, &x), .y = plan_axis(&spec->y, &y) });
    axis_grid_vertical(canvas, &frame.x, frame.plot);
    canvas->area = frame.plot;
    draw_points(canvas, &frame, total);
}
