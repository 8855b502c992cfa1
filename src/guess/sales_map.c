/* The transactions: the SELECT of the sales, and what there is to say about it. */
#include "guess/private.h"
#include "store/schema.h"

/* Of the orders' money, that may be in orders without lines before the orders are taken instead. */
#define MOST_WITHOUT_LINES 0.05
/* Below that the totals are of something else. */
#define BELIEVED 0.5

/* --- orders without lines --------------------------------------------------------------------- */

typedef struct Bare {
    double orders, money, bare_orders, bare_money;
} Bare;

static Status count_bare(Bare *out, bool *known, const Guessing *g, Err *err)
{
    const Sales *sales = g->sales;
    const CatalogTable *head = reach_table(&sales->reach, sales->head);
    const CatalogTable *lines = reach_table(&sales->reach, 0);
    int total = measure_column(head, MEASURE_TOTAL);
    Arena *arena = g->arena;
    double counts[4] = { 0 };

    *known = false;
    if (head->more || lines->more || sales->order.node != 0) return OK;
    const char *key =
        sql_quoted(head->columns[sales->reach.nodes[sales->head].link->to].name, arena);
    const char *money = total == NO_PLACE ? "1" : sql_quoted(head->columns[total].name, arena);
    const char *from = sql_quoted(reach_column(&sales->reach, sales->order)->name, arena);
    const char *sql = arena_format(
        arena,
        "SELECT count(*), sum(abs(money)), sum(bare), sum(bare * abs(money)) FROM (SELECT %s AS "
        "money, %s NOT IN (SELECT %s FROM %s WHERE %s IS NOT NULL) AS bare FROM %s)",
        money, key, from, sql_quoted(lines->name, arena), from, sql_quoted(head->name, arena));
    Status s = probe_numbers(known, counts, 4, g->prober, sql, PROBE_LARGE, err);
    *out = (Bare){ counts[0], counts[1], counts[2], counts[3] };
    return s;
}

/* Where many orders have no lines, the orders are the sales: else their money would be lost. */
static Status weigh_orders(Guessing *g, Err *err)
{
    Sales *orders = ARENA_NEW(g->arena, Sales);
    Bare bare;
    bool known;
    Status s;

    if (g->sales->head == NO_PLACE) return OK;
    if ((s = count_bare(&bare, &known, g, err)) || !known || bare.bare_orders <= 0) return s;
    int head = g->sales->reach.nodes[g->sales->head].table;
    const char *lines = guess_name(g, reach_table(&g->sales->reach, 0), NULL);
    const char *name = guess_name(g, &g->catalog.tables[head], NULL);
    const char *rows = arena_format(g->arena, "rows of %s", name);
    bool many = bare.bare_money > MOST_WITHOUT_LINES * bare.money;
    if (many && sales_try(orders, &g->catalog, head)) {
        guess_note(g, TRANSACTIONS, true,
                   "%s have no rows in %s: so the rows of %s are the sales, without products",
                   guess_share(g, bare.bare_orders, bare.orders, rows), lines, name);
        *g->sales = *orders;
        return OK;
    }
    guess_note(g, TRANSACTIONS, many || bare.bare_money > 0,
               "%s have no rows in %s and do not count",
               guess_share(g, bare.bare_orders, bare.orders, rows), lines);
    return OK;
}

/* --- the query -------------------------------------------------------------------------------- */

/* The orders' discounts, spread over the lines by their amounts. */
static const char *spread_discount(Select *select, const Guessing *g, const char *amount)
{
    const Sales *sales = g->sales;
    Arena *arena = g->arena;
    Select inner = select_open(&sales->reach, "l", arena);
    const char *key = sql_quoted(reach_column(&sales->reach, sales->order)->name, arena);
    const char *sum = amount_sql(&inner, &sales->amount);

    select->extras.items[select->extras.count++] = arena_format(
        arena,
        "LEFT JOIN (\n  SELECT l.%s AS id, sum(%s) AS amount\n  %s\n  GROUP BY 1\n) AS whole ON "
        "whole.id = l.%s",
        key, sum, select_indented(select_from(&inner), arena), key);
    return arena_format(arena,
                        "coalesce((%s) * (1 - abs(coalesce(%s, 0)) * 1.0 / nullif(whole.amount, "
                        "0)), %s)",
                        amount, select_money(select, g->amount.reconciled.off), amount);
}

static void put_amount(Select *select, const Guessing *g)
{
    const Amount *amount = &g->sales->amount;
    bool times = amount->total.node == NO_PLACE && amount->quantity.node != NO_PLACE;

    select_put(select, FIELD_QUANTITY, amount->quantity);
    if (times && amount->form == DISCOUNT_NONE && !amount_spreads(&g->amount)) {
        select_put(select, FIELD_PRICE, amount->price);
        select_put_text(select, FIELD_PRICE, select_money(select, amount->price));
        if (amount->price.node == 0 && !is_in_cents(reach_column(select->reach, amount->price)))
            select_put(select, FIELD_PRICE, amount->price);
        return;
    }
    const char *sql = amount_sql(select, amount);
    bool plain = amount->form == DISCOUNT_NONE && amount->total.node != NO_PLACE &&
                 !is_in_cents(reach_column(select->reach, amount->total));
    if (amount_spreads(&g->amount)) {
        select_put_text(select, FIELD_TOTAL, spread_discount(select, g, sql));
    } else if (plain) {
        select_put(select, FIELD_TOTAL, amount->total);
    } else if (amount->form == DISCOUNT_NONE && amount->total.node == NO_PLACE &&
               !is_in_cents(reach_column(select->reach, amount->price))) {
        select_put(select, FIELD_TOTAL, amount->price);
    } else {
        select_put_text(select, FIELD_TOTAL, sql);
    }
}

