/* history/history.h — what earlier runs found: a SQLite file of ours, one run a date.
 *
 * In:    a path; the date of the present run.
 * Out:   the earlier runs' figures and segments, and the whole of the two that this one is compared
 *        with; history_write adds the present one.
 * Owns:  nothing; all is in the arena, and the file is closed again.
 * Fails: ERR_DATA not a history of ours, of a newer version, or damaged; ERR_TRY_AGAIN another run
 *        is writing to it; ERR_CANNOT_CREATE it cannot be written to; ERR_USAGE no run of the date
 *        that was asked for; ERR_IO.
 */
#ifndef HISTORY_HISTORY_H
#define HISTORY_HISTORY_H

#include "data/data.h"

#define NO_RUN INT32_MIN /* a Day: there is no such run */

typedef struct RunSegment {
    int lineage; /* from 1; the same in two runs: the same segment */
    const char *label, *slug, *archetype;
    int colour;
    int64_t customers;
    double revenue;
} RunSegment;

typedef struct RunText {
    const char *key, *value;
} RunText;

typedef struct RunFigure {
    const char *key;
    double value; /* NaN: not known */
} RunFigure;

typedef struct Run {
    Day as_of;
    Day previous; /* the run whose names it carries on, or NO_RUN */
    const RunText *settings;
    size_t setting_count;
    const RunFigure *figures;
    size_t figure_count;
    const RunSegment *segments;
    size_t segment_count;
    /* What follows is read for `last` and `baseline` only; of the others it is zero. */
    double mean[CLUSTERED_COUNT], sd[CLUSTERED_COUNT]; /* the scaling; sd 0: constant */
    Matrix centroids;           /* clusters × CLUSTERED_COUNT, in the features' own units */
    const int *cluster_segment; /* by cluster: index into segments */
    size_t customers;
    const int64_t *ids;            /* ascending */
    const char *const *identities; /* as Customers.identities; NULL: the ids */
    const uint8_t *segment;        /* by customer: index into segments */
    Matrix features;               /* customers × F_COUNT */
} Run;

typedef struct History {
    const Run *runs; /* those before the present one, ascending by date */
    size_t count;
    const Run *last;     /* the newest of them, whole; NULL where there is none */
    const Run *baseline; /* the one to compare with, whole; `last` unless another was asked for */
    int lineages;        /* the largest lineage in the file */
} History;

/* A file that is not there (or empty) is a history without runs; its folder must be there.
 * `baseline` is a date or NO_RUN. */
MUST_USE Status history_read(History *out, const char *path, Day as_of, Day baseline, Arena *arena,
                             Err *err);

/* Adds the run, or replaces the one of its date, and removes runs more than `keep_weeks` older than
 * the newest: in one transaction. Makes the file where there is none. */
MUST_USE Status history_write(const char *path, const Run *run, int keep_weeks, Err *err);

/* The value of a figure, NaN where the run has none. */
double run_figure(const Run *run, const char *key);
/* The value of a setting, NULL where the run has none. */
const char *run_setting(const Run *run, const char *key);

#endif
