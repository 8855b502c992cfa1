/* pdf/pdf.h — libharu behind one guarded wrapper.
 *
 * Everything that libharu does wrong is kept away from it here: numbers that are not finite or too
 * large, text that is not valid UTF-8 or too long, characters beyond the BMP, deep graphics states,
 * PNG files. Errors are sticky: drawing calls return nothing, pdf_page_end and pdf_finish say what
 * went wrong.
 *
 * What it writes is a tagged PDF as ISO 14289-1 (PDF/UA-1) and ISO 19005-2 (PDF/A-2a; with attached
 * files ISO 19005-3, PDF/A-3a) ask for, as far as that is the file's matter: what each thing on a
 * page is, says the caller. What nobody has tagged is decoration.
 *
 * Coordinates: points from the page's top left corner, y downwards, as in a Scene.
 * Owns:  a PdfDoc is a handle: pdf_close it. Pages belong to it.
 */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include "base/base.h"

typedef struct PdfDoc PdfDoc;
typedef struct PdfPage PdfPage;

/* The fallback is for characters that the others lack; it need not be there. */
typedef enum PdfFont { PDF_REGULAR, PDF_SEMIBOLD, PDF_FALLBACK, PDF_FONTS } PdfFont;

typedef struct PdfInfo {
    const char *title, *author, *subject, *keywords, *language, *creator;
    Day date;        /* creation and modification date, midnight UTC */
    int64_t seconds; /* since 1970; used instead of date when not 0 (SOURCE_DATE_EPOCH) */
} PdfInfo;

typedef struct PdfColour {
    uint8_t r, g, b, a;
} PdfColour;

/* fonts: the TrueType files, PDF_FONTS of them; that of PDF_FALLBACK may have no bytes. */
MUST_USE Status pdf_open(PdfDoc **out, const PdfInfo *info, const Bytes fonts[PDF_FONTS], Err *err);
void pdf_close(PdfDoc *doc);
/* How far the pen moves from `left` to the character after it, for 1 pt, kerning included (right is
 * 0 behind the last). With it, the width that is shown is the width that the caller measures,
 * kerning and all; without it, the font's own advances count. Set before the first text. */
typedef double PdfAdvance(PdfFont font, uint32_t left, uint32_t right);
void pdf_set_advance(PdfDoc *doc, PdfAdvance *advance);
/* The fallback's glyph for a character, 0 for none: its file has no character map of its own. */
typedef uint16_t PdfGlyph(uint32_t code);
void pdf_set_fallback(PdfDoc *doc, PdfGlyph *glyph);
/* The whole file. Ends the document: only pdf_close may follow. */
MUST_USE Status pdf_finish(Buf *out, PdfDoc *doc, Err *err);

MUST_USE Status pdf_page_begin(PdfPage **out, PdfDoc *doc, double width_pt, double height_pt,
                               Err *err);
MUST_USE Status pdf_page_end(PdfPage *page, Err *err);
size_t pdf_page_count(const PdfDoc *doc);
PdfDoc *pdf_page_doc(const PdfPage *page);

/* --- drawing --- */
void pdf_save(PdfPage *page); /* the graphics state; at most 20 deep */
void pdf_restore(PdfPage *page);
void pdf_transform(PdfPage *page, double scale, double dx, double dy);
void pdf_clip_rect(PdfPage *page, double x, double y, double width, double height);
/* A path: moves, lines and curves, then one fill or stroke, which ends it. */
void pdf_move(PdfPage *page, double x, double y);
void pdf_line(PdfPage *page, double x, double y);
void pdf_curve(PdfPage *page, double x1, double y1, double x2, double y2, double x, double y);
void pdf_close_path(PdfPage *page);
void pdf_fill(PdfPage *page, PdfColour colour, bool even_odd);
typedef struct PdfPen {
    PdfColour colour;
    double width_pt, miter_limit, dash_pt[4], dash_phase_pt;
    int join, cap, dashes; /* join: 0 miter 1 round 2 bevel; cap: 0 butt 1 round 2 square */
} PdfPen;
void pdf_stroke(PdfPage *page, const PdfPen *pen);
/* A text on its baseline, turned clockwise about (x, y), with extra space between its words for
 * justified lines. A character that the font lacks shows as a box; text past 32,000 bytes is not
 * drawn. */
