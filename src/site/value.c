/* The document as values for the templates, one function a kind of block.
 *
 * A template looks a name up outwards, so that every member which may be missing is set all the
 * same, to nothing.
 */
#include <math.h>
#include <string.h>

#include "base/digest.h"
#include "data/format.h"
#include "site/parts.h"

static const char *taken(Buf *buf, Arena *arena)
{
    const char *copy = arena_text_n(arena, buf->data ? buf->data : "", buf->size);

    buf_close(buf);
    return copy;
}

static const char *from_root(const Site *site, const char *path)
{
    return arena_format(site->arena, "%s%s", site->root, path);
}

static const char *colour_class(const Site *site, int segment)
{
    const Segments *segments = site->report->segments;

    if (segment < 0 || (size_t)segment >= segments->count) return NULL;
    return arena_format(site->arena, "seg-%d", segments->items[segment].colour);
}

/* --- Metrics, insights, notes, definitions --------------------------------------------------- */

static void metric_changes_set(Value *item, const Metric *metric)
{
    static const char *const arrows[] = { "↓", "→", "↑" };
    Value *list = value_set_list(item, "changes");

    for (size_t i = 0; i < metric->change_count; i++) {
        const MetricChange *change = &metric->changes[i];
        Value *entry = value_add_map(list);
        value_set_text(entry, "arrow", arrows[change->direction + 1]);
        value_set_text(entry, "change", change->text);
        value_set_text(entry, "verdict", change->verdict);
    }
}

static void metrics_set(Value *block, const Block *from)
{
    Value *metrics = value_set_map(block, "block_metrics");
    Value *list = value_set_list(metrics, "metrics");

    value_set_bool(metrics, "five", from->metrics.count == 5); /* one row, or three and two */
    value_set_bool(metrics, "six",
                   from->metrics.count == 6); /* two rows of three, never five and one */
    for (size_t i = 0; i < from->metrics.count; i++) {
        const Metric *metric = &from->metrics.items[i];
        Value *item = value_add_map(list);
        value_set_text(item, "key", metric->key);
        value_set_text(item, "label", metric->label);
        value_set_text(item, "text", metric->text);
        value_set_text(item, "note", metric->note);
        metric_changes_set(item, metric);
    }
}

static void insights_set(const Site *site, Value *block, const Block *from)
{
    Value *list = value_set_list(value_set_map(block, "block_insights"), "insights");
    const Segments *segments = site->report->segments;

    for (size_t i = 0; i < from->insights.count; i++) {
        const Insight *insight = &from->insights.items[i];
        bool has_segment = insight->segment >= 0 && (size_t)insight->segment < segments->count;
        const Segment *segment = has_segment ? &segments->items[insight->segment] : NULL;
        Value *item = value_add_map(list);
        value_set_text(item, "headline", insight->headline);
        value_set_text(item, "detail", insight->detail);
        value_set_text(item, "action", insight->action);
        value_set_text(item, "list", insight->list ? from_root(site, insight->list) : NULL);
        value_set_text(item, "colour", colour_class(site, insight->segment));
        value_set_text(item, "segment", segment ? segment->label : NULL);
        value_set_text(
            item, "href",
            segment ? arena_format(site->arena, "%ssegments/%s.html", site->root, segment->slug)
                    : NULL);
    }
}

static void note_set(Value *block, const Block *from)
{
    Value *note = value_set_map(block, "block_note");

    value_set_bool(note, "warning", from->note.kind == NOTE_WARNING);
    value_set_text(note, "text", from->note.text);
}

static void definitions_set(Value *block, const Block *from)
{
    Value *list = value_set_list(value_set_map(block, "block_definitions"), "definitions");

    for (size_t i = 0; i < from->definitions.count; i++) {
        Value *item = value_add_map(list);
        value_set_text(item, "term", from->definitions.terms[i]);
        value_set_text(item, "meaning", from->definitions.meanings[i]);
    }
}

/* --- Prose ----------------------------------------------------------------------------------- */

/* The level that the text's highest heading has; headings must not skip a level. */
static int highest_heading(const Prose *prose)
{
    int highest = 6;

    for (const Prose *child = prose->first_child; child; child = child->next) {
        if (child->kind == PROSE_HEADING && child->level < highest) highest = child->level;
    }
    return highest;
}

static void prose_set(const Site *site, Value *block, const Prose *prose, int heading_level)
{
    Buf html = { 0 };

    prose_html(&html, prose, heading_level + 1 - highest_heading(prose));
    value_set_html(value_set_map(block, "block_prose"), "html", taken(&html, site->arena));
}

