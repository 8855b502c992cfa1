/* What the amounts are made of: tax and shipping in columns of their own; prices that stand where
 * amounts should. */
#include <math.h>
#include <stdlib.h>

#include "import/sales_teller.h"

/* Products that were sold in several quantities, and the share of them that must have one figure.
 */
#define FEW_PRODUCTS 3
#define MOST 0.9

static const char *money_text(const Teller *t, double money)
{
    char text[NUMBER_TEXT];

    return arena_text(t->arena, number_grouped(text, money, 2));
}

/* --- tax and shipping ------------------------------------------------------------------------- */

static const char *extra_pattern(const Sales *sales, SumSays says)
{
    bool amounts = sales_is_grouped(sales) || figure_is_there(&sales->form, FIGURE_ROW);

    if (says == SUM_IN) return "{column} ({name}, {money} in all) is in the amounts";
    if (says == SUM_BESIDE || sales->form.name)
        return "{column} ({name}, {money} in all) is not in the amounts";
    return amounts ? "{column} ({name}, {money} in all) may be in the amounts or not: the file "
                     "does not say"
                   : "{column} ({name}, {money} in all) is not in quantity × price";
}

/* Of what is its order's, and stands on each of its rows, the sum is once an order. */
static bool is_repeated(const Sales *sales, SalesFigure which)
{
    size_t same = 0, several = 0;

    for (size_t o = 0; o < sales->order_count; o++) {
        const SaleOrder *order = &sales->order_of[o];
        const uint32_t *rows = sales->by_order + order->first;
        bool equal = true;
        if (order->count < 2 || !(sales->lines.figure[which][rows[0]] != 0)) continue;
        for (size_t i = 1; i < order->count; i++)
            equal &= sales->lines.figure[which][rows[i]] == sales->lines.figure[which][rows[0]];
        several++;
        same += equal;
    }
    return which == FIGURE_SHIPPING && several && (double)same >= MOST * (double)several;
}

/* Tax and shipping that stand in columns of their own. */
static void tell_extra(const Teller *t, SalesFigure which, SumPart part, const char *name,
                       const char *code)
{
    const Sales *sales = t->sales;
    const FigureColumns *columns = &sales->form.figures[which];
    int64_t rows = 0;
    double sum = 0;

    if (!columns->count || !sales->lines.figure[which]) return;
    bool once = is_repeated(sales, which);
    for (size_t o = 0; o < sales->order_count; o++) {
        const SaleOrder *order = &sales->order_of[o];
        for (size_t i = 0; i < order->count; i++) {
            size_t row = sales->by_order[order->first + i];
            double extra = sales->lines.figure[which][row];
            if (!(extra != 0) || sales->lines.fate[row] != LINE_COUNTS) continue;
            rows++;
            if (!once || !i) sum += extra;
        }
    }
    if (!rows) return;
    tell(t, (Finding){ .kind = FINDING_NOTE,
                       .code = code,
                       .column = column_name(t, columns->columns[0]),
                       .count = rows,
                       .what = PHRASE(t->arena, extra_pattern(sales, sales->sums_say[part]),
                                      phrase_text("column", column_name(t, columns->columns[0])),
                                      phrase_text("name", name),
                                      phrase_text("money", money_text(t, sum))),
                       .action = "neither added nor taken off" });
}

/* --- prices in place of amounts --------------------------------------------------------------- */

typedef struct Sold {
    uint32_t product;
    double quantity, amount;
} Sold;

static int by_product(const void *a, const void *b)
{
    const Sold *left = a, *right = b;

    if (left->product != right->product) return left->product < right->product ? -1 : 1;
    if (left->amount != right->amount) return left->amount < right->amount ? -1 : 1;
    return (left->quantity > right->quantity) - (left->quantity < right->quantity);
}

static size_t list_sold(Sold *out, const Sales *sales)
{
    const Lines *lines = &sales->lines;
    size_t count = 0;

    for (size_t i = 0; i < lines->count; i++) {
        double quantity = lines->figure[FIGURE_QUANTITY][i], amount = lines->figure[FIGURE_ROW][i];
        if (lines->fate[i] != LINE_COUNTS || lines->product[i] == NO_TEXT) continue;
        if (quantity > 0 && amount > 0)
            out[count++] = (Sold){ lines->product[i], quantity, amount };
    }
    qsort(out, count, sizeof *out, by_product);
    return count;
}

/* Products that were sold in several quantities, and those whose amount is mostly the same all the
 * same: so many rows in a row of the sorted ones, in several quantities. */
