/* Tax, shipping, discounts and refunds that have columns of their own beside the amount. What files
 * subtract is handed to the import, which decides and tells it as it does for a file; the rest is
 * told, with what it comes to. */
#include <string.h>

#include "guess/asides.h"
#include "store/schema.h"

#define COMPARED 0.8
/* A sum is told by currencies, when they are no more. */
#define MOST_CURRENCIES 4

static bool is_money_back(const CatalogColumn *column)
{
    if (words_have(&column->words, "count qty quantity items item rate percent pct")) return false;
    return is_field(column, TRANSACTIONS, FIELD_REFUND) ||
           words_have(&column->words, "amount total value sum money cent cents amt");
}

static bool is_compared(const Asides *a)
{
    const Reconciled *r = &a->g->amount.reconciled;

    return a->node == a->g->sales->head && r->orders &&
           (double)r->equal >= COMPARED * (double)r->orders;
}

/* What the lines make is called a subtotal: what comes off it stands nowhere else. */
static bool is_before_discount(const Asides *a)
{
    const Reconciled *r = &a->g->amount.reconciled;
    const CatalogColumn *total = r->orders ? reach_column(&a->g->sales->reach, r->total) : NULL;

    return !total || words_have(&total->words, "subtotal") ||
           words_phrase(&total->words, "sub total") ||
           is_field(total, TRANSACTIONS, FIELD_SUBTOTAL);
}

/* Whether a file with these columns would have the orders' discount taken off its lines. */
static bool takes_discount(const Asides *a)
{
    const Amount *amount = &a->g->sales->amount;

    return a->node == a->g->sales->head && a->node != 0 && amount->total.node == NO_PLACE &&
           amount->discount.node == NO_PLACE && !amount_spreads(&a->g->amount) &&
           is_before_discount(a);
}

static bool give_money(Asides *a, Field field, const CatalogColumn *column)
{
    if (!aside_hand_over(a, field, column)) return false;
    if (is_in_cents(column))
        select_put_text(a->select, field, select_money(a->select, aside_place(a, column)));
    return true;
}

/* A clause behind the sum; NULL: it is said elsewhere. */
static const char *about_money(Asides *a, const CatalogColumn *column, Measure measure)
{
    const Reconciled *r = &a->g->amount.reconciled;
    bool compared = is_compared(a);

    switch (measure) {
    case MEASURE_TAX:
        if (compared && r->tax) return "beside the lines: not in the revenue";
        break;
    case MEASURE_SHIPPING:
        if (compared && r->shipping) return "beside the lines: not in the revenue";
        break;
    case MEASURE_DISCOUNT:
        if (a->node == a->g->sales->head && amount_spreads(&a->g->amount))
            return "spread over the lines: taken off";
        if (takes_discount(a) && give_money(a, FIELD_DISCOUNT, column))
            return "taken off as for a file: discount: below says otherwise";
        break;
    case MEASURE_REFUND:
        if (is_money_back(column) && give_money(a, FIELD_REFUND, column))
            return "taken off: without its line in the query the revenue is before refunds";
        return a->select->expression[FIELD_REFUND] ? "not taken off beside the refunds that are"
                                                   : "not taken off: revenue is before refunds";
    case MEASURE_NONE:
    case MEASURE_QUANTITY:
    case MEASURE_PRICE:
    case MEASURE_TOTAL: return NULL;
    }
    return "not reckoned with: is it in the amount, or does it come on top or off?";
}

static const CatalogColumn *currency_of(const CatalogTable *table)
{
    for (size_t c = 0; c < table->count; c++)
        if (aside_is_currency(&table->columns[c])) return &table->columns[c];
    return NULL;
}

/* "USD 1,332.20 and CAD 1,154.10": amounts in several currencies are no sum. */
static Status sums_text(const char **out, Asides *a, const char *sum_sql, Err *err)
{
    const CatalogColumn *currency = currency_of(a->table);
    Arena *arena = a->g->arena;
    const char *text = NULL;
    char sum[NUMBER_TEXT];
    bool row = false;
    Probe probe;

    *out = NULL;
    if (!currency || currency->values.distinct < 2 || currency->values.distinct > MOST_CURRENCIES)
        return OK;
    const char *name = sql_quoted(currency->name, arena);
    Status s = probe_open(&probe, a->g->prober,
                          arena_format(arena, "SELECT %s, %s FROM %s GROUP BY 1 ORDER BY 2 DESC, 1",
                                       name, sum_sql, sql_quoted(a->table->name, arena)),
                          PROBE_LARGE, err);
    while (!s && probe.row && !(s = probe_step(&row, &probe, err)) && row) {
        const char *code = (const char *)sqlite3_column_text(probe.row, 0);
        const char *one = arena_format(arena, "%s %s",
                                       code ? utf8_clean(code, strlen(code), 20, arena) : "(none)",
                                       number_grouped(sum, sqlite3_column_double(probe.row, 1), 2));
        text = text ? arena_format(arena, "%s, %s", text, one) : one;
    }
    if (!s && !probe.refused) *out = text;
    probe_close(&probe);
    return s;
}

Status aside_tell_money(Asides *a, const CatalogColumn *column, Measure measure, Err *err)
{
    Arena *arena = a->g->arena;
    double sums[2] = { 0 };
    char sum[NUMBER_TEXT], rows[NUMBER_TEXT];
    const char *each;
    bool known = false;

    if (measure == MEASURE_NONE || words_have(&column->words, "rate percent pct")) return OK;
    if (a->table->more || !values_are_numbers(&column->values)) return OK;
    const char *name = sql_quoted(column->name, arena);
    const char *sum_sql =
        arena_format(arena, "sum(%s)%s", name, is_in_cents(column) ? " / 100.0" : "");
    Status s = probe_numbers(&known, sums, 2, a->g->prober,
                             arena_format(arena, "SELECT %s, sum(%s <> 0) FROM %s", sum_sql, name,
                                          sql_quoted(a->table->name, arena)),
                             PROBE_LARGE, err);
    if (s || !known || sums[1] <= 0) return s;
    if ((s = sums_text(&each, a, sum_sql, err))) return s;
    const char *about = about_money(a, column, measure);
    if (!about) return OK;
    guess_note(a->g, TRANSACTIONS, measure == MEASURE_REFUND || measure == MEASURE_DISCOUNT,
               "%s comes to %s in %s rows, %s", guess_name(a->g, a->table, column),
               each ? each : number_grouped(sum, sums[0], 2), number_grouped(rows, sums[1], 0),
               about);
    return OK;
}
