/* Titles of chapters and sections, headings, captions, and the anchors that lead to them. */
#include <math.h>
#include <string.h>

#include "book/private.h"
#include "draw/icon.h"

#define ICON_PT 34.0

/* --- anchors ---------------------------------------------------------------------------------- */

size_t book_anchor(Book *book, int level, const char *title, const char *path, Rgba colour)
{
    BookAnchor anchor = { level, title ? title : "", path, SIZE_MAX, 0, colour };

    VEC_PUSH(book->arena, &book->anchors, anchor);
    return book->anchors.count - 1;
}

BookMark book_mark(const Book *book)
{
    return (BookMark){ book->figures, book->tables, book->anchors.count };
}

void book_back_to(Book *book, BookMark mark)
{
    book->figures = mark.figures;
    book->tables = mark.tables;
    book->anchors.count = mark.anchors;
}

const char *book_page_path(const Book *book, const char *target)
{
    size_t size = target ? strcspn(target, "#?") : 0;

    while (size > 3 && strncmp(target, "../", 3) == 0) {
        target += 3;
        size -= 3;
    }
    if (size > 5 && memcmp(target + size - 5, ".html", 5) == 0) size -= 5;
    for (size_t i = 0; size && i < book->report->pages.count; i++) {
        const char *path = book->report->pages.items[i].path;
        if (path && strlen(path) == size && memcmp(path, target, size) == 0) return path;
    }
    return NULL;
}

size_t book_anchor_find(const Book *book, const char *path)
{
    for (size_t i = 0; i < book->anchors.count; i++) {
        const char *own = book->anchors.items[i].path;
        if (own && strcmp(own, path) == 0) return i;
    }
    return BOOK_NO_ANCHOR;
}

/* --- lines ------------------------------------------------------------------------------------ */

void book_add_lines(Book *book, BookPieces *pieces, const BookLines *lines, BookStyle style,
                    Rgba colour, double indent_pt, double before_pt)
{
    for (size_t i = 0; i < lines->count; i++) {
        BookPiece *piece = book_piece(book, pieces, book->column_pt, BOOK_TYPE[style].leading_pt);
        const BookLines one = { &lines->items[i], 1 };
        book_lines_draw(&piece->art, &one, style, colour, indent_pt, 0);
        piece->before_pt = i ? 0 : before_pt;
        piece->break_cost = i ? 1 : 0.4;
        /* Neither a first nor a last line stands alone on a page. */
        piece->keep_next = (i == 0 && lines->count > 1) || (i + 2 == lines->count);
    }
}

static void add_title_lines(Book *book, BookPieces *pieces, const char *text, BookStyle style,
                            double before_pt)
{
    BookLines lines = book_text_lines(text, true, style, book->line_pt, book->arena);
    size_t first = pieces->count;

    lines = book_lines_at_most(lines, 3, style, book->line_pt, book->arena);
    book_add_lines(book, pieces, &lines, style, book_ink(BOOK_INK), 0, before_pt);
    for (size_t i = first; i < pieces->count; i++)
        pieces->items[i]->keep_next = true;
}

void book_add_heading(Book *book, BookPieces *pieces, const char *text)
{
    size_t first = pieces->count;

    add_title_lines(book, pieces, text, book->dense ? BOOK_HEADING_DENSE : BOOK_HEADING,
                    book->dense ? 8 : 16);
    if (pieces->count > first) pieces->items[first]->break_cost = 0.2;
}

void book_add_title(Book *book, BookPieces *pieces, const char *text, double before_pt)
{
    add_title_lines(book, pieces, text, book->dense ? BOOK_SECTION_DENSE : BOOK_SECTION, before_pt);
}

BookStyle book_body_style(const Book *book)
{
    return book->narrow ? BOOK_BODY_NARROW : book->dense ? BOOK_BODY_DENSE : BOOK_BODY;
}

BookStyle book_caption_style(const Book *book)
{
    return book->narrow ? BOOK_CAPTION_DENSE : BOOK_CAPTION;
}

BookLines book_caption(Book *book, const char *kind, int number, const char *text, double width_pt)
{
    BookRuns runs = { 0 };
    const char *label = arena_format(book->arena, "%s %d", kind, number);

    VEC_PUSH(book->arena, &runs, ((BookRun){ .text = label, .strong = true }));
    if (text && *text) {
        const char *rest = arena_format(book->arena, ". %s", text);
        VEC_PUSH(book->arena, &runs, ((BookRun){ .text = rest }));
    }
    BookStyle style = book_caption_style(book);
    BookLines lines = book_lines(&runs, style, width_pt, book->arena);
    return book_lines_at_most(lines, 4, style, width_pt, book->arena);
}

/* --- titles ----------------------------------------------------------------------------------- */

const Segment *book_segment_of(const Book *book, const Page *page)
{
    const Segments *segments = book->report->segments;

    if (page->kind != PAGE_SEGMENT || page->segment < 0 || !segments) return NULL;
    return (size_t)page->segment < segments->count ? &segments->items[page->segment] : NULL;
}

const char *book_segment_line(const Book *book, const Segment *segment)
{
    char count[NUMBER_TEXT], customers[NUMBER_TEXT], revenue[NUMBER_TEXT];

    number_grouped(count, (double)segment->count, 0);
    number_percent(customers, segment->customer_share, 1);
    number_percent(revenue, segment->revenue_share, 1);
    return arena_format(book->arena, "%s customers: %s of all, with %s of the revenue", count,
                        customers, revenue);
}

