/* store/people.h — the customers and the products, as arrays in the order of their ids. */
#ifndef STORE_PEOPLE_H
#define STORE_PEOPLE_H

#include "base/idmap.h"
#include "store/schema.h"
#include "store/store.h"

#define NO_DAY INT32_MIN

typedef struct People {
    size_t count;
    int64_t *ids; /* ascending, distinct */
    const char **names, **emails, **countries;
    Day *signup;     /* NO_DAY where it is not known */
    int8_t *consent; /* 1 yes, 0 no, −1 where the shop does not ask */
    IdMap map;
    int64_t rows; /* read */
} People;

/* What the reading functions share. */
typedef struct Reader {
    Db *db;
    const Schema *schema;
    const Source *source;
    Arena *arena;
    Findings *findings;
    void (*progress)(void *context, const char *step, double share);
    void *progress_context;
    const struct Keys *customer_keys; /* store/translate.h */
    bool no_amounts;                  /* as in Shop */
} Reader;

void reader_say(const Reader *reader, const char *step, int64_t done, int64_t of);

/* Fails with ERR_DATA: no customers; ids that are not whole numbers; dates in another format. */
MUST_USE Status people_read(People *out, const Reader *reader, Err *err);

/* What a customer without a name is called: "Customer 17". */
const char *people_default_name(int64_t id, Arena *arena);

typedef struct Goods {
    Products products;
    IdMap map;
    const double *prices; /* NaN where it is not known */
    int64_t rows;         /* read */
    bool has_categories;
} Goods;

MUST_USE Status goods_read(Goods *out, const Reader *reader, Err *err);

#endif
