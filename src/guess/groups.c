/* The products' categories: a column of their own, a table that they lead to, or one between. */
#include "guess/goods.h"
#include "store/schema.h"

static bool is_products(const Goods *goods, int table)
{
    return &goods->g->catalog.tables[table] == reach_table(&goods->reach, 0);
}

/* --- tables of categories --------------------------------------------------------------------- */

static bool is_group(const CatalogTable *table, const Words *link)
{
    if (words_have(&table->words, "customer user media")) return false;
    return words_have(&table->words, WORDS_GROUP " type") || words_have(link, WORDS_GROUP);
}

static int group_name(const CatalogTable *table)
{
    int name = name_column(table, PRODUCTS);

    return name == NO_PLACE ? category_column(table) : name;
}

/* The nearest, but of subcategories and what they lead to rather the latter. */
static Place find_group(const Reach *reach)
{
    Place sub = NOWHERE;

    for (int n = 1; n < (int)reach->count; n++) {
        const CatalogTable *table = reach_table(reach, n);
        Place group = { n, group_name(table) };
        if (!is_group(table, &reach_column(reach, reach_link_place(reach, n))->words)) continue;
        if (group.column == NO_PLACE) continue;
        if (!words_have(&table->words, "sub subcategory")) return group;
        if (sub.node == NO_PLACE) sub = group;
    }
    return sub;
}

/* Names of categories in several languages: the table's link to the categories, or NULL. */
static const Link *find_names(const CatalogTable **names, const Catalog *catalog, int groups)
{
    for (size_t t = 0; t < catalog->count; t++) {
        const CatalogTable *table = &catalog->tables[t];
        if (name_column(table, PRODUCTS) == NO_PLACE) continue;
        if (!words_have(&table->words, WORDS_GROUP)) continue;
        if (!words_have(&table->words, WORDS_LANGUAGE)) continue;
        for (size_t i = 0; i < table->links.count; i++) {
            if (table->links.items[i].table != groups) continue;
            *names = table;
            return &table->links.items[i];
        }
    }
    return NULL;
}

/* --- a column of the products refers to a category whose names are elsewhere -------------------
 */

static bool put_names_of_group(Goods *goods)
{
    const Catalog *catalog = &goods->g->catalog;
    const CatalogTable *products = reach_table(&goods->reach, 0), *names;
    Arena *arena = goods->g->arena;

    for (size_t i = 0; i < products->links.count; i++) {
        const Link *link = &products->links.items[i];
        if (!is_group(&catalog->tables[link->table], &products->columns[link->column].words))
            continue;
        const Link *to = find_names(&names, catalog, link->table);
        if (!to) continue;
        Reach reach = reach_of(catalog, (int)(names - catalog->tables));
        Select inner = select_open(&reach, "n", arena);
        const Several several = {
            .inner = &inner,
            .key = select_place(&inner, (Place){ 0, to->column }),
            .text = select_place(&inner, (Place){ 0, name_column(names, PRODUCTS) }),
            .language = goods_one_language(names, "n", arena),
            .alias = "grouped",
            .to = products->columns[link->column].name,
        };
        goods_join_several(goods, &several, FIELD_CATEGORY);
        return true;
    }
    return false;
}

/* --- a table between: film_category, product_to_category ---------------------------------------
 */

static bool is_of_sales(const Goods *goods, int table)
{
    const Reach *reach = &goods->g->sales->reach;

    for (size_t n = 0; n < reach->count; n++) {
        if (reach->nodes[n].table == table) return true;
    }
    return false;
}

/* The category itself, with its name. */
static bool describe_group(Several *out, Select *inner, const Link *link)
{
    const Reach *reach = inner->reach;
    Place group = find_group(reach);

    if (group.node == NO_PLACE) return false;
    if (reach_link_place(reach, group.node).node == 0 &&
        reach_link_place(reach, group.node).column == link->column) {
        return false;
    }
    out->text = select_place(inner, group);
    out->language = "";
    return true;
}

/* A category whose names are in a table of languages. */
static bool describe_names(Several *out, Select *inner, const Catalog *catalog)
{
    const CatalogTable *between = reach_table(inner->reach, 0), *names;
    Arena *arena = inner->arena;

    for (size_t i = 0; i < between->links.count; i++) {
        const Link *link = &between->links.items[i];
        if (!is_group(&catalog->tables[link->table], &between->columns[link->column].words))
            continue;
        const Link *to = find_names(&names, catalog, link->table);
        if (!to) continue;
        inner->extras.items[inner->extras.count++] =
            arena_format(arena, "JOIN %s AS n ON n.%s = b.%s", sql_quoted(names->name, arena),
                         sql_quoted(names->columns[to->column].name, arena),
                         sql_quoted(between->columns[link->column].name, arena));
        out->text = arena_format(
            arena, "n.%s", sql_quoted(names->columns[name_column(names, PRODUCTS)].name, arena));
        out->language = goods_one_language(names, "n", arena);
        return true;
    }
    return false;
}

static bool put_group_through(Goods *goods, int table, const Link *link)
{
    const Catalog *catalog = &goods->g->catalog;
    Reach reach = reach_of(catalog, table);
    Select inner = select_open(&reach, "b", goods->g->arena);
    Several several = { .inner = &inner,
                        .key = select_place(&inner, (Place){ 0, link->column }),
                        .alias = "grouped",
                        .to = reach_table(&goods->reach, 0)->columns[link->to].name };

    if (!describe_group(&several, &inner, link) && !describe_names(&several, &inner, catalog))
        return false;
    goods_join_several(goods, &several, FIELD_CATEGORY);
    guess_note(goods->g, PRODUCTS, false,
               "categories come through %s; a product in several counts in one of them",
               guess_name(goods->g, &catalog->tables[table], NULL));
    return true;
}

static bool put_group_between(Goods *goods)
{
    const Catalog *catalog = &goods->g->catalog;

    for (size_t t = 0; t < catalog->count; t++) {
        const CatalogTable *table = &catalog->tables[t];
        if (is_of_sales(goods, (int)t) || is_products(goods, (int)t)) continue;
        for (size_t i = 0; i < table->links.count; i++) {
            const Link *link = &table->links.items[i];
            if (is_products(goods, link->table) && put_group_through(goods, (int)t, link))
                return true;
        }
    }
    return false;
}

/* --- all of them ------------------------------------------------------------------------------ */

void goods_put_category(Goods *goods)
{
    const CatalogTable *table = reach_table(&goods->reach, 0);
    int own = category_column(table);

    if (own != NO_PLACE) {
        select_put(&goods->select, FIELD_CATEGORY, (Place){ 0, own });
        return;
    }
    Place group = find_group(&goods->reach);
    if (group.node != NO_PLACE) {
        select_put(&goods->select, FIELD_CATEGORY, group);
        return;
    }
    if (put_group_between(goods) || put_names_of_group(goods)) return;
    guess_note(goods->g, PRODUCTS, false, "%s leads to no category",
               guess_name(goods->g, table, NULL));
}
