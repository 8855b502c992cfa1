/* The segment room: names, reasons, profiles, who is overdue, strategies. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "segment/label.h"
#include "segment/profile.h"
#include "segment/segment.h"
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

/* --- names ------------------------------------------------------------------------------------ */

static ClusterProfile cluster(double recency, double frequency, double spend)
{
    ClusterProfile c = { { 0 }, { 0 } };

    c.mean[F_RECENCY_DAYS] = recency;
    c.mean[F_FREQUENCY] = frequency;
    c.mean[F_TOTAL_SPEND] = spend;
    return c;
}

static void classic_names_follow_the_textbook_in_its_order(void **state)
{
    /* Medians: spend 300, frequency 5, recency 60; recency's upper quartile: 200. */
    const ClusterProfile clusters[] = { cluster(10, 20, 900), cluster(400, 2, 500),
                                        cluster(60, 5, 300), cluster(20, 9, 100),
                                        cluster(200, 1, 50) };
    Name names[5];

    (void)state;
    label_classic(names, clusters, 5, &arena);
    assert_int_equal(names[0].archetype, ARCHETYPE_CHAMPIONS);
    assert_int_equal(names[1].archetype, ARCHETYPE_AT_RISK);
    assert_int_equal(names[2].archetype, ARCHETYPE_POTENTIAL);
    assert_int_equal(names[3].archetype, ARCHETYPE_LOYAL);
    assert_int_equal(names[4].archetype, ARCHETYPE_POTENTIAL);
}

static void classic_gives_big_spenders_who_are_neither_frequent_nor_late(void **state)
{
    const ClusterProfile clusters[] = { cluster(50, 2, 900), cluster(100, 9, 100),
                                        cluster(90, 8, 80) };
    Name names[3];

    (void)state;
    label_classic(names, clusters, 3, &arena);
    assert_int_equal(names[0].archetype, ARCHETYPE_BIG_SPENDERS);
}

static ClusterProfile sigmas(double recency, double frequency, double spend, double purchase,
                             double interactions, double tenure)
{
    ClusterProfile c = { { 0 }, { 0 } };

    c.sigma[F_RECENCY_DAYS] = recency;
    c.sigma[F_FREQUENCY] = frequency;
    c.sigma[F_TOTAL_SPEND] = spend;
    c.sigma[F_AVG_PURCHASE] = purchase;
    c.sigma[F_INTERACTION_COUNT] = interactions;
    c.sigma[F_TENURE_DAYS] = tenure;
    return c;
}

static void clear_clusters_get_the_names_that_fit_them(void **state)
{
    const ClusterProfile clusters[] = {
        sigmas(-0.8, 2, 2, 0.3, 1, 0.3),       sigmas(1.5, -0.6, -0.6, -0.2, -0.6, 0.4),
        sigmas(-0.2, -0.1, 1, 2, 0, 0),        sigmas(-0.6, -0.6, -0.5, 0, -0.4, -1.5),
        sigmas(1.0, 0.3, 0.6, 0.3, -0.4, 0.5), sigmas(0, -0.6, -0.6, -0.4, 1.5, 0),
    };
    static const Archetype expected[] = { ARCHETYPE_CHAMPIONS,    ARCHETYPE_HIBERNATING,
                                          ARCHETYPE_BIG_SPENDERS, ARCHETYPE_NEW,
                                          ARCHETYPE_AT_RISK,      ARCHETYPE_WINDOW_SHOPPERS };
    Name names[COUNT_OF(expected)];

    (void)state;
    label_distinct(names, clusters, COUNT_OF(expected), NULL, true, &arena);
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_int_equal(names[i].archetype, expected[i]);
        assert_int_equal(names[i].copy, 0);
    }
    label_distinct(names, clusters, COUNT_OF(expected), NULL, false, &arena);
    assert_int_not_equal(names[5].archetype, ARCHETYPE_WINDOW_SHOPPERS);
}

