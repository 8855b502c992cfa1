/* A scene as PDF, judged by poppler: what it renders, and what text it finds. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "paint_tests.h"

static Buf pdf_of(const Scene *scene, double width_pt, double height_pt)
{
    const Bytes fonts[PDF_FONTS] = { font_file(FONT_REGULAR), font_file(FONT_SEMIBOLD) };
    PdfInfo info = { .title = "Test",
                     .author = "",
                     .subject = "",
                     .keywords = "",
                     .language = "en",
                     .creator = "clientele" };
    PdfDoc *doc;
    PdfPage *page;
    Buf pdf = { 0 };
    Err err = { 0 };

    assert_int_equal(pdf_open(&doc, &info, fonts, &err), OK);
    pdf_set_advance(doc, paint_pdf_advance);
    assert_int_equal(pdf_page_begin(&page, doc, width_pt, height_pt, &err), OK);
    assert_int_equal(paint_pdf(page, scene, (Rect){ 0, 0, width_pt, height_pt }, &err), OK);
    assert_int_equal(pdf_page_end(page, &err), OK);
    assert_int_equal(pdf_finish(&pdf, doc, &err), OK);
    pdf_close(doc);
    return pdf;
}

/* Runs a poppler tool over the PDF, in a folder of its own; skips the test where it is missing. */
static Bytes ask_poppler(const Buf *pdf, const char *command, const char *result)
{
    char folder[] = "/tmp/clientele-paint-XXXXXX";
    Bytes answer = { 0 };
    Err err = { 0 };

    if (system("command -v pdftoppm >/dev/null && command -v pdftotext >/dev/null")) skip();
    assert_non_null(mkdtemp(folder));
    assert_int_equal(
        file_write(arena_format(paint_arena, "%s/a.pdf", folder), pdf->data, pdf->size, &err), OK);
    assert_int_equal(system(arena_format(paint_arena, "cd %s && %s 2>/dev/null", folder, command)),
                     0);
    assert_int_equal(file_read(&answer, arena_format(paint_arena, "%s/%s", folder, result),
                               100000000, paint_arena, &err),
                     OK);
    assert_int_equal(folder_remove(folder, &err), OK);
    return answer;
}

static Pixels rendered(const Buf *pdf, int dpi)
{
    Bytes file = ask_poppler(
        pdf, arena_format(paint_arena, "pdftoppm -r %d -png -singlefile a.pdf a", dpi), "a.png");
    Pixels pixels;
    Err err = { 0 };

    assert_int_equal(paint_read_png(&pixels, file, 5000, paint_arena, &err), OK);
    return pixels;
}

typedef struct Difference {
    double mean;  /* of all channels, of 255 */
    double large; /* share of pixels that are off by more than 96 in a channel */
} Difference;

static Difference compare(const Pixels *a, const Pixels *b)
{
    Difference difference = { 0 };
    size_t count = a->width * a->height;

    assert_int_equal(a->width, b->width);
    assert_int_equal(a->height, b->height);
    for (size_t i = 0; i < count; i++) {
        int worst = 0;
        for (int c = 0; c < 3; c++) {
            int off = abs(a->rgba[4 * i + (size_t)c] - b->rgba[4 * i + (size_t)c]);
            worst = off > worst ? off : worst;
            difference.mean += off / (3.0 * (double)count);
        }
        difference.large += (worst > 96) / (double)count;
    }
    return difference;
}

/* Poppler blends in sRGB and does not put edges on the grid, so single pixels along edges differ; a
 * mean of 2.5 of 255 and 1 % of pixels is what is left when everything is in its place. */
static void pdf_and_png_show_the_same(void **state)
{
    const Theme *const themes[] = { &THEME_LIGHT, &THEME_DARK };

    (void)state;
    for (int i = 0; i < 2; i++) {
        Scene scene = sample_scene(themes[i], paint_arena);
        Buf pdf = pdf_of(&scene, 252, 162);
        Pixels ours, theirs = rendered(&pdf, 200);
        Err err = { 0 };
        assert_int_equal(paint_pixels(&ours, &scene, 200, paint_arena, &err), OK);
        Difference difference = compare(&ours, &theirs);
        if (getenv("VERBOSE"))
            print_message("mean %.2f, %.2f %% large\n", difference.mean, 100 * difference.large);
        assert_true(difference.mean < 2.5);
        assert_true(difference.large < 0.01);
        buf_close(&pdf);
    }
}

