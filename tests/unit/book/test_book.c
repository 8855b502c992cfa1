#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "book/book.h"
#include "made_report.h"

int test_book_layout(void);

static Arena arena;
static char folder[] = "/tmp/clientele-book-XXXXXX";

static int open_arena(void **state)
{
    (void)state;
    arena = arena_open();
    made_in(&arena);
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
    if (getenv("KEEP_BOOKS")) {
        print_message("the books are in %s\n", folder);
        return 0;
    }
    return folder_remove(folder, &err) ? -1 : 0;
}

/* --- what comes out --------------------------------------------------------------------------- */

static Bytes write_book(const Report *report)
{
    const BookPlan plan = { .paper = PAPER_A4 };
    Buf out = { 0 };
    Err err = { 0 };

    if (book_write(&out, report, &plan, &arena, &err)) fail_msg("%s", err.text);
    Bytes bytes = { (unsigned char *)arena_text_n(&arena, out.data, out.size), out.size };
    buf_close(&out);
    return bytes;
}

/* What a program prints about a book; skips the test where it is not installed. */
static const char *ask(const char *program, const char *arguments, Bytes file, int *exit_code)
{
    Buf text = { 0 };
    char chunk[4096];
    Err err = { 0 };

    if (system(arena_format(&arena, "command -v %s >/dev/null 2>&1", program)) != 0) {
        print_message("%s is not installed: skipped\n", program);
        skip();
    }
    if (file_write(path_join(&arena, folder, "book.pdf"), file.data, file.size, &err)) {
        fail_msg("%s", err.text);
    }
    FILE *pipe = popen(
        arena_format(&arena, "cd %s && timeout 60 %s %s 2>&1", folder, program, arguments), "r");
    assert_non_null(pipe);
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, pipe)) > 0;)
        buf_put(&text, chunk, n);
    int code = pclose(pipe);
    if (exit_code) *exit_code = code;
    const char *kept = arena_text(&arena, text.data ? text.data : "");
    buf_close(&text);
    return kept;
}

static size_t count_pages(Bytes file)
{
    const char *said = ask("qpdf", "--show-npages book.pdf", file, NULL);

    return (size_t)atol(said);
}

typedef struct Word {
    double left, top, right, bottom;
    const char *text;
} Word;

static double number_after(const char *text, const char *key)
{
    const char *found = strstr(text, key);

    assert_non_null(found);
    return strtod(found + strlen(key), NULL);
}

static Word read_word(const char *at)
{
    Word word;

    word.left = number_after(at, "xMin=\"");
    word.top = number_after(at, "yMin=\"");
    word.right = number_after(at, "xMax=\"");
    word.bottom = number_after(at, "yMax=\"");
    const char *text = strchr(at, '>') + 1;
    word.text = arena_text_n(&arena, text, strcspn(text, "<"));
    return word;
}

/* A line of its own each. Whole texts are not searched again and again: sanitizers read them to
 * their end each time. */
static size_t read_words(Word *out, size_t most, const char *page)
{
    size_t count = 0;

    while (*page && count < most) {
        size_t size = strcspn(page, "\n");
        const char *line = arena_text_n(&arena, page, size), *word = strstr(line, "<word ");
        if (word) out[count++] = read_word(word);
        page += size + (page[size] == '\n');
    }
    return count;
}

/* The box of a turned word says little about where its ink is, nor does that of one letter, which a
 * turned word falls into; upright ones are as high as their type. */
static bool stands_upright(const Word *word)
{
    static const double sizes[] = { 8.5, 9.5, 10.5, 11, 15, 18, 22, 24, 38 };
    const char *second = word->text;

    if (*second) utf8_next(&second);
    if (!*second) return false;
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        if (fabs((word->bottom - word->top) / sizes[i] - 1.21) < 0.02) return true;
    }
    return false;
}

