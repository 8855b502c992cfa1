#include <math.h>
#include <stdlib.h>

#include "draw/colour.h"
#include "draw/theme.h"
#include "draw_tests.h"

static void every_level_survives_the_way_through_linear_light(void **state)
{
    (void)state;
    for (int level = 0; level < 256; level++)
        assert_int_equal(colour_from_linear(COLOUR_LINEAR[level]), level);
}

static void the_table_is_the_srgb_curve(void **state)
{
    (void)state;
    for (int level = 0; level < 256; level++) {
        double s = level / 255.0;
        double light = s <= 0.04045 ? s / 12.92 : pow((s + 0.055) / 1.055, 2.4);
        assert_true(fabs(COLOUR_LINEAR[level] - light * LINEAR_MAX) <= 0.5001);
    }
}

static void half_black_half_white_is_188_in_linear_light(void **state)
{
    Rgba grey = rgba_mix(RGB(0x000000), RGB(0xFFFFFF), 0.5);

    (void)state;
    assert_int_equal(grey.r, 188);
    assert_int_equal(grey.g, 188);
    assert_int_equal(grey.b, 188);
    assert_int_equal(grey.a, 255);
}

static void mixing_ends_at_the_ends(void **state)
{
    Rgba from = { 12, 200, 7, 10 }, to = { 250, 3, 90, 240 };
    Rgba first = rgba_mix(from, to, -3), last = rgba_mix(from, to, 1e9);
    Rgba nan = rgba_mix(from, to, NAN);

    (void)state;
    assert_memory_equal(&first, &from, sizeof from);
    assert_memory_equal(&last, &to, sizeof to);
    assert_memory_equal(&nan, &from, sizeof from);
    assert_int_equal(rgba_mix(from, to, 0.5).a, 125);
}

static void fading_sets_alpha_only(void **state)
{
    Rgba faded = rgba_fade(RGB(0x123456), 0.5);

    (void)state;
    assert_int_equal(faded.r, 0x12);
    assert_int_equal(faded.g, 0x34);
    assert_int_equal(faded.b, 0x56);
    assert_int_equal(faded.a, 128);
    assert_int_equal(rgba_fade(RGB(0), -1).a, 0);
    assert_int_equal(rgba_fade(RGB(0), 7).a, 255);
}

static void contrast_of_black_and_white_is_21(void **state)
{
    (void)state;
    assert_true(fabs(colour_contrast(RGB(0), RGB(0xFFFFFF)) - 21) < 1e-9);
    assert_true(fabs(colour_contrast(RGB(0xFFFFFF), RGB(0)) - 21) < 1e-9);
    assert_true(fabs(colour_contrast(RGB(0x777777), RGB(0xFFFFFF)) - 4.48) < 0.01);
}

int test_colours(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_level_survives_the_way_through_linear_light),
        TEST(the_table_is_the_srgb_curve),
        TEST(half_black_half_white_is_188_in_linear_light),
        TEST(mixing_ends_at_the_ends),
        TEST(fading_sets_alpha_only),
        TEST(contrast_of_black_and_white_is_21),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
