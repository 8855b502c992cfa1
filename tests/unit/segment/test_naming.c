/* Clusters side by side: what is alike, what is one segment, and what tells a name's segments
 * apart. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "made_shop.h"
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

static Segments describe(MadeShop *made, const SegmentPlan *plan)
{
    Segments segments;
    Err err = { 0 };

    if (segments_describe(&segments, &made->shop, &made->model, made->rows, plan, &arena, &err))
        fail_msg("%s", err.text);
    return segments;
}

static Segments describe_plain(MadeShop *made)
{
    made_close(made);
    return describe(made, &(SegmentPlan){ .currency = "USD" });
}

/* The segment that a cluster is in. */
static const Segment *segment_of(const Segments *segments, size_t cluster)
{
    for (size_t i = 0; i < segments->count; i++) {
        for (size_t c = 0; c < segments->items[i].cluster_count; c++) {
            if (segments->items[i].clusters[c] == cluster) return &segments->items[i];
        }
    }
    fail_msg("cluster %zu is in no segment", cluster);
    return NULL;
}

/* Customers of that kind, who start and spend a little apart from each other. */
static void add_about(MadeShop *made, Kind kind, size_t customers, size_t cluster)
{
    for (size_t i = 0; i < customers; i++) {
        Kind one = kind;
        one.first -= (Day)(i % 7);
        one.amount *= 1 + 0.02 * (double)(i % 9);
        made_add(made, one, 1, cluster);
    }
}

static void clusters_that_differ_in_nothing_are_one_segment(void **state)
{
    MadeShop *made = made_open(&arena);

    (void)state;
    made_add_crowd(made, false);
    add_about(made, (Kind){ 300, 0, 1, 50, 0 }, 40, 1);
    add_about(made, (Kind){ 300, 0, 1, 50, 0 }, 60, 2);
    Segments segments = describe_plain(made);
    const Segment *once = segment_of(&segments, 1);
    assert_ptr_equal(once, segment_of(&segments, 2));
    assert_string_equal(once->label, "One-Time Buyers");
    assert_int_equal(once->count, 100);
    assert_int_equal(once->cluster_count, 2);
    assert_non_null(strstr(once->reason, "2 clusters that hardly differ"));
    for (size_t i = 1; i < once->count; i++)
        assert_true(once->members[i - 1] < once->members[i]);
}

static void members_of_one_segment_come_in_their_order(void **state)
{
    MadeShop *made = made_open(&arena);

    (void)state;
    made_add_crowd(made, false);
    add_about(made, (Kind){ 300, 0, 1, 50, 0 }, 60, 2);
    add_about(made, (Kind){ 300, 0, 1, 50, 0 }, 40, 1);
    Segments segments = describe_plain(made);
    const Segment *once = segment_of(&segments, 1);
    assert_int_equal(once->count, 100);
    for (size_t i = 0; i < once->count; i++)
        assert_int_equal(once->members[i], 200 + i);
}

