/* Files of lines whose orders have no ids. What is the line's is read all the same; what is its
 * order's, repeated on the lines, would be counted as often as it stands there. */
#include <math.h>
#include <string.h>

#include "import/sales_private.h"

/* Of the orders with several lines, this share must say the same; with fewer nothing is decided. */
#define MOST 0.9
#define FEW_ORDERS 3

Status sales_refuse_unnumbered(const InputFile *file, const char *what, const char *option,
                               Err *err)
{
    return err_set(err, ERR_DATA,
                   "%s: %s seems to be the order's, repeated on its lines, and there are no ids of "
                   "orders: name their column with --map order_id=COLUMN, or say %s, if it is each "
                   "row's own",
                   file->place, what, option);
}

/* What a customer's rows of a day say of the amounts. */
typedef struct DayRows {
    double amount;
    uint64_t contents;
    uint32_t rows, with;
    bool differ, same; /* the rows; their amounts */
} DayRows;

static void note(DayRows *day, double amount, uint64_t contents)
{
    if (!day->rows++) *day = (DayRows){ .rows = 1, .contents = contents, .same = true };
    day->differ |= contents != day->contents;
    if (isnan(amount)) return;
    if (!day->with++) day->amount = amount;
    day->same &= amount == day->amount;
}

static bool are_orders(const DayRows *days, size_t count)
{
    size_t several = 0, repeated = 0, first_only = 0;

    for (size_t d = 0; d < count; d++) {
        if (days[d].rows < 2 || !days[d].differ) continue; /* like rows are copies, or two sales */
        several++;
        repeated += days[d].same && days[d].with == days[d].rows && days[d].amount != 0;
        first_only += days[d].with == 1;
    }
    double most = MOST * (double)several;
    return several >= FEW_ORDERS && ((double)repeated >= most || (double)first_only >= most);
}

/* Of the rows' amounts, or of those that are called the order's. */
static Status check_amounts(const Sales *sales, Job *job, const InputFile *file, SalesFigure which,
                            const OrdersTold *told, Err *err)
{
    const Lines *lines = &sales->lines;
    const double *amounts = lines->figure[which];
    ArenaMark mark = arena_mark(job->arena);
    DayRows *days = ARENA_ARRAY(job->arena, DayRows, sales->order_numbers);

    if (!amounts) return OK;
    for (size_t i = 0; i < lines->count; i++)
        if (!(amounts[i] < 0)) note(&days[lines->order[i]], amounts[i], lines->contents[i]);
    bool orders = are_orders(days, sales->order_numbers) && !orders_are_alike(told);
    arena_release(job->arena, mark);
    if (!orders) return OK;
    int column = sales->form.figures[which].columns[0];
    return sales_refuse_unnumbered(file, file->header[column], "--amount line", err);
}

Status sales_stand_in(Sales *sales, Job *job, const InputFile *file, Err *err)
{
    Lines *lines = &sales->lines;
    OrdersTold told;
    Status s;

    if (sales->orders.count || sales->form.name || !lines->count) return OK;
    memset(lines->order, 0, lines->count * sizeof *lines->order);
    sales->order_numbers = orders_split(lines, true, job->arena);
    sales->unnumbered = true;
    if (job->plan->amount != AMOUNT_AUTO) return OK;
    SalesFigure which = lines->figure[FIGURE_ORDER] ? FIGURE_ORDER : FIGURE_ROW;
    orders_gather(&told, lines, lines->figure[which], sales->order_numbers, job->arena);
    if ((s = check_amounts(sales, job, file, which, &told, err))) return s;
    /* Amounts of lines, beside it, count. */
    sales->form.row = ROW_LINE;
    return OK;
}

void sales_end_stand_in(Sales *sales)
{
    if (!sales->unnumbered) return;
    for (size_t i = 0; i < sales->lines.count; i++)
        sales->lines.order[i] = NO_TEXT;
    sales->order_numbers = 0;
}
