/* A segment's chapter on one page: what the segment is, what to do with it, and below, side by
 * side, the customers to look at first and what the segment buys. The web pages have more. */
#include <math.h>
#include <string.h>

#include "book/table.h"
#include "data/format.h"

#define CHART_SHARE 0.42 /* of the column, for the chart or figures beside the text */
#define COLUMNS_LEAST 3  /* that a table keeps */
#define COLUMNS_SHARES 4 /* a table with no more is one of shares: what the segment buys */
#define ROWS_KEY 3       /* the segment, all buyers, the ratio */
#define TABLES_BESIDE 2
#define TITLE_GAP_PT 10.0

/* What is shown of the tables; the web pages have all of it. */
typedef struct Extent {
    bool key_figures;
    size_t customers, shares;
} Extent;

/* From much to little: the first that fits the page is taken. */
static const Extent EXTENTS[] = { { true, 10, 5 },  { true, 10, 4 },  { true, 10, 3 },
                                  { true, 10, 2 },  { true, 9, 2 },   { true, 8, 2 },
                                  { false, 10, 4 }, { false, 10, 3 }, { false, 8, 2 } };

/* --- tables at the foot ----------------------------------------------------------------------- */

/* The table without blank columns, and without its last ones, as far as it takes to fit. */
static const Table *narrowed(Book *book, const TableBlock *block, size_t most, double width_pt)
{
    Table *table = book_without_blanks(book, block);

    if (table->cols > most) table->cols = most;
    while (table->cols > COLUMNS_LEAST) {
        TableBlock tried = *block;
        tried.table = table;
        TablePlan plan = table_plan(book, &tried, width_pt);
        if (table_least(&plan) <= width_pt) break;
        table->cols--;
    }
    return table;
}

static bool is_shares(const TableBlock *block)
{
    return block->table->cols <= COLUMNS_SHARES;
}

/* The tables of the chapter, by what they are for. */
typedef struct Tables {
    const Section *section;        /* of the customers */
    const TableBlock *customers;   /* the extract of an attachment, or NULL */
    const TableBlock *key_figures; /* the segment against all; or NULL */
    const TableBlock *shares[TABLES_BESIDE];
    size_t count;
} Tables;

static void take_table(Tables *tables, const Section *section, const TableBlock *block)
{
    if (!block->table || !block->table->cols) return;
    if (block->rest || block->table->columns[0].kind == COLUMN_ID) {
        tables->section = section;
        tables->customers = block;
    } else if (is_shares(block)) {
        if (tables->count < TABLES_BESIDE) tables->shares[tables->count++] = block;
    } else if (!tables->key_figures) {
        tables->key_figures = block;
    }
}

static Tables find_tables(const Page *page)
{
    Tables tables = { 0 };

    for (size_t i = 0; i < page->sections.count; i++) {
        const Section *section = &page->sections.items[i];
        for (size_t b = 0; b < section->blocks.count; b++) {
            const Block *block = &section->blocks.items[b];
            if (block->kind == BLOCK_TABLE) take_table(&tables, section, &block->table);
        }
    }
    return tables;
}

/* What they buy, without a caption: the column's title says what it is. */
static void add_shares(Book *book, BookPieces *pieces, const TableBlock *block, size_t rows,
                       double width_pt)
{
    TableBlock shares = *block;

    shares.shown = rows;
    shares.caption = NULL;
    shares.total_rows = block->table->rows < rows ? block->table->rows : rows;
    shares.table = narrowed(book, &shares, COLUMNS_SHARES, width_pt);
    book_add_table(book, pieces, &shares, width_pt);
}

static void add_customers(Book *book, BookPieces *pieces, const Tables *tables, size_t rows,
                          double width_pt)
{
    TableBlock customers = *tables->customers;

    customers.shown = rows;
    customers.caption = NULL;
    customers.browsable = true; /* a line each */
    book_add_title(book, pieces, tables->section->title, TITLE_GAP_PT);
    BookLines why =
        book_text_lines(tables->section->lead, false, BOOK_SMALL, book->line_pt, book->arena);
    book_add_lines(book, pieces, &why, BOOK_SMALL, book_ink(BOOK_INK_SOFT), 0, 0);
    customers.table = narrowed(book, &customers, SIZE_MAX, width_pt);
    book_add_table(book, pieces, &customers, width_pt);
}

/* Revenue is of what they buy; those who never bought are counted by something else. */
static const char *shares_title(Book *book, const Tables *tables)
{
    const Column *columns = tables->shares[0]->table->columns;

    if (tables->shares[0]->table->cols > 1 && columns[1].kind == COLUMN_MONEY)
        return "What they buy";
    return arena_format(book->arena, "By %s", utf8_slug(columns[0].title, book->arena));
}

/* The customers to look at first, and beside them what the segment buys. */
static void add_foot(Book *book, BookPieces *pieces, const Tables *tables, const Extent *extent)
{
    BookPieces left = { 0 }, right = { 0 };
    const double line = book->line_pt;

    book->line_pt = tables->count ? book->half_pt : book->column_pt;
    if (tables->customers) add_customers(book, &left, tables, extent->customers, book->line_pt);
    if (tables->count) book_add_title(book, &right, shares_title(book, tables), TITLE_GAP_PT);
    for (size_t i = 0; i < tables->count; i++)
        add_shares(book, &right, tables->shares[i], extent->shares, book->half_pt);
    book->line_pt = line;
    if (left.count || right.count) {
        BookPieces none = { 0 };
        bool both = left.count > 0;
        book_join(book, pieces, both ? &left : &right, both ? &right : &none,
                  book->half_pt + BOOK_GUTTER_PT);
    }
}

