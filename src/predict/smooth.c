#include "predict/smooth.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOVED = 3 }; /* cut errors in a row that mean another level */

typedef struct State {
    double first[SMOOTH_START];
    size_t known;
    double level, trend;
    int cut;              /* cut errors in a row; negative: below the forecast */
    double recent[MOVED]; /* the last values */
    int feasts;           /* in a row, up to the last value */
} State;

static void sort_few(double *values, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        double value = values[i];
        size_t at = i;

        for (; at > 0 && values[at - 1] > value; at--)
            values[at] = values[at - 1];
        values[at] = value;
    }
}

/* The middle of a few values, which are put in order. */
static double middle(double *values, size_t count)
{
    sort_few(values, count);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

static void begin(State *state, double value)
{
    state->first[state->known++] = value;
    if (state->known == SMOOTH_START) state->level = middle(state->first, SMOOTH_START);
}

/* The level is that of the last few values, whatever it was. */
static void restart(State *state)
{
    double values[MOVED];

    memcpy(values, state->recent, sizeof values);
    state->level = middle(values, MOVED);
    state->trend = 0;
    state->cut = 0;
}

static void remember(State *state, double value, bool feast)
{
    memmove(state->recent, state->recent + 1, (MOVED - 1) * sizeof *state->recent);
    state->recent[MOVED - 1] = value;
    state->feasts = feast ? state->feasts + 1 : 0;
}

static void learn(State *state, double value, bool feast, const SmoothSeries *series,
                  const Smoother *by)
{
    double error = value - state->level;
    int side = fabs(error) <= series->clip ? 0 : error > 0 ? 1 : -1;

    remember(state, value, feast);
    if (feast) return;
    state->cut = side && state->cut * side >= 0 ? state->cut + side : side;
    if (abs(state->cut) >= MOVED) {
        restart(state);
        return;
    }
    if (side) error = side * series->clip;
    state->level += by->level * error;
    state->trend += by->trend * error;
}

void smooth_forecast(double *forecast, const SmoothSeries *series, const Smoother *by)
{
    State state = { 0 };

    for (size_t i = 0; i < series->count; i++) {
        double value = series->values[i];

        bool feast = series->feast && series->feast[i];

        forecast[i] = NAN;
        if (state.known < SMOOTH_START) {
            if (!isnan(value)) begin(&state, value);
            continue;
        }
        if (!feast && state.feasts >= MOVED) restart(&state);
        if (!feast) state.feasts = 0;
        state.trend *= by->damping;
        state.level += state.trend;
        forecast[i] = state.level;
        if (!isnan(value)) learn(&state, value, feast, series, by);
    }
}
