/* Figures: a chart drawn as wide and as high as its plan says, with its number and caption below.
 */
#include <math.h>

#include "book/blocks.h"
#include "chart/part.h"

#define CAPTION_GAP_PT 2.0
#define CAPTION_ROOM_PT 60.0 /* what the highest chart leaves to its caption */
#define EDGE_PT 8.0 /* the air that a chart keeps around itself; its ink meets the text's edge */
#define NARROW 0.75 /* of the page's width */
#define MANY_ROWS 8
#define NARROW_MOST_PT 400.0 /* a chart that must be higher stands as wide as the page */

typedef enum Shape {
    SHAPE_BAND,   /* as high as looks well */
    SHAPE_RING,   /* with names beside it, as long as it is not high */
    SHAPE_PLANE,  /* nearly square */
    SHAPE_ROWS,   /* a row for each thing that has a name */
    SHAPE_BOXES,  /* the same, below their siblings on one column of names */
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
    [SHAPE_BOXES] = { true, true, true, 0.66, 0.66, 0.62, INFINITY, 50, 14 },
    [SHAPE_MATRIX] = { true, true, true, 1, 1, 0.72, INFINITY, 210, 0 },
    [SHAPE_PANELS] = { true, true, true, 1, 1, 1, INFINITY, 100, 0 },
    [SHAPE_WIDE] = { true, false, true, 1, 1, 1, INFINITY, 100, 0 },
};

