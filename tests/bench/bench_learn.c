/* tests/bench/bench_learn.c — the time of model_fit's steps at 1,000, 10,000, 100,000 customers
 * (or as many as the command line says) on two threads, how it grows with the customers (the
 * exponent fitted to the processor time), and what was found.
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

/* The steps in the order in which they begin; the last row is their sum. */
enum { MOST_STEPS = 8, MOST_SIZES = 8 };

typedef struct Bench {
    const char *step[MOST_STEPS];
    double wall[MOST_SIZES][MOST_STEPS], cpu[MOST_SIZES][MOST_STEPS]; /* seconds */
    size_t rows[MOST_SIZES], sizes, steps, running;
    double wall_since, cpu_since;
} Bench;

static double seconds(clockid_t clock)
{
    struct timespec t;

    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void step_begins(void *context, const char *step, double share)
{
    Bench *b = context;
    double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);

    (void)share;
    if (b->running < MOST_STEPS) {
        b->wall[b->sizes][b->running] += wall - b->wall_since;
        b->cpu[b->sizes][b->running] += cpu - b->cpu_since;
    }
    for (b->running = 0; b->running < b->steps; b->running++)
        if (b->step[b->running] == step) break;
    if (b->running == b->steps && b->steps < MOST_STEPS) b->step[b->steps++] = step;
    b->wall_since = wall;
    b->cpu_since = cpu;
}

static void print_model(const Model *model, size_t rows)
{
    printf("%zu customers\n", rows);
    for (size_t i = 0; i < model->sweep_count; i++)
        printf("  k = %-2zu inertia %.6f silhouette %.6f ± %.4f CH %.2f DB %.4f\n",
               model->sweep[i].k, model->sweep[i].inertia, model->sweep[i].silhouette,
               model->sweep[i].silhouette_error, model->sweep[i].calinski_harabasz,
               model->sweep[i].davies_bouldin);
    printf("  rule: k = %zu\n", model->rule.k);
}

static void run(Bench *b, size_t rows, int threads)
{
    Arena arena = arena_open();
    Random random = random_open(42, rows);
    Matrix raw = matrix_new(rows, COLS, &arena);
    ModelPlan plan = { .k = 5,
                       .seed = 42,
                       .threads = threads,
                       .bootstraps = 25,
                       .progress = step_begins,
                       .progress_context = b };
    Model model;
    Err err;

    for (size_t row = 0; row < rows; row++)
        make_customer(matrix_row(&raw, row), &random);
    b->running = MOST_STEPS;
    if (model_fit(&model, &raw, &plan, &arena, &err)) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    step_begins(b, NULL, 1);
    b->steps--; /* the end is no step */
    print_model(&model, rows);
    b->rows[b->sizes++] = rows;
    arena_close(&arena);
}

/* The slope of log time over log rows, by least squares: 1 is linear. */
static double exponent(const Bench *b, size_t step)
{
    double x = 0, y = 0, xx = 0, xy = 0, n = (double)b->sizes;

    for (size_t i = 0; i < b->sizes; i++) {
        double rows = log((double)b->rows[i]), time = log(b->cpu[i][step]);

        x += rows;
        y += time;
        xx += rows * rows;
        xy += rows * time;
    }
    return (n * xy - x * y) / (n * xx - x * x);
}

/* Wall and processor seconds by step and size. */
static void print_times(Bench *b)
{
    b->step[b->steps] = "all";
    for (size_t i = 0; i < b->sizes; i++) {
        for (size_t s = 0; s < b->steps; s++) {
            b->wall[i][b->steps] += b->wall[i][s];
            b->cpu[i][b->steps] += b->cpu[i][s];
        }
    }
    printf("\n%-22s", "wall, processor s");
    for (size_t i = 0; i < b->sizes; i++)
        printf(" %16zu", b->rows[i]);
    printf(" %9s\n", "exponent");
    for (size_t s = 0; s <= b->steps; s++) {
        printf("%-22s", b->step[s]);
        for (size_t i = 0; i < b->sizes; i++)
            printf("  %7.4f %7.4f", b->wall[i][s], b->cpu[i][s]);
        if (b->sizes > 1) printf(" %9.2f", exponent(b, s));
        printf("\n");
    }
}

int main(int argc, char **argv)
{
    int threads = argc > 1 ? atoi(argv[1]) : 2;
    size_t usual[] = { 1000, 10000, 100000 };
    size_t count = argc > 2 ? (size_t)argc - 2 : COUNT_OF(usual);
    Bench bench = { 0 };

    for (size_t i = 0; i < count && i < MOST_SIZES; i++)
        run(&bench, argc > 2 ? strtoul(argv[i + 2], NULL, 10) : usual[i], threads);
    print_times(&bench);
    return 0;
}