static void translucent_colours_look_the_same_in_pdf(void **state)
{
    const Rgba papers[] = { RGB(0xFFFFFF), THEME_DARK.paper };

    (void)state;
    for (int p = 0; p < 2; p++) {
        Scene scene = scene_open(120, 120, papers[p], paint_arena);
        for (int i = 0; i < 12; i++) {
            for (int a = 0; a < 12; a++)
                scene_rect(
                    &scene, (Rect){ 10 * i, 10 * a, 10, 10 },
                    rgba_fade(THEME_LIGHT.segment[i % THEME_SEGMENT_COLOURS], (a + 1) / 12.0));
        }
        Buf pdf = pdf_of(&scene, 120, 120);
        Pixels ours, theirs = rendered(&pdf, 72);
        Err err = { 0 };
        assert_int_equal(paint_pixels(&ours, &scene, 72, paint_arena, &err), OK);
        for (size_t y = 5; y < 120; y += 10) {
            for (size_t x = 5; x < 120; x += 10) {
                Rgba a = pixel_at(&ours, x, y), b = pixel_at(&theirs, x, y);
                assert_true(abs(a.r - b.r) <= 4 && abs(a.g - b.g) <= 4 && abs(a.b - b.b) <= 4);
            }
        }
        buf_close(&pdf);
    }
}

static void translucent_gradients_match_too(void **state)
{
    Scene scene = scene_open(100, 60, RGB(0xFFFFFF), paint_arena);
    Path path = path_open(paint_arena);
    Pixels ours, theirs;
    Err err = { 0 };
    Buf pdf;

    (void)state;
    path_rect(&path, (Rect){ 10, 10, 80, 40 });
    scene_fill_ink(
        &scene, path, FILL_NON_ZERO,
        (Ink){ .stops = 2,
               .from = { 0, 10 },
               .to = { 0, 50 },
               .stop = { { 0, THEME_LIGHT.accent }, { 1, rgba_fade(THEME_LIGHT.accent, 0) } } });
    pdf = pdf_of(&scene, 100, 60);
    theirs = rendered(&pdf, 144);
    assert_int_equal(paint_pixels(&ours, &scene, 144, paint_arena, &err), OK);
    assert_true(compare(&ours, &theirs).mean < 5);
    buf_close(&pdf);
}

/* Lines and a word below a cloud of that many points and above it, the points cut by a clip. */
static Scene cloud_scene(const Theme *theme, size_t points)
{
    Scene scene = scene_open(162, 126, theme->paper, paint_arena);
    Point *at = ARENA_ARRAY(paint_arena, Point, points);
    Random random = random_open(1, 1);

    for (size_t i = 0; i < points; i++)
        at[i] = (Point){ 200 * random_unit(&random), 120 * random_unit(&random) };
    scene_rect(&scene, (Rect){ 20, 20, 60, 90 }, theme->panel);
    scene_line(&scene, (Point){ 0, 50 }, (Point){ 160, 50 }, theme->axis, 2);
    scene_label(&scene,
                (Label){ .text = "below", .x = 5, .y = 115, .size_pt = 9, .colour = theme->ink });
    scene_clip(&scene, (Rect){ 10, 10, 120, 90 });
    scene_group(&scene, "points");
    scene_dots(&scene, at, points / 2, 1.2, rgba_fade(theme->segment[0], 0.3));
    scene_end(&scene);
    scene_dots(&scene, at + points / 2, points - points / 2, 1.2,
               rgba_fade(theme->segment[1], 0.3));
    scene_end(&scene);
    scene_line(&scene, (Point){ 30, 0 }, (Point){ 130, 120 }, theme->ink, 2);
    scene_label(&scene,
                (Label){ .text = "above", .x = 60, .y = 60, .size_pt = 9, .colour = theme->ink });
    return scene;
}

static void a_large_cloud_becomes_one_picture_among_vectors(void **state)
{
    const Theme *const themes[] = { &THEME_LIGHT, &THEME_DARK };

    (void)state;
    for (int i = 0; i < 4; i++) {
        bool large = i / 2;
        Scene scene = cloud_scene(themes[i % 2], large ? 4001 : 4000);
        Buf pdf = pdf_of(&scene, 162, 126);
        Pixels ours, theirs = rendered(&pdf, 200);
        Bytes text = ask_poppler(&pdf, "pdftotext a.pdf a.txt", "a.txt");
        Err err = { 0 };
        assert_int_equal(paint_pixels(&ours, &scene, 200, paint_arena, &err), OK);
        Difference difference = compare(&ours, &theirs);
        if (getenv("VERBOSE"))
            print_message("mean %.2f, %.2f %% large\n", difference.mean, 100 * difference.large);
        assert_true(difference.mean < 8);
        assert_true(difference.large < 0.02);
        assert_int_equal(large, memmem(pdf.data, pdf.size, "/Indexed", 8) != NULL);
        assert_non_null(memmem(text.data, text.size, "below", 5));
        assert_non_null(memmem(text.data, text.size, "above", 5));
        buf_close(&pdf);
    }
}

