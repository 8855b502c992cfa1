/* What is wrong with the data, what was done about it, and that the figures add up. */
#include <math.h>
#include <string.h>

#include "data/format.h"
#include "report/draft.h"

static const char *money(const Draft *d, double value)
{
    return format_value(value, COLUMN_MONEY, 2, d->plan->currency, false, d->arena);
}

/* That there are no amounts is said on the first page. */
static bool is_kind(const Finding *finding, FindingKind kind)
{
    return finding->kind == kind && strcmp(finding->code, "no-amounts") != 0;
}

static size_t count_kind(const Findings *findings, FindingKind kind)
{
    size_t count = 0;

    for (size_t i = 0; i < findings->count; i++)
        count += is_kind(&findings->items[i], kind);
    return count;
}

/* --- in short --------------------------------------------------------------------------------- */

static int64_t rows_left_out(const Shop *shop)
{
    return shop->ledger_rows - shop->lines;
}

/* Whether what was left out, which is of single lines, may be told. */
static bool ledger_is_told(const Shop *shop)
{
    return shop->ledger_rows >= 0;
}

static void put_metrics(Draft *d, Section *section)
{
    const Shop *shop = d->shop;
    bool told = ledger_is_told(shop);
    double rows = (double)(told ? shop->ledger_rows : shop->lines);
    double out = (double)rows_left_out(shop), returns = (double)shop->return_lines;
    double warnings = (double)count_kind(&shop->findings, FINDING_WARNING);
    Metric *items = ARENA_ARRAY(d->arena, Metric, 4);
    size_t count = 0;

    items[count++] = draft_metric("rows_checked", told ? "Checked" : "Counted", rows,
                                  say_count(d, rows), "lines of sales");
    if (told) {
        items[count++] = draft_metric(
            "rows_left_out", "Left out", out, say_count(d, out),
            has_money(d) ? SAY(d, "worth {money}",
                               arg_text("money", money(d, shop->ledger_revenue - shop->revenue)))
                         : NULL);
    }
    if (has_money(d) && returns >= 0) {
        items[count++] =
            draft_metric("returns", "Returns", returns, say_count(d, returns),
                         SAY(d, "worth {money}", arg_text("money", money(d, -shop->returns))));
    }
    items[count++] =
        draft_metric("warnings", "Warnings", warnings, say_count(d, warnings),
                     warnings > 0 ? "below, with what to do" : "nothing has to be corrected");
    VEC_PUSH(d->arena, &section->blocks,
             ((Block){ .kind = BLOCK_METRICS, .metrics = { items, count } }));
}

static const char *verdict(Draft *d)
{
    const Shop *shop = d->shop;
    double warnings = (double)count_kind(&shop->findings, FINDING_WARNING);

    if (!ledger_is_told(shop)) {
        return warnings > 0 ? SAY(d, "{count|One finding needs|# findings need} attention.",
                                  arg_count(d, "count", warnings))
                            : "Nothing has to be corrected before you use the figures.";
    }
    const char *pattern =
        warnings > 0
            ? "{lines|# line|# lines}, {customers|# customer|# customers}, {products|# product|# "
              "products} and {interactions|# interaction|# interactions} were checked; "
              "{warnings|one finding needs|# findings need} attention."
            : "{lines|# line|# lines}, {customers|# customer|# customers}, {products|# product|# "
              "products} and {interactions|# interaction|# interactions} were checked. No line was "
              "left out, and nothing has to be corrected before you use the figures.";

    return SAY(d, pattern, arg_count(d, "lines", (double)shop->ledger_rows),
               arg_count(d, "customers", (double)shop->customer_rows),
               arg_count(d, "products", (double)shop->product_rows),
               arg_count(d, "interactions", (double)shop->interaction_rows),
               arg_count(d, "warnings", warnings));
}

/* --- findings --------------------------------------------------------------------------------- */

/* With a capital at the front; texts of findings begin with a word or a number. */
/* In a cell of its own a text needs no quotes, unless blanks are what is wrong with it. */
static const char *unquoted(Draft *d, const char *text)
{
    size_t size = text ? strlen(text) : 0;

    if (size < 3 || text[0] != '\'' || text[size - 1] != '\'') return text;
    if (text[1] == ' ' || text[size - 2] == ' ') return text;
    return arena_text_n(d->arena, text + 1, size - 2);
}

