/* segment/moves.h — who went from which segment to which since an earlier run, and why.
 *
 * A customer who changed segment moved by behaviour where the earlier run's scaling and centres,
 * put to today's figures, give the new segment too (buying, or another week of silence, made the
 * difference); by redefinition where they give the old one still (the borders moved over the
 * customer); by both where they give a third. Who would have moved by behaviour and was brought
 * back by the borders is counted as offset. Where the earlier run was clustered by features that
 * today's figures do not have, or not in the same meaning, no cause is known; a group that needs
 * such a feature is unknown.
 *
 * In:    an earlier Run, whole and aligned (history.h); the present Shop and Segments, which carry
 *        on its lineages.
 * Out:   Moves, in the arena.
 */
#ifndef SEGMENT_MOVES_H
#define SEGMENT_MOVES_H

#include "segment/segment.h"

typedef enum MoveCause {
    MOVE_BEHAVIOUR,
    MOVE_REDEFINITION,
    MOVE_BOTH,
    MOVE_CAUSES,
    MOVE_UNKNOWN = MOVE_CAUSES
} MoveCause;

typedef struct Mover {
    uint32_t customer; /* index into Shop.customers */
    int from;          /* index into the run's segments */
    int to;            /* index into Segments */
    MoveCause cause;
} Mover;

/* Customers who went from one segment to another, or stayed. */
typedef struct Flow {
    int from; /* index into the run's segments; -1: not a customer then */
    int to;   /* index into Segments; -1: no customer any more */
    bool stay;
    size_t customers;
    double spend; /* to date, theirs; of those who are gone, as of then */
    double since; /* of it since the earlier run; NaN: the run's spend is another */
    size_t by[MOVE_CAUSES];
} Flow;

typedef struct Group {
    bool unknown; /* the rest is zero */
    size_t customers;
    double spend; /* to date */
    double since; /* of it since the earlier run; NaN as in Flow */
} Group;

typedef struct Moves {
    const Flow *flows; /* those with customers, by from then to; -1 last */
    size_t flow_count;
    const Mover *movers; /* by id, or identity */
    size_t mover_count;
    size_t known; /* customers in both runs */
    size_t by[MOVE_CAUSES], offset;
    bool causes_unknown; /* then these are zero, here and in the flows */
    Group joined;        /* not in the customer list then */
    Group left;          /* in it then, not now */
    Group first_buyers;  /* no purchase then, one now */
    Group returned;      /* quiet then, have bought since */
    Group went_quiet;    /* not quiet then, quiet now */
} Moves;

Moves moves_find(const Run *before, const Shop *shop, const Segments *segments, Arena *arena);

/* "behaviour", "redefinition", "both", "unknown" */
const char *move_cause_name(MoveCause cause);

#endif
