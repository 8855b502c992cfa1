#include "import/guess.h"

#include <stdio.h>
#include <string.h>

#include "import/catalog.h"
#include "import/job.h"

typedef struct Guessing {
    Catalog catalog;
    Arena *arena;
    Guess guess;
    size_t note_count[TABLES];
} Guessing;

/* Where a field of the sales is: in the lines or in the heads. */
typedef struct Place {
    bool in_heads;
    int column; /* NO_PLACE: nowhere */
} Place;

typedef struct Sales {
    int lines, heads; /* tables; heads NO_PLACE: the lines say it all */
    Link link;        /* of the lines to the heads */
    Place at[FIELDS];
    int score;
} Sales;

/* What one of our tables is made of: columns of one table, or expressions over several. */
typedef struct Query {
    const char *table, *from;
    bool plain; /* all are columns of `table` */
    const char *column[FIELDS], *expression[FIELDS];
} Query;

static void note(Guessing *g, TableId table, const char *text)
{
    if (g->note_count[table] + 1 < GUESS_NOTES) {
        g->guess.notes[table][g->note_count[table]++] = text;
    }
}

static const CatalogTable *table_at(const Guessing *g, int which)
{
    return &g->catalog.tables[which];
}

static int guess_column(const CatalogTable *table, TableId kind, Field field)
{
    return field_guess(kind, field, table->columns, table->count);
}

/* --- queries ---------------------------------------------------------------------------------- */

static const char *column_sql(const char *alias, const CatalogTable *table, int column,
                              Arena *arena)
{
    return arena_format(arena, "%s.%s", alias, sql_quoted(table->columns[column], arena));
}

static void put_column(Query *query, Field field, const char *alias, const CatalogTable *table,
                       int column, Arena *arena)
{
    if (column == NO_PLACE) return;
    query->column[field] = table->columns[column];
    query->expression[field] = column_sql(alias, table, column, arena);
}

static TableMap plain_map(const Query *query, Arena *arena)
{
    const char **columns = ARENA_ARRAY(arena, const char *, FIELDS);
    TableMap map = { .table = query->table, .columns = columns };

    for (int f = 0; f < FIELDS; f++) {
        if (!query->column[f]) continue;
        columns[map.column_count++] =
            arena_format(arena, "%s=%s", field_name((Field)f), query->column[f]);
    }
    return map;
}

static TableMap map_of(const Query *query, Arena *arena)
{
    Buf sql = { 0 };

    if (query->plain) return plain_map(query, arena);
    for (int f = 0; f < FIELDS; f++) {
        if (!query->expression[f]) continue;
        buf_format(&sql, "%s%s AS %s", sql.size ? ",\n  " : "SELECT\n  ", query->expression[f],
                   field_name((Field)f));
    }
    buf_format(&sql, "\nFROM %s\n", query->from);
    const char *text = arena_text(arena, sql.data);
    buf_close(&sql);
    return (TableMap){ .sql = text };
}

/* --- sales ------------------------------------------------------------------------------------ */

static bool name_has(const char *name, const char *words)
{
    char folded[64], word[32];

    field_fold(folded, name, strlen(name));
    while (*words) {
        size_t size = strcspn(words, " ");
        snprintf(word, sizeof word, "%.*s", (int)size, words);
        if (strstr(folded, word)) return true;
        words += size + (words[size] == ' ');
    }
    return false;
}

static const char CUSTOMER_WORDS[] = "customer client user member buyer shopper account person";

static int customer_column(const Guessing *g, const CatalogTable *table)
{
    int column = guess_column(table, TRANSACTIONS, FIELD_CUSTOMER);

    for (size_t i = 0; column == NO_PLACE && i < table->link_count; i++) {
        if (name_has(table_at(g, table->links[i].table)->name, CUSTOMER_WORDS)) {
            column = table->links[i].column;
        }
    }
    return column;
}

static bool looks_like_products(const CatalogTable *table)
{
    return guess_column(table, PRODUCTS, FIELD_PRODUCT_NAME) != NO_PLACE &&
           (guess_column(table, PRODUCTS, FIELD_PRICE) != NO_PLACE ||
            guess_column(table, PRODUCTS, FIELD_CATEGORY) != NO_PLACE ||
            name_has(table->name, "product article item stock sku"));
}

