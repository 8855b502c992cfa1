/* Every order: whether it counts, what came in, what went back. */
#include <math.h>
#include <string.h>

#include "import/sales_owner.h"
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
    Arena scratch = arena_open();
    size_t numbers = sales->order_numbers, alone = 0, at = 0, used = 0;
    uint32_t *first = ARENA_ARRAY(&scratch, uint32_t, numbers + 1);

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
    uint32_t *next = ARENA_ARRAY(&scratch, uint32_t, numbers + 1);
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
        sales->order_of[sales->order_count++] =
            (SaleOrder){ .first = (uint32_t)(grouped + i), .count = 1 };
    arena_close(&scratch);
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
    if (v->sales->form.name) return !v->grouped && sales_own_amount(v->sales, row) < 0;
    double amount =
        v->grouped ? sales_order_amount(v->sales, row) : sales_own_amount(v->sales, row);
    /* Of an order's amount that stands on its first line, the sign of the others is their pieces'.
     */
    const double *quantity = v->lines->figure[FIGURE_QUANTITY];
    return amount < 0 || (v->grouped && isnan(amount) && quantity && quantity[row] < 0);
}

/* The order's own facts stand on its first row that is no refund; on a refund only where there is
 * nothing else. */
static bool speaks(const OrderView *v, size_t i, bool all_back)
{
    return all_back || !is_back(v, i);
}

/* Rows without an amount are as the others are, where the amounts are the orders'. */
static bool all_are_back(const OrderView *v)
{
    bool open = v->grouped && !v->sales->form.name, any = false;

    for (size_t i = 0; i < v->order->count; i++) {
        bool back = is_back(v, i);
        if (!back && !(open && isnan(sales_order_amount(v->sales, v->rows[i])))) return false;
        any |= back;
    }
    return any;
}

static double first_figure(const OrderView *v, SalesFigure which, bool all_back)
{
    const double *figure = v->lines->figure[which];

    for (size_t i = 0; figure && i < v->order->count; i++)
        if (speaks(v, i, all_back) && !isnan(figure[v->rows[i]])) return figure[v->rows[i]];
    return NAN;
}

/* What rows of a negative amount give back, each its line's, or all of them the order's. */
static double sum_backs(const OrderView *v)
{
    double first = 0;
    bool repeated = true;
    Sum each = { 0 };

    for (size_t i = 0; i < v->order->count; i++) {
        double amount = fabs(or_zero(sales_order_amount(v->sales, v->rows[i])));
        if (!is_back(v, i) || amount == 0) continue;
        if (first == 0) first = amount;
        repeated &= fabs(amount - first) < 0.0051 &&
                    !(fabs(fabs(owner_worth(v->sales, v->rows[i])) - amount) < 0.0051);
        sum_add(&each, amount);
    }
    return repeated ? first : sum_value(each);
}

static void sum_grouped(const OrderView *v, bool all_back)
{
    double amount = NAN;
    Sum lines = { 0 };

    for (size_t i = 0; i < v->order->count && isnan(amount); i++)
        if (speaks(v, i, all_back)) amount = sales_order_amount(v->sales, v->rows[i]);
    if (isnan(amount)) {
        for (size_t i = 0; i < v->order->count; i++)
            if (v->lines->mark[v->rows[i]] & MARK_LINE)
                sum_add(&lines, or_zero(sales_row_amount(v->sales, v->rows[i])));
        amount = sum_value(lines);
    }
    v->order->gross = fmax(amount, 0);
    v->order->refund = v->sales->form.name ? fmax(-amount, 0) : sum_backs(v);
    v->order->is_return = amount < 0;
}

