#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "book/compose.h"
#include "book/table.h"
#include "data/format.h"
#include "made_report.h"

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

static const BookLayout *layout_of(const Report *report)
{
    BookLayout *layout = ARENA_NEW(&arena, BookLayout);

    *layout = book_layout(report, &(BookPlan){ .paper = PAPER_A4 }, &arena);
    return layout;
}

static const BookLayout *empty_layout(void)
{
    static const Report report = { .title = "T" };

    return layout_of(&report);
}

static BookPiece *add_piece(BookPieces *pieces, double height_pt)
{
    return book_piece(pieces, 100, height_pt, &arena);
}

/* A piece that is found again in the finished book. */
static BookPiece *add_place(BookPieces *pieces, double height_pt, int level, const char *title)
{
    BookPlace *place = ARENA_NEW(&arena, BookPlace);
    BookPiece *piece = add_piece(pieces, height_pt);

    *place = (BookPlace){ .level = level, .title = title };
    piece->place = place;
    return piece;
}

static BookSpot spot(const Book *book, const char *title)
{
    for (size_t i = 0; i < book->spots.count; i++) {
        if (strcmp(book->spots.items[i].place->title, title) == 0) return book->spots.items[i];
    }
    fail_msg("%s is not in the book", title);
    return (BookSpot){ 0 };
}

static void a_heading_goes_with_what_it_heads(void **state)
{
    const BookLayout *layout = empty_layout();
    BookPieces pieces = { 0 };

    (void)state;
    add_piece(&pieces, 600);
    add_place(&pieces, 20, 2, "Heading")->keep_next = true;
    add_piece(&pieces, 200);
    Book book = book_flow(layout, &pieces, "A chapter");
    assert_int_equal(book.pages.count, 2);
    assert_int_equal(spot(&book, "Heading").page, 1);
}

static void paragraphs_leave_no_line_alone(void **state)
{
    const BookLayout *layout = empty_layout();
    double room = book_page_room(layout, false), line = BOOK_TYPE[BOOK_BODY].leading_pt;
    BookPieces pieces = { 0 };

    (void)state;
    BookLines lines = book_text_lines(LOREM, false, BOOK_BODY, 130, &arena);
    assert_true(lines.count >= 6);
    /* Room for all lines but the last: the last but one must go with it. */
    add_piece(&pieces, room - line * ((double)lines.count - 1) - 1);
    BookPieces text =
        book_text(layout, book_tag(layout, TAG_PARAGRAPH), &lines, BOOK_BODY, RGB(0), 0, 130);
    text.items[text.count - 1]->place = &(BookPlace){ .level = 2, .title = "last" };
    text.items[text.count - 2]->place = &(BookPlace){ .level = 2, .title = "but one" };
    book_append(&pieces, &text, &arena);
    Book book = book_flow(layout, &pieces, "A chapter");
    assert_int_equal(spot(&book, "last").page, 1);
    assert_int_equal(spot(&book, "but one").page, 1);
}

static Book two_chapters(double first_pt, bool new_page)
{
    BookPieces pieces = { 0 };

    add_place(&pieces, first_pt, 0, "One");
    BookPiece *second = add_place(&pieces, 100, 0, "Two");
    second->before_pt = 40;
    second->new_page = new_page;
    add_piece(&pieces, 50);
    return book_flow(empty_layout(), &pieces, "");
}

static void a_chapter_begins_below_another_one_unless_that_is_low(void **state)
{
    (void)state;
    Book high = two_chapters(300, false), low = two_chapters(530, false);
    assert_int_equal(spot(&high, "Two").page, 0);
    assert_true(fabs(spot(&high, "Two").y_pt - spot(&high, "One").y_pt - 340) < 0.01);
    assert_int_equal(spot(&low, "Two").page, 1);
    assert_string_equal(low.pages.items[1].chapter, "Two");
}

static void a_chapter_that_wants_a_page_has_one(void **state)
{
    (void)state;
    Book book = two_chapters(300, true);
    assert_int_equal(book.pages.count, 2);
    assert_int_equal(spot(&book, "Two").page, 1);
}

