#include "chart/chart.h"

#include <math.h>

#include "chart/floor.h"
#include "chart/kinds.h"

/* The channels that a kind cannot do without. */
enum { NEED_X = 1, NEED_Y = 2, NEED_Z = 4, NEED_CATEGORIES = 8, NEED_ARROWS = 16 };

typedef enum RowsOf { ROWS_NONE, ROWS_CATEGORIES, ROWS_SERIES, ROWS_BARS, ROWS_PANELS } RowsOf;

typedef struct Kind {
    const char *name;
    void (*draw)(Canvas *canvas);
    unsigned needs;
    double width_pt, height_pt; /* its own size, titles not counted */
    RowsOf rows;                /* what makes it higher, by row_pt each */
    double row_pt;
} Kind;

static const Kind KINDS[CHART_KINDS] = {
    [CHART_PIE] = { "pie", pie_draw, NEED_Y | NEED_CATEGORIES, 480, 230, ROWS_NONE, 0 },
    [CHART_BAR] = { "bar", bar_draw, NEED_Y | NEED_CATEGORIES, 480, 270, ROWS_NONE, 0 },
    [CHART_BAR_H] = { "bar-h", bar_h_draw, NEED_Y | NEED_CATEGORIES, 480, 44, ROWS_BARS, 24 },
    [CHART_BAR_STACKED] = { "bar-stacked", bar_stacked_draw, NEED_Y | NEED_CATEGORIES, 480, 280,
                            ROWS_NONE, 0 },
    [CHART_BOX] = { "box", box_draw, NEED_Y, 480, 56, ROWS_SERIES, 34 },
    [CHART_HISTOGRAM] = { "histogram", histogram_draw, NEED_Y, 480, 250, ROWS_NONE, 0 },
    [CHART_LINE] = { "line", line_draw, NEED_X | NEED_Y, 480, 270, ROWS_NONE, 0 },
    [CHART_SCATTER] = { "scatter", scatter_draw, NEED_X | NEED_Y, 480, 330, ROWS_NONE, 0 },
    [CHART_SCATTER_3D] = { "scatter-3d", scatter_3d_draw, NEED_X | NEED_Y | NEED_Z, 480, 380,
                           ROWS_NONE, 0 },
    [CHART_HEAT] = { "heat", heat_draw, NEED_Y | NEED_CATEGORIES, 480, 100, ROWS_SERIES, 26 },
    [CHART_LORENZ] = { "lorenz", lorenz_draw, NEED_Y, 400, 330, ROWS_NONE, 0 },
    [CHART_PARETO] = { "pareto", pareto_draw, NEED_Y | NEED_CATEGORIES, 480, 280, ROWS_NONE, 0 },
    [CHART_WATERFALL] = { "waterfall", waterfall_draw, NEED_Y | NEED_CATEGORIES, 480, 270,
                          ROWS_NONE, 0 },
    [CHART_SWEEP] = { "sweep", sweep_draw, NEED_X | NEED_Y, 480, 70, ROWS_PANELS, 150 },
    [CHART_KNIFE] = { "knife", knife_draw, NEED_Y, 480, 320, ROWS_NONE, 0 },
    [CHART_SCREE] = { "scree", scree_draw, NEED_Y, 480, 250, ROWS_NONE, 0 },
    [CHART_BIPLOT] = { "biplot", biplot_draw, NEED_X | NEED_Y | NEED_CATEGORIES | NEED_ARROWS, 480,
                       380, ROWS_NONE, 0 },
    [CHART_MULTIPLES] = { "multiples", multiples_draw, NEED_X | NEED_Y, 480, 150, ROWS_SERIES, 30 },
    [CHART_CLOUDS] = { "clouds", clouds_draw, NEED_X | NEED_Y, 480, 200, ROWS_NONE, 0 },
    [CHART_SPARKLINE] = { "sparkline", sparkline_draw, NEED_Y, 120, 28, ROWS_NONE, 0 },
    [CHART_SANKEY] = { "sankey", sankey_draw, NEED_X | NEED_Y | NEED_Z | NEED_CATEGORIES, 480, 180,
                       ROWS_CATEGORIES, 12 },
};

const char *chart_kind_name(ChartKind kind)
{
    return KINDS[kind].name;
}

/* --- The specification is checked, its values are not ----------------------------------------- */

static const char *missing_channel(const ChartSpec *spec, unsigned needs)
{
    if (spec->series_count && !spec->series) return "series";
    if ((needs & NEED_CATEGORIES) && spec->category_count && !spec->categories) return "categories";
    if ((needs & NEED_ARROWS) && spec->category_count && (!spec->arrow_x || !spec->arrow_y)) {
        return "arrow_x and arrow_y";
    }
    for (size_t i = 0; i < spec->series_count; i++) {
        const Series *s = &spec->series[i];
        if (s->n == 0) continue;
        if ((needs & NEED_X) && !s->x) return "x";
        if ((needs & NEED_Y) && !s->y) return "y";
        if ((needs & NEED_Z) && !s->z) return "z";
    }
    return NULL;
}

static Status check(const ChartSpec *spec, Err *err)
{
    if ((unsigned)spec->kind >= CHART_KINDS) {
        return err_set(err, ERR_BUG, "chart %s: no kind has the number %d",
                       spec->slug ? spec->slug : "(no slug)", (int)spec->kind);
    }
    const char *missing = missing_channel(spec, KINDS[spec->kind].needs);
    if (!missing) return OK;
    return err_set(err, ERR_BUG, "chart %s (%s): the channel %s is missing",
                   spec->slug ? spec->slug : "(no slug)", KINDS[spec->kind].name, missing);
}