static void sum_rows(const OrderView *v)
{
    Sum gross = { 0 }, back = { 0 };

    for (size_t i = 0; i < v->order->count; i++) {
        double amount = or_zero(sales_own_amount(v->sales, v->rows[i]));
        sum_add(is_back(v, i) ? &back : &gross, is_back(v, i) ? fabs(amount) : amount);
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

/* That the order went back: all of it, or a part. */
static bool state_says(const OrderView *v, bool partly, bool by_word, bool all_back)
{
    const SalesForm *form = &v->sales->form;
    const ValueList *list = partly ? &form->refund_part : &form->refund_full;

    for (size_t r = 0; r < form->rule_count; r++) {
        uint8_t value = form->rules[r].of_rows ? NO_VALUE : first_value(v, r, all_back);
        if (value == NO_VALUE) continue;
        const char *text = v->sales->values[r].text[value];
        if (value_is_listed(text, strlen(text), list)) return true;
        const ValueSet *set = &v->sales->values[r];
        if (!by_word || !form->rules[r].words) continue;
        if (partly ? set->partly[value] : set->refunded[value] && !set->by_rows[value]) return true;
    }
    return false;
}

/* The order's own figure, on any of its rows. */
static double refund_figure(const OrderView *v, bool all_back)
{
    const double *figure = v->lines->figure[FIGURE_REFUND];
    double most = 0;

    if (v->sales->form.name) return fabs(or_zero(first_figure(v, FIGURE_REFUND, all_back)));
    for (size_t i = 0; figure && i < v->order->count; i++)
        if (speaks(v, i, all_back)) most = fmax(most, fabs(or_zero(figure[v->rows[i]])));
    return most;
}

static double refunds_of_rows(const OrderView *v)
{
    const double *figure = v->lines->figure[FIGURE_REFUND_ROW];
    Sum sum = { 0 };

    for (size_t i = 0; figure && i < v->order->count; i++)
        sum_add(&sum, fabs(or_zero(figure[v->rows[i]])));
    return sum_value(sum);
}

/* What the columns say was given back. */
static void add_refunds(const OrderView *v, bool all_back)
{
    const SalesForm *form = &v->sales->form;
    SaleOrder *order = v->order;
    double rest = first_figure(v, FIGURE_REFUND_REST, all_back);
    double given = refund_figure(v, all_back) + refunds_of_rows(v);
    /* What stands in a column and in rows of its own went back once. */
    if (form->name || fabs(given - order->refund) > 0.0051) order->refund += given;
    if (or_zero(rest) != 0) order->refund += order->gross - rest;
    if (order->refund != 0) return;
    /* A state that says so is believed where the columns say nothing of the order. */
    if (state_says(v, false, !form->name, all_back)) {
        order->refund = order->gross;
    } else {
        order->refund_unknown = state_says(v, true, !form->name, all_back);
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

static OrderView view(Sales *sales, SaleOrder *order)
{
    return (OrderView){ .sales = sales,
                        .lines = &sales->lines,
                        .order = order,
                        .rows = sales->by_order + order->first,
                        .grouped = sales_is_grouped(sales) };
}

/* Where refunds are orders of their own with the same word, those that went back are not what is
 * taken off a second time. */
static void find_refund_rows(Sales *sales, SaleOrder *order)
{
    const OrderView v = view(sales, order);

    if (sales->form.name || !all_are_back(&v)) return;
    for (size_t r = 0; r < sales->form.rule_count; r++) {
        uint8_t value = first_value(&v, r, true);
        if (value != NO_VALUE) sales->values[r].by_rows[value] = true;
    }
}

static void sum_order(Sales *sales, SaleOrder *order)
{
    const OrderView v = view(sales, order);
    bool all_back = all_are_back(&v);

    if (v.grouped) {
        sum_grouped(&v, all_back);
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

/* The rule of orders by which a row's value is ignored; RULES_MOST: none. *says: it has a value. */
static size_t ignoring_rule(bool *says, const Sales *sales, size_t row)
{
    *says = false;
    for (size_t r = 0; r < sales->form.rule_count; r++) {
        uint8_t value = sales->lines.value[r][row];
        if (sales->form.rules[r].of_rows || !sales->rule_used[r] || value == NO_VALUE) continue;
        *says = true;
        if (sales->values[r].fate[value] == VALUE_IGNORED) return r;
    }
    return RULES_MOST;
}

/* What an order's lines say of its state. */
typedef struct LineStates {
    bool counts, ignored;
} LineStates;

/* How many orders have lines of both kinds. */
static size_t find_mixed(LineStates *states, const Sales *sales)
{
    const Lines *lines = &sales->lines;
    size_t mixed = 0;

    for (size_t i = 0; i < lines->count; i++) {
        bool says;
        if (is_out(lines, i) || lines->order[i] == NO_TEXT) continue;
        bool ignored = ignoring_rule(&says, sales, i) != RULES_MOST;
        if (!says || sales_own_amount(sales, i) < 0) continue;
        LineStates *order = &states[lines->order[i]];
        bool before = order->counts && order->ignored;
        order->counts |= !ignored;
        order->ignored |= ignored;
        mixed += !before && order->counts && order->ignored;
    }
    return mixed;
}

/* Where some lines of an order count and others do not, the state is the line's. */
static void judge_lines(Sales *sales, Arena *arena)
{
    Lines *lines = &sales->lines;
    ArenaMark mark = arena_mark(arena);
    LineStates *states = ARENA_ARRAY(arena, LineStates, sales->order_numbers);

    if (sales->form.name || sales_is_grouped(sales)) return;
    sales->state_orders = find_mixed(states, sales);
    for (size_t i = 0; sales->state_orders && i < lines->count; i++) {
        uint32_t order = lines->order[i];
        bool says;
        if (is_out(lines, i) || order == NO_TEXT) continue;
        size_t rule = ignoring_rule(&says, sales, i);
        if (rule == RULES_MOST || !states[order].counts) continue;
        bool again = i && order == lines->order[i - 1];
        sales->values[rule].orders[lines->value[rule][i]] += !again;
        sales->values[rule].gross[lines->value[rule][i]] += or_zero(sales_own_amount(sales, i));
        lines->fate[i] = LINE_STATUS;
    }
    arena_release(arena, mark);
}

static void add_sum(Sales *sales, size_t o)
{
    const SaleOrder *order = &sales->order_of[o];
    FateSum *sum = &sales->sums[order->fate];

    sum->rows += (int64_t)order->count;
    sum->orders += !order->is_return;
    sum->net += sales_gross(sales, o) - sales_refund(sales, o);
    sum->returns -= sales_refund(sales, o);
}

static void sum_fates(Sales *sales)
{
    for (size_t o = 0; o < sales->order_count; o++) {
        const SaleOrder *order = &sales->order_of[o];
        add_sum(sales, o);
        for (size_t i = 0; i < order->count; i++)
            sales->lines.fate[sales->by_order[order->first + i]] = order->fate;
        if (!sales->form.rule_count || order->rule >= sales->form.rule_count) continue;
        ValueSet *set = &sales->values[order->rule];
        if (sales->form.rules[order->rule].of_rows || order->value >= set->count) continue;
        set->orders[order->value]++;
        set->gross[order->value] += sales_gross(sales, o);
    }
}

/* What a row by itself stands for; of an order's amount that is repeated the first row. */
static double amount_of_row(const Sales *sales, size_t row)
{
    const Lines *lines = &sales->lines;
    double amount = sales_own_amount(sales, row);

    if (!sales_is_grouped(sales) || !isnan(amount)) return or_zero(amount);
    bool again = row && lines->order[row] != NO_TEXT && lines->order[row] == lines->order[row - 1];
    return again ? 0 : or_zero(sales_order_amount(sales, row));
}

/* Rows that were left out before they were an order's. */
static void sum_rows_left_out(Sales *sales)
{
    for (size_t i = 0; i < sales->lines.count; i++) {
        LineFate fate = sales->lines.fate[i];
        double amount = amount_of_row(sales, i);
        if (fate == LINE_COUNTS) continue;
        sales->sums[fate].rows++;
        sales->sums[fate].net += amount;
        sales->sums[fate].returns += fmin(amount, 0);
    }
}

Status sales_sum_orders(Sales *sales, Job *job, const InputFile *file, Err *err)
{
    Status s;

    choose_rules(sales);
    judge_lines(sales, job->arena);
    sum_rows_left_out(sales);
    group_lines(sales, job->arena);
    for (size_t o = 0; o < sales->order_count; o++)
        find_refund_rows(sales, &sales->order_of[o]);
    for (size_t o = 0; o < sales->order_count; o++) {
        sales->order_of[o].value = NO_VALUE;
        sum_order(sales, &sales->order_of[o]);
    }
    find_strangers(sales, job);
    if ((s = sales_settle_currency(sales, job, file, err))) return s;
    sum_fates(sales);
    return OK;
}
