/* Which figures of a grid lead to a secret, alone or by what they leave of each other. */
#include <math.h>

#include "privacy/grid.h"

/* By remainder, what customers bring to it; and by cell, the remainders that it is in. */
typedef struct Rests {
    const Grid *grid;
    Tops *tops;
    double *sums; /* of one customer */
    struct {
        uint32_t *items;
        size_t count, capacity;
    } * of_cell;
} Rests;

static void mark_cells(bool *in, const GivenSum *figure, bool value)
{
    for (size_t i = 0; i < figure->count; i++)
        in[figure->cells[i]] = value;
}

/* The cells of a remainder, as things stand; false where there are none. */
static bool find_cells(bool *in, const Grid *grid, const Remainder *rest)
{
    bool any = false;

    if (!grid_tells(grid, rest->whole)) return false;
    mark_cells(in, &grid->figures.items[rest->whole], true);
    for (size_t p = 0; p < rest->part_count; p++) {
        if (grid_tells(grid, rest->parts[p]))
            mark_cells(in, &grid->figures.items[rest->parts[p]], false);
    }
    for (size_t c = 0; c < grid->rows * grid->parts; c++)
        any |= in[c];
    return any;
}

static Rests find_rests(const Grid *grid, Arena *arena)
{
    size_t cells = grid->rows * grid->parts, count = grid->remainders.count;
    Rests rests = { grid, ARENA_ARRAY(arena, Tops, count), ARENA_ARRAY(arena, double, count),
                    arena_alloc(arena, cells, sizeof *rests.of_cell) };

    for (size_t r = 0; r < count; r++) {
        bool *in = ARENA_ARRAY(arena, bool, cells);
        bool any = find_cells(in, grid, &grid->remainders.items[r]);
        rests.tops[r] = tops_open(grid->whole->group, arena);
        for (size_t c = 0; any && c < cells; c++) {
            if (in[c]) VEC_PUSH(arena, &rests.of_cell[c], (uint32_t)r);
        }
    }
    return rests;
}

static void take(void *to, const uint32_t *cells, const double *amounts, size_t count)
{
    Rests *rests = to;

    for (size_t i = 0; i < count; i++) {
        for (size_t r = 0; r < rests->of_cell[cells[i]].count; r++)
            rests->sums[rests->of_cell[cells[i]].items[r]] += amounts[i];
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t r = 0; r < rests->of_cell[cells[i]].count; r++) {
            uint32_t rest = rests->of_cell[cells[i]].items[r];
            tops_add(&rests->tops[rest], rests->sums[rest]);
            rests->sums[rest] = 0; /* a customer counts once */
        }
    }
}

/* Remainders that are secret join the secrets. */
static void hide_rests(Grid *grid, const Rests *rests)
{
    Arena *arena = grid->whole->arena;
    size_t cells = grid->rows * grid->parts;

    for (size_t r = 0; r < grid->remainders.count; r++) {
        if (!tops_is_secret(&rests->tops[r])) continue;
        bool *in = ARENA_ARRAY(arena, bool, cells);
        uint32_t *list = ARENA_ARRAY(arena, uint32_t, cells);
        size_t count = 0;
        find_cells(in, grid, &grid->remainders.items[r]);
        for (size_t c = 0; c < cells; c++) {
            if (in[c]) list[count++] = (uint32_t)c;
        }
        VEC_PUSH(arena, &grid->secrets, ((Secret){ list, count }));
    }
}

static size_t count_withheld(const Grid *grid)
{
    size_t count = 0;

    for (size_t i = 0; i < grid->figures.count; i++)
        count += grid->figures.items[i].withheld;
    return count;
}

/* Where even what is always given out bounds a secret, nothing else is. */
static void withhold(Grid *grid, const double *least)
{
    Release release = { grid->rows * grid->parts, grid->value,         least,
                        grid->figures.items,      grid->figures.count, grid->secrets.items,
                        grid->secrets.count };
    bool lost = disclosure_protect(&release, grid->whole->arena) > 0;

    for (size_t i = 0; lost && i < grid->figures.count; i++)
        grid->figures.items[i].withheld = grid->figures.items[i].worth > 0;
}

void grid_protect(Grid *grid, const GridPeople *people)
{
    size_t cells = grid->rows * grid->parts, secrets = grid->secrets.count, before;
    double *least = ARENA_ARRAY(grid->whole->arena, double, cells);

    /* A reader takes amounts to be none below 0, unless they are. */
    for (size_t i = 0; i < cells; i++)
        least[i] = fmin(0, grid->value[i]);
    do { /* what is withheld makes remainders larger */
        Arena scratch = arena_open();
        Rests rests = find_rests(grid, &scratch);
        people->each(people->context, take, &rests);
        before = count_withheld(grid);
        grid->secrets.count = secrets;
        hide_rests(grid, &rests);
        withhold(grid, least);
        arena_close(&scratch);
    } while (count_withheld(grid) > before);
}
