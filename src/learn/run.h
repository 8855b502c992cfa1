/* learn/run.h — one run of Lloyd's rounds from given centres, in single precision. Private.
 *
 * Only rows that change their cluster touch the sums. The steps are apart so that one run can be
 * taken to its end alone, or many in lockstep over blocks that several threads share.
 */
#ifndef LEARN_RUN_H
#define LEARN_RUN_H

#include "learn/blocks.h"

/* How the blocks of one part change the sums in one round. */
typedef struct Delta {
    double *sums;    /* k × cols */
    int64_t *counts; /* k */
    size_t changed;
} Delta;

typedef struct Run {
    const Blocks *blocks;
    size_t k, parts;
    float *centres;    /* k × cols, in the blocks' units */
    float *half_norms; /* ‖centre‖²/2 */
    double *sums;      /* k × cols: of the rows in each cluster */
    int64_t *counts;
    uint8_t *label; /* in whole blocks */
    Delta *delta;   /* by part */
    size_t rounds;
    double shift; /* Σ of the centres' squared moves in the last round */
    double gain;  /* Σ ‖sum‖²/count: the inertia is Σ ‖row‖² less this */
    bool settled; /* no further round would do more than rounding */
    bool done;    /* settled, or within the limits */
} Run;

/* When a run is done before it settles. */
typedef struct RunLimits {
    size_t max_rounds;
    double least_shift;
} RunLimits;

Run run_new(const Blocks *blocks, size_t k, size_t parts, Arena *arena);

/* Takes the centres in; every row is still without a cluster. */
void run_begin(Run *run, const float *centres);
/* Begins where another run of the same shape stands. */
void run_branch(Run *run, const Run *from);
/* To be told when a centre was set from outside. */
void run_centre_moved(Run *run, size_t centre);

/* Assigns one block's rows; blocks of different parts may be stepped at once. */
void run_step(Run *run, const Kernels *kernels, size_t part, size_t block);
/* Moves the centres once all blocks were stepped. */
void run_end_round(Run *run, const RunLimits *limits);

/* All of it on this thread, at most `rounds` rounds; a run of one part. */
void run_alone(Run *run, const Kernels *kernels, size_t rounds, const RunLimits *limits);

/* For qsort over Run *: the larger gain first, of equals the one that lies first in its array. */
int run_compare(const void *a, const void *b);

#endif
