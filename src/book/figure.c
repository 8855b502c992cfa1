/* Figures: a chart drawn as wide and as high as its plan says, with its number and caption below.
 */
#include <math.h>

#include "book/blocks.h"

#define CAPTION_GAP_PT 2.0
#define CAPTION_ROOM_PT 60.0 /* what the highest chart leaves to its caption */
#define EDGE_PT 8.0 /* the air that a chart keeps around itself; its ink meets the text's edge */
#define NARROW 0.75 /* of the page's width */
#define MANY_ROWS 8

typedef enum Shape {
    SHAPE_BAND,   /* as high as looks well */
    SHAPE_RING,   /* with names beside it, as long as it is not high */
    SHAPE_PLANE,  /* nearly square */
    SHAPE_ROWS,   /* a row for each thing that has a name */
    SHAPE_MATRIX, /* rows, and names of columns above them */
    SHAPE_PANELS, /* many small charts */
    SHAPE_WIDE    /* any other */
} Shape;

/* What a shape needs so that all of its axes and names are there in type of 8.5 points. */
typedef struct Proportions {
    bool wide;           /* cannot be read in half of the page, unless the report says so */
    bool always_wide;    /* even then */
    bool grows;          /* gains by more height than it wants */
    double share;        /* of the height that it has on a screen: paper is read with text around */
    double share_narrow; /* the same in half of the page */
    double share_many;   /* the same with more rows than MANY_ROWS */
    double most_narrow;  /* points, in half of the page */
    double least, row_pt; /* points at least below the titles, and for each row */
} Proportions;

static const Proportions PROPORTIONS[] = {
    [SHAPE_BAND] = { false, false, true, 0.78, 0.7, 0.78, 276, 100, 0 },
    [SHAPE_RING] = { false, false, false, 0.78, 0.7, 0.78, 276, 100, 0 },
    [SHAPE_PLANE] = { false, false, false, 0.88, 0.88, 0.88, 276, 130, 0 },
    [SHAPE_ROWS] = { false, false, true, 0.78, 0.78, 0.62, INFINITY, 50, 14 },
    [SHAPE_MATRIX] = { true, true, true, 1, 1, 0.72, INFINITY, 210, 0 },
    [SHAPE_PANELS] = { true, true, true, 1, 1, 1, INFINITY, 100, 0 },
    [SHAPE_WIDE] = { true, false, true, 1, 1, 1, INFINITY, 100, 0 },
};

static Shape shape_of(ChartKind kind)
{
    switch (kind) {
    case CHART_BAR_H:
    case CHART_BOX:
    case CHART_KNIFE: return SHAPE_ROWS;
    case CHART_HEAT: return SHAPE_MATRIX;
    case CHART_MULTIPLES: return SHAPE_PANELS;
    case CHART_PIE: return SHAPE_RING;
    case CHART_BAR:
    case CHART_BAR_STACKED:
    case CHART_HISTOGRAM:
    case CHART_LINE:
    case CHART_RADAR:
    case CHART_PARETO:
    case CHART_SCREE: return SHAPE_BAND;
    case CHART_SCATTER:
    case CHART_SCATTER_3D:
    case CHART_LORENZ: return SHAPE_PLANE;
    case CHART_BIPLOT:
    case CHART_WATERFALL:
    case CHART_SWEEP:
    case CHART_SPARKLINE:
    case CHART_SANKEY:
    case CHART_TILES:
    case CHART_KINDS: break;
    }
    return SHAPE_WIDE;
}

bool book_figure_reads_narrow(const FigureBlock *figure)
{
    const Proportions *shape = &PROPORTIONS[shape_of(figure->chart->kind)];

    return !shape->wide || (figure->half && !shape->always_wide);
}

bool book_figure_grows(const FigureBlock *figure)
{
    return PROPORTIONS[shape_of(figure->chart->kind)].grows;
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

/* height_pt 0: as high as it wants to be. */
static Status draw_chart(Scene *out, const BookLayout *layout, ChartSpec chart, double width_pt,
                         double height_pt, Err *err)
{
    chart.width_pt = width_pt + 2 * EDGE_PT;
    chart.height_pt = height_pt;
    return chart_draw(out, &chart, &layout->chart_theme, layout->arena, err);
}

static size_t rows_of(const ChartSpec *chart)
{
    return chart->series_count > 1 ? chart->series_count : chart->category_count;
}

double book_chart_height(const BookLayout *layout, const ChartSpec *chart, double width_pt)
{
    const Proportions *shape = &PROPORTIONS[shape_of(chart->kind)];
    const double most = book_page_room(layout, false) - CAPTION_ROOM_PT;
    const size_t rows = rows_of(chart);
    bool narrow = width_pt < NARROW * layout->column_pt;
    Scene own;
    Err err = { 0 };

    if (draw_chart(&own, layout, without_values(chart, layout->arena), width_pt, 0, &err))
        return shape->least; /* drawing it will say why */
    double share = rows > MANY_ROWS ? shape->share_many : shape->share;
    if (narrow) share = fmin(share, shape->share_narrow);
    double height = own.head_pt + share * (own.height_pt - own.head_pt);
    if (narrow) height = fmin(height, shape->most_narrow);
    height = fmax(height, own.head_pt + shape->least + shape->row_pt * (double)rows);
    return fmin(height, most);
}

/* What the chart says, or at least what it is. */
static void place_chart(const BookLayout *layout, Scene *scene, const Scene *chart,
                        const Tag *group, const char *caption)
{
    const char *alt = *chart->alt ? chart->alt : *chart->title ? chart->title : caption;
    const Rect box = { -EDGE_PT, 0, chart->width_pt, chart->height_pt };

    scene_tag_figure(scene, tag_figure(alt, group, layout->arena), box);
    scene_place(scene, chart, box.x, box.y, 1);
    scene_end(scene);
}

BookPieces book_figure(const BookLayout *layout, const BlockPlan *plan, double width_pt)
{
    const FigureBlock *block = &plan->block->figure;
    BookLines caption =
        book_caption(layout, "Figure", plan->number, block->caption, book_line(layout, width_pt));
    double below = plan->room_pt + CAPTION_GAP_PT;
    double height = below + book_lines_height(&caption, BOOK_CAPTION);
    BookPieces pieces = { 0 };
    BookPiece *piece = book_piece(&pieces, width_pt, height, layout->arena);
    Err *err = ARENA_NEW(layout->arena, Err);
    const Tag *group = book_tag(layout, TAG_GROUP);
    Scene chart;

    piece->before_pt = layout->gaps.figure;
    piece->break_cost = 0.3;
    if (draw_chart(&chart, layout, *block->chart, width_pt, plan->chart_pt, err))
        piece->fault = err;
    else
        place_chart(layout, &piece->art.scene, &chart, group, block->caption);
    book_lines_tagged(&piece->art, tag_new(TAG_CAPTION, group, layout->arena), &caption,
                      BOOK_CAPTION, book_ink(BOOK_INK_SOFT), 0, below);
    return pieces;
}
