/* learn/swap.h — moves single centres of a finished run, on trial. Private to the room.
 *
 * Random swap (Fränti 2018, Efficiency of random swap clustering, Journal of Big Data 5:13): one
 * centre is taken away and put on a row, a few rounds tell what that is worth, and what is better
 * stays. Centres that share a group while others lack one, which no round of Lloyd's mends, are so
 * found in a few dozen trials that cost a fraction of a restart each. Which centre and which row is
 * drawn as is promising: the centre by what joining its cluster to another would cost (Ward 1963),
 * the row as in greedy k-means++ (learn/start.h). Drawn evenly, both, the best six clusters of a
 * shop with a few very large customers were missed in one search of twelve.
 */
#ifndef LEARN_SWAP_H
#define LEARN_SWAP_H

#include "learn/run.h"
#include "learn/start.h"

/* Leaves the best run found at *run and the other at *spare, which is of the same shape and whose
 * contents do not matter before. *run has been taken to its end and has at least two centres; the
 * starter is of as many. */
void swap_centres(Run **run, Run **spare, size_t swaps, const Starter *starter,
                  const RunLimits *limits, Random *random);

#endif
