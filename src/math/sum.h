/* math/sum.h — a sum that does not lose its small change (Neumaier 1974, improved Kahan-Babuška).
 * */
#ifndef MATH_SUM_H
#define MATH_SUM_H

#include <math.h>

typedef struct Sum {
    double total, lost;
} Sum;

static inline void sum_add(Sum *sum, double value)
{
    double next = sum->total + value;

    if (fabs(sum->total) >= fabs(value)) {
        sum->lost += (sum->total - next) + value;
    } else {
        sum->lost += (value - next) + sum->total;
    }
    sum->total = next;
}

static inline double sum_value(Sum sum)
{
    return sum.total + sum.lost;
}

#endif