static int product_column(const Guessing *g, const Sales *sales)
{
    const CatalogTable *table = table_at(g, sales->lines);
    int column = guess_column(table, TRANSACTIONS, FIELD_PRODUCT);

    if (column != NO_PLACE && catalog_link(table, column)) return column;
    for (size_t i = 0; i < table->link_count; i++) {
        const Link *link = &table->links[i];
        bool other = link->table != sales->heads && link->table != sales->lines;
        if (other && looks_like_products(table_at(g, link->table))) return link->column;
    }
    return column;
}

static bool has_amount(const Sales *sales)
{
    return sales->at[FIELD_TOTAL].column != NO_PLACE ||
           (sales->at[FIELD_QUANTITY].column != NO_PLACE &&
            sales->at[FIELD_PRICE].column != NO_PLACE);
}

/* Lines with a price and no quantity are of one piece each. */
static void find_amount(const Guessing *g, Sales *sales)
{
    static const Field fields[] = { FIELD_QUANTITY, FIELD_PRICE, FIELD_TOTAL };
    const CatalogTable *lines = table_at(g, sales->lines);

    for (size_t i = 0; i < COUNT_OF(fields); i++)
        sales->at[fields[i]] = (Place){ false, guess_column(lines, TRANSACTIONS, fields[i]) };
    Place *price = &sales->at[FIELD_PRICE], *total = &sales->at[FIELD_TOTAL];
    bool alone = sales->heads != NO_PLACE && sales->at[FIELD_QUANTITY].column == NO_PLACE;
    if (alone && total->column == NO_PLACE && price->column != NO_PLACE) {
        *total = *price;
        price->column = NO_PLACE;
    }
}

static void find_from_heads(const Guessing *g, Sales *sales, Field field)
{
    Place *place = &sales->at[field];
    bool heads = sales->heads != NO_PLACE;

    *place = (Place){ false, NO_PLACE };
    for (int in_heads = heads; in_heads >= 0 && place->column == NO_PLACE; in_heads--) {
        const CatalogTable *table = table_at(g, in_heads ? sales->heads : sales->lines);
        place->in_heads = in_heads;
        place->column = field == FIELD_CUSTOMER ? customer_column(g, table)
                                                : guess_column(table, TRANSACTIONS, field);
    }
}

static void find_ids(const Guessing *g, Sales *sales)
{
    const CatalogTable *lines = table_at(g, sales->lines);
    Place *line = &sales->at[FIELD_LINE];

    sales->at[FIELD_PRODUCT] = (Place){ false, product_column(g, sales) };
    if (sales->heads == NO_PLACE) {
        int order = guess_column(lines, TRANSACTIONS, FIELD_ORDER);
        sales->at[FIELD_ORDER] = (Place){ false, order };
    } else {
        sales->at[FIELD_ORDER] = (Place){ false, sales->link.column };
    }
    *line = (Place){ false, lines->key };
    if (line->column == sales->at[FIELD_ORDER].column) line->column = NO_PLACE;
}

/* Better the more is known; the names decide between likes. */
static int score_of(const Guessing *g, const Sales *sales)
{
    static const char good[] = "order invoice sale transaction purchase receipt line item detail";
    static const char bad[] =
        "cart quote supplier vendor archive backup temp refund draft shipment "
        "stock inventory return";
    int score = 0;

    for (int f = 0; f < FIELDS; f++)
        score += 2 * (sales->at[f].column != NO_PLACE);
    score += 4 * (sales->at[FIELD_PRODUCT].column != NO_PLACE);
    for (int side = 0; side < 2; side++) {
        int table = side ? sales->heads : sales->lines;
        if (table == NO_PLACE) continue;
        score += 3 * name_has(table_at(g, table)->name, good);
        score -= 8 * name_has(table_at(g, table)->name, bad);
    }
    return score;
}

static void try_sales(Sales *best, const Guessing *g, int lines, const Link *link)
{
    Sales sales = { .lines = lines, .heads = link ? link->table : NO_PLACE };

    for (int f = 0; f < FIELDS; f++)
        sales.at[f].column = NO_PLACE;
    if (link) sales.link = *link;
    find_amount(g, &sales);
    find_from_heads(g, &sales, FIELD_CUSTOMER);
    find_from_heads(g, &sales, FIELD_DATE);
    find_ids(g, &sales);
    const Place *customer = &sales.at[FIELD_CUSTOMER], *date = &sales.at[FIELD_DATE];
    if (!has_amount(&sales) || customer->column == NO_PLACE || date->column == NO_PLACE) return;
    if (link && !customer->in_heads && !date->in_heads) return;
    sales.score = score_of(g, &sales);
    if (best->lines == NO_PLACE || sales.score > best->score) *best = sales;
}

