/* The measures of a table: how wide each column must and may be, and how many fit a page. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "book/table.h"
#include "data/format.h"

#define ROWS_MAX 120       /* of any table in the book */
#define ROWS_BROWSABLE 34  /* of one that the site lets the reader search: a page */
#define MOST_CELL_LINES 12 /* of sentences: more than any has in the narrowest column */
#define TEXT_TIGHT_PT 54.0 /* where a text may be broken into lines */
#define TEXT_LEAST_PT 84.0 /* up to where it is better not */
#define TEXT_LINE_PT 100.0 /* of a text that has one line */
#define TEXT_WISH_PT 190.0
#define ROWS_LANDSCAPE 23 /* one page, below a chapter's title */
#define NARROW_TEXTS 2    /* columns whose texts may be broken to fit half of a page */
#define LANDSCAPE_ROWS 16 /* a shorter table is rather divided than turned */

/* --- texts ------------------------------------------------------------------------------------ */

static const char *titled(const Book *book, const Column *column)
{
    const char *title = column->title ? column->title : column->key ? column->key : "";
    const char *unit = "";

    switch (column->kind) {
    case COLUMN_MONEY: unit = book->report->currency ? book->report->currency : ""; break;
    case COLUMN_DAYS: unit = "days"; break;
    case COLUMN_SECONDS: unit = "seconds"; break;
    case COLUMN_TEXT:
    case COLUMN_ID:
    case COLUMN_COUNT:
    case COLUMN_NUMBER:
    case COLUMN_SHARE:
    case COLUMN_RATIO:
    case COLUMN_SIGMA: break;
    }
    if (!*unit || strchr(title, '(') || strcasestr(title, unit)) return title;
    return arena_format(book->arena, "%s (%s)", title, unit);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A text column is set like numbers when each entry is one: "$1,234.50", "41 days", "−3.2 %". */
static bool reads_as_number(const char *text)
{
    const char *digit = strpbrk(text, "0123456789");

    if (!digit || digit - text > 5) return false;
    for (const char *c = text; c < digit; c++) {
        if (((*c | 32) >= 'a' && (*c | 32) <= 'z') || *c == '#') return false;
    }
    const char *behind = digit + strspn(digit, "0123456789.,");
    for (const char *c = behind; *c; c++) {
        if (is_digit(*c)) return false;
    }
    return strlen(behind) <= 16;
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

size_t column_point(const TableColumn *column, const char *text)
{
    return column->column->align_end ? strlen(text) : table_point(text);
}

/* --- columns ---------------------------------------------------------------------------------- */

static double longest_word(FontWeight weight, double size, const char *text, Arena *arena)
{
    double longest = 0;

    while (*text) {
        size_t word = book_word_size(text);
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
        double part = font_width(FONT_SEMIBOLD, size, text + column_point(column, text));
        before = fmax(before, whole - part);
        after = fmax(after, part);
    }
    column->point_pt = after;
    column->least_pt = column->wish_pt = column->tight_pt = column->full_pt = before + after;
}

static int by_width(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void measure_texts(const TablePlan *plan, TableColumn *column, double size, Arena *arena)
{
    double *widths = ARENA_ARRAY(arena, double, plan->row_count + 1), word = 0;
    double swatch = column->swatch ? TABLE_SWATCH_PT : 0;

    for (size_t r = 0; r < plan->row_count; r++) {
        widths[r] = font_width(FONT_REGULAR, size, column->texts[r]) + 0.5;
        word = fmax(word, longest_word(FONT_REGULAR, size, column->texts[r], arena) + 0.5);
    }
    qsort(widths, plan->row_count, sizeof *widths, by_width);
    double longest = plan->row_count ? widths[plan->row_count - 1] : 0;
    /* A few long ones may take a second line; they are not worth a wide column. */
    double most = plan->row_count >= 8 ? widths[plan->row_count * 17 / 20] : longest;
    column->full_pt = longest + swatch;
    column->wish_pt = fmin(most, TEXT_WISH_PT) + swatch;
    column->tight_pt = fmin(fmin(word, TEXT_TIGHT_PT) + swatch, column->wish_pt);
    column->least_pt = longest <= TEXT_LEAST_PT ? longest + swatch : column->tight_pt;
    /* Where there is no second line, half a name is no name. */
    if (plan->cell_lines == 1)
        column->least_pt = fmax(column->least_pt, fmin(column->wish_pt, TEXT_LINE_PT));
    column->wish_pt = fmax(column->wish_pt, column->least_pt);
}

static void measure_columns(TablePlan *plan, BookStyle style, Arena *arena)
{
    double size = BOOK_TYPE[style].size_pt, head = BOOK_TYPE[BOOK_TABLE_HEAD].size_pt;

    plan->style = style;
    plan->gap_pt = style == BOOK_TABLE ? 12 : 8;
    for (size_t c = 0; c < plan->cols; c++) {
        TableColumn *column = &plan->columns[c];
        if (column->number)
            measure_numbers(plan, column, size);
        else
            measure_texts(plan, column, size, arena);
        double word = longest_word(FONT_SEMIBOLD, head, column->title, arena) + 0.5;
        double title = font_width(FONT_SEMIBOLD, head, column->title) + 0.5;
        column->tight_pt = fmax(column->tight_pt, fmin(word, 90));
        column->least_pt = fmax(column->least_pt, column->tight_pt);
        column->wish_pt = fmax(column->wish_pt, fmax(fmin(title / 2, 60), column->least_pt));
        column->full_pt = fmax(fmax(column->full_pt, column->wish_pt), title);
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

TablePlan table_plan(Book *book, const TableBlock *block, double width_pt)
{
    TablePlan plan = { .cols = block->table->cols, .width_pt = width_pt };
    const char *currency = book->report->currency;

    plan.row_pad_pt = book->dense ? 1.3 : 4;
    choose_rows(&plan, block, book->arena);
    plan.cell_lines = block->browsable       ? 1
                      : block->sentences     ? MOST_CELL_LINES
                      : plan.row_count <= 12 ? 3
                                             : 2;
    plan.browsable = block->browsable && !plan.totals;
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
    bool half = width_pt < book->half_pt + 1 || book->dense;
    measure_columns(&plan, half ? BOOK_TABLE_SMALL : BOOK_TABLE, book->arena);
    return plan;
}

/* --- blocks ----------------------------------------------------------------------------------- */

/* The width that a column cannot do without. */
static double needed(const TablePlan *plan, const TableColumn *column)
{
    return plan->tight ? column->tight_pt : column->least_pt;
}

static bool fits(const TablePlan *plan)
{
    double sum = -plan->gap_pt;

    for (size_t c = 0; c < plan->cols; c++)
        sum += needed(plan, &plan->columns[c]) + plan->gap_pt;
    return sum <= plan->width_pt;
}

/* Fills blocks from the left, the first column in each; as many blocks as it takes. */
static TableBlocks divide(const TablePlan *plan, double width_pt, Arena *arena)
{
    TableBlocks blocks = { ARENA_ARRAY(arena, size_t, plan->cols + 2), 0 };
    double first = plan->cols ? needed(plan, &plan->columns[0]) : 0, used = first;

    blocks.from[0] = 1;
    for (size_t c = 1; c < plan->cols; c++) {
        double wide = plan->gap_pt + needed(plan, &plan->columns[c]);
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

static size_t count_texts(const TablePlan *plan)
{
    size_t count = 0;

    for (size_t c = 0; c < plan->cols; c++)
        count += !plan->columns[c].number;
    return count;
}

TableBlocks table_blocks(const Book *book, TablePlan *plan)
{
    const double landscape = book->height_pt - 2 * BOOK_SIDE_PT;

    /* Rather smaller type than a name on two lines. */
    if (!fits(plan)) measure_columns(plan, BOOK_TABLE_SMALL, book->arena);
    if (book->dense && !fits(plan)) plan->gap_pt = TABLE_GAP_LEAST_PT;
    if (book->narrow && !fits(plan)) {
        plan->tight = count_texts(plan) <= NARROW_TEXTS;
        if (!fits(plan)) plan->width_pt = book->width_pt - 2 * BOOK_SIDE_PT;
    }
    if (!fits(plan) && plan->row_count > LANDSCAPE_ROWS) {
        plan->width_pt = landscape;
        if (plan->row_count > ROWS_LANDSCAPE && plan->browsable) plan->row_count = ROWS_LANDSCAPE;
        plan->tight = !fits(plan);
    } else if (!fits(plan)) {
        plan->gap_pt = TABLE_GAP_LEAST_PT;
        plan->tight = !fits(plan);
    } else if (plan->width_pt > book->half_pt + 1) {
        /* A small table is not torn apart over the whole width. */
        plan->width_pt = fmin(plan->width_pt, fmax(1.7 * table_wish(plan), book->half_pt));
    }
    return divide_evenly(plan, plan->width_pt, book->arena);
}

double table_wish(const TablePlan *plan)
{
    double sum = -plan->gap_pt;

    for (size_t c = 0; c < plan->cols; c++)
        sum += plan->columns[c].wish_pt + plan->gap_pt;
    return sum;
}

double table_least(const TablePlan *plan)
{
    double sum = -plan->gap_pt;

    for (size_t c = 0; c < plan->cols; c++)
        sum += plan->columns[c].least_pt + plan->gap_pt;
    return sum;
}

typedef enum Goal { GOAL_LEAST, GOAL_WISH, GOAL_FULL, GOALS } Goal;

static double goal_of(const TableColumn *column, Goal goal)
{
    switch (goal) {
    case GOAL_LEAST: return column->least_pt;
    case GOAL_WISH: return column->wish_pt;
    case GOAL_FULL:
    case GOALS: break;
    }
    return column->full_pt;
}

/* Moves the widths towards the goal, as far as `left` goes; returns what is left of it. */
static double widen(TableColumn **columns, size_t count, double left, Goal goal)
{
    double asked = 0;

    for (size_t c = 0; c < count; c++)
        asked += fmax(goal_of(columns[c], goal) - columns[c]->width_pt, 0);
    if (!(asked > 0) || !(left > 0)) return left;
    double share = fmin(left / asked, 1);
    for (size_t c = 0; c < count; c++) {
        columns[c]->width_pt += share * fmax(goal_of(columns[c], goal) - columns[c]->width_pt, 0);
    }
    return left - share * asked;
}

/* Each column gets what it needs, then its least, its wish, and what shows all of it; what is still
 * left is spread evenly. */
void table_fit(const TablePlan *plan, TableColumn **columns, size_t count)
{
    double used = plan->gap_pt * (double)(count - 1), x = 0;

    for (size_t c = 0; c < count; c++) {
        columns[c]->width_pt = needed(plan, columns[c]);
        used += columns[c]->width_pt;
    }
    double shrink = used > plan->width_pt ? plan->width_pt / used : 1;
    double left = fmax(plan->width_pt - used, 0);
    for (int goal = GOAL_LEAST; goal < GOALS; goal++)
        left = widen(columns, count, left, (Goal)goal);
    for (size_t c = 0; c < count; c++) {
        columns[c]->width_pt = shrink * columns[c]->width_pt + left / (double)count;
        columns[c]->x_pt = x;
        x += columns[c]->width_pt + shrink * plan->gap_pt;
    }
}
