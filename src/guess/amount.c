#include "guess/deciding.h"

#include <string.h>

#include "store/schema.h"

/* Lines that bear a discount, to tell how it is meant. */
#define DISCOUNTED_LINES 2000

bool amount_can_reckon(const Sales *sales, Place place)
{
    const CatalogColumn *column = reach_column(&sales->reach, place);

    return column && values_are_numbers(&column->values);
}

/* --- as SQL and in words ---------------------------------------------------------------------- */

static const char *piece_price(Select *select, const Amount *amount)
{
    const char *price = select_money(select, amount->price);

    if (amount->form != DISCOUNT_SUM_EACH) return price;
    return arena_format(select->arena, "(%s - coalesce(%s, 0))", price,
                        select_money(select, amount->discount));
}

static const char *gross_sql(Select *select, const Amount *amount)
{
    if (place_is_there(amount->total)) return select_money(select, amount->total);
    const char *price = piece_price(select, amount);
    if (!place_is_there(amount->quantity)) return price;
    return arena_format(select->arena, "%s * %s", select_place(select, amount->quantity), price);
}

const char *amount_sql(Select *select, const Amount *amount)
{
    const char *gross = gross_sql(select, amount);

    switch (amount->form) {
    case DISCOUNT_SHARE:
        return arena_format(select->arena, "%s * (1 - coalesce(%s, 0))", gross,
                            select_place(select, amount->discount));
    case DISCOUNT_PERCENT:
        return arena_format(select->arena, "%s * (1 - coalesce(%s, 0) / 100.0)", gross,
                            select_place(select, amount->discount));
    case DISCOUNT_SUM:
        return arena_format(select->arena, "%s - coalesce(%s, 0)", gross,
                            select_money(select, amount->discount));
    case DISCOUNT_NONE:
    case DISCOUNT_SUM_EACH:
    case DISCOUNT_FORMS: break;
    }
    return gross;
}

static const char *name_at(const Sales *sales, Place place, Arena *arena)
{
    const CatalogColumn *column = reach_column(&sales->reach, place);
    const char *cents = is_in_cents(column) ? " / 100" : "";

    if (place.node == 0) return arena_format(arena, "%s%s", column->name, cents);
    return arena_format(arena, "%s.%s%s", reach_table(&sales->reach, place.node)->name,
                        column->name, cents);
}

static const char *whole_name(const Sales *sales, Place place, Arena *arena)
{
    const char *name = name_at(sales, place, arena);

    return place.node ? name
                      : arena_format(arena, "%s.%s", reach_table(&sales->reach, 0)->name, name);
}

const char *amount_words(const Sales *sales, Arena *arena)
{
    const Amount *amount = &sales->amount;
    const char *discount =
        place_is_there(amount->discount) ? name_at(sales, amount->discount, arena) : "";
    const char *text;

    if (place_is_there(amount->total)) {
        text = whole_name(sales, amount->total, arena);
    } else {
        text = place_is_there(amount->quantity) ? name_at(sales, amount->price, arena)
                                                : whole_name(sales, amount->price, arena);
        if (amount->form == DISCOUNT_SUM_EACH)
            text = arena_format(arena, "(%s − %s)", text, discount);
        if (place_is_there(amount->quantity)) {
            text = arena_format(arena, "%s × %s", name_at(sales, amount->quantity, arena), text);
        }
    }
    switch (amount->form) {
    case DISCOUNT_SHARE: return arena_format(arena, "%s × (1 − %s)", text, discount);
    case DISCOUNT_PERCENT: return arena_format(arena, "%s × (1 − %s / 100)", text, discount);
    case DISCOUNT_SUM: return arena_format(arena, "%s − %s", text, discount);
    case DISCOUNT_NONE:
    case DISCOUNT_SUM_EACH:
    case DISCOUNT_FORMS: break;
    }
    return text;
}

/* --- by the line's own total ------------------------------------------------------------------ */

static const char *about_equal(const char *a, const char *b, Arena *arena)
{
    return arena_format(arena, "sum(abs((%s) - (%s)) <= 0.02 + 0.0005 * abs(%s))", a, b, a);
}

