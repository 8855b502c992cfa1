/* tests/simulate — promises that are about rates, held in simulated shops. */
#ifndef SIMULATE_H
#define SIMULATE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

int test_quiet(void);
int test_trend(void);
int test_week(void);

#endif
