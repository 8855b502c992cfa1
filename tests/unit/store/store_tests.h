/* The groups of this program's tests, one a file. */
#ifndef STORE_TESTS_H
#define STORE_TESTS_H

#include "shop_fixture.h"

int value_tests(void);
int reading_tests(void);
int refusal_tests(void);
int finding_tests(void);
int equality_tests(void);
int dataset_tests(void);
int purchase_tests(void);

#endif
