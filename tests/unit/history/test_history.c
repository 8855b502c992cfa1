/* The history file: what comes back, what is replaced, what is refused. */
#include "made_run.h"

#include <math.h>
#include <stdio.h>

#include "history/pack.h"

static void assert_same_run(const Run *a, const Run *b)
{
    assert_int_equal(a->as_of, b->as_of);
    assert_int_equal(a->customers, b->customers);
    assert_memory_equal(a->mean, b->mean, sizeof a->mean);
    assert_memory_equal(a->sd, b->sd, sizeof a->sd);
    assert_int_equal(a->centroids.rows, b->centroids.rows);
    assert_memory_equal(a->centroids.at, b->centroids.at,
                        a->centroids.rows * CLUSTERED_COUNT * sizeof(double));
    assert_memory_equal(a->cluster_segment, b->cluster_segment, CLUSTERS * sizeof(int));
    assert_memory_equal(a->ids, b->ids, a->customers * sizeof *a->ids);
    assert_memory_equal(a->segment, b->segment, a->customers);
    assert_memory_equal(a->features.at, b->features.at, a->customers * F_COUNT * sizeof(double));
    assert_true(run_figure(a, "revenue") == run_figure(b, "revenue"));
    assert_true(isnan(run_figure(a, "returned")));
    assert_string_equal(run_setting(a, "labels"), "it's \"so\"");
    assert_int_equal(a->segments[0].lineage, 4);
    assert_string_equal(a->segments[1].slug, "at-risk-2");
    assert_true(a->segments[0].revenue == b->segments[0].revenue);
}

/* --- packing ---------------------------------------------------------------------------------- */

static void packed_numbers_come_back_to_the_bit(void **state)
{
    const double values[] = { 0,     1,    -1,        12.34,  0.1 + 0.2, 1e300, -1e-300, 3.0 / 7,
                              99.99, 1e15, 123456.78, 5e-324, -0.01,     2.5,   1e16,    7 };
    const double divisors[] = { 0, 3, 3, 7, 0, 1, 1, 7, 1, 1, 2, 1, 1, 1, 1, 3 };
    enum { COUNT = COUNT_OF(values) };

    (void)state;
    for (int with = 0; with < 2; with++) {
        double got[COUNT] = { 0 };
        Buf out = { 0 };
        pack_numbers(&out, values, with ? divisors : NULL, 1, COUNT);
        Bytes bytes = { (const unsigned char *)out.data, out.size };
        assert_true(unpack_numbers(got, with ? divisors : NULL, 1, COUNT, bytes));
        assert_memory_equal(got, values, sizeof values);
        for (bytes.size = 0; bytes.size < out.size; bytes.size++)
            assert_false(unpack_numbers(got, with ? divisors : NULL, 1, COUNT, bytes));
        buf_close(&out);
    }
}

static void amounts_and_their_averages_take_few_bytes(void **state)
{
    enum { COUNT = 1000 };
    double spend[COUNT], orders[COUNT], mean[COUNT];
    Buf out = { 0 };

    (void)state;
    for (int i = 0; i < COUNT; i++) {
        spend[i] = (i * 7919 % 100000) / 100.0;
        orders[i] = 1 + i % 9;
        mean[i] = spend[i] / orders[i];
    }
    pack_numbers(&out, spend, NULL, 1, COUNT);
    assert_true(out.size <= 3 * COUNT + 1);
    buf_clear(&out);
    pack_numbers(&out, mean, orders, 1, COUNT);
    assert_true(out.size <= 3 * COUNT + 1);
    buf_close(&out);
}

/* --- the file --------------------------------------------------------------------------------- */

static void a_run_comes_back_as_it_was(void **state)
{
    Fixture *fixture = *state;
    const char *path = path_in(fixture, "h.db");
    Run first = made_run(fixture, "2025-01-06", 0), second = made_run(fixture, "2025-01-13", 2);

    second.previous = first.as_of;
    put_run(path, &first, 100);
    put_run(path, &second, 100);
    History history = get_history(fixture, path, "2025-01-20", NO_RUN);
    assert_int_equal(history.count, 2);
    assert_int_equal(history.lineages, 4);
    assert_ptr_equal(history.baseline, history.last);
    assert_same_run(history.last, &second);
    assert_int_equal(history.last->previous, first.as_of);
    assert_int_equal(history.later, NO_RUN);
    history = get_history(fixture, path, "2025-01-20", first.as_of);
    assert_same_run(history.baseline, &first);
    assert_same_run(history.last, &second);
    /* Runs of the day itself and of later days are not its past. */
    history = get_history(fixture, path, "2025-01-13", NO_RUN);
    assert_int_equal(history.count, 1);
    assert_int_equal(history.later, NO_RUN);
    history = get_history(fixture, path, "2025-01-12", NO_RUN);
    assert_int_equal(history.later, second.as_of);
}

static void a_run_of_the_same_day_is_replaced_and_old_ones_go(void **state)
{
    Fixture *fixture = *state;
    const char *path = path_in(fixture, "h.db");
    Run old = made_run(fixture, "2024-01-01", 0), first = made_run(fixture, "2025-01-06", 0);
    Run again = made_run(fixture, "2025-01-06", 5);

    put_run(path, &old, 100);
    put_run(path, &first, 53);
    assert_int_equal(ask_sql(path, "SELECT count(*) FROM runs"), 2);
    put_run(path, &again, 52);
    assert_int_equal(ask_sql(path, "SELECT count(*) FROM runs"), 1);
    assert_int_equal(ask_sql(path, "SELECT count(*) FROM columns"), F_COUNT + 2);
    assert_int_equal(ask_sql(path, "SELECT count(*) FROM segments"), 2);
    assert_int_equal(ask_sql(path, "SELECT count(*) FROM centroids"), CLUSTERS * CLUSTERED_COUNT);
    History history = get_history(fixture, path, "2025-01-20", NO_RUN);
    assert_same_run(history.last, &again);
}

