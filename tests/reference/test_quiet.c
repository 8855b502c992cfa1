/* Who has gone quiet in three real shops, against figures computed apart from this program (Python
 * 3.11, numpy 1.24) from the same rows by p = (tau / Theta)^x, all gaps taken as exponential; the
 * waits for the second purchase by Kaplan and Meier's product, day by day. */
#include "reference.h"

#include <sqlite3.h>
#include <string.h>

#include "predict/clock.h"
#include "predict/predict.h"

/* A purchase day is a day with a row of amount >= 0. */
static const char DAYS_SQL[] =
    "SELECT DISTINCT customer, CAST(julianday(day) - 2440587.5 AS INTEGER) FROM lines"
    " WHERE amount >= 0 AND day <= ?1 ORDER BY 1, 2";

typedef struct Starts {
    size_t *items;
    size_t count, capacity;
} Starts;

typedef struct Days {
    Day *items;
    size_t count, capacity;
} Days;

static PurchaseDays read_days(sqlite3 *db, const char *as_of, Arena *arena)
{
    Starts starts = { 0 };
    Days days = { 0 };
    char *customer = NULL;
    sqlite3_stmt *query;
    Day until;

    assert_true(day_read(as_of, &until));
    assert_int_equal(sqlite3_prepare_v2(db, DAYS_SQL, -1, &query, NULL), SQLITE_OK);
    sqlite3_bind_text(query, 1, as_of, -1, SQLITE_STATIC);
    while (sqlite3_step(query) == SQLITE_ROW) {
        const char *of = (const char *)sqlite3_column_text(query, 0);

        if (!customer || strcmp(customer, of)) {
            customer = arena_text(arena, of);
            VEC_PUSH(arena, &starts, days.count);
        }
        VEC_PUSH(arena, &days, sqlite3_column_int(query, 1));
    }
    sqlite3_finalize(query);
    VEC_PUSH(arena, &starts, days.count);
    return (PurchaseDays){ starts.count - 1, starts.items, days.items, until };
}

/* `lines` makes a view of that name where `fill` does not make the table. */
static bool open_days(PurchaseDays *out, const char *file, const char *lines,
                      void (*fill)(sqlite3 *db, const char *path, Arena *arena), const char *as_of,
                      Arena *arena)
{
    const char *path = shared_file(file, arena);
    sqlite3 *db;

    if (!path) {
        skip();
        return false;
    }
    assert_int_equal(sqlite3_open_v2(fill ? ":memory:" : path, &db,
                                     fill ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, NULL),
                     SQLITE_OK);
    if (fill) {
        fill(db, path, arena);
    } else if (sqlite3_exec(db, lines, NULL, NULL, NULL)) {
        fail_msg("%s: %s", file, sqlite3_errmsg(db));
    }
    *out = read_days(db, as_of, arena);
    sqlite3_close(db);
    return true;
}

typedef struct Expected {
    size_t one_day, judged, quiet;
    size_t repeats;
    double span_days, tau, theta; /* of the one customer with so many repeats over so many days */
} Expected;

static void assert_customer(const PurchaseDays *purchases, const Quiet *quiet,
                            const Expected *wanted, Arena *arena)
{
    ShopClock clock = clock_open(purchases, arena);
    size_t found = 0;

    for (size_t c = 0; c < quiet->customers; c++) {
        const Rhythm *rhythm = &quiet->rhythms[c];
        DayRun run = purchase_run(purchases, c);

        if (rhythm->repeats != wanted->repeats ||
            fabs(rhythm->usual_gap_days * rhythm->repeats - wanted->span_days) > 0.5)
            continue;
        double first = clock_read(&clock, run.days[0]);
        assert_near(clock_read(&clock, run.days[run.count - 1]) - first, wanted->tau, 5e-7);
        assert_near(clock_read(&clock, purchases->as_of) - first, wanted->theta, 5e-7);
        assert_near(rhythm->chance, pow(wanted->tau / wanted->theta, rhythm->repeats), 1e-5);
        found++;
    }
    assert_int_equal(found, 1);
}

static void assert_quiet(const PurchaseDays *purchases, const Expected *wanted, Arena *arena)
{
    Quiet got = quiet_judge(purchases, arena);

    print_message("shape %.3f (error %.3f, dispersion %.2f), used %.3f; getting quiet %zu of %zu\n",
                  got.shape.estimate, got.shape.error, got.shape.dispersion, got.shape.used,
                  got.getting_quiet, got.repeaters);
    assert_int_equal(got.verdict, QUIET_JUDGED);
    assert_int_equal(got.one_day, wanted->one_day);
    assert_int_equal(got.repeaters, wanted->judged);
    assert_int_equal(got.quiet, wanted->quiet);
    assert_near(got.shape.used, 1, 0);
    if (wanted->repeats) assert_customer(purchases, &got, wanted, arena);
}

static void quiet_customers_of_cdnow(void **state)
{
    const Expected wanted = { 1218, 1139, 144, 43, 520, 2.143478, 2.180389 };
    PurchaseDays purchases;

    if (!open_days(&purchases, "data/cdnow/cdnow.db",
                   "CREATE TEMP VIEW lines AS SELECT customer_id AS customer,"
                   " transaction_date AS day, total_amount AS amount FROM transactions",
                   NULL, "1998-07-01", *state))
        return;
    assert_quiet(&purchases, &wanted, *state);
}

static void quiet_customers_of_superstore(void **state)
{
    const Expected wanted = { 12, 792, 48, 16, 1261, 5.692978, 5.793724 };
    PurchaseDays purchases;

    if (!open_days(&purchases, "data/superstore/superstore.csv", NULL, fill_superstore,
                   "2022-12-31", *state))
        return;
    assert_quiet(&purchases, &wanted, *state);
}

