#include <math.h>

#include "text_tests.h"

static void places_are_filled_by_name(void **state)
{
    Arena arena = arena_open();

    (void)state;
    assert_string_equal(
        PHRASE(&arena, "{b} before {a}", phrase_text("a", "x|{b}#"), phrase_text("b", "y")),
        "y before x|{b}#");
    assert_string_equal(PHRASE(&arena, "a {{ brace", phrase_text("a", "")), "a { brace");
    assert_string_equal(PHRASE(&arena, "no. # {a}", phrase_text("a", "1")), "no. # 1");
    arena_close(&arena);
}

static void a_count_chooses_the_form(void **state)
{
    const char *pattern = "{n|A customer has|# customers have} gone, {n|it|they} and {m}";
    Arena arena = arena_open();

    (void)state;
    assert_string_equal(
        PHRASE(&arena, pattern, phrase_count("n", 1, &arena), phrase_text("m", "m")),
        "A customer has gone, it and m");
    assert_string_equal(
        PHRASE(&arena, pattern, phrase_count("n", 1234, &arena), phrase_text("m", "m")),
        "1,234 customers have gone, they and m");
    assert_string_equal(PHRASE(&arena, "{n|one of {m}|# of {m}}.", phrase_count("n", 0, &arena),
                               phrase_text("m", "a|b")),
                        "0 of a|b.");
    /* By the number as it is shown; one that is withheld is not one. */
    pattern = "{n|# customer|# customers}";
    assert_string_equal(PHRASE(&arena, pattern, phrase_count("n", 1.2, &arena)), "1 customer");
    assert_string_equal(PHRASE(&arena, pattern, phrase_number("n", 1, 1, &arena)), "1.0 customers");
    assert_string_equal(PHRASE(&arena, pattern, phrase_count("n", NAN, &arena)), "– customers");
    assert_string_equal(PHRASE(&arena, "{id}", phrase_id("id", 12345, &arena)), "12345");
    arena_close(&arena);
}

static void sentences_and_items_are_put_together(void **state)
{
    Arena arena = arena_open();

    (void)state;
    assert_string_equal(phrase_join(NULL, "One.", &arena), "One.");
    assert_string_equal(phrase_join("One.", "Two.", &arena), "One. Two.");
    assert_string_equal(phrase_list("", "a", &arena), "a");
    assert_string_equal(phrase_and(phrase_list("a", "b", &arena), "c", &arena), "a, b and c");
    arena_close(&arena);
}

static void a_sentence_begins_with_a_capital_but_not_a_name(void **state)
{
    Arena arena = arena_open();

    (void)state;
    assert_string_equal(phrase_begin("rows of guests", &arena), "Rows of guests");
    assert_string_equal(phrase_begin("counted.", &arena), "Counted.");
    assert_string_equal(phrase_begin("orders.csv is there", &arena), "orders.csv is there");
    assert_string_equal(phrase_begin("total_amount is blank", &arena), "total_amount is blank");
    assert_string_equal(phrase_begin("35 orders", &arena), "35 orders");
    assert_string_equal(phrase_begin("", &arena), "");
    arena_close(&arena);
}

int phrase_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_filled_by_name),
        cmocka_unit_test(a_count_chooses_the_form),
        cmocka_unit_test(sentences_and_items_are_put_together),
        cmocka_unit_test(a_sentence_begins_with_a_capital_but_not_a_name),
    };

    return cmocka_run_group_tests_name("phrase", tests, NULL, NULL);
}
