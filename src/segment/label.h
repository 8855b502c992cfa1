/* segment/label.h — names that are true: which name a group of customers has by its members.
 * Private to the room.
 *
 * The first row of the table whose conditions hold is the name. A condition is a claim that must be
 * so of at least six in ten members; a row with several asks that all of them are so together of as
 * many. A cluster that comes out the same has the same name.
 *
 * In:    the claims counted over the group (facts.h).
 * Out:   an archetype.
 */
#ifndef SEGMENT_LABEL_H
#define SEGMENT_LABEL_H

#include "segment/facts.h"
#include "segment/segment.h"

/* A group's claims, and of how many members all that a name asks for is so together. */
typedef struct Standing {
    Counted counted;
    size_t meeting[ARCHETYPES];
} Standing;

void standing_find(Standing *out, const Facts *facts, const uint32_t *members, size_t count);

/* Whether the group may be called that. False for what is set apart by rule. */
bool label_holds(Archetype archetype, const Standing *standing, const Facts *facts);
/* The name by the table. */
Archetype label_find(const Standing *standing, const Facts *facts);

/* The claims that the name asks for, a CLAIM_BIT each. */
uint32_t label_claims(Archetype archetype);
/* Whether it may be the name of so few only: ARCHETYPE_EXCEPTIONAL. */
bool label_is_small(size_t members, const Facts *facts);

/* The textbook rules on the clusters' averages, in their order; clusters may share a name. */
typedef struct ClusterMeans {
    double mean[F_COUNT];
} ClusterMeans;

void label_classic(Archetype *names, const ClusterMeans *clusters, size_t count, Arena *arena);
/* The textbook rule that gave the name, with the segment's figures; a sentence. */
const char *label_classic_reason(Archetype archetype, const double *mean,
                                 const ClusterMeans *clusters, size_t count, const char *currency,
                                 bool no_amounts, Arena *arena);

#endif
