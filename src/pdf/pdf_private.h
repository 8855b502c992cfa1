/* pdf/pdf_private.h — what the files of this room share. libharu's headers are included here only.
 *
 * Who does what. libharu keeps its objects, compression, the subset of each font and the
 * destinations. The content of a page is written by pdf_draw.c, and the font dictionaries
 * (Identity-H codes, widths, ToUnicode) by pdf_font.c: libharu 2.3.0 would clamp numbers, write
 * not-a-number into the page, drop a poisoned document late, and make a ToUnicode map that readers
 * complain about. It knows no tags: pdf_tag.c marks the content, pdf_tree.c writes the elements,
 * and pdf_file.c puts them, compressed, behind libharu's objects.
 */
#ifndef PDF_PDF_PRIVATE_H
#define PDF_PDF_PRIVATE_H

#include <hpdf.h>

#include "base/digest.h"
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

/* What the content of the page between BDC and EMC belongs to. */
typedef struct PdfMark {
    PdfElement *element;  /* NULL: an artifact, */
    PdfArtifact artifact; /* of that kind */
} PdfMark;

struct PdfPage {
    PdfDoc *doc;
    HPDF_Page haru;
    double width_pt, height_pt;
    size_t number;
    Buf content, path;
    PdfState states[PDF_MAX_SAVES + 1];
    int depth;
    bool ended, has_point, translucent;
    PdfMark mark;   /* that is open in the content, */
    bool mark_open; /* if any is, */
    int mark_depth; /* and how many states were saved when it was opened */
    struct {
        PdfMark *items;
        size_t count, capacity;
    } tags; /* opened by the caller */
    struct {
        PdfElement **items;
        size_t count, capacity;
    } marked; /* the element of each marked content (MCID) */
};

/* A part of an element: another one, marked content, or a link. */
typedef struct PdfKid {
    PdfElement *element; /* or NULL, then on that page: */
    const PdfPage *page;
    size_t mcid;
    HPDF_Annotation link; /* or NULL */
} PdfKid;

struct PdfElement {
    PdfTag tag;
    PdfElement *parent; /* NULL: it is the document */
    struct {
        PdfKid *items;
        size_t count, capacity;
    } kids;
    double box[4]; /* left, bottom, right, top */
    bool has_box, has_link, lives;
    size_t id; /* of its object */
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
    PdfElement *element;
    const char *says;
    const char *uri; /* or NULL, then: */
    size_t target_page;
    double target_y;
} PdfLink;

/* The element of each key, by open addressing. */
typedef struct PdfKeys {
    struct PdfKey {
        const void *key; /* NULL: empty */
        PdfElement *element;
    } * items;
    size_t count, capacity; /* a power of two */
} PdfKeys;

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
    struct {
        PdfElement **items;
        size_t count, capacity;
    } elements; /* the document first; parents before their children */
    PdfKeys keys;
    size_t tree_id;   /* of the first object that is ours, not libharu's */
    Sha256Run digest; /* of all pages */
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
/* The same bytes: at most PDF_TEXT_MOST characters. */
#define PDF_TEXT_MOST 8000
void pdf_put_utf16(Buf *out, const char *text);
size_t pdf_object_id(const void *object);
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

/* --- what the file says about itself (pdf_about.c, pdf_profile.c) --- */
void pdf_about_finish(PdfDoc *doc);
/* The date of the file; nothing outside of the years 1 to 9999. */
void pdf_put_date(PdfDoc *doc, HPDF_Dict dict, const char *key);
/* The ICC profile of sRGB. */
void pdf_put_srgb_profile(Buf *out);

/* --- tags (pdf_tag.c) --- */
void pdf_tags_open(PdfDoc *doc);
/* To be called before each operator that puts something on the page. */
void pdf_need_mark(PdfPage *page);
void pdf_end_mark(PdfPage *page);
void pdf_add_kid(PdfDoc *doc, PdfElement *element, PdfKid kid);

/* --- their tree (pdf_tree.c): objects of our own --- */
void pdf_tree_finish(PdfDoc *doc);
/* The objects from doc->tree_id on, each as text. */
typedef struct PdfTexts {
    Buf text;
    struct {
        size_t *items; /* where each begins */
        size_t count, capacity;
    } starts;
} PdfTexts;
void pdf_tree_write(PdfTexts *out, PdfDoc *doc);

/* --- the file (pdf_file.c) --- */
void pdf_file_write(Buf *out, PdfDoc *doc);

#endif
