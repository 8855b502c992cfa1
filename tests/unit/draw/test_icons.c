#include <string.h>

#include "draw/icon.h"
#include "draw_tests.h"

static void every_icon_stays_in_its_box(void **state)
{
    (void)state;
    for (size_t i = 0; i < 12; i++) {
        Scene scene = scene_open(100, 100, RGB(0xFFFFFF), draw_arena);
        const Mark *mark;
        icon_draw(&scene, icon_name(i), (Rect){ 20, 30, 60, 40 }, RGB(0x112233));
        assert_int_equal(scene.marks.count, 3);
        assert_string_equal(scene.marks.items[0].group, icon_name(i) ? icon_name(i) : "customer");
        mark = &scene.marks.items[1];
        assert_true(mark->stroke.path.points.count > 5);
        for (size_t p = 0; p < mark->stroke.path.points.count; p++) {
            Point at = mark->stroke.path.points.items[p];
            /* The square of 40 in the middle of the box, less half the line's width. */
            assert_true(at.x >= 30 + 1.4 && at.x <= 70 - 1.4);
            assert_true(at.y >= 30 + 1.4 && at.y <= 70 - 1.4);
        }
    }
}

static void each_segment_has_an_icon_of_its_own(void **state)
{
    static const char *const slugs[] = {
        "champions",        "loyal-customers",      "big-spenders",    "new-customers",
        "one-time-buyers",  "potential-loyalists",  "at-risk",         "cant-lose-them",
        "hibernating",      "lapsed-customers",     "window-shoppers", "newer-customers",
        "active-customers", "occasional-customers", "mixed-customers", "exceptional-customers",
        "prospects"
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(slugs); i++) {
        Scene scene = scene_open(10, 10, RGB(0), draw_arena);
        icon_draw(&scene, slugs[i], (Rect){ 0, 0, 10, 10 }, RGB(0));
        assert_string_equal(scene.marks.items[0].group, slugs[i]);
    }
    assert_null(icon_name(COUNT_OF(slugs)));
}

static void a_box_without_room_stays_empty(void **state)
{
    Scene scene = scene_open(10, 10, RGB(0), draw_arena);

    (void)state;
    icon_draw(&scene, "champions", (Rect){ 0, 0, 0, 10 }, RGB(0));
    assert_int_equal(scene.marks.count, 0);
}

int test_icons(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_icon_stays_in_its_box),
        TEST(each_segment_has_an_icon_of_its_own),
        TEST(a_box_without_room_stays_empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
