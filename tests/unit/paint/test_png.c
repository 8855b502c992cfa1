/* What paint writes, read back by libpng itself, and hostile pictures for the reader. */
#include <math.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "paint/palette.h"
#include "paint_tests.h"

static Buf png_of(const Scene *scene, double dpi)
{
    Buf png = { 0 };
    Err err = { 0 };

    assert_int_equal(paint_png(&png, scene, dpi, &err), OK);
    return png;
}

typedef struct Seen {
    png_uint_32 width, height, per_metre_x, per_metre_y;
    int depth, type;
    const char *title, *alt; /* as long as the test runs */
} Seen;

typedef struct Source {
    const Buf *png;
    size_t at;
} Source;

static void give(png_structp png, png_bytep data, size_t size)
{
    Source *source = png_get_io_ptr(png);

    if (size > source->png->size - source->at) png_error(png, "end");
    memcpy(data, source->png->data + source->at, size);
    source->at += size;
}

static void look_at_texts(Seen *seen, png_structp png, png_infop info)
{
    png_textp texts;
    int count = png_get_text(png, info, &texts, NULL);

    for (int i = 0; i < count; i++) {
        const char *text = arena_text(paint_arena, texts[i].text);
        if (!strcmp(texts[i].key, "Title")) seen->title = text;
        if (!strcmp(texts[i].key, "Description")) seen->alt = text;
    }
}

static Seen look(const Buf *file)
{
    Source source = { file, 0 };
    Seen seen = { 0 };
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    int unit;

    png_set_read_fn(png, &source, give);
    png_read_info(png, info);
    png_get_IHDR(png, info, &seen.width, &seen.height, &seen.depth, &seen.type, NULL, NULL, NULL);
    png_get_pHYs(png, info, &seen.per_metre_x, &seen.per_metre_y, &unit);
    look_at_texts(&seen, png, info);
    png_destroy_read_struct(&png, &info, NULL);
    return seen;
}

static void a_simple_picture_gets_a_palette(void **state)
{
    Scene scene = scene_open(100, 50, THEME_LIGHT.paper, paint_arena);
    Buf png;
    Seen seen;

    (void)state;
    scene.title = "Größe — Ελ";
    scene.alt = "A circle";
    scene_circle(&scene, (Point){ 50, 25 }, 20, THEME_LIGHT.accent);
    png = png_of(&scene, 144);
    seen = look(&png);
    assert_int_equal(seen.width, 200);
    assert_int_equal(seen.height, 100);
    assert_int_equal(seen.type, PNG_COLOR_TYPE_PALETTE);
    assert_int_equal(seen.depth, 8);
    assert_int_equal(seen.per_metre_x, 5669);
    assert_int_equal(seen.per_metre_y, 5669);
    assert_string_equal(seen.title, "Größe — Ελ");
    assert_string_equal(seen.alt, "A circle");
    buf_close(&png);
}

static void a_picture_of_many_colours_is_rgb(void **state)
{
    Scene scene = scene_open(100, 100, THEME_LIGHT.paper, paint_arena);
    Buf png;

    (void)state;
    for (int i = 0; i < 400; i++)
        scene_rect(&scene, (Rect){ i % 20 * 5, i / 20 * 5, 5, 5 },
                   (Rgba){ (uint8_t)(i % 20 * 12), (uint8_t)(i / 20 * 12), 99, 255 });
    png = png_of(&scene, 72);
    assert_int_equal(look(&png).type, PNG_COLOR_TYPE_RGB);
    buf_close(&png);
}

static void clear_paper_makes_rgba(void **state)
{
    Scene scene = scene_open(20, 20, (Rgba){ 0, 0, 0, 0 }, paint_arena);
    Buf png = png_of(&scene, 72);

    (void)state;
    assert_int_equal(look(&png).type, PNG_COLOR_TYPE_RGB_ALPHA);
    buf_close(&png);
}

/* The largest difference of a channel. */
static int pixel_error(const uint8_t *a, const uint8_t *b)
{
    int worst = 0;

    for (int c = 0; c < 4; c++) {
        int error = abs(a[c] - b[c]);
        worst = error > worst ? error : worst;
    }
    return worst;
}

