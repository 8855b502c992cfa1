/* What the values decide: whose the amounts are, what a discount is, which rows are copies or
 * totals. */
#include <math.h>
#include <string.h>

#include "import/sales_private.h"
#include "math/sum.h"

/* Of the rows that can say it, this share must agree. */
#define AGREE 0.8
#define FEW_ROWS 5
#define CENT 0.0051

static double figure(const Lines *lines, SalesFigure which, size_t row)
{
    return lines->figure[which] ? lines->figure[which][row] : NAN;
}

static double or_zero(double value)
{
    return isnan(value) ? 0 : value;
}

/* --- amounts of rows -------------------------------------------------------------------------- */

static double discounted(const Sales *sales, double amount, size_t row)
{
    double off = fabs(or_zero(figure(&sales->lines, FIGURE_DISCOUNT, row)));
    double quantity = figure(&sales->lines, FIGURE_QUANTITY, row);
    double sign = amount < 0 ? -1 : 1;

    switch (sales->form.discount) {
    case DISCOUNT_NONE:
    case DISCOUNT_UNKNOWN:
    case DISCOUNT_IN: return amount;
    case DISCOUNT_SHARE: return amount * (1 - off);
    case DISCOUNT_PERCENT: return amount * (1 - off / 100);
    case DISCOUNT_ROW: return amount - sign * off;
    case DISCOUNT_UNIT: return amount - sign * off * (isnan(quantity) ? 1 : fabs(quantity));
    }
    return amount;
}

double sales_row_amount(const Sales *sales, size_t row)
{
    const Lines *lines = &sales->lines;
    double amount = figure(lines, FIGURE_ROW, row);

    if (isnan(amount))
        amount = figure(lines, FIGURE_QUANTITY, row) * figure(lines, FIGURE_PRICE, row);
    if (isnan(amount)) return NAN;
    amount += or_zero(figure(lines, FIGURE_ROW_PLUS, row));
    amount -= or_zero(figure(lines, FIGURE_ROW_LESS, row));
    return discounted(sales, amount, row);
}

double sales_order_amount(const Sales *sales, size_t row)
{
    const Lines *lines = &sales->lines;
    SalesFigure which = lines->figure[FIGURE_ORDER] ? FIGURE_ORDER : FIGURE_ROW;
    double amount = figure(lines, which, row);

    if (isnan(amount)) return NAN;
    amount += or_zero(figure(lines, FIGURE_ORDER_PLUS, row));
    return amount - or_zero(figure(lines, FIGURE_ORDER_LESS, row));
}

bool sales_is_grouped(const Sales *sales)
{
    return sales->form.row == ROW_FIRST_LINE || sales->form.row == ROW_EACH_LINE;
}

double sales_own_amount(const Sales *sales, size_t row)
{
    if (sales->form.row == ROW_ORDER && sales->lines.figure[FIGURE_ORDER])
        return sales_order_amount(sales, row);
    return sales_row_amount(sales, row);
}

/* --- discounts -------------------------------------------------------------------------------- */

typedef struct DiscountVotes {
    size_t rows;   /* with a discount, an amount, a quantity and a price */
    size_t before; /* the amount is quantity × price */
    size_t after;  /* it is less by the discount, in one of its meanings */
    size_t values, to_one, whole, to_hundred; /* discounts: of at most 1, whole, of at most 100 */
    size_t above_amount;                      /* more than what the row comes to */
} DiscountVotes;

static bool is_near(double a, double b, double quantity)
{
    return fabs(a - b) <= CENT * fmax(1, fabs(quantity)) + 1e-9 * fabs(b);
}

static DiscountVotes count_discounts(const Lines *lines)
{
    DiscountVotes votes = { 0 };

    for (size_t i = 0; i < lines->count; i++) {
        double off = fabs(or_zero(figure(lines, FIGURE_DISCOUNT, i)));
        double quantity = figure(lines, FIGURE_QUANTITY, i);
        double price = figure(lines, FIGURE_PRICE, i), amount = figure(lines, FIGURE_ROW, i);
        double full = quantity * price;
        if (off == 0) continue;
        votes.values++;
        votes.to_one += off <= 1;
        votes.to_hundred += off <= 100;
        votes.whole += off == floor(off);
        votes.above_amount += !isnan(full) && off > fabs(full) + CENT;
        if (isnan(amount) || isnan(full)) continue;
        votes.rows++;
        votes.before += is_near(amount, full, quantity);
        votes.after += is_near(amount, full - off, quantity) ||
                       is_near(amount, full * (1 - off), quantity) ||
                       is_near(amount, full * (1 - off / 100), quantity) ||
                       is_near(amount, full - off * quantity, quantity);
    }
    return votes;
}