/* Icons are named after archetypes; a second "Champions 2" has the first one's. */
static const char *icon_of(const Book *book, const Segment *segment)
{
    return utf8_slug(archetype_label(segment->archetype), book->arena);
}

/* The segment's icon on a rounded square in its colour. */
static void draw_badge(const Book *book, BookArt *art, const Segment *segment)
{
    Path path = path_open(book->arena);
    Rgba ground = theme_segment(book->theme, segment->colour);

    path_round_rect(&path, (Rect){ 0, 2, ICON_PT, ICON_PT }, 7);
    scene_fill(&art->scene, path, ground);
    icon_draw(&art->scene, icon_of(book, segment), (Rect){ 7, 9, ICON_PT - 14, ICON_PT - 14 },
              theme_ink_on(ground));
}

/* The summary's own title is the book's, which the cover has said. */
const char *book_chapter_title(const Page *page)
{
    const char *title = page->kind == PAGE_SUMMARY && page->nav ? page->nav : page->title;

    return title ? title : "";
}

/* A chapter of the back matter begins within a column, below a rule. */
static void add_narrow_chapter_title(Book *book, BookPieces *pieces, const Page *page)
{
    const char *title = book_chapter_title(page);
    BookLines lines = book_text_lines(title, true, BOOK_TITLE_DENSE, book->column_pt, book->arena);

    lines = book_lines_at_most(lines, 2, BOOK_TITLE_DENSE, book->column_pt, book->arena);
    double height = book_lines_height(&lines, BOOK_TITLE_DENSE) + 8;
    BookPiece *piece = book_piece(book, pieces, book->column_pt, height);
    piece->keep_next = true;
    piece->before_pt = 24;
    piece->anchor = book_anchor(book, 0, title, page->path, (Rgba){ 0, 0, 0, 0 });
    scene_rect(&piece->art.scene, (Rect){ 0, 0, book->column_pt, 1.5 }, book->theme->accent);
    book_lines_draw(&piece->art, &lines, BOOK_TITLE_DENSE, book_ink(BOOK_INK), 0, 7);
}

void book_add_chapter_title(Book *book, BookPieces *pieces, const Page *page)
{
    const Segment *segment = book_segment_of(book, page);
    const char *title = book_chapter_title(page);
    double indent = segment ? ICON_PT + 14 : 0;
    Rgba none = { 0, 0, 0, 0 };

    if (book->narrow) {
        add_narrow_chapter_title(book, pieces, page);
        return;
    }
    Rgba colour = segment ? theme_segment(book->theme, segment->colour) : none;
    BookLines lines =
        book_text_lines(title, true, BOOK_TITLE, book->column_pt - indent, book->arena);

    lines = book_lines_at_most(lines, 3, BOOK_TITLE, book->column_pt - indent, book->arena);
    double below = segment ? 14 : book->run_on ? 6 : 12;
    double height = fmax(book_lines_height(&lines, BOOK_TITLE) + below, indent - 6);
    BookPiece *piece = book_piece(book, pieces, book->column_pt, height);
    piece->keep_next = true;
    piece->anchor = book_anchor(book, segment ? 1 : 0, title, page->path, colour);
    if (!segment) {
        book_lines_draw(&piece->art, &lines, BOOK_TITLE, book_ink(BOOK_INK), 0, 0);
        return;
    }
    draw_badge(book, &piece->art, segment);
    double y = book_lines_draw(&piece->art, &lines, BOOK_TITLE, book_ink(BOOK_INK), indent, -4);
    const Section *first = page->sections.count ? page->sections.items : NULL;
    const char *says = first && first->lead ? first->lead : book_segment_line(book, segment);
    BookLines line = book_text_lines(says, false, BOOK_BODY, book->column_pt - indent, book->arena);
    line = book_lines_at_most(line, 1, BOOK_BODY, book->column_pt - indent, book->arena);
    book_lines_draw(&piece->art, &line, BOOK_BODY, book_ink(BOOK_INK_SOFT), indent, y - 2);
}

void book_add_lead(Book *book, BookPieces *pieces, const char *lead, BookStyle style,
                   double before_pt)
{
    double width = book->line_pt < BOOK_LINE_PT ? book->line_pt : book->column_pt;
    BookLines lines = book_text_lines(lead, false, style, width, book->arena);
    size_t first = pieces->count;

    book_add_lines(book, pieces, &lines, style, book_ink(BOOK_INK_SOFT), 0, before_pt);
    for (size_t i = first; i < pieces->count; i++)
        pieces->items[i]->keep_next = true;
}

void book_add_section_title(Book *book, BookPieces *pieces, const Section *section, bool repeats)
{
    const BookStyle chapter = book->narrow ? BOOK_BODY_NARROW : BOOK_LEAD;
    size_t first = pieces->count;

    if (repeats) {
        /* A profile's lead stands below its name already. */
        if (!book->profile) book_add_lead(book, pieces, section->lead, chapter, 2);
        return;
    }
    bool behind_chapter = first && pieces->items[first - 1]->keep_next;
    double before = behind_chapter ? 12 : book->dense ? 10 : 24;
    book_add_title(book, pieces, section->title, book->narrow ? (behind_chapter ? 4 : 14) : before);
    if (pieces->count > first) {
        pieces->items[first]->break_cost = 0;
        pieces->items[first]->anchor =
            book_anchor(book, 2, section->title, NULL, (Rgba){ 0, 0, 0, 0 });
    }
    book_add_lead(book, pieces, section->lead, book->dense ? book_body_style(book) : BOOK_LEAD, 4);
}
