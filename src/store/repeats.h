/* store/repeats.h — transactions that share a transaction_id, in a table whose schema allows it.
 *
 * A row that is the same in every column as an earlier one is a copy and does not count. A row with
 * the id of an earlier one, of the same customer, but with other contents is a further line of the
 * same order: its money counts, the order does not count twice, as COUNT(DISTINCT transaction_id)
 * has it in sql/features.sql.
 *
 * Out:   for each row, in the order of a scan of the table, the number of its order: equal for
 *        lines of one order; ROW_IS_COPY for a copy. No numbers (NULL) when all ids differ.
 */
#ifndef STORE_REPEATS_H
#define STORE_REPEATS_H

#include "store/people.h"

#define ROW_IS_COPY UINT32_MAX

typedef struct Repeats {
    size_t rows; /* read */
    size_t ids;  /* of them with an id */
    const uint32_t *order;
} Repeats;

MUST_USE Status repeats_find(Repeats *out, const Reader *reader, Arena *arena, Err *err);

#endif
