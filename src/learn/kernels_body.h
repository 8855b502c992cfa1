/* learn/kernels_body.h — the kernels, written once for both widths.
 *
 * Included by kernels.c with VECTOR_BYTES (16, 32 or 64), TARGET (an attribute), FORM(name) and the
 * few operations that vector types do not have; no include guard on purpose. The loops over PACK
 * vectors are unrolled by hand-set pragmas, since the accumulators must live in registers.
 */

#define F FORM(F)
#define I FORM(I)
#define D FORM(D)
#define L FORM(L)
#define BD FORM(BD)

enum {
    FORM(LANES) = VECTOR_BYTES / 4,  /* of single precision */
    FORM(DLANES) = VECTOR_BYTES / 8, /* of double precision */
    FORM(PACK) = 4                   /* vectors in flight */
};
#define LANES FORM(LANES)
#define DLANES FORM(DLANES)
#define PACK FORM(PACK)

typedef float F __attribute__((vector_size(VECTOR_BYTES), aligned(4), may_alias));
typedef int32_t I __attribute__((vector_size(VECTOR_BYTES), aligned(4), may_alias));
typedef double D __attribute__((vector_size(VECTOR_BYTES), aligned(8), may_alias));
typedef int64_t L __attribute__((vector_size(VECTOR_BYTES), aligned(8), may_alias));
typedef uint8_t BD __attribute__((vector_size(VECTOR_BYTES / 8), aligned(1), may_alias));

TARGET static void FORM(nearest)(uint8_t *label, const float *block, size_t rows, size_t cols,
                                 const float *centres, const float *half_norms, size_t k)
{
    for (size_t r = 0; r < rows; r += (size_t)PACK * LANES) {
        F best[PACK];
        I own[PACK];

#pragma GCC unroll 4
        for (size_t i = 0; i < PACK; i++) {
            best[i] = (F){ 0 } + INFINITY;
            own[i] = (I){ 0 };
        }
        for (size_t c = 0; c < k; c++) {
            F score[PACK];

#pragma GCC unroll 4
            for (size_t i = 0; i < PACK; i++)
                score[i] = (F){ 0 } + half_norms[c];
            for (size_t d = 0; d < cols; d++) {
#pragma GCC unroll 4
                for (size_t i = 0; i < PACK; i++)
                    score[i] -= *(const F *)(block + d * BLOCK_STRIDE + r + i * LANES) *
                                centres[c * cols + d];
            }
#pragma GCC unroll 4
            for (size_t i = 0; i < PACK; i++) {
                I less = score[i] < best[i];
                best[i] = SMALLER(score[i], best[i]);
                own[i] = PICK(less, (I){ 0 } + (int32_t)c, own[i]);
            }
        }
        PACK_LABELS(label + r, own);
    }
}

TARGET static void FORM(closer)(float *out, const float *before, const float *block, size_t rows,
                                size_t cols, const float *centre)
{
    for (size_t r = 0; r < rows; r += (size_t)PACK * LANES) {
        F square[PACK];

#pragma GCC unroll 4
        for (size_t i = 0; i < PACK; i++)
            square[i] = (F){ 0 };
        for (size_t d = 0; d < cols; d++) {
#pragma GCC unroll 4
            for (size_t i = 0; i < PACK; i++) {
                F off = centre[d] - *(const F *)(block + d * BLOCK_STRIDE + r + i * LANES);
                square[i] += off * off;
            }
        }
#pragma GCC unroll 4
        for (size_t i = 0; i < PACK; i++) {
            F was = *(const F *)(before + r + i * LANES);
            *(F *)(out + r + i * LANES) = SMALLER(square[i], was);
        }
    }
}

#if VECTOR_BYTES <= 32 /* as wide as the eight sums */
/* Eight running sums in single precision whatever the width, put together in double. */
TARGET static void FORM(chunk_sums)(double *out, const float *values, size_t rows)
{
    enum { SUMS = 8, VECTORS = SUMS / (VECTOR_BYTES / 4) };

    for (size_t chunk = 0; chunk * CHUNK_ROWS < rows; chunk++, values += CHUNK_ROWS) {
        F sums[VECTORS];
        double total = 0;

#pragma GCC unroll 2
        for (size_t v = 0; v < VECTORS; v++)
            sums[v] = *(const F *)(values + v * LANES);
        for (size_t r = SUMS; r < CHUNK_ROWS; r += SUMS) {
#pragma GCC unroll 2
            for (size_t v = 0; v < VECTORS; v++)
                sums[v] += *(const F *)(values + r + v * LANES);
        }
#pragma GCC unroll 2
        for (size_t v = 0; v < VECTORS; v++)
            for (size_t lane = 0; lane < LANES; lane++)
                total += (double)sums[v][lane];
        out[chunk] = total;
    }
}
#endif

