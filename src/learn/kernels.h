/* learn/kernels.h — the inner loops over blocks of points, on the widest lanes the processor has.
 *
 * Private to the room. A row is one lane of a vector and lanes never meet inside a kernel, so the
 * narrow (SSE2, every x86-64), the wide (AVX2) and the widest form (AVX-512) give the same bits;
 * contraction to fused multiply-add is off in the build for the same reason. Measured on one core
 * at 10 columns and k = 5: nearest() 14 GFLOP/s narrow, 30 wide; written as plain C it stays
 * below 3. Exact silhouettes of nine labelings of 88,000 customers, two threads: 1.37 s wide, .86
 * widest.
 */
#ifndef LEARN_KERNELS_H
#define LEARN_KERNELS_H

#include "data/data.h"

enum {
    BLOCK_ROWS = 1024, /* rows in a block of the single-precision search */
    CHUNK_ROWS = 64,   /* rows whose squared distances are summed together */
    TILE_ROWS = 256,   /* rows in a tile of the double-precision finish: 20 kB at 10 columns */
    JUDGED_LANES = 32  /* rows that the silhouette judges at once */
};

/* From one column to the next. A little more than the rows: 4,096 bytes exactly would put one row's
 * values of all columns in the same few places of the first cache. */
enum { BLOCK_STRIDE = BLOCK_ROWS + 16, TILE_STRIDE = TILE_ROWS + 8 };

/* Blocks and tiles lie column by column: the value of row r in column d is at [d × stride + r]. */
typedef struct Kernels {
    const char *name;

    /* The first three take `rows` rows of a block and may go on to the end of the last
     * CHUNK_ROWS. */

    /* label[r] = the centre with the least ‖centre‖²/2 − row · centre, the first of equals.
     * centres: k × cols; half_norms: k. */
    void (*nearest)(uint8_t *label, const float *block, size_t rows, size_t cols,
                    const float *centres, const float *half_norms, size_t k);

    /* out[r] = min(before[r], ‖row − centre‖²); out may be before. */
    void (*closer)(float *out, const float *before, const float *block, size_t rows, size_t cols,
                   const float *centre);

    /* out[i] = the sum of the i-th CHUNK_ROWS values. */
    void (*chunk_sums)(double *out, const float *values, size_t rows);

    /* label[r], square[r] = the nearest centre by ‖row − centre‖², the first of equals, for all
     * TILE_ROWS rows, in double precision. */
    void (*nearest_exact)(uint8_t *label, double *square, const double *tile, size_t cols,
                          const double *centres, size_t k);

    /* sums[j] += Σ ‖judged j − row i‖ over the rows i (row-major, cols each) for JUDGED_LANES
     * judged rows. */
    void (*distances)(double *sums, const float *judged, const float *rows, size_t count,
                      size_t cols);

    /* to[i] += from[i]; count is a multiple of 8. */
    void (*add)(double *to, const double *from, size_t count);
} Kernels;

/* How many forms this processor has; out[0] is the narrowest. The results are the same. */
size_t kernels_forms(const Kernels **out);
const Kernels *kernels_best(void);

#endif
