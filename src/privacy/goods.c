/* What segments buy: products, and the categories that they lie in. Who knows the assortment can
 * add products up, so both lists are judged as one table. */
#include <math.h>

#include "privacy/grid.h"
#include "segment/profile.h"

/* Against a cell's worth: a share of all is the first to go. */
#define OF_ALL 1e-3

/* One of the two lists. */
typedef struct Listing {
    const char *const *names;
    Cross cross;
    Columns columns;
    size_t *cell;      /* rows × columns: figures */
    size_t *of_all;    /* by column */
    Tops *cells, *all; /* rows × columns; columns */
} Listing;

/* The parts of a row: the products that are listed, what is left of the categories that are listed,
 * and what is left of all. */
typedef struct Goods {
    const Whole *whole;
    const SegmentSums *sums;
    size_t rows, parts;
    uint32_t *row_of;  /* by segment; NO_NAME: not shown */
    size_t *of_row;    /* by row: the figure of all that it has */
    Naming categories; /* of products */
    Listing products, category;
    Tops *rest, *rest_of_all; /* rows × (categories + 1); these are the parts behind the products */
    Grid grid;
} Goods;

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

static void cross_goods(Goods *g)
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

static Tops *open_tops(const Goods *g, size_t count)
{
    Tops *tops = ARENA_ARRAY(g->whole->arena, Tops, count);

    for (size_t i = 0; i < count; i++)
        tops[i] = tops_open(g->whole->group, g->whole->arena);
    return tops;
}

static void open_listing(Listing *l, const Goods *g, const char *const *names)
{
    Arena *arena = g->whole->arena;

    l->names = names;
    l->columns = cross_columns(&l->cross, g->whole->group, arena);
    l->cell = ARENA_ARRAY(arena, size_t, g->rows * l->columns.count);
    l->of_all = ARENA_ARRAY(arena, size_t, l->columns.count);
    l->cells = open_tops(g, g->rows * l->columns.count);
    l->all = open_tops(g, l->columns.count);
}

/* The column of a category; behind them, that of everything else. */
static size_t rest_of(const Goods *g, uint32_t product)
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
        size_t rest = rest_of(g, baskets[i].product);
        if (rest < cols) spent->category[rest] += baskets[i].revenue;
        if (product == NO_NAME) {
            spent->rest[rest] += baskets[i].revenue;
        } else {
            add_to(g->products.cells, g->products.all, g->products.columns.count, row, product,
                   baskets[i].revenue);
        }
    }
    for (size_t i = 0; i < count; i++) {
        size_t rest = rest_of(g, baskets[i].product);
        if (rest < cols)
            add_to(g->category.cells, g->category.all, cols, row, rest, spent->category[rest]);
        add_to(g->rest, g->rest_of_all, cols + 1, row, rest, spent->rest[rest]);
        if (rest < cols) spent->category[rest] = 0; /* a customer counts once */
        spent->rest[rest] = 0;
    }
}

static void tally_goods(Goods *g)
{
    const Shop *shop = g->whole->shop;
    size_t cols = g->category.columns.count;
    Spent spent = { ARENA_ARRAY(g->whole->arena, double, cols),
                    ARENA_ARRAY(g->whole->arena, double, cols + 1) };

    g->rest = open_tops(g, g->rows * (cols + 1));
    g->rest_of_all = open_tops(g, cols + 1);
    for (size_t at = 0, end; at < shop->baskets.count; at = end) {
        end = run_end(shop, at);
        if (row_of(g, &shop->baskets.items[at]) == NO_NAME) continue;
        tally_run(g, &shop->baskets.items[at], end - at, &spent);
    }
}

/* The last part takes what the revenue has beside products, too. */
static void fill_row(Goods *g, size_t row)
{
    size_t products = g->products.columns.count, cols = g->category.columns.count;
    double rest = g->whole->segments->items[g->sums[row].from].revenue;

    for (size_t i = 0; i < g->parts - 1; i++) {
        const Tops *tops = i < products ? &g->products.cells[row * products + i]
                                        : &g->rest[row * (cols + 1) + i - products];
        *grid_cell(&g->grid, row, i) = sum_value(tops->sum);
        rest -= sum_value(tops->sum);
    }
    *grid_cell(&g->grid, row, g->parts - 1) = rest;
}

/* --- what is given out ------------------------------------------------------------------------ */

