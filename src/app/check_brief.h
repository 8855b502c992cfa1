/* app/check_brief.h — what check found, on one screen.
 *
 * In:    a Shop; what kind of source it was read from ("a table of sales"), its currency.
 * Out:   text: what it is, what counts and what does not, what to decide. At most CHECK_LINES lines
 *        of CHECK_COLUMNS columns; what has no room is counted.
 */
#ifndef APP_CHECK_BRIEF_H
#define APP_CHECK_BRIEF_H

#include "store/store.h"

enum { CHECK_LINES = 40, CHECK_COLUMNS = 100 };

/* "A Shopify export of orders: 620 orders in 1,240 lines, 2024-01-03 to 2024-12-30" */
const char *check_about(const Shop *shop, const char *kind, const char *currency, Arena *arena);

void check_brief(Buf *out, const Shop *shop, const char *kind, const char *currency, Arena *arena);

#endif
