/* The products: what the lines' product leads to, with names and categories. */
#include "guess/goods.h"

#include <string.h>

#include "store/schema.h"

/* Of the revenue. Below the first a category is not written, below the second it is told. */
#define CATEGORY_WORTH 0.5
#define CATEGORY_GOOD 0.95

/* --- tables that refer to the products -------------------------------------------------------- */

const char *goods_one_language(const CatalogTable *table, const char *alias, Arena *arena)
{
    for (size_t c = 0; c < table->count; c++) {
        const CatalogColumn *column = &table->columns[c];
        const Kept *most = NULL;
        if (!words_have(&column->words, "lang language locale culture")) continue;
        for (size_t k = 0; k < column->values.kept_count; k++) {
            const Kept *kept = &column->values.kept[k];
            if (kept->size > 20 || strspn(kept->text, "abcdefghijklmnopqrstuvwxyz_-"
                                                      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                      "0123456789") != kept->size) {
                continue;
            }
            if (!most || kept->uses > most->uses) most = kept;
        }
        if (!most) continue;
        const char *mark = most->is_integer ? "" : "'";
        return arena_format(arena, " WHERE %s.%s = %s%s%s", alias, sql_quoted(column->name, arena),
                            mark, most->text, mark);
    }
    return "";
}

void goods_join_several(Goods *goods, const Several *several, Field field)
{
    Arena *arena = goods->g->arena;

    if (goods->select.extras.count == MOST_EXTRAS) return;
    goods->select.extras.items[goods->select.extras.count++] = arena_format(
        arena,
        "LEFT JOIN (\n  SELECT %s AS id, min(%s) AS text\n  %s%s\n  GROUP BY 1\n) AS %s ON %s.id = "
        "p.%s",
        several->key, several->text, select_indented(select_from(several->inner), arena),
        several->language, several->alias, several->alias, sql_quoted(several->to, arena));
    select_put_text(&goods->select, field, arena_format(arena, "%s.text", several->alias));
}

/* --- names ------------------------------------------------------------------------------------ */

/* Names in a table of their own: product_lang, product_translations. Its link to the products. */
static const Link *find_names(const CatalogTable **names, const Catalog *catalog, int products)
{
    for (size_t t = 0; t < catalog->count; t++) {
        const CatalogTable *table = &catalog->tables[t];
        if (name_column(table, PRODUCTS) == NO_PLACE) continue;
        if (words_have(&table->words, WORDS_SALE)) continue;
        if (!words_have(&table->words, WORDS_LANGUAGE)) continue;
        for (size_t i = 0; i < table->links.count; i++) {
            if (table->links.items[i].table != products) continue;
            *names = table;
            return &table->links.items[i];
        }
    }
    return NULL;
}

bool goods_have_names(const Catalog *catalog, int table)
{
    const CatalogTable *names;

    return name_column(&catalog->tables[table], PRODUCTS) != NO_PLACE ||
           find_names(&names, catalog, table);
}

static void put_name_of_others(Goods *goods)
{
    const Catalog *catalog = &goods->g->catalog;
    const CatalogTable *names;
    const Link *link = find_names(&names, catalog, goods->reach.nodes[0].table);
    Arena *arena = goods->g->arena;

    if (!link) return;
    Reach reach = reach_of(catalog, (int)(names - catalog->tables));
    Select inner = select_open(&reach, "n", arena);
    const Several several = {
        .inner = &inner,
        .key = select_place(&inner, (Place){ 0, link->column }),
        .text = select_place(&inner, (Place){ 0, name_column(names, PRODUCTS) }),
        .language = goods_one_language(names, "n", arena),
        .alias = "called",
        .to = reach_table(&goods->reach, 0)->columns[link->to].name,
    };
    goods_join_several(goods, &several, FIELD_PRODUCT_NAME);
}

static void put_name(Goods *goods)
{
    int name = name_column(reach_table(&goods->reach, 0), PRODUCTS);

    if (name == NO_PLACE) {
        put_name_of_others(goods);
    } else {
        select_put(&goods->select, FIELD_PRODUCT_NAME, (Place){ 0, name });
    }
}

static void put_price(Goods *goods)
{
    int price = measure_column(reach_table(&goods->reach, 0), MEASURE_PRICE);

    if (price == NO_PLACE) return;
    Place place = { 0, price };
    select_put(&goods->select, FIELD_PRICE, place);
    if (is_in_cents(reach_column(&goods->reach, place)))
        select_put_text(&goods->select, FIELD_PRICE, select_money(&goods->select, place));
}

/* --- all of them ------------------------------------------------------------------------------ */

/* The share of the revenue whose product has a category; `without` is the query without it. */
static Status weigh_category(Goods *goods, const Select *without, Err *err)
{
    Guessing *g = goods->g;
    Select sales = select_open(&g->sales->reach, "l", g->arena);
    const char *amount = amount_sql(&sales, &g->sales->amount);
    const char *product = select_place(&sales, g->sales->product_id);
    double sums[2] = { 0 };
    bool known = false;

    if (!goods->select.expression[FIELD_CATEGORY] || reach_table(&g->sales->reach, 0)->more)
        return OK;
    const char *sql = arena_format(
        g->arena,
        "SELECT sum(abs(%s)), sum(CASE WHEN trim(q.category) <> '' THEN abs(%s) END) %s "
        "LEFT JOIN (SELECT %s AS id, %s AS category %s) AS q ON q.id = %s",
        amount, amount, select_from(&sales), goods->select.expression[FIELD_PRODUCT],
        goods->select.expression[FIELD_CATEGORY], select_from(&goods->select), product);
    Status s = probe_numbers(&known, sums, 2, g->prober, sql, PROBE_LARGE, err);
    if (s || !known || sums[0] <= 0) return s;
    double share = sums[1] / sums[0];
    if (share < CATEGORY_WORTH) {
        guess_note(g, PRODUCTS, true,
                   "categories were found for %.1f%% of the revenue only and are left out",
                   100 * share);
        goods->select = *without;
    } else {
        guess_note(g, PRODUCTS, share < CATEGORY_GOOD, "%s of the revenue has a category",
                   share < 1 ? arena_format(g->arena, "%.1f%%", 100 * share) : "all");
    }
    return OK;
}

Status guess_goods(Guessing *g, Err *err)
{
    const Sales *sales = g->sales;
    Goods goods = { .g = g };
    Status s;

    if (sales->product == NO_PLACE) {
        guess_note(g, PRODUCTS, false,
                   "no table of products was found: their names are those that the sales have, or "
                   "are left out");
        return OK;
    }
    const Node *node = &sales->reach.nodes[sales->product];
    goods.reach = reach_of(&g->catalog, node->table);
    goods.select = select_open(&goods.reach, "p", g->arena);
    select_put(&goods.select, FIELD_PRODUCT, (Place){ 0, node->link->to });
    put_name(&goods);
    put_price(&goods);
    Select without = goods.select;
    goods_put_category(&goods);
    if ((s = weigh_category(&goods, &without, err))) return s;
    if ((s = guess_try_joins(g, PRODUCTS, &goods.select, err))) return s;
    g->guess.map.tables[PRODUCTS] = select_map(&goods.select);
    return OK;
}
