/* What goes on from run to run, who moved and why, and what is unusual. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "made_shop.h"
#include "segment/carry.h"
#include "segment/changes.h"
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

/* --- clusters ----------------------------------------------------------------------------------
 */

/* A model of two clusters at these places on every feature, in units of 10 around 100. */
static Model model_at(double first, double second)
{
    Model model = { 0 };

    model.scaling = (Scaling){ .cols = CLUSTERED_COUNT,
                               .mean = ARENA_ARRAY(&arena, double, CLUSTERED_COUNT),
                               .sd = ARENA_ARRAY(&arena, double, CLUSTERED_COUNT),
                               .constant = ARENA_ARRAY(&arena, bool, CLUSTERED_COUNT) };
    model.clustering.k = 2;
    model.clustering.centroids = matrix_new(2, CLUSTERED_COUNT, &arena);
    for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
        model.scaling.mean[f] = 100;
        model.scaling.sd[f] = 10;
        matrix_row(&model.clustering.centroids, 0)[f] = first;
        matrix_row(&model.clustering.centroids, 1)[f] = second;
    }
    return model;
}

static const RunSegment TWO[] = {
    { 7, "Champions", "champions", "champions", 3, 10, 500 },
    { 4, "At Risk 2", "at-risk-2", "at-risk", 0, 20, 100 },
};

/* A run of two clusters, its segments in the other order. */
static Run run_at(double first, double second)
{
    static const int cluster_segment[] = { 1, 0 };
    Run run = { .as_of = 100, .previous = NO_RUN, .segments = TWO, .segment_count = 2 };

    run.centroids = matrix_new(2, CLUSTERED_COUNT, &arena);
    run.cluster_segment = cluster_segment;
    for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
        matrix_row(&run.centroids, 0)[f] = first;
        matrix_row(&run.centroids, 1)[f] = second;
    }
    return run;
}

static Carry carry_by_centres(const Model *model, const History *history)
{
    const Customers nobody = { 0 };

    return carry_clusters(model, &nobody, NULL, history, &arena);
}

static void clusters_are_matched_within_half_a_deviation(void **state)
{
    Model model = model_at(-1, 1);
    Run run = run_at(114, 90);
    History history = { .runs = &run, .count = 1, .last = &run, .baseline = &run };

    (void)state;
    Carry carry = carry_by_centres(&model, &history);
    /* 90 is −1 in this run's units, 114 is 1.4. */
    assert_int_equal(carry.segment[0], 0);
    assert_int_equal(carry.segment[1], 1);
    run = run_at(116, 90);
    carry = carry_by_centres(&model, &history);
    assert_int_equal(carry.segment[0], 0);
    assert_int_equal(carry.segment[1], -1);
    /* Both are nearest to the same one: it goes to the nearer. */
    model = model_at(-1, -1.3);
    run = run_at(86, 500);
    carry = carry_by_centres(&model, &history);
    assert_int_equal(carry.segment[0], -1);
    assert_int_equal(carry.segment[1], 1);
}

static void forget(const Matrix *centroids, size_t features)
{
    for (size_t c = 0; c < centroids->rows; c++) {
        for (size_t f = 0; f < features; f++)
            matrix_row(centroids, c)[f] = NAN;
    }
}

static void a_feature_that_one_run_lacks_does_not_count(void **state)
{
    Model model = model_at(-1, 1);
    Run run = run_at(114, 90);
    History history = { .runs = &run, .count = 1, .last = &run, .baseline = &run };

    (void)state;
    /* Were they there, these would be too far away. */
    for (size_t f = 0; f < 3; f++) {
        matrix_row(&model.clustering.centroids, 0)[f] = 9;
        matrix_row(&model.clustering.centroids, 1)[f] = -9;
    }
    assert_int_equal(carry_by_centres(&model, &history).segment[0], -1);
    forget(&run.centroids, 3);
    Carry carry = carry_by_centres(&model, &history);
    assert_false(carry.by_members);
    assert_int_equal(carry.segment[0], 0);
    assert_int_equal(carry.segment[1], 1);
    /* What does not vary now is not missed. */
    for (size_t f = 3; f < CLUSTERED_COUNT; f++)
        model.scaling.constant[f] = f > 8;
    assert_false(carry_by_centres(&model, &history).by_members);
}

