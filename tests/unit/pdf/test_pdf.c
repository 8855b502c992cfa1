#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pdf/pdf.h"

static const PdfColour BLACK = { 0, 0, 0, 255 };

static Arena arena;
static char folder[] = "/tmp/clientele-pdf-XXXXXX";

static int open_arena(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_close(&arena);
    return 0;
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    Err err = { 0 };

    (void)state;
    return folder_remove(folder, &err) ? -1 : 0;
}

/* --- helpers ---------------------------------------------------------------------------------- */

static PdfDoc *begin_with(const PdfInfo *info)
{
    const Bytes fonts[PDF_FONTS] = { embedded_file("assets/fonts/Inter-Regular.ttf"),
                                     embedded_file("assets/fonts/Inter-SemiBold.ttf") };
    PdfDoc *doc = NULL;
    Err err = { 0 };

    if (pdf_open(&doc, info, fonts, &err)) fail_msg("%s", err.text);
    return doc;
}

static PdfDoc *begin(void)
{
    return begin_with(&(PdfInfo){ .title = "A test", .language = "en", .date = 19000 });
}

static PdfPage *begin_page(PdfDoc *doc)
{
    PdfPage *page = NULL;
    Err err = { 0 };

    if (pdf_page_begin(&page, doc, 595, 842, &err)) fail_msg("%s", err.text);
    return page;
}

static void end_page(PdfPage *page)
{
    Err err = { 0 };

    if (pdf_page_end(page, &err)) fail_msg("%s", err.text);
}

static Bytes finish(PdfDoc *doc)
{
    Buf out = { 0 };
    Err err = { 0 };

    if (pdf_finish(&out, doc, &err)) fail_msg("%s", err.text);
    Bytes bytes = { (unsigned char *)arena_text_n(&arena, out.data, out.size), out.size };
    buf_close(&out);
    pdf_close(doc);
    return bytes;
}

static const char *write_down(Bytes file)
{
    char *path = path_join(&arena, folder, "test.pdf");
    Err err = { 0 };

    if (file_write(path, file.data, file.size, &err)) fail_msg("%s", err.text);
    return path;
}

/* What a program prints about the file; skips the test where the program is not installed. */
static const char *ask(const char *program, const char *arguments, Bytes file, int *exit_code)
{
    char *there = arena_format(&arena, "command -v %s >/dev/null 2>&1", program);
    Buf text = { 0 };
    char chunk[4096];

    if (system(there) != 0) {
        print_message("%s is not installed: skipped\n", program);
        skip();
    }
    const char *path = write_down(file);
    char *command =
        arena_format(&arena, "cd %s && timeout 60 %s %s 2>&1", folder, program, arguments);
    (void)path;
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, pipe)) > 0;)
        buf_put(&text, chunk, n);
    int code = pclose(pipe);
    if (exit_code) *exit_code = code;
    const char *kept = arena_text(&arena, text.data ? text.data : "");
    buf_close(&text);
    return kept;
}

static Bytes one_page_of(const char *text)
{
    PdfDoc *doc = begin();
    PdfPage *page = begin_page(doc);

    pdf_text(page, PDF_REGULAR, 12, 72, 72, 0, 0, BLACK, text);
    end_page(page);
    return finish(doc);
}

/* --- tests ------------------------------------------------------------------------------------ */

static void a_page_of_text_is_sound_and_can_be_read_back(void **state)
{
    int code;

    (void)state;
    Bytes file = one_page_of("Grüße aus Łódź: €1,234.50 − 5 % → ok");
    const char *check = ask("qpdf", "--check test.pdf", file, &code);
    if (code) fail_msg("%s", check);
    assert_non_null(strstr(ask("pdftotext", "test.pdf -", file, &code),
                           "Grüße aus Łódź: €1,234.50 − 5 % → ok"));
}

static void every_font_is_embedded_as_a_subset_with_unicode(void **state)
{
    int lines = 0;

    (void)state;
    char *fonts = arena_text(&arena, ask("pdffonts", "test.pdf", one_page_of("Hello"), NULL));
    for (char *line = strtok(fonts, "\n"); line; line = strtok(NULL, "\n")) {
        if (!strstr(line, "CID TrueType")) continue;
        lines++;
        assert_non_null(strstr(line, "yes yes yes"));
    }
    assert_int_equal(lines, 2); /* without a fallback */
}

