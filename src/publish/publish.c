#include "publish/publish.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A folder of ours carries this file; no other folder is ever replaced. */
#define MARKER ".clientele"
#define MARKER_TEXT "A report made by clientele. The next run replaces this folder.\n"

/* --- the folder ------------------------------------------------------------------------------- */

/* The path without slashes at its end, so that its last part can be taken. */
static char *trimmed(const char *folder, Arena *arena)
{
    size_t size = strlen(folder);

    while (size > 1 && folder[size - 1] == '/')
        size--;
    return arena_text_n(arena, folder, size);
}

/* "a/report" → "a" and "report"; "report" → "." and "report". */
static void split_path(const char *path, const char **parent, const char **name, Arena *arena)
{
    const char *slash = strrchr(path, '/');

    *name = slash ? slash + 1 : path;
    *parent = !slash          ? "."
              : slash == path ? "/"
                              : arena_text_n(arena, path, (size_t)(slash - path));
}

/* A link to a folder stays a link: the report goes where it points. */
static const char *resolved(const char *folder, Arena *arena)
{
    char *real = path_is_folder(folder) ? realpath(folder, NULL) : NULL;
    const char *path = real ? arena_text(arena, real) : trimmed(folder, arena);

    free(real);
    return path;
}

const char *publish_building_folder(const char *folder, Arena *arena)
{
    const char *parent, *name;

    split_path(resolved(folder, arena), &parent, &name, arena);
    return arena_format(arena, "%s/.%s.clientele-%ld", parent, name, (long)getpid());
}

static bool is_empty(const char *folder)
{
    DIR *list = opendir(folder);
    bool empty = true;

    if (!list) return false;
    for (struct dirent *entry; (entry = readdir(list));) {
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..")) empty = false;
    }
    closedir(list);
    return empty;
}

Status publish_check_folder(const char *folder, Err *err)
{
    Arena scratch = arena_open();
    Status s = OK;

    if (strlen(folder) > 3000) {
        s = err_set(err, ERR_CANNOT_CREATE, "--out: a path of %zu bytes is too long",
                    strlen(folder));
    } else if (path_exists(folder) && !path_is_folder(folder)) {
        s = err_set(err, ERR_CANNOT_CREATE, "%s: exists and is not a folder: choose another --out",
                    folder);
    } else if (path_is_folder(folder) && !is_empty(folder) &&
               !path_exists(path_join(&scratch, folder, MARKER))) {
        s = err_set(
            err, ERR_CANNOT_CREATE,
            "%s: is not empty and is not a report of ours (it has no %s file), so it is not "
            "overwritten: choose another --out",
            folder, MARKER);
    }
    arena_close(&scratch);
    return s;
}

/* A run that was killed outright could not tidy up; the next one does it. A folder that a run is
 * still building is held by it. */
static void remove_abandoned(const char *folder, Arena *arena)
{
    const char *parent, *name;

    split_path(resolved(folder, arena), &parent, &name, arena);
    const char *prefix = arena_format(arena, ".%s.clientele-", name);
    DIR *list = opendir(parent);
    if (!list) return;
    for (struct dirent *entry; (entry = readdir(list));) {
        int64_t process;
        int handle;
        Err ignored;
        if (strncmp(entry->d_name, prefix, strlen(prefix))) continue;
        if (!integer_read(entry->d_name + strlen(prefix), &process)) continue;
        const char *path = path_join(arena, parent, entry->d_name);
        if (!folder_hold(&handle, path)) continue;
        Status ours = folder_remove(path, &ignored);
        folder_let_go(handle);
        if (ours) break;
    }
    closedir(list);
}

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

/* The longest first; each has its own arena and error, so that they share nothing. */
enum { PART_CSV, PART_WORKBOOK, PART_BOOK, PART_JSON, FIRST_PICTURE };

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
    return write_buffer(&pdf, book_write(&pdf, parts->report, plan, arena, err), parts->folder,
                        "report.pdf", arena, err);
}

