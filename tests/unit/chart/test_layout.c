/* What must hold for every kind of chart over every case of the gallery, at several sizes. */
#include "chart_test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef void (*Judge)(const Scene *scene, const ChartSpec *spec, Arena *arena);

/* Draws every chart of the gallery at its own size and at three others, light and dark. */
static void judge_all(Judge judge)
{
    static const double sizes[][2] = { { 0, 0 }, { 220, 200 }, { 340, 0 }, { 760, 300 } };

    for (int kind = 0; kind < CHART_KINDS; kind++) {
        for (int which = 0; which < GALLERY_CASES; which++) {
            for (size_t size = 0; size < COUNT_OF(sizes); size++) {
                Arena arena = arena_open();
                ChartSpec spec = gallery_chart((ChartKind)kind, (GalleryCase)which, &arena);
                if (sizes[size][0] > 0) spec.width_pt = sizes[size][0];
                spec.height_pt = sizes[size][1];
                Scene scene = draw_spec(&spec, size % 2 ? &THEME_DARK : &THEME_LIGHT, &arena);
                judge(&scene, &spec, &arena);
                arena_close(&arena);
            }
        }
    }
}

static void labels_are_inside(const Scene *scene, const ChartSpec *spec, Arena *arena)
{
    LabelBoxes boxes = label_boxes(scene, arena);

    for (size_t i = 0; i < boxes.count; i++) {
        Rect b = box_bounds(&boxes.items[i]);
        if (b.x >= -0.01 && b.y >= -0.01 && b.x + b.width <= scene->width_pt + 0.01 &&
            b.y + b.height <= scene->height_pt + 0.01) {
            continue;
        }
        fail_msg("%s at %g × %g: \"%s\" lies outside: %.1f %.1f %.1f × %.1f", spec->slug,
                 scene->width_pt, scene->height_pt, boxes.items[i].text, b.x, b.y, b.width,
                 b.height);
    }
}

static void axis_labels_are_apart(const Scene *scene, const ChartSpec *spec, Arena *arena)
{
    LabelBoxes boxes = label_boxes(scene, arena);

    for (size_t i = 0; i < boxes.count; i++) {
        const LabelBox *a = &boxes.items[i];
        if (strncmp(a->group, "axis", 4)) continue;
        for (size_t k = i + 1; k < boxes.count; k++) {
            const LabelBox *b = &boxes.items[k];
            if (strcmp(a->group, b->group) || !boxes_overlap(a, b)) continue;
            fail_msg("%s at %g × %g, %s: \"%s\" and \"%s\" overlap", spec->slug, scene->width_pt,
                     scene->height_pt, a->group, a->text, b->text);
        }
    }
}

static bool near_figure(const Scene *scene, Point at)
{
    return at.x > -4 && at.y > -4 && at.x < scene->width_pt + 4 && at.y < scene->height_pt + 4;
}

/* Clipped marks may go further. */
static void shapes_are_inside(const Scene *scene, const ChartSpec *spec, Arena *arena)
{
    size_t clips = 0, depth = 0, clip_depth = 0;
    (void)arena;

    for (size_t i = 0; i < scene->marks.count; i++) {
        const Mark *mark = &scene->marks.items[i];
        const Path *path = mark->kind == MARK_FILL     ? &mark->fill.path
                           : mark->kind == MARK_STROKE ? &mark->stroke.path
                                                       : NULL;
        if (mark->kind == MARK_GROUP || mark->kind == MARK_CLIP) depth++;
        if (mark->kind == MARK_CLIP && clips++ == 0) clip_depth = depth;
        if (mark->kind == MARK_END && depth-- == clip_depth) clips = 0;
        for (size_t p = 0; path && !clips && p < path->points.count; p++) {
            if (near_figure(scene, path->points.items[p])) continue;
            fail_msg("%s at %g × %g: a shape goes to %.1f, %.1f", spec->slug, scene->width_pt,
                     scene->height_pt, path->points.items[p].x, path->points.items[p].y);
        }
        for (size_t p = 0; mark->kind == MARK_DOTS && !clips && p < mark->dots.count; p++) {
            assert_true(near_figure(scene, mark->dots.at[p]));
        }
    }
}

