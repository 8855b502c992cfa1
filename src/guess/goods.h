/* guess/goods.h — what the steps of guessing the products share. */
#ifndef GUESS_GOODS_H
#define GUESS_GOODS_H

#include "guess/private.h"

/* What tables of names in several languages are called. */
#define WORDS_LANGUAGE "lang language translation text detail description locale"

typedef struct Goods {
    Guessing *g;
    Reach reach; /* from the products' table */
    Select select;
} Goods;

/* Rows of another table, of which a product may have several: the join takes the first by the
 * alphabet of their texts. */
typedef struct Several {
    Select *inner;        /* that table, alias and all */
    const char *key;      /* in it: what refers to the products */
    const char *text;     /* in it: what is wanted */
    const char *language; /* " WHERE …", or "" */
    const char *alias;    /* of the whole */
    const char *to;       /* the products' column that it refers to */
} Several;

void goods_join_several(Goods *goods, const Several *several, Field field);

/* In a table of several languages, " WHERE" the rows are of the one that most are in; else "". */
const char *goods_one_language(const CatalogTable *table, const char *alias, Arena *arena);

/* groups.c: categories. */
void goods_put_category(Goods *goods);

#endif
