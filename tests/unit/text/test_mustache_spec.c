/* The public Mustache specification's own tests, read from SHARED_DIR/reference/mustache.
 *
 * Strings go in as VALUE_HTML, because the specification's {{{name}}} writes a string as it is and
 * ours does so for markup only; {{name}} escapes both.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/template.h"
#include "text_tests.h"

static const char *folder(void)
{
    const char *shared = getenv("SHARED_DIR");

    return shared ? shared : SHARED_DIR;
}

static Value *value_of(const json_t *json, Arena *arena);

static const char *number_text(const json_t *json, Arena *arena)
{
    char text[NUMBER_TEXT];

    return arena_text(arena, number_shortest(text, json_number_value(json)));
}

/* A member of a map, so that every kind can be set through the public functions. */
static void member_set(Value *map, const char *key, const json_t *json, Arena *arena)
{
    if (json_is_boolean(json))
        value_set_bool(map, key, json_is_true(json));
    else if (json_is_string(json))
        value_set_html(map, key, arena_text(arena, json_string_value(json)));
    else if (json_is_number(json))
        value_set_text(map, key, number_text(json, arena));
    else if (json_is_null(json))
        value_set_text(map, key, NULL);
    else
        value_set(map, key, value_of(json, arena));
}

static Value *list_of(const json_t *json, Arena *arena)
{
    Value *list = value_list(arena);
    size_t i;
    json_t *item;

    json_array_foreach(json, i, item)
    {
        if (json_is_string(item))
            value_add_html(list, arena_text(arena, json_string_value(item)));
        else if (json_is_number(item))
            value_add_text(list, number_text(item, arena));
        else
            value_add(list, value_of(item, arena));
    }
    return list;
}

static Value *value_of(const json_t *json, Arena *arena)
{
    Value *map;
    const char *key;
    json_t *member;

    if (json_is_array(json)) return list_of(json, arena);
    map = value_map(arena);
    json_object_foreach((json_t *)(uintptr_t)json, key, member)
        member_set(map, arena_text(arena, key), member, arena);
    return map;
}

/* The data as the template's root; a few tests have a bare string or number there. */
static const Value *root_of(const json_t *data, Arena *arena)
{
    Value *wrapped;

    if (json_is_object(data) || json_is_array(data)) return value_of(data, arena);
    wrapped = value_map(arena);
    member_set(wrapped, "root", data, arena);
    return wrapped;
}

static const char *find(void *context, const char *name, const char **file, Arena *arena)
{
    const json_t *test = context;

    (void)file;
    (void)arena;
    if (strcmp(name, "the template") == 0)
        return json_string_value(json_object_get(test, "template"));
    return json_string_value(json_object_get(json_object_get(test, "partials"), name));
}

/* {{.}} at the top of a bare root is looked up inside of {{#root}}: the template is wrapped. */
static json_t *wrapped_test(const json_t *test, Arena *arena)
{
    const char *text = json_string_value(json_object_get(test, "template"));
    json_t *copy = json_deep_copy(test);

    if (!json_is_object(json_object_get(test, "data")) &&
        !json_is_array(json_object_get(test, "data"))) {
        const char *wrapped = arena_format(arena, "{{#root}}%s{{/root}}", text);
        json_object_set_new(copy, "template", json_string(wrapped));
    }
    return copy;
}

static void spec_test_run(const char *file, const json_t *given)
{
    Arena arena = arena_open();
    json_t *test = wrapped_test(given, &arena);
    TemplateSource source = { find, test };
    const char *name = json_string_value(json_object_get(test, "name"));
    const char *expected = json_string_value(json_object_get(test, "expected"));
    Buf out = { 0 };
    Err err = { 0 };
    Status s = template_render(&out, "the template", root_of(json_object_get(test, "data"), &arena),
                               &source, &arena, &err);

    if (s) fail_msg("%s: %s: %s", file, name, err.text);
    if (strcmp(out.data ? out.data : "", expected) != 0)
        fail_msg("%s: %s: expected <%s>, got <%s>", file, name, expected, out.data);
    buf_close(&out);
    json_decref(test);
    arena_close(&arena);
}

static void spec_file_run(const char *name, size_t at_least)
{
    char path[4096];
    json_error_t error;
    json_t *root, *tests;

    snprintf(path, sizeof path, "%s/reference/mustache/%s.json", folder(), name);
    if (!path_exists(path)) {
        print_message("%s is not there: skipped\n", path);
        skip();
    }
    root = json_load_file(path, 0, &error);
    if (!root) fail_msg("%s: %s", path, error.text);
    tests = json_object_get(root, "tests");
    assert_true(json_array_size(tests) >= at_least);
    for (size_t i = 0; i < json_array_size(tests); i++)
        spec_test_run(name, json_array_get(tests, i));
    json_decref(root);
}

static void comments_are_as_specified(void **state)
{
    (void)state;
    spec_file_run("comments", 12);
}

static void delimiters_are_as_specified(void **state)
{
    (void)state;
    spec_file_run("delimiters", 14);
}

static void interpolation_is_as_specified(void **state)
{
    (void)state;
    spec_file_run("interpolation", 42);
}

static void inverted_sections_are_as_specified(void **state)
{
    (void)state;
    spec_file_run("inverted", 22);
}

static void partials_are_as_specified(void **state)
{
    (void)state;
    spec_file_run("partials", 12);
}

static void sections_are_as_specified(void **state)
{
    (void)state;
    spec_file_run("sections", 34);
}

int test_mustache_spec(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments_are_as_specified),
        cmocka_unit_test(delimiters_are_as_specified),
        cmocka_unit_test(interpolation_is_as_specified),
        cmocka_unit_test(inverted_sections_are_as_specified),
        cmocka_unit_test(partials_are_as_specified),
        cmocka_unit_test(sections_are_as_specified),
    };
    return cmocka_run_group_tests_name("the Mustache specification", tests, NULL, NULL);
}