static void find_sales(Sales *best, const Guessing *g)
{
    best->lines = NO_PLACE;
    for (size_t t = 0; t < g->catalog.count; t++) {
        const CatalogTable *table = &g->catalog.tables[t];
        try_sales(best, g, (int)t, NULL);
        for (size_t i = 0; i < table->link_count; i++)
            try_sales(best, g, (int)t, &table->links[i]);
    }
}

/* What may make the total wrong, for the reader to decide. */
static void note_columns(Guessing *g, TableId kind, const CatalogTable *table)
{
    static const char *const words[][2] = {
        { "discount rebate coupon",
          "is not used: if it lowers the amount, put it into the SELECT" },
        { "status state cancelled canceled void deleted refunded test",
          "is not looked at: leave out rows that are no sales with a WHERE in a SELECT" },
        { "currency", "is not looked at: amounts are taken to be in one currency" },
    };

    for (size_t c = 0; c < table->count; c++) {
        for (size_t w = 0; w < COUNT_OF(words); w++) {
            if (!name_has(table->columns[c], words[w][0])) continue;
            if (name_has(table->columns[c], "billing shipping address country")) continue;
            note(g, kind,
                 arena_format(g->arena, "%s.%s %s", table->name, table->columns[c], words[w][1]));
            break;
        }
    }
}

static void note_sales(Guessing *g, const Sales *sales)
{
    const CatalogTable *lines = table_at(g, sales->lines);

    if (sales->heads != NO_PLACE) {
        note(g, TRANSACTIONS,
             arena_format(g->arena,
                          "a row of %s is a line, a row of %s an order: frequency counts orders, "
                          "money counts every line",
                          lines->name, table_at(g, sales->heads)->name));
    }
    if (sales->at[FIELD_TOTAL].column == NO_PLACE) {
        note(g, TRANSACTIONS,
             arena_format(g->arena, "the amount is %s × %s",
                          lines->columns[sales->at[FIELD_QUANTITY].column],
                          lines->columns[sales->at[FIELD_PRICE].column]));
    } else {
        note(g, TRANSACTIONS,
             arena_format(g->arena, "the amount is %s.%s", lines->name,
                          lines->columns[sales->at[FIELD_TOTAL].column]));
    }
    note_columns(g, TRANSACTIONS, lines);
    if (sales->heads != NO_PLACE) note_columns(g, TRANSACTIONS, table_at(g, sales->heads));
}

static void write_sales(Guessing *g, const Sales *sales)
{
    const CatalogTable *lines = table_at(g, sales->lines);
    const CatalogTable *heads = sales->heads == NO_PLACE ? NULL : table_at(g, sales->heads);
    Query query = { .table = lines->name, .plain = !heads };

    for (int f = 0; f < FIELDS; f++) {
        const Place *place = &sales->at[f];
        put_column(&query, (Field)f, place->in_heads ? "h" : "l", place->in_heads ? heads : lines,
                   place->column, g->arena);
    }
    if (heads) {
        query.from = arena_format(
            g->arena, "%s AS l\nJOIN %s AS h ON %s = %s", sql_quoted(lines->name, g->arena),
            sql_quoted(heads->name, g->arena), column_sql("h", heads, sales->link.to, g->arena),
            column_sql("l", lines, sales->link.column, g->arena));
    }
    g->guess.map.tables[TRANSACTIONS] = map_of(&query, g->arena);
    note_sales(g, sales);
}

/* --- customers and products ------------------------------------------------------------------- */

/* The table that a column of the sales refers to, and the column there: by a link, else a table of
 * the right look with a column of the same name. */
static bool referred(Link *out, const Guessing *g, const Sales *sales, TableId kind, Field field)
{
    const Place *place = &sales->at[field];
    int from = place->in_heads ? sales->heads : sales->lines;
    char wanted[64], have[64];

    if (place->column == NO_PLACE) return false;
    const Link *link = catalog_link(table_at(g, from), place->column);
    if (link) {
        *out = *link;
        return true;
    }
    const char *name = table_at(g, from)->columns[place->column];
    field_fold(wanted, name, strlen(name));
    for (size_t t = 0; t < g->catalog.count; t++) {
        const CatalogTable *table = &g->catalog.tables[t];
        int column = guess_column(table, kind, field);
        if ((int)t == sales->lines || (int)t == sales->heads || column == NO_PLACE) continue;
        field_fold(have, table->columns[column], strlen(table->columns[column]));
        Field look = kind == CUSTOMERS ? FIELD_EMAIL : FIELD_PRODUCT_NAME;
        bool named = guess_column(table, kind, look) != NO_PLACE ||
                     (kind == CUSTOMERS && name_has(table->name, CUSTOMER_WORDS));
        if (strcmp(wanted, have) != 0 || !named) continue;
        *out = (Link){ NO_PLACE, (int)t, column };
        return true;
    }
    return false;
}

