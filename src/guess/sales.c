#include "guess/sales.h"

#include <string.h>

/* --- customers -------------------------------------------------------------------------------- */

/* Does something on the way, between the lines and the node, say that it is about other things? */
static bool is_aside(const Reach *reach, int node)
{
    for (int n = reach->nodes[node].parent; n > 0; n = reach->nodes[n].parent) {
        const CatalogTable *table = reach_table(reach, n);
        if (people_rank(table) || is_staff(&table->words)) return true;
        if (words_end(&table->words, WORDS_PRODUCT) && !words_have(&table->words, WORDS_SALE))
            return true;
    }
    return false;
}

static int person_score(const Reach *reach, int node)
{
    const CatalogTable *table = reach_table(reach, node);
    const Words *link = &reach_column(reach, reach_link_place(reach, node))->words;
    int rank = people_rank(table);

    if (!rank || is_staff(link) || is_aside(reach, node)) return 0;
    if (words_have(link, "by created updated approved assigned referred")) return 0;
    return 20 + rank + 6 * words_have(link, WORDS_PEOPLE) +
           4 * words_have(link, "customer client buyer shopper kunde cliente klant acheteur") -
           3 * reach->nodes[node].steps;
}

static int find_person(const Reach *reach)
{
    int best = NO_PLACE, most = 0;

    for (int n = 1; n < (int)reach->count; n++) {
        int score = person_score(reach, n);
        if (score <= most) continue;
        most = score;
        best = n;
    }
    return best;
}

/* A column that tells customers apart where there is no table of them: an id before an e-mail
 * address before a name. */
static int customer_rank(const CatalogColumn *column)
{
    int rank = 0;

    if (column->values.fractions || values_are_dates(column)) return 0;
    if (is_field(column, TRANSACTIONS, FIELD_CUSTOMER)) rank = 50;
    if (words_have(&column->words, WORDS_PEOPLE) && words_end(&column->words, "id no number key"))
        rank = 90;
    if (values_are_emails(&column->values)) rank = 70;
    if (is_staff(&column->words)) rank = 0;
    return (int)(rank * values_known(&column->values));
}

/* In the lines, or in what they are part of. */
static Place find_customer_column(const Reach *reach)
{
    Place best = NOWHERE;
    int most = 0;

    for (int n = 0; n < (int)reach->count; n++) {
        const CatalogTable *table = reach_table(reach, n);
        bool sale = n == 0 || words_have(&table->words, WORDS_SALE);
        if (!sale || people_rank(table) || reach->nodes[n].steps > 2) continue;
        for (size_t c = 0; c < table->count; c++) {
            int rank = customer_rank(&table->columns[c]);
            if ((int)c == table->key || rank <= most) continue;
            most = rank;
            best = (Place){ n, (int)c };
        }
    }
    return best;
}

/* --- orders ----------------------------------------------------------------------------------- */

static double repeats_of(const CatalogColumn *column)
{
    int64_t filled = column->values.rows - column->values.blanks;

    return filled ? 1 - (double)column->values.distinct / (double)filled : 0;
}

/* Is the node something that these lines are part of? Its name says so, and either the lines'
 * does, or several of them share one. */
static bool is_head(const Reach *reach, int node)
{
    const CatalogTable *table = reach_table(reach, node), *lines = reach_table(reach, 0);
    const CatalogColumn *link = reach_column(reach, reach_link_place(reach, node));

    if (reach->nodes[node].parent != 0 || people_rank(table)) return false;
    if (!words_have(&table->words, WORDS_SALE) || is_no_sale(table)) return false;
    Words stem = link_stem(&link->words);
    bool named = stem.count && words_have(&lines->words, stem.word[stem.count - 1]);
    return named || repeats_of(link) > 0.05;
}

