/* What shop_redact leaves of a shop. */
#include "store_tests.h"

#include <stdio.h>

#include "store/privacy.h"

static void redact(Fixture *fixture, Shop *shop, Privacy level, size_t min_group)
{
    Err err = { 0 };

    if (shop_redact(shop, level, min_group, &fixture->arena, &err)) fail_msg("%s", err.text);
}

static void full_keeps_names_and_addresses_apart(void **state)
{
    Fixture *fixture = *state;
    Shop shop = read_shop(fixture,
                          strict_shop(fixture, "UPDATE customers SET name = 'chloe@example.com' "
                                               "WHERE customer_id = 3"),
                          NULL);

    redact(fixture, &shop, PRIVACY_FULL, 10);
    assert_string_equal(shop.customers.names[0], "Ada");
    assert_string_equal(shop.customers.emails[0], "ada@example.com");
    assert_string_equal(shop.customers.names[2], "Customer 3");
    assert_string_equal(shop.customers.emails[2], "chloe@example.com");
    assert_false(shop.names_withheld);
    assert_true(shop.has_emails);
}

static void ids_are_all_that_is_left_of_names(void **state)
{
    Fixture *fixture = *state;
    Shop shop = read_shop(
        fixture,
        strict_shop(fixture, "UPDATE customers SET name = 'Chlo' || char(1) WHERE customer_id = 3"),
        NULL);

    assert_non_null(find(&shop, "cleaned-names")->example);
    redact(fixture, &shop, PRIVACY_IDS, 10);
    for (size_t i = 0; i < shop.customers.count; i++) {
        char name[32];
        snprintf(name, sizeof name, "Customer %d", (int)shop.customers.ids[i]);
        assert_string_equal(shop.customers.names[i], name);
        assert_null(shop.customers.emails[i]);
    }
    for (size_t i = 0; i < shop.findings.count; i++)
        assert_null(shop.findings.items[i].example);
    assert_int_equal(shop.customers.count, 6);
    assert_true(shop.names_withheld);
    assert_false(shop.has_emails);
}

static void ids_that_are_names_or_addresses_give_way_to_numbers(void **state)
{
    const char *const addresses[] = { "a", "b", "chloe@example.com", "d", "e", "f" };
    const char *const names[] = { "x", "y", "z", "dmitri", "v", "w" };
    const char *const codes[] = { "A-1", "A-2", "A-3", "A-4", "A-5", "A-6" };
    const char *const *const keys[] = { addresses, names, codes };
    Fixture *fixture = *state;

    for (size_t i = 0; i < 3; i++) {
        Shop shop = read_shop(fixture, strict_shop(fixture, ""), NULL);
        shop.customers.keys = keys[i];
        redact(fixture, &shop, PRIVACY_IDS, 10);
        assert_true((shop.customers.keys == codes) == (i == 2));
        assert_string_equal(shop.customers.names[3], i == 2 ? "Customer A-4" : "Customer 4");
    }
}

/* Customer 5 never bought, and would be the difference between customers and buyers. */
static void a_few_who_never_bought_are_left_out_of_aggregates(void **state)
{
    Fixture *fixture = *state;
    Shop shop = read_shop(fixture, strict_shop(fixture, ""), NULL);
    size_t baskets = shop.baskets.count;

    assert_non_null(find(&shop, "never-bought"));
    redact(fixture, &shop, PRIVACY_AGGREGATE, 2);
    assert_int_equal(shop.customers.count, 5);
    assert_int_equal(shop.customers.ids[4], 6);
    assert_int_equal(shop.customers.features.rows, 5);
    assert_true(feature(&shop, 6, F_TOTAL_SPEND) > 4);
    assert_int_equal(shop.baskets.count, baskets);
    for (size_t i = 0; i < baskets; i++)
        assert_true(shop.baskets.items[i].customer < 5);
    assert_int_equal(shop.customers.ids[shop.baskets.items[baskets - 1].customer], 6);
    /* Everybody's purchases are still the own ones. */
    assert_int_equal(shop.purchases.first[5], shop.purchases.count);
    for (size_t c = 0; c < 5; c++) {
        size_t purchases = shop.purchases.first[c + 1] - shop.purchases.first[c];
        assert_true(matrix_at(&shop.customers.features, c, F_FREQUENCY) == (double)purchases);
    }
    assert_null(find(&shop, "never-bought"));
}