/* The parts that a category is made of. */
static Parts parts_of(const Goods *g, uint32_t row, size_t category)
{
    size_t products = g->products.columns.count, count = 0;
    uint32_t *parts = ARENA_ARRAY(g->whole->arena, uint32_t, products + 1);

    for (size_t i = 0; i < products; i++) {
        if (rest_of(g, g->products.columns.names[i]) == category) parts[count++] = (uint32_t)i;
    }
    parts[count++] = (uint32_t)(products + category);
    return (Parts){ row, parts, count };
}

static Parts one_part(const Goods *g, uint32_t row, size_t part)
{
    uint32_t *number = ARENA_NEW(g->whole->arena, uint32_t);

    *number = (uint32_t)part;
    return (Parts){ row, number, 1 };
}

static Parts all_parts(const Goods *g, uint32_t row)
{
    uint32_t *parts = ARENA_ARRAY(g->whole->arena, uint32_t, g->parts);

    for (size_t i = 0; i < g->parts; i++)
        parts[i] = (uint32_t)i;
    return (Parts){ row, parts, g->parts };
}

static bool is_listed(const Listing *l, size_t row, size_t col)
{
    for (size_t i = 0; i < LISTED; i++) {
        if (l->columns.listed[row][i] == l->columns.names[col]) return true;
    }
    return false;
}

static void give_cells(Goods *g, Listing *l, uint32_t row)
{
    bool products = l == &g->products;

    for (size_t c = 0; c < l->columns.count; c++) {
        size_t at = row * l->columns.count + c;
        l->cell[at] = grid_sum(&g->grid, products ? one_part(g, row, c) : parts_of(g, row, c),
                               &l->cells[at], is_listed(l, row, c), 1);
    }
}

static void give_row(Goods *g, uint32_t row)
{
    size_t products = g->products.columns.count, cols = g->category.columns.count;
    double revenue = g->sums[row].sum[F_TOTAL_SPEND];
    double half = g->sums[row].step[F_TOTAL_SPEND] / 2;

    g->of_row[row] = grid_figure(&g->grid, all_parts(g, row), revenue - half, revenue + half, 0);
    give_cells(g, &g->products, row);
    give_cells(g, &g->category, row);
    for (size_t c = 0; c <= cols; c++) {
        grid_sum(&g->grid, one_part(g, row, products + c), &g->rest[row * (cols + 1) + c], false,
                 0);
    }
}

static void give_columns(Goods *g)
{
    size_t products = g->products.columns.count, cols = g->category.columns.count;

    for (size_t c = 0; c < products; c++) {
        g->products.of_all[c] =
            grid_sum(&g->grid, one_part(g, ALL_ROWS, c), &g->products.all[c], true, OF_ALL);
    }
    for (size_t c = 0; c < cols; c++) {
        g->category.of_all[c] =
            grid_sum(&g->grid, parts_of(g, ALL_ROWS, c), &g->category.all[c], true, OF_ALL);
    }
    for (size_t c = 0; c <= cols; c++) {
        grid_sum(&g->grid, one_part(g, ALL_ROWS, products + c), &g->rest_of_all[c], false, 0);
    }
}

/* --- what is left ----------------------------------------------------------------------------- */

/* Of every column's sum, beside its cells. */
static void leave_columns(Goods *g, const Listing *l)
{
    for (size_t c = 0; c < l->columns.count; c++) {
        size_t *cells = ARENA_ARRAY(g->whole->arena, size_t, g->rows);
        for (size_t r = 0; r < g->rows; r++)
            cells[r] = l->cell[r * l->columns.count + c];
        grid_remainder(&g->grid, l->of_all[c], cells, g->rows);
    }
}

/* Of a category's figure, beside those of its products. */
static void leave_category(Goods *g, size_t whole, size_t category, const size_t *products)
{
    size_t count = g->products.columns.count, *parts = ARENA_ARRAY(g->whole->arena, size_t, count);

    for (size_t p = 0; p < count; p++) {
        bool in = rest_of(g, g->products.columns.names[p]) == category;
        parts[p] = in ? products[p] : NO_FIGURE;
    }
    grid_remainder(&g->grid, whole, parts, count);
}

