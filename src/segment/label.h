/* segment/label.h — names for clusters. Private to the room.
 *
 * In:    the averages of each cluster, raw and in standard deviations from the base.
 * Out:   an archetype for each cluster.
 */
#ifndef SEGMENT_LABEL_H
#define SEGMENT_LABEL_H

#include "segment/segment.h"

/* What a cluster is judged by. */
typedef struct ClusterProfile {
    double mean[F_COUNT];
    double sigma[F_COUNT];
} ClusterProfile;

typedef struct Name {
    Archetype archetype;
    int copy; /* 0, or 1 for "Champions 2" */
} Name;

/* The textbook rules, in their order; clusters may share a name. */
void label_classic(Name *names, const ClusterProfile *clusters, size_t count, Arena *arena);

/* A name of its own for every cluster: the assignment of clusters to archetypes with the least
 * total cost. A cost is the squared distance from the archetype's point in the standardised
 * features, and far more where a condition of the archetype does not hold. A name that a cluster
 * had before (`kept`, NO_NAME for none, or NULL) comes first where its conditions hold still. */
void label_distinct(Name *names, const ClusterProfile *clusters, size_t count, const Name *kept,
                    bool has_interactions, Arena *arena);
#define NO_NAME ((Name){ ARCHETYPES, 0 })

/* Which condition of the archetype does not hold, in words; NULL where all do. */
const char *label_broken(Archetype archetype, const ClusterProfile *profile, Arena *arena);

/* Why the cluster (or segment) has its name, in words and figures; a sentence. */
const char *label_reason(Archetype archetype, const ClusterProfile *profile,
                         const double *base_mean, const char *currency, Arena *arena);
/* The textbook rule that gave the name, with its figures. */
const char *label_classic_reason(Archetype archetype, const ClusterProfile *profile,
                                 const ClusterProfile *clusters, size_t count, const char *currency,
                                 Arena *arena);

#endif
