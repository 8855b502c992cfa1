/* Every order: whether it counts, what came in, what went back. */
#include <math.h>
#include <string.h>

#include "import/sales_private.h"
#include "math/sum.h"

static double or_zero(double value)
{
    return isnan(value) ? 0 : value;
}

/* --- lines by order --------------------------------------------------------------------------- */

/* What a row of refund belongs to, else its own order. */
static uint32_t order_of(const Lines *lines, size_t row)
{
    bool linked =
        lines->refund_of && (lines->mark[row] & MARK_REFUND) && lines->refund_of[row] != NO_TEXT;

    return linked ? lines->refund_of[row] : lines->order[row];
}

static bool is_out(const Lines *lines, size_t row)
{
    return lines->fate[row] != LINE_COUNTS;
}

/* Orders in the order of their numbers, then the rows without one, each by itself. */
static void group_lines(Sales *sales, Arena *arena)
{
    const Lines *lines = &sales->lines;
    size_t numbers = sales->order_numbers, alone = 0, at = 0, used = 0;
    size_t *first = ARENA_ARRAY(arena, size_t, numbers + 1);

    for (size_t i = 0; i < lines->count; i++) {
        if (is_out(lines, i)) continue;
        uint32_t order = order_of(lines, i);
        if (order == NO_TEXT) alone++;
        if (order != NO_TEXT) first[order + 1]++;
    }
    for (size_t o = 0; o < numbers; o++) {
        used += first[o + 1] > 0;
        first[o + 1] += first[o];
    }
    size_t grouped = first[numbers];
    sales->by_order = ARENA_ARRAY(arena, uint32_t, grouped + alone);
    sales->order_of = ARENA_ARRAY(arena, SaleOrder, used + alone);
    size_t *next = ARENA_ARRAY(arena, size_t, numbers + 1);
    memcpy(next, first, (numbers + 1) * sizeof *first);
    for (size_t i = 0; i < lines->count; i++) {
        if (is_out(lines, i)) continue;
        uint32_t order = order_of(lines, i);
        sales->by_order[order == NO_TEXT ? grouped + at++ : next[order]++] = (uint32_t)i;
    }
    for (size_t o = 0; o < numbers; o++) {
        if (first[o + 1] == first[o]) continue;
        sales->order_of[sales->order_count++] =
            (SaleOrder){ .first = first[o], .count = first[o + 1] - first[o] };
    }
    for (size_t i = 0; i < alone; i++)
        sales->order_of[sales->order_count++] = (SaleOrder){ .first = grouped + i, .count = 1 };
}

/* --- one order -------------------------------------------------------------------------------- */

typedef struct OrderView {
    Sales *sales;
    const Lines *lines;
    SaleOrder *order;
    const uint32_t *rows;
    bool grouped;
} OrderView;

/* In files of orders and lines a row of refund is one by its mark, or by its sign. */
static bool is_back(const OrderView *v, size_t i)
{
    size_t row = v->rows[i];

    if (v->lines->mark[row] & MARK_REFUND) return true;
    return !v->grouped && sales_own_amount(v->sales, row) < 0;
}

/* The order's own facts stand on its first row that is no refund; on a refund only where there is
 * nothing else. */
static bool speaks(const OrderView *v, size_t i, bool all_back)
{
    return all_back || !is_back(v, i);
}

static bool all_are_back(const OrderView *v)
{
    for (size_t i = 0; i < v->order->count; i++)
        if (!is_back(v, i)) return false;
    return true;
}

static double first_figure(const OrderView *v, SalesFigure which, bool all_back)
{
    const double *figure = v->lines->figure[which];

    for (size_t i = 0; figure && i < v->order->count; i++)
        if (speaks(v, i, all_back) && !isnan(figure[v->rows[i]])) return figure[v->rows[i]];
    return NAN;
}

static void sum_grouped(const OrderView *v)
{
    double amount = NAN;
    Sum lines = { 0 };

    for (size_t i = 0; i < v->order->count && isnan(amount); i++)
        amount = sales_order_amount(v->sales, v->rows[i]);
    if (isnan(amount)) {
        for (size_t i = 0; i < v->order->count; i++)
            if (v->lines->mark[v->rows[i]] & MARK_LINE)
                sum_add(&lines, or_zero(sales_row_amount(v->sales, v->rows[i])));
        amount = sum_value(lines);
    }
    v->order->gross = fmax(amount, 0);
    v->order->refund = fmax(-amount, 0);
    v->order->is_return = amount < 0;
}

static void sum_rows(const OrderView *v)
{
    Sum gross = { 0 }, back = { 0 };

    for (size_t i = 0; i < v->order->count; i++) {
        double amount = or_zero(sales_own_amount(v->sales, v->rows[i]));
        sum_add(is_back(v, i) ? &back : &gross, is_back(v, i) ? fabs(amount) : amount);
        if (v->lines->figure[FIGURE_REFUND_ROW])
            sum_add(&back, fabs(or_zero(v->lines->figure[FIGURE_REFUND_ROW][v->rows[i]])));
    }
    v->order->gross = sum_value(gross);
    v->order->refund = sum_value(back);
    v->order->is_return = all_are_back(v);
}

