/* What each principal component explains, and what all up to it do. */
#include <math.h>

#include "chart/bars.h"
#include "chart/kinds.h"

typedef struct ScreePlot {
    Frame frame;
    Bands bands;
    bool all_figures;
} ScreePlot;

static void draw_component(Canvas *canvas, const ScreePlot *p, size_t i, double share)
{
    const ChartSpec *spec = canvas->spec;
    bool kept = !(spec->chosen > 0) || (double)i < spec->chosen;
    Rgba colour = series_colour(canvas, 0);
    double y = scale_at(&p->frame.y.scale, share), zero = scale_at(&p->frame.y.scale, 0);
    BarSlots slots = bar_slots(p->bands.step_pt, 1);
    TextStyle style = style_tick(canvas, ALIGN_MIDDLE);
    char text[NUMBER_TEXT];

    if (isnan(share)) return;
    bar_fill(canvas,
             (Rect){ p->bands.from_pt + p->bands.step_pt * (double)i + slots.offset_pt, y,
                     slots.width_pt, zero - y },
             kept ? colour : rgba_mix(colour, canvas->theme->paper, 0.6));
    style.colour = canvas->theme->ink;
    number_percent(text, share, share < 0.0995 ? 1 : 0);
    if (text_width(&style, text) > p->bands.step_pt) return;
    canvas_text_at(canvas, style, band_middle(&p->bands, i), y - style.size_pt * 0.75, text);
}

static void draw_cumulative(Canvas *canvas, const ScreePlot *p, size_t count)
{
    const Series *series = &canvas->spec->series[0];
    Point *at = ARENA_ARRAY(canvas->arena, Point, count);
    TextStyle style = style_value(canvas, ALIGN_MIDDLE);
    Rgba ink = canvas->theme->ink_soft;
    double sum = 0;

    if (count < 2) return;
    for (size_t i = 0; i < count; i++) {
        double share = series_y(series, i);
        sum += isnan(share) ? 0 : share;
        at[i] = (Point){ band_middle(&p->bands, i), scale_at(&p->frame.y.scale, fmin(sum, 1)) };
    }
    canvas_polyline(canvas, at, count, ink, 1.25);
    for (size_t i = 0; i < count; i++)
        scene_circle(canvas->scene, at[i], 2, ink);
    size_t kept = canvas->spec->chosen >= 1 ? (size_t)canvas->spec->chosen - 1 : count - 1;
    if (kept >= count) kept = count - 1;
    sum = 0;
    for (size_t i = 0; i <= kept; i++)
        sum += isnan(series_y(series, i)) ? 0 : series_y(series, i);
    char text[NUMBER_TEXT];
    number_percent(text, sum, 0);
    style.align = kept + 1 == count ? ALIGN_END : ALIGN_MIDDLE;
    canvas_text_plate(canvas, style, at[kept].x, at[kept].y - 11,
                      arena_format(canvas->arena, "%s together", text));
}

void scree_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    size_t count = spec->series_count ? spec->series[0].n : 0;
    double *values, total = 0;
    Axis y = spec->y;
    ScreePlot p = { 0 };

    if (count == 0 || series_values(spec->series, &values, canvas->arena) == 0) {
        canvas_no_data(canvas);
        return;
    }
    y.kind = COLUMN_SHARE;
    y.unit = NULL;
    if (!y.title) y.title = "Share of variance explained";
    const char **names = ARENA_ARRAY(canvas->arena, const char *, count);
    for (size_t i = 0; i < count; i++) {
        names[i] = spec->category_count > i ? category_name(spec, i)
                                            : arena_format(canvas->arena, "PC %zu", i + 1);
        total += isnan(series_y(spec->series, i)) ? 0 : series_y(spec->series, i);
    }
    Bands trial = bands_fit(canvas, names, count, 40, canvas->area.width - 40, 60);
    p.frame = frame_draw(
        canvas,
        &(FramePlan){
            .y = { .axis = &y, .lo = 0, .hi = fmax(total, 0.1), .zero = true, .cover = true },
            .bottom_pt = trial.height_pt });
    p.bands = bands_fit(canvas, names, count, p.frame.plot.x, p.frame.plot.width, trial.height_pt);
    for (size_t i = 0; i < count; i++)
        draw_component(canvas, &p, i, series_y(spec->series, i));
    baseline_draw(canvas, p.frame.plot, scale_at(&p.frame.y.scale, 0));
    draw_cumulative(canvas, &p, count);
    bands_draw(canvas, &p.bands, rect_bottom(p.frame.plot));
}
