/* import/sales_form.h — how to read a file of sales: which columns say what, and what counts.
 *
 * A form is that of a known export (import/export.h, assets/exports/README.md has the meanings), or
 * is made from the header by the names of its columns (recognise/fields.h); what it leaves open is
 * decided by the values (import/sales_decide.c). Columns are numbers in the file's header.
 */
#ifndef IMPORT_SALES_FORM_H
#define IMPORT_SALES_FORM_H

#include "recognise/fields.h"

/* Columns whose texts stand together, with a blank between: first and last name. */
#define JOIN_MOST 3
typedef struct ColumnJoin {
    int columns[JOIN_MOST];
    int count;
} ColumnJoin;

/* The first that is not blank in a row is taken. */
#define CHAIN_MOST 8
typedef struct ColumnChain {
    ColumnJoin of[CHAIN_MOST];
    int count;
} ColumnChain;

typedef enum SalesText {
    TEXT_ORDER,
    TEXT_LINE,
    TEXT_CUSTOMER,
    TEXT_OTHER_CUSTOMER, /* what tells customers apart, if the first of TEXT_CUSTOMER does not */
    TEXT_CUSTOMER_NAME,
    TEXT_EMAIL,
    TEXT_COUNTRY,
    TEXT_PRODUCT,
    TEXT_PRODUCT_NAME,
    TEXT_CATEGORY,
    TEXT_DATE,
    TEXT_CURRENCY,
    TEXT_CONSENT,
    TEXT_OPT_OUT,
    TEXT_CANCELLED,       /* not blank, nor "no": the order is cancelled */
    TEXT_REFUND_OF,       /* of a row that is a refund: the order it belongs to */
    TEXT_REFUND_CUSTOMER, /* and who got the money */
    SALES_TEXTS
} SalesText;

typedef enum SalesFigure {
    FIGURE_QUANTITY,
    FIGURE_PRICE, /* of one unit */
    FIGURE_ROW,   /* the row's amount */
    FIGURE_ORDER, /* the order's amount */
    FIGURE_ROW_PLUS,
    FIGURE_ROW_LESS,
    FIGURE_ORDER_PLUS,
    FIGURE_ORDER_LESS,
    FIGURE_REFUND,      /* given back, of the order */
    FIGURE_REFUND_REST, /* what is left of it then */
    FIGURE_REFUND_ROW,  /* given back, of the row */
    FIGURE_DISCOUNT,    /* whose part in the amount is to be decided */
    FIGURE_TAX,
    FIGURE_SHIPPING,
    FIGURE_BESIDE, /* an amount with tax beside one without, or the other way round: for a look */
    SALES_FIGURES
} SalesFigure;

/* The first that is not blank in a row; of …_PLUS and …_LESS the sum of all. */
#define FIGURE_MOST 4
typedef struct FigureColumns {
    int columns[FIGURE_MOST];
    int count;
} FigureColumns;

/* What stands in a row. */
typedef enum RowKind {
    ROW_UNKNOWN,    /* decided by the values */
    ROW_LINE,       /* a line with its own amount */
    ROW_ORDER,      /* an order, or another movement of it */
    ROW_FIRST_LINE, /* a line; the order's figures stand on its first one */
    ROW_EACH_LINE   /* a line; the order's figures stand on every one */
} RowKind;

typedef struct ValueList {
    const char *const *items;
    size_t count;
} ValueList;

typedef enum ValueFate { VALUE_COUNTS, VALUE_IGNORED, VALUE_REFUND } ValueFate;

/* What the values of a column make of their rows or orders. */
typedef struct ValueRule {
    ColumnChain column;
    const char *name; /* the column's */
    bool of_rows;     /* else of orders */
    bool has_counts;  /* without: what is not ignored counts */
    bool watch;       /* decides nothing: told only (import/watch.h) */
    bool money;       /* then: its numbers are amounts */
    bool words;       /* by the words that shops use for states (import/states.h) */
    ValueList counts, ignores, refunds;
    bool unknown_ignored, has_blank, blank_ignored, negative_ignored;
} ValueRule;

#define RULES_MOST 8

/* "COLUMN=VALUE[,VALUE]", with !=, < or > in place of =: rows that stay. */
typedef enum WhereOp { WHERE_IS, WHERE_IS_NOT, WHERE_BELOW, WHERE_ABOVE } WhereOp;
typedef struct WhereTest {
    int column;
    WhereOp op;
    ValueList values;
    const char *text; /* as the user wrote it */
} WhereTest;

#define WHERE_MOST 8

typedef enum DiscountKind {
    DISCOUNT_UNKNOWN, /* decided by the values */
    DISCOUNT_NONE,    /* there is no such column, or nothing in it */
    DISCOUNT_IN,      /* the amount is net of it */
    DISCOUNT_SHARE,   /* to be taken off the row: 0.1 of it */
    DISCOUNT_PERCENT, /* 10 per cent of it */
    DISCOUNT_ROW,     /* money off the row */
    DISCOUNT_UNIT,    /* money off each unit */
    DISCOUNT_ORDER    /* money off the order, on each of its rows */
} DiscountKind;

typedef struct SalesForm {
    const char *name; /* "a Shopify export of orders"; NULL: none that is known */
    RowKind row;
    ColumnChain texts[SALES_TEXTS];
    FigureColumns figures[SALES_FIGURES];
    bool by_name;    /* TEXT_OTHER_CUSTOMER has nothing but names */
    bool no_amounts; /* baskets, loyalty cards: there is no money */
    DiscountKind discount;
    ValueRule rules[RULES_MOST];
    size_t rule_count;
    ColumnChain line_column; /* only rows in which it is one of line_values are lines… */
    ValueList line_values;   /* …or, where there are none, in which it is not blank */
    ValueList refund_full, refund_part; /* states of an order that went back */
    WhereTest where[WHERE_MOST];
    size_t where_count;
    ValueList guests, granted, notes;
    const char *date_form; /* where the file does not decide; NULL */
    const char *zone;      /* "value", "UTC", "shop", …; NULL */
} SalesForm;

static inline bool chain_is_there(const ColumnChain *chain)
{
    return chain->count > 0;
}

static inline bool figure_is_there(const SalesForm *form, SalesFigure figure)
{
    return form->figures[figure].count > 0;
}

/* Adds one column to the chain, to the figure; NO_COLUMN adds nothing. */
void chain_add(ColumnChain *chain, int column);
void figure_add(SalesForm *form, SalesFigure figure, int column);
/* Makes the column one of states of orders, by the words that shops use. */
void form_add_states(SalesForm *form, int column, const char *const *header);
/* The form that the header's known names make, for any file that is no known export. */
void sales_form_of_fields(SalesForm *form, const int column[FIELDS], const char *const *header,
                          size_t columns);
/* Whether anything reads the column. */
bool form_uses(const SalesForm *form, int column);
/* The same without regard to case, blanks around it, and whether "_", "-" or a blank stands. */
bool value_is(const char *text, size_t size, const char *value);
bool value_is_listed(const char *text, size_t size, const ValueList *list);

#endif
