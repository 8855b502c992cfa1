#include "report/need.h"

#include <string.h>

#include "predict/quiet.h"

const NeedInfo SECTION_NEEDS[NEEDS] = {
    [NEED_TREND] = { "trend", "Revenue over time", "whole months of sales", 4, 2 },
    [NEED_CONCENTRATION] = { "concentration", "Revenue concentration", "buyers", 10, 2 },
    [NEED_QUIET] = { "quiet", "Quiet customers", "customers with two purchase days",
                     QUIET_MIN_REPEATERS, QUIET_MIN_REPEATERS },
    [NEED_GROWTH] = { "growth", "Growth opportunity", "buyers", 20, 2 },
    [NEED_COMPARISON] = { "comparison", "Segment against segment", "buyers", 10, 2 },
    [NEED_SPREAD] = { "spread", "How the segments differ", "buyers", 10, 2 },
    [NEED_CHOICE] = { "choice", "Choosing the number of clusters", "buyers", 10, 3 },
    [NEED_STABILITY] = { "stability", "How firm the segments are", "buyers", 20, 3 },
    [NEED_COMPONENTS] = { "components", "Principal components", "buyers", 10, 3 },
    [NEED_PRODUCTS] = { "products", "Products of a segment", "purchases in the segment", 10, 1 },
};

Need need_find(const char *key, size_t size)
{
    for (int n = 0; n < NEEDS; n++) {
        if (strlen(SECTION_NEEDS[n].key) == size && !strncmp(SECTION_NEEDS[n].key, key, size))
            return (Need)n;
    }
    return NEEDS;
}

const char *need_keys(Arena *arena)
{
    const char *text = "";

    for (int n = 0; n < NEEDS; n++)
        text = arena_format(arena, "%s%s%s", text, n ? ", " : "", SECTION_NEEDS[n].key);
    return text;
}
