#include <math.h>
#include <pthread.h>
#include <string.h>

#include "draw/font.h"
#include "draw/path.h"
#include "draw_tests.h"

static bool near(double a, double b, double most)
{
    return fabs(a - b) <= most;
}

static void digits_are_all_equally_wide(void **state)
{
    (void)state;
    for (int weight = 0; weight < FONT_WEIGHTS; weight++) {
        double one = font_width((FontWeight)weight, 10, "1");
        for (char digit[] = "0"; digit[0] <= '9'; digit[0]++)
            assert_true(near(font_width((FontWeight)weight, 10, digit), one, 1e-12));
        assert_true(near(font_width((FontWeight)weight, 10, "1,111.77"),
                         font_width((FontWeight)weight, 10, "8,048.36"), 1e-12));
    }
}

static void width_grows_with_the_size(void **state)
{
    (void)state;
    assert_true(near(font_width(FONT_REGULAR, 20, "Champions"),
                     2 * font_width(FONT_REGULAR, 10, "Champions"), 1e-9));
    assert_true(font_width(FONT_SEMIBOLD, 10, "Champions") >
                font_width(FONT_REGULAR, 10, "Champions"));
    assert_true(font_width(FONT_REGULAR, 10, "") == 0);
}

static void the_width_of_a_known_word_is_known(void **state)
{
    (void)state;
    /* Advances of H, i in Inter: 1488 and 488 of 2000 or so; a wrong em would be far off. */
    double width = font_width(FONT_REGULAR, 1, "Hi");
    assert_true(width > 0.9 && width < 1.1);
}

static void pairs_are_kerned(void **state)
{
    double apart = font_width(FONT_REGULAR, 10, "A") + font_width(FONT_REGULAR, 10, "V");

    (void)state;
    assert_true(font_width(FONT_REGULAR, 10, "AV") < apart - 0.3);
    apart = font_width(FONT_REGULAR, 10, "Т") + font_width(FONT_REGULAR, 10, "о"); /* Cyrillic */
    assert_true(font_width(FONT_REGULAR, 10, "То") < apart - 0.3);
}

static void advances_add_up_to_the_width(void **state)
{
    const char *text = "AVATAR To P. Ελλάδα Привет Việt 1,234";
    const char *rest = text;
    double sum = 0;

    (void)state;
    for (uint32_t code = utf8_next(&rest); code;) {
        uint32_t next = utf8_next(&rest);
        sum += font_advance(FONT_SEMIBOLD, code, next);
        code = next;
    }
    assert_true(near(sum, font_width(FONT_SEMIBOLD, 1, text), 1e-9));
}

static void names_of_many_languages_can_be_shown(void **state)
{
    static const char *const names[] = {
        "Łukasz Żółć",
        "Ελένη Παπαδοπούλου",
        "Юлия Щербакова",
        "Nguyễn Thị Ấm",
        "Şebnem Ağaoğlu",
        "Ñandú Güereña",
        "Þórdís Æsa",
        "€ £ ₹ ₽ ₿ ₺ ₫ ₴ ¥ − ≥ → ▲ ▼ ● ★ ✓ □ …"
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        assert_true(font_can_show(FONT_REGULAR, names[i]));
        assert_true(font_can_show(FONT_SEMIBOLD, names[i]));
    }
}

static void what_cannot_be_shown_becomes_a_box(void **state)
{
    const char *plain = "Zoë";

    (void)state;
    assert_false(font_can_show(FONT_REGULAR, "王芳"));
    assert_false(font_can_show(FONT_REGULAR, "😀"));
    assert_string_equal(font_showable(FONT_REGULAR, "王芳 Li 😀", draw_arena), "□□ Li □");
    assert_ptr_equal(font_showable(FONT_REGULAR, plain, draw_arena), plain);
}

static void invisible_characters_take_no_room(void **state)
{
    (void)state;
    assert_true(font_can_show(FONT_REGULAR, "a\u200Bb\uFEFF"));
    assert_true(
        near(font_width(FONT_REGULAR, 10, "a\u200Bb"), font_width(FONT_REGULAR, 10, "ab"), 0));
    assert_string_equal(font_showable(FONT_REGULAR, "a\u200Bb", draw_arena), "ab");
}

static void what_is_shown_is_as_wide_as_what_was_measured(void **state)
{
    const char *text = "王 \u202EAV\u0301 😀 To";

    (void)state;
    assert_true(near(font_width(FONT_REGULAR, 9, text),
                     font_width(FONT_REGULAR, 9, font_showable(FONT_REGULAR, text, draw_arena)),
                     0));
}

static void a_text_that_fits_stays(void **state)
{
    const char *text = "Loyal Customers";
    double width = font_width(FONT_REGULAR, 9, text);

    (void)state;
    assert_ptr_equal(font_shorten(FONT_REGULAR, 9, text, width, draw_arena), text);
    assert_ptr_not_equal(font_shorten(FONT_REGULAR, 9, text, width - 0.01, draw_arena), text);
}

