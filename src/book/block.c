/* The blocks of a section as pieces; findings and notes are drawn here. */
#include <math.h>

#include "book/private.h"

#define NUMERAL_PT 34.0 /* the column of a finding's number */

/* --- findings --------------------------------------------------------------------------------- */

static Rgba insight_colour(const Book *book, const Insight *insight)
{
    const Segments *segments = book->report->segments;

    if (insight->segment < 0 || !segments || (size_t)insight->segment >= segments->count) {
        return book->theme->accent;
    }
    return theme_segment(book->theme, segments->items[insight->segment].colour);
}

/* What the finding says and what to do, in a paragraph each; in one where room is short. */
typedef struct FindingText {
    BookLines head, detail, action;
    BookStyle head_style;
    double height_pt;
} FindingText;

static FindingText finding_text(const Book *book, const Insight *insight)
{
    const double column = book->column_pt - NUMERAL_PT, line = fmin(book->line_pt, column);
    const BookStyle body = book_body_style(book);
    BookRuns detail = { 0 }, action = { 0 };
    FindingText text;

    VEC_PUSH(book->arena, &detail, ((BookRun){ .text = insight->detail ? insight->detail : "" }));
    if (insight->action && *insight->action) {
        BookRuns *runs = book->run_on ? &detail : &action;
        const char *what = arena_format(book->arena, " %s", insight->action);
        VEC_PUSH(book->arena, runs, ((BookRun){ .text = " What to do:", .strong = true }));
        VEC_PUSH(book->arena, runs, ((BookRun){ .text = what }));
    }
    text.head_style = book->run_on && book_is_half(book) ? BOOK_HEADING_DENSE : BOOK_HEADING;
    text.head = book_text_lines(insight->headline, true, text.head_style, column, book->arena);
    text.detail = book_lines(&detail, body, line, book->arena);
    text.action = book_lines(&action, body, line, book->arena);
    text.height_pt = book_lines_height(&text.head, text.head_style) + 2 +
                     book_lines_height(&text.detail, body) +
                     (text.action.count ? 3 + book_lines_height(&text.action, body) : 0);
    return text;
}

static void add_insight(Book *book, BookPieces *pieces, const Insight *insight, size_t number)
{
    const FindingText text = finding_text(book, insight);
    const BookStyle body = book_body_style(book);
    char numeral[NUMBER_TEXT];
    BookPiece *piece = book_piece(book, pieces, book->column_pt, fmax(text.height_pt, 26));

    piece->before_pt = book->run_on ? 7 : number == 1 || book->dense ? 10 : 15;
    piece->break_cost = 0.3;
    scene_label(&piece->art.scene, (Label){ .text = number_fixed(numeral, (double)number, 0),
                                            .x = 0,
                                            .y = 17,
                                            .size_pt = 22,
                                            .weight = FONT_SEMIBOLD,
                                            .colour = insight_colour(book, insight) });
    double y = book_lines_draw(&piece->art, &text.head, text.head_style, book_ink(BOOK_INK),
                               NUMERAL_PT, 0);
    y += 2;
    y += book_lines_draw(&piece->art, &text.detail, body, book_ink(BOOK_INK_SOFT), NUMERAL_PT, y);
    book_lines_draw(&piece->art, &text.action, body, book_ink(BOOK_INK), NUMERAL_PT, y + 3);
}

/* --- notes ---------------------------------------------------------- */

static void add_note(Book *book, BookPieces *pieces, NoteKind kind, const char *text)
{
    BookStyle body = book_body_style(book);
    BookLines lines = book_text_lines(text, false, body, book->column_pt - 30, book->arena);
    double pad = book->narrow || book->run_on ? 6 : 8;
    BookPiece *piece =
        book_piece(book, pieces, book->column_pt, book_lines_height(&lines, body) + 2 * pad);
    Scene *scene = &piece->art.scene;

    piece->before_pt = book->run_on ? 9 : 13;
    piece->break_cost = 0.3;
    scene_rect(scene, (Rect){ 0, 0, book->column_pt, piece->height_pt }, book->theme->panel);
    scene_rect(scene, (Rect){ 0, 0, 3, piece->height_pt },
               kind == NOTE_WARNING ? book->theme->warning : book->theme->accent);
    book_lines_draw(&piece->art, &lines, body, book_ink(BOOK_INK), 16, pad);
}

/* --- tables ---------------------------------------------------------------------------------- */

static void add_table(Book *book, BookPieces *pieces, const TableBlock *block)
{
    if (book->dense && block->brief) {
        BookLines lines =
            book_text_lines(block->brief, false, book_body_style(book), book->line_pt, book->arena);
        book_add_lines(book, pieces, &lines, book_body_style(book), book_ink(BOOK_INK), 0, 4);
    } else if (book->narrow && book_table_is_records(block)) {
        book_add_records(book, pieces, block);
    } else {
        TableBlock shown = *block;
        if (book->narrow) shown.table = book_without_blanks(book, block);
        book_add_table(book, pieces, &shown, book->column_pt);
    }
}

/* --- the switch ------------------------------------------------------------------------------- */

void book_add_block(Book *book, BookPieces *pieces, const Block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING: book_add_heading(book, pieces, block->heading); break;
    case BLOCK_PROSE: book_add_prose(book, pieces, block->prose); break;
    case BLOCK_METRICS:
        if (book->narrow)
            book_add_metric_list(book, pieces, block->metrics.items, block->metrics.count);
        else
            book_add_metrics(book, pieces, block->metrics.items, block->metrics.count);
        break;
    case BLOCK_INSIGHTS:
        for (size_t i = 0; i < block->insights.count; i++)
            add_insight(book, pieces, &block->insights.items[i], i + 1);
        break;
    case BLOCK_FIGURE: book_add_figures(book, pieces, &block->figure, NULL); break;
    case BLOCK_TABLE: add_table(book, pieces, &block->table); break;
    case BLOCK_NOTE: add_note(book, pieces, block->note.kind, block->note.text); break;
    case BLOCK_DEFINITIONS: book_add_definitions(book, pieces, block); break;
    case BLOCK_ATTACHMENTS: book_add_attachments(book, pieces); break;
    }
}
