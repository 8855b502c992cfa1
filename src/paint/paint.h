/* paint/paint.h — a Scene onto paper.
 *
 * In:    a finished Scene; it does not matter what chart it is.
 * Out:   PNG bytes, marks on a PDF page, or a text dump for golden tests.
 * Fails: ERR_MEMORY for a picture that is too large; ERR_BUG when libharu refuses.
 */
#ifndef PAINT_PAINT_H
#define PAINT_PAINT_H

#include "draw/scene.h"
#include "draw/theme.h"
#include "pdf/pdf.h"

typedef enum PaperSize { PAPER_A4, PAPER_LETTER } PaperSize;

#define PAINT_DEFAULT_DPI 144 /* twice the nominal 72 */

/* 8-bit sRGB, four bytes a pixel (r g b a), rows top down. */
typedef struct Pixels {
    size_t width, height;
    uint8_t *rgba;
} Pixels;

MUST_USE Status paint_pixels(Pixels *out, const Scene *scene, double dpi, Arena *arena, Err *err);
MUST_USE Status paint_png(Buf *out, const Scene *scene, double dpi, Err *err);
/* One chart in two themes: `whole` is scenes[0] (NULL: not wanted), body[i] is scenes[i] without
 * its head. Where the scenes differ in colours only they are painted and compressed in one pass. */
MUST_USE Status paint_png_pair(Buf *whole, Buf body[2], const Scene *const scenes[2], double dpi,
                               Err *err);
/* Reads a PNG of at most max_side pixels a side (a logo); alpha is laid on white. */
MUST_USE Status paint_read_png(Pixels *out, Bytes png, size_t max_side, Arena *arena, Err *err);
/* Vectors and selectable text, scaled so that the scene fills the box's width. Tags become elements
 * of the document, and must live as long as it; a scene with an alternative text is a figure as a
 * whole. */
MUST_USE Status paint_pdf(PdfPage *page, const Scene *scene, Rect box, Err *err);
/* The element that a tag became, NULL: none so far. */
PdfElement *paint_pdf_element(const PdfDoc *doc, const Tag *tag);
/* For pdf_set_advance: with it, labels in a PDF are as wide as font_width says, kerning included.
 */
double paint_pdf_advance(PdfFont font, uint32_t left, uint32_t right);
/* One line a mark, coordinates to 0.1 pt. */
void paint_text(Buf *out, const Scene *scene);

#endif