static void pictures_say_something(const Scene *scene, const ChartSpec *spec, Arena *arena)
{
    (void)arena;
    assert_true(scene->marks.count > 3);
    assert_true(scene->alt && *scene->alt);
    if (spec->kind != CHART_SPARKLINE) assert_true(count_marks(scene, MARK_LABEL, "") > 0);
}

static void no_label_lies_outside_its_figure(void **state)
{
    (void)state;
    judge_all(labels_are_inside);
}

static void no_two_labels_of_an_axis_overlap(void **state)
{
    (void)state;
    judge_all(axis_labels_are_apart);
}

static void no_shape_lies_outside_its_figure(void **state)
{
    (void)state;
    judge_all(shapes_are_inside);
}

static void every_picture_has_marks_words_and_alternative_text(void **state)
{
    (void)state;
    judge_all(pictures_say_something);
}

/* At their own size and with ordinary data no two words touch at all. */
static void ordinary_charts_have_no_overlapping_text(void **state)
{
    (void)state;
    for (int kind = 0; kind < CHART_KINDS; kind++) {
        Arena arena = arena_open();
        Scene scene = draw_gallery((ChartKind)kind, GALLERY_EASY, &arena);
        LabelBoxes boxes = label_boxes(&scene, &arena);
        for (size_t i = 0; i < boxes.count; i++) {
            for (size_t k = i + 1; k < boxes.count; k++) {
                if (!boxes_overlap(&boxes.items[i], &boxes.items[k])) continue;
                fail_msg("%s: \"%s\" and \"%s\" overlap", chart_kind_name((ChartKind)kind),
                         boxes.items[i].text, boxes.items[k].text);
            }
        }
        arena_close(&arena);
    }
}

static void the_same_specification_gives_the_same_scene(void **state)
{
    (void)state;
    for (int kind = 0; kind < CHART_KINDS; kind++) {
        Arena arena = arena_open();
        Scene a = draw_gallery((ChartKind)kind, GALLERY_EASY, &arena);
        Scene b = draw_gallery((ChartKind)kind, GALLERY_EASY, &arena);
        LabelBoxes la = label_boxes(&a, &arena), lb = label_boxes(&b, &arena);
        assert_int_equal(a.marks.count, b.marks.count);
        assert_int_equal(la.count, lb.count);
        for (size_t i = 0; i < la.count; i++) {
            assert_string_equal(la.items[i].text, lb.items[i].text);
            assert_memory_equal(&la.items[i].rect, &lb.items[i].rect, sizeof la.items[i].rect);
        }
        arena_close(&arena);
    }
}

static size_t points_of(const Mark *mark, const Point **out, Point spare[2])
{
    switch (mark->kind) {
    case MARK_FILL: *out = mark->fill.path.points.items; return mark->fill.path.points.count;
    case MARK_STROKE: *out = mark->stroke.path.points.items; return mark->stroke.path.points.count;
    case MARK_DOTS: *out = mark->dots.at; return mark->dots.count;
    case MARK_LABEL: spare[0] = (Point){ mark->label.x, mark->label.y }; break;
    case MARK_CLIP:
        spare[0] = (Point){ mark->clip.x, mark->clip.y };
        spare[1] = (Point){ mark->clip.x + mark->clip.width, mark->clip.y + mark->clip.height };
        *out = spare;
        return 2;
    case MARK_GROUP:
    case MARK_TAG:
    case MARK_END: return 0;
    }
    *out = spare;
    return 1;
}

static bool lies_below(const Mark *titled, const Mark *bare, double head_pt)
{
    Point spare[2][2];
    const Point *a = NULL, *b = NULL;
    size_t count = points_of(titled, &a, spare[0]);

    if (titled->kind != bare->kind || points_of(bare, &b, spare[1]) != count) return false;
    for (size_t i = 0; i < count; i++) {
        if (!(fabs(a[i].x - b[i].x) + fabs(a[i].y - head_pt - b[i].y) < 1e-6)) return false;
    }
    return titled->kind != MARK_LABEL || !strcmp(titled->label.text, bare->label.text);
}