static void two_of_a_name_are_told_apart_by_what_differs_most(void **state)
{
    static const struct {
        Kind one, other;
        const char *words, *other_words, *slug;
    } cases[] = {
        { { 300, 0, 1, 50, 0 }, { 800, 0, 1, 50, 0 }, "less recent", "more recent", "less-recent" },
        { { 300, 0, 1, 50, 0 },
          { 301, 0, 1, 90, 0 },
          "lower spend",
          "higher spend",
          "lower-spend" },
        { { 300, 0, 1, 50, 1 },
          { 301, 0, 1, 50, 9 },
          "fewer contacts",
          "more contacts",
          "fewer-contacts" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        MadeShop *made = made_open(&arena);
        made_add_crowd(made, false);
        add_about(made, cases[i].one, 40, 1);
        add_about(made, cases[i].other, 40, 2);
        Segments segments = describe_plain(made);
        const Segment *one = segment_of(&segments, 1), *other = segment_of(&segments, 2);
        assert_int_equal(one->archetype, ARCHETYPE_ONE_TIME);
        assert_string_equal(one->label,
                            arena_format(&arena, "One-Time Buyers, %s", cases[i].words));
        assert_string_equal(other->label,
                            arena_format(&arena, "One-Time Buyers, %s", cases[i].other_words));
        assert_string_equal(one->slug, arena_format(&arena, "one-time-buyers-%s", cases[i].slug));
        assert_non_null(strstr(one->reason, arena_format(&arena, "“%s”", cases[i].words)));
    }
}

static void four_of_a_name_are_told_apart_by_two_figures(void **state)
{
    MadeShop *made = made_open(&arena);

    (void)state;
    made_add_crowd(made, false);
    add_about(made, (Kind){ 300, 0, 1, 50, 0 }, 40, 1);
    add_about(made, (Kind){ 300, 0, 1, 500, 0 }, 40, 2);
    add_about(made, (Kind){ 800, 0, 1, 50, 0 }, 40, 3);
    add_about(made, (Kind){ 800, 0, 1, 500, 0 }, 40, 4);
    Segments segments = describe_plain(made);
    assert_string_equal(segment_of(&segments, 1)->label, "One-Time Buyers, less recent, lower "
                                                         "spend");
    assert_string_equal(segment_of(&segments, 4)->label, "One-Time Buyers, more recent, higher "
                                                         "spend");
}

/* In one figure alone three or four have an order. */
static void an_order_of_one_figure_has_superlatives_and_then_numbers(void **state)
{
    static const char *const labels[] = { "lowest spend", "lower spend", "higher spend",
                                          "highest spend" };

    (void)state;
    for (size_t count = 3; count <= 4; count++) {
        MadeShop *made = made_open(&arena);
        made_add_crowd(made, false);
        for (size_t c = 0; c < count; c++)
            add_about(made, (Kind){ 300, 0, 1, 50 * pow(3, (double)c), 0 }, 30, 1 + c);
        Segments segments = describe_plain(made);
        for (size_t c = 0; c < count; c++) {
            const char *label = segment_of(&segments, 1 + c)->label;
            for (size_t other = 0; other < c; other++)
                assert_string_not_equal(label, segment_of(&segments, 1 + other)->label);
        }
        if (count == 4) {
            for (size_t c = 0; c < count; c++)
                assert_non_null(strstr(segment_of(&segments, 1 + c)->label, labels[c]));
        }
    }
}

static void an_order_is_explained_by_all_that_it_is_of(void **state)
{
    static const struct {
        double amount;
        const char *words, *mine, *theirs;
    } wanted[] = {
        { 50, "“lowest spend”", " $50.00 ", "between $150.00 and $1,350" },
        { 150, "“lower spend”", " $150.00 ", "between $450.00 and $1,350" },
        { 450, "“higher spend”", " $450.00 ", "between $50.00 and $150.00" },
        { 1350, "“highest spend”", " $1,350 ", "between $50.00 and $450.00" },
    };
    MadeShop *made = made_open(&arena);

    (void)state;
    made_add_crowd(made, false);
    for (size_t c = 0; c < COUNT_OF(wanted); c++)
        made_add(made, (Kind){ 300, 0, 1, wanted[c].amount, 0 }, 30, 1 + c);
    Segments segments = describe_plain(made);
    for (size_t c = 0; c < COUNT_OF(wanted); c++) {
        const char *reason = segment_of(&segments, 1 + c)->reason;
        assert_non_null(strstr(reason, wanted[c].words));
        assert_non_null(strstr(reason, wanted[c].mine));
        assert_non_null(strstr(reason, wanted[c].theirs));
    }
}

/* Half of them bought once, a short while ago; half are long gone. */
static void a_mixed_segment_says_what_comes_nearest(void **state)
{
    MadeShop *made = made_open(&arena);

    (void)state;
    made_add_crowd(made, true);
    made_add(made, (Kind){ 990, 0, 1, 50, 0 }, 10, 2);
    made_add(made, (Kind){ 10, 60, 6, 50, 0 }, 10, 2);
    made_close(made);
    Segments segments = describe(made, &(SegmentPlan){ .currency = "USD" });
    const Segment *mixed = segment_of(&segments, 2);
    assert_string_equal(mixed->label, "Mixed Customers");
    assert_non_null(strstr(mixed->reason, "closest is New Customers, which fits 10 of 20 members"));
    segments = describe(made, &(SegmentPlan){ .currency = "USD", .min_group = 5 });
    assert_null(strstr(segment_of(&segments, 2)->reason, "closest"));
}

/* Counts are whole, but for a median between two of them. */
static void what_tells_two_apart_is_said_in_figures(void **state)
{
    MadeShop *made = made_open(&arena);

    (void)state;
    made_add_crowd(made, false);
    made_add(made, (Kind){ 300, 0, 1, 50, 1 }, 20, 1);
    made_add(made, (Kind){ 300, 0, 1, 50, 2 }, 20, 1);
    made_add(made, (Kind){ 300, 0, 1, 50, 9 }, 40, 2);
    Segments segments = describe_plain(made);
    assert_non_null(strstr(segment_of(&segments, 1)->reason, " is 1.5 here"));
    assert_non_null(strstr(segment_of(&segments, 1)->reason, " it is 9."));
    assert_non_null(strstr(segment_of(&segments, 2)->reason, " is 9 here"));
    assert_non_null(strstr(segment_of(&segments, 2)->reason, " it is 1.5."));
}

/* Of nine in a row some have no words of their own left: every label and slug is one's own all the
 * same. */
static void names_and_files_are_unique_however_many(void **state)
{
    MadeShop *made = made_open(&arena);

    (void)state;
    made_add_crowd(made, false);
    for (size_t c = 1; c <= 9; c++)
        add_about(made, (Kind){ 300, 0, 1, 50 * pow(2, (double)c), 0 }, 20, c);
    Segments segments = describe_plain(made);
    assert_true(segments.count >= 9);
    for (size_t i = 0; i < segments.count; i++) {
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(segments.items[i].label, segments.items[j].label);
            assert_string_not_equal(segments.items[i].slug, segments.items[j].slug);
        }
    }
}