static void every_one_of_forty_clusters_has_its_own_true_name(void **state)
{
    ClusterProfile clusters[40];
    Name names[40];
    Random random = random_open(3, 0);

    (void)state;
    for (int i = 0; i < 40; i++) {
        for (int f = 0; f < F_COUNT; f++)
            clusters[i].sigma[f] = 4 * random_unit(&random) - 2;
    }
    label_distinct(names, clusters, 40, NULL, true, &arena);
    for (int i = 0; i < 40; i++) {
        const double *sigma = clusters[i].sigma;
        Archetype a = names[i].archetype;
        for (int j = 0; j < i; j++) {
            assert_false(names[i].archetype == names[j].archetype &&
                         names[i].copy == names[j].copy);
        }
        if (a == ARCHETYPE_AT_RISK || a == ARCHETYPE_CANT_LOSE) {
            assert_true(sigma[F_TOTAL_SPEND] > 0 && sigma[F_RECENCY_DAYS] > 0);
        }
        if (a == ARCHETYPE_NEW) assert_true(sigma[F_TENURE_DAYS] < 0);
        if (a == ARCHETYPE_CHAMPIONS)
            assert_true(sigma[F_FREQUENCY] > 0 && sigma[F_TOTAL_SPEND] > 0);
        assert_int_not_equal(a, ARCHETYPE_PROSPECTS);
    }
}

static void reasons_have_figures_and_none_without_a_distance(void **state)
{
    ClusterProfile c = sigmas(-0.8, 2, 2, 0, 0, 0);
    double base[F_COUNT] = { [F_RECENCY_DAYS] = 97, [F_FREQUENCY] = 5, [F_TOTAL_SPEND] = 100 };

    (void)state;
    c.mean[F_RECENCY_DAYS] = 12;
    c.mean[F_FREQUENCY] = 10;
    c.mean[F_TOTAL_SPEND] = 270;
    const char *reason = label_reason(ARCHETYPE_CHAMPIONS, &c, base, "USD", &arena);
    assert_non_null(strstr(reason, "pend 2.7 times the average ($270.00)"));
    assert_non_null(strstr(reason, "10 purchases each, 2.0 times the average"));
    assert_non_null(strstr(reason, "last bought 12 days ago on average (all buyers: 97 days)"));
    c = sigmas(0, 0.1, 0, 0, 0, 0);
    assert_non_null(strstr(label_reason(ARCHETYPE_NEED_ATTENTION, &c, base, "USD", &arena),
                           "No feature is further"));
}

/* --- a small shop ----------------------------------------------------------------------------- */

enum { MEMBERS = 9, BUYERS = 8 };

typedef struct Small {
    Shop shop;
    Model model;
    uint32_t rows[BUYERS];
} Small;

/* Four who buy much and lately, four who bought once long ago, one who never bought. */
static void fill_customers(Small *s)
{
    int64_t *ids = ARENA_ARRAY(&arena, int64_t, MEMBERS);
    const char **names = ARENA_ARRAY(&arena, const char *, MEMBERS);
    const char **countries = ARENA_ARRAY(&arena, const char *, MEMBERS);
    bool *bought = ARENA_ARRAY(&arena, bool, MEMBERS);
    Matrix features = matrix_new(MEMBERS, F_COUNT, &arena);

    for (size_t i = 0; i < MEMBERS; i++) {
        double *f = matrix_row(&features, i);
        bool good = i < 4;
        ids[i] = (int64_t)(100 + i);
        names[i] = arena_format(&arena, "Customer *%zu*", i);
        countries[i] = i % 2 ? "Norway" : "Brazil";
        bought[i] = i < BUYERS;
        f[F_TENURE_DAYS] = 400;
        f[F_RECENCY_DAYS] = !bought[i] ? 365 : good ? 10 + (double)i : 300 + (double)i;
        f[F_FREQUENCY] = !bought[i] ? 0 : good ? 20 : 1;
        f[F_TOTAL_SPEND] = !bought[i] ? 0 : good ? 1000 + (double)i : 50 + (double)i;
        f[F_AVG_PURCHASE] = bought[i] ? f[F_TOTAL_SPEND] / f[F_FREQUENCY] : 0;
    }
    s->shop.customers = (Customers){ .count = MEMBERS,
                                     .ids = ids,
                                     .names = names,
                                     .emails = ARENA_ARRAY(&arena, const char *, MEMBERS),
                                     .countries = countries,
                                     .features = features,
                                     .bought = bought };
    s->shop.has_countries = true;
}

