/* Where segments' customers live. */
#include <math.h>

#include "privacy/grid.h"

/* Against a cell's worth: a share of all is the first to go. */
#define OF_ALL 1e-3

typedef struct Countries {
    const SegmentSums *sums;
    Cross cross;
    Columns columns;
    Grid grid;
    size_t (*listed)[LISTED]; /* by row: figures */
    size_t *of_row, *of_all;  /* by row, by column */
    double customers;
} Countries;

static Cross cross_countries(const Whole *whole, const SegmentSums *sums, size_t rows)
{
    const Naming *countries = &whole->segments->countries;
    Cross cross = cross_open(rows, countries->count, whole->arena);

    for (size_t r = 0; r < rows; r++) {
        const Segment *segment = &whole->segments->items[sums[r].from];
        for (size_t i = 0; i < segment->count; i++) {
            int32_t country = countries->of_row[segment->members[i]];
            if (country >= 0) cross_add(&cross, r, (size_t)country, 1);
        }
    }
    return cross;
}

/* The last part are those of other countries, and of none. */
static void fill_row(Countries *c, uint32_t row)
{
    Grid *grid = &c->grid;
    double rest = (double)grid->whole->segments->items[c->sums[row].from].count;

    for (size_t i = 0; i < c->columns.count; i++) {
        *grid_cell(grid, row, i) = cross_amount(&c->cross, row, c->columns.names[i]);
        rest -= *grid_cell(grid, row, i);
    }
    *grid_cell(grid, row, c->columns.count) = rest;
}

static bool is_listed(const Countries *c, uint32_t row, uint32_t part, size_t *place)
{
    for (*place = 0; *place < LISTED; ++*place) {
        uint32_t name = c->columns.listed[row][*place];
        if (name != NO_NAME && c->columns.of_name[name] == part) return true;
    }
    return false;
}

static void give_row(Countries *c, uint32_t row, const uint32_t *parts)
{
    Grid *grid = &c->grid;
    size_t place;
    double low, high;

    count_range(&low, &high, grid->whole, c->sums[row].count);
    c->of_row[row] = grid_figure(grid, (Parts){ row, parts, grid->parts }, low, high, 0);
    for (size_t i = 0; i < LISTED; i++)
        c->listed[row][i] = NO_FIGURE;
    for (uint32_t part = 0; part < grid->parts; part++) {
        bool listed = is_listed(c, row, part, &place);
        size_t figure = grid_count(grid, (Parts){ row, &parts[part], 1 },
                                   *grid_cell(grid, row, part), listed, 1);
        if (listed) c->listed[row][place] = figure;
    }
}

static double column_sum(const Grid *grid, size_t part)
{
    double sum = 0;

    for (size_t r = 0; r < grid->rows; r++)
        sum += *grid_cell(grid, r, part);
    return sum;
}

/* What the lists leave of rows, and of what is said of all. */
static void give_remainders(Countries *c, const uint32_t *parts)
{
    Grid *grid = &c->grid;
    double low = 0, high = 0;

    for (size_t r = 0; r < grid->rows; r++) {
        const GivenSum *row = &grid->figures.items[c->of_row[r]];
        low += row->low;
        high += row->high;
        grid_remainder(grid, c->of_row[r], c->listed[r], LISTED);
    }
    for (uint32_t part = 0; part < c->columns.count; part++) {
        size_t *cells = ARENA_ARRAY(grid->whole->arena, size_t, grid->rows), place;
        for (uint32_t r = 0; r < grid->rows; r++)
            cells[r] = is_listed(c, r, part, &place) ? c->listed[r][place] : NO_FIGURE;
        grid_remainder(grid, c->of_all[part], cells, grid->rows);
    }
    size_t all = grid_figure(grid, (Parts){ ALL_ROWS, parts, grid->parts }, low, high, 0);
    grid_remainder(grid, all, c->of_all, c->columns.count);
}

static void each_customer(const void *context, GridTake *take, void *to)
{
    const Countries *c = context;
    const Whole *whole = c->grid.whole;
    const double one = 1;

    for (size_t r = 0; r < c->grid.rows; r++) {
        const Segment *segment = &whole->segments->items[c->sums[r].from];
        for (size_t i = 0; i < segment->count; i++) {
            int32_t name = whole->segments->countries.of_row[segment->members[i]];
            uint32_t part = name < 0 ? NO_NAME : c->columns.of_name[name];
            if (part == NO_NAME) part = (uint32_t)c->columns.count;
            uint32_t cell = (uint32_t)(r * c->grid.parts + part);
            take(to, &cell, &one, 1);
        }
    }
}

static ShareList list_row(const Countries *c, const Whole *whole, size_t row)
{
    Share *items = ARENA_ARRAY(whole->arena, Share, LISTED);
    size_t count = 0;

    for (size_t i = 0; i < LISTED; i++) {
        uint32_t name = c->columns.listed[row][i];
        if (!grid_tells(&c->grid, c->listed[row][i])) continue;
        uint32_t part = c->columns.of_name[name];
        double shown = count_shown(whole, *grid_cell(&c->grid, row, part));
        double all = count_shown(whole, column_sum(&c->grid, part));
        bool told = grid_tells(&c->grid, c->of_all[part]);
        items[count++] = (Share){ .name = whole->segments->countries.names[name],
                                  .revenue = shown,
                                  .share = share_shown(shown, c->sums[row].count),
                                  .base_share = told ? share_shown(all, c->customers) : NAN };
    }
    return list_in_order(items, count);
}

void show_countries(Segments *shown, const Whole *whole, const SegmentSums *sums)
{
    Arena *arena = whole->arena;
    Countries c = { .sums = sums, .cross = cross_countries(whole, sums, shown->count) };

    c.columns = cross_columns(&c.cross, whole->group, arena);
    c.grid = grid_open(whole, shown->count, c.columns.count + 1);
    c.listed = arena_alloc(arena, shown->count, sizeof *c.listed);
    c.of_row = ARENA_ARRAY(arena, size_t, c.grid.rows);
    c.of_all = ARENA_ARRAY(arena, size_t, c.grid.parts);
    uint32_t *parts = ARENA_ARRAY(arena, uint32_t, c.grid.parts);
    for (uint32_t i = 0; i < c.grid.parts; i++)
        parts[i] = i;
    for (uint32_t r = 0; r < shown->count; r++) {
        fill_row(&c, r);
        give_row(&c, r, parts);
        c.customers += sums[r].count;
    }
    for (uint32_t i = 0; i < c.grid.parts; i++) {
        c.of_all[i] = grid_count(&c.grid, (Parts){ ALL_ROWS, &parts[i], 1 }, column_sum(&c.grid, i),
                                 i < c.columns.count, OF_ALL);
    }
    give_remainders(&c, parts);
    grid_protect(&c.grid, &(GridPeople){ each_customer, &c });
    for (size_t r = 0; r < shown->count; r++)
        shown->items[r].countries = list_row(&c, whole, r);
}
