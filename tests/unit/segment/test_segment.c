/* The segment room: profiles, lists, who is quiet, strategies, what is withheld. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "made_shop.h"
#include "segment/profile.h"
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

/* Good customers bought twenty times since day 600, the others once; the as-of date is 1000. */
static void fill_purchases(Small *s)
{
    size_t *first = ARENA_ARRAY(&arena, size_t, MEMBERS + 1), count = 0;
    Day *days = ARENA_ARRAY(&arena, Day, 20 * MEMBERS);
    double *net = ARENA_ARRAY(&arena, double, 20 * MEMBERS);

    for (size_t i = 0; i < MEMBERS; i++) {
        const double *f = matrix_row(&s->shop.customers.features, i);
        Day last = 1000 - (Day)f[F_RECENCY_DAYS];
        first[i] = count;
        for (int n = (int)f[F_FREQUENCY]; n-- > 0;) {
            days[count] = last - 19 * n;
            net[count++] = f[F_AVG_PURCHASE];
        }
    }
    first[MEMBERS] = count;
    s->shop.purchases = (Purchases){ .count = count, .first = first, .days = days, .net = net };
    s->shop.source.as_of = 1000;
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
    fill_purchases(s);
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
    assert_string_equal(segments.items[0].slug, "potential-loyalists");
    assert_string_equal(segments.items[1].slug, "one-time-buyers");
    assert_string_equal(segments.items[2].slug, "prospects");
    assert_int_equal(segments.items[2].count, 1);
    assert_int_equal(segments.items[2].cluster_count, 0);
    /* Four have a rhythm: too few to judge by. */
    for (size_t i = 0; i < 3; i++)
        assert_true(isnan(segments.items[i].quiet.quiet));
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
    /* On which each has spent most; nothing is known of what the eighth bought. */
    static const int32_t most[] = { 0, 0, 0, 0, 1, 1, 1, -1, -1 };
    for (size_t i = 0; i < MEMBERS; i++)
        assert_int_equal(segments.categories.of_row[i], most[i]);
}

