#include "segment/growth.h"

#include <math.h>

#include "math/math.h"

#define LEAST_SHARE 0.02 /* of the buyers, in a target */
#define YEAR_SHARE (1.0 / 3)
#define YEAR_SHARE_GOAL 0.5
#define LEAST_JACCARD 0.6 /* Hennig 2007: below it a cluster is not to be trusted */
#define CLEARLY_MORE 1.25 /* what three in four of a target spend, over the own typical */
#define REACHED_SHARE 0.1 /* of those who would step, who spend like the target already */

/* What a customer did in the year. */
typedef struct Year {
    bool whole; /* the first purchase lies before it */
    double spend, purchases;
} Year;

typedef struct Search {
    const Shop *shop;
    const Segments *segments;
    size_t min_group;
    const Year *years; /* by customer */
    Typical *typical;  /* by segment */
    Arena *arena;
} Search;

static Year year_of(const Purchases *purchases, size_t customer, Day from, Day to)
{
    size_t first = purchases->first[customer], last = purchases->first[customer + 1];
    Year year = { .whole = first < last && purchases->days[first] < from };
    Sum spend = { 0 };

    for (size_t i = first; i < last; i++) {
        if (purchases->days[i] < from || purchases->days[i] > to) continue;
        sum_add(&spend, purchases->net[i]);
        year.purchases++;
    }
    year.spend = sum_value(spend);
    return year;
}

static const Year *read_years(const Shop *shop, const Growth *growth, Arena *arena)
{
    Year *years = ARENA_ARRAY(arena, Year, shop->customers.count);

    for (size_t c = 0; c < shop->customers.count; c++)
        years[c] = year_of(&shop->purchases, c, growth->from, growth->to);
    return years;
}

/* --- typical members -------------------------------------------------------------------------- */

static void describe(Search *f, size_t s)
{
    const Segment *segment = &f->segments->items[s];
    double *spend = ARENA_ARRAY(f->arena, double, segment->count);
    double *purchases = ARENA_ARRAY(f->arena, double, segment->count);
    double *size = ARENA_ARRAY(f->arena, double, segment->count);
    size_t count = 0, bought = 0;

    for (size_t i = 0; i < segment->count; i++) {
        const Year *year = &f->years[segment->members[i]];
        if (!year->whole) continue;
        if (year->purchases > 0) size[bought++] = year->spend / year->purchases;
        purchases[count] = year->purchases;
        spend[count++] = year->spend;
    }
    Typical t = { .customers = count,
                  .revenue = sum_of(spend, count),
                  .spends = sorted_copy(spend, count, f->arena),
                  .counts = sorted_copy(purchases, count, f->arena),
                  .sizes = sorted_copy(size, bought, f->arena),
                  .bought = bought };
    t.lower = quantile_sorted(t.spends, count, .25);
    t.median = quantile_sorted(t.spends, count, .5);
    t.upper = quantile_sorted(t.spends, count, .75);
    t.purchases = quantile_sorted(t.counts, count, .5);
    t.purchase = quantile_sorted(t.sizes, bought, .5);
    f->typical[s] = t;
}

/* --- steps ------------------------------------------------------------------------------------ */

static bool has_enough(const Search *f, size_t s)
{
    size_t least = f->min_group > GROWTH_LEAST ? f->min_group : GROWTH_LEAST;

    return f->segments->items[s].cluster_count && f->typical[s].customers >= least;
}

/* Enough of its customers can be compared for it to be spoken of as a whole. */
static bool has_years(const Search *f, size_t s, double share)
{
    return (double)f->typical[s].customers >= share * (double)f->segments->items[s].count;
}

static bool may_start(const Search *f, size_t s)
{
    return has_enough(f, s) && has_years(f, s, YEAR_SHARE) && f->typical[s].purchases >= 1;
}

static bool may_be_goal(const Search *f, size_t s)
{
    const Segment *segment = &f->segments->items[s];

    return has_enough(f, s) && segment->archetype != ARCHETYPE_OTHER &&
           segment->archetype != ARCHETYPE_EXCEPTIONAL &&
           (double)segment->count >= LEAST_SHARE * (double)f->segments->buyers &&
           segment->jaccard >= LEAST_JACCARD && has_years(f, s, YEAR_SHARE_GOAL);
}

/* Whether enough of one segment's customers spend like another's already. */
static bool is_reached(const Search *f, size_t from, double spend)
{
    size_t count = f->typical[from].customers, reached = 0;

    while (reached < count && f->typical[from].spends[count - 1 - reached] >= spend)
        reached++;
    return (double)reached >= REACHED_SHARE * (double)count;
}

static bool leads(const Search *f, size_t from, size_t to)
{
    const Typical *own = &f->typical[from], *goal = &f->typical[to];
    bool more = goal->purchases > own->purchases || goal->purchase > own->purchase;

    return from != to && may_be_goal(f, to) && goal->lower >= CLEARLY_MORE * own->median && more &&
           is_reached(f, from, goal->lower);
}

GrowthStep growth_step(int from, const Typical *own, int to, const Typical *goal)
{
    GrowthStep step = { .from = from, .to = to, .own = *own, .goal = *goal };
    double stepping = GROWTH_SHARE * (double)own->customers;

    step.more_purchases = goal->purchases > own->purchases;
    step.larger_purchases = goal->purchase > own->purchase;
    step.least = goal->lower - own->median;
    step.most = goal->upper - own->median;
    step.worth_least = stepping * step.least;
    step.worth_most = stepping * step.most;
    return step;
}

/* The nearest segment that one may lead to; SIZE_MAX where there is none. */
static size_t nearest_goal(const Search *f, size_t from)
{
    size_t nearest = SIZE_MAX;

    for (size_t to = 0; to < f->segments->count; to++) {
        if (!leads(f, from, to)) continue;
        if (nearest == SIZE_MAX || f->typical[to].median < f->typical[nearest].median) nearest = to;
    }
    return nearest;
}

static void find_steps(Growth *growth, const Search *f, Arena *arena)
{
    GrowthStep *steps = ARENA_ARRAY(arena, GrowthStep, f->segments->count);

    for (size_t from = 0; from < f->segments->count; from++) {
        size_t to = may_start(f, from) ? nearest_goal(f, from) : SIZE_MAX;
        if (to == SIZE_MAX) continue;
        GrowthStep step = growth_step((int)from, &f->typical[from], (int)to, &f->typical[to]);
        if (step.worth_most <= step.goal.revenue) steps[growth->count++] = step;
    }
    growth->steps = steps;
}

Growth growth_find(const Shop *shop, const Segments *segments, size_t min_group, Arena *arena)
{
    Growth growth = { .to = shop->last_day, .from = shop->last_day - GROWTH_YEAR + 1 };
    Search f = { .shop = shop, .segments = segments, .min_group = min_group, .arena = arena };

    growth.has_year = shop->first_day < growth.from;
    if (!growth.has_year) return growth;
    f.years = read_years(shop, &growth, arena);
    f.typical = ARENA_ARRAY(arena, Typical, segments->count);
    for (size_t s = 0; s < segments->count; s++)
        describe(&f, s);
    find_steps(&growth, &f, arena);
    return growth;
}