static void a_cloud_that_nobody_sees_leaves_no_picture(void **state)
{
    Scene scene = scene_open(100, 100, RGB(0xFFFFFF), paint_arena);
    Point *at = ARENA_ARRAY(paint_arena, Point, 5000);
    Buf pdf;

    (void)state;
    for (int i = 0; i < 5000; i++)
        at[i] = (Point){ 1e6 + i, 50 };
    scene_dots(&scene, at, 5000, 1, THEME_LIGHT.ink);
    pdf = pdf_of(&scene, 100, 100);
    assert_null(memmem(pdf.data, pdf.size, "/Indexed", 8));
    buf_close(&pdf);
}

static void whole_words_can_be_copied(void **state)
{
    Scene scene = sample_scene(&THEME_LIGHT, paint_arena);
    Buf pdf = pdf_of(&scene, 252, 162);
    const char *text =
        (const char *)ask_poppler(&pdf, "pdftotext -layout a.pdf a.txt", "a.txt").data;

    (void)state;
    assert_non_null(strstr(text, "Champions: 18 % of customers, AVATAR To."));
    assert_non_null(strstr(text, "Ελλάδα · Привет · Việt Nam"));
    assert_non_null(strstr(text, "upwards"));
    buf_close(&pdf);
}

/* Where poppler finds the last word to end is where font_width says. */
static void text_is_as_wide_as_measured(void **state)
{
    const char *words = "AVATAR-To-WAVE-P.-Ty";
    Scene scene = scene_open(400, 60, RGB(0xFFFFFF), paint_arena);
    double left, top, right, bottom;

    (void)state;
    scene_label(&scene,
                (Label){ .text = words, .x = 20, .y = 40, .size_pt = 24, .colour = RGB(0) });
    Buf pdf = pdf_of(&scene, 400, 60);
    const char *box =
        (const char *)ask_poppler(&pdf, "pdftotext -bbox a.pdf a.html", "a.html").data;
    box = strstr(box, "<word ");
    assert_non_null(box);
    assert_int_equal(sscanf(box, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &left,
                            &top, &right, &bottom),
                     4);
    assert_true(fabs(left - 20) < 0.05);
    assert_true(fabs(right - left - font_width(FONT_REGULAR, 24, words)) < 0.1);
    buf_close(&pdf);
}

/* A section with a title, a paragraph with a link and a word that goes on, a figure, decoration. */
static Scene tagged_scene(void)
{
    static const Label text = { .size_pt = 9, .colour = { 0, 0, 0, 255 } };
    Scene scene = scene_open(200, 100, RGB(0xFFFFFF), paint_arena);
    const Tag *outer = tag_new(TAG_SECTION, NULL, paint_arena);
    const Tag *section = tag_new(TAG_SECTION, outer, paint_arena);
    const Tag *paragraph = tag_new(TAG_PARAGRAPH, section, paint_arena);
    const char *const words[] = { "Chapter", "Part", "Un", "broken", "link", "end", "axis" };
    Label label[7];

    for (int i = 0; i < 7; i++) {
        label[i] = text;
        label[i].text = words[i];
        label[i].x = 10 + 20 * i;
        label[i].y = 10 + 10 * i;
    }
    label[2].joined = true;
    scene_tag(&scene, tag_new(TAG_TITLE, outer, paint_arena));
    scene_label(&scene, label[0]);
    scene_end(&scene);
    scene_tag(&scene, tag_new(TAG_TITLE, section, paint_arena));
    scene_label(&scene, label[1]);
    scene_end(&scene);
    for (int i = 2; i < 6; i++) {
        if (i == 2 || i == 5) scene_tag(&scene, paragraph);
        if (i == 4) scene_tag(&scene, tag_keyed(TAG_LINK, NULL, words, paint_arena));
        scene_label(&scene, label[i]);
        if (i > 3) scene_end(&scene);
        if (i == 4) scene_end(&scene);
    }
    scene_tag_figure(&scene, tag_figure("What it shows", section, paint_arena),
                     (Rect){ 10, 20, 100, 50 });
    scene_label(&scene, label[6]);
    scene_end(&scene);
    scene_tag(&scene, tag_new(TAG_DECORATION, NULL, paint_arena));
    scene_tag(&scene, tag_new(TAG_PARAGRAPH, section, paint_arena));
    scene_label(&scene, label[0]);
    scene_end(&scene);
    scene_end(&scene);
    return scene;
}

