/* Lists: terms and what they mean, the attachments, the segments without a profile. */
#include <math.h>
#include <string.h>

#include "book/private.h"
#include "data/format.h"

#define TERM_PT 128.0 /* the column of a term */
#define TERM_NARROW_PT 84.0
#define TERM_PAD_PT 3.0
#define LESS 0.75 /* of the height, where another way of setting it is worth it */
#define LESS_NARROW 0.9
#define RECORD_TEXTS 3     /* columns of text: what was found, what was done, what to do */
#define RECORD_SENTENCES 2 /* of them, the last ones, begin a line */

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
    bool ruled;               /* a line above each */
} Columns;

static double pad_of(const Columns *columns)
{
    return columns->ruled ? TERM_PAD_PT : TERM_PAD_PT / 2;
}

/* The text runs on behind the term; below it, where it has several parts. */
static BookLines run_in_lines(Book *book, const Entry *entry, const Columns *columns)
{
    BookRuns runs = { 0 };
    bool own_line = entry->says.count > 1;
    const char *term = arena_format(book->arena, own_line ? "%s" : "%s: ", entry->term);

    VEC_PUSH(book->arena, &runs, ((BookRun){ .text = term, .strong = true }));
    if (own_line) VEC_PUSH(book->arena, &runs, ((BookRun){ .text = "", .line_break = true }));
    for (size_t i = 0; i < entry->says.count; i++)
        VEC_PUSH(book->arena, &runs, entry->says.items[i]);
    return book_lines(&runs, columns->style, columns->width_pt, book->arena);
}

