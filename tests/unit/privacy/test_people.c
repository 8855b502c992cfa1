/* What a report with rows of customers has of their names. */
#include "privacy_tests.h"

#include <stdio.h>

#include "privacy/show.h"

static void full_keeps_names_and_addresses_apart(void **state)
{
    Fixture *fixture = *state;
    Shop shop = read_shop(fixture,
                          strict_shop(fixture, "UPDATE customers SET name = 'chloe@example.com' "
                                               "WHERE customer_id = 3"),
                          NULL);

    shop = show_people(&shop, PRIVACY_FULL, &fixture->arena);
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
    shop = show_people(&shop, PRIVACY_IDS, &fixture->arena);
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

static void ids_that_are_names_or_addresses_give_way_to_codes(void **state)
{
    const char *const addresses[] = { "a", "b", "chloe@example.com", "d", "e", "f" };
    const char *const names[] = { "x", "y", "z", "dmitri", "v", "w" };
    const char *const codes[] = { "A-1", "A-2", "A-3", "A-4", "A-5", "A-6" };
    const char *const *const keys[] = { addresses, names, codes };
    Fixture *fixture = *state;

    for (size_t i = 0; i < 3; i++) {
        Shop shop = read_shop(fixture, strict_shop(fixture, ""), NULL);
        shop.customers.keys = keys[i];
        shop = show_people(&shop, PRIVACY_IDS, &fixture->arena);
        assert_true((shop.customers.keys == codes) == (i == 2));
        assert_true(i == 2 || strlen(shop.customers.keys[2]) == 12);
        assert_string_equal(shop.customers.names[3], i == 2   ? "Customer A-4"
                                                     : i == 0 ? "Customer 18ac3e7343f0"
                                                              : "Customer d7f8303ddd44");
    }
}

int people_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(full_keeps_names_and_addresses_apart),
        TEST(ids_are_all_that_is_left_of_names),
        TEST(ids_that_are_names_or_addresses_give_way_to_codes),
    };

    return cmocka_run_group_tests_name("people", tests, NULL, NULL);
}
