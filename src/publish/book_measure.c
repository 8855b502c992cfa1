/* The measures of a table: how wide each column must and may be, and how many fit a page. */
#include <math.h>
#include <string.h>

#include "data/format.h"
#include "publish/book_table.h"

#define ROWS_MAX 120      /* of any table in the book */
#define ROWS_BROWSABLE 60 /* of one that the site lets the reader search */
#define TEXT_LEAST_PT 54.0
#define TEXT_WISH_PT 190.0
#define LANDSCAPE_ROWS 16 /* a shorter table is rather divided than turned */

/* --- texts ------------------------------------------------------------------------------------ */

static const char *titled(const Book *book, const Column *column)
{
    const char *title = column->title ? column->title : column->key ? column->key : "";
    const char *unit = "";

    switch (column->kind) {
    case COLUMN_MONEY: unit = book->report->currency ? book->report->currency : ""; break;
    case COLUMN_DAYS: unit = "days"; break;
    case COLUMN_SECONDS: unit = "s"; break;
    case COLUMN_SIGMA: unit = "σ"; break;
    case COLUMN_TEXT:
    case COLUMN_ID:
    case COLUMN_COUNT:
    case COLUMN_NUMBER:
    case COLUMN_SHARE:
    case COLUMN_RATIO: break;
    }
    if (!*unit || strchr(title, '(') || strstr(title, unit)) return title;
    return arena_format(book->arena, "%s (%s)", title, unit);
}

/* A text column all of whose entries are numbers is one of numbers: tables in prose have only text. */
static bool reads_as_number(const char *text)
{
    size_t digits = 0, others = 0;

    for (uint32_t code; (code = utf8_next(&text));) {
        if (code >= '0' && code <= '9')
            digits++;
        else if (code > 0x7f || !strchr(".,+-%$() ", (int)code))
            others++;
    }
    return digits > 0 && others <= 1;
}

static bool is_number(const TablePlan *plan, const TableColumn *measured)
{
    bool any = false;

    if (measured->column->kind == COLUMN_ID) return false;
    if (measured->column->kind != COLUMN_TEXT) return true;
    for (size_t r = 0; r < plan->row_count; r++) {
        const char *text = measured->texts[r];
        if (!*text || strcmp(text, "–") == 0) continue;
        if (!reads_as_number(text)) return false;
        any = true;
    }
    return any;
}

size_t table_point(const char *text)
{
    size_t last_digit = 0;

    for (size_t i = 0; text[i]; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (digit) last_digit = i + 1;
        if (digit && text[i + 1] == '.' && text[i + 2] >= '0' && text[i + 2] <= '9') return i + 1;
    }
    return last_digit ? last_digit : strlen(text);
}

/* --- columns ---------------------------------------------------------------------------------- */

static double longest_word(FontWeight weight, double size, const char *text, Arena *arena)
{
    double longest = 0;

    while (*text) {
        size_t word = strcspn(text, " ");
        longest = fmax(longest, font_width(weight, size, arena_text_n(arena, text, word)));
        text += word + (text[word] == ' ');
    }
    return longest;
}

static void measure_numbers(const TablePlan *plan, TableColumn *column, double size)
{
    double before = 0, after = 0;

    for (size_t r = 0; r < plan->row_count; r++) {
        const char *text = column->texts[r];
        double whole = font_width(FONT_SEMIBOLD, size, text);
        double part = font_width(FONT_SEMIBOLD, size, text + table_point(text));
        before = fmax(before, whole - part);
        after = fmax(after, part);
    }
    column->point_pt = after;
    column->least_pt = column->wish_pt = before + after;
}

static void measure_texts(const TablePlan *plan, TableColumn *column, double size, Arena *arena)
{
    double longest = 0, word = 0;

    for (size_t r = 0; r < plan->row_count; r++) {
        longest = fmax(longest, font_width(FONT_REGULAR, size, column->texts[r]));
        word = fmax(word, longest_word(FONT_REGULAR, size, column->texts[r], arena));
    }
    double swatch = column->swatch ? TABLE_SWATCH_PT : 0;
    column->wish_pt = fmin(longest, TEXT_WISH_PT) + swatch;
    column->least_pt = fmin(fmin(word, TEXT_LEAST_PT) + swatch, column->wish_pt);
}

static void measure_columns(TablePlan *plan, BookStyle style, Arena *arena)
{
    double size = BOOK_TYPE[style].size_pt, head = BOOK_TYPE[BOOK_TABLE_HEAD].size_pt;

    plan->style = style;
    for (size_t c = 0; c < plan->cols; c++) {
        TableColumn *column = &plan->columns[c];
        if (column->number)
            measure_numbers(plan, column, size);
        else
            measure_texts(plan, column, size, arena);
        double word = longest_word(FONT_SEMIBOLD, head, column->title, arena) + 0.5;
        double title = font_width(FONT_SEMIBOLD, head, column->title) + 0.5;
        column->least_pt = fmax(column->least_pt, fmin(word, 90));
        column->wish_pt = fmax(column->wish_pt, fmax(fmin(title / 2, 60), column->least_pt));
    }
}

