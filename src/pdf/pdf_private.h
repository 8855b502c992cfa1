/* pdf/pdf_private.h — what the files of this room share. libharu's headers are included here only.
 *
 * Who does what. libharu keeps the objects, the cross-reference table, compression, the subset of
 * each font and the destinations. The content of a page is written by pdf_draw.c, and the font
 * dictionaries (Identity-H codes, widths, ToUnicode) by pdf_font.c: libharu 2.3.0 would clamp
 * numbers, write not-a-number into the page, drop a poisoned document late, and make a ToUnicode
 * map that readers complain about.
 */
#ifndef PDF_PDF_PRIVATE_H
#define PDF_PDF_PRIVATE_H

#include <hpdf.h>

#include "pdf/pdf.h"

#define PDF_MAX_SAVES 20
#define PDF_KERN_CACHE 8192u /* a power of two */

/* What the page's graphics state is known to be, so that it is not said again. */
typedef struct PdfState {
    PdfColour fill, stroke;
    bool fill_known, stroke_known;
    int alpha; /* 0 to 255 */
    double line_width;
    int join, cap;
    double miter;
    bool dashed;
    int font; /* -1: none yet */
    double font_size;
} PdfState;

struct PdfPage {
    PdfDoc *doc;
    HPDF_Page haru;
    double width_pt, height_pt;
    size_t number;
    Buf content, path;
    PdfState states[PDF_MAX_SAVES + 1];
    int depth;
    bool ended, has_point;
};

/* One embedded font. Glyph numbers are the codes in the page. */
typedef struct PdfFace {
    Bytes file;
    HPDF_FontDef haru;
    HPDF_Dict dict;    /* the Type0 font */
    uint32_t *code_of; /* glyph → the code point that first used it; 0 where unused */
    size_t glyphs;
} PdfFace;

typedef struct PdfKern {
    uint64_t key; /* 0: empty */
    float advance;
} PdfKern;

typedef struct PdfLink {
    PdfPage *page;
    double x, y, width, height;
    const char *uri; /* or NULL, then: */
    size_t target_page;
    double target_y;
} PdfLink;

typedef struct PdfBookmark {
    int level;
    const char *title;
    size_t page;
    double y;
} PdfBookmark;

typedef struct PdfAttachment {
    const char *name, *description;
    Bytes data;
} PdfAttachment;

struct PdfDoc {
    HPDF_Doc haru;
    Arena arena;
    Err err; /* the first thing that went wrong; status OK when nothing did */
    PdfInfo info;
    PdfFace faces[PDF_FONTS];
    HPDF_Dict font_resources, alpha_resources, image_resources;
    bool alpha_made[256];
    size_t images;
    PdfPage *open_page;
    PdfAdvance *advance;
    PdfGlyph *fallback_glyph;
    PdfKern *kerns;
    struct {
        PdfPage **items;
        size_t count, capacity;
    } pages;
    struct {
        PdfLink *items;
        size_t count, capacity;
    } links;
    struct {
        PdfBookmark *items;
        size_t count, capacity;
    } bookmarks;
    struct {
        PdfAttachment *items;
        size_t count, capacity;
    } attachments;
    bool finished;
};

/* Keeps the first error. */
void pdf_fail(PdfDoc *doc, Status status, const char *format, ...) PRINTF_LIKE(3, 4);
bool pdf_failed(const PdfDoc *doc);
MUST_USE Status pdf_status(const PdfDoc *doc, Err *err);

/* --- objects (pdf.c): each is NULL after a failure, and takes NULL --- */
HPDF_Dict pdf_new_dict(PdfDoc *doc); /* an indirect object */
HPDF_Dict pdf_new_stream(PdfDoc *doc, const void *data, size_t size, bool compressed);
/* A text string for readers: UTF-16BE with its mark. */
HPDF_Binary pdf_new_text(PdfDoc *doc, const char *text);
void pdf_put(PdfDoc *doc, HPDF_Dict dict, const char *key, void *object);
void pdf_put_name(PdfDoc *doc, HPDF_Dict dict, const char *key, const char *name);
void pdf_put_number(PdfDoc *doc, HPDF_Dict dict, const char *key, int number);

/* --- fonts (pdf_font.c) --- */
void pdf_fonts_open(PdfDoc *doc, const Bytes fonts[PDF_FONTS]);
void pdf_fonts_finish(PdfDoc *doc);
/* The glyph for a character, or for its stand-in; it becomes part of the embedded subset. */
uint16_t pdf_glyph(PdfDoc *doc, PdfFont font, uint32_t code, uint32_t *shown);
/* The glyph's own advance in thousandths of the em. */
double pdf_glyph_width(const PdfFace *face, uint16_t glyph);
/* The advance from one character to the next, in thousandths, as the caller measures. */
double pdf_advance(PdfDoc *doc, PdfFont font, uint32_t left, uint32_t right, double own);

/* --- structure (pdf_structure.c) --- */
void pdf_structure_finish(PdfDoc *doc);
void pdf_attachments_finish(PdfDoc *doc);
void pdf_metadata_finish(PdfDoc *doc);

#endif
