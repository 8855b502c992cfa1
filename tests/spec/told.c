/* The report as lines of text, place by place. README.md shows the form of each kind of block. */
#include <math.h>
#include <string.h>

#include "data/csv_text.h"
#include "data/format.h"
#include "spec.h"

typedef struct Telling {
    Buf *out;
    const Report *report;
    Arena *arena;
    bool form; /* not what is told, but how it is to be shown */
} Telling;

static void line(const Telling *t, const char *text)
{
    buf_text(t->out, text);
    buf_char(t->out, '\n');
}

/* --- charts ------------------------------------------------------------------------------------
 */

static const char *number(const Telling *t, double value, const Axis *axis)
{
    char text[NUMBER_TEXT];

    if (!isfinite(value)) return "–";
    if (axis && axis->is_day) return arena_text(t->arena, day_iso(text, (Day)value));
    return arena_text(t->arena, number_shortest(text, round(value * 1e6) / 1e6));
}

static void tell_channel(const Telling *t, const char *name, const double *values, size_t count,
                         const Axis *axis)
{
    if (!values) return;
    buf_format(t->out, "; %s:", name);
    for (size_t i = 0; i < count; i++)
        buf_format(t->out, " %s", number(t, values[i], axis));
}

static void tell_categories(const Telling *t, const ChartSpec *chart)
{
    if (!chart->category_count) return;
    buf_text(t->out, "places:");
    for (size_t i = 0; i < chart->category_count; i++) {
        buf_format(t->out, "%s %s", i ? "," : "", chart->categories[i]);
        if (chart->colours) buf_format(t->out, " in %d", chart->colours[i]);
    }
    buf_char(t->out, '\n');
}

static void tell_axis(const Telling *t, const char *name, const Axis *axis)
{
    if (!axis->title && !axis->is_day) return;
    buf_format(t->out, "%s: %s%s%s%s%s\n", name, axis->title ? axis->title : "",
               axis->unit && *axis->unit ? ", in " : "", axis->unit ? axis->unit : "",
               axis->is_day ? "days" : "",
               axis->log         ? ", logarithms"
               : axis->allow_log ? ", or logarithms"
                                 : "");
}

static void tell_arrows(const Telling *t, const ChartSpec *chart)
{
    if (!chart->arrow_x) return;
    buf_text(t->out, "arrows");
    tell_channel(t, "x", chart->arrow_x, chart->category_count, NULL);
    tell_channel(t, "y", chart->arrow_y, chart->category_count, NULL);
    buf_char(t->out, '\n');
}

static void tell_figure(const Telling *t, const FigureBlock *figure)
{
    const ChartSpec *chart = figure->chart;

    buf_format(t->out, "[%s %s%s] %s\n", chart_kind_name(chart->kind), chart->slug,
               figure->half ? ", half" : "", figure->caption);
    if (chart->title) line(t, chart->title);
    if (chart->subtitle) line(t, chart->subtitle);
    if (chart->note) line(t, chart->note);
    line(t, chart->alt);
    tell_axis(t, "x", &chart->x);
    tell_axis(t, "y", &chart->y);
    tell_axis(t, "z", &chart->z);
    tell_categories(t, chart);
    for (size_t i = 0; i < chart->series_count; i++) {
        const Series *series = &chart->series[i];
        buf_format(t->out, "series %s in %d", series->name, series->colour);
        tell_channel(t, "x", series->x, series->n, &chart->x);
        tell_channel(t, "y", series->y, series->n, &chart->y);
        tell_channel(t, "z", series->z, series->n, &chart->z);
        tell_channel(t, "low", series->low, series->n, &chart->y);
        tell_channel(t, "high", series->high, series->n, &chart->y);
        buf_char(t->out, '\n');
    }
    tell_arrows(t, chart);
}

/* --- tables and the other blocks ---------------------------------------------------------------
 */

