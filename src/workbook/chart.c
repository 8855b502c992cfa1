#include <math.h>
#include <string.h>

#include "workbook/parts.h"

enum { CHART_WIDTH = 540, CHART_HEIGHT = 300, DEFAULT_WIDTH = 480, DEFAULT_HEIGHT = 288 };

/* The report's figure of that slug, or NULL. */
static const ChartSpec *figure_find(const Report *report, const char *slug)
{
    for (size_t p = 0; p < report->pages.count; p++) {
        const Page *page = &report->pages.items[p];
        for (size_t s = 0; s < page->sections.count; s++) {
            const Section *section = &page->sections.items[s];
            for (size_t b = 0; b < section->blocks.count; b++) {
                const Block *block = &section->blocks.items[b];
                if (block->kind == BLOCK_FIGURE && !strcmp(block->figure.chart->slug, slug))
                    return block->figure.chart;
            }
        }
    }
    return NULL;
}

/* libxlsxwriter reads a name that begins with "=" as a reference. */
static const char *plain_name(const char *name, Arena *arena)
{
    return *name == '=' ? arena_format(arena, " %s", name) : name;
}

static lxw_chart *open_chart(Workbook *book, lxw_chart_type type, const char *title)
{
    lxw_chart *chart = workbook_add_chart(book->file, type);
    lxw_chart_font font = { .size = 11, .bold = LXW_TRUE };

    if (!chart) out_of_memory();
    chart_title_set_name(chart, plain_name(title, book->arena));
    chart_title_set_name_font(chart, &font);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    return chart;
}

static lxw_chart_series *add_series(Workbook *book, lxw_chart *chart, const char *name,
                                    const ChartRange *at)
{
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);

    if (!series) out_of_memory();
    chart_series_set_name(series, plain_name(name, book->arena));
    chart_series_set_categories(series, at->sheet, at->first, at->labels, at->last, at->labels);
    chart_series_set_values(series, at->sheet, at->first, at->values, at->last, at->values);
    return series;
}

/* One colour a segment, the same as everywhere in the report. */
static void colour_points(Workbook *book, lxw_chart_series *series, const Table *table,
                          size_t count)
{
    const Column *names = &table->columns[0];
    lxw_chart_fill *fills = ARENA_ARRAY(book->arena, lxw_chart_fill, count);
    lxw_chart_point *points = ARENA_ARRAY(book->arena, lxw_chart_point, count);
    lxw_chart_point **list = ARENA_ARRAY(book->arena, lxw_chart_point *, count + 1);

    if (!names->segments) return;
    for (size_t i = 0; i < count; i++) {
        int which = column_segment(names, i);
        int colour = which < 0 ? 0 : book->report->segments->items[which].colour;
        fills[i].color = workbook_colour(theme_segment(&THEME_LIGHT, colour));
        points[i].fill = &fills[i];
        list[i] = &points[i];
    }
    workbook_note(book, chart_series_set_points(series, list));
}

static void place(Workbook *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                  lxw_chart *chart, const char *alt)
{
    lxw_chart_options options = { .x_scale = (double)CHART_WIDTH / DEFAULT_WIDTH,
                                  .y_scale = (double)CHART_HEIGHT / DEFAULT_HEIGHT,
                                  .description = arena_text(book->arena, alt) };

    workbook_note(book, worksheet_insert_chart_opt(sheet, row, col, chart, &options));
}

void workbook_segment_chart(Workbook *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                            const char *slug, const Column *column, const Table *table,
                            const ChartRange *range)
{
    const ChartSpec *figure = figure_find(book->report, slug);
    const char *title = figure && figure->title ? figure->title : column->title;
    lxw_chart *chart = open_chart(book, LXW_CHART_BAR, title);
    lxw_chart_series *series = add_series(book, chart, column->title, range);
    const char *format =
        workbook_number_format(column->kind, 0, book->report->currency, book->arena);
    double most = 0;

    for (size_t i = 0; i < table->rows; i++)
        most = fmax(most, column_number(column, i));
    colour_points(book, series, table, range->last - range->first + 1);
    chart_series_set_labels(series);
    chart_series_set_labels_num_format(series, format);
    /* libxlsxwriter swaps the axes of bars: y is the names'. The bars carry their values. */
    chart_axis_set_reverse(chart->y_axis);
    chart_axis_off(chart->x_axis);
    chart_axis_set_max(chart->x_axis, 1.2 * most); /* room for the value of the longest */
    chart_axis_major_gridlines_set_visible(chart->x_axis, LXW_FALSE);
    chart_axis_major_gridlines_set_visible(chart->y_axis, LXW_FALSE);
    chart_axis_set_major_tick_mark(chart->y_axis, LXW_CHART_AXIS_TICK_MARK_NONE);
    place(book, sheet, row, col, chart, figure ? figure->alt : title);
}

void workbook_sweep_chart(Workbook *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                          const Column *column, const ChartRange *range)
{
    lxw_chart *chart = open_chart(book, LXW_CHART_LINE,
                                  PHRASE(book->arena, "{measure} by number of clusters",
                                         phrase_text("measure", column->title)));
    lxw_chart_series *series = add_series(book, chart, column->title, range);
    lxw_chart_line line = { .color = workbook_colour(THEME_LIGHT.accent), .width = 2 };
    lxw_chart_fill fill = { .color = workbook_colour(THEME_LIGHT.accent) };

    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
    chart_series_set_marker_fill(series, &fill);
    chart_series_set_marker_line(series, &line);
    chart_axis_set_name(chart->x_axis, "Clusters (k)");
    chart_axis_set_num_format(chart->y_axis,
                              workbook_number_format(column->kind, column->decimals > 2 ? 2 : 0,
                                                     book->report->currency, book->arena));
    place(book, sheet, row, col, chart,
          PHRASE(book->arena,
                 "Line chart of {measure} for each number of clusters, as in the table",
                 phrase_text("measure", column->title)));
}
