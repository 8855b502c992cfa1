/* segment/changes.h — what is different from an earlier run, and what of it is out of the usual.
 *
 * Totals up to a day are context: what came in since is judged from the ledger (week.h). Only what
 * the history alone can tell is judged by it: how many went quiet, came back, and changed segment
 * (kpi_is_judged), by their own past values, and by how much segments grew or shrank, by their past
 * changes, both over the same number of days (math.h: Variation). All of them together are wrong in
 * at most CHANGES_CHANCE of the runs, so that with the week's own figures one run in twenty is.
 *
 * In:    the History, aligned with what is meant today (history.h); the present Shop, Model and
 *        Segments.
 * Out:   Changes, in the arena; the Run to remember.
 */
#ifndef SEGMENT_CHANGES_H
#define SEGMENT_CHANGES_H

#include "math/math.h"
#include "segment/kpi.h"
#include "segment/moves.h"

#define CHANGES_CHANCE 0.005

/* Days between a run and the one of a year before: 52 weeks, three days more or less. */
#define YEAR_DAYS 364
#define YEAR_SLACK 3

typedef struct Delta {
    double now, before; /* NaN: not known then */
    double change;      /* now − before; of a figure counted between runs: now */
    Variation usual;    /* of the past changes, where they are judged; else of none */
    bool unusual;
    double year_before; /* in the run of a year before; NaN without one */
} Delta;

typedef enum Fate { FATE_KEPT, FATE_RENAMED, FATE_NEW, FATE_GONE } Fate;

/* A segment's course over the remembered runs and this one, ascending by date. */
typedef struct Course {
    size_t count;
    const double *days, *customers, *revenue; /* NaN where the segment was not there */
} Course;

typedef struct SegmentChange {
    Fate fate;
    int now;               /* index into Segments; -1: gone */
    int before;            /* index into the baseline's segments; -1: new */
    const char *old_label; /* in the baseline; NULL: new */
    Delta customers, revenue;
    Course course; /* of those that are there now */
} SegmentChange;

typedef struct Drift {
    Feature feature;
    double index; /* population stability index over the buyers */
} Drift;

typedef enum DriftBand { DRIFT_NONE, DRIFT_SOME, DRIFT_MUCH } DriftBand;

typedef struct SettingChange {
    const char *key, *before, *now;
} SettingChange;

/* What the runs do not have in common, and so is not compared. */
typedef struct Unlike {
    const Feature *redefined; /* features that mean something else in the baseline */
    size_t redefined_count;
    const Feature *missing; /* that it does not remember */
    size_t missing_count;
    const char *const *dropped; /* keys of what it was clustered by and nothing is now */
    size_t dropped_count;
    const Kpi *kpis; /* key figures that mean something else there, or cannot be counted since */
    size_t kpi_count;
    bool segments; /* its segments were made by other features: their changes are not judged */
    const char *rule_before, *rule_now; /* for what a purchase is; NULL where it is the same */
} Unlike;

/* What is to be remembered of a run besides what it found. */
typedef struct RunTerms {
    const RunText *settings; /* what the user chose */
    size_t setting_count;
    Definitions definitions; /* kpi_definitions */
} RunTerms;

/* The setting that is part of the definitions (kpi.h). */
#define PURCHASE_RULE "purchase_rule"

typedef struct Changes {
    const History *history;
    const Run *base; /* the run compared with; NULL: there is none */
    const Run *year; /* the run of a year before; NULL: there is none */
    Day as_of;
    int days;   /* since base */
    Run record; /* this run, for history_write; what follows is zero where base is NULL */
    Delta kpis[KPIS];
    Moves moves;
    const SegmentChange *segments; /* in the order of Segments, then those that are gone */
    size_t segment_count;
    const Drift *drift; /* of the features that vary, largest first */
    size_t drift_count;
    const SettingChange *settings; /* that are not as they were; without the purchase rule */
    size_t setting_count;
    Unlike unlike;
} Changes;

Changes changes_find(const History *history, const Shop *shop, const Model *model,
                     const Segments *segments, const RunTerms *terms, Arena *arena);
/* Whether there is anything that is not compared. */
bool changes_are_partial(const Unlike *unlike);

DriftBand drift_band(double index);

#endif
