/* The text dump, and the golden files: sample.txt judges layout, sample-*.png judge ink. With
 * UPDATE_GOLDEN=1 they are written anew; on a difference the actual picture and the difference are
 * left in the working folder. */
#include <stdlib.h>
#include <string.h>

#include "paint_tests.h"

#define GOLDEN SOURCE_DIR "/tests/golden/paint/"

static bool updating(void)
{
    const char *update = getenv("UPDATE_GOLDEN");

    return update && !strcmp(update, "1");
}

static void write_or_fail(const char *path, const void *data, size_t size)
{
    Err err = { 0 };

    if (file_write(path, data, size, &err)) fail_msg("%s", err.text);
}

static Bytes read_golden(const char *path)
{
    Bytes bytes;
    Err err = { 0 };

    if (file_read(&bytes, path, 10000000, paint_arena, &err)) fail_msg("%s", err.text);
    return bytes;
}

static void the_sample_reads_as_before(void **state)
{
    Scene scene = sample_scene(&THEME_LIGHT, paint_arena);
    Buf text = { 0 };
    Bytes golden;

    (void)state;
    paint_text(&text, &scene);
    if (updating()) write_or_fail(GOLDEN "sample.txt", text.data, text.size);
    golden = read_golden(GOLDEN "sample.txt");
    if (golden.size != text.size || memcmp(golden.data, text.data, text.size)) {
        write_or_fail("sample-actual.txt", text.data, text.size);
        fail_msg("sample-actual.txt differs from %ssample.txt", GOLDEN);
    }
    buf_close(&text);
}

/* Leaves actual and difference beside each other. */
static void complain(const char *name, const Pixels *actual, const Pixels *golden)
{
    Scene scene =
        scene_open((double)actual->width, (double)actual->height, RGB(0xFFFFFF), paint_arena);
    Buf png = { 0 };
    Err err = { 0 };

    for (size_t i = 0; i < actual->width * actual->height; i++) {
        if (memcmp(actual->rgba + 4 * i, golden->rgba + 4 * i, 4)) {
            Rect spot = { (double)(i % actual->width), (double)(i / actual->width), 1, 1 };
            scene_rect(&scene, spot, RGB(0xFF0000));
        }
    }
    if (!paint_png(&png, &scene, 72, &err))
        write_or_fail(arena_format(paint_arena, "%s-difference.png", name), png.data, png.size);
    buf_close(&png);
    fail_msg("%s-actual.png differs from %s%s.png", name, GOLDEN, name);
}

static void compare_picture(const char *name, const Scene *scene)
{
    const char *path = arena_format(paint_arena, GOLDEN "%s.png", name);
    Buf png = { 0 };
    Pixels actual, golden;
    Err err = { 0 };

    assert_int_equal(paint_png(&png, scene, 144, &err), OK);
    if (updating()) write_or_fail(path, png.data, png.size);
    Bytes file = read_golden(path);
    assert_int_equal(
        paint_read_png(&actual, (Bytes){ (uint8_t *)png.data, png.size }, 5000, paint_arena, &err),
        OK);
    assert_int_equal(paint_read_png(&golden, file, 5000, paint_arena, &err), OK);
    if (actual.width != golden.width || actual.height != golden.height)
        fail_msg("%s has another size", name);
    if (memcmp(actual.rgba, golden.rgba, 4 * actual.width * actual.height)) {
        write_or_fail(arena_format(paint_arena, "%s-actual.png", name), png.data, png.size);
        complain(name, &actual, &golden);
    }
    buf_close(&png);
}

static void the_light_sample_looks_as_before(void **state)
{
    Scene scene = sample_scene(&THEME_LIGHT, paint_arena);

    (void)state;
    compare_picture("sample-light", &scene);
}

static void the_dark_sample_looks_as_before(void **state)
{
    Scene scene = sample_scene(&THEME_DARK, paint_arena);

    (void)state;
    compare_picture("sample-dark", &scene);
}

static void every_kind_of_mark_has_its_line(void **state)
{
    Scene scene = scene_open(50, 40, (Rgba){ 1, 2, 3, 0 }, paint_arena);
    Path path = path_open(paint_arena);
    Point dot = { 1, 2.2 };
    Buf text = { 0 };

    (void)state;
    scene.title = "T";
    path_move(&path, 1, 2);
    path_curve(&path, 3, 4, 5, 6, 7, 8);
    path_close(&path);
    scene_clip(&scene, (Rect){ 1, 2, 3, 4 });
    scene_fill_ink(&scene, path, FILL_EVEN_ODD, (Ink){ .colour = rgba_fade(RGB(0xFF8000), 0.5) });
    scene_fill_ink(&scene, path, FILL_NON_ZERO,
                   (Ink){ .stops = 2, .to = { 9, 0 }, .stop = { { 0, RGB(0) }, { 1, RGB(255) } } });
    scene_stroke(&scene, path,
                 (Pen){ .colour = RGB(0x010203),
                        .width_pt = 0.75,
                        .join = JOIN_BEVEL,
                        .cap = CAP_ROUND,
                        .dashes = 2,
                        .dash_pt = { 2, 1 } });
    scene_end(&scene);
    scene_group(&scene, "g");
    scene_label(&scene, (Label){ .text = "Ünit",
                                 .x = 3,
                                 .y = 4,
                                 .size_pt = 7.5,
                                 .align = ALIGN_END,
                                 .weight = FONT_SEMIBOLD,
                                 .turn_deg = -90,
                                 .colour = RGB(0) });
    scene_dots(&scene, &dot, 1, 2, RGB(0));
    scene_end(&scene);
    scene_end(&scene);
    paint_text(&text, &scene);
    assert_string_equal(text.data,
                        "scene 50.0 40.0 #01020300\ntitle \"T\"\nalt \"\"\n"
                        "clip 1.0 2.0 3.0 4.0\n"
                        "  fill even-odd #ff800080 M1.0,2.0 C3.0,4.0 5.0,6.0 7.0,8.0 Z\n"
                        "  fill gradient 0.0,0.0 9.0,0.0 0.0% #000000 100.0% #0000ff M1.0,2.0 "
                        "C3.0,4.0 5.0,6.0 7.0,8.0 Z\n"
                        "  stroke #010203 width 0.75 join bevel cap round dash 2.0 1.0 M1.0,2.0 "
                        "C3.0,4.0 5.0,6.0 7.0,8.0 Z\n"
                        "end\n"
                        "group \"g\"\n"
                        "  label 3.0,4.0 end size 7.5 semibold turn -90.0 #000000 \"Ünit\"\n"
                        "  dots 1 radius 2.0 #000000 1.0,2.2\n"
                        "end\n"
                        "end\n");
    buf_close(&text);
}

int test_dump(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_kind_of_mark_has_its_line),
        TEST(the_sample_reads_as_before),
        TEST(the_light_sample_looks_as_before),
        TEST(the_dark_sample_looks_as_before),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
