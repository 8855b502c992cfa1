/* The currency of what counts; several are refused, or become one: the amounts of every line, by
 * the rate of the order's day. */
#include <math.h>
#include <string.h>

#include "import/sales_private.h"
#include "math/sum.h"

static bool is_in_play(const SaleOrder *order)
{
    return order->fate == LINE_COUNTS || order->fate == LINE_GUEST;
}

/* What the currency of an order is called among the rates. */
static Status code_of(const char **out, const Sales *sales, const Job *job, const InputFile *file,
                      const SaleOrder *order, Err *err)
{
    const char *into = job->plan->currency;

    *out = into; /* rows that name none */
    if (order->currency == NO_VALUE) return OK;
    const Currency *currency = &sales->currencies[order->currency];
    *out = rates_code(&job->rates, currency, into);
    if (*out) return OK;
    return err_set(
        err, ERR_DATA,
        "%s: %s has amounts in %s, and there is no rate for it, or it may be more than one "
        "of them: add its code to the rates, or leave it out with --only-currency",
        job->rates.place, file->place, currency->code);
}

/* The same lines are put as later, which sums them up. */
static Status convert(Sales *sales, Job *job, size_t o, double rate, Err *err)
{
    const SaleOrder *order = &sales->order_of[o];
    RateSum *sum = &sales->rates[order->currency];
    Status s;

    sales->converted[o].rate = rate;
    if ((s = sales_put_dry(sales, job, o, err)) || !is_in_play(order)) return s;
    sum->least = sum->rows ? fmin(sum->least, rate) : rate;
    sum->most = fmax(sum->most, rate);
    sum->rows += order->count;
    sum->before += order->gross - order->refund;
    sum->after += sales_gross(sales, o) - sales_refund(sales, o);
    return OK;
}

double sales_gross(const Sales *sales, size_t order)
{
    bool is = sales->converted && sales->converted[order].rate > 0;

    return is ? sales->converted[order].gross : sales->order_of[order].gross;
}

double sales_refund(const Sales *sales, size_t order)
{
    bool is = sales->converted && sales->converted[order].rate > 0;

    return is ? sales->converted[order].refund : sales->order_of[order].refund;
}

static Status convert_all(Sales *sales, Job *job, const InputFile *file, Err *err)
{
    const char *into = job->plan->currency, *code;
    Status s;

    sales->converted = ARENA_ARRAY(job->arena, ConvertedOrder, sales->order_count);
    for (size_t o = 0; o < sales->order_count; o++) {
        const SaleOrder *order = &sales->order_of[o];
        double rate;
        s = code_of(&code, sales, job, file, order, err);
        if (!s && is_in_play(order) && order->currency == NO_VALUE)
            sales->unnamed_currency += order->count;
        /* Rows without a date count in no figure. */
        if (!s && (order->day == NO_DATE || !strcmp(code, into))) continue;
        if (!s) s = rates_find(&rate, &job->rates, code, order->day, into, err);
        if (!s) s = convert(sales, job, o, rate, err);
        if (s && is_in_play(order)) return s;
    }
    sales->currency = (Currency){ "" };
    memcpy(sales->currency.code, into, strlen(into));
    return OK;
}

/* --- several ---------------------------------------------------------------------------------- */

static Status refuse_currencies(const Sales *sales, const Job *job, const InputFile *file, Err *err)
{
    const char *text = "";

    for (size_t c = 0; c < sales->currency_count; c++) {
        Sum sum = { 0 };
        size_t rows = 0;
        char money[NUMBER_TEXT];
        for (size_t o = 0; o < sales->order_count; o++) {
            const SaleOrder *order = &sales->order_of[o];
            if (!is_in_play(order) || order->currency != c) continue;
            sum_add(&sum, order->gross - order->refund);
            rows += order->count;
        }
        if (!rows) continue;
        text = phrase_list(text,
                           PHRASE(job->arena, "{n|# row|# rows} in {currency}: {money}",
                                  phrase_count("n", (double)rows, job->arena),
                                  phrase_text("currency", sales->currencies[c].code),
                                  phrase_text("money", number_grouped(money, sum_value(sum), 2))),
                           job->arena);
    }
    return err_set(err, ERR_DATA,
                   "%s: several currencies, which are no sum together (%s): say --only-currency "
                   "CODE, and report on each by itself, or what they are worth with --rates",
                   file->place, text);
}

static bool agrees_with_all(const Sales *sales, size_t currency, const bool *used)
{
    for (size_t c = 0; c < sales->currency_count; c++)
        if (used[c] && !currency_agrees(&sales->currencies[c], &sales->currencies[currency]))
            return false;
    return true;
}

/* "Total (EUR)": the header of an amount names what all of them are in. */
static void take_header(Sales *sales, const InputFile *file)
{
    static const SalesFigure figures[] = { FIGURE_ROW, FIGURE_ORDER, FIGURE_PRICE };

    for (size_t f = 0; f < COUNT_OF(figures) && !*sales->currency.code; f++) {
        const FigureColumns *columns = &sales->form.figures[figures[f]];
        for (int c = 0; c < columns->count && !*sales->currency.code; c++)
            if (!header_currency(&sales->currency, file->header[columns->columns[c]]))
                sales->currency = (Currency){ "" };
    }
}

/* What the user says names them, though nothing is converted. */
static void take_said(Sales *sales, const Job *job)
{
    const char *said = job->plan->currency;
    Currency currency = { "" };

    if (!said || strlen(said) >= sizeof currency.code) return;
    memcpy(currency.code, said, strlen(said));
    if (*sales->currency.code && !currency_agrees(&sales->currency, &currency))
        sales->other_currency = arena_text(job->arena, sales->currency.code);
    sales->currency = currency;
}

Status sales_settle_currency(Sales *sales, Job *job, const InputFile *file, Err *err)
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
    if (job->plan->rates && sales->currency_count) return convert_all(sales, job, file, err);
    for (size_t c = 0; c < sales->currency_count; c++) {
        if (!used[c]) continue;
        if (!agrees_with_all(sales, c, used)) return refuse_currencies(sales, job, file, err);
        /* "EUR" says more than "€" or "$" beside it. */
        if (!*sales->currency.code || strlen(sales->currencies[c].code) == 3)
            sales->currency = sales->currencies[c];
    }
    take_header(sales, file);
    take_said(sales, job);
    return OK;
}
