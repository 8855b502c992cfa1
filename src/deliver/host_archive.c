#include "deliver/host_archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "text/templates.h"

enum { HEADLINES_MOST = 3, FEED_MOST = 60 };

static int newer_first(const void *a, const void *b)
{
    const ArchiveEntry *left = a, *right = b;

    return (left->day < right->day) - (left->day > right->day);
}

void archive_sort(Archive *archive)
{
    if (archive->count) qsort(archive->items, archive->count, sizeof *archive->items, newer_first);
}

static size_t headline_count(const Written *report)
{
    return report->findings.count < HEADLINES_MOST ? report->findings.count : HEADLINES_MOST;
}

/* --- the page --------------------------------------------------------------------------------- */

static void add_report(Value *list, const ArchiveEntry *entry, Arena *arena)
{
    const Written *report = &entry->report;
    Value *item = value_add_map(list);
    char text[NUMBER_TEXT];
    const char *folder = arena_text(arena, day_iso(text, entry->day));

    value_set_text(item, "day_iso", folder);
    value_set_text(item, "day", arena_text(arena, day_long(text, entry->day)));
    value_set_text(item, "title", report->title);
    value_set_text(item, "lead", *report->lead ? report->lead : NULL);
    const char *pdf = path_join(arena, report->folder, "report.pdf");
    value_set_bool(item, "pdf", path_exists(pdf));
    Value *headlines = value_set_list(item, "headlines");
    for (size_t i = 0; i < headline_count(report); i++)
        value_set_text(value_add_map(headlines), "headline", report->findings.items[i].headline);
}

Status archive_page(Buf *out, const Archive *archive, const HostPlan *plan, Arena *arena, Err *err)
{
    const Written *newest = &archive->items[0].report;
    Templates templates = { .kind = "site", .folder = plan->templates, .err = err };
    Value *value = value_map(arena);

    value_set_text(value, "business", newest->business);
    value_set_text(value, "report_title", newest->title);
    value_set_text(value, "generator", newest->generator);
    value_set_text(
        value, "count",
        PHRASE(arena, "{n|# report|# reports}", phrase_count("n", (double)archive->count, arena)));
    value_set_bool(value, "noindex", !plan->index);
    /* Bytes of our own. */
    value_set_html(value, "style", (const char *)embedded_file("site/site.css").data);
    Value *list = value_set_list(value, "reports");
    for (size_t i = 0; i < archive->count; i++)
        add_report(list, &archive->items[i], arena);
    return templates_render(out, &templates, "archive", value, arena, err);
}

/* --- the feed --------------------------------------------------------------------------------- */

/* A name that stays the same: a UUID of our own making (RFC 9562, version 8). */
static void put_id(Buf *out, const char *business, const char *day)
{
    Buf text = { 0 }, hex = { 0 };

    buf_format(&text, "clientele %s %s", business, day);
    Sha256 digest = sha256(text.data, text.size);
    digest.byte[6] = (uint8_t)(0x80 | (digest.byte[6] & 0x0f));
    digest.byte[8] = (uint8_t)(0x80 | (digest.byte[8] & 0x3f));
    sha256_hex(&hex, &digest);
    const char *h = hex.data;
    buf_format(out, "<id>urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s</id>\n", h, h + 8, h + 12, h + 16,
               h + 20);
    buf_close(&text);
    buf_close(&hex);
}

static void put_element(Buf *out, const char *name, const char *text)
{
    buf_format(out, "<%s>", name);
    html_escape(out, text);
    buf_format(out, "</%s>\n", name);
}

static void put_link(Buf *out, const HostPlan *plan, const char *kind, const char *path)
{
    const char *address = plan->address ? plan->address : "";
    size_t size = strlen(address);

    buf_format(out, "<link rel=\"%s\" href=\"", kind);
    html_escape(out, address);
    if (size) buf_text(out, address[size - 1] == '/' ? "archive/" : "/archive/");
    html_escape(out, path);
    buf_text(out, "\"/>\n");
}

static void put_entry(Buf *out, const ArchiveEntry *entry, const HostPlan *plan)
{
    const Written *report = &entry->report;
    char day[NUMBER_TEXT], path[NUMBER_TEXT + 20];
    Arena arena = arena_open();
    const char *summary = report->lead;

    day_iso(day, entry->day);
    snprintf(path, sizeof path, "%s/index.html", day);
    for (size_t i = 0; i < headline_count(report); i++) {
        summary = phrase_join(summary,
                              PHRASE(&arena, "{headline}.",
                                     phrase_text("headline", report->findings.items[i].headline)),
                              &arena);
    }
    buf_text(out, "<entry>\n");
    put_id(out, report->business, day);
    put_element(out, "title", phrase_list(report->title, day, &arena));
    buf_format(out, "<updated>%sT00:00:00Z</updated>\n", day);
    put_link(out, plan, "alternate", path);
    put_element(out, "summary", summary);
    buf_text(out, "</entry>\n");
    arena_close(&arena);
}

void archive_feed(Buf *out, const Archive *archive, const HostPlan *plan)
{
    const ArchiveEntry *newest = &archive->items[0];
    char day[NUMBER_TEXT];

    buf_text(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                  "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    put_id(out, newest->report.business, "feed");
    buf_text(out, "<title>");
    html_escape(out, newest->report.business);
    buf_text(out, ": ");
    html_escape(out, newest->report.title);
    buf_format(out, "</title>\n<updated>%sT00:00:00Z</updated>\n", day_iso(day, newest->day));
    buf_text(out, "<author>");
    put_element(out, "name", newest->report.business);
    buf_text(out, "</author>\n");
    put_link(out, plan, "alternate", "index.html");
    if (plan->address) put_link(out, plan, "self", "feed.xml");
    for (size_t i = 0; i < archive->count && i < FEED_MOST; i++)
        put_entry(out, &archive->items[i], plan);
    buf_text(out, "</feed>\n");
}
