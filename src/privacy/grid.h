/* privacy/grid.h — a table whose cells add up to the segments, and what is given out of it.
 * Private.
 *
 * A row is a segment. Its parts are the names that are listed for any segment, and what is left. A
 * figure or a secret is a sum of parts, of one row or of all rows. What a sum leaves beside the
 * figures of which it is made is a group, too, which anybody finds by a subtraction. grid_protect
 * finds the figures that lead to a secret (math/disclosure.h).
 */
#ifndef PRIVACY_GRID_H
#define PRIVACY_GRID_H

#include "privacy/cross.h"

/* What is left of a figure beside the others that it holds. */
typedef struct Remainder {
    size_t whole;
    const size_t *parts;
    size_t part_count;
} Remainder;

typedef struct Grid {
    const Whole *whole;
    size_t rows, parts;
    double *value; /* rows × parts */
    struct {
        GivenSum *items;
        size_t count, capacity;
    } figures;
    struct {
        Secret *items;
        size_t count, capacity;
    } secrets;
    struct {
        Remainder *items;
        size_t count, capacity;
    } remainders;
} Grid;

#define ALL_ROWS UINT32_MAX
#define NO_FIGURE SIZE_MAX

/* Some parts, of a row or of ALL_ROWS. */
typedef struct Parts {
    uint32_t row;
    const uint32_t *parts;
    size_t count;
} Parts;

Grid grid_open(const Whole *whole, size_t rows, size_t parts);

static inline double *grid_cell(const Grid *grid, size_t row, size_t part)
{
    return &grid->value[row * grid->parts + part];
}

/* Figures have numbers; NO_FIGURE is one that is not given out. worth: as GivenSum's. */
size_t grid_figure(Grid *grid, Parts of, double low, double high, double worth);
void grid_secret(Grid *grid, Parts of);
/* A sum of money: secret, or a figure where it is listed, worth so much a unit. */
size_t grid_sum(Grid *grid, Parts of, const Tops *tops, bool listed, double worth);
/* A number of customers, likewise. */
size_t grid_count(Grid *grid, Parts of, double count, bool listed, double worth);

/* parts: figures, some of which may be NO_FIGURE. */
void grid_remainder(Grid *grid, size_t whole, const size_t *parts, size_t count);

/* What each customer brings to the cells: `each` calls `take` once a customer. */
typedef void GridTake(void *to, const uint32_t *cells, const double *amounts, size_t count);
typedef struct GridPeople {
    void (*each)(const void *context, GridTake *take, void *to);
    const void *context;
} GridPeople;

void grid_protect(Grid *grid, const GridPeople *people);
bool grid_tells(const Grid *grid, size_t figure);

/* The entries of a list, the largest as shown first; of equals the first by name. */
ShareList list_in_order(Share *items, size_t count);
/* Not above 1: the whole and the part are rounded apart. */
double share_shown(double part, double whole);

#endif
