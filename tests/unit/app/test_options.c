/* The app room: what the command line and the configuration come to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/config.h"
#include "app/options.h"
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
    assert_null(o.currency);
    assert_true(o.html && o.pdf && o.csv && o.json && o.png);
    assert_int_equal(o.scheme, LABELS_DISTINCT);
    assert_false(o.cluster_prospects);
    assert_int_equal(o.silhouette, SILHOUETTE_AUTO);
    assert_int_equal(o.dpi, PAINT_DEFAULT_DPI);
    assert_int_equal(o.explore_rows, 20000);
    assert_int_equal(o.compress_above, 50000000);
    assert_int_equal(o.min_group, 10);
    assert_int_equal(o.keep_weeks, 110);
    assert_int_equal(o.baseline, NO_RUN);
    assert_string_equal(o.title, "Customer segmentation");
    assert_null(o.business);
    assert_int_equal(o.privacy, PRIVACY_FULL);
    assert_int_equal(o.may_publish, PRIVACY_AGGREGATE);
    assert_true(o.import.most_share == 0.01);
    assert_int_equal(o.import.most_lines, -1);
    assert_false(o.import.has_date_form);
    assert_int_equal(o.import.encoding, CSV_DETECT);
    assert_int_equal(o.import.delimiter, 0);
    assert_true(o.mail.pdf && o.mail.csv && !o.mail.html && !o.mail.xlsx);
    assert_int_equal(o.mail.max_size, 10000000);
    assert_int_equal(o.mail.retries, 3);
    assert_true(o.mail.retry_wait == 15);
    assert_true(o.threads >= 1 && o.as_of > 19000);
    assert_false(o.quiet || o.attach_csv || o.timings || o.mail.no_tls || o.index);
}

static void expect_day(const char *line, const char *now, int year, int month, int day)
{
    Options o;
    Err err = { 0 };

    setenv("SOURCE_DATE_EPOCH", now, 1);
    if (read_line(&o, &err, line)) fail_msg("%s: %s", line, err.text);
    unsetenv("SOURCE_DATE_EPOCH");
    assert_int_equal(o.as_of, day_from_civil((CivilDate){ year, month, day }));
}

static void a_word_is_a_day_in_the_zone_that_is_said(void **state)
{
    static const char tuesday[] = "1751328000";      /* 2025-07-01 00:00 UTC */
    static const char sunday_noon[] = "1751198400";  /* 2025-06-29 12:00 UTC */
    static const char monday_early[] = "1751247000"; /* 2025-06-30 01:30 UTC */

    (void)state;
    expect_day("report d --out x", tuesday, 2025, 7, 1);
    expect_day("report d --out x --as-of today", tuesday, 2025, 7, 1);
    expect_day("report d --out x --as-of yesterday", tuesday, 2025, 6, 30);
    expect_day("report d --out x --as-of last-sunday", tuesday, 2025, 6, 29);
    expect_day("report d --out x --as-of last-sunday", sunday_noon, 2025, 6, 22);
    expect_day("report d --out x --as-of last-sunday", monday_early, 2025, 6, 29);
    /* The zone may stand behind the word. */
    expect_day("report d --out x --as-of today --timezone -05:00", tuesday, 2025, 6, 30);
    expect_day("report d --out x --as-of last-sunday --timezone -05:00", monday_early, 2025, 6, 22);
    expect_day("report d --out x --timezone +13:00", sunday_noon, 2025, 6, 30);
}

static void a_name_may_mean_something_else_for_another_command(void **state)
{
    Options o;
    Err err;

    (void)state;
    assert_int_equal(read_line(&o, &err, "demo shop.db --customers 12"), OK);
    assert_int_equal(o.customers, 12);
    assert_null(o.import.customers);
    assert_int_equal(read_line(&o, &err, "import shop.db --transactions t --customers 12"), OK);
    assert_string_equal(o.import.customers, "12");
    assert_int_equal(read_line(&o, &err, "init shop.db"), OK);
    assert_string_equal(o.out, "clientele.yaml");
    assert_int_equal(read_line(&o, &err, "publish r w --privacy ids"), OK);
    assert_int_equal(o.may_publish, PRIVACY_IDS);
    assert_int_equal(o.privacy, PRIVACY_FULL);
    assert_int_equal(read_line(&o, &err, "report r --out w --privacy ids"), OK);
    assert_int_equal(o.may_publish, PRIVACY_AGGREGATE);
    assert_int_equal(o.privacy, PRIVACY_IDS);
}

