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
    Buf joined, key, spelling, last_order;
    Buf asked;                 /* whether it is a guest's id: is_guest */
    bool is_guest, spelled_so; /* spelled_so: the spelling is the customer's name */
    uint32_t last_order_number;
    Currency signed_currency; /* that stood with an amount of the row */
    int wrong;                /* the column that a row was rejected for */
} SalesReading;

/* Reads the record into the columns; REJECTS when it went in, or was no sale. */
Reject sales_read_row(SalesReading *r);

/* --- states.c: words ------------------------------------------------------------------------- */

/* What a shop's word for the state of an order or payment makes of it. */
typedef struct StateWord {
    bool known; /* it is such a word */
    ValueFate fate;
    bool refunded, partly; /* the money went back, a part of it */
} StateWord;
StateWord state_word(const char *text, size_t size);
/* "guest", "walk-in", "0", "-1", …: an id that is nobody's. */
bool guest_is_word(const char *text, size_t size);
/* "Total", "Grand total", "Summe", …, alone or before a colon. */
bool total_is_word(const char *text, size_t size);

/* --- sales_columns.c -------------------------------------------------------------------------- */

/* Columns that no field takes: in the first rows it is noted what they hold, then states and
 * currencies are taken into the form; what else may matter is named, to be told. */
void sales_look_begin(Sales *sales, const InputFile *file, Arena *arena);
void sales_look(const SalesReading *r);
void sales_look_end(Sales *sales, const InputFile *file, Arena *arena);

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
/* Takes the column of ids out of what says who bought, where each order has a new one and another
 * column shows that people came again; true when it did. */
bool sales_find_new_ids(Sales *sales, const Job *job);
/* Adds ids that stand for many people to those of guests; true when there were any. */
bool sales_find_shared(Sales *sales, Job *job);
/* Where names alone tell customers apart: takes a column that tells more of them apart, or notes
 * which may. */
MUST_USE Status sales_look_by_name(Sales *sales, Job *job, InputFile *file, Err *err);
/* Keeps how the key of a customer is spelled in the row (false: as in the row above, and that is
 * the name), and notes it of whom it is; then each gets the usual spelling. */
bool sales_keep_spelling(SalesReading *r, CsvField value);
void sales_note_spelling(SalesReading *r, uint32_t who);
void sales_spell_names(Sales *sales, Job *job);
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
/* Sums up what an order's rows will be in the report's currency. */
MUST_USE Status sales_put_dry(Sales *sales, Job *job, size_t order, Err *err);
/* What came in and what went back of an order, in the report's currency. */
double sales_gross(const Sales *sales, size_t order);
double sales_refund(const Sales *sales, size_t order);
/* Decides the currency, converts what is in another, or refuses. */
MUST_USE Status sales_settle_currency(Sales *sales, Job *job, const InputFile *file, Err *err);
void sales_tell(Findings *findings, const Sales *sales, const Job *job, const InputFile *file);

/* What the file's arithmetic says of tax, shipping and discounts. */
void sales_find_sums(Sales *sales, Arena *arena);
/* What a column of discounts means; an order's that stands on all of its rows is shared out. */
MUST_USE Status sales_decide_discount(Sales *sales, Job *job, const InputFile *file, Err *err);
/* A row's amount less its discount. */
double sales_discounted(const Sales *sales, double amount, size_t row);

/* Marks rows that say again what others have said: later states of an order, sums of lines. */
void sales_mark_again(Sales *sales, const Job *job);
/* A file of lines without ids of orders: a customer's rows of a day stand in while it is decided
 * whose the figures are; refused, where the amounts are the orders'. Then they have no order again.
 */
MUST_USE Status sales_stand_in(Sales *sales, Job *job, const InputFile *file, Err *err);
void sales_end_stand_in(Sales *sales);
/* What is the order's needs to know which rows are one. */
Status sales_refuse_unnumbered(const InputFile *file, const char *what, const char *option,
                               Err *err);

/* The row's own amount, less and plus what is known: NaN where it has none. */
double sales_row_amount(const Sales *sales, size_t row);
/* What an order's own figure is in that row. */
double sales_order_amount(const Sales *sales, size_t row);
/* That of the two which counts for a row by itself. */
double sales_own_amount(const Sales *sales, size_t row);
/* The amounts are the orders', and spread over their lines. */
bool sales_is_grouped(const Sales *sales);

#endif