static void the_same_calls_give_the_same_bytes(void **state)
{
    (void)state;
    Bytes a = one_page_of("Twice"), b = one_page_of("Twice");
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.data, b.data, a.size);
}

static void readers_do_not_complain(void **state)
{
    (void)state;
    const char *said = ask("pdftotext", "test.pdf /dev/null", one_page_of("Quiet, please"), NULL);
    assert_string_equal(said, "");
}

static void a_character_that_the_font_lacks_shows_as_a_box(void **state)
{
    (void)state;
    const char *text =
        ask("pdftotext", "test.pdf -", one_page_of("a\xF0\x9F\x98\x80z and \xFF!"), NULL);
    assert_non_null(strstr(text, "a□z"));
}

static void nothing_that_is_not_finite_reaches_the_page(void **state)
{
    PdfDoc *doc = begin();
    PdfPage *page = begin_page(doc);
    const PdfPen pen = { .colour = BLACK, .width_pt = NAN, .dash_pt = { INFINITY }, .dashes = 1 };
    int code;

    (void)state;
    pdf_text(page, PDF_REGULAR, NAN, 1, 1, 0, 0, BLACK, "gone");
    pdf_text(page, PDF_REGULAR, 12, INFINITY, 1, 0, 0, BLACK, "gone");
    pdf_move(page, NAN, 0);
    pdf_line(page, 10, 10);
    pdf_line(page, 1e30, -1e30);
    pdf_curve(page, 1, 1, NAN, 1, 1, 1);
    pdf_stroke(page, &pen);
    pdf_clip_rect(page, NAN, 0, 1, 1);
    pdf_transform(page, NAN, 0, 0);
    pdf_image(page, (const uint8_t[]){ 1, 2, 3 }, 1, 1, NAN, 0, 1, 1);
    pdf_image_indexed(page, &(PdfIndexed){ 1, 1, (const uint8_t[]){ 0 }, &BLACK, 1, -1 }, 0, NAN, 1,
                      1);
    pdf_image_indexed(page, &(PdfIndexed){ 1, 1, (const uint8_t[]){ 0 }, &BLACK, 0, -1 }, 0, 0, 1,
                      1);
    pdf_text(page, PDF_REGULAR, 12, 72, 72, 0, 0, BLACK, "stays");
    end_page(page);
    Bytes file = finish(doc);
    ask("qpdf", "--qdf --object-streams=disable test.pdf plain.pdf", file, &code);
    assert_int_equal(code, 0);
    assert_string_equal(ask("grep", "-aiE '(^|[ -])(nan|inf)' plain.pdf", file, NULL), "");
    assert_string_equal(ask("pdftotext", "test.pdf -", file, NULL), "stays\n\n\f");
}

static void a_graphics_state_too_deep_is_an_error_not_a_broken_file(void **state)
{
    PdfDoc *doc = begin();
    PdfPage *page = begin_page(doc);
    Err err = { 0 };

    (void)state;
    for (int i = 0; i < 40; i++)
        pdf_save(page);
    assert_int_equal(pdf_page_end(page, &err), ERR_BUG);
    assert_string_equal(err.text, "page 1 saves its graphics state more than 20 deep");
    pdf_close(doc);
}

static void an_unbalanced_page_is_an_error(void **state)
{
    PdfDoc *doc = begin();
    PdfPage *page = begin_page(doc);
    Err err = { 0 };

    (void)state;
    pdf_save(page);
    assert_int_equal(pdf_page_end(page, &err), ERR_BUG);
    Buf out = { 0 };
    assert_int_equal(pdf_finish(&out, doc, &err), ERR_BUG);
    assert_int_equal(out.size, 0);
    pdf_close(doc);
}

static void a_font_without_outlines_is_refused(void **state)
{
    const Bytes fonts[PDF_FONTS] = { { (const unsigned char *)"OTTO", 4 },
                                     { (const unsigned char *)"", 0 } };
    PdfDoc *doc = NULL;
    Err err = { 0 };

    (void)state;
    assert_int_equal(pdf_open(&doc, &(PdfInfo){ .title = "x" }, fonts, &err), ERR_BUG);
    assert_null(doc);
    assert_string_equal(err.text, "font 1 is not a TrueType font with outlines");
}

