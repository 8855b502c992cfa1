/* math/sum.h — a running sum that carries its rounding error along (Neumaier 1974). */
#ifndef MATH_SUM_H
#define MATH_SUM_H

#include <math.h>
#include <stdbool.h>

/* Start with {0}. */
typedef struct Sum {
    double total, carry;
} Sum;

/* In the header because it is called for every cell of every customer, and for every sale. */
static inline void sum_add(Sum *sum, double value)
{
    double total = sum->total + value;
    bool larger = fabs(sum->total) >= fabs(value);
    double large = larger ? sum->total : value, small = larger ? value : sum->total;

    sum->carry += (large - total) + small;
    sum->total = total;
}

/* After an overflow the carry is not a number; the total then says it all. */
static inline double sum_value(Sum sum)
{
    return isfinite(sum.total) ? sum.total + sum.carry : sum.total;
}

#endif
