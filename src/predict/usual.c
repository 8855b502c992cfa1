#include "predict/usual.h"

#include "math/math.h"
#include "predict/smooth.h"

enum {
    MOST_PAST = 52,  /* errors that make a band */
    LEAST_YEARS = 26 /* errors of which a year before is known, for a season to be looked for */
};

/* Errors are cut here, in standard deviations, before they move a level. */
#define CLIP 3.0
/* An error of a year ago beyond so many was an exceptional week. */
#define EXCEPTIONAL 3.0
/* How much less the past errors must be for a less simple forecast. */
#define BETTER 0.9
/* A week as exceptional as a year ago is less sure than others: by the noise of that week, and by
 * so much of its excess. */
#define NOISE_OF_TWO 1.4142135623730951
#define EXCESS_UNSURE 0.25

static const Smoother SMOOTHERS[] = {
    { .1, 0, 1 }, { .25, 0, 1 }, { .5, 0, 1 }, { .25, .05, .95 }, { .5, .1, .95 }, { .8, .3, .9 },
};
static const double CARRIES[] = { 0, .5, 1 }; /* how much of a year ago's error comes again */

/* How the newest value is forecast, and how far off such forecasts were. */
typedef struct Fit {
    double forecast;
    double carry;
    double off;                  /* how far off the forecasts were */
    Spread errors;               /* with what is carried taken off */
    Spread plain;                /* without */
    double year[3], second_year; /* errors a week more than a year ago, a year ago, a week less;
                                  * and two years ago; NaN where there is none */
} Fit;

typedef struct Judge {
    const UsualSeries *series;
    double spread;                       /* s of the transformation */
    double *values, *forecasts, *errors; /* transformed */
    double *window;
    Arena *arena;
} Judge;

/* --- the transformation ----------------------------------------------------------------------- */

static double stretch(double spread, double events)
{
    double root = sqrt(spread);

    return spread > 0 ? 2 / root * asinh(root * sqrt(events)) : 2 * sqrt(events);
}

/* Below zero (more returns than sales) it goes on as the mirror image. */
static double transform(const Judge *j, double value)
{
    double zero = stretch(j->spread, 3.0 / 8), events = fabs(value) / j->series->unit + 3.0 / 8;
    double above = stretch(j->spread, events) - zero;

    return value < 0 ? zero - above : zero + above;
}

static double undo(const Judge *j, double transformed)
{
    double zero = stretch(j->spread, 3.0 / 8), root = sqrt(j->spread);
    double above = zero + fabs(transformed - zero);
    double half = j->spread > 0 ? sinh(above * root / 2) / root : above / 2;
    double value = (half * half - 3.0 / 8) * j->series->unit;

    return transformed < zero ? -value : value;
}

/* --- forecasts and their errors --------------------------------------------------------------- */

/* The error `weeks` before value i; NaN where there is none, or of a forecast made from too few. */
static double error_before(const Judge *j, size_t i, size_t weeks)
{
    return weeks && i >= weeks + USUAL_MIN_PAST ? j->errors[i - weeks] : NAN;
}

/* Around the turn of the year, and nothing known of a year before: says nothing of usual weeks. */
static bool is_feast(const Judge *j, size_t i)
{
    return j->series->feast && j->series->feast[i];
}

/* The newest past errors, less what is carried from a year before them; returns how many. by_year:
 * only those that have a year before. */
static size_t take_errors(const Judge *j, double carry, bool by_year)
{
    size_t count = 0;

    for (size_t i = j->series->count - 1; i-- > 0 && count < MOST_PAST;) {
        double before = error_before(j, i, j->series->year);
        double error = j->errors[i] - (by_year ? carry * before : 0);
        if (!isnan(error) && !is_feast(j, i)) j->window[count++] = error;
    }
    return count;
}

static Spread spread_of_errors(const Judge *j, double carry, bool by_year)
{
    size_t count = take_errors(j, carry, by_year);

    return spread_of(j->window, count, j->arena);
}

