/* Tables as pieces: a caption, a header that is repeated on each page, a row each, and a line that
 * says what is not shown. */
#include "book/table.h"

#include <math.h>
#include <string.h>

#define UNITS_PT 28.0 /* behind the decimal point there is more than decimals */
#define ROW_PAD_PT 4.0
#define HEAD_PAD_PT 8.0
#define HEAD_LINES 4
#define REST_GAP_PT 5.0
#define WHOLE_ROWS 8    /* a table with no more rows is not divided */
#define LONG_ROWS 40    /* one with more is divided gladly */
#define HEAD_GAP_PT 4.0 /* below a caption */
#define BLOCK_GAP_PT 12.0
#define SMALL_ROWS 8 /* of a table that may stand beside another */
#define SMALL_COLS 5

/* --- cells ------------------------------------------------------------------------------------ */

static void draw_number(BookArt *art, const TableColumn *column, const char *text, bool strong,
                        double y)
{
    double size = BOOK_TYPE[BOOK_TABLE].size_pt;
    FontWeight weight = strong ? FONT_SEMIBOLD : FONT_REGULAR;
    size_t point = column_point(column, text);
    const char *before = arena_text_n(art->scene.arena, text, point);
    double x = column->x_pt + column->width_pt - column->point_pt;
    FontMetrics font = font_metrics(weight);
    double base = y + BOOK_TYPE[BOOK_TABLE].leading_pt / 2 + font.cap_height * size / 2;
    bool blank = strcmp(text, "–") == 0;

    scene_label(&art->scene, (Label){ .text = text,
                                      .x = x - font_width(weight, size, before),
                                      .y = base,
                                      .size_pt = size,
                                      .weight = weight,
                                      .colour = book_ink(blank ? BOOK_INK_FAINT : BOOK_INK) });
}

static BookLines cell_lines(const BookLayout *layout, const TablePlan *plan,
                            const TableColumn *column, size_t r, bool strong)
{
    double room = column->width_pt - (column->swatch ? TABLE_SWATCH_PT : 0);
    size_t row = plan->rows[r];
    BookRuns runs = { 0 };
    BookRun run = { .text = column->texts[r], .strong = strong };

    if (!*run.text) return (BookLines){ 0 };
    if (plan->cell_lines == 1) {
        run.text = font_shorten(strong ? FONT_SEMIBOLD : FONT_REGULAR,
                                BOOK_TYPE[BOOK_TABLE].size_pt, run.text, room, layout->arena);
    }
    if (column->column->links) run.path = book_page_path(layout, column_link(column->column, row));
    VEC_PUSH(layout->arena, &runs, run);
    BookLines lines = book_lines(&runs, BOOK_TABLE, room, layout->arena);
    return book_lines_at_most(lines, plan->cell_lines, BOOK_TABLE, room, layout->arena);
}

/* A segment's mark; returns where the text begins. */
static double draw_swatch(const BookLayout *layout, BookArt *art, const TablePlan *plan,
                          const TableColumn *column, size_t r, double y)
{
    double x = column->x_pt, leading = BOOK_TYPE[BOOK_TABLE].leading_pt;
    size_t row = plan->rows[r];

    if (column->swatch) {
        int segment = column_segment(column->column, row);
        Path path = path_open(layout->arena);
        path_round_rect(&path, (Rect){ x, y + leading / 2 - 3.2, 6.4, 6.4 }, 1.5);
        const Segments *all = layout->report->segments;
        if (segment >= 0 && all && (size_t)segment < all->count) {
            scene_fill(&art->scene, path, theme_segment(layout->theme, all->items[segment].colour));
        }
        x += TABLE_SWATCH_PT;
    }
    return x;
}

/* --- rows ------------------------------------------------------------------------------------- */

/* A piece as wide as the table, on the kind of page that it needs. */
static BookPiece *table_piece(const BookLayout *layout, BookPieces *pieces, const TablePlan *plan,
                              double height_pt)
{
    BookPiece *piece = book_piece(pieces, plan->width_pt, height_pt, layout->arena);

    piece->landscape = plan->landscape;
    return piece;
}

static double row_height(const BookLayout *layout, const TablePlan *plan, const TableStrip *strip,
                         size_t r, bool total, BookLines *texts)
{
    double height = BOOK_TYPE[BOOK_TABLE].leading_pt;

    for (size_t c = 0; c < strip->count; c++) {
        if (strip->columns[c].number) continue;
        texts[c] = cell_lines(layout, plan, &strip->columns[c], r, total);
        height = fmax(height, book_lines_height(&texts[c], BOOK_TABLE));
    }
    return height + ROW_PAD_PT;
}