enum { KNOWN = 10 };

/* Ten customers, and four of their features forgotten: six of ten are too few. The last run had 1–4
 * in its second segment and 5–9 in its first; 0 is not in it. */
static Run run_with_members(void)
{
    static const int64_t ids[KNOWN] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 20 };
    static const uint8_t segment[KNOWN] = { 1, 1, 1, 1, 0, 0, 0, 0, 0, 0 };
    Run run = run_at(114, 90);

    run.customers = KNOWN;
    run.ids = ids, run.segment = segment;
    forget(&run.centroids, 4);
    return run;
}

static const int64_t TODAY[KNOWN] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 };

static void without_enough_features_the_members_decide(void **state)
{
    /* 20 is gone, 0 is new: they say nothing. 4 went over to the others. */
    static uint8_t cluster[KNOWN] = { 1, 1, 1, 1, 0, 0, 0, 0, 0, 0 };
    static const uint32_t rows[KNOWN] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 };
    const Customers customers = { .count = KNOWN, .ids = TODAY };
    Model model = model_at(-1, 1);
    Run run = run_with_members();
    History history = { .runs = &run, .count = 1, .last = &run, .baseline = &run };

    (void)state;
    model.clustering.rows = KNOWN;
    model.clustering.cluster = cluster;
    Carry carry = carry_clusters(&model, &customers, rows, &history, &arena);
    assert_true(carry.by_members);
    assert_int_equal(carry.segment[0], 0);
    assert_int_equal(carry.segment[1], 1);
    /* Half is not more than half: 1 and 2 of the four, and nobody else. */
    cluster[3] = 0;
    carry = carry_clusters(&model, &customers, rows, &history, &arena);
    assert_int_equal(carry.segment[1], -1);
    assert_int_equal(carry.segment[0], 0);
    cluster[3] = 1;
}

static void segments_go_on_by_their_members_too(void **state)
{
    static const uint8_t of_customer[KNOWN] = { 0, 0, 0, 0, 0, 1, 1, 1, 2, 2 };
    const Customers customers = { .count = KNOWN, .ids = TODAY };
    Segment items[] = { { .archetype = ARCHETYPE_LOYAL, .label = "Loyal Customers" },
                        { .archetype = ARCHETYPE_CHAMPIONS, .label = "Champions" },
                        { .archetype = ARCHETYPE_PROSPECTS, .label = "Prospects" } };
    Segments segments = { .items = items, .count = 3, .of_customer = of_customer };
    Run run = run_with_members();
    History history = { .runs = &run, .count = 1, .last = &run, .baseline = &run, .lineages = 9 };
    const Carry carry = { .by_members = true };

    (void)state;
    carry_segments(&segments, &carry, &customers, &history, &arena);
    assert_true(segments.carried_by_members);
    assert_int_equal(items[0].lineage, 4);
    assert_int_equal(items[1].lineage, 7);
    assert_string_equal(items[1].last_label, "Champions");
    assert_int_equal(items[2].lineage, 10);
}

static void segments_keep_lineage_and_colour_and_new_ones_get_free_ones(void **state)
{
    static const size_t clusters[] = { 0, 1, 2 };
    static const int went_on[] = { 0, -1, 1 };
    const Customers nobody = { 0 };
    Run run = run_at(0, 0);
    History history = { .runs = &run, .count = 1, .last = &run, .baseline = &run, .lineages = 9 };
    Segment items[] = {
        { .archetype = ARCHETYPE_NEW,
          .label = "New Customers",
          .clusters = &clusters[1],
          .cluster_count = 1 },
        { .archetype = ARCHETYPE_CHAMPIONS,
          .label = "Champions",
          .clusters = &clusters[0],
          .cluster_count = 1 },
        { .archetype = ARCHETYPE_LOYAL,
          .label = "Loyal Customers",
          .clusters = &clusters[2],
          .cluster_count = 1 },
        { .archetype = ARCHETYPE_PROSPECTS, .label = "Prospects" },
    };
    Segments segments = { .items = items, .count = 4 };
    Carry carry = { .segment = went_on };

    (void)state;
    carry_segments(&segments, &carry, &nobody, &history, &arena);
    assert_int_equal(items[0].lineage, 10);
    assert_int_equal(items[0].colour, 1);
    assert_null(items[0].last_label);
    assert_int_equal(items[1].lineage, 7);
    assert_int_equal(items[1].colour, 3);
    assert_string_equal(items[1].last_label, "Champions");
    assert_int_equal(items[2].lineage, 4);
    assert_int_equal(items[2].colour, 0);
    assert_int_equal(items[3].lineage, 11);
    assert_int_equal(items[3].colour, 2);
    assert_string_equal(items[2].last_label, "At Risk 2");
    assert_string_equal(items[2].last_archetype, "at-risk");
}

