/* Bars made of parts; what is below zero is stacked downwards. */
#include <math.h>

#include "chart/bars.h"
#include "chart/kinds.h"

typedef struct Stack {
    Frame frame;
    Bands bands;
    BarSlots slots;
} Stack;

static void stack_range(const ChartSpec *spec, double *lo, double *hi)
{
    *lo = *hi = NAN;
    for (size_t i = 0; i < spec->category_count; i++) {
        double up = 0, down = 0;
        bool there = false;
        for (size_t s = 0; s < spec->series_count; s++) {
            double v = series_y(&spec->series[s], i);
            if (isnan(v)) continue;
            there = true;
            if (v > 0) up += v;
            if (v < 0) down += v;
        }
        if (!there) continue;
        range_add(lo, hi, up);
        range_add(lo, hi, down);
    }
}

/* The figure of a part, where the part is high enough to hold it. */
static void draw_figure(Canvas *canvas, Rect part, double v, Rgba ground)
{
    TextStyle style = style_tick(canvas, ALIGN_MIDDLE);
    const char *text = axis_value_text(v, &canvas->spec->y, canvas->spec->currency, canvas->arena);

    if (!canvas->spec->show_values || part.height < text_height(&style) + 1) return;
    if (text_width(&style, text) > part.width - 2) return;
    style.colour = theme_ink_on(ground);
    canvas_text_at(canvas, style, part.x + part.width / 2, part.y + part.height / 2, text);
}

static void draw_stack(Canvas *canvas, const Stack *st, size_t i)
{
    const ChartSpec *spec = canvas->spec;
    double x = st->bands.from_pt + st->bands.step_pt * (double)i + st->slots.offset_pt;
    double up = 0, down = 0;

    for (size_t s = 0; s < spec->series_count; s++) {
        double v = series_y(&spec->series[s], i), *base = v < 0 ? &down : &up;
        if (isnan(v) || v == 0) continue;
        double from = scale_at(&st->frame.y.scale, *base);
        double to = scale_at(&st->frame.y.scale, *base + v);
        Rgba colour = series_colour(canvas, s);
        double gap = fabs(from - to) > 3 ? 0.6 : 0;
        Rect part = { x, fmin(from, to) + gap / 2, st->slots.width_pt, fabs(from - to) - gap };
        bar_fill(canvas, part, colour);
        draw_figure(canvas, part, v, colour);
        *base += v;
    }
}

void bar_stacked_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    Stack st = { 0 };
    double lo, hi;

    stack_range(spec, &lo, &hi);
    if (isnan(lo)) {
        canvas_no_data(canvas);
        return;
    }
    legend_series(canvas, GLYPH_BOX);
    const char **names = category_names(canvas);
    BandFrame made = frame_bands(
        canvas, &(AxisPlan){ .axis = &spec->y, .lo = lo, .hi = hi, .zero = true, .cover = true },
        names, spec->category_count, 0, 0);
    st.frame = made.frame;
    st.bands = made.bands;
    st.slots = bar_slots(st.bands.step_pt, 1);
    for (size_t i = 0; i < spec->category_count; i++) {
        scene_group(canvas->scene, arena_format(canvas->arena, "stack %s", category_name(spec, i)));
        draw_stack(canvas, &st, i);
        scene_end(canvas->scene);
    }
    baseline_draw(canvas, st.frame.plot, scale_at(&st.frame.y.scale, 0));
    bands_draw(canvas, &st.bands, rect_bottom(st.frame.plot));
}
