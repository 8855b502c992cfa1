/* demo/words.h — what the demo shop sells, and where its customers come from. */
#ifndef DEMO_WORDS_H
#define DEMO_WORDS_H

#define DEMO_PRODUCTS 50
#define DEMO_CATEGORIES 5
#define DEMO_PER_CATEGORY (DEMO_PRODUCTS / DEMO_CATEGORIES)
#define DEMO_COUNTRIES 16
#define DEMO_NAMES 12

typedef struct DemoProduct {
    const char *name;
    int price_cents; /* about: each shop moves it a little */
} DemoProduct;

typedef struct DemoCategory {
    const char *name;
    double appeal;                           /* share of purchases, about */
    DemoProduct products[DEMO_PER_CATEGORY]; /* the most wanted first */
} DemoCategory;

typedef struct DemoCountry {
    const char *name;
    double share;
    const char *first[DEMO_NAMES], *last[DEMO_NAMES];
} DemoCountry;

extern const DemoCategory DEMO_SHELVES[DEMO_CATEGORIES];
extern const DemoCountry DEMO_LANDS[DEMO_COUNTRIES];

#endif
