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

#include "publish/book_private.h"
#include "publish/book_table.h"

int test_book(void);

static Arena arena;
static char folder[] = "/tmp/clientele-book-XXXXXX";

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
    if (getenv("KEEP_BOOKS")) {
        print_message("the books are in %s\n", folder);
        return 0;
    }
    return folder_remove(folder, &err) ? -1 : 0;
}

/* --- a report of made-up figures --------------------------------------------------------------- */

static const char *const LABELS[] = { "Champions", "Loyal Customers", "Big Spenders",
                                      "At Risk",   "Hibernating",     "Prospects" };
static const char *const COUNTRIES[] = { "Germany", "United Kingdom", "France", "Japan" };
static const char *const NAMES[] = { "Anna Müller",
                                     "Zoë O'Brien",
                                     "Łukasz Wójcik",
                                     "Nguyễn Thị Minh Khai",
                                     "Δημήτρης Παπαδόπουλος",
                                     "Екатерина Ковалёва",
                                     "田中 太郎",
                                     "محمد علي",
                                     "Maximiliane-Henriette von und zu Hohenlohe-Waldenburg-"
                                     "Schillingsfürst" };

typedef struct Made {
    size_t segments, customers;
    const char *name; /* of every customer; NULL: several */
} Made;

static double noise(Random *random)
{
    return random_unit(random) + random_unit(random) + random_unit(random);
}

static double *numbers(size_t count, double scale, uint64_t seed)
{
    Random random = random_open(seed, 1);
    double *made = ARENA_ARRAY(&arena, double, count);

    for (size_t i = 0; i < count; i++)
        made[i] = scale * noise(&random) * noise(&random) / 4;
    return made;
}

static Segments *make_segments(const Made *made)
{
    Segments *segments = ARENA_NEW(&arena, Segments);

    segments->items = ARENA_ARRAY(&arena, Segment, made->segments);
    segments->count = made->segments;
    for (size_t i = 0; i < made->segments; i++) {
        Segment *segment = &segments->items[i];
        const char *label = LABELS[i % COUNT_OF(LABELS)];
        segment->label = i < COUNT_OF(LABELS)
                             ? label
                             : arena_format(&arena, "%s %zu", label, i / COUNT_OF(LABELS) + 1);
        segment->slug = utf8_slug(segment->label, &arena);
        segment->colour = (int)i;
        segment->count = made->customers / made->segments;
        segment->customer_share = 1.0 / (double)made->segments;
        segment->revenue = 100000.0 / (double)(i + 1);
        segment->revenue_share = 0.4 / (double)(i + 1);
    }
    return segments;
}

static Section *add_section(Page *page, const char *title, const char *lead)
{
    Section section = { .slug = utf8_slug(title, &arena), .title = title, .lead = lead };

    VEC_PUSH(&arena, &page->sections, section);
    return &page->sections.items[page->sections.count - 1];
}

static void add_block(Section *section, Block block)
{
    VEC_PUSH(&arena, &section->blocks, block);
}

static void add_prose(Section *section, const char *markdown)
{
    Prose *prose = NULL;
    Err err = { 0 };

    if (prose_parse(&prose, "a test", markdown, strlen(markdown), &arena, &err)) {
        fail_msg("%s", err.text);
    }
    add_block(section, (Block){ .kind = BLOCK_PROSE, .prose = prose });
}

static Page *add_page(Report *report, PageKind kind, const char *path, const char *title)
{
    Page page = { .kind = kind, .path = path, .title = title, .nav = title, .segment = -1 };

    VEC_PUSH(&arena, &report->pages, page);
    return &report->pages.items[report->pages.count - 1];
}

static const char **segment_names(const Report *report)
{
    const char **names = ARENA_ARRAY(&arena, const char *, report->segments->count);

    for (size_t i = 0; i < report->segments->count; i++)
        names[i] = report->segments->items[i].label;
    return names;
}

