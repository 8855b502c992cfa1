/* Scores and loadings of a principal component analysis in one plane (Gabriel 1971). */
#include <math.h>
#include <stdlib.h>

#include "chart/distribution.h"
#include "chart/frame.h"
#include "chart/kinds.h"
#include "chart/place.h"

typedef struct Arrow {
    size_t category;
    Point tip;
    double length;
} Arrow;

/* Points that are many are laid in rounds, some of each series at a time: else the last series
 * would hide the others where they mix. */
#define ROUNDS 16

static size_t plane_points(const Frame *frame, const Series *series, Point *out)
{
    size_t count = 0;

    for (size_t i = 0; i < series->n; i++) {
        Point p = { scale_at(&frame->x.scale, series_x(series, i)),
                    scale_at(&frame->y.scale, series_y(series, i)) };
        if (!isnan(p.x) && !isnan(p.y)) out[count++] = p;
    }
    return count;
}

static void draw_points(Canvas *canvas, const Frame *frame)
{
    const ChartSpec *spec = canvas->spec;
    Point **at = ARENA_ARRAY(canvas->arena, Point *, spec->series_count);
    size_t *count = ARENA_ARRAY(canvas->arena, size_t, spec->series_count), total = 0;

    for (size_t s = 0; s < spec->series_count; s++) {
        at[s] = ARENA_ARRAY(canvas->arena, Point, spec->series[s].n);
        count[s] = plane_points(frame, &spec->series[s], at[s]);
        total += count[s];
    }
    double radius = total < 30 ? 4.5 : total < 400 ? 2.2 : total < 4000 ? 1.7 : 1.2;
    double alpha = total < 30      ? 1
                   : total < 400   ? 0.6
                   : total < 4000  ? 0.45
                   : total < 30000 ? 0.3
                                   : 0.12;
    size_t rounds = total < 4000 ? 1 : ROUNDS;
    scene_clip(canvas->scene, frame->plot);
    for (size_t round = 0; round < rounds; round++) {
        for (size_t s = 0; s < spec->series_count; s++) {
            size_t from = count[s] * round / rounds, to = count[s] * (round + 1) / rounds;
            scene_dots(canvas->scene, at[s] + from, to - from, radius,
                       rgba_fade(series_colour(canvas, s), alpha));
        }
    }
    scene_end(canvas->scene);
}

/* The longest arrow reaches four fifths of the way to the frame. */
static double arrow_scale(const ChartSpec *spec, const Frame *frame, Point origin)
{
    double reach = INFINITY;

    for (size_t i = 0; i < spec->category_count; i++) {
        double x = value_clean(spec->arrow_x[i]), y = value_clean(spec->arrow_y[i]);
        double right = rect_right(frame->plot) - origin.x, left = origin.x - frame->plot.x;
        double up = origin.y - frame->plot.y, down = rect_bottom(frame->plot) - origin.y;
        if (isnan(x) || isnan(y)) continue;
        if (x != 0) reach = fmin(reach, fmax(x > 0 ? right : left, 20) / fabs(x));
        if (y != 0) reach = fmin(reach, fmax(y > 0 ? up : down, 20) / fabs(y));
    }
    return isfinite(reach) ? 0.8 * reach : 0;
}

static void draw_arrow(Canvas *canvas, Point from, Point to)
{
    double length = hypot(to.x - from.x, to.y - from.y);
    Rgba ink = canvas->theme->ink;

    if (length < 1) return;
    double dx = (to.x - from.x) / length, dy = (to.y - from.y) / length, head = fmin(6, length);
    Path path = path_open(canvas->arena);
    path_move(&path, to.x, to.y);
    path_line(&path, to.x - head * dx - head * 0.4 * dy, to.y - head * dy + head * 0.4 * dx);
    path_line(&path, to.x - head * dx + head * 0.4 * dy, to.y - head * dy - head * 0.4 * dx);
    path_close(&path);
    scene_line(canvas->scene, from, (Point){ to.x - head * 0.7 * dx, to.y - head * 0.7 * dy }, ink,
               1.1);
    scene_fill(canvas->scene, path, ink);
}

