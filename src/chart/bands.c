/* Names along an axis: wrapped, turned by a little or upright, whichever reads best; always all of
 * them, and whole. */
#include <math.h>

#include "chart/frame.h"

#define LABEL_GAP_PT 6.0
#define WRAPPED_MAX 3        /* lines of names that break at spaces */
#define BROKEN_FROM_PT 76.0  /* wide enough for names broken within words */
#define LEAN_DEG 40.0        /* turned by a little: still read with the head upright */
#define LEANING_MAX_PT 110.0 /* the height of such names */
#define OVERHANG 0.14        /* of the width, for names that lean out of the plot */
#define NAMES_LEAST_PT 104.0 /* the column of names at the left is as wide as the longest, */
#define NAMES_MOST_PT 150.0  /* but for names past that: they are wrapped */

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

/* Wrapped names; false when one is cut, unless `cut` breaks it. */
static bool fit_wrapped(const Canvas *canvas, Bands *bands, const char *const *names, bool cut)
{
    TextStyle style = style_tick(canvas, ALIGN_MIDDLE);

    bands->lines = ARENA_ARRAY(canvas->arena, TextLines, bands->count);
    bands->lines_max = 0;
    for (size_t i = 0; i < bands->count; i++) {
        bool whole = true;
        bands->lines[i] =
            cut ? name_wrap(canvas, &style, names[i], bands->step_pt - 5)
                : text_wrap(canvas, &style, names[i], bands->step_pt - 5, WRAPPED_MAX, &whole);
        if (!whole) return false;
        if (bands->lines[i].count > bands->lines_max) bands->lines_max = bands->lines[i].count;
    }
    bands->height_pt = (double)bands->lines_max * text_height(&style) + LABEL_GAP_PT;
    return true;
}

/* Turned by so many degrees; by less than 90 they lean over the names before them, or after. */
static void fit_turned(const Canvas *canvas, Bands *bands, const char *const *names,
                       double turn_deg)
{
    TextStyle style = style_tick(canvas, ALIGN_END);
    double turn = turn_deg * M_PI / 180, longest = 0;

    bands->turn_deg = turn_deg;
    bands->overhang_pt = 0;
    bands->text = ARENA_ARRAY(canvas->arena, const char *, bands->count);
    for (size_t i = 0; i < bands->count; i++) {
        double middle = band_middle(bands, i);
        double side = bands->above ? canvas->scene->width_pt - middle - 6 : middle - 2;
        bands->text[i] = font_showable(style.weight, names[i], canvas->arena);
        double width = text_width(&style, bands->text[i]);
        longest = fmax(longest, width);
        bands->overhang_pt = fmax(bands->overhang_pt, width * cos(turn) - side);
    }
    bands->height_pt = longest * sin(turn) + style.size_pt + LABEL_GAP_PT;
}

static Bands open_bands(size_t count, double from_pt, double width_pt)
{
    return (Bands){ .count = count,
                    .from_pt = from_pt,
                    .step_pt = width_pt / (double)(count ? count : 1) };
}

/* Whether names turned by a little neither touch each other nor leave the figure by much. */
static bool leans_well(const Canvas *canvas, const Bands *bands, double width_pt)
{
    TextStyle style = style_tick(canvas, ALIGN_END);

    return bands->step_pt * sin(LEAN_DEG * M_PI / 180) >= text_height(&style) &&
           bands->overhang_pt <= OVERHANG * width_pt && bands->height_pt <= LEANING_MAX_PT;
}

Bands bands_fit(const Canvas *canvas, const char *const *names, size_t count, double from_pt,
                double width_pt, bool above)
{
    Bands bands = open_bands(count, from_pt, width_pt);

    bands.above = above;
    if (fit_wrapped(canvas, &bands, names, false)) return bands;
    if (bands.step_pt >= BROKEN_FROM_PT) {
        fit_wrapped(canvas, &bands, names, true);
        return bands;
    }
    fit_turned(canvas, &bands, names, LEAN_DEG);
    if (!leans_well(canvas, &bands, width_pt)) fit_turned(canvas, &bands, names, 90);
    return bands;
}

/* A trial before the plot's width is known. Takes the room at the left that turned names need
 * beyond that of the axis. */
