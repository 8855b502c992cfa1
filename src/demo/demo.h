/* demo/demo.h — a believable shop, for trying the program out.
 *
 * At 1,000 customers: exactly 50 products, 8,400 transactions, 9,821 interactions; all but the
 * products scale with the customers. Same plan, same bytes.
 */
#ifndef DEMO_DEMO_H
#define DEMO_DEMO_H

#include "store/store.h"

typedef struct DemoPlan {
    const char *path;
    int64_t customers; /* 1 to 10,000,000 */
    uint64_t seed;
    Day as_of;  /* the shop's last day */
    bool force; /* replace an existing file */
} DemoPlan;

typedef struct DemoCounts {
    int64_t customers, products, transactions, interactions;
} DemoCounts;

/* Builds beside the path and renames, so that a failed run leaves nothing behind.
 * Fails: ERR_CANNOT_CREATE when the file exists and force is not set, or cannot be made; ERR_IO. */
MUST_USE Status demo_write(DemoCounts *out, const DemoPlan *plan,
                           void (*progress)(void *context, const char *step, double share),
                           void *progress_context, Err *err);

#endif
