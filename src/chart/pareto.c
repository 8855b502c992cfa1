/* Values in descending order, with what all up to each make of the whole. */
#include <math.h>
#include <stdlib.h>

#include "chart/bars.h"
#include "chart/kinds.h"

#define MOST_OF_IT 0.8

typedef struct Item {
    const char *name;
    double value;
    size_t category;
} Item;

typedef struct Pareto {
    Item *items;
    size_t count;
    double total;
    Frame frame;
    Bands bands;
    BarSlots slots;
} Pareto;

static int by_value_down(const void *a, const void *b)
{
    const Item *x = a, *y = b;

    if (x->value != y->value) return x->value < y->value ? 1 : -1;
    return x->category < y->category ? -1 : 1;
}

static void read_items(const Canvas *canvas, Pareto *p)
{
    const ChartSpec *spec = canvas->spec;

    p->items = ARENA_ARRAY(canvas->arena, Item, spec->category_count);
    for (size_t i = 0; spec->series_count && i < spec->category_count; i++) {
        double v = series_y(spec->series, i);
        if (!(v > 0)) continue;
        p->items[p->count++] = (Item){ category_name(spec, i), v, i };
        p->total += v;
    }
    qsort(p->items, p->count, sizeof *p->items, by_value_down);
}

static void draw_right_axis(Canvas *canvas, const Pareto *p, const Scale *share)
{
    TextStyle style = style_tick(canvas, ALIGN_START);

    scene_group(canvas->scene, "axis share");
    for (int i = 0; i <= 4; i++) {
        canvas_text_at(canvas, style, rect_right(p->frame.plot) + 6, scale_at(share, i * 0.25),
                       arena_format(canvas->arena, "%d%%", i * 25));
    }
    scene_end(canvas->scene);
}

/* The line of running shares, and the first place where it passes four fifths. */
static void draw_running(Canvas *canvas, const Pareto *p, const Scale *share)
{
    Point *at = ARENA_ARRAY(canvas->arena, Point, p->count);
    TextStyle style = style_value(canvas, ALIGN_START);
    double sum = 0, held = 1;
    size_t reached = p->count;

    for (size_t i = 0; i < p->count; i++) {
        sum += p->items[i].value / p->total;
        at[i] = (Point){ band_middle(&p->bands, i), scale_at(share, fmin(sum, 1)) };
        if (reached < p->count || sum < MOST_OF_IT - 1e-12) continue;
        reached = i;
        held = sum;
    }
    double y = scale_at(share, MOST_OF_IT);
    canvas_dashed(canvas, (Point){ p->frame.plot.x, y }, (Point){ rect_right(p->frame.plot), y },
                  canvas->theme->ink_faint, 0.75);
    canvas_polyline(canvas, at, p->count, canvas->theme->ink_soft, 1.5);
    for (size_t i = 0; i < p->count && p->bands.step_pt > 8; i++) {
        scene_circle(canvas->scene, at[i], 2, canvas->theme->ink_soft);
    }
    if (reached >= p->count) return;
    scene_circle(canvas->scene, at[reached], 3.6, canvas->theme->ink);
    char percent[NUMBER_TEXT];
    number_percent(percent, held, 0);
    const char *text =
        PHRASE(canvas->arena, "{n} of {all} {n|makes|make} {share}",
               phrase_count("n", (double)reached + 1, canvas->arena),
               phrase_count("all", (double)p->count, canvas->arena), phrase_text("share", percent));
    /* Below the line, which only flattens from here on. */
    double x = fmin(at[reached].x + 6, rect_right(p->frame.plot) - text_width(&style, text) - 2);
    canvas_text_plate(canvas, style, x, at[reached].y + 13, text);
}

static void lay_out(Canvas *canvas, Pareto *p)
{
    const ChartSpec *spec = canvas->spec;
    const char **names = ARENA_ARRAY(canvas->arena, const char *, p->count);

    for (size_t i = 0; i < p->count; i++)
        names[i] = p->items[i].name;
    AxisPlan y = {
        .axis = &spec->y, .lo = 0, .hi = p->items[0].value, .zero = true, .cover = true
    };
    BandFrame made = frame_bands(canvas, &y, names, p->count, 30, 0);
    p->frame = made.frame;
    p->bands = made.bands;
    p->slots = bar_slots(p->bands.step_pt, 1);
}

void pareto_draw(Canvas *canvas)
{
    Pareto p = { 0 };

    read_items(canvas, &p);
    if (p.count == 0) {
        canvas_no_data(canvas);
        return;
    }
    lay_out(canvas, &p);
    Scale share = { SCALE_LINEAR, 0, 1, rect_bottom(p.frame.plot), p.frame.plot.y };
    for (size_t i = 0; i < p.count; i++) {
        double y = scale_at(&p.frame.y.scale, p.items[i].value);
        Rgba colour = category_colour(canvas, p.items[i].category, series_colour(canvas, 0));
        bar_fill(canvas,
                 (Rect){ p.bands.from_pt + p.bands.step_pt * (double)i + p.slots.offset_pt, y,
                         p.slots.width_pt, rect_bottom(p.frame.plot) - y },
                 colour);
    }
    baseline_draw(canvas, p.frame.plot, rect_bottom(p.frame.plot));
    draw_right_axis(canvas, &p, &share);
    draw_running(canvas, &p, &share);
    bands_draw(canvas, &p.bands, rect_bottom(p.frame.plot));
}
