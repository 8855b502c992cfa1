/* The data room: tables, features, values as their reader sees them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "data/format.h"

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

static void values_carry_their_units(void **state)
{
    (void)state;
    assert_string_equal(format_value(1, COLUMN_DAYS, 0, "USD", false, &arena), "1 day");
    assert_string_equal(format_value(41.4, COLUMN_DAYS, 0, "USD", false, &arena), "41 days");
    assert_string_equal(format_value(41.4, COLUMN_DAYS, 0, "USD", true, &arena), "41");
    assert_string_equal(format_value(0.1234, COLUMN_SHARE, 1, "USD", false, &arena), "12.3%");
    assert_string_equal(format_value(2.71, COLUMN_RATIO, 1, "USD", false, &arena), "2.7×");
    assert_string_equal(format_value(1.25, COLUMN_SIGMA, 1, "USD", true, &arena), "+1.3");
    assert_string_equal(format_value(-0.04, COLUMN_SIGMA, 1, "USD", true, &arena), "0.0");
    assert_string_equal(format_value(0.04, COLUMN_SIGMA, 1, "USD", true, &arena), "0.0");
    assert_string_equal(format_value(NAN, COLUMN_MONEY, 2, "USD", false, &arena), "–");
    assert_string_equal(format_feature(F_FREQUENCY, 3.25, "USD", &arena), "3.3 purchases");
    assert_string_equal(format_feature(F_TOTAL_SPEND, 86.2, "EUR", &arena), "€86.20");
}

static void amounts_in_a_sentence_have_cents_below_a_thousand(void **state)
{
    (void)state;
    assert_string_equal(format_money(0, "USD", &arena), "$0.00");
    assert_string_equal(format_money(999.49, "USD", &arena), "$999.49");
    assert_string_equal(format_money(999.5, "USD", &arena), "$1,000");
    assert_string_equal(format_money(-999.49, "USD", &arena), "−$999.49");
    assert_string_equal(format_money(-1234.56, "USD", &arena), "−$1,235");
    assert_int_equal(money_decimals(999.49), 2);
    assert_int_equal(money_decimals(999.5), 0);
    assert_string_equal(format_money(NAN, "USD", &arena), "–");
}

static void a_share_in_a_sentence_is_none_or_all_only_where_it_is(void **state)
{
    (void)state;
    assert_string_equal(format_share(0, &arena), "0%");
    assert_string_equal(format_share(1e-9, &arena), "under 1%");
    /* One in 200 would be rounded to none. */
    assert_string_equal(format_share(1. / 200, &arena), "1%");
    assert_string_equal(format_share(0.00501, &arena), "1%");
    assert_string_equal(format_share(0.99499, &arena), "99%");
    assert_string_equal(format_share(199. / 200, &arena), "over 99%");
    assert_string_equal(format_share(1, &arena), "100%");
    assert_string_equal(format_share(1.25, &arena), "125%");
    assert_string_equal(format_share(-0.25, &arena), "−25%");
    assert_string_equal(format_share(NAN, &arena), "–");
}

static void columns_are_found_by_key(void **state)
{
    const char *const names[] = { "Ada", NULL };
    const int64_t ids[] = { INT64_MAX, -5 };
    Column columns[] = { { .key = "name", .kind = COLUMN_TEXT, .texts = names },
                         { .key = "id", .kind = COLUMN_ID, .ids = ids } };
    Table table = { 2, 2, columns };

    (void)state;
    assert_ptr_equal(table_column(&table, "id"), &columns[1]);
    assert_null(table_column(&table, "none"));
    assert_string_equal(format_cell(&columns[0], 1, "USD", &arena), "");
    assert_string_equal(format_cell(&columns[1], 0, "USD", &arena), "9223372036854775807");
}

static void the_ten_clustering_features_are_the_marked_ones(void **state)
{
    size_t marked = 0;

    (void)state;
    for (int f = 0; f < F_COUNT; f++)
        marked += FEATURES[f].clustered;
    assert_int_equal(marked, CLUSTERED_COUNT);
    for (size_t i = 0; i < CLUSTERED_COUNT; i++)
        assert_true(FEATURES[CLUSTERED[i]].clustered);
}

static void a_matrix_is_row_by_row(void **state)
{
    Matrix m = matrix_new(2, 3, &arena);

    (void)state;
    matrix_row(&m, 1)[2] = 7;
    assert_true(m.at[5] == 7 && matrix_at(&m, 1, 2) == 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_carry_their_units),
        cmocka_unit_test(amounts_in_a_sentence_have_cents_below_a_thousand),
        cmocka_unit_test(a_share_in_a_sentence_is_none_or_all_only_where_it_is),
        cmocka_unit_test(columns_are_found_by_key),
        cmocka_unit_test(the_ten_clustering_features_are_the_marked_ones),
        cmocka_unit_test(a_matrix_is_row_by_row),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
