/* app/pipeline.h — a report from beginning to end. */
#ifndef APP_PIPELINE_H
#define APP_PIPELINE_H

#include "app/options.h"
#include "app/progress.h"

/* The currency of the amounts: what the user says, else what the data say, else USD. */
const char *pipeline_currency(const Options *opt, const Shop *shop);

MUST_USE Status pipeline_run(const Options *opt, Progress *progress, Arena *run, Err *err);

/* What a run would publish, as a document; nothing is written. */
MUST_USE Status pipeline_document(Report *out, const Options *opt, Arena *run, Err *err);

/* What a run would have found in each of the weeks up to the as-of date, oldest first, put into the
 * history; nothing is published. Weeks before the first sale are left out. */
MUST_USE Status pipeline_replay(const Options *opt, Progress *progress, Err *err);

#endif
