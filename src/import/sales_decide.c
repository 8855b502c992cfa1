/* What the values decide: whose the amounts and refunds are, which rows are copies or totals. */
#include <math.h>
#include <string.h>

#include "import/sales_owner.h"
#include "import/sales_private.h"
#include "math/sum.h"

#define FEW_ROWS 5

static double figure(const Lines *lines, SalesFigure which, size_t row)
{
    return lines->figure[which] ? lines->figure[which][row] : NAN;
}

static double or_zero(double value)
{
    return isnan(value) ? 0 : value;
}

/* --- amounts of rows -------------------------------------------------------------------------- */

double sales_row_amount(const Sales *sales, size_t row)
{
    const Lines *lines = &sales->lines;
    double amount = figure(lines, FIGURE_ROW, row);

    if (isnan(amount))
        amount = figure(lines, FIGURE_QUANTITY, row) * figure(lines, FIGURE_PRICE, row);
    if (isnan(amount)) return NAN;
    amount += or_zero(figure(lines, FIGURE_ROW_PLUS, row));
    amount -= or_zero(figure(lines, FIGURE_ROW_LESS, row));
    return sales_discounted(sales, amount, row);
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
    if (job->plan->duplicates == DUPLICATES_KEEP || sales->unnumbered) return;
    orders_mark_copies(&sales->lines, facts, sales->order_numbers,
                       job->plan->duplicates == DUPLICATES_DROP, job->arena);
    if (sales->form.name) mark_known_copies(sales);
}

/* --- totals ----------------------------------------------------------------------------------- */

enum { LAST_ROWS = 3, MANY_ROWS = 20 };

/* The amount that stands in the row. */
static double shown_amount(const Sales *sales, size_t row)
{
    return sales_is_grouped(sales) ? sales_order_amount(sales, row) : sales_own_amount(sales, row);
}

/* Whether the row comes to what all others that count come to. */
static bool is_sum_of_others(const Sales *sales, double sum, size_t row)
{
    double amount = shown_amount(sales, row);

    return !isnan(amount) && amount != 0 && fabs(amount - (sum - amount)) <= 0.0051;
}

static void mark_totals(Sales *sales)
{
    Lines *lines = &sales->lines;
    Sum sum = { 0 };

    if (lines->count < FEW_ROWS) return;
    for (size_t i = 0; i < lines->count; i++)
        if (lines->fate[i] == LINE_COUNTS) sum_add(&sum, or_zero(shown_amount(sales, i)));
    for (size_t i = 0; i < lines->count; i++)
        if (lines->fate[i] == LINE_COUNTS && lines->mark[i] & MARK_TOTAL) {
            sales->total_words++;
            sales->total_guests += lines->who[i] == NO_TEXT;
        }
    for (size_t k = 0; k < LAST_ROWS && k < lines->count; k++) {
        size_t row = lines->count - 1 - k;
        bool named = lines->mark[row] & MARK_TOTAL;
        bool nobody = lines->who[row] == NO_TEXT && lines->order[row] == NO_TEXT;
        if (lines->fate[row] != LINE_COUNTS) continue;
        if (!named && !nobody && lines->count < MANY_ROWS) continue;
        if (!is_sum_of_others(sales, sum_value(sum), row)) continue;
        lines->fate[row] = LINE_TOTALS;
        sales->total_words -= named;
        sales->total_guests -= named && lines->who[row] == NO_TEXT;
    }
}

/* Without amounts nothing is subtracted: what was given back is no purchase. */
static void mark_returns(Sales *sales)
{
    Lines *lines = &sales->lines;

    for (size_t i = 0; i < lines->count; i++)
        if (lines->fate[i] == LINE_COUNTS && figure(lines, FIGURE_QUANTITY, i) < 0)
            lines->fate[i] = LINE_ROW_RULE;
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
    double **figures = sales->lines.figure;
    if (kind == ROW_LINE || figures[FIGURE_ORDER]) return;
    /* The order's amount is none of its lines': quantity × price is. */
    figures[FIGURE_ORDER] = figures[FIGURE_ROW];
    figures[FIGURE_ROW] = NULL;
}

