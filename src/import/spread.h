/* import/spread.h — an amount in parts by weights, none of it lost.
 *
 * In:    the amount, the sum of the weights, how many parts there are.
 * Out:   one part at a time: whole cents where the amount is; rounded running sums, so that all
 * parts together are the amount. Without weights the parts are alike.
 */
#ifndef IMPORT_SPREAD_H
#define IMPORT_SPREAD_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Spread {
    double amount, weights, run, given;
    bool cents;
    size_t parts;
} Spread;

Spread spread_begin(double amount, double weights, size_t parts);
double spread_next(Spread *spread, double weight);

#endif
