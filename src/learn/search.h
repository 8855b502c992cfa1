/* learn/search.h — the restarts of k-means, in single precision. Private to the room.
 *
 * Many starts, few of them good: what they share is done fast here, for several k at once, and
 * finish.h then brings the best of each k to the exact fixed point in double precision.
 */
#ifndef LEARN_SEARCH_H
#define LEARN_SEARCH_H

#include "learn/blocks.h"

typedef struct SearchPlan {
    const size_t *k; /* each of 1..255 */
    size_t count;    /* of k */
    size_t restarts; /* runs, for each k */
    size_t chains;   /* the best of them, at most all, that are then */
    size_t swaps;    /* changed so many times on trial (learn/swap.h) */
    size_t max_rounds;
    size_t sample_rows; /* with more rows the runs take place in so many, seeded; the best go on
                         * over all rows */
    uint64_t seed;
    int threads;
    const Matrix *warm_start; /* NULL, or where one more run over all rows begins; its rows say for
                               * which k */
} SearchPlan;

typedef struct Found {
    uint8_t *label; /* one per row */
    size_t rounds;  /* over all rows */
} Found;

/* The best run by inertia (the earliest of equals) for each k. */
Found *search_best(const Blocks *blocks, const SearchPlan *plan, Arena *arena);

#endif
