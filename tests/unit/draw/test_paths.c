#include <math.h>

#include "draw/path.h"
#include "draw_tests.h"

static double reach(const Path *path, Point centre, size_t first, size_t step, double *shortest)
{
    double longest = 0;

    *shortest = 1e9;
    for (size_t i = first; i < path->points.count; i += step) {
        double r = hypot(path->points.items[i].x - centre.x, path->points.items[i].y - centre.y);
        longest = fmax(longest, r);
        *shortest = fmin(*shortest, r);
    }
    return longest;
}

static void sine_and_cosine_agree_with_the_library(void **state)
{
    (void)state;
    for (double angle = -40; angle < 40; angle += 0.0137) {
        double sine, cosine;
        path_sine_cosine(angle, &sine, &cosine);
        assert_true(fabs(sine - sin(angle)) < 1e-14);
        assert_true(fabs(cosine - cos(angle)) < 1e-14);
    }
}

static void a_circle_is_round_within_three_ten_thousandths(void **state)
{
    Path path = path_open(draw_arena);
    double shortest;

    (void)state;
    path_circle(&path, 50, 60, 40);
    assert_true(fabs(reach(&path, (Point){ 50, 60 }, 0, 3, &shortest) - 40) < 1e-9);
    for (size_t i = 0; i + 3 < path.points.count; i += 3) {
        const Point *p = path.points.items + i;
        for (double t = 0; t <= 1; t += 0.05) {
            double s = 1 - t;
            double x = s * s * s * p[0].x + 3 * s * s * t * p[1].x + 3 * s * t * t * p[2].x +
                       t * t * t * p[3].x;
            double y = s * s * s * p[0].y + 3 * s * s * t * p[1].y + 3 * s * t * t * p[2].y +
                       t * t * t * p[3].y;
            assert_true(fabs(hypot(x - 50, y - 60) / 40 - 1) < 3e-4);
        }
    }
}

static void an_arc_begins_with_a_line_to_its_start(void **state)
{
    Path path = path_open(draw_arena);

    (void)state;
    path_move(&path, 0, 0);
    path_arc(&path, 0, 0, 10, 0, PI / 2);
    path_close(&path);
    assert_int_equal(path.verbs.count, 4);
    assert_int_equal(path.verbs.items[1], PATH_LINE);
    assert_true(path.points.items[1].x == 10 && path.points.items[1].y == 0);
    assert_true(fabs(path.points.items[4].x) < 1e-12 && fabs(path.points.items[4].y - 10) < 1e-12);
}

static void an_arc_can_go_backwards(void **state)
{
    Path path = path_open(draw_arena);

    (void)state;
    path_arc(&path, 0, 0, 10, PI / 2, 0);
    assert_int_equal(path.verbs.items[0], PATH_MOVE);
    assert_true(fabs(path.points.items[0].y - 10) < 1e-12);
    assert_true(fabs(path.points.items[path.points.count - 1].x - 10) < 1e-12);
}

static void a_line_without_a_start_begins_where_it_goes(void **state)
{
    Path line = path_open(draw_arena), curve = path_open(draw_arena);

    (void)state;
    path_close(&line);
    assert_int_equal(line.verbs.count, 0);
    path_line(&line, 3, 4);
    assert_int_equal(line.verbs.items[0], PATH_MOVE);
    path_curve(&curve, 1, 2, 3, 4, 5, 6);
    assert_int_equal(curve.verbs.items[0], PATH_MOVE);
    assert_int_equal(curve.points.count, 4);
}

static void a_corner_radius_is_held_to_half_the_side(void **state)
{
    Path path = path_open(draw_arena), plain = path_open(draw_arena);

    (void)state;
    path_round_rect(&path, (Rect){ 10, 20, 30, 8 }, 100);
    for (size_t i = 0; i < path.points.count; i++) {
        Point p = path.points.items[i];
        assert_true(p.x > 10 - 1e-9 && p.x < 40 + 1e-9 && p.y > 20 - 1e-9 && p.y < 28 + 1e-9);
    }
    path_round_rect(&plain, (Rect){ 0, 0, 5, 5 }, 0);
    assert_int_equal(plain.points.count, 4);
}

static void an_endless_arc_makes_the_path_unusable(void **state)
{
    Path path = path_open(draw_arena);

    (void)state;
    path_arc(&path, 0, 0, INFINITY, 0, 1);
    assert_false(path_finite(&path));
}

int test_paths(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sine_and_cosine_agree_with_the_library),
        TEST(a_circle_is_round_within_three_ten_thousandths),
        TEST(an_arc_begins_with_a_line_to_its_start),
        TEST(an_arc_can_go_backwards),
        TEST(a_line_without_a_start_begins_where_it_goes),
        TEST(a_corner_radius_is_held_to_half_the_side),
        TEST(an_endless_arc_makes_the_path_unusable),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
