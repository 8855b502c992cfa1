/* A segment's chapter on one page: what the segment is, what to do with it, and below, side by
 * side, the customers to look at first and what the segment buys. The web pages have more. */
#include <math.h>
#include <string.h>

#include "publish/book_table.h"

#define SIDE_LEAST_PT 90.0 /* text that is worth a column beside a chart */
#define SIDE_MOST_PT 330.0
#define CHART_SHARE 0.41 /* of the column, for the chart beside the text */
#define LEFT_SHARE 0.5   /* of the column, for the customers */
#define COLUMNS_LEAST 3  /* that a table keeps */
#define COLUMNS_SHARES 4 /* a table with no more is one of shares: what the segment buys */
#define ROWS_SHARES 8    /* and no more rows */
#define TABLES_BESIDE 2
#define CUSTOMERS_SHOWN 8
#define SHARES_SHOWN 3 /* of what a segment buys; the web pages have more */
#define TITLE_GAP_PT 10.0

/* --- tables at the foot ----------------------------------------------------------------------- */

/* The table without its last columns, as far as it takes to fit. */
static const Table *narrowed(Book *book, const TableBlock *block, double width_pt)
{
    Table *table = ARENA_NEW(book->arena, Table);

    *table = *block->table;
    while (table->cols > COLUMNS_LEAST) {
        TableBlock tried = *block;
        tried.table = table;
        TablePlan plan = table_plan(book, &tried, width_pt);
        if (table_least(&plan) <= width_pt) break;
        table->cols--;
    }
    return table;
}

static void add_narrow_table(Book *book, BookPieces *pieces, const TableBlock *block,
                             double width_pt)
{
    TableBlock narrow = *block;

    narrow.table = narrowed(book, block, width_pt);
    book_add_table(book, pieces, &narrow, width_pt);
}

static bool is_shares(const TableBlock *block)
{
    return block->table->cols <= COLUMNS_SHARES && block->table->rows <= ROWS_SHARES;
}

typedef struct Foot {
    const Section *section;      /* of the extract */
    const TableBlock *customers; /* the extract of an attachment, or NULL */
    const TableBlock *shares[TABLES_BESIDE];
    size_t count;
} Foot;

static void take_table(Foot *foot, const Section *section, const TableBlock *block)
{
    if (!block->table || !block->table->cols) return;
    if (is_shares(block) && !block->rest) {
        if (foot->count < TABLES_BESIDE) foot->shares[foot->count++] = block;
    } else if (!foot->customers && (block->rest || !foot->count)) {
        foot->section = section;
        foot->customers = block;
    }
}

static const Table *first_rows(Book *book, const Table *table, size_t rows)
{
    Table *first = ARENA_NEW(book->arena, Table);

    *first = *table;
    if (first->rows > rows) first->rows = rows;
    return first;
}

static void add_shares(Book *book, BookPieces *pieces, const TableBlock *block, double width_pt)
{
    TableBlock shares = *block;

    shares.table = first_rows(book, narrowed(book, block, width_pt), SHARES_SHOWN);
    shares.caption = arena_format(book->arena, "%s: the largest %zu",
                                  shares.table->columns[0].title, shares.table->rows);
    book_add_table(book, pieces, &shares, width_pt);
}

static void add_foot(Book *book, BookPieces *pieces, const Foot *foot)
{
    BookPieces left = { 0 }, right = { 0 };
    double left_pt = LEFT_SHARE * book->column_pt;
    double right_pt = book->column_pt - left_pt - BOOK_GUTTER_PT;

    if (foot->customers) {
        TableBlock customers = *foot->customers;
        customers.rest = NULL;
        customers.table = first_rows(book, customers.table, CUSTOMERS_SHOWN);
        customers.caption = arena_format(book->arena, "The first %zu; more are in the attachments",
                                         customers.table->rows);
        book_add_heading_wide(book, &left, foot->section->title, left_pt);
        add_narrow_table(book, &left, &customers, foot->count ? left_pt : book->column_pt);
    }
    if (foot->count) book_add_heading_wide(book, &right, "What they buy", right_pt);
    for (size_t i = 0; i < foot->count; i++)
        add_shares(book, &right, foot->shares[i], right_pt);
    if (!left.count && !right.count) return;
    BookPiece *piece = book_join(book, pieces, &left, &right, left_pt + BOOK_GUTTER_PT);
    piece->before_pt = TITLE_GAP_PT;
}

