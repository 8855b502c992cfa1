#include "app/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

/* "a/report" → "a/.report.clientele-lock" */
static const char *lock_path(const char *output, Arena *arena)
{
    size_t size = strlen(output);

    while (size > 1 && output[size - 1] == '/')
        size--;
    const char *path = arena_text_n(arena, output, size), *slash = strrchr(path, '/');
    int parent = slash ? (int)(slash + 1 - path) : 0;
    return arena_format(arena, "%.*s.%s.clientele-lock", parent, path, path + parent);
}

/* "process 4711 since 2025-06-30 06:00:01 UTC" */
static void write_holder(int file)
{
    char text[120], when[40];
    time_t now = time(NULL);
    struct tm date;

    gmtime_r(&now, &date);
    strftime(when, sizeof when, "%Y-%m-%d %H:%M:%S", &date);
    int size = snprintf(text, sizeof text, "process %ld since %s UTC", (long)getpid(), when);
    /* Only a message for people depends on it. */
    if (ftruncate(file, 0) || pwrite(file, text, (size_t)size, 0) != size) return;
}

static Status refuse(int file, const char *path, Arena *arena, Err *err)
{
    char text[120] = "";
    ssize_t size = pread(file, text, sizeof text - 1, 0);
    const char *holder = utf8_clean(text, size > 0 ? (size_t)size : 0, 100, arena);

    return err_set(err, ERR_TRY_AGAIN, "another run holds %s (%s): try again when it has ended",
                   path, *holder ? holder : "it has just begun");
}

Status lock_take(int *handle, const char *output, Arena *arena, Err *err)
{
    const char *path = lock_path(output, arena);
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);

    if (file < 0) {
        return err_set(err, write_status(errno, ERR_CANNOT_CREATE), "%s: cannot be made: %s", path,
                       write_reason(errno));
    }
    if (flock(file, LOCK_EX | LOCK_NB)) {
        Status s = refuse(file, path, arena, err);
        close(file);
        return s;
    }
    write_holder(file);
    *handle = file;
    return OK;
}

void lock_release(int handle)
{
    close(handle);
}
