#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw/colour.h"
#include "draw/path.h"
#include "paint_tests.h"

static const Rgba WHITE = RGB(0xFFFFFF), BLACK = RGB(0), RED = RGB(0xD03020), BLUE = RGB(0x2040C0);

static Scene sheet(Rgba paper)
{
    return scene_open(100, 100, paper, paint_arena);
}

/* At 72 dpi a point is a pixel. */
static Pixels paint(const Scene *scene)
{
    Pixels pixels;
    Err err = { 0 };

    assert_int_equal(paint_pixels(&pixels, scene, 72, paint_arena, &err), OK);
    return pixels;
}

static bool same(Rgba a, Rgba b)
{
    return !memcmp(&a, &b, sizeof a);
}

static int apart(Rgba a, Rgba b)
{
    int r = abs(a.r - b.r), g = abs(a.g - b.g), blue = abs(a.b - b.b);

    return r > g ? (r > blue ? r : blue) : (g > blue ? g : blue);
}

/* How black a picture in black on white is, in pixels. */
static double blackness(const Pixels *pixels)
{
    double sum = 0;

    for (size_t i = 0; i < pixels->width * pixels->height; i++)
        sum += 1 - COLOUR_LINEAR[pixels->rgba[4 * i]] / (double)LINEAR_MAX;
    return sum;
}

static Path triangle(Point a, Point b, Point c)
{
    Path path = path_open(paint_arena);

    path_move(&path, a.x, a.y);
    path_line(&path, b.x, b.y);
    path_line(&path, c.x, c.y);
    path_close(&path);
    return path;
}

static void half_alpha_is_half_the_light(void **state)
{
    Scene scene = sheet(WHITE);
    Pixels pixels;

    (void)state;
    scene_rect(&scene, (Rect){ 10, 10, 20, 20 }, rgba_fade(BLACK, 0.5));
    pixels = paint(&scene);
    assert_true(apart(pixel_at(&pixels, 15, 15), RGB(0xBBBBBB)) <=
                1); /* 128 of 255 is just over half */
    assert_true(same(pixel_at(&pixels, 30, 30), WHITE));
}

static void upright_boxes_have_sharp_edges(void **state)
{
    Scene scene = sheet(WHITE);
    Pixels pixels;

    (void)state;
    scene_rect(&scene, (Rect){ 10.3, 10.4, 20.4, 20.2 }, BLUE);
    pixels = paint(&scene);
    for (size_t y = 0; y < 100; y++) {
        for (size_t x = 0; x < 100; x++) {
            bool inside = x >= 10 && x < 31 && y >= 10 && y < 31;
            assert_true(same(pixel_at(&pixels, x, y), inside ? BLUE : WHITE));
        }
    }
}

static void neighbouring_boxes_leave_no_gap(void **state)
{
    Scene scene = sheet(WHITE);
    Pixels pixels;

    (void)state;
    for (int i = 0; i < 13; i++) {
        for (int j = 0; j < 13; j++)
            scene_rect(&scene, (Rect){ 3 + i * 7.17, 2 + j * 7.31, 7.17, 7.31 },
                       (i + j) % 2 ? BLUE : RED);
    }
    pixels = paint(&scene);
    for (size_t y = 2; y < 97; y++) {
        for (size_t x = 3; x < 96; x++) {
            Rgba colour = pixel_at(&pixels, x, y);
            assert_true(same(colour, RED) || same(colour, BLUE));
        }
    }
}

static void round_boxes_are_put_on_the_grid_too(void **state)
{
    Scene scene = sheet(WHITE);
    Path path = path_open(paint_arena);
    Pixels pixels;

    (void)state;
    path_round_rect(&path, (Rect){ 10.3, 20.4, 40.4, 30.2 }, 4);
    scene_fill(&scene, path, BLUE);
    pixels = paint(&scene);
    assert_true(same(pixel_at(&pixels, 10, 35), BLUE) && same(pixel_at(&pixels, 9, 35), WHITE));
    assert_true(same(pixel_at(&pixels, 50, 35), BLUE) && same(pixel_at(&pixels, 51, 35), WHITE));
    assert_true(same(pixel_at(&pixels, 30, 20), BLUE) && same(pixel_at(&pixels, 30, 19), WHITE));
    assert_true(same(pixel_at(&pixels, 10, 20), WHITE)); /* the corner is round */
}