/* Where errors are cut: by how values differ from the next, which no level has a part in. */
static double clip_of(const Judge *j)
{
    double last = NAN;
    size_t count = 0;

    for (size_t i = 0; i + 1 < j->series->count; i++) {
        if (isnan(j->values[i])) continue;
        if (!isnan(last)) j->window[count++] = j->values[i] - last;
        last = j->values[i];
    }
    double sd = spread_of(j->window, count, j->arena).sd / NOISE_OF_TWO;
    return CLIP * (j->series->whole ? fmax(sd, 1) : sd);
}

static void remember_years(Fit *fit, const Judge *j)
{
    size_t last = j->series->count - 1, year = j->series->year;

    for (size_t w = 0; w < 3; w++)
        fit->year[w] = year ? error_before(j, last, year + 1 - w) : NAN;
    fit->second_year = error_before(j, last, 2 * year);
}

/* Takes the fit with the smaller errors; of about equal ones the earlier. */
static void keep_better(Fit *best, const Judge *j, Spread plain, double carry, bool by_year)
{
    size_t last = j->series->count - 1;
    Fit fit = { .forecast = j->forecasts[last], .carry = carry, .plain = plain };

    fit.errors = spread_of_errors(j, carry, by_year);
    fit.off = hypot(fit.errors.sd, fit.errors.centre);
    if (!fit.errors.count || (best->errors.count && !(fit.off < BETTER * best->off))) return;
    if (carry > 0) fit.forecast += carry * error_before(j, last, j->series->year);
    remember_years(&fit, j);
    *best = fit;
}

static Fit fit_forecasts(const Judge *j)
{
    SmoothSeries smooth = { j->values, j->series->feast, j->series->count, clip_of(j) };
    size_t last = j->series->count - 1;
    Fit best = { 0 };

    for (size_t s = 0; s < COUNT_OF(SMOOTHERS); s++) {
        smooth_forecast(j->forecasts, &smooth, &SMOOTHERS[s]);
        for (size_t i = 0; i <= last; i++)
            j->errors[i] = j->values[i] - j->forecasts[i];
        Spread plain = spread_of_errors(j, 0, false);
        bool by_year = !isnan(error_before(j, last, j->series->year)) &&
                       take_errors(j, 0, true) >= LEAST_YEARS;
        for (size_t c = 0; c < (by_year ? COUNT_OF(CARRIES) : 1); c++)
            keep_better(&best, j, plain, CARRIES[c], by_year);
    }
    return best;
}

/* Twice: first to see how much the values vary beyond single purchases, then on their scale. */
static Fit fit_series(Judge *j)
{
    Fit fit;

    for (int pass = 0;; pass++) {
        for (size_t i = 0; i < j->series->count; i++)
            j->values[i] = transform(j, j->series->values[i]);
        fit = fit_forecasts(j);
        if (pass || !fit.errors.count) return fit;
        double events = undo(j, fit.forecast + fit.errors.centre) / j->series->unit;
        j->spread = fmax(0, fit.errors.sd * fit.errors.sd - 1) / fmax(events, 1);
    }
}

/* --- the band --------------------------------------------------------------------------------- */

/* No narrower than single purchases at random moments make it. */
typedef struct Tail {
    double mean, chance;
} Tail;

static double below_tail(const void *context, double most)
{
    const Tail *tail = context;

    return poisson_cdf(most, tail->mean) - tail->chance;
}

static double above_tail(const void *context, double least)
{
    const Tail *tail = context;

    return 1 - poisson_cdf(least - 1, tail->mean) - tail->chance;
}

static void widen_to_chance(Usual *out, const UsualSeries *series, double chance)
{
    Tail tail = { out->expected / series->unit, chance / 2 };
    double far = tail.mean + 40 * sqrt(tail.mean) + 40;

    if (!(tail.mean > 0)) return;
    out->low = fmin(out->low, series->unit * root_between(below_tail, &tail, -1, tail.mean));
    out->high = fmax(out->high, series->unit * root_between(above_tail, &tail, tail.mean, far));
}

/* A band, on the transformed scale. */
typedef struct Band {
    double centre, low, high;
} Band;

static Band band_around(double centre, double reach)
{
    return (Band){ centre, centre - reach, centre + reach };
}

