#include "learn/learn.h"

#include <math.h>

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

KChoice model_choose_k(const SweepRow *sweep, size_t count)
{
    if (count == 0) return (KChoice){ .why = K_ALIKE, .k = 1 };
    size_t largest = largest_silhouette(sweep, count), taken = largest;
    double least = sweep[largest].silhouette - sweep[largest].silhouette_error;

    for (size_t i = 0; i < count; i++) {
        if (sweep[i].silhouette >= least && better_separated(&sweep[i], &sweep[taken])) taken = i;
    }
    return (KChoice){ .why = taken != largest ? K_TIED
                             : count == 1     ? K_ONLY
                                              : K_LARGEST,
                      .k = sweep[taken].k,
                      .taken = taken,
                      .largest = largest };
}
