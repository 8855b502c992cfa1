/* book/book.h — the Report as a book: cover, contents, the pages as chapters, running heads,
 * bookmarks; a PDF.
 *
 * Fails: ERR_DATA the logo is no PNG of usual size; ERR_INTERNAL libharu refused.
 */
#ifndef BOOK_BOOK_H
#define BOOK_BOOK_H

#include "paint/paint.h"
#include "report/report.h"

typedef struct BookPlan {
    PaperSize paper;
    bool summary_only; /* the summary and which segments there are */
    bool justified;    /* the running text; else ragged right */
    bool attach_csv;   /* the book carries the CSV files */
    Pixels logo;       /* for the cover: book_read_logo(); {0} for none */
    int64_t epoch;     /* SOURCE_DATE_EPOCH, or 0 */
    void (*progress)(void *context, const char *step, double share);
    void *progress_context;
} BookPlan;

/* A PNG for the cover, of at most LOGO_SIDE_MAX pixels a side. To be asked before the work begins.
 */
#define LOGO_SIDE_MAX 4000
MUST_USE Status book_read_logo(Pixels *out, const char *path, Arena *arena, Err *err);

MUST_USE Status book_write(Buf *out, const Report *report, const BookPlan *plan, Arena *arena,
                           Err *err);

#endif
