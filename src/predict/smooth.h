/* predict/smooth.h — forecasts of a series one step ahead, by exponential smoothing that a single
 * odd value does not carry away. Only this room includes it.
 *
 * After each value level and trend go on by shares of the error of its forecast, an error that is
 * cut at `clip` (Gelper, Fried, Croux 2010). Where three errors in a row are cut on the same side
 * the series has moved: the level becomes the median of those three.
 */
#ifndef PREDICT_SMOOTH_H
#define PREDICT_SMOOTH_H

#include "base/base.h"

/* The first so many values make the first level, and have no forecast. */
#define SMOOTH_START 4

/* By which shares of an error level and trend go on, 0 to 1, and what is left of the trend after
 * each step (Gardner, McKenzie 1985). */
typedef struct Smoother {
    double level, trend, damping;
} Smoother;

typedef struct SmoothSeries {
    const double *values; /* NaN: unknown, which a forecast passes over */
    const bool *feast;    /* values that never move the level; after three or more of
                           * them it is the median of the last three. NULL: none */
    size_t count;
    double clip;
} SmoothSeries;

/* Fills forecast, one a value, each made of the values before it; NaN for the first ones. */
void smooth_forecast(double *forecast, const SmoothSeries *series, const Smoother *by);

#endif