/* What the same weeks of a year ago add to the band: see the header. */
static Band with_years(Band band, const Fit *fit, double reach, double plain_sd, bool feast)
{
    static const size_t order[] = { 1, 0, 2 };
    double second = fit->second_year - fit->plain.centre, centre = band.centre;

    for (size_t i = 0; i < COUNT_OF(order); i++) {
        double excess = fit->year[order[i]] - fit->plain.centre;
        bool same = order[i] == 1;
        bool exceptional = fabs(excess) > EXCEPTIONAL * plain_sd;
        if (isnan(excess) || (!feast && !exceptional)) continue;
        Band again =
            band_around(centre + (same ? 1 - fit->carry : 1) * excess,
                        exceptional ? NOISE_OF_TWO * reach + EXCESS_UNSURE * fabs(excess) : reach);
        bool twice = same && fabs(second) > EXCEPTIONAL * plain_sd && second * excess > 0;
        if (twice) band = again;
        band.low = fmin(band.low, again.low);
        band.high = fmax(band.high, again.high);
    }
    return band;
}

/* What never was below 0 is not expected there. */
static double least_value(const UsualSeries *series)
{
    double least = 0;

    for (size_t i = 0; i < series->count; i++)
        least = fmin(least, series->values[i]); /* fmin leaves NaN out */
    return least;
}

static void draw_band(Usual *out, const Judge *j, const Fit *fit, double chance)
{
    double n = (double)fit->errors.count, least = j->series->whole ? 1 : 0;
    double centre = fit->forecast + fit->errors.centre;
    double reach = student_quantile(1 - chance / 2, spread_freedom(fit->errors.count)) *
                   fmax(fit->errors.sd, least) * sqrt(1 + acos(-1) / 2 / n);
    Band plain = { centre, fmin(centre, fit->forecast) - reach,
                   fmax(centre, fit->forecast) + reach };
    Band band = with_years(plain, fit, reach, fmax(fit->plain.sd, least),
                           is_feast(j, j->series->count - 1));

    out->past = fit->errors.count;
    out->by_year = fit->carry > 0 || band.low != plain.low || band.high != plain.high;
    out->expected = undo(j, band.centre);
    out->low = undo(j, band.low);
    out->high = undo(j, band.high);
    widen_to_chance(out, j->series, chance);
    out->low = fmax(out->low, fmin(0, least_value(j->series)));
    if (!j->series->whole) return;
    out->expected = fmax(0, out->expected);
    out->low = ceil(out->low);
    out->high = fmax(0, floor(out->high));
}

static UsualVerdict verdict_of(const Usual *usual, double value)
{
    return value < usual->low ? USUAL_BELOW : value > usual->high ? USUAL_ABOVE : USUAL_WITHIN;
}

static size_t known_before(const UsualSeries *series)
{
    size_t known = 0;

    for (size_t i = 0; i + 1 < series->count; i++)
        known += !isnan(series->values[i]);
    return known;
}

static void judge_newest(Usual *out, const UsualSeries *series, double chance, Arena *arena)
{
    size_t last = series->count - 1;
    Judge j = { .series = series, .arena = arena };

    j.values = ARENA_ARRAY(arena, double, series->count);
    j.forecasts = ARENA_ARRAY(arena, double, series->count);
    j.errors = ARENA_ARRAY(arena, double, series->count);
    j.window = ARENA_ARRAY(arena, double, series->count);
    Fit fit = fit_series(&j);
    if (fit.errors.count + SMOOTH_START < USUAL_MIN_PAST) return;
    if (series->feast && series->feast[last] && isnan(fit.year[1])) {
        out->verdict = USUAL_FEAST;
        return;
    }
    draw_band(out, &j, &fit, chance);
    out->verdict =
        isnan(series->values[last]) ? USUAL_UNKNOWN : verdict_of(out, series->values[last]);
}

Usual usual_judge(const UsualSeries *series, double chance, Arena *arena)
{
    Usual out = { USUAL_TOO_SHORT, 0, NAN, NAN, NAN, false };
    ArenaMark mark = arena_mark(arena);

    if (known_before(series) >= USUAL_MIN_PAST) judge_newest(&out, series, chance, arena);
    arena_release(arena, mark);
    return out;
}
