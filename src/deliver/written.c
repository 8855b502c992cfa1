#include "deliver/written.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#define MOST_BYTES ((size_t)64 << 20)
#define HEAD "report.json"
#define MOST_TEXT 1200 /* characters of one text */

/* --- values ----------------------------------------------------------------------------------- */

/* "" where there is no such text. */
static const char *text_at(const json_t *object, const char *key, Arena *arena)
{
    const json_t *value = json_object_get(object, key);

    if (!json_is_string(value)) return "";
    return utf8_clean(json_string_value(value), json_string_length(value), MOST_TEXT, arena);
}

static double number_at(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return json_is_number(value) ? json_number_value(value) : NAN;
}

/* A path below the folder, made of what our own paths are made of. */
static bool is_inner_path(const char *path)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                  "_-./";

    return *path && *path != '/' && *path != '.' && !strstr(path, "..") &&
           !path[strspn(path, allowed)];
}

/* --- the document's pages --------------------------------------------------------------------- */

static void take_metrics(Written *out, const json_t *metrics, Arena *arena)
{
    const json_t *item;
    size_t i;

    json_array_foreach(metrics, i, item)
    {
        VEC_PUSH(arena, &out->metrics,
                 ((WrittenMetric){ text_at(item, "label", arena), text_at(item, "text", arena),
                                   text_at(item, "note", arena), text_at(item, "change", arena) }));
    }
}

static void take_findings(Written *out, const json_t *findings, Arena *arena)
{
    const json_t *item;
    size_t i;

    json_array_foreach(findings, i, item)
    {
        VEC_PUSH(
            arena, &out->findings,
            ((WrittenFinding){ text_at(item, "headline", arena), text_at(item, "detail", arena),
                               text_at(item, "action", arena), text_at(item, "list", arena) }));
    }
}

static void take_figure(Written *out, const json_t *block, Arena *arena)
{
    const char *slug = text_at(block, "picture", arena);
    const char *path = arena_format(arena, "charts/%s.png", slug);

    if (!*slug || !is_inner_path(path)) return;
    VEC_PUSH(arena, &out->figures,
             ((WrittenFigure){ path, slug, text_at(block, "alternative_text", arena) }));
}

static WrittenSegment *segment_of(const Written *written, const char *page)
{
    for (size_t i = 0; i < written->segments.count; i++) {
        const char *slug = written->segments.items[i].slug;
        if (!strncmp(page, "segments/", 9) && !strcmp(page + 9, slug))
            return &written->segments.items[i];
    }
    return NULL;
}

/* The first line of a segment's strategy is its first advice. */
static void take_strategy(WrittenSegment *segment, const json_t *block, Arena *arena)
{
    const json_t *text = json_object_get(block, "text");

    if (*segment->strategy || !json_is_string(text)) return;
    const char *line = json_string_value(text);
    segment->strategy = utf8_clean(line, strcspn(line, "\n"), 300, arena);
}

static void take_block(Written *out, const json_t *block, bool summary, Arena *arena)
{
    if (summary && !out->metrics.count) take_metrics(out, json_object_get(block, "metrics"), arena);
    if (summary) take_findings(out, json_object_get(block, "insights"), arena);
    take_figure(out, block, arena);
}

/* The first page is the summary. */
static void take_page(Written *out, const json_t *page, bool summary, Arena *arena)
{
    WrittenSegment *segment = segment_of(out, text_at(page, "path", arena));
    const json_t *section, *block;
    size_t s, b;

    json_array_foreach(json_object_get(page, "sections"), s, section)
    {
        bool strategy = segment && !strcmp(text_at(section, "slug", arena), "strategy");
        if (summary && !*out->lead) out->lead = text_at(section, "lead", arena);
        json_array_foreach(json_object_get(section, "blocks"), b, block)
        {
            take_block(out, block, summary, arena);
            if (strategy) take_strategy(segment, block, arena);
        }
    }
}

/* --- the head --------------------------------------------------------------------------------- */

static void take_segments(Written *out, const json_t *segments, Arena *arena)
{
    const json_t *item;
    size_t i;

    json_array_foreach(segments, i, item)
    {
        VEC_PUSH(
            arena, &out->segments,
            ((WrittenSegment){ .slug = text_at(item, "slug", arena),
                               .label = text_at(item, "label", arena),
                               .customers = json_integer_value(json_object_get(item, "customers")),
                               .revenue = number_at(item, "revenue"),
                               .revenue_share = number_at(item, "revenue_share"),
                               .strategy = "" }));
    }
}

