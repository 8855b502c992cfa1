/* recognise/date.h — dates as shops write them.
 *
 * In:    a text; the form of its column, which all values decide together: "03/04/2024" is in April
 *        or in March, "24-07-31" begins with a year or a day.
 * Out:   the day that was written, the time of day and the offset from UTC where the text has them:
 *        a zone may move the day (recognise/zone.h).
 *
 * Beside figures months are read by name, in English, German, French, Spanish, Italian, Dutch,
 * Portuguese and Polish, with a weekday before them or not; behind a date there may be a time of
 * day (of 24 or of 12 hours), an offset and the name of a zone.
 */
#ifndef RECOGNISE_DATE_H
#define RECOGNISE_DATE_H

#include "recognise/date_words.h"
#include "recognise/example.h"

typedef enum DateForm {
    DATE_YMD,         /* 2024-07-31, 2024/7/31, 20240731, 20240731T0815Z, 2024年7月31日 */
    DATE_DMY,         /* 31/07/2024, 31.7.24, 31 Jul 2024, Mittwoch, 31. Juli 2024 */
    DATE_MDY,         /* 07/31/2024, Jul 31, 2024, Wed Jul 31 10:00:00 2024; never with dots */
    DATE_UNIX,        /* seconds since 1970, UTC: 9 or 10 digits */
    DATE_UNIX_MILLIS, /* milliseconds: 12 or 13 digits */
    DATE_YMD_SHORT,   /* 24-07-31; also what DATE_YMD reads */
    DATE_SERIAL,      /* a spreadsheet's days since 1899-12-30: 45504, 45504.34375 */
    DATE_FORMS
} DateForm;

typedef enum DateReading {
    DATE_FINE,
    DATE_BLANK,   /* nothing, or a word for it (recognise/blank.h) */
    DATE_UNKNOWN, /* what systems write for no date: 0000-00-00, 1970-01-01 (day_is_unknown) */
    DATE_BAD      /* something else */
} DateReading;

#define NO_TIME (-1)

typedef struct Moment {
    Day day;        /* as it was written */
    int32_t second; /* of that day, 0 to 86400; NO_TIME: the text has a day only */
    int32_t offset; /* of that time, in seconds east of UTC; NO_OFFSET: the text does not say */
} Moment;

/* Written when the reading is DATE_FINE. Two-digit years: 69 to 99 are 19xx, 00 to 68 are 20xx, as
 * POSIX strptime has it. */
DateReading moment_read(Moment *out, DateForm form, const char *text, size_t size);
/* The day alone; false when it is none. */
bool date_read(Day *out, DateForm form, const char *text, size_t size);

/* The day of a date that exists, in the years 1 to 9999. */
bool day_make(Day *out, int year, int month, int day);
/* Days that stand for none: those before 1900 (0001-01-01, 1899-12-30), 1900-01-01, and 1970-01-01
 * with the evening before it, which is the same moment in America. */
bool day_is_unknown(Day day);

/* --- a column --------------------------------------------------------------------------------- */

/* What the values of a column show of its form; zeros to begin with. */
typedef struct DateEvidence {
    int64_t values;  /* that are neither blank nor unknown */
    int64_t unknown; /* 0000-00-00 and the like */
    int64_t timed;   /* values with a time of day */
    int64_t zoned;   /* among them, with an offset from UTC */
    int64_t fits[DATE_FORMS];
    int64_t either, only_dmy, only_mdy; /* day/month values that both read, differently; or one */
    int64_t loose;                      /* values that may begin with a two-digit year, but whose
                                         * separators or months speak for day and month */
    Day first[DATE_FORMS], last[DATE_FORMS]; /* of the values that may */
    Example example, example_dmy, example_mdy, example_short, example_serial, example_unknown,
        misfit;
    uint32_t typed_days; /* days of the month among cells that are dates by themselves */
    bool rows;           /* of a workbook: messages say row, not line */
} DateEvidence;

void date_note(DateEvidence *evidence, const char *text, size_t size, int64_t line);
/* A cell that is a date by itself, as YYYY-MM-DD: it needs no recognition, but it is evidence of
 * what became of the texts among it. */
void date_note_typed(DateEvidence *evidence, const char *text, size_t size);
/* `where` begins the message: "orders.csv: Order Date". No values: DATE_YMD. Fails with ERR_DATA
 * where the column is in no form that is known, in two forms, or where nothing decides. */
MUST_USE Status date_decide(DateForm *out, const DateEvidence *evidence, const char *where,
                            Err *err);
/* "ymd", "dd/mm/yyyy", "%d.%m.%Y", "yy-mm-dd", "unix", "excel"…; false when it is none of them. */
bool date_form_of(DateForm *out, const char *name);
const char *date_form_name(DateForm form); /* "day/month/year" */

#endif
