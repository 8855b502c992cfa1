#include "shop.h"

#include <math.h>

#include "draws.h"

#define YEAR 365

/* --- The calendar ----------------------------------------------------------------------------- */

/* How much is bought on a day, 1 on average or, at Christmas, on the others. */
static double weight(const ShopPlan *plan, int day)
{
    int past_peak = plan->past_peak + day - plan->days;

    switch (plan->calendar) {
    case CALENDAR_EVEN: return 1;
    case CALENDAR_SEASON: return 1 + 0.8 * cos(2 * acos(-1) * past_peak / YEAR);
    case CALENDAR_CHRISTMAS: return (past_peak + 10 * YEAR) % YEAR < 30 ? 6 : 1;
    }
    return 1;
}

/* Element d is the sum of the weights before day d; days + 2 of them. */
static double *weights_before(const ShopPlan *plan, Arena *arena)
{
    double *before = ARENA_ARRAY(arena, double, (size_t)plan->days + 2);

    for (int day = 0; day <= plan->days; day++)
        before[day + 1] = before[day] + weight(plan, day);
    return before;
}

/* When so much weight has gone by; at the end of the history for more. */
static double time_at(const double *before, int days, double sum)
{
    int low = 0, high = days + 1;

    if (sum >= before[high]) return high;
    while (high - low > 1) {
        int middle = (low + high) / 2;

        if (before[middle] <= sum) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low + (sum - before[low]) / (before[high] - before[low]);
}

/* --- A customer ------------------------------------------------------------------------------- */

typedef struct Days {
    Day *items;
    size_t count, capacity;
} Days;

typedef struct Maker {
    const ShopPlan *plan;
    const double *before;
    Random random;
    Days days;
    Arena *arena;
} Maker;

typedef struct Buyer {
    bool random;
    double pace;         /* purchases a day */
    double leave_chance; /* after each purchase */
    double leave_time;
    int bunch; /* purchases still to come in it */
} Buyer;

static Buyer draw_buyer(Maker *maker)
{
    const ShopPlan *plan = maker->plan;
    Buyer out = { .pace = 1 / plan->mean_gap_days, .leave_time = INFINITY };

    if (plan->pace_shape > 0)
        out.pace *= draw_gamma(&maker->random, plan->pace_shape) / plan->pace_shape;
    out.random = random_unit(&maker->random) < plan->random_share;
    switch (plan->leaving) {
    case LEAVE_NEVER: break;
    case LEAVE_BETA: out.leave_chance = draw_beta(&maker->random, 0.8, 2.5); break;
    case LEAVE_CHANCE: out.leave_chance = 0.06; break;
    case LEAVE_LIFE: out.leave_time = -200 * log(draw_unit(&maker->random)); break;
    }
    return out;
}

static double draw_gap(Maker *maker, Buyer *buyer)
{
    Random *random = &maker->random;
    double shape = maker->plan->shape;

    if (buyer->random) return -log(draw_unit(random)) / buyer->pace;
    switch (maker->plan->gaps) {
    case LAW_GAMMA: return draw_gamma(random, shape) / shape / buyer->pace;
    case LAW_LOGNORMAL: return exp(shape * draw_normal(random) - shape * shape / 2) / buyer->pace;
    case LAW_MONTHLY: return 30 + 3 * draw_normal(random);
    case LAW_BUNCHED:
        if (buyer->bunch-- > 0) return 3 * random_unit(random);
        buyer->bunch = (int)random_below(random, 6);
        return -log(draw_unit(random)) / buyer->pace;
    }
    return 0;
}

/* Adds his purchase days; whether he has left by the end. */
static bool simulate_customer(Maker *maker, Buyer *buyer)
{
    const ShopPlan *plan = maker->plan;
    double part = plan->joined_within > 0 ? plan->joined_within : 1, end = plan->days + 1;
    double sum = random_unit(&maker->random) * part * maker->before[plan->days + 1];
    double start = time_at(maker->before, plan->days, sum), now = start;
    size_t first = maker->days.count;

    while (now < end && now - start <= buyer->leave_time) {
        if (maker->days.count == first || maker->days.items[maker->days.count - 1] != (Day)now)
            VEC_PUSH(maker->arena, &maker->days, (Day)now);
        if (random_unit(&maker->random) < buyer->leave_chance) return true;
        sum += draw_gap(maker, buyer) * pow(2, plan->slowing * fmin(1, (now - start) / YEAR));
        now = time_at(maker->before, plan->days, sum);
    }
    return start + buyer->leave_time < end;
}

SimulatedShop shop_simulate(const ShopPlan *plan, size_t number, Arena *arena)
{
    Maker maker = { plan, weights_before(plan, arena), random_open(2024, number), { 0 }, arena };
    size_t *first = ARENA_ARRAY(arena, size_t, plan->customers + 1);
    bool *left = ARENA_ARRAY(arena, bool, plan->customers);
    bool *random = ARENA_ARRAY(arena, bool, plan->customers);

    for (size_t c = 0; c < plan->customers; c++) {
        Buyer buyer = draw_buyer(&maker);

        left[c] = simulate_customer(&maker, &buyer);
        random[c] = buyer.random;
        first[c + 1] = maker.days.count;
    }
    return (
        SimulatedShop){ { plan->customers, first, maker.days.items, plan->days }, left, random };
}
