#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "site/site.h"

#define CUSTOMERS 60

static Arena arena;
static char folder[] = "/tmp/clientele-site-XXXXXX";

static int site_setup(void **state)
{
    (void)state;
    arena = arena_open();
    return mkdtemp(folder) ? 0 : -1;
}

static int site_teardown(void **state)
{
    Err err = { 0 };

    (void)state;
    arena_close(&arena);
    return folder_remove(folder, &err) ? -1 : 0;
}

/* --- A small report with hostile names -------------------------------------------------------- */

static const char *const HOSTILE[] = { "</script><script>alert(1)</script>",
                                       "\"><img src=x onerror=alert(2)>", "{{title}} {{{style}}}",
                                       ("a\xe2\x80\xa8"
                                        "b <!-- c & d"),
                                       "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xf0\x9f\x98\x80" };

static const char **names_make(void)
{
    const char **names = ARENA_ARRAY(&arena, const char *, CUSTOMERS);

    for (size_t i = 0; i < CUSTOMERS; i++)
        names[i] = i < COUNT_OF(HOSTILE) ? HOSTILE[i] : arena_format(&arena, "Customer %zu", i);
    return names;
}

static Shop *shop_make(void)
{
    Shop *shop = ARENA_NEW(&arena, Shop);
    int64_t *ids = ARENA_ARRAY(&arena, int64_t, CUSTOMERS);

    for (size_t i = 0; i < CUSTOMERS; i++)
        ids[i] = (int64_t)i + 100;
    shop->customers.count = CUSTOMERS;
    shop->customers.ids = ids;
    shop->customers.names = names_make();
    shop->customers.features = matrix_new(CUSTOMERS, F_COUNT, &arena);
    for (size_t i = 0; i < CUSTOMERS * F_COUNT; i++)
        shop->customers.features.at[i] = (double)(i % 97) - (i % 5 == 0 ? 0.25 : 0);
    return shop;
}

/* Two segments: the first 50 customers, and the other ten. */
static Segments *segments_make(void)
{
    static const char *const labels[] = { "Champions", "<At Risk>" };
    static const char *const slugs[] = { "champions", "at-risk" };
    Segments *segments = ARENA_NEW(&arena, Segments);
    uint8_t *of = ARENA_ARRAY(&arena, uint8_t, CUSTOMERS);

    segments->items = ARENA_ARRAY(&arena, Segment, 2);
    segments->count = 2;
    for (size_t s = 0; s < 2; s++) {
        Segment *segment = &segments->items[s];
        uint32_t *members = ARENA_ARRAY(&arena, uint32_t, CUSTOMERS);
        for (size_t i = s ? 50 : 0; i < (s ? CUSTOMERS : 50); i++) {
            members[segment->count++] = (uint32_t)i;
            of[i] = (uint8_t)s;
        }
        segment->members = members;
        segment->label = labels[s];
        segment->slug = slugs[s];
        segment->colour = (int)s;
        segment->revenue = 1000.5;
        segment->reason = "they </script> spend";
    }
    segments->of_customer = of;
    return segments;
}

static Table *table_make(const Shop *shop)
{
    Table *table = ARENA_NEW(&arena, Table);
    double *spend = ARENA_ARRAY(&arena, double, CUSTOMERS);
    int *segments = ARENA_ARRAY(&arena, int, CUSTOMERS);

    for (size_t i = 0; i < CUSTOMERS; i++) {
        spend[i] = i == 7 ? NAN : 12.34 * (double)i - 100;
        segments[i] = i < 50 ? 0 : 1;
    }
    table->rows = CUSTOMERS;
    table->cols = 2;
    table->columns = ARENA_ARRAY(&arena, Column, 2);
    table->columns[0] = (Column){ .key = "name",
                                  .title = "Name",
                                  .kind = COLUMN_TEXT,
                                  .texts = shop->customers.names,
                                  .segments = segments };
    table->columns[1] = (Column){ .key = "total_spend",
                                  .title = "Spend",
                                  .kind = COLUMN_MONEY,
                                  .decimals = 2,
                                  .numbers = spend };
    return table;
}

