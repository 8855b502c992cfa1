/* privacy/goods.h — what segments' customers have spent, by product and category. Private.
 *
 * goods_tally.c goes through the baskets; goods.c decides what of it is given out.
 */
#ifndef PRIVACY_GOODS_H
#define PRIVACY_GOODS_H

#include "privacy/grid.h"

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

/* All amounts by name, which decide what is listed: rows, row_of, sums and categories are there. */
void goods_cross(Goods *goods);
/* What customers have spent on the parts: the listings' columns are there. */
void goods_tally(Goods *goods);
/* The same, customer by customer, as cells of the grid. */
void goods_each(const void *goods, GridTake *take, void *to);

/* count new ones, of the arena. */
Tops *goods_tops(const Goods *goods, size_t count);
/* The column of a product's category; behind them, that of everything else. */
size_t goods_rest_of(const Goods *goods, uint32_t product);

#endif
