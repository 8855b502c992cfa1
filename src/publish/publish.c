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

static Status write_pictures(const Pictures *pictures, const char *folder, Arena *arena, Err *err)
{
    const char *charts = path_join(arena, folder, "charts");
    Status s;

    if ((s = folder_make(charts, err))) return s;
    for (size_t i = 0; i < pictures->count; i++) {
        const Picture *picture = &pictures->items[i];
        const char *name = arena_format(arena, "%s/%s.png", charts, picture->slug);
        if ((s = file_write(name, picture->png.data, picture->png.size, err))) return s;
    }
    return OK;
}

/* --- all parts -------------------------------------------------------------------------------- */

static void step(const PublishPlan *plan, const char *name, double share)
{
    if (plan->progress) plan->progress(plan->progress_context, name, share);
}

static Status write_buffer(Buf *buf, const char *folder, const char *name, Arena *arena, Err *err)
{
    Status s = file_write(path_join(arena, folder, name), buf->data, buf->size, err);

    buf_close(buf);
    return s;
}

static Status write_parts(const Report *report, const PublishPlan *plan, const char *folder,
                          Arena *arena, Err *err)
{
    Pictures pictures = { 0 };
    Buf pdf = { 0 }, json = { 0 };
    Status s;

    step(plan, "Drawing the charts", 0);
    if (plan->html || plan->png) {
        pictures_list(&pictures, report, arena);
        if ((s = pictures_paint(&pictures, false, plan, arena, err))) return s;
    }
    /* The site's pages show the pictures from this folder. */
    if ((plan->html || plan->png) && (s = write_pictures(&pictures, folder, arena, err))) return s;
    step(plan, "Writing the attachments", 0.4);
    if (plan->csv && (s = csv_write(report, plan, folder, arena, err))) return s;
    step(plan, "Typesetting the book", 0.5);
    if (plan->pdf) {
        if ((s = book_write(&pdf, report, plan, arena, err))) return s;
        if ((s = write_buffer(&pdf, folder, "report.pdf", arena, err))) return s;
    }
    step(plan, "Writing report.json", 0.7);
    if (plan->json) {
        if ((s = json_write(&json, report, arena, err))) return s;
        if ((s = write_buffer(&json, folder, "report.json", arena, err))) return s;
    }
    /* Last, because its attachments page has the sizes and digests of the others. */
    step(plan, "Writing the site", 0.8);
    if (plan->html && (s = site_write(report, &pictures, plan, folder, arena, err))) return s;
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
