/* Coverage against areas known from geometry. */
#include <math.h>
#include <stdlib.h>

#include "draw/path.h"
#include "paint_tests.h"

static Path polygon(const Point *points, size_t count)
{
    Path path = path_open(paint_arena);

    path_move(&path, points[0].x, points[0].y);
    for (size_t i = 1; i < count; i++)
        path_line(&path, points[i].x, points[i].y);
    path_close(&path);
    return path;
}

static bool near(double a, double b, double most)
{
    return fabs(a - b) <= most;
}

static void half_a_pixel_is_half_covered(void **state)
{
    Path path = path_open(paint_arena);
    Inked *inked;

    (void)state;
    path_rect(&path, (Rect){ 10.5, 20.5, 4, 3 });
    inked = ink_path(&path, FILL_NON_ZERO, ALL);
    assert_int_equal(inked->at[22][12], 255);
    assert_int_equal(inked->at[22][10], 128);
    assert_int_equal(inked->at[22][14], 128);
    assert_int_equal(inked->at[20][12], 128);
    assert_int_equal(inked->at[20][10], 64);
    assert_int_equal(inked->at[23][14], 64);
    assert_int_equal(inked->at[22][15], 0);
    assert_int_equal(inked->at[22][9], 0);
    assert_int_equal(inked->at[24][12], 0);
}

static void a_speck_inside_one_pixel_covers_its_area(void **state)
{
    Path path = path_open(paint_arena);

    (void)state;
    path_rect(&path, (Rect){ 7.25, 9.125, 0.25, 0.5 });
    assert_int_equal(ink_path(&path, FILL_NON_ZERO, ALL)->at[9][7], 32);
}

static void a_diagonal_halves_the_pixels_on_it(void **state)
{
    Path path = polygon((Point[]){ { 10, 10 }, { 30, 10 }, { 30, 30 } }, 3);
    Inked *inked = ink_path(&path, FILL_NON_ZERO, ALL);

    (void)state;
    for (int i = 10; i < 30; i++) {
        assert_int_equal(inked->at[i][i], 128);
        assert_int_equal(inked->at[i][i - 1], 0);
        if (i < 29) assert_int_equal(inked->at[i][i + 1], 255);
    }
}

static void a_shallow_edge_is_exact_in_every_pixel(void **state)
{
    /* Below y = 50 + x/7: pixel x is covered by 1 − (x + ½ − 70)/7 of its row 60. */
    Path path = polygon((Point[]){ { 0, 50 }, { 140, 70 }, { 0, 70 } }, 3);
    Inked *inked = ink_path(&path, FILL_NON_ZERO, ALL);

    (void)state;
    for (int x = 70; x < 77; x++)
        assert_true(abs(inked->at[60][x] - (int)lround(255 * (1 - (x + 0.5 - 70) / 7))) <= 1);
}

static void circles_have_the_area_of_circles(void **state)
{
    (void)state;
    for (double radius = 4; radius < 90; radius *= 1.21) {
        Path path = path_open(paint_arena);
        path_circle(&path, 100.37, 99.81, radius);
        assert_true(
            near(ink_path(&path, FILL_NON_ZERO, ALL)->area / (PI * radius * radius), 1, 1e-3));
    }
}

static void random_triangles_have_their_area(void **state)
{
    Random random = random_open(1, 1);

    (void)state;
    for (int i = 0; i < 300; i++) {
        Point p[3];
        for (int k = 0; k < 3; k++)
            p[k] = (Point){ 1 + 198 * random_unit(&random), 1 + 198 * random_unit(&random) };
        Path path = polygon(p, 3);
        double area =
            fabs((p[1].x - p[0].x) * (p[2].y - p[0].y) - (p[2].x - p[0].x) * (p[1].y - p[0].y)) / 2;
        assert_true(near(ink_path(&path, FILL_NON_ZERO, ALL)->area, area, 0.6 + area * 1e-3));
    }
}

