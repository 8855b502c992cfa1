/* Strokes against areas known from geometry. */
#include <math.h>
#include <stdlib.h>

#include "draw/path.h"
#include "paint_tests.h"

static bool near(double a, double b, double most)
{
    return fabs(a - b) <= most;
}

/* A line of that length through the middle of the picture. */
static Path line_at(double angle, double length)
{
    Path path = path_open(paint_arena);
    double x = cos(angle) * length / 2, y = sin(angle) * length / 2;

    path_move(&path, 100.3 - x, 99.6 - y);
    path_line(&path, 100.3 + x, 99.6 + y);
    return path;
}

static void a_thin_line_weighs_the_same_at_every_angle(void **state)
{
    (void)state;
    for (double width = 0.3; width < 5; width *= 2.2) {
        for (int degree = 0; degree < 180; degree++) {
            Path path = line_at(degree * PI / 180, 150);
            double area = ink_stroke(&path, &(Pen){ .width_pt = width })->area;
            assert_true(near(area / (150 * width), 1, 0.012));
        }
    }
}

static void caps_add_what_they_should(void **state)
{
    Path path = line_at(0.4, 100);
    double butt = ink_stroke(&path, &(Pen){ .width_pt = 10 })->area;
    double square = ink_stroke(&path, &(Pen){ .width_pt = 10, .cap = CAP_SQUARE })->area;
    double round = ink_stroke(&path, &(Pen){ .width_pt = 10, .cap = CAP_ROUND })->area;

    (void)state;
    assert_true(near(butt, 1000, 1));
    assert_true(near(square, 1100, 1));
    assert_true(near(round, 1000 + PI * 25, 1));
}

/* Two pieces of 60 pixels that turn by `turn` at the middle. */
static Path corner(double turn)
{
    Path path = path_open(paint_arena);

    path_move(&path, 40, 100);
    path_line(&path, 100, 100);
    path_line(&path, 100 + 60 * cos(turn), 100 + 60 * sin(turn));
    return path;
}

static double corner_area(double turn, LineJoin join, double limit)
{
    Path path = corner(turn);

    return ink_stroke(&path, &(Pen){ .width_pt = 12, .join = join, .miter_limit = limit })->area;
}

static void joins_fill_their_wedge(void **state)
{
    (void)state;
    for (double turn = -2.0; turn < 2.01; turn += 0.25) {
        /* Both pieces, less where they overlap inside the corner, and the wedge outside. */
        double overlap = 36 * tan(fabs(turn) / 2), plain = 2 * 60 * 12 - overlap;
        double bevel = 36 * sin(fabs(turn)) / 2;
        if (fabs(turn) < 0.2) continue; /* so flat that every join is a miter */
        assert_true(near(corner_area(turn, JOIN_BEVEL, 0), plain + bevel, 1.5));
        assert_true(near(corner_area(turn, JOIN_ROUND, 0), plain + 36 * fabs(turn) / 2, 1.5));
        assert_true(near(corner_area(turn, JOIN_MITER, 10), plain + overlap, 1.5));
    }
}

static void a_sharp_miter_becomes_a_bevel(void **state)
{
    double limit = 1 / cos(1.0); /* of a turn by 2 radians */

    (void)state;
    assert_true(
        near(corner_area(2, JOIN_MITER, limit - 0.01), corner_area(2, JOIN_BEVEL, 0), 1e-6));
    assert_true(corner_area(2, JOIN_MITER, limit + 0.01) > corner_area(2, JOIN_BEVEL, 0) + 30);
}

static void turning_right_back_does_no_harm(void **state)
{
    Path path = path_open(paint_arena);

    (void)state;
    path_move(&path, 50, 100);
    path_line(&path, 150, 100);
    path_line(&path, 60, 100);
    assert_true(near(ink_stroke(&path, &(Pen){ .width_pt = 10 })->area, 1000, 2));
    assert_true(near(ink_stroke(&path, &(Pen){ .width_pt = 10, .join = JOIN_ROUND })->area,
                     1000 + PI * 25 / 2, 2));
}

static void a_ring_has_the_area_of_a_ring(void **state)
{
    (void)state;
    for (double width = 0.5; width < 40; width *= 2.1) {
        Path path = path_open(paint_arena);
        path_circle(&path, 100.2, 100.7, 60);
        assert_true(near(
            ink_stroke(&path, &(Pen){ .width_pt = width })->area / (2 * PI * 60 * width), 1, 0.01));
    }
}

static void a_pen_wider_than_the_circle_makes_a_disc(void **state)
{
    Path path = path_open(paint_arena);
    Inked *inked;

    (void)state;
    path_circle(&path, 100, 100, 10);
    inked = ink_stroke(&path, &(Pen){ .width_pt = 60, .join = JOIN_ROUND });
    assert_true(near(inked->area, PI * 40 * 40, 8));
    assert_int_equal(inked->at[100][100], 255);
}

