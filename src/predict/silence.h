/* predict/silence.h — how likely a silence is for gaps of a given shape. Only this room includes
 * it. */
#ifndef PREDICT_SILENCE_H
#define PREDICT_SILENCE_H

#include "data/data.h"

#define SILENCE_TABLES 256

/* Tables by number of repeats; each is made when it is first asked for. */
typedef struct SilenceLaw {
    double shape;
    Arena *arena;
    struct SilenceTable *tables[SILENCE_TABLES];
} SilenceLaw;

/* shape: between 0.05 and 50. */
SilenceLaw silence_law(double shape, Arena *arena);

/* The chance that of a customer who goes on buying at his own pace the `repeats` (1 to 2³²) repeat
 * purchases all lie within the first `tau` of the time `theta` since the first purchase. 0 < tau
 * <= theta, on any scale. Within 0.2 % of its value. */
double silence_chance(SilenceLaw *law, size_t repeats, double tau, double theta);

#endif
