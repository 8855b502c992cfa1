/* store/identity.h — what tells a customer apart from run to run. Private to the room. */
#ifndef STORE_IDENTITY_H
#define STORE_IDENTITY_H

#include "store/accounts.h"

/* Customers.identities (store.h): from the keys, or from the table that an import leaves. */
MUST_USE Status identities_read(Customers *customers, const Reader *reader, Err *err);

#endif