/* Facts of customers that have no table of their own. */
static void put_buyer(Select *select, const Sales *sales)
{
    const CatalogTable *table = reach_table(&sales->reach, sales->customer.node);
    int node = sales->customer.node, first, last;

    if (sales->person != NO_PLACE) return;
    if (person_name_columns(&first, &last, table)) {
        select_put_text(select, FIELD_CUSTOMER_NAME,
                        arena_format(select->arena,
                                     "trim(coalesce(%s, '') || ' ' || coalesce(%s, ''))",
                                     select_place(select, (Place){ node, first }),
                                     select_place(select, (Place){ node, last })));
    } else {
        for (size_t c = 0; c < table->count; c++) {
            if (is_field(&table->columns[c], TRANSACTIONS, FIELD_CUSTOMER_NAME))
                select_put(select, FIELD_CUSTOMER_NAME, (Place){ node, (int)c });
        }
    }
    for (size_t c = 0; c < table->count; c++) {
        if (is_field(&table->columns[c], TRANSACTIONS, FIELD_CONSENT))
            select_put(select, FIELD_CONSENT, (Place){ node, (int)c });
        if (is_field(&table->columns[c], TRANSACTIONS, FIELD_OPT_OUT))
            select_put(select, FIELD_OPT_OUT, (Place){ node, (int)c });
    }
    int email = email_column(table), country = country_column(table);
    if (email != NO_PLACE) select_put(select, FIELD_EMAIL, (Place){ node, email });
    if (country != NO_PLACE) select_put(select, FIELD_COUNTRY, (Place){ node, country });
}

static void put_fields(Select *select, const Guessing *g)
{
    const Sales *sales = g->sales;

    select_call(select, sales->head, "h");
    if (g->identity.node != NO_PLACE) select_call(select, g->identity.node, "c");
    select_put(select, FIELD_ORDER, sales->order);
    select_put(select, FIELD_LINE, sales->line);
    select_put(select, FIELD_CUSTOMER,
               g->identity.node == NO_PLACE ? sales->customer : g->identity);
    put_buyer(select, sales);
    select_put(select, FIELD_PRODUCT, sales->product_id);
    if (sales->product == NO_PLACE) {
        select_put(select, FIELD_PRODUCT_NAME, sales->product_name);
        select_put(select, FIELD_CATEGORY, sales->category);
        if (sales->product_id.node == NO_PLACE)
            select_put(select, FIELD_PRODUCT, sales->product_name);
    }
    select_put(select, FIELD_DATE, sales->date);
    put_amount(select, g);
}

/* --- what to say ------------------------------------------------------------------------------ */

static void tell_grain(Guessing *g)
{
    const Sales *sales = g->sales;
    const CatalogTable *lines = reach_table(&sales->reach, 0);
    const char *name = guess_name(g, lines, NULL);

    if (sales->head != NO_PLACE) {
        guess_note(g, TRANSACTIONS, false,
                   "a row of %s is a line, a row of %s a purchase: frequency counts purchases, "
                   "money counts every line",
                   name, guess_name(g, reach_table(&sales->reach, sales->head), NULL));
    } else if (sales->order.column == lines->key || sales->order.node == NO_PLACE) {
        guess_note(g, TRANSACTIONS, false, "a row of %s is a purchase", name);
    } else {
        guess_note(g, TRANSACTIONS, false,
                   "a row of %s is a line; those with the same %s are one purchase", name,
                   guess_name(g, lines, reach_column(&sales->reach, sales->order)));
    }
    guess_note(g, TRANSACTIONS, false, "the date is %s",
               guess_name(g, reach_table(&sales->reach, sales->date.node),
                          reach_column(&sales->reach, sales->date)));
}

static void tell_reconciled(Guessing *g)
{
    const Reconciled *r = &g->amount.reconciled;
    const Reach *reach = &g->sales->reach;

    if (!r->orders) return;
    const char *total =
        guess_name(g, reach_table(reach, r->total.node), reach_column(reach, r->total));
    const char *orders = guess_share(g, (double)r->equal, (double)r->orders, "orders looked at");
    if ((double)r->equal < BELIEVED * (double)r->orders) {
        char lines[NUMBER_TEXT], totals[NUMBER_TEXT];
        guess_note(g, TRANSACTIONS, true,
                   "the lines of an order make %s in %s only; together they come to %s, the totals "
                   "to %s: what "
                   "else is in these?",
                   total, orders, number_grouped(lines, r->lines, 2),
                   number_grouped(totals, r->totals, 2));
        return;
    }
    const char *besides =
        arena_format(g->arena, "%s%s%s%s%s", r->tax || r->shipping ? ", with its" : "",
                     r->tax ? " tax" : "", r->tax && r->shipping ? " and" : "",
                     r->shipping ? " shipping" : "", r->discount ? ", less its discount" : "");
    guess_note(g, TRANSACTIONS, (double)r->equal < EXPLAINED * (double)r->orders,
               "the lines of an order%s%s make %s in %s", besides, *besides ? "," : "", total,
               orders);
    if (amount_spreads(&g->amount))
        guess_note(g, TRANSACTIONS, false, "the orders' discounts are spread over their lines");
}

