/* Tables as pieces: a caption, a header that is repeated on each page, a row each, and a line that
 * says what is not shown. */
#include <math.h>
#include <string.h>

#include "book/table.h"

#define UNITS_PT 28.0 /* behind the decimal point there is more than decimals */

/* --- cells ------------------------------------------------------------------------------------ */

static void draw_number(BookArt *art, const TablePlan *plan, const TableColumn *column,
                        const char *text, bool strong, double y)
{
    double size = BOOK_TYPE[plan->style].size_pt;
    FontWeight weight = strong ? FONT_SEMIBOLD : FONT_REGULAR;
    size_t point = column_point(column, text);
    const char *before = arena_text_n(art->scene.arena, text, point);
    double x = column->x_pt + column->width_pt - column->point_pt;
    FontMetrics font = font_metrics(weight);
    double base = y + BOOK_TYPE[plan->style].leading_pt / 2 + font.cap_height * size / 2;
    bool blank = strcmp(text, "–") == 0;

    scene_label(&art->scene, (Label){ .text = text,
                                      .x = x - font_width(weight, size, before),
                                      .y = base,
                                      .size_pt = size,
                                      .weight = weight,
                                      .colour = book_ink(blank ? BOOK_INK_FAINT : BOOK_INK) });
}

static BookLines cell_lines(const Book *book, const TablePlan *plan, const TableColumn *column,
                            size_t r, bool strong)
{
    double room = column->width_pt - (column->swatch ? TABLE_SWATCH_PT : 0);
    size_t row = plan->rows[r];
    BookRuns runs = { 0 };
    BookRun run = { .text = column->texts[r], .strong = strong };

    if (!*run.text) return (BookLines){ 0 };
    if (plan->cell_lines == 1) {
        run.text = font_shorten(strong ? FONT_SEMIBOLD : FONT_REGULAR,
                                BOOK_TYPE[plan->style].size_pt, run.text, room, book->arena);
    }
    if (column->column->links) run.path = book_page_path(book, column_link(column->column, row));
    VEC_PUSH(book->arena, &runs, run);
    BookLines lines = book_lines(&runs, plan->style, room, book->arena);
    return book_lines_at_most(lines, plan->cell_lines, plan->style, room, book->arena);
}

static void draw_text(const Book *book, BookArt *art, const TablePlan *plan,
                      const TableColumn *column, size_t r, const BookLines *lines, double y)
{
    double x = column->x_pt, leading = BOOK_TYPE[plan->style].leading_pt;
    size_t row = plan->rows[r];

    if (column->swatch) {
        int segment = column_segment(column->column, row);
        Path path = path_open(book->arena);
        path_round_rect(&path, (Rect){ x, y + leading / 2 - 3.2, 6.4, 6.4 }, 1.5);
        const Segments *all = book->report->segments;
        if (segment >= 0 && all && (size_t)segment < all->count) {
            scene_fill(&art->scene, path, theme_segment(book->theme, all->items[segment].colour));
        }
        x += TABLE_SWATCH_PT;
    }
    book_lines_draw(art, lines, plan->style, book_ink(BOOK_INK), x, y);
}

/* --- rows ------------------------------------------------------------------------------------- */

typedef struct RowSet {
    TableColumn **columns;
    size_t count;
} RowSet;

static BookPiece *add_row(Book *book, BookPieces *pieces, const TablePlan *plan, const RowSet *set,
                          size_t r)
{
    bool total = plan->totals && r + 1 == plan->row_count;
    BookLines *texts = ARENA_ARRAY(book->arena, BookLines, set->count);
    double leading = BOOK_TYPE[plan->style].leading_pt;
    double height = leading;

    for (size_t c = 0; c < set->count; c++) {
        if (set->columns[c]->number) continue;
        texts[c] = cell_lines(book, plan, set->columns[c], r, total);
        height = fmax(height, book_lines_height(&texts[c], plan->style));
    }
    BookPiece *piece = book_piece(book, pieces, plan->width_pt, height + plan->row_pad_pt);
    BookArt *art = &piece->art;
    for (size_t c = 0; c < set->count; c++) {
        const TableColumn *column = set->columns[c];
        if (column->number)
            draw_number(art, plan, column, column->texts[r], total, plan->row_pad_pt / 2);
        else
            draw_text(book, art, plan, column, r, &texts[c], plan->row_pad_pt / 2);
    }
    double bottom = piece->height_pt;
    bool last = r + 1 == plan->row_count, before_total = plan->totals && r + 2 == plan->row_count;
    scene_line(&art->scene, (Point){ 0, bottom }, (Point){ plan->width_pt, bottom },
               last || before_total ? book->theme->axis : book->theme->grid,
               last || before_total ? 0.75 : 0.4);
    return piece;
}

