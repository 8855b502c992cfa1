#include "made_report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

/* Where everything is made: made_in sets it. */
static Arena *arena;

void made_in(Arena *in)
{
    arena = in;
}

/* --- a report of made-up figures -------------------------------------------------------------- */

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
                                     "Maximiliane-Henriette von und zu Hohenlohe-Waldenburg" };

static double noise(Random *random)
{
    return random_unit(random) + random_unit(random) + random_unit(random);
}

static double *numbers(size_t count, double scale, uint64_t seed)
{
    Random random = random_open(seed, 1);
    double *made = ARENA_ARRAY(arena, double, count);

    for (size_t i = 0; i < count; i++)
        made[i] = scale * noise(&random) * noise(&random) / 4;
    return made;
}

static Segments *make_segments(const Made *made)
{
    Segments *segments = ARENA_NEW(arena, Segments);

    segments->items = ARENA_ARRAY(arena, Segment, made->segments);
    segments->count = made->segments;
    for (size_t i = 0; i < made->segments; i++) {
        Segment *segment = &segments->items[i];
        const char *label = LABELS[i % COUNT_OF(LABELS)];
        segment->label = i < COUNT_OF(LABELS)
                             ? label
                             : arena_format(arena, "%s %zu", label, i / COUNT_OF(LABELS) + 1);
        segment->slug = utf8_slug(segment->label, arena);
        segment->colour = (int)i;
        segment->count = made->customers / made->segments;
        segment->customer_share = 1.0 / (double)made->segments;
        segment->revenue = 100000.0 / (double)(i + 1);
        segment->revenue_share = 0.4 / (double)(i + 1);
    }
    return segments;
}

Section *add_section(Page *page, const char *title, const char *lead)
{
    Section section = { .slug = utf8_slug(title, arena), .title = title, .lead = lead };

    VEC_PUSH(arena, &page->sections, section);
    return &page->sections.items[page->sections.count - 1];
}

void add_block(Section *section, Block block)
{
    VEC_PUSH(arena, &section->blocks, block);
}

void add_prose(Section *section, const char *markdown)
{
    Prose *prose = NULL;
    Err err = { 0 };

    if (prose_parse(&prose, "a test", markdown, strlen(markdown), arena, &err)) {
        fail_msg("%s", err.text);
    }
    add_block(section, (Block){ .kind = BLOCK_PROSE, .prose = prose });
}

Page *add_page(Report *report, PageKind kind, const char *path, const char *title)
{
    Page page = { .kind = kind, .path = path, .title = title, .nav = title, .segment = -1 };

    VEC_PUSH(arena, &report->pages, page);
    return &report->pages.items[report->pages.count - 1];
}

static const char **segment_names(const Report *report)
{
    const char **names = ARENA_ARRAY(arena, const char *, report->segments->count);

    for (size_t i = 0; i < report->segments->count; i++)
        names[i] = report->segments->items[i].label;
    return names;
}

/* Bars, boxes, a cloud, a heat map: each over the segments. */
static ChartSpec *make_chart(const Report *report, ChartKind kind, const char *slug)
{
    size_t k = report->segments->count, n = kind == CHART_HEAT ? k : 40;
    ChartSpec *chart = ARENA_NEW(arena, ChartSpec);
    bool one = kind == CHART_PIE || kind == CHART_BAR || kind == CHART_BAR_H;
    Series *series = ARENA_ARRAY(arena, Series, one ? 1 : k);
    int *colours = ARENA_ARRAY(arena, int, k);

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
    const ChartSpec *chart = make_chart(report, kind, utf8_slug(caption, arena));

    add_block(section, (Block){ .kind = BLOCK_FIGURE, .figure = { chart, caption, half, false } });
}

static Column text_column(const char *title, size_t rows, const char *const *pool, size_t pool_size)
{
    const char **texts = ARENA_ARRAY(arena, const char *, rows);

    for (size_t i = 0; i < rows; i++)
        texts[i] = pool[i % pool_size];
    return (Column){ .key = utf8_slug(title, arena), .title = title, .texts = texts };
}

