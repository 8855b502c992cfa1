/* demo/shop.h — the demo shop's customers and what they do, before any of it is written.
 *
 * Each customer has a generator of its own (seed, number of the customer), so that one customer's
 * draws do not depend on another's.
 *
 * Owns:  DemoShop's arrays live in the arena; the events, which are many, are the caller's to free
 *        (Buf).
 */
#ifndef DEMO_SHOP_H
#define DEMO_SHOP_H

#include "demo/demo.h"
#include "demo/words.h"

#define DEMO_DAYS 730 /* the shop has been open for this long */
#define DEMO_TYPES 4

extern const char *const DEMO_TYPE_NAMES[DEMO_TYPES];

typedef enum DemoKind {
    KIND_STEADY,   /* buys often, in small and middling baskets */
    KIND_BIG,      /* buys now and then, and much at a time */
    KIND_LAPSED,   /* bought for some months, and stopped */
    KIND_NEW,      /* came in the last weeks */
    KIND_BROWSING, /* looks around, buys little or nothing */
    DEMO_KINDS
} DemoKind;

/* Days count from the shop's opening: 0 to DEMO_DAYS − 1, the last is the as-of date. */
typedef struct DemoCustomer {
    uint32_t number;         /* of its random stream */
    uint16_t signup, leaves; /* the last day on which the customer may buy */
    uint16_t sales, contacts;
    uint8_t kind, country, first, last, favourite;
    float ticket;   /* mean spend of an order, in cents */
    float patience; /* length of contacts, relative */
    float sales_mean, contacts_mean;
} DemoCustomer;

typedef struct DemoSale {
    uint32_t customer; /* index in customers */
    uint32_t cents;
    uint16_t day;
    uint8_t product, quantity;
} DemoSale;

typedef struct DemoContact {
    uint32_t customer;
    uint16_t day;
    uint16_t seconds;
    uint8_t type;
} DemoContact;

typedef struct DemoShop {
    const DemoPlan *plan;
    DemoCounts counts;
    DemoCustomer *customers; /* in the order of signup */
    int price_cents[DEMO_PRODUCTS];
    double season[DEMO_DAYS]; /* 0..1, by day */
} DemoShop;

void demo_shop_make(DemoShop *out, const DemoPlan *plan, Arena *arena);
/* What customer number `customer` bought and did, appended to events. */
void demo_sales_of(Buf *sales, const DemoShop *shop, uint32_t customer);
void demo_contacts_of(Buf *contacts, const DemoShop *shop, uint32_t customer);

#endif