/* What the values are, where the amounts do not tell. DISCOUNT_UNKNOWN: it cannot be said. */
static DiscountKind kind_of_values(const DiscountVotes *votes)
{
    if (votes->to_one == votes->values && votes->whole < votes->values) return DISCOUNT_SHARE;
    if (votes->to_hundred < votes->values) return DISCOUNT_ROW;
    if (votes->whole < votes->values && !votes->above_amount) return DISCOUNT_ROW;
    if (votes->above_amount) return DISCOUNT_PERCENT;
    return DISCOUNT_UNKNOWN;
}

static const char *discount_meaning(DiscountKind kind)
{
    switch (kind) {
    case DISCOUNT_NONE:
    case DISCOUNT_UNKNOWN: return "not used";
    case DISCOUNT_IN: return "already taken off the amounts";
    case DISCOUNT_SHARE: return "a share, taken off each row";
    case DISCOUNT_PERCENT: return "in per cent, taken off each row";
    case DISCOUNT_ROW: return "an amount, taken off each row";
    case DISCOUNT_UNIT: return "an amount for each unit, taken off";
    }
    return "";
}

static Status decide_discount(Sales *sales, const Job *job, const InputFile *file, Err *err)
{
    const Lines *lines = &sales->lines;
    DiscountKind kind = job->plan->discount;

    if (!lines->figure[FIGURE_DISCOUNT] || sales->form.name) return OK;
    DiscountVotes votes = count_discounts(lines);
    const char *column = file->header[sales->form.figures[FIGURE_DISCOUNT].columns[0]];
    sales->form.discount = DISCOUNT_NONE;
    if (!votes.values) return OK;
    bool has_amounts = lines->figure[FIGURE_ROW] != NULL;
    bool testable = votes.rows >= FEW_ROWS;
    if (kind != DISCOUNT_UNKNOWN) {
        sales->form.discount = kind;
    } else if (testable && (double)votes.after >= AGREE * (double)votes.rows) {
        sales->form.discount = DISCOUNT_IN;
    } else if (has_amounts && !(testable && (double)votes.before >= AGREE * (double)votes.rows)) {
        sales->form.discount = DISCOUNT_IN; /* an amount that is no price list's is what was paid */
        sales->discount_unsure = true;
    } else {
        sales->form.discount = kind_of_values(&votes);
    }
    if (sales->form.discount == DISCOUNT_UNKNOWN) {
        return err_set(err, ERR_DATA,
                       "%s: %s may be per cent or an amount, and nothing in the file decides: say "
                       "--discount percent, amount, unit, share, or included",
                       file->place, column);
    }
    sales->discount_rows = votes.values;
    sales->discount_why =
        arena_format(job->arena, "%s is %s", column, discount_meaning(sales->form.discount));
    return OK;
}

/* --- copies ----------------------------------------------------------------------------------- */

/* Rows of a known export that repeat another cell by cell, or whose order and line came before. */
static void mark_known_copies(Sales *sales)
{
    Lines *lines = &sales->lines;
    KeySet seen = { 0 };

    for (size_t i = 0; i < lines->count; i++) {
        uint64_t key = lines->contents[i];
        if (lines->fate[i] != LINE_COUNTS) continue;
        if (sales->form.row != ROW_ORDER) {
            if (!lines->line || lines->line[i] == NO_TEXT) continue;
            key = ((uint64_t)lines->order[i] << 32) | lines->line[i];
        }
        size_t before = seen.count;
        keyset_add(&seen, key);
        if (seen.count == before) lines->fate[i] = LINE_COPY;
    }
    keyset_close(&seen);
}

static void mark_copies(Sales *sales, const Job *job, const OrderFacts *facts)
{
    if (job->plan->duplicates == DUPLICATES_KEEP) return;
    orders_mark_copies(&sales->lines, facts, sales->order_numbers,
                       job->plan->duplicates == DUPLICATES_DROP, job->arena);
    if (sales->form.name) mark_known_copies(sales);
}

/* --- totals ----------------------------------------------------------------------------------- */

enum { LAST_ROWS = 3, MANY_ROWS = 20 };

/* Whether the row comes to what all others that count come to. */
static bool is_sum_of_others(const Sales *sales, double sum, size_t row)
{
    double amount = sales_own_amount(sales, row);

    return !isnan(amount) && amount != 0 && fabs(amount - (sum - amount)) <= 0.0051;
}

