/* The book: the report as a PDF. Its pages are made by book/compose.c; here they are inked. */
#include <string.h>

#include "book/compose.h"
#include "book/logo.h"
#include "data/csv_text.h"

#define SPOT_ABOVE_PT 12.0 /* what a reader who is led to a place sees above it */

/* "Champions, page 12" */
static const char *spot_says(const BookSpot *spot, Arena *arena)
{
    return PHRASE(arena, "{title}, page {page}", phrase_text("title", spot->place->title),
                  phrase_id("page", (int64_t)spot->page + 1, arena));
}

static void ink_links(const Book *book, PdfPage *pdf, const BookArt *art, Arena *arena)
{
    for (size_t i = 0; i < art->links.count; i++) {
        const BookLink *link = &art->links.items[i];
        size_t at = link->path ? book_find_spot(book, link->path) : link->spot;
        PdfLinkPlace place = { .x = link->at.x,
                               .y = link->at.y,
                               .width = link->at.width,
                               .height = link->at.height,
                               .element = paint_pdf_element(pdf_page_doc(pdf), link->tag) };
        if (link->uri) {
            pdf_link_uri(pdf, &place, link->uri);
        } else if (at < book->spots.count) {
            const BookSpot *to = &book->spots.items[at];
            place.says = spot_says(to, arena);
            pdf_link_page(pdf, &place, to->page, to->y_pt - SPOT_ABOVE_PT);
        }
    }
}

static Status ink_pages(PdfDoc *doc, const Book *book, const BookLayout *layout,
                        const BookPlan *plan, Err *err)
{
    for (size_t i = 0; i < book->pages.count; i++) {
        const BookArt *art = &book->pages.items[i].art;
        double width = art->scene.width_pt, height = art->scene.height_pt;
        PdfPage *page;
        Status s;
        if ((s = pdf_page_begin(&page, doc, width, height, err))) return s;
        if (i == 0 && !plan->summary_only) book_ink_logo(page, layout, &plan->logo);
        if ((s = paint_pdf(page, &art->scene, (Rect){ 0, 0, width, height }, err))) return s;
        ink_links(book, page, art, layout->arena);
        if ((s = pdf_page_end(page, err))) return s;
        if (plan->progress) {
            plan->progress(plan->progress_context, "Typesetting the book",
                           (double)(i + 1) / (double)book->pages.count);
        }
    }
    return OK;
}

static void add_bookmarks(PdfDoc *doc, const Book *book, bool contents)
{
    int parent = 0; /* sections of a chapter hang one below it, those of a profile two */

    if (contents) pdf_bookmark(doc, 0, "Contents", 1, 0);
    for (size_t i = 0; i < book->spots.count; i++) {
        const BookSpot *spot = &book->spots.items[i];
        if (spot->place->level < 2) parent = spot->place->level;
        int level = spot->place->level < 2 ? spot->place->level : parent + 1;
        pdf_bookmark(doc, level, spot->place->title, spot->page, spot->y_pt - SPOT_ABOVE_PT);
    }
    pdf_page_labels(doc, 0, 'D', 1);
}

/* A PDF's attachments have no folders: "segments/champions.csv" becomes "segments-champions.csv".
 */
static const char *attachment_name(const Attachment *attachment, Arena *arena)
{
    static const char folder[] = "attachments/";
    size_t skip = strncmp(attachment->path, folder, strlen(folder)) ? 0 : strlen(folder);
    char *name = arena_text(arena, attachment->path + skip);

    for (char *c = name; (c = strchr(c, '/'));)
        *c = '-';
    return name;
}

static Status attach_tables(PdfDoc *doc, const Report *report, Arena *arena, Err *err)
{
    Status s = OK;

    for (size_t i = 0; i < report->attachments.count && !s; i++) {
        const Attachment *attachment = &report->attachments.items[i];
        Buf csv = { 0 };
        if (!attachment->table) continue;
        csv_put_table(&csv, attachment->table);
        s = pdf_attach(doc, attachment_name(attachment, arena), attachment->description,
                       (Bytes){ (const unsigned char *)csv.data, csv.size }, err);
        buf_close(&csv);
    }
    return s;
}

static PdfInfo info_of(const Report *report, const BookPlan *plan, Arena *arena)
{
    const char *period = report->period ? report->period : "";

    return (PdfInfo){
        .title = PHRASE(arena, "{business}: {title}",
                        phrase_text("business", report->business ? report->business : ""),
                        phrase_text("title", report->title ? report->title : "")),
        .author = report->business,
        .subject = PHRASE(arena, "Customer segments from the purchases of {period}",
                          phrase_text("period", period)),
        .keywords = "customer segmentation, RFM, k-means, customer value",
        .language = "en",
        .creator = report->generator,
        .date = report->as_of,
        .seconds = plan->epoch,
    };
}

static Status ink(Buf *out, PdfDoc *doc, const Book *book, const BookLayout *layout,
                  const BookPlan *plan, Err *err)
{
    Status s;

    pdf_set_advance(doc, paint_pdf_advance);
    pdf_set_fallback(doc, font_fallback_glyph);
    if ((s = ink_pages(doc, book, layout, plan, err))) return s;
    add_bookmarks(doc, book, !plan->summary_only);
    if (plan->attach_csv && (s = attach_tables(doc, layout->report, layout->arena, err))) return s;
    return pdf_finish(out, doc, err);
}

Status book_write(Buf *out, const Report *report, const BookPlan *plan, Arena *arena, Err *err)
{
    const Bytes fonts[PDF_FONTS] = { [PDF_REGULAR] = font_file(FONT_REGULAR),
                                     [PDF_SEMIBOLD] = font_file(FONT_SEMIBOLD),
                                     [PDF_FALLBACK] = font_fallback_file() };
    const PdfInfo info = info_of(report, plan, arena);
    const BookLayout layout = book_layout(report, plan, arena);
    PdfDoc *doc = NULL;
    Book book;
    Status s;

    if ((s = book_compose(&book, &layout, plan->summary_only, err))) return s;
    if ((s = pdf_open(&doc, &info, fonts, err))) return s;
    s = ink(out, doc, &book, &layout, plan, err);
    pdf_close(doc);
    return s ? err_context(err, "report.pdf") : OK;
}
