/* What holds for every row of the table of options, so that a new one is judged without a test of
 * its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "app/command_table.h"
#include "app/config.h"
#include "app/option_table.h"
#include "app/option_text.h"
#include "app_tests.h"

static Arena arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_close(&arena);
    return 0;
}

static Status take(const OptionRow *row, const char *text, Err *err)
{
    const char *where = arena_format(&arena, "--%s", row->name);
    const OptionValue value = { text, where, ON_COMMAND_LINE };
    Options o;

    assert_int_equal(options_default(&o, COMMAND_REPORT, &arena, err), OK);
    return option_take(&o, row, &value, &arena, err);
}

static void every_default_is_taken_by_its_own_reader(void **state)
{
    (void)state;
    for (size_t i = 0; i < COMMAND_ROW_COUNT; i++) {
        Options o;
        Err err;
        if (options_default(&o, COMMAND_ROWS[i].command, &arena, &err)) fail_msg("%s", err.text);
        assert_int_equal(o.command, COMMAND_ROWS[i].command);
        assert_false(o.k_given);
    }
}

static void every_word_is_taken_and_others_are_not(void **state)
{
    Err err;

    (void)state;
    for (size_t i = 0; i < OPTION_ROW_COUNT; i++) {
        const OptionRow *row = &OPTION_ROWS[i];
        for (const OptionWord *word = row->words; word && word->word; word++) {
            if (row->read == read_only && !strcmp(word->word, "xlsx")) continue; /* by the build */
            if (take(row, word->word, &err)) fail_msg("%s", err.text);
            if (word->also && take(row, word->also, &err)) fail_msg("%s", err.text);
        }
        if (!row->words) continue;
        assert_int_equal(take(row, "nonsense", &err), ERR_USAGE);
        for (const OptionWord *word = row->words; word->word; word++) {
            if (!strstr(err.text, word->word)) fail_msg("not %s in: %s", word->word, err.text);
        }
    }
}

static void ranges_hold_at_both_ends_and_are_said(void **state)
{
    Err err;

    (void)state;
    for (size_t i = 0; i < OPTION_ROW_COUNT; i++) {
        const OptionRow *row = &OPTION_ROWS[i];
        if (!row->most) continue;
        const char *takes = option_takes(row, false, &arena);
        const char *least = arena_format(&arena, "%lld", (long long)row->least);
        const char *below = arena_format(&arena, "%lld", (long long)row->least - 1);
        assert_int_equal(take(row, least, &err), OK);
        assert_int_equal(take(row, below, &err), ERR_USAGE);
        if (!strstr(err.text, takes)) fail_msg("not \"%s\" in: %s", takes, err.text);
        assert_int_equal(take(row, arena_format(&arena, "%lld", (long long)row->most), &err), OK);
        if (row->most == INT64_MAX) continue;
        const char *above = arena_format(&arena, "%lld", (long long)row->most + 1);
        assert_int_equal(take(row, above, &err), ERR_USAGE);
        if (!strstr(err.text, takes)) fail_msg("not \"%s\" in: %s", takes, err.text);
    }
}

static void a_name_has_one_row_a_command_and_one_key(void **state)
{
    (void)state;
    for (size_t i = 0; i < OPTION_ROW_COUNT; i++) {
        for (size_t j = 0; j < i; j++) {
            const OptionRow *a = &OPTION_ROWS[i], *b = &OPTION_ROWS[j];
            if (strcmp(a->name, b->name)) {
                assert_true(!a->letter || a->letter != b->letter);
                continue;
            }
            assert_int_equal(a->commands & b->commands, 0);
            assert_false(a->key && b->key);
            /* The command is found before it is known which row it is. */
            assert_int_equal(!a->value, !b->value);
            assert_int_equal(a->letter, b->letter);
        }
    }
}

static void rows_are_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < OPTION_ROW_COUNT; i++) {
        const OptionRow *row = &OPTION_ROWS[i];
        assert_true(row->read && row->size && row->help && *row->help && row->commands);
        assert_true(row->at + row->size <= sizeof(Options));
        assert_true((row->value == NULL) == (row->read == read_flag));
        assert_true((row->longest > 0) == (row->read == read_text));
        assert_false(row->usual && row->usual_is);
        assert_true(row->read != read_word || (row->words && row->usual));
        assert_true(*option_group_title(row->group));
        /* A group stands together, in the order of the groups. */
        if (i) assert_true(row->group >= row[-1].group);
        assert_ptr_equal(option_row(row->name, strlen(row->name), row->commands & -row->commands),
                         row);
    }
}

static void help_fits_eighty_columns(void **state)
{
    Buf text = { 0 };

    (void)state;
    for (size_t i = 0; i < COMMAND_ROW_COUNT; i++) {
        buf_clear(&text);
        options_help(&text, COMMAND_ROWS[i].command);
        char *rest = text.data, *line;
        while ((line = strsep(&rest, "\n"))) {
            if (utf8_length(line) > 80) fail_msg("%zu columns: %s", utf8_length(line), line);
        }
    }
    buf_close(&text);
}

/* As init writes them down, to be uncommented. */
static void every_default_may_stand_in_the_configuration(void **state)
{
    Options expected, read;
    Buf yaml = { 0 };
    Err err;

    (void)state;
    for (size_t i = 0; i < OPTION_ROW_COUNT; i++) {
        const OptionRow *row = &OPTION_ROWS[i];
        if (row->key && row->usual) buf_format(&yaml, "%s: %s\n", row->name, row->usual);
        if (row->key && !row->value) buf_format(&yaml, "%s: no\n", row->name);
    }
    const Bytes bytes = { (const unsigned char *)yaml.data, yaml.size };
    assert_int_equal(options_default(&expected, COMMAND_REPORT, &arena, &err), OK);
    read = expected;
    if (config_take(&read, NULL, bytes, "c.yaml", &arena, &err)) fail_msg("%s", err.text);
    assert_true(read.k_given);
    assert_int_equal(read.k, expected.k);
    assert_int_equal(read.baseline, expected.baseline);
    assert_int_equal(read.compress_above, expected.compress_above);
    assert_string_equal(read.title, expected.title);
    assert_true(read.xlsx == expected.xlsx && read.mail.csv && !read.mail.html && !read.index);
    buf_close(&yaml);
}

static void the_readme_has_every_option_once(void **state)
{
    Buf text = { 0 };

    (void)state;
    options_markdown(&text, &arena);
    for (size_t i = 0; i < OPTION_ROW_COUNT; i++) {
        const OptionRow *row = &OPTION_ROWS[i];
        const char *name = arena_format(&arena, "`--%s%s", row->name, row->value ? " " : "`");
        if (!strstr(text.data, name)) fail_msg("not there: %s", name);
    }
    assert_non_null(strstr(text.data,
                           "`-k`, `--k N\\|auto` | number of clusters: 1 to 100, or auto "
                           "(the stated rule chooses) | 5 | report, history | yes |\n"));
    assert_null(strstr(text.data, "gallery"));
    buf_close(&text);
}

int test_option_table(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_default_is_taken_by_its_own_reader),
        cmocka_unit_test(every_word_is_taken_and_others_are_not),
        cmocka_unit_test(ranges_hold_at_both_ends_and_are_said),
        cmocka_unit_test(a_name_has_one_row_a_command_and_one_key),
        cmocka_unit_test(rows_are_whole),
        cmocka_unit_test(help_fits_eighty_columns),
        cmocka_unit_test(every_default_may_stand_in_the_configuration),
        cmocka_unit_test(the_readme_has_every_option_once),
    };

    return cmocka_run_group_tests_name("option table", tests, open_arena, close_arena);
}