/* --- rows ------------------------------------------------------------------------------------- */

static void choose_rows(TablePlan *plan, const TableBlock *block, Arena *arena)
{
    size_t rows = block->table->rows;
    size_t most = block->shown ? block->shown : rows;
    size_t bound = block->browsable ? ROWS_BROWSABLE : ROWS_MAX;

    plan->totals = block->totals && rows > 0;
    if (most > bound) most = bound;
    if (most > rows) most = rows;
    plan->row_count = most;
    plan->rows = ARENA_ARRAY(arena, size_t, most);
    for (size_t r = 0; r < most; r++)
        plan->rows[r] = r;
    if (plan->totals && most) plan->rows[most - 1] = rows - 1;
}

TablePlan table_plan(Book *book, const TableBlock *block)
{
    TablePlan plan = { .cols = block->table->cols, .width_pt = BOOK_COLUMN_PT };
    const char *currency = book->report->currency;

    choose_rows(&plan, block, book->arena);
    plan.columns = ARENA_ARRAY(book->arena, TableColumn, plan.cols);
    for (size_t c = 0; c < plan.cols; c++) {
        TableColumn *column = &plan.columns[c];
        column->column = &block->table->columns[c];
        column->title = font_showable(FONT_SEMIBOLD, titled(book, column->column), book->arena);
        column->swatch = column->column->segments != NULL;
        column->texts = ARENA_ARRAY(book->arena, const char *, plan.row_count);
        for (size_t r = 0; r < plan.row_count; r++) {
            const char *text = format_cell(column->column, plan.rows[r], currency, book->arena);
            column->texts[r] = font_showable(FONT_REGULAR, text ? text : "", book->arena);
        }
        column->number = is_number(&plan, column);
    }
    measure_columns(&plan, BOOK_TABLE, book->arena);
    return plan;
}

/* --- blocks ----------------------------------------------------------------------------------- */

static double sum_least(const TablePlan *plan)
{
    double sum = -TABLE_GAP_PT;

    for (size_t c = 0; c < plan->cols; c++)
        sum += plan->columns[c].least_pt + TABLE_GAP_PT;
    return sum;
}

/* Fills blocks from the left, the first column in each; as many blocks as it takes. */
static TableBlocks divide(const TablePlan *plan, double width_pt, Arena *arena)
{
    TableBlocks blocks = { ARENA_ARRAY(arena, size_t, plan->cols + 2), 0 };
    double first = plan->cols ? plan->columns[0].least_pt : 0, used = first;

    blocks.from[0] = 1;
    for (size_t c = 1; c < plan->cols; c++) {
        double wide = TABLE_GAP_PT + plan->columns[c].least_pt;
        if (used + wide > width_pt && c > blocks.from[blocks.count]) {
            blocks.from[++blocks.count] = c;
            used = first;
        }
        used += wide;
    }
    blocks.from[++blocks.count] = plan->cols;
    return blocks;
}

/* As many blocks, but equally full ones. */
static TableBlocks divide_evenly(const TablePlan *plan, double width_pt, Arena *arena)
{
    TableBlocks blocks = divide(plan, width_pt, arena);
    size_t count = blocks.count;

    if (count < 2) return blocks;
    for (double narrower = width_pt - 8; narrower > width_pt / 3; narrower -= 8) {
        TableBlocks tried = divide(plan, narrower, arena);
        if (tried.count > count) break;
        blocks = tried;
    }
    return blocks;
}

TableBlocks table_blocks(TablePlan *plan, Arena *arena)
{
    const double landscape = BOOK_HEIGHT_PT - 2 * BOOK_SIDE_PT;

    if (sum_least(plan) > plan->width_pt) measure_columns(plan, BOOK_TABLE_SMALL, arena);
    if (sum_least(plan) > plan->width_pt && plan->row_count > LANDSCAPE_ROWS) {
        plan->width_pt = landscape;
    }
    return divide_evenly(plan, plan->width_pt, arena);
}

/* Each column gets its least; what is left goes to the wishes in proportion, then to all, but no
 * more than makes the table easy to read across. */
void table_fit(TablePlan *plan, TableColumn **columns, size_t count, double width_pt)
{
    double least = TABLE_GAP_PT * (double)(count - 1), wished = 0, x = 0;

    for (size_t c = 0; c < count; c++) {
        least += columns[c]->least_pt;
        wished += columns[c]->wish_pt - columns[c]->least_pt;
    }
    double left = fmax(width_pt - least, 0);
    double share = wished > 0 ? fmin(left / wished, 1) : 0;
    double spare = (left - share * wished) / (double)count;
    double shrink = least > width_pt ? width_pt / least : 1;
    for (size_t c = 0; c < count; c++) {
        TableColumn *column = columns[c];
        column->width_pt =
            shrink * (column->least_pt + share * (column->wish_pt - column->least_pt)) + spare;
        column->x_pt = x;
        x += column->width_pt + shrink * TABLE_GAP_PT;
    }
    (void)plan;
}
