#include "predict/second.h"

#include "math/math.h"

/* Waits of one length, in days. */
typedef struct WaitTally {
    uint32_t ended, open; /* by a second purchase; on the as-of date */
} WaitTally;

/* Days from the first purchase day to the second or, without one, to the as-of date. */
static size_t wait_of(const PurchaseDays *purchases, DayRun run)
{
    Day end = run.count > 1 ? run.days[1] : purchases->as_of;

    assert(end >= run.days[0]);
    return (size_t)((int64_t)end - run.days[0]);
}

static void count_customers(SecondPurchase *out, const PurchaseDays *purchases)
{
    for (size_t c = 0; c < purchases->customers; c++) {
        DayRun run = purchase_run(purchases, c);

        if (!run.count) continue;
        size_t wait = wait_of(purchases, run);
        out->customers++;
        out->bought_again += run.count > 1;
        out->longest_wait = wait > out->longest_wait ? wait : out->longest_wait;
    }
}

static WaitTally *tally_waits(const SecondPurchase *of, const PurchaseDays *purchases, Arena *arena)
{
    WaitTally *tally = ARENA_ARRAY(arena, WaitTally, of->longest_wait + 1);

    for (size_t c = 0; c < purchases->customers; c++) {
        DayRun run = purchase_run(purchases, c);

        if (!run.count) continue;
        WaitTally *wait = &tally[wait_of(purchases, run)];
        wait->ended += run.count > 1;
        wait->open += run.count == 1;
    }
    return tally;
}

/* By when `share` of those who come back have done so. */
static double days_until(const SecondPurchase *second, double share)
{
    if (!second->bought_again) return NAN;
    double back = 1 - second->waiting[second->longest_wait];
    size_t day = 0;
    while (1 - second->waiting[day] < share * back)
        day++;
    return (double)day;
}

SecondPurchase second_purchase_fit(const PurchaseDays *purchases, Arena *arena)
{
    SecondPurchase out = { .days_50 = NAN, .days_80 = NAN };

    count_customers(&out, purchases);
    if (!out.customers) return out;
    double *waiting = ARENA_ARRAY(arena, double, out.longest_wait + 1);
    double *greenwood = ARENA_ARRAY(arena, double, out.longest_wait + 1);
    uint32_t *at_risk = ARENA_ARRAY(arena, uint32_t, out.longest_wait + 1);
    ArenaMark mark = arena_mark(arena);
    const WaitTally *tally = tally_waits(&out, purchases, arena);
    double share = 1, variance = 0, left = (double)out.customers;
    for (size_t w = 0; w <= out.longest_wait; w++) {
        double ended = tally[w].ended;

        if (ended > 0) { /* an open wait of w days was at risk on day w */
            share *= (left - ended) / left;
            variance += ended / (left * (left - ended)); /* infinite where all came back */
        }
        left -= ended + tally[w].open;
        waiting[w] = share;
        greenwood[w] = variance;
        at_risk[w] = (uint32_t)left;
    }
    arena_release(arena, mark);
    out.waiting = waiting;
    out.greenwood = greenwood;
    out.at_risk = at_risk;
    out.days_50 = days_until(&out, 0.5);
    out.days_80 = days_until(&out, 0.8);
    return out;
}

SecondShare second_purchase_share(const SecondPurchase *second, size_t waited, size_t more)
{
    SecondShare out = { NAN, NAN, 0 };

    if (!second->customers || waited > second->longest_wait ||
        more > second->longest_wait - waited || !second->at_risk[waited])
        return out;
    double stay = second->waiting[waited + more] / second->waiting[waited];
    out.share = 1 - stay;
    out.of = second->at_risk[waited];
    double variance = second->greenwood[waited + more] - second->greenwood[waited];
    if (isfinite(variance)) out.error = stay * sqrt(variance);
    return out;
}
