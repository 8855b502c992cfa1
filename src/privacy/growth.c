/* What a step to the next segment would bring, for typical customers of an aggregate. */
#include <math.h>

#include "privacy/show.h"

static double quartile(const Whole *whole, const Typical *typical, double at)
{
    size_t count = typical->customers;
    const double *means = microaggregate(typical->spends, count, count, whole->group, whole->arena);

    return significant(quantile_sorted(means, count, at), 2);
}

static double middle(const Whole *whole, const double *values, size_t count)
{
    return significant(middle_mean(values, count, whole->group, whole->arena), 2);
}

/* Each field of what is typical is decided here. */
static Typical show_typical(const Whole *whole, const Typical *typical)
{
    size_t count = typical->customers, bought = typical->bought;

    return (Typical){ .customers = (size_t)count_shown(whole, (double)count),
                      .lower = quartile(whole, typical, .25),
                      .median = middle(whole, typical->spends, count),
                      .upper = quartile(whole, typical, .75),
                      .purchases = round_to(middle(whole, typical->counts, count), 1),
                      .purchase =
                          bought < whole->group ? NAN : middle(whole, typical->sizes, bought),
                      .revenue = NAN, /* nobody is told */
                      .spends = NULL,
                      .counts = NULL,
                      .sizes = NULL,
                      .bought = 0 };
}

/* A segment's number among those that are shown; −1: it is not. */
static int shown_as(const SegmentSums *sums, size_t count, int segment)
{
    for (size_t s = 0; s < count; s++) {
        if (sums[s].from == (uint32_t)segment) return (int)s;
    }
    return -1;
}

/* Each field of a step is decided here, or follows from those that are (growth_step). */
static GrowthStep show_step(const GrowthStep *step, const Whole *whole, const SegmentSums *sums,
                            size_t count)
{
    Typical own = show_typical(whole, &step->own), goal = show_typical(whole, &step->goal);
    const GrowthStep follows = growth_step(shown_as(sums, count, step->from), &own,
                                           shown_as(sums, count, step->to), &goal);

    return (GrowthStep){ .from = follows.from,
                         .to = follows.to,
                         .own = own,
                         .goal = goal,
                         .more_purchases = follows.more_purchases,
                         .larger_purchases = follows.larger_purchases,
                         .least = follows.least,
                         .most = follows.most,
                         .worth_least = follows.worth_least,
                         .worth_most = follows.worth_most };
}

/* Rounding may leave nothing of it. */
static bool is_step(const GrowthStep *step)
{
    return step->from >= 0 && step->to >= 0 && step->least > 0 && step->most >= step->least &&
           (step->more_purchases || step->larger_purchases);
}

Growth show_growth(const Growth *growth, const Whole *whole, const SegmentSums *sums, size_t count)
{
    GrowthStep *steps = ARENA_ARRAY(whole->arena, GrowthStep, growth->count);
    size_t shown = 0;

    for (size_t i = 0; i < growth->count; i++) {
        steps[shown] = show_step(&growth->steps[i], whole, sums, count);
        shown += is_step(&steps[shown]);
    }
    return (Growth){ .has_year = growth->has_year,
                     .from = growth->from,
                     .to = growth->to,
                     .steps = steps,
                     .count = shown };
}