static void thin_boxes_keep_their_weight(void **state)
{
    Scene scene = sheet(WHITE);
    Pixels pixels;

    (void)state;
    scene_rect(&scene, (Rect){ 10, 20.25, 50, 0.5 }, BLACK);
    pixels = paint(&scene);
    assert_true(fabs(blackness(&pixels) - 25) < 0.5);
}

static void upright_lines_are_sharp(void **state)
{
    Scene scene = sheet(WHITE);
    Path frame = path_open(paint_arena);
    Pixels pixels;

    (void)state;
    scene_line(&scene, (Point){ 10, 20.3 }, (Point){ 60, 20.3 }, BLACK, 1);
    scene_line(&scene, (Point){ 80.7, 10 }, (Point){ 80.7, 90 }, BLACK, 2.2);
    path_rect(&frame, (Rect){ 10.4, 40.4, 30, 30 });
    scene_stroke(&scene, frame, (Pen){ .colour = BLACK, .width_pt = 1 });
    pixels = paint(&scene);
    for (size_t i = 0; i < pixels.width * pixels.height; i++)
        assert_true(pixels.rgba[4 * i] == 0 || pixels.rgba[4 * i] == 255);
    assert_true(fabs(blackness(&pixels) - (50 + 160 + 4 * 30)) < 0.01);
}

static void a_hair_line_is_a_paler_pixel(void **state)
{
    Scene scene = sheet(WHITE);
    Pixels pixels;

    (void)state;
    scene_line(&scene, (Point){ 10, 20.3 }, (Point){ 60, 20.3 }, BLACK, 0.5);
    pixels = paint(&scene);
    assert_true(fabs(blackness(&pixels) - 25) < 0.5);
    assert_true(same(pixel_at(&pixels, 30, 19), WHITE) && same(pixel_at(&pixels, 30, 21), WHITE));
}

/* The ground must not shine through where slanted shapes meet. */
static void neighbouring_shapes_leave_no_seam(void **state)
{
    Scene scene = sheet(WHITE);
    Pixels pixels;

    (void)state;
    for (int i = 0; i < 9; i++) {
        double a = i * 2 * PI / 9, b = (i + 1) * 2 * PI / 9;
        scene_fill(&scene,
                   triangle((Point){ 50.3, 49.8 }, (Point){ 50 + 200 * cos(a), 50 + 200 * sin(a) },
                            (Point){ 50 + 200 * cos(b), 50 + 200 * sin(b) }),
                   BLUE);
    }
    pixels = paint(&scene);
    for (size_t y = 0; y < 100; y++) {
        for (size_t x = 0; x < 100; x++)
            assert_true(apart(pixel_at(&pixels, x, y), BLUE) <= 2);
    }
}

static void a_later_shape_still_covers_an_earlier_one(void **state)
{
    Scene scene = sheet(WHITE);
    Pixels pixels;

    (void)state;
    /* They share an edge, but the second lies on the first. */
    scene_fill(&scene, triangle((Point){ 10, 90 }, (Point){ 90, 80 }, (Point){ 50, 5 }), RED);
    scene_fill(&scene, triangle((Point){ 10, 90 }, (Point){ 90, 80 }, (Point){ 50, 40 }), BLUE);
    pixels = paint(&scene);
    assert_true(same(pixel_at(&pixels, 50, 60), BLUE));
    assert_true(same(pixel_at(&pixels, 50, 30), RED));
    assert_true(same(pixel_at(&pixels, 20, 20), WHITE));
}

static void shapes_apart_are_no_mosaic(void **state)
{
    Scene one = sheet(WHITE), other = sheet(WHITE);
    Path path = triangle((Point){ 10, 90 }, (Point){ 90, 80 }, (Point){ 50, 5 });
    Pixels once, twice;

    (void)state;
    scene_fill(&one, path, BLACK);
    scene_line(&one, (Point){ 0, 0 }, (Point){ 1, 1 }, WHITE, 1);
    scene_fill(&one, path, BLACK);
    scene_fill(&other, path, BLACK);
    once = paint(&other);
    twice = paint(&one);
    assert_true(blackness(&twice) > blackness(&once) + 5); /* edges laid twice are darker */
}

