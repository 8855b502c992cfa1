/* Horizontal bars: the kind for long names. */
#include <math.h>

#include "chart/bars.h"
#include "chart/kinds.h"

typedef struct RowPlot {
    Rect plot;
    ValueAxis axis;
    double from; /* the value that bars begin at: 0, of ratios 1 */
    double step_pt;
    BarSlots slots;
    bool values;
    double names_x, names_pt; /* the column of names */
} RowPlot;

static double widest_value(const Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    TextStyle style = style_value(canvas, ALIGN_START);
    double width = 0;

    for (size_t s = 0; s < spec->series_count; s++) {
        for (size_t i = 0; i < spec->category_count; i++) {
            double v = series_y(&spec->series[s], i);
            if (isnan(v)) continue;
            const char *text = axis_value_text(v, &spec->y, spec->currency, canvas->arena);
            width = fmax(width, text_width(&style, text) + 5);
        }
    }
    return width;
}

/* At the bar's end; of one that runs to the left at its foot, where there is room. */
static void draw_value(Canvas *canvas, const RowPlot *p, double v, double x, double y)
{
    TextStyle style = style_value(canvas, ALIGN_START);

    if (!p->values) return;
    canvas_text_at(canvas, style, fmax(x, scale_at(&p->axis.scale, p->from)) + 4, y,
                   axis_value_text(v, &canvas->spec->y, canvas->spec->currency, canvas->arena));
}

static void draw_bar(Canvas *canvas, const RowPlot *p, size_t s, size_t i)
{
    const Series *series = &canvas->spec->series[s];
    double v = series_y(series, i), zero = scale_at(&p->axis.scale, p->from);
    double x = scale_at(&p->axis.scale, fmin(axis_place(&p->axis, v), p->axis.scale.hi));
    double y =
        p->plot.y + p->step_pt * (double)i + p->slots.offset_pt + p->slots.width_pt * (double)s;
    double middle = y + p->slots.width_pt / 2, gap = canvas->spec->series_count > 1 ? 1 : 0;

    if (isnan(v)) {
        missing_draw(canvas, (Point){ zero + 8, middle });
        return;
    }
    bar_fill(canvas, (Rect){ fmin(x, zero), y, fabs(x - zero), fmax(p->slots.width_pt - gap, 0.5) },
             bar_colour(canvas, s, i));
    double low = scale_at(&p->axis.scale, series_low(series, i));
    double high = scale_at(&p->axis.scale, series_high(series, i));
    if (!isnan(low) && !isnan(high)) {
        whisker_draw(canvas, (Point){ low, middle }, (Point){ high, middle },
                     fmin(4, p->slots.width_pt / 4));
        x = v >= p->from ? fmax(x, high) : fmin(x, low);
    }
    draw_value(canvas, p, v, x, middle);
}

static void lay_out(Canvas *canvas, RowPlot *p, double lo, double hi)
{
    const ChartSpec *spec = canvas->spec;
    const char **names = category_names(canvas);
    bool ratios = spec->y.log;

    p->values = spec->show_values;
    p->from = ratios ? 1 : 0;
    p->names_pt = rows_width(canvas, names, spec->category_count);
    p->names_x = canvas->area.x;
    area_take_left(&canvas->area, p->names_pt + 8);
    double right = p->values ? widest_value(canvas) : 0;
    FramePlan plan = { .x = { .axis = &spec->y,
                              .lo = lo,
                              .hi = hi,
                              .zero = !ratios,
                              .cover = !ratios,
                              .tight = ratios },
                       .right_pt = right };
    Frame frame = frame_draw(canvas, &plan);
    p->plot = frame.plot;
    p->axis = frame.x;
    axis_grid_vertical(canvas, &frame.x, frame.plot);
    p->step_pt = p->plot.height / (double)spec->category_count;
    p->slots = bar_slots(p->step_pt, spec->series_count);
    if (spec->series_count > 1) return;
    p->slots.width_pt = fmin(p->slots.width_pt, 26);
    p->slots.offset_pt = (p->step_pt - p->slots.width_pt) / 2;
}

static void draw_names(Canvas *canvas, const RowPlot *p)
{
    const ChartSpec *spec = canvas->spec;
    TextStyle style = style_label(canvas, ALIGN_END);

    scene_group(canvas->scene, "axis categories");
    for (size_t i = 0; i < spec->category_count; i++) {
        row_name_draw(canvas, style, category_name(spec, i), p->names_x + p->names_pt,
                      p->plot.y + p->step_pt * ((double)i + 0.5), p->names_pt);
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
    double zero = snap(scale_at(&p.axis.scale, p.from));
    scene_line(canvas->scene, (Point){ zero, p.plot.y }, (Point){ zero, rect_bottom(p.plot) },
               canvas->theme->axis, 2 * canvas->theme->hair_pt);
    draw_names(canvas, &p);
}
