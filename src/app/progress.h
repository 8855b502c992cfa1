/* app/progress.h — how far the run is, on stderr.
 *
 * On a terminal one line that is drawn again: a bar, the share, the time, the step. Elsewhere one
 * line a step, when it ends. Nothing with --quiet.
 */
#ifndef APP_PROGRESS_H
#define APP_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct StepTime {
    char step[80];
    double seconds;
} StepTime;

typedef struct Progress {
    bool silent, terminal;
    double started, step_started, drawn; /* seconds */
    double from, to;                     /* the part of the whole that the present stage takes */
    char step[80];
    StepTime done[32];
    size_t done_count;
} Progress;

Progress progress_open(bool quiet);
/* The stage that begins takes the run from `from` to `to`, shares of the whole. */
void progress_stage(Progress *progress, double from, double to);
/* For the rooms' callbacks: a step, and its share of the stage. */
void progress_step(void *progress, const char *step, double share);
void progress_close(Progress *progress);
/* One line of JSON on stdout: {"sec":{"sql":…,"charts":…,"total":…},"peak_mb":…}. Close it before.
 */
void progress_timings(const Progress *progress);

#endif