/* All but a few pixels within what nobody sees, and those not far from it. */
static void assert_alike(const Pixels *painted, const Pixels *read)
{
    size_t count = painted->width * painted->height, off = 0;

    assert_int_equal(painted->width, read->width);
    assert_int_equal(painted->height, read->height);
    for (size_t i = 0; i < count; i++) {
        int error = pixel_error(painted->rgba + 4 * i, read->rgba + 4 * i);
        assert_true(error <= PALETTE_RARE_ERROR);
        off += error > PALETTE_CLOUD_ERROR;
    }
    assert_true(off <= count / PALETTE_RARE);
}

static void what_is_written_is_what_was_painted(void **state)
{
    const Theme *const themes[] = { &THEME_LIGHT, &THEME_DARK };

    (void)state;
    for (int i = 0; i < 2; i++) {
        Scene scene = sample_scene(themes[i], paint_arena);
        Buf png = png_of(&scene, 144);
        Pixels painted, read;
        Err err = { 0 };
        assert_int_equal(paint_pixels(&painted, &scene, 144, paint_arena, &err), OK);
        assert_int_equal(paint_read_png(&read, (Bytes){ (uint8_t *)png.data, png.size }, 1000,
                                        paint_arena, &err),
                         OK);
        assert_alike(&painted, &read);
        buf_close(&png);
    }
}

/* The rows of the picture from `first` on. */
static Pixels rows_from(Pixels pixels, size_t first)
{
    return (Pixels){ pixels.width, pixels.height - first, pixels.rgba + 4 * first * pixels.width };
}

static void assert_shows(const Buf *png, const Pixels *painted)
{
    Pixels read;
    Err err = { 0 };

    assert_int_equal(
        paint_read_png(&read, (Bytes){ (uint8_t *)png->data, png->size }, 1000, paint_arena, &err),
        OK);
    assert_alike(painted, &read);
}

/* In one pass where only the colours differ, in two where the shapes do; with a head, with none,
 * and with nothing but a head; on paper, and on clear ground, which has no palette. */
static void a_pair_is_what_each_would_be_alone(void **state)
{
    static const double heads_pt[] = { 0, 20.2, 1e6 };

    (void)state;
    for (size_t c = 0; c < 2 * COUNT_OF(heads_pt); c++) {
        Scene scenes[2] = { sample_scene(&THEME_LIGHT, paint_arena),
                            sample_scene(&THEME_DARK, paint_arena) };
        Pixels painted[2];
        Buf whole = { 0 }, body[2] = { { 0 }, { 0 } };
        Err err = { 0 };
        if (c % 2) scene_circle(&scenes[1], (Point){ 40, 40 }, 9, THEME_DARK.ink);
        for (int i = 0; i < 2; i++) {
            scenes[i].head_pt = heads_pt[c / 2];
            assert_int_equal(paint_pixels(&painted[i], &scenes[i], 144, paint_arena, &err), OK);
        }
        assert_int_equal(scenes_alike(&scenes[0], &scenes[1]), c % 2 == 0);
        assert_int_equal(paint_png_pair(&whole, body,
                                        (const Scene *const[2]){ &scenes[0], &scenes[1] }, 144,
                                        &err),
                         OK);
        size_t head = (size_t)fmin(floor(2 * heads_pt[c / 2] + 0.5), (double)painted[0].height - 1);
        assert_shows(&whole, &painted[0]);
        for (int i = 0; i < 2; i++) {
            Pixels below = rows_from(painted[i], head);
            assert_shows(&body[i], &below);
            buf_close(&body[i]);
        }
        buf_close(&whole);
    }
}

static void two_runs_write_the_same_bytes(void **state)
{
    Scene scene = sample_scene(&THEME_LIGHT, paint_arena);
    Buf one = png_of(&scene, 144), other = png_of(&scene, 144);

    (void)state;
    assert_int_equal(one.size, other.size);
    assert_memory_equal(one.data, other.data, one.size);
    buf_close(&one);
    buf_close(&other);
}

static Pixels shown_by(const Palette *palette, const Pixels *pixels)
{
    Pixels shown = { pixels->width, pixels->height,
                     ARENA_ARRAY(paint_arena, uint8_t, 4 * pixels->width * pixels->height) };
    uint8_t *entries = ARENA_ARRAY(paint_arena, uint8_t, pixels->width);

    for (size_t y = 0; y < shown.height; y++) {
        palette_row(palette, y, entries);
        for (size_t x = 0; x < shown.width; x++)
            memcpy(shown.rgba + 4 * (y * shown.width + x), &palette->colour[0][entries[x]], 4);
    }
    return shown;
}