/* A refund is the row's, or its order's and stands on each of the order's rows. */
static Status decide_refund(Sales *sales, const Job *job, const InputFile *file, Err *err)
{
    double **figures = sales->lines.figure;

    if (sales->form.name || !figures[FIGURE_REFUND]) return OK;
    OwnerVotes votes = owner_votes(sales, FIGURE_REFUND, job->arena);
    const char *column = file->header[sales->form.figures[FIGURE_REFUND].columns[0]];
    switch (owner_decide(&votes)) {
    case OWNER_UNSAID:
        return err_set(err, ERR_DATA,
                       "%s: %s is the order's in %zu orders, repeated on their lines, and each "
                       "line's in %zu: nothing decides what was given back: leave it out with "
                       "--map refund=, or export it once an order",
                       file->place, column, votes.of_order + votes.unclear, votes.of_lines);
    case OWNER_ORDER:
        if (!votes.of_order && !votes.unclear) return OK;
        if (sales->unnumbered) return sales_refuse_unnumbered(file, column, "--map refund=", err);
        sales->refund_why =
            PHRASE(job->arena,
                   "{column} is the order's: it is repeated on every line, in {n} of the {all} "
                   "orders with several lines",
                   phrase_text("column", column),
                   phrase_count("n", (double)(votes.of_order + votes.unclear), job->arena),
                   phrase_count("all", (double)(votes.of_order + votes.unclear + votes.of_lines),
                                job->arena));
        return OK;
    case OWNER_LINE:
        figures[FIGURE_REFUND_ROW] = figures[FIGURE_REFUND];
        figures[FIGURE_REFUND] = NULL;
        return OK;
    }
    return OK;
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
static OrderFacts *number_orders(Sales *sales, Job *job, const double *amounts, Arena *scratch)
{
    OrderFacts *facts =
        orders_gather(&sales->told, &sales->lines, amounts, sales->orders.count, scratch);
    bool again = orders_begin_again(&sales->told);

    sales->order_numbers = sales->orders.count;
    if (sales->form.name || (!again && !sales->told.many_customers)) return facts;
    if (again) {
        sales->split = sales->told.many_days > sales->told.many_customers
                           ? sales->told.many_days
                           : sales->told.many_customers;
    }
    split_orders(sales, job, again);
    return orders_gather(&sales->told, &sales->lines, amounts, sales->order_numbers, scratch);
}

static Status decide_all(Sales *sales, Job *job, const InputFile *file, Arena *scratch, Err *err)
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
    sales_mark_again(sales, job);
    if ((s = sales_stand_in(sales, job, file, err))) return s;
    facts = sales->unnumbered ? NULL : number_orders(sales, job, values, scratch);
    if (sales->form.row == ROW_UNKNOWN) {
        decide_row(sales, job, &sales->told,
                   amounts->count ? file->header[amounts->columns[0]] : "the amount");
    }
    if (sales_is_grouped(sales)) inherit_orders(sales);
    mark_copies(sales, job, facts);
    sales_find_sums(sales, scratch);
    if ((s = sales_decide_discount(sales, job, file, err))) return s;
    if ((s = decide_refund(sales, job, file, err))) return s;
    sales_end_stand_in(sales);
    if (!sales->form.no_amounts) mark_totals(sales);
    if (sales->form.no_amounts) mark_returns(sales);
    return OK;
}

Status sales_decide(Sales *sales, Job *job, const InputFile *file, Err *err)
{
    Arena scratch = arena_open();
    Status s = decide_all(sales, job, file, &scratch, err);

    arena_close(&scratch);
    lines_drop_contents(&sales->lines);
    return s;
}