/* Bars, boxes, a cloud, a heat map: each over the segments. */
static ChartSpec *make_chart(const Report *report, ChartKind kind, const char *slug)
{
    size_t k = report->segments->count, n = kind == CHART_HEAT ? k : 40;
    ChartSpec *chart = ARENA_NEW(&arena, ChartSpec);
    bool one = kind == CHART_PIE || kind == CHART_BAR || kind == CHART_BAR_H;
    Series *series = ARENA_ARRAY(&arena, Series, one ? 1 : k);
    int *colours = ARENA_ARRAY(&arena, int, k);

    for (size_t i = 0; i < k; i++)
        colours[i] = (int)i;
    for (size_t i = 0; i < (one ? 1 : k); i++) {
        series[i] = (Series){ .name = report->segments->items[i].label, .colour = (int)i };
        series[i].n = one ? k : n;
        series[i].x = numbers(n + k, 100, i);
        series[i].y = numbers(n + k, 100, i + 100);
        series[i].z = numbers(n + k, 100, i + 200);
    }
    *chart = (ChartSpec){ .kind = kind,
                          .slug = slug,
                          .title = "What the figures say, in a line",
                          .subtitle = "made-up customers",
                          .alt = "A chart of made-up figures",
                          .currency = "USD",
                          .series = series,
                          .series_count = one ? 1 : k,
                          .categories = segment_names(report),
                          .category_count = k };
    chart->colours = colours;
    chart->x = (Axis){ .title = "Recency", .unit = "days", .kind = COLUMN_DAYS };
    chart->y = (Axis){ .title = "Spend", .kind = COLUMN_MONEY };
    chart->z = (Axis){ .title = "Orders", .kind = COLUMN_COUNT };
    return chart;
}

static void add_figure(Section *section, const Report *report, ChartKind kind, const char *caption,
                       bool half)
{
    const ChartSpec *chart = make_chart(report, kind, utf8_slug(caption, &arena));

    add_block(section, (Block){ .kind = BLOCK_FIGURE, .figure = { chart, caption, half } });
}

static Column text_column(const char *title, size_t rows, const char *const *pool, size_t pool_size)
{
    const char **texts = ARENA_ARRAY(&arena, const char *, rows);

    for (size_t i = 0; i < rows; i++)
        texts[i] = pool[i % pool_size];
    return (Column){ .key = utf8_slug(title, &arena), .title = title, .texts = texts };
}

static Column number_column(const char *title, ColumnKind kind, int decimals, size_t rows,
                            double scale)
{
    double *values = numbers(rows, scale, (uint64_t)rows + (uint64_t)scale);

    if (rows > 3 && kind == COLUMN_MONEY) values[3] = NAN;
    return (Column){ .key = utf8_slug(title, &arena),
                     .title = title,
                     .kind = kind,
                     .decimals = decimals,
                     .numbers = values };
}

static Column segment_column(const Report *report, size_t rows)
{
    size_t k = report->segments->count;
    Column column = text_column("Segment", rows, segment_names(report), k);
    int *segments = ARENA_ARRAY(&arena, int, rows);
    const char **links = ARENA_ARRAY(&arena, const char *, rows);

    for (size_t i = 0; i < rows; i++) {
        segments[i] = (int)(i % k);
        links[i] = arena_format(&arena, "segments/%s.html", report->segments->items[i % k].slug);
    }
    column.segments = segments;
    column.links = links;
    return column;
}

static Table *make_table(const Report *report, size_t rows, size_t cols)
{
    const Column all[] = { segment_column(report, rows),
                           number_column("Customers", COLUMN_COUNT, 0, rows, 300),
                           number_column("Share", COLUMN_SHARE, 1, rows, 0.1),
                           number_column("Revenue", COLUMN_MONEY, 2, rows, 40000),
                           number_column("Recency", COLUMN_DAYS, 1, rows, 100),
                           number_column("Orders", COLUMN_NUMBER, 2, rows, 5),
                           number_column("Average value", COLUMN_MONEY, 2, rows, 50),
                           number_column("Against all", COLUMN_RATIO, 1, rows, 2),
                           number_column("Distance", COLUMN_SIGMA, 2, rows, 1),
                           number_column("Largest purchase", COLUMN_MONEY, 2, rows, 400),
                           number_column("Visits", COLUMN_COUNT, 0, rows, 40),
                           number_column("Time spent", COLUMN_SECONDS, 0, rows, 300),
                           number_column("Tenure", COLUMN_DAYS, 0, rows, 600),
                           number_column("Engagement", COLUMN_NUMBER, 1, rows, 60) };
    Table *table = ARENA_NEW(&arena, Table);

    *table = (Table){ rows, cols, ARENA_ARRAY(&arena, Column, cols) };
    memcpy(table->columns, all, cols * sizeof *all);
    return table;
}