/* --- moves ------------------------------------------------------------------------------------ */

enum { THEN = 6, NOW = 6 };

/* Spend alone tells the segments: low is near 0, high near 10. */
static void fill_then(Run *run)
{
    static const RunSegment segments[] = { { 1, "Low", "low", "hibernating", 0, 5, 0 },
                                           { 2, "High", "high", "champions", 1, 1, 0 } };
    static const int64_t ids[] = { 1, 2, 3, 4, 5, 6 };
    static const uint8_t segment[] = { 0, 0, 0, 0, 0, 1 };
    static const int cluster_segment[] = { 0, 1 };
    static const bool bought[THEN] = { true, true, true, true, true, true };
    static const RunFigure buyers = { "buyers", 6, "buyers/1" };

    *run = (Run){ .as_of = 100, .segments = segments, .segment_count = 2, .customers = THEN };
    run->ids = ids, run->segment = segment, run->cluster_segment = cluster_segment;
    run->bought = bought, run->figures = &buyers, run->figure_count = 1;
    for (Feature f = 0; f < F_COUNT; f++)
        run->definitions[f] = kpi_definitions("row", &arena).features[f];
    run->centroids = matrix_new(2, CLUSTERED_COUNT, &arena);
    run->features = matrix_new(THEN, F_COUNT, &arena);
    for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
        if (CLUSTERED[f] != F_TOTAL_SPEND) continue;
        run->sd[f] = 2;
        matrix_row(&run->centroids, 1)[f] = 10;
    }
    for (size_t i = 0; i < THEN; i++) {
        matrix_row(&run->features, i)[F_TOTAL_SPEND] = i == 5 ? 10 : 2;
        matrix_row(&run->features, i)[F_FREQUENCY] = 1;
        matrix_row(&run->features, i)[F_RECENCY_DAYS] = 5;
        matrix_row(&run->features, i)[F_TENURE_DAYS] = 50;
    }
}

/* 1 stays; 2 spends and goes to high; 3 is taken by the border; 4 spends and lands in a third; 5
 * spends and is brought back; 6 is gone; 7 is new. */
static void fill_now(Shop *shop, Segments *segments)
{
    static const int64_t ids[] = { 1, 2, 3, 4, 5, 7 };
    static const double spend[] = { 2, 9, 2, 9, 9, 4 };
    static const bool bought[] = { true, true, true, true, true, true };
    static const uint8_t of_customer[] = { 1, 0, 0, 2, 1, 2 };
    static Segment items[] = { { .lineage = 2, .label = "High" },
                               { .lineage = 1, .label = "Low" },
                               { .lineage = 3, .label = "Third" } };

    *shop = (Shop){ .source = { .as_of = 107 } };
    shop->customers = (Customers){ .count = NOW, .ids = ids, .bought = bought };
    shop->customers.features = matrix_new(NOW, F_COUNT, &arena);
    for (size_t i = 0; i < NOW; i++) {
        matrix_row(&shop->customers.features, i)[F_TOTAL_SPEND] = spend[i];
        matrix_row(&shop->customers.features, i)[F_FREQUENCY] = spend[i] > 2 ? 2 : 1;
        matrix_row(&shop->customers.features, i)[F_RECENCY_DAYS] = spend[i] > 2 ? 1 : 12;
    }
    *segments = (Segments){ .items = items, .count = 3, .of_customer = of_customer };
    segments->silence.rhythms = ARENA_ARRAY(&arena, Rhythm, NOW);
    shop->purchases.first = ARENA_ARRAY(&arena, size_t, NOW + 1);
}

