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

/* Below this nothing is told apart on a logarithmic axis of that kind. */
static double log_floor(const Axis *axis)
{
    switch (axis->kind) {
    case COLUMN_COUNT:
    case COLUMN_DAYS:
    case COLUMN_SECONDS: return 1;
    case COLUMN_TEXT:
    case COLUMN_ID:
    case COLUMN_NUMBER:
    case COLUMN_MONEY:
    case COLUMN_SHARE:
    case COLUMN_RATIO:
    case COLUMN_SIGMA: break;
    }
    return 0;
}

bool axis_spans_decades(const Axis *axis, double lo, double hi)
{
    lo = fmax(lo, log_floor(axis));
    return lo > 0 && hi / lo > 100;
}

static bool wants_log(const AxisPlan *plan)
{
    const Axis *axis = plan->axis;

    if (axis->is_day || plan->zero || !(plan->hi > 0)) return false;
    return axis->log || (axis->allow_log && plan->lo > 0 && plan->hi / plan->lo > 100);
}

/* Where a logarithmic axis begins: at the data, but not below what its kind tells apart, and where
 * there is nothing or less among the data, four decades below their end. */
static double log_start(const AxisPlan *plan)
{
    double lo = fmax(plan->lo, log_floor(plan->axis));

    return lo > 0 ? fmin(lo, plan->hi) : plan->hi / 1e4;
}

double axis_place(const ValueAxis *axis, double value)
{
    return axis->scale.kind == SCALE_LOG && value < axis->scale.lo ? axis->scale.lo : value;
}

/* Shares that reach 100 % do not need an axis to 120 %. */
static void clip_to_shares(const AxisPlan *plan, Ticks *ticks)
{
    if (plan->axis->kind != COLUMN_SHARE || plan->hi > 1 || plan->hi < 0.5) return;
    while (ticks->count > LEAST_TICKS && ticks->at[ticks->count - 1] > 1 + 1e-9)
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

static void fit_log(ValueAxis *fit, const AxisPlan *plan, size_t wanted)
{
    double least = log_floor(plan->axis), lo = log_start(plan);
    double hi = fmax(plan->hi, lo * (lo <= least ? 10 : 1.5));
    bool kept = plan->axis->hi > plan->axis->lo;
    double air = plan->tight || kept ? 1 : pow(hi / lo, 0.03);

    /* Nothing is below the kind's own end: no air there. */
    fit->scale = (Scale){ SCALE_LOG, lo > least ? lo / air : lo, hi * air, 0, plan->length_pt };
    fit->ticks = ticks_log(fit->scale.lo, fit->scale.hi, plan->axis->kind, wanted + 2);
    fit->ticks.ends = plan->lo < lo && fit->ticks.count && fit->ticks.at[0] <= lo * (1 + 1e-9);
}

static void fit_once(const Canvas *canvas, ValueAxis *fit, const AxisPlan *plan, size_t wanted)
{
    double lo = plan->lo, hi = plan->hi;

    if (wants_log(plan)) {
        fit_log(fit, plan, wanted);
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
                              : 8 + (text_width(&style, fit->ticks.text[i - 1]) +
                                     text_width(&style, fit->ticks.text[i])) /
                                        2;
        if (apart < need) return false;
    }
    return true;
}

/* Where too few round numbers fit: each second one, as long as enough of them are left. */
static void thin_out(Ticks *ticks, size_t least)
{
    size_t kept = 0;

    if ((ticks->count + 1) / 2 < least) return;
    for (size_t i = 0; i < ticks->count; i += 2) {
        ticks->at[kept] = ticks->at[i];
        ticks->text[kept] = ticks->text[i];
        ticks->second[kept++] = ticks->second[i];
    }
    ticks->count = kept;
}

/* Whole numbers have room for so many ticks. */
static void make_room(AxisPlan *plan, size_t least)
{
    double need = (double)least - 1;

    if (plan->axis->kind != COLUMN_COUNT || plan->axis->is_day || plan->hi - plan->lo >= need)
        return;
    if (floor(plan->hi) - ceil(plan->lo) < need) plan->hi = ceil(plan->lo) + need;
}

/* The data's range, what siblings show, and the zero that belongs to it. */
static AxisPlan whole_range(const AxisPlan *asked, size_t least)
{
    AxisPlan plan = *asked;

    if (plan.axis->hi > plan.axis->lo) {
        range_add(&plan.lo, &plan.hi, plan.axis->lo);
        range_add(&plan.lo, &plan.hi, plan.axis->hi);
    }
    if (plan.zero || isnan(plan.lo)) {
        range_add(&plan.lo, &plan.hi, 0);
        if (plan.hi == plan.lo) plan.hi = 1;
    }
    make_room(&plan, least);
    return plan;
}

static bool fits(const Canvas *canvas, const ValueAxis *fit, const AxisPlan *plan, size_t least)
{
    return fit->ticks.count >= least && texts_fit(canvas, fit, plan->upright);
}

/* About as many ticks as the length is made for, then fewer, then more: the first that number
 * `least` and keep their texts apart; false when none do. */
static bool fit_some(const Canvas *canvas, ValueAxis *fit, const AxisPlan *plan, size_t least)
{
    double even = round(plan->length_pt / (plan->upright ? 42 : 62));
    double wanted = fmin(fmax((double)least, even), 10);

    for (double fewer = wanted; fewer >= 2; fewer--) {
        fit_once(canvas, fit, plan, (size_t)fewer);
        if (fits(canvas, fit, plan, least)) return true;
    }
    for (double more = wanted + 1; more <= 16; more++) {
        fit_once(canvas, fit, plan, (size_t)more);
        if (fits(canvas, fit, plan, least)) return true;
    }
    return false;
}

ValueAxis axis_fit(const Canvas *canvas, const AxisPlan *asked)
{
    const size_t least = asked->least ? asked->least : LEAST_TICKS;
    const AxisPlan plan = whole_range(asked, least);
    ValueAxis fit = { .axis = plan.axis };

    fit_once(canvas, &fit, &plan, 5);
    if (fit_each(canvas, &fit, &plan) && fits(canvas, &fit, &plan, least)) return fit;
    for (size_t need = least; need >= LEAST_TICKS; need--)
        if (fit_some(canvas, &fit, &plan, need)) return fit;
    double wanted = (double)least;

    /* The kinds' floors (chart/floor.h) leave room for what is wanted: this is for the others. */
    fit_once(canvas, &fit, &plan, (size_t)wanted);
    for (double more = wanted + 1; fit.ticks.count < least && more <= 16; more++)
        fit_once(canvas, &fit, &plan, (size_t)more);
    for (size_t count = 0; count != fit.ticks.count && !texts_fit(canvas, &fit, plan.upright);) {
        count = fit.ticks.count;
        thin_out(&fit.ticks, least);
    }
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