static void a_line_that_crosses_itself_is_not_darker(void **state)
{
    Path path = path_open(paint_arena);
    Inked *inked;

    (void)state;
    path_move(&path, 20, 20);
    path_line(&path, 180, 180);
    path_line(&path, 180, 20);
    path_line(&path, 20, 180);
    inked = ink_stroke(&path, &(Pen){ .width_pt = 8 });
    assert_int_equal(inked->at[100][100], 255);
    assert_true(near(inked->area, 2 * 160 * sqrt(2) * 8 + 160 * 8 - 64, 45));
}

static void a_point_shows_its_caps_only(void **state)
{
    Path path = path_open(paint_arena);

    (void)state;
    path_move(&path, 50, 50);
    path_line(&path, 50, 50);
    assert_true(near(ink_stroke(&path, &(Pen){ .width_pt = 20 })->area, 0, 0));
    assert_true(
        near(ink_stroke(&path, &(Pen){ .width_pt = 20, .cap = CAP_SQUARE })->area, 400, 0.1));
    assert_true(
        near(ink_stroke(&path, &(Pen){ .width_pt = 20, .cap = CAP_ROUND })->area, PI * 100, 1));
}

static void dashes_cover_their_share(void **state)
{
    Path path = line_at(0.7, 160);
    Pen pen = { .width_pt = 2, .dashes = 2, .dash_pt = { 12, 4 } };

    (void)state;
    assert_true(near(ink_stroke(&path, &pen)->area, 160 * 2 * 0.75, 1));
    pen.dashes = 1; /* 12 on, 12 off */
    assert_true(near(ink_stroke(&path, &pen)->area, 2 * 12 * 7, 1));
    pen.dashes = 4;
    pen.dash_pt[2] = 2, pen.dash_pt[3] = 2;
    assert_true(near(ink_stroke(&path, &pen)->area, 160 * 2 * 0.7, 1));
}

static void the_phase_moves_the_dashes(void **state)
{
    Path path = path_open(paint_arena);
    Pen pen = { .width_pt = 2, .dashes = 2, .dash_pt = { 10, 10 }, .dash_phase_pt = 5 };
    Inked *inked;

    (void)state;
    path_move(&path, 20, 51);
    path_line(&path, 180, 51);
    inked = ink_stroke(&path, &pen);
    assert_int_equal(inked->at[50][24], 255);
    assert_int_equal(inked->at[50][26], 0);
    assert_int_equal(inked->at[50][36], 255);
    pen.dash_phase_pt = -5;
    inked = ink_stroke(&path, &pen);
    assert_int_equal(inked->at[50][22], 0);
    assert_int_equal(inked->at[50][26], 255);
}

static void a_dash_goes_round_the_corner(void **state)
{
    Path path = path_open(paint_arena);
    Inked *inked;

    (void)state;
    path_move(&path, 50, 100);
    path_line(&path, 100, 100);
    path_line(&path, 100, 150);
    inked = ink_stroke(
        &path, &(Pen){ .width_pt = 6, .dashes = 2, .dash_pt = { 40, 20 }, .dash_phase_pt = 20 });
    /* On 0–20, off 20–40, on 40–80 (with the corner at 50), off 80–100. */
    assert_int_equal(inked->at[98][102], 255); /* the corner's miter: no gap, no two butts */
    assert_true(near(inked->area, 20 * 6 + 40 * 6, 1));
}

static void a_very_long_dashed_line_costs_only_what_shows(void **state)
{
    Path path = path_open(paint_arena);
    Outline lines, dashes;
    Pen pen = { .width_pt = 1, .dashes = 2, .dash_pt = { 3, 2 } };

    (void)state;
    path_move(&path, -9e8, -9e8);
    path_line(&path, 9e8, 9e8);
    lines = outline_flatten(&path, 1, FLAT_STROKE, paint_arena);
    dashes = outline_dash(&lines, &pen, ALL, paint_arena);
    assert_true(dashes.contours.count > 50 && dashes.contours.count < 62);
}

static void dashes_too_fine_to_see_are_a_line(void **state)
{
    Path path = line_at(0, 100);
    Pen pen = { .width_pt = 4, .dashes = 2, .dash_pt = { 0.01, 0.01 } };

    (void)state;
    assert_true(near(ink_stroke(&path, &pen)->area, 400, 1));
}

int test_strokes(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_thin_line_weighs_the_same_at_every_angle),
        TEST(caps_add_what_they_should),
        TEST(joins_fill_their_wedge),
        TEST(a_sharp_miter_becomes_a_bevel),
        TEST(turning_right_back_does_no_harm),
        TEST(a_ring_has_the_area_of_a_ring),
        TEST(a_pen_wider_than_the_circle_makes_a_disc),
        TEST(a_line_that_crosses_itself_is_not_darker),
        TEST(a_point_shows_its_caps_only),
        TEST(dashes_cover_their_share),
        TEST(the_phase_moves_the_dashes),
        TEST(a_dash_goes_round_the_corner),
        TEST(a_very_long_dashed_line_costs_only_what_shows),
        TEST(dashes_too_fine_to_see_are_a_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