static BookLines head_lines(const Book *book, const TableColumn *column)
{
    BookLines lines =
        book_text_lines(column->title, true, BOOK_TABLE_HEAD, column->width_pt + 0.2, book->arena);

    return book_lines_at_most(lines, 4, BOOK_TABLE_HEAD, column->width_pt + 0.2, book->arena);
}

static double header_height(const Book *book, const RowSet *set)
{
    size_t most = 1;

    for (size_t c = 0; c < set->count; c++) {
        BookLines lines = head_lines(book, set->columns[c]);
        if (lines.count > most) most = lines.count;
    }
    return (double)most * BOOK_TYPE[BOOK_TABLE_HEAD].leading_pt + (book->dense ? 6 : 8);
}

/* Titles stand on the rule; those of numbers stand right, line by line. */
static void draw_header(const Book *book, BookArt *art, const TablePlan *plan, const RowSet *set,
                        double y, double height)
{
    double leading = BOOK_TYPE[BOOK_TABLE_HEAD].leading_pt;

    for (size_t c = 0; c < set->count; c++) {
        const TableColumn *column = set->columns[c];
        BookLines lines = head_lines(book, column);
        double top = y + height - 4 - (double)lines.count * leading;
        for (size_t i = 0; i < lines.count; i++) {
            const BookLines one = { &lines.items[i], 1 };
            double x = column->x_pt;
            /* Over numbers with units behind them, the title begins where the numbers do. */
            bool units = column->point_pt > UNITS_PT;
            if (column->number && !units) x += column->width_pt - lines.items[i].width_pt;
            book_lines_draw(art, &one, BOOK_TABLE_HEAD, book_ink(BOOK_INK_SOFT), x,
                            top + (double)i * leading);
        }
    }
    scene_line(&art->scene, (Point){ 0, y + height }, (Point){ plan->width_pt, y + height },
               book->theme->axis, 0.75);
}

static BookPiece *continuation(Book *book, const TablePlan *plan, const RowSet *set, int number)
{
    BookPieces aside = { 0 };
    double height = header_height(book, set);
    BookStyle style = book_caption_style(book);
    double line = number ? BOOK_TYPE[style].leading_pt : 0;
    BookPiece *piece = book_piece(book, &aside, plan->width_pt, line + height);

    if (number) {
        book_art_text(&piece->art, style, book_ink(BOOK_INK_FAINT), ALIGN_START, 0, 0,
                      arena_format(book->arena, "Table %d, continued", number));
    }
    draw_header(book, &piece->art, plan, set, line, height);
    return piece;
}

static void add_block_rows(Book *book, BookPieces *pieces, const TablePlan *plan, const RowSet *set,
                           int number)
{
    double height = header_height(book, set);
    BookPiece *header = book_piece(book, pieces, plan->width_pt, height);
    const BookPiece *repeat = continuation(book, plan, set, number);

    header->keep_next = true;
    header->before_pt = book->dense ? 2 : 4;
    draw_header(book, &header->art, plan, set, 0, height);
    for (size_t r = 0; r < plan->row_count; r++) {
        BookPiece *row = add_row(book, pieces, plan, set, r);
        bool few = plan->row_count <= (book->narrow ? 10 : 8); /* a short table is not divided */
        row->repeat = repeat;
        row->break_cost = plan->row_count > 40 ? 0.2 : 1.5;
        row->keep_next = few || r == 0 || r == 1 || r + 3 >= plan->row_count;
        if (r + 1 == plan->row_count) row->keep_next = false;
    }
}

/* --- the table -------------------------------------------------------------------------------- */

