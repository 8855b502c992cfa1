/* The measures of a table: how wide each column must and may be, and how many fit a page. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "book/table.h"
#include "data/format.h"

#define GAP_PT 12.0 /* between columns; less, before a name takes a second line: */
#define GAP_LESS_PT 8.0
#define GAP_LEAST_PT 5.0
#define ROWS_MAX 120         /* of any table in the book */
#define ROWS_EXTRACT 34      /* of a table that the site lets the reader search: a page of it */
#define ROWS_EXTRACT_WIDE 20 /* the same on a landscape page, below a chapter's title */
#define LANDSCAPE_ROWS 16    /* a shorter table is rather divided than turned */
#define MOST_CELL_LINES 12   /* of sentences: more than any has in the narrowest column */
#define TEXT_TIGHT_PT 54.0   /* where a text may be broken into lines */
#define TEXT_LEAST_PT 84.0   /* up to where it is better not */
#define TEXT_LINE_PT 100.0   /* of a text that has one line */
#define TEXT_WISH_PT 190.0
#define HEAD_WORD_MOST_PT 90.0 /* of a title's word that its column makes room for */
#define HEAD_WISH_PT 60.0
#define SPREAD_MOST 1.7 /* of what its columns wish: a small table is not torn apart */

/* --- texts ------------------------------------------------------------------------------------ */

