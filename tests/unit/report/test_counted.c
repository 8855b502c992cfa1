/* What is in the figures and what is not: the findings of a shop in a sentence. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "desk.h"
#include "report/counted.h"
#include "report_tests.h"

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

/* A shop with these findings: 90 lines count, of 60 purchases, and the ledger has $10,000. */
static Counted counted_of(Finding *findings, size_t count, PurchaseRule rule)
{
    Shop *shop = ARENA_NEW(&arena, Shop);

    shop->findings = (Findings){ findings, count, count };
    shop->lines = 90;
    shop->purchases.count = 60;
    shop->purchase_rule = rule;
    shop->ledger_revenue = 10000;
    return counted_find(shop, "USD", &arena);
}

static Finding left_out(const char *brief, int64_t lines, int64_t orders, double revenue)
{
    return (Finding){ .kind = FINDING_NOTE,
                      .code = "x",
                      .count = lines,
                      .of = 100,
                      .brief = brief,
                      .orders = orders,
                      .left_out = true,
                      .revenue = revenue };
}

static Finding besides(const char *code, int64_t count, int64_t of, double revenue)
{
    return (Finding){ .kind = FINDING_NOTE,
                      .code = code,
                      .count = count,
                      .of = of,
                      .what = code,
                      .action = "told",
                      .revenue = revenue };
}

static const char *lines_told(Finding *findings, size_t count)
{
    return counted_of(findings, count, PURCHASE_ROW).sentence;
}

static const char *orders_told(Finding *findings, size_t count)
{
    return counted_of(findings, count, PURCHASE_ORDER).sentence;
}

/* --- what counts ------------------------------------------------------------------------------ */

static void where_nothing_is_left_out_all_count(void **state)
{
    Finding note = besides("x", 1, 2, 0);
    Counted lines = counted_of(&note, 1, PURCHASE_ROW),
            orders = counted_of(NULL, 0, PURCHASE_ORDER);

    (void)state;
    SAYS(lines.sentence, "All 90 lines were counted.");
    assert_true(lines.all && !lines.in_orders && lines.count == 90 && lines.total == 90);
    SAYS(orders.sentence, "All 60 orders were counted.");
    assert_true(orders.all && orders.in_orders && orders.count == 60 && orders.total == 60);
    assert_int_equal(orders.other_count, 0);
    Shop one = { .lines = 1, .purchases = { .count = 1 } };
    SAYS(counted_find(&one, "USD", &arena).sentence, "The one line was counted.");
    one.purchase_rule = PURCHASE_ORDER;
    SAYS(counted_find(&one, "USD", &arena).sentence, "The one order was counted.");
}

static void one_reason_is_told_with_its_money(void **state)
{
    Finding one = left_out("by a guest", 1, 0, 20), two = left_out("by guests", 2, 0, 0.004);
    Finding plain = left_out(NULL, 1, 0, -0.005);

    (void)state;
    SAYS(lines_told(&one, 1), "90 of 91 lines were counted; 1 by a guest ($20.00) was not.");
    SAYS(lines_told(&two, 1), "90 of 92 lines were counted; 2 by guests were not.");
    SAYS(lines_told(&plain, 1), "90 of 91 lines were counted; 1 left out (−$0.01) was not.");
    assert_false(counted_of(&one, 1, PURCHASE_ROW).all);
}

/* Orders where it is known how many were left out of one reason at least; the lines of others are
 * told beside them. */