/* --- Figures --------------------------------------------------------------------------------- */

static const char *picture_source(const Site *site, const Picture *picture, PictureUse use)
{
    const Bytes *png = &picture->png[use];
    Buf uri = { 0 };

    if (!site->alone) return from_root(site, picture_path(picture, use, site->arena));
    buf_text(&uri, "data:image/png;base64,");
    base64_put(&uri, png->data, png->size);
    return taken(&uri, site->arena);
}

/* A picture wider than this scrolls sideways on a phone: shrunk, its text would not be readable. */
#define WIDE_PT 360.0

static void figure_add(const Site *site, Value *list, const FigureBlock *from)
{
    const ChartSpec *chart = from->chart;
    const Picture *picture = pictures_find(site->pictures, chart->slug);
    Value *figure = value_add_map(list);

    value_set_text(figure, "slug", chart->slug);
    value_set_text(figure, "alt", chart->alt);
    value_set_text(figure, "figure_title", chart->title ? chart->title : from->caption);
    value_set_text(figure, "subtitle", chart->subtitle);
    value_set_bool(figure, "picture", picture != NULL);
    value_set_bool(figure, "wide", picture && picture->width_pt > WIDE_PT);
    if (!picture) return;
    value_set_text(figure, "light", picture_source(site, picture, PICTURE_SITE_LIGHT));
    value_set_text(figure, "dark", picture_source(site, picture, PICTURE_SITE_DARK));
    value_set_text(figure, "width", arena_format(site->arena, "%.0f", picture->width_pt));
    value_set_text(figure, "height", arena_format(site->arena, "%.0f", picture->height_pt));
}

/* One figure, or the half-width ones that follow each other; the number of blocks taken. */
static size_t figures_set(const Site *site, Value *block, const Block *from, size_t count)
{
    Value *figures = value_set_map(block, "block_figures");
    Value *list = value_set_list(figures, "figures");
    size_t taken_blocks = 0;

    value_set_bool(figures, "half", from->figure.half);
    do {
        figure_add(site, list, &from[taken_blocks++].figure);
    } while (from->figure.half && taken_blocks < count && from[taken_blocks].kind == BLOCK_FIGURE &&
             from[taken_blocks].figure.half);
    return taken_blocks;
}

/* --- Tables ---------------------------------------------------------------------------------- */

static bool is_text(const Column *column)
{
    return column->kind == COLUMN_TEXT;
}

/* The unit that the cells leave to the header. */
static const char *header_unit(const Site *site, const Column *column)
{
    if (strchr(column->title, '(') || strcasestr(column->title, "days")) return NULL;
    switch (column->kind) {
    case COLUMN_MONEY: return site->report->currency;
    case COLUMN_DAYS: return "days";
    case COLUMN_SECONDS: return "s";
    case COLUMN_TEXT:
    case COLUMN_ID:
    case COLUMN_COUNT:
    case COLUMN_NUMBER:
    case COLUMN_SHARE:
    case COLUMN_RATIO:
    case COLUMN_SIGMA: return NULL;
    }
    return NULL;
}

static void headers_set(const Site *site, Value *table, const Table *from)
{
    Value *list = value_set_list(table, "headers");

    for (size_t i = 0; i < from->cols; i++) {
        const Column *column = &from->columns[i];
        const char *unit = header_unit(site, column);
        Value *header = value_add_map(list);
        value_set_text(header, "header", column->title);
        value_set_text(header, "note", column->note);
        value_set_text(header, "unit", unit && *unit ? unit : NULL);
        value_set_bool(header, "number", !is_text(column) || column->align_end);
    }
}

static const char *cell_class(const Site *site, const Column *column, size_t row)
{
    bool down = column->kind == COLUMN_SIGMA && column_number(column, row) < 0;
    bool up = column->kind == COLUMN_SIGMA && column_number(column, row) > 0;

    (void)site;
    if (is_text(column)) return column->align_end ? "n" : NULL;
    return down ? "n down" : up ? "n up" : "n";
}

static void cell_add(const Site *site, Value *list, const Table *table, size_t col, size_t row)
{
    const Column *column = &table->columns[col];
    const char *link = column_link(column, row);
    Value *cell = value_add_map(list);

    value_set_text(cell, "text", format_cell(column, row, site->report->currency, site->arena));
    value_set_bool(cell, "head", col == 0 && is_text(column));
    value_set_text(cell, "class", cell_class(site, column, row));
    value_set_text(cell, "href", link ? from_root(site, link) : NULL);
    value_set_text(cell, "colour",
                   column->segments ? colour_class(site, column_segment(column, row)) : NULL);
}

