/* What segments buy: products, and the categories that they lie in. Who knows the assortment can
 * add products up, so both lists are judged as one table. */
#include <math.h>

#include "privacy/goods.h"
#include "segment/profile.h"

/* Against a cell's worth: a share of all is the first to go. */
#define OF_ALL 1e-3

/* --- the parts -------------------------------------------------------------------------------- */

static void open_listing(Listing *l, const Goods *g, const char *const *names)
{
    Arena *arena = g->whole->arena;

    l->names = names;
    l->columns = cross_columns(&l->cross, g->whole->group, arena);
    l->cell = ARENA_ARRAY(arena, size_t, g->rows * l->columns.count);
    l->of_all = ARENA_ARRAY(arena, size_t, l->columns.count);
    l->cells = goods_tops(g, g->rows * l->columns.count);
    l->all = goods_tops(g, l->columns.count);
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
        if (goods_rest_of(g, g->products.columns.names[i]) == category)
            parts[count++] = (uint32_t)i;
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
        bool in = goods_rest_of(g, g->products.columns.names[p]) == category;
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
    goods_cross(&g);
    open_listing(&g.products, &g, products->names);
    open_listing(&g.category, &g, g.categories.names);
    goods_tally(&g);
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
    grid_protect(&g.grid, &(GridPeople){ goods_each, &g });
    for (size_t r = 0; r < g.rows; r++) {
        shown->items[r].products = list_row(&g, &g.products, r, revenue);
        shown->items[r].categories = list_row(&g, &g.category, r, revenue);
    }
}
