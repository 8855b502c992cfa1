/* The lines that count, as rows of transactions: what came in, spread over an order's lines where
 * the amount is the order's, and what went back as rows of their own with negative amounts. */
#include <math.h>
#include <string.h>

#include "import/sales_private.h"
#include "import/spread.h"

/* --- rows ------------------------------------------------------------------------------------- */

typedef struct Put {
    Sales *sales;
    Job *job;
    Inserter inserter;
    int64_t order_id;       /* of the order in hand, where it is a whole number */
    const char *order_text; /* else as it is written; NULL */
    bool has_order;
    uint32_t customer;
    int64_t line;
    double rate;               /* of the order in hand, into the report's currency */
    bool dry;                  /* nothing is written: */
    double came_in, went_back; /* what the rows come to */
} Put;

/* Whole numbers are kept as such, for they are smaller; all others as they are written. */
static void put_order_id(Put *p)
{
    if (!p->has_order) {
        put_null(&p->inserter, 0);
    } else if (p->order_text) {
        put_text(&p->inserter, 0, p->order_text, strlen(p->order_text));
    } else {
        put_integer(&p->inserter, 0, p->order_id);
    }
}

/* Where ids begin again, day and customer are a part of them. */
static void take_order_id(Put *p, const SaleOrder *order)
{
    const Sales *sales = p->sales;
    size_t row = sales->by_order[order->first];
    const char *text = sales_order_text(sales, row);

    p->has_order = text != NULL;
    p->order_text = NULL;
    if (text && !id_is_whole(&p->order_id, text, strlen(text))) p->order_text = text;
}

static Status put_row(Put *p, size_t row, Day day, double amount, bool back, Err *err)
{
    const Lines *lines = &p->sales->lines;

    if (p->rate > 0 && !isnan(amount)) amount = rates_convert(amount, p->rate);
    if (p->dry) {
        if (amount > 0) p->came_in += amount;
        if (amount < 0) p->went_back -= amount;
        return OK;
    }
    uint32_t product = lines->product[row];
    Inserter *in = &p->inserter;
    const double *quantity = lines->figure[FIGURE_QUANTITY];

    put_order_id(p);
    put_integer(in, 1, p->job->customers.number[p->customer]);
    if (product == NO_TEXT) {
        put_null(in, 2);
    } else {
        put_integer(in, 2, p->job->products.number[product]);
    }
    if (day == NO_DATE) {
        put_null(in, 3);
    } else {
        put_day(in, 3, day);
    }
    if (!quantity || isnan(quantity[row])) {
        put_null(in, 4);
    } else {
        put_number(in, 4, back ? -fabs(quantity[row]) : quantity[row]);
    }
    if (isnan(amount)) {
        put_null(in, 5);
    } else {
        put_real(in, 5, amount);
    }
    if (p->job->writer.has_lines) put_integer(in, 6, p->line++);
    if (product != NO_TEXT) ids_facts(&p->job->products, product)->used = true;
    return inserter_row(in, err);
}

static void note_buyer(Put *p, Day day, uint8_t mark)
{
    IdFacts *facts = ids_facts(&p->job->customers, p->customer);

    if (day != NO_DATE && (!facts->used || facts->first_day == NO_DATE || day < facts->first_day)) {
        facts->first_day = day;
    } else if (!facts->used) {
        facts->first_day = NO_DATE;
    }
    facts->used = true;
    if (!(mark & (MARK_CONSENT | MARK_NO_CONSENT)) || day < facts->consent_day) return;
    facts->consent_day = day;
    facts->consent = mark & MARK_CONSENT ? 1 : -1;
}

static double weight_of(const Sales *sales, size_t row)
{
    double amount = fabs(sales_row_amount(sales, row));

    return isnan(amount) || !(sales->lines.mark[row] & MARK_LINE) ? 0 : amount;
}

/* The rows that stand for goods; all of them where none does. */
static size_t goods_of(const Sales *sales, const SaleOrder *order, const uint32_t *rows,
                       double *weights)
{
    size_t goods = 0;

    *weights = 0;
    for (size_t i = 0; i < order->count; i++) {
        if (!(sales->lines.mark[rows[i]] & MARK_LINE)) continue;
        goods++;
        *weights += weight_of(sales, rows[i]);
    }
    return goods;
}

