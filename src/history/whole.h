/* history/whole.h — what of a run only those have that are compared with. Private to the room.
 *
 * Fails: ERR_DATA where the tables contradict each other: what `features` says there is must have
 *        its scaling and centroids, and, where it is a feature of today's, its column.
 */
#ifndef HISTORY_WHOLE_H
#define HISTORY_WHOLE_H

#include "history/rows.h"

/* A feature as the run had it. */
typedef struct Kept {
    const char *key, *definition;
    const char *divisor; /* the key of the feature that its column was packed over; NULL: none */
    bool clustered;
    Feature feature; /* today's of that key, or F_COUNT */
} Kept;

typedef struct KeptList {
    Kept *items;
    size_t count, capacity;
} KeptList;

/* The features that the run remembers. */
MUST_USE Status read_kept(KeptList *out, const HistoryFile *file, Day as_of, Arena *arena,
                          Err *err);
/* Scaling, centroids and customers. `run` has its head, segments and definitions already. */
MUST_USE Status read_whole(Run *run, const HistoryFile *file, Arena *arena, Err *err);

#endif
