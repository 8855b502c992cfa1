/* How tables and charts are to be shown: what the outputs make of a report beside its texts. */
#include <math.h>
#include <string.h>

#include "spec.h"

/* --- tables ------------------------------------------------------------------------------------
 */

static bool is_of_figures(ColumnKind kind)
{
    return kind != COLUMN_TEXT && kind != COLUMN_ID;
}

/* "segment: text; links segments/champions.html; colours 0" */
static void form_column(Buf *out, const Column *column, size_t rows)
{
    buf_format(out, "%s: %s", column->key, column_kind_name(column->kind));
    if (is_of_figures(column->kind)) buf_format(out, " %d", column->decimals);
    if (column->align_end) buf_text(out, ", flush right");
    if (column->is_day) buf_text(out, ", days");
    for (size_t r = 0; column->links && r < rows; r++) {
        const char *link = column->links[column_at(column, r)];
        buf_format(out, "%s %s", r ? "" : "; links", link ? link : "–");
    }
    for (size_t r = 0; column->segments && r < rows; r++)
        buf_format(out, "%s %d", r ? "" : "; colours", column->segments[column_at(column, r)]);
    buf_char(out, '\n');
}

void form_columns(Buf *out, const Table *table)
{
    for (size_t c = 0; c < table->cols; c++)
        form_column(out, &table->columns[c], table->rows);
}

static void form_table(Buf *out, const TableBlock *block)
{
    buf_format(out, "[table] %s%s%s%s%s\n", block->caption, block->browsable ? "; browsable" : "",
               block->sentences ? "; sentences" : "", block->totals ? "; totals: " : "",
               block->totals ? block->totals : "");
    form_columns(out, block->table);
}

/* --- charts ------------------------------------------------------------------------------------
 */

static void form_axis(Buf *out, const char *name, const Axis *axis)
{
    if (axis->title || axis->kind) buf_format(out, " %s %s", name, column_kind_name(axis->kind));
}

static void form_number(Buf *out, const char *name, double value)
{
    char text[NUMBER_TEXT];

    if (value != 0 && isfinite(value))
        buf_format(out, "; %s %s", name, number_shortest(text, round(value * 1e6) / 1e6));
}

/* "[bar-h segment-revenue] y money; values" */
static void form_chart(Buf *out, const ChartSpec *chart)
{
    buf_format(out, "[%s %s]", chart_kind_name(chart->kind), chart->slug);
    form_axis(out, "x", &chart->x);
    form_axis(out, "y", &chart->y);
    form_axis(out, "z", &chart->z);
    if (chart->show_values) buf_text(out, "; values");
    if (chart->diverging) buf_text(out, "; diverging");
    if (chart->notches) buf_text(out, "; notches");
    form_number(out, "centre", chart->centre);
    form_number(out, "chosen", chart->chosen);
    form_number(out, "suggested", chart->suggested);
    form_number(out, "wide", chart->width_pt);
    form_number(out, "high", chart->height_pt);
    for (size_t i = 0; i < chart->series_count; i++) {
        if (chart->series[i].of)
            buf_format(out, "; %s of %zu", chart->series[i].name, chart->series[i].of);
    }
    buf_char(out, '\n');
}

/* --- all ---------------------------------------------------------------------------------------
 */

/* What finding it is, and where its list is. */
static void form_insight(Buf *out, const Insight *insight)
{
    if (insight->list) buf_format(out, "* %s: %s\n", insight->headline, insight->list);
}

void form_block(Buf *out, const Block *block)
{
    if (block->kind == BLOCK_TABLE) form_table(out, &block->table);
    if (block->kind == BLOCK_FIGURE) form_chart(out, block->figure.chart);
    for (size_t i = 0; block->kind == BLOCK_INSIGHTS && i < block->insights.count; i++)
        form_insight(out, &block->insights.items[i]);
    for (size_t i = 0; block->kind == BLOCK_METRICS && i < block->metrics.count; i++)
        buf_format(out, "%s\n", block->metrics.items[i].key);
}
