#include "shop_fixture.h"

#include <math.h>
#include <sys/stat.h>

#include "demo/demo.h"
#include "demo/draw.h"

static const char *demo(Fixture *fixture, const char *name, int64_t customers, uint64_t seed)
{
    DemoPlan plan = { path_in(fixture, name), customers, seed, day("2024-07-01"), true };
    DemoCounts counts;
    Err err;

    if (demo_write(&counts, &plan, NULL, NULL, &err)) fail_msg("%s", err.text);
    return plan.path;
}

static void the_demo_has_exactly_the_promised_rows(void **state)
{
    const char *path = demo(*state, "shop.db", 1000, 42);

    assert_int_equal(ask_sql(path, "SELECT count(*) FROM customers"), 1000);
    assert_int_equal(ask_sql(path, "SELECT count(*) FROM products"), 50);
    assert_int_equal(ask_sql(path, "SELECT count(*) FROM transactions"), 8400);
    assert_int_equal(ask_sql(path, "SELECT count(*) FROM interactions"), 9821);
    assert_int_equal(ask_sql(path, "SELECT count(DISTINCT category) FROM products"), 5);
    assert_int_equal(ask_sql(path, "SELECT count(DISTINCT interaction_type) FROM interactions"), 4);
    path = demo(*state, "other.db", 250, 1);
    assert_int_equal(ask_sql(path, "SELECT count(*) FROM transactions"), 2100);
    assert_int_equal(ask_sql(path, "SELECT count(*) FROM interactions"), 2455);
}

static void the_same_seed_gives_the_same_bytes(void **state)
{
    Arena *arena = &((Fixture *)*state)->arena;
    Bytes first, second, other;
    Err err;

    assert_int_equal(file_read(&first, demo(*state, "a.db", 400, 5), 1 << 24, arena, &err), OK);
    assert_int_equal(file_read(&second, demo(*state, "b.db", 400, 5), 1 << 24, arena, &err), OK);
    assert_int_equal(file_read(&other, demo(*state, "c.db", 400, 6), 1 << 24, arena, &err), OK);
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.data, second.data, first.size);
    assert_true(other.size != first.size || memcmp(other.data, first.data, first.size) != 0);
}

static void the_demo_keeps_its_own_rules(void **state)
{
    static const char *const violations[] = {
        "SELECT count(*) FROM pragma_foreign_key_check",
        "SELECT count(*) FROM transactions t JOIN customers c USING (customer_id)"
        " WHERE transaction_date < signup_date OR transaction_date > '2024-07-01'",
        "SELECT count(*) FROM interactions i JOIN customers c USING (customer_id)"
        " WHERE interaction_date < signup_date OR interaction_date > '2024-07-01'",
        "SELECT count(*) FROM transactions t JOIN products USING (product_id) WHERE"
        " total_amount > quantity * price + 0.006 OR total_amount < 0.79 * quantity * price"
        " OR quantity < 1",
        "SELECT count(*) FROM customers WHERE email NOT LIKE '%@example.com' AND"
        " email NOT LIKE '%@example.org'",
        "SELECT count(*) - count(DISTINCT email) FROM customers",
        "SELECT count(*) FROM customers WHERE email GLOB '*[^a-z0-9.@]*'",
        "SELECT count(*) FROM interactions WHERE duration_seconds NOT BETWEEN 1 AND 7200",
        /* noted in the order of days */
        "SELECT count(*) FROM transactions a JOIN transactions b ON b.transaction_id ="
        " a.transaction_id + 1 WHERE b.transaction_date < a.transaction_date",
    };
    const char *path = demo(*state, "shop.db", 1000, 42);

    for (size_t i = 0; i < COUNT_OF(violations); i++) {
        if (ask_sql(path, violations[i]) != 0) fail_msg("violated: %s", violations[i]);
    }
}

/* A shop, not noise: bounds wide enough for any seed. Shares are per mille. */
static const struct {
    const char *what;
    int64_t low, high;
} SHARES[] = {
    /* customers who never bought */
    { "SELECT count(*) FROM customers WHERE customer_id NOT IN (SELECT customer_id FROM"
      " transactions)",
      20, 150 },
    /* buyers who have not bought for half a year */
    { "SELECT count(*) FROM (SELECT max(transaction_date) AS d FROM transactions GROUP BY"
      " customer_id) WHERE d < '2024-01-01'",
      120, 400 },
    /* those who bought within a month */
    { "SELECT count(*) FROM (SELECT max(transaction_date) AS d FROM transactions GROUP BY"
      " customer_id) WHERE d >= '2024-06-01'",
      200, 600 },
    /* newcomers of the last quarter */
    { "SELECT count(*) FROM customers WHERE signup_date >= '2024-04-01'", 100, 350 },
    /* what the best fifth of the buyers spend */
    { "SELECT 1000 * sum(s) / (SELECT sum(total_amount) FROM transactions) FROM (SELECT"
      " sum(total_amount) AS s FROM transactions GROUP BY customer_id ORDER BY s DESC LIMIT "
      "180)",
      450, 850 },
    /* December against the following February */
    { "SELECT 1000 * sum(transaction_date GLOB '2023-12*') / sum(transaction_date GLOB"
      " '2024-02*') / 1.07 FROM transactions",
      1150, 2600 },
    /* growth from the first to the second year */
    { "SELECT 1000 * sum(transaction_date > '2023-07-01') / sum(transaction_date <="
      " '2023-07-01') FROM transactions",
      1100, 4000 },
    /* one average electronics item against one book */
    { "SELECT 100 * (SELECT avg(price) FROM products WHERE category = 'Electronics') / (SELECT"
      " avg(price) FROM products WHERE category = 'Books')",
      300, 1500 },
};