/* How much of the smaller word the larger one covers. */
static double overlap(const Word *a, const Word *b)
{
    double wide = fmin(a->right, b->right) - fmax(a->left, b->left);
    double high = fmin(a->bottom, b->bottom) - fmax(a->top, b->top);
    double smaller = fmin((a->right - a->left) * (a->bottom - a->top),
                          (b->right - b->left) * (b->bottom - b->top));

    return wide > 0.5 && high > 0.5 && smaller > 0 ? wide * high / smaller : 0;
}

static void check_page(const char *page, int number)
{
    enum { MOST = 5000 };
    Word *words = ARENA_ARRAY(&arena, Word, MOST);
    size_t count = read_words(words, MOST, page);
    double width = number_after(page, "width=\""), height = number_after(page, "height=\"");

    assert_true(count > 4); /* no page is empty */
    for (size_t i = 0; i < count; i++) {
        const Word *word = &words[i];
        if (word->left < 20 || word->top < 20 || word->right > width - 20 ||
            word->bottom > height - 20) {
            fail_msg("page %d: \"%s\" stands at the page's edge or outside", number, word->text);
        }
        for (size_t j = 0; j < i; j++) {
            if (!stands_upright(word) || !stands_upright(&words[j])) continue;
            if (overlap(word, &words[j]) < 0.15) continue;
            fail_msg("page %d: \"%s\" stands over \"%s\"", number, word->text, words[j].text);
        }
    }
}

static void check_all_text(Bytes file)
{
    const char *bbox = ask("pdftotext", "-bbox book.pdf -", file, NULL);
    int number = 0;

    for (const char *page = strstr(bbox, "<page "); page; number++) {
        const char *next = strstr(page + 1, "<page ");
        size_t size = next ? (size_t)(next - page) : strlen(page);
        check_page(arena_text_n(&arena, page, size), number + 1);
        page = next;
    }
    assert_int_equal(number, count_pages(file));
}

static void in_order(const char *text, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *found = strstr(text, parts[i]);
        if (!found) fail_msg("\"%s\" is missing, or not in its place", parts[i]);
        text = found + strlen(parts[i]);
    }
}

static size_t times(const char *text, const char *part)
{
    size_t count = 0;

    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        count++;
    return count;
}

/* --- the whole book --------------------------------------------------------------------------- */

static void the_file_is_sound_and_its_fonts_are_embedded(void **state)
{
    Bytes file = write_book(make_report((Made){ 5, 1000, NULL }));
    int code;

    (void)state;
    const char *said = ask("qpdf", "--check book.pdf", file, &code);
    if (code) fail_msg("%s", said);
    assert_int_equal(times(ask("pdffonts", "book.pdf", file, NULL), "yes yes yes"), 2);
    assert_true(file.size < 500000);
}

static void the_same_report_gives_the_same_bytes(void **state)
{
    (void)state;
    Bytes a = write_book(make_report((Made){ 3, 200, NULL }));
    Bytes b = write_book(make_report((Made){ 3, 200, NULL }));
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.data, b.data, a.size);
}

static void the_text_can_be_read_in_its_order(void **state)
{
    static const char *const parts[] = { "Kaufhaus Größe & Söhne",
                                         "Customer segmentation",
                                         "5 January 2023 to 30 June 2024",
                                         "Contents",
                                         "Summary",
                                         "Customers",
                                         "1,000",
                                         "What stands out",
                                         "18 % of customers make 61 % of revenue",
                                         "What to do:",
                                         "97 of 8,400 transactions",
                                         "Who the customers are",
                                         "Table 1",
                                         "Champions",
                                         "Loyal Customers",
                                         "Figure 1",
                                         "How they differ",
                                         "Champions",
                                         "Thank them by name",
                                         "1.",
                                         "a code that is theirs",
                                         "Look at these first",
                                         "Anna Müller",
                                         "Hibernating",
                                         "All customers",
                                         "1–34 of 1,000",
                                         "attachments/customer_segments.csv",
                                         "Method",
                                         "Glossary",
                                         "Silhouette",
                                         "Attachments" };
    Bytes file = write_book(make_report((Made){ 5, 1000, NULL }));

    (void)state;
    in_order(ask("pdftotext", "book.pdf -", file, NULL), parts, COUNT_OF(parts));
}

