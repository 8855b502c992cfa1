#include "learn/learn.h"

#include <math.h>

const char *silhouette_band(double silhouette)
{
    if (isnan(silhouette)) return "not judged";
    if (silhouette <= 0.25) return "no substantial structure";
    if (silhouette <= 0.5) return "weak structure";
    if (silhouette <= 0.7) return "reasonable structure";
    return "strong structure";
}

static size_t largest_silhouette(const SweepRow *sweep, size_t count)
{
    size_t best = 0;

    for (size_t i = 1; i < count; i++)
        if (sweep[i].silhouette > sweep[best].silhouette) best = i;
    return best;
}

static bool better_separated(const SweepRow *a, const SweepRow *b)
{
    if (isnan(a->calinski_harabasz)) return false;
    return isnan(b->calinski_harabasz) || a->calinski_harabasz > b->calinski_harabasz;
}

static const char *reason_clear(const SweepRow *taken, const SweepRow *sweep, size_t count,
                                Arena *arena)
{
    if (count == 1)
        return arena_format(
            arena, "k = %zu is the only number of clusters that the customers allow", taken->k);
    return arena_format(
        arena, "k = %zu has the largest mean silhouette of k = %zu to %zu: %.3f, %s", taken->k,
        sweep[0].k, sweep[count - 1].k, taken->silhouette, silhouette_band(taken->silhouette));
}

static const char *reason_tied(const SweepRow *taken, const SweepRow *largest, Arena *arena)
{
    return arena_format(
        arena,
        "k = %zu: its mean silhouette, %.3f, is within one standard error (%.3f) of "
        "the largest, %.3f at k = %zu, and its Caliński-Harabasz value, %.1f, is the "
        "greatest of those that are; %s",
        taken->k, taken->silhouette, largest->silhouette_error, largest->silhouette, largest->k,
        taken->calinski_harabasz, silhouette_band(taken->silhouette));
}

size_t model_choose_k(const char **reason, const SweepRow *sweep, size_t count, Arena *arena)
{
    const SweepRow *largest, *taken;

    if (count == 0) {
        *reason = "k = 1: there are no two customers who differ";
        return 1;
    }
    largest = taken = &sweep[largest_silhouette(sweep, count)];
    for (size_t i = 0; i < count; i++)
        if (sweep[i].silhouette >= largest->silhouette - largest->silhouette_error &&
            better_separated(&sweep[i], taken))
            taken = &sweep[i];
    *reason = taken == largest ? reason_clear(taken, sweep, count, arena)
                               : reason_tied(taken, largest, arena);
    return taken->k;
}