/* Good customers buy books and others cups; one basket names a product that is not listed. */
static void fill_baskets(Small *s)
{
    static const char *const products[] = { "Atlas", "Cup" };
    static const char *const categories[] = { "Books", "Kitchen" };
    static const int64_t product_ids[] = { 1, 2 };
    Basket *baskets = ARENA_ARRAY(&arena, Basket, BUYERS);

    for (uint32_t i = 0; i < BUYERS; i++) {
        uint32_t product = i == 7 ? UINT32_MAX : i < 4 ? 0 : 1;
        double revenue = matrix_at(&s->shop.customers.features, i, F_TOTAL_SPEND);
        baskets[i] = (Basket){ i, product, revenue };
        s->shop.revenue += revenue;
    }
    s->shop.products = (Products){ 2, product_ids, products, categories };
    s->shop.has_categories = true;
    s->shop.baskets.count = BUYERS;
    s->shop.baskets.items = baskets;
}

static void fit_small(Small *s)
{
    Matrix raw = matrix_new(BUYERS, CLUSTERED_COUNT, &arena);
    ModelPlan plan = { .k = 2, .seed = 1, .threads = 1 };
    Err err;

    for (uint32_t i = 0; i < BUYERS; i++) {
        s->rows[i] = i;
        for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
            matrix_row(&raw, i)[f] = matrix_at(&s->shop.customers.features, i, CLUSTERED[f]);
        }
    }
    assert_int_equal(model_fit(&s->model, &raw, &plan, &arena, &err), OK);
}

static Segments describe_groups(Small *s, LabelScheme scheme, size_t min_group)
{
    SegmentPlan plan = { .scheme = scheme, .currency = "USD", .min_group = min_group };
    Segments segments;
    Err err = { 0 };

    *s = (Small){ 0 };
    fill_customers(s);
    fill_baskets(s);
    fit_small(s);
    Status status = segments_describe(&segments, &s->shop, &s->model, s->rows, &plan, &arena, &err);
    if (status) fail_msg("%s", err.text);
    return segments;
}

static Segments describe_small(Small *s, LabelScheme scheme)
{
    return describe_groups(s, scheme, 0);
}

static void every_customer_is_in_exactly_one_segment(void **state)
{
    Small s;
    Segments segments = describe_small(&s, LABELS_DISTINCT);
    int seen[MEMBERS] = { 0 };
    double revenue = 0, share = 0;

    (void)state;
    assert_int_equal(segments.count, 3);
    for (size_t i = 0; i < segments.count; i++) {
        const Segment *segment = &segments.items[i];
        revenue += segment->revenue;
        share += segment->customer_share;
        for (size_t m = 0; m < segment->count; m++) {
            seen[segment->members[m]]++;
            assert_int_equal(segments.of_customer[segment->members[m]], i);
        }
    }
    for (int i = 0; i < MEMBERS; i++)
        assert_int_equal(seen[i], 1);
    assert_true(fabs(revenue - s.shop.revenue) < 1e-9);
    assert_true(fabs(share - 1) < 1e-12);
}

static void segments_come_by_revenue_with_prospects_last(void **state)
{
    Small s;
    Segments segments = describe_small(&s, LABELS_DISTINCT);

    (void)state;
    assert_string_equal(segments.items[0].slug, "champions");
    assert_string_equal(segments.items[1].slug, "hibernating");
    assert_string_equal(segments.items[2].slug, "prospects");
    assert_int_equal(segments.items[2].count, 1);
    assert_int_equal(segments.items[2].cluster_count, 0);
    assert_true(isnan(segments.items[2].churn_risk));
}

