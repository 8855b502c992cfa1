/* The easy chart of each kind as text, against tests/golden/chart/. UPDATE_GOLDEN=1 rewrites them.
 */
#include "chart_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paint/paint.h"

static void save_actual(const char *slug, const Buf *text)
{
    Arena arena = arena_open();
    Err err = { 0 };
    char *path = arena_format(&arena, "%s.actual.txt", slug);

    if (file_write(path, text->data, text->size, &err)) print_message("%s\n", err.text);
    print_message("the actual scene is in ./%s\n", path);
    arena_close(&arena);
}

static void check_kind(ChartKind kind, Arena *arena)
{
    ChartSpec spec = gallery_chart(kind, GALLERY_EASY, arena);
    Scene scene = draw_spec(&spec, &THEME_LIGHT, arena);
    char *path =
        arena_format(arena, SOURCE_DIR "/tests/golden/chart/%s.txt", chart_kind_name(kind));
    Buf text = { 0 };
    Bytes golden;
    Err err = { 0 };

    paint_text(&text, &scene);
    if (getenv("UPDATE_GOLDEN")) {
        if (file_write(path, text.data, text.size, &err)) fail_msg("%s", err.text);
    }
    if (file_read(&golden, path, 1 << 24, arena, &err)) fail_msg("%s", err.text);
    bool same = golden.size == text.size && !memcmp(golden.data, text.data, text.size);
    if (!same) save_actual(spec.slug, &text);
    buf_close(&text);
    if (!same) fail_msg("%s differs from %s: compare them", spec.slug, path);
}

static void easy_scenes_are_as_they_were_judged(void **state)
{
    (void)state;
    for (int kind = 0; kind < CHART_KINDS; kind++) {
        Arena arena = arena_open();
        check_kind((ChartKind)kind, &arena);
        arena_close(&arena);
    }
}

int run_golden_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(easy_scenes_are_as_they_were_judged),
    };

    return cmocka_run_group_tests_name("golden", tests, NULL, NULL);
}
