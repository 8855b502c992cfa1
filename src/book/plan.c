#include "book/plan.h"

#include <math.h>
#include <string.h>

#include "book/blocks.h"

#define PAIR_LEAST_PT 216.0 /* the height of charts beside each other, at least */
#define PAIR_UNLIKE 1.7     /* times as high: no pair */
#define SIDE_LEAST_PT 88.0  /* text that is worth a column beside a chart */
#define SIDE_MOST_PT 400.0  /* half a page: more would leave holes where pages break */
#define SIDE_HIGH_PT 276.0  /* of a chart that grows to the height of its text */
#define SIDE_ROWS 12        /* of a table that stands beside a chart */
#define CAPTION_PT 20.0     /* what a chart leaves to its caption */

static const Block *block_at(const Section *section, size_t i)
{
    return i < section->blocks.count ? &section->blocks.items[i] : NULL;
}

/* --- stacks ----------------------------------------------------------------------------------- */

static void put_block(const BookLayout *layout, StackPlan *stack, const Block *block)
{
    BlockPlan plan = { .block = block };

    if (block->kind == BLOCK_FIGURE)
        plan.chart_pt = plan.room_pt =
            book_chart_height(layout, block->figure.chart, stack->width_pt);
    VEC_PUSH(layout->arena, stack, plan);
}

/* The figure in that room: its chart grows with it, if it is of a kind that can. */
static void give_room(BlockPlan *figure, double room_pt)
{
    figure->room_pt = room_pt;
    if (book_figure_grows(&figure->block->figure)) figure->chart_pt = room_pt;
}

/* Measured by making its pieces, which leaves nothing behind. */
static double stack_height(const BookLayout *layout, const StackPlan *stack)
{
    const BookPieces pieces = book_stack(layout, stack);

    return book_height(&pieces);
}

/* --- pairs ------------------------------------------------------------------------------------ */

static bool are_tables(const BookLayout *layout, const Block *left, const Block *right)
{
    return left->kind == BLOCK_TABLE && right->kind == BLOCK_TABLE &&
           book_table_is_small(layout, &left->table) && book_table_is_small(layout, &right->table);
}

/* Half figures, or whole ones that may as well be half, about equally high. */
static bool are_figures(const BookLayout *layout, const Block *left, const Block *right)
{
    if (left->kind != BLOCK_FIGURE || right->kind != BLOCK_FIGURE) return false;
    if (!book_figure_reads_narrow(layout, &left->figure) ||
        !book_figure_reads_narrow(layout, &right->figure))
        return false;
    double one =
        fmax(book_chart_height(layout, left->figure.chart, layout->half_pt), PAIR_LEAST_PT);
    double other =
        fmax(book_chart_height(layout, right->figure.chart, layout->half_pt), PAIR_LEAST_PT);
    return fmax(one, other) <= PAIR_UNLIKE * fmin(one, other);
}

/* Two small tables, or two charts equally high; false where neither is. */
static bool plan_pair(const BookLayout *layout, RowPlan *row, const Block *left, const Block *right)
{
    const double half = layout->half_pt;

    if (!right || (!are_tables(layout, left, right) && !are_figures(layout, left, right)))
        return false;
    *row = (RowPlan){ .stacks = { { .width_pt = half }, { .width_pt = half } }, .count = 2 };
    put_block(layout, &row->stacks[0], left);
    put_block(layout, &row->stacks[1], right);
    if (left->kind == BLOCK_FIGURE) {
        BlockPlan *one = row->stacks[0].items, *other = row->stacks[1].items;
        double room = fmax(fmax(one->room_pt, other->room_pt), PAIR_LEAST_PT);
        give_room(one, room);
        give_room(other, room);
    }
    return true;
}

/* --- a figure beside its text ----------------------------------------------------------------- */

/* Blocks from..to-1: texts, one figure, at most one table that fits the text's column. */
typedef struct Beside {
    size_t from, to, figure_at;
    bool figure, table;
} Beside;

