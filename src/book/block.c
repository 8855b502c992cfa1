/* The blocks of a section as pieces; findings and notes are drawn here. */
#include <math.h>

#include "book/blocks.h"

#define NUMERAL_PT 34.0 /* the column of a finding's number */
#define NUMERAL_HIGH_PT 26.0
#define NOTE_PAD_PT 8.0
#define NOTE_INDENT_PT 16.0

/* --- findings --------------------------------------------------------------------------------- */

static Rgba insight_colour(const BookLayout *layout, const Insight *insight)
{
    const Segments *segments = layout->report->segments;

    if (insight->segment < 0 || !segments || (size_t)insight->segment >= segments->count) {
        return layout->theme->accent;
    }
    return theme_segment(layout->theme, segments->items[insight->segment].colour);
}

/* What the finding says and what to do, in a paragraph each. */
typedef struct FindingText {
    BookLines head, detail, action;
    double height_pt;
} FindingText;

static FindingText finding_text(const BookLayout *layout, const Insight *insight, double width_pt)
{
    const double line = book_line(layout, width_pt);
    BookRuns action = { 0 };
    FindingText text;

    if (insight->action && *insight->action) {
        const char *what = arena_format(layout->arena, " %s", insight->action);
        VEC_PUSH(layout->arena, &action, ((BookRun){ .text = "What to do:", .strong = true }));
        VEC_PUSH(layout->arena, &action, ((BookRun){ .text = what }));
    }
    if (insight->list) {
        const char *where =
            PHRASE(layout->arena, " The list: {file}.", phrase_text("file", insight->list));
        VEC_PUSH(layout->arena, &action, ((BookRun){ .text = where }));
    }
    text.head = book_text_lines(insight->headline, true, BOOK_HEADING, width_pt, layout->arena);
    text.detail = book_text_lines(insight->detail, false, BOOK_BODY, line, layout->arena);
    text.action = book_lines(&action, BOOK_BODY, line, layout->arena);
    text.height_pt = book_lines_height(&text.head, BOOK_HEADING) + 2 +
                     book_lines_height(&text.detail, BOOK_BODY) +
                     (text.action.count ? 3 + book_lines_height(&text.action, BOOK_BODY) : 0);
    return text;
}

static void add_insight(const BookLayout *layout, const Tag *list, BookPieces *pieces,
                        const Insight *insight, double width_pt)
{
    const Tag *item = tag_new(TAG_ITEM, list, layout->arena);
    const BookLayout body = book_within(layout, tag_new(TAG_BODY, item, layout->arena));
    const FindingText text = finding_text(layout, insight, width_pt - NUMERAL_PT);
    bool first = !pieces->count;
    char numeral[NUMBER_TEXT];
    number_fixed(numeral, (double)pieces->count + 1, 0);
    BookPiece *piece =
        book_piece(pieces, width_pt, fmax(text.height_pt, NUMERAL_HIGH_PT), layout->arena);

    piece->before_pt = first ? layout->gaps.finding_first : layout->gaps.finding;
    piece->break_cost = first ? 0.3 : 1; /* the findings are read together */
    book_art_text(&piece->art, tag_new(TAG_LABEL, item, layout->arena), BOOK_NUMBER,
                  insight_colour(layout, insight), ALIGN_START, 0, -4,
                  arena_text(layout->arena, numeral));
    double y = book_lines_tagged(&piece->art, book_tag(&body, TAG_PARAGRAPH), &text.head,
                                 BOOK_HEADING, book_ink(BOOK_INK), NUMERAL_PT, 0);
    y += 2;
    y += book_lines_tagged(&piece->art, book_tag(&body, TAG_PARAGRAPH), &text.detail, BOOK_BODY,
                           book_ink(BOOK_INK_SOFT), NUMERAL_PT, y);
    book_lines_tagged(&piece->art, book_tag(&body, TAG_PARAGRAPH), &text.action, BOOK_BODY,
                      book_ink(BOOK_INK), NUMERAL_PT, y + 3);
}

BookPieces book_insights(const BookLayout *layout, const Insight *items, size_t count,
                         double width_pt)
{
    const Tag *list = book_tag(layout, TAG_LIST_NUMBERED);
    BookPieces pieces = { 0 };

    for (size_t i = 0; i < count; i++)
        add_insight(layout, list, &pieces, &items[i], width_pt);
    return pieces;
}

/* --- notes ------------------------------------------------------------------------------------ */

BookPieces book_note(const BookLayout *layout, NoteKind kind, const char *text, double width_pt)
{
    BookLines lines =
        book_text_lines(text, false, BOOK_BODY, width_pt - 2 * NOTE_INDENT_PT, layout->arena);
    BookPieces pieces = { 0 };
    BookPiece *piece = book_piece(
        &pieces, width_pt, book_lines_height(&lines, BOOK_BODY) + 2 * NOTE_PAD_PT, layout->arena);
    Scene *scene = &piece->art.scene;

    piece->before_pt = layout->gaps.note;
    piece->break_cost = 1.2; /* it speaks of what stands above it */
    scene_rect(scene, (Rect){ 0, 0, width_pt, piece->height_pt }, layout->theme->panel);
    scene_rect(scene, (Rect){ 0, 0, 3, piece->height_pt },
               kind == NOTE_WARNING ? layout->theme->warning : layout->theme->accent);
    book_lines_tagged(&piece->art, book_tag(layout, TAG_PARAGRAPH), &lines, BOOK_BODY,
                      book_ink(BOOK_INK), NOTE_INDENT_PT, NOTE_PAD_PT);
    return pieces;
}

/* --- the switch ------------------------------------------------------------------------------- */

BookPieces book_block(const BookLayout *layout, const BlockPlan *plan, double width_pt)
{
    const Block *block = plan->block;

    switch (block->kind) {
    case BLOCK_HEADING: return book_heading(layout, block->heading, width_pt);
    case BLOCK_PROSE: return book_prose(layout, block->prose, width_pt);
    case BLOCK_METRICS:
        return book_metrics(layout, block->metrics.items, block->metrics.count, width_pt);
    case BLOCK_INSIGHTS:
        return book_insights(layout, block->insights.items, block->insights.count, width_pt);
    case BLOCK_FIGURE: return book_figure(layout, plan, width_pt);
    case BLOCK_TABLE: return book_table(layout, &block->table, plan->number, width_pt);
    case BLOCK_NOTE: return book_note(layout, block->note.kind, block->note.text, width_pt);
    case BLOCK_DEFINITIONS: return book_definitions(layout, block, width_pt);
    case BLOCK_ATTACHMENTS: return book_attachments(layout, width_pt);
    }
    return (BookPieces){ 0 };
}
