/* Names along an axis: wrapped, turned, shortened or skipped, whichever reads best. */
#include <math.h>

#include "chart/frame.h"

#define TURN_DEG (-40.0)
#define LABEL_GAP_PT 6.0

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

static bool fit_wrapped(const Canvas *canvas, Bands *bands, const char *const *names,
                        double max_height)
{
    TextStyle style = style_tick(canvas, ALIGN_MIDDLE);
    size_t most = (size_t)fmin(3, fmax(1, floor(max_height / text_height(&style))));
    size_t lines = 0;

    bands->lines = ARENA_ARRAY(canvas->arena, TextLines, bands->count);
    for (size_t i = 0; i < bands->count; i++) {
        bool whole;
        bands->lines[i] = text_wrap(canvas, &style, names[i], bands->step_pt - 5, most, &whole);
        if (!whole && bands->step_pt < 110) return false;
        lines = bands->lines[i].count > lines ? bands->lines[i].count : lines;
    }
    bands->height_pt = (double)lines * text_height(&style) + LABEL_GAP_PT;
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
    bands->every = (size_t)fmax(1, ceil(text_height(&style) / (bands->step_pt * sin(turn))));
    for (size_t i = 0; i < bands->count; i++) {
        double by_height = (max_height - LABEL_GAP_PT - style.size_pt) / sin(turn);
        double by_left = (band_middle(bands, i) - 2) / cos(turn);
        bands->text[i] = text_fit(canvas, &style, names[i], fmax(12, fmin(by_height, by_left)));
        if (i % bands->every) continue;
        highest = fmax(highest, text_width(&style, bands->text[i]) * sin(turn));
    }
    bands->height_pt = highest + style.size_pt + LABEL_GAP_PT;
}

Bands bands_fit(const Canvas *canvas, const char *const *names, size_t count, double from_pt,
                double width_pt, double max_height_pt)
{
    Bands bands = { .count = count,
                    .from_pt = from_pt,
                    .step_pt = width_pt / (double)(count ? count : 1),
                    .every = 1 };

    if (!fit_wrapped(canvas, &bands, names, max_height_pt)) {
        fit_turned(canvas, &bands, names, max_height_pt);
    }
    return bands;
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

void row_name_draw(Canvas *canvas, TextStyle style, const char *name, double x, double y,
                   double width_pt, double row_pt)
{
    bool whole;
    /* Rows lower than a line of text take smaller letters, to a limit. */
    style.size_pt = fmin(style.size_pt, fmax(5, row_pt * 0.85));
    size_t most = row_pt >= 2 * text_height(&style) ? 2 : 1;
    TextLines lines = text_wrap(canvas, &style, name, width_pt, most, &whole);
    double first = y - (double)(lines.count ? lines.count - 1 : 0) * text_height(&style) / 2;

    canvas_lines(canvas, style, x, text_baseline(&style, first), &lines);
}
