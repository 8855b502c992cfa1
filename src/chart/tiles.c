/* A map of tiles whose areas are the sizes: the squarified treemap of Bruls, Huizing, van Wijk
 * (2000). */
#include <math.h>
#include <stdlib.h>

#include "chart/frame.h"
#include "chart/kinds.h"

typedef struct Tile {
    size_t category;
    double size;
    Rect box;
} Tile;

static int by_size_down(const void *a, const void *b)
{
    const Tile *x = a, *y = b;

    if (x->size != y->size) return x->size < y->size ? 1 : -1;
    return x->category < y->category ? -1 : 1;
}

/* The worst ratio of sides in a row of total area `sum` along a side. */
static double worst(double sum, double smallest, double largest, double side)
{
    double s2 = sum * sum, w2 = side * side;

    return fmax(w2 * largest / s2, s2 / (w2 * smallest));
}

/* Lays tiles[0..count) along the shorter side of *free and takes their strip off it. */
static void place_row(Tile *tiles, size_t count, double sum, Rect *free)
{
    bool upright = free->width >= free->height;
    double side = upright ? free->height : free->width, thick = side > 0 ? sum / side : 0;
    double along = 0;

    for (size_t i = 0; i < count; i++) {
        double length = thick > 0 ? tiles[i].size / thick : 0;
        tiles[i].box = upright ? (Rect){ free->x, free->y + along, thick, length }
                               : (Rect){ free->x + along, free->y, length, thick };
        along += length;
    }
    if (upright) {
        area_take_left(free, thick);
    } else {
        area_take_top(free, thick);
    }
}

static void squarify(Tile *tiles, size_t count, Rect free)
{
    size_t start = 0;

    while (start < count) {
        double side = fmin(free.width, free.height), sum = tiles[start].size;
        size_t end = start + 1;
        while (end < count) {
            double now = worst(sum, tiles[end - 1].size, tiles[start].size, side);
            double then = worst(sum + tiles[end].size, tiles[end].size, tiles[start].size, side);
            if (then > now) break;
            sum += tiles[end++].size;
        }
        place_row(tiles + start, end - start, sum, &free);
        start = end;
    }
}

static size_t read_tiles(const Canvas *canvas, Tile *tiles, double *total)
{
    const ChartSpec *spec = canvas->spec;
    size_t count = 0;

    for (size_t i = 0; spec->series_count && i < spec->category_count; i++) {
        double v = series_y(spec->series, i);
        if (!(v > 0)) continue;
        tiles[count++] = (Tile){ .category = i, .size = v };
        *total += v;
    }
    qsort(tiles, count, sizeof *tiles, by_size_down);
    return count;
}

/* The name in up to three lines, then the value and share, as far as the tile holds them. */
static void draw_words(Canvas *canvas, Rect box, const char *name, const char *figures, Rgba ground)
{
    TextStyle strong = style_value(canvas, ALIGN_START), soft = style_tick(canvas, ALIGN_START);
    double room = box.width - 12, line = text_height(&strong), used = 7;
    bool whole;

    strong.colour = soft.colour = theme_ink_on(ground);
    if (room < 14 || box.height < line + 6) return;
    size_t lines_max = (size_t)fmin(3, fmax(1, floor((box.height - 10 - line) / line)));
    TextLines lines = text_wrap(canvas, &strong, name, room, lines_max, &whole);
    /* A name cut to a letter or two tells nothing. */
    if (!whole && room < 34) return;
    canvas_lines(canvas, strong, box.x + 6, box.y + used + strong.size_pt * 0.8, &lines);
    used += (double)lines.count * line;
    if (box.height < used + text_height(&soft) + 2 || text_width(&soft, figures) > room) return;
    canvas_text(canvas, soft, box.x + 6, box.y + used + soft.size_pt * 0.9, figures);
}

static void draw_tile(Canvas *canvas, const Tile *tile, double value, double total)
{
    const ChartSpec *spec = canvas->spec;
    Rgba colour = category_colour(
        canvas, tile->category,
        theme_segment(canvas->theme,
                      theme_colour_among((int)tile->category, canvas->spec->category_count)));
    Rect box = tile->box;
    double gap = fmin(1.5, 0.2 * fmin(box.width, box.height));
    char percent[NUMBER_TEXT];
    Path path = path_open(canvas->arena);

    box = (Rect){ box.x + gap / 2, box.y + gap / 2, box.width - gap, box.height - gap };
    scene_group(canvas->scene,
                arena_format(canvas->arena, "tile %s", category_name(spec, tile->category)));
    path_round_rect(&path, box, fmin(2.5, box.height / 4));
    scene_fill(canvas->scene, path, colour);
    number_percent(percent, value / total, 0);
    draw_words(canvas, box, category_name(spec, tile->category),
               spec->y.kind == COLUMN_SHARE
                   ? percent
                   : arena_format(canvas->arena, "%s · %s",
                                  axis_value_text(value, &spec->y, spec->currency, canvas->arena),
                                  percent),
               colour);
    scene_end(canvas->scene);
}

void tiles_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    Tile *tiles = ARENA_ARRAY(canvas->arena, Tile, spec->category_count);
    double total = 0;
    size_t count = read_tiles(canvas, tiles, &total);

    if (count == 0) {
        canvas_no_data(canvas);
        return;
    }
    double area = canvas->area.width * canvas->area.height;
    for (size_t i = 0; i < count; i++)
        tiles[i].size *= area / total;
    squarify(tiles, count, canvas->area);
    for (size_t i = 0; i < count; i++) {
        draw_tile(canvas, &tiles[i], tiles[i].size * total / area, total);
    }
}