static const char *titled(const BookLayout *layout, const Column *column)
{
    const char *title = column->title ? column->title : column->key ? column->key : "";
    const char *unit = "";

    switch (column->kind) {
    case COLUMN_MONEY: unit = layout->report->currency ? layout->report->currency : ""; break;
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
    return arena_format(layout->arena, "%s (%s)", title, unit);
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

static void measure_numbers(const TablePlan *plan, TableColumn *column)
{
    const double size = BOOK_TYPE[BOOK_TABLE].size_pt;
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

static void measure_texts(const TablePlan *plan, TableColumn *column, Arena *arena)
{
    const double size = BOOK_TYPE[BOOK_TABLE].size_pt;
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

static void measure_column(const TablePlan *plan, TableColumn *column, Arena *arena)
{
    const double head = BOOK_TYPE[BOOK_TABLE_HEAD].size_pt;

    if (column->number)
        measure_numbers(plan, column);
    else
        measure_texts(plan, column, arena);
    double word = longest_word(FONT_SEMIBOLD, head, column->title, arena) + 0.5;
    double title = font_width(FONT_SEMIBOLD, head, column->title) + 0.5;
    column->tight_pt = fmax(column->tight_pt, fmin(word, HEAD_WORD_MOST_PT));
    column->least_pt = fmax(column->least_pt, column->tight_pt);
    column->wish_pt = fmax(column->wish_pt, fmax(fmin(title / 2, HEAD_WISH_PT), column->least_pt));
    column->full_pt = fmax(fmax(column->full_pt, column->wish_pt), title);
}

/* --- rows ------------------------------------------------------------------------------------- */

static size_t count_rows(const TableBlock *block, bool landscape)
{
    size_t rows = block->table->rows, most = block->shown ? block->shown : rows;
    size_t bound = !block->browsable             ? ROWS_MAX
                   : landscape && !block->totals ? ROWS_EXTRACT_WIDE
                                                 : ROWS_EXTRACT;

    if (most > bound) most = bound;
    return most < rows ? most : rows;
}

/* The first ones; a row of totals stays the last. */
static size_t *choose_rows(const TableBlock *block, size_t count, Arena *arena)
{
    size_t *rows = ARENA_ARRAY(arena, size_t, count);

    for (size_t r = 0; r < count; r++)
        rows[r] = r;
    if (block->totals && count) rows[count - 1] = block->table->rows - 1;
    return rows;
}

static size_t lines_of_cells(const TableBlock *block, size_t rows)
{
    if (block->browsable) return 1;
    if (block->sentences) return MOST_CELL_LINES;
    return rows <= 12 ? 3 : 2;
}

static TableColumn column_of(const BookLayout *layout, const TablePlan *plan, const Column *column)
{
    const char *currency = layout->report->currency;
    TableColumn made = { .column = column, .swatch = column->segments != NULL };

    made.title = font_showable(FONT_SEMIBOLD, titled(layout, column), layout->arena);
    made.texts = ARENA_ARRAY(layout->arena, const char *, plan->row_count);
    for (size_t r = 0; r < plan->row_count; r++) {
        const char *text = format_cell(column, plan->rows[r], currency, layout->arena);
        made.texts[r] = font_showable(FONT_REGULAR, text ? text : "", layout->arena);
    }
    made.number = is_number(plan, &made);
    measure_column(plan, &made, layout->arena);
    return made;
}

/* As wide as said, with the usual gap. */
static TablePlan measured(const BookLayout *layout, const TableBlock *block, double width_pt)
{
    size_t count = count_rows(block, false);
    TablePlan plan = { .cols = block->table->cols,
                       .row_count = count,
                       .rows = choose_rows(block, count, layout->arena),
                       .totals = block->totals && block->table->rows > 0,
                       .cell_lines = lines_of_cells(block, count),
                       .width_pt = width_pt,
                       .gap_pt = GAP_PT };

    plan.columns = ARENA_ARRAY(layout->arena, TableColumn, plan.cols);
    for (size_t c = 0; c < plan.cols; c++)
        plan.columns[c] = column_of(layout, &plan, &block->table->columns[c]);
    return plan;
}

/* --- the whole table in its place ------------------------------------------------------------- */

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

double table_wish(const TablePlan *plan)
{
    double sum = -plan->gap_pt;

    for (size_t c = 0; c < plan->cols; c++)
        sum += plan->columns[c].wish_pt + plan->gap_pt;
    return sum;
}

/* With the widest gap that lets its columns fit; else with the least. */
static TablePlan with_gap(TablePlan plan)
{
    static const double gaps[] = { GAP_PT, GAP_LESS_PT, GAP_LEAST_PT };

    for (size_t i = 0; i < COUNT_OF(gaps); i++) {
        plan.gap_pt = gaps[i];
        if (fits(&plan)) break;
    }
    return plan;
}

static TablePlan turned(const BookLayout *layout, const TableBlock *block, TablePlan plan)
{
    plan.landscape = true;
    plan.width_pt = book_page_width(layout, true);
    plan.row_count = count_rows(block, true);
    return with_gap(plan);
}

bool table_fits(const BookLayout *layout, const TableBlock *block, double width_pt)
{
    const TablePlan plan = with_gap(measured(layout, block, width_pt));

    return fits(&plan);
}

/* Smaller gaps, then a page of the other kind, then names on two lines, and at last several blocks
 * of columns. */
TablePlan table_plan(const BookLayout *layout, const TableBlock *block, double width_pt)
{
    TablePlan plan = with_gap(measured(layout, block, width_pt));

    if (!fits(&plan) && plan.row_count > LANDSCAPE_ROWS) plan = turned(layout, block, plan);
    plan.tight = !fits(&plan);
    if (!plan.landscape && !plan.tight && width_pt > layout->half_pt + 1)
        plan.width_pt = fmin(width_pt, fmax(SPREAD_MOST * table_wish(&plan), layout->half_pt));
    return plan;
}

/* --- blocks ----------------------------------------------------------------------------------- */

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
TableBlocks table_blocks(const TablePlan *plan, Arena *arena)
{
    const double width_pt = plan->width_pt;
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
static double widen(TableStrip *strip, double left, Goal goal)
{
    double asked = 0;

    for (size_t c = 0; c < strip->count; c++)
        asked += fmax(goal_of(&strip->columns[c], goal) - strip->columns[c].width_pt, 0);
    if (!(asked > 0) || !(left > 0)) return left;
    double share = fmin(left / asked, 1);
    for (size_t c = 0; c < strip->count; c++) {
        TableColumn *column = &strip->columns[c];
        column->width_pt += share * fmax(goal_of(column, goal) - column->width_pt, 0);
    }
    return left - share * asked;
}

/* The first column and those of the block, as narrow as can be. */
static TableStrip narrow_strip(const TablePlan *plan, const TableBlocks *blocks, size_t b,
                               Arena *arena)
{
    size_t from = blocks->from[b], to = blocks->from[b + 1];
    TableStrip strip = { ARENA_ARRAY(arena, TableColumn, to - from + 1), 0 };

    strip.columns[strip.count++] = plan->columns[0];
    for (size_t c = from; c < to; c++)
        strip.columns[strip.count++] = plan->columns[c];
    for (size_t c = 0; c < strip.count; c++)
        strip.columns[c].width_pt = needed(plan, &strip.columns[c]);
    return strip;
}

/* Each column gets what it needs, then its least, its wish, and what shows all of it; what is still
 * left is spread evenly. */
TableStrip table_strip(const TablePlan *plan, const TableBlocks *blocks, size_t b, Arena *arena)
{
    TableStrip strip = narrow_strip(plan, blocks, b, arena);
    double used = plan->gap_pt * (double)(strip.count - 1), x = 0;

    for (size_t c = 0; c < strip.count; c++)
        used += strip.columns[c].width_pt;
    double shrink = used > plan->width_pt ? plan->width_pt / used : 1;
    double left = fmax(plan->width_pt - used, 0);
    for (int goal = GOAL_LEAST; goal < GOALS; goal++)
        left = widen(&strip, left, (Goal)goal);
    for (size_t c = 0; c < strip.count; c++) {
        TableColumn *column = &strip.columns[c];
        column->width_pt = shrink * column->width_pt + left / (double)strip.count;
        column->x_pt = x;
        x += column->width_pt + shrink * plan->gap_pt;
    }
    return strip;
}
