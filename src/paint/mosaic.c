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
           mark->fill.path.verbs.count <= MOST_VERBS && !snap_is_box(&mark->fill.path);
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

Mosaic mosaic_open(Canvas *canvas, PixelBox box, Arena *scratch)
{
    Mosaic mosaic = { .canvas = canvas, .box = box };
    size_t width = (size_t)(box.right - box.left), height = (size_t)(box.bottom - box.top);

    mosaic.ground = arena_alloc(scratch, height, 4 * width);
    mosaic.covered = arena_alloc(scratch, height, width);
    for (size_t y = 0; y < height; y++)
        memcpy(mosaic.ground + 4 * y * width,
               canvas->pixels.rgba +
                   4 * (((size_t)box.top + y) * canvas->pixels.width + (size_t)box.left),
               4 * width);
    return mosaic;
}

/* One channel: what is there, the ground below it, how much of the ground is covered, the new ink and
 * how much of the pixel it covers (both of 255). */
static uint8_t join(const Canvas *canvas, uint8_t there, uint8_t ground, int covered, int32_t ink,
                    int coverage)
{
    int32_t below = COLOUR_LINEAR[ground], light = COLOUR_LINEAR[there];

    if (covered + coverage <= 255) {
        light += (ink - below) * coverage / 255;
    } else {
        /* More than the pixel holds: the shapes before give way. */
        int32_t before = light - below * (255 - covered) / 255;
        light = (int32_t)((int64_t)before * (255 - coverage) / covered) + ink * coverage / 255;
    }
    light = light < 0 ? 0 : light > LINEAR_MAX ? LINEAR_MAX : light;
    return canvas->from_linear[light / ((LINEAR_MAX + 1) / FROM_LINEAR)];
}

void mosaic_row(void *context, int x, int y, int count, const uint8_t *coverage)
{
    Mosaic *mosaic = context;
    const PixelBox *box = &mosaic->box;
    int first = x > box->left ? x : box->left,
        last = x + count < box->right ? x + count : box->right;

    if (y < box->top || y >= box->bottom) return;
    for (int i = first; i < last; i++) {
        size_t at =
            (size_t)(y - box->top) * (size_t)(box->right - box->left) + (size_t)(i - box->left);
        uint8_t *pixel = mosaic->canvas->pixels.rgba +
                         4 * ((size_t)y * mosaic->canvas->pixels.width + (size_t)i);
        const uint8_t *ground = mosaic->ground + 4 * at;
        int part = coverage[i - x], covered = mosaic->covered[at];
        if (part == 255) memcpy(pixel, &mosaic->ink.colour, 4);
        if (part > 0 && part < 255) {
            pixel[0] =
                join(mosaic->canvas, pixel[0], ground[0], covered, (int32_t)mosaic->ink.r, part);
            pixel[1] =
                join(mosaic->canvas, pixel[1], ground[1], covered, (int32_t)mosaic->ink.g, part);
            pixel[2] =
                join(mosaic->canvas, pixel[2], ground[2], covered, (int32_t)mosaic->ink.b, part);
        }
        mosaic->covered[at] = (uint8_t)(covered + part < 255 ? covered + part : 255);
    }
}
