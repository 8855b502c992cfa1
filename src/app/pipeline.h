/* app/pipeline.h — a report from beginning to end. */
#ifndef APP_PIPELINE_H
#define APP_PIPELINE_H

#include "app/options.h"
#include "app/progress.h"

MUST_USE Status pipeline_run(const Options *opt, Progress *progress, Arena *run, Err *err);

#endif
