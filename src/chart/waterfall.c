/* How changes add up to a total: the last category is the total. */
#include <math.h>

#include "chart/bars.h"
#include "chart/kinds.h"

typedef struct Falls {
    double *from, *to; /* of each bar; NaN leaves it out */
    double lo, hi;
    Rect plot;
    Scale scale;
    Bands bands;
    BarSlots slots;
} Falls;

/* A total that is not given is what the changes add up to. */
static bool read_falls(const Canvas *canvas, Falls *f)
{
    const ChartSpec *spec = canvas->spec;
    size_t count = spec->category_count;
    double level = 0;

    f->from = ARENA_ARRAY(canvas->arena, double, count);
    f->to = ARENA_ARRAY(canvas->arena, double, count);
    f->lo = f->hi = NAN;
    for (size_t i = 0; spec->series_count && i < count; i++) {
        double v = series_y(spec->series, i);
        bool total = i + 1 == count;
        f->from[i] = total ? 0 : level;
        f->to[i] = total ? (isnan(v) ? level : v) : level + v;
        if (!isnan(f->to[i])) level = f->to[i];
        range_add(&f->lo, &f->hi, f->to[i]);
    }
    return !isnan(f->lo) && spec->series_count > 0;
}

/* A first bar that outweighs every change is the level that they start from. */
static bool is_opening(const Canvas *canvas, const Falls *f)
{
    for (size_t i = 1; i + 1 < canvas->spec->category_count; i++) {
        if (fabs(f->to[i] - f->from[i]) >= fabs(f->to[0])) return false;
    }
    return canvas->spec->category_count > 2;
}

static Rgba fall_colour(const Canvas *canvas, const Falls *f, size_t i)
{
    if (i + 1 == canvas->spec->category_count) return series_colour(canvas, 0);
    if (i == 0 && is_opening(canvas, f)) return series_colour(canvas, 0);
    return f->to[i] >= f->from[i] ? canvas->theme->positive : canvas->theme->negative;
}

static void draw_fall(Canvas *canvas, const Falls *f, size_t i)
{
    const ChartSpec *spec = canvas->spec;
    bool total = i + 1 == spec->category_count;
    double change = f->to[i] - f->from[i];
    double x = f->bands.from_pt + f->bands.step_pt * (double)i + f->slots.offset_pt;
    double from = scale_at(&f->scale, f->from[i]), to = scale_at(&f->scale, f->to[i]);
    TextStyle style = style_value(canvas, ALIGN_MIDDLE);

    if (isnan(change)) {
        missing_draw(canvas, (Point){ x + f->slots.width_pt / 2, scale_at(&f->scale, 0) - 6 });
        return;
    }
    bar_fill(canvas, (Rect){ x, fmin(from, to), f->slots.width_pt, fmax(fabs(from - to), 0.75) },
             fall_colour(canvas, f, i));
    if (i + 2 <= spec->category_count && !total) {
        scene_line(canvas->scene, (Point){ x + f->slots.width_pt, snap(to) },
                   (Point){ x + f->bands.step_pt, snap(to) }, canvas->theme->axis, 0.75);
    }
    const char *text =
        axis_value_text(total ? f->to[i] : change, &spec->y, spec->currency, canvas->arena);
    if (!total && change > 0 && spec->y.kind != COLUMN_SIGMA &&
        !(i == 0 && is_opening(canvas, f))) {
        text = arena_format(canvas->arena, "+%s", text);
    }
    bool up = total ? f->to[i] >= 0 : change >= 0;
    canvas_text_at(
        canvas, style, x + f->slots.width_pt / 2,
        up ? fmin(from, to) - style.size_pt * 0.75 : fmax(from, to) + style.size_pt * 0.75, text);
}

void waterfall_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    const char **names = category_names(canvas);
    Falls f = { 0 };

    if (!read_falls(canvas, &f)) {
        canvas_no_data(canvas);
        return;
    }
    AxisPlan y = { .axis = &spec->y, .lo = f.lo, .hi = f.hi, .zero = true, .cover = true };
    BandFrame made = frame_bands(canvas, &y, names, spec->category_count, 0, 0);
    f.plot = made.frame.plot;
    f.scale = made.frame.y.scale;
    f.bands = made.bands;
    f.slots = bar_slots(f.bands.step_pt, 1);
    for (size_t i = 0; i < spec->category_count; i++) {
        scene_group(canvas->scene,
                    arena_format(canvas->arena, "change %s", category_name(spec, i)));
        draw_fall(canvas, &f, i);
        scene_end(canvas->scene);
    }
    baseline_draw(canvas, f.plot, scale_at(&f.scale, 0));
    bands_draw(canvas, &f.bands, rect_bottom(f.plot));
}
