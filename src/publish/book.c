/* The book: the report as a PDF. The layout is in book_*.c; here the order of things, and the ink.
 */
#include <string.h>

#include "publish/book_private.h"

/* --- layout ----------------------------------------------------------------------------------- */

static BookPieces chapter_pieces(Book *book, const Page *page)
{
    BookPieces pieces = { 0 };
    const char *title = book_chapter_title(page);

    book_add_chapter_title(book, &pieces, page);
    for (size_t i = 0; i < page->sections.count; i++) {
        const Section *section = &page->sections.items[i];
        bool repeats = i == 0 && section->title && strcmp(section->title, title) == 0;
        book_add_section(book, &pieces, section, repeats);
    }
    return pieces;
}

/* The summary stands on one page, in smaller type where that makes it fit. */
static BookPieces summary_pieces(Book *book, const Page *page)
{
    const BookMark start = book_mark(book);
    BookPieces loose = chapter_pieces(book, page);

    if (book_fits_a_page(book, &loose)) return loose;
    const BookMark end = book_mark(book);
    book_back_to(book, start);
    book->dense = true;
    BookPieces tight = chapter_pieces(book, page);
    book->dense = false;
    if (book_fits_a_page(book, &tight)) return tight;
    book_back_to(book, end); /* the same anchors stand there: those of the same titles */
    return loose;
}

static bool is_back_matter(const Report *report, size_t i)
{
    if (i >= report->pages.count) return false;
    PageKind kind = report->pages.items[i].kind;
    return kind == PAGE_METHOD || kind == PAGE_QUALITY || kind == PAGE_ATTACHMENTS;
}

/* Chapters from..to-1 follow each other in two narrow columns. */
static void add_back_matter(Book *book, size_t from, size_t to)
{
    BookPieces all = { 0 };

    book_set_narrow(book, true);
    for (size_t i = from; i < to; i++) {
        BookPieces pieces = chapter_pieces(book, &book->report->pages.items[i]);
        if (pieces.count) pieces.items[pieces.count - 1]->keep_next = false;
        for (size_t p = 0; p < pieces.count; p++)
            VEC_PUSH(book->arena, &all, pieces.items[p]);
    }
    book_set_narrow(book, false);
    book_flow(book, &all, "Appendix", true);
}

static void add_chapter(Book *book, const Page *page)
{
    bool profile = page->kind == PAGE_SEGMENT, own_page = profile || page->kind == PAGE_SUMMARY;
    BookPieces pieces = profile    ? book_profile(book, page)
                        : own_page ? summary_pieces(book, page)
                                   : chapter_pieces(book, page);

    if (pieces.count) pieces.items[pieces.count - 1]->keep_next = false;
    book_flow(book, &pieces, book_chapter_title(page), !own_page);
}

/* A chapter on one page: sections that do not fit any more are left out, but for the first. */
static BookPieces one_page(Book *book, const Page *page)
{
    BookPieces pieces = { 0 };
    const char *title = book_chapter_title(page);

    book_add_chapter_title(book, &pieces, page);
    for (size_t i = 0; i < page->sections.count; i++) {
        const Section *section = &page->sections.items[i];
        size_t count = pieces.count;
        const BookMark before = book_mark(book);
        bool repeats = i == 0 && section->title && strcmp(section->title, title) == 0;
        book_add_section(book, &pieces, section, repeats);
        if (i == 0 || book_fits_a_page(book, &pieces)) continue;
        pieces.count = count;
        book_back_to(book, before);
    }
    return pieces;
}

static void add_one_page(Book *book, const Page *page)
{
    const BookMark start = book_mark(book);
    BookPieces pieces = summary_pieces(book, page);

    if (!book_fits_a_page(book, &pieces)) {
        book_back_to(book, start);
        pieces = one_page(book, page);
    }
    if (pieces.count) pieces.items[pieces.count - 1]->keep_next = false;
    book_flow(book, &pieces, book_chapter_title(page), false);
}

static Book lay_out_summary(const Report *report, const PublishPlan *plan, Arena *arena, Err *err)
{
    Book book = book_open(report, plan, arena, err);

    for (size_t i = 0; i < report->pages.count; i++) {
        const Page *page = &report->pages.items[i];
        if (page->kind == PAGE_SUMMARY || page->kind == PAGE_SEGMENTS) add_one_page(&book, page);
    }
    return book;
}

static bool is_profile(const Report *report, size_t i)
{
    return i < report->pages.count && report->pages.items[i].kind == PAGE_SEGMENT;
}

/* The chapters' pages, after `front` pages that are still to be filled. */
static void lay_out(Book *book, size_t front, size_t profiles)
{
    const Report *report = book->report;
    size_t seen = 0;

    for (size_t i = 0; i < front; i++)
        book_page(book, "Contents", false);
    book->end_y_pt = 0;
    for (size_t i = 0; i < report->pages.count; i++) {
        bool profile = is_profile(report, i);
        size_t back = i;
        while (is_back_matter(report, back))
            back++;
        if (back > i) {
            add_back_matter(book, i, back);
            i = back - 1;
            continue;
        }
        if (!profile || seen < profiles) add_chapter(book, &report->pages.items[i]);
        if (!profile) continue;
        seen++;
        if (seen > profiles && !is_profile(report, i + 1)) {
            BookPieces others = { 0 };
            book_add_other_segments(book, &others, profiles);
            book_flow(book, &others, "Further segments", false);
        }
    }
}