static const Table *findings_table(Draft *d, FindingKind kind)
{
    const Findings *findings = &d->shop->findings;
    Table *table = table_open(d->arena, count_kind(findings, kind), 7);
    const char **what = table_texts(table, "what", "Found", d->arena);
    double *count = table_numbers(table, "count", "Rows", COLUMN_COUNT, 0, d->arena);
    double *share = table_numbers(table, "share", "Share", COLUMN_SHARE, 1, d->arena);
    const char **example = table_texts(table, "example", "For example", d->arena);
    if (kind == FINDING_ABSENT) table->cols = 1; /* nothing is there to be counted */
    const char **action = table_texts(table, "action", "What was done", d->arena);
    const char **advice = table_texts(table, "advice", "What to do", d->arena);

    for (size_t i = 0, row = 0; i < findings->count; i++) {
        const Finding *f = &findings->items[i];
        if (!is_kind(f, kind)) continue;
        what[row] = phrase_begin(f->subject ? f->subject : f->what, d->arena);
        /* What is of no rows is of the whole file. */
        count[row] = f->count ? (double)f->count : NAN;
        share[row] = f->count && f->of ? (double)f->count / (double)f->of : NAN;
        example[row] = unquoted(d, f->example);
        action[row] = phrase_begin(f->action, d->arena);
        advice[row++] = f->advice;
    }
    return table;
}

static void put_findings(Draft *d, Section *section)
{
    if (count_kind(&d->shop->findings, FINDING_WARNING)) {
        draft_table(d, section,
                    (TableBlock){ .table = findings_table(d, FINDING_WARNING),
                                  .caption = "What needs attention",
                                  .sentences = true });
    }
    if (count_kind(&d->shop->findings, FINDING_NOTE)) {
        draft_table(d, section,
                    (TableBlock){ .table = findings_table(d, FINDING_NOTE),
                                  .caption = "What is normal, and how it is counted",
                                  .sentences = true });
    }
}

/* --- reconciliation --------------------------------------------------------------------------- */

/* A table of sums, row by row. */
typedef struct Sums {
    Table *table;
    const char **what;
    double *rows, *gross, *returns, *net;
    size_t at;
} Sums;

static Sums open_sums(Draft *d, size_t rows, const char *title)
{
    Table *table = table_open(d->arena, rows, 5);

    return (Sums){ table,
                   table_texts(table, "what", title, d->arena),
                   table_numbers(table, "rows", "Rows", COLUMN_COUNT, 0, d->arena),
                   table_numbers(table, "gross", "Gross", COLUMN_MONEY, 2, d->arena),
                   table_numbers(table, "returns", "Returns", COLUMN_MONEY, 2, d->arena),
                   table_numbers(table, "net", "Net", COLUMN_MONEY, 2, d->arena),
                   0 };
}

static void put_sum(Sums *sums, const char *what, int64_t rows, double net, double returns)
{
    sums->what[sums->at] = what;
    sums->rows[sums->at] = (double)rows;
    sums->gross[sums->at] = net - returns;
    sums->returns[sums->at] = returns;
    sums->net[sums->at++] = net;
}

static const Table *ledger_table(Draft *d)
{
    const Shop *shop = d->shop;
    size_t reasons = 0;

    for (size_t i = 0; i < shop->findings.count; i++)
        reasons += shop->findings.items[i].left_out;
    Sums sums = open_sums(d, reasons + 2, "Ledger");
    put_sum(&sums, "All lines", shop->ledger_rows, shop->ledger_revenue, shop->ledger_returns);
    for (size_t i = 0; i < shop->findings.count; i++) {
        const Finding *f = &shop->findings.items[i];
        if (!f->left_out) continue;
        put_sum(&sums, SAY(d, "Less {rows}", arg_text("rows", f->subject ? f->subject : f->what)),
                f->count, f->revenue, f->returns);
    }
    put_sum(&sums, "Counted", shop->lines, shop->revenue, shop->returns);
    return sums.table;
}

static const Table *segment_table(Draft *d, double *net)
{
    const Segments *segments = d->segments;
    Sums sums = open_sums(d, segments->count + 1, "Segment");
    double returns = 0, revenue = 0;
    int64_t rows = 0;

    for (size_t s = 0; s < segments->count; s++) {
        const Segment *segment = &segments->items[s];
        put_sum(&sums, segment->label, segment->lines, segment->revenue, segment->returns);
        rows += segment->lines;
        revenue += segment->revenue;
        returns += segment->returns;
    }
    put_sum(&sums, "All segments", rows, revenue, returns);
    *net = revenue;
    return sums.table;
}

