/* publish/json_changes.h — the comparison with an earlier run, as a member of report.json. Private.
 */
#ifndef PUBLISH_JSON_CHANGES_H
#define PUBLISH_JSON_CHANGES_H

#include "base/json.h"
#include "report/report.h"

/* report->changes is not NULL. */
void json_put_changes(Json *json, const Report *report);

#endif
