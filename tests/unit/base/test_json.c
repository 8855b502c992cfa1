/* JSON as text, to the byte. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/json.h"
#include "base_tests.h"

static void assert_quoted(const char *text, const char *expected)
{
    Buf out = { 0 };

    json_quote(&out, text);
    assert_string_equal(out.data, expected);
    buf_close(&out);
}

static void what_json_html_and_scripts_take_for_something_else_is_escaped(void **state)
{
    (void)state;
    assert_quoted("", "\"\"");
    assert_quoted("plain é 日", "\"plain é 日\"");
    assert_quoted("a\"b\\c", "\"a\\\"b\\\\c\"");
    assert_quoted("</script>&", "\"\\u003c/script\\u003e\\u0026\"");
    assert_quoted("\x01\x1f \x7f~", "\"\\u0001\\u001f \\u007f~\"");
    /* The ends of a line in JavaScript, and their neighbours. */
    assert_quoted("\u2027\u2028\u2029\u202f", "\"\u2027\\u2028\\u2029\u202f\"");
    assert_quoted("!#[]';=?%'", "\"!#[]';=?%'\"");
}

static void a_document_has_its_commas_and_indents(void **state)
{
    Buf out = { 0 };
    Json json = { &out, 0, true };

    (void)state;
    json_begin_object(&json, NULL);
    json_put_text(&json, "text", "x");
    json_put_text(&json, "none", NULL);
    json_put_number(&json, "number", -1.5);
    json_put_number(&json, "endless", INFINITY);
    json_put_integer(&json, "whole", INT64_MIN);
    json_put_bool(&json, "yes", true);
    json_put_bool(&json, "no", false);
    json_begin_array(&json, "empty");
    json_end_array(&json);
    json_begin_array(&json, "list");
    json_put_integer(&json, NULL, 1);
    json_begin_object(&json, NULL);
    json_put_integer(&json, "deep", 2);
    json_end_object(&json);
    json_end_array(&json);
    json_end_object(&json);
    assert_string_equal(out.data, "{\n"
                                  "  \"text\": \"x\",\n"
                                  "  \"none\": null,\n"
                                  "  \"number\": -1.5,\n"
                                  "  \"endless\": null,\n"
                                  "  \"whole\": -9223372036854775808,\n"
                                  "  \"yes\": true,\n"
                                  "  \"no\": false,\n"
                                  "  \"empty\": [],\n"
                                  "  \"list\": [\n"
                                  "    1,\n"
                                  "    {\n"
                                  "      \"deep\": 2\n"
                                  "    }\n"
                                  "  ]\n"
                                  "}\n");
    buf_close(&out);
}

int test_json(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_json_html_and_scripts_take_for_something_else_is_escaped),
        cmocka_unit_test(a_document_has_its_commas_and_indents),
    };
    return cmocka_run_group_tests_name("JSON", tests, NULL, NULL);
}
