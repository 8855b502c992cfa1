#include "guess/reach.h"

const CatalogTable *reach_table(const Reach *reach, int node)
{
    return &reach->catalog->tables[reach->nodes[node].table];
}

const CatalogColumn *reach_column(const Reach *reach, Place place)
{
    if (place.node == NO_PLACE || place.column == NO_PLACE) return NULL;
    return &reach_table(reach, place.node)->columns[place.column];
}

Place reach_link_place(const Reach *reach, int node)
{
    const Node *n = &reach->nodes[node];

    return n->link ? (Place){ n->parent, n->link->column } : NOWHERE;
}

bool reach_is_on_way(const Reach *reach, int node, int to)
{
    for (; to != NO_PLACE; to = reach->nodes[to].parent) {
        if (node == to) return true;
    }
    return false;
}

/* A way never comes to a table twice: parent orders of orders tell nothing of an order. */
static bool was_here(const Reach *reach, int node, int table)
{
    for (; node != NO_PLACE; node = reach->nodes[node].parent) {
        if (reach->nodes[node].table == table) return true;
    }
    return false;
}

/* The same column may lead to the same table by two of its keys: once is enough. */
static bool is_twin(const Reach *reach, int parent, const Link *link)
{
    for (size_t n = 1; n < reach->count; n++) {
        const Node *node = &reach->nodes[n];
        if (node->parent == parent && node->table == link->table &&
            node->link->column == link->column) {
            return true;
        }
    }
    return false;
}

Reach reach_of(const Catalog *catalog, int table)
{
    Reach reach = { .catalog = catalog, .count = 1 };

    reach.nodes[0] = (Node){ table, NO_PLACE, NULL, 0 };
    for (int n = 0; n < (int)reach.count; n++) {
        const CatalogTable *from = reach_table(&reach, n);
        if (reach.nodes[n].steps == MOST_STEPS) break;
        for (size_t i = 0; i < from->links.count && reach.count < MOST_NODES; i++) {
            const Link *link = &from->links.items[i];
            if (was_here(&reach, n, link->table) || is_twin(&reach, n, link)) continue;
            reach.nodes[reach.count++] = (Node){ link->table, n, link, reach.nodes[n].steps + 1 };
        }
    }
    return reach;
}
