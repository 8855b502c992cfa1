#include "privacy/goods.h"

/* -1: none. */
static int32_t category_of(const Goods *g, uint32_t product)
{
    return product == UINT32_MAX ? -1 : g->categories.of_row[product];
}

/* The end of one customer's baskets. */
static size_t run_end(const Shop *shop, size_t from)
{
    size_t end = from;

    while (end < shop->baskets.count &&
           shop->baskets.items[end].customer == shop->baskets.items[from].customer)
        end++;
    return end;
}

static uint32_t row_of(const Goods *g, const Basket *basket)
{
    return g->row_of[g->whole->segments->of_customer[basket->customer]];
}

/* --- all names -------------------------------------------------------------------------------- */

static void cross_run(Goods *g, const Basket *baskets, size_t count, double *spent)
{
    uint32_t row = row_of(g, baskets);

    for (size_t i = 0; i < count; i++) {
        int32_t category = category_of(g, baskets[i].product);
        if (baskets[i].product != UINT32_MAX)
            cross_add(&g->products.cross, row, baskets[i].product, baskets[i].revenue);
        if (category >= 0) spent[category] += baskets[i].revenue;
    }
    for (size_t i = 0; i < count; i++) {
        int32_t category = category_of(g, baskets[i].product);
        if (category < 0) continue;
        cross_add(&g->category.cross, row, (size_t)category, spent[category]);
        spent[category] = 0; /* a customer counts once */
    }
}

void goods_cross(Goods *g)
{
    const Shop *shop = g->whole->shop;
    Arena *arena = g->whole->arena;
    double *spent = ARENA_ARRAY(arena, double, g->categories.count);

    g->products.cross = cross_open(g->rows, shop->products.count, arena);
    g->category.cross = cross_open(g->rows, g->categories.count, arena);
    for (size_t at = 0, end; at < shop->baskets.count; at = end) {
        end = run_end(shop, at);
        if (row_of(g, &shop->baskets.items[at]) == NO_NAME) continue;
        cross_run(g, &shop->baskets.items[at], end - at, spent);
    }
}

/* --- the parts -------------------------------------------------------------------------------- */

Tops *goods_tops(const Goods *g, size_t count)
{
    Tops *tops = ARENA_ARRAY(g->whole->arena, Tops, count);

    for (size_t i = 0; i < count; i++)
        tops[i] = tops_open(g->whole->group, g->whole->arena);
    return tops;
}

/* The column of a category; behind them, that of everything else. */
size_t goods_rest_of(const Goods *g, uint32_t product)
{
    int32_t category = category_of(g, product);
    uint32_t col = category < 0 ? NO_NAME : g->category.columns.of_name[category];

    return col == NO_NAME ? g->category.columns.count : col;
}

static uint32_t product_column(const Goods *g, uint32_t product)
{
    return product == UINT32_MAX ? NO_NAME : g->products.columns.of_name[product];
}

/* What a customer has spent, by column. */
typedef struct Spent {
    double *category, *rest;
} Spent;

static void add_to(Tops *cells, Tops *all, size_t cols, size_t row, size_t col, double amount)
{
    tops_add(&cells[row * cols + col], amount);
    tops_add(&all[col], amount);
}

static void tally_run(Goods *g, const Basket *baskets, size_t count, Spent *spent)
{
    size_t cols = g->category.columns.count, row = row_of(g, baskets);

    for (size_t i = 0; i < count; i++) {
        uint32_t product = product_column(g, baskets[i].product);
        size_t rest = goods_rest_of(g, baskets[i].product);
        if (rest < cols) spent->category[rest] += baskets[i].revenue;
        if (product == NO_NAME) {
            spent->rest[rest] += baskets[i].revenue;
        } else {
            add_to(g->products.cells, g->products.all, g->products.columns.count, row, product,
                   baskets[i].revenue);
        }
    }
    for (size_t i = 0; i < count; i++) {
        size_t rest = goods_rest_of(g, baskets[i].product);
        if (rest < cols)
            add_to(g->category.cells, g->category.all, cols, row, rest, spent->category[rest]);
        add_to(g->rest, g->rest_of_all, cols + 1, row, rest, spent->rest[rest]);
        if (rest < cols) spent->category[rest] = 0; /* a customer counts once */
        spent->rest[rest] = 0;
    }
}

void goods_tally(Goods *g)
{
    const Shop *shop = g->whole->shop;
    size_t cols = g->category.columns.count;
    Spent spent = { ARENA_ARRAY(g->whole->arena, double, cols),
                    ARENA_ARRAY(g->whole->arena, double, cols + 1) };

    g->rest = goods_tops(g, g->rows * (cols + 1));
    g->rest_of_all = goods_tops(g, cols + 1);
    for (size_t at = 0, end; at < shop->baskets.count; at = end) {
        end = run_end(shop, at);
        if (row_of(g, &shop->baskets.items[at]) == NO_NAME) continue;
        tally_run(g, &shop->baskets.items[at], end - at, &spent);
    }
}

/* A customer's baskets as cells. */
void goods_each(const void *context, GridTake *take, void *to)
{
    const Goods *g = context;
    const Shop *shop = g->whole->shop;
    Buf cells = { 0 }, amounts = { 0 };

    for (size_t at = 0, end; at < shop->baskets.count; at = end) {
        uint32_t row = row_of(g, &shop->baskets.items[at]);
        end = run_end(shop, at);
        buf_clear(&cells);
        buf_clear(&amounts);
        for (size_t i = at; i < end && row != NO_NAME; i++) {
            const Basket *basket = &shop->baskets.items[i];
            uint32_t product = product_column(g, basket->product);
            size_t part = product == NO_NAME
                              ? g->products.columns.count + goods_rest_of(g, basket->product)
                              : product;
            uint32_t cell = (uint32_t)(row * g->parts + part);
            buf_put(&cells, &cell, sizeof cell);
            buf_put(&amounts, &basket->revenue, sizeof basket->revenue);
        }
        take(to, (const uint32_t *)(const void *)cells.data,
             (const double *)(const void *)amounts.data, cells.size / sizeof(uint32_t));
    }
    buf_close(&cells);
    buf_close(&amounts);
}