static void title_date_and_language_are_said(void **state)
{
    const PdfInfo info = { .title = "Kunden & Größe 😀",
                           .author = "Café",
                           .subject = "About",
                           .keywords = "a, b",
                           .language = "en",
                           .creator = "clientele",
                           .date = 19905 };
    PdfDoc *doc = begin_with(&info);

    (void)state;
    end_page(begin_page(doc));
    Bytes file = finish(doc);
    const char *said = ask("env", "TZ=UTC pdfinfo test.pdf", file, NULL);
    assert_non_null(strstr(said, "Kunden & Größe 😀"));
    assert_non_null(strstr(said, "Café"));
    assert_non_null(strstr(said, "Mon Jul  1 00:00:00 2024"));
    assert_non_null(memmem(file.data, file.size, "/DisplayDocTitle true", 21));
    assert_non_null(memmem(file.data, file.size, "/Lang (en)", 10));
    assert_non_null(memmem(file.data, file.size, "Kunden &amp; Größe", 20));
}

static void bookmarks_links_and_labels_lead_where_they_say(void **state)
{
    PdfDoc *doc = begin();
    int code;

    (void)state;
    PdfPage *page = begin_page(doc);
    pdf_link_page(page, &(PdfLinkPlace){ .x = 10, .y = 10, .width = 100, .height = 20 }, 1, 300);
    pdf_link_uri(page, &(PdfLinkPlace){ .x = 10, .y = 40, .width = 100, .height = 20 },
                 "https://example.com/?q=1&r=(2)");
    pdf_link_uri(page, &(PdfLinkPlace){ .x = 10, .y = 70, .width = 100, .height = 20 },
                 "javascript:alert(1)");
    pdf_link_uri(page, &(PdfLinkPlace){ .x = 1e12, .y = -1e12, .width = 1e13, .height = 1e13 },
                 "https://example.com/far");
    end_page(page);
    end_page(begin_page(doc));
    pdf_page_labels(doc, 0, 'r', 1);
    pdf_page_labels(doc, 1, 'D', 1);
    pdf_bookmark(doc, 0, "Übersicht", 0, 0);
    pdf_bookmark(doc, 1, "Zweite", 1, 100);
    pdf_bookmark(doc, 5, "Dritte", 1, 200);
    Bytes file = finish(doc);
    const char *check = ask("qpdf", "--check test.pdf", file, &code);
    if (code) fail_msg("%s", check);
    const char *json =
        ask("qpdf", "--json=1 --json-key=outlines --json-key=pagelabels test.pdf", file, &code);
    assert_non_null(strstr(json, "\"title\": \"Übersicht\""));
    assert_non_null(strstr(json, "\"title\": \"Dritte\""));
    assert_non_null(strstr(json, "\"/S\": \"/r\""));
    const unsigned char *link = memmem(file.data, file.size, "example.com", 11);
    assert_non_null(link); /* the one on the page, and not the one far beside it */
    assert_null(memmem(link + 11, file.size - (size_t)(link + 11 - file.data), "example.com", 11));
    assert_null(memmem(file.data, file.size, "javascript", 10));
}

static void a_link_to_a_page_that_never_came_is_an_error(void **state)
{
    PdfDoc *doc = begin();
    PdfPage *page = begin_page(doc);
    Buf out = { 0 };
    Err err = { 0 };

    (void)state;
    pdf_link_page(page, &(PdfLinkPlace){ .x = 10, .y = 10, .width = 100, .height = 20 }, 7, 0);
    end_page(page);
    assert_int_equal(pdf_finish(&out, doc, &err), ERR_BUG);
    assert_string_equal(err.text, "a link leads to page 8 of 1");
    pdf_close(doc);
}

static void attachments_come_out_as_they_went_in(void **state)
{
    static const char csv[] = "id,name\n1,Łucja\n";
    PdfDoc *doc = begin();
    Err err = { 0 };
    int code;

    (void)state;
    end_page(begin_page(doc));
    const Bytes data = { (const unsigned char *)csv, sizeof csv - 1 };
    assert_int_equal(pdf_attach(doc, "segments.csv", "The segments", data, &err), OK);
    assert_int_equal(pdf_attach(doc, "features.csv", NULL, data, &err), OK);
    Bytes file = finish(doc);
    assert_non_null(strstr(ask("pdfdetach", "-list test.pdf", file, NULL), "2 embedded files"));
    ask("pdfdetach", "-save 2 -o out.csv test.pdf", file, &code);
    assert_int_equal(code, 0);
    assert_string_equal(ask("cat", "out.csv", file, NULL), csv);
}