static void orders_are_counted_where_they_are_known(void **state)
{
    Finding one = left_out("cancelled", 3, 1, 300), unknown = left_out("of totals", 1, 0, 0);
    Finding some[] = { left_out("cancelled", 9, 3, 300), left_out("of totals", 5, 0, 2000) };
    Finding single[] = { left_out("cancelled", 9, 3, 3000), left_out("of totals", 1, 0, 0) };
    /* What is in the figures may know its orders. */
    Finding beside[] = { besides("refunds-unknown", 1, 2, 0), left_out("of totals", 1, 0, 0) };

    (void)state;
    SAYS(orders_told(&one, 1), "60 of 61 orders were counted; 1 cancelled ($300.00) was not.");
    assert_true(counted_of(&one, 1, PURCHASE_ORDER).in_orders);
    SAYS(lines_told(&one, 1), "90 of 93 lines were counted; 3 cancelled ($300.00) were not.");
    SAYS(orders_told(&unknown, 1), "90 of 91 lines were counted; 1 of totals was not.");
    SAYS(orders_told(some, 2), "60 of 63 orders were counted; 5 lines of totals ($2,000) and 3 "
                               "cancelled ($300) were not.");
    assert_int_equal(counted_of(some, 2, PURCHASE_ORDER).total, 63);
    SAYS(orders_told(single, 2), "60 of 63 orders were counted; 3 cancelled ($3,000) and 1 line of "
                                 "totals were not.");
    SAYS(orders_told(beside, 2), "90 of 91 lines were counted; 1 of totals was not.");
    beside[0].orders = 1;
    SAYS(orders_told(beside, 2), "60 of 60 orders were counted; 1 line of totals was not.");
    beside[1].count = 2;
    SAYS(orders_told(beside, 2), "60 of 60 orders were counted; 2 lines of totals were not.");
}

/* By their money; what has none by its share of the rows, as money. */
static void the_weightiest_reasons_are_named_first_and_four_at_most(void **state)
{
    Finding reasons[] = { left_out("a", 1, 0, 10),   left_out("b", 2, 0, -500),
                          left_out("c", 3, 0, 0),    left_out("d", 4, 0, 250),
                          left_out("e", 5, 0, 0.25), left_out("f", 6, 0, 20) };
    Finding alike[] = { left_out("a", 1, 0, 50), left_out("b", 2, 0, 50), left_out("c", 3, 0, 50) };

    (void)state;
    SAYS(lines_told(alike, 3),
         "90 of 96 lines were counted; 1 a ($50.00), 2 b ($50.00) and 3 c ($50.00) were not.");
    /* c: 3 of 100 rows of $10,000 make $300. */
    SAYS(lines_told(reasons, 4), "90 of 100 lines were counted; 2 b (−$500.00), 3 c, 4 d ($250.00) "
                                 "and 1 a ($10.00) were not.");
    SAYS(lines_told(reasons, 5), "90 of 105 lines were counted; 2 b (−$500.00), 3 c, 4 d ($250.00) "
                                 "and 6 lines for other reasons ($10.25) were not.");
    SAYS(lines_told(reasons, 6), "90 of 111 lines were counted; 2 b (−$500.00), 3 c, 4 d ($250.00) "
                                 "and 12 lines for other reasons ($30.25) were not.");
    /* What somebody should mend counts double. */
    reasons[3].kind = FINDING_WARNING;
    SAYS(lines_told(reasons, 3 + 1),
         "90 of 100 lines were counted; 2 b (−$500.00), 4 d ($250.00), 3 "
         "c and 1 a ($10.00) were not.");
    /* Of nothing that was looked at: a hundredth. */
    reasons[2].of = 0;
    SAYS(lines_told(reasons, 4), "90 of 100 lines were counted; 2 b (−$500.00), 4 d ($250.00), 3 c "
                                 "and 1 a ($10.00) were not.");
    reasons[0].revenue = 90, reasons[3].kind = FINDING_NOTE, reasons[3].revenue = 110;
    SAYS(lines_told(reasons, 4), "90 of 100 lines were counted; 2 b (−$500.00), 4 d ($110.00), 3 c "
                                 "and 1 a ($90.00) were not.");
}

static void without_amounts_no_money_is_told(void **state)
{
    Finding reasons[] = { left_out("a", 1, 0, 0),         left_out("b", 2, 0, 0),
                          left_out("c", 3, 0, 0),         left_out("d", 4, 0, 0),
                          besides("no-amounts", 0, 0, 0), left_out("e", 5, 0, 0) };
    Shop shop = { .findings = { reasons, 6, 6 }, .lines = 85, .no_amounts = true };
    Counted counted = counted_find(&shop, "USD", &arena);

    (void)state;
    /* The ledger has no money, and so all are as weighty: as they come. */
    SAYS(counted.sentence, "85 of 100 lines were counted; 1 a, 2 b, 3 c and 9 lines for other "
                           "reasons were not.");
    assert_int_equal(counted.other_count, 0); /* that there are no amounts is said elsewhere */
}

