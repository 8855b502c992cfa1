/* What a reader's program shows around the pages: links, bookmarks, labels, attachments, and what
 * the file says about itself. Links and bookmarks wait until pdf_finish, when every page exists. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_private.h"

#define MAX_LEVEL 8

/* --- gathering -------------------------------------------------------------------------------- */

/* The part of the box that lies on the page; false when there is none. A number that is too large
 * for libharu would make the whole file unwritable. */
static bool clip_box(PdfLink *link, PdfPage *page, double x, double y, double width, double height)
{
    if (!page || !isfinite(x) || !isfinite(y) || !isfinite(width) || !isfinite(height))
        return false;
    double right = fmin(x + width, page->width_pt), bottom = fmin(y + height, page->height_pt);

    link->page = page;
    link->x = fmax(x, 0);
    link->y = fmax(y, 0);
    link->width = right - link->x;
    link->height = bottom - link->y;
    return link->width > 0.01 && link->height > 0.01;
}

/* Schemes that cannot run anything. */
static bool uri_is_safe(const char *uri)
{
    return strncmp(uri, "https://", 8) == 0 || strncmp(uri, "http://", 7) == 0 ||
           strncmp(uri, "mailto:", 7) == 0;
}

void pdf_link_uri(PdfPage *page, double x, double y, double width, double height, const char *uri)
{
    PdfLink link = { 0 };

    if (!clip_box(&link, page, x, y, width, height)) return;
    if (!uri_is_safe(uri) || strlen(uri) > 2000) return;
    PdfDoc *doc = page->doc;
    link.uri = arena_text(&doc->arena, uri);
    VEC_PUSH(&doc->arena, &doc->links, link);
}

void pdf_link_page(PdfPage *page, double x, double y, double width, double height,
                   size_t target_page, double target_y)
{
    PdfLink link = { 0 };

    if (!clip_box(&link, page, x, y, width, height) || !isfinite(target_y)) return;
    PdfDoc *doc = page->doc;
    link.target_page = target_page;
    link.target_y = target_y;
    VEC_PUSH(&doc->arena, &doc->links, link);
}

void pdf_bookmark(PdfDoc *doc, int level, const char *title, size_t page, double y)
{
    PdfBookmark mark = { level, arena_text(&doc->arena, title), page, isfinite(y) ? y : 0 };

    VEC_PUSH(&doc->arena, &doc->bookmarks, mark);
}

void pdf_page_labels(PdfDoc *doc, size_t from_page, char style, int first)
{
    if (pdf_failed(doc)) return;
    HPDF_AddPageLabel(doc->haru, (HPDF_UINT)from_page,
                      style == 'r' ? HPDF_PAGE_NUM_STYLE_LOWER_ROMAN : HPDF_PAGE_NUM_STYLE_DECIMAL,
                      first < 1 ? 1 : (HPDF_UINT)first, NULL);
}

Status pdf_attach(PdfDoc *doc, const char *name, const char *description, Bytes data, Err *err)
{
    if (data.size > (size_t)1 << 30) {
        return err_set(err, ERR_DATA, "%s is over 1 GB: too large to be attached to the PDF", name);
    }
    PdfAttachment made = { arena_text(&doc->arena, name),
                           arena_text(&doc->arena, description ? description : ""),
                           { (unsigned char *)arena_text_n(&doc->arena, (const char *)data.data,
                                                           data.size),
                             data.size } };
    VEC_PUSH(&doc->arena, &doc->attachments, made);
    return pdf_status(doc, err);
}

/* --- links and bookmarks ---------------------------------------------------------------------- */

static HPDF_Destination destination(PdfDoc *doc, size_t page_number, double y)
{
    if (pdf_failed(doc)) return NULL;
    if (page_number >= doc->pages.count) {
        pdf_fail(doc, ERR_BUG, "a link leads to page %zu of %zu", page_number + 1,
                 doc->pages.count);
        return NULL;
    }
    const PdfPage *page = doc->pages.items[page_number];
    double top = page->height_pt - (y < 0 ? 0 : y > page->height_pt ? page->height_pt : y);
    HPDF_Destination made = HPDF_Page_CreateDestination(page->haru);

    /* Zoom 0 keeps what the reader has; libharu refuses to set it, so the array is mended. */
    if (!made || HPDF_Destination_SetXYZ(made, 0, (HPDF_REAL)top, 1) != HPDF_OK) return NULL;
    HPDF_Real zoom = HPDF_Array_GetItem(made, 4, HPDF_OCLASS_REAL);
    if (zoom) zoom->value = 0;
    return made;
}