/* Of two on which as much was spent the first by name. */
static void a_customers_category_is_what_most_was_spent_on(void **state)
{
    static const Basket baskets[] = { { 0, 1, 50 }, { 0, 0, 50 },  { 1, 0, 50 }, { 1, 1, 50 },
                                      { 2, 0, 50 }, { 2, 1, 51 },  { 3, 1, 51 }, { 3, 0, 50 },
                                      { 4, 1, 0 },  { 5, 0, -50 }, { 5, 1, 1 } };
    static const int32_t most[MEMBERS] = { 0, 0, 1, 1, -1, 1, -1, -1, -1 };
    Small s;
    Segments segments = describe_small(&s, LABELS_DISTINCT);

    (void)state;
    s.shop.baskets.items = ARENA_ARRAY(&arena, Basket, COUNT_OF(baskets));
    memcpy(s.shop.baskets.items, baskets, sizeof baskets);
    s.shop.baskets.count = COUNT_OF(baskets);
    profile_top_lists(&segments, &s.shop, &arena);
    for (size_t i = 0; i < MEMBERS; i++)
        assert_int_equal(segments.categories.of_row[i], most[i]);
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

static void the_first_step_has_its_list(void **state)
{
    Small s;
    Segments segments = describe_small(&s, LABELS_DISTINCT);
    const Segment *good = &segments.items[0], *once = &segments.items[1];

    (void)state;
    /* Nobody is beyond the usual gap of 19 days, so it is who spends most. */
    assert_int_equal(good->first_step, FIRST_STAKE);
    assert_int_equal(good->first.count, 4);
    assert_int_equal(good->first.items[0], 3);
    assert_string_equal(good->first_text, "Review all 4 customers, highest spend a year first: "
                                          "attachments/first/potential-loyalists.csv");
    assert_int_equal(once->first_step, FIRST_ONCE);
    assert_int_equal(once->first.count, 4);
    assert_int_equal(once->first.items[0], 4); /* the latest */
    assert_int_equal(segments.items[2].first_step, FIRST_JOINED);
    assert_int_equal(segments.items[2].first.count, 1);
    assert_string_equal(segments.items[2].first_text, "Write to the one customer who signed up "
                                                      "last: attachments/first/prospects.csv");
}

static void a_year_of_a_customer_is_never_longer_than_was_seen(void **state)
{
    Small s;
    Segments segments = describe_small(&s, LABELS_DISTINCT);

    (void)state;
    /* Nineteen gaps of 19 days and one more are 380 days. */
    assert_true(fabs(customer_stake(&segments, &s.shop, 0) - 1000 * 365.25 / 380) < 1e-9);
    assert_true(customer_stake(&segments, &s.shop, 4) == 54); /* within a year: as it is */
    assert_true(customer_stake(&segments, &s.shop, 8) == 0);
    matrix_row(&s.shop.customers.features, 4)[F_TOTAL_SPEND] = -5; /* returned more than bought */
    assert_true(customer_stake(&segments, &s.shop, 4) == 0);
}

/* --- who is quiet ----------------------------------------------------------------------------- */

static Segments describe_made(MadeShop *made, size_t min_group)
{
    SegmentPlan plan = { .currency = "USD", .min_group = min_group };
    Segments segments;
    Err err = { 0 };

    made_close(made);
    if (segments_describe(&segments, &made->shop, &made->model, made->rows, &plan, &arena, &err))
        fail_msg("%s", err.text);
    return segments;
}

/* 200 regular customers, 60 of whom nobody came back; 30 more who bought once. */
static MadeShop *left_shop(void)
{
    MadeShop *made = made_open(&arena);

    made_add_crowd(made, true);
    made_add(made, (Kind){ 400, 0, 1, 20, 0 }, 30, 2);
    return made;
}

static void quiet_customers_are_counted_and_listed(void **state)
{
    MadeShop *made = left_shop();
    Segments segments = describe_made(made, 0);
    const Segment *gone = &segments.items[1];

    (void)state;
    assert_int_equal(segments.count, 3);
    assert_true(segments.items[0].quiet.judged == 200 && segments.items[0].quiet.quiet == 0);
    assert_int_equal(segments.items[0].quiet_list.count, 0);
    assert_true(gone->quiet.judged == 60 && gone->quiet.quiet == 60);
    assert_true(gone->quiet.spend == 60 * 300);
    assert_true(gone->quiet.stake > 0 && gone->quiet.stake <= gone->quiet.spend);
    assert_int_equal(gone->quiet_list.count, 60);
    assert_int_equal(gone->first_step, FIRST_QUIET);
    assert_true(gone->first.items == gone->quiet_list.items);
    assert_string_equal(gone->first_text,
                        "Write to the 60 customers who have gone quiet, most at stake first: "
                        "attachments/quiet/hibernating.csv");
    for (size_t i = 1; i < 60; i++) {
        assert_true(customer_stake(&segments, &made->shop, gone->quiet_list.items[i - 1]) >=
                    customer_stake(&segments, &made->shop, gone->quiet_list.items[i]));
    }
    /* Who bought once has no rhythm. */
    assert_true(segments.items[2].quiet.judged == 0 && segments.items[2].quiet.quiet == 0);
    assert_true(segments.quiet.judged == 260 && segments.quiet.quiet == 60);
    assert_true(segments.quiet.excess == 60 - 13);
    assert_true(gone->quiet.excess == 60 - 13); /* no more than of the shop */
}

static void where_chance_explains_it_nobody_is_to_be_won_back(void **state)
{
    MadeShop *made = made_open(&arena);

    (void)state;
    made_add_crowd(made, false);
    made_add(made, (Kind){ 0, 60, 6, 50, 0 }, 12, 1); /* 12 of 212: 10.6 expected */
    Segments segments = describe_made(made, 0);
    assert_true(segments.quiet.quiet == 12 && segments.quiet.excess == 0);
    for (size_t i = 0; i < segments.count; i++) {
        assert_int_equal(segments.items[i].quiet_list.count, 0);
        assert_int_not_equal(segments.items[i].first_step, FIRST_QUIET);
        assert_true(segments.items[i].quiet.excess == 0);
    }
}

/* The lists are of single customers; how many are quiet is decided later. */
static void where_nobody_may_be_shown_the_first_steps_name_no_list(void **state)
{
    Segments segments = describe_made(left_shop(), 10);

    (void)state;
    for (size_t i = 0; i < segments.count; i++) {
        assert_int_equal(segments.items[i].first.count, 0);
        assert_int_equal(segments.items[i].quiet_list.count, 0);
        assert_null(strstr(segments.items[i].first_text, "attachments"));
    }
    assert_int_equal(segments.items[1].first_step, FIRST_QUIET);
}

static void classic_reasons_name_the_rule(void **state)
{
    Small s;
    Segments segments = describe_small(&s, LABELS_CLASSIC);

    (void)state;
    assert_string_equal(segments.items[0].label, "Champions");
    assert_string_equal(segments.items[0].slug, "champions");
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
    assert_int_equal(
        file_write(path_join(&arena, texts, "potential-loyalists.md"), "# Hi\n", 5, &err), OK);
    SegmentPlan plan = { .templates = folder, .currency = "USD" };
    assert_int_equal(segments_describe(&segments, &s.shop, &s.model, s.rows, &plan, &arena, &err),
                     ERR_CONFIG);
    assert_non_null(strstr(err.text, "potential-loyalists.md"));
    assert_non_null(strstr(err.text, "Expected outcome"));
    assert_int_equal(folder_remove(folder, &err), OK);
}

static void clusters_that_are_too_small_are_put_together(void **state)
{
    Small s;
    Segments segments = describe_groups(&s, LABELS_DISTINCT, 5);
    const Segment *other = &segments.items[0];

    (void)state;
    assert_int_equal(segments.count, 2); /* with the one who never bought, who is not shown later */
    assert_string_equal(other->slug, "other-customers");
    assert_int_equal(other->count, 8);
    assert_int_equal(other->cluster_count, 2);
    for (uint32_t i = 0; i < 8; i++) {
        assert_int_equal(other->members[i], i);
        assert_int_equal(segments.of_customer[i], 0);
    }
    assert_true(fabs(other->revenue - (4006 + 222)) < 1e-9);
    assert_true(fabs(other->revenue_share - 1) < 1e-12);
    assert_non_null(strstr(other->reason, "no single customer can be recognised"));
    assert_int_equal(other->first_step, FIRST_NOBODY);
    assert_int_equal(other->first.count, 0);
}

/* Four are enough, but not where one of them makes nearly all of the revenue. */
static void a_segment_that_one_customer_dominates_is_put_with_the_next(void **state)
{
    SegmentPlan plan = { .currency = "USD", .min_group = 4 };
    Small s;
    Segments segments = describe_groups(&s, LABELS_DISTINCT, 4);
    Err err;

    (void)state;
    assert_int_equal(segments.count, 3);
    const Segment *last = &segments.items[1];
    double *spend = &matrix_row(&s.shop.customers.features, last->members[0])[F_TOTAL_SPEND];
    *spend = 5 * last->revenue; /* less than all, so that both together are enough */
    assert_int_equal(segments_describe(&segments, &s.shop, &s.model, s.rows, &plan, &arena, &err),
                     OK);
    assert_int_equal(segments.count, 2);
    assert_string_equal(segments.items[0].slug, "other-customers");
}

/* Reminded are those who are late by their own rhythm, and neither gone quiet nor in time. */
static void who_is_due_is_late_but_not_quiet(void **state)
{
    MadeShop *made = left_shop();
    size_t due = 0;

    (void)state;
    made_add(made, (Kind){ 0, 50, 7, 40, 0 }, 1, 3);    /* gone quiet long ago */
    made_add(made, (Kind){ 640, 50, 7, 30, 0 }, 30, 3); /* silent for 60 days */
    made_add(made, (Kind){ 690, 50, 7, 30, 0 }, 30, 3); /* for 10 days */
    made_add(made, (Kind){ 940, 0, 1, 30, 0 }, 1, 3);   /* for 60 days, without a rhythm */
    Segments segments = describe_made(made, 0);
    for (size_t i = 0; i < segments.count; i++) {
        const Segment *s = &segments.items[i];
        if (s->first_step != FIRST_DUE || s->members[0] < 290) continue;
        due++;
        assert_int_equal(s->count, 62);
        assert_int_equal(s->first.count, 30);
        for (size_t c = 0; c < s->first.count; c++)
            assert_in_range(s->first.items[c], 291, 320);
        assert_int_equal(s->quiet_list.count, 1);
        assert_int_equal(s->quiet_list.items[0], 290);
    }
    assert_int_equal(due, 1);
}

static void each_heading_of_a_strategy_is_needed(void **state)
{
    static const char *const texts[] = { "## Strategy\n\nB\n\n## Expected outcome\n\nC\n",
                                         "## Behaviour\n\nA\n",
                                         "## Behaviour\n\nA\n\n## Strategy\n\nB\n",
                                         ("## Behaviour\n\n## Strategy\n\nB\n\n## Expected "
                                          "outcome\n\nC\n") };
    char folder[] = "/tmp/clientele-test-XXXXXX";
    Small s;
    Segments segments;
    Err err = { 0 };

    (void)state;
    (void)describe_small(&s, LABELS_DISTINCT);
    assert_non_null(mkdtemp(folder));
    const char *own = path_join(&arena, folder, "strategies");
    assert_int_equal(folder_make(own, &err), OK);
    SegmentPlan plan = { .templates = folder, .currency = "USD" };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        assert_int_equal(file_write(path_join(&arena, own, "potential-loyalists.md"), texts[i],
                                    strlen(texts[i]), &err),
                         OK);
        assert_int_equal(
            segments_describe(&segments, &s.shop, &s.model, s.rows, &plan, &arena, &err),
            ERR_CONFIG);
    }
    assert_int_equal(folder_remove(folder, &err), OK);
}