static size_t end_of_titles(const Scene *scene)
{
    size_t i = 0;

    assert_string_equal(scene->marks.items[0].group, "titles");
    while (scene->marks.items[i].kind != MARK_END)
        i++;
    return i;
}

/* So that the site's pictures are the rows of the files' below the titles. */
static void below_its_titles_a_chart_is_the_one_without(void **state)
{
    (void)state;
    for (int kind = 0; kind < CHART_KINDS; kind++) {
        for (int which = 0; which < GALLERY_CASES; which++) {
            Arena arena = arena_open();
            ChartSpec spec = gallery_chart((ChartKind)kind, (GalleryCase)which, &arena);
            Scene titled = draw_spec(&spec, &THEME_LIGHT, &arena);
            spec.title = spec.subtitle = NULL;
            Scene bare = draw_spec(&spec, &THEME_LIGHT, &arena);
            size_t a = end_of_titles(&titled), b = end_of_titles(&bare);
            assert_near(titled.head_pt, floor(titled.head_pt), 0);
            assert_near(bare.head_pt, 0, 0);
            assert_near(titled.height_pt - titled.head_pt, bare.height_pt, 1e-9);
            assert_int_equal(titled.marks.count - a, bare.marks.count - b);
            for (; a < titled.marks.count; a++, b++) {
                if (!lies_below(&titled.marks.items[a], &bare.marks.items[b], titled.head_pt))
                    fail_msg("%s, case %d: the titles change the chart", spec.slug, which);
            }
            arena_close(&arena);
        }
    }
}

static void a_figure_is_never_smaller_than_its_floor(void **state)
{
    (void)state;
    for (int kind = 0; kind < CHART_KINDS; kind++) {
        for (int which = 0; which < GALLERY_CASES; which++) {
            Arena arena = arena_open();
            ChartSpec spec = gallery_chart((ChartKind)kind, (GalleryCase)which, &arena);
            spec.width_pt = 60;
            spec.height_pt = 40;
            Scene scene = draw_spec(&spec, &THEME_LIGHT, &arena);
            assert_true(scene.width_pt >= 60 && scene.height_pt >= 40);
            labels_are_inside(&scene, &spec, &arena);
            arena_close(&arena);
        }
    }
}

static void without_series_a_chart_says_so(void **state)
{
    (void)state;
    for (int kind = 0; kind < CHART_KINDS; kind++) {
        Arena arena = arena_open();
        ChartSpec spec = { .kind = (ChartKind)kind, .slug = "empty", .alt = "Nothing." };
        Scene scene = draw_spec(&spec, &THEME_LIGHT, &arena);
        assert_non_null(find_label(&scene, "No data"));
        arena_close(&arena);
    }
}

static void the_gallery_holds_every_kind_in_every_case_once(void **state)
{
    Arena arena = arena_open();
    Gallery gallery = gallery_make(&arena);
    (void)state;

    assert_int_equal(gallery.count, CHART_KINDS * GALLERY_CASES);
    for (size_t i = 0; i < gallery.count; i++) {
        assert_non_null(gallery.items[i].what);
        for (size_t k = i + 1; k < gallery.count; k++) {
            assert_string_not_equal(gallery.items[i].spec.slug, gallery.items[k].spec.slug);
        }
    }
    assert_string_equal(gallery.items[0].spec.slug, "pie-easy");
    arena_close(&arena);
}

int run_layout_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_label_lies_outside_its_figure),
        cmocka_unit_test(no_two_labels_of_an_axis_overlap),
        cmocka_unit_test(no_shape_lies_outside_its_figure),
        cmocka_unit_test(every_picture_has_marks_words_and_alternative_text),
        cmocka_unit_test(ordinary_charts_have_no_overlapping_text),
        cmocka_unit_test(the_same_specification_gives_the_same_scene),
        cmocka_unit_test(below_its_titles_a_chart_is_the_one_without),
        cmocka_unit_test(a_figure_is_never_smaller_than_its_floor),
        cmocka_unit_test(without_series_a_chart_says_so),
        cmocka_unit_test(the_gallery_holds_every_kind_in_every_case_once),
    };

    return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
