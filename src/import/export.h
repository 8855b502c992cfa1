/* import/export.h — the known exports: files that say how to read one system's export of sales.
 *
 * assets/exports/ has them, and README.md there what each key means; a user may write one more.
 *
 * In:    the header of a file; a description of the user's own, or the name of one of ours.
 * Out:   the SalesForm; all texts in the arena.
 * Fails: ERR_CONFIG a description is wrong (with line and column), or needs a column that the
 *        file has not; ERR_DATA the export cannot be reported on, with what to export instead.
 */
#ifndef IMPORT_EXPORT_H
#define IMPORT_EXPORT_H

#include "import/sales_form.h"

typedef struct Header {
    const char *const *names;
    size_t count;
    const char *path; /* of the file, for messages */
} Header;

/* Files that the rows are joined with: a key of both, and where the file is. */
#define EXPORT_JOINS 6
typedef struct ExportJoin {
    const char *file, *by;
    bool optional;
} ExportJoin;

typedef struct Export {
    const char *file; /* "shopify-orders" */
    SalesForm form;
    ExportJoin joins[EXPORT_JOINS];
    size_t join_count;
} Export;

/* The one that the header is recognised as; *found is false where there is none. `wanted` is what
 * --export says: NULL, "none", a name of ours, or a path. Joined columns are looked for in the
 * header too: it is that of all files together, once they are known. */
MUST_USE Status export_find(Export *out, bool *found, const Header *header, const char *wanted,
                            Arena *arena, Err *err);
/* The same for files that may belong together: *which is the one whose header it is, one with joins
 * before others. */
MUST_USE Status export_of_files(Export *out, size_t *which, bool *found, const Header *headers,
                                size_t count, const char *wanted, Arena *arena, Err *err);
/* Whether the description has the columns that a sale cannot do without. */
bool export_is_whole(const Export *export);
/* All that are known, "shopify-orders, …", for messages. */
const char *export_names(Arena *arena);

#endif
