/* recognise/text_file.h — the bytes of a text file, unpacked where it is gzipped.
 *
 * In:    a path, or bytes in memory. That a file is gzipped is seen by its first two bytes (RFC
 * 1952); several members one behind the other are one text. Out:   the bytes of the text, block by
 * block. Owns:  the file and zlib's state: text_file_close. Fails: ERR_NO_INPUT, ERR_IO; ERR_DATA:
 * no regular file, compressed data that end early or are damaged, a text that grows beyond reason.
 */
#ifndef RECOGNISE_TEXT_FILE_H
#define RECOGNISE_TEXT_FILE_H

#include "base/base.h"

/* A gzipped text may be of any size up to this; above it, at most so many times as large as its
 * file. Tables come to 5 to 50, a bomb of zeros to 1000. */
#define UNPACKED_FREE (256ll << 20)
#define UNPACKED_RATIO 250

typedef struct Gunzip Gunzip;

typedef struct TextFile {
    const char *path;
    int file;         /* -1: the bytes below */
    Bytes left;       /* of memory, when there is no file */
    Gunzip *packed;   /* NULL: the file is read as it is */
    int64_t done, of; /* bytes of the file read so far, and in all */
} TextFile;

/* Opens a regular file for reading; refuses what cannot be read twice. */
MUST_USE Status regular_open(int *file, int64_t *size, const char *path, Err *err);

MUST_USE Status text_file_open(TextFile *out, const char *path, Err *err);
/* The bytes are borrowed; path is for messages. */
TextFile text_file_of_bytes(Bytes bytes, const char *path);
/* Up to size bytes, at least one; *got is 0 at the end. */
MUST_USE Status text_file_read(size_t *got, TextFile *file, void *out, size_t size, Err *err);
void text_file_close(TextFile *file);

#endif
