/* What a column of discounts means, and whose it is. */
#include <math.h>
#include <string.h>

#include "import/sales_owner.h"
#include "import/sales_private.h"
#include "import/spread.h"

/* Of the rows that can say it, this share must agree. */
#define AGREE 0.8
#define FEW_ROWS 5
#define CENT 0.0051
/* Of the discounts: with cents, and they are amounts; of more than the goods, and they are not. */
#define CENTS 0.05
#define ABOVE 0.1

static double figure(const Lines *lines, SalesFigure which, size_t row)
{
    return lines->figure[which] ? lines->figure[which][row] : NAN;
}

static double or_zero(double value)
{
    return isnan(value) ? 0 : value;
}

/* --- what it is of a row ---------------------------------------------------------------------- */

double sales_discounted(const Sales *sales, double amount, size_t row)
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
    case DISCOUNT_ORDER: /* each row has its part by now */
    case DISCOUNT_ROW: return amount - sign * off;
    case DISCOUNT_UNIT: return amount - sign * off * (isnan(quantity) ? 1 : fabs(quantity));
    }
    return amount;
}

/* --- votes ------------------------------------------------------------------------------------ */

typedef struct DiscountVotes {
    size_t rows;   /* with a discount, an amount, a quantity and a price */
    size_t before; /* the amount is quantity × price */
    size_t after;  /* it is less by the discount, in one of its meanings */
    size_t values, to_one, whole, to_hundred; /* discounts: of at most 1, whole, of at most 100 */
    size_t cents;                             /* such as 4.99, which no percentage is */
    size_t above_row, above_order;            /* more than what the row, the order comes to */
    size_t above_unit, above_price;           /* than one of several units, than any one */
    double by_units;                          /* what more it would be off each unit */
} DiscountVotes;

static bool is_near(double a, double b, double quantity)
{
    return fabs(a - b) <= CENT * fmax(1, fabs(quantity)) + 1e-9 * fabs(b);
}

/* What each order comes to before discounts. */
static double *order_worths(const Sales *sales, Arena *scratch)
{
    const Lines *lines = &sales->lines;
    double *worths = ARENA_ARRAY(scratch, double, sales->order_numbers);

    for (size_t i = 0; i < lines->count; i++)
        if (lines->order[i] != NO_TEXT && lines->fate[i] == LINE_COUNTS)
            worths[lines->order[i]] += fmax(or_zero(owner_worth(sales, i)), 0);
    return worths;
}

/* Percentages are whole, or halves, quarters and thirds: 12.5, 33.33. */
static bool has_cents(double off)
{
    static const int usual[] = { 0, 20, 25, 30, 33, 34, 40, 50, 60, 66, 67, 70, 75, 80 };
    int cents = (int)lround((off - floor(off)) * 100) % 100;

    for (size_t i = 0; i < COUNT_OF(usual); i++)
        if (cents == usual[i]) return false;
    return true;
}

static void note_values(DiscountVotes *votes, double off, double worth, double order_worth)
{
    votes->values++;
    votes->to_one += off <= 1;
    votes->to_hundred += off <= 100;
    votes->whole += off == floor(off);
    votes->cents += has_cents(off);
    votes->above_row += !isnan(worth) && off > fabs(worth) + CENT;
    votes->above_order += !isnan(worth) && off > order_worth + CENT;
}

static DiscountVotes count_discounts(const Sales *sales, Arena *scratch)
{
    const Lines *lines = &sales->lines;
    ArenaMark mark = arena_mark(scratch);
    const double *worths = order_worths(sales, scratch);
    DiscountVotes votes = { 0 };

    for (size_t i = 0; i < lines->count; i++) {
        double off = fabs(or_zero(figure(lines, FIGURE_DISCOUNT, i)));
        double quantity = figure(lines, FIGURE_QUANTITY, i), worth = owner_worth(sales, i);
        double price = figure(lines, FIGURE_PRICE, i), amount = figure(lines, FIGURE_ROW, i);
        double full = quantity * price;
        if (off == 0 || lines->fate[i] != LINE_COUNTS || worth < 0) continue;
        note_values(&votes, off, worth,
                    lines->order[i] == NO_TEXT ? fabs(worth) : worths[lines->order[i]]);
        votes.above_price += !isnan(price) && off > fabs(price) + CENT;
        if (fabs(quantity) > 1) {
            votes.above_unit += off > fabs(price) + CENT;
            votes.by_units += off * (fabs(quantity) - 1);
        }
        if (isnan(amount) || isnan(full)) continue;
        votes.rows++;
        votes.before += is_near(amount, full, quantity);
        votes.after += is_near(amount, full - off, quantity) ||
                       is_near(amount, full * (1 - off), quantity) ||
                       is_near(amount, full * (1 - off / 100), quantity) ||
                       is_near(amount, full - off * quantity, quantity);
    }
    arena_release(scratch, mark);
    return votes;
}

