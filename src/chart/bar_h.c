/* Horizontal bars: the kind for long names. */
#include <math.h>

#include "chart/bars.h"
#include "chart/kinds.h"

typedef struct RowPlot {
    Rect plot;
    Scale scale;
    double step_pt;
    BarSlots slots;
    bool values;
} RowPlot;

static double widest_value(const Canvas *canvas, bool negative)
{
    const ChartSpec *spec = canvas->spec;
    TextStyle style = style_value(canvas, ALIGN_START);
    double width = 0;

    for (size_t s = 0; s < spec->series_count; s++) {
        for (size_t i = 0; i < spec->category_count; i++) {
            double v = series_y(&spec->series[s], i);
            if (isnan(v) || (v < 0) != negative) continue;
            const char *text = axis_value_text(v, &spec->y, spec->currency, canvas->arena);
            width = fmax(width, text_width(&style, text) + 5);
        }
    }
    return width;
}

static void draw_value(Canvas *canvas, const RowPlot *p, double v, double x, double y)
{
    TextStyle style = style_value(canvas, v >= 0 ? ALIGN_START : ALIGN_END);

    if (!p->values) return;
    style.size_pt = fmin(style.size_pt, fmax(5, p->slots.width_pt * 0.95));
    canvas_text_at(canvas, style, v >= 0 ? x + 4 : x - 4, y,
                   axis_value_text(v, &canvas->spec->y, canvas->spec->currency, canvas->arena));
}

static void draw_bar(Canvas *canvas, const RowPlot *p, size_t s, size_t i)
{
    const Series *series = &canvas->spec->series[s];
    double v = series_y(series, i), zero = scale_at(&p->scale, 0), x = scale_at(&p->scale, v);
    double y =
        p->plot.y + p->step_pt * (double)i + p->slots.offset_pt + p->slots.width_pt * (double)s;
    double middle = y + p->slots.width_pt / 2, gap = canvas->spec->series_count > 1 ? 1 : 0;

    if (isnan(v)) return;
    bar_fill(canvas, (Rect){ fmin(x, zero), y, fabs(x - zero), fmax(p->slots.width_pt - gap, 0.5) },
             bar_colour(canvas, s, i));
    double low = scale_at(&p->scale, series_low(series, i));
    double high = scale_at(&p->scale, series_high(series, i));
    if (!isnan(low) && !isnan(high)) {
        whisker_draw(canvas, (Point){ low, middle }, (Point){ high, middle },
                     fmin(4, p->slots.width_pt / 4));
        x = v >= 0 ? fmax(x, high) : fmin(x, low);
    }
    draw_value(canvas, p, v, x, middle);
}

static void lay_out(Canvas *canvas, RowPlot *p, double lo, double hi)
{
    const ChartSpec *spec = canvas->spec;
    const char **names = category_names(canvas);
    double names_pt = rows_width(canvas, names, spec->category_count, canvas->area.width * 0.38);

    p->values = spec->show_values;
    area_take_left(&canvas->area, names_pt + 8);
    if (p->values) {
        area_take_right(&canvas->area, widest_value(canvas, false));
        area_take_left(&canvas->area, widest_value(canvas, true));
        p->plot = canvas->area;
        p->scale =
            (Scale){ SCALE_LINEAR, fmin(lo, 0), fmax(hi, 0), p->plot.x, rect_right(p->plot) };
        if (p->scale.hi <= p->scale.lo) p->scale.hi = p->scale.lo + 1;
        const char *title = axis_title(&spec->y, canvas->arena);
        if (*title && canvas->area.height > 60) {
            TextStyle style = style_tick(canvas, ALIGN_START);
            p->plot.y += 16;
            p->plot.height -= 16;
            canvas_text(
                canvas, style, scale_at(&p->scale, 0), p->plot.y - 16 + style.size_pt,
                text_fit(canvas, &style, title, rect_right(p->plot) - scale_at(&p->scale, 0)));
        }
    } else {
        FramePlan plan = {
            .x = { .axis = &spec->y, .lo = lo, .hi = hi, .zero = true, .cover = true }
        };
        Frame frame = frame_draw(canvas, &plan);
        p->plot = frame.plot;
        p->scale = frame.x.scale;
        axis_grid_vertical(canvas, &frame.x, frame.plot);
    }
    p->step_pt = p->plot.height / (double)spec->category_count;
    p->slots = bar_slots(p->step_pt, spec->series_count);
    if (spec->series_count == 1) {
        p->slots.width_pt = fmin(p->slots.width_pt, 26);
        p->slots.offset_pt = (p->step_pt - p->slots.width_pt) / 2;
    }
}

/* Of too many rows only each n-th is named. */
static void draw_names(Canvas *canvas, const RowPlot *p)
{
    const ChartSpec *spec = canvas->spec;
    TextStyle style = style_label(canvas, ALIGN_END);
    size_t every = names_every(6.5, p->step_pt);
    double right = canvas->area.x - 8;
    double left = 8;

    if (p->values) right = p->plot.x - widest_value(canvas, true) - 8;
    scene_group(canvas->scene, "axis categories");
    for (size_t i = 0; i < spec->category_count; i += every) {
        double y = p->plot.y + p->step_pt * ((double)i + 0.5);
        row_name_draw(canvas, style, category_name(spec, i), right, y, right - left,
                      p->step_pt * (double)every);
    }
    scene_end(canvas->scene);
}

void bar_h_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    RowPlot p = { 0 };
    double lo, hi;

    bars_range(spec, &lo, &hi);
    if (isnan(lo)) {
        canvas_no_data(canvas);
        return;
    }
    if (bars_have_legend(spec)) legend_series(canvas, GLYPH_BOX);
    lay_out(canvas, &p, lo, hi);
    for (size_t i = 0; i < spec->category_count; i++) {
        scene_group(canvas->scene, arena_format(canvas->arena, "bar %s", category_name(spec, i)));
        for (size_t s = 0; s < spec->series_count; s++)
            draw_bar(canvas, &p, s, i);
        scene_end(canvas->scene);
    }
    double zero = snap(scale_at(&p.scale, 0));
    scene_line(canvas->scene, (Point){ zero, p.plot.y }, (Point){ zero, rect_bottom(p.plot) },
               canvas->theme->axis, 2 * canvas->theme->hair_pt);
    draw_names(canvas, &p);
}
