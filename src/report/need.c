#include "report/need.h"

#include <string.h>

#include "predict/quiet.h"

const NeedInfo SECTION_NEEDS[NEEDS] = {
    [NEED_TREND] = { "trend", "Revenue over time", "whole months of sales",
                     "{n|# whole month of sales|# whole months of sales}", 4, 2 },
    [NEED_CONCENTRATION] = { "concentration", "Revenue concentration", "buyers",
                             "{n|# buyer|# buyers}", 10, 2 },
    [NEED_QUIET] = { "quiet", "Quiet customers", "customers with two purchase days",
                     "{n|# customer with two purchase days|# customers with two purchase days}",
                     QUIET_MIN_REPEATERS, QUIET_MIN_REPEATERS },
    [NEED_GROWTH] = { "growth", "Growth opportunity", "buyers", "{n|# buyer|# buyers}", 20, 2 },
    [NEED_COMPARISON] = { "comparison", "Segment against segment", "buyers", "{n|# buyer|# buyers}",
                          10, 2 },
    [NEED_SPREAD] = { "spread", "How the segments differ", "buyers", "{n|# buyer|# buyers}", 10,
                      2 },
    [NEED_CHOICE] = { "choice", "Choosing the number of clusters", "buyers", "{n|# buyer|# buyers}",
                      10, 3 },
    [NEED_STABILITY] = { "stability", "How stable the segments are", "buyers",
                         "{n|# buyer|# buyers}", 20, 3 },
    [NEED_COMPONENTS] = { "components", "Principal components", "buyers", "{n|# buyer|# buyers}",
                          10, 3 },
    [NEED_PRODUCTS] = { "products", "Products of a segment", "purchases in the segment",
                        "{n|# purchase in the segment|# purchases in the segment}", 10, 1 },
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
        text = phrase_list(text, SECTION_NEEDS[n].key, arena);
    return text;
}
