/* segment/naming.h — clusters become groups with names. Private to the room.
 *
 * Each cluster has the name of the table (label.h), but for what only shows side by side:
 *
 *   - ClusterGroups of ten or more that are alike in silence, purchase days and spend get no
 * different advice: they have the name of all of them together; where that is not so of one, it is
 * Mixed.
 *   - Champions of whom most spend less than a loyal group's are loyal customers too.
 *   - Two groups of one name that differ in no figure are one. Others of one name are told apart by
 *     the figure in which they differ most: "Champions, larger baskets".
 *
 * Alike is: Cliff's delta under 0.33 in size, a small effect (Romano, Kromrey 2006).
 *
 * In:    a group a cluster, with its members and its number, in any order.
 * Out:   groups; every cluster is in one.
 */
#ifndef SEGMENT_NAMING_H
#define SEGMENT_NAMING_H

#include "segment/label.h"

#define ALIKE_BELOW 0.33

typedef struct ClusterGroup {
    Archetype archetype;
    Archetype own;           /* by its own members alone; differs where it is like another */
    bool outspent;           /* champions who are called loyal, as those spend more */
    const uint32_t *members; /* ascending */
    size_t count;
    const size_t *clusters;
    size_t cluster_count;
    double revenue;
    const char *suffix;        /* "larger baskets"; NULL: none */
    const char *suffix_reason; /* a sentence with the figures; NULL without a suffix */
    int number;                /* from 2 on, where no figure tells groups of a name apart; else 0 */
    Standing standing;
} ClusterGroup;

typedef struct ClusterGroups {
    ClusterGroup *items;
    size_t count;
} ClusterGroups;

/* Puts the members and clusters of `part` to those of `sum`. */
void group_add(ClusterGroup *sum, const ClusterGroup *part, Arena *arena);

/* `currency` is for the sentences. */
void name_groups(ClusterGroups *groups, const Facts *facts, const char *currency, Arena *arena);

#endif