static Table *customer_table(const Report *report, const Made *made)
{
    size_t rows = made->customers;
    int64_t *ids = ARENA_ARRAY(&arena, int64_t, rows);
    Table *table = ARENA_NEW(&arena, Table);

    for (size_t i = 0; i < rows; i++)
        ids[i] = 1000 + (int64_t)i;
    *table = (Table){ rows, 7, ARENA_ARRAY(&arena, Column, 7) };
    table->columns[0] = (Column){ .key = "id", .title = "Id", .kind = COLUMN_ID, .ids = ids };
    table->columns[1] = text_column("Name", rows, made->name ? &made->name : NAMES,
                                    made->name ? 1 : COUNT_OF(NAMES));
    table->columns[2] = text_column("Country", rows, COUNTRIES, COUNT_OF(COUNTRIES));
    table->columns[3] = segment_column(report, rows);
    table->columns[4] = number_column("Recency", COLUMN_DAYS, 0, rows, 200);
    table->columns[5] = number_column("Orders", COLUMN_COUNT, 0, rows, 12);
    table->columns[6] = number_column("Spend", COLUMN_MONEY, 2, rows, 900);
    return table;
}

static void add_table(Section *section, const Table *table, const char *caption)
{
    add_block(section,
              (Block){ .kind = BLOCK_TABLE, .table = { .table = table, .caption = caption } });
}

static const Metric METRICS[] = {
    { "customers", "Customers", 1000, "1,000", "of whom 812 bought" },
    { "value", "Average value", 412.5, "$412.50", "median $187.20" },
    { "frequency", "Average frequency", 8.4, "8.4 orders", NULL },
    { "segments", "Segments", 5, "5", "the rule would take 4" },
    { "revenue", "Revenue", 412500, "$412,500", "in 18 months" },
};

static void make_summary(Report *report)
{
    Page *page = add_page(report, PAGE_SUMMARY, "index", "Summary");
    Section *section = add_section(page, "The business at a glance",
                                   "One customer in five brings three fifths of the revenue, and a "
                                   "third of them have not been seen for a quarter.");
    static const Insight insights[] = {
        { "18 % of customers make 61 % of revenue",
          "180 of 1,000 customers spent $251,625 of "
          "$412,500. The classic 80/20 rule does not hold here: it takes 34 % of the customers to "
          "reach 80 %.",
          "Name a person who answers these 180 customers, and ask each of them twice "
          "a year what they miss.",
          0 },
        { "One in four Big Spenders is about to leave",
          "41 of 164 have not bought for 120 days; "
          "their habit was one order in 38 days.",
          "Write to them this week, before the season "
          "ends.",
          3 },
        { "Moving half of the gap is worth $38,000 a year",
          "Loyal Customers order 6.1 times a "
          "year, Champions 11.4 times; half of that gap, for 212 customers at $67.64 an order, is "
          "$38,001.",
          "Offer a subscription for what they buy again anyway.", 1 },
    };

    add_block(section, (Block){ .kind = BLOCK_METRICS, .metrics = { METRICS, COUNT_OF(METRICS) } });
    section = add_section(page, "What stands out", NULL);
    add_block(section,
              (Block){ .kind = BLOCK_INSIGHTS, .insights = { insights, COUNT_OF(insights) } });
    add_block(section,
              (Block){ .kind = BLOCK_NOTE,
                       .note = { NOTE_WARNING, "97 of 8,400 transactions name a customer "
                                               "who is not in the table of customers; they "
                                               "are left out of every figure." } });
}

static void make_overview(Report *report)
{
    Page *page = add_page(report, PAGE_SEGMENTS, "segments", "Segments");
    Section *section = add_section(page, "Who the customers are", NULL);

    add_prose(section,
              "Every customer belongs to *exactly one* segment. The table puts the segments "
              "in the order of their **revenue**; see [the first](segments/champions.html) "
              "or [the method](https://example.com/method) for more.");
    add_table(section, make_table(report, report->segments->count, 7), "The segments side by side");
    add_figure(section, report, CHART_PIE, "Share of customers", true);
    add_figure(section, report, CHART_BAR, "Revenue by segment", true);
    section = add_section(page, "How they differ", "Spread matters more than averages.");
    add_figure(section, report, CHART_BOX, "Recency by segment", false);
    add_figure(section, report, CHART_SCATTER_3D, "Recency, frequency and spend", false);
    add_figure(section, report, CHART_HEAT, "Profiles in standard deviations", false);
    add_table(section, make_table(report, report->segments->count, 14), "All averages");
}

static const char STRATEGY[] =
    "They buy **often and lately**, and they spend 2.7 times the average. What they need is not a "
    "discount but attention:\n\n"
    "- Thank them by name, and tell them first what is new.\n"
    "- Ask for a review after the third order: customers who write one come back 1.4 times as "
    "often.\n"
    "- Give them a way to bring a friend:\n"
    "  1. a code that is theirs,\n"
    "  2. a small thing for both sides.\n\n"
    "> The cheapest order is the one that a customer places without being asked.\n\n"
    "| Measure | Cost | Return |\n|---|---|---|\n| Early access | $120.50 | 3.5 |\n"
    "| Review request | $9 | 12.25 |\n";

