/* recognise/kind.h — what a file is, whatever its name says.
 *
 * Many a ".xls" is a web page or tab-separated text, so only the bytes are asked.
 *
 * Fails: ERR_DATA: a kind that is no table of ours, with its name and what to do.
 */
#ifndef RECOGNISE_KIND_H
#define RECOGNISE_KIND_H

#include "base/base.h"

typedef enum FileKind {
    KIND_TEXT, /* or nothing that is known: text_judge tells */
    KIND_ZIP,  /* a workbook is one */
} FileKind;

/* Refuses an old workbook and one that is locked with a password. */
MUST_USE Status file_kind(FileKind *out, const char *path, Err *err);

/* The same for files that nobody asked to be read: whether the bytes are those of a workbook, new
 * or old, or of a gzipped file; false when the file cannot be read. */
bool file_looks_packed(const char *path);

/* Refuses what begins like a web page, a picture, JSON… The bytes are the first of the text. */
MUST_USE Status text_judge(const char *bytes, size_t size, const char *path, Err *err);

#endif
