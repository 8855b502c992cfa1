/* The app room: what the command line and the configuration come to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/config.h"
#include "app/options.h"

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

/* Reads a command line written as one text with single spaces. */
static Status read_line(Options *options, Err *err, const char *line)
{
    char *words[32] = { arena_text(&arena, "clientele") };
    char *rest = arena_text(&arena, line), *word;
    int count = 1;

    while ((word = strsep(&rest, " ")))
        words[count++] = word;
    return options_read(options, count, words, &arena, err);
}

static void a_report_has_the_stated_defaults(void **state)
{
    Options o;
    Err err;

    (void)state;
    assert_int_equal(read_line(&o, &err, "report shop.db --out x"), OK);
    assert_int_equal(o.command, COMMAND_REPORT);
    assert_string_equal(o.input, "shop.db");
    assert_string_equal(o.out, "x");
    assert_int_equal(o.k, 5);
    assert_false(o.k_given);
    assert_int_equal(o.seed, 42);
    assert_string_equal(o.currency, "USD");
    assert_true(o.html && o.pdf && o.csv && o.json && o.png);
    assert_int_equal(o.scheme, LABELS_DISTINCT);
    assert_false(o.cluster_prospects);
    assert_int_equal(o.silhouette, SILHOUETTE_AUTO);
}

static void options_are_read_in_every_spelling(void **state)
{
    Options o;
    Err err;

    (void)state;
    assert_int_equal(read_line(&o, &err, "report -o x -k 7 --seed=9 --only csv,json -q -- -db"),
                     OK);
    assert_string_equal(o.input, "-db");
    assert_int_equal(o.k, 7);
    assert_true(o.k_given && o.quiet && o.csv && o.json && !o.html && !o.pdf && !o.png);
    assert_int_equal(o.seed, 9);
    assert_int_equal(read_line(&o, &err, "report --k auto --as-of 2024-02-29 d --out x"), OK);
    assert_int_equal(o.k, 0);
    assert_true(o.as_of_given);
    assert_int_equal(read_line(&o, &err, "report --silhouette exact d --out x"), OK);
    assert_int_equal(o.silhouette, SILHOUETTE_EXACT);
    assert_int_equal(read_line(&o, &err, "report --silhouette=sample d --out x"), OK);
    assert_int_equal(o.silhouette, SILHOUETTE_SAMPLE);
}

static void wrong_lines_are_usage_errors_that_say_what_to_do(void **state)
{
    static const char *const wrong[][2] = {
        { "", "no such command" },
        { "demo", "needs a database" },
        { "report x", "--out" },
        { "report x --out", "needs a value" },
        { "report x --out y --k 0", "\"0\"" },
        { "report x --out y --k 101", "1 to 100" },
        { "report x --out y --seed -1", "--seed" },
        { "report x --out y --threads 65", "1 to 64" },
        { "report x --out y --quiet=1", "takes no value" },
        { "report x --out y --labels odd", "distinct or classic" },
        { "report x --out y --prospects odd", "apart or cluster" },
        { "report x --out y --silhouette odd", "exact, sample or auto" },
        { "report x --out y --only", "needs a value" },
        { "report x --out= ", "--out" },
        { "demo x --customers 0", "--customers" },
        { "demo x --out y", "does not go with demo" },
        { "gallery x --out y", "one argument too many" },
    };
    Options o;
    Err err;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_int_equal(read_line(&o, &err, wrong[i][0]), ERR_USAGE);
        if (!strstr(err.text, wrong[i][1])) fail_msg("\"%s\": %s", wrong[i][0], err.text);
    }
}

static void near_names_are_offered(void **state)
{
    (void)state;
    assert_string_equal(option_nearest("titel", COMMAND_REPORT), "title");
    assert_string_equal(option_nearest("curency", COMMAND_REPORT), "currency");
    assert_null(option_nearest("zzzzzz", COMMAND_REPORT));
    assert_null(option_nearest("forse", COMMAND_REPORT));
    assert_string_equal(option_nearest("forse", COMMAND_DEMO), "force");
}

