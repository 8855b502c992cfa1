/* paint/palette.h — a picture in at most 256 colours, where it loses nothing that can be seen. */
#ifndef PAINT_PALETTE_H
#define PAINT_PALETTE_H

#include "paint/paint.h"

/* The most that a channel of a pixel may change, of 255. */
#define PALETTE_ERROR 4

typedef struct Shades Shades; /* the picture's colours and their entries */

typedef struct Palette {
    Rgba colour[256]; /* by falling number of pixels */
    int count;
    const Shades *shades;
} Palette;

/* False when 256 colours do not do, or the picture is not opaque; out is then not to be used. */
bool palette_make(Palette *out, const Pixels *pixels, Arena *arena);

/* The entries of a row of that picture. */
void palette_row(const Palette *palette, const uint8_t *rgba, size_t width, uint8_t *entries);

#endif
