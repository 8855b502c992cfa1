/* One small panel a series on common axes, with all others in grey behind it. */
#include <math.h>

#include "chart/curve.h"
#include "chart/kinds.h"

#define GREY_MAX 12 /* more lines behind would be a smear */

typedef struct Panels {
    size_t cols, rows;
    double width, height, gap;
    CurveRange range;
} Panels;

static Panels lay_out(const Canvas *canvas)
{
    size_t count = canvas->spec->series_count;
    Panels p = { .gap = 14, .range = curve_range(canvas->spec) };
    double best = INFINITY;

    /* The columns whose panels come nearest to three by two, but not narrower than 90 points. */
    for (size_t cols = 1; cols <= count; cols++) {
        size_t rows = (count + cols - 1) / cols;
        double w = (canvas->area.width - p.gap * (double)(cols - 1)) / (double)cols;
        double h = (canvas->area.height - p.gap * (double)(rows - 1)) / (double)rows;
        double off = fabs(log(w / fmax(h, 1) / 1.6)) + (w < 90 && cols > 1 ? 3 : 0) +
                     0.6 * (double)(rows * cols - count) / (double)cols;
        if (off < best) {
            best = off;
            p.cols = cols;
            p.rows = rows;
            p.width = w;
            p.height = fmax(h, 4);
        }
    }
    return p;
}

static void draw_panel(Canvas *canvas, const Panels *p, size_t s)
{
    const ChartSpec *spec = canvas->spec;
    TextStyle name = style_value(canvas, ALIGN_START);
    Axis x = spec->x, y = spec->y;
    Rect area = canvas->area;

    x.title = x.unit = y.title = y.unit = NULL;
    name.size_pt = fmin(name.size_pt, fmax(5, p->height * 0.3));
    Rect strip = area_take_top(&canvas->area, text_height(&name) + 3);
    canvas_text(canvas, name, strip.x, strip.y + name.size_pt,
                text_fit(canvas, &name, series_name(&spec->series[s]), strip.width));
    FramePlan plan = { .x = { .axis = &x, .lo = p->range.x_lo, .hi = p->range.x_hi, .tight = true },
                       .y = { .axis = &y,
                              .lo = p->range.y_lo,
                              .hi = p->range.y_hi,
                              .cover = true,
                              .zero = p->range.y_lo >= 0 } };
    Rgba grey = rgba_mix(canvas->theme->grid, canvas->theme->axis, 0.4);
    /* In a panel too low for axes the line alone must do. */
    Frame frame = { .plot = canvas->area };
    if (p->height > 50) {
        frame = frame_draw(canvas, &plan);
    } else {
        plan.x.length_pt = plan.y.length_pt = 100;
        frame.x = axis_fit(canvas, &plan.x);
        frame.y = axis_fit(canvas, &plan.y);
        frame.x.scale.from_pt = frame.plot.x;
        frame.x.scale.to_pt = rect_right(frame.plot);
        frame.y.scale.from_pt = rect_bottom(frame.plot);
        frame.y.scale.to_pt = frame.plot.y;
    }
    for (size_t k = 0; k < spec->series_count && spec->series_count <= GREY_MAX; k++) {
        Series bare = spec->series[k];
        bare.low = bare.high = NULL;
        if (k != s) curve_draw(canvas, &frame, &bare, grey, 0.9);
    }
    curve_draw(canvas, &frame, &spec->series[s], series_colour(canvas, s), 1.6);
    canvas->area = area;
}

/* The axes' titles stand once, above all panels. */
static void draw_caption(Canvas *canvas)
{
    const char *y = axis_title(&canvas->spec->y, canvas->arena);
    const char *x = axis_title(&canvas->spec->x, canvas->arena);
    TextStyle style = style_tick(canvas, ALIGN_START);

    if (!*x && !*y) return;
    Rect strip = area_take_top(&canvas->area, text_height(&style) + 6);
    const char *both =
        *x && *y ? PHRASE(canvas->arena, "{y} by {x}", phrase_text("y", y), phrase_text("x", x))
        : *y     ? y
                 : x;
    canvas_text(canvas, style, strip.x, strip.y + style.size_pt, both);
}

void multiples_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;

    if (spec->series_count == 0 || isnan(curve_range(spec).x_lo)) {
        canvas_no_data(canvas);
        return;
    }
    draw_caption(canvas);
    Panels p = lay_out(canvas);
    Rect area = canvas->area;
    for (size_t s = 0; s < spec->series_count; s++) {
        double col = (double)(s % p.cols), row = (double)(s / p.cols);
        canvas->area = (Rect){ area.x + col * (p.width + p.gap), area.y + row * (p.height + p.gap),
                               p.width, p.height };
        scene_group(canvas->scene,
                    arena_format(canvas->arena, "panel %s", series_name(&spec->series[s])));
        draw_panel(canvas, &p, s);
        scene_end(canvas->scene);
    }
}
