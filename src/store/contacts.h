/* store/contacts.h — the interactions, summed up by customer in one scan.
 *
 * Fails: ERR_DATA when the dates are in another format.
 */
#ifndef STORE_CONTACTS_H
#define STORE_CONTACTS_H

#include "math/sum.h"
#include "store/people.h"

typedef struct Contact {
    uint32_t count, types, email_opens, website_visits;
    uint32_t timed; /* those with a duration */
    Sum seconds;
    uint64_t type_set; /* the first 64 types as bits; `types` counts these and the others */
} Contact;

typedef struct Contacts {
    int64_t rows, counted;
    Contact *of; /* one a customer */
} Contacts;

MUST_USE Status contacts_read(Contacts *out, const Reader *reader, const People *people,
                              Arena *arena, Err *err);

#endif
