#include "paint/mosaic.h"

#include <math.h>
#include <string.h>

#include "draw/colour.h"
#include "paint/snap.h"

#define MOST_VERBS 5000 /* of a path that is looked at */
#define GRID 1024.0     /* places a point: ends that fall on the same one are the same */

/* --- which marks belong together --- */

/* A set of edges, each known by a number that does not depend on its direction. */
typedef struct Edges {
    uint64_t *slots; /* 0: free */
    size_t size, count;
    Arena *arena;
} Edges;

static uint64_t place_number(Point p)
{
    int64_t x = (int64_t)floor(fmax(-1e9, fmin(1e9, p.x)) * GRID + 0.5);
    int64_t y = (int64_t)floor(fmax(-1e9, fmin(1e9, p.y)) * GRID + 0.5);

    return ((uint64_t)x * 0x9E3779B97F4A7C15u) ^ (((uint64_t)y * 0xC2B2AE3D27D4EB4Fu) >> 7) ^
           ((uint64_t)y << 21);
}

static uint64_t edge_number(Point a, Point b)
{
    uint64_t one = place_number(a), other = place_number(b);

    return one == other ? 0 : (one + other) | 1;
}

static uint64_t *edge_slot(const Edges *edges, uint64_t edge)
{
    size_t at = (size_t)((edge * 0x9E3779B97F4A7C15u) >> 20) & (edges->size - 1);

    while (edges->slots[at] && edges->slots[at] != edge)
        at = (at + 1) & (edges->size - 1);
    return &edges->slots[at];
}

static void edges_grow(Edges *edges)
{
    Edges larger = { .size = edges->size ? 2 * edges->size : 64, .arena = edges->arena };

    larger.slots = ARENA_ARRAY(edges->arena, uint64_t, larger.size);
    for (size_t i = 0; i < edges->size; i++) {
        if (edges->slots[i]) *edge_slot(&larger, edges->slots[i]) = edges->slots[i];
    }
    larger.count = edges->count;
    *edges = larger;
}

/* Remembers the edge; whether it was known. */
static bool edge_meet(Edges *edges, uint64_t edge)
{
    uint64_t *slot;

    if (!edge) return false;
    if (2 * edges->count >= edges->size) edges_grow(edges);
    slot = edge_slot(edges, edge);
    if (*slot) return true;
    *slot = edge;
    edges->count++;
    return false;
}

/* Adds all edges of a path; whether any was there before. */
static bool path_meet(Edges *edges, const Path *path)
{
    const Point *p = path->points.items;
    Point at = { 0, 0 }, start = { 0, 0 };
    bool met = false;

    for (size_t i = 0; i < path->verbs.count; i++) {
        PathVerb verb = path->verbs.items[i];
        Point to = verb == PATH_CLOSE ? start : verb == PATH_CURVE ? p[2] : *p;
        if (verb == PATH_MOVE) {
            start = to;
        } else {
            met |= edge_meet(edges, edge_number(at, to));
        }
        at = to;
        p += verb == PATH_CLOSE ? 0 : verb == PATH_CURVE ? 3 : 1;
    }
    return met;
}

static bool may_join(const Mark *mark)
{
    return mark->kind == MARK_FILL && !mark->fill.ink.stops && mark->fill.ink.colour.a == 255 &&
           mark->fill.path.points.count > 2 && mark->fill.path.verbs.count <= MOST_VERBS &&
           !snap_is_box(&mark->fill.path);
}

size_t mosaic_length(const Scene *scene, size_t first, Arena *scratch)
{
    Edges edges = { .arena = scratch };
    size_t length = 0;

    while (first + length < scene->marks.count) {
        const Mark *mark = &scene->marks.items[first + length];
        if (!may_join(mark)) break;
        if (!path_meet(&edges, &mark->fill.path) && length) break;
        length++;
    }
    return length;
}

/* --- laying them --- */

static size_t box_width(const Mosaic *mosaic)
{
    return (size_t)(mosaic->box.right - mosaic->box.left);
}

static uint8_t *canvas_pixel(const Mosaic *mosaic, int x, int y)
{
    return mosaic->canvas->pixels.rgba + 4 * ((size_t)y * mosaic->canvas->pixels.width + (size_t)x);
}

Mosaic mosaic_open(Canvas *canvas, PixelBox box, Arena *scratch)
{
    Mosaic mosaic = { .canvas = canvas, .box = box };
    size_t width = box_width(&mosaic), height = (size_t)(box.bottom - box.top);

    mosaic.ground = arena_alloc(scratch, height, 4 * width);
    mosaic.tiles = ARENA_ARRAY(scratch, Tile, width * height);
    for (size_t y = 0; y < height; y++)
        memcpy(mosaic.ground + 4 * y * width, canvas_pixel(&mosaic, box.left, box.top + (int)y),
               4 * width);
    return mosaic;
}

/* Adds one channel's light; where the shapes together want more than the pixel holds, the ones
 * before give way. */
static uint16_t add_light(uint16_t sum, uint32_t ink, uint32_t covered, uint32_t coverage)
{
    uint32_t before = sum;

    if (covered + coverage > 255) before = before * (255 - coverage) / covered;
    return (uint16_t)(before + ink * coverage / 255);
}

static uint8_t shown(const Canvas *canvas, uint16_t sum, uint8_t ground, uint32_t covered)
{
    uint32_t light = sum + COLOUR_LINEAR[ground] * (255 - covered) / 255;

    if (light > LINEAR_MAX) light = LINEAR_MAX;
    return canvas->from_linear[light / ((LINEAR_MAX + 1) / FROM_LINEAR)];
}

static void lay(Mosaic *mosaic, Tile *tile, const uint8_t *ground, uint8_t *pixel,
                uint32_t coverage)
{
    const Light *ink = &mosaic->ink;
    uint32_t covered = tile->covered + coverage < 255 ? tile->covered + coverage : 255;

    tile->r = add_light(tile->r, ink->r, tile->covered, coverage);
    tile->g = add_light(tile->g, ink->g, tile->covered, coverage);
    tile->b = add_light(tile->b, ink->b, tile->covered, coverage);
    tile->covered = (uint8_t)covered;
    if (coverage == 255) {
        memcpy(pixel, &ink->colour, 4);
        return;
    }
    pixel[0] = shown(mosaic->canvas, tile->r, ground[0], covered);
    pixel[1] = shown(mosaic->canvas, tile->g, ground[1], covered);
    pixel[2] = shown(mosaic->canvas, tile->b, ground[2], covered);
}

void mosaic_row(void *context, int x, int y, int count, const uint8_t *coverage)
{
    Mosaic *mosaic = context;
    const PixelBox *box = &mosaic->box;
    int first = x > box->left ? x : box->left;
    int last = x + count < box->right ? x + count : box->right;

    if (y < box->top || y >= box->bottom) return;
    for (int i = first; i < last; i++) {
        size_t at = (size_t)(y - box->top) * box_width(mosaic) + (size_t)(i - box->left);
        if (coverage[i - x])
            lay(mosaic, &mosaic->tiles[at], mosaic->ground + 4 * at, canvas_pixel(mosaic, i, y),
                coverage[i - x]);
    }
}
