#include "import/sales_form.h"

#include <string.h>

#include "recognise/blank.h"

void chain_add(ColumnChain *chain, int column)
{
    if (column == NO_COLUMN || chain->count == CHAIN_MOST) return;
    chain->of[chain->count++] = (ColumnJoin){ .columns = { column }, .count = 1 };
}

void figure_add(SalesForm *form, SalesFigure figure, int column)
{
    FigureColumns *columns = &form->figures[figure];

    if (column == NO_COLUMN || columns->count == FIGURE_MOST) return;
    columns->columns[columns->count++] = column;
}

static void chain_add_pair(ColumnChain *chain, int one, int other)
{
    if (one == NO_COLUMN || other == NO_COLUMN) {
        chain_add(chain, one == NO_COLUMN ? other : one);
    } else if (chain->count < CHAIN_MOST) {
        chain->of[chain->count++] = (ColumnJoin){ .columns = { one, other }, .count = 2 };
    }
}

void form_add_states(SalesForm *form, int column, const char *const *header)
{
    if (column == NO_COLUMN) return;
    ValueRule *rule = &form->rules[form->rule_count++];
    *rule = (ValueRule){ .name = header[column], .words = true };
    chain_add(&rule->column, column);
}

/* Columns that are called ids of customers, beside the one that is taken. */
static void add_other_ids(ColumnChain *other, const int column[FIELDS], const char *const *header,
                          size_t columns)
{
    for (size_t c = 0; c < columns; c++)
        if (column[FIELD_CUSTOMER] != (int)c && field_is_customer_id(header[c]))
            chain_add(other, (int)c);
}

/* Who a customer is, where the id is new with each order. */
static void add_other_customer(SalesForm *form, const int column[FIELDS], const char *const *header,
                               size_t columns)
{
    ColumnChain *other = &form->texts[TEXT_OTHER_CUSTOMER];
    const ColumnChain *who = &form->texts[TEXT_CUSTOMER];
    const ColumnChain *name = &form->texts[TEXT_CUSTOMER_NAME];

    if (who->count && column[FIELD_CUSTOMER] == NO_COLUMN) return;
    add_other_ids(other, column, header, columns);
    for (int i = 1; i < who->count && other->count < CHAIN_MOST; i++)
        other->of[other->count++] = who->of[i];
    form->by_name = !other->count && name->count;
    if (form->by_name && name->of[0].columns[0] != column[FIELD_CUSTOMER])
        other->of[other->count++] = name->of[0];
}

/* Who a customer is, where the id says nobody: the address, else the phone, else the name with the
 * postcode, and the name alone where a file has nothing else. */
static void add_customer(SalesForm *form, const int column[FIELDS])
{
    ColumnChain *who = &form->texts[TEXT_CUSTOMER], *name = &form->texts[TEXT_CUSTOMER_NAME];

    chain_add(name, column[FIELD_CUSTOMER_NAME]);
    chain_add_pair(name, column[FIELD_FIRST_NAME], column[FIELD_LAST_NAME]);
    chain_add(who, column[FIELD_CUSTOMER]);
    chain_add(who, column[FIELD_EMAIL]);
    chain_add(who, column[FIELD_PHONE]);
    if (name->count && who->count < CHAIN_MOST) {
        ColumnJoin whole = name->of[0];
        if (column[FIELD_POSTCODE] != NO_COLUMN && whole.count < JOIN_MOST) {
            whole.columns[whole.count++] = column[FIELD_POSTCODE];
            who->of[who->count++] = whole;
        } else if (!who->count) {
            who->of[who->count++] = whole;
        }
    }
}

/* The amount that is nearest to what came in: the net one, else the one that is plainly there. */
static void add_amounts(SalesForm *form, const int column[FIELDS])
{
    figure_add(form, FIGURE_QUANTITY, column[FIELD_QUANTITY]);
    figure_add(form, FIGURE_PRICE, column[FIELD_PRICE]);
    figure_add(form, FIGURE_ROW, column[FIELD_LINE_TOTAL]);
    if (!figure_is_there(form, FIGURE_ROW)) {
        figure_add(form, FIGURE_ROW, column[FIELD_TOTAL]);
    } else if (column[FIELD_TOTAL] != column[FIELD_LINE_TOTAL]) {
        /* Beside the lines' amounts: the values say whether it is the orders'. */
        figure_add(form, FIGURE_ORDER, column[FIELD_TOTAL]);
    }
    int order_total = column[FIELD_ORDER_TOTAL];
    if (!figure_is_there(form, FIGURE_ORDER) && order_total != column[FIELD_TOTAL] &&
        order_total != column[FIELD_LINE_TOTAL])
        figure_add(form, FIGURE_ORDER, order_total);
    figure_add(form, FIGURE_DISCOUNT, column[FIELD_DISCOUNT]);
    figure_add(form, FIGURE_TAX, column[FIELD_TAX]);
    figure_add(form, FIGURE_SHIPPING, column[FIELD_SHIPPING]);
    figure_add(form, FIGURE_REFUND, column[FIELD_REFUND]);
    int row = figure_is_there(form, FIGURE_ROW) ? form->figures[FIGURE_ROW].columns[0] : NO_COLUMN;
    if (row != NO_COLUMN && column[FIELD_TAX] != NO_COLUMN) {
        bool is_net = row == column[FIELD_NET];
        figure_add(form, FIGURE_BESIDE, column[is_net ? FIELD_GROSS : FIELD_NET]);
        if (form->figures[FIGURE_BESIDE].columns[0] == row) form->figures[FIGURE_BESIDE].count = 0;
    }
    form->discount = column[FIELD_DISCOUNT] == NO_COLUMN ? DISCOUNT_NONE : DISCOUNT_UNKNOWN;
}

