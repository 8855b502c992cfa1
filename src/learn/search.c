#include "learn/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    NONE = 255, /* the label of a row before its first round: k is at most 255, so no cluster */
    LOCKSTEP_FROM = 20 * BLOCK_ROWS, /* rows */
    RACE_ROUNDS = 3                  /* after which the better starts show */
};

/* How one part of the rows changes the sums of a run in one round. */
typedef struct Delta {
    double *sums;    /* k × cols */
    int64_t *counts; /* k */
    size_t changed;
} Delta;

typedef struct Run {
    float *centres;    /* k × cols */
    float *half_norms; /* ‖centre‖²/2 */
    double *sums;      /* k × cols: of the rows in each cluster */
    int64_t *counts;
    uint8_t *label; /* in whole blocks */
    Delta *delta;   /* by part */
    size_t rounds;
    bool done;
    double gain; /* Σ ‖sum‖²/count: the inertia is Σ ‖row‖² less this */
} Run;

typedef struct Search {
    const Blocks *blocks;
    const SearchPlan *plan;
    const Kernels *kernels;
    Starter *starters;  /* by worker */
    Run *runs;          /* by number */
    Run **order;        /* the same, to be sorted by what they are worth */
    size_t going;       /* how many, in `order`, go on to the end */
    double least_shift; /* the tolerance in the blocks' own units, for Σ shift² */
} Search;

/* --- One block, one run ----------------------------------------------------------------------- */

static void add_row(double *sum, const float *block, size_t cols, size_t row, double sign)
{
    for (size_t col = 0; col < cols; col++)
        sum[col] += sign * (double)block[col * BLOCK_STRIDE + row];
}

static void move_row(const Search *s, Delta *delta, const float *block, size_t row, uint8_t from,
                     uint8_t to)
{
    size_t cols = s->blocks->cols;

    delta->changed++;
    if (from != NONE) {
        add_row(delta->sums + from * cols, block, cols, row, -1);
        delta->counts[from]--;
    }
    add_row(delta->sums + to * cols, block, cols, row, 1);
    delta->counts[to]++;
}

/* Compared eight labels at a time: after the first rounds nearly all stay. */
static void step_block(const Search *s, Run *run, size_t part, size_t number)
{
    const float *block = block_at(s->blocks, number);
    uint8_t *label = run->label + number * BLOCK_ROWS, fresh[BLOCK_ROWS];
    size_t rows = block_rows(s->blocks, number);

    s->kernels->nearest(fresh, block, s->blocks->cols, run->centres, run->half_norms, s->plan->k);
    for (size_t start = 0; start < rows; start += 8) {
        if (memcmp(label + start, fresh + start, 8) == 0) continue;
        for (size_t row = start; row < rows && row < start + 8; row++)
            if (label[row] != fresh[row])
                move_row(s, &run->delta[part], block, row, label[row], fresh[row]);
        memcpy(label + start, fresh + start, 8);
    }
}

/* --- One round of one run --------------------------------------------------------------------- */

static size_t merge_deltas(const Search *s, Run *run)
{
    size_t parts = parts_of(s->blocks->count), k = s->plan->k, changed = 0;

    for (size_t p = 0; p < parts; p++) {
        Delta *delta = &run->delta[p];

        if (delta->changed == 0) continue;
        changed += delta->changed;
        for (size_t i = 0; i < k * s->blocks->cols; i++)
            run->sums[i] += delta->sums[i];
        for (size_t c = 0; c < k; c++)
            run->counts[c] += delta->counts[c];
        memset(delta->sums, 0, k * s->blocks->cols * sizeof *delta->sums);
        memset(delta->counts, 0, k * sizeof *delta->counts);
        delta->changed = 0;
    }
    return changed;
}

static double square_to_own(const Search *s, const Run *run, size_t row)
{
    const float *centre = run->centres + run->label[row] * s->blocks->cols;
    double square = 0;

    for (size_t col = 0; col < s->blocks->cols; col++) {
        double off = (double)blocks_value(s->blocks, row, col) - (double)centre[col];
        square += off * off;
    }
    return square;
}

/* An empty cluster gets the row that is farthest from its own centre. Stays empty where all rows
 * sit on their centres; finish.c, which sees finer differences, then fills it. */
static void fill_empty(const Search *s, Run *run, size_t empty)
{
    double farthest = 0;
    size_t found = 0;
    Delta *delta = &run->delta[0];

    for (size_t row = 0; row < s->blocks->rows; row++) {
        double square = run->counts[run->label[row]] > 1 ? square_to_own(s, run, row) : 0;

        if (square > farthest) {
            farthest = square;
            found = row;
        }
    }
    if (!(farthest > 0)) return;
    move_row(s, delta, block_at(s->blocks, found / BLOCK_ROWS), found % BLOCK_ROWS,
             run->label[found], (uint8_t)empty);
    run->label[found] = (uint8_t)empty;
    merge_deltas(s, run);
}