/* --- the decision ----------------------------------------------------------------------------- */

/* Per cent or an amount? Cents such as 4.99 speak for an amount, many that are more than the goods
 * come to for per cent; a few may be coupons of more than a small order, and decide nothing.
 * DISCOUNT_UNKNOWN: it is open. */
static DiscountKind weigh(const DiscountVotes *votes, size_t above, DiscountKind amount)
{
    double values = (double)votes->values;
    bool has_money = (double)votes->cents >= CENTS * values;
    bool has_above = (double)above >= ABOVE * values;

    if (votes->to_hundred < votes->values) return amount;
    if (has_money) return has_above ? DISCOUNT_UNKNOWN : amount;
    if (has_above) return DISCOUNT_PERCENT;
    return votes->whole == votes->values || above || !votes->cents ? DISCOUNT_UNKNOWN : amount;
}

/* Of discounts that are the orders' and stand on each of their rows. */
static DiscountKind kind_of_orders(const DiscountVotes *votes)
{
    if (votes->to_one == votes->values && votes->whole < votes->values) return DISCOUNT_SHARE;
    return weigh(votes, votes->above_order, DISCOUNT_ORDER);
}

/* What the values are, where the amounts do not tell. DISCOUNT_UNKNOWN: it cannot be said. */
static DiscountKind kind_of_values(const DiscountVotes *votes, Owner owner)
{
    if (owner == OWNER_ORDER) return kind_of_orders(votes);
    if (votes->to_one == votes->values && votes->whole < votes->values) return DISCOUNT_SHARE;
    DiscountKind kind = weigh(votes, votes->above_row, DISCOUNT_ROW);
    return kind == DISCOUNT_ROW && owner == OWNER_UNSAID ? DISCOUNT_UNKNOWN : kind;
}

/* A pattern of {column}. */
static const char *discount_meaning(DiscountKind kind)
{
    switch (kind) {
    case DISCOUNT_NONE:
    case DISCOUNT_UNKNOWN: return "{column} is not used";
    case DISCOUNT_IN: return "{column} is already taken off the amounts";
    case DISCOUNT_SHARE: return "{column} is a share, taken off each row";
    case DISCOUNT_PERCENT: return "{column} is in per cent, taken off each row";
    case DISCOUNT_ROW: return "{column} is an amount, taken off each row";
    case DISCOUNT_UNIT: return "{column} is an amount for each unit, taken off";
    case DISCOUNT_ORDER:
        return "{column} is the order's, repeated on its rows: taken off once per order";
    }
    return "";
}

static DiscountKind decide(Sales *sales, const DiscountVotes *votes, Arena *scratch)
{
    bool has_amounts = sales->lines.figure[FIGURE_ROW] || sales->lines.figure[FIGURE_ORDER];
    bool testable = votes->rows >= FEW_ROWS;

    if (testable && (double)votes->after >= AGREE * (double)votes->rows) return DISCOUNT_IN;
    if (has_amounts && sales->sums_say[SUM_DISCOUNT] == SUM_IN) return DISCOUNT_IN;
    if (has_amounts && !(testable && (double)votes->before >= AGREE * (double)votes->rows)) {
        sales->discount_unsure = true; /* an amount that is no price list's is what was paid */
        return DISCOUNT_IN;
    }
    OwnerVotes owners = owner_votes(sales, FIGURE_DISCOUNT, scratch);
    DiscountKind kind = kind_of_values(votes, owner_decide(&owners));
    if (kind == DISCOUNT_ROW && !votes->above_unit) sales->discount_units = votes->by_units;
    return kind;
}

