#include <math.h>

#include "chart/frame.h"

double scale_share(const Scale *scale, double value)
{
    if (isnan(value) || (scale->kind == SCALE_LOG && value <= 0)) return NAN;
    if (scale->kind == SCALE_LOG) return log(value / scale->lo) / log(scale->hi / scale->lo);
    return (value - scale->lo) / (scale->hi - scale->lo);
}

double scale_at(const Scale *scale, double value)
{
    return scale->from_pt + scale_share(scale, value) * (scale->to_pt - scale->from_pt);
}

void range_add(double *lo, double *hi, double value)
{
    if (isnan(value)) return;
    *lo = isnan(*lo) ? value : fmin(*lo, value);
    *hi = isnan(*hi) ? value : fmax(*hi, value);
}

static bool wants_log(const AxisPlan *plan)
{
    return plan->axis->allow_log && !plan->zero && plan->lo > 0 && plan->hi / plan->lo > 100;
}

/* Shares that reach 100 % do not need an axis to 120 %. */
static void clip_to_shares(const AxisPlan *plan, Ticks *ticks)
{
    if (plan->axis->kind != COLUMN_SHARE || plan->hi > 1 || plan->hi < 0.5) return;
    while (ticks->count > 2 && ticks->at[ticks->count - 1] > 1 + 1e-9)
        ticks->count--;
}

static void fit_linear(ValueAxis *fit, const AxisPlan *plan, double lo, double hi, size_t wanted)
{
    bool whole = plan->axis->kind == COLUMN_COUNT;

    fit->ticks = ticks_linear(lo, hi, wanted, plan->cover, whole);
    if (plan->cover) {
        clip_to_shares(plan, &fit->ticks);
        lo = fmin(lo, fit->ticks.at[0]);
        hi = fmax(hi, fit->ticks.at[fit->ticks.count - 1]);
    }
    fit->scale.lo = lo;
    fit->scale.hi = hi;
}

/* Air at both ends, but none below zero for what is never negative. */
static void add_air(const AxisPlan *plan, double *lo, double *hi)
{
    double air = 0.04 * (*hi - *lo);

    if (*hi - *lo <= 1e-12 * fmax(fabs(*lo), fabs(*hi)) || *hi == *lo) {
        air = plan->axis->is_day ? 15 : *lo != 0 ? 0.1 * fabs(*lo) : 1;
    } else if (plan->tight) {
        air = 0;
    }
    if (!plan->zero || *lo < 0) *lo -= air;
    if (!plan->zero || *hi > 0) *hi += air;
}

/* lo, lo + 1, … as ticks; false when there are too many or they are not whole. */
static bool fit_each(const Canvas *canvas, ValueAxis *fit, const AxisPlan *plan)
{
    Ticks ticks = { .step = 1 };

    if (!plan->each || plan->hi - plan->lo >= TICKS_MAX || plan->lo != floor(plan->lo))
        return false;
    for (double at = plan->lo; at <= plan->hi; at++)
        ticks.at[ticks.count++] = at;
    fit->ticks = ticks;
    ticks_write(&fit->ticks, plan->axis, canvas->spec->currency, false, canvas->arena);
    return true;
}

static void fit_once(const Canvas *canvas, ValueAxis *fit, const AxisPlan *plan, size_t wanted)
{
    double lo = plan->lo, hi = plan->hi;

    if (wants_log(plan)) {
        double air = plan->tight ? 1 : pow(hi / lo, 0.03);
        fit->scale = (Scale){ SCALE_LOG, lo / air, hi * air, 0, plan->length_pt };
        fit->ticks = ticks_log(fit->scale.lo, fit->scale.hi, wanted + 2);
    } else if (plan->axis->is_day) {
        add_air(&(AxisPlan){ .axis = plan->axis, .tight = true }, &lo, &hi);
        fit->scale = (Scale){ SCALE_DAY, lo, hi, 0, plan->length_pt };
        fit->ticks = ticks_day(lo, hi, wanted, canvas->arena);
        return;
    } else {
        fit->scale = (Scale){ SCALE_LINEAR, lo, hi, 0, plan->length_pt };
        if (!plan->cover) add_air(plan, &lo, &hi);
        fit_linear(fit, plan, lo, hi, wanted);
    }
    ticks_write(&fit->ticks, plan->axis, canvas->spec->currency, fit->scale.kind == SCALE_LOG,
                canvas->arena);
}

/* Whether neighbouring tick texts keep a gap. */
static bool texts_fit(const Canvas *canvas, const ValueAxis *fit, bool upright)
{
    TextStyle style = style_tick(canvas, ALIGN_MIDDLE);

    for (size_t i = 1; i < fit->ticks.count; i++) {
        double apart = fabs(scale_at(&fit->scale, fit->ticks.at[i]) -
                            scale_at(&fit->scale, fit->ticks.at[i - 1]));
        double need = upright ? text_height(&style)
                              : 5 + (text_width(&style, fit->ticks.text[i - 1]) +
                                     text_width(&style, fit->ticks.text[i])) /
                                        2;
        if (apart < need) return false;
    }
    return true;
}

/* What even two ticks cannot solve: keep each second text until they fit. */
static void thin_out(Ticks *ticks)
{
    size_t kept = 0;

    for (size_t i = 0; i < ticks->count; i += 2) {
        ticks->at[kept] = ticks->at[i];
        ticks->text[kept] = ticks->text[i];
        ticks->second[kept++] = ticks->second[i];
    }
    ticks->count = kept;
}

ValueAxis axis_fit(const Canvas *canvas, const AxisPlan *asked)
{
    AxisPlan plan = *asked;
    ValueAxis fit = { .axis = plan.axis };

    if (plan.zero || isnan(plan.lo)) {
        range_add(&plan.lo, &plan.hi, 0);
        if (plan.hi == plan.lo) plan.hi = 1;
    }
    fit_once(canvas, &fit, &plan, 5);
    if (fit_each(canvas, &fit, &plan) && texts_fit(canvas, &fit, plan.upright)) return fit;
    double wanted = fmin(
        fmax(plan.length_pt > 70 ? 3 : 2, round(plan.length_pt / (plan.upright ? 42 : 62))), 10);
    for (;; wanted--) {
        fit_once(canvas, &fit, &plan, (size_t)wanted);
        if (wanted <= 2 || texts_fit(canvas, &fit, plan.upright)) break;
    }
    while (fit.ticks.count > 1 && !texts_fit(canvas, &fit, plan.upright))
        thin_out(&fit.ticks);
    return fit;
}

double axis_text_width(const Canvas *canvas, const ValueAxis *axis)
{
    TextStyle style = style_tick(canvas, ALIGN_END);
    double width = 0;

    for (size_t i = 0; i < axis->ticks.count; i++) {
        width = fmax(width, text_width(&style, axis->ticks.text[i]));
    }
    return width;
}
