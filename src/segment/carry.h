/* segment/carry.h — segments that go on from the last run. Private to the room.
 *
 * Each cluster is matched to one of the last run's: the assignment of least total squared distance
 * between the centres, both in this run's standard deviations. A match stands where the centres are
 * within CARRY_LIMIT of each other (root mean square over the features that vary); beyond that the
 * cluster is new, and the old one gone.
 *
 * Features that the last run does not remember, or that mean something else there, do not count. Of
 * those that vary now the centres need CARRY_SHARED; with fewer, clusters that differ in what is
 * missing would lie together, and members decide: a cluster (or segment) goes on from the segment
 * with which it shares more than CARRY_OVERLAP of the customers in either, of those whom both runs
 * know (Jaccard; Hennig 2007 counts a cluster as dissolved at half or less).
 */
#ifndef SEGMENT_CARRY_H
#define SEGMENT_CARRY_H

#include "segment/segment.h"

#define CARRY_LIMIT 0.5
#define CARRY_SHARED (2.0 / 3)
#define CARRY_OVERLAP 0.5

typedef struct Carry {
    const int *segment; /* by cluster: the last run's, or -1; NULL without a last run */
    bool by_members;
} Carry;

/* `rows` maps the model's rows to customers. history may be NULL, and so may its last run. */
Carry carry_clusters(const Model *model, const Customers *customers, const uint32_t *rows,
                     const History *history, Arena *arena);
/* Lineage, colour and last name of every segment; new ones get what is free. */
void carry_segments(Segments *segments, const Carry *carry, const Customers *customers,
                    const History *history, Arena *arena);

#endif
