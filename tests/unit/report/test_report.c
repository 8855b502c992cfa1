/* The report room: the document made of a demo shop, and of shops that hardly are any. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "demo/demo.h"
#include "report/report.h"
#include "report_judge.h"
#include "report_tests.h"

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

typedef struct Made {
    Shop shop;
    Model model;
    Segments segments;
    SalesWeek week;
    Growth growth;
    Report report;
} Made;

static uint32_t *buyers(const Shop *shop, Matrix *raw)
{
    uint32_t *rows = ARENA_ARRAY(&arena, uint32_t, shop->customers.count);
    size_t count = 0;

    for (size_t i = 0; i < shop->customers.count; i++) {
        if (shop->customers.bought[i]) rows[count++] = (uint32_t)i;
    }
    *raw = matrix_new(count, CLUSTERED_COUNT, &arena);
    for (size_t i = 0; i < count; i++) {
        for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
            matrix_row(raw, i)[f] = matrix_at(&shop->customers.features, rows[i], CLUSTERED[f]);
        }
    }
    return rows;
}

/* The whole way from a demo shop of that size to its document. */
static const Made *make(int64_t customers, size_t k, bool interactions)
{
    Made *m = ARENA_NEW(&arena, Made);
    char path[] = "/tmp/clientele-test-XXXXXX";
    const Day as_of = day_from_civil((CivilDate){ 2025, 6, 30 });
    DemoPlan demo = {
        .path = path, .customers = customers, .seed = 42, .as_of = as_of, .force = true
    };
    Source source = { .path = path, .as_of = as_of };
    ModelPlan plan = { .k = k, .seed = 42, .threads = 2 };
    SegmentPlan segment_plan = { .currency = "USD" };
    ReportPlan report_plan = { .title = "T", .business = "B", .currency = "USD", .generator = "g" };
    DemoCounts counts;
    Matrix raw;
    Err err = { 0 };
    int made = mkstemp(path);

    assert_true(made >= 0);
    close(made);
    assert_int_equal(demo_write(&counts, &demo, NULL, NULL, &err), OK);
    assert_int_equal(store_read(&m->shop, &source, NULL, NULL, &arena, &err), OK);
    remove(path);
    if (!interactions) m->shop.has_interactions = false;
    const uint32_t *rows = buyers(&m->shop, &raw);
    if (model_fit(&m->model, &raw, &plan, &arena, &err)) fail_msg("%s", err.text);
    if (segments_describe(&m->segments, &m->shop, &m->model, rows, &segment_plan, &arena, &err)) {
        fail_msg("%s", err.text);
    }
    m->week = week_find(&m->shop, WEEK_DAYS, &arena);
    m->growth = growth_find(&m->shop, &m->segments, 0, &arena);
    report_plan.week = &m->week;
    report_plan.growth = &m->growth;
    assert_int_equal(
        report_build(&m->report, &m->shop, &m->model, &m->segments, &report_plan, &arena, &err),
        OK);
    return m;
}

/* Calls check for every block of the document. */
static size_t each_block(const Report *report, void (*check)(const Report *, const Block *))
{
    size_t blocks = 0;

    for (size_t p = 0; p < report->pages.count; p++) {
        const Page *page = &report->pages.items[p];
        assert_true(page->sections.count > 0);
        for (size_t s = 0; s < page->sections.count; s++) {
            const Section *section = &page->sections.items[s];
            assert_true(section->blocks.count > 0);
            for (size_t b = 0; b < section->blocks.count; b++, blocks++) {
                check(report, &section->blocks.items[b]);
            }
        }
    }
    return blocks;
}

/* How many decimals an amount in a text has; −1: there is none. `all`: as many as before. */
static void check_decimals(int *all, const char *text)
{
    for (const char *sign = strchr(text, '$'); sign; sign = strchr(sign + 1, '$')) {
        size_t whole = strspn(sign + 1, "0123456789,");
        const char *point = sign + 1 + whole;
        int decimals = *point == '.' ? (int)strspn(point + 1, "0123456789") : 0;
        if (*all >= 0 && decimals != *all)
            fail_msg("%d decimals beside %d: %s", decimals, *all, text);
        *all = decimals;
    }
}