static int find_head(const Sales *sales)
{
    const Reach *reach = &sales->reach;

    if (sales->person != NO_PLACE && reach->nodes[sales->person].parent > 0)
        return reach->nodes[sales->person].parent;
    if (sales->person == NO_PLACE && sales->customer.node > 0) return sales->customer.node;
    for (int n = 1; n < (int)reach->count; n++) {
        if (is_head(reach, n)) return n;
    }
    return NO_PLACE;
}

static bool is_order_number(const CatalogColumn *column)
{
    Words stem = link_stem(&column->words);

    if (values_are_dates(column) || column->values.fractions) return false;
    if (stem.count < column->words.count && words_end(&stem, WORDS_SALE)) return true;
    return is_field(column, TRANSACTIONS, FIELD_ORDER) &&
           !words_are(&column->words, "name number order");
}

/* A column that lines of one order have in common; else the row is an order. */
static Place find_order(const Sales *sales)
{
    const CatalogTable *lines = reach_table(&sales->reach, 0);
    Place key = { 0, lines->key };

    if (sales->head != NO_PLACE) return reach_link_place(&sales->reach, sales->head);
    for (size_t c = 0; c < lines->count; c++) {
        const CatalogColumn *column = &lines->columns[c];
        if ((int)c == lines->key || !is_order_number(column)) continue;
        if (lines->key == NO_PLACE || repeats_of(column) > 0.05) return (Place){ 0, (int)c };
    }
    return lines->key == NO_PLACE ? NOWHERE : key;
}

/* What tells lines of one order apart: the key, else their number in the order. */
static Place find_line(const Sales *sales)
{
    const CatalogTable *lines = reach_table(&sales->reach, 0);

    if (lines->key != NO_PLACE) {
        bool is_order = sales->order.node == 0 && sales->order.column == lines->key;
        return is_order ? NOWHERE : (Place){ 0, lines->key };
    }
    for (size_t c = 0; c < lines->count; c++) {
        const Words *words = &lines->columns[c].words;
        bool is_order = sales->order.node == 0 && sales->order.column == (int)c;
        if (is_order || lines->columns[c].values.fractions) continue;
        if (words_have(words, "line item position pos sequence sequential seq") &&
            words_have(words, "id no number line position pos sequence sequential seq") &&
            !words_have(words, "product sku variant")) {
            return (Place){ 0, (int)c };
        }
    }
    return NOWHERE;
}

/* --- dates ------------------------------------------------------------------------------------ */

/* The lines, what they are part of, and what lies between. */
static bool is_of_sale(const Sales *sales, int node)
{
    int to = sales->head != NO_PLACE ? sales->head : sales->customer.node;

    return node == 0 || reach_is_on_way(&sales->reach, node, to);
}

static Place find_date(const Sales *sales)
{
    const Reach *reach = &sales->reach;
    Place best = NOWHERE;
    int most = 0;

    for (int n = 0; n < (int)reach->count; n++) {
        const CatalogTable *table = reach_table(reach, n);
        if (!is_of_sale(sales, n) || n == sales->person) continue;
        for (size_t c = 0; c < table->count; c++) {
            int rank = date_rank(&table->columns[c], table);
            if (rank && n == sales->head) rank += 4;
            if (rank <= most) continue;
            most = rank;
            best = (Place){ n, (int)c };
        }
    }
    return best;
}

/* --- products --------------------------------------------------------------------------------- */

static int product_score(const Sales *sales, int node)
{
    const Reach *reach = &sales->reach;
    const CatalogTable *table = reach_table(reach, node);
    const Words *link = &reach_column(reach, reach_link_place(reach, node))->words;
    int rank = product_rank(table);

    if (!rank || node == sales->person || is_of_sale(sales, node)) return 0;
    if (sales->head != NO_PLACE && reach_is_on_way(reach, sales->head, node)) return 0;
    if (sales->person != NO_PLACE && reach_is_on_way(reach, sales->person, node)) return 0;
    return rank + 4 * words_have(link, WORDS_PRODUCT) - 2 * reach->nodes[node].steps + 2;
}

