/* store/identity.h — what tells a customer apart from run to run. Private to the room. */
#ifndef STORE_IDENTITY_H
#define STORE_IDENTITY_H

#include "store/accounts.h"

/* Customers.identities (store.h): from the keys, or from the table that an import leaves. */
MUST_USE Status identities_read(Customers *customers, const Reader *reader, Err *err);

/* The customer as the shop writes it, for an example: "AA-102"; the id where it is the shop's own,
 * or where the table that says it cannot be read. */
const char *customer_said(const Reader *reader, int64_t id);

#endif
