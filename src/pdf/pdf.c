#include "pdf/pdf.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "pdf/pdf_private.h"

#define MAX_PAGES 10000

/* --- errors ----------------------------------------------------------------------------------- */

void pdf_fail(PdfDoc *doc, Status status, const char *format, ...)
{
    char text[sizeof doc->err.text];
    va_list args;

    if (doc->err.status) return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    doc->err.status = err_set(&doc->err, status, "%s", text);
}

bool pdf_failed(const PdfDoc *doc)
{
    return doc->err.status != OK;
}

Status pdf_status(const PdfDoc *doc, Err *err)
{
    if (!pdf_failed(doc)) return OK;
    return err_set(err, doc->err.status, "%s", doc->err.text);
}

/* libharu calls this and then returns from what it was doing; nothing is thrown. */
static void on_error(HPDF_STATUS code, HPDF_STATUS detail, void *context)
{
    PdfDoc *doc = context;
    Status status = code == HPDF_FAILD_TO_ALLOC_MEM ? ERR_MEMORY : ERR_BUG;

    pdf_fail(doc, status, "the PDF library refused page %zu's content (code 0x%04lX, detail %lu)",
             doc->pages.count, (unsigned long)code, (unsigned long)detail);
}

/* --- objects ---------------------------------------------------------------------------------- */

HPDF_Dict pdf_new_dict(PdfDoc *doc)
{
    if (pdf_failed(doc)) return NULL;
    HPDF_Dict dict = HPDF_Dict_New(doc->haru->mmgr);

    if (!dict || HPDF_Xref_Add(doc->haru->xref, dict) != HPDF_OK) return NULL;
    return dict;
}

HPDF_Dict pdf_new_stream(PdfDoc *doc, const void *data, size_t size, bool compressed)
{
    if (pdf_failed(doc)) return NULL;
    HPDF_Dict dict = HPDF_DictStream_New(doc->haru->mmgr, doc->haru->xref);

    if (!dict) return NULL;
    if (compressed) dict->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
    if (size) HPDF_Stream_Write(dict->stream, data, (HPDF_UINT)size);
    return dict;
}

void pdf_put_utf16(Buf *out, const char *text)
{
    uint32_t code;

    buf_put(out, "\xFE\xFF", 2);
    for (size_t i = 0; i < PDF_TEXT_MOST && (code = utf8_next(&text)); i++) {
        if (code > 0xffff) {
            uint32_t high = 0xd800 + ((code - 0x10000) >> 10);
            buf_char(out, (char)(high >> 8));
            buf_char(out, (char)high);
            code = 0xdc00 + (code & 0x3ff);
        }
        buf_char(out, (char)(code >> 8));
        buf_char(out, (char)code);
    }
}

size_t pdf_object_id(const void *object)
{
    return ((const HPDF_Obj_Header *)object)->obj_id & 0x00FFFFFF;
}

HPDF_Binary pdf_new_text(PdfDoc *doc, const char *text)
{
    Buf utf16 = { 0 };

    if (pdf_failed(doc)) return NULL;
    pdf_put_utf16(&utf16, text);
    HPDF_Binary made =
        HPDF_Binary_New(doc->haru->mmgr, (HPDF_BYTE *)utf16.data, (HPDF_UINT)utf16.size);
    buf_close(&utf16);
    return made;
}

void pdf_put(PdfDoc *doc, HPDF_Dict dict, const char *key, void *object)
{
    if (!pdf_failed(doc) && dict && object) HPDF_Dict_Add(dict, key, object);
}

void pdf_put_name(PdfDoc *doc, HPDF_Dict dict, const char *key, const char *name)
{
    if (!pdf_failed(doc) && dict) HPDF_Dict_AddName(dict, key, name);
}

void pdf_put_number(PdfDoc *doc, HPDF_Dict dict, const char *key, int number)
{
    if (!pdf_failed(doc) && dict) HPDF_Dict_AddNumber(dict, key, number);
}

/* --- the document ----------------------------------------------------------------------------- */

/* As long as a text string of the file may be, so that all places say the same. */
static const char *own_text(PdfDoc *doc, const char *text)
{
    const char *end = text;

    if (!text) return NULL;
    for (size_t i = 0; i < PDF_TEXT_MOST && *end; i++)
        utf8_next(&end);
    return arena_text_n(&doc->arena, text, (size_t)(end - text));
}

static void own_info(PdfDoc *doc, const PdfInfo *info)
{
    doc->info = *info;
    doc->info.title = own_text(doc, info->title);
    doc->info.author = own_text(doc, info->author);
    doc->info.subject = own_text(doc, info->subject);
    doc->info.keywords = own_text(doc, info->keywords);
    doc->info.language = own_text(doc, info->language);
    doc->info.creator = own_text(doc, info->creator);
}

Status pdf_open(PdfDoc **out, const PdfInfo *info, const Bytes fonts[PDF_FONTS], Err *err)
{
    Arena arena = arena_open();
    PdfDoc *doc = ARENA_NEW(&arena, PdfDoc);

    doc->arena = arena;
    doc->haru = HPDF_New(on_error, doc);
    if (!doc->haru) pdf_fail(doc, ERR_MEMORY, "not enough memory to begin a PDF");
    own_info(doc, info);
    if (doc->haru) {
        doc->haru->pdf_version = HPDF_VER_17;
        HPDF_SetCompressionMode(doc->haru, HPDF_COMP_ALL);
    }
    doc->font_resources = pdf_new_dict(doc);
    doc->alpha_resources = pdf_new_dict(doc);
    doc->image_resources = pdf_new_dict(doc);
    doc->kerns = ARENA_ARRAY(&doc->arena, PdfKern, PDF_KERN_CACHE);
    doc->digest = sha256_open();
    pdf_tags_open(doc);
    pdf_fonts_open(doc, fonts);
    if (pdf_failed(doc)) {
        Status status = pdf_status(doc, err);
        pdf_close(doc);
        return status;
    }
    *out = doc;
    return OK;
}

