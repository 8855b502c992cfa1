/* The customers and the attachments. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "math/disclosure.h"
#include "report/draft.h"

/* What a page shows at most, and what its reader may browse by script. */
enum { SHOWN = 1000, BROWSED = 20000 };

/* --- orders of customers ---------------------------------------------------------------------- */

typedef struct Ranked {
    double spend;
    uint32_t customer;
} Ranked;

static int by_spend(const void *left, const void *right)
{
    const Ranked *a = left, *b = right;

    if (a->spend != b->spend) return a->spend < b->spend ? 1 : -1;
    return a->customer < b->customer ? -1 : 1;
}

static uint32_t *ranked_customers(Draft *d)
{
    size_t count = d->shop->customers.count;
    uint32_t *order = ARENA_ARRAY(d->arena, uint32_t, count);
    ArenaMark mark = arena_mark(d->arena);
    Ranked *ranked = ARENA_ARRAY(d->arena, Ranked, count);

    for (size_t i = 0; i < count; i++) {
        double rank =
            matrix_at(&d->shop->customers.features, i, has_money(d) ? F_TOTAL_SPEND : F_FREQUENCY);
        ranked[i] = (Ranked){ rank, (uint32_t)i };
    }
    qsort(ranked, count, sizeof *ranked, by_spend);
    for (size_t i = 0; i < count; i++)
        order[i] = ranked[i].customer;
    arena_release(d->arena, mark);
    return order;
}

/* --- columns: views of what the shop and the segments hold, a customer an element ------------- */

/* rows: which customers, NULL for all. */
static void put_texts(Table *table, const char *key, const char *title, const char *const *texts,
                      const uint32_t *rows)
{
    Column *column = table_view(table, key, title, COLUMN_TEXT, 0);

    column->texts = texts;
    column->rows = rows;
}

static void put_identity(const Draft *d, Table *table, const uint32_t *rows)
{
    table_customers(table, d, rows);
    if (d->shop->names_withheld) return;
    put_texts(table, "name", "Name", d->shop->customers.names, rows);
}

static void put_country(const Draft *d, Table *table, const uint32_t *rows)
{
    if (!d->shop->has_countries) return;
    put_texts(table, "country", "Country", d->shop->customers.countries, rows);
}

static void put_feature(const Draft *d, Table *table, const uint32_t *rows, Feature f)
{
    const FeatureInfo *info = &FEATURES[f];
    int decimals = info->kind == COLUMN_MONEY ? 2 : 0;
    Column *column = table_view(table, info->key, info->title, info->kind, decimals);

    column->note = info->note;
    column->numbers = d->shop->customers.features.at + f;
    column->stride = F_COUNT;
    column->rows = rows;
}

/* What follows from a purchase, and is no figure of whoever never bought. */
static bool needs_purchase(Feature f)
{
    return f == F_RECENCY_DAYS || f == F_AVG_PURCHASE || f == F_MAX_PURCHASE || f == F_MIN_PURCHASE;
}

/* The feature of all customers, blank for those who never bought; made once. */
static const double *of_buyers(Draft *d, Feature f)
{
    const Customers *customers = &d->shop->customers;

    if (d->of_buyers[f]) return d->of_buyers[f];
    double *values = ARENA_ARRAY(d->arena, double, customers->count);
    for (size_t i = 0; i < customers->count; i++)
        values[i] = customers->bought[i] ? matrix_at(&customers->features, i, f) : NAN;
    return d->of_buyers[f] = values;
}

/* As readers see it; the file of all features has what the query says. */
static void put_shown(Draft *d, Table *table, const uint32_t *rows, Feature f)
{
    put_feature(d, table, rows, f);
    if (!needs_purchase(f) || d->segments->buyers == d->shop->customers.count) return;
    Column *column = &table->columns[table->cols - 1];
    column->numbers = of_buyers(d, f);
    column->stride = 1;
}

static void put_segment(const Draft *d, Table *table, const uint32_t *rows)
{
    Column *column = table_segment_view(table, d);

    column->codes = d->segments->of_customer;
    column->rows = rows;
}

/* The k-means cluster of every customer; blank for those who were not clustered. */
static void put_cluster(const Draft *d, Table *table)
{
    enum { NONE = 255 };
    Column *column = table_view(table, "cluster", "Cluster", COLUMN_COUNT, 0);
    uint8_t *codes = ARENA_ARRAY(d->arena, uint8_t, d->shop->customers.count);
    double *numbers = ARENA_ARRAY(d->arena, double, NONE + 1);

    for (int c = 0; c < NONE; c++)
        numbers[c] = c;
    numbers[NONE] = NAN;
    memset(codes, NONE, d->shop->customers.count);
    for (size_t i = 0; i < d->segments->buyers; i++)
        codes[d->segments->buyer_rows[i]] = d->model->clustering.cluster[i];
    column->numbers = numbers;
    column->codes = codes;
}

