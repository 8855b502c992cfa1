#include <math.h>

#include "chart/frame.h"

#define SWATCH_PT 8.0
#define ITEM_GAP_PT 12.0
#define ROWS_MAX 3

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

/* How many items fit in ROWS_MAX rows of the area's width, keeping room for "+ 99 more". */
static size_t items_that_fit(const Canvas *canvas, const LegendItem *items, size_t count,
                             double longest)
{
    TextStyle style = style_tick(canvas, ALIGN_START);
    double x = 0, row = 0, width = canvas->area.width;

    for (size_t i = 0; i < count; i++) {
        double item = SWATCH_PT + 4 + fmin(longest, text_width(&style, items[i].name));
        double keep = row + 1 == ROWS_MAX && i + 1 < count ? 44 : 0;
        if (x > 0 && x + item + keep > width) {
            if (row + 1 == ROWS_MAX) return i;
            row++;
            x = 0;
        }
        x += item + ITEM_GAP_PT;
    }
    return count;
}

void legend_draw(Canvas *canvas, const LegendItem *items, size_t count)
{
    TextStyle style = style_tick(canvas, ALIGN_START);
    double longest = fmin(canvas->area.width - SWATCH_PT - 60, 170);
    size_t shown = items_that_fit(canvas, items, count, longest);
    double line = text_height(&style) + 3, x = canvas->area.x, y = canvas->area.y + line / 2;

    if (count == 0) return;
    style.colour = canvas->theme->ink;
    scene_group(canvas->scene, "legend");
    for (size_t i = 0; i < shown; i++) {
        const char *name = text_fit(canvas, &style, items[i].name, longest);
        double width = SWATCH_PT + 4 + text_width(&style, name);
        double keep = i + 1 == shown && shown < count ? 44 : 0;
        if (x > canvas->area.x && x + width + keep > rect_right(canvas->area) + 0.01) {
            x = canvas->area.x;
            y += line;
        }
        draw_glyph(canvas, &items[i], x, y);
        canvas_text_at(canvas, style, x + SWATCH_PT + 4, y, name);
        x += width + ITEM_GAP_PT;
    }
    if (shown < count) {
        style.colour = canvas->theme->ink_soft;
        canvas_text_at(canvas, style, x, y,
                       PHRASE(canvas->arena, "+ {n} more",
                              phrase_count("n", (double)(count - shown), canvas->arena)));
    }
    scene_end(canvas->scene);
    area_take_top(&canvas->area, y + line / 2 - canvas->area.y + 6);
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
