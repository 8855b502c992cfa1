#include <stdlib.h>
#include <string.h>

#include "text/prose.h"
#include "text/template.h"
#include "text_tests.h"

static Arena arena;

static int arena_setup(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

static int arena_teardown(void **state)
{
    (void)state;
    arena_close(&arena);
    return 0;
}

static Prose *parsed(const char *markdown)
{
    Prose *prose = NULL;
    Err err = { 0 };

    if (prose_parse(&prose, "text.md", markdown, strlen(markdown), &arena, &err))
        fail_msg("%s", err.text);
    return prose;
}

static void assert_html(const char *markdown, const char *expected)
{
    Buf out = { 0 };

    prose_html(&out, parsed(markdown), 3);
    assert_string_equal(out.data ? out.data : "", expected);
    buf_close(&out);
}

static void blocks_and_inlines_become_html(void **state)
{
    (void)state;
    assert_html("# Title\n\nA *b* **c** `d<` [e](https://x.org/?a=1&b=2)\nnext  \nline\n",
                "<h3>Title</h3>\n<p>A <em>b</em> <strong>c</strong> <code>d&lt;</code> "
                "<a href=\"https://x.org/?a=1&amp;b=2\">e</a> next<br>\nline</p>\n");
    assert_html("> q\n\n---\n\n```\n<a>\n\tb\n```\n", "<blockquote><p>q</p>\n</blockquote>\n<hr>\n"
                                                      "<pre><code>&lt;a&gt;\n b\n</code></pre>\n");
}

static void headings_stop_at_the_sixth_level(void **state)
{
    (void)state;
    assert_html("#### a\n\n###### b\n", "<h6>a</h6>\n<h6>b</h6>\n");
}

static void tight_lists_have_no_paragraphs_and_loose_ones_do(void **state)
{
    (void)state;
    assert_html("- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
    assert_html("3. a\n\n4. b\n",
                "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n");
}

static void raw_html_is_dropped(void **state)
{
    (void)state;
    assert_html("a <script>alert(1)</script> b\n\n<div onclick=x>\n\nc\n",
                "<p>a alert(1) b</p>\n<p>c</p>\n");
}

static void dangerous_links_lose_their_target(void **state)
{
    static const char *const refused[] = {
        "javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x",  "vbscript:x",   "//evil.org/x",
        "file:///etc/passwd",  "x:y",          "&#106;avascript:x", "/\\\\evil.org"
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        assert_html(arena_format(&arena, "[a](<%s>)", refused[i]), "<p>a</p>\n");
    assert_html("[a](<&#1;javascript:x>) [b](<java\tscript:x>)", "<p>a b</p>\n");
}

static void ordinary_links_keep_theirs(void **state)
{
    (void)state;
    assert_html("[a](segments/champions.html#top)",
                "<p><a href=\"segments/champions.html#top\">a</a></p>\n");
    assert_html("[a](#top) <mailto:a@b.org>",
                "<p><a href=\"#top\">a</a> <a href=\"mailto:a@b.org\">mailto:a@b.org</a></p>\n");
    assert_html("[a](caf\xc3\xa9\"x)", "<p><a href=\"caf%C3%A9%22x\">a</a></p>\n");
}

static void a_small_table_is_recognised(void **state)
{
    (void)state;
    assert_html("| A | *B* |\n|---|:--:|\n| 1 \\| 2 | - 3 |\n",
                "<table>\n<thead>\n<tr><th scope=\"col\">A</th><th scope=\"col\"><em>B</em></th>"
                "</tr>\n</thead>\n<tbody>\n<tr><td>1 | 2</td><td>- 3</td></tr>\n</tbody>\n"
                "</table>\n");
}

static void what_only_looks_like_a_table_stays_a_paragraph(void **state)
{
    (void)state;
    assert_html("| a |\n| b |\n", "<p>| a | | b |</p>\n");
    assert_html("| a | b |\n|---|\n", "<p>| a | b | |---|</p>\n");
    assert_html("    | a |\n    |---|\n", "<pre><code>| a |\n|---|\n</code></pre>\n");
}

static void a_value_with_a_bar_does_not_break_its_table(void **state)
{
    Value *value = value_map(&arena);
    Buf filled = { 0 };
    Err err = { 0 };

    (void)state;
    value_set_text(value, "name", "x | y\\");
    assert_int_equal(template_fill_markdown(&filled, "f.md", "| N |\n|---|\n| {{name}} |\n", value,
                                            &arena, &err),
                     OK);
    assert_html(filled.data, "<table>\n<thead>\n<tr><th scope=\"col\">N</th></tr>\n</thead>\n"
                             "<tbody>\n<tr><td>x | y\\</td></tr>\n</tbody>\n</table>\n");
    buf_close(&filled);
}

static int depth_of(const Prose *prose)
{
    int deepest = 0;

    for (const Prose *child = prose->first_child; child; child = child->next) {
        int depth = depth_of(child);
        if (depth > deepest) deepest = depth;
    }
    return deepest + 1;
}

static void assert_flattened(const char *piece, int times, const char *end)
{
    Buf text = { 0 }, plain = { 0 };
    const Prose *prose;

    for (int i = 0; i < times; i++)
        buf_text(&text, piece);
    buf_text(&text, "words");
    for (int i = 0; i < times; i++)
        buf_text(&text, end);
    prose = parsed(text.data);
    assert_in_range(depth_of(prose), 3, 34);
    prose_text(&plain, prose);
    assert_non_null(strstr(plain.data, "words"));
    buf_close(&text);
    buf_close(&plain);
}

static void hostile_depth_is_flattened_and_keeps_its_text(void **state)
{
    (void)state;
    assert_flattened("> ", 20000, "");
    assert_flattened("- ", 5000, "");
    assert_flattened("*a **b ", 500, "** *");
    assert_flattened("> - 1. ", 5000, "");
}

/* Without a bound the Markdown library takes minutes over these. */
static void brackets_without_end_are_plain_text(void **state)
{
    enum { TIMES = 40000 };
    static const char part[] = "![[]()";
    size_t size = strlen(part);
    char *text = arena_alloc(&arena, TIMES * size + 1, 1);
    Prose *prose;
    Err err;

    (void)state;
    for (size_t i = 0; i < TIMES; i++)
        memcpy(text + i * size, part, size);
    assert_int_equal(prose_parse(&prose, "deep.md", text, TIMES * size, &arena, &err), OK);
}

static void too_much_text_is_refused(void **state)
{
    size_t size = (512u << 10) + 1;
    char *text = arena_alloc(&arena, size + 1, 1);
    Prose *prose;
    Err err = { 0 };

    (void)state;
    memset(text, 'a', size);
    assert_int_equal(prose_parse(&prose, "big.md", text, size, &arena, &err), ERR_DATA);
    assert_string_equal(err.text, "big.md: larger than a text may be (512 KB)");
    assert_int_equal(prose_parse(&prose, "bad.md", "\xff", 1, &arena, &err), ERR_DATA);
    assert_string_equal(err.text, "bad.md: not UTF-8: save it in that encoding");
}

static void control_characters_do_not_pass(void **state)
{
    (void)state;
    assert_html("a&#7;b", "<p>a\xef\xbf\xbd"
                          "b</p>\n");
}

static void plain_text_is_one_paragraph_of_exactly_that_text(void **state)
{
    Buf out = { 0 };

    (void)state;
    prose_html(&out, prose_plain("*a* <b>", &arena), 2);
    assert_string_equal(out.data, "<p>*a* &lt;b&gt;</p>\n");
    buf_close(&out);
}

static void all_text_comes_a_block_a_line(void **state)
{
    Buf out = { 0 };

    (void)state;
    prose_text(&out, parsed("# A\n\nb *c*\n\n- d\n- e\n\n| f | g |\n|---|---|\n| h | i |\n"));
    assert_string_equal(out.data, "A\nb c\nd\ne\nf g\nh i");
    buf_close(&out);
}

int test_prose(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_and_inlines_become_html),
        cmocka_unit_test(headings_stop_at_the_sixth_level),
        cmocka_unit_test(tight_lists_have_no_paragraphs_and_loose_ones_do),
        cmocka_unit_test(raw_html_is_dropped),
        cmocka_unit_test(dangerous_links_lose_their_target),
        cmocka_unit_test(ordinary_links_keep_theirs),
        cmocka_unit_test(a_small_table_is_recognised),
        cmocka_unit_test(what_only_looks_like_a_table_stays_a_paragraph),
        cmocka_unit_test(a_value_with_a_bar_does_not_break_its_table),
        cmocka_unit_test(hostile_depth_is_flattened_and_keeps_its_text),
        cmocka_unit_test(brackets_without_end_are_plain_text),
        cmocka_unit_test(too_much_text_is_refused),
        cmocka_unit_test(control_characters_do_not_pass),
        cmocka_unit_test(plain_text_is_one_paragraph_of_exactly_that_text),
        cmocka_unit_test(all_text_comes_a_block_a_line),
    };
    return cmocka_run_group_tests_name("prose", tests, arena_setup, arena_teardown);
}