static void the_first_pages_are_filled_first(void **state)
{
    BookPieces pieces = { 0 };

    (void)state;
    for (int i = 0; i < 10; i++)
        add_place(&pieces, 100, 2, arena_format(&arena, "%d", i))->break_cost = 0.3;
    Book book = book_flow(empty_layout(), &pieces, "A chapter");
    assert_int_equal(book.pages.count, 2);
    assert_int_equal(spot(&book, "6").page, 0);
    assert_int_equal(spot(&book, "7").page, 1);
}

static void a_wide_table_takes_its_title_to_a_landscape_page(void **state)
{
    BookPieces pieces = { 0 };

    (void)state;
    add_place(&pieces, 100, 2, "upright");
    add_place(&pieces, 20, 2, "title")->keep_next = true;
    add_piece(&pieces, 200)->landscape = true;
    add_place(&pieces, 50, 2, "upright again");
    Book book = book_flow(empty_layout(), &pieces, "A chapter");
    assert_int_equal(book.pages.count, 3);
    assert_int_equal(spot(&book, "title").page, 1);
    for (size_t i = 0; i < 3; i++) {
        const Scene *scene = &book.pages.items[i].art.scene;
        assert_true((scene->width_pt > scene->height_pt) == (i == 1));
    }
}

static void a_piece_higher_than_a_page_still_has_its_place(void **state)
{
    BookPieces pieces = { 0 };

    (void)state;
    add_place(&pieces, 100, 2, "above");
    add_place(&pieces, 2000, 2, "high");
    add_place(&pieces, 100, 2, "below");
    Book book = book_flow(empty_layout(), &pieces, "A chapter");
    assert_int_equal(book.pages.count, 3);
    assert_int_equal(spot(&book, "high").page, 1);
    assert_int_equal(spot(&book, "below").page, 2);
}

static void a_table_that_just_fits_is_not_divided(void **state)
{
    const BookLayout *layout = empty_layout();
    BookPieces pieces = { 0 }, aside = { 0 };
    const BookPiece *repeat = add_piece(&aside, 40); /* higher than the header, as "continued" is */

    (void)state;
    add_place(&pieces, 600, 2, "above");
    add_place(&pieces, 20, 2, "header")->keep_next = true;
    for (int i = 0; i < 14; i++) {
        BookPiece *row = add_piece(&pieces, (book_page_room(layout, false) - 21) / 14);
        row->repeat = repeat;
        row->break_cost = 1.5;
    }
    Book book = book_flow(layout, &pieces, "A chapter");
    assert_int_equal(book.pages.count, 2);
    assert_int_equal(spot(&book, "header").page, 1);
}

static void a_title_says_how_far_below_it_something_stands(void **state)
{
    BookPieces pieces = { 0 };

    (void)state;
    BookPiece *title = add_piece(&pieces, 20), *text = add_piece(&pieces, 30);
    text->before_pt = 14;
    assert_true(fabs(book_height(&pieces) - 64) < 1e-9);
    title->below_pt = 5;
    assert_true(fabs(book_height(&pieces) - 55) < 1e-9);
}

/* --- plans ------------------------------------------------------------------------------------ */

static const Report *some_report(void)
{
    made_in(&arena);
    return make_report((Made){ 5, 300, NULL });
}

/* Calls with each block's plan, chapter by chapter. */
static void each_block(const ChapterPlans *plans, void (*see)(const BlockPlan *, double, void *),
                       void *context)
{
    for (size_t c = 0; c < plans->count; c++) {
        for (size_t s = 0; s < plans->items[c].sections.count; s++) {
            const SectionPlan *section = &plans->items[c].sections.items[s];
            for (size_t r = 0; r < section->rows.count; r++) {
                const RowPlan *row = &section->rows.items[r];
                for (size_t i = 0; i < row->count; i++) {
                    for (size_t b = 0; b < row->stacks[i].count; b++)
                        see(&row->stacks[i].items[b], row->stacks[i].width_pt, context);
                }
            }
        }
    }
}