static void characters_of_private_use_show_as_a_box(void **state)
{
    (void)state;
    assert_string_equal(ask("pdftotext", "test.pdf -", one_page_of("a\uE000b\uF8FFc"), NULL),
                        "a□b□c\n\n\f");
}

/* --- tags --- */

static PdfElement *element(PdfDoc *doc, PdfElement *parent, const char *type)
{
    return pdf_element_new(doc, NULL, parent, &(PdfTag){ .type = type });
}

static void say(PdfPage *page, PdfElement *of, double y, const char *text)
{
    pdf_tag_open(page, of);
    pdf_text(page, PDF_REGULAR, 12, 72, y, 0, 0, BLACK, text);
    pdf_tag_close(page);
}

/* The file without compression, as text for strstr: bytes that are none become points. */
static const char *plain(Bytes file)
{
    int code;

    ask("qpdf", "--qdf --object-streams=disable test.pdf plain.pdf", file, &code);
    assert_int_equal(code, 0);
    return ask("tr", "-c '\\n -~' . <plain.pdf", file, NULL);
}

static void an_element_may_go_on_on_another_page_and_behind_another(void **state)
{
    PdfDoc *doc = begin();
    PdfPage *page = begin_page(doc);
    PdfElement *first = element(doc, NULL, "P"), *second = element(doc, NULL, "P");

    (void)state;
    say(page, first, 72, "One, ");
    say(page, second, 90, "three.");
    end_page(page);
    page = begin_page(doc);
    say(page, first, 72, "two.");
    end_page(page);
    assert_string_equal(ask("pdfinfo", "-struct-text test.pdf", finish(doc), NULL),
                        "Document\n"
                        "  P (block)\n"
                        "    \"One, \"\n"
                        "    \"two.\"\n"
                        "  P (block)\n"
                        "    \"three.\"\n");
}

static void what_is_drawn_after_each_other_for_one_element_is_one_mark(void **state)
{
    PdfDoc *doc = begin();
    PdfPage *page = begin_page(doc);
    PdfElement *paragraph = element(doc, NULL, "P");

    (void)state;
    say(page, paragraph, 72, "One line, ");
    say(page, paragraph, 90, "and another.");
    end_page(page);
    const char *text = plain(finish(doc));
    assert_non_null(strstr(text, "/P <</MCID 0>> BDC"));
    assert_null(strstr(text, "/MCID 1"));
}

static void what_nobody_tagged_is_an_artifact_and_so_is_all_within_one(void **state)
{
    PdfDoc *doc = begin();
    PdfPage *page = begin_page(doc);
    PdfElement *paragraph = element(doc, NULL, "P");

    (void)state;
    pdf_text(page, PDF_REGULAR, 12, 72, 72, 0, 0, BLACK, "loose");
    pdf_tag_open_artifact(page, PDF_PAGE_HEAD);
    say(page, paragraph, 90, "within");
    pdf_tag_close(page);
    say(page, paragraph, 108, "heard");
    end_page(page);
    Bytes file = finish(doc);
    assert_string_equal(ask("pdfinfo", "-struct-text test.pdf", file, NULL), "Document\n"
                                                                             "  P (block)\n"
                                                                             "    \"heard\"\n");
    const char *text = plain(file);
    const char *loose = strstr(text, "/Artifact BMC"),
               *head = strstr(text, "/Artifact <</Type /Pagination /Subtype /Header"),
               *heard = strstr(text, "/P <</MCID 0>> BDC");
    assert_true(loose && head && heard && loose < head && head < heard);
}

static void a_mark_ends_before_the_state_that_it_began_in(void **state)
{
    PdfDoc *doc = begin();
    PdfPage *page = begin_page(doc);

    (void)state;
    pdf_save(page);
    say(page, element(doc, NULL, "P"), 72, "inside");
    pdf_restore(page);
    end_page(page);
    assert_non_null(strstr(plain(finish(doc)), "ET\nEMC\nQ\n"));
}

