#include "learn/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "learn/run.h"
#include "learn/start.h"
#include "learn/swap.h"

enum {
    MOST_CANDIDATES = 6, /* optima of a sample that go on over all rows, */
    LEAST_CANDIDATES = 3,
    CANDIDATE_BYTES = 24 << 20, /* fewer of them where their labels would take more */
    FINAL_ROUNDS = 10           /* after which the best of those shows at the latest */
};

/* Runs of all k over the same blocks; those of plan->k[i] are [i × restarts, (i + 1) × restarts).
 */
typedef struct Restarts {
    const Blocks *blocks;
    const SearchPlan *plan;
    const Kernels *kernels;
    size_t most_k;
    Starter *starters; /* by worker */
    float *starts;     /* by restart: most_k × cols */
    Run *runs;         /* and behind them what the chains need besides */
    Run **order;       /* by k the best first */
    Run **spare;       /* by k and chain */
    RunLimits limits;
} Restarts;

/* --- Restarts, and swaps on the best of them ------------------------------------------------- */

/* One start of the largest k serves the smaller: a quarter of the draws of k = 2 to 10. */
static void draw_start(void *context, size_t number, int worker)
{
    const Restarts *r = context;
    Random random = random_open(r->plan->seed, number);

    start_centres(r->starts + number * r->most_k * r->blocks->cols, r->most_k, &r->starters[worker],
                  &random);
}

static void run_restart(void *context, size_t number, int worker)
{
    const Restarts *r = context;
    size_t start = number % r->plan->restarts;

    (void)worker;
    run_begin(&r->runs[number], r->starts + start * r->most_k * r->blocks->cols);
    run_alone(&r->runs[number], r->kernels, r->limits.max_rounds, &r->limits);
}

static void run_chain(void *context, size_t number, int worker)
{
    const Restarts *r = context;
    const SearchPlan *plan = r->plan;
    size_t i = number / plan->chains, chain = number % plan->chains;
    Random random = random_open(plan->seed, 0x5357415000000000u + number);

    if (plan->k[i] == 1) return;
    swap_centres(&r->order[i * plan->restarts + chain], &r->spare[number], plan->swaps,
                 &r->starters[worker], &r->limits, &random);
}

static void sort_runs(const Restarts *r)
{
    size_t each = r->plan->restarts;

    for (size_t i = 0; i < r->plan->count; i++)
        qsort(r->order + i * each, each, sizeof(Run *), run_compare);
}

static Restarts restarts_open(const Blocks *blocks, const SearchPlan *plan, Arena *arena)
{
    size_t workers = plan->threads > 1 ? (size_t)plan->threads : 1;
    size_t runs = plan->count * plan->restarts, spares = plan->count * plan->chains;
    Restarts r = { .blocks = blocks,
                   .plan = plan,
                   .kernels = kernels_best(),
                   .starters = ARENA_ARRAY(arena, Starter, workers),
                   .runs = ARENA_ARRAY(arena, Run, runs + spares),
                   .order = ARENA_ARRAY(arena, Run *, runs + spares),
                   .limits = { .max_rounds = plan->max_rounds } };

    for (size_t i = 0; i < plan->count; i++)
        if (plan->k[i] > r.most_k) r.most_k = plan->k[i];
    r.starts = ARENA_ARRAY(arena, float, plan->restarts *r.most_k * blocks->cols);
    for (size_t w = 0; w < workers; w++)
        r.starters[w] = starter_new(blocks, r.kernels, r.most_k, arena);
    for (size_t i = 0; i < runs + spares; i++) {
        size_t k = i < runs ? i / plan->restarts : (i - runs) / plan->chains;

        r.runs[i] = run_new(blocks, plan->k[k], 1, arena);
        r.order[i] = &r.runs[i];
    }
    r.spare = r.order + runs;
    return r;
}

/* Leaves the runs of each k in their order, the best first. */
static Restarts run_restarts(const Blocks *blocks, const SearchPlan *plan, Arena *arena)
{
    Restarts r = restarts_open(blocks, plan, arena);

    parallel_for(plan->threads, plan->restarts, draw_start, &r);
    parallel_for(plan->threads, plan->count * plan->restarts, run_restart, &r);
    sort_runs(&r);
    parallel_for(plan->threads, plan->count * plan->chains, run_chain, &r);
    sort_runs(&r);
    return r;
}

/* --- Over all rows ---------------------------------------------------------------------------- */

/* Each block is visited once a round for the runs of all k, while it is in the cache. */
typedef struct Lockstep {
    const Blocks *blocks;
    const Kernels *kernels;
    Run *runs;
    size_t count;
} Lockstep;

static void step_part(void *context, size_t part, int worker)
{
    const Lockstep *l = context;
    size_t each = blocks_per_part(l->blocks->count), first = part * each;

    (void)worker;
    for (size_t block = first; block < l->blocks->count && block < first + each; block++)
        for (size_t r = 0; r < l->count; r++)
            if (!l->runs[r].done) run_step(&l->runs[r], l->kernels, part, block);
}