static void find_product(Sales *sales)
{
    const CatalogTable *lines = reach_table(&sales->reach, 0);
    int most = 1;

    sales->product = NO_PLACE;
    for (int n = 1; n < (int)sales->reach.count; n++) {
        int score = product_score(sales, n);
        if (score <= most) continue;
        most = score;
        sales->product = n;
    }
    sales->product_id = sales->product_name = sales->category = NOWHERE;
    if (sales->product != NO_PLACE)
        sales->product_id = reach_link_place(&sales->reach, sales->product);
    for (size_t c = 0; c < lines->count; c++) {
        const CatalogColumn *column = &lines->columns[c];
        Place here = { 0, (int)c };
        bool texts = column->values.other_texts > 0;
        if ((int)c == lines->key || values_are_dates(column)) continue;
        if (sales->product == NO_PLACE && sales->product_id.node == NO_PLACE && !texts &&
            !column->values.fractions && words_have(&column->words, WORDS_PRODUCT) &&
            !is_field(column, TRANSACTIONS, FIELD_LINE) &&
            words_end(&column->words, "id no number code sku")) {
            sales->product_id = here;
        }
        if (texts && sales->product_name.node == NO_PLACE &&
            words_end(&column->words, "name title") &&
            (words_have(&column->words, WORDS_PRODUCT) || column->words.count == 1)) {
            sales->product_name = here;
        }
    }
}

/* The lines' own columns, by the names that are usual in exports. */
static void find_product_columns(Sales *sales)
{
    const CatalogTable *lines = reach_table(&sales->reach, 0);

    for (size_t c = 0; c < lines->count; c++) {
        const CatalogColumn *column = &lines->columns[c];
        Place here = { 0, (int)c };
        if ((int)c == lines->key || column->values.fractions || values_are_dates(column)) continue;
        if (sales->product_id.node == NO_PLACE && is_field(column, TRANSACTIONS, FIELD_PRODUCT) &&
            (lines->key == NO_PLACE || !words_phrase(&column->words, "item id"))) {
            sales->product_id = here;
        }
        if (!column->values.other_texts) continue;
        if (sales->product_name.node == NO_PLACE &&
            is_field(column, TRANSACTIONS, FIELD_PRODUCT_NAME)) {
            sales->product_name = here;
        }
        if (sales->product == NO_PLACE && sales->category.node == NO_PLACE &&
            is_field(column, TRANSACTIONS, FIELD_CATEGORY)) {
            sales->category = here;
        }
    }
}

/* --- amounts ---------------------------------------------------------------------------------- */

static Place measured(const CatalogTable *table, int node, Measure measure)
{
    int column = measure_column(table, measure);

    return column == NO_PLACE ? NOWHERE : (Place){ node, column };
}

/* The columns only; guess/amount.h judges them by their values. */
static bool find_amount(Sales *sales)
{
    const CatalogTable *lines = reach_table(&sales->reach, 0);
    Amount *amount = &sales->amount;

    *amount = (Amount){ .total = measured(lines, 0, MEASURE_TOTAL),
                        .quantity = measured(lines, 0, MEASURE_QUANTITY),
                        .price = measured(lines, 0, MEASURE_PRICE),
                        .discount = NOWHERE };
    if (amount->total.node != NO_PLACE || amount->price.node != NO_PLACE) return true;
    if (sales->product == NO_PLACE || amount->quantity.node == NO_PLACE) return false;
    amount->price =
        measured(reach_table(&sales->reach, sales->product), sales->product, MEASURE_PRICE);
    return amount->price.node != NO_PLACE;
}

/* --- the choice ------------------------------------------------------------------------------- */

static int amount_score(const Sales *sales)
{
    const Amount *amount = &sales->amount;

    if (amount->price.node > 0) return 2;
    if (amount->quantity.node != NO_PLACE && amount->price.node != NO_PLACE) return 5;
    return amount->total.node != NO_PLACE ? 4 : 2;
}