static void text_stands_on_its_page_and_over_no_other(void **state)
{
    static const Made books[] = { { 1, 20, NULL }, { 5, 1000, NULL }, { 12, 3000, NULL } };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(books); i++)
        check_all_text(write_book(make_report(books[i])));
}

static void names_without_end_stay_in_their_cells(void **state)
{
    char *name = arena_alloc(&arena, 3001, 1);
    Made made = { 4, 60, name };

    (void)state;
    for (size_t i = 0; i < 3000; i += 3)
        memcpy(name + i, i % 30 ? "□" : "Ww ", 3);
    check_all_text(write_book(make_report(made)));
}

static void names_that_the_font_lacks_come_from_the_fallback(void **state)
{
    static const char dejavu[] = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
    Err err = { 0 };
    Bytes font;
    int code;

    (void)state;
    if (!path_exists(dejavu)) {
        print_message("%s is not there: skipped\n", dejavu);
        skip();
    }
    assert_int_equal(file_read(&font, dejavu, 1 << 24, &arena, &err), OK);
    assert_int_equal(font_use_fallback(font, &arena, &err), OK);
    Bytes file = write_book(make_report((Made){ 2, 30, "Ana გიორგი B" }));
    assert_int_equal(font_use_fallback((Bytes){ NULL, 0 }, &arena, &err), OK);
    assert_non_null(strstr(ask("pdftotext", "book.pdf -", file, NULL), "Ana გიორგი B"));
    const char *said = ask("qpdf", "--check book.pdf", file, &code);
    if (code) fail_msg("%s", said);
    assert_int_equal(times(ask("pdffonts", "book.pdf", file, NULL), "yes yes yes"), 3);
    check_all_text(file);
}

static void every_page_but_the_cover_says_where_it_is(void **state)
{
    Bytes file = write_book(make_report((Made){ 2, 100, NULL }));
    size_t pages = count_pages(file);
    const char *text = ask("pdftotext", "book.pdf -", file, NULL);

    (void)state;
    assert_int_equal(times(text, arena_format(&arena, " of %zu\n", pages)), pages - 1);
    assert_null(strstr(text, "Page 1 of"));
    assert_non_null(strstr(text, arena_format(&arena, "Page %zu of %zu", pages, pages)));
}

static void the_contents_name_the_pages_that_the_chapters_are_on(void **state)
{
    Bytes file = write_book(make_report((Made){ 5, 1000, NULL }));
    const char *contents = ask("pdftotext", "-layout -f 2 -l 2 book.pdf -", file, NULL);
    static const char *const chapters[] = { "Champions", "At Risk", "Hibernating", "Glossary" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(chapters); i++) {
        const char *entry = strstr(contents, chapters[i]);
        assert_non_null(entry);
        long page = strtol(entry + strlen(chapters[i]), NULL, 10);
        assert_true(page > 2);
        const char *there = ask(
            "pdftotext", arena_format(&arena, "-f %ld -l %ld book.pdf -", page, page), file, NULL);
        assert_non_null(strstr(there, chapters[i]));
    }
}

static void every_segment_has_its_profile_however_many_there_are(void **state)
{
    Report *report = make_report((Made){ 60, 4000, NULL });
    Bytes file = write_book(report);
    const char *json = ask("qpdf", "--json=1 --json-key=outlines book.pdf", file, NULL);

    (void)state;
    assert_int_equal(report->segments->count, 60);
    for (size_t i = 0; i < report->segments->count; i++) {
        const char *label = report->segments->items[i].label;
        assert_non_null(strstr(json, arena_format(&arena, "\"title\": \"%s\"", label)));
    }
    assert_true(count_pages(file) >= 60);
    check_all_text(file);
}

/* The customers' table as one that the site does not let the reader search: the book has more of
 * it.
 */
