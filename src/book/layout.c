/* The report's chapters in their order, laid out on as few pages as it takes to read well. */
#include <string.h>

#include "book/private.h"

#define NO_PAIR SIZE_MAX

/* The sections `pair` and the next one stand beside each other, where they can. */
static BookPieces paired_pieces(Book *book, const Page *page, size_t pair)
{
    BookPieces pieces = { 0 };
    const char *title = book_chapter_title(page);

    book_add_chapter_title(book, &pieces, page);
    for (size_t i = 0; i < page->sections.count; i++) {
        const Section *section = &page->sections.items[i];
        bool repeats = i == 0 && section->title && strcmp(section->title, title) == 0;
        if (i == pair && book_add_sections(book, &pieces, section, section + 1))
            i++;
        else
            book_add_section(book, &pieces, section, repeats);
    }
    return pieces;
}

static BookPieces chapter_pieces(Book *book, const Page *page)
{
    return paired_pieces(book, page, NO_PAIR);
}

/* How a chapter may be set, from airy to full. */
typedef enum Way {
    WAY_USUAL,
    WAY_DENSE,
    WAY_RUN_ON, /* findings in one paragraph each */
    WAY_PAIRED, /* the last two sections beside each other */
} Way;

static BookPieces chapter_in(Book *book, const Page *page, Way way)
{
    size_t count = page->sections.count, pair = NO_PAIR;
    BookPieces pieces;

    if (way == WAY_PAIRED && count > 1) pair = count - 2;
    book_set_dense(book, way >= WAY_DENSE);
    book->run_on = way >= WAY_RUN_ON;
    pieces = paired_pieces(book, page, pair);
    book_set_dense(book, false);
    book->run_on = false;
    return pieces;
}

/* In the first way up to `fullest` in which the chapter fits a page; else in that said. */
static BookPieces fitting_pieces(Book *book, const Page *page, Way fullest, Way else_way)
{
    const BookMark start = book_mark(book);

    for (Way way = WAY_USUAL; way <= fullest; way++) {
        BookPieces pieces = chapter_in(book, page, way);
        if (book_fits_a_page(book, &pieces)) return pieces;
        book_back_to(book, start);
    }
    return chapter_in(book, page, else_way);
}

static BookPieces pieces_of(Book *book, const Page *page)
{
    switch (page->kind) {
    case PAGE_SEGMENT: return book_profile(book, page);
    case PAGE_SUMMARY: return fitting_pieces(book, page, WAY_PAIRED, WAY_USUAL);
    case PAGE_CHANGES:
    case PAGE_INSIGHTS: return fitting_pieces(book, page, WAY_USUAL, WAY_DENSE);
    case PAGE_SEGMENTS:
    case PAGE_CUSTOMERS:
    case PAGE_METHOD:
    case PAGE_QUALITY:
    case PAGE_ATTACHMENTS: break;
    }
    return chapter_pieces(book, page);
}

static void add_chapter(Book *book, const Page *page)
{
    bool own_page = page->kind == PAGE_SEGMENT || page->kind == PAGE_SUMMARY;
    BookPieces pieces = pieces_of(book, page);

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
    BookPieces pieces = fitting_pieces(book, page, WAY_PAIRED, WAY_USUAL);

    if (!book_fits_a_page(book, &pieces)) {
        book_back_to(book, start);
        pieces = one_page(book, page);
    }
    if (pieces.count) pieces.items[pieces.count - 1]->keep_next = false;
    book_flow(book, &pieces, book_chapter_title(page), false);
}

Book book_lay_out_summary(const Report *report, const BookPlan *plan, Arena *arena, Err *err)
{
    Book book = book_open(report, plan, arena, err);

    for (size_t i = 0; i < report->pages.count; i++) {
        const Page *page = &report->pages.items[i];
        if (page->kind == PAGE_SUMMARY || page->kind == PAGE_SEGMENTS) add_one_page(&book, page);
    }
    return book;
}

