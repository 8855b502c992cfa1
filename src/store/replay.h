/* store/replay.h — the features by a query in the database: sql/features.sql, or one like it.
 *
 * In:    SQL with one row a customer and the columns of sql/features.sql in their order; the
 *        parameters :as_of and :purchase_rule are bound to the as-of date and the rule as texts.
 * Out:   overwrites the features of the customers that the query returns.
 * Fails: ERR_DATA for other columns, a value that is not a finite number, or a query that is not
 *        one SELECT.
 */
#ifndef STORE_REPLAY_H
#define STORE_REPLAY_H

#include "store/people.h"

MUST_USE Status replay_features(Matrix *features, PurchaseRule rule, const People *people,
                                const Reader *reader, Err *err);

#endif
