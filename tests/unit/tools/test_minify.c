/* Style and scripts without what only people read: nothing that a browser reads may change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/base.h"
#include "tools/minify.h"

static void assert_style(const char *text, const char *expected)
{
    Buf out = { 0 };

    minify_style(&out, text);
    assert_string_equal(out.data ? out.data : "", expected);
    buf_close(&out);
}

static void assert_script(const char *text, const char *expected)
{
    static const char begin[] = "(()=>{\"use strict\";\n", end[] = "})();\n";
    Buf out = { 0 };

    minify_script(&out, (const char *const[]){ text }, 1);
    assert_true(out.size >= strlen(begin) + strlen(end));
    assert_memory_equal(out.data, begin, strlen(begin));
    assert_string_equal(out.data + out.size - strlen(end), end);
    out.data[out.size - strlen(end)] = '\0';
    assert_string_equal(out.data + strlen(begin), expected);
    buf_close(&out);
}

static void comments_indents_and_empty_lines_go(void **state)
{
    (void)state;
    assert_style("/* what\n   it is */\n\n  .a {\n    color: red;\n  }\n", ".a{color:red;}\n");
    assert_script("// why\n/** @type {string} */\nconst a = 1;\n\n\tf(a);\n", "const a=1;f(a);");
    assert_script("/* over\n * lines */\nf()\n", "f()\n");
    assert_style("", "");
    assert_script("", "");
}

static void blanks_that_separate_stay(void **state)
{
    (void)state;
    assert_style("main > .a, .b { margin: 0 auto; }\n", "main > .a,.b{margin:0 auto;}\n");
    assert_style(".a { width: calc(100% - 2rem); }\n", ".a{width:calc(100% - 2rem);}\n");
    assert_script("return a in b ? typeof c : void 0;\n", "return a in b?typeof c:void 0;");
    assert_script("x = a - -b + +c;\n", "x=a - -b + +c;");
    assert_script("let \xC3\xA9 = 1;\n", "let \xC3\xA9=1;");
}

static void what_is_in_quotes_stays_as_it_is(void **state)
{
    (void)state;
    assert_script("f(\"a  =  b\", 'c , d');\n", "f(\"a  =  b\",'c , d');");
    assert_script("f('say \"x , y\"' , z);\n", "f('say \"x , y\"',z);");
    assert_script("const s = `a  ${ b }  c` + d ;\n", "const s=`a  ${ b }  c` + d ;");
    assert_script("x = y.replace(/ , /g, \"  \") ;\n", "x=y.replace(/ , /g, \"  \") ;");
    assert_script("x = \"\\\" , \" + y ;\n", "x=\"\\\" , \" + y ;");
}

static void a_line_may_go_on_where_the_last_one_is_open(void **state)
{
    (void)state;
    assert_script("f(\n  a,\n  b\n)\n", "f(a,b\n)\n");
    assert_script("const a = 1\nconst b = 2\n", "const a=1\nconst b=2\n");
}

static void types_in_comments_go(void **state)
{
    (void)state;
    assert_script("const a = /** @type {number} */ (b);\n", "const a=(b);");
    assert_script("f(/* open\n", "f(/* open\n");
}

static void modules_become_one_function(void **state)
{
    static const char *const modules[] = {
        "import { b } from \"./b.js\";\nexport const a = 1;\n",
        "export function b() {\n  return 2;\n}\n",
    };
    Buf out = { 0 };

    (void)state;
    minify_script(&out, modules, 2);
    assert_string_equal(out.data,
                        "(()=>{\"use strict\";\nconst a=1;function b(){return 2;}\n})();\n");
    buf_close(&out);
}

static void a_line_that_is_too_long_to_judge_is_only_copied(void **state)
{
    Buf text = { 0 };

    (void)state;
    buf_text(&text, "const a = \"");
    for (int i = 0; i < 2000; i++)
        buf_char(&text, 'x');
    buf_text(&text, "\";\n");
    char expected[2100];
    assert_true(text.size < sizeof expected);
    memcpy(expected, text.data, text.size);
    expected[text.size - 1] = '\0'; /* after ";" a line's end means nothing */
    assert_script(text.data, expected);
    buf_close(&text);
}

/* What the build has made of our own files, as it travels in the program. */
static void our_own_files_are_smaller_and_whole(void **state)
{
    static const char *const files[][2] = { { "site/site.css", ".seg-" },
                                            { "site/early.js", "})();\n" },
                                            { "site/menu.js", "})();\n" },
                                            { "site/all.js", "})();\n" } };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        Bytes file = embedded_file(files[i][0]);
        assert_non_null(file.data);
        const char *text = (const char *)file.data;
        if (strstr(files[i][0], ".js")) {
            assert_memory_equal(text, "(()=>{\"use strict\";\n", 19);
            assert_string_equal(text + file.size - 6, files[i][1]);
            assert_null(strstr(text, "\nimport "));
            assert_null(strstr(text, "\nexport "));
        }
        assert_null(strstr(text, "\n  "));
        assert_null(strstr(text, "\n\n"));
    }
    assert_null(embedded_file("assets/site/site.css").data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments_indents_and_empty_lines_go),
        cmocka_unit_test(blanks_that_separate_stay),
        cmocka_unit_test(what_is_in_quotes_stays_as_it_is),
        cmocka_unit_test(a_line_may_go_on_where_the_last_one_is_open),
        cmocka_unit_test(types_in_comments_go),
        cmocka_unit_test(modules_become_one_function),
        cmocka_unit_test(a_line_that_is_too_long_to_judge_is_only_copied),
        cmocka_unit_test(our_own_files_are_smaller_and_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