static double set_half_norm(const Search *s, Run *run, size_t c)
{
    const float *centre = run->centres + c * s->blocks->cols;
    float norm = 0;

    for (size_t col = 0; col < s->blocks->cols; col++)
        norm += centre[col] * centre[col];
    run->half_norms[c] = norm / 2;
    return (double)norm;
}

/* Moves the centres to the means; returns Σ shift². */
static double move_centres(const Search *s, Run *run)
{
    size_t cols = s->blocks->cols;
    double shift = 0;

    run->gain = 0;
    for (size_t c = 0; c < s->plan->k; c++) {
        for (size_t col = 0; run->counts[c] && col < cols; col++) {
            double sum = run->sums[c * cols + col], mean = sum / (double)run->counts[c];
            double off = mean - (double)run->centres[c * cols + col];

            run->gain += sum * mean;
            shift += off * off;
            run->centres[c * cols + col] = (float)mean;
        }
        set_half_norm(s, run, c);
    }
    return shift;
}

static void finish_round(const Search *s, Run *run)
{
    size_t changed = merge_deltas(s, run);
    double shift;

    for (size_t c = 0; c < s->plan->k; c++)
        if (run->counts[c] == 0) fill_empty(s, run, c);
    shift = move_centres(s, run);
    run->rounds++;
    run->done = changed == 0 || run->rounds >= s->plan->max_rounds || shift < s->least_shift;
}

/* --- Restarts --------------------------------------------------------------------------------- */

/* From the centres that the run has. */
static void begin(const Search *s, Run *run)
{
    for (size_t c = 0; c < s->plan->k; c++)
        set_half_norm(s, run, c);
    memset(run->label, NONE, s->blocks->count * BLOCK_ROWS);
}

static void start_one(void *context, size_t number, int worker)
{
    const Search *s = context;
    Run *run = &s->runs[number];
    Random random = random_open(s->plan->seed, (uint64_t)s->plan->k << 32 | number);

    start_centres(run->centres, s->plan->k, &s->starters[worker], &random);
    begin(s, run);
}

/* The run behind those from drawn centres takes the place behind those that go on. */
static void start_warm(Search *s)
{
    Run *run = &s->runs[s->plan->starts];

    if (!s->plan->warm_start) return;
    for (size_t c = 0; c < s->plan->k; c++)
        blocks_convert(run->centres + c * s->blocks->cols, s->blocks,
                       matrix_row(s->plan->warm_start, c));
    begin(s, run);
    s->order[s->going++] = run;
}

static void rounds_alone(const Search *s, Run *run, size_t most)
{
    for (size_t round = 0; round < most && !run->done; round++) {
        for (size_t block = 0; block < s->blocks->count; block++)
            step_block(s, run, block / blocks_per_part(s->blocks->count), block);
        finish_round(s, run);
    }
}

/* Few rows: a run at a time, and several runs at once. */
static void begin_alone(void *context, size_t number, int worker)
{
    start_one(context, number, worker);
    rounds_alone(context, &((const Search *)context)->runs[number], RACE_ROUNDS);
}

static void end_alone(void *context, size_t number, int worker)
{
    const Search *s = context;

    (void)worker;
    rounds_alone(s, s->order[number], s->plan->max_rounds);
}

/* Larger gain first; runs lie in one array in the order of their numbers. */
static int compare_runs(const void *a, const void *b)
{
    const Run *x = *(Run *const *)a, *y = *(Run *const *)b;

    if (x->gain != y->gain) return x->gain > y->gain ? -1 : 1;
    return (x > y) - (x < y);
}

static void race(Search *s)
{
    parallel_for(s->plan->threads, s->plan->starts, begin_alone, s);
    qsort(s->order, s->plan->starts, sizeof(Run *), compare_runs);
    start_warm(s);
    parallel_for(s->plan->threads, s->going, end_alone, s);
}

/* Many rows: each block is visited once a round for all runs that are not done, while it is in the
 * cache. At 100,000 rows this takes two thirds of the time of one run after another. */
static void step_part(void *context, size_t part, int worker)
{
    const Search *s = context;
    size_t each = blocks_per_part(s->blocks->count), first = part * each;

    (void)worker;
    for (size_t block = first; block < s->blocks->count && block < first + each; block++)
        for (size_t r = 0; r < s->going; r++)
            if (!s->order[r]->done) step_block(s, s->order[r], part, block);
}