static Shape shape_of(ChartKind kind)
{
    switch (kind) {
    case CHART_BAR_H:
    case CHART_KNIFE: return SHAPE_ROWS;
    case CHART_BOX: return SHAPE_BOXES;
    case CHART_HEAT: return SHAPE_MATRIX;
    case CHART_MULTIPLES:
    case CHART_CLOUDS: return SHAPE_PANELS;
    case CHART_PIE: return SHAPE_RING;
    case CHART_BAR:
    case CHART_BAR_STACKED:
    case CHART_HISTOGRAM:
    case CHART_LINE:
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
    case CHART_KINDS: break;
    }
    return SHAPE_WIDE;
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

/* The chart as large as it wants to be at that width, or, with height_pt 1, as small as it can be.
 */
static bool measure(Scene *out, const BookLayout *layout, const ChartSpec *chart, double width_pt,
                    double height_pt)
{
    Err err = { 0 };

    return !draw_chart(out, layout, without_values(chart, layout->arena), width_pt, height_pt,
                       &err); /* drawing it for good will say why */
}

static bool fits_width(const Scene *scene, double width_pt)
{
    return scene->width_pt <= width_pt + 2 * EDGE_PT + 0.01;
}

bool book_figure_reads_narrow(const BookLayout *layout, const FigureBlock *figure)
{
    const Proportions *shape = &PROPORTIONS[shape_of(figure->chart->kind)];
    Scene least;

    if (shape->wide && (!figure->half || shape->always_wide)) return false;
    return measure(&least, layout, figure->chart, layout->half_pt, 1) &&
           fits_width(&least, layout->half_pt) && least.height_pt <= NARROW_MOST_PT;
}

/* The most that a page holds of a chart, with its caption. */
static double page_holds(const BookLayout *layout)
{
    return book_page_room(layout, false) - CAPTION_ROOM_PT;
}

double book_chart_height(const BookLayout *layout, const ChartSpec *chart, double width_pt)
{
    const Proportions *shape = &PROPORTIONS[shape_of(chart->kind)];
    const size_t rows = rows_of(chart);
    bool narrow = width_pt < NARROW * layout->column_pt;
    Scene own, least;

    if (!measure(&own, layout, chart, width_pt, 0) || !measure(&least, layout, chart, width_pt, 1))
        return shape->least;
    double share = rows > MANY_ROWS ? shape->share_many : shape->share;
    if (narrow) share = fmin(share, shape->share_narrow);
    double height = own.head_pt + share * (own.height_pt - own.head_pt);
    if (narrow) height = fmin(height, shape->most_narrow);
    height = fmax(height, own.head_pt + shape->least + shape->row_pt * (double)rows);
    return fmax(fmin(height, page_holds(layout)), least.height_pt);
}

/* --- in parts, where a page is too low or too narrow ------------------------------------------ */

typedef struct Parts {
    ChartSpec *items;
    size_t count, capacity;
} Parts;

/* Whether that many rows are not too high. */
static bool rows_fit(const BookLayout *layout, const ChartSpec *chart, size_t rows, double width_pt)
{
    ChartSpec part = chart_part_rows(chart, 0, rows, layout->arena);
    Scene least;

    return measure(&least, layout, &part, width_pt, 1) && least.height_pt <= page_holds(layout);
}

static bool columns_fit(const BookLayout *layout, const ChartSpec *chart, size_t columns,
                        double width_pt)
{
    ChartSpec part = chart_part_columns(chart, 0, columns, layout->arena);
    Scene least;

    return measure(&least, layout, &part, width_pt, 1) && fits_width(&least, width_pt);
}

/* The fewest parts of about as many rows (or columns) each that all fit. */
static size_t even_parts(const BookLayout *layout, const ChartSpec *chart, size_t count,
                         double width_pt,
                         bool (*fit)(const BookLayout *, const ChartSpec *, size_t, double))
{
    size_t parts = 1;

    while (parts < count && !fit(layout, chart, (count + parts - 1) / parts, width_pt))
        parts++;
    return parts;
}

static void add_rows(Parts *parts, const BookLayout *layout, const ChartSpec *chart,
                     double width_pt)
{
    size_t rows = chart_rows(chart);
    size_t count = rows ? even_parts(layout, chart, rows, width_pt, rows_fit) : 1;

    for (size_t i = 0; i < count; i++) {
        size_t from = rows * i / count, to = rows * (i + 1) / count;
        ChartSpec part =
            count > 1 ? chart_part_rows(chart, from, to - from, layout->arena) : *chart;
        VEC_PUSH(layout->arena, parts, part);
    }
}

/* All parts on the scales of the whole; its titles stand above the first. */
static Parts parts_of(const BookLayout *layout, const ChartSpec *chart, double width_pt)
{
    size_t columns = chart_columns(chart);
    size_t count = columns ? even_parts(layout, chart, columns, width_pt, columns_fit) : 1;
    Parts parts = { 0 };

    for (size_t i = 0; i < count; i++) {
        size_t from = columns * i / count, to = columns * (i + 1) / count;
        ChartSpec part =
            count > 1 ? chart_part_columns(chart, from, to - from, layout->arena) : *chart;
        add_rows(&parts, layout, &part, width_pt);
    }
    for (size_t i = 1; i < parts.count; i++)
        parts.items[i].title = parts.items[i].subtitle = NULL;
    return parts;
}

typedef struct PartPlan {
    double width_pt, chart_pt, room_pt;
    const char *text;         /* of the caption */
    const Tag *group;         /* of all parts and the caption */
    const BookLines *caption; /* below the last */
} PartPlan;

/* What the chart says, or at least what it is. */
static void place_chart(const BookLayout *layout, Scene *scene, const Scene *chart, double scale,
                        const Tag *group, const char *caption)
{
    const char *alt = *chart->alt ? chart->alt : *chart->title ? chart->title : caption;
    const Rect box = { -EDGE_PT, 0, scale * chart->width_pt, scale * chart->height_pt };

    scene_tag_figure(scene, tag_figure(alt, group, layout->arena), box);
    scene_place(scene, chart, box.x, box.y, scale);
    scene_end(scene);
}

static void put_part(const BookLayout *layout, BookPieces *pieces, const ChartSpec *chart,
                     const PartPlan *plan)
{
    Err *err = ARENA_NEW(layout->arena, Err);
    Scene scene = { 0 };
    bool drawn = !draw_chart(&scene, layout, *chart, plan->width_pt, plan->chart_pt, err);
    /* A chart of no parts that is wider than the page: there is no other way. */
    double scale = drawn && !fits_width(&scene, plan->width_pt)
                       ? (plan->width_pt + 2 * EDGE_PT) / scene.width_pt
                       : 1;
    double below = fmax(fmax(plan->room_pt, plan->chart_pt), scale * scene.height_pt);
    double height = below;

    if (plan->caption) height += CAPTION_GAP_PT + book_lines_height(plan->caption, BOOK_CAPTION);
    BookPiece *piece = book_piece(pieces, plan->width_pt, height, layout->arena);
    piece->before_pt = layout->gaps.figure;
    piece->break_cost = 0.3;
    if (drawn)
        place_chart(layout, &piece->art.scene, &scene, scale, plan->group, plan->text);
    else
        piece->fault = err;
    if (plan->caption)
        book_lines_tagged(&piece->art, tag_new(TAG_CAPTION, plan->group, layout->arena),
                          plan->caption, BOOK_CAPTION, book_ink(BOOK_INK_SOFT), 0,
                          below + CAPTION_GAP_PT);
}

BookPieces book_figure(const BookLayout *layout, const BlockPlan *plan, double width_pt)
{
    const FigureBlock *block = &plan->block->figure;
    Parts parts = parts_of(layout, block->chart, width_pt);
    BookLines caption =
        book_caption(layout, "Figure", plan->number, block->caption, book_line(layout, width_pt));
    BookPieces pieces = { 0 };
    const Tag *group = book_tag(layout, TAG_GROUP);

    for (size_t i = 0; i < parts.count; i++) {
        bool whole = parts.count == 1, last = i + 1 == parts.count;
        double height =
            whole ? plan->chart_pt : book_chart_height(layout, &parts.items[i], width_pt);
        put_part(layout, &pieces, &parts.items[i],
                 &(PartPlan){ width_pt, height, whole ? plan->room_pt : 0, block->caption, group,
                              last ? &caption : NULL });
    }
    return pieces;
}
