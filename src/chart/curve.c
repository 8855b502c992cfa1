#include "chart/curve.h"

#include <math.h>
#include <stdlib.h>

CurveRange curve_range(const ChartSpec *spec)
{
    CurveRange r = { NAN, NAN, NAN, NAN };

    for (size_t s = 0; s < spec->series_count; s++) {
        const Series *series = &spec->series[s];
        for (size_t i = 0; i < series->n; i++) {
            double y = series_y(series, i);
            if (isnan(y) || isnan(series_x(series, i))) continue;
            range_add(&r.x_lo, &r.x_hi, series_x(series, i));
            range_add(&r.y_lo, &r.y_hi, y);
            range_add(&r.y_lo, &r.y_hi, series_low(series, i));
            range_add(&r.y_lo, &r.y_hi, series_high(series, i));
        }
    }
    return r;
}

Point *curve_points(const Canvas *canvas, const Frame *frame, const Series *series)
{
    Point *at = ARENA_ARRAY(canvas->arena, Point, series->n);

    for (size_t i = 0; i < series->n; i++) {
        at[i] = (Point){ scale_at(&frame->x.scale, series_x(series, i)),
                         scale_at(&frame->y.scale, series_y(series, i)) };
    }
    return at;
}

static bool there(Point at)
{
    return !isnan(at.x) && !isnan(at.y);
}

bool curve_end(const Point *at, size_t count, Point *end)
{
    while (count > 0 && !there(at[count - 1]))
        count--;
    if (count) *end = at[count - 1];
    return count > 0;
}

void curve_keep_clear(Placer *placer, const Point *at, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (int step = 0; step < (i + 1 < count ? CURVE_STEPS : 1); step++) {
            const Point *next = &at[i + (step > 0)];
            double part = (double)step / CURVE_STEPS;
            double x = at[i].x + part * (next->x - at[i].x);
            double y = at[i].y + part * (next->y - at[i].y);
            if (!isnan(y)) placer->boxes[placer->count++] = (Rect){ x - 4, y - 4, 8, 8 };
        }
    }
}

/* A band runs forth along `high` and back along `low`; each gap closes it. */
static void draw_band(Canvas *canvas, const Frame *frame, const Series *series, Rgba colour)
{
    size_t start = 0;

    if (!series->low || !series->high) return;
    for (size_t i = 0; i <= series->n; i++) {
        bool gap = i == series->n || isnan(series_x(series, i)) || isnan(series_low(series, i)) ||
                   isnan(series_high(series, i));
        if (!gap) continue;
        Path path = path_open(canvas->arena);
        for (size_t k = start; k < i; k++) {
            double x = scale_at(&frame->x.scale, series_x(series, k));
            double y = scale_at(&frame->y.scale, series_high(series, k));
            if (k == start) path_move(&path, x, y);
            if (k > start) path_line(&path, x, y);
        }
        for (size_t k = i; k > start; k--) {
            path_line(&path, scale_at(&frame->x.scale, series_x(series, k - 1)),
                      scale_at(&frame->y.scale, series_low(series, k - 1)));
        }
        path_close(&path);
        if (i > start + 1) scene_fill(canvas->scene, path, tint_for(canvas, colour, 0.16));
        start = i + 1;
    }
}

void curve_draw(Canvas *canvas, const Frame *frame, const Series *series, Rgba colour,
                double width_pt)
{
    Point *at = curve_points(canvas, frame, series);

    draw_band(canvas, frame, series, colour);
    canvas_polyline(canvas, at, series->n, colour, width_pt);
    for (size_t i = 0; i < series->n; i++) {
        bool before = i > 0 && there(at[i - 1]), after = i + 1 < series->n && there(at[i + 1]);
        if (!there(at[i]) || before || after) continue;
        scene_circle(canvas->scene, at[i], width_pt * 1.4, colour);
    }
}

/* --- Names at the lines' ends ----------------------------------------------------------------- */

double end_labels_width(const Canvas *canvas, const EndLabel *labels, size_t count)
{
    TextStyle style = style_value(canvas, ALIGN_START);
    double width = 0;

    for (size_t i = 0; i < count; i++)
        width = fmax(width, text_width(&style, labels[i].text));
    return count ? fmin(width + 12, canvas->area.width * 0.36) : 0;
}

/* The height of the highest label in that width. */
static double label_pitch(const Canvas *canvas, const EndLabel *labels, size_t count,
                          double width_pt)
{
    TextStyle style = style_value(canvas, ALIGN_START);
    size_t lines = 1;

    for (size_t i = 0; i < count; i++) {
        size_t need = name_wrap(canvas, &style, labels[i].text, width_pt - 9).count;
        if (need > lines) lines = need;
    }
    return (double)lines * text_height(&style) + 0.5;
}

double end_labels_floor(const Canvas *canvas, const EndLabel *labels, size_t count)
{
    double width = end_labels_width(canvas, labels, count);

    return count ? (double)count * label_pitch(canvas, labels, count, width) : 0;
}

static int by_end_y(const void *a, const void *b)
{
    const EndLabel *x = a, *y = b;

    return x->end.y < y->end.y ? -1 : x->end.y > y->end.y;
}

void end_labels_draw(Canvas *canvas, EndLabel *labels, size_t count, Rect plot, double width_pt)
{
    TextStyle style = style_value(canvas, ALIGN_START);
    double gap = label_pitch(canvas, labels, count, width_pt);
    double *at = ARENA_ARRAY(canvas->arena, double, count);

    qsort(labels, count, sizeof *labels, by_end_y);
    for (size_t i = 0; i < count; i++)
        at[i] = labels[i].end.y;
    spread(at, count, gap, plot.y, rect_bottom(plot), canvas->arena);
    scene_group(canvas->scene, "end labels");
    for (size_t i = 0; i < count; i++) {
        double x = rect_right(plot) + 9;
        if (fabs(at[i] - labels[i].end.y) > 3) {
            Point leader[] = { { labels[i].end.x + 3, labels[i].end.y }, { x - 2, at[i] } };
            canvas_polyline(canvas, leader, 2, rgba_fade(labels[i].colour, 0.5), 0.5);
        }
        style.colour = ink_for(canvas, labels[i].colour);
        row_name_draw(canvas, style, labels[i].text, x, at[i], width_pt - 9);
    }
    scene_end(canvas->scene);
}