/* --- text and chart --------------------------------------------------------------------------- */

static const Block *block_at(const Section *section, size_t i)
{
    return i < section->blocks.count ? &section->blocks.items[i] : NULL;
}

static bool has_table(const Block *block)
{
    if (block->kind != BLOCK_PROSE || !block->prose) return false;
    for (const Prose *child = block->prose->first_child; child; child = child->next) {
        if (child->kind == PROSE_TABLE) return true;
    }
    return false;
}

static bool is_half_figure(const Block *block)
{
    return block && block->kind == BLOCK_FIGURE && block->figure.half;
}

/* Text, and beside it the chart that follows it. Returns how many blocks that took, 0 when the text
 * is too long or too short for it. */
static size_t add_beside(Book *book, BookPieces *pieces, const Section *section, size_t i)
{
    size_t end = i;
    const Block *block;
    BookPieces text = { 0 }, chart = { 0 };
    const double width = (1 - CHART_SHARE) * book->column_pt - BOOK_GUTTER_PT;

    while ((block = block_at(section, end)) && !has_table(block) &&
           (block->kind == BLOCK_HEADING || block->kind == BLOCK_PROSE))
        end++;
    block = block_at(section, end);
    if (end == i || !block || block->kind != BLOCK_FIGURE || block->figure.half) return 0;
    double line = book->line_pt;
    book->line_pt = width;
    for (size_t b = i; b < end; b++)
        book_add_block(book, &text, &section->blocks.items[b]);
    book->line_pt = line;
    double height = book_height(&text);
    if (height < SIDE_LEAST_PT || height > SIDE_MOST_PT) return 0;
    book_add_side_figure(book, &chart, &block->figure, CHART_SHARE * book->column_pt, height - 20);
    book_join(book, pieces, &text, &chart, width + BOOK_GUTTER_PT);
    return end + 1 - i;
}

static size_t add_blocks(Book *book, BookPieces *pieces, const Section *section, size_t i,
                         Foot *foot)
{
    const Block *block = &section->blocks.items[i], *next = block_at(section, i + 1);

    if (block->kind == BLOCK_TABLE) {
        take_table(foot, section, &block->table);
        return 1;
    }
    if (block->kind == BLOCK_FIGURE && book->terse) return 1;
    if (is_half_figure(block) && is_half_figure(next)) {
        book_add_figures(book, pieces, &block->figure, &next->figure);
        return 2;
    }
    size_t beside = book->terse ? 0 : add_beside(book, pieces, section, i);
    if (beside) return beside;
    book_add_block(book, pieces, block);
    return 1;
}

static bool has_more_than_tables(const Section *section)
{
    for (size_t i = 0; i < section->blocks.count; i++) {
        if (section->blocks.items[i].kind != BLOCK_TABLE) return true;
    }
    return false;
}

void book_add_profile(Book *book, BookPieces *pieces, const Page *page)
{
    Foot foot = { 0 };

    book->dense = true;
    book->line_pt = book->column_pt;
    book_add_chapter_title(book, pieces, page);
    for (size_t i = 0; i < page->sections.count; i++) {
        const Section *section = &page->sections.items[i];
        /* The first says who they are, as the chapter's title did. */
        if (has_more_than_tables(section)) book_add_section_title(book, pieces, section, i == 0);
        for (size_t b = 0; b < section->blocks.count;)
            b += add_blocks(book, pieces, section, b, &foot);
    }
    add_foot(book, pieces, &foot);
    book->line_pt = BOOK_LINE_PT;
    book->dense = false;
}
