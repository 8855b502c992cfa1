/* What each principal component explains, and what all up to it do. */
#include <math.h>

#include "chart/bars.h"
#include "chart/kinds.h"

typedef struct ScreePlot {
    Frame frame;
    Bands bands;
    bool all_figures;
} ScreePlot;

/* A share is never negative; what claims to be is left out. */
static double share_of(const ChartSpec *spec, size_t i)
{
    double share = series_y(&spec->series[0], i);

    return share >= 0 ? share : NAN;
}

static double sum_up_to(const ChartSpec *spec, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += isnan(share_of(spec, i)) ? 0 : share_of(spec, i);
    return sum;
}

/* The running total starts on the first bar and rises to the right of its figure; where that would
 * stand on the axis, it is below the line, beside the bar, if the next one leaves it room. */
static void draw_first_figure(Canvas *canvas, const ScreePlot *p, TextStyle *style, double share,
                              const char *text)
{
    double x = band_middle(&p->bands, 0), y = scale_at(&p->frame.y.scale, share);
    double next = scale_at(&p->frame.y.scale, share_of(canvas->spec, 1));

    if (x - 3 - text_width(style, text) > p->frame.plot.x) {
        style->align = ALIGN_END;
        canvas_text_at(canvas, *style, x - 3, y - style->size_pt * 0.75, text);
    } else if (next - y > 2.5 * style->size_pt) {
        style->align = ALIGN_START;
        canvas_text_at(canvas, *style, x + p->bands.step_pt / 2, y + style->size_pt * 0.5, text);
    }
}

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
    number_percent(text, share, 0);
    if (text_width(&style, text) > p->bands.step_pt) return;
    if (i == 0 && spec->series[0].n > 1) {
        draw_first_figure(canvas, p, &style, share, text);
    } else {
        canvas_text_at(canvas, style, band_middle(&p->bands, i), y - style.size_pt * 0.75, text);
    }
}

static void draw_cumulative(Canvas *canvas, const ScreePlot *p, size_t count)
{
    Point *at = ARENA_ARRAY(canvas->arena, Point, count);
    TextStyle style = style_value(canvas, ALIGN_MIDDLE);
    Rgba ink = canvas->theme->ink_soft;

    if (count < 2) return;
    for (size_t i = 0; i < count; i++) {
        double sum = sum_up_to(canvas->spec, i + 1);
        at[i] = (Point){ band_middle(&p->bands, i), scale_at(&p->frame.y.scale, sum) };
    }
    canvas_polyline(canvas, at, count, ink, 1.25);
    for (size_t i = 0; i < count; i++)
        scene_circle(canvas->scene, at[i], 2, ink);
    double chosen = canvas->spec->chosen >= 1 ? canvas->spec->chosen : (double)count;
    size_t kept = (size_t)fmin(chosen, (double)count) - 1;
    char text[NUMBER_TEXT];
    number_percent(text, sum_up_to(canvas->spec, kept + 1), 0);
    scene_circle(canvas->scene, at[kept], 3.6, canvas->theme->ink);
    const char *words = PHRASE(canvas->arena, "{share} together", phrase_text("share", text));
    /* Above the line, which bends away; below it where the left is too near. */
    bool above = at[kept].x - text_width(&style, words) - 3 > p->frame.plot.x;
    style.align = above ? ALIGN_END : ALIGN_START;
    canvas_text_at(canvas, style, at[kept].x + (above ? -3 : 6), at[kept].y + (above ? -9 : 10),
                   words);
}

void scree_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    size_t count = spec->series_count ? spec->series[0].n : 0;
    double *values, total = sum_up_to(spec, count);
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
        names[i] =
            spec->category_count > i
                ? category_name(spec, i)
                : PHRASE(canvas->arena, "PC {n}", phrase_count("n", (double)i + 1, canvas->arena));
    }
    AxisPlan plan = { .axis = &y, .lo = 0, .hi = fmax(total, 0.1), .zero = true, .cover = true };
    BandFrame made = frame_bands(canvas, &plan, names, count, 0, 0);
    p.frame = made.frame;
    p.bands = made.bands;
    for (size_t i = 0; i < count; i++)
        draw_component(canvas, &p, i, share_of(spec, i));
    baseline_draw(canvas, p.frame.plot, scale_at(&p.frame.y.scale, 0));
    if (total > 0) draw_cumulative(canvas, &p, count);
    bands_draw(canvas, &p.bands, rect_bottom(p.frame.plot));
}