static void moves_are_split_into_behaviour_and_redefinition(void **state)
{
    static const MoveCause causes[] = { MOVE_BEHAVIOUR, MOVE_REDEFINITION, MOVE_BOTH };
    Run run;
    Shop shop;
    Segments segments;

    (void)state;
    fill_then(&run);
    fill_now(&shop, &segments);
    Moves moves = moves_find(&run, &shop, &segments, &arena);
    assert_int_equal(moves.known, 5);
    assert_int_equal(moves.mover_count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(moves.movers[i].customer, i + 1);
        assert_int_equal(moves.movers[i].cause, causes[i]);
        assert_int_equal(moves.by[causes[i]], 1);
    }
    assert_int_equal(moves.offset, 1);
    assert_int_equal(moves.joined.customers, 1);
    assert_float_equal(moves.joined.spend, 4, 0);
    assert_int_equal(moves.left.customers, 1);
    assert_float_equal(moves.left.spend, 10, 0);
    assert_int_equal(moves.first_buyers.customers, 1);
    /* Nobody bought twice before: nobody can be judged. */
    assert_int_equal(moves.returned.customers, 0);
    assert_int_equal(moves.went_quiet.customers, 0);
    assert_int_equal(moves.flow_count, 5);
    assert_int_equal(moves.flows[0].from, 0);
    assert_int_equal(moves.flows[0].to, 0);
    assert_int_equal(moves.flows[0].customers, 2);
    assert_float_equal(moves.flows[0].spend, 11, 0);
    assert_float_equal(moves.flows[0].since, 7, 0);
    assert_true(moves.flows[1].stay);
    assert_int_equal(moves.flows[3].from, 1);
    assert_int_equal(moves.flows[3].to, -1);
}

/* Who has no purchase any more is a prospect, by what he did, whatever the nearest centre. */
static void who_has_no_purchase_any_more_has_moved_by_behaviour(void **state)
{
    static const RunSegment then[] = { { 1, "Low", "low", "hibernating", 0, 5, 0 },
                                       { 2, "High", "high", "champions", 1, 1, 0 },
                                       { 4, "Prospects", "prospects", "prospects", 2, 0, 0 } };
    Segment items[] = { { .lineage = 2 }, { .lineage = 1 }, { .lineage = 4 } };
    uint8_t of_customer[] = { 1, 1, 1, 1, 2, 1 };
    Run run;
    Shop shop;
    Segments segments;

    (void)state;
    fill_then(&run);
    fill_now(&shop, &segments);
    run.segments = then, run.segment_count = 3;
    segments.items = items, segments.of_customer = of_customer;
    for (size_t i = 0; i < NOW; i++)
        matrix_row(&shop.customers.features, i)[F_TOTAL_SPEND] = 2;
    matrix_row(&shop.customers.features, 4)[F_FREQUENCY] = 0;
    Moves moves = moves_find(&run, &shop, &segments, &arena);
    assert_int_equal(moves.mover_count, 1);
    assert_int_equal(moves.movers[0].customer, 4);
    assert_int_equal(moves.movers[0].to, 2);
    assert_int_equal(moves.movers[0].cause, MOVE_BEHAVIOUR);
    /* Where that run had nobody without a purchase, the nearest centre decides. */
    run.segment_count = 2;
    moves = moves_find(&run, &shop, &segments, &arena);
    assert_int_equal(moves.movers[0].cause, MOVE_REDEFINITION);
    matrix_row(&shop.customers.features, 4)[F_FREQUENCY] = 1;
    run.segment_count = 3;
    moves = moves_find(&run, &shop, &segments, &arena);
    assert_int_equal(moves.movers[0].cause, MOVE_REDEFINITION);
    assert_int_equal(moves.offset, 0);
}