/* Each row gets its part of what is its order's. */
static void give_parts(Sales *sales, Arena *scratch)
{
    Lines *lines = &sales->lines;
    double *off = lines->figure[FIGURE_DISCOUNT];
    ArenaMark mark = arena_mark(scratch);
    const double *worths = order_worths(sales, scratch);
    double *whole = ARENA_ARRAY(scratch, double, sales->order_numbers);
    Spread *spreads = ARENA_ARRAY(scratch, Spread, sales->order_numbers);

    for (size_t i = 0; i < lines->count; i++)
        if (lines->order[i] != NO_TEXT && lines->fate[i] == LINE_COUNTS &&
            owner_worth(sales, i) > 0)
            whole[lines->order[i]] = fmax(whole[lines->order[i]], fabs(or_zero(off[i])));
    for (size_t o = 0; o < sales->order_numbers; o++)
        spreads[o] = spread_begin(whole[o], worths[o], 1);
    for (size_t i = 0; i < lines->count; i++) {
        double worth = owner_worth(sales, i);
        if (lines->order[i] == NO_TEXT || lines->fate[i] != LINE_COUNTS) continue;
        off[i] = worth > 0 ? spread_next(&spreads[lines->order[i]], worth) : 0;
    }
    arena_release(scratch, mark);
}

/* What was said makes many of the amounts negative: it cannot be meant. */
static Status check_said(Sales *sales, DiscountKind kind, const DiscountVotes *votes,
                         const char *column, const InputFile *file, Err *err)
{
    size_t above = kind == DISCOUNT_UNIT      ? votes->above_price
                   : kind == DISCOUNT_ROW     ? votes->above_row
                   : kind == DISCOUNT_ORDER   ? votes->above_order
                   : kind == DISCOUNT_PERCENT ? votes->values - votes->to_hundred
                   : kind == DISCOUNT_SHARE   ? votes->values - votes->to_one
                                              : 0;
    const char *than = kind == DISCOUNT_UNIT      ? "the price of a unit"
                       : kind == DISCOUNT_ROW     ? "the row comes to"
                       : kind == DISCOUNT_ORDER   ? "the order comes to"
                       : kind == DISCOUNT_PERCENT ? "100 per cent"
                                                  : "1, all of it";

    sales->discount_above = above;
    if ((double)above < ABOVE * (double)votes->values) return OK;
    return err_set(err, ERR_DATA,
                   "%s: --discount cannot be meant so: in %zu of %zu rows with a discount %s is "
                   "more than %s: say --discount percent, amount, order, unit, share, or included",
                   file->place, above, votes->values, column, than);
}

Status sales_decide_discount(Sales *sales, Job *job, const InputFile *file, Err *err)
{
    DiscountKind kind = job->plan->discount;
    Status s;

    if (!sales->lines.figure[FIGURE_DISCOUNT] || sales->form.name) return OK;
    DiscountVotes votes = count_discounts(sales, job->arena);
    const char *column = file->header[sales->form.figures[FIGURE_DISCOUNT].columns[0]];
    sales->form.discount = DISCOUNT_NONE;
    if (!votes.values) return OK;
    if (kind == DISCOUNT_UNKNOWN) {
        kind = decide(sales, &votes, job->arena);
        if (kind == DISCOUNT_ORDER && sales->unnumbered)
            return sales_refuse_unnumbered(file, column, "--discount amount", err);
    }
    if (kind == DISCOUNT_UNKNOWN) {
        return err_set(
            err, ERR_DATA,
            "%s: %s may be per cent or an amount, of the row or of the order, and nothing "
            "in the file decides: say --discount percent, amount, order, unit, share, or "
            "included",
            file->place, column);
    }
    if (job->plan->discount != DISCOUNT_UNKNOWN &&
        (s = check_said(sales, kind, &votes, column, file, err)))
        return s;
    sales->form.discount = kind;
    sales->discount_rows = votes.values;
    sales->discount_why = PHRASE(job->arena,
                                 sales->discount_unsure
                                     ? "{column} is assumed to be deducted from the amounts already"
                                     : discount_meaning(kind),
                                 phrase_text("column", column));
    if (kind == DISCOUNT_ORDER) give_parts(sales, job->arena);
    return OK;
}
