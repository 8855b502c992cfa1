/* Vertical bars, one or several side by side at each category. */
#include <math.h>

#include "chart/bars.h"
#include "chart/kinds.h"

#define VALUE_ROOM_PT 14.0 /* for a figure on a bar */

typedef struct BarPlot {
    Rect plot;
    Scale scale;
    Bands bands;
    BarSlots slots;
    bool values; /* the figures stand on the bars */
} BarPlot;

/* Whether each figure is narrow enough for its bar's share of the band. */
static bool values_fit(const Canvas *canvas, double room_pt)
{
    const ChartSpec *spec = canvas->spec;
    TextStyle style = style_value(canvas, ALIGN_MIDDLE);

    for (size_t s = 0; s < spec->series_count; s++) {
        for (size_t i = 0; i < spec->category_count; i++) {
            double v = series_y(&spec->series[s], i);
            if (isnan(v)) continue;
            const char *text = axis_value_text(v, &spec->y, spec->currency, canvas->arena);
            if (text_width(&style, text) > room_pt) return false;
        }
    }
    return true;
}

static void draw_bar(Canvas *canvas, const BarPlot *p, size_t s, size_t i)
{
    const Series *series = &canvas->spec->series[s];
    double v = series_y(series, i), zero = scale_at(&p->scale, 0), y = scale_at(&p->scale, v);
    double x = p->bands.from_pt + p->bands.step_pt * (double)i + p->slots.offset_pt +
               p->slots.width_pt * (double)s;
    double middle = x + p->slots.width_pt / 2;
    double gap = canvas->spec->series_count > 1 ? fmin(1, p->slots.width_pt * 0.1) : 0;

    if (isnan(v)) {
        missing_draw(canvas, (Point){ middle, zero - 6 });
        return;
    }
    Rect bar = { x, fmin(y, zero), p->slots.width_pt - gap, fabs(y - zero) };
    bar_fill(canvas, bar, bar_colour(canvas, s, i));
    double low = scale_at(&p->scale, series_low(series, i));
    double high = scale_at(&p->scale, series_high(series, i));
    bool whiskers = !isnan(low) && !isnan(high);
    if (whiskers) {
        whisker_draw(canvas, (Point){ middle, low }, (Point){ middle, high },
                     fmin(4, p->slots.width_pt / 4));
    }
    if (!p->values) return;
    TextStyle style = style_value(canvas, ALIGN_MIDDLE);
    double above = whiskers ? fmin(y, high) : y, below = whiskers ? fmax(y, low) : y;
    canvas_text_at(canvas, style, middle,
                   v >= 0 ? above - style.size_pt * 0.75 : below + style.size_pt * 0.75,
                   axis_value_text(v, &canvas->spec->y, canvas->spec->currency, canvas->arena));
}

static void lay_out(Canvas *canvas, BarPlot *p, double lo, double hi)
{
    const ChartSpec *spec = canvas->spec;
    const char **names = category_names(canvas);
    size_t count = spec->category_count;
    double room = canvas->area.width / (double)count / (double)spec->series_count;

    AxisPlan y = { .axis = &spec->y, .lo = lo, .hi = hi, .zero = true, .cover = true };

    p->values = spec->show_values && values_fit(canvas, room * 0.96);
    BandFrame made =
        frame_bands(canvas, &y, names, count, 0, p->values && lo < 0 ? VALUE_ROOM_PT : 0);
    p->plot = made.frame.plot;
    p->bands = made.bands;
    p->scale = made.frame.y.scale;
    p->slots = bar_slots(p->bands.step_pt, spec->series_count);
}

void bar_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    BarPlot p = { 0 };
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
    baseline_draw(canvas, p.plot, scale_at(&p.scale, 0));
    double below = p.values && lo < 0 ? VALUE_ROOM_PT : 0;
    bands_draw(canvas, &p.bands, rect_bottom(p.plot) + below);
}
