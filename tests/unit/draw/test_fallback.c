#include "draw/truetype.h"

#include <math.h>
#include <string.h>

#include "draw/path.h"
#include "draw_tests.h"

#define GEORGIAN "გიორგი"
#define DEJAVU "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

static Bytes copy_of(Bytes file, size_t size)
{
    uint8_t *copy = arena_alloc(draw_arena, size, 1);

    memcpy(copy, file.data, size);
    return (Bytes){ copy, size };
}

static size_t table_entry(Bytes file, const char *tag)
{
    size_t count = (size_t)file.data[4] << 8 | file.data[5];

    for (size_t i = 0; i < count; i++) {
        if (memcmp(file.data + 12 + 16 * i, tag, 4) == 0) return 12 + 16 * i;
    }
    fail_msg("no table %s", tag);
    return 0;
}

static size_t table_at(Bytes file, const char *tag)
{
    const unsigned char *at = file.data + table_entry(file, tag) + 8;

    return (size_t)at[0] << 24 | (size_t)at[1] << 16 | (size_t)at[2] << 8 | at[3];
}

static void refused(Bytes file, const char *says)
{
    TrueType font;
    Err err = { 0 };

    assert_int_equal(truetype_check(&font, file, draw_arena, &err), ERR_DATA);
    if (!strstr(err.text, says)) fail_msg("\"%s\" does not say \"%s\"", err.text, says);
}

static void a_sound_font_keeps_its_glyphs(void **state)
{
    Bytes file = font_file(FONT_REGULAR);
    TrueType font, again;
    Err err = { 0 };

    (void)state;
    assert_int_equal(truetype_check(&font, file, draw_arena, &err), OK);
    assert_true(font.glyph_of['A'] && font.glyph_of[0x416] && !font.glyph_of[0x4E2D]);
    assert_int_not_equal(font.glyph_of['A'], font.glyph_of['B']);
    /* What was written anew has no map of its own, and is sound otherwise. */
    assert_int_equal(truetype_check(&again, font.file, draw_arena, &err), ERR_DATA);
    assert_non_null(strstr(err.text, "Unicode"));
}

static void what_is_no_such_font_is_refused_with_the_reason(void **state)
{
    Bytes font = font_file(FONT_REGULAR);
    Bytes bad = copy_of(font, font.size);
    uint8_t *bytes = (uint8_t *)bad.data;

    (void)state;
    refused((Bytes){ (const uint8_t *)"short", 5 }, "not a TrueType");
    refused((Bytes){ (const uint8_t *)"this is a text and not a font", 29 }, "not a TrueType");
    refused(copy_of(font, font.size / 2), "not inside of the file");
    memcpy(bytes, "OTTO", 4);
    refused(bad, "PostScript");
    memcpy(bytes, "ttcf", 4);
    refused(bad, "collection");
    memcpy(bytes, font.data, 4);
    bytes[table_entry(bad, "loca")] = 'x';
    refused(bad, "\"loca\" is missing");
    memcpy(bytes, font.data, font.size);
    bytes[table_at(bad, "OS/2") + 9] = 2;
    refused(bad, "licence");
    memcpy(bytes, font.data, font.size);
    bytes[table_at(bad, "maxp") + 4] = 0xff;
    refused(bad, "fewer widths");
    memcpy(bytes, font.data, font.size);
    memset(bytes + table_at(bad, "glyf"), 0x7f, 200);
    refused(bad, "is damaged");
}

/* Whatever passes the check can be drawn. */
static void damaged_fonts_are_refused_or_drawn(void **state)
{
    Bytes font = font_file(FONT_REGULAR);
    Random random = random_open(7, 1);
    size_t passed = 0;

    (void)state;
    for (int i = 0; i < 300; i++) {
        ArenaMark mark = arena_mark(draw_arena);
        Bytes bad = copy_of(font, font.size);
        Err err = { 0 };
        for (int j = 0; j < 1 + i % 7; j++) {
            size_t most = i % 2 ? font.size : 400;
            ((uint8_t *)bad.data)[(size_t)((double)most * random_unit(&random))] =
                (uint8_t)(256 * random_unit(&random));
        }
        if (!font_use_fallback(bad, draw_arena, &err)) {
            Label label = { .text = "Ǻ\u2DE0\uA640ẫ", .size_pt = 12 };
            label_outline(&label, draw_arena);
            passed++;
        }
        assert_int_equal(font_use_fallback((Bytes){ NULL, 0 }, draw_arena, &err), OK);
        arena_release(draw_arena, mark);
    }
    assert_true(passed > 20 && passed < 300);
}

static void the_fallback_shows_what_the_font_lacks(void **state)
{
    const char *mixed = "Anna " GEORGIAN " B";
    Label label = { .text = GEORGIAN, .size_pt = 10 };
    Err err = { 0 };
    Bytes file;
    bool fallback;

    (void)state;
    if (!path_exists(DEJAVU)) {
        print_message("%s is not there: skipped\n", DEJAVU);
        skip();
    }
    double boxes = font_width(FONT_REGULAR, 10, GEORGIAN);
    assert_false(font_can_show(FONT_REGULAR, mixed));
    assert_int_equal(file_read(&file, DEJAVU, 1 << 24, draw_arena, &err), OK);
    assert_int_equal(font_use_fallback(file, draw_arena, &err), OK);
    assert_true(font_can_show(FONT_REGULAR, mixed) && font_can_show(FONT_SEMIBOLD, mixed));
    assert_string_equal(font_showable(FONT_REGULAR, mixed, draw_arena), mixed);
    assert_true(fabs(font_width(FONT_REGULAR, 10, GEORGIAN) - boxes) > 1);
    assert_true(label_outline(&label, draw_arena).points.count > 100);
    assert_int_equal(font_run(FONT_REGULAR, mixed, &fallback), strlen("Anna "));
    assert_false(fallback);
    assert_int_equal(font_run(FONT_REGULAR, mixed + 5, &fallback), strlen(GEORGIAN));
    assert_true(fallback);
    assert_false(font_can_show(FONT_REGULAR, "محمد")); /* set letter by letter it would be wrong */
    assert_int_equal(font_use_fallback((Bytes){ NULL, 0 }, draw_arena, &err), OK);
    assert_false(font_can_show(FONT_REGULAR, mixed));
}

int test_fallback(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_sound_font_keeps_its_glyphs),
        TEST(what_is_no_such_font_is_refused_with_the_reason),
        TEST(damaged_fonts_are_refused_or_drawn),
        TEST(the_fallback_shows_what_the_font_lacks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