static void assert_believable(Fixture *fixture, uint64_t seed)
{
    const char *path = demo(fixture, "believable.db", 1000, seed);

    for (size_t i = 0; i < COUNT_OF(SHARES); i++) {
        int64_t got = ask_sql(path, SHARES[i].what);
        if (got < SHARES[i].low || got > SHARES[i].high) {
            fail_msg("%lld with seed %llu: %s", (long long)got, (unsigned long long)seed,
                     SHARES[i].what);
        }
    }
}

static void the_demo_is_a_believable_shop_with_any_seed(void **state)
{
    for (uint64_t seed = 40; seed < 46; seed++)
        assert_believable(*state, seed);
}

static void the_demo_is_clean_for_the_reader(void **state)
{
    Shop shop = read_shop(*state, demo(*state, "shop.db", 1000, 42), NULL);

    assert_int_equal(shop.purchases.count, 8400);
    assert_int_equal(shop.interactions, 9821);
    assert_int_equal(shop.customers.count, 1000);
    for (size_t i = 0; i < shop.findings.count; i++)
        assert_int_equal(shop.findings.items[i].kind, FINDING_NOTE);
    assert_non_null(find(&shop, "never-bought"));
    assert_non_null(find(&shop, "amounts-off-price"));
    assert_reconciles(&shop);
}

static void a_handful_of_customers_is_a_shop_too(void **state)
{
    static const int64_t sizes[] = { 1, 2, 3, 10, 100 };

    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        Shop shop = read_shop(*state, demo(*state, "tiny.db", sizes[i], 42), NULL);
        size_t buyers = 0;
        for (size_t c = 0; c < shop.customers.count; c++)
            buyers += shop.customers.bought[c];
        assert_int_equal(shop.customers.count, sizes[i]);
        assert_true(buyers >= (size_t)sizes[i] / 2 && buyers > 0);
    }
}

static void what_exists_is_kept_without_force(void **state)
{
    Fixture *fixture = *state;
    DemoPlan plan = { path_in(fixture, "mine.db"), 10, 42, day("2024-07-01"), false };
    DemoCounts counts;
    Err err;
    Bytes bytes;

    assert_int_equal(file_write(plan.path, "precious", 8, &err), OK);
    assert_int_equal(demo_write(&counts, &plan, NULL, NULL, &err), ERR_CANNOT_CREATE);
    assert_non_null(strstr(err.text, "--force"));
    assert_int_equal(file_read(&bytes, plan.path, 100, &fixture->arena, &err), OK);
    assert_string_equal((const char *)bytes.data, "precious");
    plan.force = true;
    assert_int_equal(demo_write(&counts, &plan, NULL, NULL, &err), OK);
    assert_int_equal(ask_sql(plan.path, "SELECT count(*) FROM customers"), 10);
    assert_false(path_exists(path_in(fixture, "mine.db.partial")));
    plan.path = fixture->folder;
    assert_int_equal(demo_write(&counts, &plan, NULL, NULL, &err), ERR_CANNOT_CREATE);
}

static void what_cannot_be_made_is_said_and_leaves_nothing(void **state)
{
    DemoPlan plan = { path_in(*state, "no/such/folder.db"), 10, 42, day("2024-07-01"), false };
    DemoCounts counts;
    Err err;

    assert_int_equal(demo_write(&counts, &plan, NULL, NULL, &err), ERR_CANNOT_CREATE);
    assert_non_null(strstr(err.text, "no/such/folder.db"));
    plan.path = path_in(*state, "few.db");
    plan.customers = 0;
    assert_int_equal(demo_write(&counts, &plan, NULL, NULL, &err), ERR_USAGE);
    plan.customers = 10000001;
    assert_int_equal(demo_write(&counts, &plan, NULL, NULL, &err), ERR_USAGE);
    assert_false(path_exists(plan.path));
}

static void logarithm_and_exponential_are_right(void **state)
{
    (void)state;
    for (double x = 1e-12; x < 1e12; x *= 1.37)
        assert_true(fabs(plain_log(x) - log(x)) <= 1e-11);
    for (double x = -50; x < 50; x += 0.37)
        assert_true(fabs(plain_exp(x) / exp(x) - 1) <= 1e-12);
}

static void draws_have_their_means_and_spreads(void **state)
{
    Random random = random_open(9, 9);
    double gamma = 0, squares = 0, small = 0, poisson = 0, large = 0;
    enum { DRAWS = 200000 };

    (void)state;
    for (int i = 0; i < DRAWS; i++) {
        double value = draw_gamma(&random, 2, 10);
        gamma += value / DRAWS;
        squares += value * value / DRAWS;
        small += draw_gamma(&random, 0.5, 3) / DRAWS;
        poisson += (double)draw_poisson(&random, 4) / DRAWS;
        large += (double)draw_poisson(&random, 120) / DRAWS;
    }
    assert_near(gamma, 10, 0.01);
    assert_near(squares - gamma * gamma, 50, 0.03); /* mean² / shape */
    assert_near(small, 3, 0.02);
    assert_near(poisson, 4, 0.01);
    assert_near(large, 120, 0.01);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_demo_has_exactly_the_promised_rows),
        TEST(the_same_seed_gives_the_same_bytes),
        TEST(the_demo_keeps_its_own_rules),
        TEST(the_demo_is_a_believable_shop_with_any_seed),
        TEST(the_demo_is_clean_for_the_reader),
        TEST(a_handful_of_customers_is_a_shop_too),
        TEST(what_exists_is_kept_without_force),
        TEST(what_cannot_be_made_is_said_and_leaves_nothing),
        TEST(logarithm_and_exponential_are_right),
        TEST(draws_have_their_means_and_spreads),
    };

    return cmocka_run_group_tests_name("demo", tests, NULL, NULL);
}