/* One entry as wide as said, at x; returns its height. With no art it is only measured. */
static double draw_definition(Book *book, BookArt *art, const Entry *entry, const Columns *columns,
                              double x)
{
    BookStyle style = columns->style;
    BookLines term = { 0 }, says;
    double room = columns->term_pt - 10, pad = pad_of(columns);

    if (columns->term_pt) {
        term = book_text_lines(entry->term, true, style, room, book->arena);
        term = book_lines_at_most(term, 4, style, room, book->arena);
        says = book_lines(&entry->says, style, columns->width_pt - columns->term_pt, book->arena);
    } else {
        says = run_in_lines(book, entry, columns);
    }
    if (art) {
        Rgba ink = book_ink(columns->term_pt ? BOOK_INK_SOFT : BOOK_INK);
        if (columns->ruled) {
            scene_line(&art->scene, (Point){ x, 0 }, (Point){ x + columns->width_pt, 0 },
                       book->theme->grid, 0.5);
        }
        book_lines_draw(art, &term, style, book_ink(BOOK_INK), x, pad);
        book_lines_draw(art, &says, style, ink, x + columns->term_pt, pad);
    }
    return 2 * pad + fmax(book_lines_height(&term, style), book_lines_height(&says, style));
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

/* The first way, or another one that saves much of the height. */
static Columns shortest_of(Book *book, const Entries *entries, const Columns *ways, size_t count)
{
    double most = (book->narrow ? LESS_NARROW : LESS) * all_rows_height(book, entries, &ways[0]);

    for (size_t i = 1; i < count; i++) {
        if (all_rows_height(book, entries, &ways[i]) < most) return ways[i];
    }
    return ways[0];
}

/* Many short entries stand in two columns. */
static Columns columns_for(Book *book, const Entries *entries)
{
    const double half = book->half_pt;
    const Columns narrow[] = { { 1, BOOK_BODY_NARROW, book->column_pt, TERM_NARROW_PT, false },
                               { 1, BOOK_BODY_NARROW, book->column_pt, 0, false } };
    const Columns wide[] = { { 1, BOOK_BODY, book->column_pt, TERM_PT, true },
                             { 2, BOOK_BODY_DENSE, half, TERM_NARROW_PT, true },
                             { 2, BOOK_BODY_DENSE, half, 0, true } };

    if (book->narrow) return shortest_of(book, entries, narrow, COUNT_OF(narrow));
    return shortest_of(book, entries, wide, entries->count < 6 ? 1 : COUNT_OF(wide));
}

static void add_entries(Book *book, BookPieces *pieces, const Entries *entries,
                        const Columns columns)
{
    for (size_t i = 0; i < entries->count; i += columns.count) {
        size_t left = entries->count - i, here = left < columns.count ? left : columns.count;
        double height = row_height(book, entries->items + i, here, &columns);
        BookPiece *piece = book_piece(book, pieces, book->column_pt, height);
        piece->before_pt = i ? 0 : book->narrow ? 4 : 10;
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
    add_entries(book, pieces, &entries, columns_for(book, &entries));
}

void book_add_other_segments(Book *book, BookPieces *pieces, size_t first)
{
    static const Page chapter = { .kind = PAGE_SEGMENTS, .title = "Further segments" };
    Entries entries = { 0 };
    size_t seen = 0;

    book_add_chapter_title(book, pieces, &chapter);
    book_add_lead(
        book, pieces,
        "Their profiles are in the report's web pages; here they would make the book too long.",
        BOOK_LEAD, 2);
    for (size_t i = 0; i < book->report->pages.count; i++) {
        const Page *page = &book->report->pages.items[i];
        const Segment *segment = book_segment_of(book, page);
        if (page->kind != PAGE_SEGMENT || seen++ < first || !segment) continue;
        add_entry(book, &entries, segment->label, book_segment_line(book, segment));
    }
    add_entries(book, pieces, &entries, columns_for(book, &entries));
}

void book_add_metric_list(Book *book, BookPieces *pieces, const Metric *items, size_t count)
{
    Entries entries = { 0 };

    for (size_t i = 0; i < count; i++) {
        const char *note = items[i].note ? items[i].note : "";
        Entry entry = { .term = items[i].label };
        VEC_PUSH(book->arena, &entry.says, ((BookRun){ .text = items[i].text, .strong = true }));
        VEC_PUSH(book->arena, &entry.says,
                 ((BookRun){ .text = arena_format(book->arena, " %s", note) }));
        VEC_PUSH(book->arena, &entries, entry);
    }
    add_entries(book, pieces, &entries,
                (Columns){ 1, BOOK_BODY_NARROW, book->column_pt, TERM_NARROW_PT, false });
}

/* --- tables of sentences ---------------------------------------------------------------------- */

bool book_table_is_records(const TableBlock *block)
{
    size_t texts = 0;

    for (size_t c = 0; c < block->table->cols; c++)
        texts += block->table->columns[c].kind == COLUMN_TEXT;
    return block->sentences && texts >= RECORD_TEXTS;
}

/* The row's cells behind the first: figures and what is short on a line, then each sentence. */
static void add_cells(Book *book, BookRuns *runs, const Table *table, size_t row)
{
    for (size_t c = 1; c < table->cols; c++) {
        const Column *column = &table->columns[c];
        const char *text = format_cell(column, row, book->report->currency, book->arena);
        bool sentence = column->kind == COLUMN_TEXT && c + RECORD_SENTENCES >= table->cols;
        if (!text || !*text || strcmp(text, "–") == 0) continue;
        if (runs->count && sentence)
            VEC_PUSH(book->arena, runs, ((BookRun){ .text = "", .line_break = true }));
        else if (runs->count)
            VEC_PUSH(book->arena, runs, ((BookRun){ .text = " · " }));
        const char *title = arena_format(book->arena, "%s: ", column->title);
        VEC_PUSH(book->arena, runs, ((BookRun){ .text = title, .strong = sentence }));
        VEC_PUSH(book->arena, runs, ((BookRun){ .text = text }));
    }
}

void book_add_records(Book *book, BookPieces *pieces, const TableBlock *block)
{
    const Columns columns = { 1, BOOK_BODY_NARROW, book->column_pt, 0, true };
    Entries entries = { 0 };

    if (block->caption) book_add_heading(book, pieces, block->caption);
    for (size_t r = 0; r < block->table->rows; r++) {
        Entry entry = { .term = format_cell(&block->table->columns[0], r, book->report->currency,
                                            book->arena) };
        add_cells(book, &entry.says, block->table, r);
        VEC_PUSH(book->arena, &entries, entry);
    }
    add_entries(book, pieces, &entries, columns);
}

/* --- attachments ------------------------------------------------------------------------------ */

static const char *file_name(const Attachment *attachment)
{
    static const char folder[] = "attachments/";
    const size_t skip = strlen(folder);

    return attachment->path + (strncmp(attachment->path, folder, skip) ? 0 : skip);
}

static void add_file(Book *book, Entries *entries, const Attachment *attachment)
{
    const char *term =
        arena_format(book->arena, "%s, %s", attachment->title, file_name(attachment));

    add_entry(book, entries, term, attachment->description);
}

/* Those of the segments are many and alike: a line each. */
static void add_segment_files(Book *book, BookPieces *pieces)
{
    const Segments *segments = book->report->segments;
    const size_t count = book->report->attachments.count;
    Table *table = ARENA_NEW(book->arena, Table);
    Column *columns = ARENA_ARRAY(book->arena, Column, 2);
    const char **names = ARENA_ARRAY(book->arena, const char *, count);
    const char **files = ARENA_ARRAY(book->arena, const char *, count);
    int *which = ARENA_ARRAY(book->arena, int, count);
    size_t rows = 0;

    for (size_t i = 0; i < count; i++) {
        const Attachment *attachment = &book->report->attachments.items[i];
        if (attachment->segment < 0 || !segments) continue;
        which[rows] = attachment->segment;
        names[rows] = segments->items[attachment->segment].label;
        files[rows++] = file_name(attachment);
    }
    if (!rows) return;
    columns[0] = (Column){ .title = "The customers of", .texts = names, .segments = which };
    columns[1] = (Column){ .title = "File", .texts = files };
    *table = (Table){ rows, 2, columns };
    book_add_table(book, pieces, &(TableBlock){ .table = table }, book->column_pt);
}

void book_add_attachments(Book *book, BookPieces *pieces)
{
    Entries entries = { 0 };

    for (size_t i = 0; i < book->report->attachments.count; i++) {
        const Attachment *attachment = &book->report->attachments.items[i];
        if (attachment->segment < 0) add_file(book, &entries, attachment);
    }
    add_entries(book, pieces, &entries, columns_for(book, &entries));
    add_segment_files(book, pieces);
}