/* Lines with a discount, whose total is quantity × price in each of the discount's forms. */
static Status test_total(double equal[DISCOUNT_FORMS], double *lines, const Deciding *d,
                         Place price, Err *err)
{
    Arena *arena = d->prober->arena;
    Select select = select_open(&d->sales->reach, "l", arena);
    Amount amount = d->sales->amount;
    const char *total = select_money(&select, amount.total);
    const char *discount = select_place(&select, amount.discount);
    double numbers[DISCOUNT_FORMS + 1] = { 0 };
    bool known = false;
    Buf sql = { 0 };

    amount.price = price;
    amount.total = NOWHERE;
    buf_text(&sql, "SELECT count(*)");
    for (int form = 0; form < DISCOUNT_FORMS; form++) {
        amount.form = (DiscountForm)form;
        buf_format(&sql, ", %s", about_equal(total, amount_sql(&select, &amount), arena));
    }
    const char *table = sql_quoted(reach_table(&d->sales->reach, 0)->name, arena);
    buf_format(&sql, " FROM (SELECT * FROM %s AS l WHERE %s <> 0 LIMIT %d) AS l", table, discount,
               DISCOUNTED_LINES);
    Status s =
        probe_numbers(&known, numbers, COUNT_OF(numbers), d->prober, sql.data, PROBE_TABLE, err);
    buf_close(&sql);
    *lines = known ? numbers[0] : 0;
    memcpy(equal, numbers + 1, DISCOUNT_FORMS * sizeof *equal);
    return s;
}

/* Is the discount in the total? With several prices one may be of before and one of after it: that
 * any of them shows it taken off settles the matter. */
static Status decide_by_total(Deciding *d, Err *err)
{
    const CatalogTable *lines = reach_table(&d->sales->reach, 0);
    Amount *amount = &d->sales->amount;
    bool gross = false;

    for (size_t c = 0; c < lines->count; c++) {
        double equal[DISCOUNT_FORMS], count;
        Place price = { 0, (int)c };
        Status s;
        if (measure_of(NULL, &lines->columns[c]) != MEASURE_PRICE ||
            !amount_can_reckon(d->sales, price))
            continue;
        if ((s = test_total(equal, &count, d, price, err))) return s;
        if (count <= 0) continue;
        gross |= equal[DISCOUNT_NONE] >= BELIEVED * count;
        for (int form = DISCOUNT_NONE + 1; form < DISCOUNT_FORMS; form++) {
            if (equal[form] < BELIEVED * count) continue;
            amount->form = DISCOUNT_NONE;
            d->found.sure = true;
            d->found.why = "is taken off already";
            return OK;
        }
    }
    if (gross) d->found.why = "is not in the total yet: it is taken off";
    d->found.sure = gross;
    if (!gross) amount->form = DISCOUNT_NONE;
    return OK;
}

/* --- by the discount's own values ------------------------------------------------------------- */

static DiscountForm usual_form(const Sales *sales)
{
    const CatalogColumn *column = reach_column(&sales->reach, sales->amount.discount);
    const Values *values = &column->values;

    if (values->most <= 0 && values->least >= 0) return DISCOUNT_NONE;
    if (values->least >= 0 && values->most <= 1 && values->fractions) return DISCOUNT_SHARE;
    bool percent = words_have(&column->words, "percent pct percentage rate prozent");
    if (percent && values->least >= 0 && values->most <= 100) return DISCOUNT_PERCENT;
    return DISCOUNT_SUM;
}

const char *amount_form_words(DiscountForm form)
{
    switch (form) {
    case DISCOUNT_SHARE: return "holds shares (0.1 is 10 %): they are taken off";
    case DISCOUNT_PERCENT: return "holds percentages: they are taken off";
    case DISCOUNT_SUM: return "holds sums: they are taken off each line";
    case DISCOUNT_SUM_EACH: return "holds sums: they are taken off each piece";
    case DISCOUNT_NONE:
    case DISCOUNT_FORMS: break;
    }
    return NULL;
}