/* How usual each customer's silence is. */
static void put_silence(const Draft *d, Table *table, const uint32_t *rows)
{
    size_t count = d->shop->customers.count, words = SILENCE_QUIET + 1;
    const char **names = ARENA_ARRAY(d->arena, const char *, words);
    uint8_t *codes = ARENA_ARRAY(d->arena, uint8_t, count);
    Column *column = table_view(table, "silence", "Silence", COLUMN_TEXT, 0);

    for (size_t i = 0; i < words; i++)
        names[i] = silence_name((Silence)i);
    for (size_t i = 0; i < count; i++)
        codes[i] = (uint8_t)d->segments->silence.rhythms[i].silence;
    column->texts = names;
    column->codes = codes;
    column->rows = rows;
}

/* --- the page --------------------------------------------------------------------------------- */

static const Table *shown_table(Draft *d, const uint32_t *rows, size_t count)
{
    static const Feature shown[] = { F_TOTAL_SPEND,  F_FREQUENCY,   F_AVG_PURCHASE,
                                     F_RECENCY_DAYS, F_TENURE_DAYS, F_INTERACTION_COUNT };
    Table *table = table_open(d->arena, count, 12);

    put_identity(d, table, rows);
    put_country(d, table, rows);
    put_segment(d, table, rows);
    for (size_t i = 0; i < COUNT_OF(shown); i++) {
        if (FEATURES[shown[i]].interaction && !d->shop->has_interactions) continue;
        put_shown(d, table, rows, shown[i]);
    }
    put_silence(d, table, rows);
    return table;
}

void write_customers(Draft *d)
{
    size_t count = d->shop->customers.count, shown = count < SHOWN ? count : SHOWN;
    size_t browsed = count < BROWSED ? count : BROWSED;
    Page *page = draft_page(d, PAGE_CUSTOMERS, "customers", "Customers", "Customers", -1);
    Section *section = draft_section(
        d, page, "customers", "Customers",
        shown == count
            ? SAY(d,
                  has_money(d) ? "{n|The only customer.|All # customers, by spend.}"
                               : "{n|The only customer.|All # customers, by purchases.}",
                  arg_count(d, "n", (double)count))
            : SAY(d,
                  has_money(d)
                      ? "The {shown} with the highest spend, of {all|# customer|# "
                        "customers}; all are in the attachment."
                      : "The {shown} with most purchases, of {all|# customer|# customers}; "
                        "all are in the attachment.",
                  arg_count(d, "shown", (double)shown), arg_count(d, "all", (double)count)));

    draft_table(
        d, section,
        (TableBlock){ .table = shown_table(d, ranked_customers(d), browsed),
                      .shown = shown,
                      .caption = has_money(d) ? "Customers by spend" : "Customers by purchases",
                      .rest = "attachments/customer_segments.csv",
                      .total_rows = count,
                      .browsable = true });
}

/* --- attachments ------------------------------------------------------------------------------ */

static void attach_customers(Draft *d)
{
    size_t count = d->shop->customers.count;
    Table *segments = table_open(d->arena, count, 12);
    Table *features = table_open(d->arena, count, F_COUNT + 3);

    put_identity(d, segments, NULL);
    put_country(d, segments, NULL);
    put_segment(d, segments, NULL);
    put_cluster(d, segments);
    put_shown(d, segments, NULL, F_RECENCY_DAYS);
    put_feature(d, segments, NULL, F_FREQUENCY);
    put_feature(d, segments, NULL, F_TOTAL_SPEND);
    put_silence(d, segments, NULL);
    draft_attachment(d, "attachments/customer_segments.csv", "Customers and their segments",
                     has_money(d)
                         ? "One row per customer: segment, cluster, recency, frequency, spend."
                         : "One row per customer: segment, cluster, recency, frequency.",
                     segments)
        ->sheet = "Customers";
    put_identity(d, features, NULL);
    for (int f = 0; f < F_COUNT; f++)
        put_feature(d, features, NULL, (Feature)f);
    draft_attachment(
        d, "attachments/customer_features.csv", "Customers and their features",
        "One row per customer: every figure, including those that the pages leave out.", features);
}

