/* segment/suffix.h — what tells groups of one name apart. Private to the room.
 *
 * Two are told apart by the figure in which they differ most. More than two are parted first where
 * the smaller difference between the two sides is largest, and then each side by itself: "One-Time
 * Buyers, less recent, higher spend". Where two do not differ enough a number tells them apart.
 */
#ifndef SEGMENT_SUFFIX_H
#define SEGMENT_SUFFIX_H

#include "segment/naming.h"

typedef struct GroupDifference {
    double delta[FIGURES]; /* Cliff's */
} GroupDifference;

typedef struct GroupMedians {
    double of[FIGURES];
} GroupMedians;

typedef struct Differences {
    size_t count;
    GroupDifference *pairs; /* count × count */
    GroupMedians *medians;  /* one a group */
} Differences;

/* How much more of it group a has than b. */
static inline double difference(const Differences *d, size_t a, size_t b, Figure figure)
{
    return d->pairs[a * d->count + b].delta[figure];
}

void suffix_groups(ClusterGroups *groups, Archetype archetype, const Differences *differences,
                   const char *currency, Arena *arena);

#endif
