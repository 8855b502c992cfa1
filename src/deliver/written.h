/* deliver/written.h — a report that was written to a folder, read back from its report.json.
 *
 * In:    the folder. Whoever could write there may have changed the file: every text is made clean,
 *        a path that leaves the folder is refused.
 * Out:   what a message or an index says about the report, in the arena.
 * Fails: ERR_NO_INPUT no report there; ERR_DATA it is not JSON, or not ours.
 */
#ifndef DELIVER_WRITTEN_H
#define DELIVER_WRITTEN_H

#include "privacy/level.h"
#include "store/store.h"

/* How much the report tells of single customers, from little to much. */

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
    const char *title, *business, *currency, *generator, *lead;
    Day as_of;
    Privacy privacy; /* a report that does not say counts as full */
    WRITTEN_LIST(WrittenMetric) metrics;
    WRITTEN_LIST(WrittenFinding) findings;
    WRITTEN_LIST(WrittenSegment) segments;
    WRITTEN_LIST(WrittenFigure) figures; /* in the document's order */
    WRITTEN_LIST(WrittenAttachment) attachments;
} Written;

MUST_USE Status written_read(Written *out, const char *folder, Arena *arena, Err *err);

/* "aggregate", "ids", "full"; and back: false where it is none of them. */

#endif
