/* paint/mosaic.h — neighbours without seams, private to this room.
 *
 * Where two shapes share a slanted or round edge, each covers a part of the pixels along it. Laid
 * one over the other they would let a quarter of the ground shine through. Opaque fills that follow
 * each other and share an edge (slices of a pie, stacked areas) are therefore laid side by side:
 * their coverages add up, and the ground keeps only what is left. (Porter and Duff's "over" for
 * disjoint shapes, as PDF and X Render define it.)
 */
#ifndef PAINT_MOSAIC_H
#define PAINT_MOSAIC_H

#include "paint/canvas.h"

/* How many marks from `first` on are one mosaic; 1 or 0 when it is none. */
size_t mosaic_length(const Scene *scene, size_t first, Arena *scratch);

/* What the shapes have given a pixel: their light, each by its coverage, and the coverages' sum. */
typedef struct Tile {
    uint16_t r, g, b;
    uint8_t covered; /* of 255 */
} Tile;

typedef struct Mosaic {
    Canvas *canvas;
    PixelBox box;
    uint8_t *ground; /* the pixels below, before the first shape; RGBA, the box's rows */
    Tile *tiles;     /* one a pixel of the box */
    Light ink;       /* of the shape that is being laid */
} Mosaic;

Mosaic mosaic_open(Canvas *canvas, PixelBox box, Arena *scratch);
/* For a RowInk; context is the Mosaic. */
void mosaic_row(void *context, int x, int y, int count, const uint8_t *coverage);

#endif
