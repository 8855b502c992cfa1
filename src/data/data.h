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

typedef struct Column {
    const char *key;   /* snake_case; the header in a CSV file, the key in JSON */
    const char *title; /* the header that a reader sees */
    const char *note;  /* what it means, in a sentence; NULL when the title says it */
    ColumnKind kind;
    int decimals;
    bool align_end;           /* COLUMN_TEXT that holds figures: set flush right */
    const char *const *texts; /* COLUMN_TEXT; NULL entries are blank */
    const int64_t *ids;       /* COLUMN_ID */
    const double *numbers;    /* the other kinds; a NaN is a blank */
    const char *const *links; /* a site path for each row ("segments/champions.html"), or NULL */
    const int *segments;      /* the segment whose colour marks the row (-1 none), or NULL */
} Column;

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
    F_AVG_TRANSACTION_VALUE,
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
} FeatureInfo;

extern const FeatureInfo FEATURES[F_COUNT];
#define CLUSTERED_COUNT 10
/* The clustering features in their order, as Feature numbers. */
extern const Feature CLUSTERED[CLUSTERED_COUNT];

#endif