TARGET static void FORM(nearest_exact)(uint8_t *label, double *square_out, const double *tile,
                                       size_t cols, const double *centres, size_t k)
{
    for (size_t r = 0; r < TILE_ROWS; r += (size_t)PACK * DLANES) {
        D best[PACK];
        L own[PACK];

#pragma GCC unroll 4
        for (size_t i = 0; i < PACK; i++) {
            best[i] = (D){ 0 } + (double)INFINITY;
            own[i] = (L){ 0 };
        }
        for (size_t c = 0; c < k; c++) {
            D square[PACK];

#pragma GCC unroll 4
            for (size_t i = 0; i < PACK; i++)
                square[i] = (D){ 0 };
            for (size_t d = 0; d < cols; d++) {
#pragma GCC unroll 4
                for (size_t i = 0; i < PACK; i++) {
                    D off = *(const D *)(tile + d * TILE_STRIDE + r + i * DLANES) -
                            centres[c * cols + d];
                    square[i] += off * off;
                }
            }
#pragma GCC unroll 4
            for (size_t i = 0; i < PACK; i++) {
                L less = square[i] < best[i];
                best[i] = (D)((less & (L)square[i]) | (~less & (L)best[i]));
                own[i] = (less & ((L){ 0 } + (int64_t)c)) | (~less & own[i]);
            }
        }
#pragma GCC unroll 4
        for (size_t i = 0; i < PACK; i++) {
            *(D *)(square_out + r + i * DLANES) = best[i];
            *(BD *)(label + r + i * DLANES) = __builtin_convertvector(own[i], BD);
        }
    }
}

/* The judged rows are what is taken away, so that their loads need no instruction of their
 * own: 11.5 cycles for eight pairs instead of 14.8. The rows are taken in runs of 64, summed in
 * single precision, and the runs in double: relative error below 1e-6 of a sum of non-negative
 * terms. */
TARGET static void FORM(distances)(double *sums, const float *judged, const float *rows,
                                   size_t count, size_t cols)
{
    enum { VECTORS = JUDGED_LANES / (VECTOR_BYTES / 4), RUN = 64 };

    for (size_t start = 0; start < count; start += RUN) {
        size_t end = count - start > RUN ? start + RUN : count;
        F run[VECTORS];

#pragma GCC unroll 8
        for (size_t v = 0; v < VECTORS; v++)
            run[v] = (F){ 0 };
        for (size_t i = start; i < end; i++) {
            F square[VECTORS];

#pragma GCC unroll 8
            for (size_t v = 0; v < VECTORS; v++)
                square[v] = (F){ 0 };
            for (size_t d = 0; d < cols; d++) {
#pragma GCC unroll 8
                for (size_t v = 0; v < VECTORS; v++) {
                    F off =
                        rows[i * cols + d] - *(const F *)(judged + d * JUDGED_LANES + v * LANES);
                    square[v] += off * off;
                }
            }
#pragma GCC unroll 8
            for (size_t v = 0; v < VECTORS; v++)
                run[v] += SQUARE_ROOT(square[v]);
        }
#pragma GCC unroll 8
        for (size_t v = 0; v < VECTORS; v++)
            for (size_t lane = 0; lane < LANES; lane++)
                sums[v * LANES + lane] += (double)run[v][lane];
    }
}

TARGET static void FORM(add)(double *to, const double *from, size_t count)
{
    for (size_t i = 0; i < count; i += DLANES)
        *(D *)(to + i) += *(const D *)(from + i);
}

#undef LANES
#undef DLANES
#undef PACK
#undef F
#undef I
#undef D
#undef L
#undef BD

#undef FORM
#undef TARGET
#undef VECTOR_BYTES
#undef SQUARE_ROOT
#undef SMALLER
#undef PICK
#undef PACK_LABELS