static Section *section_add(Report *report, PageKind kind, const char *path, const char *nav,
                            int segment)
{
    Page page = { .kind = kind, .path = path, .title = nav, .nav = nav, .segment = segment };

    VEC_PUSH(&arena, &page.sections, ((Section){ .slug = "first", .title = HOSTILE[1] }));
    VEC_PUSH(&arena, &report->pages, page);
    return report->pages.items[report->pages.count - 1].sections.items;
}

static Report *report_make(void)
{
    Report *report = ARENA_NEW(&arena, Report);
    Shop *shop = shop_make();
    TableBlock block = { .table = table_make(shop),
                         .caption = HOSTILE[0],
                         .shown = 40,
                         .rest = "attachments/all.csv",
                         .browsable = true };
    Section *section;

    report->title = "Customers & segments";
    report->business = HOSTILE[0];
    report->period = "2024";
    report->generator = "clientele";
    report->currency = "USD";
    report->shop = shop;
    report->segments = segments_make();
    report->model = ARENA_NEW(&arena, Model);
    (void)section_add(report, PAGE_SUMMARY, "index", "Summary", -1);
    (void)section_add(report, PAGE_SEGMENT, "segments/champions", "Champions", 0);
    section = section_add(report, PAGE_INSIGHTS, "index", "Insights", -1);
    VEC_PUSH(&arena, &section->blocks, ((Block){ .kind = BLOCK_HEADING, .heading = "A < B" }));
    section = section_add(report, PAGE_CUSTOMERS, "customers", "Customers", -1);
    VEC_PUSH(&arena, &section->blocks, ((Block){ .kind = BLOCK_TABLE, .table = block }));
    return report;
}

/* --- Helpers ---------------------------------------------------------------------------------- */

static const char *page_text(const char *name)
{
    Bytes bytes = { 0 };
    Err err = { 0 };

    if (file_read(&bytes, path_join(&arena, folder, name), 1u << 26, &arena, &err))
        fail_msg("%s", err.text);
    return (const char *)bytes.data;
}

static void site_make(size_t explore_rows)
{
    SitePlan plan = { .threads = 1, .explore_rows = explore_rows };
    Pictures none = { 0 };
    Err err = { 0 };

    if (site_write(report_make(), &none, &plan, folder, &arena, &err)) fail_msg("%s", err.text);
}

/* What stands between two marks, from a place on. */
static char *between(const char *text, const char *open, const char *close)
{
    const char *from = strstr(text, open);
    const char *to = from ? strstr(from + strlen(open), close) : NULL;

    if (!to) fail_msg("%s … %s is not in the page", open, close);
    from += strlen(open);
    return arena_text_n(&arena, from, (size_t)(to - from));
}

static json_t *island(const char *page, const char *open)
{
    json_error_t error;
    json_t *json = json_loads(between(page_text(page), open, "</script>"), 0, &error);

    if (!json) fail_msg("%s: %s", page, error.text);
    return json;
}

/* --- Tests ------------------------------------------------------------------------------------ */

static void hostile_texts_stay_texts(void **state)
{
    static const char *const pages[] = { "index.html", "customers.html",
                                         "segments/champions.html" };

    (void)state;
    site_make(0);
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        const char *text = page_text(pages[i]);
        assert_null(strstr(text, "<script>alert(1)"));
        assert_null(strstr(text, "<img src=x"));
        assert_null(strstr(text, "they </script>"));
    }
    assert_non_null(strstr(page_text("customers.html"), "{{title}} {{{style}}}"));
    assert_non_null(strstr(page_text("customers.html"), "\\u003c/script\\u003e"));
    assert_non_null(strstr(page_text("index.html"), "a\\u2028b"));
}

static void assert_hashed(const char *policy, const char *bytes)
{
    Sha256 digest = sha256(bytes, strlen(bytes));
    Buf hash = { 0 };

    buf_text(&hash, "&#39;sha256-");
    base64_put(&hash, digest.byte, sizeof digest.byte);
    assert_non_null(strstr(policy, hash.data));
    buf_close(&hash);
}