static void direction_does_not_matter(void **state)
{
    const Point p[] = { { 10.3, 11.7 }, { 150.9, 40.2 }, { 60.1, 170.6 } };
    const Point back[] = { p[2], p[1], p[0] };
    Path one = polygon(p, 3), other = polygon(back, 3);

    (void)state;
    assert_memory_equal(ink_path(&one, FILL_NON_ZERO, ALL)->at,
                        ink_path(&other, FILL_NON_ZERO, ALL)->at, sizeof((Inked *)0)->at);
}

static Path star(void)
{
    return polygon((Point[]){ { 100, 10 }, { 155, 180 }, { 10, 75 }, { 190, 75 }, { 45, 180 } }, 5);
}

static void the_two_rules_differ_where_a_shape_covers_itself(void **state)
{
    Path path = star();

    (void)state;
    assert_int_equal(ink_path(&path, FILL_NON_ZERO, ALL)->at[100][100], 255);
    assert_int_equal(ink_path(&path, FILL_EVEN_ODD, ALL)->at[100][100], 0);
    assert_int_equal(ink_path(&path, FILL_NON_ZERO, ALL)->at[40][100], 255);
    assert_int_equal(ink_path(&path, FILL_EVEN_ODD, ALL)->at[40][100], 255);
}

static void shapes_that_share_an_edge_cover_each_pixel_once(void **state)
{
    Random random = random_open(2, 1);

    (void)state;
    for (int i = 0; i < 200; i++) {
        /* A box of whole pixels, cut by a random line from its top to its bottom. */
        Point top = { 5 + 190 * random_unit(&random), 5 },
              bottom = { 5 + 190 * random_unit(&random), 195 };
        Path left = polygon((Point[]){ { 5, 5 }, top, bottom, { 5, 195 } }, 4);
        Path right = polygon((Point[]){ { 195, 195 }, bottom, top, { 195, 5 } }, 4);
        Inked *a = ink_path(&left, FILL_NON_ZERO, ALL), *b = ink_path(&right, FILL_NON_ZERO, ALL);
        for (int y = 5; y < 195; y++) {
            for (int x = 5; x < 195; x++) {
                int sum = a->at[y][x] + b->at[y][x];
                assert_true(sum == 255 || sum == 256);
            }
        }
    }
}

static void one_path_of_two_halves_has_no_seam(void **state)
{
    Path path = path_open(paint_arena);
    Inked *inked;

    (void)state;
    path_move(&path, 10, 10);
    path_line(&path, 90.3, 10);
    path_line(&path, 71.9, 150);
    path_line(&path, 10, 150);
    path_close(&path);
    path_move(&path, 90.3, 10);
    path_line(&path, 190, 10);
    path_line(&path, 190, 150);
    path_line(&path, 71.9, 150);
    path_close(&path);
    inked = ink_path(&path, FILL_NON_ZERO, ALL);
    for (int y = 10; y < 150; y++) {
        for (int x = 10; x < 190; x++)
            assert_int_equal(inked->at[y][x], 255);
    }
}

static void a_clip_cuts_and_changes_nothing_inside(void **state)
{
    static const PixelBox clips[] = { { 60, 50, 140, 130 },
                                      { 0, 90, 200, 91 },
                                      { 120, 0, 200, 200 } };
    Path path = star();
    Inked *whole = ink_path(&path, FILL_NON_ZERO, ALL);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(clips); i++) {
        Inked *cut = ink_path(&path, FILL_NON_ZERO, clips[i]);
        assert_int_equal(cut->outside, 0);
        for (int y = clips[i].top; y < clips[i].bottom; y++) {
            for (int x = clips[i].left; x < clips[i].right; x++)
                assert_true(abs(cut->at[y][x] - whole->at[y][x]) <= 2);
        }
    }
}

