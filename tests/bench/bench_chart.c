/* tests/bench/bench_chart.c — the time to lay out, paint and encode charts: a scatter of 1,000 and of
 * 100,000 points with axes and legend at 1600 × 1000 pixels, then the easy chart of every kind.
 *
 * Not built by default. After a release build in BUILD, from the top folder:
 *
 *     cc -O2 -std=c17 -D_GNU_SOURCE -Isrc tests/bench/bench_chart.c -o BUILD/bench_chart \
 *        BUILD/src/libroom_chart.a BUILD/src/libroom_paint.a BUILD/src/libroom_pdf.a \
 *        BUILD/src/libroom_draw.a BUILD/src/libroom_math.a BUILD/src/libroom_data.a \
 *        BUILD/src/libroom_base.a $(pkg-config --libs libpng zlib gsl libutf8proc) -lhpdf -lpthread -lm
 *     BUILD/bench_chart
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "chart/gallery.h"
#include "paint/paint.h"

enum { GROUPS = 6, ROUNDS = 7 };

static double now_ms(void)
{
    struct timespec t;

    /* Of this process alone, so that a busy machine tells the same. */
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* The median of ROUNDS runs, of layout alone and of all. */
static void time_chart(const char *name, const ChartSpec *spec)
{
    double layout[ROUNDS], all[ROUNDS];
    size_t bytes = 0;

    for (int round = 0; round < ROUNDS; round++) {
        Arena arena = arena_open();
        Scene scene;
        Buf png = { 0 };
        Err err = { 0 };
        double start = now_ms();
        if (chart_draw(&scene, spec, &THEME_LIGHT, &arena, &err)) exit(err.status);
        layout[round] = now_ms() - start;
        if (paint_png(&png, &scene, PAINT_DEFAULT_DPI, &err)) exit(err.status);
        all[round] = now_ms() - start;
        bytes = png.size;
        buf_close(&png);
        arena_close(&arena);
    }
    qsort(layout, ROUNDS, sizeof *layout, by_size);
    qsort(all, ROUNDS, sizeof *all, by_size);
    printf("%-24s layout %7.2f ms   with paint and PNG %7.2f ms   %6zu KB\n", name,
           layout[ROUNDS / 2], all[ROUNDS / 2], bytes / 1024);
}

/* GROUPS clouds of total points, or one. */
static ChartSpec make_cloud(ChartKind kind, size_t total, size_t groups, Arena *arena)
{
    static const char *const names[GROUPS] = { "One", "Two", "Three", "Four", "Five", "Six" };
    Series *series = ARENA_ARRAY(arena, Series, groups);
    size_t n = total / groups;

    for (size_t s = 0; s < groups; s++) {
        Random random = random_open(7, s);
        double *at[3];
        for (int axis = 0; axis < 3; axis++) {
            double centre = 4 * random_unit(&random);
            at[axis] = ARENA_ARRAY(arena, double, n);
            for (size_t i = 0; i < n; i++) {
                double sum = -3;
                for (int k = 0; k < 6; k++)
                    sum += random_unit(&random);
                at[axis][i] = centre + sum;
            }
        }
        series[s] = (Series){
            .name = names[s], .colour = (int)s, .n = n, .x = at[0], .y = at[1], .z = at[2]
        };
    }
    return (ChartSpec){ .kind = kind,
                        .slug = "cloud",
                        .title = "A cloud",
                        .alt = "A cloud.",
                        .width_pt = 800,
                        .height_pt = 500,
                        .series = series,
                        .series_count = groups,
                        .x = { .title = "x" },
                        .y = { .title = "y" },
                        .z = { .title = "z" } };
}

int main(void)
{
    static const size_t totals[] = { 1000, 100000 };
    Arena arena = arena_open();

    for (size_t i = 0; i < COUNT_OF(totals); i++) {
        ChartSpec groups = make_cloud(CHART_SCATTER, totals[i], GROUPS, &arena);
        ChartSpec one = make_cloud(CHART_SCATTER, totals[i], 1, &arena);
        ChartSpec space = make_cloud(CHART_SCATTER_3D, totals[i], GROUPS, &arena);
        printf("%zu points, 1600 × 1000 pixels\n", totals[i]);
        time_chart("scatter, six groups", &groups);
        time_chart("scatter, one group", &one);
        time_chart("scatter-3d, six groups", &space);
    }
    printf("the gallery's easy charts at their own size\n");
    for (int kind = 0; kind < CHART_KINDS; kind++) {
        ChartSpec spec = gallery_chart((ChartKind)kind, GALLERY_EASY, &arena);
        time_chart(chart_kind_name((ChartKind)kind), &spec);
    }
    arena_close(&arena);
    return 0;
}
