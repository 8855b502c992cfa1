/* import/import.h — a shop's CSV files and workbooks made into a database that store_read takes.
 *
 * In:    a file of transactions; files of customers, products and interactions where there are any.
 *        Each file is CSV (gzipped or not) or a sheet of an .xlsx workbook (recognise/records.h),
 * and read twice: once to learn how it is written (encoding, delimiter, dates, decimals, ids), once
 * to store it. Memory grows with the number of customers, products and order ids that are texts,
 * not with the files. Out:   a SQLite database as in sql/import.sql; what was read and what was
 * left out, and why. Owns:  texts in the arena. Fails: ERR_NO_INPUT, ERR_IO; ERR_DATA a column is
 * missing, dates or decimals are ambiguous, more lines than plan->most_rejects cannot be read;
 * ERR_CANNOT_CREATE the database is there and neither append nor force is set; ERR_USAGE a wrong
 * mapping. Whatever fails, the database is as it was before.
 */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "import/sales_form.h"
#include "recognise/csv.h"
#include "recognise/recognise.h"
#include "store/store.h"

/* Whose an amount is. */
typedef enum AmountRule { AMOUNT_AUTO, AMOUNT_LINE, AMOUNT_ORDER, AMOUNT_NONE } AmountRule;
/* Which rows that are the same count once. */
typedef enum DuplicateRule { DUPLICATES_AUTO, DUPLICATES_KEEP, DUPLICATES_DROP } DuplicateRule;

typedef struct ImportPlan {
    const char *path; /* the database */
    /* By kind, NULL where there is none; transactions are needed. */
    const char *customers, *products, *transactions, *interactions;
    /* Or a database of another schema, and which of its tables are which; NULL. */
    const char *database;
    const SourceMap *source;
    const Findings *before; /* what was found on the way to that database; or NULL */
    bool row_ids; /* its order_id numbers the rows: what is a purchase is still to be judged */
    const char *const *maps; /* "FIELD=COLUMN"; "FIELD=" leaves the field out */
    size_t map_count;
    CsvEncoding encoding; /* CSV_DETECT: by the file */
    char delimiter;       /* 0: by the header */
    const char *sheet; /* of a workbook of transactions, by name or number; NULL: by the headers */
    char decimal;      /* '.', ',', or 0: by the columns */
    bool has_date_form;
    DateForm date_form;
    const char *export_name;  /* --export: a known one, a file, "none"; NULL: by the header */
    ValueList status;         /* the values of a state that count; none: by the words */
    ValueList customer_chain; /* columns that say who a customer is, the best first */
    const char *const *where; /* "COLUMN=VALUE" */
    size_t where_count;
    AmountRule amount;
    DiscountKind discount; /* DISCOUNT_UNKNOWN: by the values */
    DuplicateRule duplicates;
    const char *only_currency; /* or NULL */
    const char *rates;         /* a file, or "USD=0.92,GBP=1.17" (import/rates.h); NULL */
    const char *currency;      /* that the rates are into; NULL */
    const Zone *zone;          /* in which a day ends; NULL: days are as written */
    bool append, force;
    const char *rejects; /* a CSV file for the lines that cannot be read, or NULL */
    double most_share;   /* of a file's lines that may be rejected: 0.01 */
    int64_t most_lines;  /* the same as a number, where it is not negative */
    void (*progress)(void *context, const char *step, double share);
    bool (*stop)(void *context); /* asked now and then: true ends the import. NULL: never */
    void *context;
} ImportPlan;

#define IMPORT_FILES 4

typedef struct ImportedFile {
    const char *path, *table;
    int64_t lines, rejected;
    const char *format; /* how it was read: "comma, UTF-8, dates day/month/year" */
} ImportedFile;

typedef struct Imported {
    ImportedFile files[IMPORT_FILES];
    size_t file_count;
    int64_t customers, products;
    Findings findings; /* rejected lines by reason, the order rule, parts that are absent */
} Imported;

MUST_USE Status import_csv(Imported *out, const ImportPlan *plan, Arena *arena, Err *err);

/* The files' columns as a map, from their headers alone. */
MUST_USE Status import_columns(SourceMap *out, const ImportPlan *plan, Arena *arena, Err *err);

/* The file beside the database in which a new one is built; to be removed when the run is killed.
 */
const char *import_building_path(const char *path, Arena *arena);

#endif