static void options_may_stand_before_their_command(void **state)
{
    Options o;
    Err err;

    (void)state;
    assert_int_equal(read_line(&o, &err, "--customers 12 -q demo shop.db"), OK);
    assert_int_equal(o.customers, 12);
    assert_string_equal(o.input, "shop.db");
    assert_int_equal(read_line(&o, &err, "-o=x --k 3 report -- -q"), OK);
    assert_string_equal(o.input, "-q");
    assert_int_equal(read_line(&o, &err, "--k 3 demo shop.db"), ERR_USAGE);
    assert_string_equal(err.text, "--k does not go with demo: see clientele demo --help");
    assert_int_equal(read_line(&o, &err, "--kk report shop.db"), ERR_USAGE);
    assert_string_equal(err.text, "--kk: no such option: see clientele --help");
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
    assert_int_equal(o.as_of, day_from_civil((CivilDate){ 2024, 2, 29 }));
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
        { "weekly shop.db --config c", "one argument too many" },
        { "import x", "import needs --transactions FILE: which CSV file has them?" },
        { "templates", "templates needs --export FOLDER: where should it write?" },
        { "history x", "history needs --history FILE: which file should be filled?" },
        { "report x --out y --k 5.5",
          "--k: \"5.5\" is not a whole number: give 1 to 100, or auto" },
        { "report x --out y --only csv,all",
          "--only: \"all\" stands alone: give some of html, pdf" },
        { "report x --out y --only csv,", "--only: \"\" is not known: give some of html, pdf" },
        { "report x --out y --as-of now",
          "is not a date: give YYYY-MM-DD, such as 2024-06-30, or t" },
        { "report x --out y --logo=", "--logo: \"\" is empty: give a file" },
        { "report x --out y --titel z",
          "--titel: no such option: did you mean --title? See clientele "
          "report --help" },
        { "mail x --max-size 49KB", "--max-size: \"49KB\" is too small: give 50KB or more" },
        { "mail x --retry-wait 3601", "--retry-wait: \"3601\" is out of range: give 0 to 3600" },
        { "mail x --attach none,pdf", "--attach: \"none\" stands alone" },
        { "reprot x", "reprot: no such command: did you mean report? See clientele --help" },
    };
    Options o;
    Err err;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_int_equal(read_line(&o, &err, wrong[i][0]), ERR_USAGE);
        if (!strstr(err.text, wrong[i][1])) fail_msg("\"%s\": %s", wrong[i][0], err.text);
    }
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

/* The options that a configuration with that text gives; the file is called c.yaml in messages. */
static Status read_yaml(Options *o, const char *yaml, Err *err)
{
    *o = (Options){ .mail = { .pdf = true, .csv = true } };
    return config_take(o, NULL, (Bytes){ (const unsigned char *)yaml, strlen(yaml) }, "c.yaml",
                       &arena, err);
}

static void keys_are_the_options_names(void **state)
{
    Options o;
    Err err;

    (void)state;
    assert_int_equal(read_yaml(&o, "k: auto\nas-of: 2024-06-30\nattach-csv: yes\n", &err), OK);
    assert_true(o.k_given && o.attach_csv);
    assert_int_equal(o.as_of, day_from_civil((CivilDate){ 2024, 6, 30 }));
    assert_int_equal(o.k, 0);
    assert_null(o.source.where);
    assert_int_equal(read_yaml(&o, "\xEF\xBB\xBFtitle: A\r\n", &err), OK);
    assert_string_equal(o.title, "A");
    assert_int_equal(read_yaml(&o, "", &err), OK);
    assert_int_equal(read_yaml(&o, "# nothing yet\n", &err), OK);
}

