/* Lists: terms and what they mean, and the attachments. */
#include <math.h>
#include <string.h>

#include "book/blocks.h"

#define TERM_LEAST_PT 84.0 /* the column of a term */
#define TERM_MOST_PT 190.0
#define TERM_GAP_PT 10.0
#define TERM_LINES 4
#define PAD_PT 3.0
#define TWO_COLUMNS 6 /* entries that stand in two columns; fewer are a table of terms */

typedef struct Entry {
    const char *term, *says;
} Entry;

typedef struct Entries {
    Entry *items;
    size_t count, capacity;
} Entries;

/* How a list stands, and each entry in it. */
typedef struct Columns {
    size_t count;
    double width_pt, term_pt; /* of one; the term's part of it, 0: the text runs on behind it */
} Columns;

/* As wide as the longest term, within reason. */
static double term_column(const Entries *entries)
{
    double width = TERM_LEAST_PT;

    for (size_t i = 0; i < entries->count; i++)
        width = fmax(
            width, font_width(FONT_SEMIBOLD, BOOK_TYPE[BOOK_LIST].size_pt, entries->items[i].term));
    return fmin(width + 1, TERM_MOST_PT) + TERM_GAP_PT;
}

static Columns columns_for(const BookLayout *layout, const Entries *entries, double width_pt)
{
    if (entries->count < TWO_COLUMNS) return (Columns){ 1, width_pt, term_column(entries) };
    return (Columns){ 2, (width_pt - layout->gaps.gutter) / 2, 0 };
}

/* What those who listen take an entry for: a term and what it means. */
typedef struct EntryTags {
    const Tag *term, *says;
} EntryTags;

static EntryTags entry_tags(const BookLayout *layout, const Tag *list)
{
    const Tag *item = tag_new(TAG_ITEM, list, layout->arena);

    return (EntryTags){ tag_new(TAG_LABEL, item, layout->arena),
                        tag_new(TAG_BODY, item, layout->arena) };
}

static BookLines run_in_lines(const BookLayout *layout, const Entry *entry, EntryTags tags,
                              double width_pt)
{
    BookRuns runs = { 0 };
    const char *term = PHRASE(layout->arena, "{term}: ", phrase_text("term", entry->term));

    VEC_PUSH(layout->arena, &runs, ((BookRun){ .text = term, .strong = true, .tag = tags.term }));
    VEC_PUSH(layout->arena, &runs,
             ((BookRun){ .text = entry->says ? entry->says : "", .tag = tags.says }));
    return book_lines(&runs, BOOK_LIST, width_pt, layout->arena);
}

/* Text that runs on behind its term says by itself which part of it is what. */
static void draw_meaning(BookArt *art, const Tag *tag, const BookLines *lines, Rgba ink, double x)
{
    if (tag)
        book_lines_tagged(art, tag, lines, BOOK_LIST, ink, x, PAD_PT);
    else
        book_lines_draw(art, lines, BOOK_LIST, ink, x, PAD_PT);
}

/* One entry at x; returns its height. With no art it is only measured. */
static double draw_entry(const BookLayout *layout, const Tag *list, BookArt *art,
                         const Entry *entry, const Columns *columns, double x)
{
    const EntryTags tags = entry_tags(layout, list);
    double width = columns->width_pt, room = columns->term_pt - TERM_GAP_PT;
    BookLines term = { 0 }, says;

    if (columns->term_pt) {
        term = book_text_lines(entry->term, true, BOOK_LIST, room, layout->arena);
        term = book_lines_at_most(term, TERM_LINES, BOOK_LIST, room, layout->arena);
        says = book_text_lines(entry->says, false, BOOK_LIST,
                               book_line(layout, width - columns->term_pt), layout->arena);
    } else {
        says = run_in_lines(layout, entry, tags, width);
    }
    if (art) {
        Rgba ink = book_ink(columns->term_pt ? BOOK_INK_SOFT : BOOK_INK);
        scene_line(&art->scene, (Point){ x, 0 }, (Point){ x + width, 0 }, layout->theme->grid, 0.5);
        book_lines_tagged(art, tags.term, &term, BOOK_LIST, book_ink(BOOK_INK), x, PAD_PT);
        draw_meaning(art, columns->term_pt > 0 ? tags.says : NULL, &says, ink,
                     x + columns->term_pt);
    }
    return 2 * PAD_PT +
           fmax(book_lines_height(&term, BOOK_LIST), book_lines_height(&says, BOOK_LIST));
}