Book book_open(const Report *report, const PublishPlan *plan, Arena *arena, Err *err)
{
    static const struct {
        double width_pt, height_pt;
    } papers[] = { [PAPER_A4] = { 595.276, 841.890 }, [PAPER_LETTER] = { 612, 792 } };
    double width = papers[plan->paper].width_pt;
    Book book = { .report = report,
                  .theme = &THEME_LIGHT,
                  .chart_theme = THEME_LIGHT,
                  .arena = arena,
                  .width_pt = width,
                  .height_pt = papers[plan->paper].height_pt,
                  .half_pt = (width - 2 * BOOK_SIDE_PT - BOOK_GUTTER_PT) / 2,
                  .justified = plan->justified,
                  .drawn = ARENA_NEW(arena, BookDrawn),
                  .err = err };

    book_set_narrow(&book, false);
    return book;
}

/* `front` pages stand before the chapters, the cover and the contents. */
static Book lay_out_once(const Book *empty, size_t front, size_t profiles)
{
    Book book = *empty;

    book_cover(&book);
    lay_out(&book, front - 1, profiles);
    return book;
}

static Book lay_out_all(const Book *empty, size_t profiles)
{
    Book book = lay_out_once(empty, 2, profiles);
    size_t contents = book_contents_pages(&book);

    /* Known only now; the chapters move back by as much. */
    if (contents > 1) book = lay_out_once(empty, 1 + contents, profiles);
    book_contents(&book, 1);
    return book;
}

static size_t count_profiles(const Report *report)
{
    size_t count = 0;

    for (size_t i = 0; i < report->pages.count; i++)
        count += is_profile(report, i);
    return count;
}

static Book lay_out_within_bounds(const Report *report, const PublishPlan *plan, Arena *arena,
                                  Err *err)
{
    Book empty = book_open(report, plan, arena, err);
    size_t profiles = count_profiles(report);
    Book book = lay_out_all(&empty, profiles);

    empty.terse = true;
    if (book.pages.count > BOOK_PAGES_MAX && !book.status) book = lay_out_all(&empty, profiles);
    while (book.pages.count > BOOK_PAGES_MAX && profiles && !book.status) {
        size_t over = book.pages.count - BOOK_PAGES_MAX; /* a profile has a page at least */
        profiles -= over < profiles ? over : profiles;
        book = lay_out_all(&empty, profiles);
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
        if (i == 0 && !plan->pdf_summary) book_ink_logo(page, &plan->logo, book->arena);
        ink_links(book, page, art);
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
    for (size_t i = 0; i < book->anchors.count; i++) {
        const BookAnchor *anchor = &book->anchors.items[i];
        if (anchor->level < 2) parent = anchor->level;
        if (anchor->page == SIZE_MAX) continue;
        int level = anchor->level < 2 ? anchor->level : parent + 1;
        pdf_bookmark(doc, level, anchor->title, anchor->page, anchor->y_pt - 12);
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

static Status attach_tables(PdfDoc *doc, const Book *book, Err *err)
{
    Status s = OK;

    for (size_t i = 0; i < book->report->attachments.count && !s; i++) {
        const Attachment *attachment = &book->report->attachments.items[i];
        Buf csv = { 0 };
        if (!attachment->table) continue;
        csv_put_table(&csv, attachment->table);
        s = pdf_attach(doc, attachment_name(attachment, book->arena), attachment->description,
                       (Bytes){ (const unsigned char *)csv.data, csv.size }, err);
        buf_close(&csv);
    }
    return s;
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
    pdf_set_fallback(doc, font_fallback_glyph);
    if ((s = ink_pages(doc, book, plan, err))) return s;
    add_bookmarks(doc, book, !plan->pdf_summary);
    if (plan->attach_csv && (s = attach_tables(doc, book, err))) return s;
    return pdf_finish(out, doc, err);
}

Status book_write(Buf *out, const Report *report, const PublishPlan *plan, Arena *arena, Err *err)
{
    const Bytes fonts[PDF_FONTS] = { [PDF_REGULAR] = font_file(FONT_REGULAR),
                                     [PDF_SEMIBOLD] = font_file(FONT_SEMIBOLD),
                                     [PDF_FALLBACK] = font_fallback_file() };
    PdfInfo info = info_of(report, plan, arena);
    Book book = plan->pdf_summary ? lay_out_summary(report, plan, arena, err)
                                  : lay_out_within_bounds(report, plan, arena, err);
    PdfDoc *doc = NULL;
    Status s = book.status;

    if (s) return s;
    book_running_heads(&book);
    if ((s = pdf_open(&doc, &info, fonts, err))) return s;
    s = ink(out, doc, &book, plan, err);
    pdf_close(doc);
    return s ? err_context(err, "report.pdf") : OK;
}
