#include "learn/silhouette.h"

/* Selection sampling (Knuth, TAOCP 2, 3.4.2, algorithm S). */
uint32_t *silhouette_sample(size_t rows, size_t size, uint64_t seed, Arena *arena)
{
    Random random = random_open(seed, 0x53494c48);
    uint32_t *out = ARENA_ARRAY(arena, uint32_t, size);
    size_t taken = 0;

    for (size_t row = 0; row < rows && taken < size; row++)
        if (random_below(&random, rows - row) < size - taken) out[taken++] = (uint32_t)row;
    return out;
}
