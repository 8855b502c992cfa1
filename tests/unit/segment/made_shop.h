/* Shops made by hand, customer by customer, and clusterings made by hand. */
#ifndef MADE_SHOP_H
#define MADE_SHOP_H

#include "segment/naming.h"

enum { MADE_AS_OF = 1000, MADE_MOST_PURCHASES = 64 };

/* Buys `count` times for `amount`, on days `first`, first + gap, …; none after MADE_AS_OF. */
typedef struct Kind {
    Day first;
    int gap, count;
    double amount, contacts;
} Kind;

typedef struct MadeShop {
    Shop shop;
    Model model;
    uint32_t *rows; /* the buyers */
    size_t clusters;
    Arena *arena;
    struct {
        Kind *items;
        size_t count, capacity;
    } kinds; /* one a customer */
    struct {
        uint8_t *items;
        size_t count, capacity;
    } cluster; /* likewise */
} MadeShop;

MadeShop *made_open(Arena *arena);
/* So many customers of that kind, in the cluster; they follow the others. */
void made_add(MadeShop *made, Kind kind, size_t customers, size_t cluster);
/* Fills shop, model and rows. Interactions where any kind has contacts. */
void made_close(MadeShop *made);

/* 200 who buy 50 worth every 60 days, in cluster 0, the last of them a while later than the first;
 * and, where gone, 60 more in cluster 1 who did so for the first year only. */
void made_add_crowd(MadeShop *made, bool gone);

#endif
