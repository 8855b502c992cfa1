#include <math.h>
#include <string.h>

#include "draw_tests.h"

static Scene scene_of(void)
{
    return scene_open(100, 80, RGB(0xFFFFFF), draw_arena);
}

static void what_is_not_finite_is_dropped(void **state)
{
    Scene scene = scene_of();
    Path path = path_open(draw_arena);

    (void)state;
    scene_rect(&scene, (Rect){ 0, NAN, 10, 10 }, RGB(0));
    scene_line(&scene, (Point){ 0, 0 }, (Point){ INFINITY, 0 }, RGB(0), 1);
    scene_line(&scene, (Point){ 0, 0 }, (Point){ 1, 0 }, RGB(0), NAN);
    scene_circle(&scene, (Point){ 1, 1 }, NAN, RGB(0));
    scene_circle(&scene, (Point){ 1, NAN }, 4, RGB(0));
    scene_label(&scene, (Label){ .text = "a", .x = NAN, .size_pt = 9, .colour = RGB(0) });
    scene_label(&scene, (Label){ .text = "a", .size_pt = INFINITY, .colour = RGB(0) });
    path_rect(&path, (Rect){ 0, 0, 9, 9 });
    scene_stroke(&scene, path,
                 (Pen){ .colour = RGB(0), .width_pt = 1, .dashes = 2, .dash_pt = { 1, -1 } });
    scene_stroke(&scene, path, (Pen){ .colour = RGB(0), .width_pt = 1, .dashes = 9 });
    scene_fill_ink(
        &scene, path, FILL_NON_ZERO,
        (Ink){ .stops = 2, .from = { NAN, 0 }, .stop = { { 0, RGB(0) }, { 1, RGB(9) } } });
    scene_fill_ink(&scene, path, FILL_NON_ZERO, (Ink){ .colour = RGB(0), .stops = 1 });
    assert_int_equal(scene.marks.count, 0);
}

static void what_has_no_ink_is_dropped(void **state)
{
    Scene scene = scene_of();

    (void)state;
    scene_rect(&scene, (Rect){ 0, 0, 10, 10 }, rgba_fade(RGB(0), 0));
    scene_label(&scene, (Label){ .text = "", .size_pt = 9, .colour = RGB(0) });
    scene_label(&scene, (Label){ .text = NULL, .size_pt = 9, .colour = RGB(0) });
    scene_dots(&scene, NULL, 0, 3, RGB(0));
    assert_int_equal(scene.marks.count, 0);
}

static void only_the_bad_points_of_a_cloud_are_dropped(void **state)
{
    Point points[] = { { 1, 2 }, { NAN, 2 }, { 3, 4 }, { 3, -INFINITY } };
    Scene scene = scene_of();

    (void)state;
    scene_dots(&scene, points, 4, 2, RGB(0));
    assert_int_equal(scene.marks.items[0].dots.count, 2);
    assert_true(scene.marks.items[0].dots.at[1].x == 3);
    scene_dots(&scene, points + 3, 1, 2, RGB(0));
    assert_int_equal(scene.marks.count, 1);
}

static void a_label_keeps_its_own_copy_in_composed_form(void **state)
{
    char text[] = "Vie\u0323\u0302t";
    Scene scene = scene_of();

    (void)state;
    scene_label(&scene, (Label){ .text = text, .size_pt = 9, .colour = RGB(0) });
    memset(text, 'x', sizeof text - 1);
    assert_string_equal(scene.marks.items[0].label.text, "Việt");
}

static void a_bad_clip_is_an_empty_clip(void **state)
{
    Scene scene = scene_of();

    (void)state;
    scene_clip(&scene, (Rect){ 0, 0, NAN, 5 });
    scene_clip(&scene, (Rect){ 0, 0, -4, 5 });
    assert_int_equal(scene.marks.count, 2);
    assert_true(scene.marks.items[0].clip.width == 0);
    assert_true(scene.marks.items[1].clip.width == 0 && scene.marks.items[1].clip.height == 5);
}

static void a_sheet_without_size_gets_one(void **state)
{
    Scene scene = scene_open(NAN, -3, RGB(0), draw_arena);

    (void)state;
    assert_true(scene.width_pt == 1 && scene.height_pt == 1);
}