static void clips_nest_and_end(void **state)
{
    Scene scene = sheet(WHITE);
    Pixels pixels;

    (void)state;
    scene_clip(&scene, (Rect){ 10, 10, 50, 50 });
    scene_group(&scene, "inner");
    scene_clip(&scene, (Rect){ 40, 40, 50, 50 });
    scene_rect(&scene, (Rect){ 0, 0, 100, 100 }, RED);
    scene_end(&scene);
    scene_rect(&scene, (Rect){ 10, 10, 10, 10 }, BLUE);
    scene_end(&scene);
    scene_end(&scene);
    scene_rect(&scene, (Rect){ 80, 80, 10, 10 }, BLUE);
    scene_end(&scene); /* one too many does no harm */
    pixels = paint(&scene);
    assert_true(same(pixel_at(&pixels, 45, 45), RED) && same(pixel_at(&pixels, 59, 59), RED));
    assert_true(same(pixel_at(&pixels, 39, 45), WHITE) && same(pixel_at(&pixels, 60, 45), WHITE));
    assert_true(same(pixel_at(&pixels, 12, 12), BLUE) && same(pixel_at(&pixels, 85, 85), BLUE));
}

static void every_kind_of_mark_is_clipped(void **state)
{
    Scene scene = sheet(WHITE);
    Path path = path_open(paint_arena);
    Point centre = { 50, 50 };
    Pixels pixels;

    (void)state;
    path_circle(&path, 50, 50, 45);
    scene_clip(&scene, (Rect){ 30, 30, 20, 20 });
    scene_fill(&scene, path, RED);
    scene_fill_ink(&scene, path, FILL_NON_ZERO,
                   (Ink){ .stops = 2, .to = { 100, 0 }, .stop = { { 0, RED }, { 1, BLUE } } });
    scene_stroke(&scene, path, (Pen){ .colour = BLUE, .width_pt = 60 });
    scene_dots(&scene, &centre, 1, 40, RED);
    scene_dots(&scene, &centre, 1, 90, RED);
    scene_label(&scene, (Label){ .text = "MMMM", .y = 90, .size_pt = 90, .colour = BLACK });
    pixels = paint(&scene);
    for (size_t y = 0; y < 100; y++) {
        for (size_t x = 0; x < 100; x++) {
            if (x < 30 || x >= 50 || y < 30 || y >= 50)
                assert_true(same(pixel_at(&pixels, x, y), WHITE));
        }
    }
}

static void a_gradient_runs_from_stop_to_stop(void **state)
{
    Scene scene = sheet(WHITE);
    Path path = path_open(paint_arena);
    Pixels pixels;

    (void)state;
    path_rect(&path, (Rect){ 0, 0, 100, 100 });
    scene_fill_ink(&scene, path, FILL_NON_ZERO,
                   (Ink){ .stops = 3,
                          .from = { 20, 0 },
                          .to = { 80, 0 },
                          .stop = { { 0, BLACK }, { 0.5, RED }, { 1, WHITE } } });
    pixels = paint(&scene);
    assert_true(same(pixel_at(&pixels, 5, 50), BLACK) && same(pixel_at(&pixels, 95, 50), WHITE));
    assert_true(apart(pixel_at(&pixels, 49, 50), rgba_mix(BLACK, RED, 29.5 / 30)) <= 4);
    assert_true(apart(pixel_at(&pixels, 50, 50), rgba_mix(RED, WHITE, 0.5 / 30)) <= 4);
    assert_true(apart(pixel_at(&pixels, 35, 10), rgba_mix(BLACK, RED, 15.5 / 30)) <= 4);
    assert_true(same(pixel_at(&pixels, 35, 10), pixel_at(&pixels, 35, 90)));
}

static void a_gradient_without_length_is_its_last_colour(void **state)
{
    Scene scene = sheet(WHITE);
    Path path = path_open(paint_arena);
    Pixels pixels;

    (void)state;
    path_rect(&path, (Rect){ 0, 0, 100, 100 });
    scene_fill_ink(&scene, path, FILL_NON_ZERO,
                   (Ink){ .stops = 2, .stop = { { 0, BLACK }, { 1, RED } } });
    pixels = paint(&scene);
    assert_true(same(pixel_at(&pixels, 50, 50), RED));
}

