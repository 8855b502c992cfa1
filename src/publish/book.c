/* The book: the report as a PDF. The layout is in book_*.c; here the order of things, and the ink. */
#include <stdlib.h>

#include "publish/book_private.h"

/* --- layout ----------------------------------------------------------------------------------- */

static bool is_half(const Section *section, size_t i)
{
    return i < section->blocks.count && section->blocks.items[i].kind == BLOCK_FIGURE &&
           section->blocks.items[i].figure.half;
}

static void add_section(Book *book, BookPieces *pieces, const Section *section, bool figures)
{
    book_add_section_title(book, pieces, section);
    for (size_t i = 0; i < section->blocks.count; i++) {
        const Block *block = &section->blocks.items[i];
        if (block->kind == BLOCK_FIGURE && !figures) continue;
        if (is_half(section, i) && is_half(section, i + 1)) {
            book_add_figures(book, pieces, &block->figure, &section->blocks.items[i + 1].figure);
            i++;
            continue;
        }
        book_add_block(book, pieces, block);
    }
}

static void add_chapter(Book *book, const Page *page)
{
    BookPieces pieces = { 0 };
    bool figures = !(book->terse && page->kind == PAGE_SEGMENT);

    book_add_chapter_title(book, &pieces, page);
    for (size_t i = 0; i < page->sections.count; i++)
        add_section(book, &pieces, &page->sections.items[i], figures);
    if (pieces.count) pieces.items[pieces.count - 1]->keep_next = false;
    book_flow(book, &pieces, page->title ? page->title : "");
}

/* The chapters' pages, after `front` pages that are still to be filled. */
static void lay_out(Book *book, size_t front, size_t profiles)
{
    size_t seen = 0;

    for (size_t i = 0; i < front; i++)
        book_page(book, "Contents", false);
    for (size_t i = 0; i < book->report->pages.count; i++) {
        const Page *page = &book->report->pages.items[i];
        if (page->kind == PAGE_SEGMENT && seen++ >= profiles) continue;
        add_chapter(book, page);
    }
}

static Book lay_out_again(const Report *report, bool terse, size_t profiles, Arena *arena, Err *err)
{
    Book book = { .report = report, .theme = &THEME_LIGHT, .arena = arena, .err = err };

    book.terse = terse;
    book_cover(&book);
    lay_out(&book, 1, profiles);
    size_t contents = book_contents_pages(&book);
    if (contents > 1) { /* known only now; the chapters move back by as much */
        book = (Book){ .report = report, .theme = &THEME_LIGHT, .arena = arena, .err = err };
        book.terse = terse;
        book_cover(&book);
        lay_out(&book, contents, profiles);
    }
    book_contents(&book, 1);
    return book;
}

static Book lay_out_within_bounds(const Report *report, Arena *arena, Err *err)
{
    Book book = lay_out_again(report, false, SIZE_MAX, arena, err);

    if (book.pages.count <= BOOK_PAGES_MAX || book.status) return book;
    book = lay_out_again(report, true, SIZE_MAX, arena, err);
    for (size_t profiles = 40; book.pages.count > BOOK_PAGES_MAX && !book.status; profiles -= 4) {
        book = lay_out_again(report, true, profiles, arena, err);
        if (profiles < 4) break;
    }
    return book;
}

/* --- ink -------------------------------------------------------------------------------------- */

static void ink_links(const Book *book, PdfPage *pdf, const BookArt *art)
{
    for (size_t i = 0; i < art->links.count; i++) {
        const BookLink *link = &art->links.items[i];
        size_t anchor = link->path ? book_anchor_find(book, link->path) : link->anchor;
        if (link->uri) {
            pdf_link_uri(pdf, link->at.x, link->at.y, link->at.width, link->at.height, link->uri);
        } else if (anchor < book->anchors.count && book->anchors.items[anchor].page != SIZE_MAX) {
            const BookAnchor *to = &book->anchors.items[anchor];
            pdf_link_page(pdf, link->at.x, link->at.y, link->at.width, link->at.height, to->page,
                          to->y_pt - 12);
        }
    }
}

static Status ink_pages(PdfDoc *doc, const Book *book, const PublishPlan *plan, Err *err)
{
    for (size_t i = 0; i < book->pages.count; i++) {
        const BookArt *art = &book->pages.items[i]->art;
        double width = art->scene.width_pt, height = art->scene.height_pt;
        PdfPage *page;
        Status s;
        if ((s = pdf_page_begin(&page, doc, width, height, err))) return s;
        if ((s = paint_pdf(page, &art->scene, (Rect){ 0, 0, width, height }, err))) return s;
        ink_links(book, page, art);
        if ((s = pdf_page_end(page, err))) return s;
        if (plan->progress) {
            plan->progress(plan->progress_context, "report.pdf",
                           (double)(i + 1) / (double)book->pages.count);
        }
    }
    return OK;
}

static void add_bookmarks(PdfDoc *doc, const Book *book)
{
    int parent = 0; /* sections of a chapter hang one below it, those of a profile two */

    pdf_bookmark(doc, 0, "Contents", 1, 0);
    for (size_t i = 0; i < book->anchors.count; i++) {
        const BookAnchor *anchor = &book->anchors.items[i];
        if (anchor->level < 2) parent = anchor->level;
        if (anchor->page == SIZE_MAX) continue;
        int level = anchor->level < 2 ? anchor->level : parent + 1;
        pdf_bookmark(doc, level, anchor->title, anchor->page, anchor->y_pt - 12);
    }
    pdf_page_labels(doc, 0, 'D', 1);
}

static PdfInfo info_of(const Report *report, const PublishPlan *plan, Arena *arena)
{
    const char *period = report->period ? report->period : "";

    return (PdfInfo){
        .title = arena_format(arena, "%s: %s", report->business ? report->business : "",
                              report->title ? report->title : ""),
        .author = report->business,
        .subject = arena_format(arena, "Customer segments from the purchases of %s", period),
        .keywords = "customer segmentation, RFM, k-means, customer value",
        .language = "en",
        .creator = report->generator,
        .date = report->as_of,
        .seconds = plan->epoch,
    };
}

static Status ink(Buf *out, PdfDoc *doc, const Book *book, const PublishPlan *plan, Err *err)
{
    Status s;

    pdf_set_advance(doc, paint_pdf_advance);
    if ((s = ink_pages(doc, book, plan, err))) return s;
    add_bookmarks(doc, book);
    return pdf_finish(out, doc, err);
}

Status book_write(Buf *out, const Report *report, const PublishPlan *plan, Arena *arena, Err *err)
{
    const Bytes fonts[PDF_FONTS] = {
        [PDF_REGULAR] = font_file(FONT_REGULAR), [PDF_SEMIBOLD] = font_file(FONT_SEMIBOLD)
    };
    PdfInfo info = info_of(report, plan, arena);
    Book book = lay_out_within_bounds(report, arena, err);
    PdfDoc *doc = NULL;
    Status s = book.status;

    if (s) return s;
    book_running_heads(&book);
    if ((s = pdf_open(&doc, &info, fonts, err))) return s;
    s = ink(out, doc, &book, plan, err);
    pdf_close(doc);
    return s ? err_context(err, "report.pdf") : OK;
}