void pdf_close(PdfDoc *doc)
{
    if (!doc) return;
    for (size_t i = 0; i < doc->pages.count; i++) {
        buf_close(&doc->pages.items[i]->content);
        buf_close(&doc->pages.items[i]->path);
    }
    if (doc->haru) HPDF_Free(doc->haru);
    Arena arena = doc->arena; /* the document itself lies in it */
    arena_close(&arena);
}

void pdf_set_advance(PdfDoc *doc, PdfAdvance *advance)
{
    doc->advance = advance;
    memset(doc->kerns, 0, PDF_KERN_CACHE * sizeof *doc->kerns);
}

void pdf_set_fallback(PdfDoc *doc, PdfGlyph *glyph)
{
    doc->fallback_glyph = glyph;
}

Status pdf_finish(Buf *out, PdfDoc *doc, Err *err)
{
    Buf file = { 0 };

    if (doc->open_page) pdf_fail(doc, ERR_BUG, "the PDF was finished while a page was open");
    if (doc->finished) pdf_fail(doc, ERR_BUG, "the PDF was finished twice");
    if (!doc->pages.count) pdf_fail(doc, ERR_BUG, "a PDF without pages cannot be written");
    doc->finished = true;
    pdf_fonts_finish(doc);
    pdf_structure_finish(doc);
    pdf_attachments_finish(doc);
    pdf_about_finish(doc);
    pdf_tree_finish(doc);
    pdf_file_write(&file, doc);
    if (!pdf_failed(doc)) buf_put(out, file.data, file.size);
    buf_close(&file);
    return pdf_status(doc, err);
}

/* --- pages ------------------------------------------------------------------------------------ */

static void share_resources(PdfDoc *doc, PdfPage *page)
{
    HPDF_Dict resources = HPDF_Page_GetInheritableItem(page->haru, "Resources", HPDF_OCLASS_DICT);

    pdf_put(doc, resources, "Font", doc->font_resources);
    pdf_put(doc, resources, "ExtGState", doc->alpha_resources);
    pdf_put(doc, resources, "XObject", doc->image_resources);
}

static bool page_size_fits(double pt)
{
    return isfinite(pt) && pt >= 3 && pt <= 14400;
}

Status pdf_page_begin(PdfPage **out, PdfDoc *doc, double width_pt, double height_pt, Err *err)
{
    if (doc->open_page) pdf_fail(doc, ERR_BUG, "a page was begun before the last one ended");
    if (!page_size_fits(width_pt) || !page_size_fits(height_pt)) {
        pdf_fail(doc, ERR_BUG, "a PDF page of %g by %g pt cannot be made", width_pt, height_pt);
    }
    if (doc->pages.count >= MAX_PAGES) {
        pdf_fail(doc, ERR_DATA, "the PDF would have more than %d pages", MAX_PAGES);
    }
    if (pdf_failed(doc)) return pdf_status(doc, err);

    PdfPage *page = ARENA_NEW(&doc->arena, PdfPage);
    page->doc = doc;
    page->haru = HPDF_AddPage(doc->haru);
    if (!page->haru) return pdf_status(doc, err);
    page->number = doc->pages.count;
    page->width_pt = width_pt;
    page->height_pt = height_pt;
    page->states[0] = (PdfState){ .alpha = 255, .line_width = 1, .miter = 10, .font = -1 };
    HPDF_Page_SetWidth(page->haru, (HPDF_REAL)width_pt);
    HPDF_Page_SetHeight(page->haru, (HPDF_REAL)height_pt);
    share_resources(doc, page);
    VEC_PUSH(&doc->arena, &doc->pages, page);
    /* From here on y runs down from the top. */
    buf_format(&page->content, "1 0 0 -1 0 %.3f cm\n", height_pt);
    doc->open_page = page;
    *out = page;
    return pdf_status(doc, err);
}

/* Where things shine through, PDF/A wants to know in which colours they are mixed. */
static void blend_in_rgb(PdfPage *page)
{
    PdfDoc *doc = page->doc;

    if (!page->translucent || pdf_failed(doc)) return;
    HPDF_Dict group = HPDF_Dict_New(doc->haru->mmgr);
    pdf_put_name(doc, group, "Type", "Group");
    pdf_put_name(doc, group, "S", "Transparency");
    pdf_put_name(doc, group, "CS", "DeviceRGB");
    pdf_put(doc, page->haru, "Group", group);
}

Status pdf_page_end(PdfPage *page, Err *err)
{
    PdfDoc *doc = page->doc;

    if (page->ended) pdf_fail(doc, ERR_BUG, "page %zu was ended twice", page->number + 1);
    if (page->depth) {
        pdf_fail(doc, ERR_BUG,
                 "page %zu saved its graphics state %d times more than it restored it",
                 page->number + 1, page->depth);
    }
    pdf_end_mark(page);
    page->ended = true;
    doc->open_page = NULL;
    sha256_add(&doc->digest, page->content.data, page->content.size);
    blend_in_rgb(page);
    if (!pdf_failed(doc)) {
        HPDF_PageAttr attr = page->haru->attr;
        HPDF_Stream_Write(attr->stream, (HPDF_BYTE *)page->content.data,
                          (HPDF_UINT)page->content.size);
    }
    buf_close(&page->content);
    buf_close(&page->path);
    return pdf_status(doc, err);
}

size_t pdf_page_count(const PdfDoc *doc)
{
    return doc->pages.count;
}

PdfDoc *pdf_page_doc(const PdfPage *page)
{
    return page->doc;
}