static Status take_attachments(Written *out, const json_t *attachments, const char *file,
                               Arena *arena, Err *err)
{
    const json_t *item;
    size_t i;

    json_array_foreach(attachments, i, item)
    {
        const char *path = text_at(item, "path", arena);
        if (!is_inner_path(path)) {
            return err_set(err, ERR_DATA,
                           "%s: an attachment's path \"%.200s\" leaves the report: make the report "
                           "again",
                           file, path);
        }
        VEC_PUSH(arena, &out->attachments,
                 ((WrittenAttachment){ path, text_at(item, "title", arena) }));
    }
    return OK;
}

static void take_counted(Written *out, const json_t *lines, Arena *arena)
{
    const json_t *line;
    size_t i;

    json_array_foreach(lines, i, line)
    {
        if (!json_is_string(line)) continue;
        const char *text =
            utf8_clean(json_string_value(line), json_string_length(line), MOST_TEXT, arena);
        VEC_PUSH(arena, &out->counted, text);
    }
}

static Status take_all(Written *out, const json_t *root, const char *file, Arena *arena, Err *err)
{
    const json_t *page, *data_end = json_object_get(root, "data_end");
    size_t i;
    Status s;

    out->title = text_at(root, "title", arena);
    out->business = text_at(root, "business", arena);
    out->currency = text_at(root, "currency", arena);
    out->generator = text_at(root, "generator", arena);
    out->lead = "";
    out->end_title = text_at(data_end, "title", arena);
    out->end_text = text_at(data_end, "text", arena);
    out->end_brief = text_at(data_end, "brief", arena);
    /* null where there is no money. */
    bool currency = strlen(out->currency) == 3 || json_is_null(json_object_get(root, "currency"));
    if (strncmp(out->generator, "clientele", 9) || !currency ||
        !day_read(text_at(root, "as_of", arena), &out->as_of)) {
        return err_set(err, ERR_DATA, "%s: is not the report.json of a report of ours", file);
    }
    if (!day_read(text_at(root, "last_day", arena), &out->last_day)) out->last_day = out->as_of;
    if (!privacy_read(&out->privacy, text_at(root, "privacy", arena))) out->privacy = PRIVACY_FULL;
    take_counted(out, json_object_get(root, "in_these_figures"), arena);
    take_segments(out, json_object_get(root, "segments"), arena);
    if ((s = take_attachments(out, json_object_get(root, "attachments"), file, arena, err)))
        return s;
    json_array_foreach(json_object_get(root, "pages"), i, page)
    {
        take_page(out, page, i == 0, arena);
    }
    return OK;
}

static Status take_file(Written *out, Bytes bytes, const char *file, Arena *arena, Err *err)
{
    json_error_t wrong;
    json_t *root = json_loadb((const char *)bytes.data, bytes.size, JSON_REJECT_DUPLICATES, &wrong);
    Status s;

    if (!root) {
        return err_set(err, ERR_DATA, "%s: line %d: %s: make the report again", file, wrong.line,
                       wrong.text);
    }
    out->digest = sha256(bytes.data, bytes.size);
    s = take_all(out, root, file, arena, err);
    json_decref(root);
    return s;
}

Status written_open(Written *out, const char *folder, Arena *arena, Err *err)
{
    Written written = { .folder = folder };
    Bytes bytes;
    Status s;

    if (!path_is_folder(folder)) {
        return err_set(err, ERR_NO_INPUT, "%s: no such folder: give the folder of a report",
                       folder);
    }
    if ((s = folder_open(&written.files, folder, err))) return s;
    if (!folder_has(&written.files, HEAD)) {
        s = err_set(err, ERR_NO_INPUT,
                    "%s: has no report.json: give the folder of a report that was made with its "
                    "JSON part",
                    folder);
    }
    if (!s) s = folder_read(&bytes, &written.files, HEAD, MOST_BYTES, arena, err);
    if (!s) s = take_file(&written, bytes, path_join(arena, folder, HEAD), arena, err);
    if (s) {
        written_close(&written);
        return s;
    }
    *out = written;
    return OK;
}

void written_close(Written *report)
{
    folder_close(&report->files);
}

Status written_read(Written *out, const char *folder, Arena *arena, Err *err)
{
    Status s = written_open(out, folder, arena, err);

    if (!s) written_close(out);
    return s;
}

Status written_changed(const Written *report, Err *err)
{
    return err_set(err, ERR_TRY_AGAIN, "%s: was changed while it was read: try again",
                   report->folder);
}

Status written_check(const Written *report, Arena *arena, Err *err)
{
    Bytes bytes;
    Status s = folder_read(&bytes, &report->files, HEAD, MOST_BYTES, arena, err);

    if (s) return s;
    Sha256 digest = sha256(bytes.data, bytes.size);
    return memcmp(&digest, &report->digest, sizeof digest) ? written_changed(report, err) : OK;
}
