#include "sales.h"

#include <math.h>

#include "draws.h"

enum { WEEKS_A_YEAR = 52, FIRST_CUSTOMERS = 20, LOYAL_WEEKS = 20 };

#define NEW_SHARE 0.3
#define RETURNED_SHARE 0.04

typedef struct Made {
    const SalesPlan *plan;
    Random random;
    int shift; /* in which week of the year it begins */
    double mood;
    size_t customers;
    double sum, squares;
    struct {
        Sale *items;
        size_t count, capacity;
    } sales;
    Arena *arena;
} Made;

/* Shares of a week that lie between two days of the year. */
static double part_between(int week, int from, int to)
{
    int inside = 0;

    for (int day = week * 7; day < week * 7 + 7; day++)
        inside += day % 365 >= from && day % 365 < to;
    return inside / 7.0;
}

static double expected_sales(const Made *made, int week)
{
    const SalesPlan *plan = made->plan;
    int weeks = plan->past + plan->judged, of_year = week + made->shift;
    /* A shop that shrinks is as large on average as one that does not. */
    double middle = plan->growth < 0 ? weeks / 2.0 : 0;
    double out = plan->purchases * pow(1 + plan->growth, week - middle);

    out *= 1 + plan->season * sin(2 * acos(-1) * (of_year + 20) * 7 / 365.25);
    if (plan->christmas > 0) out *= 1 + (plan->christmas - 1) * part_between(of_year, 330, 358);
    if (plan->spring > 0) out *= 1 + (plan->spring - 1) * part_between(of_year, 90, 151);
    return out * exp(plan->noise * made->mood);
}

static uint32_t choose_customer(Made *made)
{
    size_t loyal = (size_t)(LOYAL_WEEKS * made->plan->purchases) + FIRST_CUSTOMERS;
    size_t from = made->customers > loyal ? made->customers - loyal : 0;

    if (made->customers < FIRST_CUSTOMERS || random_unit(&made->random) < NEW_SHARE)
        return (uint32_t)made->customers++;
    return (uint32_t)(from + random_below(&made->random, made->customers - from));
}

/* Returns what will come back. */
static double sell_week(Made *made, int week)
{
    const SalesPlan *plan = made->plan;
    double memory = plan->memory, back = 0;

    made->mood = memory * made->mood + sqrt(1 - memory * memory) * draw_normal(&made->random);
    size_t purchases = draw_poisson(&made->random, expected_sales(made, week));
    for (size_t i = 0; i < purchases; i++) {
        Sale sale = { .customer = choose_customer(made) };
        sale.amount = (float)(40 * exp(plan->amount_sigma * draw_normal(&made->random)));
        if (random_unit(&made->random) < RETURNED_SHARE) back -= sale.amount;
        made->sum += sale.amount;
        made->squares += (double)sale.amount * sale.amount;
        VEC_PUSH(made->arena, &made->sales, sale);
    }
    return back;
}

/* As segment/week.h has it: from 20 November to 20 January. */
static bool is_feast(int of_year)
{
    return part_between(of_year, 0, 20) > 0 || part_between(of_year, 323, 365) > 0;
}

static const uint32_t *first_weeks(const SimulatedSales *s, Arena *arena)
{
    uint32_t *first = ARENA_ARRAY(arena, uint32_t, s->customers);

    for (size_t week = s->weeks; week-- > 0;) {
        for (size_t i = s->first[week]; i < s->first[week + 1]; i++)
            first[s->sales[i].customer] = (uint32_t)week;
    }
    return first;
}

static void sum_weeks(SimulatedSales *s, Random *random, Arena *arena)
{
    for (int f = 0; f < WEEK_FIGURES; f++)
        s->values[f] = ARENA_ARRAY(arena, double, s->weeks);
    for (size_t week = 0; week < s->weeks; week++) {
        double values[WEEK_FIGURES];
        sales_thinned(values, s, week, 1, random, arena);
        for (int f = 0; f < WEEK_FIGURES; f++)
            s->values[f][week] = values[f];
    }
}

SimulatedSales sales_simulate(const SalesPlan *plan, size_t number, Arena *arena)
{
    Made made = { .plan = plan, .random = random_open(2025, number), .arena = arena };
    SimulatedSales s = { .weeks = (size_t)(plan->past + plan->judged) };
    bool *feast = ARENA_ARRAY(arena, bool, s.weeks);
    size_t *first = ARENA_ARRAY(arena, size_t, s.weeks + 1);
    double *unit = ARENA_ARRAY(arena, double, s.weeks);
    double *returned = ARENA_ARRAY(arena, double, s.weeks + 1);

    made.shift = (int)random_below(&made.random, WEEKS_A_YEAR);
    for (size_t week = 0; week < s.weeks; week++) {
        returned[week + 1] = sell_week(&made, (int)week);
        first[week + 1] = made.sales.count;
        unit[week] = made.sum > 0 ? made.squares / made.sum : 1;
        feast[week] = is_feast((int)week + made.shift);
    }
    s.feast = feast;
    s.first = first;
    s.unit = unit;
    s.returned = returned;
    s.sales = made.sales.items;
    s.customers = made.customers;
    s.first_week = first_weeks(&s, arena);
    sum_weeks(&s, &made.random, arena);
    return s;
}

void sales_thinned(double out[WEEK_FIGURES], const SimulatedSales *sales, size_t week, double kept,
                   Random *random, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    bool *seen = ARENA_ARRAY(arena, bool, sales->customers);

    for (int f = 0; f < WEEK_FIGURES; f++)
        out[f] = 0;
    out[WEEK_REVENUE] = sales->returned[week];
    for (size_t i = sales->first[week]; i < sales->first[week + 1]; i++) {
        const Sale *sale = &sales->sales[i];
        if (kept < 1 && random_unit(random) >= kept) continue;
        out[WEEK_REVENUE] += sale->amount;
        out[WEEK_PURCHASES]++;
        if (seen[sale->customer]) continue;
        seen[sale->customer] = true;
        out[WEEK_BUYERS]++;
        out[sales->first_week[sale->customer] == week ? WEEK_NEW : WEEK_RETURNING]++;
    }
    arena_release(arena, mark);
}
