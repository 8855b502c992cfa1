/* tests/bench/bench_learn.c — the time of model_fit and of its steps at 1,000, 10,000, 100,000
 * customers (or as many as the command line says) on two threads, and the inertias.
 *
 * Not built by default. After a release build in BUILD, from the top folder:
 *
 *     cc -O2 -std=c17 -D_GNU_SOURCE -Isrc tests/bench/bench_learn.c -o BUILD/bench_learn \
 *        BUILD/src/libroom_learn.a BUILD/src/libroom_math.a BUILD/src/libroom_data.a \
 *        BUILD/src/libroom_base.a $(pkg-config --libs gsl libutf8proc) -lpthread -lm
 *     BUILD/bench_learn [THREADS [ROWS...]]
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "learn/learn.h"

enum { COLS = 10 };

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static double exponential(Random *random)
{
    return -log(1 - random_unit(random));
}

/* Six kinds of customers with skewed, correlated features, as in a shop: recency, frequency, spend,
 * average, products, largest, interactions, duration, types, tenure. */
static void make_customer(double *row, Random *random)
{
    static const double orders[] = { 22, 12, 4.5, 3, 6, 1.2 };
    static const double ticket[] = { 420, 180, 950, 220, 350, 150 };
    static const double recency[] = { 18, 30, 75, 110, 260, 200 };
    static const double tenure[] = { 800, 700, 600, 350, 750, 250 };
    static const double shares[] = { .18, .38, .48, .78, .90, 1 };
    double u = random_unit(random);
    size_t kind = 0;

    while (shares[kind] < u)
        kind++;
    row[1] = 1 + floor(orders[kind] * (exponential(random) + exponential(random)) / 2);
    row[3] = ticket[kind] * (exponential(random) + exponential(random)) / 2;
    row[2] = row[1] * row[3];
    row[4] = fmin(50, floor(row[1] * (0.6 + 0.4 * random_unit(random))));
    row[5] = row[3] * (1 + exponential(random) * log(1 + row[1]));
    row[6] = floor(10 * exponential(random));
    row[7] = row[6] > 0 ? 140 * (exponential(random) + 1) / 2 : 0;
    row[8] = fmin(row[6], 1 + floor(4 * random_unit(random)));
    row[9] = 5 + tenure[kind] * (exponential(random) + exponential(random)) / 2;
    row[0] = fmin(row[9], floor(recency[kind] * exponential(random)));
}

typedef struct Clock {
    const char *step;
    double since;
    bool steps;
} Clock;

static void step_begins(void *context, const char *step, double share)
{
    Clock *clock = context;
    double now = now_ms();

    (void)share;
    if (clock->step && step != clock->step)
        printf("  %-12s %9.1f ms\n", clock->step, now - clock->since);
    if (step != clock->step) clock->since = now;
    clock->step = step;
}

static void bench(size_t rows, int threads, Arena *arena)
{
    Random random = random_open(42, rows);
    Matrix raw = matrix_new(rows, COLS, arena);
    Clock clock = { 0 };
    ModelPlan plan = { .k = 5,
                       .seed = 42,
                       .threads = threads,
                       .bootstraps = 25,
                       .progress = step_begins,
                       .progress_context = &clock };
    Model model;
    Err err;
    double start;

    for (size_t row = 0; row < rows; row++)
        make_customer(matrix_row(&raw, row), &random);
    printf("%zu customers, %d threads\n", rows, threads);
    start = now_ms();
    if (model_fit(&model, &raw, &plan, arena, &err)) {
        printf("  %s\n", err.text);
        return;
    }
    step_begins(&clock, "end", 1);
    printf("  %-12s %9.1f ms\n", "model_fit", now_ms() - start);
    for (size_t i = 0; i < model.sweep_count; i++)
        printf("  k = %-2zu inertia %.6f silhouette %.6f ± %.4f CH %.2f DB %.4f\n",
               model.sweep[i].k, model.sweep[i].inertia, model.sweep[i].silhouette,
               model.sweep[i].silhouette_error, model.sweep[i].calinski_harabasz,
               model.sweep[i].davies_bouldin);
    printf("  rule: %s\n", model.k_reason);
}

int main(int argc, char **argv)
{
    int threads = argc > 1 ? atoi(argv[1]) : 2;
    size_t usual[] = { 1000, 10000, 100000 };
    size_t count = argc > 2 ? (size_t)argc - 2 : COUNT_OF(usual);

    for (size_t i = 0; i < count; i++) {
        Arena arena = arena_open();

        bench(argc > 2 ? strtoul(argv[i + 2], NULL, 10) : usual[i], threads, &arena);
        arena_close(&arena);
    }
    return 0;
}
