/* math/simplex.h — how small and how large a variable can be under linear constraints.
 *
 * The simplex method for bounded variables on a dictionary (Dantzig 1963, ch. 18; Chvátal 1983,
 * ch. 8), with Bland's rule (1977), under which it always ends. Whoever asks knows one point that
 * meets all constraints, so there is no first phase. Where the constraints are sums over nested
 * groups of rows and of columns of a table, every entry of the dictionary is −1, 0 or 1 (the matrix
 * is totally unimodular) and nothing is lost to rounding.
 *
 * In:    a matrix, rows of sums by columns; bounds; a feasible point.
 * Out:   bounds of one variable after another, each from where the last one ended.
 * Owns:  nothing; all of it lives in the arena.
 */
#ifndef MATH_SIMPLEX_H
#define MATH_SIMPLEX_H

#include "math/math.h"

/* Variables are numbered: first the columns, then the rows' sums. */
typedef struct Simplex {
    Matrix dictionary;       /* what the variable of a row gains from a unit of that of a column */
    double *low, *high, *at; /* by variable */
    size_t *basic, *other;   /* the variable of a row, and of a column */
    size_t *place;           /* by variable: its row, or its column */
    bool *is_basic;
} Simplex;

/* low and high: one for each variable, the columns' low ones finite; start: a value for each
 * column, which meets all of them. The matrix is taken over. */
Simplex simplex_open(Matrix sums, const double *low, const double *high, const double *start,
                     Arena *arena);

/* The least or largest value of a variable; ±INFINITY where there is none. Then simplex->at is a
 * point that has it. A search that would take more than 200 exchanges for each row and column ends
 * at the best value so far, which is on the inner side. */
double simplex_bound(Simplex *simplex, size_t variable, bool upper);

/* Calls `take` with each variable on whose bound the last result for `variable` depends. */
void simplex_binding(const Simplex *simplex, size_t variable,
                     void (*take)(void *context, size_t binding), void *context);

#endif
