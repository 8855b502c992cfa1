/* Colours judged by what people with the common deficiencies see (Machado, Oliveira, Fernandes
 * 2009, severity 1) and by CIEDE2000 (Sharma, Wu, Dalal 2005). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw/colour.h"
#include "draw/theme.h"
#include "draw_tests.h"

#define TURN 6.283185307179586
#define TRITAN 3

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

/* Of two colours that touch. With tritanopia teal and sky are nearer: gaps and names part them. */
static void neighbouring_segments_can_be_told_apart_whatever_one_s_sight(void **state)
{
    const Theme *const themes[] = { &THEME_LIGHT, &THEME_DARK };

    (void)state;
    for (int t = 0; t < 2; t++) {
        for (int sight = 0; sight < 4; sight++) {
            for (int i = 1; i < THEME_SEGMENT_COLOURS; i++) {
                double d = ciede2000(seen_as(themes[t]->segment[i - 1], sight),
                                     seen_as(themes[t]->segment[i], sight));
                if (d < (sight == TRITAN ? 6 : 15))
                    fail_msg("%s, sight %d: %d and %d are %.1f apart", themes[t]->name, sight,
                             i - 1, i, d);
            }
        }
    }
}

/* A segment keeps its colour from week to week, so that any two may come to touch. */
static void any_two_segments_can_be_told_apart(void **state)
{
    const Theme *const themes[] = { &THEME_LIGHT, &THEME_DARK };

    (void)state;
    for (int t = 0; t < 2; t++) {
        for (int sight = 0; sight < TRITAN; sight++) {
            for (int i = 0; i < THEME_SEGMENT_COLOURS; i++) {
                for (int j = 0; j < i; j++)
                    assert_true(ciede2000(seen_as(themes[t]->segment[i], sight),
                                          seen_as(themes[t]->segment[j], sight)) >= 15);
                assert_true(ciede2000(seen_as(themes[t]->segment[i], sight),
                                      seen_as(themes[t]->accent, sight)) >= 12);
            }
        }
    }
}

static void past_a_dozen_segments_there_is_one_ink(void **state)
{
    (void)state;
    assert_int_equal(theme_colour_among(3, 12), 3);
    assert_int_equal(theme_colour_among(7, 12), THEME_SEGMENT_COLOURS - 1);
    assert_int_equal(theme_colour_among(3, 13), THEME_SEGMENT_COLOURS - 1);
    assert_int_equal(theme_colour_among(-1, 40), -1);
}

static void marks_stand_out_from_the_paper(void **state)
{
    const Theme *const themes[] = { &THEME_LIGHT, &THEME_DARK };

    (void)state;
    for (int t = 0; t < 2; t++) {
        const Theme *theme = themes[t];
        for (int i = 0; i < THEME_SEGMENT_COLOURS; i++)
            assert_true(colour_contrast(theme->segment[i], theme->paper) >= THEME_MARK_CONTRAST);
        assert_true(colour_contrast(theme->axis, theme->paper) >= THEME_MARK_CONTRAST);
        assert_true(colour_contrast(theme->before, theme->paper) >= THEME_MARK_CONTRAST);
        assert_true(colour_contrast(theme->accent, theme->band) >= THEME_MARK_CONTRAST);
        assert_true(colour_contrast(theme->accent, theme->band_outer) >= THEME_MARK_CONTRAST);
    }
}

static void texts_can_be_read(void **state)
{
    const Theme *const themes[] = { &THEME_LIGHT, &THEME_DARK };

    (void)state;
    for (int t = 0; t < 2; t++) {
        const Theme *theme = themes[t];
        const Rgba texts[] = { theme->ink_faint, theme->positive, theme->negative, theme->warning,
                               theme->accent };
        assert_true(colour_contrast(theme->ink, theme->paper) > 12);
        assert_true(colour_contrast(theme->ink_soft, theme->panel) > 7);
        for (size_t i = 0; i < COUNT_OF(texts); i++)
            assert_true(colour_contrast(texts[i], theme->paper) >= THEME_TEXT_CONTRAST);
        for (int i = 0; i < THEME_SEGMENT_COLOURS; i++) {
            Rgba mark = theme->segment[i];
            assert_true(colour_contrast(theme_ink_on(mark), mark) >= THEME_TEXT_CONTRAST);
            assert_true(colour_contrast(theme_text(theme, mark), theme->paper) >=
                        THEME_TEXT_CONTRAST);
        }
    }
}