typedef struct Seen {
    size_t blocks;
    int figures, tables;
    double column_pt;
} Seen;

static void see_numbers(const BlockPlan *plan, double width_pt, void *context)
{
    Seen *seen = context;

    seen->blocks++;
    assert_true(width_pt <= seen->column_pt + 0.01);
    if (plan->block->kind == BLOCK_FIGURE) {
        assert_int_equal(plan->number, ++seen->figures);
        assert_true(plan->chart_pt > 100);
    } else if (plan->block->kind == BLOCK_TABLE && plan->block->table.caption) {
        assert_int_equal(plan->number, ++seen->tables);
    } else {
        assert_int_equal(plan->number, 0);
    }
}

static void every_block_is_planned_once_and_numbered_in_its_order(void **state)
{
    const Report *report = some_report();
    const BookLayout *layout = layout_of(report);
    ChapterPlans plans = book_plan(layout, false);
    Seen seen = { .column_pt = layout->column_pt };
    size_t blocks = 0;

    (void)state;
    for (size_t p = 0; p < report->pages.count; p++) {
        for (size_t s = 0; s < report->pages.items[p].sections.count; s++)
            blocks += report->pages.items[p].sections.items[s].blocks.count;
    }
    each_block(&plans, see_numbers, &seen);
    assert_int_equal(plans.count, report->pages.count);
    assert_int_equal(seen.blocks, blocks);
    assert_true(seen.figures > 4 && seen.tables > 4);
}

/* All that a chapter's pieces would show, as text. */
static const char *told(const BookPieces *pieces)
{
    Buf out = { 0 };

    for (size_t i = 0; i < pieces->count; i++) {
        const BookPiece *piece = pieces->items[i];
        const Scene *scene = &piece->art.scene;
        buf_format(&out, "%.6f %.6f %.6f %d %zu\n", piece->height_pt, piece->before_pt,
                   piece->break_cost, piece->keep_next, scene->marks.count);
        for (size_t m = 0; m < scene->marks.count; m++) {
            const Label *label = &scene->marks.items[m].label;
            if (scene->marks.items[m].kind != MARK_LABEL) continue;
            buf_format(&out, "%s %.6f %.6f %.6f\n", label->text, label->x, label->y,
                       label->size_pt);
        }
    }
    const char *kept = arena_text(&arena, out.data ? out.data : "");
    buf_close(&out);
    return kept;
}

/* What was drawn before, and how often, makes no difference to a chapter. */
static void chapters_can_be_drawn_in_any_order(void **state)
{
    const BookLayout *layout = layout_of(some_report());
    ChapterPlans plans = book_plan(layout, false);
    const char **first = ARENA_ARRAY(&arena, const char *, plans.count);

    (void)state;
    for (size_t i = 0; i < plans.count; i++) {
        BookPieces pieces = book_chapter(layout, &plans.items[i]);
        first[i] = told(&pieces);
        assert_true(strlen(first[i]) > 20);
    }
    for (size_t i = plans.count; i-- > 0;) {
        BookPieces pieces = book_chapter(layout, &plans.items[i]);
        assert_string_equal(told(&pieces), first[i]);
    }
}

static void the_summary_is_the_findings_and_the_segments(void **state)
{
    const BookLayout *layout = layout_of(some_report());
    ChapterPlans plans = book_plan(layout, true);

    (void)state;
    assert_int_equal(plans.count, 2);
    assert_int_equal(plans.items[0].page->kind, PAGE_SUMMARY);
    assert_int_equal(plans.items[0].sections.count, plans.items[0].page->sections.count);
    assert_int_equal(plans.items[1].page->kind, PAGE_SEGMENTS);
    assert_int_equal(plans.items[1].sections.count, 1);
}

