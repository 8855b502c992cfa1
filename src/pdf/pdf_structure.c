/* What a reader's program shows around the pages: links, bookmarks, labels, attachments. Links and
 * bookmarks wait until pdf_finish, when every page exists. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_private.h"

#define MAX_LEVEL 8

/* --- gathering -------------------------------------------------------------------------------- */

/* The part of the box that lies on the page; false when there is none. A number that is too large
 * for libharu would make the whole file unwritable. */
static bool clip_box(PdfLink *link, PdfPage *page, const PdfLinkPlace *at)
{
    if (!page || !isfinite(at->x) || !isfinite(at->y) || !isfinite(at->width) ||
        !isfinite(at->height))
        return false;
    double right = fmin(at->x + at->width, page->width_pt);
    double bottom = fmin(at->y + at->height, page->height_pt);

    link->page = page;
    link->x = fmax(at->x, 0);
    link->y = fmax(at->y, 0);
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

static void add_link(PdfDoc *doc, PdfLink link, const PdfLinkPlace *at)
{
    link.element =
        at->element ? at->element : pdf_element_new(doc, NULL, NULL, &(PdfTag){ .type = "Link" });
    link.says = at->says ? arena_text(&doc->arena, at->says) : NULL;
    VEC_PUSH(&doc->arena, &doc->links, link);
}

void pdf_link_uri(PdfPage *page, const PdfLinkPlace *at, const char *uri)
{
    PdfLink link = { 0 };

    if (!clip_box(&link, page, at)) return;
    if (!uri_is_safe(uri) || strlen(uri) > 2000) return;
    link.uri = arena_text(&page->doc->arena, uri);
    add_link(page->doc, link, at);
}

void pdf_link_page(PdfPage *page, const PdfLinkPlace *at, size_t target_page, double target_y)
{
    PdfLink link = { 0 };

    if (!clip_box(&link, page, at) || !isfinite(target_y)) return;
    link.target_page = target_page;
    link.target_y = target_y;
    add_link(page->doc, link, at);
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

/* What a reader who does not see the link is told. */
static const char *says(PdfDoc *doc, const PdfLink *link)
{
    char page[NUMBER_TEXT];

    if (link->says && *link->says) return link->says;
    if (link->uri) return link->uri;
    number_fixed(page, (double)link->target_page + 1, 0);
    return PHRASE(&doc->arena, "Page {page}", phrase_text("page", page));
}

/* `key` is where the tree of the tags finds the link's element. */
static void make_link(PdfDoc *doc, const PdfLink *link, size_t key)
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
    pdf_put(doc, made, "Contents", pdf_new_text(doc, says(doc, link)));
    pdf_put_number(doc, made, "StructParent", (int)key);
    pdf_add_kid(doc, link->element, (PdfKid){ .page = link->page, .link = made });
    link->element->has_link = true;
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
        make_link(doc, &doc->links.items[i], doc->pages.count + i);
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
    pdf_put_date(doc, params, "ModDate");
    pdf_put(doc, stream, "Params", params);
    pdf_put_name(doc, spec, "Type", "Filespec");
    pdf_put(doc, spec, "F", pdf_new_text(doc, attachment->name));
    pdf_put(doc, spec, "UF", pdf_new_text(doc, attachment->name));
    if (*attachment->description) {
        pdf_put(doc, spec, "Desc", pdf_new_text(doc, attachment->description));
    }
    pdf_put_name(doc, spec, "AFRelationship", "Data");
    pdf_put(doc, spec, "EF", files);
    pdf_put(doc, files, "F", stream);
    pdf_put(doc, files, "UF", stream);
    return spec;
}

/* The names dictionary; a name tree wants its keys in order. PDF/A-3 wants each of them associated
 * with the document, too. */
void pdf_attachments_finish(PdfDoc *doc)
{
    if (!doc->attachments.count || pdf_failed(doc)) return;
    HPDF_Dict names = pdf_new_dict(doc), tree = pdf_new_dict(doc);
    HPDF_Array pairs = pdf_failed(doc) ? NULL : HPDF_Array_New(doc->haru->mmgr);
    HPDF_Array all = pdf_failed(doc) ? NULL : HPDF_Array_New(doc->haru->mmgr);

    qsort(doc->attachments.items, doc->attachments.count, sizeof *doc->attachments.items, by_name);
    for (size_t i = 0; i < doc->attachments.count && !pdf_failed(doc); i++) {
        const PdfAttachment *attachment = &doc->attachments.items[i];
        HPDF_Binary name = pdf_new_text(doc, attachment->name);
        HPDF_Dict spec = file_specification(doc, attachment);
        if (!pdf_failed(doc) && pairs && all && name && spec) {
            HPDF_Array_Add(pairs, name);
            HPDF_Array_Add(pairs, spec);
            HPDF_Array_Add(all, spec);
        }
    }
    pdf_put(doc, tree, "Names", pairs);
    pdf_put(doc, names, "EmbeddedFiles", tree);
    pdf_put(doc, doc->haru->catalog, "Names", names);
    pdf_put(doc, doc->haru->catalog, "AF", all);
}
