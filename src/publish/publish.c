#include "publish/publish.h"

#include <string.h>

#include "base/place.h"

#define MARKER_TEXT "A report made by clientele. The next run replaces this folder.\n"

/* --- pictures --------------------------------------------------------------------------------- */

static void step(const PublishPlan *plan, const char *name, double share)
{
    if (plan->progress) plan->progress(plan->progress_context, name, share);
}

/* charts/…png, and the site's own as charts/light/…png and charts/dark/…png. */
static Status write_picture(const char *folder, const Picture *picture, Arena *arena, Err *err)
{
    for (PictureUse use = 0; use < PICTURE_USES; use++) {
        const Bytes *png = &picture->png[use];
        const char *name = path_join(arena, folder, picture_path(picture, use, arena));
        Status s = png->data ? file_write(name, png->data, png->size, err) : OK;
        if (s) return s;
    }
    return OK;
}

/* --- the parts that do not need each other ---------------------------------------------------- */

/* The longest of a large shop first: the CSV files, a part each; then these; then the pictures.
 * Each has its own arena and error, so that they share nothing. */
enum { PART_WORKBOOK, PART_BOOK, PART_JSON, FIRST_PICTURE };

typedef struct Parts {
    const Report *report;
    const PublishPlan *plan;
    const char *folder;
    Pictures pictures;
    Buf (*png)[PICTURE_USES];
    Err *errors;
} Parts;

static Status write_buffer(Buf *buf, Status so_far, const char *folder, const char *name,
                           Arena *arena, Err *err)
{
    Status s =
        so_far ? so_far : file_write(path_join(arena, folder, name), buf->data, buf->size, err);

    buf_close(buf);
    return s;
}

static Status make_book(const Parts *parts, const PublishPlan *plan, Arena *arena, Err *err)
{
    Buf pdf = { 0 };

    if (!plan->pdf) return OK;
    step(plan, "Typesetting the book", 0.1);
    return write_buffer(&pdf, book_write(&pdf, parts->report, &plan->book, arena, err),
                        parts->folder, "report.pdf", arena, err);
}

static Status make_json(const Parts *parts, const PublishPlan *plan, Arena *arena, Err *err)
{
    Buf json = { 0 };

    if (!plan->json) return OK;
    step(plan, "Writing report.json", 0.2);
    return write_buffer(&json, json_write(&json, parts->report, arena, err), parts->folder,
                        "report.json", arena, err);
}

static Status make_csv(const Parts *parts, const PublishPlan *plan, size_t number, Arena *arena,
                       Err *err)
{
    if (!plan->csv) return OK;
    step(plan, "Writing the attachments", 0);
    return csv_write(&parts->report->attachments.items[number], plan, parts->folder, arena, err);
}

static Status make_workbook(const Parts *parts, const PublishPlan *plan, Arena *arena, Err *err)
{
    if (!plan->xlsx) return OK;
    step(plan, "Writing the workbook", 0.1);
    return workbook_write(parts->report, &plan->workbook, parts->folder, arena, err);
}

static Status make_picture(const Parts *parts, const PublishPlan *plan, size_t number, Arena *arena,
                           Err *err)
{
    Picture *picture = &parts->pictures.items[number];
    Buf *png = parts->png[number];
    double dpi = plan->dpi > 0 ? plan->dpi : PAINT_DEFAULT_DPI;

    step(plan, "Drawing the charts", 0.2 + 0.6 * (double)number / (double)parts->pictures.count);
    Status s = picture_paint(png, picture, plan->png, plan->html, dpi, arena, err);
    for (PictureUse use = 0; use < PICTURE_USES; use++)
        picture->png[use] = (Bytes){ (const unsigned char *)png[use].data, png[use].size };
    return s ? s : write_picture(parts->folder, picture, arena, err);
}

static Status make_other(const Parts *parts, const PublishPlan *plan, size_t part, Arena *arena,
                         Err *err)
{
    switch (part) {
    case PART_WORKBOOK: return make_workbook(parts, plan, arena, err);
    case PART_BOOK: return make_book(parts, plan, arena, err);
    case PART_JSON: return make_json(parts, plan, arena, err);
    default: return make_picture(parts, plan, part - FIRST_PICTURE, arena, err);
    }
}

static void make_part(void *context, size_t part, int worker)
{
    Parts *parts = context;
    size_t files = parts->report->attachments.count;
    PublishPlan plan = *parts->plan;
    Err *err = &parts->errors[part];
    Arena arena = arena_open();

    if (worker)
        plan.progress = plan.book.progress = NULL; /* only the thread that called may tell */
    err->status = part < files ? make_csv(parts, &plan, part, &arena, err)
                               : make_other(parts, &plan, part - files, &arena, err);
    arena_close(&arena);
}

static size_t part_count(const Parts *parts)
{
    return parts->report->attachments.count + FIRST_PICTURE + parts->pictures.count;
}

static Status make_parts(Parts *parts, Err *err)
{
    size_t count = part_count(parts);

    parallel_for(parts->plan->threads, count, make_part, parts);
    for (size_t i = 0; i < count; i++) {
        if (!parts->errors[i].status) continue;
        *err = parts->errors[i];
        return err->status;
    }
    return OK;
}

static Status write_parts(const Report *report, const PublishPlan *plan, const char *folder,
                          Arena *arena, Err *err)
{
    Parts parts = { .report = report, .plan = plan, .folder = folder };
    Status s = OK;

    if (plan->html || plan->png) {
        pictures_list(&parts.pictures, report, arena);
        s = folder_make(path_join(arena, folder, "charts"), err);
        if (!s && plan->html) s = folder_make(path_join(arena, folder, "charts/light"), err);
        if (!s && plan->html) s = folder_make(path_join(arena, folder, "charts/dark"), err);
    }
    parts.png = arena_alloc(arena, parts.pictures.count, sizeof *parts.png);
    parts.errors = ARENA_ARRAY(arena, Err, part_count(&parts));
    if (!s) s = make_parts(&parts, err);
    /* Last, because it shows the pictures, and the sizes and digests of the others. */
    step(plan, "Writing the site", 0.8);
    if (!s && plan->html) s = site_write(report, &parts.pictures, &plan->site, folder, arena, err);
    for (size_t i = 0; i < parts.pictures.count; i++) {
        for (PictureUse use = 0; use < PICTURE_USES; use++)
            buf_close(&parts.png[i][use]);
    }
    if (s) return s;
    return file_write(path_join(arena, folder, PLACE_REPORT), MARKER_TEXT, strlen(MARKER_TEXT),
                      err);
}

typedef struct Filling {
    const Report *report;
    const PublishPlan *plan;
} Filling;

static Status fill(void *context, const char *building, Arena *arena, Err *err)
{
    const Filling *filling = context;

    return write_parts(filling->report, filling->plan, building, arena, err);
}

Status publish_check_folder(const char *folder, Err *err)
{
    return place_check(folder, PLACE_REPORT, err);
}

const char *publish_building_folder(const char *folder, Arena *arena)
{
    return place_building_folder(folder, arena);
}

Status publish_all(const Report *report, const PublishPlan *plan, Arena *arena, Err *err)
{
    Filling filling = { report, plan };

    return place_build(plan->folder, PLACE_REPORT, plan->building, fill, &filling, arena, err);
}