static Column number_column(const char *title, ColumnKind kind, int decimals, size_t rows,
                            double scale)
{
    double *values = numbers(rows, scale, (uint64_t)rows + (uint64_t)scale);

    if (rows > 3 && kind == COLUMN_MONEY) values[3] = NAN;
    return (Column){ .key = utf8_slug(title, arena),
                     .title = title,
                     .kind = kind,
                     .decimals = decimals,
                     .numbers = values };
}

static Column segment_column(const Report *report, size_t rows)
{
    size_t k = report->segments->count;
    Column column = text_column("Segment", rows, segment_names(report), k);
    int *segments = ARENA_ARRAY(arena, int, rows);
    const char **links = ARENA_ARRAY(arena, const char *, rows);

    for (size_t i = 0; i < rows; i++) {
        segments[i] = (int)(i % k);
        links[i] = arena_format(arena, "segments/%s.html", report->segments->items[i % k].slug);
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
    Table *table = ARENA_NEW(arena, Table);

    *table = (Table){ rows, cols, ARENA_ARRAY(arena, Column, cols) };
    memcpy(table->columns, all, cols * sizeof *all);
    return table;
}

static Table *customer_table(const Report *report, const Made *made)
{
    size_t rows = made->customers;
    int64_t *ids = ARENA_ARRAY(arena, int64_t, rows);
    Table *table = ARENA_NEW(arena, Table);

    for (size_t i = 0; i < rows; i++)
        ids[i] = 1000 + (int64_t)i;
    *table = (Table){ rows, 7, ARENA_ARRAY(arena, Column, 7) };
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
    { "customers", "Customers", 1000, "1,000", "of whom 812 bought", { { 0, NULL, NULL } }, 0 },
    { "value", "Average value", 412.5, "$412.50", "median $187.20", { { 0, NULL, NULL } }, 0 },
    { "frequency", "Average frequency", 8.4, "8.4 orders", NULL, { { 0, NULL, NULL } }, 0 },
    { "segments", "Segments", 5, "5", "the rule would take 4", { { 0, NULL, NULL } }, 0 },
    { "revenue", "Revenue", 412500, "$412,500", "in 18 months", { { 0, NULL, NULL } }, 0 },
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
          0, NULL },
        { "One in four Big Spenders is about to leave",
          "41 of 164 have not bought for 120 days; "
          "their habit was one order in 38 days.",
          "Write to them this week, before the season "
          "ends.",
          3, "attachments/quiet/big-spenders.csv" },
        { "Moving half of the gap is worth $38,000 a year",
          "Loyal Customers order 6.1 times a "
          "year, Champions 11.4 times; half of that gap, for 212 customers at $67.64 an order, is "
          "$38,001.",
          "Offer a subscription for what they buy again anyway.", 1, NULL },
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
    Page *page = add_page(report, PAGE_SEGMENT, arena_format(arena, "segments/%s", segment->slug),
                          segment->label);
    Section *section = add_section(page, "Characteristics",
                                   "Spend 2.7 times the average, last bought 12 days ago.");

    page->segment = (int)i;
    add_block(section, (Block){ .kind = BLOCK_METRICS, .metrics = { METRICS, 4 } });
    add_figure(section, report, CHART_HISTOGRAM, "The profile against all customers", true);
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
        "How much closer a customer is to the own cluster than to the next: (b − a) / max(a, b).",
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

Report *make_report(Made made)
{
    Report *report = ARENA_NEW(arena, Report);
    Attachment attachment = { .path = "attachments/customer_segments.csv",
                              .title = "Customers and segments",
                              .description = "One row a customer, with features and segment.",
                              .segment = -1 };

    *report = (Report){ .title = "Customer segmentation",
                        .business = "Kaufhaus Größe & Söhne",
                        .as_of = 19905,
                        .period = "5 January 2023 to 30 June 2024",
                        .generator = "clientele 0.1.0",
                        .currency = "USD" };
    report->segments = make_segments(&made);
    VEC_PUSH(arena, &report->attachments, attachment);
    make_summary(report);
    make_overview(report);
    for (size_t i = 0; i < made.segments; i++)
        make_profile(report, i, &made);
    make_customers(report, &made);
    make_method(report);
    return report;
}
