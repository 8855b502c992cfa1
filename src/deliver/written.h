/* deliver/written.h — a report that was written to a folder, read back from its report.json.
 *
 * In:    the folder, which is opened once: all files come from the report of which the head was
 *        read, whatever is put in its place meanwhile (base/folder.h). Whoever could write there
 * may have changed the file: every text is made clean, a path that leaves the folder is refused.
 * Out:   what a message or an index says about the report, in the arena.
 * Fails: ERR_NO_INPUT no report there; ERR_DATA it is not JSON, or not ours; ERR_TRY_AGAIN it was
 *        changed while it was read.
 */
#ifndef DELIVER_WRITTEN_H
#define DELIVER_WRITTEN_H

#include "base/digest.h"
#include "privacy/level.h"
#include "store/store.h"

/* A key figure as the summary shows it. */
typedef struct WrittenMetric {
    const char *label, *text, *note;
    const char *change; /* against the last run; "" where there is none */
} WrittenMetric;

typedef struct WrittenFinding {
    const char *headline, *detail, *action;
    const char *list; /* the file with the customers to turn to; "" where there is none */
} WrittenFinding;

typedef struct WrittenSegment {
    const char *slug, *label;
    int64_t customers;
    double revenue, revenue_share;
    const char *strategy; /* the first advice of its page; "" where it has none */
} WrittenSegment;

typedef struct WrittenFigure {
    const char *path; /* in the folder: "charts/monthly-revenue.png" */
    const char *slug, *alt;
} WrittenFigure;

typedef struct WrittenAttachment {
    const char *path; /* in the folder: "attachments/cluster_summary.csv" */
    const char *title;
} WrittenAttachment;

#define WRITTEN_LIST(Type)                                                                         \
    struct {                                                                                       \
        Type *items;                                                                               \
        size_t count, capacity;                                                                    \
    }

typedef struct Written {
    const char *folder;
    Folder files;  /* below it */
    Sha256 digest; /* of report.json */
    const char *title, *business, *currency, *generator, *lead;
    /* What comes before all else where the data end early, "" where they do not: a sentence, what
     * follows from it, and the first short enough for a subject. */
    const char *end_title, *end_text, *end_brief;
    WRITTEN_LIST(const char *) counted; /* what is in the figures and what is not */
    Day as_of, last_day;                /* of the report; of its sales */
    Privacy privacy;                    /* a report that does not say counts as full */
    WRITTEN_LIST(WrittenMetric) metrics;
    WRITTEN_LIST(WrittenFinding) findings;
    WRITTEN_LIST(WrittenSegment) segments;
    WRITTEN_LIST(WrittenFigure) figures; /* in the document's order */
    WRITTEN_LIST(WrittenAttachment) attachments;
} Written;

/* Opens the folder and reads the report's head. */
MUST_USE Status written_open(Written *out, const char *folder, Arena *arena, Err *err);
void written_close(Written *report);
/* The head alone: no file can be read from it later. */
MUST_USE Status written_read(Written *out, const char *folder, Arena *arena, Err *err);

/* Whether report.json is still the one that was read: to be asked when all has been. */
MUST_USE Status written_check(const Written *report, Arena *arena, Err *err);
MUST_USE Status written_changed(const Written *report, Err *err); /* says so */

#endif