static bool has_table(const Prose *prose)
{
    for (const Prose *child = prose ? prose->first_child : NULL; child; child = child->next) {
        if (child->kind == PROSE_TABLE) return true;
    }
    return false;
}

/* The run with one block more; the same run where that does not belong to it. */
static Beside extended(const BookLayout *layout, Beside run, const Block *block)
{
    Beside longer = run;

    longer.to++;
    switch (block->kind) {
    case BLOCK_HEADING: return run.figure ? run : longer; /* it begins something else */
    case BLOCK_PROSE: return has_table(block->prose) ? run : longer;
    case BLOCK_FIGURE:
        longer.figure = true;
        longer.figure_at = run.to;
        return run.figure || !book_figure_reads_narrow(layout, &block->figure) ? run : longer;
    case BLOCK_TABLE:
        longer.table = true;
        return run.table || !book_table_fits(layout, &block->table, layout->half_pt, SIDE_ROWS)
                   ? run
                   : longer;
    case BLOCK_METRICS:
    case BLOCK_INSIGHTS:
    case BLOCK_NOTE:
    case BLOCK_DEFINITIONS:
    case BLOCK_ATTACHMENTS: break;
    }
    return run;
}

static Beside find_beside(const BookLayout *layout, const Section *section, size_t from)
{
    Beside run = { .from = from, .to = from };

    while (run.to < section->blocks.count) {
        Beside longer = extended(layout, run, block_at(section, run.to));
        if (longer.to == run.to) break;
        run = longer;
    }
    return run;
}

/* The run's blocks but for the figure. */
static StackPlan side_text(const BookLayout *layout, const Section *section, const Beside *run)
{
    StackPlan stack = { .width_pt = layout->half_pt };

    for (size_t i = run->from; i < run->to; i++) {
        if (i != run->figure_at) put_block(layout, &stack, block_at(section, i));
    }
    return stack;
}

/* The text of the blocks from there on and the chart that it speaks of; returns how many blocks
 * that are, 0 for none. */
static size_t plan_beside(const BookLayout *layout, RowPlan *row, const Section *section,
                          size_t from)
{
    Beside run = find_beside(layout, section, from);

    for (; run.figure && run.to > run.figure_at; run.to--) {
        StackPlan text = side_text(layout, section, &run), side = { .width_pt = layout->half_pt };
        double height = stack_height(layout, &text);
        put_block(layout, &side, block_at(section, run.figure_at));
        double chart = side.items->chart_pt;
        if (height < SIDE_LEAST_PT || fmax(height, chart) > SIDE_MOST_PT) continue;
        give_room(side.items, fmax(chart, fmin(height - CAPTION_PT, SIDE_HIGH_PT)));
        *row = (RowPlan){ .stacks = { text, side }, .count = 2 };
        return run.to - from;
    }
    return 0;
}

/* --- chapters --------------------------------------------------------------------------------- */

/* The row that begins with block i; returns how many blocks it holds. */
static size_t plan_row(const BookLayout *layout, RowPlan *row, const Section *section, size_t i)
{
    const Block *block = block_at(section, i);

    if (plan_pair(layout, row, block, block_at(section, i + 1))) return 2;
    size_t taken = plan_beside(layout, row, section, i);
    if (taken) return taken;
    *row = (RowPlan){ .stacks = { { .width_pt = layout->column_pt } }, .count = 1 };
    put_block(layout, &row->stacks[0], block);
    return 1;
}

/* The section without what only a screen shows. */
static const Section *for_paper(const BookLayout *layout, const Section *section)
{
    Section *paper = ARENA_NEW(layout->arena, Section);

    *paper = *section;
    memset(&paper->blocks, 0, sizeof paper->blocks);
    for (size_t i = 0; i < section->blocks.count; i++) {
        const Block *block = &section->blocks.items[i];
        if (block->kind == BLOCK_FIGURE && block->figure.on_screen) continue;
        VEC_PUSH(layout->arena, &paper->blocks, *block);
    }
    return paper;
}

