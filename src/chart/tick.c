#include "chart/tick.h"

#include <math.h>

/* --- Extended Wilkinson (the names follow the paper's section 3) ------------------------------ */

static const double NICE[] = { 1, 5, 2, 2.5, 4, 3 };
#define NICE_COUNT COUNT_OF(NICE)
#define TINY 1e-10

typedef struct Search {
    double dmin, dmax;
    double wanted;
    bool cover, whole;
    double best, lmin, lstep; /* the best labeling so far */
    size_t k;                 /* its number of labels */
} Search;

/* Weights of simplicity, coverage, density; legibility is the layout's business and constant. */
static double score(double simplicity, double coverage, double density)
{
    return 0.25 * simplicity + 0.2 * coverage + 0.5 * density + 0.05;
}

static double simplicity_max(size_t q)
{
    return 1 - (double)q / (NICE_COUNT - 1);
}

static double simplicity(size_t q, double lmin, double lmax, double lstep)
{
    double over = fmod(lmin, lstep);
    bool zero =
        (fabs(over) < TINY * lstep || lstep - fabs(over) < TINY * lstep) && lmin <= 0 && lmax >= 0;

    return simplicity_max(q) - 1 + (zero ? 1 : 0);
}

static double coverage_max(const Search *s, double span)
{
    double range = s->dmax - s->dmin;

    if (span <= range) return 1;
    double half = (span - range) / 2;
    return 1 - half * half / (0.01 * range * range);
}

static double coverage(const Search *s, double lmin, double lmax)
{
    double range = s->dmax - s->dmin, above = s->dmax - lmax, below = s->dmin - lmin;

    return 1 - 0.5 * (above * above + below * below) / (0.01 * range * range);
}

static double density_max(double k, double m)
{
    return k >= m ? 2 - (k - 1) / (m - 1) : 1;
}

static double density(const Search *s, double k, double lmin, double lmax)
{
    double r = (k - 1) / (lmax - lmin);
    double rt = (s->wanted - 1) / (fmax(lmax, s->dmax) - fmin(lmin, s->dmin));

    return 2 - fmax(r / rt, rt / r);
}

/* Tries every start of k labels whose step is `step`. The paper's j, which skips nice numbers, is
 * left at 1: what it adds are steps such as 1.2, which nobody reads at a glance. */
static void try_starts(Search *s, size_t q, double k, double step)
{
    double first = floor(s->dmax / step) - (k - 1), last = ceil(s->dmin / step);

    if (s->whole && step != floor(step)) return;
    for (double start = first; start <= last; start++) {
        double lmin = start * step, lmax = lmin + step * (k - 1);
        if (s->cover && (lmin > s->dmin + TINY * step || lmax < s->dmax - TINY * step)) continue;
        /* A step that shows nothing of the data is wasted. */
        if (s->cover && (lmin + step <= s->dmin || lmax - step >= s->dmax)) continue;
        double got = score(simplicity(q, lmin, lmax, step), coverage(s, lmin, lmax),
                           density(s, k, lmin, lmax));
        if (got > s->best) {
            s->best = got;
            s->lmin = lmin;
            s->lstep = step;
            s->k = (size_t)k;
        }
    }
}

/* Tries the powers of ten for k labels; past the first whose coverage cannot win, none can. */
static void try_powers(Search *s, size_t q, double k)
{
    double limit = density_max(k, s->wanted);
    double delta = (s->dmax - s->dmin) / (k + 1) / NICE[q];

    for (double z = ceil(log10(delta)); z < 160; z++) {
        double step = NICE[q] * pow(10, z);
        if (score(simplicity_max(q), coverage_max(s, step * (k - 1)), limit) < s->best) return;
        try_starts(s, q, k, step);
    }
}

static void search(Search *s)
{
    for (size_t q = 0; q < NICE_COUNT; q++) {
        if (score(simplicity_max(q), 1, 1) < s->best) return;
        for (double k = 2; k < TICKS_MAX; k++) {
            if (score(simplicity_max(q), 1, density_max(k, s->wanted)) < s->best) break;
            try_powers(s, q, k);
        }
    }
}