/* --- the page --- */

/* Adds the block at i, and what goes beside it, but for tables; returns how many that were. */
static size_t add_blocks(Book *book, BookPieces *pieces, const Section *section, size_t i)
{
    const Block *block = &section->blocks.items[i];
    size_t taken;

    if (block->kind == BLOCK_TABLE || (block->kind == BLOCK_FIGURE && book->terse)) return 1;
    taken = book_add_pair(book, pieces, section, i);
    if (!taken && !book->terse)
        taken = book_add_beside(book, pieces, section, i, CHART_SHARE * book->column_pt);
    if (taken) return taken;
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

/* What stands behind a number: "purchases" of "24.5 purchases"; NULL for other texts. */
static const char *unit_of(const char *text)
{
    const char *space = strchr(text, ' ');

    return *text >= '0' && *text <= '9' && space ? space + 1 : NULL;
}

/* "24.5 purchases" → "24.5"; the column's title says what is counted. */
static const char *without_unit(Book *book, const char *text)
{
    const char *unit = unit_of(text);

    return unit ? arena_text_n(book->arena, text, (size_t)(unit - 1 - text)) : text;
}

static const char *title_with_unit(Book *book, const char *title, const char *text)
{
    const char *unit = unit_of(text);

    if (!unit || strcasestr(title, unit)) return title;
    return arena_format(book->arena, "%s (%s)", title, unit);
}

/* A feature a row becomes a feature a column, as many as the page is wide: the segment, all buyers,
 * and the ratio lie below each other. */
static const Table *turned(Book *book, const TableBlock *block, const char *label)
{
    const Table *table = block->table;
    size_t rows = table->cols - 1 < ROWS_KEY ? table->cols - 1 : ROWS_KEY;
    Table *turned = ARENA_NEW(book->arena, Table);
    Column *columns = ARENA_ARRAY(book->arena, Column, table->rows + 1);

    columns[0].texts = ARENA_ARRAY(book->arena, const char *, rows);
    columns[0].title = "";
    for (size_t r = 0; r < rows; r++)
        ((const char **)columns[0].texts)[r] = r ? table->columns[r + 1].title : label;
    for (size_t c = 1; c <= table->rows; c++) {
        columns[c].texts = ARENA_ARRAY(book->arena, const char *, rows);
        columns[c].align_end = true; /* what stands below each other is not of a kind */
        columns[c].title = format_cell(&table->columns[0], c - 1, NULL, book->arena);
        for (size_t r = 0; r < rows; r++) {
            const char *text =
                format_cell(&table->columns[r + 1], c - 1, book->report->currency, book->arena);
            ((const char **)columns[c].texts)[r] = without_unit(book, text);
            if (!r) columns[c].title = title_with_unit(book, columns[c].title, text);
        }
    }
    *turned = (Table){ rows, table->rows + 1, columns };
    return turned;
}

static void add_key_figures(Book *book, BookPieces *pieces, const TableBlock *block,
                            const char *label)
{
    TableBlock figures = { .table = turned(book, block, label) };

    figures.table = narrowed(book, &figures, SIZE_MAX, book->column_pt);
    book_add_table(book, pieces, &figures, book->column_pt);
}

/* `figures`: the segment's against all, below its tiles; or NULL. */
static void add_section(Book *book, BookPieces *pieces, const Section *section, bool first,
                        const TableBlock *figures, const char *label)
{
    /* The first says who they are, as the chapter's title did. */
    book_add_section_title(book, pieces, section, first);
    for (size_t b = 0; b < section->blocks.count;) {
        bool tiles = section->blocks.items[b].kind == BLOCK_METRICS;
        b += add_blocks(book, pieces, section, b);
        if (tiles && figures) add_key_figures(book, pieces, figures, label);
        if (tiles) figures = NULL;
    }
}

static BookPieces lay_profile(Book *book, const Page *page, const Extent *extent)
{
    const Tables tables = find_tables(page);
    BookPieces pieces = { 0 };
    const TableBlock *figures = extent->key_figures && !book->terse ? tables.key_figures : NULL;

    book_add_chapter_title(book, &pieces, page);
    for (size_t i = 0; i < page->sections.count; i++) {
        const Section *section = &page->sections.items[i];
        if (!has_more_than_tables(section)) continue;
        add_section(book, &pieces, section, i == 0, i ? NULL : figures, book_chapter_title(page));
    }
    add_foot(book, &pieces, &tables, extent);
    return pieces;
}

static bool try_extent(Book *book, BookPieces *out, const Page *page, size_t extent, BookMark start)
{
    book_back_to(book, start);
    *out = lay_profile(book, page, &EXTENTS[extent]);
    return book_fits_a_page(book, out);
}

/* Captions are numbered the same in each extent, so that any of those tried can be taken. */
BookPieces book_profile(Book *book, const Page *page)
{
    const BookMark start = book_mark(book);
    BookPieces pieces = { 0 };

    book->profile = true;
    book_set_dense(book, true);
    size_t *extent = &book->drawn->extent; /* that of the profile before */
    bool fits = try_extent(book, &pieces, page, *extent, start);
    while (!fits && *extent + 1 < COUNT_OF(EXTENTS))
        fits = try_extent(book, &pieces, page, ++*extent, start);
    BookPieces more = { 0 };
    while (fits && *extent > 0 && try_extent(book, &more, page, *extent - 1, start)) {
        pieces = more;
        --*extent;
    }
    book->profile = false;
    book_set_dense(book, false);
    return pieces;
}
