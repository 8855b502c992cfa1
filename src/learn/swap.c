#include "learn/swap.h"

#include <math.h>
#include <stdlib.h>

enum { TRIAL_ROUNDS = 2 }; /* after which the promise of a swap shows */

/* A swap that is behind by no more than this share of the gain after its trial goes on to the end:
 * at .01 twice as many searches stop above the best, at .05 they take half as long again. */
static const double NEAR = 0.02;

/* The cheapest centre goes so often, else the next so often, and so on. */
static const double CHEAPEST = 0.4;

typedef struct Cost {
    double inertia; /* gained by joining the cluster to the one nearest by this measure */
    size_t centre;
} Cost;

static double join_cost(const Run *run, size_t a, size_t b)
{
    const float *one = run->centres + a * run->blocks->cols;
    const float *other = run->centres + b * run->blocks->cols;
    double m = (double)run->counts[a], n = (double)run->counts[b], square = 0;

    for (size_t col = 0; col < run->blocks->cols; col++) {
        double off = (double)one[col] - (double)other[col];
        square += off * off;
    }
    return m + n > 0 ? m * n / (m + n) * square : 0;
}

static int compare_costs(const void *a, const void *b)
{
    const Cost *x = a, *y = b;

    if (x->inertia != y->inertia) return x->inertia < y->inertia ? -1 : 1;
    return (x->centre > y->centre) - (x->centre < y->centre);
}

static void rank_centres(Cost *costs, const Run *run)
{
    for (size_t c = 0; c < run->k; c++) {
        costs[c] = (Cost){ INFINITY, c };
        for (size_t d = 0; d < run->k; d++)
            if (d != c) costs[c].inertia = fmin(costs[c].inertia, join_cost(run, c, d));
    }
    qsort(costs, run->k, sizeof *costs, compare_costs);
}

static size_t draw_centre(const Cost *costs, size_t k, Random *random)
{
    size_t rank = 0;

    while (rank + 1 < k && random_unit(random) >= CHEAPEST)
        rank++;
    return costs[rank].centre;
}

/* What the draws need to know of the run. */
static void survey(Cost *costs, const Starter *starter, const Run *run)
{
    rank_centres(costs, run);
    start_from(starter, run->centres, run->k);
}

void swap_centres(Run **run, Run **spare, size_t swaps, const Starter *starter,
                  const RunLimits *limits, Random *random)
{
    size_t k = (*run)->k, cols = (*run)->blocks->cols;
    Cost costs[256];

    survey(costs, starter, *run);
    for (size_t i = 0; i < swaps; i++) {
        Run *tried = *spare;
        size_t centre = draw_centre(costs, k, random);

        run_branch(tried, *run);
        start_next(tried->centres + centre * cols, k, starter, random);
        run_centre_moved(tried, centre);
        run_alone(tried, starter->kernels, TRIAL_ROUNDS, limits);
        if (tried->gain > (*run)->gain * (1 - NEAR))
            run_alone(tried, starter->kernels, limits->max_rounds, limits);
        if (!(tried->gain > (*run)->gain)) continue;
        *spare = *run;
        *run = tried;
        survey(costs, starter, tried);
    }
}
