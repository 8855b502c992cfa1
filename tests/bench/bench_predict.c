/* tests/bench/bench_predict.c — the time to judge who has gone quiet, and of the waits for the
 * second purchase, in simulated shops of 10,000, 100,000 and 1,000,000 customers (or as many as the
 * command line says) with some eight purchase days each, on one thread.
 *
 * Not built by default. After a release build in BUILD, from the top folder:
 *
 *     cc -O2 -std=c17 -D_GNU_SOURCE -Isrc -Itests/simulate tests/bench/bench_predict.c \
 *        tests/simulate/shop.c -o BUILD/bench_predict \
 *        BUILD/src/libroom_predict.a BUILD/src/libroom_math.a BUILD/src/libroom_data.a \
 *        BUILD/src/libroom_base.a $(pkg-config --libs gsl libutf8proc) -lpthread -lm
 *     BUILD/bench_predict [CUSTOMERS...]
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "shop.h"

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void bench(size_t customers, double shape)
{
    ShopPlan plan = { .customers = customers,
                      .days = 1095,
                      .gaps = LAW_GAMMA,
                      .shape = shape,
                      .mean_gap_days = 80,
                      .pace_shape = 1 };
    Arena arena = arena_open();
    SimulatedShop shop = shop_simulate(&plan, 0, &arena);
    double start = seconds();
    Quiet quiet = quiet_judge(&shop.purchases, &arena);
    double judged = seconds();
    SecondPurchase second = second_purchase_fit(&shop.purchases, &arena);
    double fitted = seconds();

    printf("%9zu customers, %9zu purchase days, shape %.2f: %.3f s, %zu of %zu quiet; second "
           "purchase %.3f s, %g days\n",
           customers, shop.purchases.first[customers], quiet.shape.used, judged - start,
           quiet.quiet, quiet.repeaters, fitted - judged, second.days_50);
    arena_close(&arena);
}

int main(int count, char **values)
{
    const char *sizes[] = { "10000", "100000", "1000000" };
    char **given = count > 1 ? values + 1 : (char **)sizes;
    int rows = count > 1 ? count - 1 : (int)COUNT_OF(sizes);

    for (int i = 0; i < rows; i++) {
        bench(strtoul(given[i], NULL, 10), 1);
        bench(strtoul(given[i], NULL, 10), 3);
    }
    return 0;
}
