#include <math.h>

#include "chart/frame.h"

#define SWATCH_PT 8.0
#define ITEM_GAP_PT 12.0

static void draw_glyph(Canvas *canvas, const LegendItem *item, double x, double y)
{
    Path box = path_open(canvas->arena);

    switch (item->glyph) {
    case GLYPH_BOX:
        path_round_rect(&box, (Rect){ x, y - SWATCH_PT / 2, SWATCH_PT, SWATCH_PT }, 1.5);
        scene_fill(canvas->scene, box, item->colour);
        break;
    case GLYPH_DOT:
        scene_circle(canvas->scene, (Point){ x + SWATCH_PT / 2, y }, SWATCH_PT * 0.42,
                     item->colour);
        break;
    case GLYPH_LINE:
        scene_line(canvas->scene, (Point){ x, y }, (Point){ x + SWATCH_PT, y }, item->colour, 2);
        break;
    }
}

/* Where one item after the other stands. */
typedef struct LegendPen {
    double x, y; /* of the next, from the legend's corner: its left, the middle of its first line */
    double line_pt;
    size_t rows; /* lines of the row that is being filled */
} LegendPen;

static LegendPen pen_open(const TextStyle *style)
{
    double line = text_height(style) + 3;

    return (LegendPen){ 0, line / 2, line, 1 };
}

/* Gives an item its place, in a new row where it finds no room; returns its lines. */
static TextLines pen_place(const Canvas *canvas, LegendPen *pen, const TextStyle *style,
                           const char *name, Point *at)
{
    double room = canvas->area.width - SWATCH_PT - 4;
    TextLines lines = name_wrap(canvas, style, name, room);
    double width = SWATCH_PT + 4 + lines_width(style, &lines);

    if (pen->x > 0 && pen->x + width > canvas->area.width + 0.01) {
        pen->x = 0;
        pen->y += (double)pen->rows * pen->line_pt;
        pen->rows = 1;
    }
    *at = (Point){ pen->x, pen->y };
    pen->x += width + ITEM_GAP_PT;
    if (lines.count > pen->rows) pen->rows = lines.count;
    return lines;
}

static double pen_height(const LegendPen *pen)
{
    return pen->y + ((double)pen->rows - 0.5) * pen->line_pt + 6;
}

double legend_floor(const Canvas *canvas, const char *const *names, size_t count)
{
    TextStyle style = style_tick(canvas, ALIGN_START);
    LegendPen pen = pen_open(&style);
    Point at;

    for (size_t i = 0; i < count; i++)
        pen_place(canvas, &pen, &style, names[i], &at);
    return count ? pen_height(&pen) : 0;
}

void legend_draw(Canvas *canvas, const LegendItem *items, size_t count)
{
    TextStyle style = style_tick(canvas, ALIGN_START);
    LegendPen pen = pen_open(&style);

    if (count == 0) return;
    style.colour = canvas->theme->ink;
    scene_group(canvas->scene, "legend");
    for (size_t i = 0; i < count; i++) {
        Point at;
        TextLines lines = pen_place(canvas, &pen, &style, items[i].name, &at);
        at = (Point){ canvas->area.x + at.x, canvas->area.y + at.y };
        draw_glyph(canvas, &items[i], at.x, at.y);
        canvas_lines(canvas, style, at.x + SWATCH_PT + 4, text_baseline(&style, at.y), &lines);
    }
    scene_end(canvas->scene);
    area_take_top(&canvas->area, pen_height(&pen));
}

void legend_series(Canvas *canvas, Glyph glyph)
{
    const ChartSpec *spec = canvas->spec;
    LegendItem *items = ARENA_ARRAY(canvas->arena, LegendItem, spec->series_count);
    size_t count = 0;

    for (size_t i = 0; i < spec->series_count; i++) {
        if (spec->series[i].n == 0 || !*series_name(&spec->series[i])) continue;
        items[count++] =
            (LegendItem){ series_name(&spec->series[i]), series_colour(canvas, i), glyph };
    }
    legend_draw(canvas, items, count);
}

/* Least squares under at[i + 1] - at[i] >= gap: with z[i] = at[i] - i gap that is isotonic
 * regression, solved by pooling adjacent violators (Barlow et al. 1972). */
void spread(double *at, size_t count, double gap, double lo, double hi, Arena *arena)
{
    double *mean = ARENA_ARRAY(arena, double, count);
    size_t *size = ARENA_ARRAY(arena, size_t, count);
    size_t pools = 0, next = 0;

    if (count == 0) return;
    if (gap * (double)(count - 1) > hi - lo) gap = count > 1 ? (hi - lo) / (double)(count - 1) : 0;
    for (size_t i = 0; i < count; i++) {
        mean[pools] = at[i] - (double)i * gap;
        size[pools++] = 1;
        while (pools > 1 && mean[pools - 2] > mean[pools - 1]) {
            size_t both = size[pools - 2] + size[pools - 1];
            mean[pools - 2] = (mean[pools - 2] * (double)size[pools - 2] +
                               mean[pools - 1] * (double)size[pools - 1]) /
                              (double)both;
            size[--pools - 1] = both;
        }
    }
    double top = hi - gap * (double)(count - 1);
    for (size_t p = 0; p < pools; p++) {
        for (size_t i = 0; i < size[p]; i++, next++) {
            at[next] = fmin(fmax(mean[p], lo), fmax(top, lo)) + (double)next * gap;
        }
    }
}