static void make_profile(Report *report, size_t i, const Made *made)
{
    const Segment *segment = &report->segments->items[i];
    Page *page = add_page(report, PAGE_SEGMENT, arena_format(&arena, "segments/%s", segment->slug),
                          segment->label);
    Section *section = add_section(page, "Characteristics",
                                   "Spend 2.7 times the average, last bought 12 days ago.");

    page->segment = (int)i;
    add_block(section, (Block){ .kind = BLOCK_METRICS, .metrics = { METRICS, 4 } });
    add_figure(section, report, CHART_RADAR, "The profile against all customers", true);
    add_figure(section, report, CHART_BAR_H, "Top categories", true);
    section = add_section(page, "Strategy", NULL);
    add_prose(section, STRATEGY);
    section = add_section(page, "Look at these first", NULL);
    Table *all = customer_table(report, made);
    if (all->rows > 10) all->rows = 10;
    add_table(section, all, "Ten customers by value and risk");
}

static void make_customers(Report *report, const Made *made)
{
    Page *page = add_page(report, PAGE_CUSTOMERS, "customers", "Customers");
    Section *section = add_section(page, "All customers", NULL);
    TableBlock block = { .table = customer_table(report, made),
                         .caption = "Customers by value",
                         .rest = "attachments/customer_segments.csv",
                         .browsable = true };

    add_block(section, (Block){ .kind = BLOCK_TABLE, .table = block });
}

static void make_method(Report *report)
{
    static const char *const terms[] = { "Recency", "Silhouette", "Calinski-Harabasz index" };
    static const char *const meanings[] = {
        "Days since the last purchase, counted to the as-of date.",
        "How much closer a customer is to the own cluster than to the next one, from −1 to 1: the "
        "mean over all customers of (b − a) / max(a, b), with Euclidean distances.",
        "Between-cluster against within-cluster spread; larger is better."
    };
    Page *page = add_page(report, PAGE_METHOD, "method", "Method");
    Section *section = add_section(page, "How the segments were found", NULL);
    Block glossary = { .kind = BLOCK_DEFINITIONS };

    add_prose(section, STRATEGY);
    section = add_section(page, "Glossary", NULL);
    glossary.definitions.terms = terms;
    glossary.definitions.meanings = meanings;
    glossary.definitions.count = COUNT_OF(terms);
    add_block(section, glossary);
    section = add_section(page, "Attachments", NULL);
    add_block(section, (Block){ .kind = BLOCK_ATTACHMENTS });
}

static Report *make_report(Made made)
{
    Report *report = ARENA_NEW(&arena, Report);
    Attachment attachment = { "attachments/customer_segments.csv", "Customers and segments",
                              "One row a customer, with features and segment.", NULL };

    *report = (Report){ .title = "Customer segmentation",
                        .business = "Kaufhaus Größe & Söhne",
                        .as_of = 19905,
                        .period = "5 January 2023 to 30 June 2024",
                        .generator = "clientele 0.1.0",
                        .currency = "USD" };
    report->segments = make_segments(&made);
    VEC_PUSH(&arena, &report->attachments, attachment);
    make_summary(report);
    make_overview(report);
    for (size_t i = 0; i < made.segments; i++)
        make_profile(report, i, &made);
    make_customers(report, &made);
    make_method(report);
    return report;
}

/* --- what comes out ---------------------------------------------------------------------------- */