static int column_like(const CatalogTable *table, const char *names)
{
    char folded[64];

    for (size_t c = 0; c < table->count; c++) {
        field_fold(folded, table->columns[c], strlen(table->columns[c]));
        const char *at = *folded ? strstr(names, folded) : NULL;
        size_t size = strlen(folded);
        if (at && (at == names || at[-1] == ' ') && (!at[size] || at[size] == ' ')) return (int)c;
    }
    return NO_PLACE;
}

static void put_person_name(Query *query, const CatalogTable *table, Arena *arena)
{
    int whole = guess_column(table, CUSTOMERS, FIELD_CUSTOMER_NAME);
    int first = column_like(table, "firstname givenname forename fname first");
    int last = column_like(table, "lastname surname familyname lname last");

    if (whole == NO_PLACE && first != NO_PLACE && last != NO_PLACE) {
        query->plain = false;
        query->expression[FIELD_CUSTOMER_NAME] =
            arena_format(arena, "trim(coalesce(%s, '') || ' ' || coalesce(%s, ''))",
                         column_sql("c", table, first, arena), column_sql("c", table, last, arena));
        return;
    }
    if (whole == NO_PLACE) whole = column_like(table, "companyname company contactname username");
    put_column(query, FIELD_CUSTOMER_NAME, "c", table, whole, arena);
}

static void guess_customers(Guessing *g, const Sales *sales)
{
    static const Field facts[] = { FIELD_EMAIL, FIELD_COUNTRY, FIELD_SIGNUP };
    Link to;

    if (!referred(&to, g, sales, CUSTOMERS, FIELD_CUSTOMER)) {
        note(g, CUSTOMERS, "no table of customers was found: they are those who bought");
        return;
    }
    const CatalogTable *table = table_at(g, to.table);
    Query query = { .table = table->name, .plain = true };
    put_column(&query, FIELD_CUSTOMER, "c", table, to.to, g->arena);
    put_person_name(&query, table, g->arena);
    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        put_column(&query, facts[i], "c", table, guess_column(table, CUSTOMERS, facts[i]),
                   g->arena);
        if (!query.column[facts[i]]) {
            note(g, CUSTOMERS,
                 arena_format(g->arena, "%s has no column that is called like %s", table->name,
                              field_name(facts[i])));
        }
    }
    query.from = arena_format(g->arena, "%s AS c", sql_quoted(table->name, g->arena));
    g->guess.map.tables[CUSTOMERS] = map_of(&query, g->arena);
}

/* A category may be a table of its own. */
static void put_category(Query *query, const Guessing *g, const CatalogTable *table)
{
    static const char words[] = "category categories genre department producttype productgroup";

    query->from = arena_format(g->arena, "%s AS p", sql_quoted(table->name, g->arena));
    int own = guess_column(table, PRODUCTS, FIELD_CATEGORY);
    if (own != NO_PLACE && !catalog_link(table, own)) {
        put_column(query, FIELD_CATEGORY, "p", table, own, g->arena);
        return;
    }
    for (size_t i = 0; i < table->link_count; i++) {
        const Link *link = &table->links[i];
        const CatalogTable *other = table_at(g, link->table);
        int name = guess_column(other, PRODUCTS, FIELD_CATEGORY);
        if (name == NO_PLACE) name = guess_column(other, PRODUCTS, FIELD_PRODUCT_NAME);
        if (name == NO_PLACE || !name_has(other->name, words)) continue;
        query->plain = false;
        query->expression[FIELD_CATEGORY] = column_sql("g", other, name, g->arena);
        query->from = arena_format(g->arena, "%s\nLEFT JOIN %s AS g ON %s = %s", query->from,
                                   sql_quoted(other->name, g->arena),
                                   column_sql("g", other, link->to, g->arena),
                                   column_sql("p", table, link->column, g->arena));
        return;
    }
}

