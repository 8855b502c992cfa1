/* tests/reference — our numbers against published ones; each test names its source.
 *
 * The data is third-party and not part of the project: it is read from the folder that the
 * environment variable SHARED_DIR (or the build's default) names; where it is absent, tests skip.
 */
#ifndef REFERENCE_H
#define REFERENCE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data/data.h"

int open_arena(void **state);
int close_arena(void **state);

void assert_near(double got, double wanted, double tolerance);

/* The path of a shared file, or NULL after having said that it is absent (then skip()). */
const char *shared_file(const char *name, Arena *arena);

/* A small CSV file with a header: the first `cols` columns as numbers, and column `cols` as the
 * number of its distinct text in order of appearance. Fails the test on anything else. */
Matrix read_numbers(const char *path, size_t cols, uint8_t **classes, Arena *arena);

/* Fills an open database with the table lines(customer, product, day, amount). */
struct sqlite3;
void fill_superstore(struct sqlite3 *db, const char *path, Arena *arena);

int test_clustering(void);
int test_quiet(void);
int test_shops(void);

#define REFERENCE_TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

#endif
