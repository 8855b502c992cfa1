/* store/replay.h — the features by a query in the database: sql/features.sql, or one like it.
 *
 * In:    SQL with one row a customer and the columns of sql/features.sql in their order; the
 *        parameter :as_of is bound to the as-of date as text.
 * Out:   overwrites the features of the customers that the query returns.
 * Fails: ERR_DATA for other columns, a value that is not a finite number, or a query that is not
 *        one SELECT.
 */
#ifndef STORE_REPLAY_H
#define STORE_REPLAY_H

#include "store/people.h"

MUST_USE Status replay_features(Matrix *features, const People *people, const Reader *reader,
                                Err *err);

#endif