static Status make_json(const Parts *parts, const PublishPlan *plan, Arena *arena, Err *err)
{
    Buf json = { 0 };

    if (!plan->json) return OK;
    step(plan, "Writing report.json", 0.2);
    return write_buffer(&json, json_write(&json, parts->report, arena, err), parts->folder,
                        "report.json", arena, err);
}

static Status make_csv(const Parts *parts, const PublishPlan *plan, Arena *arena, Err *err)
{
    if (!plan->csv) return OK;
    step(plan, "Writing the attachments", 0);
    return csv_write(parts->report, plan, parts->folder, arena, err);
}

static Status make_workbook(const Parts *parts, const PublishPlan *plan, Arena *arena, Err *err)
{
    if (!plan->xlsx) return OK;
    step(plan, "Writing the workbook", 0.1);
    return workbook_write(parts->report, plan, parts->folder, arena, err);
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

static void make_part(void *context, size_t part, int worker)
{
    Parts *parts = context;
    PublishPlan plan = *parts->plan;
    Err *err = &parts->errors[part];
    Arena arena = arena_open();

    if (worker) plan.progress = NULL; /* only the thread that called may tell */
    switch (part) {
    case PART_CSV: err->status = make_csv(parts, &plan, &arena, err); break;
    case PART_WORKBOOK: err->status = make_workbook(parts, &plan, &arena, err); break;
    case PART_BOOK: err->status = make_book(parts, &plan, &arena, err); break;
    case PART_JSON: err->status = make_json(parts, &plan, &arena, err); break;
    default: err->status = make_picture(parts, &plan, part - FIRST_PICTURE, &arena, err);
    }
    arena_close(&arena);
}

static Status make_parts(Parts *parts, Err *err)
{
    size_t count = FIRST_PICTURE + parts->pictures.count;

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
    parts.errors = ARENA_ARRAY(arena, Err, FIRST_PICTURE + parts.pictures.count);
    if (!s) s = make_parts(&parts, err);
    /* Last, because it shows the pictures, and the sizes and digests of the others. */
    step(plan, "Writing the site", 0.8);
    if (!s && plan->html) s = site_write(report, &parts.pictures, plan, folder, arena, err);
    for (size_t i = 0; i < parts.pictures.count; i++) {
        for (PictureUse use = 0; use < PICTURE_USES; use++)
            buf_close(&parts.png[i][use]);
    }
    if (s) return s;
    return file_write(path_join(arena, folder, MARKER), MARKER_TEXT, strlen(MARKER_TEXT), err);
}

/* Exchanges the new folder with the old one, which goes. An empty folder counts as an old one. */
static Status put_in_place(const char *building, const char *target, Err *err)
{
    Status s = folder_exchange(building, target, err);

    if (s) return s;
    return folder_remove(building, err);
}

static Status build_and_place(const Report *report, const PublishPlan *plan, Arena *arena, Err *err)
{
    Status s;

    if ((s = write_parts(report, plan, plan->building, arena, err))) return s;
    /* It may have changed meanwhile. */
    if ((s = publish_check_folder(plan->folder, err))) return s;
    return put_in_place(plan->building, resolved(plan->folder, arena), err);
}

Status publish_all(const Report *report, const PublishPlan *plan, Arena *arena, Err *err)
{
    Err ignored;
    int handle = -1;
    Status s;

    if ((s = publish_check_folder(plan->folder, err))) return s;
    remove_abandoned(plan->folder, arena);
    if ((s = folder_make(plan->building, err))) return s;
    if (!folder_hold(&handle, plan->building)) {
        return err_set(err, ERR_CANNOT_CREATE, "%s: cannot be held while the report is built",
                       plan->building);
    }
    s = build_and_place(report, plan, arena, err);
    if (s && folder_remove(plan->building, &ignored)) s = err->status;
    folder_let_go(handle);
    return s;
}