static void guess_products(Guessing *g, const Sales *sales)
{
    Link to;

    if (!referred(&to, g, sales, PRODUCTS, FIELD_PRODUCT)) {
        note(g, PRODUCTS,
             "no table of products was found: their names are left out, or are those "
             "that the sales have");
        return;
    }
    const CatalogTable *table = table_at(g, to.table);
    Query query = { .table = table->name, .plain = true };
    put_column(&query, FIELD_PRODUCT, "p", table, to.to, g->arena);
    put_column(&query, FIELD_PRODUCT_NAME, "p", table,
               guess_column(table, PRODUCTS, FIELD_PRODUCT_NAME), g->arena);
    put_column(&query, FIELD_PRICE, "p", table, guess_column(table, PRODUCTS, FIELD_PRICE),
               g->arena);
    put_category(&query, g, table);
    if (!query.expression[FIELD_CATEGORY]) {
        note(g, PRODUCTS, arena_format(g->arena, "%s has no category", table->name));
    }
    g->guess.map.tables[PRODUCTS] = map_of(&query, g->arena);
}

/* --- interactions ----------------------------------------------------------------------------- */

static void guess_interactions(Guessing *g, const Sales *sales)
{
    static const char words[] =
        "interaction event visit activity activities contact session ticket "
        "click email message call touch";
    static const Field fields[] = { FIELD_CUSTOMER, FIELD_CONTACT_TYPE, FIELD_CONTACT_DATE,
                                    FIELD_DURATION };

    for (size_t t = 0; t < g->catalog.count; t++) {
        const CatalogTable *table = &g->catalog.tables[t];
        Query query = { .table = table->name, .plain = true };
        if ((int)t == sales->lines || (int)t == sales->heads) continue;
        if (!name_has(table->name, words)) continue;
        for (size_t i = 0; i < COUNT_OF(fields); i++) {
            put_column(&query, fields[i], "i", table, guess_column(table, INTERACTIONS, fields[i]),
                       g->arena);
        }
        if (!query.column[FIELD_CUSTOMER] || !query.column[FIELD_CONTACT_DATE]) continue;
        g->guess.map.tables[INTERACTIONS] = map_of(&query, g->arena);
        return;
    }
    note(g, INTERACTIONS,
         "no table of interactions (visits, e-mails opened, calls) was found: "
         "what is known of them is left out");
}

/* --- databases and files ---------------------------------------------------------------------- */

static Status refuse(const Guessing *g, const char *path, Err *err)
{
    Buf names = { 0 };

    for (size_t t = 0; t < g->catalog.count && names.size < 300; t++)
        buf_format(&names, "%s%s", t ? ", " : "", g->catalog.tables[t].name);
    Status s = err_set(err, ERR_DATA,
                       "%s: no table looks like sales, with a customer, a date and an amount; the "
                       "tables with rows are: %s: write source: by hand, as the README shows",
                       path, names.size ? names.data : "none");
    buf_close(&names);
    return s;
}

static Status guess_tables(Guessing *g, Db *db, const char *path, Err *err)
{
    Schema schema;
    Sales sales;
    Err other;
    Status s;

    if (!schema_find(&schema, db, g->arena, &other)) {
        g->guess.ours = true;
        return OK;
    }
    if ((s = catalog_read(&g->catalog, db, g->arena, err))) return s;
    find_sales(&sales, g);
    if (sales.lines == NO_PLACE) return refuse(g, path, err);
    write_sales(g, &sales);
    guess_customers(g, &sales);
    guess_products(g, &sales);
    guess_interactions(g, &sales);
    return OK;
}

Status guess_database(Guess *out, const char *path, Arena *arena, Err *err)
{
    Guessing g = { .arena = arena };
    Db db;
    Status s = db_open(&db, path, err);

    if (s) return s;
    s = guess_tables(&g, &db, path, err);
    if (!s) *out = g.guess;
    db_close(&db);
    return s;
}

Status guess_files(Guess *out, const ImportPlan *plan, Arena *arena, Err *err)
{
    const char *const paths[] = { plan->customers, plan->products, plan->transactions,
                                  plan->interactions };
    Guess guess = { 0 };
    Status s;

    for (int t = 0; t < TABLES; t++) {
        InputFile file = { .table = (TableId)t, .path = paths[t], .place = paths[t] };
        Query query = { .plain = true };
        if (!paths[t]) continue;
        if ((s = input_recognise(&file, plan, arena, err))) return s;
        for (int f = 0; f < FIELDS; f++) {
            if (file.column[f] != NO_COLUMN) query.column[f] = file.header[file.column[f]];
        }
        guess.map.tables[t] = map_of(&query, arena);
    }
    *out = guess;
    return OK;
}
