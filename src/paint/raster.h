/* paint/raster.h — from outlines to exact coverage, private to this room.
 *
 * The signed area that each edge cuts from each pixel is accumulated (as FreeType's smooth
 * rasterizer and font-rs do it) in whole numbers: coordinates are 1/256 pixel, a pixel's full area
 * is 2^17. Two shapes that share an edge get coverages that add up to exactly one pixel.
 *
 * In:    edges in pixels, as doubles of any size; what lies outside the clip only leaves its
 * winding. Out:   rows of 8-bit coverage. Owns:  nothing; it lives in an arena.
 */
#ifndef PAINT_RASTER_H
#define PAINT_RASTER_H

#include "draw/scene.h"

/* Pixels left <= x < right, top <= y < bottom. */
typedef struct PixelBox {
    int left, top, right, bottom;
} PixelBox;

PixelBox box_meet(PixelBox a, PixelBox b); /* what is in both; may be empty */
bool box_empty(PixelBox box);

typedef struct Raster {
    PixelBox clip;
    int width, height;
    int32_t *cells;    /* (width + 2) a row; all zero between shapes */
    int *from, *to;    /* the touched cells of each row */
    int top, bottom;   /* the touched rows */
    uint8_t *coverage; /* one row */
} Raster;

/* Receives count coverages of row y that start at x; the first and last are not 0. */
typedef struct RowInk {
    void (*row)(void *context, int x, int y, int count, const uint8_t *coverage);
    void *context;
} RowInk;

Raster raster_open(int width, int height, Arena *arena);
void raster_line(Raster *raster, Point from, Point to);
/* Hands out the rows and forgets the shape. */
void raster_sweep(Raster *raster, FillRule rule, RowInk ink);

/* --- outlines: paths made of straight pieces, in pixels --- */

typedef struct Contour {
    size_t start, count;
    bool closed;
} Contour;

typedef struct Outline {
    struct {
        Point *items;
        size_t count, capacity;
    } points;
    struct {
        Contour *items;
        size_t count, capacity;
    } contours;
    Arena *arena;
} Outline;

#define FLAT_FILL (1.0 / 256) /* how far a chord may be from its curve, in pixels */
#define FLAT_TEXT (1.0 / 64)
#define FLAT_STROKE (1.0 / 64)

void outline_begin(Outline *outline, bool closed);
void outline_add(Outline *outline, Point point);

/* The path scaled, its curves cut into chords. Coordinates are held within ±1e9 pixels. */
Outline outline_flatten(const Path *path, double scale, double tolerance, Arena *arena);

/* The area that the pen covers, as closed contours for a non-zero fill; the pen in pixels. */
Outline outline_stroke(const Outline *lines, const Pen *pen, Arena *arena);

/* The dashes of the lines; only those that may show in the box. */
Outline outline_dash(const Outline *lines, const Pen *pen, PixelBox box, Arena *arena);

/* All contours, closed, into the raster. */
void raster_outline(Raster *raster, const Outline *outline);

#endif
