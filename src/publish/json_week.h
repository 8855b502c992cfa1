/* publish/json_week.h — what came in this week, in report.json. */
#ifndef PUBLISH_JSON_WEEK_H
#define PUBLISH_JSON_WEEK_H

#include "base/json.h"
#include "segment/week.h"

void json_put_week(Json *json, const SalesWeek *week);

#endif