static void put_reconciliation(Draft *d, Page *page)
{
    Section *section = draft_section(
        d, page, "reconciliation", "The sums",
        has_money(d) ? "From every row of the ledger to the revenue of the segments. Gross "
                       "sales and returns add up to net; returns are negative."
                     : "From every row of the ledger to the lines of the segments.");
    const Table *ledger = ledger_table(d);
    double net, left_out = d->shop->ledger_revenue - d->shop->revenue;
    const Table *segments = segment_table(d, &net);
    double difference = d->shop->revenue - net;

    draft_table(d, section,
                (TableBlock){ .table = ledger,
                              .caption = "From the ledger to what counts",
                              .totals = "Counted",
                              .sentences = true });
    draft_table(d, section,
                (TableBlock){ .table = segments,
                              .caption = "The same by segment",
                              .totals = "All segments" });
    if (!has_money(d)) return;
    draft_note(d, section, fabs(difference) < 0.005 ? NOTE_INFO : NOTE_WARNING,
               SAY(d,
                   fabs(difference) < 0.005
                       ? "{ledger} in the ledger − {left_out} left out = {counted} counted. The "
                         "segments add up to {segments}, exactly what was counted."
                       : "{ledger} in the ledger − {left_out} left out = {counted} counted; the "
                         "segments have {segments}: a difference of {difference}.",
                   arg_text("ledger", money(d, d->shop->ledger_revenue)),
                   arg_text("left_out", money(d, left_out)),
                   arg_text("counted", money(d, d->shop->revenue)),
                   arg_text("segments", money(d, net)),
                   arg_text("difference", money(d, fabs(difference) < 0.005 ? 0 : difference))));
}

/* --- what is there ---------------------------------------------------------------------------- */

/* Why a part is absent: what the reading said, or that nothing stands in its column. */
static const Finding *absence(const Draft *d, const char *code)
{
    for (size_t i = 0; i < d->shop->findings.count; i++) {
        if (!strcmp(d->shop->findings.items[i].code, code)) return &d->shop->findings.items[i];
    }
    return NULL;
}

typedef struct Part {
    const char *term, *code;
    const char *there; /* NULL: it is absent */
} Part;

static const char *part_text(Draft *d, const Part *part)
{
    if (part->there) return part->there;
    const Finding *why = absence(d, part->code);
    if (!why) return "none: the column is empty, and everything based on it is left out";
    return SAY(d, "none: {what}; {action}", arg_text("what", why->what),
               arg_text("action", why->action));
}

static const char *period_text(Draft *d)
{
    const Shop *shop = d->shop;
    double days = shop->last_day - shop->first_day + 1.0;

    return SAY(d, "{period}: {days|one day|# days, with sales on {sold} of them}",
               arg_text("period", d->report->period), arg_count(d, "days", days),
               arg_count(d, "sold", (double)shop->sale_days));
}

static const char *customers_text(Draft *d)
{
    return SAY(d,
               d->segments->buyers == d->shop->customers.count
                   ? "{customers}, all of whom have bought"
                   : "{customers}, of whom {buyers|one has|# have} bought",
               arg_count(d, "customers", (double)d->shop->customers.count),
               arg_count(d, "buyers", (double)d->segments->buyers));
}

static const char *purchases_text(Draft *d)
{
    const Shop *shop = d->shop;

    return SAY(d,
               shop->purchases.lines ? "{purchases}, of {lines|# line|# lines}. {rule}"
                                     : "{purchases}. {rule}",
               arg_count(d, "purchases", (double)shop->purchases.count),
               arg_count(d, "lines", (double)shop->lines), arg_text("rule", shop->purchase_reason));
}

static const char *revenue_text(Draft *d)
{
    const Shop *shop = d->shop;

    if (!shop->return_lines) return money(d, shop->revenue);
    if (isnan(shop->returns))
        return SAY(d, "{revenue}, with returns subtracted",
                   arg_text("revenue", money(d, shop->revenue)));
    return SAY(d, "{revenue}: gross sales of {gross} less returns of {returns}",
               arg_text("revenue", money(d, shop->revenue)),
               arg_text("gross", money(d, shop->revenue - shop->returns)),
               arg_text("returns", money(d, -shop->returns)));
}

static const char *categories_text(Draft *d)
{
    double share = d->segments->category_share;

    if (!d->shop->has_categories) return NULL;
    if (!(share < 1)) return WORDS("known");
    return SAY(d,
               has_money(d) ? "known for {share} of the revenue" : "known for {share} of the lines",
               arg_share(d, "share", share));
}