static void the_palette_keeps_flat_colours_and_its_bound(void **state)
{
    Scene scene = scene_open(200, 200, THEME_LIGHT.paper, paint_arena);
    Pixels pixels;
    Palette palette;
    Err err = { 0 };
    int worst = 0;

    (void)state;
    for (int i = 0; i < 12; i++)
        scene_circle(&scene, (Point){ 20 + i % 4 * 50, 30 + i / 4 * 60 }, 20,
                     THEME_LIGHT.segment[i % THEME_SEGMENT_COLOURS]);
    assert_int_equal(paint_pixels(&pixels, &scene, 144, paint_arena, &err), OK);
    assert_true(palette_make(&palette, &pixels, 1, paint_arena));
    assert_true(palette.count <= 256);
    Pixels shown = shown_by(&palette, &pixels);
    for (size_t i = 0; i < pixels.width * pixels.height; i++) {
        int error = pixel_error(pixels.rgba + 4 * i, shown.rgba + 4 * i);
        worst = error > worst ? error : worst;
    }
    assert_true(worst > 0 && worst <= PALETTE_ERROR);
    for (int i = 0; i < 12; i++) {
        Rgba middle =
            pixel_at(&pixels, 2 * (20 + (size_t)i % 4 * 50), 2 * (30 + (size_t)i / 4 * 60));
        assert_memory_equal(&middle, &THEME_LIGHT.segment[i % THEME_SEGMENT_COLOURS], 4);
    }
}

/* Translucent points of several colours make more shades than 256 entries are near to: then a few
 * pixels give way, and none by much. */
static void a_cloud_has_a_palette_too(void **state)
{
    Scene scene = scene_open(300, 200, THEME_LIGHT.paper, paint_arena);
    Pixels pixels, shown;
    Palette palette;
    Random random = random_open(1, 1);
    Err err = { 0 };
    int worst = 0;

    (void)state;
    for (int i = 0; i < 1500; i++) {
        Point at = { 300 * random_unit(&random), 200 * random_unit(&random) };
        scene_dots(&scene, &at, 1, 1.5, rgba_fade(THEME_LIGHT.segment[i % 5], 0.5));
    }
    assert_int_equal(paint_pixels(&pixels, &scene, 144, paint_arena, &err), OK);
    assert_true(palette_make(&palette, &pixels, 1, paint_arena));
    shown = shown_by(&palette, &pixels);
    assert_alike(&pixels, &shown);
    for (size_t i = 0; i < pixels.width * pixels.height; i++) {
        int error = pixel_error(pixels.rgba + 4 * i, shown.rgba + 4 * i);
        worst = error > worst ? error : worst;
    }
    assert_true(worst > PALETTE_ERROR);
}

static void a_photograph_has_no_palette(void **state)
{
    Pixels pixels = { 300, 300, ARENA_ARRAY(paint_arena, uint8_t, 4 * 300 * 300) };
    Palette palette;
    Random random = random_open(1, 1);

    (void)state;
    for (size_t i = 0; i < 4 * 300 * 300; i++)
        pixels.rgba[i] = i % 4 == 3 ? 255 : (uint8_t)random_below(&random, 256);
    assert_false(palette_make(&palette, &pixels, 1, paint_arena));
}

/* --- reading --- */

static void keep(png_structp png, png_bytep data, size_t size)
{
    buf_put(png_get_io_ptr(png), data, size);
}

/* A picture of any type: every byte of a row is its number. */
static Buf make_png(png_uint_32 width, png_uint_32 height, int depth, int type, int interlace)
{
    Buf out = { 0 };
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_color colours[2] = { { 10, 20, 30 }, { 200, 100, 50 } };
    png_byte clear[2] = { 255, 0 };
    uint8_t *row;
    png_bytep *rows = ARENA_ARRAY(paint_arena, png_bytep, height);

    png_set_write_fn(png, &out, keep, NULL);
    png_set_IHDR(png, info, width, height, depth, type, interlace, 0, 0);
    if (type == PNG_COLOR_TYPE_PALETTE) {
        png_set_PLTE(png, info, colours, 2);
        png_set_tRNS(png, info, clear, 2, NULL);
    }
    row = ARENA_ARRAY(paint_arena, uint8_t, 8 * (size_t)width + 8);
    for (size_t i = 0; i < 8 * (size_t)width; i++)
        row[i] = type == PNG_COLOR_TYPE_PALETTE ? i % 2 : (uint8_t)(i * 37);
    for (png_uint_32 y = 0; y < height; y++)
        rows[y] = row;
    png_set_rows(png, info, rows);
    png_write_png(png, info, PNG_TRANSFORM_IDENTITY, NULL);
    png_destroy_write_struct(&png, &info);
    return out;
}

