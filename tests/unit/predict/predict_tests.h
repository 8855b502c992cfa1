/* tests/unit/predict — what the groups share. */
#ifndef PREDICT_TESTS_H
#define PREDICT_TESTS_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "predict/predict.h"

int open_arena(void **state);
int close_arena(void **state);

void assert_near(double got, double wanted, double tolerance);

/* Grows customer by customer, at most LEDGER_DAYS purchase days in all. */
enum { LEDGER_DAYS = 4096 };

typedef struct Ledger {
    size_t customers, first[LEDGER_DAYS + 1];
    Day days[LEDGER_DAYS];
} Ledger;

Ledger *ledger_new(Arena *arena);
/* `count` customers more, each with the days that the text lists: "0 5 12"; "" is a prospect. */
void ledger_add(Ledger *ledger, size_t count, const char *days);
/* One customer more who buys `count` times, every `gap` days from `start` on. */
void ledger_add_every(Ledger *ledger, Day start, Day gap, size_t count);
PurchaseDays ledger_until(const Ledger *ledger, Day as_of);

int test_clock(void);
int test_quiet(void);
int test_second(void);
int test_shape(void);
int test_trend(void);
int test_usual(void);

#define PREDICT_TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

#endif
