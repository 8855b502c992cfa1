/* A table in its place: which rows are shown, how wide it is, and which columns stand beside each
 * other. */
#include <math.h>

#include "book/table.h"

#define GAP_PT 12.0 /* between columns; less, before a name takes a second line: */
#define GAP_LESS_PT 8.0
#define GAP_LEAST_PT 5.0
#define ROWS_MAX 120         /* of any table in the book */
#define ROWS_EXTRACT 34      /* of a table that the site lets the reader search: a page of it */
#define ROWS_EXTRACT_WIDE 20 /* the same on a landscape page, below a chapter's title */
#define LANDSCAPE_ROWS 16    /* a shorter table is rather divided than turned */
#define MOST_CELL_LINES 12   /* of sentences: more than any has in the narrowest column */
#define SPREAD_MOST 1.7      /* of what its columns wish: a small table is not torn apart */

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
        plan.columns[c] = table_measure(layout, &plan, &block->table->columns[c]);
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

static double wish(const TablePlan *plan)
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
        plan.width_pt = fmin(width_pt, fmax(SPREAD_MOST * wish(&plan), layout->half_pt));
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
