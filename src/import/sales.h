/* import/sales.h — a file of sales on its way into the database; what the files sales_*.c share.
 *
 *     sales_read.c    its rows, parsed
 *     sales_decide.c  what the values decide: whose the amounts are, copies, totals
 *     sales_columns.c   what columns of unknown names hold
 *     sales_again.c     rows that say again what others have said
 *     sales_discount.c  what a column of discounts means
 *     sales_sums.c      what the amounts are made of
 *     sales_orders.c  every order: whether it counts, what came in, what went back
 *     sales_currency.c  in which currency, by which rates
 *     sales_people.c  who bought; guests
 *     sales_names.c     customers who are told apart by their names alone
 *     sales_put.c     the lines that count, as rows of transactions
 *     sales_tell.c    what was found and left out, with its sums
 */
#ifndef IMPORT_SALES_H
#define IMPORT_SALES_H

#include "import/export.h"
#include "import/lines.h"
#include "import/orders.h"
#include "recognise/recognise.h"

struct Job;
struct InputFile;

/* The different values of a rule's column, in the order of their first appearance. */
#define VALUES_MOST 200
typedef struct ValueSet {
    const char *text[VALUES_MOST]; /* clean */
    ValueFate fate[VALUES_MOST];
    bool known[VALUES_MOST];     /* on a list, or a word for a state */
    bool refunded[VALUES_MOST];  /* a word that says so */
    bool partly[VALUES_MOST];    /* and that it was a part */
    bool by_rows[VALUES_MOST];   /* rows of their own, with that word, say what went back */
    int64_t rows[VALUES_MOST];   /* with it */
    int64_t orders[VALUES_MOST]; /* with it, and their gross amounts */
    double gross[VALUES_MOST];
    size_t count;
    int64_t beyond; /* rows with yet other values: the column is no state */
} ValueSet;

/* One order, or a row without one. */
typedef struct SaleOrder {
    uint32_t first, count; /* of its lines, in Sales.by_order */
    double gross, refund;
    uint32_t customer; /* number in Job.customers' pool; NO_TEXT: a guest's */
    Day day;
    uint8_t fate, rule, value, currency;
    bool is_return;      /* nothing but what went back */
    bool known;          /* the database has it already, just so */
    bool refund_unknown; /* a part went back, nothing says how much */
} SaleOrder;

typedef struct FateSum {
    int64_t rows, orders;
    double net, returns; /* net of the negative amounts, which are returns */
} FateSum;

/* An order in another currency: its rate (0: it is in the report's), and what it comes to there. */
typedef struct ConvertedOrder {
    double rate, gross, refund;
} ConvertedOrder;

/* What a currency was converted by: the least and the largest rate, rows, their sums. */
typedef struct RateSum {
    double least, most, before, after;
    size_t rows;
} RateSum;

typedef struct ColumnLook ColumnLook;

/* What may be a part of the amounts, and what their arithmetic says (import/sales_sums.c). */
typedef enum SumPart { SUM_TAX, SUM_SHIPPING, SUM_DISCOUNT, SUM_PARTS } SumPart;
typedef enum SumSays { SUM_OPEN, SUM_IN, SUM_BESIDE } SumSays;

typedef struct Sales {
    SalesForm form;
    const char *export_file; /* of a known export; NULL */
    Lines lines;
    TextPool orders, line_ids;
    TextPool spellings; /* of names that tell customers apart (import/sales_names.c) */
    ValueSet values[RULES_MOST];
    double watched[RULES_MOST]; /* the sums of amounts that are not used */
    Currency currencies[CURRENCY_KINDS];
    size_t currency_count;
    BlankCount blanks;
    int64_t no_sales, headers, guest_ids; /* rows without a sale, headers that came again */
    DateEvidence dates;
    NumberEvidence numbers;
    IdEvidence ids;
    DateForm date_form;
    char decimal;
    /* By a mapping: such columns are not looked for. */
    bool status_said, currency_said, customer_said;
    ColumnLook *looks; /* at columns that no field takes, while the first rows are read */
    const char *states_found, *unread_states, *unread_money; /* such columns; NULL */
    /* Decided. */
    OrdersTold told;
    size_t order_numbers;    /* what lines.order counts up to */
    bool unnumbered;         /* there are no ids of orders: a customer's rows of a day stand in */
    size_t split;            /* orders whose id stands for several */
    const char **split_text; /* then: the whole ids, by their new numbers */
    size_t shared_ids, joined_rows, zero_rows; /* zero: of a customer "0", who may be the guests */
    int order_ids_column;           /* of customers' ids that are new with each order… */
    size_t order_ids, order_people; /* …how many of them, and of people; 0: no such column */
    /* Where names alone told customers apart: how many, and the columns that may be ids. */
    size_t names;
    int name_column;
    const char *unread_ids; /* "NIF, Card"; "" */
    int taken_column;       /* the one that is taken instead, for… */
    size_t taken;           /* …so many people; 0: none is */
    size_t named_guests;    /* ids whose name is a word for guests */
    const char *stranger;   /* the first customer who is not listed; NULL */
    const char *row_why, *discount_why, *refund_why;
    size_t discount_rows, later_states;
    size_t state_orders;   /* with lines that count and lines that do not */
    size_t total_words;    /* rows that count, with a word for a total in them… */
    size_t total_guests;   /* …and nobody who bought */
    size_t discount_above; /* rows with more than they come to, as was said */
    bool discount_unsure;
    SumSays sums_say[SUM_PARTS];
    double discount_units; /* what more it would be, were it off each unit: nothing says that it is
                              not */
    SaleOrder *order_of;   /* order_count */
    size_t order_count;
    uint32_t *by_order; /* lines, grouped */
    bool rule_used[RULES_MOST];
    size_t known_orders, changed_orders; /* that the database had… */
    int64_t known_rows;                  /* …and their rows */
    FateSum sums[LINE_FATES];
    Currency currency;             /* of all that counts; "" when nothing says */
    const char *other_currency;    /* that the file names, where another is said; NULL */
    ConvertedOrder *converted;     /* of order_of; NULL where nothing was */
    RateSum rates[CURRENCY_KINDS]; /* of currencies that were converted */
    size_t unnamed_currency;       /* rows that name none, among converted ones */
} Sales;

#endif