static void a_chart_that_cannot_be_drawn_is_named(void **state)
{
    Report *report = ARENA_NEW(&arena, Report);
    ChartSpec *chart = ARENA_NEW(&arena, ChartSpec);
    Series *series = ARENA_NEW(&arena, Series);
    static const double y[] = { 1, 2 };
    Err err = { 0 };
    Book book;

    (void)state;
    made_in(&arena);
    *series = (Series){ .n = 2, .y = y };
    *chart = (ChartSpec){ .kind = CHART_LINE, .slug = "no-x", .alt = "none", .series = series };
    chart->series_count = 1;
    Section *section = add_section(add_page(report, PAGE_METHOD, "method", "Method"), "A", NULL);
    add_block(section, (Block){ .kind = BLOCK_FIGURE, .figure = { chart, "None", true, false } });
    add_block(section, (Block){ .kind = BLOCK_FIGURE, .figure = { chart, "None", true, false } });
    assert_int_equal(book_compose(&book, layout_of(report), false, &err), ERR_BUG);
    assert_non_null(strstr(err.text, "no-x"));
    assert_non_null(strstr(err.text, "channel x is missing"));
}

/* --- charts that no page holds ---------------------------------------------------------------- */

/* A report of one figure. */
static Report *report_of(const ChartSpec *chart, bool on_screen)
{
    Report *report = ARENA_NEW(&arena, Report);
    Section *section;

    made_in(&arena);
    section = add_section(add_page(report, PAGE_METHOD, "method", "Method"), "A", NULL);
    add_block(section, (Block){ .kind = BLOCK_FIGURE,
                                .figure = { chart, "Caption of it", false, on_screen } });
    return report;
}

/* The texts of all pages' groups of that name, each group in a line of its own. */
static const char *texts_in(const Report *report, PaperSize paper, const char *group)
{
    BookPlan plan = { .paper = paper };
    BookLayout layout = book_layout(report, &plan, &arena);
    Buf text = { 0 };
    Err err = { 0 };
    Book book;

    assert_int_equal(book_compose(&book, &layout, false, &err), OK);
    for (size_t p = 0; p < book.pages.count; p++) {
        const Scene *scene = &book.pages.items[p].art.scene;
        int inside = 0;
        for (size_t m = 0; m < scene->marks.count; m++) {
            const Mark *mark = &scene->marks.items[m];
            bool opens = mark->kind == MARK_GROUP || mark->kind == MARK_CLIP;
            if (opens && (inside || (mark->kind == MARK_GROUP && !strcmp(mark->group, group))))
                inside++;
            if (mark->kind == MARK_END && inside && !--inside) buf_text(&text, "\n");
            if (mark->kind == MARK_LABEL && inside) buf_format(&text, "%s|", mark->label.text);
        }
    }
    const char *kept = arena_text(&arena, text.data ? text.data : "");
    buf_close(&text);
    return kept;
}

static size_t lines_of(const char *text)
{
    size_t lines = 0;

    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

/* Bars, boxes and panels of a hundred groups: all named, part after part, with the same ticks. */
static void a_chart_that_no_page_holds_stands_on_several_on_one_scale(void **state)
{
    enum { MANY = 100 };
    static const ChartKind kinds[] = { CHART_BAR_H, CHART_BOX, CHART_KNIFE };
    Series series[MANY];
    const char *names[MANY];
    double y[MANY][3], bars[MANY];

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        names[i] = arena_format(&arena, "Group %zu of a hundred", i);
        bars[i] = 10 + (double)i;
        for (size_t k = 0; k < 3; k++)
            y[i][k] = 0.1 + 0.008 * (double)(i % 50) * (double)k;
        series[i] = (Series){ .name = names[i], .n = 3, .y = y[i] };
    }
    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        Series one = { .name = "All", .n = MANY, .y = bars };
        bool by_bar = kinds[k] == CHART_BAR_H;
        ChartSpec chart = { .kind = kinds[k],
                            .slug = "many",
                            .title = "Many",
                            .alt = "Many.",
                            .series = by_bar ? &one : series,
                            .series_count = by_bar ? 1 : MANY,
                            .categories = names,
                            .category_count = by_bar ? MANY : 0 };
        for (int paper = PAPER_A4; paper <= PAPER_LETTER; paper++) {
            const Report *report = report_of(&chart, false);
            const char *ticks = texts_in(report, (PaperSize)paper, "axis x");
            const char *all = texts_in(report, (PaperSize)paper, chart_kind_name(kinds[k]));
            size_t parts = lines_of(ticks), first = strcspn(ticks, "\n") + 1;
            assert_true(parts > 1);
            for (size_t i = 1; i < parts; i++)
                assert_memory_equal(ticks, ticks + i * first, first);
            for (size_t i = 0; i < MANY; i++)
                assert_non_null(strstr(all, arena_format(&arena, "%s|", names[i])));
        }
    }
}

