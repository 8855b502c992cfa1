/* Rows that say again what others have said: an order's later state, sums of the rows above. */
#include <math.h>
#include <string.h>

#include "import/sales_private.h"
#include "math/sum.h"

#define CENT 0.0051
/* Of the rows that look like sums, this share must be one; so many at least. */
#define MOST 0.9
#define FEW_SUMS 3

static const double *amounts_of(const Lines *lines)
{
    return lines->figure[FIGURE_ROW] ? lines->figure[FIGURE_ROW] : lines->figure[FIGURE_ORDER];
}

/* --- states ----------------------------------------------------------------------------------- */

static bool is_newest_first(const Lines *lines)
{
    Day first = NO_DATE, last = NO_DATE;

    for (size_t i = 0; i < lines->count; i++) {
        if (lines->day[i] == NO_DATE) continue;
        if (first == NO_DATE) first = lines->day[i];
        last = lines->day[i];
    }
    return last < first;
}

static bool is_later_state(const Sales *sales, size_t before, size_t row)
{
    const Lines *lines = &sales->lines;
    double amount = amounts_of(lines)[row];
    bool other = false;

    for (size_t r = 0; r < sales->form.rule_count; r++)
        other |= !sales->form.rules[r].watch && lines->value[r][row] != lines->value[r][before];
    return other && amount > 0 && amount == amounts_of(lines)[before] &&
           lines->who[row] == lines->who[before];
}

/* A file of orders in which one stands again when its state has changed: the last word counts. */
static void mark_states(Sales *sales, Arena *arena)
{
    Lines *lines = &sales->lines;
    bool newest_first = is_newest_first(lines);
    ArenaMark mark = arena_mark(arena);
    uint32_t *before = ARENA_ARRAY(arena, uint32_t, sales->orders.count);

    for (size_t n = 0; n < lines->count; n++) {
        size_t row = newest_first ? lines->count - 1 - n : n;
        uint32_t order = lines->order[row];
        if (order == NO_TEXT || lines->fate[row] != LINE_COUNTS) continue;
        if (before[order] && is_later_state(sales, before[order] - 1, row)) {
            lines->fate[before[order] - 1] = LINE_COPY;
            sales->later_states++;
        }
        before[order] = (uint32_t)row + 1;
    }
    arena_release(arena, mark);
}

/* --- sums ------------------------------------------------------------------------------------- */

/* Whether products stand in most rows, so that a row without one may be no line. */
static bool has_products(const Lines *lines)
{
    size_t with = 0;

    for (size_t i = 0; i < lines->count; i++)
        with += lines->product[i] != NO_TEXT;
    return with && 2 * with >= lines->count;
}

/* What may be a sum: a word says so, or it is no line like the others. */
typedef enum SumLook { NO_SUM, MAYBE_SUM, NAMED_SUM } SumLook;

static SumLook look_of(const Lines *lines, size_t row, bool products)
{
    const double *quantity = lines->figure[FIGURE_QUANTITY], *price = lines->figure[FIGURE_PRICE];
    bool priced = price && !isnan(price[row]) && quantity && !isnan(quantity[row]);

    if (priced) return NO_SUM;
    if (lines->mark[row] & MARK_TOTAL) return NAMED_SUM;
    return products && lines->product[row] == NO_TEXT ? MAYBE_SUM : NO_SUM;
}

/* Walking over the rows of a file. */
typedef struct SumWalk {
    Sales *sales;
    bool products;
    double *orders;      /* what came in, by orders */
    double above;        /* since the last sum */
    double above_in;     /* of it what came in */
    size_t rows;         /* of it */
    size_t looks, found; /* rows that may be sums without a word for it; that are one */
} SumWalk;

static void add_orders(SumWalk *walk)
{
    const Lines *lines = &walk->sales->lines;
    const double *amounts = amounts_of(lines);

    for (size_t i = 0; i < lines->count; i++)
        if (lines->order[i] != NO_TEXT && amounts[i] > 0 && !look_of(lines, i, walk->products))
            walk->orders[lines->order[i]] += amounts[i];
}

