/* The site: every page of the Report through the templates.
 *
 * The first page stands alone, so that it can be mailed: style, script, data and pictures are in
 * it. The others carry style and script too, and find their pictures beside them in charts/.
 */
#include <stdlib.h>
#include <string.h>

#include "site/parts.h"
#include "text/templates.h"

/* --- The navigation -------------------------------------------------------------------------- */

static Value *link_add(const Site *site, Value *list, const char *title, const char *href)
{
    Value *item = value_add_map(list);

    value_set_text(item, "title", title);
    value_set_text(item, "href", arena_format(site->arena, "%s%s", site->root, href));
    value_set_bool(item, "current", false);
    value_set_text(item, "colour", NULL);
    value_set_bool(item, "has_children", false);
    return item;
}

static const char *page_file(const Site *site, const Page *page)
{
    return arena_format(site->arena, "%s.html", page->path);
}

/* Pages of the document that share a path share a file of the site: the first of them opens it, the
 * others follow on it as chapters. */
static const Page *file_first(const Report *report, const Page *page)
{
    size_t i = 0;

    while (strcmp(report->pages.items[i].path, page->path) != 0)
        i++;
    return &report->pages.items[i];
}

static const char *page_address(const Site *site, const Page *page)
{
    if (file_first(site->report, page) == page) return page_file(site, page);
    return arena_format(site->arena, "%s#%s", page_file(site, page),
                        site_chapter_id(page, site->arena));
}

static void segment_links_set(const Site *site, Value *parent)
{
    const Report *report = site->report;
    Value *list = value_set_list(parent, "children");

    value_set_bool(parent, "has_children", true);
    for (size_t i = 0; i < report->pages.count; i++) {
        const Page *page = &report->pages.items[i];
        Value *item;
        if (page->kind != PAGE_SEGMENT) continue;
        item = link_add(site, list, page->nav, page_file(site, page));
        value_set_bool(item, "current", page == site->page);
        value_set_text(
            item, "colour",
            arena_format(site->arena, "seg-%d", report->segments->items[page->segment].colour));
    }
}

/* Whether no page that follows in the menu is in the summary's file: there is Explore's place. */
static bool ends_summary_file(const Report *report, size_t i)
{
    const char *path = NULL;

    for (size_t p = 0; p < report->pages.count && !path; p++) {
        if (report->pages.items[p].kind == PAGE_SUMMARY) path = report->pages.items[p].path;
    }
    if (!path || strcmp(report->pages.items[i].path, path) != 0) return false;
    for (i++; i < report->pages.count; i++) {
        if (strcmp(report->pages.items[i].path, path) == 0) return false;
    }
    return true;
}

static void navigation_set(const Site *site, Value *value)
{
    const Report *report = site->report;
    Value *list = value_set_list(value, "navigation");

    for (size_t i = 0; i < report->pages.count; i++) {
        const Page *page = &report->pages.items[i];
        Value *item;
        if (page->kind == PAGE_SEGMENT) continue;
        item = link_add(site, list, page->nav, page_address(site, page));
        value_set_bool(item, "current", page == site->page);
        if (page->kind == PAGE_SEGMENTS) segment_links_set(site, item);
        if (ends_summary_file(report, i) && report->privacy != PRIVACY_AGGREGATE) {
            link_add(site, list, "Explore",
                     arena_format(site->arena, "%s#explore", page_file(site, page)));
        }
    }
}

/* --- A page ---------------------------------------------------------------------------------- */

static void facts_set(const Site *site, Value *value)
{
    const Report *report = site->report;
    const Page *page = site->page;
    char text[NUMBER_TEXT];

    value_set_text(value, "title", page->title);
    value_set_bool(value, "is_summary", page->kind == PAGE_SUMMARY);
    value_set_text(value, "page_kind", page->kind == PAGE_SEGMENT ? "segment" : "plain");
    value_set_text(value, "page_colour",
                   page->segment >= 0 ? arena_format(site->arena, "seg-%d",
                                                     report->segments->items[page->segment].colour)
                                      : NULL);
    value_set_text(value, "report_title", report->title);
    value_set_text(value, "business", report->business);
    value_set_text(value, "period", report->period);
    value_set_text(value, "generator", report->generator);
    value_set_text(value, "root", site->root);
    value_set_text(value, "pdf", site->plan->has_pdf ? "report.pdf" : NULL);
    value_set_text(value, "as_of", arena_text(site->arena, day_long(text, report->as_of)));
    value_set_text(value, "as_of_iso", arena_text(site->arena, day_iso(text, report->as_of)));
}