static void a_heat_map_too_wide_goes_on_below(void **state)
{
    enum { COLUMNS = 25 };
    const char *names[COLUMNS];
    double y[COLUMNS];
    Series series = { .name = "Row", .n = COLUMNS, .y = y };
    ChartSpec chart = { .kind = CHART_HEAT,
                        .slug = "wide",
                        .title = "Wide",
                        .alt = "Wide.",
                        .series = &series,
                        .series_count = 1,
                        .categories = names,
                        .category_count = COLUMNS,
                        .show_values = true };

    (void)state;
    for (size_t i = 0; i < COLUMNS; i++) {
        names[i] = arena_format(&arena, "Column %zu", i);
        y[i] = (double)i;
    }
    const Report *report = report_of(&chart, false);
    const char *rows = texts_in(report, PAPER_A4, "axis rows");
    const char *columns = texts_in(report, PAPER_A4, "axis categories");
    assert_true(lines_of(rows) > 1);
    for (size_t i = 0; i < COLUMNS; i++)
        assert_non_null(strstr(columns, arena_format(&arena, "%zu|", i)));
}

static void what_only_a_screen_shows_is_not_in_the_book(void **state)
{
    static const double at[] = { 1, 2, 3 };
    Series series = { .name = "s", .n = 3, .x = at, .y = at, .z = at };
    ChartSpec chart = { .kind = CHART_SCATTER_3D,
                        .slug = "cloud",
                        .title = "A cloud",
                        .alt = "A cloud.",
                        .series = &series,
                        .series_count = 1 };

    (void)state;
    assert_true(*texts_in(report_of(&chart, false), PAPER_A4, "scatter-3d"));
    assert_string_equal(texts_in(report_of(&chart, true), PAPER_A4, "scatter-3d"), "");
}

/* Calls with each page of a finished book. */
static void each_page(const Made *made, void (*see)(const Scene *, size_t))
{
    Err err = { 0 };
    Book book;

    made_in(&arena);
    assert_int_equal(book_compose(&book, layout_of(make_report(*made)), false, &err), OK);
    for (size_t p = 0; p < book.pages.count; p++)
        see(&book.pages.items[p].art.scene, p + 1);
}

static const Made SIZES[] = {
    { 1, 20, NULL }, { 5, 300, NULL }, { 12, 600, NULL }, { 40, 900, NULL }
};

static void see_sizes(const Scene *scene, size_t page)
{
    for (size_t m = 0; m < scene->marks.count; m++) {
        const Label *label = &scene->marks.items[m].label;
        if (scene->marks.items[m].kind != MARK_LABEL || label->size_pt > 8.499) continue;
        fail_msg("page %zu: \"%s\" is set in %.2f points", page, label->text, label->size_pt);
    }
}

static void no_type_is_smaller_than_eight_and_a_half(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(SIZES); i++)
        each_page(&SIZES[i], see_sizes);
}

/* From the letters' top to the baseline; of an upright one. */
static Rect box_of(const Label *label)
{
    double width = font_width(label->weight, label->size_pt, label->text);
    double high = font_metrics(label->weight).cap_height * label->size_pt;
    double left = label->align == ALIGN_START ? 0 : label->align == ALIGN_END ? width : width / 2;

    return (Rect){ label->x - left, label->y - high, width, high };
}

static bool overlaps(Rect a, Rect b)
{
    double wide = fmin(a.x + a.width, b.x + b.width) - fmax(a.x, b.x);
    double high = fmin(a.y + a.height, b.y + b.height) - fmax(a.y, b.y);
    double smaller = fmin(a.width * a.height, b.width * b.height);

    return wide > 0.5 && high > 0.5 && wide * high > 0.1 * smaller;
}