static void dots_weigh_what_circles_weigh(void **state)
{
    (void)state;
    for (double radius = 0.5; radius < 12; radius *= 1.7) {
        Scene scene = sheet(WHITE);
        Point points[] = { { 20.31, 30.77 }, { 70.99, 68.01 } };
        Pixels pixels;
        scene_dots(&scene, points, 2, radius, BLACK);
        pixels = paint(&scene);
        assert_true(fabs(blackness(&pixels) / (2 * PI * radius * radius) - 1) < 0.02);
    }
}

static void a_dot_stands_where_it_should(void **state)
{
    Scene dots = sheet(WHITE), circles = sheet(WHITE);
    Random random = random_open(5, 1);
    Pixels a, b;
    int worst = 0;

    (void)state;
    for (int i = 0; i < 9; i++) {
        Point at = { 15 + 30 * (i % 3) + random_unit(&random),
                     15 + 30 * (i / 3) + random_unit(&random) };
        scene_dots(&dots, &at, 1, 6, BLACK);
        scene_circle(&circles, at, 6, BLACK);
    }
    a = paint(&dots), b = paint(&circles);
    for (size_t i = 0; i < 4 * a.width * a.height; i++) {
        int one = COLOUR_LINEAR[a.rgba[i]], other = COLOUR_LINEAR[b.rgba[i]];
        worst = abs(one - other) > worst ? abs(one - other) : worst;
    }
    assert_true(worst < LINEAR_MAX / 8); /* an eighth of a pixel at most */
}

static void dots_partly_outside_are_cut(void **state)
{
    Scene scene = sheet(WHITE);
    Point points[] = {
        { 0, 0 }, { 100, 100 }, { -7, 50 }, { 107, 50 }, { 1e12, 3 }, { -1e300, 0 }
    };
    Pixels pixels;

    (void)state;
    scene_dots(&scene, points, COUNT_OF(points), 5, BLACK);
    pixels = paint(&scene);
    assert_true(fabs(blackness(&pixels) - PI * 25 / 2) < 2);
}

static void clear_paper_stays_clear(void **state)
{
    Scene scene = sheet((Rgba){ 0, 0, 0, 0 });
    Pixels pixels;
    Rgba edge;

    (void)state;
    scene_rect(&scene, (Rect){ 10, 10, 20, 20 }, BLUE);
    scene_rect(&scene, (Rect){ 50, 50, 20, 20 }, rgba_fade(RED, 0.5));
    scene_circle(&scene, (Point){ 80, 20 }, 10, RED);
    pixels = paint(&scene);
    assert_int_equal(pixel_at(&pixels, 0, 0).a, 0);
    assert_true(same(pixel_at(&pixels, 15, 15), BLUE));
    assert_true(apart(pixel_at(&pixels, 55, 55), RED) <= 1);
    assert_int_equal(pixel_at(&pixels, 55, 55).a, 128);
    for (size_t x = 70; x < 90; x++) {
        edge = pixel_at(&pixels, x, 12);
        if (edge.a > 40 && edge.a < 255) assert_true(apart(edge, RED) <= 3);
    }
}

static void text_stands_on_its_line(void **state)
{
    Scene scene = sheet(WHITE);
    Pixels pixels;
    size_t lowest = 0, highest = 99;

    (void)state;
    scene_label(&scene, (Label){ .text = "HHH", .x = 10, .y = 60, .size_pt = 22, .colour = BLACK });
    pixels = paint(&scene);
    for (size_t y = 0; y < 100; y++) {
        for (size_t x = 0; x < 100; x++) {
            if (pixel_at(&pixels, x, y).r > 250) continue;
            lowest = y > lowest ? y : lowest;
            highest = y < highest ? y : highest;
        }
    }
    assert_int_equal(lowest, 59);
    assert_int_equal(highest, 60 - 16); /* capitals are 0.727 of the size */
}

static void dark_text_is_not_thinner_than_its_outline(void **state)
{
    Scene text = sheet(WHITE), shape = sheet(WHITE);
    Label label = { .text = "clientele", .x = 10, .y = 60, .size_pt = 8, .colour = BLACK };
    Pixels a, b;

    (void)state;
    scene_label(&text, label);
    scene_fill(&shape, label_outline(&label, paint_arena), BLACK);
    a = paint(&text), b = paint(&shape);
    assert_true(blackness(&a) > 1.1 * blackness(&b));
    assert_true(blackness(&a) < 1.5 * blackness(&b));
}

