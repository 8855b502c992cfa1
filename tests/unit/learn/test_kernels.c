#include "learn_tests.h"

#include "learn/kernels.h"

enum { COLS = 7, K = 9 };

static float *random_floats(size_t count, Random *random, Arena *arena)
{
    float *out = ARENA_ARRAY(arena, float, count);

    for (size_t i = 0; i < count; i++)
        out[i] = (float)(random_unit(random) * 2 - 1);
    return out;
}

/* Each wider form that the processor has is compared with the narrow one in its turn. */
static const Kernels *narrow_form, *wide_form;

static void narrow_and_wide_nearest_give_the_same_labels(void **state)
{
    Random random = random_open(1, 0);
    float *block = random_floats(COLS * BLOCK_STRIDE, &random, *state);
    float *centres = random_floats(K * COLS, &random, *state), norms[K];
    uint8_t narrow[BLOCK_ROWS], wide[BLOCK_ROWS];

    for (size_t c = 0; c < K; c++) {
        norms[c] = 0;
        for (size_t col = 0; col < COLS; col++)
            norms[c] += centres[c * COLS + col] * centres[c * COLS + col] / 2;
    }
    narrow_form->nearest(narrow, block, BLOCK_ROWS, COLS, centres, norms, K);
    wide_form->nearest(wide, block, BLOCK_ROWS, COLS, centres, norms, K);
    assert_memory_equal(narrow, wide, sizeof narrow);
    for (size_t row = 0; row < BLOCK_ROWS; row++) {
        double best = INFINITY, own = 0;

        for (size_t c = 0; c < K; c++) {
            double square = 0;

            for (size_t col = 0; col < COLS; col++)
                square += pow(
                    (double)block[col * BLOCK_STRIDE + row] - (double)centres[c * COLS + col], 2);
            best = fmin(best, square);
            if (narrow[row] == c) own = square;
        }
        assert_near(own, best, 1e-5);
    }
}

static void narrow_and_wide_distances_to_a_centre_are_the_same_bits(void **state)
{
    Random random = random_open(2, 0);
    float *block = random_floats(COLS * BLOCK_STRIDE, &random, *state);
    float *before = random_floats(BLOCK_ROWS, &random, *state);
    float *centre = random_floats(COLS, &random, *state), narrow[BLOCK_ROWS], wide[BLOCK_ROWS];

    narrow_form->closer(narrow, before, block, BLOCK_ROWS, COLS, centre);
    wide_form->closer(wide, before, block, BLOCK_ROWS, COLS, centre);
    assert_memory_equal(narrow, wide, sizeof narrow);
    for (size_t row = 0; row < BLOCK_ROWS; row++) {
        double square = 0;

        for (size_t col = 0; col < COLS; col++)
            square += pow((double)block[col * BLOCK_STRIDE + row] - (double)centre[col], 2);
        assert_near((double)narrow[row], fmin(square, (double)before[row]), 1e-5);
    }
}

static void narrow_and_wide_sums_of_chunks_are_the_same_bits(void **state)
{
    Random random = random_open(5, 0);
    float *values = random_floats(BLOCK_ROWS, &random, *state);
    double narrow[BLOCK_ROWS / CHUNK_ROWS], wide[BLOCK_ROWS / CHUNK_ROWS];

    narrow_form->chunk_sums(narrow, values, BLOCK_ROWS);
    wide_form->chunk_sums(wide, values, BLOCK_ROWS);
    assert_memory_equal(narrow, wide, sizeof narrow);
    for (size_t chunk = 0; chunk < COUNT_OF(narrow); chunk++) {
        double sum = 0;

        for (size_t row = 0; row < CHUNK_ROWS; row++)
            sum += (double)values[chunk * CHUNK_ROWS + row];
        assert_near(narrow[chunk], sum, 1e-5);
    }
}

static void narrow_and_wide_exact_nearest_are_the_same_bits(void **state)
{
    Random random = random_open(3, 0);
    double tile[COLS * TILE_STRIDE], centres[K * COLS], narrow[TILE_ROWS], wide[TILE_ROWS];
    uint8_t narrow_label[TILE_ROWS], wide_label[TILE_ROWS];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(tile); i++)
        tile[i] = random_unit(&random);
    for (size_t i = 0; i < COUNT_OF(centres); i++)
        centres[i] = random_unit(&random);
    narrow_form->nearest_exact(narrow_label, narrow, tile, COLS, centres, K);
    wide_form->nearest_exact(wide_label, wide, tile, COLS, centres, K);
    assert_memory_equal(narrow_label, wide_label, sizeof narrow_label);
    assert_memory_equal(narrow, wide, sizeof narrow);
}

static void narrow_and_wide_distance_sums_are_the_same_bits(void **state)
{
    enum { ROWS = 333 };
    Random random = random_open(4, 0);
    float *judged = random_floats(COLS * JUDGED_LANES, &random, *state);
    float *rows = random_floats(ROWS * COLS, &random, *state);
    double narrow[JUDGED_LANES] = { 0 }, wide[JUDGED_LANES] = { 0 };

    narrow_form->distances(narrow, judged, rows, ROWS, COLS);
    wide_form->distances(wide, judged, rows, ROWS, COLS);
    assert_memory_equal(narrow, wide, sizeof narrow);
    for (size_t lane = 0; lane < JUDGED_LANES; lane++) {
        double sum = 0;

        for (size_t row = 0; row < ROWS; row++) {
            double square = 0;

            for (size_t col = 0; col < COLS; col++)
                square += pow(
                    (double)rows[row * COLS + col] - (double)judged[col * JUDGED_LANES + lane], 2);
            sum += sqrt(square);
        }
        assert_near(narrow[lane] / sum, 1, 1e-6);
    }
}

static void narrow_and_wide_sums_are_the_same_bits(void **state)
{
    enum { COUNT = 104 };
    Random random = random_open(6, 0);
    double from[COUNT], narrow[COUNT], wide[COUNT];

    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        from[i] = random_unit(&random) - 0.5;
        narrow[i] = wide[i] = random_unit(&random);
    }
    double last = narrow[COUNT - 1] + from[COUNT - 1];
    narrow_form->add(narrow, from, COUNT);
    wide_form->add(wide, from, COUNT);
    assert_memory_equal(narrow, wide, sizeof narrow);
    assert_near(narrow[COUNT - 1], last, 0);
}

int test_kernels(void)
{
    const struct CMUnitTest tests[] = {
        LEARN_TEST(narrow_and_wide_nearest_give_the_same_labels),
        LEARN_TEST(narrow_and_wide_distances_to_a_centre_are_the_same_bits),
        LEARN_TEST(narrow_and_wide_sums_of_chunks_are_the_same_bits),
        LEARN_TEST(narrow_and_wide_exact_nearest_are_the_same_bits),
        LEARN_TEST(narrow_and_wide_distance_sums_are_the_same_bits),
        LEARN_TEST(narrow_and_wide_sums_are_the_same_bits),
    };

    size_t forms = kernels_forms(&narrow_form);
    int failed = 0;

    if (forms == 1) print_message("no AVX2 here: the wider kernels are not tried\n");
    for (wide_form = narrow_form + 1; wide_form < narrow_form + forms; wide_form++)
        failed |= cmocka_run_group_tests_name(wide_form->name, tests, NULL, NULL);
    return failed;
}