/* Amounts that are written as texts have one precision in a column; where each row is a figure of
 * its own, in the row. Those of numbers have it from their column. */
static void check_precision(const Table *table)
{
    bool by_row =
        !strcmp(table->columns[0].key, "figure") || !strcmp(table->columns[0].key, "feature");
    size_t outer = by_row ? table->rows : table->cols, inner = by_row ? table->cols : table->rows;

    for (size_t o = 0; o < outer; o++) {
        int decimals = -1;
        for (size_t i = 0; i < inner; i++) {
            const Column *column = &table->columns[by_row ? i : o];
            size_t row = by_row ? o : i;
            if (column->kind == COLUMN_TEXT && column->align_end && column_text(column, row))
                check_decimals(&decimals, column_text(column, row));
        }
    }
}

static void check_table(const Table *table)
{
    check_precision(table);
    assert_true(table->cols > 0);
    for (size_t c = 0; c < table->cols; c++) {
        const Column *column = &table->columns[c];
        bool has_values = column->kind == COLUMN_TEXT ? column->texts != NULL
                          : column->kind == COLUMN_ID ? column->ids != NULL
                                                      : column->numbers != NULL;
        assert_true(has_values || !table->rows);
        assert_non_null(column->title);
        for (size_t other = 0; other < c; other++) {
            assert_string_not_equal(column->key, table->columns[other].key);
        }
    }
}

/* "1 customers": a noun that does not agree with its number. */
static void check_agreement(const char *text)
{
    static const char *const many[] = { "customers", "purchases", "days",     "buyers",
                                        "lines",     "rows",      "members",  "findings",
                                        "clusters",  "segments",  "runs",     "features",
                                        "warnings",  "products",  "months of" };

    for (const char *one = strstr(text, "1 "); one; one = strstr(one + 1, "1 ")) {
        if (one > text && strchr("0123456789.,", one[-1])) continue;
        for (size_t i = 0; i < COUNT_OF(many); i++) {
            if (!strncmp(one + 2, many[i], strlen(many[i]))) fail_msg("%s", text);
        }
    }
}

static void check_text(const char *text)
{
    check_agreement(text ? text : "");
    assert_non_null(text);
    assert_true(*text != '\0');
    assert_true(utf8_valid(text, strlen(text)));
    assert_null(strstr(text, "nan"));
    assert_null(strstr(text, "inf "));
    assert_null(strstr(text, "{{"));
}

static void check_block(const Report *report, const Block *block)
{
    (void)report;
    switch (block->kind) {
    case BLOCK_HEADING: check_text(block->heading); break;
    case BLOCK_PROSE: assert_non_null(block->prose->first_child); break;
    case BLOCK_METRICS:
        assert_in_range(block->metrics.count, 1, 6);
        for (size_t i = 0; i < block->metrics.count; i++)
            check_text(block->metrics.items[i].text);
        break;
    case BLOCK_INSIGHTS:
        assert_in_range(block->insights.count, 1, 5);
        for (size_t i = 0; i < block->insights.count; i++) {
            check_text(block->insights.items[i].headline);
            check_text(block->insights.items[i].detail);
            check_text(block->insights.items[i].action);
        }
        break;
    case BLOCK_FIGURE:
        check_text(block->figure.chart->alt);
        check_text(block->figure.chart->slug);
        check_text(block->figure.caption);
        break;
    case BLOCK_TABLE: check_table(block->table.table); break;
    case BLOCK_NOTE: check_text(block->note.text); break;
    case BLOCK_DEFINITIONS:
        for (size_t i = 0; i < block->definitions.count; i++) {
            check_text(block->definitions.terms[i]);
            check_text(block->definitions.meanings[i]);
        }
        break;
    case BLOCK_ATTACHMENTS: assert_true(report->attachments.count >= 5); break;
    }
}

static const ChartSpec *find_chart(const Report *report, const char *slug)
{
    for (size_t p = 0; p < report->pages.count; p++) {
        const Page *page = &report->pages.items[p];
        for (size_t s = 0; s < page->sections.count; s++) {
            for (size_t b = 0; b < page->sections.items[s].blocks.count; b++) {
                const Block *block = &page->sections.items[s].blocks.items[b];
                if (block->kind == BLOCK_FIGURE && !strcmp(block->figure.chart->slug, slug)) {
                    return block->figure.chart;
                }
            }
        }
    }
    return NULL;
}

