/* publish/publish.h — the Report as files: site, book, workbook, pictures, CSV, JSON; all or
 * nothing.
 *
 * In:    a Report; a folder that is not there, or holds one of our reports.
 * Out:   the folder with the complete new report; the old one survives any failure.
 * Fails: ERR_CANNOT_CREATE the folder is not ours or cannot be made; ERR_IO writing failed.
 */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include "book/book.h"
#include "site/site.h"
#include "workbook/workbook.h"

typedef struct PublishPlan {
    const char *folder;
    const char *building; /* publish_building_folder() of it */
    bool html, pdf, csv, json, png, xlsx;
    BookPlan book;
    SitePlan site;
    WorkbookPlan workbook;
    int threads;
    double dpi;            /* of the pictures; 0: PAINT_DEFAULT_DPI */
    size_t compress_above; /* bytes; a larger CSV file goes out gzipped too */
    void (*progress)(void *context, const char *step, double share);
    void *progress_context;
} PublishPlan;

/* Whether a report may be written there: refuses a file, and a folder that is not a report of ours
 * (it has no .clientele file). To be asked before the work begins. */
MUST_USE Status publish_check_folder(const char *folder, Err *err);
/* The folder beside it in which the report is built, before it takes its place. */
const char *publish_building_folder(const char *folder, Arena *arena);

MUST_USE Status publish_all(const Report *report, const PublishPlan *plan, Arena *arena, Err *err);

/* The parts, each of which writes below a folder that exists. */

/* One attachment's CSV file, and where that is large a compressed one beside it (csv.c). */
MUST_USE Status csv_write(const Attachment *attachment, const PublishPlan *plan, const char *folder,
                          Arena *arena, Err *err);
/* report.json (json.c). */
MUST_USE Status json_write(Buf *out, const Report *report, Arena *arena, Err *err);

#endif
