#include "chart/floor.h"

#include <math.h>

#include "chart/curve.h"
#include "chart/frame.h"
#include "chart/kinds.h"

#define WIDTH_PT 228.0 /* half of a page's column */
#define AXIS_PT 20.0   /* ticks below a plot, */
#define LEFT_PT 46.0   /* and at its left */

/* What a kind's height grows with. */
typedef enum Grows {
    BY_NOTHING,
    BY_CATEGORY_ROWS, /* names of categories at the left */
    BY_SERIES_ROWS,   /* names of series at the left */
    BY_BANDS,         /* names of categories below */
    BY_ENDS,          /* names of series at the right */
    BY_ITSELF         /* a function of its own */
} Grows;

typedef struct Rule {
    double width_pt;  /* of the figure */
    double height_pt; /* of the plot with its axes of numbers; rows not counted */
    double row_pt;    /* a row, at least */
    double step_pt;   /* the width of a column */
    Grows grows;
    bool legend; /* with more than one series */
    double (*own)(const Canvas *canvas);
} Rule;

static const Rule RULES[CHART_KINDS] = {
    [CHART_PIE] = { WIDTH_PT, 88, 0, 0, BY_ITSELF, false, pie_floor },
    [CHART_BAR] = { WIDTH_PT, 108, 0, 11, BY_BANDS, true, NULL },
    [CHART_BAR_H] = { WIDTH_PT, AXIS_PT, 14, 0, BY_CATEGORY_ROWS, true, NULL },
    [CHART_BAR_STACKED] = { WIDTH_PT, 108, 0, 11, BY_BANDS, true, NULL },
    [CHART_BOX] = { WIDTH_PT, AXIS_PT, 20, 0, BY_SERIES_ROWS, false, NULL },
    [CHART_HISTOGRAM] = { WIDTH_PT, 120, 0, 0, BY_NOTHING, true, NULL },
    [CHART_LINE] = { WIDTH_PT, 132, 0, 0, BY_ENDS, false, NULL },
    [CHART_SCATTER] = { WIDTH_PT, 150, 0, 0, BY_NOTHING, true, NULL },
    [CHART_SCATTER_3D] = { WIDTH_PT, 260, 0, 0, BY_NOTHING, true, NULL },
    [CHART_HEAT] = { WIDTH_PT, 24, 18, 36, BY_ITSELF, false, heat_head },
    [CHART_LORENZ] = { 160, 170, 0, 0, BY_NOTHING, true, NULL },
    [CHART_PARETO] = { WIDTH_PT, 140, 0, 11, BY_BANDS, false, NULL },
    [CHART_WATERFALL] = { WIDTH_PT, 132, 0, 56, BY_BANDS, false, NULL },
    [CHART_SWEEP] = { WIDTH_PT, 132, 0, 0, BY_ITSELF, false, sweep_floor },
    [CHART_KNIFE] = { WIDTH_PT, 56, 0, 0, BY_SERIES_ROWS, false, knife_row },
    [CHART_SCREE] = { WIDTH_PT, 132, 0, 0, BY_BANDS, false, NULL },
    [CHART_BIPLOT] = { WIDTH_PT, 220, 0, 0, BY_NOTHING, true, NULL },
    [CHART_MULTIPLES] = { WIDTH_PT, 0, 0, 0, BY_ITSELF, false, multiples_floor },
    [CHART_CLOUDS] = { WIDTH_PT, 0, 0, 0, BY_ITSELF, false, clouds_floor },
    [CHART_SPARKLINE] = { 60, 20, 0, 0, BY_NOTHING, false, NULL },
    [CHART_SANKEY] = { WIDTH_PT, 132, 0, 0, BY_ITSELF, false, sankey_floor },
};

double floor_width(const ChartSpec *spec)
{
    const Rule *rule = &RULES[spec->kind];
    size_t columns = spec->category_count;

    /* A heat map has a column of names, the others an axis. */
    double left = spec->kind == CHART_HEAT ? 112 : LEFT_PT;
    return fmax(rule->width_pt, rule->step_pt > 0 ? left + rule->step_pt * (double)columns : 0);
}

static double ends_floor(const Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    EndLabel *labels = ARENA_ARRAY(canvas->arena, EndLabel, spec->series_count);

    for (size_t s = 0; s < spec->series_count; s++)
        labels[s] = (EndLabel){ .text = series_name(&spec->series[s]) };
    return spec->series_count > 1 ? end_labels_floor(canvas, labels, spec->series_count) : 0;
}

static double rows_floor(const Canvas *canvas, const Rule *rule, const char **names, size_t count)
{
    double row = rule->own ? rule->own(canvas) : row_floor(canvas, names, count, rule->row_pt);

    /* Bars beside each other share a row. */
    if (canvas->spec->kind == CHART_BAR_H && canvas->spec->series_count > 1)
        row = fmax(row, 9 * (double)canvas->spec->series_count + 4);
    return row * fmax(1, (double)count);
}

static double names_floor(const Canvas *canvas, const Rule *rule)
{
    const ChartSpec *spec = canvas->spec;
    size_t series = spec->series_count, categories = spec->category_count;

    switch (rule->grows) {
    case BY_NOTHING: break;
    case BY_CATEGORY_ROWS: return rows_floor(canvas, rule, category_names(canvas), categories);
    case BY_SERIES_ROWS: return rows_floor(canvas, rule, series_names(canvas), series);
    case BY_BANDS: return bands_floor(canvas, category_names(canvas), categories, LEFT_PT);
    case BY_ENDS: return fmax(0, ends_floor(canvas) - (rule->height_pt - AXIS_PT - 12));
    case BY_ITSELF:
        if (spec->kind != CHART_HEAT) return fmax(0, rule->own(canvas) - rule->height_pt);
        return rule->own(canvas) +
               row_floor(canvas, series_names(canvas), series, rule->row_pt) * (double)series;
    }
    return 0;
}

/* The titles of both axes, each where it stands; of panels the panels' own function knows. */
static double titles_floor(const Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;

    if (RULES[spec->kind].grows == BY_ITSELF) return 0;
    return axis_title_floor(canvas, &spec->x) + axis_title_floor(canvas, &spec->y) + 6;
}

/* Lorenz curves have their coefficient behind their names. */
static double key_floor(const Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    const char **names = series_names(canvas);

    for (size_t s = 0; s < spec->series_count && spec->kind == CHART_LORENZ; s++)
        names[s] = arena_format(canvas->arena, "%s (Gini 0.00)", names[s]);
    return legend_floor(canvas, names, spec->series_count);
}

double floor_height(const Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    const Rule *rule = &RULES[spec->kind];
    double legend = rule->legend && spec->series_count > 1 ? key_floor(canvas) : 0;

    if (spec->kind == CHART_SPARKLINE) return rule->height_pt;
    return rule->height_pt + names_floor(canvas, rule) + titles_floor(canvas) + legend;
}
