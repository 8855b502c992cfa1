#include "predict/clock.h"

#include "math/math.h"

/* Of each day: whose first purchase it was, and who bought again. */
typedef struct DayTally {
    uint32_t started, returned;
} DayTally;

static DayTally *tally_days(const ShopClock *clock, const PurchaseDays *purchases, Arena *arena)
{
    DayTally *tally = ARENA_ARRAY(arena, DayTally, clock->count);

    for (size_t c = 0; c < purchases->customers; c++) {
        DayRun run = purchase_run(purchases, c);

        if (!run.count) continue;
        tally[run.days[0] - clock->start].started++;
        for (size_t i = 1; i < run.count; i++) {
            assert(run.days[i] > run.days[i - 1]);
            tally[run.days[i] - clock->start].returned++;
        }
    }
    return tally;
}

static ShopClock measure_span(const PurchaseDays *purchases)
{
    ShopClock out = { .start = purchases->as_of };
    bool any = false;

    for (size_t c = 0; c < purchases->customers; c++) {
        DayRun run = purchase_run(purchases, c);

        if (!run.count) continue;
        assert(run.days[run.count - 1] <= purchases->as_of);
        out.start = run.days[0] < out.start ? run.days[0] : out.start;
        any = true;
    }
    if (any) out.count = (size_t)((int64_t)purchases->as_of - out.start) + 1;
    return out;
}

ShopClock clock_open(const PurchaseDays *purchases, Arena *arena)
{
    ShopClock out = measure_span(purchases);
    double *read = ARENA_ARRAY(arena, double, out.count);
    ArenaMark mark = arena_mark(arena);
    const DayTally *tally = tally_days(&out, purchases, arena);
    double known = 0; /* customers whose first purchase lies before the day */
    Sum sum = { 0 };

    for (size_t day = 0; day < out.count; day++) {
        /* Whoever buys again is known: where nobody is, nobody returned. */
        if (tally[day].returned) sum_add(&sum, tally[day].returned / known);
        read[day] = sum_value(sum);
        known += tally[day].started;
    }
    arena_release(arena, mark);
    out.read = read;
    return out;
}

ShopClock clock_smooth(const ShopClock *clock, size_t reach, Arena *arena)
{
    ShopClock out = { clock->start, clock->count, ARENA_ARRAY(arena, double, clock->count) };
    Sum sum = { 0 };

    for (size_t day = 0; day < clock->count; day++) {
        size_t from = day > reach ? day - reach : 0;
        size_t to = clock->count - day > reach ? day + reach : clock->count - 1;
        double before = from ? clock->read[from - 1] : 0;

        sum_add(&sum, (clock->read[to] - before) / (double)(to - from + 1));
        out.read[day] = sum_value(sum);
    }
    return out;
}