static void tell_amount(Guessing *g)
{
    const Sales *sales = g->sales;
    const Amount *amount = &sales->amount;
    const Reach *reach = &sales->reach;
    bool today = amount->price.node > 0 && amount->total.node == NO_PLACE;

    guess_note(g, TRANSACTIONS, true, "the amount is %s%s%s", amount_words(sales, g->arena),
               amount_spreads(&g->amount) ? ", less the orders' discounts" : "",
               today ? ", the price of today: the lines have none of their own" : "");
    if (amount->discount.node != NO_PLACE && g->amount.why) {
        guess_note(g, TRANSACTIONS, !g->amount.sure, "%s %s",
                   guess_name(g, reach_table(reach, 0), reach_column(reach, amount->discount)),
                   g->amount.why);
    }
    tell_reconciled(g);
}

static void tell_others(Guessing *g)
{
    for (size_t i = 0; i < g->found->other_count; i++) {
        const CatalogTable *table = &g->catalog.tables[g->found->others[i]];
        bool alike = table->count == reach_table(&g->sales->reach, 0)->count ||
                     (g->sales->head != NO_PLACE &&
                      table->count == reach_table(&g->sales->reach, g->sales->head)->count);
        guess_note(g, TRANSACTIONS, alike, "%s (%s rows) looks like sales too and is not read%s",
                   guess_name(g, table, NULL), guess_rows(g, table),
                   alike ? ": if they count as well, add them with UNION ALL" : "");
    }
}

static bool refers_to_sales(const Guessing *g, const CatalogTable *table)
{
    const Reach *reach = &g->sales->reach;

    for (size_t i = 0; i < table->links.count; i++) {
        int to = table->links.items[i].table;
        if (to == reach->nodes[0].table) return true;
        if (g->sales->head != NO_PLACE && to == reach->nodes[g->sales->head].table) return true;
    }
    return false;
}

/* Refunds in a table of their own. */
static Status tell_refunds(Guessing *g, Err *err)
{
    Status s = OK;

    for (size_t t = 0; t < g->catalog.count && !s; t++) {
        const CatalogTable *table = &g->catalog.tables[t];
        int total = measure_column(table, MEASURE_TOTAL);
        double sum = 0;
        char text[NUMBER_TEXT];
        bool known = false;
        if (!words_have(&table->words, "refund creditmemo return") || !refers_to_sales(g, table))
            continue;
        if (total == NO_PLACE) total = measure_column(table, MEASURE_REFUND);
        if (total != NO_PLACE && !table->more)
            s = probe_numbers(&known, &sum, 1, g->prober,
                              arena_format(g->arena, "SELECT sum(%s) FROM %s",
                                           sql_quoted(table->columns[total].name, g->arena),
                                           sql_quoted(table->name, g->arena)),
                              PROBE_LARGE, err);
        guess_note(g, TRANSACTIONS, true,
                   "%s (%s rows%s) refers to the sales and is not taken off: revenue is before "
                   "refunds",
                   guess_name(g, table, NULL), guess_rows(g, table),
                   known ? arena_format(g->arena, ", %s in all", number_grouped(text, sum, 2))
                         : "");
    }
    return s;
}

/* Products without a name anywhere: the lines' own names are better than none. */
static void weigh_products(Sales *sales)
{
    if (sales->product == NO_PLACE || sales->product_name.node == NO_PLACE) return;
    if (goods_have_names(sales->reach.catalog, sales->reach.nodes[sales->product].table)) return;
    if (sales->amount.price.node != sales->product) sales->product = NO_PLACE;
}

Status guess_sales(Guessing *g, Err *err)
{
    Status s;

    if ((s = weigh_orders(g, err))) return s;
    guess_buyer(g);
    weigh_products(g->sales);
    if ((s = amount_decide(&g->amount, g->sales, g->prober, err))) return s;
    if ((s = guess_identity(g, err))) return s;
    Select select = select_open(&g->sales->reach, "l", g->arena);
    put_fields(&select, g);
    tell_grain(g);
    tell_amount(g);
    if ((s = guess_tell_guests(g, err))) return s;
    if ((s = guess_asides(g, &select, err))) return s;
    if ((s = guess_try_joins(g, TRANSACTIONS, &select, err))) return s;
    tell_others(g);
    if ((s = tell_refunds(g, err))) return s;
    g->guess.map.tables[TRANSACTIONS] = select_map(&select);
    g->guess.by_lines = g->sales->head != NO_PLACE;
    return OK;
}
