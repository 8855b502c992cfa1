/* What stands beside what: two figures, two small tables, or a figure and the text that speaks of
 * it. A reader finds the same column's edge in each of them. */
#include "book/table.h"

#define CHART_SHARE 0.42   /* of the column, for a chart beside dense text */
#define SHORT_TEXT_PT 96.0 /* a title and a few lines */
#define SHORT_TEXT_NARROW_PT 40.0
#define SIDE_LEAST_PT 88.0   /* text that is worth a column beside a chart */
#define SIDE_MOST_PT 330.0   /* more would make the chart too high */
#define SIDE_ROWS 12         /* of a table that stands beside a chart */
#define SIDE_CAPTION_PT 20.0 /* what the chart leaves to its caption */

static const Block *block_at(const Section *section, size_t i)
{
    return i < section->blocks.count ? &section->blocks.items[i] : NULL;
}

static bool has_table(const Prose *prose)
{
    for (const Prose *child = prose ? prose->first_child : NULL; child; child = child->next) {
        if (child->kind == PROSE_TABLE) return true;
    }
    return false;
}

/* --- a figure beside its text ----------------------------------------------------------------- */

/* Blocks from i to end: texts, one figure, at most one table that fits the text's column. */
typedef struct Beside {
    size_t end, figure_at;
    bool figure, table;
} Beside;

/* Whether the run goes on with the block; notes what it is. */
static bool takes(Book *book, Beside *run, const Block *block, double width_pt)
{
    switch (block->kind) {
    case BLOCK_HEADING: return !run->figure; /* behind the figure it begins something else */
    case BLOCK_PROSE: return !has_table(block->prose);
    case BLOCK_FIGURE:
        if (run->figure || !book_figure_reads_narrow(&block->figure)) return false;
        run->figure = true;
        run->figure_at = run->end;
        return true;
    case BLOCK_TABLE:
        if (run->table || !book_table_fits(book, &block->table, width_pt, SIDE_ROWS)) return false;
        run->table = true;
        return true;
    case BLOCK_METRICS:
    case BLOCK_INSIGHTS:
    case BLOCK_NOTE:
    case BLOCK_DEFINITIONS:
    case BLOCK_ATTACHMENTS: break;
    }
    return false;
}

/* The run's blocks but for the figure, in a column that wide. */
static BookPieces side_text(Book *book, const Section *section, size_t i, const Beside *run,
                            double width_pt)
{
    BookPieces text = { 0 };
    double line = book->line_pt;

    book->line_pt = width_pt;
    for (; i < run->end; i++) {
        const Block *block = &section->blocks.items[i];
        if (i == run->figure_at) continue;
        if (block->kind == BLOCK_TABLE)
            book_add_table(book, &text, &block->table, width_pt);
        else
            book_add_block(book, &text, block);
    }
    book->line_pt = line;
    return text;
}

size_t book_add_beside(Book *book, BookPieces *pieces, const Section *section, size_t i,
                       double chart_width_pt)
{
    const double width = book->column_pt - chart_width_pt - BOOK_GUTTER_PT;
    Beside run = { .end = i };
    const Block *block;

    while ((block = block_at(section, run.end)) && takes(book, &run, block, width))
        run.end++;
    for (; run.figure && run.end > run.figure_at; run.end--) {
        int tables = book->tables;
        BookPieces text = side_text(book, section, i, &run, width), chart = { 0 };
        double height = book_height(&text);
        if (height >= SIDE_LEAST_PT && height <= SIDE_MOST_PT) {
            book_add_side_figure(book, &chart, &section->blocks.items[run.figure_at].figure,
                                 chart_width_pt, height - SIDE_CAPTION_PT);
            book_join(book, pieces, &text, &chart, width + BOOK_GUTTER_PT);
            return run.end - i;
        }
        book->tables = tables;
    }
    return 0;
}

/* --- pairs ------------------------------------------------------------------------------------ */

static bool is_small_table(Book *book, const Block *block)
{
    return block && block->kind == BLOCK_TABLE && book_table_is_small(book, &block->table);
}

/* Half figures, or whole ones that may as well be half. */
static bool is_pair_of_figures(const Block *left, const Block *right)
{
    if (!right || left->kind != BLOCK_FIGURE || right->kind != BLOCK_FIGURE) return false;
    return book_figure_reads_narrow(&left->figure) && book_figure_reads_narrow(&right->figure);
}

static void add_tables(Book *book, BookPieces *pieces, const Block *left, const Block *right)
{
    BookPieces stacks[2] = { { 0 }, { 0 } };

    book_add_table(book, &stacks[0], &left->table, book->half_pt);
    book_add_table(book, &stacks[1], &right->table, book->half_pt);
    book_join(book, pieces, &stacks[0], &stacks[1], book->half_pt + BOOK_GUTTER_PT);
}