static void attach_summary(Draft *d)
{
    size_t count = d->segments->count;
    Table *table = table_open(d->arena, count, 2 * F_COUNT + 13);
    int *which = ARENA_ARRAY(d->arena, int, count);

    for (size_t i = 0; i < count; i++)
        which[i] = (int)i;
    table_segments(table, d, which);
    double *customers = table_numbers(table, "customers", "Customers", COLUMN_COUNT, 0, d->arena);
    double *share = table_numbers(table, "customer_share", "Share", COLUMN_SHARE, 4, d->arena);
    double *revenue = table_numbers(table, "revenue", "Revenue", COLUMN_MONEY, 2, d->arena);
    double *of_revenue =
        table_numbers(table, "revenue_share", "Of revenue", COLUMN_SHARE, 4, d->arena);
    double *gross = table_numbers(table, "gross", "Gross sales", COLUMN_MONEY, 2, d->arena);
    double *returns = table_numbers(table, "returns", "Returns", COLUMN_MONEY, 2, d->arena);
    double *judged = table_numbers(table, "judged", "Judged", COLUMN_COUNT, 0, d->arena);
    double *quiet = table_numbers(table, "quiet", "Quiet", COLUMN_COUNT, 0, d->arena);
    for (size_t i = 0; i < count; i++) {
        const Segment *s = &d->segments->items[i];
        customers[i] = (double)s->count;
        share[i] = s->customer_share;
        revenue[i] = s->revenue;
        of_revenue[i] = s->revenue_share;
        gross[i] = s->revenue - s->returns;
        returns[i] = s->returns;
        judged[i] = s->quiet.judged;
        quiet[i] = s->quiet.quiet;
    }
    for (int f = 0; f < F_COUNT; f++) {
        if (FEATURES[f].kind == COLUMN_MONEY && !has_money(d)) continue;
        double *mean =
            table_numbers(table, arena_format(d->arena, "mean_%s", FEATURES[f].key),
                          SAY(d, "{feature}, mean", arg_text("feature", FEATURES[f].title)),
                          COLUMN_NUMBER, 2, d->arena);
        double *median =
            table_numbers(table, arena_format(d->arena, "median_%s", FEATURES[f].key),
                          SAY(d, "{feature}, median", arg_text("feature", FEATURES[f].title)),
                          COLUMN_NUMBER, 2, d->arena);
        for (size_t i = 0; i < count; i++) {
            mean[i] = d->segments->items[i].mean[f];
            median[i] = d->segments->items[i].median[f];
        }
    }
    draft_attachment(d, "attachments/cluster_summary.csv", "Segments in figures",
                     has_money(d)
                         ? "One row per segment: size, revenue, returns, mean and median of "
                           "every feature."
                         : "One row per segment: size, mean and median of every feature.",
                     table)
        ->sheet = "Averages";
}

static void attach_months(Draft *d)
{
    size_t count = d->shop->month_count;
    Table *table = table_open(d->arena, count, 7);
    const char **month = table_texts(table, "month", "Month", d->arena);
    table->columns[0].is_day = true;
    double *gross = table_numbers(table, "gross", "Gross sales", COLUMN_MONEY, 2, d->arena);
    double *returns = table_numbers(table, "returns", "Returns", COLUMN_MONEY, 2, d->arena);
    double *net = table_numbers(table, "revenue", "Revenue", COLUMN_MONEY, 2, d->arena);
    double *bought = table_numbers(table, "purchases", "Purchases", COLUMN_COUNT, 0, d->arena);
    double *active =
        table_numbers(table, "active_customers", "Active customers", COLUMN_COUNT, 0, d->arena);
    double *fresh =
        table_numbers(table, "new_customers", "New customers", COLUMN_COUNT, 0, d->arena);
    char day[NUMBER_TEXT];

    for (size_t i = 0; i < count; i++) {
        const Month *from = &d->shop->months[i];
        month[i] = arena_text(d->arena, day_iso(day, from->first_day));
        gross[i] = from->revenue - from->returns;
        returns[i] = from->returns;
        net[i] = from->revenue;
        bought[i] = (double)from->purchases;
        active[i] = (double)from->active_customers;
        fresh[i] = from->new_customers < 0 ? NAN : (double)from->new_customers;
    }
    draft_attachment(
        d, "attachments/monthly_sales.csv", "Sales by month",
        has_money(d)
            ? "One row per month, named by its first day: gross sales, returns, and revenue net "
              "of them."
            : "One row per month, named by its first day: purchases and customers.",
        table)
        ->sheet = "Sales by month";
}