/* An amount, spread over the order's lines. */
static Status put_spread(Put *p, const SaleOrder *order, double amount, bool back, Err *err)
{
    const uint32_t *rows = p->sales->by_order + order->first;
    double weights;
    size_t goods = goods_of(p->sales, order, rows, &weights);
    Spread spread = spread_begin(amount, weights, goods ? goods : 1);
    Status s = OK;

    for (size_t i = 0; !s && i < order->count; i++) {
        bool is_goods = p->sales->lines.mark[rows[i]] & MARK_LINE;
        if (goods ? !is_goods : i > 0) continue;
        double part = spread_next(&spread, weight_of(p->sales, rows[i]));
        if (back && part == 0) continue;
        s = put_row(p, rows[i], order->day, back ? -part : part, back, err);
    }
    return s;
}

/* Rows that have amounts of their own keep them. */
static Status put_own(Put *p, const SaleOrder *order, Err *err)
{
    const Sales *sales = p->sales;
    const uint32_t *rows = sales->by_order + order->first;
    const double *refund = sales->lines.figure[FIGURE_REFUND_ROW];
    double in_rows = 0;
    Status s = OK;

    for (size_t i = 0; !s && i < order->count; i++) {
        double amount = sales_own_amount(sales, rows[i]);
        bool back = amount < 0 || (sales->lines.mark[rows[i]] & MARK_REFUND);
        Day day = sales->lines.day[rows[i]];
        if (sales->form.no_amounts) amount = 0;
        s = put_row(p, rows[i], day, back ? -fabs(amount) : amount, false, err);
        if (back) in_rows += fabs(amount);
        if (s || !refund || isnan(refund[rows[i]]) || refund[rows[i]] == 0) continue;
        s = put_row(p, rows[i], day, -fabs(refund[rows[i]]), true, err);
        in_rows += fabs(refund[rows[i]]);
    }
    if (!s && order->refund > in_rows + 1e-9)
        s = put_spread(p, order, order->refund - in_rows, true, err);
    return s;
}

static Status put_rows(Put *p, const SaleOrder *order, Err *err)
{
    const Sales *sales = p->sales;

    p->rate = sales->converted ? sales->converted[order - sales->order_of].rate : 0;
    if (!sales_is_grouped(p->sales)) return put_own(p, order, err);
    Status s = order->is_return ? OK : put_spread(p, order, order->gross, false, err);
    return s || order->refund == 0 ? s : put_spread(p, order, order->refund, true, err);
}

static Status put_order(Put *p, const SaleOrder *order, Err *err)
{
    const Lines *lines = &p->sales->lines;
    const uint32_t *rows = p->sales->by_order + order->first;

    p->customer = order->customer;
    p->line = 1;
    take_order_id(p, order);
    for (size_t i = 0; i < order->count; i++)
        note_buyer(p, order->day, lines->mark[rows[i]]);
    return put_rows(p, order, err);
}

Status sales_put_dry(Sales *sales, Job *job, size_t order, Err *err)
{
    Put p = { .sales = sales, .job = job, .dry = true };
    Status s = put_rows(&p, &sales->order_of[order], err);

    if (s) return s;
    sales->converted[order].gross = p.came_in;
    sales->converted[order].refund = p.went_back;
    return OK;
}

Status sales_put(Sales *sales, Job *job, Err *err)
{
    Put p = { .sales = sales, .job = job };
    Status s = job->plan->append ? sales_meet(sales, job, err) : OK;

    if (s) return s;
    s = inserter_open(&p.inserter, &job->writer, schema_table_name(TRANSACTIONS),
                      job_columns(job, TRANSACTIONS), err);

    if (s) return s;
    for (size_t o = 0; !s && o < sales->order_count; o++) {
        if (sales->order_of[o].fate == LINE_COUNTS && !sales->order_of[o].known)
            s = put_order(&p, &sales->order_of[o], err);
        if (o % 4096 == 0 && !s) s = job_say_share(job, o, sales->order_count, err);
    }
    return inserter_close(&p.inserter, s, err);
}
