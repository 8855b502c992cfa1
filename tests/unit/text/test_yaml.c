/* YAML as a tree: what is read, where it stands, and what is refused. */
#include <stdlib.h>
#include <string.h>

#include "text/yaml.h"
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

static Status read_n(YamlNode **out, const char *text, size_t size, Err *err)
{
    return yaml_read(out, (Bytes){ (const unsigned char *)text, size }, "f.yaml", &arena, err);
}

static const YamlNode *tree(const char *text)
{
    YamlNode *root;
    Err err;

    if (read_n(&root, text, strlen(text), &err)) fail_msg("%s", err.text);
    return root;
}

/* The tree as one line, with the places of keys and values. */
static void put(Buf *out, const YamlNode *node)
{
    if (node->key)
        buf_format(out, "%s@%zu:%zu=", node->key, node->key_at.line, node->key_at.column);
    if (node->kind == YAML_SCALAR) {
        buf_format(out, "'%s'@%zu:%zu", node->text, node->at.line, node->at.column);
        return;
    }
    buf_char(out, node->kind == YAML_MAPPING ? '{' : '[');
    for (YAML_EACH(child, node)) {
        put(out, child);
        if (child->next) buf_char(out, ' ');
    }
    buf_char(out, node->kind == YAML_MAPPING ? '}' : ']');
}

static void assert_tree(const char *text, const char *expected)
{
    Buf out = { 0 };

    put(&out, tree(text));
    assert_string_equal(out.data, expected);
    buf_close(&out);
}

static void every_node_knows_its_line_and_column(void **state)
{
    (void)state;
    assert_tree("a: 1\nb:\n  - x\n  - {c: y}\n", "{a@1:1='1'@1:4 b@2:1=['x'@3:5 {c@4:6='y'@4:9}]}");
    assert_tree("\xC3\xA9: \"\xE6\x97\xA5\" # day\nz: w\n", "{\xC3\xA9@1:1='\xE6\x97\xA5'@1:4 "
                                                            "z@2:1='w'@2:4}");
    assert_tree("\xEF\xBB\xBF"
                "a: 1\r\nb: 2\r\n",
                "{a@1:1='1'@1:4 b@2:1='2'@2:4}");
    assert_tree("{\"a\": [1, 2.50, true, null]}",
                "{a@1:2=['1'@1:8 '2.50'@1:11 'true'@1:17 'null'@1:23]}");
}

static void every_scalar_is_a_text(void **state)
{
    const YamlNode *root = tree("a:\nb: ~\nc: 'it''s'\nd: \"tab\\tend\"\ne: |\n  SELECT 1\n"
                                "  FROM x\nf: >\n  one\n  two\n");
    const char *text;
    Err err;

    (void)state;
    assert_int_equal(yaml_text(&text, yaml_get(root, "a"), &err), OK);
    assert_string_equal(text, "");
    assert_string_equal(yaml_get(root, "b")->text, "~");
    assert_string_equal(yaml_get(root, "c")->text, "it's");
    assert_string_equal(yaml_get(root, "d")->text, "tab\tend");
    assert_string_equal(yaml_get(root, "e")->text, "SELECT 1\nFROM x\n");
    assert_string_equal(yaml_get(root, "f")->text, "one two\n");
    assert_null(yaml_get(root, "g"));
    assert_null(yaml_get(yaml_get(root, "a"), "g"));
    assert_null(yaml_get(yaml_get(root, "g"), "h"));
    assert_int_equal(root->count, 6);
}

static void a_file_with_nothing_in_it_is_an_empty_mapping(void **state)
{
    static const char *const empty[] = { "", "\n\n", "# only a comment\n", "\xEF\xBB\xBF" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(empty); i++) {
        const YamlNode *root = tree(empty[i]);
        assert_int_equal(root->kind, YAML_MAPPING);
        assert_null(root->first);
        assert_int_equal(root->count, 0);
    }
    assert_tree("---\na: 1\n...\n", "{a@2:1='1'@2:4}");
}

static void assert_refused(const char *text, size_t size, const char *expected)
{
    YamlNode *root = NULL;
    Err err;

    assert_int_equal(read_n(&root, text, size, &err), ERR_CONFIG);
    assert_null(root);
    if (strncmp(err.text, expected, strlen(expected))) fail_msg("\"%s\": %s", text, err.text);
}

