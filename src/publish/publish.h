/* publish/publish.h — the Report as files: site, book, pictures, CSV, JSON; all or nothing.
 *
 * In:    a Report; a folder that is not there, or holds one of our reports.
 * Out:   the folder with the complete new report; the old one survives any failure.
 * Fails: ERR_CANNOT_CREATE the folder is not ours or cannot be made; ERR_IO writing failed.
 */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include "paint/paint.h"
#include "report/report.h"

typedef enum PaperSize { PAPER_A4, PAPER_LETTER } PaperSize;

typedef struct PublishPlan {
    const char *folder;
    const char *building;  /* publish_building_folder() of it */
    const char *templates; /* a folder of the user's own templates, or NULL */
    bool html, pdf, csv, json, png, xlsx;
    PaperSize paper;
    bool pdf_summary; /* the book is the summary and the segments' overview: two pages */
    bool justified;   /* the book's running text; else ragged right */
    bool attach_csv;  /* the book carries the CSV files */
    Pixels logo;      /* for the book's cover: publish_read_logo(); {0} for none */
    int threads;
    int64_t epoch;         /* SOURCE_DATE_EPOCH, or 0 */
    size_t explore_rows;   /* customers in the pages' interactive parts at most; 0: 20,000 */
    double dpi;            /* of the pictures; 0: PAINT_DEFAULT_DPI */
    size_t compress_above; /* bytes; a larger CSV file goes out gzipped too */
    void (*progress)(void *context, const char *step, double share);
    void *progress_context;
} PublishPlan;

/* What a picture is painted for. The site's have no titles: it sets them as text. */
typedef enum PictureUse {
    PICTURE_FILE, /* a file to use elsewhere: charts/<slug>.png */
    PICTURE_SITE_LIGHT,
    PICTURE_SITE_DARK,
    PICTURE_USES
} PictureUse;

typedef struct Picture {
    const ChartSpec *chart;
    bool half; /* drawn for half the page's width */
    const char *slug;
    Bytes png[PICTURE_USES];    /* {NULL, 0} until painted */
    double width_pt, height_pt; /* the site's */
} Picture;

typedef struct Pictures {
    Picture *items;
    size_t count;
} Pictures;

/* From the report's folder: "charts/dark/segment-share.png". */
const char *picture_path(const Picture *picture, PictureUse use, Arena *arena);
const Picture *pictures_find(const Pictures *pictures, const char *slug);
/* The report's figures, in their order, not painted yet. */
void pictures_list(Pictures *pictures, const Report *report, Arena *arena);
/* Paints the pictures for their uses: the file where `file`, the site's two where `site`. */
MUST_USE Status picture_paint(Buf png[PICTURE_USES], Picture *picture, bool file, bool site,
                              double dpi, Arena *arena, Err *err);

/* Whether a report may be written there: refuses a file, and a folder that is not a report of ours
 * (it has no .clientele file). To be asked before the work begins. */
MUST_USE Status publish_check_folder(const char *folder, Err *err);
/* The folder beside it in which the report is built, before it takes its place. */
const char *publish_building_folder(const char *folder, Arena *arena);

/* A PNG for the cover, of at most LOGO_SIDE_MAX pixels a side. To be asked before the work begins.
 */
#define LOGO_SIDE_MAX 4000
MUST_USE Status publish_read_logo(Pixels *out, const char *path, Arena *arena, Err *err);

MUST_USE Status publish_all(const Report *report, const PublishPlan *plan, Arena *arena, Err *err);

/* The parts, each of which writes below a folder that exists. */

/* index.html and every other page (site.c). index.html stands alone: style and pictures inlined. */
MUST_USE Status site_write(const Report *report, const Pictures *pictures, const PublishPlan *plan,
                           const char *folder, Arena *arena, Err *err);
/* report.pdf (book.c): cover, contents, the pages as chapters, running heads, bookmarks. */
MUST_USE Status book_write(Buf *out, const Report *report, const PublishPlan *plan, Arena *arena,
                           Err *err);
/* One attachment's CSV file, and where that is large a compressed one beside it (csv.c). */
MUST_USE Status csv_write(const Attachment *attachment, const PublishPlan *plan, const char *folder,
                          Arena *arena, Err *err);
/* One table as such a file's text. */
void csv_put_table(Buf *out, const Table *table);
/* attachments/segments.xlsx (workbook.c); and whether this program can write it. */
bool workbook_is_built(void);
MUST_USE Status workbook_write(const Report *report, const PublishPlan *plan, const char *folder,
                               Arena *arena, Err *err);
/* report.json (json.c). */
MUST_USE Status json_write(Buf *out, const Report *report, Arena *arena, Err *err);

#endif