static int score_of(const Sales *sales)
{
    const CatalogTable *lines = reach_table(&sales->reach, 0);
    const CatalogTable *head =
        sales->head == NO_PLACE ? lines : reach_table(&sales->reach, sales->head);
    const CatalogColumn *date = reach_column(&sales->reach, sales->date);
    int score = amount_score(sales);

    score += date_rank(date, reach_table(&sales->reach, sales->date.node)) / 20;
    score += sales->person != NO_PLACE ? 4 : 2;
    score += 3 * (sales->product != NO_PLACE);
    score += 3 * (sales->product_id.node != NO_PLACE || sales->product_name.node != NO_PLACE);
    score += 4 * words_have(&head->words, WORDS_SALE);
    score += 2 * (head != lines && words_have(&lines->words, WORDS_LINE));
    score -= 10 * is_no_sale(lines);
    score -= 10 * (head != lines && is_no_sale(head));
    return score - 6 * lines->is_view;
}

/* A row a customer (loyalty cards, totals by customer) is not a sale. */
static bool is_of_customers(const Sales *sales)
{
    const CatalogTable *lines = reach_table(&sales->reach, 0);
    const CatalogColumn *customer = reach_column(&sales->reach, sales->customer);

    if (words_have(&lines->words, WORDS_SALE) || sales->customer.node != 0) return false;
    return customer->values.rows > 10 && repeats_of(customer) <= 0;
}

bool sales_try(Sales *out, const Catalog *catalog, int table)
{
    Sales *sales = out;

    *sales = (Sales){ .reach = reach_of(catalog, table), .product = NO_PLACE };
    if (people_rank(reach_table(&sales->reach, 0))) return false;
    sales->person = find_person(&sales->reach);
    sales->customer = sales->person == NO_PLACE ? find_customer_column(&sales->reach)
                                                : reach_link_place(&sales->reach, sales->person);
    if (sales->customer.node == NO_PLACE || is_of_customers(sales)) return false;
    sales->head = find_head(sales);
    sales->date = find_date(sales);
    if (sales->date.node == NO_PLACE) return false;
    find_product(sales);
    if (!find_amount(sales)) return false;
    sales->order = find_order(sales);
    sales->line = find_line(sales);
    find_product_columns(sales);
    sales->score = score_of(sales);
    return true;
}

/* A table that the best one already tells of is no other sale: its orders, its products. */
static bool is_part_of(const Sales *sales, int table)
{
    for (size_t n = 0; n < sales->reach.count; n++) {
        if (sales->reach.nodes[n].table == table) return true;
    }
    return false;
}

static void add_other(SalesFound *found, const int *scores, int table)
{
    size_t at = found->other_count;

    if (at == MOST_OTHERS && scores[found->others[at - 1]] >= scores[table]) return;
    if (at < MOST_OTHERS) found->other_count++;
    for (at = found->other_count - 1; at && scores[found->others[at - 1]] < scores[table]; at--)
        found->others[at] = found->others[at - 1];
    found->others[at] = table;
}

void sales_find(SalesFound *out, const Catalog *catalog)
{
    Arena scratch = arena_open();
    int *scores = ARENA_ARRAY(&scratch, int, catalog->count);
    bool *possible = ARENA_ARRAY(&scratch, bool, catalog->count);
    Sales *sales = ARENA_NEW(&scratch, Sales);

    out->any = false;
    out->other_count = 0;
    for (size_t t = 0; t < catalog->count; t++) {
        if (!(possible[t] = sales_try(sales, catalog, (int)t))) continue;
        scores[t] = sales->score;
        if (out->any && sales->score <= out->best.score) continue;
        out->best = *sales;
        out->any = true;
    }
    for (size_t t = 0; out->any && t < catalog->count; t++) {
        if (possible[t] && !is_part_of(&out->best, (int)t)) add_other(out, scores, (int)t);
    }
    arena_close(&scratch);
}