/* A purchase is an order now: what depends on it is not told, and the rest is as it was. */
static void what_means_something_else_now_moves_nobody(void **state)
{
    Run run;
    Shop shop;
    Segments segments;
    History history = { .runs = &run, .count = 1, .last = &run, .baseline = &run };
    Definitions by_order = kpi_definitions("order", &arena);

    (void)state;
    fill_then(&run);
    fill_now(&shop, &segments);
    /* The run was clustered by how often too. */
    run.sd[1] = 1;
    assert_int_equal(CLUSTERED[1], F_FREQUENCY);
    history_align(&history, &by_order, &arena);
    Moves moves = moves_find(&run, &shop, &segments, &arena);
    assert_true(moves.causes_unknown);
    assert_int_equal(moves.mover_count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(moves.movers[i].cause, MOVE_UNKNOWN);
    for (MoveCause cause = 0; cause < MOVE_CAUSES; cause++)
        assert_int_equal(moves.by[cause], 0);
    assert_int_equal(moves.offset, 0);
    /* Who is quiet is told by today's ledger. */
    assert_false(moves.returned.unknown || moves.went_quiet.unknown);
    /* Who bought is the same under any rule, and so is the spend. */
    assert_false(moves.first_buyers.unknown);
    assert_int_equal(moves.first_buyers.customers, 1);
    assert_float_equal(moves.flows[0].since, 7, 0);
    /* Where it is not, neither is told. */
    by_order.figures = &(RunText){ "buyers", "buyers/2" };
    by_order.figure_count = 1;
    by_order.features[F_TOTAL_SPEND] = "total_spend/2";
    history_align(&history, &by_order, &arena);
    moves = moves_find(&run, &shop, &segments, &arena);
    assert_true(moves.first_buyers.unknown);
    assert_int_equal(moves.first_buyers.customers, 0);
    assert_true(isnan(moves.flows[0].since));
    assert_float_equal(moves.flows[0].spend, 11, 0);
}

static bool has_feature(const Feature *features, size_t count, Feature feature)
{
    bool found = false;

    for (size_t i = 0; i < count; i++)
        found |= features[i] == feature;
    return found;
}

/* The features that mean something else where a purchase is something else. */
static size_t features_by_purchase(void)
{
    size_t count = 0;

    for (Feature f = 0; f < F_COUNT; f++)
        count += FEATURES[f].by_purchase;
    return count;
}

static void what_is_not_compared_is_listed(void **state)
{
    static const RunText was = { PURCHASE_RULE, "row" }, is = { PURCHASE_RULE, "order" };
    Run run;
    Shop shop;
    Segments segments;
    Model model = model_at(-1, 1);
    History history = { .runs = &run, .count = 1, .last = &run, .baseline = &run };
    const RunTerms terms = { &is, 1, kpi_definitions("order", &arena) };

    (void)state;
    fill_then(&run);
    fill_now(&shop, &segments);
    run.settings = &was, run.setting_count = 1;
    run.definitions[F_TENURE_DAYS] = NULL;
    history_align(&history, &terms.definitions, &arena);
    const Changes changes = changes_find(&history, &shop, &model, &segments, &terms, &arena);
    const Unlike *unlike = &changes.unlike;
    assert_true(changes_are_partial(unlike));
    assert_int_equal(unlike->redefined_count, features_by_purchase());
    assert_true(has_feature(unlike->redefined, unlike->redefined_count, F_FREQUENCY));
    assert_false(has_feature(unlike->redefined, unlike->redefined_count, F_TOTAL_SPEND));
    assert_int_equal(unlike->missing_count, 1);
    assert_int_equal(unlike->missing[0], F_TENURE_DAYS);
    assert_string_equal(unlike->rule_before, "row");
    assert_string_equal(unlike->rule_now, "order");
    /* That is said of the features, and not once more of the setting. */
    assert_int_equal(changes.setting_count, 0);
    /* Drift is of what both have. */
    for (size_t i = 0; i < changes.drift_count; i++) {
        Feature feature = changes.drift[i].feature;
        assert_true(isfinite(changes.drift[i].index));
        assert_false(has_feature(unlike->redefined, unlike->redefined_count, feature) ||
                     feature == F_TENURE_DAYS);
    }
    assert_int_equal(changes.drift_count, 2);
    assert_true(isnan(changes.kpis[KPI_PURCHASES].change));
    assert_true(unlike->segments);
    assert_true(isfinite(changes.segments[0].customers.change));
    assert_false(variation_judges(&changes.segments[0].customers.usual));
    assert_string_equal(changes.record.definitions[F_FREQUENCY], "frequency/1 by order");
    assert_string_equal(changes.record.figures[KPI_PURCHASES].definition, "purchases/1 by order");
}

static void nothing_is_listed_where_all_means_the_same(void **state)
{
    Run run;
    Shop shop;
    Segments segments;
    Model model = model_at(-1, 1);
    History history = { .runs = &run, .count = 1, .last = &run, .baseline = &run };
    const RunTerms terms = { NULL, 0, kpi_definitions("row", &arena) };

    (void)state;
    fill_then(&run);
    fill_now(&shop, &segments);
    history_align(&history, &terms.definitions, &arena);
    const Changes changes = changes_find(&history, &shop, &model, &segments, &terms, &arena);
    assert_false(changes_are_partial(&changes.unlike));
}

/* A run of the same customers, of whom only how often they had bought is known. */
static Run run_of(const MadeShop *made, Day as_of)
{
    static const RunSegment one[] = { { 1, "All", "all", "mixed-customers", 0, 1, 0 } };
    size_t customers = made->shop.customers.count;
    Run run = { .as_of = as_of, .previous = NO_RUN, .segments = one, .segment_count = 1 };

    run.customers = customers;
    run.ids = made->shop.customers.ids;
    run.segment = ARENA_ARRAY(&arena, uint8_t, customers);
    run.features = matrix_copy(&made->shop.customers.features, &arena);
    return run;
}

/* Sixty bought six times in the first year and never again; one of them came back lately. */
static void who_went_quiet_and_who_returned_is_judged_by_one_rule(void **state)
{
    MadeShop *made = made_open(&arena);
    SegmentPlan plan = { .currency = "USD" };
    Segments segments;
    Err err;

    (void)state;
    made_add_crowd(made, true);
    made_close(made);
    size_t back = made->shop.purchases.first[201];
    Day *days = (Day *)made->shop.purchases.days + back - 1;
    *days = MADE_AS_OF - 5; /* of customer 200, the first who left */
    matrix_row(&made->shop.customers.features, 200)[F_RECENCY_DAYS] = 5;
    assert_int_equal(
        segments_describe(&segments, &made->shop, &made->model, made->rows, &plan, &arena, &err),
        OK);
    Run early = run_of(made, 380), late = run_of(made, 900);
    Moves moves = moves_find(&early, &made->shop, &segments, &arena);
    assert_int_equal(moves.went_quiet.customers, 59);
    assert_float_equal(moves.went_quiet.spend, 59 * 300, 0);
    assert_int_equal(moves.returned.customers, 0);
    moves = moves_find(&late, &made->shop, &segments, &arena);
    assert_int_equal(moves.went_quiet.customers, 0);
    assert_int_equal(moves.returned.customers, 1);
}

static void drift_has_the_customary_bands(void **state)
{
    (void)state;
    assert_int_equal(drift_band(0.099), DRIFT_NONE);
    assert_int_equal(drift_band(0.1), DRIFT_SOME);
    assert_int_equal(drift_band(0.25), DRIFT_SOME);
    assert_int_equal(drift_band(0.251), DRIFT_MUCH);
}

int changes_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clusters_are_matched_within_half_a_deviation),
        cmocka_unit_test(a_feature_that_one_run_lacks_does_not_count),
        cmocka_unit_test(without_enough_features_the_members_decide),
        cmocka_unit_test(segments_go_on_by_their_members_too),
        cmocka_unit_test(segments_keep_lineage_and_colour_and_new_ones_get_free_ones),
        cmocka_unit_test(moves_are_split_into_behaviour_and_redefinition),
        cmocka_unit_test(who_has_no_purchase_any_more_has_moved_by_behaviour),
        cmocka_unit_test(what_means_something_else_now_moves_nobody),
        cmocka_unit_test(what_is_not_compared_is_listed),
        cmocka_unit_test(nothing_is_listed_where_all_means_the_same),
        cmocka_unit_test(who_went_quiet_and_who_returned_is_judged_by_one_rule),
        cmocka_unit_test(drift_has_the_customary_bands),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
