/* publish/findings.h — what was found in the data, as JSON: in report.json and for the check. */
#ifndef PUBLISH_FINDINGS_H
#define PUBLISH_FINDINGS_H

#include "base/json.h"
#include "store/store.h"

void json_put_findings(Json *json, const char *key, const Findings *findings);

#endif