static Status read_png(Pixels *out, const Buf *png, size_t size, Err *err)
{
    return paint_read_png(out, (Bytes){ (uint8_t *)png->data, size }, 500, paint_arena, err);
}

static void every_type_of_png_can_be_read(void **state)
{
    static const struct {
        int depth, type;
    } kinds[] = { { 1, 0 }, { 2, 0 }, { 4, 0 }, { 8, 0 },  { 16, 0 }, { 8, 2 }, { 16, 2 },
                  { 1, 3 }, { 8, 3 }, { 8, 4 }, { 16, 4 }, { 8, 6 },  { 16, 6 } };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(kinds) * 2; i++) {
        Buf png = make_png(33, 21, kinds[i / 2].depth, kinds[i / 2].type, i % 2);
        Pixels pixels;
        Err err = { 0 };
        assert_int_equal(read_png(&pixels, &png, png.size, &err), OK);
        assert_int_equal(pixels.width, 33);
        assert_int_equal(pixels.height, 21);
        for (size_t p = 0; p < 33 * 21; p++)
            assert_int_equal(pixels.rgba[4 * p + 3], 255);
        buf_close(&png);
    }
}

static void what_is_clear_becomes_white(void **state)
{
    Buf png = make_png(4, 4, 8, PNG_COLOR_TYPE_PALETTE, 0);
    Pixels pixels;
    Err err = { 0 };
    const Rgba white = RGB(0xFFFFFF), dark = { 10, 20, 30, 255 };

    (void)state;
    assert_int_equal(read_png(&pixels, &png, png.size, &err), OK);
    Rgba first = pixel_at(&pixels, 0, 0), second = pixel_at(&pixels, 1, 0);
    assert_memory_equal(&first, &dark, 4);
    assert_memory_equal(&second, &white, 4);
    buf_close(&png);
}

static void a_picture_too_large_is_refused_before_it_is_read(void **state)
{
    Buf png = make_png(501, 3, 8, 0, 0);
    Pixels pixels;
    Err err = { 0 };

    (void)state;
    assert_int_equal(read_png(&pixels, &png, png.size, &err), ERR_DATA);
    assert_non_null(strstr(err.text, "500 pixels"));
    buf_close(&png);
}

static void what_is_no_png_is_refused(void **state)
{
    Buf jpeg = { (char[]){ "\xff\xd8\xff\xe0 and so on" }, 14, 14 };
    Pixels pixels;
    Err err = { 0 };

    (void)state;
    assert_int_equal(read_png(&pixels, &jpeg, jpeg.size, &err), ERR_DATA);
    assert_non_null(strstr(err.text, "not a PNG"));
    assert_int_equal(read_png(&pixels, &jpeg, 0, &err), ERR_DATA);
}

static void damaged_pictures_do_no_harm(void **state)
{
    Buf png = make_png(40, 40, 8, PNG_COLOR_TYPE_RGB_ALPHA, 1);
    Random random = random_open(9, 1);
    Pixels pixels;
    Err err = { 0 };

    (void)state;
    for (size_t size = 0; size < png.size; size++)
        assert_int_equal(read_png(&pixels, &png, size, &err), ERR_DATA);
    for (int i = 0; i < 2000; i++) {
        size_t at = (size_t)random_below(&random, png.size);
        char old = png.data[at];
        png.data[at] = (char)random_below(&random, 256);
        Status status = read_png(&pixels, &png, png.size, &err);
        assert_true(status == OK || status == ERR_DATA);
        png.data[at] = old;
    }
    buf_close(&png);
}

int test_png(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_simple_picture_gets_a_palette),
        TEST(a_picture_of_many_colours_is_rgb),
        TEST(clear_paper_makes_rgba),
        TEST(what_is_written_is_what_was_painted),
        TEST(a_pair_is_what_each_would_be_alone),
        TEST(two_runs_write_the_same_bytes),
        TEST(the_palette_keeps_flat_colours_and_its_bound),
        TEST(a_cloud_has_a_palette_too),
        TEST(a_photograph_has_no_palette),
        TEST(every_type_of_png_can_be_read),
        TEST(what_is_clear_becomes_white),
        TEST(a_picture_too_large_is_refused_before_it_is_read),
        TEST(what_is_no_png_is_refused),
        TEST(damaged_pictures_do_no_harm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
