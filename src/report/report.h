/* report/report.h — the document: pages of sections of blocks, with no word of HTML or PDF in it.
 *
 * Site and book are two walks over the same Report (publish/).
 *
 * In:    what may be shown of the shop, the model, the segments (privacy/privacy.h), and what the
 *        user asked for.
 * Out:   a Report in the arena; it borrows from what it was made of.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "chart/chart.h"
#include "privacy/privacy.h"
#include "report/need.h"
#include "segment/changes.h"
#include "segment/growth.h"
#include "segment/segment.h"
#include "segment/week.h"

/* A key figure against an earlier run. */
typedef struct MetricChange {
    int direction;       /* -1 down, 0 the same, +1 up: an arrow */
    const char *text;    /* "+14 (+1.4%) in 7 days" */
    const char *verdict; /* "more than usual"; NULL: as usual, or not judged */
} MetricChange;

/* One key figure: a card in the site, a tile in the book. */
typedef struct Metric {
    const char *key;   /* for report.json */
    const char *label; /* "Average value" */
    double value;
    const char *text;        /* as shown: "$1,234" */
    const char *note;        /* a line below: "median $410"; or NULL */
    MetricChange changes[2]; /* against the last run, against a year before */
    size_t change_count;     /* 0 without a history */
} Metric;

/* One finding: what is so, with figures, and what to do. */
typedef struct Insight {
    const char *headline; /* "18 % of customers make 61 % of revenue" */
    const char *detail;   /* the figures behind it */
    const char *action;   /* what to do; NULL: nothing follows from it */
    int segment;          /* whose colour and page, or -1 */
    const char *list;     /* the file with the customers to turn to; or NULL */
} Insight;

typedef enum NoteKind { NOTE_INFO, NOTE_WARNING } NoteKind;

typedef struct TableBlock {
    const Table *table;
    const char *caption;
    size_t shown;       /* rows to show at most; 0: all */
    const char *rest;   /* where the rest is: "attachments/customer_segments.csv", or NULL */
    size_t total_rows;  /* of what the table is an extract of; 0: the table is whole */
    const char *totals; /* the label of the last row when that is a totals row, or NULL */
    bool sentences;     /* cells hold sentences: none is cut */
    bool browsable;     /* the site may let the reader sort and search it */
    const char *brief;  /* what matters of it, where room is dear; or NULL */
} TableBlock;

typedef struct FigureBlock {
    const ChartSpec *chart;
    const char *caption;
    bool half;      /* may stand beside another half-width figure */
    bool on_screen; /* not in the book: it must be turned, or lit, to be read */
} FigureBlock;

typedef enum BlockKind {
    BLOCK_HEADING, /* text: a heading inside a section */
    BLOCK_PROSE,
    BLOCK_METRICS,
    BLOCK_INSIGHTS,
    BLOCK_FIGURE,
    BLOCK_TABLE,
    BLOCK_NOTE,        /* text, a box */
    BLOCK_DEFINITIONS, /* terms and what they mean */
    BLOCK_ATTACHMENTS  /* the list of the report's attachments */
} BlockKind;

typedef struct Block {
    BlockKind kind;
    union {
        const char *heading;
        const Prose *prose;
        struct {
            const Metric *items;
            size_t count;
        } metrics;
        struct {
            const Insight *items;
            size_t count;
        } insights;
        FigureBlock figure;
        TableBlock table;
        struct {
            NoteKind kind;
            const char *text;
        } note;
        struct {
            const char *const *terms;
            const char *const *meanings;
            size_t count;
        } definitions;
    };
} Block;

typedef struct Section {
    const char *slug; /* unique on its page; the anchor */
    const char *title;
    const char *lead; /* a sentence or two under the title, or NULL */
    struct {
        Block *items;
        size_t count, capacity;
    } blocks;
} Section;

typedef enum PageKind {
    PAGE_SUMMARY,
    PAGE_CHANGES, /* what changed since an earlier run */
    PAGE_SEGMENTS,
    PAGE_SEGMENT,
    PAGE_INSIGHTS,
    PAGE_CUSTOMERS,
    PAGE_METHOD,
    PAGE_QUALITY,
    PAGE_ATTACHMENTS
} PageKind;

typedef struct Page {
    PageKind kind;
    const char *path; /* "segments/champions", without ".html"; summary is "index" */
    const char *title;
    const char *nav; /* the short title in menus */
    int segment;     /* PAGE_SEGMENT: which; else -1 */
    struct {
        Section *items;
        size_t count, capacity;
    } sections;
} Page;

/* A CSV file beside the report. */
typedef struct Attachment {
    const char *path; /* "attachments/customer_segments.csv" */
    const char *title;
    const char *description;
    const Table *table;
    const Column *csv_only; /* one more column, which no other output may show; or NULL */
    const char *sheet;      /* the workbook's sheet with the same table, or NULL */
    int segment;            /* whose customers these are, or -1 */
} Attachment;

typedef struct Report {
    const char *title;    /* "Customer segmentation" */
    const char *business; /* the shop's name */
    Day as_of;
    const char *period;    /* "5 January 2023 to 30 June 2024" */
    const char *generator; /* "clientele 0.1.0" */
    const char *currency;
    uint64_t seed;
    Privacy privacy;
    struct {
        Page *items;
        size_t count, capacity;
    } pages;
    struct {
        Attachment *items;
        size_t count, capacity;
    } attachments;
    /* What may be shown (privacy/privacy.h). */
    const Segments *segments; /* colours, names and icons by number */
    const Shop *shop;
    const Model *model;
    const SalesWeek *week;
    const Changes *changes; /* NULL without a history */
    /* What is in the figures and what is not, sentences (report/counted.h); none where all is. */
    const char *const *counted;
    size_t counted_count;
} Report;

typedef struct ReportPlan {
    const char *title, *business, *currency, *generator;
    uint64_t seed;
    bool k_auto;
    LabelScheme scheme;
    size_t least[NEEDS];    /* what sections need; 0: as in SECTION_NEEDS */
    const Changes *changes; /* NULL without a history */
    Privacy privacy;        /* shop, model and segments are shown at that level */
    size_t min_group;       /* PRIVACY_AGGREGATE: nothing is said of fewer customers; else 0 */
    const Means *means;     /* PRIVACY_AGGREGATE: in place of customers; else NULL */
    const SalesWeek *week;  /* the last, or the days since the last run */
    const Growth *growth;
} ReportPlan;

MUST_USE Status report_build(Report *out, const Shop *shop, const Model *model,
                             const Segments *segments, const ReportPlan *plan, Arena *arena,
                             Err *err);

#endif
