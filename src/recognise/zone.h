/* recognise/zone.h — time zones: in which day of a shop's calendar a moment falls.
 *
 * In:    the name of a zone: "UTC", an offset ("+02:00", "UTC-5"), or one of the IANA database
 *        ("Europe/Berlin"), whose compiled files (TZif, RFC 8536) the system has.
 * Out:   the offset from UTC at a moment.
 * Owns:  nothing: a Zone lives in the arena. No TZ, no locale, no state of the C library is used.
 * Fails: ERR_USAGE: no zone of that name, with the nearest thing to do; ERR_DATA: its file is
 *        damaged.
 */
#ifndef RECOGNISE_ZONE_H
#define RECOGNISE_ZONE_H

#include "recognise/date.h"

/* When summer time begins or ends in a year. */
typedef struct ZoneSwitch {
    char kind;            /* 'M': the week-th weekday of a month; 'J': day 1 to 365 without 29
                           * February; 'D': day 0 to 365 with it */
    int month, week, day; /* 'M': 1 to 12, 1 to 5 (the last), 0 is Sunday; else day only */
    int32_t second;       /* local time before the switch, from the day's midnight */
} ZoneSwitch;

/* What goes on for ever behind the last known change. */
typedef struct ZoneRule {
    int32_t standard, summer; /* seconds east of UTC */
    bool has_summer;
    ZoneSwitch begins, ends;
} ZoneRule;

typedef struct Zone {
    const char *name;
    size_t changes;        /* known ones, ascending */
    const int64_t *at;     /* seconds since 1970, UTC, from which… */
    const int32_t *offset; /* …this offset counts */
    int32_t before;        /* the offset before the first */
    bool has_rule;         /* behind the last; without one the last offset stays */
    ZoneRule rule;
} Zone;

/* `folder` holds the compiled files; NULL: where systems have them. */
MUST_USE Status zone_open(Zone *out, const char *name, const char *folder, Arena *arena, Err *err);
/* Seconds east of UTC at a moment, seconds since 1970. */
int32_t zone_offset(const Zone *zone, int64_t moment);
/* The day in the zone. Where the text had no time of day or no offset, the day as it was written:
 * such times are the shop's own. */
Day moment_day(const Moment *moment, const Zone *zone);

#endif
