/* learn/start.h — starting centres by greedy k-means++. Private to the room.
 *
 * Arthur, Vassilvitskii 2007, with trials as in scikit-learn: the next centre after c is the best
 * of 2 + ⌊ln c⌋ draws. Draws do not look ahead, so the first k of more centres are the start for k.
 */
#ifndef LEARN_START_H
#define LEARN_START_H

#include "learn/blocks.h"

/* What drawing needs besides the points; one for each thread. */
typedef struct Starter {
    const Blocks *blocks;
    const Kernels *kernels;
    size_t most_trials;
    /* By candidate, and of the centres so far at [most_trials]; the best candidate's and the last
     * change places. */
    struct Field *fields;
    float *drawn; /* the candidates of one draw: most_trials × cols */
} Starter;

Starter starter_new(const Blocks *blocks, const Kernels *kernels, size_t k, Arena *arena);

/* k starting centres (k × cols). */
void start_centres(float *centres, size_t k, const Starter *starter, Random *random);

/* Makes the starter ready to draw besides these k centres; k is at most the starter's. */
void start_from(const Starter *starter, const float *centres, size_t k);
/* One more as it would draw it for the last of k, any number of times from the same centres. */
void start_next(float *next, size_t k, const Starter *starter, Random *random);

#endif