/* At risk and hibernating by themselves, but alike: twelve of twenty lie just above the median of
 * all buyers' spend, or just below it. */
static void what_is_alike_gets_no_other_advice(void **state)
{
    MadeShop *made = made_open(&arena), *crowd = made_open(&arena);
    SegmentPlan plan = { .currency = "USD" };

    (void)state;
    made_add_crowd(crowd, true);
    made_close(crowd);
    Facts facts = facts_find(&crowd->shop, &arena);
    double middle = facts.borders[FIGURE_SPEND].middle;
    made_add_crowd(made, true);
    for (int i = 0; i < 20; i++) {
        double over = (middle + 1) / 5, under = (middle - 1) / 5;
        made_add(made, (Kind){ 3 * i, 20, 5, i < 12 ? over : under, 0 }, 1, 2);
        made_add(made, (Kind){ 3 * i, 20, 5, i < 8 ? over : under, 0 }, 1, 3);
    }
    Segments segments = describe_plain(made);
    const Segment *one = segment_of(&segments, 2), *other = segment_of(&segments, 3);
    assert_int_equal(one->archetype, ARCHETYPE_LAPSED);
    assert_int_equal(other->archetype, ARCHETYPE_LAPSED);
    assert_ptr_equal(one, other); /* they differ in nothing else either */
    made_close(made);
    SegmentPlan other_plan = plan;
    made->shop.has_interactions = true;
    for (size_t i = 0; i < made->kinds.count; i++) {
        double *f = matrix_row(&made->shop.customers.features, i);
        f[F_INTERACTION_COUNT] = made->cluster.items[i] == 3 ? 9 : 1;
    }
    segments = describe(made, &other_plan);
    one = segment_of(&segments, 2);
    other = segment_of(&segments, 3);
    assert_string_equal(one->label, "Lapsed Customers, fewer contacts");
    assert_string_equal(other->label, "Lapsed Customers, more contacts");
    assert_non_null(strstr(one->reason, "this segment would be At Risk"));
    assert_non_null(strstr(other->reason, "this segment would be Hibernating"));
}

/* Twenty who buy less often than a fifth of all, but for far more money than the thirty who are in
 * the top fifth of both. */
static void champions_spend_no_less_than_loyal_customers(void **state)
{
    MadeShop *made = made_open(&arena);

    (void)state;
    made_add_crowd(made, false);
    add_about(made, (Kind){ 600, 7, 57, 60, 0 }, 30, 1);
    add_about(made, (Kind){ 520, 25, 20, 5000, 0 }, 20, 2);
    add_about(made, (Kind){ 600, 10, 40, 1, 0 }, 40, 3);
    Segments segments = describe_plain(made);
    const Segment *one = segment_of(&segments, 1), *other = segment_of(&segments, 2);
    assert_int_equal(other->archetype, ARCHETYPE_LOYAL);
    assert_true(one->median[F_TOTAL_SPEND] < other->median[F_TOTAL_SPEND]);
    assert_int_equal(one->archetype, ARCHETYPE_LOYAL);
    assert_non_null(strstr(one->reason, "They would be Champions"));
    made = made_open(&arena);
    made_add_crowd(made, false);
    add_about(made, (Kind){ 600, 7, 57, 60, 0 }, 30, 1);
    add_about(made, (Kind){ 600, 10, 40, 1, 0 }, 40, 2);
    segments = describe_plain(made);
    assert_int_equal(segment_of(&segments, 1)->archetype, ARCHETYPE_CHAMPIONS);
}

/* A history with the same clusters under other names. */
static History history_of(const MadeShop *made, const char *archetype)
{
    Run *run = ARENA_NEW(&arena, Run);
    size_t k = made->model.clustering.k;
    RunSegment *segments = ARENA_ARRAY(&arena, RunSegment, k);
    int *of_cluster = ARENA_ARRAY(&arena, int, k);

    for (size_t c = 0; c < k; c++) {
        const char *label = arena_format(&arena, "Old %zu", c);
        segments[c] = (RunSegment){ (int)c + 1, label, label, archetype, (int)c, 10, 0 };
        of_cluster[c] = (int)c;
    }
    *run = (Run){ .as_of = 900, .previous = NO_RUN, .segments = segments, .segment_count = k };
    run->cluster_segment = of_cluster;
    run->centroids = matrix_new(k, CLUSTERED_COUNT, &arena);
    return (History){ .runs = run, .count = 1, .last = run, .baseline = run, .lineages = (int)k };
}