size_t book_add_pair(Book *book, BookPieces *pieces, const Section *section, size_t i)
{
    const Block *block = block_at(section, i), *next = block_at(section, i + 1);

    if (is_pair_of_figures(block, next)) {
        book_add_figures(book, pieces, &block->figure, &next->figure);
        return 2;
    }
    if (is_small_table(book, block) && is_small_table(book, next)) {
        add_tables(book, pieces, block, next);
        return 2;
    }
    return 0;
}

/* --- sections --------------------------------------------------------------------------------- */

/* A few lines under a title do not stay behind when the figure or table goes to the next page. */
static void keep_short_text(const Book *book, BookPieces *pieces, size_t first, const Block *next)
{
    const BookPieces so_far = { pieces->items + first, pieces->count - first, 0 };

    if (!next || (next->kind != BLOCK_FIGURE && next->kind != BLOCK_TABLE)) return;
    if (!so_far.count ||
        book_height(&so_far) > (book->narrow ? SHORT_TEXT_NARROW_PT : SHORT_TEXT_PT))
        return;
    pieces->items[pieces->count - 1]->keep_next = true;
}

/* Adds the block at i, and what goes beside it; returns how many blocks that were. */
static size_t add_blocks(Book *book, BookPieces *pieces, const Section *section, size_t i)
{
    bool half = book_is_half(book);
    size_t taken = half ? 0 : book_add_pair(book, pieces, section, i);

    if (!taken && !half)
        taken = book_add_beside(book, pieces, section, i,
                                book->dense ? CHART_SHARE * book->column_pt : book->half_pt);
    if (taken) return taken;
    book_add_block(book, pieces, &section->blocks.items[i]);
    return 1;
}

static void add_section(Book *book, BookPieces *pieces, const Section *section, bool repeats)
{
    size_t first = pieces->count;

    book_add_section_title(book, pieces, section, repeats);
    for (size_t i = 0; i < section->blocks.count;) {
        i += add_blocks(book, pieces, section, i);
        keep_short_text(book, pieces, first, block_at(section, i));
    }
}

static bool is_any_wide(const BookPieces *pieces, size_t first)
{
    for (size_t i = first; i < pieces->count; i++) {
        if (!pieces->items[i]->narrow) return true;
    }
    return false;
}

/* A section of the back matter with a table that no column holds is as wide as the page. */
void book_add_section(Book *book, BookPieces *pieces, const Section *section, bool repeats)
{
    const size_t first = pieces->count;
    const BookMark start = book_mark(book);

    add_section(book, pieces, section, repeats);
    if (!book->narrow || !is_any_wide(pieces, first)) return;
    pieces->count = first;
    book_back_to(book, start);
    book_set_narrow(book, false);
    book_set_dense(book, true);
    add_section(book, pieces, section, repeats);
    book_set_narrow(book, true);
}

static bool is_within(const BookPieces *pieces, double width_pt)
{
    for (size_t i = 0; i < pieces->count; i++) {
        if (pieces->items[i]->art.scene.width_pt > width_pt + 0.5) return false;
    }
    return true;
}

/* In a part of the page; a figure alone is about as high as said. */
static BookPieces part_section(Book *book, const Section *section, double width_pt,
                               double height_pt)
{
    const double column = book->column_pt, line = book->line_pt;
    const Block *only = section->blocks.count == 1 ? block_at(section, 0) : NULL;
    BookPieces pieces = { 0 };

    book->column_pt = book->line_pt = width_pt;
    if (only && only->kind == BLOCK_FIGURE) {
        book_add_section_title(book, &pieces, section, false);
        height_pt -= book_height(&pieces) + 2 * SIDE_CAPTION_PT;
        book_add_side_figure(book, &pieces, &only->figure, width_pt, height_pt);
    } else {
        add_section(book, &pieces, section, false);
    }
    book->column_pt = column;
    book->line_pt = line;
    return pieces;
}

bool book_add_sections(Book *book, BookPieces *pieces, const Section *left, const Section *right)
{
    const BookMark start = book_mark(book);
    const double narrow = CHART_SHARE * book->column_pt;
    const double wide = book->column_pt - narrow - BOOK_GUTTER_PT;
    const BookPieces at_left = part_section(book, left, wide, 0);
    const BookPieces at_right = part_section(book, right, narrow, book_height(&at_left));

    if (!is_within(&at_left, wide) || !is_within(&at_right, narrow)) {
        book_back_to(book, start);
        return false;
    }
    if (at_right.count) { /* a place for the right one to be led to */
        BookPiece *anchor = book_piece(book, pieces, book->column_pt, 0);
        anchor->anchor = at_right.items[0]->anchor;
        anchor->keep_next = true;
    }
    book_join(book, pieces, &at_left, &at_right, wide + BOOK_GUTTER_PT);
    return true;
}
