/* recognise/zone_file.h — the parts of a zone: its compiled file, and the rule at the end of it.
 *
 * Only the recognise room's own files include this.
 */
#ifndef RECOGNISE_ZONE_FILE_H
#define RECOGNISE_ZONE_FILE_H

#include "recognise/zone.h"

/* A TZif file of any version; false when it is none, or contradicts itself. */
bool zone_file_read(Zone *out, Bytes file, Arena *arena);
/* A rule as POSIX's TZ has it: "CET-1CEST,M3.5.0,M10.5.0/3"; false when it is none. */
bool zone_rule_read(ZoneRule *out, const char *text, size_t size);
int32_t zone_rule_offset(const ZoneRule *rule, int64_t moment);

#endif
