/* recognise/plain.h — one value as our own schema writes it: an id, an amount, a day.
 *
 * Out:   written when the reading is READ_OK or READ_AS_TEXT only.
 */
#ifndef RECOGNISE_PLAIN_H
#define RECOGNISE_PLAIN_H

#include "base/base.h"

typedef enum Reading {
    READ_OK,
    READ_AS_TEXT, /* a number, but stored as text, or an id stored with a fraction of zero */
    READ_MISSING, /* NULL, blank text, or a word for it (recognise/blank.h) */
    READ_BAD,     /* something else; for amounts also infinite, or beyond AMOUNT_LIMIT */
    READ_ODD      /* what systems write for an unknown date: 1970-01-01, 0000-00-00, a year before
                   * FIRST_YEAR (day_is_unknown) */
} Reading;

/* Beyond this a double holds no cents. */
#define AMOUNT_LIMIT 1e13
#define FIRST_YEAR 1900

/* Of texts of size bytes. */
Reading id_from_text(int64_t *out, const char *text, size_t size);
Reading amount_from_text(double *out, const char *text, size_t size);
/* YYYY-MM-DD, alone or with a time of day and an offset behind it, which are checked and dropped:
 * the day is the one that was written. */
Reading day_from_text(Day *out, const char *text, size_t size);
/* A whole number that a double holds exactly (2^53); false where it is none. */
bool id_from_number(int64_t *out, double value);

/* Whether an amount is not quantity × price, where the price of each unit is rounded to the cent.
 */
bool is_off_price(double amount, double quantity, double price);

#endif
