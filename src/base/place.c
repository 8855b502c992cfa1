#include "base/place.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
const char *place_resolved(const char *folder, Arena *arena)
{
    char *real = path_is_folder(folder) ? realpath(folder, NULL) : NULL;
    const char *path = real ? arena_text(arena, real) : trimmed(folder, arena);

    free(real);
    return path;
}

const char *place_building_folder(const char *folder, Arena *arena)
{
    const char *parent, *name;

    split_path(place_resolved(folder, arena), &parent, &name, arena);
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

Status place_check(const char *folder, const char *marker, Err *err)
{
    Arena scratch = arena_open();
    Status s = OK;

    if (strlen(folder) > 3000) {
        s = err_set(err, ERR_CANNOT_CREATE, "the folder: a path of %zu bytes is too long",
                    strlen(folder));
    } else if (path_exists(folder) && !path_is_folder(folder)) {
        s = err_set(err, ERR_CANNOT_CREATE, "%s: exists and is not a folder: choose another folder",
                    folder);
    } else if (path_is_folder(folder) && !is_empty(folder) &&
               !path_exists(path_join(&scratch, folder, marker))) {
        s = err_set(err, ERR_CANNOT_CREATE,
                    "%s: is not empty and is not a %s of ours (it has no %s file), so it is not "
                    "overwritten: choose another folder",
                    folder, strcmp(marker, PLACE_REPORT) ? "site" : "report", marker);
    }
    arena_close(&scratch);
    return s;
}

/* "123" or "123.old" of ".site.clientele-123.old"; *aside: it was the folder itself. */
static bool is_abandoned_name(const char *rest, bool *aside, Arena *arena)
{
    size_t digits = strspn(rest, "0123456789");
    int64_t process;

    *aside = !strcmp(rest + digits, FOLDER_ASIDE);
    return (*aside || !rest[digits]) && integer_read(arena_text_n(arena, rest, digits), &process);
}

static void remove_if_free(const char *path)
{
    int handle;
    Err ignored;

    if (!folder_hold(&handle, path)) return;
    Status kept = folder_remove(path, &ignored);
    (void)kept; /* then it stays, and the next run tries again */
    folder_let_go(handle);
}

/* A run that was killed outright could not tidy up; the next one does it. A folder that a run is
 * still building is held by it. One that was put aside, and whose place is empty, goes back. */
static void remove_abandoned(const char *folder, Arena *arena)
{
    const char *parent, *name, *target = place_resolved(folder, arena);
    bool aside;

    split_path(target, &parent, &name, arena);
    const char *prefix = arena_format(arena, ".%s.clientele-", name);
    DIR *list = opendir(parent);
    if (!list) return;
    for (struct dirent *entry; (entry = readdir(list));) {
        if (strncmp(entry->d_name, prefix, strlen(prefix))) continue;
        if (!is_abandoned_name(entry->d_name + strlen(prefix), &aside, arena)) continue;
        const char *path = path_join(arena, parent, entry->d_name);
        if (aside && renameat2(AT_FDCWD, path, AT_FDCWD, target, RENAME_NOREPLACE) == 0) continue;
        remove_if_free(path);
    }
    closedir(list);
}

/* Exchanges the new folder with the old one, which goes, unless somebody reads it (base/folder.h):
 * then the next run removes it. An empty folder counts as an old one. */
static Status put_in_place(const char *building, const char *target, Err *err)
{
    Status s = folder_exchange(building, target, err);
    int handle;

    if (s || !path_exists(building)) return s;
    if (!folder_hold(&handle, building)) return OK;
    s = folder_remove(building, err);
    folder_let_go(handle);
    return s;
}

Status place_build(const char *folder, const char *marker, const char *building, PlaceFill *fill,
                   void *context, Arena *arena, Err *err)
{
    Err ignored;
    int handle = -1;
    Status s;

    if ((s = place_check(folder, marker, err))) return s;
    remove_abandoned(folder, arena);
    if ((s = folder_make(building, err))) return s;
    if (!folder_hold(&handle, building)) {
        return err_set(err, ERR_CANNOT_CREATE, "%s: cannot be held while it is built", building);
    }
    s = fill(context, building, arena, err);
    if (!s) s = place_check(folder, marker, err); /* it may have changed meanwhile */
    if (!s) s = put_in_place(building, place_resolved(folder, arena), err);
    if (s && folder_remove(building, &ignored)) s = err->status;
    folder_let_go(handle);
    return s;
}