/* The value of a rule's column in the order; NO_VALUE where it is blank. */
static uint8_t first_value(const OrderView *v, size_t rule, bool all_back)
{
    for (size_t i = 0; i < v->order->count; i++) {
        uint8_t value = v->lines->value[rule][v->rows[i]];
        if (speaks(v, i, all_back) && value != NO_VALUE) return value;
    }
    return NO_VALUE;
}

static void judge_states(const OrderView *v, bool all_back)
{
    const SalesForm *form = &v->sales->form;
    SaleOrder *order = v->order;

    for (size_t i = 0; i < order->count; i++) {
        bool cancelled = v->lines->mark[v->rows[i]] & MARK_CANCELLED;
        if (speaks(v, i, all_back) && cancelled) order->fate = LINE_CANCELLED;
    }
    for (size_t r = 0; r < form->rule_count && order->fate == LINE_COUNTS; r++) {
        const ValueRule *rule = &form->rules[r];
        if (rule->of_rows || !v->sales->rule_used[r]) continue;
        uint8_t value = first_value(v, r, all_back);
        bool ignored = value == NO_VALUE ? rule->has_blank && rule->blank_ignored
                                         : v->sales->values[r].fate[value] == VALUE_IGNORED;
        if (value != NO_VALUE) {
            order->rule = (uint8_t)r;
            order->value = value;
        }
        if (ignored) order->fate = LINE_STATUS;
    }
}

static bool state_says(const OrderView *v, const ValueList *list, bool by_word, bool all_back)
{
    const SalesForm *form = &v->sales->form;

    for (size_t r = 0; r < form->rule_count; r++) {
        uint8_t value = form->rules[r].of_rows ? NO_VALUE : first_value(v, r, all_back);
        if (value == NO_VALUE) continue;
        const char *text = v->sales->values[r].text[value];
        if (value_is_listed(text, strlen(text), list)) return true;
        if (by_word && form->rules[r].words && v->sales->values[r].refunded[value]) return true;
    }
    return false;
}

/* What the columns say was given back. */
static void add_refunds(const OrderView *v, bool all_back)
{
    const SalesForm *form = &v->sales->form;
    SaleOrder *order = v->order;
    double given = first_figure(v, FIGURE_REFUND, all_back);
    double rest = first_figure(v, FIGURE_REFUND_REST, all_back);
    bool said = figure_is_there(form, FIGURE_REFUND) || v->lines->figure[FIGURE_REFUND_ROW];

    order->refund += fabs(or_zero(given));
    if (or_zero(rest) != 0) order->refund += order->gross - rest;
    if (order->refund != 0) return;
    if (state_says(v, &form->refund_full, !form->name && !said, all_back)) {
        order->refund = order->gross;
    } else {
        order->refund_unknown = state_says(v, &form->refund_part, false, all_back);
    }
}

static void find_facts(const OrderView *v, bool all_back)
{
    SaleOrder *order = v->order;

    order->customer = NO_TEXT;
    order->currency = NO_VALUE;
    order->day = NO_DATE;
    for (size_t i = 0; i < order->count; i++) {
        size_t row = v->rows[i];
        if (!speaks(v, i, all_back)) continue;
        if (order->customer == NO_TEXT) order->customer = v->lines->who[row];
        if (order->currency == NO_VALUE) order->currency = v->lines->currency[row];
        if (order->day == NO_DATE) order->day = v->lines->day[row];
    }
}

static void sum_order(Sales *sales, SaleOrder *order)
{
    OrderView v = { .sales = sales,
                    .lines = &sales->lines,
                    .order = order,
                    .rows = sales->by_order + order->first,
                    .grouped = sales_is_grouped(sales) };
    bool all_back = all_are_back(&v);

    if (v.grouped) {
        sum_grouped(&v);
    } else {
        sum_rows(&v);
    }
    judge_states(&v, all_back);
    add_refunds(&v, all_back);
    find_facts(&v, all_back);
    if (order->fate == LINE_COUNTS && order->customer == NO_TEXT) order->fate = LINE_GUEST;
}

/* A shop that lists its customers sells to nobody else. */
static void find_strangers(Sales *sales, Job *job)
{
    for (size_t o = 0; job->has[CUSTOMERS] && o < sales->order_count; o++) {
        SaleOrder *order = &sales->order_of[o];
        if (order->fate != LINE_COUNTS) continue;
        if (ids_facts(&job->customers, order->customer)->listed) continue;
        order->fate = LINE_STRANGER;
        if (!sales->stranger)
            sales->stranger = textpool_at(&job->customers.pool, order->customer)->text;
    }
}

/* --- currencies ------------------------------------------------------------------------------- */

