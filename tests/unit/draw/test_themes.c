/* Colours judged by what people with the common deficiencies see (Machado, Oliveira, Fernandes
 * 2009, severity 1) and by CIEDE2000 (Sharma, Wu, Dalal 2005). */
#include <math.h>
#include <stdio.h>

#include "draw/colour.h"
#include "draw/theme.h"
#include "draw_tests.h"

#define TURN 6.283185307179586

typedef struct Lab {
    double l, a, b;
} Lab;

static const double SIGHT[4][3][3] = {
    { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
    { { 0.152286, 1.052583, -0.204868 }, /* protanopia */
      { 0.114503, 0.786281, 0.099216 },
      { -0.003882, -0.048116, 1.051998 } },
    { { 0.367322, 0.860646, -0.227968 }, /* deuteranopia */
      { 0.280085, 0.672501, 0.047413 },
      { -0.011820, 0.042940, 0.968881 } },
    { { 1.255528, -0.076749, -0.178779 }, /* tritanopia */
      { -0.078411, 0.930809, 0.147602 },
      { 0.004733, 0.691367, 0.303900 } },
};

static double lab_curve(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

static Lab seen_as(Rgba colour, int sight)
{
    const double rgb[3] = { COLOUR_LINEAR[colour.r] / 65535.0, COLOUR_LINEAR[colour.g] / 65535.0,
                            COLOUR_LINEAR[colour.b] / 65535.0 };
    double s[3];

    for (int i = 0; i < 3; i++) {
        const double *m = SIGHT[sight][i];
        s[i] = fmax(0, fmin(1, m[0] * rgb[0] + m[1] * rgb[1] + m[2] * rgb[2]));
    }
    double x = lab_curve((0.4124564 * s[0] + 0.3575761 * s[1] + 0.1804375 * s[2]) / 0.95047);
    double y = lab_curve(0.2126729 * s[0] + 0.7151522 * s[1] + 0.0721750 * s[2]);
    double z = lab_curve((0.0193339 * s[0] + 0.1191920 * s[1] + 0.9503041 * s[2]) / 1.08883);
    return (Lab){ 116 * y - 16, 500 * (x - y), 200 * (y - z) };
}

static double hue(double a, double b)
{
    double h = a == 0 && b == 0 ? 0 : atan2(b, a);

    return h < 0 ? h + TURN : h;
}

static double seventh(double c)
{
    return sqrt(pow(c, 7) / (pow(c, 7) + pow(25, 7)));
}

static double degrees(double d)
{
    return d * TURN / 360;
}

static double ciede2000(Lab one, Lab two)
{
    double mean = (hypot(one.a, one.b) + hypot(two.a, two.b)) / 2, g = 0.5 * (1 - seventh(mean));
    double a1 = one.a * (1 + g), a2 = two.a * (1 + g);
    double c1 = hypot(a1, one.b), c2 = hypot(a2, two.b), h1 = hue(a1, one.b), h2 = hue(a2, two.b);
    double dh = h2 - h1, sum = h1 + h2;

    if (c1 * c2 == 0) dh = 0;
    if (dh > TURN / 2) dh -= TURN;
    if (dh < -TURN / 2) dh += TURN;
    double h = c1 * c2 == 0                ? sum
               : fabs(h1 - h2) <= TURN / 2 ? sum / 2
               : sum < TURN                ? (sum + TURN) / 2
                                           : (sum - TURN) / 2;
    double l = (one.l + two.l) / 2, c = (c1 + c2) / 2;
    double t = 1 - 0.17 * cos(h - degrees(30)) + 0.24 * cos(2 * h) +
               0.32 * cos(3 * h + degrees(6)) - 0.20 * cos(4 * h - degrees(63));
    double turn = exp(-pow((h * 360 / TURN - 275) / 25, 2));
    double sl = 1 + 0.015 * (l - 50) * (l - 50) / sqrt(20 + (l - 50) * (l - 50));
    double dc = (c2 - c1) / (1 + 0.045 * c);
    double dhue = 2 * sqrt(c1 * c2) * sin(dh / 2) / (1 + 0.015 * c * t);
    double rt = -2 * seventh(c) * sin(degrees(60) * turn);
    return sqrt(pow((two.l - one.l) / sl, 2) + dc * dc + dhue * dhue + rt * dc * dhue);
}

/* Rows of table 1 in Sharma, Wu, Dalal 2005. */
static void the_colour_difference_is_the_published_one(void **state)
{
    static const struct {
        Lab one, two;
        double difference;
    } rows[] = {
        { { 50, 2.6772, -79.7751 }, { 50, 0, -82.7485 }, 2.0425 },
        { { 50, 2.5, 0 }, { 73, 25, -18 }, 27.1492 },
        { { 50, 2.5, 0 }, { 50, 0, -2.5 }, 4.3065 },
        { { 60.2574, -34.0099, 36.2677 }, { 60.4626, -34.1751, 39.4387 }, 1.2644 },
        { { 2.0776, 0.0795, -1.1350 }, { 0.9033, -0.0636, -0.5514 }, 0.9082 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_true(fabs(ciede2000(rows[i].one, rows[i].two) - rows[i].difference) < 1e-4);
}

static double least_difference(const Theme *theme, int colours)
{
    double least = 1e9;

    for (int sight = 0; sight < 4; sight++) {
        for (int i = 0; i < colours; i++) {
            for (int j = 0; j < i; j++) {
                double d =
                    ciede2000(seen_as(theme->segment[i], sight), seen_as(theme->segment[j], sight));
                least = fmin(least, d);
            }
        }
    }
    return least;
}

static void segments_can_be_told_apart_whatever_one_s_sight(void **state)
{
    (void)state;
    assert_true(least_difference(&THEME_LIGHT, 8) > 11);
    assert_true(least_difference(&THEME_LIGHT, 12) > 7.5);
    assert_true(least_difference(&THEME_DARK, 8) > 11);
    assert_true(least_difference(&THEME_DARK, 12) > 7.5);
}

static void neighbours_differ_in_greyscale(void **state)
{
    const Theme *const themes[] = { &THEME_LIGHT, &THEME_DARK };

    (void)state;
    for (int t = 0; t < 2; t++) {
        for (int i = 1; i < THEME_SEGMENT_COLOURS; i++) {
            double a = seen_as(themes[t]->segment[i - 1], 0).l,
                   b = seen_as(themes[t]->segment[i], 0).l;
            assert_true(fabs(a - b) > 4);
        }
    }
}

static void segments_stand_out_from_the_paper(void **state)
{
    (void)state;
    for (int i = 0; i < THEME_SEGMENT_COLOURS; i++) {
        assert_true(colour_contrast(THEME_LIGHT.segment[i], THEME_LIGHT.paper) >
                    (i < 9 ? 2.3 : 1.8));
        assert_true(colour_contrast(THEME_DARK.segment[i], THEME_DARK.paper) > 3);
    }
}

static void texts_can_be_read(void **state)
{
    const Theme *const themes[] = { &THEME_LIGHT, &THEME_DARK };

    (void)state;
    for (int t = 0; t < 2; t++) {
        const Theme *theme = themes[t];
        assert_true(colour_contrast(theme->ink, theme->paper) > 12);
        assert_true(colour_contrast(theme->ink_soft, theme->panel) > 7);
        assert_true(colour_contrast(theme->ink_faint, theme->paper) > 4.5);
        assert_true(colour_contrast(theme->positive, theme->paper) > 4.5);
        assert_true(colour_contrast(theme->negative, theme->paper) > 4.5);
        assert_true(colour_contrast(theme->accent, theme->paper) > 4.5);
        for (int i = 0; i < THEME_SEGMENT_COLOURS; i++)
            assert_true(colour_contrast(theme_ink_on(theme->segment[i]), theme->segment[i]) > 4.5);
    }
}

static void the_ramp_goes_steadily_from_paper_to_ink(void **state)
{
    (void)state;
    for (int i = 1; i <= 40; i++) {
        double light = colour_luminance(theme_ramp(THEME_LIGHT.sequential, i / 40.0));
        double dark = colour_luminance(theme_ramp(THEME_DARK.sequential, i / 40.0));
        assert_true(light < colour_luminance(theme_ramp(THEME_LIGHT.sequential, (i - 1) / 40.0)));
        assert_true(dark > colour_luminance(theme_ramp(THEME_DARK.sequential, (i - 1) / 40.0)));
    }
}

static void a_ramp_ends_at_its_ends(void **state)
{
    Rgba low = theme_ramp(THEME_LIGHT.diverging, -5), high = theme_ramp(THEME_LIGHT.diverging, 2);
    Rgba middle = theme_ramp(THEME_LIGHT.diverging, 0.5),
         nan = theme_ramp(THEME_LIGHT.diverging, NAN);

    (void)state;
    assert_memory_equal(&low, &THEME_LIGHT.diverging[0], sizeof low);
    assert_memory_equal(&high, &THEME_LIGHT.diverging[4], sizeof high);
    assert_memory_equal(&middle, &THEME_LIGHT.diverging[2], sizeof middle);
    assert_memory_equal(&nan, &THEME_LIGHT.diverging[0], sizeof nan);
}

static void forty_segments_get_forty_colours(void **state)
{
    Rgba colours[40];

    (void)state;
    for (int i = 0; i < 40; i++) {
        colours[i] = theme_segment(&THEME_LIGHT, i);
        for (int j = 0; j < i; j++) {
            assert_true(colours[i].r != colours[j].r || colours[i].g != colours[j].g ||
                        colours[i].b != colours[j].b);
        }
    }
    assert_int_equal(theme_segment(&THEME_LIGHT, -1).b, THEME_LIGHT.accent.b);
}

int test_themes(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_colour_difference_is_the_published_one),
        TEST(segments_can_be_told_apart_whatever_one_s_sight),
        TEST(neighbours_differ_in_greyscale),
        TEST(segments_stand_out_from_the_paper),
        TEST(texts_can_be_read),
        TEST(the_ramp_goes_steadily_from_paper_to_ink),
        TEST(a_ramp_ends_at_its_ends),
        TEST(forty_segments_get_forty_colours),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