static void a_part_of_a_strategy_keeps_all_of_its_paragraphs(void **state)
{
    static const char own[] = "# Title\n\n## Behaviour\n\nOne.\n\nTwo.\n\nThree.\n\n"
                              "## Strategy\n\nFour.\n\n## Expected outcome\n\nFive.\n\nSix.\n";
    char folder[] = "/tmp/clientele-test-XXXXXX";
    Small s;
    Segments segments;
    Buf text = { 0 };
    Err err = { 0 };

    (void)state;
    (void)describe_small(&s, LABELS_DISTINCT);
    assert_non_null(mkdtemp(folder));
    const char *texts = path_join(&arena, folder, "strategies");
    assert_int_equal(folder_make(texts, &err), OK);
    assert_int_equal(
        file_write(path_join(&arena, texts, "potential-loyalists.md"), own, sizeof own - 1, &err),
        OK);
    SegmentPlan plan = { .templates = folder, .currency = "USD" };
    assert_int_equal(segments_describe(&segments, &s.shop, &s.model, s.rows, &plan, &arena, &err),
                     OK);
    prose_text(&text, segments.items[0].behaviour);
    prose_text(&text, segments.items[0].strategy);
    prose_text(&text, segments.items[0].outcome);
    const char *words[] = { "One.", "Two.", "Three.", "Four.", "Five.", "Six." };
    const char *at = text.data;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        at = strstr(at, words[i]);
        assert_non_null(at);
    }
    assert_null(strstr(text.data, "Title"));
    buf_close(&text);
    assert_int_equal(folder_remove(folder, &err), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_customer_is_in_exactly_one_segment),
        cmocka_unit_test(segments_come_by_revenue_with_prospects_last),
        cmocka_unit_test(top_lists_end_with_what_has_no_name_and_shares_are_of_all),
        cmocka_unit_test(a_customers_category_is_what_most_was_spent_on),
        cmocka_unit_test(texts_are_filled_and_data_in_them_is_not_markup),
        cmocka_unit_test(the_first_step_has_its_list),
        cmocka_unit_test(a_year_of_a_customer_is_never_longer_than_was_seen),
        cmocka_unit_test(quiet_customers_are_counted_and_listed),
        cmocka_unit_test(where_chance_explains_it_nobody_is_to_be_won_back),
        cmocka_unit_test(where_nobody_may_be_shown_the_first_steps_name_no_list),
        cmocka_unit_test(classic_reasons_name_the_rule),
        cmocka_unit_test(a_strategy_without_its_headings_is_refused),
        cmocka_unit_test(clusters_that_are_too_small_are_put_together),
        cmocka_unit_test(a_segment_that_one_customer_dominates_is_put_with_the_next),
        cmocka_unit_test(each_heading_of_a_strategy_is_needed),
        cmocka_unit_test(a_part_of_a_strategy_keeps_all_of_its_paragraphs),
        cmocka_unit_test(who_is_due_is_late_but_not_quiet),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena) + names_tests() + naming_tests() +
           claims_tests() + changes_tests() + carry_tests() + facts_tests() + week_tests() +
           reckoned_tests() + followed_tests() + list_tests();
}
