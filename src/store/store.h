/* store/store.h — a shop's database, opened read-only, as plain data.
 *
 * Queries longer than a line live in sql/, commented.
 *
 * In:    a path to a SQLite database in the schema of sql/schema.sql; an as-of date.
 * Out:   a Shop: one row a customer, products, monthly sales, counts of what was left out and why.
 * Owns:  nothing; all is in the arena. The database is closed again.
 * Fails: ERR_NO_INPUT no such file; ERR_DATA not a database, damaged, a table or column missing, a
 *        column with values of the wrong type, no customers, no transactions; ERR_TRY_AGAIN locked;
 * ERR_IO. Every message names file, table, column and, where there is one, an example value. NaN
 * and infinity stop here; all text that leaves is clean UTF-8.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "data/data.h"
#include "recognise/recognise.h"
#include "recognise/source_map.h"

/* What one purchase is; see store/purchases.h. */
typedef enum PurchaseRule {
    PURCHASE_AUTO,
    PURCHASE_ROW,  /* every row */
    PURCHASE_DAY,  /* what a customer bought on a day */
    PURCHASE_ORDER /* lines of one customer with one order id */
} PurchaseRule;

const char *purchase_rule_name(PurchaseRule rule); /* "order", as in --purchase */

typedef struct Source {
    const char *path;
    int threads;        /* 2 or more: transactions and interactions are read at the same time */
    Day as_of;          /* rows dated after it do not count */
    bool as_of_moves;   /* to the last day of data that end earlier than chance explains (gaps.h) */
    bool has_date_form; /* dates that are not YYYY-MM-DD are in date_form; else by the column */
    DateForm date_form;
    char decimal; /* of amounts that are texts: '.', ',', or 0: by the column */
    /* NULL: the figures that sql/features.sql defines, taken in one scan of each table. Else a
     * query with the same columns, which is run in the database instead. */
    const char *sql_features;
    PurchaseRule purchase; /* PURCHASE_AUTO: by the table */
} Source;

typedef enum FindingKind {
    FINDING_ABSENT, /* a part that is not there: what builds on it is left out */
    FINDING_NOTE,   /* usual in good data; said, so that the figures are understood */
    FINDING_WARNING /* somebody should mend it */
} FindingKind;

/* Something in the data that the reader should know; printed, and in the report. */
typedef struct Finding {
    FindingKind kind;
    const char *code;    /* "orphan-transactions", stable, for scripts */
    const char *table;   /* "transactions" */
    const char *column;  /* or NULL */
    int64_t count;       /* rows concerned */
    int64_t of;          /* rows looked at */
    const char *subject; /* "transactions that have no total_amount"; NULL: `what` tells all */
    const char *what;    /* "97 of 390 transactions name a customer who is not in customers" */
    const char *action;  /* what was done about it: "left out of every figure" */
    const char *advice;  /* what to do, a sentence; or NULL */
    const char *example; /* an offending value, cleaned and shortened; or NULL */
    const char *brief;   /* of those left out, behind their number: "cancelled", "by guests"; or
                          * NULL */
    int64_t orders;      /* that these rows are of; 0: not known */
    bool left_out;       /* transactions that are in no figure: the ledger minus all of these is the
                          * revenue */
    double revenue;      /* of these rows, for transactions with a readable amount: net; else 0 */
    double returns;      /* the negative amounts among it */
} Finding;

typedef struct Findings {
    Finding *items;
    size_t count, capacity;
} Findings;

typedef struct Customers {
    size_t count;
    const int64_t *ids; /* ascending */
    const char *const
        *keys; /* ids that are texts, as the shop writes them; NULL: ids are the ids */
    /* What tells a customer apart from run to run, where ids may be numbered anew: the keys, or
     * what the CSV files had that the ids were made of. NULL: the ids. */
    const char *const *identities;
    const char *const *names;
    const char *const *emails;    /* entries may be NULL; of those who did not consent they are */
    const int8_t *consent;        /* to marketing: 1 yes, 0 no, −1 where the shop does not ask;
                                   * NULL: likewise */
    const char *const *countries; /* entries may be NULL */
    Matrix features;              /* count × F_COUNT */
    const bool *bought;           /* at least one purchase: a counted amount that is not negative */
    const double *returns; /* the sum of the negative amounts, part of spend; NULL: none for all */
    const uint32_t *lines; /* counted ones, returns among them; NULL: not known */
} Customers;

