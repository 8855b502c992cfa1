/* A matrix as colours, with its values where they fit. */
#include <math.h>

#include "chart/frame.h"
#include "chart/kinds.h"
#include "math/math.h"

typedef struct HeatPlot {
    Rect plot;
    double cell_w, cell_h;
    double lo, hi; /* the ends of the ramp; diverging: centre -/+ the same reach */
    bool cut;      /* values lie past the ramp's end */
    bool values;
} HeatPlot;

static double cell(const Canvas *canvas, size_t row, size_t col)
{
    return series_y(&canvas->spec->series[row], col);
}

/* The distances from the centre (diverging) or the values, ascending. */
static double *ranked(const Canvas *canvas, size_t *count)
{
    const ChartSpec *spec = canvas->spec;
    double *values = ARENA_ARRAY(canvas->arena, double, spec->series_count * spec->category_count);

    *count = 0;
    for (size_t r = 0; r < spec->series_count; r++) {
        for (size_t c = 0; c < spec->category_count; c++) {
            double v = cell(canvas, r, c);
            if (!isnan(v)) values[(*count)++] = spec->diverging ? fabs(v - spec->centre) : v;
        }
    }
    return sorted_copy(values, *count, canvas->arena);
}

/* The ends that the axis gives, for maps that are compared. */
static void ramp_of_axis(const ChartSpec *spec, HeatPlot *p)
{
    double reach = fmax(fabs(spec->y.hi - spec->centre), fabs(spec->y.lo - spec->centre));

    p->lo = spec->diverging ? spec->centre - reach : spec->y.lo;
    p->hi = spec->diverging ? spec->centre + reach : spec->y.hi;
}

/* One giant must not bleach the rest: the ramp then ends near the 90 % quantile. */
static bool find_ramp(const Canvas *canvas, HeatPlot *p)
{
    size_t count;
    double *sorted = ranked(canvas, &count);

    if (count == 0) return false;
    if (canvas->spec->y.hi > canvas->spec->y.lo) {
        ramp_of_axis(canvas->spec, p);
        return true;
    }
    double hi = sorted[count - 1], lo = canvas->spec->diverging ? 0 : fmin(sorted[0], 0);
    double most = quantile_sorted(sorted, count, 0.9);
    if (!canvas->spec->diverging && sorted[0] > 0.5 * hi) lo = sorted[0];
    if (most > lo && hi - lo > 4 * (most - lo)) {
        hi = lo + 1.5 * (most - lo);
        p->cut = true;
    }
    if (hi <= lo) hi = lo + 1;
    p->lo = canvas->spec->diverging ? canvas->spec->centre - hi : lo;
    p->hi = canvas->spec->diverging ? canvas->spec->centre + hi : hi;
    return true;
}

static Rgba cell_colour(const Canvas *canvas, const HeatPlot *p, double v)
{
    double share = fmin(fmax((v - p->lo) / (p->hi - p->lo), 0), 1);

    return theme_ramp(
        canvas->spec->diverging ? canvas->theme->diverging : canvas->theme->sequential, share);
}

static bool values_fit(const Canvas *canvas, const HeatPlot *p)
{
    const ChartSpec *spec = canvas->spec;
    TextStyle style = style_tick(canvas, ALIGN_MIDDLE);

    if (p->cell_h < text_height(&style)) return false;
    for (size_t r = 0; r < spec->series_count; r++) {
        for (size_t c = 0; c < spec->category_count; c++) {
            const char *text =
                axis_value_text(cell(canvas, r, c), &spec->y, spec->currency, canvas->arena);
            if (text_width(&style, text) > p->cell_w - 4) return false;
        }
    }
    return true;
}

static void draw_cell(Canvas *canvas, const HeatPlot *p, size_t r, size_t c)
{
    double v = cell(canvas, r, c), gap = fmin(1.5, 0.1 * fmin(p->cell_w, p->cell_h));
    Rect box = { p->plot.x + p->cell_w * (double)c + gap / 2,
                 p->plot.y + p->cell_h * (double)r + gap / 2, p->cell_w - gap, p->cell_h - gap };
    TextStyle style = style_tick(canvas, ALIGN_MIDDLE);

    if (isnan(v)) {
        scene_rect(canvas->scene, box, rgba_fade(canvas->theme->grid, 0.5));
    } else {
        Rgba colour = cell_colour(canvas, p, v);
        Path path = path_open(canvas->arena);
        path_round_rect(&path, box, fmin(2, box.height / 4));
        scene_fill(canvas->scene, path, colour);
        style.colour = theme_ink_on(colour);
    }
    if (!p->values) return;
    canvas_text_at(canvas, style, box.x + box.width / 2, box.y + box.height / 2,
                   axis_value_text(v, &canvas->spec->y, canvas->spec->currency, canvas->arena));
}