/* All values equal: the axis still needs a width. Below this they are as good as 0: a step of
 * theirs would have no power of ten. */
#define NOTHING 1e-140

static void widen(double *lo, double *hi, bool whole)
{
    double size = fabs(*lo);

    if (*hi - *lo > TINY * fmax(fabs(*lo), fabs(*hi)) && *hi - *lo > NOTHING) return;
    double half = whole ? 1 : size > NOTHING ? 0.1 * size : 1;
    *lo = *lo - half;
    *hi = *hi + half;
}

Ticks ticks_linear(double lo, double hi, size_t wanted, bool cover, bool whole)
{
    Ticks ticks = { 0 };

    widen(&lo, &hi, whole);
    /* Whole ticks cannot be denser than the whole numbers. */
    double most = whole ? fmax(2, floor(hi - lo) + 1) : TICKS_MAX - 2;
    Search s = { .dmin = lo,
                 .dmax = hi,
                 .wanted = fmin(fmax(2, (double)wanted), most),
                 .cover = cover,
                 .whole = whole,
                 .best = -1e9 };
    search(&s);
    ticks.step = s.lstep;
    for (size_t i = 0; i < s.k; i++) {
        double at = s.lmin + (double)i * s.lstep;
        if (fabs(at) < TINY * s.lstep) at = 0;
        if (!cover && (at < lo - TINY * s.lstep || at > hi + TINY * s.lstep)) continue;
        ticks.at[ticks.count++] = at;
    }
    return ticks;
}

/* --- Logarithmic ------------------------------------------------------------------------------ */

/* The multiples of each power of ten; `every` powers apart. */
static Ticks ticks_at(double lo, double hi, const double *multiples, size_t count, int every)
{
    Ticks ticks = { .step = 0 };
    int last = (int)floor(log10(hi) + TINY);

    for (int power = (int)floor(log10(lo) + TINY); power <= last; power++) {
        if (every > 1 && power % every) continue;
        for (size_t i = 0; i < count && ticks.count < TICKS_MAX; i++) {
            double at = multiples[i] * pow(10, power);
            if (at >= lo * (1 - TINY) && at <= hi * (1 + TINY)) ticks.at[ticks.count++] = at;
        }
    }
    return ticks;
}

/* Some of ascending places, so that at most `wanted` of those inside are left, evenly. */
static Ticks ticks_among(double lo, double hi, const double *places, size_t count, size_t wanted)
{
    Ticks ticks = { .step = 0 };
    size_t inside = 0, every = 1;

    for (size_t i = 0; i < count; i++)
        inside += places[i] >= lo * (1 - TINY) && places[i] <= hi * (1 + TINY);
    if (wanted && inside > wanted) every = (inside + wanted - 1) / wanted;
    for (size_t i = 0, seen = 0; i < count && ticks.count < TICKS_MAX; i++) {
        if (places[i] < lo * (1 - TINY) || places[i] > hi * (1 + TINY)) continue;
        if (seen++ % every == 0) ticks.at[ticks.count++] = places[i];
    }
    return ticks;
}

/* Powers of two, every so many that at most `wanted` are left; 1 is always among them. */
static Ticks ticks_ratio(double lo, double hi, size_t wanted)
{
    for (int every = 1;; every++) {
        Ticks ticks = { .step = 0 };
        for (int power = -20; power <= 20; power++) {
            double at = ldexp(1, power);
            if (power % every || at < lo * (1 - TINY) || at > hi * (1 + TINY)) continue;
            if (ticks.count < TICKS_MAX) ticks.at[ticks.count++] = at;
        }
        if (ticks.count <= wanted || every > 20) return ticks;
    }
}

