/* segment/roll.h — who of today's customers is who in an earlier run. Private to the room.
 *
 * Customers are told apart by their ids, or by identities where the run has them: where only one
 * side has those, nobody can be told to be the same.
 *
 * In:    an earlier Run, whole; the present customers.
 * Out:   the pairs in the order of ids or identities.
 */
#ifndef SEGMENT_ROLL_H
#define SEGMENT_ROLL_H

#include "history/history.h"
#include "store/store.h"

#define NOBODY UINT32_MAX

typedef struct Roll {
    size_t count;
    const int64_t *ids; /* ascending */
    const char *const *identities;
    const uint32_t *order; /* by identity; NULL: as they are */
} Roll;

typedef struct RollWalk {
    Roll now, then;
    size_t i, o;
} RollWalk;

RollWalk roll_open(const Customers *now, const Run *then, Arena *arena);
/* The next customer now, and who that was then; NOBODY for one of them where there is no such.
 * False at the end. */
bool roll_next(RollWalk *walk, uint32_t *now, uint32_t *then);

#endif