static void leave_all(Goods *g)
{
    double low = 0, high = 0;

    for (size_t r = 0; r < g->rows; r++) {
        low += g->grid.figures.items[g->of_row[r]].low;
        high += g->grid.figures.items[g->of_row[r]].high;
    }
    size_t all = grid_figure(&g->grid, all_parts(g, ALL_ROWS), low, high, 0);
    grid_remainder(&g->grid, all, g->products.of_all, g->products.columns.count);
    grid_remainder(&g->grid, all, g->category.of_all, g->category.columns.count);
}

static void give_remainders(Goods *g)
{
    size_t products = g->products.columns.count, cols = g->category.columns.count;

    for (size_t r = 0; r < g->rows; r++) {
        const size_t *of_products = &g->products.cell[r * products];
        grid_remainder(&g->grid, g->of_row[r], of_products, products);
        grid_remainder(&g->grid, g->of_row[r], &g->category.cell[r * cols], cols);
        for (size_t c = 0; c < cols; c++)
            leave_category(g, g->category.cell[r * cols + c], c, of_products);
    }
    for (size_t c = 0; c < cols; c++)
        leave_category(g, g->category.of_all[c], c, g->products.of_all);
    leave_columns(g, &g->products);
    leave_columns(g, &g->category);
    leave_all(g);
}

/* A customer's baskets as cells. */
static void each_customer(const void *context, GridTake *take, void *to)
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
                              ? g->products.columns.count + rest_of(g, basket->product)
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

/* --- all -------------------------------------------------------------------------------------- */

static ShareList list_row(const Goods *g, const Listing *l, size_t row, double revenue)
{
    Share *items = ARENA_ARRAY(g->whole->arena, Share, LISTED);
    size_t count = 0;

    for (size_t i = 0; i < LISTED; i++) {
        uint32_t name = l->columns.listed[row][i];
        uint32_t col = name == NO_NAME ? NO_NAME : l->columns.of_name[name];
        if (col == NO_NAME || !grid_tells(&g->grid, l->cell[row * l->columns.count + col]))
            continue;
        double shown = tops_rounded(&l->cells[row * l->columns.count + col]);
        double all = tops_rounded(&l->all[col]);
        bool told = grid_tells(&g->grid, l->of_all[col]);
        items[count++] = (Share){ .name = l->names[name],
                                  .revenue = shown,
                                  .share = share_shown(shown, g->sums[row].sum[F_TOTAL_SPEND]),
                                  .base_share = told ? share_shown(all, revenue) : NAN };
    }
    return list_in_order(items, count);
}

/* Who never bought is in the last segment, and may have returned something. */
static size_t buying_rows(const Segments *shown)
{
    size_t rows = shown->count;

    while (rows && !shown->items[rows - 1].cluster_count)
        rows--;
    return rows;
}

static uint32_t *number_rows(const Whole *whole, const SegmentSums *sums, size_t rows)
{
    uint32_t *numbers = ARENA_ARRAY(whole->arena, uint32_t, whole->segments->count);

    for (size_t s = 0; s < whole->segments->count; s++)
        numbers[s] = NO_NAME;
    for (size_t r = 0; r < rows; r++)
        numbers[sums[r].from] = (uint32_t)r;
    return numbers;
}

void show_goods(Segments *shown, const Whole *whole, const SegmentSums *sums)
{
    const Products *products = &whole->shop->products;
    Goods g = { .whole = whole, .sums = sums, .rows = buying_rows(shown) };
    double revenue = 0;

    g.row_of = number_rows(whole, sums, g.rows);
    g.categories = profile_naming(products->categories, products->count, whole->arena);
    cross_goods(&g);
    open_listing(&g.products, &g, products->names);
    open_listing(&g.category, &g, g.categories.names);
    tally_goods(&g);
    g.parts = g.products.columns.count + g.category.columns.count + 1;
    g.grid = grid_open(whole, g.rows, g.parts);
    g.of_row = ARENA_ARRAY(whole->arena, size_t, g.rows);
    for (uint32_t r = 0; r < g.rows; r++) {
        fill_row(&g, r);
        give_row(&g, r);
        revenue += sums[r].sum[F_TOTAL_SPEND];
    }
    give_columns(&g);
    give_remainders(&g);
    grid_protect(&g.grid, &(GridPeople){ each_customer, &g });
    for (size_t r = 0; r < g.rows; r++) {
        shown->items[r].products = list_row(&g, &g.products, r, revenue);
        shown->items[r].categories = list_row(&g, &g.category, r, revenue);
    }
}