static void what_surrounds_the_picture_fills_it(void **state)
{
    Path path = path_open(paint_arena);

    (void)state;
    path_circle(&path, 100, 100, 1e6);
    assert_true(near(ink_path(&path, FILL_NON_ZERO, ALL)->area, 200 * 200, 0));
    path = polygon(
        (Point[]){ { -1e300, -1e300 }, { 1e300, -1e300 }, { 1e300, 1e300 }, { -1e300, 1e300 } }, 4);
    assert_true(near(ink_path(&path, FILL_NON_ZERO, ALL)->area, 200 * 200, 0));
}

static void what_lies_outside_leaves_nothing(void **state)
{
    static const Rect rects[] = { { -50, 10, 40, 40 },
                                  { 210, 10, 40, 40 },
                                  { 10, -50, 40, 40 },
                                  { 10, 210, 40, 40 },
                                  { 200, 0, 1e9, 200 } };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rects); i++) {
        Path path = path_open(paint_arena);
        path_rect(&path, rects[i]);
        assert_true(near(ink_path(&path, FILL_NON_ZERO, ALL)->area, 0, 0));
    }
}

static double wild_number(Random *random)
{
    static const double wild[] = { NAN,  INFINITY, -INFINITY, 1e308, -1e308,     1e-320,      0,
                                   -0.0, 1e9,      -1e9,      200,   199.999999, 4294967296.0 };

    if (random_below(random, 3) == 0) return wild[random_below(random, COUNT_OF(wild))];
    return 400 * random_unit(random) - 100;
}

static Path wild_path(Random *random)
{
    Path path = path_open(paint_arena);

    for (int i = 0; i < 12; i++) {
        double n[6];
        for (int k = 0; k < 6; k++)
            n[k] = wild_number(random);
        switch ((PathVerb)random_below(random, 4)) {
        case PATH_MOVE: path_move(&path, n[0], n[1]); break;
        case PATH_LINE: path_line(&path, n[0], n[1]); break;
        case PATH_CURVE: path_curve(&path, n[0], n[1], n[2], n[3], n[4], n[5]); break;
        case PATH_CLOSE: path_close(&path); break;
        }
    }
    return path;
}

static void wild_coordinates_never_write_outside(void **state)
{
    Random random = random_open(3, 1);

    (void)state;
    for (int i = 0; i < 200; i++) {
        ArenaMark before = arena_mark(paint_arena);
        Path path = wild_path(&random);
        PixelBox clip = { 20, 30, 150, 140 };
        Pen pen = { .width_pt = fabs(wild_number(&random)),
                    .join = (LineJoin)random_below(&random, 3),
                    .cap = (LineCap)random_below(&random, 3),
                    .dashes = (int)random_below(&random, 5),
                    .dash_pt = { 3, 0, 1e-3, 1e9 },
                    .dash_phase_pt = 1e12 * random_unit(&random) };
        assert_int_equal(ink_path(&path, (FillRule)random_below(&random, 2), clip)->outside, 0);
        if (isfinite(pen.width_pt)) assert_int_equal(ink_stroke(&path, &pen)->outside, 0);
        arena_release(paint_arena, before);
    }
}

int test_raster(void)
{
    const struct CMUnitTest tests[] = {
        TEST(half_a_pixel_is_half_covered),
        TEST(a_speck_inside_one_pixel_covers_its_area),
        TEST(a_diagonal_halves_the_pixels_on_it),
        TEST(a_shallow_edge_is_exact_in_every_pixel),
        TEST(circles_have_the_area_of_circles),
        TEST(random_triangles_have_their_area),
        TEST(direction_does_not_matter),
        TEST(the_two_rules_differ_where_a_shape_covers_itself),
        TEST(shapes_that_share_an_edge_cover_each_pixel_once),
        TEST(one_path_of_two_halves_has_no_seam),
        TEST(a_clip_cuts_and_changes_nothing_inside),
        TEST(what_surrounds_the_picture_fills_it),
        TEST(what_lies_outside_leaves_nothing),
        TEST(wild_coordinates_never_write_outside),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