static void placing_scales_everything(void **state)
{
    Scene part = scene_open(10, 10, RGB(0xEEEEEE), draw_arena), whole = scene_of();
    Path path = path_open(draw_arena);
    Point dot = { 2, 3 };

    (void)state;
    path_rect(&path, (Rect){ 1, 1, 2, 2 });
    scene_group(&part, "part");
    scene_clip(&part, (Rect){ 1, 1, 4, 4 });
    scene_fill_ink(&part, path, FILL_EVEN_ODD,
                   (Ink){ .stops = 2,
                          .from = { 1, 1 },
                          .to = { 3, 3 },
                          .stop = { { 0, RGB(0) }, { 1, RGB(9) } } });
    scene_stroke(&part, path,
                 (Pen){ .colour = RGB(0), .width_pt = 1, .dashes = 2, .dash_pt = { 3, 2 } });
    scene_label(&part, (Label){ .text = "a", .x = 5, .y = 6, .size_pt = 7, .colour = RGB(0) });
    scene_dots(&part, &dot, 1, 1.5, RGB(0));
    scene_end(&part);
    scene_end(&part);
    scene_place(&whole, &part, 100, 200, 2);
    const Mark *marks = whole.marks.items;
    assert_int_equal(whole.marks.count, 9); /* the paper comes first */
    assert_true(marks[0].fill.path.points.items[2].x == 120);
    assert_true(marks[2].clip.x == 102 && marks[2].clip.width == 8);
    assert_true(marks[3].fill.path.points.items[0].y == 202 && marks[3].fill.ink.to.x == 106);
    assert_true(marks[4].stroke.pen.width_pt == 2 && marks[4].stroke.pen.dash_pt[0] == 6);
    assert_true(marks[5].label.x == 110 && marks[5].label.size_pt == 14);
    assert_true(marks[6].dots.at[0].y == 206 && marks[6].dots.radius_pt == 3);
    assert_true(part.marks.items[5].dots.at[0].y == 3); /* the part itself stays */
}

static void placing_nowhere_does_nothing(void **state)
{
    Scene part = scene_of(), whole = scene_of();

    (void)state;
    scene_rect(&part, (Rect){ 0, 0, 1, 1 }, RGB(0));
    scene_place(&whole, &part, NAN, 0, 1);
    scene_place(&whole, &part, 0, 0, 0);
    assert_int_equal(whole.marks.count, 0);
}

static void a_tag_around_one_label_is_part_of_it(void **state)
{
    const Label label = { .text = "one", .size_pt = 9, .colour = RGB(0) };
    Scene scene = scene_open(100, 100, RGB(0xFFFFFF), draw_arena);
    const Tag *outer = tag_new(TAG_PARAGRAPH, NULL, draw_arena);
    const Tag *inner = tag_new(TAG_LINK, NULL, draw_arena);
    static const MarkKind kinds[] = { MARK_LABEL, MARK_TAG,   MARK_LABEL, MARK_END, MARK_TAG,
                                      MARK_LABEL, MARK_LABEL, MARK_END,   MARK_TAG, MARK_END };

    (void)state;
    scene_tag(&scene, outer);
    scene_label(&scene, label);
    scene_end(&scene);
    scene_tag(&scene, outer);
    scene_tag(&scene, inner);
    scene_label(&scene, label);
    scene_end(&scene);
    scene_end(&scene);
    scene_tag(&scene, outer);
    scene_label(&scene, label);
    scene_label(&scene, label);
    scene_end(&scene);
    scene_tag(&scene, outer); /* an empty cell is a cell */
    scene_end(&scene);
    assert_int_equal(scene.marks.count, COUNT_OF(kinds));
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        assert_int_equal(scene.marks.items[i].kind, kinds[i]);
    assert_ptr_equal(scene.marks.items[0].label.tag, outer);
    assert_ptr_equal(scene.marks.items[2].label.tag, inner);
    assert_null(scene.marks.items[5].label.tag);
}

int test_scenes(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_tag_around_one_label_is_part_of_it),
        TEST(what_is_not_finite_is_dropped),
        TEST(what_has_no_ink_is_dropped),
        TEST(only_the_bad_points_of_a_cloud_are_dropped),
        TEST(a_label_keeps_its_own_copy_in_composed_form),
        TEST(a_bad_clip_is_an_empty_clip),
        TEST(a_sheet_without_size_gets_one),
        TEST(placing_scales_everything),
        TEST(placing_nowhere_does_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
