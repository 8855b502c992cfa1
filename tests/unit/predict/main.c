#include "predict_tests.h"

#include <stdlib.h>

int open_arena(void **state)
{
    static Arena arena;

    arena = arena_open();
    *state = &arena;
    return 0;
}

int close_arena(void **state)
{
    arena_close(*state);
    return 0;
}

void assert_near(double got, double wanted, double tolerance)
{
    if (!(fabs(got - wanted) <= tolerance)) fail_msg("%.17g is not %.17g", got, wanted);
}

Ledger *ledger_new(Arena *arena)
{
    return ARENA_NEW(arena, Ledger);
}

static void add_day(Ledger *ledger, Day day)
{
    size_t *end = &ledger->first[ledger->customers];

    assert_true(*end < LEDGER_DAYS);
    ledger->days[(*end)++] = day;
}

/* Days are added behind the last customer's end, which then becomes the next one's start. */
static void close_customer(Ledger *ledger, size_t end)
{
    size_t start = ledger->first[ledger->customers] - end;

    ledger->first[ledger->customers] = start;
    ledger->customers++;
    ledger->first[ledger->customers] = start + end;
}

void ledger_add(Ledger *ledger, size_t count, const char *days)
{
    while (count--) {
        const char *at = days;
        size_t added = 0;
        char *end;

        for (long day = strtol(at, &end, 10); end > at; day = strtol(at, &end, 10), added++) {
            add_day(ledger, (Day)day);
            at = end;
        }
        close_customer(ledger, added);
    }
}

void ledger_add_every(Ledger *ledger, Day start, Day gap, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_day(ledger, start + gap * (Day)i);
    close_customer(ledger, count);
}

PurchaseDays ledger_until(const Ledger *ledger, Day as_of)
{
    return (PurchaseDays){ ledger->customers, ledger->first, ledger->days, as_of };
}

int main(void)
{
    return test_clock() | test_shape() | test_quiet() | test_second() | test_usual() | test_trend();
}