static SectionPlan plan_section(const BookLayout *layout, const Section *all, bool titled)
{
    const Section *section = for_paper(layout, all);
    SectionPlan plan = { .section = section, .titled = titled };

    for (size_t i = 0; i < section->blocks.count;) {
        RowPlan row;
        i += plan_row(layout, &row, section, i);
        VEC_PUSH(layout->arena, &plan.rows, row);
    }
    return plan;
}

/* The segment of a page of that kind; NULL for other pages. */
static const Segment *segment_of(const Report *report, const Page *page)
{
    const Segments *segments = report->segments;

    if (page->kind != PAGE_SEGMENT || page->segment < 0 || !segments) return NULL;
    return (size_t)page->segment < segments->count ? &segments->items[page->segment] : NULL;
}

/* The summary's own title is the book's, which the cover has said. */
static const char *title_of(const Page *page)
{
    const char *title = page->kind == PAGE_SUMMARY && page->nav ? page->nav : page->title;

    return title ? title : "";
}

static ChapterPlan plan_chapter(const BookLayout *layout, const Page *page, size_t sections)
{
    const Section *first = page->sections.count ? page->sections.items : NULL;
    ChapterPlan plan = { .page = page,
                         .title = title_of(page),
                         .segment = segment_of(layout->report, page),
                         .new_page = page->kind == PAGE_SUMMARY };
    /* The first section of a profile says who they are, as its title does. */
    bool merged = first && (plan.segment || (first->title && !strcmp(first->title, plan.title)));

    plan.level = plan.segment ? 1 : 0;
    if (merged) plan.lead = first->lead;
    for (size_t i = 0; i < sections && i < page->sections.count; i++) {
        SectionPlan section = plan_section(layout, &page->sections.items[i], i || !merged);
        VEC_PUSH(layout->arena, &plan.sections, section);
    }
    return plan;
}

/* --- numbers ---------------------------------------------------------------------------------- */

/* Figures and tables with a caption, in the order of the report. */
static void number_stack(const StackPlan *stack, int *figures, int *tables)
{
    for (size_t i = 0; i < stack->count; i++) {
        const Block *block = stack->items[i].block;
        if (block->kind == BLOCK_FIGURE) stack->items[i].number = ++*figures;
        if (block->kind == BLOCK_TABLE && block->table.caption && block->table.table &&
            block->table.table->cols)
            stack->items[i].number = ++*tables;
    }
}

static void number_blocks(const ChapterPlans *plans)
{
    int figures = 0, tables = 0;

    for (size_t c = 0; c < plans->count; c++) {
        for (size_t s = 0; s < plans->items[c].sections.count; s++) {
            const SectionPlan *section = &plans->items[c].sections.items[s];
            for (size_t r = 0; r < section->rows.count; r++) {
                for (size_t i = 0; i < section->rows.items[r].count; i++)
                    number_stack(&section->rows.items[r].stacks[i], &figures, &tables);
            }
        }
    }
}

/* How many sections of the page the book shows: of the summary's edition, what happened and which
 * segments there are. */
static size_t sections_shown(const Page *page, bool summary_only)
{
    if (!summary_only || page->kind == PAGE_SUMMARY) return page->sections.count;
    return page->kind == PAGE_SEGMENTS ? 1 : 0;
}

ChapterPlans book_plan(const BookLayout *layout, bool summary_only)
{
    const Report *report = layout->report;
    ChapterPlans plans = { 0 };

    for (size_t i = 0; i < report->pages.count; i++) {
        const Page *page = &report->pages.items[i];
        size_t sections = sections_shown(page, summary_only);
        if (summary_only && !sections) continue;
        ChapterPlan chapter = plan_chapter(layout, page, sections);
        VEC_PUSH(layout->arena, &plans, chapter);
    }
    number_blocks(&plans);
    return plans;
}
