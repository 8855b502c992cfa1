#include "chart/canvas.h"

#include <math.h>
#include <string.h>

#define EDGE_PT 1.0

TextStyle style_label(const Canvas *canvas, Align align)
{
    return (TextStyle){ canvas->theme->label_pt, FONT_REGULAR, align, canvas->theme->ink, 0 };
}

TextStyle style_value(const Canvas *canvas, Align align)
{
    return (TextStyle){ canvas->theme->label_pt, FONT_SEMIBOLD, align, canvas->theme->ink, 0 };
}

TextStyle style_tick(const Canvas *canvas, Align align)
{
    return (TextStyle){ canvas->theme->small_pt, FONT_REGULAR, align, canvas->theme->ink_soft, 0 };
}

double text_width(const TextStyle *style, const char *text)
{
    return font_width(style->weight, style->size_pt, text);
}

double text_height(const TextStyle *style)
{
    return 1.25 * style->size_pt;
}

double text_baseline(const TextStyle *style, double y)
{
    return y + 0.5 * style->size_pt * font_metrics(style->weight).cap_height;
}

const char *text_fit(const Canvas *canvas, const TextStyle *style, const char *text, double width)
{
    const char *shown = font_showable(style->weight, text, canvas->arena);

    if (text_width(style, shown) <= width) return shown;
    return font_shorten(style->weight, style->size_pt, shown, width, canvas->arena);
}

/* The length in bytes of the longest start of text, ending before a space, that fits the width;
 * 0 when not even the first word does. */
static size_t words_that_fit(const Canvas *canvas, const TextStyle *style, const char *text,
                             double width)
{
    size_t fitting = 0;

    for (size_t end = 0; text[end];) {
        end += strspn(text + end, " ");
        end += strcspn(text + end, " ");
        const char *start = arena_text_n(canvas->arena, text, end);
        if (text_width(style, start) > width) break;
        fitting = end;
    }
    return fitting;
}

/* The length in bytes of the longest start of text that fits the width, by characters; one at
 * least, with what belongs to it. */
static size_t letters_that_fit(const Canvas *canvas, const TextStyle *style, const char *text,
                               double width)
{
    size_t fitting = 0;

    for (size_t end = 0; text[end];) {
        end++;
        while (((unsigned char)text[end] & 0xC0) == 0x80)
            end++;
        const char *start = arena_text_n(canvas->arena, text, end);
        if (fitting && text_width(style, start) > width) break;
        fitting = end;
    }
    return fitting;
}

typedef struct Wrap {
    double width;
    size_t max_lines;
    bool break_words;
} Wrap;

static TextLines wrap(const Canvas *canvas, const TextStyle *style, const char *text,
                      const Wrap *how, bool *whole)
{
    TextLines lines = { 0 };
    const char *rest = font_showable(style->weight, text, canvas->arena);

    *whole = true;
    rest += strspn(rest, " ");
    while (*rest && lines.count < how->max_lines) {
        size_t size = words_that_fit(canvas, style, rest, how->width);
        bool last = lines.count + 1 == how->max_lines || (size == 0 && !how->break_words);
        if (size == 0 && how->break_words) size = letters_that_fit(canvas, style, rest, how->width);
        if (last && rest[size]) {
            lines.line[lines.count++] =
                font_shorten(style->weight, style->size_pt, rest, how->width, canvas->arena);
            *whole = false;
            return lines;
        }
        lines.line[lines.count++] = arena_text_n(canvas->arena, rest, size);
        rest += size;
        rest += strspn(rest, " ");
    }
    return lines;
}

TextLines text_wrap(const Canvas *canvas, const TextStyle *style, const char *text, double width,
                    size_t max_lines, bool *whole)
{
    return wrap(canvas, style, text, &(Wrap){ width, max_lines, false }, whole);
}

TextLines name_wrap(const Canvas *canvas, const TextStyle *style, const char *name, double width)
{
    bool whole;

    return wrap(canvas, style, name, &(Wrap){ width, TEXT_LINES_MAX, true }, &whole);
}

double lines_width(const TextStyle *style, const TextLines *lines)
{
    double width = 0;

    for (size_t i = 0; i < lines->count; i++)
        width = fmax(width, text_width(style, lines->line[i]));
    return width;
}

/* The box of a label about its anchor, turned. */
static Rect label_box(const TextStyle *style, double width)
{
    FontMetrics m = font_metrics(style->weight);
    double left = style->align == ALIGN_START    ? 0
                  : style->align == ALIGN_MIDDLE ? -width / 2
                                                 : -width;
    double turn = style->turn_deg * M_PI / 180, c = cos(turn), s = sin(turn);
    double xs[] = { left, left + width },
           ys[] = { -m.ascent * style->size_pt, m.descent * style->size_pt };
    Point low = { INFINITY, INFINITY }, high = { -INFINITY, -INFINITY };

    for (int i = 0; i < 4; i++) {
        double x = xs[i & 1] * c - ys[i >> 1] * s, y = xs[i & 1] * s + ys[i >> 1] * c;
        low = (Point){ fmin(low.x, x), fmin(low.y, y) };
        high = (Point){ fmax(high.x, x), fmax(high.y, y) };
    }
    return (Rect){ low.x, low.y, high.x - low.x, high.y - low.y };
}

