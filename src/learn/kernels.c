#include "learn/kernels.h"

#include <immintrin.h>
#include <math.h>

/* The labels of PACK vectors as bytes. Converted one by one they took a quarter of nearest()'s time
 * at k = 5. */
static inline void pack_narrow(uint8_t *to, const __m128i *own)
{
    __m128i low = _mm_packs_epi32(own[0], own[1]), high = _mm_packs_epi32(own[2], own[3]);

    _mm_storeu_si128((__m128i *)to, _mm_packus_epi16(low, high));
}

__attribute__((target("avx2"))) static inline void pack_wide(uint8_t *to, const __m256i *own)
{
    __m256i low = _mm256_packs_epi32(own[0], own[1]), high = _mm256_packs_epi32(own[2], own[3]);
    __m256i places = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);

    _mm256_storeu_si256((__m256i *)to,
                        _mm256_permutevar8x32_epi32(_mm256_packus_epi16(low, high), places));
}

__attribute__((target("avx512f"))) static inline void pack_widest(uint8_t *to, const int32_t *own)
{
#pragma GCC unroll 4
    for (size_t i = 0; i < 4; i++) {
        __m128i bytes = _mm512_cvtepi32_epi8(_mm512_loadu_si512(own + 16 * i));

        _mm_storeu_si128((__m128i *)to + i, bytes);
    }
}

#define FORM(name) name##_narrow
#define TARGET
#define VECTOR_BYTES 16
#define SQUARE_ROOT(v) ((F_narrow)_mm_sqrt_ps((__m128)(v)))
#define SMALLER(a, b) ((F_narrow)_mm_min_ps((__m128)(a), (__m128)(b)))
#define PICK(mask, yes, no) (((mask) & (yes)) | (~(mask) & (no)))
#define PACK_LABELS(to, own) pack_narrow(to, (const __m128i *)(own))
#include "learn/kernels_body.h"

#define FORM(name) name##_wide
#define TARGET __attribute__((target("avx2")))
#define VECTOR_BYTES 32
#define SQUARE_ROOT(v) ((F_wide)_mm256_sqrt_ps((__m256)(v)))
#define SMALLER(a, b) ((F_wide)_mm256_min_ps((__m256)(a), (__m256)(b)))
#define PICK(mask, yes, no)                                                                        \
    ((I_wide)_mm256_blendv_epi8((__m256i)(no), (__m256i)(yes), (__m256i)(mask)))
#define PACK_LABELS(to, own) pack_wide(to, (const __m256i *)(own))
#include "learn/kernels_body.h"

#define FORM(name) name##_widest
#define TARGET __attribute__((target("avx512f,avx512dq")))
#define VECTOR_BYTES 64
#define SQUARE_ROOT(v) ((F_widest)_mm512_sqrt_ps((__m512)(v)))
#define SMALLER(a, b) ((F_widest)_mm512_min_ps((__m512)(a), (__m512)(b)))
#define PICK(mask, yes, no)                                                                        \
    ((I_widest)_mm512_mask_mov_epi32((__m512i)(no), _mm512_movepi32_mask((__m512i)(mask)),         \
                                     (__m512i)(yes)))
#define PACK_LABELS(to, own) pack_widest(to, (const int32_t *)(own))
#include "learn/kernels_body.h"

#define KERNELS(form, sums)                                                                        \
    {                                                                                              \
        .name = #form, .nearest = nearest_##form, .closer = closer_##form,                         \
        .chunk_sums = chunk_sums_##sums, .nearest_exact = nearest_exact_##form,                    \
        .distances = distances_##form, .add = add_##form,                                          \
    }

static const Kernels FORMS[] = { KERNELS(narrow, narrow), KERNELS(wide, wide),
                                 KERNELS(widest, wide) };

size_t kernels_forms(const Kernels **out)
{
    *out = FORMS;
    if (!__builtin_cpu_supports("avx2")) return 1;
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") ? 3 : 2;
}

const Kernels *kernels_best(void)
{
    const Kernels *forms;
    size_t count = kernels_forms(&forms);

    return &forms[count - 1];
}
