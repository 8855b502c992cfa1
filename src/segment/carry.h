/* segment/carry.h — segments that go on from the last run. Private to the room.
 *
 * Each cluster is matched to one of the last run's: the assignment of least total squared distance
 * between the centres, both in this run's standard deviations. A match stands where the centres are
 * within CARRY_LIMIT of each other (root mean square over the features that vary); beyond that the
 * cluster is new, and the old one gone.
 */
#ifndef SEGMENT_CARRY_H
#define SEGMENT_CARRY_H

#include "segment/label.h"

#define CARRY_LIMIT 0.5

typedef struct Carry {
    const size_t *match; /* by cluster: the last run's, or SIZE_MAX; NULL without a last run */
    const Name *names;   /* by cluster: the name it had, or NO_NAME; NULL without a last run */
} Carry;

/* history may be NULL, and so may its last run. */
Carry carry_clusters(const Model *model, const History *history, Arena *arena);
/* Lineage, colour and last label of every segment; new ones get what is free. */
void carry_segments(Segments *segments, const Carry *carry, const History *history, Arena *arena);
/* Why a segment that goes on has another label than before; NULL where it has the same. */
const char *carry_renamed_why(const Segment *segment, Arena *arena);

#endif
