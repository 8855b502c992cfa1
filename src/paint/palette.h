/* paint/palette.h — a picture in at most 256 colours, where it loses nothing that can be seen. */
#ifndef PAINT_PALETTE_H
#define PAINT_PALETTE_H

#include "paint/paint.h"

/* The most that a channel of a pixel may change, of 255. */
#define PALETTE_ERROR 4

typedef struct Palette {
    Rgba colour[256]; /* by falling number of pixels */
    int count;
    uint8_t *index; /* one a pixel */
} Palette;

/* False when 256 colours do not do, or the picture is not opaque; out is then not to be used. */
bool palette_make(Palette *out, const Pixels *pixels, Arena *arena);

#endif
