/* import/sales_private.h — what sales_*.c share while a file of sales is read. */
#ifndef IMPORT_SALES_PRIVATE_H
#define IMPORT_SALES_PRIVATE_H

#include "import/job.h"
#include "import/sales.h"
#include "recognise/consent.h"
#include "recognise/state.h"

/* One pass over the file. */
typedef struct SalesReading {
    Job *job;
    InputFile *file;
    Sales *sales;
    const RecordReader *reader;
    const Zone *zone; /* in which a day ends; NULL: as written */
    Buf joined, key, last_order;
    uint32_t last_order_number;
    Currency signed_currency; /* that stood with an amount of the row */
    int wrong;                /* the column that a row was rejected for */
} SalesReading;

/* Reads the record into the columns; REJECTS when it went in, or was no sale. */
Reject sales_read_row(SalesReading *r);

/* --- states.c: words ------------------------------------------------------------------------- */

/* What a shop's word for the state of an order or payment makes of it; false: no such word. */
bool state_is_word(ValueFate *fate, bool *refunded, const char *text, size_t size);
/* "guest", "walk-in", "0", "-1", …: an id that is nobody's. */
bool guest_is_word(const char *text, size_t size);
/* "Total", "Grand total", "Summe", …, alone or before a colon. */
bool total_is_word(const char *text, size_t size);

/* --- sales_where.c ---------------------------------------------------------------------------- */

/* Whether the user's tests leave the record out. */
bool where_fails(const SalesReading *r);
/* Reads "COLUMN=VALUE[,VALUE]", with !=, < or > in place of =. */
MUST_USE Status where_read(WhereTest *out, const char *text, const Header *header, Arena *arena,
                           Err *err);

/* --- sales_people.c --------------------------------------------------------------------------- */

/* The key that tells a customer apart: addresses without case, names without case and with single
 * blanks, ids as they are. Lives in `key`. */
CsvField who_key(Buf *key, CsvField value);
/* Adds ids that stand for many people to those of guests; true when there were any. */
bool sales_find_shared(Sales *sales, Job *job);
/* Guests who gave a customer's address are that customer. */
void sales_join_people(Sales *sales, Job *job);

/* --- sales.c ---------------------------------------------------------------------------------- */

/* The known export that the header is, else the form that its names make. */
MUST_USE Status sales_recognise(Sales *sales, Job *job, InputFile *file, const FieldMaps *maps,
                                Err *err);
/* Reads and decides. */
MUST_USE Status sales_read(Sales *sales, Job *job, InputFile *file, Err *err);
void sales_close(Sales *sales);

/* --- sales_decide.c, sales_orders.c, sales_put.c, sales_tell.c -------------------------------- */

MUST_USE Status sales_decide(Sales *sales, Job *job, const InputFile *file, Err *err);
MUST_USE Status sales_sum_orders(Sales *sales, Job *job, const InputFile *file, Err *err);
/* The id of the row's order as it will stand in the database; NULL: it has none. */
const char *sales_order_text(const Sales *sales, size_t row);
/* Marks the orders that the database has already just so, and takes out those that have changed. */
MUST_USE Status sales_meet(Sales *sales, Job *job, Err *err);
MUST_USE Status sales_put(Sales *sales, Job *job, Err *err);
void sales_tell(Findings *findings, const Sales *sales, const Job *job, const InputFile *file);

/* The row's own amount, less and plus what is known: NaN where it has none. */
double sales_row_amount(const Sales *sales, size_t row);
/* What an order's own figure is in that row. */
double sales_order_amount(const Sales *sales, size_t row);
/* That of the two which counts for a row by itself. */
double sales_own_amount(const Sales *sales, size_t row);
/* The amounts are the orders', and spread over their lines. */
bool sales_is_grouped(const Sales *sales);

#endif
