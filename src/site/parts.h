/* site/parts.h — what the files of the site share; for this room only.
 */
#ifndef SITE_PARTS_H
#define SITE_PARTS_H

#include "base/json.h"
#include "site/site.h"
#include "text/template.h"

#define SITE_EXPLORE_ROWS 20000

/* Style, script and the policy that allows just these. */
typedef struct SiteAssets {
    const char *style;  /* the bytes between <style> and </style> */
    const char *early;  /* the script in the head */
    const char *script; /* the script at the end */
    const char *policy; /* Content-Security-Policy */
} SiteAssets;

/* A page in the making. */
typedef struct Site {
    const Report *report;
    const Pictures *pictures;
    const SitePlan *plan;
    const char *folder; /* where the report is written */
    const SiteAssets *assets;
    const Page *page; /* the first page of the file */
    const char *root; /* from the page to the report's folder: "", "../" */
    bool alone;       /* the page must stand alone: pictures are inlined */
    Arena *arena;
} Site;

/* --- site/asset.c ---------------------------------------------------------------------------- */

/* `interactive`: with the modules for tables and exploring, and not just the menu's. */
SiteAssets site_assets(const Report *report, bool interactive, Arena *arena);

/* --- site/value.c: the document as values for the templates ---------------------------------- */

/* The file's pages as chapters, with their sections and all blocks. Pages with one path share a
 * file: the summary, the segments' overview and the insights are all on index.html. */
void site_chapters_set(const Site *site, Value *value);
/* The anchor of a page that is not the first of its file. */
const char *site_chapter_id(const Page *page, Arena *arena);

/* --- site/column.c: columns of figures as compact text for scripts --------------------------- */

/* The rows of the column as one JSON object; see assets/site/data.js for its reader. */
void site_column(Buf *out, const Column *column, size_t count);
/* What stands before a sum of money: "$". */
const char *site_currency_sign(const Site *site);
/* The table as the JSON of a data element. */
const char *site_table_data(const Site *site, const TableBlock *block);

/* --- site/explore.c -------------------------------------------------------------------------- */

/* The customers for the interactive part, as the JSON of a data element. */
const char *site_explore_data(const Site *site);

#endif
