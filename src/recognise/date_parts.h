/* recognise/date_parts.h — a date of three parts, before it is known which is which.
 *
 * Only the recognise room's own files include this.
 */
#ifndef RECOGNISE_DATE_PARTS_H
#define RECOGNISE_DATE_PARTS_H

#include "recognise/date.h"
#include "recognise/date_time.h"

typedef struct DateParts {
    int value[3], digits[3]; /* digits 0: a month by name */
    char separator;          /* the first one; 0: a sign of Chinese, Japanese or Korean, or none */
    Clock clock;
} DateParts;

/* The whole text, without blanks around it. */
bool date_parts_read(DateParts *out, const char *text, size_t size);
/* The day that the parts say in DATE_YMD, _YMD_SHORT, _DMY or _MDY; false in others. */
bool date_parts_day(Day *out, DateForm form, const DateParts *parts);

/* yyyy-mm-dd or yyyy/mm/dd, alone or with " hh:mm" or "Thh:mm:ss": what most columns hold. */
bool iso_read(Moment *out, const char *text, size_t size);
/* Digits only: compact dates with what follows them, seconds, milliseconds, serial numbers. */
bool digits_read(Moment *out, DateForm form, const char *text, size_t size);
/* Zeros and separators only. */
bool is_zero_date(const char *text, size_t size);

#endif