static void attach_sweep(Draft *d)
{
    size_t count = d->model->sweep_count;
    Table *table = table_open(d->arena, count, 5);
    double *k = table_numbers(table, "k", "k", COLUMN_COUNT, 0, d->arena);
    double *inertia = table_numbers(table, "inertia", "Inertia", COLUMN_NUMBER, 2, d->arena);
    double *silhouette =
        table_numbers(table, "silhouette", "Silhouette", COLUMN_NUMBER, 4, d->arena);
    double *ch =
        table_numbers(table, "calinski_harabasz", "Caliński-Harabasz", COLUMN_NUMBER, 2, d->arena);
    double *db =
        table_numbers(table, "davies_bouldin", "Davies-Bouldin", COLUMN_NUMBER, 4, d->arena);

    for (size_t i = 0; i < count; i++) {
        const SweepRow *row = &d->model->sweep[i];
        k[i] = (double)row->k;
        inertia[i] = row->inertia;
        silhouette[i] = row->silhouette;
        ch[i] = row->calinski_harabasz;
        db[i] = row->davies_bouldin;
    }
    draft_attachment(d, "attachments/k_selection.csv", "Choosing the number of clusters",
                     "One row for each k: inertia, silhouette and two other indices.", table)
        ->sheet = "Choice of k";
}

/* E-mail addresses are in these files and nowhere else. */
static const Column *email_column(Draft *d, const Segment *s)
{
    Table *table = table_open(d->arena, s->count, 1);

    if (!d->shop->has_emails) return NULL;
    put_texts(table, "email", "E-mail", d->shop->customers.emails, s->members);
    return table->columns;
}

static void attach_segment(Draft *d, size_t number)
{
    const Segment *s = &d->segments->items[number];
    Table *table = table_open(d->arena, s->count, F_COUNT + 6);
    Attachment *attachment;

    put_identity(d, table, s->members);
    put_country(d, table, s->members);
    for (int f = 0; f < F_COUNT; f++)
        put_shown(d, table, s->members, (Feature)f);
    put_silence(d, table, s->members);
    attachment = draft_attachment(
        d, arena_format(d->arena, "attachments/segments/%s.csv", s->slug),
        SAY(d, "{segment}, customer by customer", arg_text("segment", s->label)),
        SAY(d, "The {n|one customer|# customers} of this segment with every feature.",
            arg_count(d, "n", (double)s->count)),
        table);
    attachment->csv_only = email_column(d, s);
    attachment->sheet = s->label;
    attachment->segment = (int)number;
}

/* What the files hold of people, so that whoever passes them on knows. */
static const char *privacy_note(const Draft *d)
{
    switch (d->plan->privacy) {
    case PRIVACY_FULL:
        return d->shop->has_emails
                   ? "This report names customers, and the CSV files of segments and of customers "
                     "to contact have their e-mail addresses: share it only with people who may "
                     "see them."
                   : "This report names customers: share it only with people who may see them.";
    case PRIVACY_IDS: return "Customers are shown by their ids, without names and addresses.";
    case PRIVACY_AGGREGATE:
        return SAY(
            d,
            "Single customers are not shown. Every figure covers at least {least} customers, and "
            "none comes mostly from one of them. Counts are rounded to multiples of {step}, and "
            "amounts so far that the {few} largest customers do not show; shares, averages and "
            "totals follow from the rounded figures. A dash stands where a figure would lead to "
            "fewer customers. Two weeks' reports do not tell who made the difference.",
            arg_count(d, "least", (double)d->plan->min_group),
            arg_count(d, "step", count_step(d->plan->min_group)),
            arg_count(d, "few", (double)d->plan->min_group - 1));
    }
    return "";
}

void write_attachments(Draft *d)
{
    Page *page = draft_page(d, PAGE_ATTACHMENTS, "attachments", "Attachments", "Attachments", -1);
    Section *section = draft_section(d, page, "attachments", "Attachments",
                                     "Comma-separated files for spreadsheets and other programs, "
                                     "in the report's folder attachments.");

    bool customers = d->plan->privacy != PRIVACY_AGGREGATE;
    draft_note(d, section, NOTE_INFO, privacy_note(d));
    if (customers) attach_customers(d);
    attach_summary(d);
    attach_months(d);
    attach_sweep(d);
    for (size_t i = 0; i < d->segments->count && customers; i++)
        attach_segment(d, i);
    if (customers) attach_lists(d);
    VEC_PUSH(d->arena, &section->blocks, ((Block){ .kind = BLOCK_ATTACHMENTS }));
}
