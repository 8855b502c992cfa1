/* The tree of elements as objects (ISO 32000-1, 14.7.2): each element, for each page the list of
 * the elements that its marked content belongs to, and the tree that finds these lists. libharu
 * would keep a dictionary of many parts for each of thousands of elements; here they are texts. */
#include <stdio.h>
#include <string.h>

#include "pdf/pdf_private.h"

/* --- which elements there are ----------------------------------------------------------------- */

static bool is_cell(const PdfElement *element)
{
    return strcmp(element->tag.type, "TD") == 0 || strcmp(element->tag.type, "TH") == 0;
}

static bool kid_lives(const PdfKid *kid)
{
    return !kid->element || kid->element->lives;
}

/* Children come after their parents, so that from the last to the first each knows its own. */
static size_t number_elements(PdfDoc *doc)
{
    size_t id = doc->tree_id;

    for (size_t i = doc->elements.count; i-- > 0;) {
        PdfElement *element = doc->elements.items[i];
        element->lives = i == 0 || is_cell(element);
        for (size_t k = 0; k < element->kids.count && !element->lives; k++)
            element->lives = kid_lives(&element->kids.items[k]);
    }
    for (size_t i = 0; i < doc->elements.count; i++) {
        if (doc->elements.items[i]->lives) doc->elements.items[i]->id = id++;
    }
    return id;
}

static size_t pages_marked(const PdfDoc *doc)
{
    size_t count = 0;

    for (size_t i = 0; i < doc->pages.count; i++)
        count += doc->pages.items[i]->marked.count > 0;
    return count;
}

/* --- the root --------------------------------------------------------------------------------- */

/* libharu calls this within the root's dictionary. */
static HPDF_STATUS write_root(HPDF_Dict root, HPDF_Stream stream)
{
    const PdfDoc *doc = root->attr;
    const PdfElement *last = doc->elements.items[0];
    char text[160];

    for (size_t i = 0; i < doc->elements.count; i++) {
        if (doc->elements.items[i]->lives) last = doc->elements.items[i];
    }
    snprintf(text, sizeof text, "/K %zu 0 R\n/ParentTree %zu 0 R\n/ParentTreeNextKey %zu\n",
             doc->tree_id, last->id + 1 + pages_marked(doc), doc->pages.count + doc->links.count);
    return HPDF_Stream_WriteStr(stream, text);
}

void pdf_tree_finish(PdfDoc *doc)
{
    HPDF_Dict root = pdf_new_dict(doc);
    HPDF_Dict mark_info = pdf_failed(doc) ? NULL : HPDF_Dict_New(doc->haru->mmgr);

    pdf_put_name(doc, root, "Type", "StructTreeRoot");
    if (mark_info) HPDF_Dict_AddBoolean(mark_info, "Marked", HPDF_TRUE);
    pdf_put(doc, doc->haru->catalog, "MarkInfo", mark_info);
    pdf_put(doc, doc->haru->catalog, "StructTreeRoot", root);
    for (size_t i = 0; i < doc->pages.count; i++) {
        PdfPage *page = doc->pages.items[i];
        pdf_put_name(doc, page->haru, "Tabs", "S");
        if (page->marked.count) pdf_put_number(doc, page->haru, "StructParents", (int)i);
    }
    if (pdf_failed(doc) || !root) return;
    root->attr = doc;
    root->write_fn = write_root;
    doc->tree_id = doc->haru->xref->entries->count + doc->haru->xref->start_offset;
    number_elements(doc);
}

/* --- elements --------------------------------------------------------------------------------- */

static void put_hex(Buf *out, const char *text)
{
    Buf utf16 = { 0 };

    pdf_put_utf16(&utf16, text);
    buf_char(out, '<');
    for (size_t i = 0; i < utf16.size; i++)
        buf_format(out, "%02X", (unsigned char)utf16.data[i]);
    buf_char(out, '>');
    buf_close(&utf16);
}

static void put_box(Buf *out, const double box[4])
{
    char number[NUMBER_TEXT];

    buf_text(out, "/BBox[");
    for (int i = 0; i < 4; i++)
        buf_format(out, "%s%s", i ? " " : "", number_fixed(number, box[i], 2));
    buf_char(out, ']');
}

