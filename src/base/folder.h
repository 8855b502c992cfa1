/* base/folder.h — a folder that is opened once and read from then on.
 *
 * Whatever takes its place, or a link in it leads to, what is read below it is what was there when
 * it was opened: paths go step by step from the open folder, and no step is a link. While it is
 * open, a run that puts a new folder in its place (base/place.h) does not remove it.
 *
 * Fails: ERR_NO_INPUT no such folder or file; ERR_IO.
 */
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

#include "base/file.h"

typedef struct Folder {
    int handle;
    const char *path; /* as it was given, for messages */
} Folder;

/* The path itself may be a link. */
MUST_USE Status folder_open(Folder *out, const char *path, Err *err);
void folder_close(Folder *folder);

/* A file below the folder, as file_read. */
MUST_USE Status folder_read(Bytes *out, const Folder *folder, const char *path, size_t max_size,
                            Arena *arena, Err *err);
bool folder_has(const Folder *folder, const char *path); /* a file */

/* Copies all to a new folder: files and folders, no links and nothing hidden. A file may have
 * max_size bytes. */
MUST_USE Status folder_copy(const Folder *from, const char *to, size_t max_size, Arena *arena,
                            Err *err);

/* Sets what every file and folder below the path, and itself, may be used for: 0644 and 0755. */
MUST_USE Status folder_publish_modes(const char *path, Err *err);

#endif
