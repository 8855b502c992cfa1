#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "book/private.h"
#include "book/table.h"

int test_book_layout(void);

static Arena arena;

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

/* --- paragraphs ------------------------------------------------------------------------------- */

static const char LOREM[] =
    "In olden times when wishing still helped one, there lived a king whose daughters were all "
    "beautiful; and the youngest was so beautiful that the sun itself, which has seen so much, was "
    "astonished whenever it shone in her face.";

static void lines_are_no_wider_than_their_column(void **state)
{
    (void)state;
    for (double width = 30; width < 500; width += 23) {
        BookLines lines = book_text_lines(LOREM, false, BOOK_BODY, width, &arena);
        Buf all = { 0 };
        for (size_t i = 0; i < lines.count; i++) {
            assert_true(lines.items[i].width_pt <= width + 0.3);
            for (size_t j = 0; j < lines.items[i].count; j++)
                buf_format(&all, "%s%s", all.size ? " " : "", lines.items[i].items[j].text);
        }
        if (width > 80) assert_string_equal(all.data, LOREM);
        buf_close(&all);
    }
}

static void lines_are_as_even_as_can_be(void **state)
{
    /* First fit gives "nnn nn" and leaves the second "nn" alone on a line. */
    double width = font_width(FONT_REGULAR, 9.5, "nnn nn") + 0.1;
    BookLines lines = book_text_lines("nnn nn nn nnnnn", false, BOOK_BODY, width, &arena);

    (void)state;
    assert_int_equal(lines.count, 3);
    assert_string_equal(lines.items[0].items[0].text, "nnn");
    assert_string_equal(lines.items[1].items[0].text, "nn nn");
}

static void a_word_too_wide_is_cut_and_nothing_is_lost(void **state)
{
    char word[301];
    size_t letters = 0;

    (void)state;
    memset(word, 'W', 300);
    word[300] = '\0';
    BookLines lines = book_text_lines(word, false, BOOK_BODY, 100, &arena);
    for (size_t i = 0; i < lines.count; i++) {
        assert_true(lines.items[i].width_pt <= 100.1);
        letters += strlen(lines.items[i].items[0].text);
    }
    assert_int_equal(letters, 300);
}

static void what_does_not_fit_ends_in_an_ellipsis(void **state)
{
    BookLines lines = book_text_lines(LOREM, false, BOOK_BODY, 120, &arena);

    (void)state;
    lines = book_lines_at_most(lines, 2, BOOK_BODY, 120, &arena);
    assert_int_equal(lines.count, 2);
    const char *last = lines.items[1].items[lines.items[1].count - 1].text;
    assert_string_equal(last + strlen(last) - strlen("…"), "…");
    assert_true(lines.items[1].width_pt <= 120.1);
}

static void a_percent_sign_stays_with_its_number(void **state)
{
    double width = font_width(FONT_REGULAR, 9.5, "it takes exactly 34") + 0.1;
    BookLines lines = book_text_lines("it takes exactly 34 %", false, BOOK_BODY, width, &arena);

    (void)state;
    assert_int_equal(lines.count, 2);
    assert_non_null(strstr(lines.items[1].items[0].text, "34 %"));
}

static void a_line_may_end_behind_a_hyphen_between_letters(void **state)
{
    (void)state;
    assert_int_equal(book_word_size("Caliński-Harabasz index"), strlen("Caliński-"));
    assert_int_equal(book_word_size("2020-08-18 to"), strlen("2020-08-18"));
    assert_int_equal(book_word_size("e-mail"), strlen("e-mail"));
    assert_int_equal(book_word_size("k-means--start"), strlen("k-means--start"));
    double width = font_width(FONT_REGULAR, 9.5, "Caliński-Hara");
    BookLines lines = book_text_lines("Caliński-Harabasz", false, BOOK_BODY, width, &arena);
    assert_int_equal(lines.count, 2);
    assert_string_equal(lines.items[0].items[0].text, "Caliński-");
}