static void put_attributes(Buf *out, const PdfElement *element)
{
    const PdfTag *tag = &element->tag;

    if (tag->scope) buf_format(out, "/A<</O/Table/Scope/%s>>", tag->scope);
    if (tag->numbering) buf_format(out, "/A<</O/List/ListNumbering/%s>>", tag->numbering);
    if (element->has_box) {
        buf_text(out, "/A<</O/Layout/Placement/Block");
        put_box(out, element->box);
        buf_text(out, ">>");
    }
    if (tag->alt) {
        buf_text(out, "/Alt");
        put_hex(out, tag->alt);
    }
}

static void put_kid(Buf *out, const PdfKid *kid, const PdfPage *page)
{
    size_t page_id = kid->page ? pdf_object_id(kid->page->haru) : 0;

    if (kid->element)
        buf_format(out, "%zu 0 R", kid->element->id);
    else if (kid->link)
        buf_format(out, "<</Type/OBJR/Pg %zu 0 R/Obj %zu 0 R>>", page_id, pdf_object_id(kid->link));
    else if (kid->page == page)
        buf_format(out, "%zu", kid->mcid);
    else
        buf_format(out, "<</Type/MCR/Pg %zu 0 R/MCID %zu>>", page_id, kid->mcid);
}

/* The page of its first marked content, of which the number alone is then enough. */
static const PdfPage *page_of(const PdfElement *element)
{
    for (size_t i = 0; i < element->kids.count; i++) {
        const PdfKid *kid = &element->kids.items[i];
        if (!kid->element && !kid->link) return kid->page;
    }
    return NULL;
}

static void put_element(Buf *out, const PdfDoc *doc, const PdfElement *element)
{
    const PdfPage *page = page_of(element);
    bool leads_nowhere = strcmp(element->tag.type, "Link") == 0 && !element->has_link;
    size_t parent = element->parent ? element->parent->id : doc->tree_id;
    bool first = true;

    if (!element->parent)
        parent = pdf_object_id(
            HPDF_Dict_GetItem(doc->haru->catalog, "StructTreeRoot", HPDF_OCLASS_DICT));
    buf_format(out, "<</S/%s/P %zu 0 R", leads_nowhere ? "Span" : element->tag.type, parent);
    if (page) buf_format(out, "/Pg %zu 0 R", pdf_object_id(page->haru));
    put_attributes(out, element);
    buf_text(out, "/K[");
    for (size_t i = 0; i < element->kids.count; i++) {
        if (!kid_lives(&element->kids.items[i])) continue;
        if (!first) buf_char(out, ' ');
        put_kid(out, &element->kids.items[i], page);
        first = false;
    }
    buf_text(out, "]>>\n");
}

/* --- from the page to the elements ------------------------------------------------------------ */

static void put_page(Buf *out, const PdfPage *page)
{
    buf_char(out, '[');
    for (size_t i = 0; i < page->marked.count; i++)
        buf_format(out, "%s%zu 0 R", i ? " " : "", page->marked.items[i]->id);
    buf_text(out, "]\n");
}

/* Keys: the pages by their numbers, then the links. */
static void put_parents(Buf *out, const PdfDoc *doc, size_t first_page_id)
{
    size_t id = first_page_id;

    buf_text(out, "<</Nums[");
    for (size_t i = 0; i < doc->pages.count; i++) {
        if (doc->pages.items[i]->marked.count) buf_format(out, "%zu %zu 0 R ", i, id++);
    }
    for (size_t i = 0; i < doc->links.count; i++)
        buf_format(out, "%zu %zu 0 R ", doc->pages.count + i, doc->links.items[i].element->id);
    buf_text(out, "]>>\n");
}

static Buf *begin_object(PdfTexts *out, PdfDoc *doc)
{
    VEC_PUSH(&doc->arena, &out->starts, out->text.size);
    return &out->text;
}

void pdf_tree_write(PdfTexts *out, PdfDoc *doc)
{
    for (size_t i = 0; i < doc->elements.count; i++) {
        if (doc->elements.items[i]->lives)
            put_element(begin_object(out, doc), doc, doc->elements.items[i]);
    }
    size_t first_page_id = doc->tree_id + out->starts.count;
    for (size_t i = 0; i < doc->pages.count; i++) {
        if (doc->pages.items[i]->marked.count)
            put_page(begin_object(out, doc), doc->pages.items[i]);
    }
    put_parents(begin_object(out, doc), doc, first_page_id);
}