/* A cell is there for those who listen even when it is empty; the first text of a row names it. */
static const Tag *cell_tag(const BookLayout *layout, const Tag *row, const TableStrip *strip,
                           size_t c)
{
    bool names = c == 0 && !strip->columns[c].number;

    return tag_new(names ? TAG_ROW_HEAD : TAG_CELL, row, layout->arena);
}

static BookPiece *add_row(const BookLayout *layout, BookPieces *pieces, const TablePlan *plan,
                          const TableStrip *strip, size_t r)
{
    const Tag *row = book_tag(layout, TAG_ROW);
    bool last = r + 1 == plan->row_count, total = plan->totals && last;
    bool ruled = last || (plan->totals && r + 2 == plan->row_count);
    BookLines *texts = ARENA_ARRAY(layout->arena, BookLines, strip->count);
    double height = row_height(layout, plan, strip, r, total, texts), y = ROW_PAD_PT / 2;
    BookPiece *piece = table_piece(layout, pieces, plan, height);

    for (size_t c = 0; c < strip->count; c++) {
        const TableColumn *column = &strip->columns[c];
        double x = draw_swatch(layout, &piece->art, plan, column, r, y);
        scene_tag(&piece->art.scene, cell_tag(layout, row, strip, c));
        if (column->number)
            draw_number(&piece->art, column, column->texts[r], total, y);
        else
            book_lines_draw(&piece->art, &texts[c], BOOK_TABLE, book_ink(BOOK_INK), x, y);
        scene_end(&piece->art.scene);
    }
    scene_line(&piece->art.scene, (Point){ 0, height }, (Point){ plan->width_pt, height },
               ruled ? layout->theme->axis : layout->theme->grid, ruled ? 0.75 : 0.4);
    return piece;
}

/* --- headers ---------------------------------------------------------------------------------- */

static BookLines head_lines(const BookLayout *layout, const TableColumn *column)
{
    double room = column->width_pt + 0.2;
    BookLines lines = book_text_lines(column->title, true, BOOK_TABLE_HEAD, room, layout->arena);

    return book_lines_at_most(lines, HEAD_LINES, BOOK_TABLE_HEAD, room, layout->arena);
}

static double header_height(const BookLayout *layout, const TableStrip *strip)
{
    size_t most = 1;

    for (size_t c = 0; c < strip->count; c++) {
        BookLines lines = head_lines(layout, &strip->columns[c]);
        if (lines.count > most) most = lines.count;
    }
    return (double)most * BOOK_TYPE[BOOK_TABLE_HEAD].leading_pt + HEAD_PAD_PT;
}

/* Titles stand on the rule; those of numbers stand right, line by line. */
static void draw_header(const BookLayout *layout, BookPiece *piece, const TableStrip *strip)
{
    double leading = BOOK_TYPE[BOOK_TABLE_HEAD].leading_pt, foot = piece->height_pt;
    double width = piece->art.scene.width_pt;
    const Tag *row = book_tag(layout, TAG_ROW);

    for (size_t c = 0; c < strip->count; c++) {
        const TableColumn *column = &strip->columns[c];
        scene_tag(&piece->art.scene, tag_new(TAG_COLUMN_HEAD, row, layout->arena));
        BookLines lines = head_lines(layout, column);
        double top = foot - HEAD_PAD_PT / 2 - (double)lines.count * leading;
        for (size_t i = 0; i < lines.count; i++) {
            const BookLines one = { &lines.items[i], 1 };
            double x = column->x_pt;
            /* Over numbers with units behind them, the title begins where the numbers do. */
            bool units = column->point_pt > UNITS_PT;
            if (column->number && !units) x += column->width_pt - lines.items[i].width_pt;
            book_lines_draw(&piece->art, &one, BOOK_TABLE_HEAD, book_ink(BOOK_INK_SOFT), x,
                            top + (double)i * leading);
        }
        scene_end(&piece->art.scene);
    }
    scene_line(&piece->art.scene, (Point){ 0, foot }, (Point){ width, foot }, layout->theme->axis,
               0.75);
}

/* What stands above the rows that go on on another page. */
static const BookPiece *continuation(const BookLayout *layout, const TablePlan *plan,
                                     const TableStrip *strip, int number)
{
    BookPieces aside = { 0 };
    double line = number ? BOOK_TYPE[BOOK_CAPTION].leading_pt : 0;
    BookPiece *piece = table_piece(layout, &aside, plan, line + header_height(layout, strip));

    if (number) {
        book_art_text(&piece->art, book_tag(layout, TAG_CAPTION), BOOK_CAPTION,
                      book_ink(BOOK_INK_FAINT), ALIGN_START, 0, 0,
                      PHRASE(layout->arena, "Table {number}, continued",
                             phrase_id("number", number, layout->arena)));
    }
    draw_header(layout, piece, strip);
    return piece;
}