static void the_command_line_wins(void **state)
{
    char path[] = "/tmp/clientele-test-XXXXXX";
    static const char yaml[] = "k: 4\ntitle: Theirs\nseed: not even read\nprivacy: full\n"
                               "publish: www\npublish-privacy: ids\n";
    int file = mkstemp(path);
    Options o;
    Err err;

    (void)state;
    assert_true(file >= 0);
    close(file);
    assert_int_equal(file_write(path, yaml, strlen(yaml), &err), OK);
    const char *line = arena_format(&arena, "report d --out x --seed 7 -k 3 --config %s", path);
    assert_int_equal(read_line(&o, &err, line), OK);
    assert_int_equal(o.k, 3);
    assert_int_equal(o.seed, 7);
    assert_string_equal(o.title, "Theirs");
    line = arena_format(&arena, "publish r there --privacy aggregate --config %s", path);
    assert_int_equal(read_line(&o, &err, line), ERR_CONFIG);
    assert_non_null(strstr(err.text, arena_format(&arena, "%s:3:7: seed: ", path)));
    assert_int_equal(file_write(path, "publish: www\npublish-privacy: ids\n", 34, &err), OK);
    assert_int_equal(read_line(&o, &err, line), OK);
    assert_string_equal(o.publish, "there");
    assert_int_equal(o.may_publish, PRIVACY_AGGREGATE);
    line = arena_format(&arena, "publish r there --config %s", path);
    assert_int_equal(read_line(&o, &err, line), OK);
    assert_int_equal(o.may_publish, PRIVACY_IDS);
    remove(path);
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
    Options o;
    Err err;

    (void)state;
    assert_int_equal(read_yaml(&o, yaml, &err), OK);
    assert_string_equal(o.source.where, "c.yaml: source");
    const TableMap *sales = &o.source.tables[TRANSACTIONS];
    assert_string_equal(sales->table, "Order lines");
    assert_string_equal(sales->where, "c.yaml:3:12: source: transactions");
    assert_null(sales->sql);
    assert_int_equal(sales->column_count, 2);
    assert_string_equal(sales->columns[0], "order_id=");
    assert_string_equal(sales->columns[1], "total_amount=Gross (EUR)");
    assert_string_equal(sales->columns_where[1], "c.yaml:5:21: source: transactions: columns:");
    assert_string_equal(o.source.tables[CUSTOMERS].sql, "SELECT id AS customer_id\nFROM people\n");
    assert_null(o.source.tables[PRODUCTS].table);
    assert_int_equal(o.k, 4);
}

static void audiences_say_what_they_get_and_else_go_by_the_options(void **state)
{
    static const char yaml[] = "audiences:\n"
                               "  board:\n"
                               "    to: [ada@example.org, Zo\xC3\xAB <zoe@example.org>]\n"
                               "    parts: [pdf, html]\n"
                               "    privacy: ids\n"
                               "  staff:\n"
                               "    to:\n"
                               "      - bob@example.org\n"
                               "    segments: [champions, at-risk]\n"
                               "    subject: This week\n"
                               "attach: xlsx\n";
    Options o;
    Err err;

    (void)state;
    assert_int_equal(read_yaml(&o, yaml, &err), OK);
    assert_int_equal(o.audiences.count, 2);
    const Audience *board = &o.audiences.items[0], *staff = &o.audiences.items[1];
    assert_string_equal(board->name, "board");
    assert_int_equal(board->mail.to.count, 2);
    assert_true(board->mail.pdf && board->mail.html && !board->mail.csv && !board->mail.xlsx);
    assert_true(board->has_privacy);
    assert_int_equal(board->privacy, PRIVACY_IDS);
    assert_false(staff->has_privacy);
    assert_true(staff->mail.xlsx && !staff->mail.pdf);
    assert_int_equal(staff->mail.segments.count, 2);
    assert_string_equal(staff->mail.segments.items[1], "at-risk");
    assert_string_equal(staff->mail.subject, "This week");
}

