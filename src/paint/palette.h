/* paint/palette.h — a picture in at most 256 colours, where it loses nothing that can be seen.
 *
 * Pictures that were painted together share the numbers of their palettes' entries: then the rows
 * of one PNG are those of the other. */
#ifndef PAINT_PALETTE_H
#define PAINT_PALETTE_H

#include "paint/together.h"

/* The most that a channel of a pixel may change, of 255. */
#define PALETTE_ERROR 4

typedef struct Shades Shades; /* the picture's colours and their entries */

typedef struct Palette {
    Rgba colour[PAINT_TOGETHER][256]; /* by falling number of pixels */
    int count, pictures;
    const Shades *shades;
} Palette;

/* False when 256 colours do not do, or a picture is not opaque; out is then not to be used. */
bool palette_make(Palette *out, const Pixels *pictures, int count, Arena *arena);

/* The entries of row y of those pictures. */
void palette_row(const Palette *palette, const Pixels *pictures, size_t y, uint8_t *entries);

#endif