static void make_link(PdfDoc *doc, const PdfLink *link)
{
    double bottom = link->page->height_pt - link->y - link->height;
    HPDF_Rect rect = { (HPDF_REAL)link->x, (HPDF_REAL)bottom, (HPDF_REAL)(link->x + link->width),
                       (HPDF_REAL)(bottom + link->height) };
    HPDF_Annotation made;

    if (link->uri) {
        made = HPDF_Page_CreateURILinkAnnot(link->page->haru, rect, link->uri);
    } else {
        HPDF_Destination to = destination(doc, link->target_page, link->target_y);
        made = to ? HPDF_Page_CreateLinkAnnot(link->page->haru, rect, to) : NULL;
    }
    if (!made) return;
    HPDF_LinkAnnot_SetBorderStyle(made, 0, 0, 0);
    pdf_put_number(doc, made, "F", 4); /* print: what PDF/A asks for */
}

static void make_bookmarks(PdfDoc *doc)
{
    HPDF_Outline parents[MAX_LEVEL + 1] = { NULL };
    int last = -1;

    for (size_t i = 0; i < doc->bookmarks.count && !pdf_failed(doc); i++) {
        const PdfBookmark *mark = &doc->bookmarks.items[i];
        int level = mark->level < 0 ? 0 : mark->level > MAX_LEVEL ? MAX_LEVEL : mark->level;
        if (level > last + 1) level = last + 1;
        HPDF_Outline made =
            HPDF_CreateOutline(doc->haru, level ? parents[level - 1] : NULL, "-", NULL);
        HPDF_Destination to = destination(doc, mark->page, mark->y);
        if (!made || !to) return;
        pdf_put(doc, made, "Title", pdf_new_text(doc, mark->title));
        HPDF_Outline_SetDestination(made, to);
        HPDF_Outline_SetOpened(made, level == 0 ? HPDF_TRUE : HPDF_FALSE);
        parents[level] = made;
        last = level;
    }
}

void pdf_structure_finish(PdfDoc *doc)
{
    for (size_t i = 0; i < doc->links.count && !pdf_failed(doc); i++)
        make_link(doc, &doc->links.items[i]);
    make_bookmarks(doc);
}

/* --- attachments ------------------------------------------------------------------------------ */

static int by_name(const void *a, const void *b)
{
    return strcmp(((const PdfAttachment *)a)->name, ((const PdfAttachment *)b)->name);
}

static HPDF_Dict file_specification(PdfDoc *doc, const PdfAttachment *attachment)
{
    HPDF_Dict stream = pdf_new_stream(doc, attachment->data.data, attachment->data.size, true);
    HPDF_Dict spec = pdf_new_dict(doc);
    HPDF_Dict files = pdf_failed(doc) ? NULL : HPDF_Dict_New(doc->haru->mmgr);
    HPDF_Dict params = pdf_failed(doc) ? NULL : HPDF_Dict_New(doc->haru->mmgr);

    pdf_put_name(doc, stream, "Type", "EmbeddedFile");
    pdf_put_name(doc, stream, "Subtype", "text/csv");
    pdf_put_number(doc, params, "Size", (int)attachment->data.size);
    pdf_put(doc, stream, "Params", params);
    pdf_put_name(doc, spec, "Type", "Filespec");
    pdf_put(doc, spec, "F", pdf_new_text(doc, attachment->name));
    pdf_put(doc, spec, "UF", pdf_new_text(doc, attachment->name));
    if (*attachment->description) {
        pdf_put(doc, spec, "Desc", pdf_new_text(doc, attachment->description));
    }
    pdf_put(doc, spec, "EF", files);
    pdf_put(doc, files, "F", stream);
    pdf_put(doc, files, "UF", stream);
    return spec;
}

/* The names dictionary; a name tree wants its keys in order. */
void pdf_attachments_finish(PdfDoc *doc)
{
    if (!doc->attachments.count || pdf_failed(doc)) return;
    HPDF_Dict names = pdf_new_dict(doc), tree = pdf_new_dict(doc);
    HPDF_Array pairs = pdf_failed(doc) ? NULL : HPDF_Array_New(doc->haru->mmgr);

    qsort(doc->attachments.items, doc->attachments.count, sizeof *doc->attachments.items, by_name);
    for (size_t i = 0; i < doc->attachments.count && !pdf_failed(doc); i++) {
        const PdfAttachment *attachment = &doc->attachments.items[i];
        HPDF_Binary name = pdf_new_text(doc, attachment->name);
        HPDF_Dict spec = file_specification(doc, attachment);
        if (!pdf_failed(doc) && pairs && name && spec) {
            HPDF_Array_Add(pairs, name);
            HPDF_Array_Add(pairs, spec);
        }
    }
    pdf_put(doc, tree, "Names", pairs);
    pdf_put(doc, names, "EmbeddedFiles", tree);
    pdf_put(doc, doc->haru->catalog, "Names", names);
}

/* --- about the file --------------------------------------------------------------------------- */

static void put_info(PdfDoc *doc, const char *key, const char *text)
{
    if (text && *text) pdf_put(doc, doc->haru->info, key, pdf_new_text(doc, text));
}

static int64_t seconds_of(const PdfInfo *info)
{
    return info->seconds ? info->seconds : (int64_t)info->date * 86400;
}

