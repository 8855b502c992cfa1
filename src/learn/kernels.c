#include "learn/kernels.h"

#include <immintrin.h>
#include <math.h>

#define FORM(name) name##_narrow
#define TARGET
#define VECTOR_BYTES 16
#define SQUARE_ROOT(v) ((F_narrow)_mm_sqrt_ps((__m128)(v)))
#include "learn/kernels_body.h"
#undef FORM
#undef TARGET
#undef VECTOR_BYTES
#undef SQUARE_ROOT

#define FORM(name) name##_wide
#define TARGET __attribute__((target("avx2")))
#define VECTOR_BYTES 32
#define SQUARE_ROOT(v) ((F_wide)_mm256_sqrt_ps((__m256)(v)))
#include "learn/kernels_body.h"

const Kernels KERNELS_NARROW = {
    .name = "narrow",
    .nearest = nearest_narrow,
    .closer = closer_narrow,
    .chunk_sums = chunk_sums_narrow,
    .nearest_exact = nearest_exact_narrow,
    .distances = distances_narrow,
};

const Kernels KERNELS_WIDE = {
    .name = "wide",
    .nearest = nearest_wide,
    .closer = closer_wide,
    .chunk_sums = chunk_sums_wide,
    .nearest_exact = nearest_exact_wide,
    .distances = distances_wide,
};

bool kernels_have_wide(void)
{
    return __builtin_cpu_supports("avx2");
}

const Kernels *kernels_best(void)
{
    return kernels_have_wide() ? &KERNELS_WIDE : &KERNELS_NARROW;
}