static void put_coverage(Draft *d, Page *page)
{
    const Shop *shop = d->shop;
    const Part parts[] = {
        { "Interactions", "no-interactions",
          shop->has_interactions ? say_count(d, (double)shop->interactions) : NULL },
        { "Products", "no-products",
          shop->products.count ? say_count(d, (double)shop->products.count) : NULL },
        { "Categories", shop->products.count ? "no-category" : "no-products", categories_text(d) },
        { "Countries", "no-country", shop->has_countries ? WORDS("known") : NULL },
        { "E-mail addresses", "no-email",
          shop->has_emails       ? WORDS("known")
          : shop->names_withheld ? "withheld at this level of privacy"
                                 : NULL },
    };
    const Part facts[] = { { "Days", NULL, period_text(d) },
                           { "Customers", NULL, customers_text(d) },
                           { "Purchases", NULL, purchases_text(d) },
                           { "Revenue", NULL, revenue_text(d) } };
    /* The last fact is about money. */
    const size_t first = COUNT_OF(facts) - !has_money(d), count = first + COUNT_OF(parts);
    const char **terms = ARENA_ARRAY(d->arena, const char *, count);
    const char **texts = ARENA_ARRAY(d->arena, const char *, count);
    Section *section = draft_section(d, page, "coverage", "What the data covers", NULL);

    for (size_t i = 0; i < count; i++) {
        const Part *part = i < first ? &facts[i] : &parts[i - first];
        terms[i] = part->term;
        texts[i] = part_text(d, part);
    }
    draft_definitions(d, section, terms, texts, count);
    if (count_kind(&shop->findings, FINDING_ABSENT)) {
        draft_table(d, section,
                    (TableBlock){ .table = findings_table(d, FINDING_ABSENT),
                                  .caption = "What is missing",
                                  .sentences = true });
    }
}

/* --- minimum data ----------------------------------------------------------------------------- */

/* Whether the report has such a section at all: two are about money alone. */
static bool is_section(const Draft *d, Need need)
{
    return has_money(d) || (need != NEED_CONCENTRATION && need != NEED_GROWTH);
}

static const char *section_title(const Draft *d, Need need)
{
    if (need == NEED_TREND && !has_money(d)) return "Purchases over time";
    return SECTION_NEEDS[need].section;
}

/* The table in a sentence or two: what is not shown, and why. */
static const char *needs_brief(Draft *d)
{
    const char *missing = "";

    for (int n = 0; n < NEEDS; n++) {
        size_t least = draft_least(d, (Need)n), have = draft_have(d, (Need)n);
        if (n == NEED_PRODUCTS || have >= least || !is_section(d, (Need)n)) continue;
        missing = phrase_list(missing,
                              SAY(d, "{section} ({least} needed, {have} there)",
                                  arg_text("section", section_title(d, (Need)n)),
                                  arg_needed(d, "least", (Need)n, (double)least),
                                  arg_count(d, "have", (double)have)),
                              d->arena);
    }
    return phrase_join(
        *missing ? SAY(d, "There is enough data for every section but these: {list}.",
                       arg_text("list", missing))
                 : "There is enough data for every section.",
        SAY(d, "Products are shown for segments with at least {least}.",
            arg_needed(d, "least", NEED_PRODUCTS, (double)draft_least(d, NEED_PRODUCTS))),
        d->arena);
}

static void put_needs(Draft *d, Page *page)
{
    Section *section = draft_section(d, page, "needs", "What each section needs",
                                     "With less data a section says so instead of drawing "
                                     "conclusions. The option --min-data sets other limits.");
    Table *table = table_open(d->arena, NEEDS, 6);
    const char **title = table_texts(table, "section", "Section", d->arena);
    double *least = table_numbers(table, "least", "Needs", COLUMN_COUNT, 0, d->arena);
    double *have = table_numbers(table, "have", "There are", COLUMN_COUNT, 0, d->arena);
    const char **unit = table_texts(table, "unit", "Of", d->arena);
    const char **shown = table_texts(table, "shown", "Shown", d->arena);
    const char **key = table_texts(table, "option", "--min-data", d->arena);

    size_t row = 0;
    for (int n = 0; n < NEEDS; n++) {
        bool by_segment = n == NEED_PRODUCTS;
        if (!is_section(d, (Need)n)) continue;
        title[row] = section_title(d, (Need)n);
        unit[row] = SECTION_NEEDS[n].unit;
        key[row] = SECTION_NEEDS[n].key;
        least[row] = (double)draft_least(d, (Need)n);
        have[row] = by_segment ? NAN : (double)draft_have(d, (Need)n);
        shown[row] = by_segment                ? "by segment"
                     : have[row] >= least[row] ? WORDS("yes")
                                               : WORDS("no");
        row++;
    }
    table->rows = row;
    draft_table(d, section,
                (TableBlock){ .table = table, .caption = "Minimum data", .brief = needs_brief(d) });
}

void write_quality(Draft *d)
{
    Page *page = draft_page(d, PAGE_QUALITY, "quality", "Data quality", "Data quality", -1);
    Section *section = draft_section(d, page, "found", "What was found", verdict(d));

    put_metrics(d, section);
    put_findings(d, section);
    put_coverage(d, page);
    put_needs(d, page);
    if (ledger_is_told(d->shop)) put_reconciliation(d, page);
}
