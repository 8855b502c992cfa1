/* Clouds of points: the circle is rasterized once for each of 8 × 8 positions within a pixel, and
 * then only laid down. */
#include <math.h>

#include "paint/canvas.h"

#define PHASES 8

typedef struct Sprite {
    uint8_t *coverage; /* side × side */
} Sprite;

struct Stamp {
    int side, reach; /* pixels a side; from the circle's own pixel to the sprite's edge */
    double radius;
    Sprite sprite[PHASES][PHASES]; /* made when first needed */
    Raster raster;
    Arena *arena;
};

typedef struct Plate {
    uint8_t *coverage;
    int side;
} Plate;

static void press_row(void *context, int x, int y, int count, const uint8_t *coverage)
{
    Plate *plate = context;

    for (int i = 0; i < count; i++)
        plate->coverage[y * plate->side + x + i] = coverage[i];
}

static const uint8_t *stamp_sprite(Stamp *stamp, int across, int down)
{
    Sprite *sprite = &stamp->sprite[down][across];
    Path circle = path_open(stamp->arena);
    Outline outline;
    Plate plate;

    if (sprite->coverage) return sprite->coverage;
    sprite->coverage = arena_alloc(stamp->arena, (size_t)stamp->side, (size_t)stamp->side);
    path_circle(&circle, stamp->reach + (across + 0.5) / PHASES,
                stamp->reach + (down + 0.5) / PHASES, stamp->radius);
    outline = outline_flatten(&circle, 1, FLAT_FILL, stamp->arena);
    raster_outline(&stamp->raster, &outline);
    plate = (Plate){ sprite->coverage, stamp->side };
    raster_sweep(&stamp->raster, FILL_NON_ZERO, (RowInk){ press_row, &plate });
    return sprite->coverage;
}

static void stamp_dot(Canvas *canvas, Stamp *stamp, const Light *ink, double x, double y)
{
    int left = (int)floor(x), top = (int)floor(y);
    int across = (int)((x - left) * PHASES), down = (int)((y - top) * PHASES);
    const uint8_t *coverage = stamp_sprite(stamp, across % PHASES, down % PHASES);

    for (int row = 0; row < stamp->side; row++)
        canvas_row(canvas, ink, left - stamp->reach, top - stamp->reach + row, stamp->side,
                   coverage + row * stamp->side);
}

Stamp *stamp_open(double radius, Arena *arena)
{
    Stamp *stamp = ARENA_NEW(arena, Stamp);

    stamp->reach = (int)ceil(radius) + 1;
    stamp->radius = radius;
    stamp->arena = arena;
    stamp->side = 2 * stamp->reach + 1;
    stamp->raster = raster_open(stamp->side, stamp->side, arena);
    return stamp;
}

void canvas_dots(Canvas *canvas, const Point *at, size_t count, double scale, Stamp *stamp,
                 Rgba colour)
{
    Light ink = light_of(colour);
    double reach = stamp->radius + 1;

    for (size_t i = 0; i < count; i++) {
        double x = at[i].x * scale, y = at[i].y * scale;
        if (x > canvas->clip.left - reach && x < canvas->clip.right + reach &&
            y > canvas->clip.top - reach && y < canvas->clip.bottom + reach)
            stamp_dot(canvas, stamp, &ink, x, y);
    }
}