static void broken_configurations_are_refused_with_a_place(void **state)
{
    static const char *const broken[][2] = {
        { "kk: 5\n", "c.yaml:1:1: unknown key kk: none of the " },
        { "title: A\ntitel: B\n", "c.yaml:2:1: unknown key titel: did you mean \"title\"?" },
        { "title: A\nk: 3\ntitle: B\n", "c.yaml:3:1: title stands twice, here and on line 1" },
        { "k: [1\n", "c.yaml:2:1: not YAML" },
        { "k:\n  a: 1\n", "c.yaml:2:3: k: a section of keys stands where a single value belongs" },
        { "title: A\nk: 0\n", "c.yaml:2:4: k: \"0\"" },
        { "attach-csv: maybe\n",
          "c.yaml:1:13: attach-csv: \"maybe\" is not known: give yes or no" },
        { "\xff: 1\n", "c.yaml:1:1: not UTF-8" },
        { "{\"k\": 5, \"tit", "c.yaml:1:" },
        { "- k\n", "c.yaml:1:1: a list stands where a section of keys" },
        { "source: shop.db\n", "c.yaml:1:9: source: a single value stands where a section" },
        { "source:\n  customer:\n    table: a\n", "c.yaml:2:3: unknown key customer: did you mean "
                                                  "\"customers\"?" },
        { "source:\n  customers:\n    tabel: a\n", "c.yaml:3:5: unknown key tabel: did you mean "
                                                   "\"table\"?" },
        { "source:\n  customers:\n    table: a\n    columns:\n      emial: b\n",
          "c.yaml:5:7: unknown key emial: did you mean \"email\"?" },
        { "source:\n  products:\n    table: a\n    sql: SELECT 1\n",
          "c.yaml:4:10: source: products: it has both table and sql" },
        { "audiences:\n  all:\n    parts: [pdf]\n", "c.yaml:2:3: audiences: all: nobody is in it" },
        { "audiences:\n  all:\n    to: []\n", "c.yaml:3:9: audiences: all: to: 0 values" },
        { "audiences:\n  all:\n    to: a@example.org\n", "c.yaml:3:9: to: a single value stands" },
        { "audiences:\n  all:\n    to:\n      - a@example.org\n      - b\n",
          "c.yaml:5:9: audiences: all: to: \"b\" is not an e-mail address" },
        { "audiences:\n  all:\n    part: [pdf]\n", "c.yaml:3:5: unknown key part: did you mean "
                                                   "\"parts\"?" },
    };
    Options o;
    Err err;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        assert_int_equal(read_yaml(&o, broken[i][0], &err), ERR_CONFIG);
        if (strncmp(err.text, broken[i][1], strlen(broken[i][1])))
            fail_msg("\"%s\": %s", broken[i][0], err.text);
        assert_null(strchr(err.text, '\n'));
    }
}

static void a_value_has_an_end(void **state)
{
    char *title = arena_alloc(&arena, 5001, 1);
    Options o;
    Err err;

    (void)state;
    memset(title, 'x', 5000);
    assert_int_equal(read_yaml(&o, arena_format(&arena, "title: %s\n", title), &err), ERR_CONFIG);
    assert_string_equal(err.text, "c.yaml:1:8: title: longer than 4096 bytes");
}

int test_options(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_has_the_stated_defaults),
        cmocka_unit_test(options_are_read_in_every_spelling),
        cmocka_unit_test(wrong_lines_are_usage_errors_that_say_what_to_do),
        cmocka_unit_test(a_word_is_a_day_in_the_zone_that_is_said),
        cmocka_unit_test(a_name_may_mean_something_else_for_another_command),
        cmocka_unit_test(options_may_stand_before_their_command),
        cmocka_unit_test(help_lists_each_commands_own_options),
        cmocka_unit_test(keys_are_the_options_names),
        cmocka_unit_test(the_command_line_wins),
        cmocka_unit_test(a_source_names_tables_queries_and_columns),
        cmocka_unit_test(audiences_say_what_they_get_and_else_go_by_the_options),
        cmocka_unit_test(a_value_has_an_end),
        cmocka_unit_test(broken_configurations_are_refused_with_a_place),
    };

    return cmocka_run_group_tests_name("options", tests, open_arena, close_arena);
}