static int by_length_down(const void *a, const void *b)
{
    const Arrow *x = a, *y = b;

    if (x->length != y->length) return x->length < y->length ? 1 : -1;
    return x->category < y->category ? -1 : 1;
}

/* The names beside their arrows' tips, the longest arrow's first. */
static void label_arrows(Canvas *canvas, const Frame *frame, Arrow *arrows, size_t count,
                         Point origin)
{
    TextStyle style = style_value(canvas, ALIGN_MIDDLE);
    Placer placer = placer_open(canvas, frame->plot, count);
    Point(*lines)[2] = arena_alloc(canvas->arena, count, sizeof *lines);

    for (size_t i = 0; i < count; i++) {
        lines[i][0] = origin;
        lines[i][1] = arrows[i].tip;
    }
    placer.lines = (const Point(*)[2])lines;
    placer.line_count = count;
    qsort(arrows, count, sizeof *arrows, by_length_down);
    for (size_t i = 0; i < count; i++) {
        Point heading = { arrows[i].tip.x - origin.x, arrows[i].tip.y - origin.y };
        TextLines name = name_wrap(canvas, &style, category_name(canvas->spec, arrows[i].category),
                                   fmax(frame->plot.width * 0.35, 70));
        double line = text_height(&style);
        Rect box = placer_around(&placer, arrows[i].tip, heading, lines_width(&style, &name) + 4,
                                 line * (double)name.count, 2);
        for (size_t k = 0; k < name.count; k++)
            canvas_text_plate(canvas, style, box.x + box.width / 2,
                              box.y + line * ((double)k + 0.5), name.line[k]);
    }
}

static void draw_arrows(Canvas *canvas, const Frame *frame)
{
    const ChartSpec *spec = canvas->spec;
    Arrow *arrows = ARENA_ARRAY(canvas->arena, Arrow, spec->category_count);
    Point origin = { scale_at(&frame->x.scale, 0), scale_at(&frame->y.scale, 0) };
    double size = arrow_scale(spec, frame, origin);
    size_t count = 0;

    scene_group(canvas->scene, "arrows");
    for (size_t i = 0; i < spec->category_count; i++) {
        double x = value_clean(spec->arrow_x[i]), y = value_clean(spec->arrow_y[i]);
        if (isnan(x) || isnan(y)) continue;
        arrows[count] =
            (Arrow){ i, { origin.x + x * size, origin.y - y * size }, hypot(x, y) * size };
        draw_arrow(canvas, origin, arrows[count++].tip);
    }
    label_arrows(canvas, frame, arrows, count, origin);
    scene_end(canvas->scene);
}

void biplot_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    ChannelRange x = channel_range(spec, series_x, false, canvas->arena);
    ChannelRange y = channel_range(spec, series_y, false, canvas->arena);
    Axis x_axis = spec->x, y_axis = spec->y;

    if (isnan(x.lo) || isnan(y.lo)) {
        canvas_no_data(canvas);
        return;
    }
    if (!x_axis.title) x_axis.title = "PC 1";
    if (!y_axis.title) y_axis.title = "PC 2";
    x_axis.allow_log = y_axis.allow_log = false;
    if (spec->series_count > 1) legend_series(canvas, GLYPH_DOT);
    range_add(&x.cut_lo, &x.cut_hi, 0);
    range_add(&y.cut_lo, &y.cut_hi, 0);
    FramePlan plan = { .x = { .axis = &x_axis, .lo = x.cut_lo, .hi = x.cut_hi },
                       .y = { .axis = &y_axis, .lo = y.cut_lo, .hi = y.cut_hi } };
    Frame frame = frame_draw(canvas, &plan);
    axis_grid_vertical(canvas, &frame.x, frame.plot);
    baseline_draw(canvas, frame.plot, scale_at(&frame.y.scale, 0));
    double zero = snap(scale_at(&frame.x.scale, 0));
    scene_line(canvas->scene, (Point){ zero, frame.plot.y },
               (Point){ zero, rect_bottom(frame.plot) }, canvas->theme->axis, 1);
    draw_points(canvas, &frame);
    draw_arrows(canvas, &frame);
}
