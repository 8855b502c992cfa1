/* Marked content: which part of a page belongs to which element (ISO 32000-1, 14.6 and 14.7.4).
 *
 * A mark is opened when something is drawn and stays open until something else's turn comes, so
 * that the lines of a paragraph are one marked content and what draws nothing leaves no trace. */
#include <math.h>
#include <string.h>

#include "pdf/pdf_private.h"

/* --- elements --------------------------------------------------------------------------------- */

static size_t place_of(const PdfKeys *keys, const void *key)
{
    size_t at = (size_t)((uint64_t)(uintptr_t)key * 0x9E3779B97F4A7C15u >> 32);

    for (;; at++) {
        at &= keys->capacity - 1;
        if (!keys->items[at].key || keys->items[at].key == key) return at;
    }
}

PdfElement *pdf_element(const PdfDoc *doc, const void *key)
{
    return key && doc->keys.capacity ? doc->keys.items[place_of(&doc->keys, key)].element : NULL;
}

static void keep_key(PdfDoc *doc, const void *key, PdfElement *element)
{
    PdfKeys *keys = &doc->keys, old = *keys;

    if (2 * keys->count >= keys->capacity) {
        keys->capacity = old.capacity ? 2 * old.capacity : 256;
        keys->items = ARENA_ARRAY(&doc->arena, struct PdfKey, keys->capacity);
        for (size_t i = 0; i < old.capacity; i++) {
            if (old.items[i].key) keys->items[place_of(keys, old.items[i].key)] = old.items[i];
        }
    }
    struct PdfKey *place = &keys->items[place_of(keys, key)];
    keys->count += !place->key;
    *place = (struct PdfKey){ key, element };
}

void pdf_add_kid(PdfDoc *doc, PdfElement *element, PdfKid kid)
{
    VEC_PUSH(&doc->arena, &element->kids, kid);
}

static const char *own(PdfDoc *doc, const char *text)
{
    return text ? arena_text(&doc->arena, text) : NULL;
}

PdfElement *pdf_element_new(PdfDoc *doc, const void *key, PdfElement *parent, const PdfTag *tag)
{
    PdfElement *made = ARENA_NEW(&doc->arena, PdfElement);

    made->tag = (PdfTag){ own(doc, tag->type), own(doc, tag->scope), own(doc, tag->numbering),
                          own(doc, tag->alt) };
    if (!parent && doc->elements.count) parent = doc->elements.items[0];
    made->parent = parent;
    if (parent) pdf_add_kid(doc, parent, (PdfKid){ .element = made });
    VEC_PUSH(&doc->arena, &doc->elements, made);
    if (key) keep_key(doc, key, made);
    return made;
}

void pdf_tags_open(PdfDoc *doc)
{
    pdf_element_new(doc, NULL, NULL, &(PdfTag){ .type = "Document" });
}

void pdf_element_box(PdfElement *element, const PdfPage *page, double x, double y, double width,
                     double height)
{
    if (!element || !isfinite(x + y + width + height) || !(width > 0) || !(height > 0)) return;
    element->box[0] = fmax(x, 0);
    element->box[1] = fmax(page->height_pt - y - height, 0);
    element->box[2] = fmin(x + width, page->width_pt);
    element->box[3] = fmin(page->height_pt - y, page->height_pt);
    element->has_box = true;
}

/* --- marks ------------------------------------------------------------------------------------ */

static PdfMark mark_wanted(const PdfPage *page)
{
    return page->tags.count ? page->tags.items[page->tags.count - 1]
                            : (PdfMark){ .artifact = PDF_DECORATION };
}

static void open_tag(PdfPage *page, PdfMark mark)
{
    const PdfMark outer = mark_wanted(page);

    if (page->tags.count && !outer.element) mark = outer;
    VEC_PUSH(&page->doc->arena, &page->tags, mark);
}

void pdf_tag_open(PdfPage *page, PdfElement *element)
{
    open_tag(page, (PdfMark){ .element = element });
}

void pdf_tag_open_artifact(PdfPage *page, PdfArtifact kind)
{
    open_tag(page, (PdfMark){ .artifact = kind });
}

void pdf_tag_close(PdfPage *page)
{
    if (page->tags.count) page->tags.count--;
}

static void begin_artifact(Buf *out, PdfArtifact kind)
{
    switch (kind) {
    case PDF_DECORATION: buf_text(out, "/Artifact BMC\n"); break;
    case PDF_PAGE_HEAD:
        buf_text(out, "/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC\n");
        break;
    case PDF_PAGE_FOOT:
        buf_text(out, "/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC\n");
        break;
    }
}

static void begin_element(PdfPage *page, PdfElement *element)
{
    PdfDoc *doc = page->doc;
    size_t mcid = page->marked.count;

    buf_format(&page->content, "/%s <</MCID %zu>> BDC\n", element->tag.type, mcid);
    VEC_PUSH(&doc->arena, &page->marked, element);
    pdf_add_kid(doc, element, (PdfKid){ .page = page, .mcid = mcid });
}

void pdf_need_mark(PdfPage *page)
{
    const PdfMark wanted = mark_wanted(page);

    if (page->mark_open && page->mark.element == wanted.element &&
        page->mark.artifact == wanted.artifact)
        return;
    pdf_end_mark(page);
    page->mark = wanted;
    page->mark_open = true;
    page->mark_depth = page->depth;
    if (wanted.element)
        begin_element(page, wanted.element);
    else
        begin_artifact(&page->content, wanted.artifact);
}

void pdf_end_mark(PdfPage *page)
{
    if (page->mark_open) buf_text(&page->content, "EMC\n");
    page->mark_open = false;
    page->mark_depth = 0;
}