static void quiet_customers_of_chinook(void **state)
{
    const Expected wanted = { 0, 59, 0, 0, 0, 0, 0 };
    PurchaseDays purchases;

    if (!open_days(&purchases, "data/chinook/chinook.sqlite",
                   "CREATE TEMP VIEW lines AS SELECT CustomerId AS customer,"
                   " date(InvoiceDate) AS day, Total AS amount FROM Invoice",
                   NULL, "2025-12-23", *state))
        return;
    assert_quiet(&purchases, &wanted, *state);
}

/* Said at three quarters of the history and seen afterwards: of those who had waited as long, how
 * many bought their second time within 90 days. Eight shops were off by 8 in 100 at most. */
typedef struct Forecast {
    size_t waiting, came;
    double said;
} Forecast;

static Forecast forecast_second(const PurchaseDays *all, Arena *arena)
{
    ShopClock clock = clock_open(all, arena);
    Day cut = clock.start + (Day)((double)(all->as_of - clock.start) * 0.75);
    size_t *first = ARENA_ARRAY(arena, size_t, all->customers + 1);
    Day *days = ARENA_ARRAY(arena, Day, all->first[all->customers]);
    Forecast out = { 0 };

    for (size_t c = 0; c < all->customers; c++) {
        DayRun run = purchase_run(all, c);

        first[c + 1] = first[c];
        for (size_t i = 0; i < run.count && run.days[i] <= cut; i++)
            days[first[c + 1]++] = run.days[i];
    }
    PurchaseDays known = { all->customers, first, days, cut };
    SecondPurchase second = second_purchase_fit(&known, arena);
    for (size_t c = 0; c < all->customers; c++) {
        DayRun run = purchase_run(all, c);

        if (purchase_run(&known, c).count != 1) continue;
        SecondShare share = second_purchase_share(&second, (size_t)(cut - run.days[0]), 90);
        if (isnan(share.share)) continue;
        out.said += share.share;
        out.came += run.count > 1 && run.days[1] <= cut + 90;
        out.waiting++;
    }
    return out;
}

typedef struct ExpectedSecond {
    size_t customers, again, longest, beyond_90; /* whose wait lasted longer than 90 days */
    double waiting_90, waiting_180, end;         /* the curve, and where it ends */
    double share_90, share_200;                  /* within 90 days more */
    double days_50, days_80;
} ExpectedSecond;

static void assert_second(const PurchaseDays *purchases, const ExpectedSecond *wanted, Arena *arena)
{
    SecondPurchase got = second_purchase_fit(purchases, arena);
    SecondShare share = second_purchase_share(&got, 90, 90);

    assert_int_equal(got.customers, wanted->customers);
    assert_int_equal(got.bought_again, wanted->again);
    assert_int_equal(got.longest_wait, wanted->longest);
    assert_near(got.waiting[90], wanted->waiting_90, 5e-10);
    assert_near(got.waiting[180], wanted->waiting_180, 5e-10);
    assert_near(got.waiting[got.longest_wait], wanted->end, 5e-10);
    assert_near(share.share, wanted->share_90, 5e-10);
    assert_int_equal(share.of, wanted->beyond_90);
    assert_near(second_purchase_share(&got, 200, 90).share, wanted->share_200, 5e-10);
    assert_near(got.days_50, wanted->days_50, 0);
    assert_near(got.days_80, wanted->days_80, 0);
}

/* All joined within 84 days: what those with one purchase day do in 90 days more, nobody has shown.
 */
static void second_purchases_of_cdnow(void **state)
{
    const ExpectedSecond wanted = { 2357,       1139,       546,        1670,
                                    .708527790, .623674162, .510840752, .119760479,
                                    .073458073, 57,         206 };
    PurchaseDays purchases;

    if (!open_days(&purchases, "data/cdnow/cdnow.db",
                   "CREATE TEMP VIEW lines AS SELECT customer_id AS customer,"
                   " transaction_date AS day, total_amount AS amount FROM transactions",
                   NULL, "1998-07-01", *state))
        return;
    assert_second(&purchases, &wanted, *state);
    assert_int_equal(forecast_second(&purchases, *state).waiting, 0);
}

static void second_purchases_of_superstore(void **state)
{
    const ExpectedSecond wanted = { 804, 792,        1364,       617, .769772479, .576118182,
                                    0,   .251573422, .286222160, 220, 475 };
    PurchaseDays purchases;
    Forecast got;

    if (!open_days(&purchases, "data/superstore/superstore.csv", NULL, fill_superstore,
                   "2022-12-31", *state))
        return;
    assert_second(&purchases, &wanted, *state);
    got = forecast_second(&purchases, *state);
    print_message("of %zu who waited, %.1f were to buy again within 90 days, %zu did\n",
                  got.waiting, got.said, got.came);
    assert_int_equal(got.waiting, 53);
    assert_near((double)got.came / 53, got.said / 53, 0.08);
}

int test_quiet(void)
{
    const struct CMUnitTest tests[] = {
        REFERENCE_TEST(quiet_customers_of_cdnow),
        REFERENCE_TEST(quiet_customers_of_superstore),
        REFERENCE_TEST(quiet_customers_of_chinook),
        REFERENCE_TEST(second_purchases_of_cdnow),
        REFERENCE_TEST(second_purchases_of_superstore),
    };

    return cmocka_run_group_tests_name("quiet", tests, NULL, NULL);
}
