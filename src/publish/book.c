/* The book: the report as a PDF. The layout is in book_*.c; here the order of things, and the ink.
 */
#include <string.h>

#include "publish/book_private.h"

#define SIDE_LEAST_PT 110.0 /* text that is worth a column beside a chart */
#define SIDE_MOST_PT 330.0
#define SHORT_TEXT_PT 96.0 /* a title and a few lines */

/* --- layout ----------------------------------------------------------------------------------- */

static const Block *block_at(const Section *section, size_t i)
{
    return i < section->blocks.count ? &section->blocks.items[i] : NULL;
}

static bool is_half_figure(const Block *block)
{
    return block && block->kind == BLOCK_FIGURE && block->figure.half;
}

static bool is_small_table(Book *book, const Block *block)
{
    return block && block->kind == BLOCK_TABLE && book_table_is_small(book, &block->table);
}

static bool has_table(const Block *block)
{
    if (block->kind != BLOCK_PROSE || !block->prose) return false;
    for (const Prose *child = block->prose->first_child; child; child = child->next) {
        if (child->kind == PROSE_TABLE) return true;
    }
    return false;
}

/* Two small tables beside each other. */
static void add_tables(Book *book, BookPieces *pieces, const Block *left, const Block *right)
{
    BookPieces stacks[2] = { { 0 }, { 0 } };

    book_add_table(book, &stacks[0], &left->table, BOOK_HALF_PT);
    book_add_table(book, &stacks[1], &right->table, BOOK_HALF_PT);
    book_join(book, pieces, &stacks[0], &stacks[1], BOOK_HALF_PT + BOOK_GUTTER_PT);
}

/* In a profile: text, and beside it the chart that follows it. Returns how many blocks that took, 0
 * when the text is too long or too short for it. */
static size_t add_beside(Book *book, BookPieces *pieces, const Section *section, size_t i)
{
    size_t end = i;
    const Block *block;
    BookPieces text = { 0 }, chart = { 0 };
    const double width = BOOK_HALF_PT - 14;

    while ((block = block_at(section, end)) && !has_table(block) &&
           (block->kind == BLOCK_HEADING || block->kind == BLOCK_PROSE))
        end++;
    block = block_at(section, end);
    if (end == i || !block || block->kind != BLOCK_FIGURE || block->figure.half) return 0;
    book->line_pt = width;
    for (size_t b = i; b < end; b++)
        book_add_block(book, &text, &section->blocks.items[b]);
    book->line_pt = BOOK_LINE_PT;
    double height = book_height(&text);
    if (height < SIDE_LEAST_PT || height > SIDE_MOST_PT) return 0;
    book_add_side_figure(book, &chart, &block->figure, BOOK_COLUMN_PT - width - BOOK_GUTTER_PT,
                         height - 20);
    book_join(book, pieces, &text, &chart, width + BOOK_GUTTER_PT);
    return end + 1 - i;
}

/* A few lines under a title do not stay behind when the figure or table goes to the next page. */
static void keep_short_text(BookPieces *pieces, size_t first, const Block *next)
{
    const BookPieces so_far = { pieces->items + first, pieces->count - first, 0 };

    if (!next || (next->kind != BLOCK_FIGURE && next->kind != BLOCK_TABLE)) return;
    if (!so_far.count || book_height(&so_far) > SHORT_TEXT_PT) return;
    pieces->items[pieces->count - 1]->keep_next = true;
}

/* Adds the block at i, and what goes beside it; returns how many blocks that were. */
static size_t add_blocks(Book *book, BookPieces *pieces, const Section *section, size_t i)
{
    const Block *block = &section->blocks.items[i], *next = block_at(section, i + 1);

    if (block->kind == BLOCK_FIGURE && book->terse && book->dense) return 1;
    if (is_half_figure(block) && is_half_figure(next)) {
        book_add_figures(book, pieces, &block->figure, &next->figure);
        return 2;
    }
    if (is_small_table(book, block) && is_small_table(book, next)) {
        add_tables(book, pieces, block, next);
        return 2;
    }
    if (book->dense && is_small_table(book, block)) {
        book_add_table(book, pieces, &block->table, BOOK_HALF_PT);
        return 1;
    }
    size_t beside = book->dense && !book->terse ? add_beside(book, pieces, section, i) : 0;
    if (beside) return beside;
    book_add_block(book, pieces, block);
    return 1;
}

static void add_section(Book *book, BookPieces *pieces, const Section *section, bool repeats)
{
    size_t first = pieces->count;

    book_add_section_title(book, pieces, section, repeats);
    for (size_t i = 0; i < section->blocks.count;) {
        i += add_blocks(book, pieces, section, i);
        keep_short_text(pieces, first, block_at(section, i));
    }
}

static void add_chapter(Book *book, const Page *page)
{
    BookPieces pieces = { 0 };
    const char *title = book_chapter_title(page);
    bool own_page = page->kind == PAGE_SEGMENT || page->kind == PAGE_SUMMARY;

    book->dense = page->kind == PAGE_SEGMENT;
    book_add_chapter_title(book, &pieces, page);
    for (size_t i = 0; i < page->sections.count; i++) {
        const Section *section = &page->sections.items[i];
        bool repeats = i == 0 && section->title && strcmp(section->title, title) == 0;
        add_section(book, &pieces, section, repeats);
    }
    if (pieces.count) pieces.items[pieces.count - 1]->keep_next = false;
    book_flow(book, &pieces, title, !own_page);
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
        if (!profile || seen < profiles) add_chapter(book, &report->pages.items[i]);
        if (!profile) continue;
        seen++;
        if (seen > profiles && !is_profile(report, i + 1)) {
            BookPieces others = { 0 };
            book->dense = false;
            book_add_other_segments(book, &others, profiles);
            book_flow(book, &others, "Further segments", false);
        }
    }
}

static Book lay_out_again(const Report *report, bool terse, size_t profiles, Arena *arena, Err *err)
{
    Book book = {
        .report = report, .theme = &THEME_LIGHT, .arena = arena, .err = err, .line_pt = BOOK_LINE_PT
    };

    book.terse = terse;
    book_cover(&book);
    lay_out(&book, 1, profiles);
    size_t contents = book_contents_pages(&book);
    if (contents > 1) { /* known only now; the chapters move back by as much */
        book = (Book){ .report = report,
                       .theme = &THEME_LIGHT,
                       .arena = arena,
                       .err = err,
                       .line_pt = BOOK_LINE_PT };
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
            plan->progress(plan->progress_context, "Typesetting the book",
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