/* --- Titles, note, and the room between ------------------------------------------------------- */

typedef struct Frills {
    TextStyle title, subtitle, note;
    TextLines title_lines, subtitle_lines, note_lines;
    double top_pt, bottom_pt;
} Frills;

static TextLines wrap_if_any(const Canvas *canvas, const TextStyle *style, const char *text,
                             double width)
{
    bool whole;

    return text && *text ? text_wrap(canvas, style, text, width, TEXT_LINES_MAX, &whole)
                         : (TextLines){ 0 };
}

static Frills measure_frills(const Canvas *canvas, double width)
{
    const ChartSpec *spec = canvas->spec;
    const Theme *t = canvas->theme;
    Frills f = { .title = { t->title_pt, FONT_SEMIBOLD, ALIGN_START, t->ink, 0 },
                 .subtitle = { t->subtitle_pt, FONT_REGULAR, ALIGN_START, t->ink_soft, 0 },
                 .note = { t->small_pt, FONT_REGULAR, ALIGN_START, t->ink_soft, 0 } };

    f.title_lines = wrap_if_any(canvas, &f.title, spec->title, width);
    f.subtitle_lines = wrap_if_any(canvas, &f.subtitle, spec->subtitle, width);
    f.note_lines = wrap_if_any(canvas, &f.note, spec->note, width);
    f.top_pt = (double)f.title_lines.count * text_height(&f.title) +
               (double)f.subtitle_lines.count * text_height(&f.subtitle);
    if (f.title_lines.count && f.subtitle_lines.count) f.top_pt += 2;
    /* Whole points, so that the chart below has the same pixels with titles and without. */
    if (f.top_pt > 0) f.top_pt = ceil(f.top_pt + 10);
    if (f.note_lines.count) f.bottom_pt = (double)f.note_lines.count * text_height(&f.note) + 8;
    return f;
}

static void draw_frills(Canvas *canvas, const Frills *f)
{
    Rect top = area_take_top(&canvas->area, f->top_pt);
    Rect bottom = area_take_bottom(&canvas->area, f->bottom_pt);
    double y = top.y + f->title.size_pt * 0.95;

    scene_group(canvas->scene, "titles");
    canvas_lines(canvas, f->title, top.x, y, &f->title_lines);
    y = top.y + (double)f->title_lines.count * text_height(&f->title) + f->subtitle.size_pt * 0.95;
    if (f->title_lines.count) y += 2;
    canvas_lines(canvas, f->subtitle, top.x, y, &f->subtitle_lines);
    canvas_lines(canvas, f->note, bottom.x, bottom.y + 8 + f->note.size_pt * 0.9, &f->note_lines);
    scene_end(canvas->scene);
}

static double own_height(const ChartSpec *spec)
{
    const Kind *kind = &KINDS[spec->kind];
    size_t rows = 0;

    switch (kind->rows) {
    case ROWS_NONE: break;
    case ROWS_CATEGORIES: rows = spec->category_count; break;
    case ROWS_SERIES: rows = spec->series_count; break;
    case ROWS_PANELS: rows = spec->width_pt > 0 && spec->width_pt < 356 ? 2 : 1; break;
    case ROWS_BARS: {
        size_t groups = spec->series_count ? spec->series_count : 1;
        rows = spec->category_count * (groups > 1 ? (groups + 2) / 2 : 1);
        break;
    }
    }
    return kind->height_pt + kind->row_pt * fmin((double)(rows ? rows : 1), 40);
}

static double edge_pt(const ChartSpec *spec)
{
    return spec->kind == CHART_SPARKLINE ? 2 : 8;
}

/* The figure's size: what is asked for or the kind's own, and not below its floor. */
static void find_size(Canvas *canvas, Frills *frills, double edge, double *width, double *height)
{
    const ChartSpec *spec = canvas->spec;

    *width = spec->width_pt > 0 ? spec->width_pt : KINDS[spec->kind].width_pt;
    *width = fmax(*width, floor_width(spec) + 2 * edge);
    *frills = measure_frills(canvas, *width - 2 * edge);
    canvas->area.width = *width - 2 * edge;
    canvas->figure.width = *width;
    double around = frills->top_pt + frills->bottom_pt + 2 * edge;
    *height = spec->height_pt > 0 ? spec->height_pt : own_height(spec) + around;
    *height = ceil(fmax(*height, floor_height(canvas) + around));
}

Status chart_draw(Scene *out, const ChartSpec *spec, const Theme *theme, Arena *arena, Err *err)
{
    Status status = check(spec, err);

    if (status) return status;
    const double edge = edge_pt(spec);
    Scene scene = scene_open(1, 1, theme->paper, arena);
    Canvas canvas = { .scene = &scene, .spec = spec, .theme = theme, .arena = arena };
    Frills frills;
    double width, height;

    find_size(&canvas, &frills, edge, &width, &height);
    scene.width_pt = width;
    scene.height_pt = height;
    scene.head_pt = frills.top_pt;
    scene.title = spec->title;
    scene.alt = spec->alt ? spec->alt : spec->title ? spec->title : KINDS[spec->kind].name;
    canvas.figure = (Rect){ 0, 0, width, height };
    canvas.area = (Rect){ edge, edge, width - 2 * edge, height - 2 * edge };
    draw_frills(&canvas, &frills);
    area_take_top(&canvas.figure, scene.head_pt);
    scene_group(&scene, KINDS[spec->kind].name);
    KINDS[spec->kind].draw(&canvas);
    scene_end(&scene);
    *out = scene;
    return OK;
}
