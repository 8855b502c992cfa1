/* store/gaps.h — stretches without any sale that chance does not explain, and old data.
 *
 * If days with sales came at random at their mean rate, a wait of more than g days would be seen
 * n · exp(−g / mean) times among n waits. A wait that would be seen less than once in twenty such
 * histories is a finding: a shop that was closed, or an export with a hole. The wait from the last
 * sale to the as-of date is judged by the same measure.
 */
#ifndef STORE_GAPS_H
#define STORE_GAPS_H

#include "store/ledger.h"

/* Fills holes, sale_days and ends_early of a ledger with rows, and adds the findings; where the
 * as-of date moves, its end is left to the caller. */
void gaps_find(Ledger *ledger, const Reader *reader);
/* Says that the as-of date was moved from the day that was meant to the ledger's last. */
void gaps_report_moved(const Ledger *ledger, Day meant, const Reader *reader);

#endif
