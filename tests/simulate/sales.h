/* tests/simulate/sales.h — the sales of shops in which nothing happens but chance, growth and
 * seasons, week by week.
 *
 * Each week has a number of purchases (Poisson), three in ten by somebody new, the others by
 * customers of before; amounts are lognormal, and one purchase in twenty-five comes back a week
 * later. Seeded: the same plan gives the same sales.
 */
#ifndef SIMULATE_SALES_H
#define SIMULATE_SALES_H

#include "predict/week.h"

typedef struct SalesPlan {
    const char *name;
    double purchases;    /* a week, on average, before what follows */
    double noise;        /* standard deviation of the logarithm of a week's expected number */
    double memory;       /* how much of it goes on to the next week, 0 to 1 */
    double growth;       /* a week: .01 is 1 % */
    double season;       /* a sine over the year: .5 is ±50 % */
    double christmas;    /* times as much in the four weeks up to it; 0: nothing */
    double spring;       /* times as much in April and May; 0: nothing */
    double amount_sigma; /* of the logarithm of amounts */
    int past, judged;    /* weeks */
} SalesPlan;

typedef struct Sale {
    uint32_t customer;
    float amount;
} Sale;

typedef struct SimulatedSales {
    size_t weeks;
    double *values[WEEK_FIGURES];
    const bool *feast;
    const double *unit; /* after each week */
    const Sale *sales;
    const size_t *first;        /* by week, and one behind: place in sales */
    const uint32_t *first_week; /* by customer */
    const double *returned;     /* by week, negative or 0 */
    size_t customers;
} SimulatedSales;

SimulatedSales sales_simulate(const SalesPlan *plan, size_t number, Arena *arena);

/* The figures of a week that kept each of its purchases with a chance of `kept`. */
void sales_thinned(double out[WEEK_FIGURES], const SimulatedSales *sales, size_t week, double kept,
                   Random *random, Arena *arena);

#endif