static void every_block_of_a_whole_shop_is_filled(void **state)
{
    const Made *m = make(400, 5, true);

    (void)state;
    assert_true(each_block(&m->report, check_block) > 60);
    for (size_t i = 0; i < m->report.attachments.count; i++) {
        check_table(m->report.attachments.items[i].table);
    }
}

static void the_smallest_shops_have_a_report_too(void **state)
{
    (void)state;
    each_block(&make(1, 1, true)->report, check_block);
    each_block(&make(3, 2, true)->report, check_block);
    each_block(&make(12, 3, false)->report, check_block);
}

static void forty_clusters_have_forty_pages(void **state)
{
    const Made *m = make(600, 40, true);
    size_t pages = 0;

    (void)state;
    for (size_t p = 0; p < m->report.pages.count; p++) {
        pages += m->report.pages.items[p].kind == PAGE_SEGMENT;
    }
    assert_int_equal(pages, m->segments.count);
    assert_in_range(pages, 40, 41);
    each_block(&m->report, check_block);
}

static void sections_of_a_page_have_their_own_anchors(void **state)
{
    const Report *report = &make(200, 5, true)->report;

    (void)state;
    for (size_t p = 0; p < report->pages.count; p++) {
        for (size_t s = 0; s < report->pages.items[p].sections.count; s++) {
            for (size_t q = 0; q <= p; q++) {
                if (strcmp(report->pages.items[p].path, report->pages.items[q].path)) continue;
                size_t before = q == p ? s : report->pages.items[q].sections.count;
                for (size_t t = 0; t < before; t++) {
                    assert_string_not_equal(report->pages.items[p].sections.items[s].slug,
                                            report->pages.items[q].sections.items[t].slug);
                }
            }
        }
    }
}

static void without_interactions_nothing_is_said_of_them(void **state)
{
    const Report *report = &make(200, 4, false)->report;

    (void)state;
    for (size_t i = 0; i < report->segments->count; i++) {
        assert_true(isnan(report->segments->items[i].engagement));
    }
    const ChartSpec *profiles = find_chart(report, "segment-profiles");
    assert_non_null(profiles);
    for (size_t c = 0; c < profiles->category_count; c++) {
        assert_null(strstr(profiles->categories[c], "nteraction"));
    }
}

static void the_pie_and_the_bars_show_the_segments_figures(void **state)
{
    const Made *m = make(300, 5, true);
    const ChartSpec *pie = find_chart(&m->report, "segment-share");
    const ChartSpec *bars = find_chart(&m->report, "segment-revenue");

    (void)state;
    for (size_t i = 0; i < m->segments.count; i++) {
        assert_true(pie->series[0].y[i] == (double)m->segments.items[i].count);
        assert_string_equal(pie->categories[i], m->segments.items[i].label);
    }
    for (size_t i = 0; i < bars->series[0].n; i++) {
        assert_true(bars->series[0].y[i] == m->segments.items[i].revenue);
    }
}

static void attachments_hold_every_customer_once(void **state)
{
    const Made *m = make(300, 5, true);
    size_t in_segments = 0;

    (void)state;
    for (size_t i = 0; i < m->report.attachments.count; i++) {
        const Attachment *attachment = &m->report.attachments.items[i];
        if (strstr(attachment->path, "attachments/segments/"))
            in_segments += attachment->table->rows;
        if (strstr(attachment->path, "customer_")) {
            assert_int_equal(attachment->table->rows, m->shop.customers.count);
            assert_null(table_column(attachment->table, "email"));
        }
    }
    assert_int_equal(in_segments, m->shop.customers.count);
}

/* --- lists of customers ----------------------------------------------------------------------- */

static const Attachment *find_attachment(const Report *report, const char *path)
{
    for (size_t i = 0; i < report->attachments.count; i++) {
        if (!strcmp(report->attachments.items[i].path, path)) return &report->attachments.items[i];
    }
    return NULL;
}