static void row_set(const Site *site, Value *row, const Table *from, size_t i)
{
    Value *cells = value_set_list(row, "cells");

    for (size_t col = 0; col < from->cols; col++)
        cell_add(site, cells, from, col, i);
}

/* "1–40 of 1,000", and where the others are. */
static void rest_set(const Site *site, Value *table, const TableBlock *from, size_t shown,
                     size_t rows)
{
    bool cut = shown < rows;

    value_set_text(table, "shown",
                   cut ? PHRASE(site->arena, "1–{last} of {all}",
                                phrase_count("last", (double)shown, site->arena),
                                phrase_count("all", (double)rows, site->arena))
                       : NULL);
    value_set_text(table, "rest", cut && from->rest ? from_root(site, from->rest) : NULL);
    value_set_text(table, "rest_name", from->rest);
}

static void table_set(const Site *site, Value *block, const TableBlock *from)
{
    Value *table = value_set_map(block, "block_table");
    const Table *data = from->table;
    size_t rows = data->rows - (from->totals && data->rows ? 1 : 0);
    size_t shown = from->shown && from->shown < rows ? from->shown : rows;
    Value *list = value_set_list(table, "rows");

    value_set_text(table, "caption", from->caption);
    value_set_bool(table, "browsable", from->browsable);
    value_set_bool(table, "narrow", !from->browsable && data->cols < 5);
    value_set_html(table, "data", from->browsable ? site_table_data(site, from) : NULL);
    headers_set(site, table, data);
    for (size_t i = 0; i < shown; i++)
        row_set(site, value_add_map(list), data, i);
    value_set_bool(table, "totals", from->totals && data->rows);
    if (from->totals && data->rows) row_set(site, value_set_map(table, "totals_row"), data, rows);
    rest_set(site, table, from, shown, rows);
}

/* --- Attachments ----------------------------------------------------------------------------- */

static const char *size_text(size_t size, Arena *arena)
{
    if (size < 1000)
        return PHRASE(arena, "{n|# byte|# bytes}", phrase_count("n", (double)size, arena));
    if (size < 999500) return PHRASE(arena, "{n} KB", phrase_count("n", (double)size / 1e3, arena));
    return PHRASE(arena, "{n} MB", phrase_number("n", (double)size / 1e6, 1, arena));
}

/* What stands on the attachments page, of which those are shown that have been written. */
typedef struct WrittenFile {
    const char *path, *title, *description, *full;
    size_t size;
    Sha256 digest;
    bool there;
} WrittenFile;

typedef struct WrittenFiles {
    WrittenFile *items;
    size_t count, capacity;
} WrittenFiles;

static void file_note(const Site *site, WrittenFiles *files, const char *path, const char *title,
                      const char *description)
{
    WrittenFile file = { .path = path, .title = title, .description = description };

    file.full = path_join(site->arena, site->folder, path);
    VEC_PUSH(site->arena, files, file);
}

static void file_measure(void *context, size_t part, int worker)
{
    WrittenFile *file = &((WrittenFile *)context)[part];
    Err ignored = { 0 };

    (void)worker;
    file->there = path_exists(file->full) &&
                  sha256_file(&file->digest, &file->size, file->full, &ignored) == OK;
}

static void file_add(const Site *site, Value *list, const WrittenFile *file)
{
    Value *item = value_add_map(list);
    Buf hex = { 0 };

    sha256_hex(&hex, &file->digest);
    value_set_text(item, "href", from_root(site, file->path));
    value_set_text(item, "path", file->path);
    value_set_text(item, "title", file->title);
    value_set_text(item, "description", file->description);
    value_set_text(item, "size", size_text(file->size, site->arena));
    value_set_text(item, "sha256", taken(&hex, site->arena));
}

static void attachments_set(const Site *site, Value *block)
{
    const Report *report = site->report;
    Value *list = value_set_list(value_set_map(block, "block_attachments"), "attachments");
    WrittenFiles files = { 0 };

    file_note(site, &files, "report.pdf", "The report as PDF", "For reading and printing");
    file_note(site, &files, "report.json", "Every figure as JSON", "For other programs");
    file_note(site, &files, "attachments/segments.xlsx", "The segments as a workbook",
              "For Excel and LibreOffice Calc: an overview, a sheet for each segment, charts");
    for (size_t i = 0; i < report->attachments.count; i++) {
        const Attachment *from = &report->attachments.items[i];
        file_note(site, &files, from->path, from->title, from->description);
        file_note(site, &files, arena_format(site->arena, "%s.gz", from->path), from->title,
                  "The same file, compressed with gzip");
    }
    parallel_for(site->plan->threads, files.count, file_measure, files.items);
    for (size_t i = 0; i < files.count; i++) {
        if (files.items[i].there) file_add(site, list, &files.items[i]);
    }
}

