/* paint/sheet.h — the rows of one picture, or of several on one palette, compressed once. Private.
 *
 * A chart's files show the same rows: the one with titles all of them, the others those below the
 * titles, in the light theme's colours or the dark one's. So the rows become deflate blocks of
 * which those of the body do not refer to those of the head, and each file puts its own palette
 * before the blocks that it wants (paint/png.c).
 */
#ifndef PAINT_SHEET_H
#define PAINT_SHEET_H

#include <zlib.h>

#include "paint/palette.h"

/* Rows as PNG wants them, each behind the number of its filter, as raw deflate blocks. */
typedef struct Packed {
    Buf blocks;
    uLong sum; /* Adler-32 of the rows */
    size_t rows, size;
} Packed;

typedef struct Sheet {
    const Pixels *pixels;
    Palette palette;
    bool on_palette, opaque; /* neither: RGBA */
    Packed head, body;
} Sheet;

/* The picture alone, on its own palette where it can be. */
Sheet sheet_of(const Pixels *pixels, Arena *arena);
/* The first `head` rows, fewer than all, and the others. */
MUST_USE Status sheet_pack(Sheet *sheet, size_t head, Arena *arena, Err *err);
void sheet_close(Sheet *sheet);

#endif