void sales_form_of_fields(SalesForm *form, const int column[FIELDS], const char *const *header,
                          size_t columns)
{
    *form = (SalesForm){ .row = ROW_UNKNOWN };
    chain_add(&form->texts[TEXT_ORDER], column[FIELD_ORDER]);
    chain_add(&form->texts[TEXT_LINE], column[FIELD_LINE]);
    chain_add(&form->texts[TEXT_EMAIL], column[FIELD_EMAIL]);
    chain_add(&form->texts[TEXT_COUNTRY], column[FIELD_COUNTRY]);
    chain_add(&form->texts[TEXT_PRODUCT], column[FIELD_PRODUCT]);
    chain_add(&form->texts[TEXT_PRODUCT], column[FIELD_PRODUCT_NAME]);
    chain_add(&form->texts[TEXT_PRODUCT_NAME], column[FIELD_PRODUCT_NAME]);
    chain_add(&form->texts[TEXT_CATEGORY], column[FIELD_CATEGORY]);
    chain_add(&form->texts[TEXT_DATE], column[FIELD_DATE]);
    chain_add(&form->texts[TEXT_CURRENCY], column[FIELD_CURRENCY]);
    chain_add(&form->texts[TEXT_CONSENT], column[FIELD_CONSENT]);
    chain_add(&form->texts[TEXT_OPT_OUT], column[FIELD_OPT_OUT]);
    chain_add(&form->texts[TEXT_CANCELLED], column[FIELD_CANCELLED_AT]);
    add_customer(form, column);
    add_other_customer(form, column, header, columns);
    add_amounts(form, column);
    form_add_states(form, column[FIELD_STATUS], header);
    if (column[FIELD_PAYMENT_STATUS] != column[FIELD_STATUS])
        form_add_states(form, column[FIELD_PAYMENT_STATUS], header);
}

/* --- what it uses ----------------------------------------------------------------------------- */

static bool chain_has(const ColumnChain *chain, int column)
{
    for (int i = 0; i < chain->count; i++)
        for (int j = 0; j < chain->of[i].count; j++)
            if (chain->of[i].columns[j] == column) return true;
    return false;
}

static bool figure_has(const FigureColumns *figure, int column)
{
    for (int i = 0; i < figure->count; i++)
        if (figure->columns[i] == column) return true;
    return false;
}

bool form_uses(const SalesForm *form, int column)
{
    for (int t = 0; t < SALES_TEXTS; t++)
        if (chain_has(&form->texts[t], column)) return true;
    for (int f = 0; f < SALES_FIGURES; f++)
        if (figure_has(&form->figures[f], column)) return true;
    for (size_t r = 0; r < form->rule_count; r++)
        if (chain_has(&form->rules[r].column, column)) return true;
    for (size_t w = 0; w < form->where_count; w++)
        if (form->where[w].column == column) return true;
    return false;
}

/* --- values ----------------------------------------------------------------------------------- */

static bool is_gap(char c)
{
    return c == ' ' || c == '_' || c == '-' || c == '\t';
}

bool value_is(const char *text, size_t size, const char *value)
{
    const char *end = text + size;

    while (text < end && *value) {
        if (is_gap(*text) && is_gap(*value)) {
            while (text < end && is_gap(*text))
                text++;
            while (is_gap(*value))
                value++;
            continue;
        }
        char a = *text, b = *value;
        if (a >= 'A' && a <= 'Z') a = (char)(a + 32);
        if (b >= 'A' && b <= 'Z') b = (char)(b + 32);
        if (a != b) return false;
        text++, value++;
    }
    return text == end && !*value;
}

bool value_is_listed(const char *text, size_t size, const ValueList *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (value_is(text, size, list->items[i])) return true;
    return false;
}
