/* base/parallel.h — the same work on several threads with the same result.
 *
 * The work is cut into numbered parts whose borders do not depend on the number of threads. Each
 * part writes only what is its own; sums over parts are taken afterwards, in the parts' order.
 */
#ifndef BASE_PARALLEL_H
#define BASE_PARALLEL_H

#include <stddef.h>

/* Calls work(context, part) for every part in 0..parts-1, on up to `threads` threads (0 or 1: on
 * this one). Returns when all are done. `worker` is 0..threads-1, for scratch space by thread. */
void parallel_for(int threads, size_t parts, void (*work)(void *context, size_t part, int worker),
                  void *context);

/* The processors that this process may use. */
int parallel_processors(void);

#endif