static void a_long_text_is_cut_to_the_width_and_no_further(void **state)
{
    const char *text = "Πελάτες που δεν πρέπει να χαθούν, Клиенты, khách hàng";

    (void)state;
    for (double width = 0; width < font_width(FONT_REGULAR, 9, text); width += 1.7) {
        const char *cut = font_shorten(FONT_REGULAR, 9, text, width, draw_arena);
        assert_true(font_width(FONT_REGULAR, 9, cut) <= width + 1e-6);
        assert_true(utf8_valid(cut, strlen(cut)));
        if (*cut) {
            assert_string_equal(cut + strlen(cut) - 3, "…");
            assert_true(font_width(FONT_REGULAR, 9, cut) > width - 18); /* "W" and a space */
        }
    }
    assert_string_equal(font_shorten(FONT_REGULAR, 9, text, 2, draw_arena), "");
    assert_string_equal(font_shorten(FONT_REGULAR, 9, text, NAN, draw_arena), "");
}

static void spaces_do_not_stand_before_the_ellipsis(void **state)
{
    double width = font_width(FONT_REGULAR, 9, "Loyal …") + 0.01;

    (void)state;
    assert_string_equal(font_shorten(FONT_REGULAR, 9, "Loyal Customers", width, draw_arena),
                        "Loyal…");
}

static void metrics_are_those_of_inter(void **state)
{
    FontMetrics metrics = font_metrics(FONT_REGULAR);

    (void)state;
    assert_true(near(metrics.ascent, 0.969, 0.002));
    assert_true(near(metrics.descent, 0.2415, 0.002));
    assert_true(near(metrics.cap_height, 0.727, 0.005));
    assert_true(near(metrics.x_height, 0.546, 0.01));
}

typedef struct Box {
    double left, top, right, bottom;
} Box;

static Box box_of(const Path *path)
{
    Box box = { 1e9, 1e9, -1e9, -1e9 };

    for (size_t i = 0; i < path->points.count; i++) {
        Point p = path->points.items[i];
        box = (Box){ fmin(box.left, p.x), fmin(box.top, p.y), fmax(box.right, p.x),
                     fmax(box.bottom, p.y) };
    }
    return box;
}

static void outlines_stand_on_the_baseline(void **state)
{
    Label label = { .text = "H", .x = 100, .y = 50, .size_pt = 20 };
    Path path = label_outline(&label, draw_arena);
    Box box = box_of(&path);

    (void)state;
    assert_true(near(box.bottom, 50, 1e-6));
    assert_true(near(50 - box.top, 20 * font_metrics(FONT_REGULAR).cap_height, 1e-6));
    assert_true(box.left > 100 && box.right < 100 + font_width(FONT_REGULAR, 20, "H"));
}

static void alignment_moves_by_the_width(void **state)
{
    Label label = { .text = "Total", .x = 100, .y = 50, .size_pt = 11 };
    Path start = label_outline(&label, draw_arena), middle, end;
    double width = font_width(FONT_REGULAR, 11, "Total");

    (void)state;
    label.align = ALIGN_MIDDLE;
    middle = label_outline(&label, draw_arena);
    label.align = ALIGN_END;
    end = label_outline(&label, draw_arena);
    assert_true(near(box_of(&start).left - box_of(&middle).left, width / 2, 1e-9));
    assert_true(near(box_of(&start).left - box_of(&end).left, width, 1e-9));
}

static void a_quarter_turn_makes_text_run_downwards(void **state)
{
    Label label = { .text = "Revenue", .x = 30, .y = 40, .size_pt = 10, .turn_deg = 90 };
    Path path = label_outline(&label, draw_arena);
    Box box = box_of(&path);

    (void)state;
    assert_true(box.top > 40 && box.bottom > 40 + 30);
    assert_true(near(box.left, 30, 0.5) && box.right < 30 + 10); /* the tops look to the right */
}

static void the_letter_o_has_a_hole(void **state)
{
    Path path = label_outline(&(Label){ .text = "o", .size_pt = 100 }, draw_arena);
    size_t closed = 0;

    (void)state;
    for (size_t i = 0; i < path.verbs.count; i++)
        closed += path.verbs.items[i] == PATH_CLOSE;
    assert_int_equal(closed, 2);
}

static void *measure(void *unused)
{
    double *width = unused;

    *width = font_width(FONT_REGULAR, 10, "Measured at the same time");
    return NULL;
}

static void threads_measure_the_same(void **state)
{
    pthread_t threads[4];
    double widths[4];

    (void)state;
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, measure, &widths[i]), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    for (int i = 1; i < 4; i++)
        assert_true(widths[i] == widths[0] && widths[i] > 50);
}

int test_fonts(void)
{
    const struct CMUnitTest tests[] = {
        TEST(threads_measure_the_same),
        TEST(digits_are_all_equally_wide),
        TEST(width_grows_with_the_size),
        TEST(the_width_of_a_known_word_is_known),
        TEST(pairs_are_kerned),
        TEST(advances_add_up_to_the_width),
        TEST(names_of_many_languages_can_be_shown),
        TEST(what_cannot_be_shown_becomes_a_box),
        TEST(invisible_characters_take_no_room),
        TEST(what_is_shown_is_as_wide_as_what_was_measured),
        TEST(a_text_that_fits_stays),
        TEST(a_long_text_is_cut_to_the_width_and_no_further),
        TEST(spaces_do_not_stand_before_the_ellipsis),
        TEST(metrics_are_those_of_inter),
        TEST(outlines_stand_on_the_baseline),
        TEST(alignment_moves_by_the_width),
        TEST(a_quarter_turn_makes_text_run_downwards),
        TEST(the_letter_o_has_a_hole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
