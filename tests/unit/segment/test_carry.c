/* Which segment of the last run goes on as which of today. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "segment/carry.h"
#include "segment_tests.h"

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

static const RunSegment TWO[] = {
    { 7, "Champions", "champions", "champions", 3, 10, 500 },
    { 4, "At Risk 2", "at-risk-2", "at-risk", 0, 20, 100 },
};

static void most_of_a_segments_clusters_say_which_one_it_was(void **state)
{
    static const size_t clusters[] = { 0, 1, 2, 3, 4, 5 };
    static const int went_on[] = { 0, -1, 1, 1, 0, 1 };
    const Customers nobody = { 0 };
    Run run = { .as_of = 100, .previous = NO_RUN, .segments = TWO, .segment_count = 2 };
    History history = { .runs = &run, .count = 1, .last = &run, .baseline = &run, .lineages = 9 };
    Segment items[] = {
        { .archetype = ARCHETYPE_CHAMPIONS,
          .label = "Champions",
          .clusters = clusters,
          .cluster_count = 4 },
        { .archetype = ARCHETYPE_LOYAL,
          .label = "Loyal Customers",
          .clusters = &clusters[4],
          .cluster_count = 2 },
        { .archetype = ARCHETYPE_NEW,
          .label = "New",
          .clusters = &clusters[5],
          .cluster_count = 1 },
    };
    Segments segments = { .items = items, .count = 3 };
    Carry carry = { .segment = went_on };

    (void)state;
    carry_segments(&segments, &carry, &nobody, &history, &arena);
    assert_int_equal(items[0].lineage, 4);  /* two of four against one */
    assert_int_equal(items[1].lineage, 7);  /* one each: the first */
    assert_int_equal(items[2].lineage, 10); /* a larger one has it */
    assert_null(items[2].last_label);
}

/* Whoever has another id today is found by identity, in whatever order they come. */
static void customers_are_known_by_their_identities(void **state)
{
    static const int64_t ids[] = { 1, 2, 3, 4, 5 };
    static const char *const then[] = { "e", "d", "c", "b", "a" };
    static const char *const now[] = { "b", "f", "a", "d", "c" };
    static const uint8_t segment[] = { 0, 0, 0, 1, 1 };
    static const uint8_t of_customer[] = { 0, 1, 0, 1, 1 };
    Customers customers = { .count = 5, .ids = ids, .identities = now };
    Segment items[] = { { .archetype = ARCHETYPE_LOYAL, .label = "Loyal Customers" },
                        { .archetype = ARCHETYPE_CHAMPIONS, .label = "Champions" } };
    Segments segments = { .items = items, .count = 2, .of_customer = of_customer };
    Run run = { .as_of = 100, .previous = NO_RUN, .segments = TWO, .segment_count = 2 };
    History history = { .runs = &run, .count = 1, .last = &run, .baseline = &run, .lineages = 9 };
    const Carry carry = { .by_members = true };

    (void)state;
    run.customers = 5;
    run.ids = ids, run.segment = segment, run.identities = then;
    carry_segments(&segments, &carry, &customers, &history, &arena);
    assert_int_equal(items[0].lineage, 4); /* a and b */
    assert_int_equal(items[1].lineage, 7); /* c and d; e is gone, f has come */
    /* Where one side has none, nobody is known. */
    static const uint8_t in_order[] = { 1, 1, 0, 0, 0 };
    items[0].last_label = items[1].last_label = NULL;
    customers.identities = NULL;
    segments.of_customer = in_order;
    carry_segments(&segments, &carry, &customers, &history, &arena);
    assert_int_equal(items[0].lineage, 10);
    assert_int_equal(items[1].lineage, 11);
}

static void prospects_go_on_as_prospects(void **state)
{
    static const RunSegment then[] = { { 7, "Champions", "champions", "champions", 3, 10, 500 },
                                       { 4, "Prospects", "prospects", "prospects", 5, 20, 0 } };
    const Customers nobody = { 0 };
    Run run = { .as_of = 100, .previous = NO_RUN, .segments = then, .segment_count = 2 };
    History history = { .runs = &run, .count = 1, .last = &run, .baseline = &run, .lineages = 9 };
    Segment items[] = { { .archetype = ARCHETYPE_PROSPECTS, .label = "Prospects" } };
    Segments segments = { .items = items, .count = 1 };
    const Carry carry = { 0 };

    (void)state;
    carry_segments(&segments, &carry, &nobody, &history, &arena);
    assert_int_equal(items[0].lineage, 4);
    assert_int_equal(items[0].colour, 5);
    assert_string_equal(items[0].last_label, "Prospects");
}

int carry_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(most_of_a_segments_clusters_say_which_one_it_was),
        cmocka_unit_test(customers_are_known_by_their_identities),
        cmocka_unit_test(prospects_go_on_as_prospects),
    };

    return cmocka_run_group_tests_name("carry", tests, open_arena, close_arena);
}