static void elements_without_content_are_left_out_but_for_cells(void **state)
{
    PdfDoc *doc = begin();
    PdfPage *page = begin_page(doc);
    PdfElement *table = element(doc, NULL, "Table"), *row = element(doc, table, "TR");

    (void)state;
    element(doc, element(doc, NULL, "Sect"), "P");
    say(page, element(doc, row, "TD"), 72, "full");
    element(doc, row, "TD");
    end_page(page);
    assert_string_equal(ask("pdfinfo", "-struct-text test.pdf", finish(doc), NULL),
                        "Document\n"
                        "  Table (block)\n"
                        "    TR\n"
                        "      TD\n"
                        "        \"full\"\n"
                        "      TD\n");
}

static void elements_are_found_by_their_keys(void **state)
{
    static const char keys[3000];
    PdfDoc *doc = begin();
    PdfElement *made[COUNT_OF(keys)];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        assert_null(pdf_element(doc, &keys[i]));
        made[i] = pdf_element_new(doc, &keys[i], NULL, &(PdfTag){ .type = "P" });
    }
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        assert_ptr_equal(pdf_element(doc, &keys[i]), made[i]);
    assert_null(pdf_element(doc, NULL));
    pdf_close(doc);
}

static void a_link_is_in_the_tree_even_when_nobody_says_where(void **state)
{
    PdfDoc *doc = begin();
    PdfPage *page = begin_page(doc);
    PdfElement *leads = element(doc, NULL, "Link"), *nowhere = element(doc, NULL, "Link");

    (void)state;
    say(page, leads, 72, "leads");
    say(page, nowhere, 90, "to a page that is not there");
    pdf_link_uri(page, &(PdfLinkPlace){ 72, 60, 99, 20, leads, "What it is" }, "https://a.example");
    pdf_link_uri(page, &(PdfLinkPlace){ .x = 72, .y = 90, .width = 9, .height = 9 },
                 "https://b.example");
    end_page(page);
    Bytes file = finish(doc);
    const char *text = ask("pdfinfo", "-struct-text test.pdf", file, NULL);
    const char *link = strstr(text, "Link (inline)"),
               *other = link ? strstr(link + 1, "Link") : NULL;
    assert_true(link && other &&
                strstr(link, "\"leads\"\n    Object") == strstr(link, "\"leads\""));
    assert_non_null(strstr(other, "Object"));
    assert_non_null(strstr(text, "Span (inline)\n    \"to a page"));
    const char *inside = plain(file);
    assert_non_null(strstr(inside, "/Contents"));
    assert_int_equal(strstr(inside, "/StructParent ") != NULL, 1);
}

static void a_figure_has_its_text_and_its_place(void **state)
{
    PdfDoc *doc = begin();
    PdfPage *page = begin_page(doc);
    PdfElement *figure =
        pdf_element_new(doc, NULL, NULL, &(PdfTag){ .type = "Figure", .alt = "Größe (x)" });

    (void)state;
    pdf_element_box(figure, page, 72, 142, 100, 700.5);
    say(page, figure, 300, "label");
    end_page(page);
    const char *text = plain(finish(doc));
    const char *box = strstr(text, "/BBox ");
    assert_non_null(box);
    double left, bottom, right, top;
    assert_int_equal(sscanf(box, "/BBox [ %lf %lf %lf %lf", &left, &bottom, &right, &top), 4);
    assert_true(left == 72 && bottom == 0 && right == 172 && top == 700);
    assert_non_null(strstr(text, "/Alt <feff004700720"));
}

static void attached_files_make_another_part_of_the_standard(void **state)
{
    static const char csv[] = "a\n1\n";
    const Bytes data = { (const unsigned char *)csv, sizeof csv - 1 };

    (void)state;
    for (int attached = 0; attached < 2; attached++) {
        PdfDoc *doc = begin();
        Err err = { 0 };
        end_page(begin_page(doc));
        if (attached) assert_int_equal(pdf_attach(doc, "a.csv", NULL, data, &err), OK);
        Bytes file = finish(doc);
        const char *part = memmem(file.data, file.size, "<pdfaid:part>", 13);
        assert_non_null(part);
        assert_int_equal(part[13], attached ? '3' : '2');
        assert_int_equal(memmem(file.data, file.size, "/AFRelationship /Data", 21) != NULL,
                         attached);
    }
}