/* Bytes that we wrote ourselves go in as markup: they are to stand as they are. */
static void assets_set(const Site *site, Value *value)
{
    const SiteAssets *assets = site->assets;

    value_set_html(value, "style", assets->style);
    value_set_html(value, "early", assets->early);
    value_set_html(value, "script", assets->script);
    value_set_text(value, "policy", assets->policy);
    value_set_html(value, "explore",
                   site->page->kind == PAGE_SUMMARY ? site_explore_data(site) : NULL);
}

static const char *root_of(const char *path, Arena *arena)
{
    Buf root = { 0 };
    const char *copy;

    for (; *path; path++) {
        if (*path == '/') buf_text(&root, "../");
    }
    copy = arena_text(arena, root.data ? root.data : "");
    buf_close(&root);
    return copy;
}

static Status page_folder_make(const char *path, Arena *arena, Err *err)
{
    const char *slash = strrchr(path, '/');

    return folder_make(arena_text_n(arena, path, (size_t)(slash - path)), err);
}

static Status page_write(const Site *site, Templates *templates, Err *err)
{
    const char *path = path_join(site->arena, site->folder,
                                 arena_format(site->arena, "%s.html", site->page->path));
    Value *value = value_map(site->arena);
    Buf out = { 0 };
    Status s;

    facts_set(site, value);
    assets_set(site, value);
    navigation_set(site, value);
    site_chapters_set(site, value);
    s = templates_render(&out, templates, "page", value, site->arena, err);
    if (!s) s = page_folder_make(path, site->arena, err);
    if (!s) s = file_write(path, out.data ? out.data : "", out.size, err);
    buf_close(&out);
    return s;
}

/* One file a part; each has its own arena and error, so that the parts share nothing that changes.
 */
typedef struct SiteFiles {
    const Report *report;
    const Pictures *pictures;
    const SitePlan *plan;
    const char *folder;
    SiteAssets assets[2]; /* of plain pages, of interactive ones */
    Err *errors;
} SiteFiles;

static Status file_make(const SiteFiles *files, const Page *page, Err *err)
{
    bool interactive = page->kind == PAGE_SUMMARY || page->kind == PAGE_CUSTOMERS;
    Arena arena = arena_open();
    Templates templates = { .kind = "site", .folder = files->plan->templates, .err = err };
    Site site = { .report = files->report,
                  .pictures = files->pictures,
                  .plan = files->plan,
                  .folder = files->folder,
                  .assets = &files->assets[interactive],
                  .page = page,
                  .root = root_of(page->path, &arena),
                  .alone = page->kind == PAGE_SUMMARY,
                  .arena = &arena };
    Status s = page_write(&site, &templates, err);

    arena_close(&arena);
    return s;
}

static void file_write_one(void *context, size_t part, int worker)
{
    SiteFiles *files = context;
    const Page *page = &files->report->pages.items[part];
    Err *err = &files->errors[part];

    (void)worker;
    if (file_first(files->report, page) == page) err->status = file_make(files, page, err);
}

Status site_write(const Report *report, const Pictures *pictures, const SitePlan *plan,
                  const char *folder, Arena *arena, Err *err)
{
    size_t count = report->pages.count;
    SiteFiles files = { .report = report,
                        .pictures = pictures,
                        .plan = plan,
                        .folder = folder,
                        .assets = { site_assets(report, false, arena),
                                    site_assets(report, true, arena) },
                        .errors = ARENA_ARRAY(arena, Err, count) };

    parallel_for(plan->threads, count, file_write_one, &files);
    for (size_t i = 0; i < count; i++) {
        if (!files.errors[i].status) continue;
        *err = files.errors[i];
        return err->status;
    }
    return OK;
}
