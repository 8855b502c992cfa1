/* base/file.h — files and folders, with the system's reason in every refusal. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

typedef struct Bytes {
    const unsigned char *data; /* a NUL stands behind the last byte */
    size_t size;
} Bytes;

/* Whether that errno means that there is no room: a full disk, a used-up quota, the limit of a
 * file's size. Whoever writes by another library asks, too. */
bool is_no_room(int code);
/* What the system says of a failed write, and what it means. */
const char *write_reason(int code);
/* For libraries that say that writing failed, not why: the errno of a trial, as large as a file may
 * be that has the size of `path`, and beside it; 0 where that goes well. */
int write_trial(const char *path);
/* Of something that could not be written or made: ERR_IO where there is no room, else `otherwise`.
 */
Status write_status(int code, Status otherwise);

/* The whole file; refuses folders and files over max_size. */
MUST_USE Status file_read(Bytes *out, const char *path, size_t max_size, Arena *arena, Err *err);
/* The same of a file that is open, which it closes; path is for messages. */
MUST_USE Status file_read_open(Bytes *out, int file, const char *path, size_t max_size,
                               Arena *arena, Err *err);
/* Makes or replaces the file. The folder must exist. Who may read what is made, here and below, is
 * the process's umask. */
MUST_USE Status file_write(const char *path, const void *data, size_t size, Err *err);

/* The same, but what was there stays whole until all is written, and where that fails. What is no
 * plain file (a pipe, a device, a link) is written to as it is. */
MUST_USE Status file_replace(const char *path, const void *data, size_t size, Arena *arena,
                             Err *err);

/* A file that is written piece by piece. Whatever happened, file_end closes it. */
typedef struct FileOut {
    int file;
    const char *path;
    size_t size; /* written so far */
} FileOut;

MUST_USE Status file_begin(FileOut *out, const char *path, Err *err);
MUST_USE Status file_put(FileOut *out, const void *data, size_t size, Err *err);
MUST_USE Status file_end(FileOut *out, Status so_far, Err *err);

/* A file that is read piece by piece: calls `take` with each until the end, or until it fails. */
MUST_USE Status file_pieces(const char *path,
                            Status (*take)(void *context, const void *data, size_t size, Err *err),
                            void *context, Err *err);

MUST_USE Status folder_make(const char *path, Err *err); /* with its parents; fine if there */
/* The names in it, in the order of their bytes, without "." and "..". */
MUST_USE Status folder_names(const char *const **out, size_t *count, const char *path, Arena *arena,
                             Err *err);
MUST_USE Status folder_remove(const char *path, Err *err); /* with all in it; fine if not there */
/* Exchanges two folders in one step, or renames `from` to `to` when `to` is not there. Where the
 * file system cannot, `to` is called `from` FOLDER_ASIDE for a moment. */
#define FOLDER_ASIDE ".old"
MUST_USE Status folder_exchange(const char *from, const char *to, Err *err);
/* Holds the folder until folder_let_go or the end of the process, however it ends; *handle is for
 * folder_let_go. False when somebody else holds it, or it cannot be opened. */
bool folder_hold(int *handle, const char *path);
void folder_let_go(int handle);
bool path_exists(const char *path);
bool path_is_folder(const char *path);
char *path_join(Arena *arena, const char *folder, const char *name);
/* "a/b.db" → "b", "b.csv.gz" → "b"; the result lives in the arena. */
char *path_stem(Arena *arena, const char *path);
/* Behind the last slash: what a report says, which may go to whoever must not know our folders. */
const char *path_name(const char *path);

/* A file that travels inside the program, by its path in the source tree, "sql/features.sql",
 * "templates/site/page.html", or as the build has made it, "site/all.js". {NULL, 0} when there is
 * none. */
Bytes embedded_file(const char *path);
/* The path of the i-th embedded file in alphabetical order, NULL past the last. */
const char *embedded_path(size_t i);

#endif