static void overdue_is_three_gaps_of_silence(void **state)
{
    Small s;
    Segments segments = describe_small(&s, LABELS_DISTINCT);

    (void)state;
    /* Good customers: a gap of about 19.4 days and 10 to 13 days of silence. The others are held
     * against that gap and were silent for 304 to 307 days. */
    assert_true(segments.usual_gap_days > 19 && segments.usual_gap_days < 20);
    assert_int_equal(segments.items[0].overdue, 0);
    assert_int_equal(segments.items[1].overdue, 4);
    assert_true(segments.items[1].churn_risk == 1);
    assert_true(segments.items[1].overdue_spend == 54 + 55 + 56 + 57);
}

static void top_lists_end_with_what_has_no_name_and_shares_are_of_all(void **state)
{
    Small s;
    Segments segments = describe_small(&s, LABELS_DISTINCT);
    const Segment *good = &segments.items[0], *lapsed = &segments.items[1];

    (void)state;
    assert_int_equal(good->categories.count, 1);
    assert_string_equal(good->categories.items[0].name, "Books");
    assert_true(good->categories.items[0].share == 1);
    assert_string_equal(lapsed->products.items[0].name, "Cup");
    assert_true(lapsed->products.items[0].revenue == 54 + 55 + 56);
    assert_true(lapsed->products.items[0].share == 165. / 222);
    assert_int_equal(lapsed->products.named, 1);
    assert_int_equal(lapsed->products.count, 2);
    assert_string_equal(lapsed->products.items[1].name, "(no product)");
    assert_true(lapsed->products.items[1].share == 57. / 222);
    assert_string_equal(lapsed->categories.items[1].name, "(no category)");
    assert_int_equal(good->products.count, good->products.named);
    assert_true(segments.category_share == (4006 + 165) / (4006 + 222.));
    assert_int_equal(good->countries.count, 2);
}

static void texts_are_filled_and_data_in_them_is_not_markup(void **state)
{
    Small s;
    Segments segments = describe_small(&s, LABELS_DISTINCT);

    (void)state;
    for (size_t i = 0; i < segments.count; i++) {
        Buf text = { 0 };
        prose_text(&text, segments.items[i].behaviour);
        prose_text(&text, segments.items[i].strategy);
        prose_text(&text, segments.items[i].outcome);
        assert_true(text.size > 200);
        assert_null(strstr(text.data, "{{"));
        assert_null(strstr(text.data, "  a head"));
        buf_close(&text);
    }
}

static void the_first_customers_are_the_ones_with_most_at_stake(void **state)
{
    Small s;
    Segments segments = describe_small(&s, LABELS_DISTINCT);

    (void)state;
    assert_int_equal(segments.items[0].priority_count, 4);
    assert_int_equal(segments.items[0].priority[0], 3);
    assert_int_equal(segments.items[1].priority[0], 7);
    assert_non_null(strstr(segments.items[1].priority_why, "overdue"));
    assert_int_equal(segments.items[2].priority_count, 0);
}

static void classic_reasons_name_the_rule(void **state)
{
    Small s;
    Segments segments = describe_small(&s, LABELS_CLASSIC);

    (void)state;
    assert_string_equal(segments.items[0].label, "Champions");
    assert_non_null(strstr(segments.items[0].reason, "Textbook rule for Champions"));
}

static void a_strategy_without_its_headings_is_refused(void **state)
{
    char folder[] = "/tmp/clientele-test-XXXXXX";
    Small s;
    Segments segments;
    Err err = { 0 };

    (void)state;
    (void)describe_small(&s, LABELS_DISTINCT);
    assert_non_null(mkdtemp(folder));
    const char *texts = path_join(&arena, folder, "strategies");
    assert_int_equal(folder_make(texts, &err), OK);
    assert_int_equal(file_write(path_join(&arena, texts, "champions.md"), "# Hi\n", 5, &err), OK);
    SegmentPlan plan = { .templates = folder, .currency = "USD" };
    assert_int_equal(segments_describe(&segments, &s.shop, &s.model, s.rows, &plan, &arena, &err),
                     ERR_CONFIG);
    assert_non_null(strstr(err.text, "champions.md"));
    assert_non_null(strstr(err.text, "Expected outcome"));
    assert_int_equal(folder_remove(folder, &err), OK);
}