/* The scene is painted twice as large, and so is the figure's box; y runs up in a PDF. */
static void tags_become_elements_in_the_order_of_their_ink(void **state)
{
    Scene whole = scene_open(300, 300, RGB(0xFFFFFF), paint_arena), scene = tagged_scene();

    (void)state;
    scene_place(&whole, &scene, 0, 10, 0.5);
    Buf pdf = pdf_of(&whole, 600, 600);
    const char *text =
        (const char *)ask_poppler(&pdf, "pdfinfo -struct-text a.pdf >a.txt", "a.txt").data;
    assert_string_equal(text, "Document\n"
                              "  Sect\n"
                              "    H1 (block)\n"
                              "      \"Chapter \"\n"
                              "    Sect\n"
                              "      H2 (block)\n"
                              "        \"Part \"\n"
                              "      P (block)\n"
                              "        \"Unbroken \"\n"
                              "        Span (inline)\n"
                              "          \"link \"\n"
                              "        \"end \"\n"
                              "      Figure:\n"
                              "         /Placement /Block\n"
                              "         /BBox [10 510 110 560]\n"
                              "        \"axis \"\n");
    buf_close(&pdf);
}

static void a_scene_with_an_alternative_text_is_a_figure(void **state)
{
    Scene scene = sample_scene(&THEME_LIGHT, paint_arena);

    (void)state;
    scene.alt = "All of it";
    Buf pdf = pdf_of(&scene, 252, 162);
    const char *text =
        (const char *)ask_poppler(&pdf, "pdfinfo -struct-text a.pdf >a.txt", "a.txt").data;
    assert_non_null(strstr(text, "Document\n  Figure:"));
    assert_non_null(strstr(text, "/BBox [0 0 252 162]"));
    buf_close(&pdf);
}

static void the_same_scene_gives_the_same_pdf(void **state)
{
    Scene scene = sample_scene(&THEME_LIGHT, paint_arena);
    Buf one = pdf_of(&scene, 504, 324), other = pdf_of(&scene, 504, 324);

    (void)state;
    assert_int_equal(one.size, other.size);
    assert_memory_equal(one.data, other.data, one.size);
    buf_close(&one);
    buf_close(&other);
}

static void deep_nesting_is_painted_without_an_error(void **state)
{
    Scene scene = scene_open(100, 100, RGB(0xFFFFFF), paint_arena);
    Buf pdf;

    (void)state;
    for (int i = 0; i < 300; i++) {
        scene_clip(&scene, (Rect){ 0, 0, 100, 100 });
        scene_group(&scene, "deep");
    }
    scene_rect(&scene, (Rect){ 10, 10, 10, 10 }, RGB(0));
    for (int i = 0; i < 700; i++)
        scene_end(&scene);
    pdf = pdf_of(&scene, 100, 100);
    assert_true(pdf.size > 500);
    buf_close(&pdf);
}

static void a_box_without_width_is_our_bug(void **state)
{
    Scene scene = scene_open(100, 100, RGB(0xFFFFFF), paint_arena);
    Err err = { 0 };

    (void)state;
    scene.title = "Flat";
    assert_int_equal(paint_pdf(NULL, &scene, (Rect){ 0, 0, 0, 10 }, &err), ERR_BUG);
    assert_non_null(strstr(err.text, "Flat"));
}

int test_pdf(void)
{
    const struct CMUnitTest tests[] = {
        TEST(pdf_and_png_show_the_same),
        TEST(translucent_colours_look_the_same_in_pdf),
        TEST(translucent_gradients_match_too),
        TEST(a_large_cloud_becomes_one_picture_among_vectors),
        TEST(a_cloud_that_nobody_sees_leaves_no_picture),
        TEST(whole_words_can_be_copied),
        TEST(text_is_as_wide_as_measured),
        TEST(tags_become_elements_in_the_order_of_their_ink),
        TEST(a_scene_with_an_alternative_text_is_a_figure),
        TEST(the_same_scene_gives_the_same_pdf),
        TEST(deep_nesting_is_painted_without_an_error),
        TEST(a_box_without_width_is_our_bug),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