/* Entries beside each other, as many as there are columns. */
static void add_row(const BookLayout *layout, const Tag *list, BookPieces *pieces,
                    const Entry *entries, size_t count, const Columns *columns, double width_pt)
{
    double height = 0;

    for (size_t i = 0; i < count; i++)
        height = fmax(height, draw_entry(layout, list, NULL, &entries[i], columns, 0));
    BookPiece *piece = book_piece(pieces, width_pt, height, layout->arena);
    for (size_t i = 0; i < count; i++) {
        double x = (double)i * (columns->width_pt + layout->gaps.gutter);
        draw_entry(layout, list, &piece->art, &entries[i], columns, x);
    }
    piece->break_cost = 0.4;
}

static BookPieces entry_pieces(const BookLayout *layout, const Entries *entries, double width_pt)
{
    const Columns columns = columns_for(layout, entries, width_pt);
    const Tag *list = book_tag(layout, TAG_LIST);
    BookPieces pieces = { 0 };

    for (size_t i = 0; i < entries->count; i += columns.count) {
        size_t left = entries->count - i, here = left < columns.count ? left : columns.count;
        add_row(layout, list, &pieces, entries->items + i, here, &columns, width_pt);
    }
    if (!pieces.count) return pieces;
    pieces.items[0]->before_pt = layout->gaps.list;
    /* Neither the first row nor the last one stands alone. */
    if (pieces.count > 1)
        pieces.items[0]->keep_next = pieces.items[pieces.count - 2]->keep_next = true;
    return pieces;
}

BookPieces book_definitions(const BookLayout *layout, const Block *block, double width_pt)
{
    Entries entries = { 0 };

    for (size_t i = 0; i < block->definitions.count; i++) {
        Entry entry = { block->definitions.terms[i], block->definitions.meanings[i] };
        VEC_PUSH(layout->arena, &entries, entry);
    }
    return entry_pieces(layout, &entries, width_pt);
}

/* --- attachments ------------------------------------------------------------------------------ */

static const char *file_name(const Attachment *attachment)
{
    static const char folder[] = "attachments/";
    const size_t skip = strlen(folder);

    return attachment->path + (strncmp(attachment->path, folder, skip) ? 0 : skip);
}

/* Those of the segments are many and alike: a line each. */
static BookPieces segment_files(const BookLayout *layout, double width_pt)
{
    const Report *report = layout->report;
    const size_t count = report->attachments.count;
    Column *columns = ARENA_ARRAY(layout->arena, Column, 2);
    const char **names = ARENA_ARRAY(layout->arena, const char *, count);
    const char **files = ARENA_ARRAY(layout->arena, const char *, count);
    int *which = ARENA_ARRAY(layout->arena, int, count);
    size_t rows = 0;

    for (size_t i = 0; i < count; i++) {
        const Attachment *attachment = &report->attachments.items[i];
        if (attachment->segment < 0 || !report->segments) continue;
        which[rows] = attachment->segment;
        names[rows] = report->segments->items[attachment->segment].label;
        files[rows++] = file_name(attachment);
    }
    if (!rows) return (BookPieces){ 0 };
    columns[0] = (Column){ .title = "The customers of", .texts = names, .segments = which };
    columns[1] = (Column){ .title = "File", .texts = files };
    const Table table = { rows, 2, columns };
    return book_table(layout, &(TableBlock){ .table = &table }, 0, width_pt);
}

BookPieces book_attachments(const BookLayout *layout, double width_pt)
{
    Entries entries = { 0 };

    for (size_t i = 0; i < layout->report->attachments.count; i++) {
        const Attachment *attachment = &layout->report->attachments.items[i];
        if (attachment->segment >= 0) continue;
        const char *term = phrase_list(attachment->title, file_name(attachment), layout->arena);
        VEC_PUSH(layout->arena, &entries, ((Entry){ term, attachment->description }));
    }
    BookPieces pieces = entry_pieces(layout, &entries, width_pt);
    BookPieces files = segment_files(layout, width_pt);
    book_append(&pieces, &files, layout->arena);
    return pieces;
}