static void the_policy_allows_the_bytes_of_style_and_scripts_and_nothing_else(void **state)
{
    const char *text, *policy;

    (void)state;
    site_make(0);
    text = page_text("index.html");
    policy = between(text, "Content-Security-Policy\" content=\"", "\"");
    assert_non_null(strstr(policy, "default-src &#39;none&#39;;"));
    assert_null(strstr(policy, "unsafe"));
    assert_hashed(policy, between(text, "<style>", "</style>"));
    assert_hashed(policy, between(text, "<script>", "</script>"));
    text = strstr(text, "</script>") + 1;
    assert_hashed(policy, between(text, "<script>", "</script>"));
    assert_null(strstr(text, " style=\""));
}

static void pages_of_one_path_are_chapters_of_one_file(void **state)
{
    const char *text;

    (void)state;
    site_make(0);
    text = page_text("index.html");
    assert_non_null(strstr(text, "<h2 class=\"chapter\" id=\"insights\">Insights</h2>"));
    assert_non_null(strstr(text, "id=\"first\""));
    assert_non_null(strstr(text, "id=\"insights-first\""));
    assert_non_null(strstr(text, "<h4>A &lt; B</h4>"));
    assert_non_null(strstr(text, "href=\"index.html#insights\""));
}

static void links_of_a_page_in_a_folder_lead_back_out(void **state)
{
    const char *text;

    (void)state;
    site_make(0);
    text = page_text("segments/champions.html");
    assert_non_null(strstr(text, "href=\"../index.html\""));
    assert_non_null(strstr(text, "href=\"../customers.html\""));
    assert_null(strstr(text, "href=\"/"));
}

static void a_long_table_is_cut_and_says_where_the_rest_is(void **state)
{
    const char *text;

    (void)state;
    site_make(0);
    text = page_text("customers.html");
    assert_non_null(strstr(text, "1–40 of 60"));
    assert_non_null(strstr(text, "<a href=\"attachments/all.csv\">"));
    assert_non_null(strstr(text, "Customer 39"));
    assert_null(strstr(between(text, "<table>", "</table>"), "Customer 40"));
}

/* The decoder of assets/site/data.js, once more. */
static double unpacked(const json_t *column, size_t row)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *text = json_string_value(json_object_get(column, "data"));
    size_t bytes = (size_t)json_integer_value(json_object_get(column, "bytes"));
    double code = 0, weight = 1;

    for (size_t at = row * bytes; at < (row + 1) * bytes; at++, weight *= 256) {
        unsigned bits = 0;
        for (size_t i = 0; i < 4; i++) {
            const char *digit = strchr(digits, text[at / 3 * 4 + i]);
            bits = bits << 6 | (digit && *digit ? (unsigned)(digit - digits) : 0);
        }
        code += (bits >> (16 - 8 * (at % 3)) & 0xff) * weight;
    }
    if (code == weight - 1) return NAN;
    return (code + json_number_value(json_object_get(column, "low"))) /
           json_number_value(json_object_get(column, "scale"));
}

static void a_table_travels_with_all_its_rows_in_full(void **state)
{
    json_t *data, *columns, *spend;

    (void)state;
    site_make(0);
    data = island("customers.html", "class=\"table-data\">");
    columns = json_object_get(data, "columns");
    spend = json_array_get(columns, 1);
    assert_int_equal(json_integer_value(json_object_get(data, "rows")), CUSTOMERS);
    assert_string_equal(
        json_string_value(json_array_get(json_object_get(json_array_get(columns, 0), "texts"), 0)),
        HOSTILE[0]);
    for (size_t i = 0; i < CUSTOMERS; i++) {
        double value = unpacked(spend, i);
        if (i == 7)
            assert_true(isnan(value));
        else
            assert_true(fabs(value - (12.34 * (double)i - 100)) < 0.0051);
    }
    json_decref(data);
}

