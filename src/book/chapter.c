/* A chapter's plan as pieces: its titles, and its rows from top to bottom. */
#include "book/blocks.h"

#define SHORT_TEXT_PT 130.0 /* a title and a few lines, or tiles */

BookPieces book_stack(const BookLayout *layout, const StackPlan *stack)
{
    BookPieces pieces = { 0 };

    for (size_t i = 0; i < stack->count; i++) {
        BookPieces block = book_block(layout, &stack->items[i], stack->width_pt);
        book_append(&pieces, &block, layout->arena);
    }
    return pieces;
}

static BookPieces row_pieces(const BookLayout *layout, const RowPlan *row)
{
    BookPieces left = book_stack(layout, &row->stacks[0]), right;

    if (row->count < 2) return left;
    right = book_stack(layout, &row->stacks[1]);
    return book_join(&left, &right, row->stacks[0].width_pt + layout->gaps.gutter,
                     layout->column_pt, layout->arena);
}

/* A title and a few lines or tiles do not stay behind when what they introduce goes to the next
 * page: a figure, a table, or two stacks. */
static bool wants_next(const BookPieces *so_far, const RowPlan *next)
{
    const BlockPlan *first = next->stacks[0].items;

    if (!next->stacks[0].count || !so_far->count) return false;
    if (next->count < 2 && first->block->kind != BLOCK_FIGURE && first->block->kind != BLOCK_TABLE)
        return false;
    return book_height(so_far) <= SHORT_TEXT_PT;
}

/* A section without a title of its own is part of what the chapter's title names. */
static BookPieces section_pieces(const BookLayout *chapter, const SectionPlan *plan)
{
    const BookLayout section = book_within(chapter, book_tag(chapter, TAG_SECTION));
    const BookLayout *layout = plan->titled ? &section : chapter;
    BookPieces pieces = { 0 };

    if (plan->titled) pieces = book_section_title(layout, plan->section);
    for (size_t i = 0; i < plan->rows.count; i++) {
        const RowPlan *row = &plan->rows.items[i];
        BookPieces next = row_pieces(layout, row);
        if (i && wants_next(&pieces, row)) pieces.items[pieces.count - 1]->keep_next = true;
        book_append(&pieces, &next, layout->arena);
    }
    return pieces;
}

BookPieces book_chapter(const BookLayout *layout, const ChapterPlan *plan)
{
    BookPieces pieces = book_chapter_title(layout, plan);

    for (size_t i = 0; i < plan->sections.count; i++) {
        BookPieces section = section_pieces(layout, &plan->sections.items[i]);
        book_append(&pieces, &section, layout->arena);
    }
    if (pieces.count) pieces.items[pieces.count - 1]->keep_next = false;
    return pieces;
}