static void a_picture_of_too_many_pixels_is_refused(void **state)
{
    Scene scene = scene_open(30000, 10, WHITE, paint_arena);
    Pixels pixels;
    Err err = { 0 };

    (void)state;
    scene.title = "Wide";
    assert_int_equal(paint_pixels(&pixels, &scene, 72, paint_arena, &err), ERR_MEMORY);
    assert_non_null(strstr(err.text, "\"Wide\""));
    assert_non_null(strstr(err.text, "--dpi"));
    scene = scene_open(10000, 10000, WHITE, paint_arena);
    assert_int_equal(paint_pixels(&pixels, &scene, 72, paint_arena, &err), ERR_MEMORY);
    assert_int_equal(paint_pixels(&pixels, &scene, NAN, paint_arena, &err), ERR_MEMORY);
    assert_int_equal(paint_pixels(&pixels, &scene, -5, paint_arena, &err), ERR_MEMORY);
}

static void the_size_follows_the_dpi(void **state)
{
    Scene scene = sheet(WHITE);
    Pixels pixels;
    Err err = { 0 };

    (void)state;
    assert_int_equal(paint_pixels(&pixels, &scene, 144, paint_arena, &err), OK);
    assert_int_equal(pixels.width, 200);
    assert_int_equal(paint_pixels(&pixels, &scene, 0.1, paint_arena, &err), OK);
    assert_int_equal(pixels.width, 1);
}

/* What the scene functions would refuse, but a mark made by hand may hold. */
static void marks_made_by_hand_do_no_harm(void **state)
{
    Scene scene = sheet(WHITE);
    Point wild[] = { { NAN, 3 }, { INFINITY, 5 }, { 50, 50 } };
    Path path = path_open(paint_arena);
    Mark marks[] = {
        { .kind = MARK_DOTS, .dots = { wild, 3, NAN, BLACK } },
        { .kind = MARK_DOTS, .dots = { wild, 3, 3, BLACK } },
        { .kind = MARK_STROKE, .stroke = { path, { .width_pt = NAN } } },
        { .kind = MARK_CLIP, .clip = { NAN, -INFINITY, INFINITY, NAN } },
        { .kind = MARK_LABEL,
          .label = { .text = "x", .x = INFINITY, .size_pt = 1e300, .colour = BLACK } },
    };

    (void)state;
    path_move(&path, NAN, 3);
    path_line(&path, INFINITY, NAN);
    marks[2].stroke.path = path;
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        VEC_PUSH(scene.arena, &scene.marks, marks[i]);
    Pixels pixels = paint(&scene);
    assert_true(same(pixel_at(&pixels, 50, 50), BLACK));
}

static void the_same_scene_gives_the_same_pixels(void **state)
{
    Scene one = sample_scene(&THEME_LIGHT, paint_arena),
          other = sample_scene(&THEME_LIGHT, paint_arena);
    Pixels a = paint(&one), b = paint(&other);

    (void)state;
    assert_memory_equal(a.rgba, b.rgba, 4 * a.width * a.height);
}

int test_pixels(void)
{
    const struct CMUnitTest tests[] = {
        TEST(half_alpha_is_half_the_light),
        TEST(upright_boxes_have_sharp_edges),
        TEST(neighbouring_boxes_leave_no_gap),
        TEST(round_boxes_are_put_on_the_grid_too),
        TEST(thin_boxes_keep_their_weight),
        TEST(upright_lines_are_sharp),
        TEST(a_hair_line_is_a_paler_pixel),
        TEST(neighbouring_shapes_leave_no_seam),
        TEST(a_later_shape_still_covers_an_earlier_one),
        TEST(shapes_apart_are_no_mosaic),
        TEST(clips_nest_and_end),
        TEST(every_kind_of_mark_is_clipped),
        TEST(a_gradient_runs_from_stop_to_stop),
        TEST(a_gradient_without_length_is_its_last_colour),
        TEST(dots_weigh_what_circles_weigh),
        TEST(a_dot_stands_where_it_should),
        TEST(dots_partly_outside_are_cut),
        TEST(clear_paper_stays_clear),
        TEST(text_stands_on_its_line),
        TEST(dark_text_is_not_thinner_than_its_outline),
        TEST(a_picture_of_too_many_pixels_is_refused),
        TEST(the_size_follows_the_dpi),
        TEST(marks_made_by_hand_do_no_harm),
        TEST(the_same_scene_gives_the_same_pixels),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
