/* What our templates promise beyond the specification: markup has its own type, errors say where,
 * and nothing from outside runs without end. */
#include <stdlib.h>
#include <string.h>

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

typedef struct File {
    const char *name, *text;
} File;

static const char *find(void *context, const char *name, const char **file, Arena *unused)
{
    (void)unused;
    for (const File *at = context; at->name; at++) {
        if (strcmp(at->name, name) == 0) {
            *file = arena_format(&arena, "%s.html", name);
            return at->text;
        }
    }
    return NULL;
}

static Status render(Buf *out, const File *files, const Value *value, Err *err)
{
    TemplateSource source = { find, (void *)(uintptr_t)files };

    return template_render(out, "page", value, &source, &arena, err);
}

static void assert_renders(const char *template, const Value *value, const char *expected)
{
    Buf out = { 0 };
    Err err = { 0 };
    File files[] = { { "page", template }, { NULL, NULL } };

    if (render(&out, files, value, &err)) fail_msg("%s", err.text);
    assert_string_equal(out.data ? out.data : "", expected);
    buf_close(&out);
}

static void assert_refuses(const File *files, const char *expected)
{
    Buf out = { 0 };
    Err err = { 0 };
    Value *value = value_map(&arena);

    value_set_bool(value, "yes", true);
    buf_text(&out, "before");
    assert_int_equal(render(&out, files, value, &err), ERR_DATA);
    assert_string_equal(err.text, expected);
    assert_string_equal(out.data, "before");
    buf_close(&out);
}

static void a_text_is_escaped_even_in_three_braces(void **state)
{
    Value *value = value_map(&arena);

    (void)state;
    value_set_text(value, "text", "<b>\"it's\" & more</b>");
    assert_renders("{{{text}}}", value, "&lt;b&gt;&quot;it&#39;s&quot; &amp; more&lt;/b&gt;");
    assert_renders("{{&text}}", value, "&lt;b&gt;&quot;it&#39;s&quot; &amp; more&lt;/b&gt;");
}

static void markup_is_written_as_it_is_in_three_braces_only(void **state)
{
    Value *value = value_map(&arena);

    (void)state;
    value_set_html(value, "markup", "<p>");
    assert_renders("{{{markup}}}{{&markup}}{{markup}}", value, "<p><p>&lt;p&gt;");
}

static void a_text_that_looks_like_a_tag_is_not_rendered_again(void **state)
{
    Value *value = value_map(&arena);

    (void)state;
    value_set_text(value, "name", "{{secret}}");
    value_set_text(value, "secret", "no");
    assert_renders("{{name}}", value, "{{secret}}");
}

static void an_empty_text_opens_the_inverted_section(void **state)
{
    Value *value = value_map(&arena);

    (void)state;
    value_set_text(value, "text", "");
    value_set_text(value, "nothing", NULL);
    assert_renders("{{#text}}a{{/text}}{{^text}}b{{/text}}{{^nothing}}c{{/nothing}}", value, "bc");
}

static void setting_a_member_again_replaces_it(void **state)
{
    Value *value = value_map(&arena);

    (void)state;
    value_set_text(value, "text", "old");
    value_set_text(value, "text", "new");
    assert_renders("{{text}}", value, "new");
}

static void errors_name_file_line_and_tag(void **state)
{
    (void)state;
    assert_refuses((File[]){ { "page", "a\n{{#open}}\nb" }, { NULL, NULL } },
                   "page.html:2: {{#open}} is never closed: add {{/open}}");
    assert_refuses((File[]){ { "page", "\n\n{{/end}}" }, { NULL, NULL } },
                   "page.html:3: {{/end}} closes a section that was never opened");
    assert_refuses((File[]){ { "page", "{{#a}}\n{{^b}}{{/a}}" }, { NULL, NULL } },
                   "page.html:2: {{/a}} stands where {{/b}} should close the section of line 2");
    assert_refuses((File[]){ { "page", "x {{name\n" }, { NULL, NULL } },
                   "page.html:1: the tag {{name is never closed: add }}");
    assert_refuses((File[]){ { "page", "x {{{name}}\n" }, { NULL, NULL } },
                   "page.html:1: the tag {{name}} is never closed: add }}}");
    assert_refuses((File[]){ { "page", "{{ }}" }, { NULL, NULL } },
                   "page.html:1: a tag {{}} without a name");
    assert_refuses((File[]){ { "page", "{{=a=}}" }, { NULL, NULL } },
                   "page.html:1: {{=…=}} names no two delimiters: write them like {{=<% %>=}}");
    assert_refuses((File[]){ { "other", "" }, { NULL, NULL } }, "there is no template called page");
}