static int discount_column(const Sales *sales)
{
    const CatalogTable *lines = reach_table(&sales->reach, 0);
    int best = NO_PLACE;

    for (size_t c = 0; c < lines->count; c++) {
        const CatalogColumn *column = &lines->columns[c];
        if (measure_of(NULL, column) != MEASURE_DISCOUNT) continue;
        if (words_have(&column->words, "tax has is type")) continue;
        bool used = column->values.most > 0 || column->values.least < 0;
        if (best == NO_PLACE || (used && !(lines->columns[best].values.most > 0))) best = (int)c;
    }
    return best;
}

static Status decide_discount(Deciding *d, Err *err)
{
    Amount *amount = &d->sales->amount;
    int column = discount_column(d->sales);

    if (column == NO_PLACE) return OK;
    amount->discount = (Place){ 0, column };
    if (!amount_can_reckon(d->sales, amount->discount)) {
        amount->discount = NOWHERE;
        return OK;
    }
    amount->form = usual_form(d->sales);
    d->found.why = amount_form_words(amount->form);
    if (amount->form == DISCOUNT_NONE || !place_is_there(amount->total)) return OK;
    d->found.why = NULL;
    if (place_is_there(amount->quantity)) return decide_by_total(d, err);
    amount->form = DISCOUNT_NONE;
    return OK;
}

/* --- with tax or without ---------------------------------------------------------------------- */

static Place line_tax(const Sales *sales)
{
    const CatalogTable *lines = reach_table(&sales->reach, 0);

    for (size_t c = 0; c < lines->count; c++) {
        Place place = { 0, (int)c };
        if (measure_of(NULL, &lines->columns[c]) != MEASURE_TAX) continue;
        if (words_have(&lines->columns[c].words, "rate percent pct")) continue;
        if (amount_can_reckon(sales, place)) return place;
    }
    return NOWHERE;
}

/* Of two totals of a line, of which one is the other with the tax, the one without it is taken. */
static Status decide_tax(Deciding *d, Err *err)
{
    const CatalogTable *lines = reach_table(&d->sales->reach, 0);
    Place *total = &d->sales->amount.total, tax = line_tax(d->sales);
    Select select = select_open(&d->sales->reach, "l", d->prober->arena);
    Arena *arena = d->prober->arena;

    if (!place_is_there(*total) || !place_is_there(tax) || !amount_can_reckon(d->sales, *total))
        return OK;
    for (size_t c = 0; c < lines->count; c++) {
        Place other = { 0, (int)c };
        double counts[2] = { 0 };
        bool known = false;
        if ((int)c == total->column || !amount_can_reckon(d->sales, other)) continue;
        if (measure_of(NULL, &lines->columns[c]) != MEASURE_TOTAL) continue;
        const char *taxed = arena_format(arena, "%s + %s", select_money(&select, other),
                                         select_money(&select, tax));
        const char *sql = arena_format(
            arena, "SELECT count(*), %s FROM (SELECT * FROM %s AS l WHERE %s <> 0 LIMIT %d) AS l",
            about_equal(select_money(&select, *total), taxed, arena),
            sql_quoted(lines->name, arena), select_place(&select, tax), DISCOUNTED_LINES);
        Status s = probe_numbers(&known, counts, 2, d->prober, sql, PROBE_TABLE, err);
        if (s) return s;
        if (!known || counts[0] <= 0 || counts[1] < BELIEVED * counts[0]) continue;
        *total = other;
        return OK;
    }
    return OK;
}

bool amount_spreads(const AmountFound *found)
{
    const Reconciled *r = &found->reconciled;

    return r->discount && (double)r->equal >= EXPLAINED * (double)r->orders;
}

Status amount_decide(AmountFound *out, Sales *sales, Prober *prober, Err *err)
{
    Deciding d = { .sales = sales, .prober = prober };
    Status s = decide_tax(&d, err);

    if (!s) s = decide_discount(&d, err);
    if (!s) s = amount_by_orders(&d, err);
    if (!s) *out = d.found;
    return s;
}
