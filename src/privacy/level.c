#include "privacy/level.h"

#include <string.h>

const char *privacy_name(Privacy level)
{
    switch (level) {
    case PRIVACY_FULL: return "full";
    case PRIVACY_IDS: return "ids";
    case PRIVACY_AGGREGATE: return "aggregate";
    }
    return "";
}

bool privacy_read(Privacy *out, const char *name)
{
    for (Privacy level = PRIVACY_FULL; level <= PRIVACY_AGGREGATE; level++) {
        if (strcmp(name, privacy_name(level))) continue;
        *out = level;
        return true;
    }
    return false;
}