/* --- the table -------------------------------------------------------------------------------- */

/* The header and all rows of some of the columns. */
static BookPieces strip_pieces(const BookLayout *layout, const TablePlan *plan,
                               const TableStrip *strip, int number, double before_pt)
{
    const BookPiece *repeat = continuation(layout, plan, strip, number);
    const size_t rows = plan->row_count;
    BookPieces pieces = { 0 };
    BookPiece *header = table_piece(layout, &pieces, plan, header_height(layout, strip));

    header->keep_next = true;
    header->before_pt = before_pt;
    draw_header(layout, header, strip);
    for (size_t r = 0; r < rows; r++) {
        BookPiece *row = add_row(layout, &pieces, plan, strip, r);
        row->repeat = repeat;
        row->break_cost = rows > LONG_ROWS ? 0.2 : 1.5;
        row->keep_next = r + 1 < rows && (rows <= WHOLE_ROWS || r < 2 || r + 3 >= rows);
    }
    return pieces;
}

/* How many rows the table has of which the book shows the first. */
static size_t rows_in_all(const TableBlock *block)
{
    return block->total_rows ? block->total_rows : block->table->rows - (block->totals ? 1 : 0);
}

static void add_rest(const BookLayout *layout, BookPieces *pieces, const TablePlan *plan,
                     const TableBlock *block)
{
    size_t rows = rows_in_all(block);
    size_t shown = plan->row_count - (plan->totals && plan->row_count ? 1 : 0);

    if (shown >= rows) return;
    const char *text =
        PHRASE(layout->arena,
               block->rest ? "1–{last} of {all}: the rest is in {file}" : "1–{last} of {all}",
               phrase_count("last", (double)shown, layout->arena),
               phrase_count("all", (double)rows, layout->arena), phrase_text("file", block->rest));
    BookLines lines = book_text_lines(text, false, BOOK_SMALL, plan->width_pt, layout->arena);
    BookPiece *piece = table_piece(layout, pieces, plan, book_lines_height(&lines, BOOK_SMALL));
    piece->before_pt = REST_GAP_PT;
    book_lines_tagged(&piece->art, book_tag(layout, TAG_PARAGRAPH), &lines, BOOK_SMALL,
                      book_ink(BOOK_INK_FAINT), 0, 0);
    if (pieces->count > 1) pieces->items[pieces->count - 2]->keep_next = true;
}

static void add_caption(const BookLayout *layout, BookPieces *pieces, const TablePlan *plan,
                        int number, const char *text, double width_pt)
{
    double width = fmax(plan->width_pt, width_pt);
    BookLines lines = book_caption(layout, "Table", number, text, book_line(layout, width));
    BookPiece *piece =
        book_piece(pieces, width, book_lines_height(&lines, BOOK_CAPTION), layout->arena);

    book_lines_tagged(&piece->art, book_tag(layout, TAG_CAPTION), &lines, BOOK_CAPTION,
                      book_ink(BOOK_INK_SOFT), 0, 0);
    piece->landscape = plan->landscape;
    piece->before_pt = layout->gaps.table;
    piece->break_cost = 0.3;
    piece->keep_next = true;
}

BookPieces book_table(const BookLayout *layout, const TableBlock *block, int number,
                      double width_pt)
{
    BookPieces pieces = { 0 };

    if (!block->table || !block->table->cols) return pieces;
    const TablePlan plan = table_plan(layout, block, width_pt);
    const TableBlocks blocks = table_blocks(&plan, layout->arena);
    BookLayout table = book_within(layout, book_tag(layout, TAG_TABLE));
    if (block->caption) add_caption(&table, &pieces, &plan, number, block->caption, width_pt);
    for (size_t b = 0; b < blocks.count; b++) {
        /* Columns that go on below are a table of their own. */
        if (b) table = book_within(layout, book_tag(layout, TAG_TABLE));
        const TableStrip strip = table_strip(&plan, &blocks, b, layout->arena);
        double before = b || !block->caption ? BLOCK_GAP_PT : HEAD_GAP_PT;
        BookPieces rows = strip_pieces(&table, &plan, &strip, number, before);
        book_append(&pieces, &rows, layout->arena);
    }
    add_rest(layout, &pieces, &plan, block);
    return pieces;
}

bool book_table_is_small(const BookLayout *layout, const TableBlock *block)
{
    return block->table && block->table->cols <= SMALL_COLS &&
           book_table_fits(layout, block, layout->half_pt, SMALL_ROWS);
}

bool book_table_fits(const BookLayout *layout, const TableBlock *block, double width_pt,
                     size_t rows)
{
    return block->table && block->table->cols && block->table->rows <= rows &&
           table_fits(layout, block, width_pt);
}
