/* draw/font.h — the one bundled family: outlines, measures, kerning.
 *
 * Charts, layout, PNG and PDF all measure with these functions, so that a text has the same width
 * everywhere. Reads the embedded fonts, and a fallback once it is checked, through stb_truetype.
 * Texts are valid UTF-8 in NFC.
 */
#ifndef DRAW_FONT_H
#define DRAW_FONT_H

#include "base/base.h"

typedef enum FontWeight { FONT_REGULAR, FONT_SEMIBOLD, FONT_WEIGHTS } FontWeight;

typedef struct FontMetrics {
    double ascent, descent, cap_height, x_height; /* for 1 pt; descent is positive */
} FontMetrics;

FontMetrics font_metrics(FontWeight weight);

/* The width in points of a text at a size, kerning included. */
double font_width(FontWeight weight, double size_pt, const char *text);

/* Whether every visible character of the text has a glyph, in the font or in the fallback. */
bool font_can_show(FontWeight weight, const char *text);

/* For the characters that the bundled font lacks: a TrueType file of the user, which is checked. To
 * be called once, before the first picture and before there are threads; the arena must outlive all
 * pictures. An empty file takes the fallback away. ERR_DATA with what is wrong with the file. */
MUST_USE Status font_use_fallback(Bytes file, Arena *arena, Err *err);

/* The first part of the text that one font shows: its size in bytes, and whether that font is the
 * fallback. Invisible characters go with what is before them. */
size_t font_run(FontWeight weight, const char *text, bool *fallback);

/* The text, or its start with "…", so that it is at most width_pt wide; "" when not even "…" fits.
 */
const char *font_shorten(FontWeight weight, double size_pt, const char *text, double width_pt,
                         Arena *arena);

/* The text with each character that the font cannot show replaced by "□", and without the invisible
 * ones (joiners, direction marks); the same pointer when there is none. */
const char *font_showable(FontWeight weight, const char *text, Arena *arena);

/* How far the pen moves from `left` to the character after it, for 1 pt, kerning included; right is
 * 0 behind the last. */
double font_advance(FontWeight weight, uint32_t left, uint32_t right);

/* The embedded file, for a PDF. */
Bytes font_file(FontWeight weight);
/* The checked fallback, or no bytes; and its glyph for a character, 0 for none. */
Bytes font_fallback_file(void);
uint16_t font_fallback_glyph(uint32_t code);

#endif