static void thousands_of_elements_stay_small(void **state)
{
    PdfDoc *doc = begin();
    PdfPage *page = begin_page(doc);
    int code;

    (void)state;
    for (int i = 0; i < 3000; i++)
        say(page, element(doc, NULL, "P"), 10 + i % 800, "a");
    end_page(page);
    Bytes file = finish(doc);
    const char *check = ask("qpdf", "--check test.pdf", file, &code);
    if (code) fail_msg("%s", check);
    assert_true(file.size < 150000);
}

/* The advance of the left character: half an em, less 0.1 between T and o. */
static double half_an_em(PdfFont font, uint32_t left, uint32_t right)
{
    (void)font;
    return left == 'T' && right == 'o' ? 0.4 : 0.5;
}

static double word_width(const char *bbox)
{
    double left = 0, right = 0;
    const char *word = strstr(bbox, "<word xMin=\"");

    assert_non_null(word);
    left = strtod(word + 12, NULL);
    right = strtod(strstr(word, "xMax=\"") + 6, NULL);
    return right - left;
}

static void text_is_as_wide_as_the_caller_measures(void **state)
{
    PdfDoc *doc = begin();

    (void)state;
    pdf_set_advance(doc, half_an_em);
    PdfPage *page = begin_page(doc);
    pdf_text(page, PDF_REGULAR, 100, 10, 200, 0, 0, BLACK, "Tooooo");
    end_page(page);
    /* The last advance is the font's own; the five before it are ours. */
    double own = word_width(ask("pdftotext", "-bbox test.pdf -", finish(doc), NULL)) - 240;
    assert_true(own > 55 && own < 65);
}

static void justified_text_spreads_its_words(void **state)
{
    PdfDoc *doc = begin();
    PdfPage *page = begin_page(doc);

    (void)state;
    pdf_text(page, PDF_REGULAR, 10, 0, 100, 0, 0, BLACK, "i i");
    pdf_text(page, PDF_REGULAR, 10, 0, 200, 0, 50, BLACK, "i i");
    end_page(page);
    const char *bbox = ask("pdftotext", "-bbox test.pdf -", finish(doc), NULL);
    double x[4];
    for (int i = 0; i < 4; i++) {
        bbox = strstr(bbox, "<word xMin=\"");
        assert_non_null(bbox);
        x[i] = strtod(bbox + 12, NULL);
        bbox += 12;
    }
    assert_true(fabs(x[3] - x[1] - 50) < 0.1);
}

static void turned_text_and_pictures_stand_upright(void **state)
{
    static const uint8_t pixels[] = { 255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255 };
    PdfDoc *doc = begin();
    PdfPage *page = begin_page(doc);
    int code;

    (void)state;
    pdf_text(page, PDF_SEMIBOLD, 20, 100, 400, -90, 0, BLACK, "Upwards");
    pdf_image(page, pixels, 2, 2, 0, 0, 100, 100);
    pdf_save(page);
    pdf_transform(page, 2, 10, 10);
    pdf_clip_rect(page, 0, 0, 50, 50);
    pdf_move(page, 0, 0);
    pdf_line(page, 100, 0);
    pdf_line(page, 100, 100);
    pdf_close_path(page);
    pdf_fill(page, (PdfColour){ 10, 20, 30, 128 }, false);
    pdf_restore(page);
    end_page(page);
    Bytes file = finish(doc);
    const char *bbox = ask("pdftotext", "-bbox test.pdf -", file, NULL);
    const char *word = strstr(bbox, "<word ");
    assert_non_null(word);
    double top = strtod(strstr(word, "yMin=\"") + 6, NULL);
    double bottom = strtod(strstr(word, "yMax=\"") + 6, NULL);
    assert_true(fabs(bottom - 400) < 0.5);
    assert_true(top < 330);
    ask("pdftoppm", "-r 72 test.pdf picture", file, &code);
    assert_int_equal(code, 0);
    /* The picture's first pixel is red and stands at the top left. */
    const char *ppm =
        ask("sh", "-c \"tail -c +16 picture-1.ppm | head -c 3 | od -An -tu1\"", file, NULL);
    assert_non_null(strstr(ppm, "255   0   0"));
}

