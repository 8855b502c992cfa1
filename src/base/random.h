/* base/random.h — a random generator of our own, the same on every machine.
 *
 * xoshiro256** 1.0 (Blackman, Vigna 2018), seeded through splitmix64. Not for secrets.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

typedef struct Random {
    uint64_t state[4];
} Random;

/* stream separates generators that share a seed: each restart, table or customer has its own. */
Random random_open(uint64_t seed, uint64_t stream);
uint64_t random_bits(Random *random);
double random_unit(Random *random);                    /* uniform in [0, 1) */
uint64_t random_below(Random *random, uint64_t limit); /* uniform in 0..limit-1, unbiased */
void random_shuffle(Random *random, uint32_t *items, size_t count); /* Fisher-Yates */

#endif
