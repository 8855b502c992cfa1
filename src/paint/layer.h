/* paint/layer.h — a large cloud of points as one picture, for PDF. Private to this room.
 *
 * A reader takes seconds for a hundred thousand translucent circles, and the file megabytes. Axes,
 * grid and texts stay vectors; only the points become pixels, and the rest of their box is clear.
 */
#ifndef PAINT_LAYER_H
#define PAINT_LAYER_H

#include "paint/palette.h"

/* How many marks from `first` on are one cloud of more points than a reader draws gladly; else 0.
 */
size_t layer_length(const Scene *scene, size_t first);

typedef struct Layer {
    Rect place; /* in the scene's points */
    size_t width, height;
    uint8_t *entries; /* of the palette, rows top down */
    Palette palette;
    int clear; /* the entry of pixels without a point */
} Layer;

/* The marks over what lies below them. False when no point shows, or the points have too many
 * colours for a palette. */
bool layer_paint(Layer *out, const Scene *scene, size_t first, size_t length, Arena *arena);

#endif