static void justified_lines_end_at_the_edge(void **state)
{
    BookRuns runs = { 0 };
    const double width = 180;

    (void)state;
    VEC_PUSH(&arena, &runs, ((BookRun){ .text = LOREM }));
    VEC_PUSH(&arena, &runs, ((BookRun){ .text = " It was so. ", .strong = true }));
    VEC_PUSH(&arena, &runs, ((BookRun){ .text = LOREM }));
    BookLines ragged = book_lines(&runs, BOOK_BODY, width, &arena);
    BookLines lines = book_lines(&runs, BOOK_BODY, width, &arena);
    book_lines_justify(&lines, BOOK_BODY, width);
    assert_true(lines.count > 8);
    for (size_t i = 0; i + 1 < lines.count; i++) {
        const BookLine *line = &lines.items[i], *before = &ragged.items[i];
        const BookSpan *last = &line->items[line->count - 1];
        assert_true(line->word_space_pt > 0);
        assert_true(fabs(last->x_pt + last->width_pt - width) < 0.01);
        assert_true(line->items[0].x_pt == 0);
        /* Every span moves by the spaces before it, and no further than the line grew. */
        for (size_t j = 0; j < line->count; j++) {
            double moved = line->items[j].x_pt - before->items[j].x_pt;
            assert_true(moved >= 0 && moved <= width - before->width_pt + 0.01);
        }
    }
    const BookLine *end = &lines.items[lines.count - 1];
    assert_true(end->ends && end->word_space_pt == 0);
}

static void a_line_of_one_word_is_not_stretched(void **state)
{
    (void)state;
    BookLines lines =
        book_text_lines("antidisestablishmentarianism a b", false, BOOK_BODY,
                        font_width(FONT_REGULAR, 9.5, "antidisestablishmentarianism"), &arena);
    book_lines_justify(&lines, BOOK_BODY, 400);
    assert_true(lines.items[0].word_space_pt == 0 && lines.items[0].width_pt < 200);
}

/* --- pages ------------------------------------------------------------------------------------ */

static Book empty_book(void)
{
    static const Report report = { .title = "T" };

    static const BookPlan plan = { .paper = PAPER_A4 };

    return book_open(&report, &plan, &arena, NULL);
}

static void a_heading_goes_with_what_it_heads(void **state)
{
    Book book = empty_book();
    BookPieces pieces = { 0 };

    (void)state;
    book_piece(&book, &pieces, 100, 600);
    BookPiece *heading = book_piece(&book, &pieces, 100, 20);
    heading->keep_next = true;
    heading->anchor = book_anchor(&book, 0, "Heading", NULL, (Rgba){ 0, 0, 0, 0 });
    book_piece(&book, &pieces, 100, 200);
    book_flow(&book, &pieces, "A chapter", false);
    assert_int_equal(book.pages.count, 2);
    assert_int_equal(book.anchors.items[0].page, 1);
}

static void paragraphs_leave_no_line_alone(void **state)
{
    Book book = empty_book();
    BookPieces pieces = { 0 };
    double room = book.height_pt - BOOK_TOP_PT - BOOK_BOTTOM_PT;

    (void)state;
    BookLines lines = book_text_lines(LOREM, false, BOOK_BODY, 130, &arena);
    assert_true(lines.count >= 6);
    /* Room for all lines but the last: the last but one must go with it. */
    book_piece(&book, &pieces, 100, room - 14.0 * ((double)lines.count - 1) - 1);
    book_add_lines(&book, &pieces, &lines, BOOK_BODY, RGB(0), 0, 0);
    size_t last = pieces.count - 1;
    pieces.items[last]->anchor = book_anchor(&book, 0, "last", NULL, RGB(0));
    pieces.items[last - 1]->anchor = book_anchor(&book, 0, "but one", NULL, RGB(0));
    book_flow(&book, &pieces, "A chapter", false);
    assert_int_equal(book.anchors.items[0].page, 1);
    assert_int_equal(book.anchors.items[1].page, 1);
}

static void a_chapter_begins_on_a_page_that_is_half_empty(void **state)
{
    for (int full = 0; full < 2; full++) {
        Book book = empty_book();
        BookPieces first = { 0 }, second = { 0 };
        book_piece(&book, &first, 100, full ? 600 : 200);
        book_flow(&book, &first, "One", false);
        book_piece(&book, &second, 100, 200);
        book_flow(&book, &second, "Two", true);
        assert_int_equal(book.pages.count, full ? 2 : 1);
    }
    (void)state;
}

/* Anchored pieces for the two columns, 100 points high each. */
static BookPieces narrow_pieces(Book *book, size_t count)
{
    BookPieces pieces = { 0 };

    book_set_narrow(book, true);
    for (size_t i = 0; i < count; i++) {
        BookPiece *piece = book_piece(book, &pieces, 100, 100);
        piece->anchor = book_anchor(book, 2, "piece", NULL, RGB(0));
    }
    book_set_narrow(book, false);
    return pieces;
}

