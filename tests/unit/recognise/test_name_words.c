/* Names are taken apart the way that people read them. */
#include "recognise/words.h"
#include "recognise_tests.h"

static void assert_words(const char *name, const char *wanted)
{
    Words words = words_of(name);
    Buf got = { 0 };

    for (size_t i = 0; i < words.count; i++)
        buf_format(&got, "%s%s", i ? " " : "", words.word[i]);
    if (strcmp(got.data ? got.data : "", wanted) != 0)
        fail_msg("%s: \"%s\" is not \"%s\"", name, got.data ? got.data : "", wanted);
    buf_close(&got);
}

static void words_are_found_in_every_style_of_writing(void **state)
{
    (void)state;
    assert_words("order_items", "order item");
    assert_words("OrderItem", "order item");
    assert_words("shop_orderitem", "shop order item");
    assert_words("Order Details", "order detail");
    assert_words("customerID", "customer id");
    assert_words("customerid", "customer id");
    assert_words("id_customer", "id customer");
    assert_words("SKUCode", "sku code");
    assert_words("tblCustomers", "customer");
    assert_words("createdAt", "created at");
    assert_words("createdat", "created at");
    assert_words("eMail", "email");
    assert_words("address2", "address 2");
    assert_words("", "");
    assert_words("__", "");
}

static void things_are_said_in_the_singular(void **state)
{
    (void)state;
    assert_words("categories", "category");
    assert_words("addresses", "address");
    assert_words("statuses", "status");
    assert_words("boxes", "box");
    assert_words("movies", "movie");
    assert_words("people", "person");
    assert_words("sales", "sale");
    assert_words("address", "address");
    assert_words("gross", "gross");
}

static void a_word_that_only_looks_glued_stays_whole(void **state)
{
    (void)state;
    assert_words("valid", "valid");
    assert_words("paid", "paid");
    assert_words("notes", "note");
    assert_words("category", "category");
    assert_words("online_orders", "online order");
    assert_words("updated_at", "updated at");
}

static void lists_are_of_whole_words(void **state)
{
    Words words = words_of("customer_first_name");

    (void)state;
    assert_true(words_have(&words, "last first"));
    assert_false(words_have(&words, "nam irst"));
    assert_true(words_end(&words, "name"));
    assert_false(words_end(&words, "first"));
    assert_true(words_phrase(&words, "first name"));
    assert_false(words_phrase(&words, "customer name"));
    assert_true(words_are(&words, "first name customer"));
    assert_false(words_are(&words, "first name"));
}

static void very_long_names_are_cut(void **state)
{
    char name[400];
    (void)state;

    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    Words words = words_of(name);
    assert_int_equal(words.count, 1);
    assert_int_equal(strlen(words.word[0]), WORD_BYTES - 1);
    for (size_t i = 1; i < sizeof name - 1; i += 2)
        name[i] = '_';
    words = words_of(name);
    assert_int_equal(words.count, MOST_WORDS);
}

int name_words_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_found_in_every_style_of_writing),
        cmocka_unit_test(things_are_said_in_the_singular),
        cmocka_unit_test(a_word_that_only_looks_glued_stays_whole),
        cmocka_unit_test(lists_are_of_whole_words),
        cmocka_unit_test(very_long_names_are_cut),
    };
    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
