/* recognise/date_words.h — names of months, weekdays and time zones, in the languages that exports
 * come in: English, German, French, Spanish, Italian, Dutch, Portuguese, Polish.
 *
 * In:    words without case and accents (scan_word).
 */
#ifndef RECOGNISE_DATE_WORDS_H
#define RECOGNISE_DATE_WORDS_H

#include "base/base.h"

/* 1 to 12 for a month's name, or for an abbreviation of three letters or more that no other month
 * has in any of the languages; else 0. */
int month_of(const char *word);
/* A weekday's name or the beginning of one, of two letters or more. */
bool is_weekday(const char *word);
/* Words that may stand before a time of day: "at", "um", "à", "alle"… */
bool is_before_time(const char *word);

#define NO_OFFSET INT32_MIN

/* The offset from UTC in seconds (east is positive) that a zone's name says: "utc", "cest",
 * "pacific standard time", the words with one space between them. NO_OFFSET for a name that several
 * zones share, or that says nothing of summer time ("ist", "eastern time"). False: no such name. */
bool zone_name_offset(int32_t *offset, const char *name);

#endif
