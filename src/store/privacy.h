/* store/privacy.h — what of a shop's customers a report may show.
 *
 * In:    a Shop, as it was read, and the level that the user asked for.
 * Out:   the same Shop without what may not be shown, before anything is made of it, so that no
 *        page, file or picture can show it by oversight.
 * Fails: ERR_DATA where an aggregate would be of too few customers.
 */
#ifndef STORE_PRIVACY_H
#define STORE_PRIVACY_H

#include "store/store.h"

typedef enum Privacy {
    PRIVACY_FULL,     /* names; e-mail addresses in the segments' CSV files alone */
    PRIVACY_IDS,      /* customers by their ids */
    PRIVACY_AGGREGATE /* no customers, and nothing of groups of fewer than min_group */
} Privacy;

/* At every level a name that is an e-mail address becomes the address, and the customer is called
 * "Customer 17"; from PRIVACY_IDS on all are, no address is left, and findings have no examples.
 * PRIVACY_AGGREGATE leaves out customers who never bought, when they are fewer than min_group, and
 * months at both ends in which fewer bought. */
MUST_USE Status shop_redact(Shop *shop, Privacy level, size_t min_group, Arena *arena, Err *err);

const char *privacy_name(Privacy level); /* "full", as in --privacy */
/* False for a name that is none of them. */
bool privacy_read(Privacy *out, const char *name);

#endif