static Bytes write_book(const Report *report)
{
    const PublishPlan plan = { .pdf = true };
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

static size_t read_words(Word *out, size_t most, const char *page, const char *end)
{
    size_t count = 0;

    for (const char *at = strstr(page, "<word "); at && at < end && count < most;
         at = strstr(at + 1, "<word ")) {
        Word *word = &out[count++];
        word->left = number_after(at, "xMin=\"");
        word->top = number_after(at, "yMin=\"");
        word->right = number_after(at, "xMax=\"");
        word->bottom = number_after(at, "yMax=\"");
        const char *text = strchr(at, '>') + 1;
        word->text = arena_text_n(&arena, text, strcspn(text, "<"));
    }
    return count;
}

/* The box of a turned word says little about where its ink is; upright ones are as high as their
 * type. */
static bool stands_upright(const Word *word)
{
    static const double sizes[] = { 7.5, 8, 8.5, 9, 9.5, 10, 11, 13, 15, 18, 22, 24, 38 };

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

static void check_page(const char *page, const char *end, int number)
{
    enum { MOST = 5000 };
    Word *words = ARENA_ARRAY(&arena, Word, MOST);
    size_t count = read_words(words, MOST, page, end);
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
        check_page(page, next ? next : page + strlen(page), number + 1);
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

/* --- the whole book ----------------------------------------------------------------------------- */

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
                                         "1–68 of 1,000",
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

static void forty_segments_stay_within_fifty_pages(void **state)
{
    Bytes file = write_book(make_report((Made){ 40, 4000, NULL }));

    (void)state;
    size_t pages = count_pages(file);
    assert_true(pages <= 50 && pages > 20);
    const char *text = ask("pdftotext", "book.pdf -", file, NULL);
    const char *others = strstr(text, "Their profiles are in");
    assert_non_null(others);
    assert_non_null(strstr(others, "Champions 7")); /* the 37th is at least named */
    check_all_text(file);
}

static void a_long_table_repeats_its_header_and_says_what_is_missing(void **state)
{
    Bytes file = write_book(make_report((Made){ 2, 500, NULL }));
    const char *text = ask("pdftotext", "book.pdf -", file, NULL);

    (void)state;
    const char *again = strstr(text, ", continued");
    assert_non_null(again);
    assert_non_null(strstr(again, "Country"));
    assert_non_null(strstr(again, "1–68 of 500: the rest is in attachments/customer_segments.csv"));
}

static void links_and_bookmarks_are_there(void **state)
{
    Bytes file = write_book(make_report((Made){ 5, 100, NULL }));
    const char *json = ask("qpdf", "--json=1 --json-key=outlines book.pdf", file, NULL);

    (void)state;
    assert_non_null(strstr(json, "\"title\": \"Contents\""));
    assert_non_null(strstr(json, "\"title\": \"At Risk\""));
    assert_non_null(strstr(json, "\"title\": \"Glossary\""));
    const char *plain = ask("qpdf", "--qdf --object-streams=disable book.pdf -", file, NULL);
    assert_true(times(plain, "/Subtype /Link") > 0 || strlen(plain) < 1000);
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

/* --- paragraphs --------------------------------------------------------------------------------- */

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

/* --- pages -------------------------------------------------------------------------------------- */

static Book empty_book(void)
{
    static const Report report = { .title = "T" };

    return (Book){ .report = &report, .theme = &THEME_LIGHT, .arena = &arena, .line_pt = 400 };
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
    double room = BOOK_HEIGHT_PT - BOOK_TOP_PT - BOOK_BOTTOM_PT;

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

static void numbers_are_split_at_the_decimal_point(void **state)
{
    (void)state;
    assert_int_equal(table_point("$1,234.50"), 6);
    assert_int_equal(table_point("12.3 %"), 2);
    assert_int_equal(table_point("41 days"), 2);
    assert_int_equal(table_point("–"), strlen("–"));
    assert_int_equal(table_point(""), 0);
}

int test_book(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
        TEST(the_file_is_sound_and_its_fonts_are_embedded),
        TEST(the_same_report_gives_the_same_bytes),
        TEST(the_text_can_be_read_in_its_order),
        TEST(text_stands_on_its_page_and_over_no_other),
        TEST(names_without_end_stay_in_their_cells),
        TEST(every_page_but_the_cover_says_where_it_is),
        TEST(the_contents_name_the_pages_that_the_chapters_are_on),
        TEST(forty_segments_stay_within_fifty_pages),
        TEST(a_long_table_repeats_its_header_and_says_what_is_missing),
        TEST(links_and_bookmarks_are_there),
        TEST(a_report_of_nearly_nothing_is_still_a_book),
        TEST(prose_without_end_flows_over_pages),
        TEST(lines_are_no_wider_than_their_column),
        TEST(lines_are_as_even_as_can_be),
        TEST(a_word_too_wide_is_cut_and_nothing_is_lost),
        TEST(what_does_not_fit_ends_in_an_ellipsis),
        TEST(a_percent_sign_stays_with_its_number),
        TEST(a_heading_goes_with_what_it_heads),
        TEST(paragraphs_leave_no_line_alone),
        TEST(a_chapter_begins_on_a_page_that_is_half_empty),
        TEST(numbers_are_split_at_the_decimal_point),
    };

    return cmocka_run_group_tests_name("book", tests, make_folder, remove_folder);
}