static void an_error_inside_of_a_partial_names_the_partial(void **state)
{
    (void)state;
    assert_refuses((File[]){ { "page", "a\n{{> row}}" }, { "row", "\n{{#cell}}" }, { NULL, NULL } },
                   "row.html:2: {{#cell}} is never closed: add {{/cell}}");
}

static void a_partial_that_includes_itself_is_an_error_not_a_crash(void **state)
{
    (void)state;
    assert_refuses((File[]){ { "page", "{{> page}}" }, { NULL, NULL } },
                   "page.html:1: sections and partials are nested over 100 deep here: does a "
                   "partial include itself without end?");
    assert_refuses(
        (File[]){ { "page", "{{#yes}}\n {{> page}}{{> page}}{{/yes}}" }, { NULL, NULL } },
        "page.html:2: sections and partials are nested over 100 deep here: does a "
        "partial include itself without end?");
}

static void partials_that_double_each_other_come_to_an_end(void **state)
{
    File files[60] = { { "page", "{{> 1}}{{> 1}}" } };
    Buf out = { 0 };
    Err err = { 0 };

    (void)state;
    for (int i = 1; i < 50; i++)
        files[i] = (File){ arena_format(&arena, "%d", i),
                           arena_format(&arena, "{{> %d}}{{> %d}}", i + 1, i + 1) };
    assert_int_equal(render(&out, files, value_map(&arena), &err), ERR_DATA);
    assert_non_null(strstr(err.text, "the template repeats itself without end"));
    buf_close(&out);
}

static void sections_nested_too_deeply_are_refused(void **state)
{
    Buf text = { 0 };

    (void)state;
    for (int i = 0; i < 5000; i++)
        buf_text(&text, "{{#a}}");
    assert_refuses((File[]){ { "page", text.data }, { NULL, NULL } },
                   "page.html:1: {{#a}} is nested deeper than 100 sections");
    buf_close(&text);
}

static void a_template_that_is_not_utf8_is_refused(void **state)
{
    (void)state;
    assert_refuses((File[]){ { "page", "caf\xe9" }, { NULL, NULL } },
                   "page.html: not UTF-8: save it in that encoding");
}

/* --- Placeholders in Markdown ----------------------------------------------------------------- */

static void values_in_markdown_are_never_markup(void **state)
{
    Value *value = value_map(&arena);
    Buf out = { 0 };
    Err err = { 0 };

    (void)state;
    value_set_text(value, "name", "**x** [a](b) <i>\n# `1.`");
    value_set_html(value, "markup", "<b>");
    assert_int_equal(
        template_fill_markdown(&out, "f.md", "*{{name}}* {{{markup}}}", value, &arena, &err), OK);
    assert_string_equal(out.data, "*\\*\\*x\\*\\* \\[a\\]\\(b\\) \\<i\\> \\# \\`1\\.\\`* \\<b\\>");
    buf_close(&out);
}

static void a_placeholder_that_is_not_known_is_said(void **state)
{
    Buf out = { 0 };
    Err err = { 0 };

    (void)state;
    assert_int_equal(template_fill_markdown(&out, "champions.md", "# A\n\n{{naem}}",
                                            value_map(&arena), &arena, &err),
                     ERR_DATA);
    assert_string_equal(err.text, "champions.md:3: {{naem}}: there is no such value");
    buf_close(&out);
}

int test_template(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_escaped_even_in_three_braces),
        cmocka_unit_test(markup_is_written_as_it_is_in_three_braces_only),
        cmocka_unit_test(a_text_that_looks_like_a_tag_is_not_rendered_again),
        cmocka_unit_test(an_empty_text_opens_the_inverted_section),
        cmocka_unit_test(setting_a_member_again_replaces_it),
        cmocka_unit_test(errors_name_file_line_and_tag),
        cmocka_unit_test(an_error_inside_of_a_partial_names_the_partial),
        cmocka_unit_test(a_partial_that_includes_itself_is_an_error_not_a_crash),
        cmocka_unit_test(partials_that_double_each_other_come_to_an_end),
        cmocka_unit_test(sections_nested_too_deeply_are_refused),
        cmocka_unit_test(a_template_that_is_not_utf8_is_refused),
        cmocka_unit_test(values_in_markdown_are_never_markup),
        cmocka_unit_test(a_placeholder_that_is_not_known_is_said),
    };
    return cmocka_run_group_tests_name("templates", tests, arena_setup, arena_teardown);
}
