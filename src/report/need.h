/* report/need.h — how much data each section needs. With less it says so, and shows nothing.
 *
 * `floor` is what the arithmetic needs; `least` is what makes the result worth reading, by default.
 */
#ifndef REPORT_NEED_H
#define REPORT_NEED_H

#include "base/base.h"

typedef enum Need {
    NEED_TREND,
    NEED_CONCENTRATION,
    NEED_QUIET,
    NEED_GROWTH,
    NEED_COMPARISON,
    NEED_SPREAD,
    NEED_CHOICE,
    NEED_STABILITY,
    NEED_COMPONENTS,
    NEED_PRODUCTS,
    NEEDS
} Need;

typedef struct NeedInfo {
    const char *key;     /* "concentration", as users write it */
    const char *section; /* "Revenue concentration" */
    const char *unit;    /* "buyers": what is counted */
    const char *counted; /* "{n|# buyer|# buyers}" */
    size_t least, floor;
} NeedInfo;

extern const NeedInfo SECTION_NEEDS[NEEDS];

/* The need with that key; NEEDS where there is none. */
Need need_find(const char *key, size_t size);
/* "trend, concentration, …", for messages. */
const char *need_keys(Arena *arena);

#endif
