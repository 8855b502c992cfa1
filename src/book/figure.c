/* Figures: a chart drawn at the column's width, with its number and caption below. Two half figures
 * stand beside each other, equally high. */
#include <math.h>

#include "book/private.h"

#define CAPTION_GAP_PT 2.0
#define EDGE_PT 8.0 /* the air that a chart keeps around itself; its ink meets the text's edge */
#define HALF_LEAST_PT 216.0
#define HALF_MOST_PT 276.0
#define FLATTER 0.78 /* than on a screen: paper is read with the text around it */
#define FLATTER_DENSE 0.48
#define FLATTER_HALF 0.7
#define FLATTER_PLANE 0.88 /* where both axes are of the same kind */
#define LEAST_BESIDE 0.6   /* of its height, of a chart beside its text */
#define LEAST_PLANE 0.9
#define LEAST_PLANE_DENSE 0.75
#define HIGHEST_PT 430.0 /* of a chart: more would leave no room for the text that goes with it */

typedef enum Shape { SHAPE_BAND, SHAPE_PLANE, SHAPE_WIDE } Shape;

static Shape shape_of(ChartKind kind)
{
    switch (kind) {
    case CHART_PIE:
    case CHART_BAR:
    case CHART_BAR_H:
    case CHART_BAR_STACKED:
    case CHART_BOX:
    case CHART_HISTOGRAM:
    case CHART_LINE:
    case CHART_RADAR:
    case CHART_PARETO:
    case CHART_KNIFE:
    case CHART_SCREE: return SHAPE_BAND;
    case CHART_SCATTER:
    case CHART_SCATTER_3D:
    case CHART_LORENZ: return SHAPE_PLANE;
    case CHART_BIPLOT:
    case CHART_HEAT:
    case CHART_WATERFALL:
    case CHART_SWEEP:
    case CHART_MULTIPLES:
    case CHART_SPARKLINE:
    case CHART_SANKEY:
    case CHART_TILES:
    case CHART_KINDS: break;
    }
    return SHAPE_WIDE;
}

static bool may_shrink(ChartKind kind)
{
    return shape_of(kind) != SHAPE_WIDE || kind == CHART_MULTIPLES || kind == CHART_SANKEY;
}

bool book_figure_reads_narrow(const FigureBlock *figure)
{
    return figure->half || shape_of(figure->chart->kind) != SHAPE_WIDE;
}

static const Scene *find_drawn(const Book *book, const ChartSpec *chart, double width_pt,
                               double height_pt)
{
    for (size_t i = 0; i < book->drawn->count; i++) {
        const struct BookChart *drawn = &book->drawn->items[i];
        if (drawn->chart == chart && drawn->width_pt == width_pt && drawn->height_pt == height_pt)
            return &drawn->scene;
    }
    return NULL;
}

/* The values of a chart do not change its own height, and they may be many. */
static ChartSpec without_values(const ChartSpec *chart, Arena *arena)
{
    ChartSpec bare = *chart;
    Series *series = ARENA_ARRAY(arena, Series, bare.series_count);

    for (size_t i = 0; bare.series && i < bare.series_count; i++) {
        series[i] = bare.series[i];
        series[i].n = 0;
    }
    bare.series = series;
    return bare;
}

/* height_pt 0: without values, as high as it wants to be. */
static Scene draw_chart(Book *book, const ChartSpec *chart, double width_pt, double height_pt)
{
    const Scene *drawn = find_drawn(book, chart, width_pt, height_pt);
    if (drawn) return *drawn;
    ChartSpec spec = height_pt > 0 ? *chart : without_values(chart, book->arena);
    Scene scene = scene_open(width_pt, 10, book->theme->paper, book->arena);
    Err err = { 0 };

    spec.width_pt = width_pt + 2 * EDGE_PT;
    spec.height_pt = height_pt;
    Status status = chart_draw(&scene, &spec, &book->chart_theme, book->arena, &err);
    if (status && !book->status) book->status = err_set(book->err, status, "%s", err.text);
    VEC_PUSH(book->arena, book->drawn, ((struct BookChart){ chart, width_pt, height_pt, scene }));
    return scene;
}

struct BookFigure {
    const FigureBlock *blocks[2];
    BookLines captions[2];
    BookStyle style; /* of the captions */
    size_t count;
    double width_pt; /* of one */
};

