/* The report's chapters in their order: planned, drawn, laid on pages, and framed. */
#include "book/compose.h"

#include "book/blocks.h"

static const Err *fault_of(const BookPieces *pieces)
{
    for (size_t i = 0; i < pieces->count; i++) {
        if (pieces->items[i]->fault) return pieces->items[i]->fault;
    }
    return NULL;
}

/* The pieces of all chapters; none of them depends on another chapter's. One that is part of
 * another lies within it for those who listen, too. */
static Status draw_chapters(BookPieces *out, const BookLayout *layout, bool summary_only, Err *err)
{
    const ChapterPlans plans = book_plan(layout, summary_only);
    BookPieces all = { 0 };
    const Tag *above = NULL;

    for (size_t i = 0; i < plans.count; i++) {
        const ChapterPlan *plan = &plans.items[i];
        const Tag *part = tag_new(TAG_SECTION, plan->level ? above : NULL, layout->arena);
        const BookLayout inside = book_within(layout, part);
        const BookPieces chapter = book_chapter(&inside, plan);
        if (!plan->level) above = part;
        const Err *fault = fault_of(&chapter);
        if (fault) return err_set(err, fault->status, "%s", fault->text);
        book_append(&all, &chapter, layout->arena);
    }
    *out = all;
    return OK;
}

static Book lay_contents(const BookLayout *layout, const Book *body, size_t front)
{
    const BookLayout inside = book_within(layout, book_tag(layout, TAG_SECTION));
    const BookPieces entries = book_contents(&inside, body, front);

    return book_flow(layout, &entries, "Contents");
}

/* The cover and the contents before the chapters, which move back by as much. */
static Book with_front(const BookLayout *layout, const Book *body)
{
    /* What stands in the entries does not change how many pages they take. */
    const size_t front = 1 + lay_contents(layout, body, 0).pages.count;
    const Book contents = lay_contents(layout, body, front);
    Book book = { 0 };

    const BookLayout cover = book_within(layout, book_tag(layout, TAG_SECTION));

    VEC_PUSH(layout->arena, &book.pages, book_cover(&cover));
    for (size_t i = 0; i < contents.pages.count; i++)
        VEC_PUSH(layout->arena, &book.pages, contents.pages.items[i]);
    for (size_t i = 0; i < body->pages.count; i++)
        VEC_PUSH(layout->arena, &book.pages, body->pages.items[i]);
    for (size_t i = 0; i < body->spots.count; i++) {
        BookSpot spot = body->spots.items[i];
        spot.page += front;
        VEC_PUSH(layout->arena, &book.spots, spot);
    }
    return book;
}

Status book_compose(Book *out, const BookLayout *layout, bool summary_only, Err *err)
{
    BookPieces pieces;
    Status s;

    if ((s = draw_chapters(&pieces, layout, summary_only, err))) return s;
    Book book = book_flow(layout, &pieces, "");
    if (!summary_only) book = with_front(layout, &book);
    book_add_heads(&book, layout);
    *out = book;
    return OK;
}