static void clusters_that_are_too_small_are_put_together(void **state)
{
    Small s;
    Segments segments = describe_groups(&s, LABELS_DISTINCT, 5);
    const Segment *other = &segments.items[0];

    (void)state;
    assert_int_equal(segments.count, 2); /* with the one who never bought, whom the store drops */
    assert_string_equal(other->slug, "other-customers");
    assert_int_equal(other->count, 8);
    assert_int_equal(other->cluster_count, 2);
    for (uint32_t i = 0; i < 8; i++) {
        assert_int_equal(other->members[i], i);
        assert_int_equal(segments.of_customer[i], 0);
    }
    assert_true(fabs(other->revenue - (4006 + 222)) < 1e-9);
    assert_true(fabs(other->revenue_share - 1) < 1e-12);
    assert_non_null(strstr(other->reason, "fewer than 5 customers"));
    /* Four of the eight are overdue, and four bought each product. */
    assert_true(isnan(other->overdue) && isnan(other->overdue_spend) && isnan(other->churn_risk));
    assert_int_equal(other->products.count, 0);
    assert_int_equal(other->priority_count, 0);
}

static void lists_leave_out_what_few_bought(void **state)
{
    Small s;
    Segments all = describe_groups(&s, LABELS_DISTINCT, 0);
    Segments four = describe_groups(&s, LABELS_DISTINCT, 4);

    (void)state;
    assert_int_equal(all.items[1].products.named, 1); /* the cup, bought by three */
    assert_int_equal(four.count, 3);
    assert_int_equal(four.items[0].products.count, 1);
    assert_int_equal(four.items[1].products.count, 0);
    assert_int_equal(four.items[0].countries.count, 0); /* two and two */
    assert_true(four.items[0].overdue == 0 && four.items[1].overdue == 4);
    assert_int_equal(four.items[0].priority_count, 0);
}

static void returns_of_few_are_withheld_everywhere(void **state)
{
    double returns[MEMBERS] = { [1] = -5, [4] = -1, [5] = -1, [6] = -2, [7] = -3 };
    Small s;
    Segments segments = describe_groups(&s, LABELS_DISTINCT, 0);
    SegmentPlan plan = { .currency = "USD" };
    Err err;

    (void)state;
    assert_true(segments.items[0].returns == 0);
    s.shop.customers.returns = returns;
    assert_int_equal(segments_describe(&segments, &s.shop, &s.model, s.rows, &plan, &arena, &err),
                     OK);
    assert_true(segments.items[0].returns == -5 && segments.items[1].returns == -7);
    /* One customer of the first returned something, four of the second. */
    plan.min_group = 4;
    assert_int_equal(segments_describe(&segments, &s.shop, &s.model, s.rows, &plan, &arena, &err),
                     OK);
    assert_true(isnan(segments.items[0].returns) && isnan(segments.items[1].returns));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classic_names_follow_the_textbook_in_its_order),
        cmocka_unit_test(classic_gives_big_spenders_who_are_neither_frequent_nor_late),
        cmocka_unit_test(clear_clusters_get_the_names_that_fit_them),
        cmocka_unit_test(every_one_of_forty_clusters_has_its_own_true_name),
        cmocka_unit_test(reasons_have_figures_and_none_without_a_distance),
        cmocka_unit_test(every_customer_is_in_exactly_one_segment),
        cmocka_unit_test(segments_come_by_revenue_with_prospects_last),
        cmocka_unit_test(overdue_is_three_gaps_of_silence),
        cmocka_unit_test(top_lists_end_with_what_has_no_name_and_shares_are_of_all),
        cmocka_unit_test(texts_are_filled_and_data_in_them_is_not_markup),
        cmocka_unit_test(the_first_customers_are_the_ones_with_most_at_stake),
        cmocka_unit_test(classic_reasons_name_the_rule),
        cmocka_unit_test(a_strategy_without_its_headings_is_refused),
        cmocka_unit_test(clusters_that_are_too_small_are_put_together),
        cmocka_unit_test(lists_leave_out_what_few_bought),
        cmocka_unit_test(returns_of_few_are_withheld_everywhere),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena) + changes_tests();
}
