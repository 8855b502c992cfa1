/* The lists of an aggregate: what few bought, what one customer dominates, and what would follow.
 */
#include "privacy_tests.h"

#include <math.h>

/* One segment of 40 customers, who all buy alike; then what a test makes of it. */
static Shown forty(Fixture *fixture, const char *change)
{
    const char *path =
        path_in(fixture, arena_format(&fixture->arena, "forty%d.db", fixture->made++));

    run_sql(path, (const char *)embedded_file("sql/schema.sql").data);
    run_sql(path,
            "INSERT INTO products VALUES (1, 'Lamp', 'Home', 100), (2, 'Vase', 'Home', 50),"
            " (3, 'Ball', 'Sports', 10), (4, 'Tent', 'Sports', 10);"
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)"
            " INSERT INTO customers SELECT i, 'Name ' || i, NULL, '2024-12-15', 'Norway' FROM n;"
            "INSERT INTO transactions SELECT customer_id, customer_id, 1, '2025-06-03', 1, 100"
            " FROM customers;"
            "INSERT INTO transactions SELECT 100 + customer_id, customer_id, 3, '2025-06-03', 1, 30"
            " FROM customers;");
    run_sql(path, change);
    return aggregate(fixture, make(fixture, path, 1, 10));
}

static const Share *entry(const ShareList *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++) {
        if (!strcmp(list->items[i].name, name)) return &list->items[i];
    }
    return NULL;
}

static void what_enough_customers_bought_is_listed_rounded(void **state)
{
    Shown shown = forty(*state, "");
    const Segment *segment = &shown.segments->items[0];
    const Share *lamp = entry(&segment->products, "Lamp");

    assert_int_equal(shown.segments->count, 1);
    assert_int_equal(segment->products.count, 2);
    assert_near(lamp->revenue, 4000, 1e-12); /* in steps of 9 × 100 / 5, which is 200 */
    assert_near(lamp->share, 4000 / segment->revenue, 1e-12);
    assert_near(lamp->base_share, lamp->share, 1e-12);
    assert_near(entry(&segment->categories, "Sports")->revenue, 1200, 1e-12);
    assert_near(entry(&segment->countries, "Norway")->revenue, 40, 0);
}

static void what_few_bought_or_one_dominates_is_not_listed(void **state)
{
    Shown few = forty(*state, "INSERT INTO transactions SELECT 200 + customer_id, customer_id, 2,"
                              " '2025-06-04', 1, 50 FROM customers WHERE customer_id <= 9");
    Shown one = forty(*state, "INSERT INTO transactions SELECT 200 + customer_id, customer_id, 2,"
                              " '2025-06-04', 1, iif(customer_id = 1, 900, 1) FROM customers");

    assert_null(entry(&few.segments->items[0].products, "Vase"));
    assert_null(entry(&one.segments->items[0].products, "Vase"));
    assert_non_null(entry(&few.segments->items[0].products, "Ball"));
}

/* The vase is most of the category Home beside the lamp: category less lamp would tell it. */
static void what_follows_from_a_category_goes_with_it(void **state)
{
    Shown shown =
        forty(*state, "DELETE FROM transactions WHERE product_id = 1 AND customer_id > 12;"
                      "UPDATE transactions SET total_amount = 3 WHERE product_id = 1;"
                      "INSERT INTO transactions SELECT 200 + customer_id, customer_id, 2,"
                      " '2025-06-04', 1, 900 FROM customers WHERE customer_id <= 9;");
    const Segment *segment = &shown.segments->items[0];

    assert_null(entry(&segment->products, "Vase"));
    /* What is told of Home and of the lamp leaves the vase unknown by a tenth at least. */
    const Share *home = entry(&segment->categories, "Home");
    const Share *lamp = entry(&segment->products, "Lamp");
    double step = 2000; /* 9 × 900 / 5 = 1,620 */
    assert_true(!home || !lamp || home->revenue - lamp->revenue + step / 2 >= 1.1 * 8100);
}

static void countries_of_few_do_not_follow_from_the_others(void **state)
{
    Shown shown = forty(*state, "UPDATE customers SET country = 'Chad' WHERE customer_id <= 4;"
                                "UPDATE customers SET country = 'Peru' WHERE customer_id > 24");
    const Segment *segment = &shown.segments->items[0];
    double told = 0;

    assert_null(entry(&segment->countries, "Chad"));
    for (size_t i = 0; i < segment->countries.count; i++)
        told += segment->countries.items[i].revenue;
    /* 40 less 20 and 15 leaves 1 to 9 of Chad: nobody knows how many. */
    assert_true(fabs((double)segment->count - told - 4) >= 1);
}

static void equal_shops_give_equal_lists(void **state)
{
    Shown one = forty(*state, ""), other = forty(*state, "");

    for (size_t i = 0; i < 2; i++) {
        const Share *a = &one.segments->items[0].products.items[i];
        const Share *b = &other.segments->items[0].products.items[i];
        assert_string_equal(a->name, b->name);
        assert_true(a->revenue == b->revenue && a->base_share == b->base_share);
    }
}

int list_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_enough_customers_bought_is_listed_rounded),
        TEST(what_few_bought_or_one_dominates_is_not_listed),
        TEST(what_follows_from_a_category_goes_with_it),
        TEST(countries_of_few_do_not_follow_from_the_others),
        TEST(equal_shops_give_equal_lists),
    };

    return cmocka_run_group_tests_name("lists", tests, NULL, NULL);
}