Ticks ticks_log(double lo, double hi, ColumnKind kind, size_t wanted)
{
    static const double fine[] = { 1, 2, 5 }, middling[] = { 1, 3 };
    static const double days[] = { 1, 7, 30, 180, 730, 3650 };

    if (kind == COLUMN_RATIO) return ticks_ratio(lo, hi, wanted);
    if (kind == COLUMN_DAYS && hi <= 5000) {
        Ticks usual = ticks_among(lo, hi, days, COUNT_OF(days), wanted);
        if (usual.count >= 3) return usual;
    }
    Ticks ticks = ticks_at(lo, hi, fine, 3, 1);

    if (ticks.count > wanted) ticks = ticks_at(lo, hi, middling, 2, 1);
    if (ticks.count > wanted && ticks_at(lo, hi, fine, 1, 1).count < 3)
        return ticks_among(lo, hi, ticks.at, ticks.count, wanted < 3 ? 3 : wanted);
    for (int every = 1; ticks.count > wanted && every < 100; every++) {
        ticks = ticks_at(lo, hi, fine, 1, every);
    }
    /* Within less than a decade round numbers are those of a straight axis. */
    if (ticks.count < 3) ticks = ticks_linear(lo, hi, wanted, false, kind == COLUMN_COUNT);
    return ticks;
}

/* --- Days ------------------------------------------------------------------------------------- */

/* Steps from a day to centuries, in days or in months. */
typedef struct DayStep {
    int days, months;
} DayStep;

static const DayStep DAY_STEPS[] = { { 1, 0 },   { 2, 0 },   { 7, 0 },    { 14, 0 },
                                     { 0, 1 },   { 0, 2 },   { 0, 3 },    { 0, 6 },
                                     { 0, 12 },  { 0, 24 },  { 0, 60 },   { 0, 120 },
                                     { 0, 240 }, { 0, 600 }, { 0, 1200 }, { 0, 6000 } };

static double step_days(DayStep step)
{
    return step.days + 30.436875 * step.months;
}

static void day_text(Ticks *ticks, size_t i, DayStep step, int *year, Arena *arena)
{
    CivilDate date = day_to_civil((Day)ticks->at[i]);
    const char *name = arena_text_n(arena, month_name(date.month), 3);

    if (step.months >= 12) {
        ticks->text[i] = arena_format(arena, "%d", date.year);
        return;
    }
    ticks->text[i] = step.days ? arena_format(arena, "%d %s", date.day, name) : name;
    if (date.year != *year) ticks->second[i] = arena_format(arena, "%d", date.year);
    *year = date.year;
}

/* The first day at or after `from` on the step's grid. */
static Day first_on_grid(Day from, DayStep step)
{
    /* 1970-01-05, day 4, was a Monday. */
    if (step.days)
        return from + (step.days - ((from - 4) % step.days + step.days) % step.days) % step.days;
    CivilDate date = day_to_civil(from);
    int month = date.year * 12 + date.month - 1 + (date.day > 1);
    month = (month + step.months - 1) / step.months * step.months;
    return day_from_civil((CivilDate){ month / 12, month % 12 + 1, 1 });
}

static Day next_on_grid(Day at, DayStep step)
{
    return step.days ? at + step.days : first_on_grid(at + 1, step);
}

Ticks ticks_day(double lo, double hi, size_t wanted, Arena *arena)
{
    Ticks ticks = { 0 };
    size_t use = 0;
    int year = -1;

    /* The range of dates that day_to_civil is made for: years 1 to 9999. */
    lo = fmin(fmax(lo, -719162), 2932896);
    hi = fmin(fmax(hi, -719162), 2932896);
    while (use + 1 < COUNT_OF(DAY_STEPS) &&
           (hi - lo) / step_days(DAY_STEPS[use]) > (double)(wanted ? wanted : 1)) {
        use++;
    }
    ticks.step = step_days(DAY_STEPS[use]);
    for (Day at = first_on_grid((Day)ceil(lo), DAY_STEPS[use]); at <= hi && ticks.count < TICKS_MAX;
         at = next_on_grid(at, DAY_STEPS[use])) {
        ticks.at[ticks.count] = at;
        day_text(&ticks, ticks.count++, DAY_STEPS[use], &year, arena);
    }
    return ticks;
}
