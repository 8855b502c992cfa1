/* Figures: a chart drawn at the column's width, with its number and caption below. Two half figures
 * stand beside each other, equally high. */
#include <math.h>

#include "publish/book_private.h"

#define FIGURE_GAP_PT 18.0
#define HIGHEST_PT 430.0 /* of a chart: more would leave no room for the text that goes with it */

static Scene draw_chart(Book *book, const FigureBlock *figure, double width_pt, double height_pt)
{
    ChartSpec spec = *figure->chart;
    Scene scene = scene_open(width_pt, 10, book->theme->paper, book->arena);
    Err err = { 0 };

    spec.width_pt = width_pt;
    spec.height_pt = height_pt;
    Status status = chart_draw(&scene, &spec, book->theme, book->arena, &err);
    if (status && !book->status) book->status = err_set(book->err, status, "%s", err.text);
    return scene;
}

typedef struct Caption {
    BookLines lines;
    int number;
} Caption;

static Caption caption_of(Book *book, const FigureBlock *figure, double width_pt)
{
    Caption caption = { .number = ++book->figures };
    BookRuns runs = { 0 };

    VEC_PUSH(book->arena, &runs,
             ((BookRun){ .text = arena_format(book->arena, "Figure %d", caption.number),
                         .strong = true }));
    if (figure->caption && *figure->caption) {
        VEC_PUSH(book->arena, &runs,
                 ((BookRun){ .text = arena_format(book->arena, ". %s", figure->caption) }));
    }
    double width = fmin(width_pt, BOOK_LINE_PT);
    caption.lines = book_lines(&runs, BOOK_CAPTION, width, book->arena);
    caption.lines = book_lines_at_most(caption.lines, 4, BOOK_CAPTION, width, book->arena);
    return caption;
}

static void place_chart(BookPiece *piece, const Scene *chart, const Caption *caption, double x,
                        double captions_y)
{
    scene_place(&piece->art.scene, chart, x, 0, 1);
    book_lines_draw(&piece->art, &caption->lines, BOOK_CAPTION, book_ink(BOOK_INK_SOFT), x,
                    captions_y);
}

void book_add_figures(Book *book, BookPieces *pieces, const FigureBlock *left,
                      const FigureBlock *right)
{
    double width = right ? (BOOK_COLUMN_PT - FIGURE_GAP_PT) / 2 : BOOK_COLUMN_PT;
    Caption captions[2] = { caption_of(book, left, width), { { NULL, 0 }, 0 } };
    Scene charts[2];

    charts[0] = draw_chart(book, left, width, 0);
    double height = charts[0].height_pt;
    if (right) {
        captions[1] = caption_of(book, right, width);
        charts[1] = draw_chart(book, right, width, 0);
        height = fmax(height, charts[1].height_pt);
    }
    height = fmin(height, HIGHEST_PT);
    if (charts[0].height_pt != height) charts[0] = draw_chart(book, left, width, height);
    if (right && charts[1].height_pt != height) charts[1] = draw_chart(book, right, width, height);

    double text = fmax(book_lines_height(&captions[0].lines, BOOK_CAPTION),
                       book_lines_height(&captions[1].lines, BOOK_CAPTION));
    BookPiece *piece = book_piece(book, pieces, BOOK_COLUMN_PT, height + 5 + text);
    piece->before_pt = 14;
    piece->break_cost = 0.3;
    place_chart(piece, &charts[0], &captions[0], 0, height + 5);
    if (right) place_chart(piece, &charts[1], &captions[1], width + FIGURE_GAP_PT, height + 5);
}
