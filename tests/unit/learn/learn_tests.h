/* tests/unit/learn — what the groups share. */
#ifndef LEARN_TESTS_H
#define LEARN_TESTS_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "learn/learn.h"

int open_arena(void **state);
int close_arena(void **state);

void assert_near(double got, double wanted, double tolerance);

/* `rows` points around `centres` centres that lie `apart` from each other on a grid, with deviation
 * 1 and an uneven number of points to each (more to the first ones). */
Matrix make_blobs(size_t rows, size_t cols, size_t centres, double apart, uint64_t seed,
                  Arena *arena);

/* kmeans_fit that must succeed. */
Clustering fit(const Matrix *points, const KMeansPlan *plan, Arena *arena);

/* A model that must succeed. */
Model model(const Matrix *raw, const ModelPlan *plan, Arena *arena);

int test_kmeans(void);
int test_kernels(void);
int test_silhouette(void);
int test_model(void);
int test_steps(void);

#define LEARN_TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

#endif
