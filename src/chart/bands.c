/* Names along an axis: wrapped, turned, shortened or skipped, whichever reads best. */
#include <math.h>
#include <string.h>

#include "chart/frame.h"

#define TURN_DEG (-40.0)
#define LABEL_GAP_PT 6.0

size_t names_every(double need_pt, double step_pt)
{
    double every = ceil(need_pt / step_pt);

    return every > 1 ? (size_t)fmin(every, 1e6) : 1;
}

double band_middle(const Bands *bands, size_t i)
{
    return bands->from_pt + bands->step_pt * ((double)i + 0.5);
}

const char **category_names(const Canvas *canvas)
{
    size_t count = canvas->spec->category_count;
    const char **names = ARENA_ARRAY(canvas->arena, const char *, count);

    for (size_t i = 0; i < count; i++)
        names[i] = category_name(canvas->spec, i);
    return names;
}

const char **series_names(const Canvas *canvas)
{
    size_t count = canvas->spec->series_count;
    const char **names = ARENA_ARRAY(canvas->arena, const char *, count);

    for (size_t i = 0; i < count; i++)
        names[i] = series_name(&canvas->spec->series[i]);
    return names;
}

/* Wrapped names; false when one is cut, unless `cut` allows it. */
static bool fit_wrapped(const Canvas *canvas, Bands *bands, const char *const *names, size_t most,
                        bool cut)
{
    TextStyle style = style_tick(canvas, ALIGN_MIDDLE);

    bands->lines = ARENA_ARRAY(canvas->arena, TextLines, bands->count);
    for (size_t i = 0; i < bands->count; i++) {
        bool whole;
        bands->lines[i] = text_wrap(canvas, &style, names[i], bands->step_pt - 5, most, &whole);
        if (!whole && !cut && bands->step_pt < 110) return false;
        if (bands->lines[i].count > bands->lines_max) bands->lines_max = bands->lines[i].count;
    }
    bands->height_pt = (double)bands->lines_max * text_height(&style) + LABEL_GAP_PT;
    return true;
}

static void fit_turned(const Canvas *canvas, Bands *bands, const char *const *names,
                       double max_height)
{
    TextStyle style = style_tick(canvas, ALIGN_END);
    double turn = -TURN_DEG * M_PI / 180;
    double highest = 0;

    bands->turned = true;
    bands->text = ARENA_ARRAY(canvas->arena, const char *, bands->count);
    bands->every = names_every(text_height(&style), bands->step_pt * sin(turn));
    for (size_t i = 0; i < bands->count; i++) {
        double by_height = (max_height - LABEL_GAP_PT - style.size_pt) / sin(turn);
        double middle = band_middle(bands, i);
        double by_side =
            (bands->above ? canvas->scene->width_pt - middle - 6 : middle - 2) / cos(turn);
        double whole = fmin(by_height, text_width(&style, names[i]));
        bands->overhang_pt = fmax(bands->overhang_pt, (whole - by_side) * cos(turn));
        bands->text[i] = text_fit(canvas, &style, names[i], fmax(12, fmin(by_height, by_side)));
        if (i % bands->every) continue;
        highest = fmax(highest, text_width(&style, bands->text[i]) * sin(turn));
    }
    bands->height_pt = highest + style.size_pt + LABEL_GAP_PT;
}

static Bands open_bands(size_t count, double from_pt, double width_pt)
{
    return (Bands){ .count = count,
                    .from_pt = from_pt,
                    .step_pt = width_pt / (double)(count ? count : 1),
                    .every = 1 };
}

Bands bands_fit(const Canvas *canvas, const char *const *names, size_t count, double from_pt,
                double width_pt, double max_height_pt, bool above)
{
    TextStyle style = style_tick(canvas, ALIGN_MIDDLE);
    size_t most = (size_t)fmin(3, fmax(1, floor(max_height_pt / text_height(&style))));
    Bands bands = open_bands(count, from_pt, width_pt);

    bands.above = above;
    if (!fit_wrapped(canvas, &bands, names, most, false)) {
        bands.lines_max = 0;
        fit_turned(canvas, &bands, names, max_height_pt);
    }
    return bands;
}

/* A trial before the plot's width is known. Takes the room at the left that turned names need
 * beyond that of the axis. */
static Bands bands_trial(Canvas *canvas, const char *const *names, size_t count, const AxisPlan *y,
                         double right_pt)
{
    double axis = 0, most = canvas->area.height * 0.4;

    if (y) {
        AxisPlan plan = *y;
        plan.upright = true;
        plan.length_pt = fmax(canvas->area.height * 0.8, 20);
        ValueAxis fit = axis_fit(canvas, &plan);
        axis = axis_text_width(canvas, &fit) + 8;
    }
    double width = fmax(canvas->area.width - axis - right_pt, 10);
    Bands bands = bands_fit(canvas, names, count, canvas->area.x + axis, width, most, false);
    if (bands.overhang_pt <= 0) return bands;
    area_take_left(&canvas->area, fmin(1.2 * bands.overhang_pt + 3, 0.14 * canvas->area.width));
    width = fmax(canvas->area.width - axis - right_pt, 10);
    return bands_fit(canvas, names, count, canvas->area.x + axis, width, most, false);
}