static void go_in_lockstep(Lockstep *l, int threads, const RunLimits *limits)
{
    bool open = true;

    while (open) {
        open = false;
        parallel_for(threads, parts_of(l->blocks->count), step_part, l);
        for (size_t r = 0; r < l->count; r++) {
            if (!l->runs[r].done) run_end_round(&l->runs[r], limits);
            if (!l->runs[r].done) open = true;
        }
    }
}

/* Gains that differ by less are the same optimum, found twice. */
static bool same_optimum(const Run *a, const Run *b)
{
    return fabs(a->gain - b->gain) <= 1e-6 * fabs(a->gain);
}

static void add_run(Lockstep *l, size_t k, const float *centres, Arena *arena)
{
    Run *run = &l->runs[l->count++];

    *run = run_new(l->blocks, k, parts_of(l->blocks->count), arena);
    run_begin(run, centres);
}

static size_t candidates_of(const Blocks *blocks, size_t count)
{
    size_t found = CANDIDATE_BYTES / (count * blocks->rows);

    return found < LEAST_CANDIDATES  ? LEAST_CANDIDATES
           : found < MOST_CANDIDATES ? found
                                     : MOST_CANDIDATES;
}

/* Where the best runs in the sample ended, each different optimum once. */
static void add_candidates(Lockstep *l, const Restarts *sample, size_t i, Arena *arena)
{
    Run *const *order = sample->order + i * sample->plan->restarts;
    size_t taken = 0, most = candidates_of(l->blocks, sample->plan->count);

    for (size_t r = 0; r < sample->plan->restarts && taken < most; r++) {
        if (r > 0 && same_optimum(order[r], order[r - 1])) continue;
        add_run(l, order[r]->k, order[r]->centres, arena);
        taken++;
    }
}

static void add_warm(Lockstep *l, const SearchPlan *plan, size_t i, Arena *arena)
{
    const Matrix *warm = plan->warm_start;
    float *centres;

    if (!warm || warm->rows != plan->k[i]) return;
    centres = ARENA_ARRAY(arena, float, warm->rows * l->blocks->cols);
    for (size_t c = 0; c < warm->rows; c++)
        blocks_convert(centres + c * l->blocks->cols, 1, l->blocks, matrix_row(warm, c));
    add_run(l, plan->k[i], centres, arena);
}

/* The mean over the columns of their variance, which is what the tolerance refers to. */
static double mean_variance(const Blocks *blocks)
{
    double total = 0;

    for (size_t col = 0; col < blocks->cols; col++) {
        double sum = 0, squares = 0;

        for (size_t row = 0; row < blocks->rows; row++) {
            double value = (double)blocks_value(blocks, row, col);
            sum += value;
            squares += value * value;
        }
        sum /= (double)blocks->rows;
        total += squares / (double)blocks->rows - sum * sum;
    }
    return blocks->cols ? total / (double)blocks->cols : 0;
}

/* The best of `found` (NULL: none yet) and of the runs of its k; the others are done with. */
static Run *best_of(Run *found, Lockstep *l, size_t k)
{
    for (size_t r = 0; r < l->count; r++) {
        if (l->runs[r].k != k) continue;
        if (!found || l->runs[r].gain > found->gain) found = &l->runs[r];
        l->runs[r].done = true;
    }
    return found;
}

/* --- All of it -------------------------------------------------------------------------------- */

Found *search_best(const Blocks *blocks, const SearchPlan *plan, Arena *arena)
{
    bool sampled = blocks->rows > plan->sample_rows;
    Random random = random_open(plan->seed, 0x53454152);
    Blocks some = sampled ? blocks_sample(blocks, plan->sample_rows, &random, arena) : *blocks;
    Restarts tried = run_restarts(&some, plan, arena);
    Lockstep l = { .blocks = blocks,
                   .kernels = tried.kernels,
                   .runs = ARENA_ARRAY(arena, Run, plan->count * (MOST_CANDIDATES + 1)) };
    Run **best = ARENA_ARRAY(arena, Run *, plan->count);
    Found *found = ARENA_ARRAY(arena, Found, plan->count);
    /* As in scikit-learn: Σ shift² relative to the mean variance of the columns. */
    RunLimits coarse = { plan->max_rounds < FINAL_ROUNDS ? plan->max_rounds : FINAL_ROUNDS,
                         1e-4 * mean_variance(&some) };

    for (size_t i = 0; i < plan->count; i++) {
        if (sampled) add_candidates(&l, &tried, i, arena);
        add_warm(&l, plan, i, arena);
    }
    go_in_lockstep(&l, plan->threads, &coarse);
    for (size_t i = 0; i < plan->count; i++) {
        best[i] = best_of(sampled ? NULL : tried.order[i * plan->restarts], &l, plan->k[i]);
        best[i]->done = best[i]->settled || best[i]->rounds >= plan->max_rounds;
    }
    go_in_lockstep(&l, plan->threads, &tried.limits);
    for (size_t i = 0; i < plan->count; i++)
        found[i] = (Found){ best[i]->label, best[i]->rounds };
    return found;
}
