#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- opening ---------------------------------------------------------------------------------- */

static bool is_still(int handle, const char *path)
{
    struct stat mine, there;

    return !fstat(handle, &mine) && !stat(path, &there) && mine.st_ino == there.st_ino &&
           mine.st_dev == there.st_dev;
}

/* Held together with other readers; who would remove it looks whether anybody does. What was put
 * aside before it was held is let go, and what is there now is opened. */
Status folder_open(Folder *out, const char *path, Err *err)
{
    enum { TRIES = 100 };

    for (int i = 0; i < TRIES; i++) {
        int handle = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (handle < 0) {
            return err_set(err, ERR_NO_INPUT, "%s: cannot open the folder: %s", path,
                           strerror(errno));
        }
        /* Where folders cannot be held, as on some network file systems, it goes without. */
        while (flock(handle, LOCK_SH) && errno == EINTR)
            continue;
        if (is_still(handle, path)) {
            *out = (Folder){ handle, path };
            return OK;
        }
        close(handle);
    }
    return err_set(err, ERR_TRY_AGAIN, "%s: is replaced all the time: try again", path);
}

void folder_close(Folder *folder)
{
    if (folder->handle >= 0) close(folder->handle);
    folder->handle = -1;
}

/* --- below ------------------------------------------------------------------------------------ */

/* Opens what is below by a path without links; -1: errno says why. */
static int open_below(const Folder *folder, const char *path, int flags)
{
    int at = folder->handle;

    for (;;) {
        const char *slash = strchr(path, '/');
        char name[NAME_MAX + 1];
        size_t size = slash ? (size_t)(slash - path) : strlen(path);
        if (size > NAME_MAX) {
            errno = ENAMETOOLONG;
            break;
        }
        memcpy(name, path, size);
        name[size] = '\0';
        int next =
            openat(at, name, (slash ? O_RDONLY | O_DIRECTORY : flags) | O_NOFOLLOW | O_CLOEXEC);
        int why = errno;
        if (at != folder->handle) close(at);
        errno = why;
        if (next < 0 || !slash) return next;
        at = next;
        path = slash + 1;
    }
    if (at != folder->handle) close(at);
    return -1;
}

Status folder_read(Bytes *out, const Folder *folder, const char *path, size_t max_size,
                   Arena *arena, Err *err)
{
    const char *name = path_join(arena, folder->path, path);
    int file = open_below(folder, path, O_RDONLY | O_NONBLOCK);

    if (file < 0) {
        return err_set(err, ERR_NO_INPUT, "%s: cannot open: %s", name,
                       errno == ELOOP ? "it is a link, which could lead anywhere"
                                      : strerror(errno));
    }
    return file_read_open(out, file, name, max_size, arena, err);
}

bool folder_has(const Folder *folder, const char *path)
{
    int file = open_below(folder, path, O_RDONLY | O_NONBLOCK);
    struct stat info;
    bool has = file >= 0 && !fstat(file, &info) && S_ISREG(info.st_mode);

    if (file >= 0) close(file);
    return has;
}

/* --- all of it -------------------------------------------------------------------------------- */

static Status copy_file(int folder, const char *name, const char *from, const char *to,
                        size_t max_size, Arena *arena, Err *err)
{
    ArenaMark mark = arena_mark(arena);
    int file = openat(folder, name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    Bytes bytes;
    Status s;

    if (file < 0) return err_set(err, ERR_IO, "%s: cannot open: %s", from, strerror(errno));
    s = file_read_open(&bytes, file, from, max_size, arena, err);
    if (!s) s = file_write(to, bytes.data, bytes.size, err);
    arena_release(arena, mark);
    return s;
}

static Status copy_entry(const Folder *from, const char *name, const char *to, size_t max_size,
                         Arena *arena, Err *err)
{
    const char *source = path_join(arena, from->path, name);
    const char *target = path_join(arena, to, name);
    struct stat info;

    if (fstatat(from->handle, name, &info, AT_SYMLINK_NOFOLLOW)) return OK;
    if (S_ISREG(info.st_mode))
        return copy_file(from->handle, name, source, target, max_size, arena, err);
    if (!S_ISDIR(info.st_mode)) return OK;
    int handle = openat(from->handle, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (handle < 0) return err_set(err, ERR_IO, "%s: cannot open: %s", source, strerror(errno));
    Folder inner = { handle, source };
    Status s = folder_copy(&inner, target, max_size, arena, err);
    folder_close(&inner);
    return s;
}

Status folder_copy(const Folder *from, const char *to, size_t max_size, Arena *arena, Err *err)
{
    int handle = openat(from->handle, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = handle < 0 ? NULL : fdopendir(handle);
    Status s;

    if (!list) {
        if (handle >= 0) close(handle);
        return err_set(err, ERR_IO, "%s: cannot be read", from->path);
    }
    s = folder_make(to, err);
    for (struct dirent *entry; !s && (entry = readdir(list));) {
        if (entry->d_name[0] != '.') s = copy_entry(from, entry->d_name, to, max_size, arena, err);
    }
    closedir(list);
    return s;
}

static bool set_modes(int folder, const char *name)
{
    struct stat info;

    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW)) return false;
    if (S_ISREG(info.st_mode)) return !fchmodat(folder, name, 0644, 0);
    if (!S_ISDIR(info.st_mode)) return true;
    if (fchmodat(folder, name, 0755, 0)) return false;
    int inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *list = inner < 0 ? NULL : fdopendir(inner);
    bool set = list != NULL;
    for (struct dirent *entry; set && (entry = readdir(list));) {
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
            set = set_modes(inner, entry->d_name);
    }
    if (list) closedir(list);
    return set;
}

Status folder_publish_modes(const char *path, Err *err)
{
    if (set_modes(AT_FDCWD, path)) return OK;
    return err_set(err, ERR_IO, "%s: cannot be opened to others: %s", path, strerror(errno));
}