static void add_rest(Book *book, BookPieces *pieces, const TablePlan *plan, const TableBlock *block)
{
    size_t rows =
        block->total_rows ? block->total_rows : block->table->rows - (plan->totals ? 1 : 0);
    size_t shown = plan->row_count - (plan->totals && plan->row_count ? 1 : 0);
    char last[NUMBER_TEXT], all[NUMBER_TEXT];

    if (shown >= rows) return;
    const char *text =
        arena_format(book->arena, "1–%s of %s", number_grouped(last, (double)shown, 0),
                     number_grouped(all, (double)rows, 0));
    if (block->rest) {
        const char *where = book->dense ? "more in" : "the rest is in";
        text = arena_format(book->arena, "%s: %s %s", text, where, block->rest);
    }
    if (pieces->count) pieces->items[pieces->count - 1]->keep_next = true;
    BookLines lines = book_text_lines(text, false, BOOK_SMALL, plan->width_pt, book->arena);
    double gap = book->dense ? 2 : 5;
    BookPiece *piece =
        book_piece(book, pieces, plan->width_pt, gap + book_lines_height(&lines, BOOK_SMALL));
    book_lines_draw(&piece->art, &lines, BOOK_SMALL, book_ink(BOOK_INK_FAINT), 0, gap);
}

static RowSet block_columns(Book *book, TablePlan *plan, const TableBlocks *blocks, size_t b)
{
    size_t from = blocks->from[b], to = blocks->from[b + 1];
    RowSet set = { ARENA_ARRAY(book->arena, TableColumn *, to - from + 1), 0 };

    set.columns[set.count++] = &plan->columns[0];
    for (size_t c = from; c < to; c++)
        set.columns[set.count++] = &plan->columns[c];
    table_fit(plan, set.columns, set.count);
    return set;
}

static void add_caption(Book *book, BookPieces *pieces, int number, const char *text,
                        double width_pt)
{
    double line = fmin(width_pt, BOOK_LINE_PT);
    BookStyle style = book_caption_style(book);
    BookLines lines = book_caption(book, "Table", number, text, line);
    BookPiece *piece = book_piece(book, pieces, width_pt, book_lines_height(&lines, style));

    book_lines_draw(&piece->art, &lines, style, book_ink(BOOK_INK_SOFT), 0, 0);
    piece->before_pt = book->dense ? 9 : 14;
    piece->break_cost = 0.3;
    piece->keep_next = true;
}

/* Whether a column says anything: one of zeros or blanks does not. */
static bool says_something(const Column *column, size_t rows)
{
    if (column->kind == COLUMN_TEXT || column->kind == COLUMN_ID) return true;
    for (size_t r = 0; r < rows; r++) {
        if (fabs(column->numbers[r]) > 0) return true; /* not of a NaN */
    }
    return false;
}

Table *book_without_blanks(Book *book, const TableBlock *block)
{
    Table *table = ARENA_NEW(book->arena, Table);
    Column *kept = ARENA_ARRAY(book->arena, Column, block->table->cols);
    size_t count = 0, rows = block->table->rows;

    if (block->shown && block->shown < rows) rows = block->shown;
    *table = *block->table;
    for (size_t c = 0; c < table->cols; c++) {
        if (says_something(&table->columns[c], rows)) kept[count++] = table->columns[c];
    }
    table->columns = kept;
    table->cols = count;
    return table;
}

bool book_table_is_small(Book *book, const TableBlock *block)
{
    if (!block->table || !block->table->cols) return false;
    if (block->table->rows > 8 || block->table->cols > 5) return false;
    TablePlan plan = table_plan(book, block, book->half_pt);
    return table_wish(&plan) < book->half_pt * 1.02;
}

bool book_table_fits(Book *book, const TableBlock *block, double width_pt, size_t rows)
{
    if (!block->table || !block->table->cols || block->table->rows > rows) return false;
    TablePlan plan = table_plan(book, block, width_pt);
    if (book->dense) plan.gap_pt = TABLE_GAP_LEAST_PT;
    return table_least(&plan) <= width_pt;
}

void book_add_table(Book *book, BookPieces *pieces, const TableBlock *block, double width_pt)
{
    int number = 0;

    if (!block->table || !block->table->cols) return;
    TablePlan plan = table_plan(book, block, width_pt);
    TableBlocks blocks = table_blocks(book, &plan);
    if (block->caption) {
        number = ++book->tables;
        add_caption(book, pieces, number, block->caption, fmax(plan.width_pt, width_pt));
    }
    for (size_t b = 0; b < blocks.count; b++) {
        RowSet set = block_columns(book, &plan, &blocks, b);
        size_t first = pieces->count;
        add_block_rows(book, pieces, &plan, &set, number);
        if (b || !block->caption) pieces->items[first]->before_pt = book->dense ? 8 : 12;
    }
    add_rest(book, pieces, &plan, block);
}