static void check_list(const Report *report, const Block *block)
{
    if (block->kind == BLOCK_TABLE && block->table.rest)
        assert_non_null(find_attachment(report, block->table.rest));
    for (size_t i = 0; block->kind == BLOCK_INSIGHTS && i < block->insights.count; i++) {
        const char *list = block->insights.items[i].list;
        if (list) assert_non_null(find_attachment(report, list));
    }
}

static void every_list_that_is_named_is_there(void **state)
{
    (void)state;
    each_block(&make(400, 5, true)->report, check_list);
    each_block(&make(12, 3, false)->report, check_list);
}

/* Row by row the customers of the list, most at stake first. */
static void assert_is_list(const Made *m, const char *path, const CustomerList *list)
{
    const Attachment *attachment = find_attachment(&m->report, path);

    assert_non_null(attachment);
    assert_int_equal(attachment->table->rows, list->count);
    const Column *id = table_column(attachment->table, "customer_id");
    const Column *spend = table_column(attachment->table, "total_spend");
    for (size_t i = 0; i < list->count; i++) {
        assert_int_equal(column_id(id, i), m->shop.customers.ids[list->items[i]]);
        if (spend)
            assert_true(column_number(spend, i) ==
                        matrix_at(&m->shop.customers.features, list->items[i], F_TOTAL_SPEND));
    }
    assert_string_equal(attachment->csv_only->key, "email");
}

static void lists_hold_exactly_the_customers_that_are_meant(void **state)
{
    const Made *m = make(400, 5, true);
    size_t quiet = 0;

    (void)state;
    for (size_t i = 0; i < m->segments.count; i++) {
        const Segment *s = &m->segments.items[i];
        quiet += s->quiet_list.count;
        if (s->quiet_list.count) assert_is_list(m, segment_quiet_file(s, &arena), &s->quiet_list);
        if (s->first.count) assert_is_list(m, segment_first_file(s, &arena), &s->first);
        for (size_t q = 0; q < s->quiet_list.count; q++) {
            assert_int_equal(m->segments.silence.rhythms[s->quiet_list.items[q]].silence,
                             SILENCE_QUIET);
        }
    }
    assert_int_equal(quiet, m->segments.silence.quiet);
    const Attachment *all = find_attachment(&m->report, "attachments/quiet_customers.csv");
    assert_int_equal(all->table->rows, quiet);
    const Column *stake = table_column(all->table, "spend_a_year");
    for (size_t i = 1; i < quiet; i++)
        assert_true(column_number(stake, i - 1) >= column_number(stake, i));
    assert_non_null(table_column(all->table, "silent_days"));
    assert_non_null(table_column(all->table, "usual_gap_days"));
}

static const Insight *find_insight(const Report *report, const char *words)
{
    for (size_t s = 0; s < report->pages.items[0].sections.count; s++) {
        const Section *section = &report->pages.items[0].sections.items[s];
        for (size_t b = 0; b < section->blocks.count; b++) {
            const Block *block = &section->blocks.items[b];
            for (size_t i = 0; block->kind == BLOCK_INSIGHTS && i < block->insights.count; i++) {
                if (strstr(block->insights.items[i].headline, words))
                    return &block->insights.items[i];
            }
        }
    }
    return NULL;
}

static void the_finding_is_of_those_whom_chance_does_not_explain(void **state)
{
    const Made *m = make(400, 5, true);
    const Insight *found = find_insight(&m->report, "gone quiet than chance explains");
    Made none = *m;
    ReportPlan plan = { .title = "T", .business = "B", .currency = "USD", .generator = "g" };
    Err err;

    (void)state;
    assert_non_null(found);
    assert_non_null(strstr(found->headline, arena_format(&arena, "About %.0f more customers",
                                                         round(m->segments.quiet.excess))));
    assert_non_null(strstr(
        found->action, arena_format(&arena, "the %.0f quiet customers", m->segments.quiet.quiet)));
    assert_string_equal(found->list, "attachments/quiet_customers.csv");
    /* The same shop, had chance left as many. */
    none.segments.silence.only_chance = true;
    none.segments.silence.excess = none.segments.quiet.excess = 0;
    plan.week = &m->week;
    plan.growth = &m->growth;
    assert_int_equal(
        report_build(&none.report, &none.shop, &none.model, &none.segments, &plan, &arena, &err),
        OK);
    assert_null(find_insight(&none.report, "quiet"));
}