/* How far to move a span so that it lies within low..high. */
static double shift_inside(double from, double length, double low, double high)
{
    low += EDGE_PT;
    high -= EDGE_PT;
    if (from < low) return low - from;
    if (from + length > high) return fmax(high - from - length, low - from);
    return 0;
}

void canvas_text(Canvas *canvas, TextStyle style, double x, double baseline, const char *text)
{
    Rect inside = canvas->figure;
    double turn = style.turn_deg * M_PI / 180;
    double longest = fmin(fabs(cos(turn)) > 0.02 ? (inside.width - 4) / fabs(cos(turn)) : 1e4,
                          fabs(sin(turn)) > 0.02 ? (inside.height - 4) / fabs(sin(turn)) : 1e4);
    const char *shown = text_fit(canvas, &style, text, longest);

    if (!*shown || !isfinite(x) || !isfinite(baseline)) return;
    Rect box = label_box(&style, text_width(&style, shown));
    x += shift_inside(x + box.x, box.width, inside.x, rect_right(inside));
    baseline += shift_inside(baseline + box.y, box.height, inside.y, rect_bottom(inside));
    scene_label(canvas->scene, (Label){ .text = shown,
                                        .x = x,
                                        .y = baseline,
                                        .size_pt = style.size_pt,
                                        .weight = style.weight,
                                        .align = style.align,
                                        .turn_deg = style.turn_deg,
                                        .colour = style.colour });
}

void canvas_text_at(Canvas *canvas, TextStyle style, double x, double y, const char *text)
{
    canvas_text(canvas, style, x, text_baseline(&style, y), text);
}

void canvas_text_plate(Canvas *canvas, TextStyle style, double x, double y, const char *text)
{
    const char *shown = text_fit(canvas, &style, text, canvas->figure.width - 4);
    double width = text_width(&style, shown);
    double left = style.align == ALIGN_START    ? x
                  : style.align == ALIGN_MIDDLE ? x - width / 2
                                                : x - width;
    Path plate = path_open(canvas->arena);

    left += shift_inside(left, width, canvas->figure.x, rect_right(canvas->figure));
    path_round_rect(
        &plate, (Rect){ left - 2, y - 0.62 * style.size_pt, width + 4, 1.24 * style.size_pt }, 2);
    scene_fill(canvas->scene, plate, rgba_fade(canvas->theme->paper, 0.82));
    canvas_text_at(canvas, style, x, y, shown);
}

void canvas_lines(Canvas *canvas, TextStyle style, double x, double baseline,
                  const TextLines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        canvas_text(canvas, style, x, baseline + (double)i * text_height(&style), lines->line[i]);
    }
}

void canvas_dashed(Canvas *canvas, Point from, Point to, Rgba colour, double width_pt)
{
    Path path = path_open(canvas->arena);

    path_move(&path, from.x, from.y);
    path_line(&path, to.x, to.y);
    scene_stroke(canvas->scene, path,
                 (Pen){ .colour = colour, .width_pt = width_pt, .dash_pt = { 3, 3 }, .dashes = 2 });
}

void canvas_polyline(Canvas *canvas, const Point *at, size_t count, Rgba colour, double width_pt)
{
    Path path = path_open(canvas->arena);
    bool down = false;

    for (size_t i = 0; i < count; i++) {
        bool there = isfinite(at[i].x) && isfinite(at[i].y);
        if (there && down) path_line(&path, at[i].x, at[i].y);
        if (there && !down) path_move(&path, at[i].x, at[i].y);
        down = there;
    }
    scene_stroke(
        canvas->scene, path,
        (Pen){ .colour = colour, .width_pt = width_pt, .join = JOIN_ROUND, .cap = CAP_ROUND });
}

double snap(double v)
{
    return (floor(v * 2) + 0.5) / 2;
}

Rect area_take_top(Rect *area, double height)
{
    Rect strip = { area->x, area->y, area->width, fmin(height, area->height) };

    area->y += strip.height;
    area->height -= strip.height;
    return strip;
}

Rect area_take_bottom(Rect *area, double height)
{
    double taken = fmin(height, area->height);

    area->height -= taken;
    return (Rect){ area->x, rect_bottom(*area), area->width, taken };
}

Rect area_take_left(Rect *area, double width)
{
    Rect strip = { area->x, area->y, fmin(width, area->width), area->height };

    area->x += strip.width;
    area->width -= strip.width;
    return strip;
}

Rect area_take_right(Rect *area, double width)
{
    double taken = fmin(width, area->width);

    area->width -= taken;
    return (Rect){ rect_right(*area), area->y, taken, area->height };
}

void canvas_no_data(Canvas *canvas)
{
    TextStyle style = style_label(canvas, ALIGN_MIDDLE);

    style.colour = canvas->theme->ink_faint;
    canvas_text_at(canvas, style, canvas->area.x + canvas->area.width / 2,
                   canvas->area.y + canvas->area.height / 2, "No data");
}

Rgba ink_for(const Canvas *canvas, Rgba colour)
{
    return theme_text(canvas->theme, colour);
}

Rgba tint_for(const Canvas *canvas, Rgba colour, double alpha)
{
    bool dark = canvas->theme->paper.g < 128;

    return rgba_fade(colour, dark ? 0.45 * alpha : alpha);
}