static void draw_figure(BookPiece *piece, const Scene *charts)
{
    const BookFigure *figure = piece->figure;
    BookStyle style = figure->style;

    for (size_t i = 0; i < figure->count; i++) {
        double x = (double)i * (figure->width_pt + BOOK_GUTTER_PT);
        scene_place(&piece->art.scene, &charts[i], x - EDGE_PT, 0, 1);
        book_lines_draw(&piece->art, &figure->captions[i], style, book_ink(BOOK_INK_SOFT), x,
                        piece->chart_pt + CAPTION_GAP_PT);
    }
}

void book_figure_resize(Book *book, BookPiece *piece, double chart_pt)
{
    const BookFigure *figure = piece->figure;
    Scene charts[2];

    piece->height_pt += chart_pt - piece->chart_pt;
    piece->chart_pt = chart_pt;
    piece->art = book_art(piece->art.scene.width_pt, piece->height_pt, book->arena);
    for (size_t i = 0; i < figure->count; i++)
        charts[i] = draw_chart(book, figure->blocks[i]->chart, figure->width_pt, chart_pt);
    draw_figure(piece, charts);
}

static BookPiece *add_figures(Book *book, BookPieces *pieces, BookFigure *figure, double height)
{
    double text = 0;

    figure->style = book_caption_style(book);
    for (size_t i = 0; i < figure->count; i++) {
        double line = fmin(figure->width_pt, BOOK_LINE_PT);
        const char *caption = figure->blocks[i]->caption;
        figure->captions[i] = book_caption(book, "Figure", ++book->figures, caption, line);
        text = fmax(text, book_lines_height(&figure->captions[i], figure->style));
    }
    BookPiece *piece = book_piece(book, pieces, book->column_pt, CAPTION_GAP_PT + text);
    piece->before_pt = 8; /* the chart has air of its own */
    piece->break_cost = 0.3;
    piece->figure = figure;
    book_figure_resize(book, piece, height);
    return piece;
}

static double natural_height(Book *book, const BookFigure *figure)
{
    double height = 0;

    for (size_t i = 0; i < figure->count; i++)
        height =
            fmax(height, draw_chart(book, figure->blocks[i]->chart, figure->width_pt, 0).height_pt);
    return height;
}

static void fix_height(BookPiece *piece)
{
    piece->figure = NULL;
    piece->chart_pt = 0;
}

void book_add_figures(Book *book, BookPieces *pieces, const FigureBlock *left,
                      const FigureBlock *right)
{
    BookFigure *figure = ARENA_NEW(book->arena, BookFigure);

    *figure = (BookFigure){ .blocks = { left, right }, .count = right ? 2 : 1 };
    figure->width_pt = right ? book->half_pt : book->column_pt;
    bool plane = shape_of(left->chart->kind) == SHAPE_PLANE ||
                 (right && shape_of(right->chart->kind) == SHAPE_PLANE);
    bool half = book_is_half(book);
    double flatter = plane         ? half ? LEAST_PLANE_DENSE : FLATTER_PLANE
                     : half        ? FLATTER_HALF
                     : book->dense ? FLATTER_DENSE
                                   : FLATTER;
    double height = fmin(flatter * natural_height(book, figure), HIGHEST_PT);
    if (right) height = fmin(fmax(height, HALF_LEAST_PT), HALF_MOST_PT);
    BookPiece *piece = add_figures(book, pieces, figure, height);
    if (!may_shrink(left->chart->kind)) fix_height(piece);
}

void book_add_side_figure(Book *book, BookPieces *pieces, const FigureBlock *block, double width_pt,
                          double chart_pt)
{
    BookFigure *figure = ARENA_NEW(book->arena, BookFigure);

    *figure = (BookFigure){ .blocks = { block }, .count = 1, .width_pt = width_pt };
    double height = fmin(natural_height(book, figure), HALF_MOST_PT);
    bool plane = shape_of(block->chart->kind) == SHAPE_PLANE;
    double least = !plane ? LEAST_BESIDE : book->dense ? LEAST_PLANE_DENSE : LEAST_PLANE;
    BookPiece *piece = add_figures(book, pieces, figure, fmax(height * least, chart_pt));
    fix_height(piece); /* what stands beside it does not shrink either */
}