/* The page of the method of a shop like that one, but for what was changed of it: its sentences,
 * notes and captions. */
static const char *method_text(const Made *m, bool k_auto)
{
    ReportPlan plan = { .title = "T", .business = "B", .currency = "USD", .generator = "g" };
    Report report;
    Buf text = { 0 };
    Err err;

    plan.week = &m->week, plan.growth = &m->growth, plan.k_auto = k_auto;
    assert_int_equal(report_build(&report, &m->shop, &m->model, &m->segments, &plan, &arena, &err),
                     OK);
    for (size_t p = 0; p < report.pages.count; p++) {
        const Page *page = &report.pages.items[p];
        for (size_t s = 0; page->kind == PAGE_METHOD && s < page->sections.count; s++) {
            const Section *section = &page->sections.items[s];
            buf_format(&text, "%s\n", section->lead ? section->lead : "");
            for (size_t b = 0; b < section->blocks.count; b++) {
                const Block *block = &section->blocks.items[b];
                if (block->kind == BLOCK_PROSE) prose_text(&text, block->prose);
                if (block->kind == BLOCK_NOTE) buf_text(&text, block->note.text);
                if (block->kind == BLOCK_FIGURE) buf_text(&text, block->figure.caption);
                for (size_t i = 0; block->kind == BLOCK_DEFINITIONS && i < block->definitions.count;
                     i++)
                    buf_format(&text, "%s\n", block->definitions.meanings[i]);
                buf_char(&text, '\n');
            }
        }
    }
    const char *kept = arena_text(&arena, text.data);
    buf_close(&text);
    return kept;
}

