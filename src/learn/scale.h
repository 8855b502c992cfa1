/* learn/scale.h — z-scores by the population standard deviation (divisor n). */
#ifndef LEARN_SCALE_H
#define LEARN_SCALE_H

#include "data/data.h"

typedef struct Scaling {
    size_t cols;
    double *mean, *sd; /* sd of a constant column is 0 */
    bool *constant;    /* varies by no more than rounding: becomes zeros */
} Scaling;

/* Means and deviations by column (two passes, compensated). rows >= 1. */
Scaling scale_fit(const Matrix *raw, Arena *arena);
/* In place. */
void scale_apply(const Scaling *scaling, Matrix *rows);

#endif
