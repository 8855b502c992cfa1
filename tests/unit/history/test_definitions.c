/* Files outlive the list of features, and what features mean. */
#include "made_run.h"

#include <math.h>
#include <stdio.h>

#include "history/pack.h"

/* What today's made runs mean, so that a test can change one of them. */
static Definitions same_definitions(const Run *run, Arena *arena)
{
    RunText *figures = ARENA_ARRAY(arena, RunText, run->figure_count);
    Definitions now = { .figures = figures, .figure_count = run->figure_count };

    memcpy(now.features, run->definitions, sizeof now.features);
    for (size_t i = 0; i < run->figure_count; i++)
        figures[i] = (RunText){ run->figures[i].key, run->figures[i].definition };
    return now;
}

static int place_of(Feature feature)
{
    int place = 0;

    while (CLUSTERED[place] != feature)
        place++;
    return place;
}

/* All of the run's numbers as they were written, but for one feature, of which there are none. */
static void assert_all_but(const Run *run, const Run *written, Feature gone)
{
    for (size_t i = 0; i < PEOPLE; i++) {
        for (Feature f = 0; f < F_COUNT; f++) {
            double got = matrix_at(&run->features, i, f);
            if (f == gone) {
                assert_true(isnan(got));
            } else {
                assert_true(got == matrix_at(&written->features, i, f));
            }
        }
    }
    for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
        for (size_t c = 0; c < CLUSTERS; c++) {
            double got = matrix_at(&run->centroids, c, f);
            assert_true(CLUSTERED[f] == gone ? isnan(got)
                                             : got == matrix_at(&written->centroids, c, f));
        }
        assert_true(CLUSTERED[f] == gone ? isnan(run->mean[f]) : run->mean[f] == written->mean[f]);
        assert_true(CLUSTERED[f] == gone ? isnan(run->sd[f]) : run->sd[f] == written->sd[f]);
    }
}

static const char *hex_of(const Buf *bytes, Arena *arena)
{
    const char *text = "";

    for (size_t i = 0; i < bytes->size; i++)
        text = arena_format(arena, "%s%02x", text, (unsigned char)bytes->data[i]);
    return text;
}

/* As a program with the feature "loyalty_points" would have written it, that clusters by it with
 * this deviation, and packs the tenure over it. */
static void add_unknown_feature(const char *path, const Run *run, double sd, Arena *arena)
{
    static const double points[PEOPLE] = { 3, 0, 7, 250 };
    double tenure[PEOPLE];
    Buf by = { 0 }, over = { 0 };

    for (size_t i = 0; i < PEOPLE; i++)
        tenure[i] = matrix_at(&run->features, i, F_TENURE_DAYS);
    pack_numbers(&by, points, NULL, 1, PEOPLE);
    pack_numbers(&over, tenure, points, 1, PEOPLE);
    run_sql(path,
            arena_format(arena,
                         "INSERT INTO features SELECT as_of, 'loyalty_points', "
                         "'loyalty_points/4', 1, NULL FROM runs;"
                         "INSERT INTO columns SELECT as_of, 'loyalty_points', x'%s' FROM runs;"
                         "INSERT INTO scaling SELECT as_of, 'loyalty_points', 65, %g FROM runs;"
                         "INSERT INTO centroids SELECT DISTINCT as_of, cluster, segment, "
                         "'loyalty_points', 5 FROM centroids;"
                         "UPDATE features SET divisor = 'loyalty_points' WHERE key = "
                         "'tenure_days';"
                         "UPDATE columns SET data = x'%s' WHERE key = 'tenure_days'",
                         hex_of(&by, arena), sd, hex_of(&over, arena)));
    buf_close(&by);
    buf_close(&over);
}

static void remove_feature(const char *path, const char *key, Arena *arena)
{
    run_sql(path, arena_format(arena,
                               "DELETE FROM features WHERE key = '%s';"
                               "DELETE FROM columns WHERE key = '%s';"
                               "DELETE FROM scaling WHERE feature = '%s';"
                               "DELETE FROM centroids WHERE feature = '%s'",
                               key, key, key, key));
}

static void a_feature_more_and_one_less_are_no_damage(void **state)
{
    Fixture *fixture = *state;
    const char *path = path_in(fixture, "h.db");
    Run run = made_run(fixture, "2025-01-06", 0);

    put_run(path, &run, 100);
    add_unknown_feature(path, &run, 12.5, &fixture->arena);
    remove_feature(path, "unique_products", &fixture->arena);
    History history = get_history(fixture, path, "2025-01-20", NO_RUN);
    const Run *got = history.last;
    assert_all_but(got, &run, F_UNIQUE_PRODUCTS);
    assert_null(got->definitions[F_UNIQUE_PRODUCTS]);
    assert_false(run_has(got, F_UNIQUE_PRODUCTS));
    assert_true(run_has(got, F_TENURE_DAYS));
    assert_false(run_has_centres(got));
    /* What told its clusters apart is gone. */
    assert_int_equal(got->dropped_count, 1);
    assert_string_equal(got->dropped[0], "loyalty_points");
    assert_true(got->stands_apart);
    for (size_t i = 0; i < PEOPLE; i++)
        assert_int_equal(got->bought[i], matrix_at(&run.features, i, F_FREQUENCY) > 0);
}

