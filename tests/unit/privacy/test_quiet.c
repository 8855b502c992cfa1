/* What an aggregate says of silence. */
#include "privacy_tests.h"

#include <math.h>

#include "made_shop.h"
#include "privacy/show.h"

/* 200 regular customers, 60 of whom nobody came back; 30 more who bought once. */
static MadeShop *left_shop(Arena *arena)
{
    MadeShop *made = made_open(arena);

    made_add_crowd(made, true);
    made_add(made, (Kind){ 400, 0, 1, 20, 0 }, 30, 2);
    return made;
}

static Segments show(MadeShop *made, size_t min_group, Arena *arena)
{
    SegmentPlan plan = { .currency = "USD", .min_group = min_group };
    Segments segments;
    size_t count;
    Err err = { 0 };

    made_close(made);
    if (segments_describe(&segments, &made->shop, &made->model, made->rows, &plan, arena, &err))
        fail_msg("%s", err.text);
    Whole whole = { &made->shop, &made->model, &segments, min_group, count_step(min_group), arena };
    SegmentSums *sums = sums_make(&count, &whole);
    return show_segments(&whole, sums, count);
}

static void it_is_told_where_all_parts_are_enough(void **state)
{
    Fixture *fixture = *state;
    Segments shown = show(left_shop(&fixture->arena), 10, &fixture->arena);
    const QuietFigures *gone = &shown.items[1].quiet;

    assert_true(gone->judged == 60 && gone->quiet == 60);
    assert_true(fabs(gone->spend - 60 * 300) <= 500); /* a fifth of nine times 300 is 540 */
    assert_true(shown.items[0].quiet.quiet == 0 && shown.items[0].quiet.judged == 200);
    assert_true(shown.quiet.quiet == 60 && shown.quiet.judged == 260);
    assert_near(shown.quiet.excess, 60 - 13, 1e-12);
    assert_near(gone->excess, 60 - 13, 1e-12);
    assert_true(shown.silence.repeaters == 260 && shown.silence.one_day == 30);
    assert_null(shown.silence.rhythms);
}

/* Nine of one segment are quiet, which follows from all less the others. */
static void a_few_are_told_neither_in_their_segment_nor_by_the_others(void **state)
{
    Fixture *fixture = *state;
    MadeShop *made = left_shop(&fixture->arena);

    made_add(made, (Kind){ 0, 60, 6, 50, 0 }, 9, 2);
    Segments shown = show(made, 10, &fixture->arena);
    double others = shown.items[0].quiet.quiet + shown.items[1].quiet.quiet;
    assert_true(isnan(shown.items[2].quiet.quiet) && isnan(shown.items[2].quiet.spend));
    assert_true(isnan(shown.items[2].quiet.judged) && isnan(shown.items[2].quiet.excess));
    /* 70 of 69, and 60 of 60: by rounding it is 6 to 14, if all are told. */
    assert_true(isnan(shown.quiet.quiet) || isnan(others) || shown.quiet.quiet - others == 10);
}

static void spend_of_which_one_customer_has_most_is_not_told(void **state)
{
    Fixture *fixture = *state;
    MadeShop *made = left_shop(&fixture->arena);

    made_add(made, (Kind){ 0, 60, 6, 20000, 0 }, 1, 1); /* one of 61 has spent most */
    Segments shown = show(made, 10, &fixture->arena);
    for (size_t i = 0; i < shown.count; i++)
        assert_false(shown.items[i].quiet.spend > 100000);
    assert_false(shown.quiet.spend > 100000);
    assert_true(shown.quiet.quiet == 60);
}

/* 18 and 33 are shown as 20 and 35, and their 51 as 50. */
static void no_more_are_judged_than_there_are_customers(void **state)
{
    Fixture *fixture = *state;
    MadeShop *made = left_shop(&fixture->arena);
    size_t found = 0;

    made_add(made, (Kind){ 0, 60, 6, 900, 0 }, 18, 3);
    made_add(made, (Kind){ 30, 60, 16, 900, 0 }, 33, 3);
    Segments shown = show(made, 10, &fixture->arena);
    for (size_t i = 0; i < shown.count; i++) {
        if (shown.items[i].count != 50) continue;
        found++;
        assert_true(shown.items[i].quiet.quiet == 20 && shown.items[i].quiet.judged == 50);
    }
    assert_int_equal(found, 1);
}

int quiet_tests(void)
{
    const struct CMUnitTest tests[] = {
        TEST(it_is_told_where_all_parts_are_enough),
        TEST(a_few_are_told_neither_in_their_segment_nor_by_the_others),
        TEST(spend_of_which_one_customer_has_most_is_not_told),
        TEST(no_more_are_judged_than_there_are_customers),
    };

    return cmocka_run_group_tests_name("quiet", tests, NULL, NULL);
}
