/* recognise/recognise.h — how a column writes its dates and numbers, judged over all of it.
 *
 * "03/04/2024" may be April or March, "1.234" a thousand or one: the values of one column speak for
 * each other. Evidence is gathered value by value, then decided once; where nothing in the column
 * decides, the decision is refused with an example, never guessed.
 */
#ifndef RECOGNISE_RECOGNISE_H
#define RECOGNISE_RECOGNISE_H

#include "base/base.h"

#define EXAMPLE_BYTES 48

typedef struct Example {
    char text[EXAMPLE_BYTES]; /* clean; "" when there was none */
    int64_t line;
} Example;

/* Keeps the first. */
void example_note(Example *example, const char *text, size_t size, int64_t line);

/* --- Dates: an optional time of day behind them is checked and dropped ----------------------- */

typedef enum DateForm {
    DATE_YMD,         /* 2024-07-31, 2024/7/31, 20240731 */
    DATE_DMY,         /* 31/07/2024, 31.7.24, 31 Jul 2024 */
    DATE_MDY,         /* 07/31/2024, Jul 31, 2024; never with dots */
    DATE_UNIX,        /* seconds since 1970, UTC */
    DATE_UNIX_MILLIS, /* milliseconds */
    DATE_FORMS
} DateForm;

/* The day that the text says in that form; false when it says none. Two-digit years: 69 to 99 are
 * 19xx, 00 to 68 are 20xx, as POSIX strptime has it; never first (24-07-31). */
bool date_read(Day *out, DateForm form, const char *text, size_t size);

typedef struct DateEvidence {
    int64_t values; /* that are not blank */
    int64_t fits[DATE_FORMS];
    int64_t either, only_dmy, only_mdy; /* day/month values that both read, differently; or one */
    Example example, example_dmy, example_mdy, misfit;
    uint32_t typed_days; /* days of the month among cells that are dates by themselves */
    bool rows;           /* of a workbook: messages say row, not line */
} DateEvidence;

void date_note(DateEvidence *evidence, const char *text, size_t size, int64_t line);
/* A cell that is a date by itself, as YYYY-MM-DD: it needs no recognition, but it is evidence of
 * what became of the texts among it. */
void date_note_typed(DateEvidence *evidence, const char *text, size_t size);
/* `where` begins the message: "orders.csv: Order Date". No values: DATE_YMD. */
MUST_USE Status date_decide(DateForm *out, const DateEvidence *evidence, const char *where,
                            Err *err);
/* "ymd", "dd/mm/yyyy", "%d.%m.%Y", "unix"…; false when it is none of them. */
bool date_form_of(DateForm *out, const char *name);
const char *date_form_name(DateForm form); /* "day/month/year" */

/* --- Numbers: a sign, parentheses for negative, a currency sign or code, thousands ------------ */

typedef struct NumberEvidence {
    int64_t values, point, comma, unclear;
    Example example_point, example_comma, example_unclear;
    bool rows; /* as in DateEvidence */
} NumberEvidence;

void number_note(NumberEvidence *evidence, const char *text, size_t size, int64_t line);
/* '.' or ','. */
MUST_USE Status number_decide(char *out, const NumberEvidence *evidence, const char *where,
                              Err *err);

typedef enum NumberReading { NUMBER_FINE, NUMBER_BLANK, NUMBER_NONE, NUMBER_HUGE } NumberReading;

/* NUMBER_HUGE: beyond AMOUNT_LIMIT of store/value.h. */
NumberReading number_parse(double *out, char decimal, const char *text, size_t size);

/* Without blanks (also no-break spaces) around it. */
void text_trim(const char **text, size_t *size);

#endif