static Report *make_long_table(void)
{
    Report *report = make_report((Made){ 2, 500, NULL });

    for (size_t i = 0; i < report->pages.count; i++) {
        Page *page = &report->pages.items[i];
        if (page->kind == PAGE_CUSTOMERS)
            page->sections.items[0].blocks.items[0].table.browsable = false;
    }
    return report;
}

static void a_long_table_repeats_its_header_and_says_what_is_missing(void **state)
{
    Bytes file = write_book(make_long_table());
    const char *text = ask("pdftotext", "book.pdf -", file, NULL);

    (void)state;
    const char *again = strstr(text, ", continued");
    assert_non_null(again);
    assert_non_null(strstr(again, "Country"));
    assert_non_null(
        strstr(again, "1–120 of 500: the rest is in attachments/customer_segments.csv"));
}

static void links_and_bookmarks_are_there(void **state)
{
    Bytes file = write_book(make_report((Made){ 5, 100, NULL }));
    const char *json = ask("qpdf", "--json=1 --json-key=outlines book.pdf", file, NULL);

    (void)state;
    assert_non_null(strstr(json, "\"title\": \"Contents\""));
    assert_non_null(strstr(json, "\"title\": \"At Risk\""));
    assert_non_null(strstr(json, "\"title\": \"Glossary\""));
    ask("qpdf", "--qdf --object-streams=disable book.pdf plain.pdf", file, NULL);
    assert_true(atoi(ask("grep", "-ac '/Subtype /Link' plain.pdf", file, NULL)) > 20);
}

static void a_report_of_nearly_nothing_is_still_a_book(void **state)
{
    Report *report = ARENA_NEW(&arena, Report);
    Page *page = add_page(report, PAGE_METHOD, "method", NULL);
    Section *section = add_section(page, "", NULL);
    Table empty = { 0, 0, NULL };

    (void)state;
    add_block(section, (Block){ .kind = BLOCK_TABLE, .table = { .table = &empty } });
    add_block(section, (Block){ .kind = BLOCK_PROSE });
    add_block(section, (Block){ .kind = BLOCK_METRICS });
    add_block(section, (Block){ .kind = BLOCK_INSIGHTS });
    add_block(section, (Block){ .kind = BLOCK_NOTE });
    add_block(section, (Block){ .kind = BLOCK_HEADING });
    add_block(section, (Block){ .kind = BLOCK_DEFINITIONS });
    assert_int_equal(count_pages(write_book(report)), 3);
}

static void prose_without_end_flows_over_pages(void **state)
{
    Buf text = { 0 };
    Report *report = make_report((Made){ 1, 20, NULL });
    Section *section = add_section(&report->pages.items[1], "Much to say", NULL);

    (void)state;
    for (int i = 0; i < 150; i++)
        buf_format(&text, "Paragraph %d of the many: %s\n\n- one\n- two\n\n", i,
                   "words that fill a line, and then the next one, and then one more to be sure.");
    add_prose(section, text.data);
    buf_close(&text);
    check_all_text(write_book(report));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
        TEST(the_file_is_sound_and_its_fonts_are_embedded),
        TEST(the_same_report_gives_the_same_bytes),
        TEST(the_text_can_be_read_in_its_order),
        TEST(text_stands_on_its_page_and_over_no_other),
        TEST(names_without_end_stay_in_their_cells),
        TEST(names_that_the_font_lacks_come_from_the_fallback),
        TEST(every_page_but_the_cover_says_where_it_is),
        TEST(the_contents_name_the_pages_that_the_chapters_are_on),
        TEST(every_segment_has_its_profile_however_many_there_are),
        TEST(a_long_table_repeats_its_header_and_says_what_is_missing),
        TEST(links_and_bookmarks_are_there),
        TEST(a_report_of_nearly_nothing_is_still_a_book),
        TEST(prose_without_end_flows_over_pages),
    };

    return cmocka_run_group_tests_name("book", tests, make_folder, remove_folder) +
           test_book_layout();
}
