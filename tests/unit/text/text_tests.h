/* The groups of this program's tests; each file exports one. */
#ifndef TEXT_TESTS_H
#define TEXT_TESTS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base.h"

int test_mustache_spec(void);
int test_template(void);
int test_prose(void);
int phrase_tests(void);
int test_yaml(void);

#endif
