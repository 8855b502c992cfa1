/* guess/reach.h — what is known of a row: the rows of other tables that it leads to.
 *
 * A line leads to its order, that to its customer, and that to an address; a line to a product and
 * its category. Each step goes along a link to a unique key, so that all of it can be joined
 * (LEFT JOIN) and every row of the first table stays one row.
 *
 * In:    a Catalog with its links; a table.
 * Out:   the table and what it leads to, nearest first: nodes[0] is the table itself.
 */
#ifndef GUESS_REACH_H
#define GUESS_REACH_H

#include "guess/links.h"

#define MOST_NODES 60
#define MOST_STEPS 4

typedef struct Node {
    int table;
    int parent;       /* the node that it is reached from; NO_PLACE for the first */
    const Link *link; /* of the parent's table; NULL for the first */
    int steps;
} Node;

typedef struct Reach {
    const Catalog *catalog;
    Node nodes[MOST_NODES];
    size_t count;
} Reach;

/* A column of a node; node NO_PLACE: nowhere. */
typedef struct Place {
    int node, column;
} Place;

#define NOWHERE ((Place){ NO_PLACE, NO_PLACE })

Reach reach_of(const Catalog *catalog, int table);

const CatalogTable *reach_table(const Reach *reach, int node);
/* NULL for nowhere. */
const CatalogColumn *reach_column(const Reach *reach, Place place);
/* The column of the node's parent that leads to it. */
Place reach_link_place(const Reach *reach, int node);
/* Is `node` on the way to `to` (or that itself)? */
bool reach_is_on_way(const Reach *reach, int node, int to);

#endif
