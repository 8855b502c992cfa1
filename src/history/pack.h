/* history/pack.h — a column of numbers in few bytes, lossless. Private to the room.
 *
 * Most features are counts, days, amounts in cents, or such a number divided by a count. The first
 * byte says how many decimals the column has (d, 0 to 4). Each value follows as a variable-length
 * integer, seven bits a byte, lowest first, the high bit on all bytes but the last:
 *   0      the value could not be written as below; its 8 bytes follow, little-endian IEEE 754;
 *   n + 1  n is the zigzag form (0, −1, 1, −2 … as 0, 1, 2, 3 …) of an integer m, and the value is
 *          m / 10^d, divided by the divisor where the column has one (a divisor of 0 counts as 1).
 * Ids: the zigzag form of the difference to the id before, without decimals or escape.
 */
#ifndef HISTORY_PACK_H
#define HISTORY_PACK_H

#include "data/data.h"

/* Values and divisors are `stride` doubles apart; divisors may be NULL. */
void pack_numbers(Buf *out, const double *values, const double *divisors, size_t stride,
                  size_t count);
/* False when the bytes are not `count` packed finite numbers, no more and no less. */
bool unpack_numbers(double *values, const double *divisors, size_t stride, size_t count,
                    Bytes bytes);
/* Texts, each with a NUL behind it. */
void pack_texts(Buf *out, const char *const *texts, size_t count);
/* The texts are cleaned and live in the arena; false when they are not `count`. */
bool unpack_texts(const char **texts, size_t count, Bytes bytes, Arena *arena);
void pack_ids(Buf *out, const int64_t *ids, size_t count);
/* False also when the ids do not ascend. */
bool unpack_ids(int64_t *ids, size_t count, Bytes bytes);

#endif
