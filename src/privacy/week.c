/* The week's figures of an aggregate.
 *
 * They are what two weeks' totals differ by, so that they are rounded at least as coarsely as a
 * segment's total is, and counts to twice the step of other counts: a figure of all buyers, and the
 * segments' changes beside it, then do not tell the change of one segment. What is left of little
 * is withheld, and what is usual is rounded outwards to the same steps; whether the week is,
 * follows from these figures alone.
 */
#include <math.h>

#include "privacy/show.h"

/* A figure is shown that is as large as so many of its steps. */
#define LEAST_STEPS 4

/* What customers bought in some days, one after another. */
typedef struct Bought {
    Tops revenue, purchases;
} Bought;

/* Returns count on the day on which they came back, so that a week's revenue is not its purchases'
 * sum: whose they are is not known, and they are taken for one customer's. */
static Bought bought_between(const Whole *whole, Day from, Day to, double revenue)
{
    const Shop *shop = whole->shop;
    const Purchases *all = &shop->purchases;
    Bought out = { tops_open(whole->group, whole->arena), tops_open(whole->group, whole->arena) };

    for (size_t c = 0; all->count && c < shop->customers.count; c++) {
        double net = 0, times = 0;
        for (size_t p = all->first[c]; p < all->first[c + 1]; p++) {
            if (all->days[p] < from || all->days[p] > to) continue;
            net += all->net[p];
            times++;
        }
        tops_add(&out.revenue, net);
        tops_add(&out.purchases, times);
    }
    tops_add(&out.revenue, revenue - sum_value(out.revenue.sum));
    return out;
}

/* The coarsest that any segment's sum is rounded to; INFINITY where one is withheld. */
static double step_of_segments(const SegmentSums *sums, size_t count, Feature f)
{
    double step = 0;

    for (size_t s = 0; s < count; s++)
        step = fmax(step, sums[s].step[f]);
    return step;
}

/* What each figure is rounded to; INFINITY: it is withheld. */
typedef struct Steps {
    double of[WEEK_FIGURES];
} Steps;

static double step_for(const Tops *tops, const SegmentSums *sums, size_t count, Feature f)
{
    return tops_is_secret(tops) ? INFINITY
                                : fmax(tops_step(tops), step_of_segments(sums, count, f));
}

static Steps steps_of(const double values[WEEK_FIGURES], Day from, Day to, const Whole *whole,
                      const SegmentSums *sums, size_t count)
{
    Bought bought = bought_between(whole, from, to, values[WEEK_REVENUE]);
    double customers = 2 * whole->count_step;
    bool few = !(values[WEEK_BUYERS] >= (double)whole->group);
    Steps steps;

    steps.of[WEEK_REVENUE] = step_for(&bought.revenue, sums, count, F_TOTAL_SPEND);
    steps.of[WEEK_PURCHASES] =
        fmax(customers, step_for(&bought.purchases, sums, count, F_FREQUENCY));
    steps.of[WEEK_BUYERS] = steps.of[WEEK_NEW] = steps.of[WEEK_RETURNING] = customers;
    for (int f = 0; f < WEEK_FIGURES; f++)
        steps.of[f] = few ? INFINITY : steps.of[f];
    return steps;
}

static double shown_value(double value, double step)
{
    return fabs(value) >= LEAST_STEPS * step ? round_to(value, step) : NAN;
}

static UsualVerdict verdict_of(const Usual *usual, double value)
{
    return value < usual->low ? USUAL_BELOW : value > usual->high ? USUAL_ABOVE : USUAL_WITHIN;
}

/* Each field of what is usual is decided here. */
static Usual show_usual(const Usual *usual, double shown, double step, bool judged)
{
    bool told = isfinite(shown) && usual_has_band(usual);
    Usual out = { .verdict = USUAL_UNKNOWN,
                  .past = told ? usual->past : 0,
                  .expected = told ? round_to(usual->expected, step) : NAN,
                  .low = told ? floor(usual->low / step) * step : NAN,
                  .high = told ? ceil(usual->high / step) * step : NAN,
                  .by_year = told && usual->by_year };

    if (told && judged) out.verdict = verdict_of(&out, shown);
    return out;
}

/* Each field of a week is decided here. */
SalesWeek show_week(const SalesWeek *week, const Whole *whole, const SegmentSums *sums,
                    size_t count)
{
    Steps now = steps_of(week->value, week->from, week->to, whole, sums, count);
    Steps then = steps_of(week->year_before, week->from - DAYS_OF_52_WEEKS,
                          week->to - DAYS_OF_52_WEEKS, whole, sums, count);
    SalesWeek out = { .from = week->from,
                      .to = week->to,
                      .days = week->days,
                      .state = week->state,
                      .past = week->past,
                      .value = { 0 },
                      .year_before = { 0 },
                      .usual = { { 0 } },
                      .last_sale = week->last_sale };
    bool any = false;

    for (int f = 0; f < WEEK_FIGURES; f++) {
        double shown = shown_value(week->value[f], now.of[f]);
        double before = shown_value(week->year_before[f], then.of[f]);
        out.value[f] = shown;
        out.year_before[f] = isfinite(shown) ? before : NAN;
        out.usual[f] = show_usual(&week->usual[f], shown, now.of[f], week->state == WEEK_JUDGED);
        any |= isfinite(shown);
    }
    if (!any) out.state = WEEK_WITHHELD;
    return out;
}
