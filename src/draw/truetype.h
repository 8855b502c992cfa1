/* draw/truetype.h — a font file from outside, checked and written anew.
 *
 * stb_truetype and libharu trust what they read, so they see our own fonts and what comes out of
 * here only: the tables that measures, outlines and a PDF need, each offset and size in them
 * checked. Hints, kerning, names and ligatures are left behind.
 *
 * In:    a TrueType file (glyf outlines; no collection) with a Unicode character map.
 * Out:   such a file, and the glyph of each character of the Basic Multilingual Plane.
 * Fails: ERR_DATA, with what is wrong with the file.
 */
#ifndef DRAW_TRUETYPE_H
#define DRAW_TRUETYPE_H

#include "base/base.h"

#define TRUETYPE_CODES 0x10000

typedef struct TrueType {
    Bytes file;
    const uint16_t *glyph_of; /* TRUETYPE_CODES of them; 0: the font does not show it */
} TrueType;

MUST_USE Status truetype_check(TrueType *out, Bytes file, Arena *arena, Err *err);

#endif
