/* segment/reason.h — why a segment has its name, in words and figures. Private to the room. */
#ifndef SEGMENT_REASON_H
#define SEGMENT_REASON_H

#include "segment/naming.h"

typedef struct ReasonPlan {
    const Facts *facts;
    const char *currency;
    bool may_count; /* figures of few members and single customers' may be told */
} ReasonPlan;

/* The conditions that gave the name, of how many members each is so; sentences. */
const char *reason_for(const ClusterGroup *group, const ReasonPlan *plan, Arena *arena);
/* Why a group that is called `now` is not called `before` any more: "12 of 40 members are what…" */
const char *reason_renamed(Archetype before, const ClusterGroup *group, const Facts *facts,
                           Arena *arena);

#endif