static void a_feature_less_that_told_nobody_apart_is_not_missed(void **state)
{
    Fixture *fixture = *state;
    const char *path = path_in(fixture, "h.db");
    Run run = made_run(fixture, "2025-01-06", 0);

    put_run(path, &run, 100);
    add_unknown_feature(path, &run, 0, &fixture->arena);
    const Run *got = get_history(fixture, path, "2025-01-20", NO_RUN).last;
    assert_all_but(got, &run, F_COUNT);
    assert_true(run_has_centres(got));
    assert_int_equal(got->dropped_count, 0);
    assert_false(got->stands_apart);
}

static void a_run_is_written_with_the_features_that_it_has(void **state)
{
    Fixture *fixture = *state;
    const char *path = path_in(fixture, "h.db");
    Run run = made_run(fixture, "2025-01-06", 0);

    /* An average is packed over its count: that is not needed to read it. */
    run.definitions[F_FREQUENCY] = NULL;
    put_run(path, &run, 100);
    const Run *got = get_history(fixture, path, "2025-01-20", NO_RUN).last;
    assert_all_but(got, &run, F_FREQUENCY);
    assert_null(got->bought);
    assert_int_equal(ask_sql(path, "SELECT count(*) FROM columns WHERE key = 'frequency'"), 0);
}

static void what_means_the_same_is_compared(void **state)
{
    Fixture *fixture = *state;
    const char *path = path_in(fixture, "h.db");
    Run run = made_run(fixture, "2025-01-06", 0);
    Definitions now = same_definitions(&run, &fixture->arena);

    put_run(path, &run, 100);
    History history = get_history(fixture, path, "2025-01-20", NO_RUN);
    history_align(&history, &now, &fixture->arena);
    assert_all_but(history.last, &run, F_COUNT);
    assert_true(run_has_centres(history.last));
    assert_false(history.last->stands_apart);
    assert_true(run_figure(history.last, "revenue") == 0.1 + 0.2);
    assert_true(history.last->segments[0].revenue == 10.1);
}

static void what_means_something_else_is_not_remembered(void **state)
{
    Fixture *fixture = *state;
    const char *path = path_in(fixture, "h.db");
    Run first = made_run(fixture, "2025-01-06", 0), second = made_run(fixture, "2025-01-13", 1);
    Definitions now = same_definitions(&first, &fixture->arena);

    put_run(path, &first, 100);
    put_run(path, &second, 100);
    now.features[F_FREQUENCY] = "frequency/1 by order";
    History history = get_history(fixture, path, "2025-01-20", NO_RUN);
    history_align(&history, &now, &fixture->arena);
    assert_all_but(history.last, &second, F_FREQUENCY);
    assert_false(run_has(history.last, F_FREQUENCY));
    assert_false(run_has_centres(history.last));
    assert_true(history.last->stands_apart);
    assert_int_equal(history.last->dropped_count, 0);
    assert_non_null(history.last->bought);
    /* It can still be told what it meant. */
    assert_string_equal(history.last->definitions[F_FREQUENCY], second.definitions[F_FREQUENCY]);
    assert_true(run_figure(history.last, "revenue") == 0.1 + 0.2 + 1);

    /* Figures of all runs, and the revenue of their segments, which is spend. */
    now.figures = &(RunText){ "revenue", "revenue/2" };
    now.features[F_TOTAL_SPEND] = "total_spend/2";
    history_align(&history, &now, &fixture->arena);
    for (size_t i = 0; i < 2; i++) {
        assert_true(isnan(run_figure(&history.runs[i], "revenue")));
        assert_true(isnan(history.runs[i].segments[0].revenue));
        assert_int_equal(history.runs[i].segments[0].customers, 2);
    }
}

static void what_did_not_vary_then_tells_nothing_now(void **state)
{
    Fixture *fixture = *state;
    const char *path = path_in(fixture, "h.db");
    Run run = made_run(fixture, "2025-01-06", 0);
    Definitions now = same_definitions(&run, &fixture->arena);

    run.sd[place_of(F_MAX_PURCHASE)] = 0;
    put_run(path, &run, 100);
    now.features[F_MAX_PURCHASE] = "max_purchase/2";
    History history = get_history(fixture, path, "2025-01-20", NO_RUN);
    history_align(&history, &now, &fixture->arena);
    assert_all_but(history.last, &run, F_MAX_PURCHASE);
    assert_false(history.last->stands_apart);
}

