/* data/data.h — plain data that rooms hand to each other; no behaviour beyond access.
 *
 * Owns:  nothing; all of it lives in arenas.
 */
#ifndef DATA_DATA_H
#define DATA_DATA_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/base.h"

/* Row-major, finite. */
typedef struct Matrix {
    size_t rows, cols;
    double *at;
} Matrix;

Matrix matrix_new(size_t rows, size_t cols, Arena *arena);
Matrix matrix_copy(const Matrix *m, Arena *arena);

static inline double *matrix_row(const Matrix *m, size_t row)
{
    return m->at + row * m->cols;
}

static inline double matrix_at(const Matrix *m, size_t row, size_t col)
{
    return m->at[row * m->cols + col];
}

/* What a column's values are, and so how they are written for a reader (format.h) and in a file. */
typedef enum ColumnKind {
    COLUMN_TEXT,    /* texts */
    COLUMN_ID,      /* ids */
    COLUMN_COUNT,   /* numbers that are whole */
    COLUMN_NUMBER,  /* numbers, with `decimals` */
    COLUMN_MONEY,   /* numbers in the report's currency, with `decimals` */
    COLUMN_SHARE,   /* numbers in 0..1, shown as percent */
    COLUMN_DAYS,    /* numbers of days, shown with `decimals` */
    COLUMN_SECONDS, /* numbers of seconds */
    COLUMN_RATIO,   /* numbers shown as "2.7×" */
    COLUMN_SIGMA    /* numbers of standard deviations, shown with a sign: "+1.2" */
} ColumnKind;

/* "money", "share"…: as the site's scripts and the tests call it. */
const char *column_kind_name(ColumnKind kind);

/* Where row r's value is: at texts[at], ids[at], numbers[at]…, with at = column_at(column, r). So a
 * column can show what is there already, in an order of its own, without a copy of a million rows.
 */
typedef struct Column {
    const char *key;   /* snake_case; the header in a CSV file, the key in JSON */
    const char *title; /* the header that a reader sees */
    const char *note;  /* what it means, in a sentence; NULL when the title says it */
    ColumnKind kind;
    int decimals;
    bool align_end;           /* COLUMN_TEXT that holds figures: set flush right */
    bool is_day;              /* COLUMN_TEXT that holds days as YYYY-MM-DD */
    const char *const *texts; /* COLUMN_TEXT; NULL entries are blank */
    const int64_t *ids;       /* COLUMN_ID */
    const double *numbers;    /* the other kinds; a NaN is a blank */
    const char *const *links; /* a site path ("segments/champions.html"), or NULL */
    const int *segments;      /* the segment whose colour marks the row (-1 none), or NULL */
    const uint32_t *rows;     /* which element row r shows; NULL: the r-th */
    const uint8_t *codes;     /* one an element: which of few values it has; NULL: its own */
    size_t stride;            /* values between two elements'; 0 means 1 */
} Column;

static inline size_t column_at(const Column *column, size_t row)
{
    size_t element = column->rows ? column->rows[row] : row;

    if (column->codes) return column->codes[element];
    return column->stride ? element * column->stride : element;
}

static inline const char *column_text(const Column *column, size_t row)
{
    return column->texts[column_at(column, row)];
}

static inline int64_t column_id(const Column *column, size_t row)
{
    return column->ids[column_at(column, row)];
}

static inline double column_number(const Column *column, size_t row)
{
    return column->numbers[column_at(column, row)];
}

/* NULL where there is none. */
static inline const char *column_link(const Column *column, size_t row)
{
    return column->links ? column->links[column_at(column, row)] : NULL;
}

/* -1 where there is none. */
static inline int column_segment(const Column *column, size_t row)
{
    return column->segments ? column->segments[column_at(column, row)] : -1;
}

/* Named, typed columns of equal length. */
typedef struct Table {
    size_t rows;
    size_t cols;
    Column *columns;
} Table;

/* The column with that key, or NULL. */
const Column *table_column(const Table *table, const char *key);

/* --- The features of a customer, in the order of sql/features.sql ----------------------------- */

typedef enum Feature {
    F_RECENCY_DAYS,
    F_FREQUENCY,
    F_TOTAL_SPEND,
    F_AVG_PURCHASE,
    F_UNIQUE_PRODUCTS,
    F_MAX_PURCHASE,
    F_MIN_PURCHASE,
    F_INTERACTION_COUNT,
    F_AVG_INTERACTION_DURATION,
    F_INTERACTION_TYPES,
    F_EMAIL_OPENS,
    F_WEBSITE_VISITS,
    F_TENURE_DAYS,
    F_COUNT
} Feature;

typedef struct FeatureInfo {
    const char *key;   /* "recency_days" */
    const char *title; /* "Recency" */
    const char *unit;  /* "days", "orders", "" for money */
    const char *note;  /* the definition, a sentence */
    ColumnKind kind;
    int decimals;
    bool clustered;   /* one of the ten that k-means sees */
    bool interaction; /* comes from the interactions table */
    /* Of the definition: raise it when the same data would give other values, and a history's runs
     * that remember those are no longer compared with. */
    int version;
    bool by_purchase;    /* depends on what counts as one purchase */
    const char *counted; /* "{n|# purchase|# purchases}"; NULL: it is no count */
} FeatureInfo;

extern const FeatureInfo FEATURES[F_COUNT];
#define CLUSTERED_COUNT 10
/* The clustering features in their order, as Feature numbers. */
extern const Feature CLUSTERED[CLUSTERED_COUNT];

/* F_COUNT where there is no such feature. */
Feature feature_of_key(const char *key);
/* "frequency/1 by row": names what values mean, with the rule for purchases where they depend on
 * it. Values under equal texts can be compared. */
const char *definition_text(const char *key, int version, bool by_purchase,
                            const char *purchase_rule, Arena *arena);

#endif