static void go_in_lockstep(Search *s)
{
    bool open = true;

    while (open) {
        open = false;
        parallel_for(s->plan->threads, parts_of(s->blocks->count), step_part, s);
        for (size_t r = 0; r < s->going; r++) {
            if (!s->order[r]->done) finish_round(s, s->order[r]);
            if (!s->order[r]->done) open = true;
        }
    }
}

static void start_and_go(Search *s)
{
    if (s->blocks->rows < LOCKSTEP_FROM) {
        race(s);
    } else {
        parallel_for(s->plan->threads, s->plan->restarts, start_one, s);
        start_warm(s);
        go_in_lockstep(s);
    }
    qsort(s->order, s->going, sizeof(Run *), compare_runs);
}

/* --- All of it -------------------------------------------------------------------------------- */

static Run run_new(const Blocks *blocks, size_t k, Arena *arena)
{
    size_t parts = parts_of(blocks->count);
    Run run = {
        .centres = ARENA_ARRAY(arena, float, k * blocks->cols),
        .half_norms = ARENA_ARRAY(arena, float, k),
        .sums = ARENA_ARRAY(arena, double, k * blocks->cols),
        .counts = ARENA_ARRAY(arena, int64_t, k),
        .label = ARENA_ARRAY(arena, uint8_t, blocks->count * BLOCK_ROWS),
        .delta = ARENA_ARRAY(arena, Delta, parts),
    };

    for (size_t p = 0; p < parts; p++) {
        run.delta[p].sums = ARENA_ARRAY(arena, double, k * blocks->cols);
        run.delta[p].counts = ARENA_ARRAY(arena, int64_t, k);
    }
    return run;
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

static Search search_open(const Blocks *blocks, const SearchPlan *plan, Arena *arena)
{
    int workers = plan->threads > 1 ? plan->threads : 1;
    Search s = { .blocks = blocks, .plan = plan, .kernels = kernels_best() };

    s.starters = ARENA_ARRAY(arena, Starter, (size_t)workers);
    for (int w = 0; w < workers; w++)
        s.starters[w] = starter_new(blocks, s.kernels, arena);
    s.going = plan->restarts;
    s.runs = ARENA_ARRAY(arena, Run, plan->starts + 1);
    s.order = ARENA_ARRAY(arena, Run *, plan->starts + 1);
    for (size_t r = 0; r < plan->starts + (plan->warm_start != NULL); r++) {
        s.runs[r] = run_new(blocks, plan->k, arena);
        s.order[r] = &s.runs[r];
    }
    if (plan->tolerance > 0) s.least_shift = plan->tolerance * mean_variance(blocks);
    return s;
}

/* Gains that differ by less are the same optimum, found twice. */
static bool same_optimum(const Run *a, const Run *b)
{
    return fabs(a->gain - b->gain) <= 1e-6 * fabs(a->gain);
}

/* Begins where the runs in the sample ended, each different one once. */
static void take_over(Search *all, const Search *sample)
{
    size_t k = all->plan->k, cells = k * all->blocks->cols;

    for (size_t r = 0; r < all->plan->restarts; r++) {
        const Run *from = sample->order[r];
        Run *run = &all->runs[r];

        memcpy(run->centres, from->centres, cells * sizeof *run->centres);
        memcpy(run->half_norms, from->half_norms, k * sizeof *run->half_norms);
        memset(run->label, NONE, all->blocks->count * BLOCK_ROWS);
        run->done = r > 0 && same_optimum(from, sample->order[r - 1]);
        run->gain = -1; /* less than that of any run that goes on */
    }
}

/* With very many rows most rounds are spent on getting near an optimum, for which a sample does
 * (Bradley, Fayyad 1998); from there a few rounds over all rows lead to the end. */
static void start_in_sample(Search *s, Arena *arena)
{
    Random random = random_open(s->plan->seed, 0x53454152);
    Blocks some = blocks_sample(s->blocks, s->plan->sample_rows, &random, arena);
    SearchPlan plan = *s->plan;
    Search sample;

    plan.warm_start = NULL;
    sample = search_open(&some, &plan, arena);
    start_and_go(&sample);
    take_over(s, &sample);
    start_warm(s);
    go_in_lockstep(s);
    qsort(s->order, s->going, sizeof(Run *), compare_runs);
}

uint8_t *search_best(size_t *rounds, const Blocks *blocks, const SearchPlan *plan, Arena *arena)
{
    Search s = search_open(blocks, plan, arena);

    if (plan->sample_rows && plan->sample_rows < blocks->rows)
        start_in_sample(&s, arena);
    else
        start_and_go(&s);
    *rounds = s.order[0]->rounds;
    return s.order[0]->label;
}