static void tell_table(const Telling *t, const TableBlock *block)
{
    const Table *table = block->table;
    size_t rows = block->shown && block->shown < table->rows ? block->shown : table->rows;

    buf_format(t->out, "[table] %s\n", block->caption);
    for (size_t c = 0; c < table->cols; c++)
        buf_format(t->out, "%s%s", c ? " | " : "", table->columns[c].title);
    buf_char(t->out, '\n');
    for (size_t r = 0; r < rows; r++) {
        for (size_t c = 0; c < table->cols; c++) {
            const char *cell = format_cell(&table->columns[c], r, t->report->currency, t->arena);
            buf_format(t->out, "%s%s", c ? " | " : "", cell);
        }
        buf_char(t->out, '\n');
    }
    if (block->brief) buf_format(t->out, "brief: %s\n", block->brief);
    if (block->total_rows > rows) {
        buf_format(t->out, "%zu of %zu rows; all are in %s\n", rows, block->total_rows,
                   block->rest ? block->rest : "no file");
    }
}

/* "Revenue: $60.00 (3 purchases) ↑ +$10.00 (+20.0%) in 7 days, more than usual" */
static void tell_metric(const Telling *t, const Metric *metric)
{
    static const char *const arrows[] = { "↓", "→", "↑" };

    buf_format(t->out, "%s: %s", metric->label, metric->text);
    if (metric->note) buf_format(t->out, " (%s)", metric->note);
    for (size_t i = 0; i < metric->change_count; i++) {
        const MetricChange *change = &metric->changes[i];
        buf_format(t->out, " %s %s%s%s", arrows[change->direction + 1], change->text,
                   change->verdict ? ", " : "", change->verdict ? change->verdict : "");
    }
    buf_char(t->out, '\n');
}

static void tell_insight(const Telling *t, const Insight *insight)
{
    const char *of =
        insight->segment >= 0 ? t->report->segments->items[insight->segment].label : NULL;

    buf_format(t->out, "* %s%s%s%s\n", insight->headline, of ? " [" : "", of ? of : "",
               of ? "]" : "");
    line(t, insight->detail);
    buf_format(t->out, "> %s\n", insight->action);
}

static void tell_attachments(const Telling *t)
{
    for (size_t i = 0; i < t->report->attachments.count; i++) {
        const Attachment *a = &t->report->attachments.items[i];
        buf_format(t->out, "%s: %s. %s (%zu)%s%s\n", a->path, a->title, a->description,
                   a->table->rows, a->sheet ? "; sheet " : "", a->sheet ? a->sheet : "");
    }
}

static void tell_block(const Telling *t, const Block *block)
{
    if (t->form) {
        form_block(t->out, block);
        return;
    }
    switch (block->kind) {
    case BLOCK_HEADING: buf_format(t->out, "### %s\n", block->heading); break;
    case BLOCK_PROSE:
        prose_text(t->out, block->prose);
        buf_char(t->out, '\n');
        break;
    case BLOCK_METRICS:
        for (size_t i = 0; i < block->metrics.count; i++)
            tell_metric(t, &block->metrics.items[i]);
        break;
    case BLOCK_INSIGHTS:
        for (size_t i = 0; i < block->insights.count; i++)
            tell_insight(t, &block->insights.items[i]);
        break;
    case BLOCK_FIGURE: tell_figure(t, &block->figure); break;
    case BLOCK_TABLE: tell_table(t, &block->table); break;
    case BLOCK_NOTE:
        buf_format(t->out, "(%c) %s\n", block->note.kind == NOTE_WARNING ? '!' : 'i',
                   block->note.text);
        break;
    case BLOCK_DEFINITIONS:
        for (size_t i = 0; i < block->definitions.count; i++) {
            buf_format(t->out, "%s: %s\n", block->definitions.terms[i],
                       block->definitions.meanings[i]);
        }
        break;
    case BLOCK_ATTACHMENTS: tell_attachments(t); break;
    }
}

/* --- places ------------------------------------------------------------------------------------
 */

static void tell_section(const Telling *t, const Section *section)
{
    if (!t->form) buf_format(t->out, "## %s\n", section->title);
    if (!t->form && section->lead) line(t, section->lead);
    for (size_t i = 0; i < section->blocks.count; i++)
        tell_block(t, &section->blocks.items[i]);
}