static size_t count_profiles(const Report *report)
{
    size_t count = 0;

    for (size_t i = 0; i < report->pages.count; i++)
        count += report->pages.items[i].kind == PAGE_SEGMENT;
    return count;
}

/* So many profiles; the other segments are named. */
static void add_profiles(Book *book, size_t profiles)
{
    const Report *report = book->report;
    size_t seen = 0;

    for (size_t i = 0; i < report->pages.count; i++) {
        if (report->pages.items[i].kind != PAGE_SEGMENT || seen++ >= profiles) continue;
        add_chapter(book, &report->pages.items[i]);
    }
    if (seen <= profiles) return;
    BookPieces others = { 0 };
    book_add_other_segments(book, &others, profiles);
    book_flow(book, &others, "Further segments", false);
}

/* The book's parts in their order. The insights come last, so that the back matter begins below
 * them, not on a page of its own behind a landscape one. */
typedef enum Part {
    PART_SUMMARY,
    PART_CHANGES,
    PART_SEGMENTS,
    PART_PROFILES,
    PART_CUSTOMERS,
    PART_INSIGHTS,
    PART_BACK_MATTER,
} Part;

static Part part_of(PageKind kind)
{
    switch (kind) {
    case PAGE_SUMMARY: return PART_SUMMARY;
    case PAGE_CHANGES: return PART_CHANGES;
    case PAGE_SEGMENTS: return PART_SEGMENTS;
    case PAGE_SEGMENT: return PART_PROFILES;
    case PAGE_CUSTOMERS: return PART_CUSTOMERS;
    case PAGE_INSIGHTS: return PART_INSIGHTS;
    case PAGE_METHOD:
    case PAGE_QUALITY:
    case PAGE_ATTACHMENTS: break;
    }
    return PART_BACK_MATTER;
}

static void add_chapters(Book *book, Part part)
{
    book->followed = part + 1 == PART_BACK_MATTER;
    for (size_t i = 0; i < book->report->pages.count; i++) {
        const Page *page = &book->report->pages.items[i];
        if (part_of(page->kind) == part) add_chapter(book, page);
    }
    book->followed = false;
}

/* Chapters that follow each other in two narrow columns. */
static void add_back_matter(Book *book)
{
    BookPieces all = { 0 };

    book_set_narrow(book, true);
    for (size_t i = 0; i < book->report->pages.count; i++) {
        const Page *page = &book->report->pages.items[i];
        if (part_of(page->kind) != PART_BACK_MATTER) continue;
        BookPieces pieces = chapter_pieces(book, page);
        if (pieces.count) pieces.items[pieces.count - 1]->keep_next = false;
        for (size_t p = 0; p < pieces.count; p++)
            VEC_PUSH(book->arena, &all, pieces.items[p]);
    }
    book_set_narrow(book, false);
    book_flow(book, &all, "Appendix", true);
}

/* The chapters' pages, after `front` pages that are still to be filled. */
static void lay_out(Book *book, size_t front, size_t profiles)
{
    for (size_t i = 0; i < front; i++)
        book_page(book, "Contents", false);
    book->end_y_pt = 0;
    for (Part part = PART_SUMMARY; part < PART_BACK_MATTER; part++) {
        if (part == PART_PROFILES)
            add_profiles(book, profiles);
        else
            add_chapters(book, part);
    }
    add_back_matter(book);
}

Book book_open(const Report *report, const BookPlan *plan, Arena *arena, Err *err)
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
    if (book.status) return book; /* what failed is not drawn again */
    size_t contents = book_contents_pages(&book);

    /* Known only now; the chapters move back by as much. */
    if (contents > 1) book = lay_out_once(empty, 1 + contents, profiles);
    book_contents(&book, 1);
    return book;
}

Book book_lay_out(const Report *report, const BookPlan *plan, Arena *arena, Err *err)
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