static void mark_totals(Sales *sales)
{
    Lines *lines = &sales->lines;
    Sum sum = { 0 };

    if (lines->count < FEW_ROWS) return;
    for (size_t i = 0; i < lines->count; i++)
        if (lines->fate[i] == LINE_COUNTS) sum_add(&sum, or_zero(sales_own_amount(sales, i)));
    for (size_t k = 0; k < LAST_ROWS && k < lines->count; k++) {
        size_t row = lines->count - 1 - k;
        bool named = lines->mark[row] & MARK_TOTAL;
        bool nobody = lines->who[row] == NO_TEXT && lines->order[row] == NO_TEXT;
        if (lines->fate[row] != LINE_COUNTS) continue;
        if (!named && !nobody && lines->count < MANY_ROWS) continue;
        if (is_sum_of_others(sales, sum_value(sum), row)) lines->fate[row] = LINE_TOTALS;
    }
}

/* --- all -------------------------------------------------------------------------------------- */

/* In first-line and each-line a row without an order belongs to the one above. */
static void inherit_orders(Sales *sales)
{
    Lines *lines = &sales->lines;

    for (size_t i = 1; sales->form.name && i < lines->count; i++)
        if (lines->order[i] == NO_TEXT) lines->order[i] = lines->order[i - 1];
}

static void decide_row(Sales *sales, const Job *job, const OrdersTold *told, const char *column)
{
    RowKind kind = orders_decide(&sales->row_why, told, column, job->arena);

    if (job->plan->amount == AMOUNT_LINE) kind = ROW_LINE;
    if (job->plan->amount == AMOUNT_ORDER && kind == ROW_LINE) kind = ROW_EACH_LINE;
    sales->form.row = kind;
    if (kind != ROW_LINE) return;
    /* What a line's row says was given back is the line's. */
    sales->lines.figure[FIGURE_REFUND_ROW] = sales->lines.figure[FIGURE_REFUND];
    sales->lines.figure[FIGURE_REFUND] = NULL;
}

/* Where ids begin again, id, day and customer are an order; where some are shared by customers, id
 * and customer. The text of the former is all three. */
static void split_orders(Sales *sales, Job *job, bool days)
{
    Lines *lines = &sales->lines;
    uint32_t *old = ARENA_ARRAY(job->arena, uint32_t, lines->count + 1);

    if (lines->count) memcpy(old, lines->order, lines->count * sizeof *old);
    sales->order_numbers = orders_split(lines, days, job->arena);
    sales->split_text = ARENA_ARRAY(job->arena, const char *, sales->order_numbers);
    for (size_t i = 0; i < lines->count; i++) {
        uint32_t number = lines->order[i];
        char day[NUMBER_TEXT];
        if (number == NO_TEXT || sales->split_text[number]) continue;
        const char *id = textpool_at(&sales->orders, old[i])->text;
        const PoolEntry *who =
            lines->who[i] == NO_TEXT ? NULL : textpool_at(&job->customers.pool, lines->who[i]);
        sales->split_text[number] =
            days ? arena_format(job->arena, "%s %s %s", id,
                                lines->day[i] == NO_DATE ? "" : day_iso(day, lines->day[i]),
                                who ? who->text : "")
                 : id;
    }
}

/* Only where the form leaves it open: a known export says what its orders are. */
static OrderFacts *number_orders(Sales *sales, Job *job, const double *amounts)
{
    OrderFacts *facts =
        orders_gather(&sales->told, &sales->lines, amounts, sales->orders.count, job->arena);
    bool again = orders_begin_again(&sales->told);

    sales->order_numbers = sales->orders.count;
    if (sales->form.name || (!again && !sales->told.many_customers)) return facts;
    if (again) {
        sales->split = sales->told.many_days > sales->told.many_customers
                           ? sales->told.many_days
                           : sales->told.many_customers;
    }
    split_orders(sales, job, again);
    return orders_gather(&sales->told, &sales->lines, amounts, sales->order_numbers, job->arena);
}

Status sales_decide(Sales *sales, Job *job, const InputFile *file, Err *err)
{
    Lines *lines = &sales->lines;
    const FigureColumns *amounts = &sales->form.figures[FIGURE_ROW];
    const double *values = lines->figure[FIGURE_ROW];
    OrderFacts *facts;
    Status s;

    if (!sales->form.name && lines->figure[FIGURE_ORDER]) {
        amounts = &sales->form.figures[FIGURE_ORDER];
        values = lines->figure[FIGURE_ORDER];
    }
    facts = number_orders(sales, job, values);
    if (sales->form.row == ROW_UNKNOWN) {
        decide_row(sales, job, &sales->told,
                   amounts->count ? file->header[amounts->columns[0]] : "the amount");
    }
    if (sales_is_grouped(sales)) inherit_orders(sales);
    if ((s = decide_discount(sales, job, file, err))) return s;
    mark_copies(sales, job, facts);
    mark_totals(sales);
    return OK;
}
