/* recognise/consent.h — whether a value says that somebody may be written to.
 *
 * In:    a value of a column about consent ("accepts marketing"), or about its withdrawal
 *        ("unsubscribed"), in the eight languages of the columns' names. Not blank.
 * Out:   what it says. Where a value says nothing known, nobody may be written to.
 */
#ifndef RECOGNISE_CONSENT_H
#define RECOGNISE_CONSENT_H

#include <stdbool.h>
#include <stddef.h>

/* "yes", "true", "1", "subscribed", the day it was given, …. */
bool consent_is_given(const char *text, size_t size);
/* All but "no", "false", "0", …: a day is the one on which it was withdrawn. */
bool consent_is_withdrawn(const char *text, size_t size);
/* "no", "false", "0", …: of a flag that is not set. */
bool flag_is_off(const char *text, size_t size);

#endif