/* Pages of one kind are called after it; the n-th segment's is segment-n. */
static const char *page_name(const Page *page, Arena *arena)
{
    switch (page->kind) {
    case PAGE_SUMMARY: return "summary";
    case PAGE_CHANGES: return "changes";
    case PAGE_SEGMENTS: return "segments";
    case PAGE_SEGMENT: return arena_format(arena, "segment-%d", page->segment + 1);
    case PAGE_INSIGHTS: return "insights";
    case PAGE_CUSTOMERS: return "customers";
    case PAGE_METHOD: return "method";
    case PAGE_QUALITY: return "quality";
    case PAGE_ATTACHMENTS: return "attachments";
    }
    return "";
}

static bool tell_page(const Telling *t, const char *place)
{
    const char *slash = strchr(place, '/');
    const char *name = slash ? arena_text_n(t->arena, place, (size_t)(slash - place)) : place;
    bool any = false;

    for (size_t p = 0; p < t->report->pages.count; p++) {
        const Page *page = &t->report->pages.items[p];
        if (strcmp(page_name(page, t->arena), name)) continue;
        if (!slash && !t->form) buf_format(t->out, "# %s\n", page->title);
        for (size_t s = 0; s < page->sections.count; s++) {
            const Section *section = &page->sections.items[s];
            if (slash && strcmp(section->slug, slash + 1)) continue;
            tell_section(t, section);
            any = true;
        }
    }
    return any;
}

/* "summary/trend: Revenue over time", a line a section. */
static void tell_pages(const Telling *t)
{
    for (size_t p = 0; p < t->report->pages.count; p++) {
        const Page *page = &t->report->pages.items[p];
        for (size_t s = 0; s < page->sections.count; s++) {
            buf_format(t->out, "%s/%s: %s, %s\n", page_name(page, t->arena),
                       page->sections.items[s].slug, page->title, page->sections.items[s].title);
        }
    }
}

/* "orphan-transactions 2 of 5: …", a line a finding. */
static void tell_findings(const Telling *t)
{
    static const char *const kinds[] = { "absent", "note", "warning" };
    const Findings *findings = &t->report->shop->findings;

    for (size_t i = 0; i < findings->count; i++) {
        const Finding *f = &findings->items[i];
        buf_format(t->out, "%s %lld of %lld, %s: %s: %s\n", f->code, (long long)f->count,
                   (long long)f->of, kinds[f->kind], f->what, f->action);
    }
}

/* What is in the figures, for who reads no page: a line each. */
static void tell_counted(const Telling *t)
{
    for (size_t i = 0; i < t->report->counted_count; i++)
        line(t, t->report->counted[i]);
}

static bool tell_file(const Telling *t, const char *path)
{
    for (size_t i = 0; i < t->report->attachments.count; i++) {
        const Attachment *a = &t->report->attachments.items[i];
        if (strcmp(a->path, path)) continue;
        if (t->form) {
            form_columns(t->out, a->table);
            return true;
        }
        csv_put_table(t->out, a->table);
        if (a->csv_only) {
            Column column = *a->csv_only;
            csv_put_table(t->out, &(Table){ a->table->rows, 1, &column });
        }
        return true;
    }
    return false;
}

bool told_at(Buf *out, const Made *made, const char *place)
{
    bool form = !strncmp(place, "form ", 5);
    Telling t = { out, &made->report, made->arena, form };
    Err err;

    if (form) place += 5;
    if (!strcmp(place, "refusal")) {
        line(&t, made->refusal ? made->refusal : "none");
        return true;
    }
    if (made->refusal) return false;
    if (!strcmp(place, "pages")) {
        tell_pages(&t);
        return true;
    }
    if (!strcmp(place, "findings")) {
        tell_findings(&t);
        return true;
    }
    if (!strcmp(place, "counted")) {
        tell_counted(&t);
        return true;
    }
    if (!strcmp(place, "json")) return !json_write(out, t.report, t.arena, &err);
    if (!strncmp(place, "file ", 5)) return tell_file(&t, place + 5);
    return tell_page(&t, place);
}
