/* privacy/level.h — how much a report tells of single customers. */
#ifndef PRIVACY_LEVEL_H
#define PRIVACY_LEVEL_H

#include <stdbool.h>

typedef enum Privacy {
    PRIVACY_FULL,     /* names; e-mail addresses in the segments' CSV files alone */
    PRIVACY_IDS,      /* customers by their ids */
    PRIVACY_AGGREGATE /* no customers, and nothing of groups of fewer than min_group */
} Privacy;

const char *privacy_name(Privacy level); /* "full", as in --privacy */
/* False for a name that is none of them. */
bool privacy_read(Privacy *out, const char *name);

#endif