/* What the colours mean: title, ramp and its two ends, below the cells. */
static void draw_ramp(Canvas *canvas, const HeatPlot *p, Rect strip)
{
    const Rgba *ramp =
        canvas->spec->diverging ? canvas->theme->diverging : canvas->theme->sequential;
    double width = fmin(120, strip.width * 0.4), y = strip.y + 10;
    TextStyle style = style_tick(canvas, ALIGN_START);
    const char *title = axis_title(&canvas->spec->y, canvas->arena);
    const char *ends[] = {
        axis_value_text(p->lo, &canvas->spec->y, canvas->spec->currency, canvas->arena),
        axis_value_text(p->hi, &canvas->spec->y, canvas->spec->currency, canvas->arena)
    };

    if (p->cut) ends[1] = arena_format(canvas->arena, "≥ %s", ends[1]);
    if (p->cut && canvas->spec->diverging) ends[0] = arena_format(canvas->arena, "≤ %s", ends[0]);
    double need = text_width(&style, ends[0]) + text_width(&style, ends[1]) + width + 8;
    double x = rect_right(strip) - need;
    /* Where there is no room beside the ramp, the subtitle must do. */
    if (text_width(&style, title) <= x - strip.x - 8)
        canvas_text_at(canvas, style, strip.x, y, title);
    canvas_text_at(canvas, style, x, y, ends[0]);
    x += text_width(&style, ends[0]) + 4;
    /* Thin slices follow the ramp as the cells do. */
    scene_group(canvas->scene, "ramp");
    for (int i = 0; i < 48; i++) {
        scene_rect(canvas->scene, (Rect){ x + width * i / 48, y - 3.5, width / 48 + 0.3, 7 },
                   theme_ramp(ramp, i / 47.0));
    }
    scene_end(canvas->scene);
    canvas_text_at(canvas, style, x + width + 4, y, ends[1]);
}

static void draw_row_names(Canvas *canvas, const HeatPlot *p, double width)
{
    const ChartSpec *spec = canvas->spec;
    TextStyle style = style_label(canvas, ALIGN_END);

    scene_group(canvas->scene, "axis rows");
    for (size_t r = 0; r < spec->series_count; r++) {
        row_name_draw(canvas, style, series_name(&spec->series[r]), p->plot.x - 7,
                      p->plot.y + p->cell_h * ((double)r + 0.5), width);
    }
    scene_end(canvas->scene);
}

/* The columns' names over the area, from which turned ones take their room at the right. */
static Bands heat_bands(Canvas *canvas)
{
    const char **columns = category_names(canvas);
    size_t count = canvas->spec->category_count;
    Bands bands = bands_fit(canvas, columns, count, canvas->area.x, canvas->area.width, true);

    if (!bands.turn_deg || bands.overhang_pt <= 0) return bands;
    area_take_right(&canvas->area, bands.overhang_pt);
    return bands_fit(canvas, columns, count, canvas->area.x, canvas->area.width, true);
}

double heat_head(const Canvas *canvas)
{
    Canvas trial = *canvas;
    const char **rows = series_names(canvas);

    area_take_left(&trial.area, rows_width(canvas, rows, canvas->spec->series_count) + 7);
    return heat_bands(&trial).height_pt;
}

void heat_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    HeatPlot p = { 0 };

    if (!find_ramp(canvas, &p)) {
        canvas_no_data(canvas);
        return;
    }
    const char **rows = series_names(canvas);
    double width = rows_width(canvas, rows, spec->series_count);
    Rect strip = area_take_bottom(&canvas->area, 20);
    area_take_left(&canvas->area, width + 7);
    Bands bands = heat_bands(canvas);
    area_take_top(&canvas->area, bands.height_pt + 1);
    p.plot = canvas->area;
    p.cell_w = p.plot.width / (double)spec->category_count;
    p.cell_h = fmin(p.plot.height / (double)spec->series_count, 60);
    p.values = spec->show_values && values_fit(canvas, &p);
    bands_draw_above(canvas, &bands, p.plot.y);
    draw_row_names(canvas, &p, width);
    for (size_t r = 0; r < spec->series_count; r++) {
        for (size_t c = 0; c < spec->category_count; c++)
            draw_cell(canvas, &p, r, c);
    }
    strip.x = p.plot.x;
    strip.y = p.plot.y + p.cell_h * (double)spec->series_count;
    strip.width = canvas->scene->width_pt - 8 - strip.x;
    draw_ramp(canvas, &p, strip);
}