static bool is_sum(const SumWalk *walk, size_t row, double amount)
{
    uint32_t order = walk->sales->lines.order[row];

    return (walk->rows && fabs(amount - walk->above) <= CENT) ||
           (walk->rows && fabs(amount - walk->above_in) <= CENT) ||
           (order != NO_TEXT && walk->orders[order] > 0 &&
            fabs(amount - walk->orders[order]) <= CENT);
}

/* Marks rows with a word for a total that come to what is above them, with `all` those without. */
static void walk_sums(SumWalk *walk, bool all)
{
    Lines *lines = &walk->sales->lines;
    const double *amounts = amounts_of(lines);

    walk->looks = walk->found = walk->rows = 0;
    walk->above = walk->above_in = 0;
    for (size_t i = 0; i < lines->count; i++) {
        SumLook look = look_of(lines, i, walk->products);
        if (isnan(amounts[i])) continue;
        if (!look) {
            walk->above += amounts[i];
            walk->above_in += fmax(amounts[i], 0);
            walk->rows++;
            continue;
        }
        bool sum = is_sum(walk, i, amounts[i]);
        walk->looks += look == MAYBE_SUM;
        walk->found += look == MAYBE_SUM && sum;
        if (sum && (look == NAMED_SUM || all)) lines->fate[i] = LINE_TOTALS;
        walk->above = walk->above_in = 0;
        walk->rows = 0;
    }
}

static void mark_sums(Sales *sales, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    SumWalk walk = { .sales = sales,
                     .products = has_products(&sales->lines),
                     .orders = ARENA_ARRAY(arena, double, sales->orders.count) };

    add_orders(&walk);
    walk_sums(&walk, false);
    if (walk.found >= FEW_SUMS && (double)walk.found >= MOST * (double)walk.looks)
        walk_sums(&walk, true);
    arena_release(arena, mark);
}

/* --- the file's total ------------------------------------------------------------------------- */

/* A row with a word for a total that is no sale: without a day, a product and a customer. */
static bool is_bare_total(const Lines *lines, size_t row)
{
    return lines->fate[row] == LINE_COUNTS && lines->mark[row] & MARK_TOTAL &&
           lines->day[row] == NO_DATE && lines->product[row] == NO_TEXT &&
           lines->who[row] == NO_TEXT;
}

/* Whether one of its figures is the sum of those of all other rows. */
static bool has_sums(const Lines *lines, size_t row)
{
    static const SalesFigure figures[] = { FIGURE_QUANTITY, FIGURE_ROW,      FIGURE_ORDER,
                                           FIGURE_DISCOUNT, FIGURE_SHIPPING, FIGURE_TAX,
                                           FIGURE_REFUND,   FIGURE_BESIDE };
    bool any = false;

    for (size_t f = 0; f < COUNT_OF(figures); f++) {
        const double *figure = lines->figure[figures[f]];
        Sum sum = { 0 };
        if (!figure || isnan(figure[row]) || figure[row] == 0) continue;
        for (size_t i = 0; i < lines->count; i++)
            if (i != row && !is_bare_total(lines, i) && !isnan(figure[i])) sum_add(&sum, figure[i]);
        any |= fabs(sum_value(sum) - figure[row]) <= CENT;
    }
    return any;
}

static void mark_bare_totals(Sales *sales)
{
    enum { MOST_TOTALS = 10 };
    Lines *lines = &sales->lines;
    size_t tried = 0;

    for (size_t i = 0; i < lines->count && tried < MOST_TOTALS; i++) {
        if (!is_bare_total(lines, i)) continue;
        tried++;
        if (has_sums(lines, i)) lines->fate[i] = LINE_TOTALS;
    }
}

void sales_mark_again(Sales *sales, const Job *job)
{
    const SalesForm *form = &sales->form;
    bool lines =
        chain_is_there(&form->texts[TEXT_PRODUCT]) || figure_is_there(form, FIGURE_QUANTITY);

    if (form->name) return;
    mark_bare_totals(sales);
    if (!amounts_of(&sales->lines)) return;
    mark_sums(sales, job->arena);
    if (!lines && form->rule_count && job->plan->duplicates != DUPLICATES_KEEP)
        mark_states(sales, job->arena);
}