static void what_a_file_can_do_without_is_refused_with_its_place(void **state)
{
    static const char *const refused[][2] = {
        { "a: 1\nb: 2\n'a': 3\n", "f.yaml:3:1: a stands twice, here and on line 1: keep one" },
        { "x:\n  {a: 1, b: 2, a: 3}\n", "f.yaml:2:16: a stands twice, here and on line 2" },
        { "a: &x 1\n", "f.yaml:1:4: &x names this place: leave it out" },
        { "a: &x {b: 1}\n", "f.yaml:1:4: &x names this place" },
        { "&x a: 1\n", "f.yaml:1:1: &x names this place" },
        { "a: *x\n", "f.yaml:1:4: *x refers to another place: write the value itself" },
        { "*x : 1\n", "f.yaml:1:1: *x refers to another place" },
        { "a: !!int 1\n", "f.yaml:1:4: !!int says which type this is" },
        { "a: !x [1]\n", "f.yaml:1:4: !x says which type this is" },
        { "a: 1\n---\nb: 2\n", "f.yaml:2:1: a second document begins here: keep one" },
        { "a: 1\n--- \n", "f.yaml:2:1: a second document begins here" },
        { "[a]: 1\n", "f.yaml:1:1: a list or section cannot be a key" },
        { "? {a: 1}\n: 1\n", "f.yaml:1:3: a list or section cannot be a key" },
        { "a: \"x\\0y\"\n", "f.yaml:1:4: a control character stands in this text" },
        { "\"\\e\": y\n", "f.yaml:1:1: a control character stands in this text" },
        { "a: 1\nb: x\x01\n", "f.yaml:2:5: not YAML: control characters are not allowed" },
        { "a:\n\tb: 2\n", "f.yaml:2:1: not YAML: found character that cannot start any token: "
                          "indent with blanks, not with tabs" },
        { "title: Week 26: sales\n", "f.yaml:1:15: not YAML: mapping values are not allowed in "
                                     "this context: put a text that has \": \" in it in quotes" },
        { "a: @b\n", "f.yaml:1:4: not YAML: found character that cannot start any token: put a "
                     "text that begins with this character in quotes" },
        { "a: [1, 2\n\n\nb: 3\n", "f.yaml:4:2: not YAML: did not find expected ',' or ']', while "
                                  "parsing a flow sequence that begins on line 1" },
        { "a: \"x\n", "f.yaml:2:1: not YAML: found unexpected end of stream, while scanning a "
                      "quoted scalar that begins on line 1" },
        { "a: 1\n\xC3\xA9: \xFF\n", "f.yaml:2:4: not UTF-8: save the file as UTF-8" },
        { "a: \xC3\xA9\xC3", "f.yaml:1:5: not UTF-8" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        assert_refused(refused[i][0], strlen(refused[i][0]), refused[i][1]);
    assert_refused("a: \0b\n", 6, "f.yaml:1:4: not YAML: control characters are not allowed");
}

static void a_long_key_is_cut_between_letters(void **state)
{
    Buf text = { 0 };
    YamlNode *root;
    Err err;

    (void)state;
    buf_text(&text, "x");
    for (int i = 0; i < 50; i++)
        buf_text(&text, "\xC3\xA9");
    const char *key = arena_text(&arena, text.data);
    buf_clear(&text);
    buf_format(&text, "%s: 1\n", key);
    assert_int_equal(read_n(&root, text.data, text.size, &err), OK);
    static const char *const known[] = { "table" };
    assert_int_equal(yaml_keys(root, known, 1, &err), ERR_CONFIG);
    assert_non_null(strstr(err.text, "\xC3\xA9\xE2\x80\xA6: the keys here are table"));
    buf_close(&text);
}

static void hostile_sizes_are_refused(void **state)
{
    Buf text = { 0 };

    (void)state;
    for (int i = 0; i < YAML_MOST_DEPTH; i++)
        buf_char(&text, '[');
    buf_text(&text, "[");
    assert_refused(text.data, text.size, "f.yaml:1:21: more than 20 sections within each other");
    for (size_t i = 0; i < 500000; i++)
        buf_char(&text, '[');
    assert_refused(text.data, text.size, "f.yaml:1:21: more than 20 sections within each other");
    buf_clear(&text);
    for (int i = 0; i < YAML_MOST_NODES; i++)
        buf_text(&text, "- a\n");
    assert_refused(text.data, text.size, "f.yaml:50000:3: more than 50000 values");
    buf_clear(&text);
    for (int i = 0; i < 40000; i++)
        buf_format(&text, "%d: a\n", i);
    buf_text(&text, "5: a\n");
    assert_refused(text.data, text.size, "f.yaml:40001:1: 5 stands twice, here and on line 6");
    buf_clear(&text);
    memset(buf_reserve(&text, YAML_MOST_BYTES + 1), '#', YAML_MOST_BYTES + 1);
    assert_refused(text.data, YAML_MOST_BYTES + 1, "f.yaml:1:1: 1048577 bytes are too many");
    buf_close(&text);
}

static void depth_and_count_up_to_the_limits_are_read(void **state)
{
    Buf text = { 0 };

    (void)state;
    for (int i = 0; i < YAML_MOST_DEPTH; i++)
        buf_char(&text, '[');
    for (int i = 0; i < YAML_MOST_DEPTH; i++)
        buf_char(&text, ']');
    assert_int_equal(tree(text.data)->kind, YAML_SEQUENCE);
    buf_clear(&text);
    for (int i = 0; i < YAML_MOST_NODES - 1; i++)
        buf_text(&text, "- a\n");
    assert_int_equal(tree(text.data)->count, YAML_MOST_NODES - 1);
    buf_close(&text);
}

static void unknown_keys_are_refused_with_the_nearest(void **state)
{
    static const char *const known[] = { "table", "sql", "columns" };
    Err err;

    (void)state;
    assert_int_equal(yaml_keys(tree("sql: a\ntable: b\n"), known, 3, &err), OK);
    assert_int_equal(yaml_keys(tree("sql: a\ncolumn: b\n"), known, 3, &err), ERR_CONFIG);
    assert_string_equal(err.text, "f.yaml:2:1: unknown key column: did you mean \"columns\"?");
    assert_int_equal(yaml_keys(tree("where: a\n"), known, 3, &err), ERR_CONFIG);
    assert_string_equal(err.text,
                        "f.yaml:1:1: unknown key where: the keys here are table, sql, columns");
    assert_int_equal(yaml_keys(tree("[a]"), known, 3, &err), ERR_CONFIG);
    assert_string_equal(err.text, "f.yaml:1:1: a list stands where a section of keys belongs");
}

static void another_kind_is_refused_by_its_key(void **state)
{
    const YamlNode *root = tree("a: x\nb: [y]\nc:\n");
    const char *text = "as it was";
    Err err;

    (void)state;
    assert_int_equal(yaml_text(&text, yaml_get(root, "b"), &err), ERR_CONFIG);
    assert_string_equal(err.text, "f.yaml:2:4: b: a list stands where a single value belongs");
    assert_string_equal(text, "as it was");
    assert_int_equal(yaml_expect(yaml_get(root, "a"), YAML_SEQUENCE, &err), ERR_CONFIG);
    assert_string_equal(err.text,
                        "f.yaml:1:4: a: a single value stands where a list such as [a, b] belongs");
    assert_int_equal(yaml_expect(yaml_get(root, "c"), YAML_MAPPING, &err), ERR_CONFIG);
    assert_int_equal(yaml_refuse_key(&err, yaml_get(root, "b"), "no %s", "b"), ERR_CONFIG);
    assert_string_equal(err.text, "f.yaml:2:1: no b");
    assert_string_equal(yaml_place(yaml_get(root, "b"), &arena), "f.yaml:2:4");
}

int test_yaml(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_node_knows_its_line_and_column),
        cmocka_unit_test(every_scalar_is_a_text),
        cmocka_unit_test(a_file_with_nothing_in_it_is_an_empty_mapping),
        cmocka_unit_test(what_a_file_can_do_without_is_refused_with_its_place),
        cmocka_unit_test(a_long_key_is_cut_between_letters),
        cmocka_unit_test(hostile_sizes_are_refused),
        cmocka_unit_test(depth_and_count_up_to_the_limits_are_read),
        cmocka_unit_test(unknown_keys_are_refused_with_the_nearest),
        cmocka_unit_test(another_kind_is_refused_by_its_key),
    };

    return cmocka_run_group_tests_name("yaml", tests, arena_setup, arena_teardown);
}