static bool is_in_play(const SaleOrder *order)
{
    return order->fate == LINE_COUNTS || order->fate == LINE_GUEST;
}

static Status refuse_currencies(const Sales *sales, const Job *job, const InputFile *file, Err *err)
{
    const char *text = "";

    for (size_t c = 0; c < sales->currency_count; c++) {
        Sum sum = { 0 };
        size_t rows = 0;
        char money[NUMBER_TEXT], count[NUMBER_TEXT];
        for (size_t o = 0; o < sales->order_count; o++) {
            const SaleOrder *order = &sales->order_of[o];
            if (!is_in_play(order) || order->currency != c) continue;
            sum_add(&sum, order->gross - order->refund);
            rows += order->count;
        }
        if (!rows) continue;
        text = arena_format(job->arena, "%s%s%s: %s rows, %s", text, *text ? "; " : "",
                            sales->currencies[c].code, number_grouped(count, (double)rows, 0),
                            number_grouped(money, sum_value(sum), 2));
    }
    return err_set(err, ERR_DATA,
                   "%s: several currencies, which are no sum together (%s): say --only-currency "
                   "CODE, and report on each by itself",
                   file->place, text);
}

static bool agrees_with_all(const Sales *sales, size_t currency, const bool *used)
{
    for (size_t c = 0; c < sales->currency_count; c++)
        if (used[c] && !currency_agrees(&sales->currencies[c], &sales->currencies[currency]))
            return false;
    return true;
}

static Status settle_currency(Sales *sales, const Job *job, const InputFile *file, Err *err)
{
    bool used[CURRENCY_KINDS] = { false };
    const char *only = job->plan->only_currency;

    for (size_t o = 0; o < sales->order_count; o++) {
        SaleOrder *order = &sales->order_of[o];
        if (!is_in_play(order)) continue;
        if (only && (order->currency == NO_VALUE ||
                     strcasecmp(sales->currencies[order->currency].code, only)))
            order->fate = LINE_CURRENCY;
        if (is_in_play(order) && order->currency != NO_VALUE) used[order->currency] = true;
    }
    for (size_t c = 0; c < sales->currency_count; c++) {
        if (!used[c]) continue;
        if (!agrees_with_all(sales, c, used)) return refuse_currencies(sales, job, file, err);
        /* "EUR" says more than "€" or "$" beside it. */
        if (!*sales->currency.code || strlen(sales->currencies[c].code) == 3)
            sales->currency = sales->currencies[c];
    }
    return OK;
}

/* --- all -------------------------------------------------------------------------------------- */

/* A column is one of states when one of its values is a word for a state, or a list names it. */
static void choose_rules(Sales *sales)
{
    for (size_t r = 0; r < sales->form.rule_count; r++) {
        const ValueSet *set = &sales->values[r];
        bool known = !sales->form.rules[r].words;
        for (size_t i = 0; i < set->count; i++)
            known |= set->known[i];
        sales->rule_used[r] = known && !set->beyond && !sales->form.rules[r].watch;
    }
}

static void add_sum(FateSum *sum, const SaleOrder *order)
{
    sum->rows += (int64_t)order->count;
    sum->orders += !order->is_return;
    sum->net += order->gross - order->refund;
    sum->returns -= order->refund;
}

static void sum_fates(Sales *sales)
{
    for (size_t o = 0; o < sales->order_count; o++) {
        const SaleOrder *order = &sales->order_of[o];
        add_sum(&sales->sums[order->fate], order);
        for (size_t i = 0; i < order->count; i++)
            sales->lines.fate[sales->by_order[order->first + i]] = order->fate;
        if (!sales->form.rule_count || order->rule >= sales->form.rule_count) continue;
        ValueSet *set = &sales->values[order->rule];
        if (sales->form.rules[order->rule].of_rows || order->value >= set->count) continue;
        set->orders[order->value]++;
        set->gross[order->value] += order->gross;
    }
}

/* Rows that were left out before they were an order's. */
static void sum_rows_left_out(Sales *sales)
{
    for (size_t i = 0; i < sales->lines.count; i++) {
        LineFate fate = sales->lines.fate[i];
        double amount = or_zero(sales_own_amount(sales, i));
        if (fate == LINE_COUNTS) continue;
        sales->sums[fate].rows++;
        sales->sums[fate].net += amount;
        sales->sums[fate].returns += fmin(amount, 0);
    }
}

Status sales_sum_orders(Sales *sales, Job *job, const InputFile *file, Err *err)
{
    Status s;

    sum_rows_left_out(sales);
    choose_rules(sales);
    group_lines(sales, job->arena);
    for (size_t o = 0; o < sales->order_count; o++) {
        sales->order_of[o].value = NO_VALUE;
        sum_order(sales, &sales->order_of[o]);
    }
    find_strangers(sales, job);
    if ((s = settle_currency(sales, job, file, err))) return s;
    sum_fates(sales);
    return OK;
}
