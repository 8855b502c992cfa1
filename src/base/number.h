/* base/number.h — numbers and dates as text, without a locale.
 *
 * Every function writes into out (NUMBER_TEXT bytes are always enough) and returns it.
 * Numbers must be finite; a value that is not shows as "–", which is what the reports print
 * where there is no figure. All round here, once, from the unrounded value, and a half up: away
 * from zero.
 */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

#define NUMBER_TEXT 400

/* 1234.5 → "1234.50"; -0.00 is written 0.00. decimals 0 to 12. */
char *number_fixed(char *out, double value, int decimals);
/* The same at the end of a buffer, and whole numbers, where there are millions of them. */
void buf_fixed(Buf *out, double value, int decimals);
void buf_integer(Buf *out, int64_t value);
/* 1234567.8 → "1,234,567.80". Negative numbers get the minus sign U+2212. */
char *number_grouped(char *out, double value, int decimals);
/* The shortest text that reads back as the same double; "." as decimal point. */
char *number_shortest(char *out, double value);
/* 1234567 → "1.23M", 950 → "950": three significant figures and K, M, B or T. */
char *number_short(char *out, double value);
/* A share 0.1234 → "12.3%"; 0.0001 with no decimals "<1%", 0.9999 ">99%". decimals 0 to 12. */
char *number_percent(char *out, double share, int decimals);
/* currency is an ISO code; "$1,234.50" for those with a well-known sign, else "CHF 1,234.50". */
char *number_money(char *out, double value, const char *currency, int decimals);
/* The same with a short scale: "$1.23M". */
char *number_money_short(char *out, double value, const char *currency);

/* Strict readers: the whole text, no spaces, no hex, finite; false when it is not a number. */
bool number_read(const char *text, double *out);
bool integer_read(const char *text, int64_t *out);

/* --- Days ------------------------------------------------------------------------------------ */

/* Days since 1970-01-01 in the proleptic Gregorian calendar. */
typedef int32_t Day;

typedef struct CivilDate {
    int year, month, day;
} CivilDate;

Day day_from_civil(CivilDate date);
CivilDate day_to_civil(Day day);
/* Reads YYYY-MM-DD (years 0001 to 9999), which must exist; false when it does not. */
bool day_read(const char *text, Day *out);
/* "2024-07-01". */
char *day_iso(char *out, Day day);
/* "1 July 2024". */
char *day_long(char *out, Day day);
/* "Jul 2024" for the day's month. */
char *day_month(char *out, Day day);
const char *month_name(int month); /* 1 to 12, "January" */

#endif
