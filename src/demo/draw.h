/* demo/draw.h — random draws for the demo shop.
 *
 * Only + − × ÷ and sqrt are used, which IEEE 754 rounds in one way: the C library's log and exp may
 * differ in the last bit from one processor to another, and then the same seed would not give the
 * same bytes.
 */
#ifndef DEMO_DRAW_H
#define DEMO_DRAW_H

#include "base/random.h"

/* To about 1e-13; x > 0. */
double plain_log(double x);
/* To about 1e-13 relative; |x| < 700. */
double plain_exp(double x);

double draw_between(Random *random, double low, double high);
double draw_normal(Random *random); /* mean 0, standard deviation 1 */
double draw_exponential(Random *random, double mean);
double draw_gamma(Random *random, double shape, double mean); /* shape > 0 */
uint32_t draw_poisson(Random *random, double mean);
/* An index by weight; weights are not negative, one at least is positive. */
size_t draw_weighted(Random *random, const double *weights, size_t count);

#endif