/* The same names over the plot's true width, wrapped or turned as in the trial, never higher. */
static Bands bands_place(const Canvas *canvas, const Bands *trial, const char *const *names,
                         double from_pt, double width_pt)
{
    Bands bands = open_bands(trial->count, from_pt, width_pt);

    if (trial->turned) {
        fit_turned(canvas, &bands, names, trial->height_pt);
    } else {
        fit_wrapped(canvas, &bands, names, trial->lines_max ? trial->lines_max : 1, true);
    }
    return bands;
}

BandFrame frame_bands(Canvas *canvas, const AxisPlan *y, const char *const *names, size_t count,
                      double right_pt, double extra_bottom_pt)
{
    Bands trial = bands_trial(canvas, names, count, y, right_pt);
    FramePlan plan = { .right_pt = right_pt, .bottom_pt = trial.height_pt + extra_bottom_pt };
    BandFrame made;

    if (y) plan.y = *y;
    made.frame = frame_draw(canvas, &plan);
    made.bands = bands_place(canvas, &trial, names, made.frame.plot.x, made.frame.plot.width);
    return made;
}

void bands_draw(Canvas *canvas, const Bands *bands, double top)
{
    scene_group(canvas->scene, "axis categories");
    for (size_t i = 0; i < bands->count; i += bands->every) {
        double x = band_middle(bands, i);
        TextStyle style = style_tick(canvas, bands->turned ? ALIGN_END : ALIGN_MIDDLE);
        style.colour = canvas->theme->ink;
        if (bands->turned) {
            style.turn_deg = TURN_DEG;
            canvas_text(canvas, style, x + style.size_pt * 0.35,
                        top + LABEL_GAP_PT + style.size_pt * 0.6, bands->text[i]);
        } else {
            canvas_lines(canvas, style, x, top + LABEL_GAP_PT + style.size_pt * 0.8,
                         &bands->lines[i]);
        }
    }
    scene_end(canvas->scene);
}

void bands_draw_above(Canvas *canvas, const Bands *bands, double bottom)
{
    scene_group(canvas->scene, "axis categories");
    for (size_t i = 0; i < bands->count; i += bands->every) {
        double x = band_middle(bands, i);
        TextStyle style = style_tick(canvas, bands->turned ? ALIGN_START : ALIGN_MIDDLE);
        style.colour = canvas->theme->ink;
        if (bands->turned) {
            style.turn_deg = TURN_DEG;
            canvas_text(canvas, style, x, bottom - 4, bands->text[i]);
        } else {
            double up = (double)(bands->lines[i].count - 1) * text_height(&style);
            canvas_lines(canvas, style, x, bottom - 5 - up, &bands->lines[i]);
        }
    }
    scene_end(canvas->scene);
}

double rows_width(const Canvas *canvas, const char *const *names, size_t count, double max_width_pt)
{
    TextStyle style = style_label(canvas, ALIGN_END);
    double width = 0;

    for (size_t i = 0; i < count; i++)
        width = fmax(width, text_width(&style, names[i]));
    return fmin(width + 1, max_width_pt);
}

/* A name in one line. Names of which only the last words differ ("Champions, larger baskets") are
 * shortened before them. */
static const char *one_line(const Canvas *canvas, const TextStyle *style, const char *name,
                            double width_pt)
{
    const char *tail = NULL;

    for (const char *c = name; (c = strstr(c, ", ")); c++)
        tail = c;
    if (!tail || text_width(style, name) <= width_pt) return name;
    double left = width_pt - text_width(style, tail);
    if (!(left >= width_pt / 5)) return name;
    const char *head = arena_text_n(canvas->arena, name, (size_t)(tail - name));
    return arena_format(canvas->arena, "%s%s",
                        font_shorten(style->weight, style->size_pt, head, left, canvas->arena),
                        tail);
}

void row_name_draw(Canvas *canvas, TextStyle style, const char *name, double x, double y,
                   double width_pt, double row_pt)
{
    bool whole;
    /* Rows lower than a line of text take smaller letters, to a limit. */
    style.size_pt = fmin(style.size_pt, fmax(5, row_pt * 0.85));
    size_t most = row_pt >= 2 * text_height(&style) ? 2 : 1;
    if (most == 1) name = one_line(canvas, &style, name, width_pt);
    TextLines lines = text_wrap(canvas, &style, name, width_pt, most, &whole);
    double first = y - (double)(lines.count ? lines.count - 1 : 0) * text_height(&style) / 2;

    canvas_lines(canvas, style, x, text_baseline(&style, first), &lines);
}
