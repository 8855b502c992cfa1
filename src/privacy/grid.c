#include "privacy/grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

Grid grid_open(const Whole *whole, size_t rows, size_t parts)
{
    return (Grid){ .whole = whole,
                   .rows = rows,
                   .parts = parts,
                   .value = ARENA_ARRAY(whole->arena, double, rows *parts) };
}

static const uint32_t *cells_of(size_t *count, const Grid *grid, Parts of)
{
    size_t first = of.row == ALL_ROWS ? 0 : of.row;
    size_t end = of.row == ALL_ROWS ? grid->rows : (size_t)of.row + 1;
    uint32_t *cells = ARENA_ARRAY(grid->whole->arena, uint32_t, (end - first) * of.count);

    *count = 0;
    for (size_t r = first; r < end; r++) {
        for (size_t i = 0; i < of.count; i++)
            cells[(*count)++] = (uint32_t)(r * grid->parts + of.parts[i]);
    }
    return cells;
}

size_t grid_figure(Grid *grid, Parts of, double low, double high, double worth)
{
    GivenSum figure = { .low = low, .high = high, .worth = worth };

    figure.cells = cells_of(&figure.count, grid, of);
    VEC_PUSH(grid->whole->arena, &grid->figures, figure);
    return grid->figures.count - 1;
}

void grid_secret(Grid *grid, Parts of)
{
    Secret secret;

    secret.cells = cells_of(&secret.count, grid, of);
    VEC_PUSH(grid->whole->arena, &grid->secrets, secret);
}

size_t grid_sum(Grid *grid, Parts of, const Tops *tops, bool listed, double worth)
{
    double shown = tops_rounded(tops), half = tops_step(tops) / 2;
    bool secret = tops_is_secret(tops);

    if (secret) grid_secret(grid, of);
    if (!listed || secret || !(shown > 0)) return NO_FIGURE;
    return grid_figure(grid, of, shown - half, shown + half, worth * shown);
}

size_t grid_count(Grid *grid, Parts of, double count, bool listed, double worth)
{
    double low, high, shown = count_shown(grid->whole, count);
    bool secret = count < (double)grid->whole->group;

    if (secret && count > 0) grid_secret(grid, of);
    if (!listed || secret) return NO_FIGURE;
    count_range(&low, &high, grid->whole, shown);
    return grid_figure(grid, of, low, high, worth * shown);
}

void grid_remainder(Grid *grid, size_t whole, const size_t *parts, size_t count)
{
    VEC_PUSH(grid->whole->arena, &grid->remainders, ((Remainder){ whole, parts, count }));
}

bool grid_tells(const Grid *grid, size_t figure)
{
    return figure != NO_FIGURE && !grid->figures.items[figure].withheld;
}

static int larger_first(const void *left, const void *right)
{
    const Share *a = left, *b = right;

    if (a->revenue != b->revenue) return a->revenue < b->revenue ? 1 : -1;
    return strcmp(a->name, b->name);
}

ShareList list_in_order(Share *items, size_t count)
{
    if (count) qsort(items, count, sizeof *items, larger_first);
    return (ShareList){ items, count, count };
}

double share_shown(double part, double whole)
{
    return whole > 0 ? fmin(1, part / whole) : NAN;
}