/* --- what else -------------------------------------------------------------------------------- */

static void what_changes_the_money_is_told_by_its_weight(void **state)
{
    Finding notes[] = { besides("discounts", 1, 100, 60), besides("refunds-unknown", 1, 100, 0),
                        besides("negative-amounts", 1, 100, 0),
                        besides("unused-states", 99, 100, 900),
                        besides("shared-customer-ids", 2, 0, 0) };
    Counted counted;

    (void)state;
    notes[2].revenue = -80;
    counted = counted_of(notes, 5, PURCHASE_ROW);
    assert_int_equal(counted.other_count, 4);          /* states that nobody uses weigh nothing */
    SAYS(counted.others[0], "Refunds-unknown; told."); /* a hundredth of $10,000 */
    SAYS(counted.others[1], "Shared-customer-ids; told.");
    SAYS(counted.others[2], "Negative-amounts; told.");
    SAYS(counted.others[3], "Discounts; told.");
    assert_true(counted.all);
}

static void what_is_usual_is_told_from_a_two_hundredth_of_the_money_on(void **state)
{
    Finding notes[] = { besides("discounts", 1, 100, 50), besides("refunds-unknown", 1, 100, 49.99),
                        besides("lookalikes", 1, 1000, 0) };
    Counted counted = counted_of(notes, 3, PURCHASE_ROW);

    (void)state;
    assert_int_equal(counted.other_count, 1);
    SAYS(counted.others[0], "Discounts; told.");
    notes[2].kind = FINDING_WARNING; /* $20 of $10,000, and told nevertheless */
    counted = counted_of(notes, 3, PURCHASE_ROW);
    assert_int_equal(counted.other_count, 2);
    SAYS(counted.others[1], "Lookalikes; told.");
    notes[1].revenue = -51;
    counted = counted_of(notes, 3, PURCHASE_ROW);
    assert_int_equal(counted.other_count, 3);
    SAYS(counted.others[0], "Refunds-unknown; told.");
}

/* Where the import knows which orders were refunded, negative amounts are not told again. */
static void refunds_are_told_once(void **state)
{
    Finding notes[] = { besides("negative-amounts", 5, 100, -900),
                        besides("discounts", 5, 100, -800) };
    Counted counted = counted_of(notes, 2, PURCHASE_ROW);

    (void)state;
    assert_int_equal(counted.other_count, 2);
    SAYS(counted.others[0], "Negative-amounts; told.");
    notes[1] = besides("refunded-orders", 5, 100, -800);
    counted = counted_of(notes, 2, PURCHASE_ROW);
    assert_int_equal(counted.other_count, 1);
    SAYS(counted.others[0], "Refunded-orders; told.");
}

static void some_findings_weigh_and_others_do_not(void **state)
{
    Finding out = left_out("a", 1, 0, 0), first = besides("order-amounts", 1, 1, 0);
    Finding last = besides("lines-too-short", 1, 1, 0), none = besides("no-interactions", 1, 1, 0);

    (void)state;
    assert_true(finding_weighs(&out) && finding_weighs(&first) && finding_weighs(&last));
    assert_false(finding_weighs(&none));
}

int counted_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_nothing_is_left_out_all_count),
        cmocka_unit_test(one_reason_is_told_with_its_money),
        cmocka_unit_test(orders_are_counted_where_they_are_known),
        cmocka_unit_test(the_weightiest_reasons_are_named_first_and_four_at_most),
        cmocka_unit_test(without_amounts_no_money_is_told),
        cmocka_unit_test(what_changes_the_money_is_told_by_its_weight),
        cmocka_unit_test(what_is_usual_is_told_from_a_two_hundredth_of_the_money_on),
        cmocka_unit_test(refunds_are_told_once),
        cmocka_unit_test(some_findings_weigh_and_others_do_not),
    };

    return cmocka_run_group_tests_name("counted", tests, open_arena, close_arena);
}
