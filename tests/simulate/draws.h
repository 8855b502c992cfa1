/* tests/simulate/draws.h — random numbers of the laws that simulated shops follow. */
#ifndef SIMULATE_DRAWS_H
#define SIMULATE_DRAWS_H

#include "base/base.h"

double draw_unit(Random *random); /* above 0, at most 1 */
double draw_normal(Random *random);
double draw_gamma(Random *random, double shape); /* of scale 1 (Marsaglia, Tsang 2000) */
double draw_beta(Random *random, double a, double b);
size_t draw_poisson(Random *random, double mean);

#endif