static void a_file_that_is_not_there_or_empty_is_a_history_without_runs(void **state)
{
    Fixture *fixture = *state;
    const char *path = path_in(fixture, "none.db");
    FILE *file;

    assert_int_equal(get_history(fixture, path, "2025-01-20", NO_RUN).count, 0);
    assert_false(path_exists(path));
    file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
    assert_int_equal(get_history(fixture, path, "2025-01-20", NO_RUN).count, 0);
    refuse_history(fixture, path_in(fixture, "no/such/folder.db"), ERR_CANNOT_CREATE,
                   "another place");
    refuse_history(fixture, fixture->folder, ERR_CANNOT_CREATE, "takes a file");
}

static void files_that_are_not_ours_or_newer_are_refused(void **state)
{
    Fixture *fixture = *state;
    const char *shop = strict_shop(fixture, ""), *path = path_in(fixture, "h.db");
    Run run = made_run(fixture, "2025-01-06", 0);
    Err err = { 0 };

    refuse_history(fixture, shop, ERR_DATA, "not a history of ours");
    assert_int_equal(history_write(shop, &run, 10, &err), ERR_DATA);
    put_run(path, &run, 10);
    run_sql(path, "PRAGMA user_version = 99");
    refuse_history(fixture, path, ERR_DATA, "newer clientele (version 99");
    assert_int_equal(history_write(path, &run, 10, &err), ERR_DATA);
    run_sql(path, "PRAGMA user_version = 2; PRAGMA application_id = 5");
    refuse_history(fixture, path, ERR_DATA, "not a history of ours");
    assert_int_equal(file_write(path, "customer,amount\n", 16, &err), OK);
    refuse_history(fixture, path, ERR_DATA, "not a history of ours");
}

static void what_no_run_writes_is_damage(void **state)
{
    static const char *const changes[] = {
        "UPDATE segments SET lineage = 0",
        "UPDATE segments SET colour = -1",
        "UPDATE runs SET as_of = '2025-1-6'",
        "UPDATE runs SET customers = 5",
        "UPDATE runs SET customers = 4000000000",
        "UPDATE columns SET data = x'00' WHERE key = 'frequency'",
        "UPDATE columns SET data = x'FF0102030405' WHERE key = 'total_spend'",
        "UPDATE columns SET data = x'00000000' WHERE key = 'customer_id'",
        "UPDATE columns SET data = x'00010902' WHERE key = 'segment'",
        "DELETE FROM columns WHERE key = 'tenure_days'",
        "UPDATE centroids SET segment = 9",
        "UPDATE centroids SET cluster = cluster + 1e9",
        "DELETE FROM centroids WHERE feature = 'frequency'",
        "DELETE FROM scaling WHERE feature = 'frequency'",
        "UPDATE figures SET value = 9e999",
        "DELETE FROM features",
        "DELETE FROM features WHERE key = 'frequency'",
        "DELETE FROM features WHERE key = 'total_spend'",
        "INSERT INTO features SELECT as_of, 'ghost', 'ghost/1', 1, NULL FROM runs",
        "UPDATE features SET divisor = 'nothing' WHERE key = 'avg_purchase'",
        "UPDATE features SET divisor = 'avg_purchase' WHERE key = 'frequency'",
        "UPDATE features SET clustered = 1 - clustered WHERE key = 'tenure_days'",
        "UPDATE scaling SET sd = -1 WHERE feature = 'frequency'",
        "DROP TABLE figures",
        "ALTER TABLE columns RENAME TO rows",
    };
    Fixture *fixture = *state;
    Run run = made_run(fixture, "2025-01-06", 0);

    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        char name[30];
        snprintf(name, sizeof name, "h%zu.db", i);
        const char *path = path_in(fixture, name);
        put_run(path, &run, 10);
        run_sql(path, changes[i]);
        refuse_history(fixture, path, ERR_DATA, "damaged");
    }
}

static void a_baseline_that_is_not_there_is_refused_with_those_that_are(void **state)
{
    Fixture *fixture = *state;
    const char *path = path_in(fixture, "h.db");
    Run run = made_run(fixture, "2025-01-06", 0);
    History history;
    Err err = { 0 };

    put_run(path, &run, 10);
    assert_int_equal(
        history_read(&history, path, day("2025-01-20"), day("2025-01-07"), &fixture->arena, &err),
        ERR_USAGE);
    assert_non_null(strstr(err.text, "2025-01-07"));
    assert_non_null(strstr(err.text, "2025-01-06"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(packed_numbers_come_back_to_the_bit),
        TEST(amounts_and_their_averages_take_few_bytes),
        TEST(a_run_comes_back_as_it_was),
        TEST(a_run_of_the_same_day_is_replaced_and_old_ones_go),
        TEST(a_file_that_is_not_there_or_empty_is_a_history_without_runs),
        TEST(files_that_are_not_ours_or_newer_are_refused),
        TEST(what_no_run_writes_is_damage),
        TEST(a_baseline_that_is_not_there_is_refused_with_those_that_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL) + definitions_tests();
}