/* --- files of version 1 ----------------------------------------------------------------------- */

static const char *old_file(Fixture *fixture, const char *change)
{
    const char *path = path_in(fixture, "old.db");
    Bytes sql;
    Err err = { 0 };

    if (file_read(&sql, SOURCE_DIR "/tests/unit/history/version_1.sql", 100000, &fixture->arena,
                  &err)) {
        fail_msg("%s", err.text);
    }
    run_sql(path, arena_text_n(&fixture->arena, (const char *)sql.data, sql.size));
    run_sql(path, change);
    return path;
}

/* The members' spend is the segment's revenue, and over the purchases it is the average. */
static void assert_adds_up(const Run *run)
{
    double spend[9] = { 0 };

    assert_int_equal(run->segment_count, 6);
    for (size_t i = 0; i < run->customers; i++) {
        const double *features = matrix_row(&run->features, i);
        spend[run->segment[i]] += features[F_TOTAL_SPEND];
        if (!run->bought[i]) continue;
        assert_near(features[F_TOTAL_SPEND] / features[F_FREQUENCY], features[F_AVG_PURCHASE],
                    1e-12);
    }
    for (size_t s = 0; s < run->segment_count; s++)
        assert_near(spend[s], run->segments[s].revenue, 1e-12);
}

static const char *meaning_of(const Run *run, const char *key)
{
    for (size_t i = 0; i < run->figure_count; i++) {
        if (!strcmp(run->figures[i].key, key)) return run->figures[i].definition;
    }
    return "none";
}

static void an_old_file_is_read_with_what_held_then(void **state)
{
    Fixture *fixture = *state;
    const char *path = old_file(fixture, "");
    Bytes before, after;
    Err err = { 0 };

    assert_int_equal(file_read(&before, path, 1000000, &fixture->arena, &err), OK);
    History history = get_history(fixture, path, "2025-06-30", NO_RUN);
    assert_int_equal(history.count, 2);
    assert_int_equal(history.last->customers, 40);
    assert_adds_up(history.last);
    assert_string_equal(history.last->definitions[F_FREQUENCY], "frequency/1 by row");
    assert_string_equal(history.last->definitions[F_TENURE_DAYS], "tenure_days/1");
    assert_true(run_figure(history.last, "purchases") == 326);
    assert_string_equal(run_setting(history.last, "purchase_rule"), "row");
    assert_true(run_has_centres(history.last));
    assert_string_equal(meaning_of(history.last, "purchases"), "purchases/1 by row");
    assert_string_equal(meaning_of(history.last, "revenue"), "revenue/1");
    /* Reading leaves it as it was. */
    assert_int_equal(file_read(&after, path, 1000000, &fixture->arena, &err), OK);
    assert_int_equal(before.size, after.size);
    assert_memory_equal(before.data, after.data, before.size);
}

static void an_old_file_goes_on_in_the_new_form(void **state)
{
    enum { OLD_RUNS = 2, OLD_FEATURES = 13 };
    Fixture *fixture = *state;
    const char *path = old_file(fixture, "");
    Run run = made_run(fixture, "2025-06-30", 0);

    put_run(path, &run, 100);
    assert_int_equal(ask_sql(path, "PRAGMA user_version"), 2);
    assert_int_equal(ask_sql(path, "SELECT count(*) FROM runs"), 3);
    assert_int_equal(ask_sql(path, "SELECT count(*) FROM features"),
                     OLD_RUNS * OLD_FEATURES + F_COUNT);
    History history = get_history(fixture, path, "2025-07-07", day("2025-06-23"));
    assert_adds_up(history.baseline);
    assert_all_but(history.last, &run, F_COUNT);
}

static void an_old_file_that_is_damaged_is_said_to_be(void **state)
{
    static const char *const changes[] = {
        "DELETE FROM columns WHERE key = 'tenure_days'",
        "DELETE FROM scaling WHERE feature = 'frequency'",
        "DROP TABLE figures",
        "CREATE TABLE features (a)",
        "UPDATE runs SET customers = 41",
    };

    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        Fixture *fixture = *state;
        const char *path = old_file(fixture, changes[i]);
        refuse_history(fixture, path, ERR_DATA, "damaged");
        assert_int_equal(remove(path), 0);
    }
}

int definitions_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_feature_more_and_one_less_are_no_damage),
        TEST(a_feature_less_that_told_nobody_apart_is_not_missed),
        TEST(a_run_is_written_with_the_features_that_it_has),
        TEST(what_means_the_same_is_compared),
        TEST(what_means_something_else_is_not_remembered),
        TEST(what_did_not_vary_then_tells_nothing_now),
        TEST(an_old_file_is_read_with_what_held_then),
        TEST(an_old_file_goes_on_in_the_new_form),
        TEST(an_old_file_that_is_damaged_is_said_to_be),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