typedef struct Products {
    size_t count;
    const int64_t *ids;
    const char *const *names;
    const char *const *categories; /* entries may be NULL */
} Products;

/* Both days are in it. */
typedef struct DayRange {
    Day from, to;
} DayRange;

/* Sales by calendar month, without gaps, from the first transaction to the as-of date. */
typedef struct Month {
    Day first_day;
    double revenue; /* net: gross sales and returns */
    double returns; /* negative or 0; NaN: withheld */
    int64_t purchases;
    int64_t active_customers; /* who bought */
    int64_t new_customers;    /* first purchase in this month; -1: withheld (privacy.h) */
} Month;

/* A day's counted lines, by their own dates. */
typedef struct DayTotal {
    double revenue; /* net: returns among it */
    uint32_t lines;
} DayTotal;

/* What customers bought, a row a purchase, in order of customer, day and net amount. It is the only
 * source of whatever is counted in purchases; lines serve products and categories alone. */
typedef struct Purchases {
    size_t count;
    const size_t *first;              /* customer c made first[c] up to first[c + 1] */
    const Day *days;                  /* of the earliest line that is no return */
    const double *net;                /* of all its lines, returns among them */
    const double *gross;              /* of the lines that are no returns; NULL: as net */
    const uint32_t *lines, *products; /* lines, different products; NULL: one row each */
} Purchases;

/* Sales of one group of customers by product: what segments' top lists come from. */
typedef struct Basket {
    uint32_t customer, product; /* indexes into Customers and Products; UINT32_MAX: a product that
                                 * is not in Products */
    double revenue;             /* net of returns */
} Basket;

typedef struct Shop {
    Source source;
    Customers customers;
    Products products;
    Month *months;
    size_t month_count;
    const DayTotal *days; /* first_day to last_day, one a day */
    /* For every (customer, product) pair with counted transactions, ordered by customer, then
     * product. Needed until the segments are described. */
    struct {
        size_t count;
        Basket *items;
    } baskets;
    Purchases purchases;
    PurchaseRule purchase_rule;  /* the one that was taken; never PURCHASE_AUTO */
    const char *purchase_reason; /* why, a sentence with the figures that decided */
    int64_t lines;               /* counted rows, returns among them */
    int64_t return_lines;        /* those with a negative amount */
    double revenue;              /* of the counted ones: net of returns */
    double returns;       /* the negative amounts among it; gross sales are revenue − returns */
    int64_t interactions; /* counted */
    Day first_day, last_day; /* of the counted transactions */
    bool has_interactions, has_categories, has_countries, has_emails;
    /* The data have no money (--amount none): every feature and sum of money is 0, and what is
     * weighed by money otherwise (baskets, the size of a purchase) is weighed by lines. */
    bool no_amounts;
    const char *currency;    /* that the data are in: "EUR"; NULL: they do not say */
    int64_t file_lines;      /* that imports read the sales from; 0: not known */
    const char *export_name; /* "a Shopify export of orders"; NULL: none that is known */
    bool names_withheld;     /* the customers' names only repeat their ids (privacy.h) */
    /* Stretches without any sale that chance does not explain, in their order; the last may reach
     * to the as-of date. Months that they touch cannot be compared with others. */
    struct {
        const DayRange *items;
        size_t count;
    } holes;
    int64_t sale_days; /* days with a counted transaction */
    /* The data end earlier than chance explains before the day that was meant: that is
     * source.as_of, unless that was moved to their last day (Source.as_of_moves). */
    bool ends_early;
    Day day_meant;
    double ledger_revenue; /* of all readable transactions, counted or not */
    double ledger_returns; /* the negative amounts among it */
    int64_t ledger_rows;   /* rows of transactions */
    int64_t customer_rows, product_rows, interaction_rows; /* likewise */
    Findings findings;
} Shop;

/* Frees the baskets, a quarter of what a large shop takes; the arena is the one it was read into.
 */
void shop_drop_baskets(Shop *shop, Arena *arena);

/* Reads all of a shop. progress may be NULL. */
MUST_USE Status store_read(Shop *out, const Source *source,
                           void (*progress)(void *context, const char *step, double share),
                           void *progress_context, Arena *arena, Err *err);

#endif
