/* Lists: terms and what they mean, the attachments, the segments without a profile. */
#include <math.h>

#include "publish/book_private.h"

#define TERM_PT 128.0 /* the column of a term */
#define TERM_NARROW_PT 84.0
#define TERM_PAD_PT 3.0

typedef struct Entry {
    const char *term;
    BookRuns says;
} Entry;

typedef struct Entries {
    Entry *items;
    size_t count, capacity;
} Entries;

typedef struct Columns {
    size_t count;
    BookStyle style;
    double width_pt, term_pt; /* of one; the term's part of it, 0: the text runs on behind it */
} Columns;

static double draw_run_in(Book *book, BookArt *art, const Entry *entry, const Columns *columns,
                          double x)
{
    BookRuns runs = { 0 };

    bool own_line = entry->says.count > 1;
    const char *term = arena_format(book->arena, own_line ? "%s" : "%s: ", entry->term);

    VEC_PUSH(book->arena, &runs, ((BookRun){ .text = term, .strong = true }));
    if (own_line) VEC_PUSH(book->arena, &runs, ((BookRun){ .text = "", .line_break = true }));
    for (size_t i = 0; i < entry->says.count; i++)
        VEC_PUSH(book->arena, &runs, entry->says.items[i]);
    BookLines lines = book_lines(&runs, columns->style, columns->width_pt, book->arena);
    if (art) {
        scene_line(&art->scene, (Point){ x, 0 }, (Point){ x + columns->width_pt, 0 },
                   book->theme->grid, 0.5);
        book_lines_draw(art, &lines, columns->style, book_ink(BOOK_INK), x, TERM_PAD_PT);
    }
    return 2 * TERM_PAD_PT + book_lines_height(&lines, columns->style);
}

/* One entry as wide as said, at x; returns its height. With no art it is only measured. */
static double draw_definition(Book *book, BookArt *art, const Entry *entry, const Columns *columns,
                              double x)
{
    BookStyle style = columns->style;

    if (!columns->term_pt) return draw_run_in(book, art, entry, columns, x);
    double room = columns->term_pt - 10;
    BookLines term = book_text_lines(entry->term, true, style, room, book->arena);
    BookLines says =
        book_lines(&entry->says, style, columns->width_pt - columns->term_pt, book->arena);

    term = book_lines_at_most(term, 4, style, room, book->arena);
    if (art) {
        scene_line(&art->scene, (Point){ x, 0 }, (Point){ x + columns->width_pt, 0 },
                   book->theme->grid, 0.5);
        book_lines_draw(art, &term, style, book_ink(BOOK_INK), x, TERM_PAD_PT);
        book_lines_draw(art, &says, style, book_ink(BOOK_INK_SOFT), x + columns->term_pt,
                        TERM_PAD_PT);
    }
    return 2 * TERM_PAD_PT + fmax(book_lines_height(&term, style), book_lines_height(&says, style));
}

/* The height of a row of entries beside each other. */
static double row_height(Book *book, const Entry *entries, size_t count, const Columns *columns)
{
    double height = 0;

    for (size_t i = 0; i < count; i++)
        height = fmax(height, draw_definition(book, NULL, &entries[i], columns, 0));
    return height;
}

static double all_rows_height(Book *book, const Entries *entries, const Columns *columns)
{
    double height = 0;

    for (size_t i = 0; i < entries->count; i += columns->count) {
        size_t left = entries->count - i;
        height += row_height(book, entries->items + i,
                             left < columns->count ? left : columns->count, columns);
    }
    return height;
}

/* Whether entries have paths in them, which no narrow column holds on a line. */
static bool has_parts(const Entries *entries)
{
    for (size_t i = 0; i < entries->count; i++) {
        if (entries->items[i].says.count > 1) return true;
    }
    return false;
}

/* Many short entries stand in two columns, where that saves much of the height. */
static Columns columns_for(Book *book, const Entries *entries)
{
    const Columns one = { 1, BOOK_BODY, book->column_pt, TERM_PT };
    const Columns two[] = { { 2, BOOK_BODY_DENSE, book->half_pt, TERM_NARROW_PT },
                            { 2, BOOK_BODY_DENSE, book->half_pt, 0 } };

    if (entries->count < 6) return one;
    double most = 0.75 * all_rows_height(book, entries, &one);
    for (size_t i = has_parts(entries) ? 1 : 0; i < COUNT_OF(two); i++) {
        if (all_rows_height(book, entries, &two[i]) < most) return two[i];
    }
    return one;
}

static void add_entries(Book *book, BookPieces *pieces, const Entries *entries)
{
    const Columns columns = columns_for(book, entries);

    for (size_t i = 0; i < entries->count; i += columns.count) {
        size_t left = entries->count - i, here = left < columns.count ? left : columns.count;
        double height = row_height(book, entries->items + i, here, &columns);
        BookPiece *piece = book_piece(book, pieces, book->column_pt, height);
        piece->before_pt = i ? 0 : 10;
        piece->break_cost = 0.4;
        piece->keep_next = i == 0 || i + 2 * columns.count >= entries->count;
        for (size_t j = 0; j < here; j++) {
            double x = (double)j * (columns.width_pt + BOOK_GUTTER_PT);
            draw_definition(book, &piece->art, &entries->items[i + j], &columns, x);
        }
    }
    if (entries->count) pieces->items[pieces->count - 1]->keep_next = false;
}

static void add_entry(Book *book, Entries *entries, const char *term, const char *says)
{
    Entry entry = { .term = term };

    if (says && *says) VEC_PUSH(book->arena, &entry.says, ((BookRun){ .text = says }));
    VEC_PUSH(book->arena, entries, entry);
}

void book_add_definitions(Book *book, BookPieces *pieces, const Block *block)
{
    Entries entries = { 0 };

    for (size_t i = 0; i < block->definitions.count; i++) {
        add_entry(book, &entries, block->definitions.terms[i], block->definitions.meanings[i]);
    }
    add_entries(book, pieces, &entries);
}

void book_add_other_segments(Book *book, BookPieces *pieces, size_t first)
{
    static const Page chapter = { .kind = PAGE_SEGMENTS, .title = "Further segments" };
    Entries entries = { 0 };
    size_t seen = 0;

    book_add_chapter_title(book, pieces, &chapter);
    book_add_lead(
        book, pieces,
        "Their profiles are in the report's web pages; here they would make the book too long.", 2);
    for (size_t i = 0; i < book->report->pages.count; i++) {
        const Page *page = &book->report->pages.items[i];
        const Segment *segment = book_segment_of(book, page);
        if (page->kind != PAGE_SEGMENT || seen++ < first || !segment) continue;
        add_entry(book, &entries, segment->label, book_segment_line(book, segment));
    }
    add_entries(book, pieces, &entries);
}

void book_add_attachments(Book *book, BookPieces *pieces)
{
    Entries entries = { 0 };

    for (size_t i = 0; i < book->report->attachments.count; i++) {
        const Attachment *attachment = &book->report->attachments.items[i];
        Entry entry = { .term = attachment->title };
        const char *what = attachment->description ? attachment->description : "";
        BookRun path = { .text = attachment->path };
        VEC_PUSH(book->arena, &entry.says, path);
        VEC_PUSH(book->arena, &entry.says, ((BookRun){ .line_break = true, .text = "" }));
        VEC_PUSH(book->arena, &entry.says, ((BookRun){ .text = what }));
        VEC_PUSH(book->arena, &entries, entry);
    }
    add_entries(book, pieces, &entries);
}