void pdf_text(PdfPage *page, PdfFont font, double size_pt, double x, double y, double turn_deg,
              double word_space_pt, PdfColour colour, const char *text);
/* 8-bit RGB pixels, rows top down. */
void pdf_image(PdfPage *page, const uint8_t *rgb, size_t width, size_t height, double x, double y,
               double width_pt, double height_pt);

/* A picture on a palette of up to 256 colours (their alpha is not looked at): entries row by row,
 * top down, each less than count. Where the entry is `clear` the ground stays; -1: nowhere. */
typedef struct PdfIndexed {
    size_t width, height;
    const uint8_t *entries;
    const PdfColour *colours;
    int count, clear;
} PdfIndexed;
void pdf_image_indexed(PdfPage *page, const PdfIndexed *image, double x, double y, double width_pt,
                       double height_pt);

/* --- tags: what is read, in the order in which it is drawn --- */
typedef struct PdfElement PdfElement;

/* What an element is: a standard structure type of ISO 32000-1, 14.8.4 ("P", "H1", "TH"). */
typedef struct PdfTag {
    const char *type;
    const char *scope;     /* of a TH: "Row" or "Column"; else NULL */
    const char *numbering; /* of an L: "Decimal", "Unordered", "None"; else NULL */
    const char *alt;       /* of a Figure: what it shows; else NULL */
} PdfTag;

typedef enum PdfArtifact { PDF_DECORATION, PDF_PAGE_HEAD, PDF_PAGE_FOOT } PdfArtifact;

/* The element that was made with that key, an address; NULL: none. */
PdfElement *pdf_element(const PdfDoc *doc, const void *key);
/* The last child of its parent so far; parent NULL: the document. One without any content is left
 * out in the end, unless it is a cell of a table. */
PdfElement *pdf_element_new(PdfDoc *doc, const void *key, PdfElement *parent, const PdfTag *tag);
/* Where on the page a figure is. */
void pdf_element_box(PdfElement *element, const PdfPage *page, double x, double y, double width,
                     double height);
/* What is drawn from here on, up to the pdf_tag_close that belongs to it, is of that element.
 * Within an artifact all is artifact. */
void pdf_tag_open(PdfPage *page, PdfElement *element);
void pdf_tag_open_artifact(PdfPage *page, PdfArtifact kind);
void pdf_tag_close(PdfPage *page);

/* --- structure --- */
/* Where a link is, the element that it is of (NULL: one of its own), and what it is for those who
 * do not see it (NULL: where it leads). */
typedef struct PdfLinkPlace {
    double x, y, width, height;
    PdfElement *element;
    const char *says;
} PdfLinkPlace;
void pdf_link_uri(PdfPage *page, const PdfLinkPlace *at, const char *uri);
/* target_page counts from 0 and may not exist yet; resolved by pdf_finish. target_y from the top.
 */
void pdf_link_page(PdfPage *page, const PdfLinkPlace *at, size_t target_page, double target_y);
/* A bookmark; level 0 is the top. Bookmarks come in reading order. */
void pdf_bookmark(PdfDoc *doc, int level, const char *title, size_t page, double y);
/* From this page on, labels are style 'D' (1, 2, 3) or 'r' (i, ii, iii), starting at first. */
void pdf_page_labels(PdfDoc *doc, size_t from_page, char style, int first);
MUST_USE Status pdf_attach(PdfDoc *doc, const char *name, const char *description, Bytes data,
                           Err *err);

#endif