static void see_overlaps(const Scene *scene, size_t page)
{
    const char **texts = ARENA_ARRAY(&arena, const char *, scene->marks.count);
    Rect *boxes = ARENA_ARRAY(&arena, Rect, scene->marks.count);
    size_t count = 0;

    for (size_t m = 0; m < scene->marks.count; m++) {
        const Mark *mark = &scene->marks.items[m];
        if (mark->kind != MARK_LABEL || fabs(mark->label.turn_deg) > 0.1) continue;
        texts[count] = mark->label.text;
        boxes[count++] = box_of(&mark->label);
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (overlaps(boxes[i], boxes[j]))
                fail_msg("page %zu: \"%s\" stands over \"%s\"", page, texts[i], texts[j]);
        }
    }
}

static void no_text_stands_over_another(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(SIZES); i++)
        each_page(&SIZES[i], see_overlaps);
}

/* --- tables ----------------------------------------------------------------------------------- */

static bool is_shown(const BookPieces *pieces, const char *text)
{
    for (size_t i = 0; i < pieces->count; i++) {
        const Scene *scene = &pieces->items[i]->art.scene;
        for (size_t m = 0; m < scene->marks.count; m++) {
            const Mark *mark = &scene->marks.items[m];
            if (mark->kind == MARK_LABEL && strcmp(mark->label.text, text) == 0) return true;
        }
    }
    return false;
}

/* Every figure of the rows that the book shows, whatever the width. */
static void see_figures_of_tables(const BlockPlan *plan, double width_pt, void *context)
{
    const BookLayout *layout = context;
    const TableBlock *block = &plan->block->table;

    if (plan->block->kind != BLOCK_TABLE) return;
    for (double width = width_pt; width > 150; width -= 95) {
        const BookPieces pieces = book_table(layout, block, plan->number, width);
        for (size_t c = 0; c < block->table->cols; c++) {
            const Column *column = &block->table->columns[c];
            if (column->kind == COLUMN_TEXT || column->kind == COLUMN_ID) continue;
            for (size_t r = 0; r < block->table->rows && r < 5; r++) {
                const char *text = format_cell(column, r, layout->report->currency, &arena);
                if (!is_shown(&pieces, text))
                    fail_msg("%s is missing from column %s", text, column->title);
            }
        }
    }
}

static void no_table_loses_a_column_or_a_figure(void **state)
{
    const BookLayout *layout = layout_of(some_report());
    ChapterPlans plans = book_plan(layout, false);

    (void)state;
    each_block(&plans, see_figures_of_tables, (void *)(uintptr_t)layout);
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
        TEST(a_chapter_begins_below_another_one_unless_that_is_low),
        TEST(a_chapter_that_wants_a_page_has_one),
        TEST(the_first_pages_are_filled_first),
        TEST(a_wide_table_takes_its_title_to_a_landscape_page),
        TEST(a_piece_higher_than_a_page_still_has_its_place),
        TEST(a_table_that_just_fits_is_not_divided),
        TEST(a_title_says_how_far_below_it_something_stands),
        TEST(every_block_is_planned_once_and_numbered_in_its_order),
        TEST(chapters_can_be_drawn_in_any_order),
        TEST(the_summary_is_the_findings_and_the_segments),
        TEST(a_chart_that_cannot_be_drawn_is_named),
        TEST(a_chart_that_no_page_holds_stands_on_several_on_one_scale),
        TEST(a_heat_map_too_wide_goes_on_below),
        TEST(what_only_a_screen_shows_is_not_in_the_book),
        TEST(no_type_is_smaller_than_eight_and_a_half),
        TEST(no_text_stands_over_another),
        TEST(no_table_loses_a_column_or_a_figure),
        TEST(numbers_are_split_at_the_decimal_point),
    };

    return cmocka_run_group_tests_name("book layout", tests, NULL, NULL);
}