static Bands bands_trial(Canvas *canvas, const char *const *names, size_t count, const AxisPlan *y,
                         double right_pt)
{
    double axis = 0;

    if (y) {
        AxisPlan plan = *y;
        plan.upright = true;
        plan.length_pt = fmax(canvas->area.height * 0.8, 20);
        ValueAxis fit = axis_fit(canvas, &plan);
        axis = axis_text_width(canvas, &fit) + 8;
    }
    double width = fmax(canvas->area.width - axis - right_pt, 10);
    Bands bands = bands_fit(canvas, names, count, canvas->area.x + axis, width, false);
    if (!bands.turn_deg || bands.overhang_pt <= 0) return bands;
    area_take_left(&canvas->area, 1.2 * bands.overhang_pt + 3);
    width = fmax(canvas->area.width - axis - right_pt, 10);
    return bands_fit(canvas, names, count, canvas->area.x + axis, width, false);
}

/* The same names over the plot's true width, wrapped or turned as in the trial. */
static Bands bands_place(const Canvas *canvas, const Bands *trial, const char *const *names,
                         double from_pt, double width_pt)
{
    Bands bands = open_bands(trial->count, from_pt, width_pt);

    if (trial->turn_deg)
        fit_turned(canvas, &bands, names, trial->turn_deg);
    else
        fit_wrapped(canvas, &bands, names, true);
    return bands;
}

double bands_floor(const Canvas *canvas, const char *const *names, size_t count, double taken_pt)
{
    double width = fmax(canvas->area.width - taken_pt, 10);
    Bands bands = bands_fit(canvas, names, count, canvas->area.x + taken_pt, width, false);

    if (!bands.turn_deg || bands.turn_deg >= 90 || bands.overhang_pt <= 0) return bands.height_pt;
    /* As the trial does, or upright after all. */
    double less = 1.2 * bands.overhang_pt + 3;
    Bands again = bands_fit(canvas, names, count, canvas->area.x + taken_pt + less,
                            fmax(width - less, 10), false);
    return fmax(bands.height_pt, again.height_pt);
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
    for (size_t i = 0; i < bands->count; i++) {
        double x = band_middle(bands, i);
        TextStyle style = style_tick(canvas, bands->turn_deg ? ALIGN_END : ALIGN_MIDDLE);
        style.colour = canvas->theme->ink;
        style.turn_deg = -bands->turn_deg;
        if (bands->turn_deg >= 90) {
            canvas_text(canvas, style, x + style.size_pt * 0.35, top + LABEL_GAP_PT,
                        bands->text[i]);
        } else if (bands->turn_deg) {
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
    for (size_t i = 0; i < bands->count; i++) {
        double x = band_middle(bands, i);
        TextStyle style = style_tick(canvas, bands->turn_deg ? ALIGN_START : ALIGN_MIDDLE);
        style.colour = canvas->theme->ink;
        style.turn_deg = -bands->turn_deg;
        if (bands->turn_deg) {
            double aside = bands->turn_deg >= 90 ? style.size_pt * 0.35 : 0;
            canvas_text(canvas, style, x + aside, bottom - 4, bands->text[i]);
        } else {
            double up = bands->lines[i].count ? (double)(bands->lines[i].count - 1) : 0;
            canvas_lines(canvas, style, x, bottom - 5 - up * text_height(&style), &bands->lines[i]);
        }
    }
    scene_end(canvas->scene);
}

/* --- names at the left of rows ---------------------------------------------------------------- */

double rows_width(const Canvas *canvas, const char *const *names, size_t count)
{
    TextStyle style = style_label(canvas, ALIGN_END);
    double width = 0, most = fmin(NAMES_MOST_PT, fmax(NAMES_LEAST_PT, 0.32 * canvas->area.width));

    for (size_t i = 0; i < count; i++)
        width = fmax(width, text_width(&style, names[i]));
    return fmin(width + 1, most);
}

double row_floor(const Canvas *canvas, const char *const *names, size_t count, double row_pt)
{
    TextStyle style = style_label(canvas, ALIGN_END);
    double width = rows_width(canvas, names, count);

    for (size_t i = 0; i < count; i++) {
        TextLines lines = name_wrap(canvas, &style, names[i], width);
        row_pt = fmax(row_pt, (double)lines.count * text_height(&style) + 3);
    }
    return row_pt;
}

void row_name_draw(Canvas *canvas, TextStyle style, const char *name, double x, double y,
                   double width_pt)
{
    TextLines lines = name_wrap(canvas, &style, name, width_pt);
    double first = y - (double)(lines.count ? lines.count - 1 : 0) * text_height(&style) / 2;

    canvas_lines(canvas, style, x, text_baseline(&style, first), &lines);
}