static void fill_centres(MadeShop *made)
{
    size_t k = made->model.clustering.k;

    made->model.clustering.centroids = matrix_new(k, CLUSTERED_COUNT, &arena);
    made->model.scaling = (Scaling){ .cols = CLUSTERED_COUNT,
                                     .mean = ARENA_ARRAY(&arena, double, CLUSTERED_COUNT),
                                     .sd = ARENA_ARRAY(&arena, double, CLUSTERED_COUNT),
                                     .constant = ARENA_ARRAY(&arena, bool, CLUSTERED_COUNT) };
    for (size_t f = 0; f < CLUSTERED_COUNT; f++)
        made->model.scaling.sd[f] = 1;
}

static void names_are_the_same_with_and_without_a_history_and_however_little_is_shown(void **state)
{
    MadeShop *made = made_open(&arena);

    (void)state;
    made_add_crowd(made, true);
    add_about(made, (Kind){ 600, 7, 57, 500, 0 }, 30, 2);
    add_about(made, (Kind){ 300, 0, 1, 50, 0 }, 40, 3);
    add_about(made, (Kind){ 800, 0, 1, 50, 0 }, 40, 4);
    made_close(made);
    fill_centres(made);
    Segments plain = describe(made, &(SegmentPlan){ .currency = "USD" });
    assert_int_equal(plain.count, 5);
    static const char *const olds[] = { "hibernating", "champions", "one-time-buyers" };
    for (size_t i = 0; i < COUNT_OF(olds); i++) {
        History history = history_of(made, olds[i]);
        Segments with = describe(made, &(SegmentPlan){ .currency = "EUR", .history = &history });
        assert_int_equal(with.count, plain.count);
        for (size_t s = 0; s < plain.count; s++) {
            assert_string_equal(with.items[s].label, plain.items[s].label);
            assert_string_equal(with.items[s].slug, plain.items[s].slug);
            assert_non_null(with.items[s].renamed_why);
        }
    }
    Segments few = describe(made, &(SegmentPlan){ .currency = "USD", .min_group = 20 });
    assert_int_equal(few.count, plain.count);
    for (size_t s = 0; s < plain.count; s++) {
        assert_string_equal(few.items[s].label, plain.items[s].label);
        assert_null(strstr(few.items[s].reason, " members of"));
        assert_null(strstr(few.items[s].reason, " of 4"));
    }
}

static void a_name_that_is_lost_has_a_reason(void **state)
{
    MadeShop *made = made_open(&arena);

    (void)state;
    made_add_crowd(made, true);
    add_about(made, (Kind){ 300, 0, 1, 50, 0 }, 40, 2);
    made_close(made);
    fill_centres(made);
    History champions = history_of(made, "champions"), gone = history_of(made, "need-attention");
    Segments segments = describe(made, &(SegmentPlan){ .currency = "USD", .history = &champions });
    assert_string_equal(
        segment_of(&segments, 2)->renamed_why,
        "What Champions stands for is true of 0 of 40 members, fewer than six in ten.");
    segments = describe(made, &(SegmentPlan){ .currency = "USD", .history = &gone });
    assert_string_equal(segment_of(&segments, 2)->renamed_why,
                        "The names are given by other rules.");
    History lapsed = history_of(made, "lapsed-customers");
    segments = describe(made, &(SegmentPlan){ .currency = "USD", .history = &lapsed });
    assert_string_equal(
        segment_of(&segments, 2)->renamed_why,
        "What One-Time Buyers stands for is also true of most members, and says more.");
}

int naming_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clusters_that_differ_in_nothing_are_one_segment),
        cmocka_unit_test(members_of_one_segment_come_in_their_order),
        cmocka_unit_test(two_of_a_name_are_told_apart_by_what_differs_most),
        cmocka_unit_test(four_of_a_name_are_told_apart_by_two_figures),
        cmocka_unit_test(an_order_of_one_figure_has_superlatives_and_then_numbers),
        cmocka_unit_test(an_order_is_explained_by_all_that_it_is_of),
        cmocka_unit_test(a_mixed_segment_says_what_comes_nearest),
        cmocka_unit_test(what_tells_two_apart_is_said_in_figures),
        cmocka_unit_test(names_and_files_are_unique_however_many),
        cmocka_unit_test(what_is_alike_gets_no_other_advice),
        cmocka_unit_test(champions_spend_no_less_than_loyal_customers),
        cmocka_unit_test(names_are_the_same_with_and_without_a_history_and_however_little_is_shown),
        cmocka_unit_test(a_name_that_is_lost_has_a_reason),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