static void help_lists_each_commands_own_options(void **state)
{
    Buf text = { 0 };

    (void)state;
    options_help(&text, COMMAND_DEMO);
    assert_non_null(strstr(text.data, "--customers"));
    assert_null(strstr(text.data, "--labels"));
    buf_clear(&text);
    options_help(&text, COMMAND_NONE);
    assert_non_null(strstr(text.data, "report"));
    assert_null(strstr(text.data, "gallery"));
    buf_close(&text);
}

/* --- configuration ---------------------------------------------------------------------------- */

static Status read_yaml(Config *config, const char *yaml, Err *err)
{
    char path[] = "/tmp/clientele-test-XXXXXX";
    int file = mkstemp(path);

    assert_true(file >= 0);
    assert_int_equal(file_write(path, yaml, strlen(yaml), err), OK);
    Status s = config_read(config, path, &arena, err);
    remove(path);
    return s;
}

static void keys_are_the_options_names(void **state)
{
    Config config;
    Err err;

    (void)state;
    assert_int_equal(read_yaml(&config, "k: auto\nas-of: 2024-06-30\n", &err), OK);
    assert_int_equal(config.count, 2);
    for (size_t i = 0; i < config.count; i++) {
        bool is_k = !strcmp(config.entries[i].key, "k");
        assert_string_equal(config.entries[i].value, is_k ? "auto" : "2024-06-30");
    }
    assert_null(config.source.where);
    assert_int_equal(read_yaml(&config, "\xEF\xBB\xBFtitle: A\r\n", &err), OK);
    assert_string_equal(config.entries[0].value, "A");
}

static void a_source_names_tables_queries_and_columns(void **state)
{
    static const char yaml[] = "source:\n"
                               "  transactions:\n"
                               "    table: Order lines\n"
                               "    columns:\n"
                               "      total_amount: Gross (EUR)\n"
                               "      order_id:\n"
                               "  customers:\n"
                               "    sql: |\n"
                               "      SELECT id AS customer_id\n"
                               "      FROM people\n"
                               "k: 4\n";
    Config config;
    Err err;

    (void)state;
    assert_int_equal(read_yaml(&config, yaml, &err), OK);
    assert_non_null(strstr(config.source.where, ": source"));
    const TableMap *sales = &config.source.tables[2];
    assert_string_equal(sales->table, "Order lines");
    assert_null(sales->sql);
    assert_int_equal(sales->column_count, 2);
    assert_string_equal(sales->columns[0], "order_id=");
    assert_string_equal(sales->columns[1], "total_amount=Gross (EUR)");
    assert_string_equal(config.source.tables[0].sql, "SELECT id AS customer_id\nFROM people\n");
    assert_null(config.source.tables[1].table);
    assert_int_equal(config.count, 1);
}

static void broken_configurations_are_refused_with_a_place(void **state)
{
    static const char *const broken[][2] = {
        { "kk: 5\n", "kk" },
        { "title: A\ntitel: B\n", "line 2" },
        { "titel: B\n", "\"title\"" },
        { "k: [1\n", "" },
        { "k:\n  a: 1\n", "" },
        { "\xff: 1\n", "UTF-8" },
        { "{\"k\": 5, \"tit", "" },
        { "source: shop.db\n", "line: 1" },
        { "source:\n  customer:\n    table: a\n", "\"customers\"" },
        { "source:\n  customers:\n    tabel: a\n", "line 3" },
        { "source:\n  customers:\n    table: a\n    columns:\n      emial: b\n", "\"email\"" },
        { "source:\n  products:\n    table: a\n    sql: SELECT 1\n",
          "products: it has both table and sql" },
    };
    Config config;
    Err err;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        assert_int_equal(read_yaml(&config, broken[i][0], &err), ERR_CONFIG);
        if (!strstr(err.text, broken[i][1])) fail_msg("\"%s\": %s", broken[i][0], err.text);
        assert_null(strchr(err.text, '\n'));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_has_the_stated_defaults),
        cmocka_unit_test(options_are_read_in_every_spelling),
        cmocka_unit_test(wrong_lines_are_usage_errors_that_say_what_to_do),
        cmocka_unit_test(near_names_are_offered),
        cmocka_unit_test(help_lists_each_commands_own_options),
        cmocka_unit_test(keys_are_the_options_names),
        cmocka_unit_test(a_source_names_tables_queries_and_columns),
        cmocka_unit_test(broken_configurations_are_refused_with_a_place),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