/* The first of four pixels is red, the second lets the black ground through. */
static void a_picture_on_a_palette_may_be_clear_in_places(void **state)
{
    static const PdfColour colours[] = { { 0, 0, 255, 255 }, { 255, 0, 0, 255 } };
    static const uint8_t entries[] = { 1, 0, 0, 1 };
    PdfDoc *doc = begin();
    PdfPage *page = begin_page(doc);
    int code;

    (void)state;
    pdf_move(page, 0, 0);
    pdf_line(page, 200, 0);
    pdf_line(page, 200, 200);
    pdf_close_path(page);
    pdf_fill(page, BLACK, false);
    pdf_image_indexed(page, &(PdfIndexed){ 2, 2, entries, colours, 2, 0 }, 0, 0, 100, 100);
    end_page(page);
    Bytes file = finish(doc);
    ask("pdftoppm", "-r 72 test.pdf picture", file, &code);
    assert_int_equal(code, 0);
    const char *left =
        ask("sh", "-c \"tail -c +16 picture-1.ppm | head -c 3 | od -An -tu1\"", file, NULL);
    assert_non_null(strstr(left, "255   0   0"));
    const char *right =
        ask("sh", "-c \"tail -c +256 picture-1.ppm | head -c 3 | od -An -tu1\"", file, NULL);
    assert_non_null(strstr(right, "  0   0   0"));
}

/* DejaVu draws ế as ê with an accent, and ê as e with a circumflex: two levels of parts. */
static void nested_composite_glyphs_keep_all_of_their_parts(void **state)
{
    static const char path[] = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
    Bytes font;
    PdfDoc *doc = NULL;
    Err err = { 0 };

    (void)state;
    if (file_read(&font, path, 10000000, &arena, &err)) {
        print_message("%s is not installed: skipped\n", path);
        skip();
    }
    const Bytes fonts[PDF_FONTS] = { font, font };
    assert_int_equal(pdf_open(&doc, &(PdfInfo){ .title = "x" }, fonts, &err), OK);
    PdfPage *page = begin_page(doc);
    pdf_text(page, PDF_REGULAR, 100, 0, 120, 0, 0, BLACK, "ẫ");
    pdf_text(page, PDF_REGULAR, 100, 100, 120, 0, 0, BLACK, "a");
    end_page(page);
    Bytes file = finish(doc);
    /* With its accents the letter's ink begins higher than the bare letter's. */
    ask("pdftoppm", "-r 72 -x 0 -y 0 -W 100 -H 60 -gray test.pdf accent", file, NULL);
    const char *ink =
        ask("sh", "-c \"tail -c 6000 accent-1.pgm | tr -d '\\\\377' | wc -c\"", file, NULL);
    assert_true(atoi(ink) > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
        TEST(a_page_of_text_is_sound_and_can_be_read_back),
        TEST(every_font_is_embedded_as_a_subset_with_unicode),
        TEST(the_same_calls_give_the_same_bytes),
        TEST(readers_do_not_complain),
        TEST(a_character_that_the_font_lacks_shows_as_a_box),
        TEST(nothing_that_is_not_finite_reaches_the_page),
        TEST(a_graphics_state_too_deep_is_an_error_not_a_broken_file),
        TEST(an_unbalanced_page_is_an_error),
        TEST(a_font_without_outlines_is_refused),
        TEST(title_date_and_language_are_said),
        TEST(bookmarks_links_and_labels_lead_where_they_say),
        TEST(a_link_to_a_page_that_never_came_is_an_error),
        TEST(characters_of_private_use_show_as_a_box),
        TEST(an_element_may_go_on_on_another_page_and_behind_another),
        TEST(what_is_drawn_after_each_other_for_one_element_is_one_mark),
        TEST(what_nobody_tagged_is_an_artifact_and_so_is_all_within_one),
        TEST(a_mark_ends_before_the_state_that_it_began_in),
        TEST(elements_without_content_are_left_out_but_for_cells),
        TEST(elements_are_found_by_their_keys),
        TEST(a_link_is_in_the_tree_even_when_nobody_says_where),
        TEST(a_figure_has_its_text_and_its_place),
        TEST(attached_files_make_another_part_of_the_standard),
        TEST(thousands_of_elements_stay_small),
        TEST(attachments_come_out_as_they_went_in),
        TEST(text_is_as_wide_as_the_caller_measures),
        TEST(justified_text_spreads_its_words),
        TEST(turned_text_and_pictures_stand_upright),
        TEST(a_picture_on_a_palette_may_be_clear_in_places),
        TEST(nested_composite_glyphs_keep_all_of_their_parts),
    };

    return cmocka_run_group_tests_name("pdf", tests, make_folder, remove_folder);
}