/* Whatever the mark, what is written in its colour can be read. */
static void any_colour_has_one_for_text(void **state)
{
    (void)state;
    for (unsigned rgb = 0; rgb <= 0xFFFFFF; rgb += 0x030507) {
        assert_true(colour_contrast(theme_text(&THEME_LIGHT, RGB(rgb)), THEME_LIGHT.paper) >=
                    THEME_TEXT_CONTRAST);
        assert_true(colour_contrast(theme_text(&THEME_DARK, RGB(rgb)), THEME_DARK.paper) >=
                    THEME_TEXT_CONTRAST);
    }
}

/* On every tone of the ramps, which carry figures. */
static void figures_on_the_ramps_can_be_read(void **state)
{
    const Rgba *const ramps[] = { THEME_LIGHT.sequential, THEME_LIGHT.diverging,
                                  THEME_DARK.sequential, THEME_DARK.diverging };

    (void)state;
    for (size_t r = 0; r < COUNT_OF(ramps); r++) {
        for (int i = 0; i <= 200; i++) {
            Rgba ground = theme_ramp(ramps[r], i / 200.0);
            assert_true(colour_contrast(theme_ink_on(ground), ground) >= THEME_TEXT_CONTRAST);
        }
    }
}

/* --- The site's own colours ------------------------------------------------------------------- */

static const char *style_sheet(void)
{
    Bytes file;
    Err err = { 0 };

    if (file_read(&file, SOURCE_DIR "/assets/site/site.css", 1 << 20, draw_arena, &err))
        fail_msg("%s", err.text);
    return arena_text_n(draw_arena, (const char *)file.data, file.size);
}

/* The value of --name in the nth block of colours: light, dark by the reader's setting, dark by the
 * switch. */
static Rgba site_colour(const char *css, int block, const char *name)
{
    const char *at = css, *key = arena_format(draw_arena, "--%s: #", name);

    for (int i = 0; i <= block; i++) {
        at = strstr(at, "color-scheme:");
        if (!at) fail_msg("no block %d of colours", block);
        at++;
    }
    at = strstr(at, key);
    if (!at) fail_msg("no --%s", name);
    return RGB((unsigned)strtoul(at + strlen(key), NULL, 16));
}

static void the_site_s_own_colours_are_the_charts_(void **state)
{
    const char *css = style_sheet();

    (void)state;
    for (int block = 0; block < 3; block++) {
        const Theme *theme = block ? &THEME_DARK : &THEME_LIGHT;
        const struct {
            const char *name;
            Rgba colour;
        } same[] = { { "card", theme->paper },
                     { "panel", theme->panel },
                     { "line", theme->grid },
                     { "ink", theme->ink },
                     { "ink-soft", theme->ink_soft },
                     { "ink-faint", theme->ink_faint },
                     { "accent", theme->accent },
                     { "good", theme->positive },
                     { "bad", theme->negative },
                     { "warn", theme->warning },
                     { "before", theme->before },
                     { "band", theme->band },
                     { "band-outer", theme->band_outer } };
        for (size_t i = 0; i < COUNT_OF(same); i++) {
            Rgba got = site_colour(css, block, same[i].name);
            if (memcmp(&got, &same[i].colour, sizeof got))
                fail_msg("block %d: --%s is #%02x%02x%02x", block, same[i].name, got.r, got.g,
                         got.b);
        }
        static const char *const texts[] = { "ink",  "ink-soft", "ink-faint", "accent",
                                             "good", "bad",      "warn" };
        for (size_t i = 0; i < COUNT_OF(texts); i++) {
            Rgba text = site_colour(css, block, texts[i]);
            assert_true(colour_contrast(text, site_colour(css, block, "ground")) >= 4.5);
            assert_true(colour_contrast(text, site_colour(css, block, "panel")) >= 4.5);
        }
        assert_true(colour_contrast(site_colour(css, block, "accent"),
                                    site_colour(css, block, "accent-soft")) >= 4.5);
        assert_true(colour_contrast(site_colour(css, block, "accent"),
                                    site_colour(css, block, "accent-ink")) >= 4.5);
        assert_true(colour_contrast(site_colour(css, block, "warn"),
                                    site_colour(css, block, "warn-soft")) >= 4.5);
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

int test_themes(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_colour_difference_is_the_published_one),
        TEST(neighbouring_segments_can_be_told_apart_whatever_one_s_sight),
        TEST(any_two_segments_can_be_told_apart),
        TEST(past_a_dozen_segments_there_is_one_ink),
        TEST(marks_stand_out_from_the_paper),
        TEST(texts_can_be_read),
        TEST(the_ramp_goes_steadily_from_paper_to_ink),
        TEST(a_ramp_ends_at_its_ends),
        TEST(any_colour_has_one_for_text),
        TEST(figures_on_the_ramps_can_be_read),
        TEST(the_site_s_own_colours_are_the_charts_),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