static void too_few_buyers_make_no_aggregate(void **state)
{
    Fixture *fixture = *state;
    Shop shop = read_shop(fixture, strict_shop(fixture, ""), NULL);
    Err err = { 0 };

    assert_int_equal(shop_redact(&shop, PRIVACY_AGGREGATE, 6, &fixture->arena, &err), ERR_DATA);
    assert_non_null(strstr(err.text, "--min-group"));
}

/* Months of so many active and new customers, of 100 buyers; returns which are left. */
static Shop months_of(Fixture *fixture, const int64_t (*counts)[2], size_t count)
{
    Shop shop = { .months = ARENA_ARRAY(&fixture->arena, Month, count), .month_count = count };
    bool *bought = ARENA_ARRAY(&fixture->arena, bool, 100);
    const char **texts = ARENA_ARRAY(&fixture->arena, const char *, 100);

    memset(bought, 1, 100);
    for (size_t i = 0; i < 100; i++)
        texts[i] = "a name";
    shop.customers = (Customers){ .count = 100,
                                  .ids = ARENA_ARRAY(&fixture->arena, int64_t, 100),
                                  .names = texts,
                                  .emails = texts,
                                  .countries = texts,
                                  .bought = bought };
    for (size_t i = 0; i < count; i++) {
        shop.months[i] = (Month){ .first_day = (Day)i,
                                  .active_customers = counts[i][0],
                                  .new_customers = counts[i][1] };
    }
    redact(fixture, &shop, PRIVACY_AGGREGATE, 10);
    return shop;
}

static void months_of_few_are_trimmed_with_enough_others(void **state)
{
    Fixture *fixture = *state;
    const int64_t fine[][2] = { { 20, 20 }, { 0, 0 }, { 30, 12 } };
    const int64_t one[][2] = { { 3, 3 }, { 20, 17 }, { 30, 12 } };
    const int64_t two[][2] = { { 6, 6 }, { 8, 5 }, { 20, 15 }, { 30, 12 } };
    const int64_t last[][2] = { { 20, 20 }, { 30, 10 }, { 4, 0 } };
    Shop shop = months_of(fixture, fine, 3);

    assert_int_equal(shop.month_count, 3);
    assert_int_equal(shop.months[2].new_customers, 12);
    /* The first month alone would follow from the total: the next goes with it. */
    shop = months_of(fixture, one, 3);
    assert_int_equal(shop.month_count, 1);
    assert_int_equal(shop.months[0].first_day, 2);
    /* Two months with eleven customers between them hide each other. */
    shop = months_of(fixture, two, 4);
    assert_int_equal(shop.month_count, 2);
    assert_int_equal(shop.months[0].first_day, 2);
    shop = months_of(fixture, last, 3);
    assert_int_equal(shop.month_count, 1);
    assert_int_equal(shop.months[0].first_day, 1);
}

static void a_few_new_customers_withhold_all_counts_of_them(void **state)
{
    const int64_t counts[][2] = { { 20, 20 }, { 30, 4 }, { 30, 12 } };
    Shop shop = months_of(*state, counts, 3);

    assert_int_equal(shop.month_count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(shop.months[i].new_customers, -1);
}

int privacy_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(full_keeps_names_and_addresses_apart),
        TEST(ids_are_all_that_is_left_of_names),
        TEST(ids_that_are_names_or_addresses_give_way_to_numbers),
        TEST(a_few_who_never_bought_are_left_out_of_aggregates),
        TEST(too_few_buyers_make_no_aggregate),
        TEST(months_of_few_are_trimmed_with_enough_others),
        TEST(a_few_new_customers_withhold_all_counts_of_them),
    };

    return cmocka_run_group_tests_name("privacy", tests, NULL, NULL);
}
