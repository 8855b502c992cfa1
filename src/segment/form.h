/* segment/form.h — clusters become segments: who is in which, under what name. Private to the room.
 */
#ifndef SEGMENT_FORM_H
#define SEGMENT_FORM_H

#include "segment/naming.h"

typedef struct FormPlan {
    const Shop *shop;
    const Model *model;
    const uint32_t *rows; /* the model's rows as customers */
    const SegmentPlan *plan;
    const Facts *facts;
} FormPlan;

typedef struct Formed {
    ClusterGroups groups;
    const ClusterMeans *clusters; /* by cluster: what the textbook rules look at */
} Formed;

/* Sets the segments' members, names, revenue and order: by revenue, Prospects last; and
 * of_customer. With plan->min_group, ClusterGroups of fewer, or of which one customer makes most of
 * the revenue, are put together. */
Formed segments_form(Segments *out, const FormPlan *plan, Arena *arena);
/* The group that a segment was made of; NULL where it is made by rule. */
const ClusterGroup *group_of(const Formed *formed, const Segment *segment);

#endif
