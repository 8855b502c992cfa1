/* recognise/cell.h — what a cell of a workbook holds, as the text that a CSV file would have.
 *
 * Workbooks keep every number as a double, and dates as numbers of days that only a number format
 * tells from amounts (ECMA-376 part 1, 18.8.30 and 18.17.4).
 *
 * Out:   text of at most CELL_TEXT bytes with a NUL behind it, written by base's rules: "." as
 *        decimal point, no exponent where a plain number is as clear.
 */
#ifndef RECOGNISE_CELL_H
#define RECOGNISE_CELL_H

#include "base/base.h"

#define CELL_TEXT 64

/* What a number format makes of a number. */
typedef enum CellForm {
    CELL_PLAIN,   /* a number stays one */
    CELL_DATE,    /* a day, and the time of day where there is one */
    CELL_TIME,    /* a time of day */
    CELL_ELAPSED, /* hours, minutes, seconds: 30:15:00 */
} CellForm;

/* The form of a built-in number format, and of one with that code, such as "dd/mm/yyyy;@". */
CellForm cell_form_of_id(int64_t id);
CellForm cell_form_of_code(const char *code);

/* "1001", "12.5": the shortest text that reads back as the number that the text gives. False when
 * the text is no finite number; out is then not written. */
bool cell_number(char out[CELL_TEXT], const char *text, size_t size);

/* "2024-07-31", or "2024-07-31 09:05:00" where there is a time of day. Days count from 1900-01-01
 * as day 1, with a 29 February 1900 that never was, or with `since_1904` from 1904-01-01 as day 0.
 * False when the form is CELL_PLAIN or the number lies outside the years 1900 to 9999. */
bool cell_date(char out[CELL_TEXT], double days, CellForm form, bool since_1904);

/* The same of a cell that holds ISO 8601: "2024-07-31T00:00:00Z" is "2024-07-31". False when it is
 * something else. */
bool cell_iso_date(char out[CELL_TEXT], const char *text, size_t size);

#endif
