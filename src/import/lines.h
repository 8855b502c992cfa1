/* import/lines.h — the rows of a file of sales, parsed, as columns in memory.
 *
 * What is decided about money and customers is decided over the whole file, so that its rows are
 * held: some 50 to 100 bytes each. A column that no row fills is NULL.
 *
 * Owns:  the columns: lines_close.
 */
#ifndef IMPORT_LINES_H
#define IMPORT_LINES_H

#include "base/idmap.h"
#include "import/sales_form.h"

#define NO_TEXT UINT32_MAX /* of a pool: the row has none */
#define NO_DATE INT32_MIN
#define NO_VALUE UINT8_MAX /* of a rule or a currency: blank */

/* Why a row is in no figure. */
typedef enum LineFate {
    LINE_COUNTS,
    LINE_COPY,      /* of an order or line that stands twice */
    LINE_TOTALS,    /* a row of totals */
    LINE_ROW_RULE,  /* a rule of rows ignores its value */
    LINE_WHERE,     /* the user left it out */
    LINE_CANCELLED, /* its order has a date of cancellation */
    LINE_STATUS,    /* a rule of orders ignores its order's value */
    LINE_CURRENCY,  /* another currency than the one that was asked for */
    LINE_GUEST,     /* nobody's: set apart */
    LINE_STRANGER,  /* of a customer who is not in the file of customers */
    LINE_FATES
} LineFate;

typedef struct Lines {
    size_t count, capacity;
    uint32_t *at;       /* the line of the file */
    uint64_t *contents; /* a hash of all its fields; NULL when copies are decided */
    Day *day;
    uint32_t *order, *product, *line, *refund_of; /* numbers in pools, or NO_TEXT */
    uint32_t *who;                 /* number in the pool of customers; NO_TEXT: a guest's */
    double *figure[SALES_FIGURES]; /* NaN: blank */
    uint8_t *value[RULES_MOST];    /* numbers in the rules' sets of values */
    uint8_t *currency;
    uint8_t *mark; /* LineMark */
    uint8_t *fate; /* LineFate */
} Lines;

typedef enum LineMark {
    MARK_CANCELLED = 1,
    MARK_REFUND = 2, /* a rule calls the row a refund */
    MARK_LINE = 4,   /* the row is a line of goods */
    MARK_CONSENT = 8,
    MARK_NO_CONSENT = 16,
    MARK_TOTAL = 32 /* a word for a total stands in it */
} LineMark;

/* Makes room for one more row in every column of the form. */
void lines_grow(Lines *lines, const SalesForm *form);
/* What only says which rows are alike is not needed when that is decided. */
void lines_drop_contents(Lines *lines);
void lines_close(Lines *lines);

#endif
