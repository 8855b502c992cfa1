/* history/history.h — what earlier runs found: a SQLite file of ours, one run a date.
 *
 * What a run remembers is known by key, and has a definition: a text that is another one when the
 * values mean something else. So a file outlives the list of features that it was written with:
 * what is not in a run, or means something else there, is not remembered; only what contradicts
 * itself is damage.
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
    double value;           /* NaN: not known, or (history_align) another thing than today's */
    const char *definition; /* what the value means */
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
    const char *definitions[F_COUNT]; /* by feature: what its values mean; NULL: not remembered */
    /* What follows is read for `last` and `baseline` only; of the others it is zero. Columns of
     * features that the run does not remember (or was not clustered by) are NaN. */
    double mean[CLUSTERED_COUNT], sd[CLUSTERED_COUNT]; /* the scaling; sd 0: constant */
    Matrix centroids;           /* clusters × CLUSTERED_COUNT, in the features' own units */
    const int *cluster_segment; /* by cluster: index into segments */
    const char *const *dropped; /* keys of what it was clustered by too and nothing is today */
    size_t dropped_count;
    bool stands_apart; /* its centres cannot be put to today's features, or not to all they need */
    size_t customers;
    const int64_t *ids;            /* ascending */
    const char *const *identities; /* as Customers.identities; NULL: the ids */
    const uint8_t *segment;        /* by customer: index into segments */
    const bool *bought;            /* by customer, as the run had it; NULL: not remembered */
    Matrix features;               /* customers × F_COUNT */
} Run;

typedef struct History {
    Run *runs; /* those before the present one, ascending by date */
    size_t count;
    Run *last;     /* the newest of them, whole; NULL where there is none */
    Run *baseline; /* the one to compare with, whole; `last` unless another was asked for */
    int lineages;  /* the largest lineage in the file */
    Day later;     /* the newest run behind the present one; NO_RUN where there is none */
} History;

/* What the features and figures of the present run mean. */
typedef struct Definitions {
    const char *features[F_COUNT];
    const RunText *figures; /* definitions by key */
    size_t figure_count;
} Definitions;

/* A file that is not there (or empty) is a history without runs; its folder must be there.
 * `baseline` is a date or NO_RUN. */
MUST_USE Status history_read(History *out, const char *path, Day as_of, Day baseline, Arena *arena,
                             Err *err);

/* Leaves of the runs what can be compared with today's: features and figures that mean something
 * else become NaN, as if they were not remembered (`definitions` stay, so that it can be told
 * which), and so does the segments' revenue where that is made of another spend. */
void history_align(History *history, const Definitions *now, Arena *arena);

/* Adds the run, or replaces the one of its date, and removes runs more than `keep_weeks` older than
 * the newest: in one transaction. Makes the file where there is none. */
MUST_USE Status history_write(const char *path, const Run *run, int keep_weeks, Err *err);

/* The value of a figure, NaN where the run has none. */
double run_figure(const Run *run, const char *key);
/* Whether a run that was read whole has values of the feature that can be compared. */
bool run_has(const Run *run, Feature feature);
/* Whether the centroids of such a run have all of today's clustering features. */
bool run_has_centres(const Run *run);
/* The value of a setting, NULL where the run has none. */
const char *run_setting(const Run *run, const char *key);

#endif