static void xml_text(Buf *out, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&': buf_text(out, "&amp;"); break;
        case '<': buf_text(out, "&lt;"); break;
        case '>': buf_text(out, "&gt;"); break;
        default: buf_char(out, *text);
        }
    }
}

static void xml_element(Buf *out, const char *before, const char *text, const char *after)
{
    if (!text || !*text) return;
    buf_text(out, before);
    xml_text(out, text);
    buf_text(out, after);
}

/* The same as the info dictionary, as XMP (ISO 16684-1), where newer programs look. */
static void put_xmp(PdfDoc *doc, const char *iso_date)
{
    const PdfInfo *info = &doc->info;
    Buf xml = { 0 };

    buf_text(&xml, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                   "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
                   "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                   "<rdf:Description rdf:about=\"\" "
                   "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                   "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
                   "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
                   "<dc:format>application/pdf</dc:format>\n");
    xml_element(&xml, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->title,
                "</rdf:li></rdf:Alt></dc:title>\n");
    xml_element(&xml, "<dc:creator><rdf:Seq><rdf:li>", info->author,
                "</rdf:li></rdf:Seq></dc:creator>\n");
    xml_element(&xml, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->subject,
                "</rdf:li></rdf:Alt></dc:description>\n");
    xml_element(&xml, "<dc:language><rdf:Bag><rdf:li>", info->language,
                "</rdf:li></rdf:Bag></dc:language>\n");
    xml_element(&xml, "<pdf:Keywords>", info->keywords, "</pdf:Keywords>\n");
    xml_element(&xml, "<xmp:CreatorTool>", info->creator, "</xmp:CreatorTool>\n");
    xml_element(&xml, "<xmp:CreateDate>", iso_date, "</xmp:CreateDate>\n");
    xml_element(&xml, "<xmp:ModifyDate>", iso_date, "</xmp:ModifyDate>\n");
    buf_text(&xml, "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
    HPDF_Dict stream = pdf_new_stream(doc, xml.data, xml.size, false);
    pdf_put_name(doc, stream, "Type", "Metadata");
    pdf_put_name(doc, stream, "Subtype", "XML");
    pdf_put(doc, doc->haru->catalog, "Metadata", stream);
    buf_close(&xml);
}

static void put_dates(PdfDoc *doc)
{
    int64_t seconds = seconds_of(&doc->info);
    int64_t days = seconds / 86400 - (seconds % 86400 < 0);
    int64_t rest = seconds - days * 86400;
    CivilDate date = day_to_civil((Day)days);
    int hour = (int)(rest / 3600), minute = (int)(rest / 60 % 60), second = (int)(rest % 60);

    if (date.year < 1 || date.year > 9999) return;
    const char *text = arena_format(&doc->arena, "D:%04d%02d%02d%02d%02d%02dZ", date.year,
                                    date.month, date.day, hour, minute, second);
    HPDF_MMgr memory = doc->haru->mmgr;
    pdf_put(doc, doc->haru->info, "CreationDate", HPDF_String_New(memory, text, NULL));
    pdf_put(doc, doc->haru->info, "ModDate", HPDF_String_New(memory, text, NULL));
    put_xmp(doc, arena_format(&doc->arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", date.year, date.month,
                              date.day, hour, minute, second));
}

static void put_view(PdfDoc *doc)
{
    HPDF_Dict view = HPDF_Dict_New(doc->haru->mmgr);
    HPDF_Destination first = HPDF_Page_CreateDestination(doc->pages.items[0]->haru);

    if (view) HPDF_Dict_AddBoolean(view, "DisplayDocTitle", HPDF_TRUE);
    pdf_put(doc, doc->haru->catalog, "ViewerPreferences", view);
    HPDF_SetPageMode(doc->haru,
                     doc->bookmarks.count ? HPDF_PAGE_MODE_USE_OUTLINE : HPDF_PAGE_MODE_USE_NONE);
    HPDF_SetPageLayout(doc->haru, HPDF_PAGE_LAYOUT_SINGLE);
    if (first && HPDF_Destination_SetFit(first) == HPDF_OK) {
        HPDF_SetOpenAction(doc->haru, first);
    }
}

void pdf_metadata_finish(PdfDoc *doc)
{
    if (pdf_failed(doc) || !doc->pages.count) return;
    HPDF_SetInfoAttr(doc->haru, HPDF_INFO_PRODUCER, "clientele"); /* makes the dictionary, too */
    if (pdf_failed(doc)) return;
    put_info(doc, "Title", doc->info.title);
    put_info(doc, "Author", doc->info.author);
    put_info(doc, "Subject", doc->info.subject);
    put_info(doc, "Keywords", doc->info.keywords);
    put_info(doc, "Creator", doc->info.creator);
    put_dates(doc);
    if (doc->info.language && *doc->info.language) {
        pdf_put(doc, doc->haru->catalog, "Lang",
                HPDF_String_New(doc->haru->mmgr, doc->info.language, NULL));
    }
    if (!pdf_failed(doc)) put_view(doc);
}
