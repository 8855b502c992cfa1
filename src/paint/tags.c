#include "paint/tags.h"

#define DEEPEST_TITLE 6 /* PDF has no H7 */

/* --- what a tag is called --------------------------------------------------------------------- */

static int sections_around(const Tag *tag)
{
    int count = 0;

    for (const Tag *outer = tag->within; outer; outer = outer->within)
        count += outer->role == TAG_SECTION;
    return count;
}

static PdfTag title_of_level(int level)
{
    static const char *const types[DEEPEST_TITLE] = { "H1", "H2", "H3", "H4", "H5", "H6" };
    int at = level < 1 ? 1 : level > DEEPEST_TITLE ? DEEPEST_TITLE : level;

    return (PdfTag){ .type = types[at - 1] };
}

/* Of roles that are read; those that are not have no element. */
static PdfTag element_tag(const Tag *tag)
{
    switch (tag->role) {
    case TAG_SECTION: return (PdfTag){ .type = "Sect" };
    case TAG_TITLE: return title_of_level(sections_around(tag));
    case TAG_HEADING: return title_of_level(sections_around(tag) + 1);
    case TAG_GROUP: return (PdfTag){ .type = "Div" };
    case TAG_PARAGRAPH: return (PdfTag){ .type = "P" };
    case TAG_QUOTE: return (PdfTag){ .type = "BlockQuote" };
    case TAG_CODE: return (PdfTag){ .type = "Code" };
    case TAG_LIST: return (PdfTag){ .type = "L", .numbering = "None" };
    case TAG_LIST_NUMBERED: return (PdfTag){ .type = "L", .numbering = "Decimal" };
    case TAG_ITEM: return (PdfTag){ .type = "LI" };
    case TAG_LABEL: return (PdfTag){ .type = "Lbl" };
    case TAG_BODY: return (PdfTag){ .type = "LBody" };
    case TAG_TABLE: return (PdfTag){ .type = "Table" };
    case TAG_ROW: return (PdfTag){ .type = "TR" };
    case TAG_COLUMN_HEAD: return (PdfTag){ .type = "TH", .scope = "Column" };
    case TAG_ROW_HEAD: return (PdfTag){ .type = "TH", .scope = "Row" };
    case TAG_CELL: return (PdfTag){ .type = "TD" };
    case TAG_FIGURE: return (PdfTag){ .type = "Figure", .alt = tag->alt };
    case TAG_CAPTION: return (PdfTag){ .type = "Caption" };
    case TAG_LINK: return (PdfTag){ .type = "Link" };
    case TAG_CONTENTS: return (PdfTag){ .type = "TOC" };
    case TAG_ENTRY: return (PdfTag){ .type = "TOCI" };
    case TAG_REFERENCE: return (PdfTag){ .type = "Reference" };
    case TAG_DECORATION:
    case TAG_PAGE_HEAD:
    case TAG_PAGE_FOOT: break;
    }
    return (PdfTag){ .type = "NonStruct" };
}

static bool is_artifact(TagRole role)
{
    return role == TAG_DECORATION || role == TAG_PAGE_HEAD || role == TAG_PAGE_FOOT;
}

static PdfArtifact artifact_of(TagRole role)
{
    return role == TAG_PAGE_HEAD   ? PDF_PAGE_HEAD
           : role == TAG_PAGE_FOOT ? PDF_PAGE_FOOT
                                   : PDF_DECORATION;
}

/* --- elements --------------------------------------------------------------------------------- */

static const void *key_of(const Tag *tag)
{
    return tag->key ? tag->key : tag;
}

PdfElement *paint_pdf_element(const PdfDoc *doc, const Tag *tag)
{
    return tag ? pdf_element(doc, key_of(tag)) : NULL;
}

/* Made where it is first met, after its parents: as deep as sections, lists and tables lie in each
 * other. */
static PdfElement *element_of(PdfDoc *doc, const Tag *tag, PdfElement *around)
{
    PdfElement *found = pdf_element(doc, key_of(tag));

    if (found) return found;
    const PdfTag made = element_tag(tag);
    PdfElement *parent = tag->within ? element_of(doc, tag->within, around) : around;
    return pdf_element_new(doc, key_of(tag), parent, &made);
}

void tags_open(PdfTags *tags, const Tag *tag, Rect box)
{
    const size_t depth = tags->open.count;
    PdfElement *around = depth ? tags->open.items[depth - 1] : NULL, *element = NULL;

    if (is_artifact(tag->role) || (depth && !around)) {
        pdf_tag_open_artifact(tags->page, artifact_of(tag->role));
    } else {
        element = element_of(pdf_page_doc(tags->page), tag, around);
        if (tag->role == TAG_FIGURE)
            pdf_element_box(element, tags->page, box.x, box.y, box.width, box.height);
        pdf_tag_open(tags->page, element);
    }
    VEC_PUSH(tags->arena, &tags->open, element);
}

void tags_open_figure(PdfTags *tags, const char *alt, Rect box)
{
    PdfElement *element = pdf_element_new(pdf_page_doc(tags->page), NULL, NULL,
                                          &(PdfTag){ "Figure", NULL, NULL, alt });

    pdf_element_box(element, tags->page, box.x, box.y, box.width, box.height);
    pdf_tag_open(tags->page, element);
    VEC_PUSH(tags->arena, &tags->open, element);
}

void tags_close(PdfTags *tags)
{
    if (!tags->open.count) return;
    tags->open.count--;
    pdf_tag_close(tags->page);
}

bool tags_read(const PdfTags *tags)
{
    return tags->open.count && tags->open.items[tags->open.count - 1];
}
