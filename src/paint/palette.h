/* paint/palette.h — a picture in at most 256 colours, where it loses nothing that can be seen.
 *
 * Pictures that were painted together share the numbers of their palettes' entries: then the rows
 * of one PNG are those of the other. */
#ifndef PAINT_PALETTE_H
#define PAINT_PALETTE_H

#include "paint/together.h"

/* The most that a channel of a pixel may change, of 255. */
#define PALETTE_ERROR 4
/* In a picture with more shades than that would let it have, such as a cloud of translucent points,
 * the rarer shades may change by more, and one pixel in PALETTE_RARE by much more. */
#define PALETTE_CLOUD_ERROR 16
#define PALETTE_RARE_ERROR 64
#define PALETTE_RARE 50

typedef struct Shades Shades; /* the picture's colours, where they are, and their entries */

typedef struct Palette {
    Rgba colour[PAINT_TOGETHER][256]; /* by falling number of pixels, roughly */
    int count;
    const Shades *shades;
} Palette;

/* False when 256 colours do not do, or a picture is not opaque; out is then not to be used. The
 * palette lives in the arena. */
bool palette_make(Palette *out, const Pixels *pictures, int count, Arena *arena);

/* The entries of row y of those pictures. */
void palette_row(const Palette *palette, size_t y, uint8_t *entries);

#endif
