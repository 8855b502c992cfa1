/* recognise/date_time.h — the time of day behind a date, and its offset from UTC.
 *
 * Only the recognise room's own files include this.
 */
#ifndef RECOGNISE_DATE_TIME_H
#define RECOGNISE_DATE_TIME_H

#include "recognise/date.h"
#include "recognise/scan.h"

typedef struct Clock {
    int32_t second; /* of the day, 0 to 86400 (24:00); NO_TIME */
    int32_t offset; /* seconds east of UTC; NO_OFFSET */
} Clock;

/* "9:05", "09:05:00.123", "9.05", "9h05", "3 PM", "3:04:05 p.m.", "08:15 Uhr"; "081500" only where
 * compact. False, and the scan is anywhere, when there is none. */
bool clock_take(Clock *out, Scan *scan, bool compact);
/* "Z", " +02:00", "-0500", " CET", " GMT+1 (CET)", " Pacific Standard Time", "[Europe/Berlin]", or
 * nothing. False when something else comes. */
bool clock_take_zone(Clock *out, Scan *scan);
/* All that is left behind a date: nothing, or " 9:05", "T09:05:00+02:00", ", 9:05 PM EST", " um
 * 9:05 Uhr". Where the clock was read before, only a zone. `compact` allows "0815" without a T too.
 */
bool clock_take_rest(Clock *out, Scan *scan, bool compact);

#endif
