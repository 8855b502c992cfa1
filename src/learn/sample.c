#include "learn/silhouette.h"

#include <stdlib.h>

/* How many rows of each cluster: its share of `size` rounded down, at least one, then one more each
 * for those with the largest remainders until the sample is full. */
static size_t *shares(const Clustering *clustering, size_t size, Arena *arena)
{
    size_t *share = ARENA_ARRAY(arena, size_t, clustering->k), given = 0;
    bool *topped = ARENA_ARRAY(arena, bool, clustering->k);

    for (size_t c = 0; c < clustering->k; c++) {
        share[c] = (size_t)((double)size * (double)clustering->sizes[c] / (double)clustering->rows);
        if (share[c] == 0) share[c] = 1;
        given += share[c];
    }
    while (given < size) {
        size_t best = clustering->k;
        double most = -1;

        for (size_t c = 0; c < clustering->k; c++) {
            double left = (double)size * (double)clustering->sizes[c] / (double)clustering->rows -
                          (double)share[c];
            if (topped[c] || share[c] >= clustering->sizes[c] || left <= most) continue;
            most = left;
            best = c;
        }
        if (best == clustering->k) break;
        topped[best] = true;
        share[best]++;
        given++;
    }
    return share;
}

/* Selection sampling (Knuth, TAOCP 2, 3.4.2, algorithm S) in each cluster at once: rows come out
 * ascending and every subset of a cluster is equally likely. */
uint32_t *silhouette_sample(size_t *count, const Clustering *clustering, size_t size, uint64_t seed,
                            Arena *arena)
{
    Random random = random_open(seed, 0x53494c48);
    size_t *wanted, *left, taken = 0;
    uint32_t *rows;

    if (size > clustering->rows) size = clustering->rows;
    wanted = shares(clustering, size, arena);
    left = ARENA_ARRAY(arena, size_t, clustering->k);
    for (size_t c = 0; c < clustering->k; c++)
        left[c] = clustering->sizes[c];
    rows = ARENA_ARRAY(arena, uint32_t, size + clustering->k);
    for (size_t row = 0; row < clustering->rows; row++) {
        uint8_t own = clustering->cluster[row];

        if (wanted[own] && random_below(&random, left[own]) < wanted[own]) {
            rows[taken++] = (uint32_t)row;
            wanted[own]--;
        }
        left[own]--;
    }
    *count = taken;
    return rows;
}