static void too_many_customers_become_a_sample_with_every_segment(void **state)
{
    json_t *data, *of;
    size_t rows, small = 0;

    (void)state;
    site_make(12);
    data = island("index.html", "id=\"explore-data\">");
    rows = (size_t)json_integer_value(json_object_get(data, "rows"));
    of = json_object_get(data, "segment_of");
    assert_true(json_is_true(json_object_get(data, "sampled")));
    assert_int_equal(json_integer_value(json_object_get(data, "total")), CUSTOMERS);
    assert_int_equal(rows, 12);
    for (size_t i = 0; i < rows; i++)
        small += unpacked(of, i) == 1;
    assert_int_equal(small, 2); /* ten of sixty customers: a sixth of the rows */
    json_decref(data);
}

static void with_room_for_all_customers_nothing_is_sampled(void **state)
{
    json_t *data, *spend;

    (void)state;
    site_make(CUSTOMERS);
    data = island("index.html", "id=\"explore-data\">");
    assert_true(json_is_false(json_object_get(data, "sampled")));
    assert_int_equal(json_integer_value(json_object_get(data, "rows")), CUSTOMERS);
    spend = json_array_get(json_object_get(data, "columns"), 2 + F_TOTAL_SPEND);
    assert_string_equal(json_string_value(json_object_get(spend, "key")), "total_spend");
    assert_true(unpacked(spend, 3) ==
                matrix_at(&report_make()->shop->customers.features, 3, F_TOTAL_SPEND));
    json_decref(data);
}

static void a_broken_template_of_the_user_is_said_with_file_line_and_tag(void **state)
{
    const char *own = path_join(&arena, folder, "templates");
    SitePlan plan = { .threads = 1, .templates = own };
    const char *file = path_join(&arena, own, "section.html");
    Pictures none = { 0 };
    Err err = { 0 };

    (void)state;
    assert_int_equal(folder_make(own, &err), OK);
    assert_int_equal(file_write(file, "<p>\n{{#blocks}}", 15, &err), OK);
    assert_int_equal(site_write(report_make(), &none, &plan, folder, &arena, &err), ERR_DATA);
    assert_string_equal(
        err.text, arena_format(&arena, "%s:2: {{#blocks}} is never closed: add {{/blocks}}", file));
}

static void a_template_of_the_user_takes_the_place_of_ours(void **state)
{
    const char *own = path_join(&arena, folder, "mine/site");
    SitePlan plan = { .threads = 1, .templates = path_join(&arena, folder, "mine") };
    Pictures none = { 0 };
    Err err = { 0 };

    (void)state;
    assert_int_equal(folder_make(own, &err), OK);
    assert_int_equal(
        file_write(path_join(&arena, own, "section.html"), "<p>mine {{slug}}</p>\n", 21, &err), OK);
    assert_int_equal(site_write(report_make(), &none, &plan, folder, &arena, &err), OK);
    assert_non_null(strstr(page_text("index.html"), "<p>mine first</p>"));
    assert_null(strstr(page_text("index.html"), "id=\"first-title\""));
}

static void the_same_report_gives_the_same_bytes(void **state)
{
    const char *first;

    (void)state;
    site_make(12);
    first = page_text("index.html");
    site_make(12);
    assert_string_equal(page_text("index.html"), first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_texts_stay_texts),
        cmocka_unit_test(the_policy_allows_the_bytes_of_style_and_scripts_and_nothing_else),
        cmocka_unit_test(pages_of_one_path_are_chapters_of_one_file),
        cmocka_unit_test(links_of_a_page_in_a_folder_lead_back_out),
        cmocka_unit_test(a_long_table_is_cut_and_says_where_the_rest_is),
        cmocka_unit_test(a_table_travels_with_all_its_rows_in_full),
        cmocka_unit_test(too_many_customers_become_a_sample_with_every_segment),
        cmocka_unit_test(with_room_for_all_customers_nothing_is_sampled),
        cmocka_unit_test(a_broken_template_of_the_user_is_said_with_file_line_and_tag),
        cmocka_unit_test(a_template_of_the_user_takes_the_place_of_ours),
        cmocka_unit_test(the_same_report_gives_the_same_bytes),
    };
    return cmocka_run_group_tests_name("the site", tests, site_setup, site_teardown);
}