static bool tells(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

static void the_method_says_how_it_was_done(void **state)
{
    Made m = *make(200, 4, true);
    const char *text = method_text(&m, false);

    (void)state;
    assert_true(tells(text, "The report uses 4 clusters, as set."));
    assert_true(tells(text, "every clustered customer is compared with all others"));
    assert_true(tells(text, "Silhouette of every customer"));
    text = method_text(&m, true);
    assert_true(tells(text, "left to the rule"));
    assert_false(tells(text, "The report uses"));
    m.model.silhouette_sampled = true;
    m.model.silhouette_rows = 50;
    text = method_text(&m, false);
    assert_true(tells(text, "random sample of 50 customers"));
    assert_true(tells(text, "Silhouette of the sampled customers"));
    assert_false(tells(text, "Silhouette of every customer"));
    m.model.silhouette = 0.25;
    assert_false(tells(method_text(&m, false), "Below 0.25"));
    m.model.silhouette = 0.2499;
    assert_true(tells(method_text(&m, false), "Below 0.25, clusters"));
    m.segments.silence.shape.used = 2.5;
    assert_true(tells(method_text(&m, false), "of shape 2.50"));
    m.segments.silence.shape.used = 1;
    assert_false(tells(method_text(&m, false), "gamma distribution"));
    m.model.sweep_count = 0;
    assert_true(tells(method_text(&m, false), "at least three are needed"));
}

static void needs_are_found_by_their_keys(void **state)
{
    const char *keys = need_keys(&arena);
    size_t at = 0;

    (void)state;
    for (int n = 0; n < NEEDS; n++) {
        const char *key = SECTION_NEEDS[n].key;
        assert_int_equal(need_find(key, strlen(key)), n);
        assert_int_equal(need_find(key, strlen(key) - 1), NEEDS);
        if (n) assert_memory_equal(keys + at, ", ", 2);
        at += n ? 2 : 0;
        assert_memory_equal(keys + at, key, strlen(key));
        at += strlen(key);
    }
    assert_int_equal(strlen(keys), at);
}

/* Which segment's colour, icon and place in the menu they have. */
static void pages_and_files_belong_to_their_segment_or_to_none(void **state)
{
    const Made *m = make(400, 5, true);
    int next = 0;

    (void)state;
    for (size_t p = 0; p < m->report.pages.count; p++) {
        const Page *page = &m->report.pages.items[p];
        assert_int_equal(page->segment, page->kind == PAGE_SEGMENT ? next++ : -1);
    }
    assert_int_equal(next, m->segments.count);
    for (size_t i = 0; i < m->report.attachments.count; i++) {
        const Attachment *a = &m->report.attachments.items[i];
        int found = -1;
        for (size_t s = 0; s < m->segments.count; s++) {
            const char *end = arena_format(&arena, "/%s.csv", m->segments.items[s].slug);
            size_t size = strlen(end), path = strlen(a->path);
            if (path >= size && !strcmp(a->path + path - size, end)) found = (int)s;
        }
        assert_int_equal(a->segment, found);
    }
}

/* The same shop, its segments under other names. */
static void judge_under(Made *m, const char *name)
{
    ReportPlan plan = { .title = "T", .business = "B", .currency = "USD", .generator = "g" };
    Err err = { 0 };

    plan.week = &m->week, plan.growth = &m->growth;
    for (size_t i = 0; i < m->segments.count; i++)
        m->segments.items[i].label = arena_format(&arena, "%zu %s", i + 1, name);
    assert_int_equal(
        report_build(&m->report, &m->shop, &m->model, &m->segments, &plan, &arena, &err), OK);
    const char *fault = report_chart_fault(&m->report, &arena);
    if (fault) fail_msg("%zu segments: %s", m->segments.count, fault);
}

/* From 20 customers to 100,000, one cluster to forty, under names of any length and script. What a
 * history adds is judged for every report of tests/spec. */
static void figures_keep_axes_ticks_and_names(void **state)
{
    static const size_t ks[] = { 1, 2, 3, 5, 9, 12, 40 };
    static const int64_t sizes[] = { 20, 100, 1000 };
    static const char *const names[] = {
        "Loyal", "Customers who bought electronics twice or more and have not come back since",
        "二〇二五年春季首次购买后三个月内没有再次光顾本店的新客户群体",
        "לקוחות שקנו פעמיים ולא חזרו מאז האביב האחרון"
    };

    Arena shared = arena;
    (void)state;
    arena = arena_open();
    for (size_t c = 0; c < COUNT_OF(sizes); c++) {
        for (size_t k = 0; k < COUNT_OF(ks); k++) {
            if ((int64_t)ks[k] * 2 > sizes[c]) continue;
            Made *m = (Made *)make(sizes[c], ks[k], k % 2);
            const char *fault = report_chart_fault(&m->report, &arena);
            if (fault) fail_msg("%d customers, k = %zu: %s", (int)sizes[c], ks[k], fault);
            for (size_t n = 0; n < COUNT_OF(names) && sizes[c] < 1000; n++)
                judge_under(m, names[n]);
            arena_close(&arena);
            arena = arena_open();
        }
    }
    Made *large = (Made *)make(100000, 5, true);
    judge_under(large, names[1]);
    arena_close(&arena);
    arena = shared;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_block_of_a_whole_shop_is_filled),
        cmocka_unit_test(the_smallest_shops_have_a_report_too),
        cmocka_unit_test(forty_clusters_have_forty_pages),
        cmocka_unit_test(figures_keep_axes_ticks_and_names),
        cmocka_unit_test(sections_of_a_page_have_their_own_anchors),
        cmocka_unit_test(without_interactions_nothing_is_said_of_them),
        cmocka_unit_test(the_pie_and_the_bars_show_the_segments_figures),
        cmocka_unit_test(attachments_hold_every_customer_once),
        cmocka_unit_test(every_list_that_is_named_is_there),
        cmocka_unit_test(lists_hold_exactly_the_customers_that_are_meant),
        cmocka_unit_test(the_finding_is_of_those_whom_chance_does_not_explain),
        cmocka_unit_test(the_method_says_how_it_was_done),
        cmocka_unit_test(needs_are_found_by_their_keys),
        cmocka_unit_test(pages_and_files_belong_to_their_segment_or_to_none),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena) + news_tests() + week_tests() +
           counted_tests() + table_tests();
}
