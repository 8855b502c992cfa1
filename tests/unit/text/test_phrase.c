#include "text_tests.h"

#include "text/phrase.h"

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
    arena_close(&arena);
}

int phrase_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_filled_by_name),
        cmocka_unit_test(a_count_chooses_the_form),
    };

    return cmocka_run_group_tests_name("phrase", tests, NULL, NULL);
}