static void count_products(size_t *several, size_t *same, const Sold *sold, size_t count)
{
    for (size_t i = 0, end; i < count; i = end) {
        size_t most = 0, rows = 0;
        bool quantities = false;
        for (end = i; end < count && sold[end].product == sold[i].product;) {
            size_t from = end;
            while (end < count && sold[end].product == sold[from].product &&
                   sold[end].amount == sold[from].amount)
                quantities |= sold[end++].quantity != sold[i].quantity;
            /* Of one amount in one quantity nothing is said. */
            bool mixed = sold[from].quantity != sold[end - 1].quantity;
            if (mixed && end - from > most) most = end - from;
        }
        rows = end - i;
        *several += quantities;
        *same += quantities && (double)most >= MOST * (double)rows;
    }
}

static void tell_prices(const Teller *t)
{
    const Sales *sales = t->sales;
    const Lines *lines = &sales->lines;
    size_t several = 0, same = 0;
    double as_is = 0, times = 0;

    if (sales->form.name || sales_is_grouped(sales) || !lines->figure[FIGURE_ROW] ||
        !lines->figure[FIGURE_QUANTITY] || lines->figure[FIGURE_PRICE])
        return;
    Arena scratch = arena_open();
    Sold *sold = ARENA_ARRAY(&scratch, Sold, lines->count);
    size_t count = list_sold(sold, sales);
    count_products(&several, &same, sold, count);
    for (size_t i = 0; i < count; i++) {
        as_is += sold[i].amount;
        times += sold[i].amount * sold[i].quantity;
    }
    arena_close(&scratch);
    if (several < FEW_PRODUCTS || (double)same < MOST * (double)several) return;
    const char *column = column_name(t, sales->form.figures[FIGURE_ROW].columns[0]);
    tell(t, (Finding){
                .kind = FINDING_WARNING,
                .code = "amounts-are-prices",
                .column = column,
                .count = (int64_t)same,
                .of = (int64_t)several,
                .what = PHRASE(
                    t->arena,
                    "{column} is the same for a product whatever {quantity} is, in {n} of {all} "
                    "products that were sold in several quantities: it may be the price of one "
                    "unit; times {quantity} it comes to {times}, not {sum}",
                    phrase_text("column", column),
                    phrase_text("quantity",
                                column_name(t, sales->form.figures[FIGURE_QUANTITY].columns[0])),
                    phrase_count("n", (double)same, t->arena),
                    phrase_count("all", (double)several, t->arena),
                    phrase_text("times", money_text(t, times)),
                    phrase_text("sum", money_text(t, as_is))),
                .action = "counted as the amount of the row",
                .advice = PHRASE(t->arena,
                                 "Use --map \"unit_price={column}\" --map total_amount= if it "
                                 "is a price.",
                                 phrase_text("column", column)) });
}

/* --- in what -----------------------------------------------------------------------------------
 */

static void tell_currency(const Teller *t)
{
    const Sales *sales = t->sales;

    if (sales->other_currency) {
        tell(t,
             (Finding){ .kind = FINDING_WARNING,
                        .code = "currency-said-otherwise",
                        .column = chain_name(t, &sales->form.texts[TEXT_CURRENCY]),
                        .what = PHRASE(t->arena, "the amounts are in {other}, and {code} was said",
                                       phrase_text("other", sales->other_currency),
                                       phrase_text("code", sales->currency.code)),
                        .action = PHRASE(t->arena, "shown in {code}, and not converted",
                                         phrase_text("code", sales->currency.code)),
                        .advice = "Use --rates to convert them, or leave --currency out." });
    }
    if (*sales->currency.code) return;
    tell(t, (Finding){ .kind = FINDING_NOTE,
                       .code = "currency-not-named",
                       .what = "no currency is named",
                       .action = "amounts are shown in US dollars",
                       .advice = "Use --currency CODE to say what they are in, such as EUR." });
}

static void tell_above(const Teller *t)
{
    const Sales *sales = t->sales;

    if (!sales->discount_above) return;
    const char *column = column_name(t, sales->form.figures[FIGURE_DISCOUNT].columns[0]);
    tell(t, (Finding){ .kind = FINDING_WARNING,
                       .code = "discounts-above-amounts",
                       .column = column,
                       .count = (int64_t)sales->discount_above,
                       .of = (int64_t)sales->discount_rows,
                       .what = PHRASE(t->arena,
                                      "{column} is more than what it comes off in {n} of {all|# "
                                      "row|# rows} with a discount",
                                      phrase_text("column", column),
                                      phrase_count("n", (double)sales->discount_above, t->arena),
                                      phrase_count("all", (double)sales->discount_rows, t->arena)),
                       .action = "taken off as --discount says: these amounts are negative",
                       .advice = "See whether --discount means something else." });
}

void sales_tell_amounts(const Teller *t)
{
    tell_currency(t);
    tell_above(t);
    tell_extra(t, FIGURE_TAX, SUM_TAX, WORDS("tax"), "tax-column");
    tell_extra(t, FIGURE_SHIPPING, SUM_SHIPPING, WORDS("shipping"), "shipping-column");
    tell_prices(t);
}