/* --- Blocks, sections, chapters -------------------------------------------------------------- */

/* Adds what stands at blocks[0] and returns how many blocks that took. */
static size_t block_add(const Site *site, Value *list, const Block *blocks, size_t count,
                        int heading_level)
{
    Value *block = value_add_map(list);

    switch (blocks->kind) {
    case BLOCK_HEADING: value_set_text(block, "block_heading", blocks->heading); break;
    case BLOCK_PROSE: prose_set(site, block, blocks->prose, heading_level); break;
    case BLOCK_METRICS: metrics_set(block, blocks); break;
    case BLOCK_INSIGHTS: insights_set(site, block, blocks); break;
    case BLOCK_FIGURE: return figures_set(site, block, blocks, count);
    case BLOCK_TABLE: table_set(site, block, &blocks->table); break;
    case BLOCK_NOTE: note_set(block, blocks); break;
    case BLOCK_DEFINITIONS: definitions_set(block, blocks); break;
    case BLOCK_ATTACHMENTS: attachments_set(site, block); break;
    }
    return 1;
}

static void level_set(Value *value, const char *key, int level)
{
    static const char *const digits[] = { "1", "2", "3", "4", "5", "6" };

    value_set_text(value, key, digits[level - 1]);
}

static bool has_section(const Page *page, const char *slug)
{
    for (size_t i = 0; i < page->sections.count; i++) {
        if (strcmp(page->sections.items[i].slug, slug) == 0) return true;
    }
    return false;
}

/* Two pages that share a file may both have a section of that name, or one may have the name of the
 * other: then the later section gets its page's name before its own. */
static const char *section_id(const Site *site, const Page *page, const Section *section)
{
    const Report *report = site->report;
    bool taken_already = false;
    bool is_earlier = true;

    for (size_t i = 0; i < report->pages.count; i++) {
        const Page *other = &report->pages.items[i];
        if (other == page) is_earlier = false;
        if (strcmp(other->path, page->path) != 0) continue;
        if (is_earlier && has_section(other, section->slug)) taken_already = true;
        if (strcmp(site_chapter_id(other, site->arena), section->slug) == 0) taken_already = true;
    }
    if (!taken_already) return section->slug;
    return arena_format(site->arena, "%s-%s", site_chapter_id(page, site->arena), section->slug);
}

static void section_set(const Site *site, Value *section, const Page *page, const Section *from,
                        int level)
{
    Value *blocks = value_set_list(section, "blocks");
    int heading_level = level + 1;

    value_set_text(section, "slug", section_id(site, page, from));
    value_set_text(section, "section_title", from->title);
    value_set_text(section, "lead", from->lead);
    level_set(section, "level", level);
    level_set(section, "sublevel", level + 1);
    for (size_t i = 0; i < from->blocks.count;) {
        const Block *block = &from->blocks.items[i];
        if (block->kind == BLOCK_HEADING) heading_level = level + 2;
        i += block_add(site, blocks, block, from->blocks.count - i, heading_level);
    }
}

const char *site_chapter_id(const Page *page, Arena *arena)
{
    return utf8_slug(page->nav, arena);
}

/* The first page of a file has the file's title; the others become chapters of it. */
static void chapter_set(const Site *site, Value *chapter, const Page *page)
{
    bool is_first = page == site->page;
    Value *list = value_set_list(chapter, "sections");

    value_set_text(chapter, "chapter_title", is_first ? NULL : page->title);
    value_set_text(chapter, "chapter", is_first ? NULL : site_chapter_id(page, site->arena));
    for (size_t i = 0; i < page->sections.count; i++)
        section_set(site, value_add_map(list), page, &page->sections.items[i], is_first ? 2 : 3);
}

void site_chapters_set(const Site *site, Value *value)
{
    const Report *report = site->report;
    Value *list = value_set_list(value, "chapters");

    for (size_t i = 0; i < report->pages.count; i++) {
        const Page *page = &report->pages.items[i];
        if (strcmp(page->path, site->page->path) == 0) chapter_set(site, value_add_map(list), page);
    }
}