static bool is_at(const Book *book, size_t anchor, size_t page, double down_pt)
{
    const BookAnchor *at = &book->anchors.items[anchor];

    return at->page == page && fabs(at->y_pt - BOOK_TOP_PT - down_pt) < 0.01;
}

static void columns_are_filled_one_by_one_and_end_together(void **state)
{
    Book book = empty_book();
    BookPieces pieces = narrow_pieces(&book, 20); /* seven fit a column */

    (void)state;
    book_flow(&book, &pieces, "A chapter", false);
    assert_int_equal(book.pages.count, 2);
    for (size_t i = 0; i < 7; i++)
        assert_true(is_at(&book, i, 0, 100.0 * (double)i) && is_at(&book, i + 7, 0, 100.0 * i));
    for (size_t i = 0; i < 3; i++)
        assert_true(is_at(&book, i + 14, 1, 100.0 * (double)i) &&
                    is_at(&book, i + 17, 1, 100.0 * (double)i));
    assert_true(fabs(book.end_y_pt - BOOK_TOP_PT - 300) < 0.01);
}

static void no_column_ends_with_a_heading(void **state)
{
    Book book = empty_book();
    BookPieces pieces = narrow_pieces(&book, 16);

    (void)state;
    pieces.items[6]->keep_next = true;
    book_flow(&book, &pieces, "A chapter", false);
    assert_true(is_at(&book, 6, 0, 0) && is_at(&book, 7, 0, 100));
    assert_true(is_at(&book, 5, 0, 500));
}

static void what_is_wider_than_a_column_stands_below_both(void **state)
{
    Book book = empty_book();
    BookPieces pieces = narrow_pieces(&book, 4);
    BookPiece *wide = book_piece(&book, &pieces, book.column_pt, 50);

    (void)state;
    wide->anchor = book_anchor(&book, 2, "wide", NULL, RGB(0));
    wide->before_pt = 30;
    book_flow(&book, &pieces, "A chapter", false);
    assert_int_equal(book.pages.count, 1);
    assert_true(is_at(&book, 2, 0, 0) && is_at(&book, 3, 0, 100) && is_at(&book, 4, 0, 230));
}

static void a_piece_higher_than_a_page_still_has_its_place(void **state)
{
    Book book = empty_book();
    BookPieces pieces = narrow_pieces(&book, 3);

    (void)state;
    pieces.items[1]->height_pt = 2000;
    book_flow(&book, &pieces, "A chapter", false);
    for (size_t i = 0; i < 3; i++)
        assert_true(book.anchors.items[i].page < book.pages.count);
    assert_true(book.pages.count <= 3);
}

static void numbers_are_split_at_the_decimal_point(void **state)
{
    (void)state;
    assert_int_equal(table_point("$1,234.50"), 6);
    assert_int_equal(table_point("12.3 %"), 2);
    assert_int_equal(table_point("41 days"), 2);
    assert_int_equal(table_point("–"), strlen("–"));
    assert_int_equal(table_point(""), 0);
}

int test_book_layout(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
        TEST(lines_are_no_wider_than_their_column),
        TEST(lines_are_as_even_as_can_be),
        TEST(a_word_too_wide_is_cut_and_nothing_is_lost),
        TEST(what_does_not_fit_ends_in_an_ellipsis),
        TEST(a_percent_sign_stays_with_its_number),
        TEST(a_line_may_end_behind_a_hyphen_between_letters),
        TEST(justified_lines_end_at_the_edge),
        TEST(a_line_of_one_word_is_not_stretched),
        TEST(a_heading_goes_with_what_it_heads),
        TEST(paragraphs_leave_no_line_alone),
        TEST(a_chapter_begins_on_a_page_that_is_half_empty),
        TEST(columns_are_filled_one_by_one_and_end_together),
        TEST(no_column_ends_with_a_heading),
        TEST(what_is_wider_than_a_column_stands_below_both),
        TEST(a_piece_higher_than_a_page_still_has_its_place),
        TEST(numbers_are_split_at_the_decimal_point),
    };

    return cmocka_run_group_tests_name("book layout", tests, NULL, NULL);
}
