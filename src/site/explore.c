/* The customers for the interactive part of the first page.
 *
 * All of them up to plan->explore_rows; above that a sample, each segment with its share of rows
 * and at least one. The exact figures of the segments, and of each segment within a country or a
 * category, travel along, so that what is asked of these stays exact.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "site/parts.h"

#define SAMPLE_SEED 42

typedef struct Rows {
    uint32_t *items; /* indexes into Shop.customers, ascending */
    size_t count;
    bool sampled;
} Rows;

/* --- Which customers ------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static size_t quota(size_t members, size_t of, size_t most)
{
    size_t wanted = (size_t)((double)members / (double)of * (double)most);

    if (members == 0) return 0;
    return wanted < 1 ? 1 : wanted;
}

static void segment_sample(Rows *rows, const Segment *segment, size_t number, size_t wanted,
                           Arena *arena)
{
    Random random = random_open(SAMPLE_SEED, number);
    ArenaMark mark = arena_mark(arena);
    uint32_t *mixed = ARENA_ARRAY(arena, uint32_t, segment->count);

    if (segment->count == 0) return;
    memcpy(mixed, segment->members, segment->count * sizeof *mixed);
    random_shuffle(&random, mixed, segment->count);
    memcpy(rows->items + rows->count, mixed, wanted * sizeof *mixed);
    rows->count += wanted;
    arena_release(arena, mark);
}

static Rows rows_choose(const Site *site)
{
    const Segments *segments = site->report->segments;
    size_t all = site->report->shop->customers.count;
    size_t most = site->plan->explore_rows ? site->plan->explore_rows : SITE_EXPLORE_ROWS;
    Rows rows = { .sampled = all > most };

    rows.items = ARENA_ARRAY(site->arena, uint32_t, rows.sampled ? most + segments->count : all);
    for (size_t i = 0; !rows.sampled && i < all; i++)
        rows.items[rows.count++] = (uint32_t)i;
    for (size_t i = 0; rows.sampled && i < segments->count; i++) {
        const Segment *segment = &segments->items[i];
        segment_sample(&rows, segment, i, quota(segment->count, all, most), site->arena);
    }
    if (rows.sampled) qsort(rows.items, rows.count, sizeof *rows.items, by_number);
    return rows;
}

/* --- Columns --------------------------------------------------------------------------------- */

/* The column's elements are customers. */
static void column_put(Buf *out, Column column, const Rows *rows)
{
    buf_char(out, ',');
    column.rows = rows->items;
    site_column(out, &column, rows->count);
}

static bool all_whole(const Column *column, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double number = column_number(column, i);
        if (number != trunc(number)) return false;
    }
    return true;
}

/* Where there is no money, its features are not in the page at all. */
static bool is_told(const Site *site, Feature f)
{
    const Shop *shop = site->report->shop;

    if (FEATURES[f].interaction && !shop->has_interactions) return false;
    return FEATURES[f].kind != COLUMN_MONEY || !shop->no_amounts;
}

static void features_put(Buf *out, const Site *site, const Rows *rows)
{
    for (Feature f = 0; f < F_COUNT; f++) {
        const FeatureInfo *info = &FEATURES[f];
        Column column = { .key = info->key,
                          .title = info->title,
                          .kind = info->kind,
                          .decimals = info->decimals,
                          .numbers = site->report->shop->customers.features.at + f,
                          .stride = F_COUNT };

        if (!is_told(site, f)) continue;
        if (column.kind != COLUMN_MONEY && all_whole(&column, site->report->shop->customers.count))
            column.decimals = 0; /* averages have decimals, one customer's count has none */
        column_put(out, column, rows);
    }
}

/* The scores of the model's rows; customers who were not clustered have none. */
static void components_put(Buf *out, const Site *site, const Rows *rows)
{
    const Pca *pca = &site->report->model->pca;
    const Segments *segments = site->report->segments;

    for (size_t c = 0; c < pca->components; c++) {
        double *numbers = ARENA_ARRAY(site->arena, double, rows->count);
        for (size_t i = 0, buyer = 0; i < rows->count; i++) {
            while (buyer < segments->buyers && segments->buyer_rows[buyer] < rows->items[i])
                buyer++;
            bool clustered =
                buyer < segments->buyers && segments->buyer_rows[buyer] == rows->items[i];
            numbers[i] = clustered ? matrix_at(&pca->scores, buyer, c) : NAN;
        }
        buf_char(out, ',');
        site_column(out,
                    &(Column){ .key = arena_format(site->arena, "pc%zu", c + 1),
                               .title = PHRASE(site->arena, "Component {n}",
                                               phrase_count("n", (double)c + 1, site->arena)),
                               .kind = COLUMN_NUMBER,
                               .decimals = 2,
                               .numbers = numbers },
                    rows->count);
    }
}

/* --- Countries and categories: a list of names, and a number a customer ---------------------- */

typedef struct Sums {
    double customers, buyers, purchases, revenue;
} Sums;

static void customer_add(Sums *sums, const Site *site, size_t i)
{
    const Matrix *features = &site->report->shop->customers.features;
    double purchases = matrix_at(features, i, F_FREQUENCY);

    sums->customers += 1;
    sums->buyers += purchases > 0;
    sums->purchases += purchases;
    sums->revenue += matrix_at(features, i, F_TOTAL_SPEND);
}

static void sums_column_put(Buf *out, const char *key, const double *first, size_t count)
{
    char text[NUMBER_TEXT];

    buf_format(out, "\"%s\":[", key);
    for (size_t i = 0; i < count; i++) {
        double value = first[i * sizeof(Sums) / sizeof(double)];
        buf_format(out, "%s%s", i ? "," : "", number_shortest(text, round(value * 100) / 100));
    }
    buf_char(out, ']');
}

/* By name, and within that by segment, over all customers. */
static void sums_put(Buf *out, const Site *site, const char *key, const Naming *naming)
{
    const Segments *segments = site->report->segments;
    size_t count = naming->count * segments->count;
    Sums *sums = ARENA_ARRAY(site->arena, Sums, count);

    for (size_t i = 0; i < site->report->shop->customers.count; i++) {
        if (naming->of_row[i] < 0) continue;
        size_t name = (size_t)naming->of_row[i];
        customer_add(&sums[name * segments->count + segments->of_customer[i]], site, i);
    }
    buf_format(out, ",\"%s_sums\":{", key);
    sums_column_put(out, "customers", &sums->customers, count);
    buf_char(out, ',');
    sums_column_put(out, "buyers", &sums->buyers, count);
    buf_char(out, ',');
    sums_column_put(out, "purchases", &sums->purchases, count);
    if (!site->report->shop->no_amounts) {
        buf_char(out, ',');
        sums_column_put(out, "revenue", &sums->revenue, count);
    }
    buf_char(out, '}');
}

/* Many different names are no filter; they are left out then. */
#define NAMES_MOST 400

static void naming_put(Buf *out, const Site *site, const char *key, const char *title,
                       const Naming *naming, const Rows *rows)
{
    double *numbers = ARENA_ARRAY(site->arena, double, rows->count);

    if (naming->count < 2 || naming->count > NAMES_MOST) return;
    buf_format(out, ",\"%s\":[", key);
    for (size_t i = 0; i < naming->count; i++) {
        if (i) buf_char(out, ',');
        json_quote(out, naming->names[i]);
    }
    buf_format(out, "],\"%s_of\":", key);
    for (size_t i = 0; i < rows->count; i++) {
        int32_t number = naming->of_row[rows->items[i]];
        numbers[i] = number < 0 ? NAN : number;
    }
    site_column(out,
                &(Column){ .key = key, .title = title, .kind = COLUMN_COUNT, .numbers = numbers },
                rows->count);
    if (rows->sampled) sums_put(out, site, key, naming);
}

/* --- Segments and the whole ------------------------------------------------------------------ */

static void numbers_put(Buf *out, const Site *site, const char *key, const double *numbers)
{
    char text[NUMBER_TEXT];

    buf_format(out, ",\"%s\":{", key);
    for (Feature f = 0; f < F_COUNT; f++) {
        double value = isfinite(numbers[f]) ? numbers[f] : 0;
        if (FEATURES[f].kind == COLUMN_MONEY && site->report->shop->no_amounts) continue;
        buf_format(out, "%s\"%s\":%s", f ? "," : "", FEATURES[f].key, number_shortest(text, value));
    }
    buf_char(out, '}');
}

static size_t buyers_of(const Site *site, const Segment *segment)
{
    const Matrix *features = &site->report->shop->customers.features;
    size_t buyers = 0;

    for (size_t i = 0; i < segment->count; i++)
        buyers += matrix_at(features, segment->members[i], F_FREQUENCY) > 0;
    return buyers;
}

static void segment_put(Buf *out, const Site *site, const Segment *segment)
{
    char text[NUMBER_TEXT];

    buf_text(out, "{\"label\":");
    json_quote(out, segment->label);
    buf_text(out, ",\"slug\":");
    json_quote(out, segment->slug);
    buf_text(out, ",\"reason\":");
    json_quote(out, segment->reason ? segment->reason : "");
    buf_format(out, ",\"colour\":%d,\"customers\":%zu,\"buyers\":%zu,\"purchases\":%lld",
               segment->colour, segment->count, buyers_of(site, segment),
               (long long)segment->purchases);
    if (!site->report->shop->no_amounts)
        buf_format(out, ",\"revenue\":%s", number_shortest(text, segment->revenue));
    numbers_put(out, site, "mean", segment->mean);
    buf_char(out, '}');
}

static void segments_put(Buf *out, const Site *site)
{
    const Segments *segments = site->report->segments;

    buf_text(out, ",\"segments\":[");
    for (size_t i = 0; i < segments->count; i++) {
        if (i) buf_char(out, ',');
        segment_put(out, site, &segments->items[i]);
    }
    buf_char(out, ']');
    numbers_put(out, site, "mean", segments->base_mean);
    numbers_put(out, site, "sd", segments->base_sd);
}

static void units_put(Buf *out, const Site *site)
{
    buf_text(out, ",\"units\":{");
    for (Feature f = 0; f < F_COUNT; f++) {
        if (FEATURES[f].kind == COLUMN_MONEY && site->report->shop->no_amounts) continue;
        buf_format(out, "%s\"%s\":", f ? "," : "", FEATURES[f].key);
        json_quote(out, FEATURES[f].unit ? FEATURES[f].unit : "");
    }
    buf_char(out, '}');
}

/* The features that made the segments: the reasons for a customer's place are sought in these. */
static void clustered_put(Buf *out, const Site *site)
{
    buf_text(out, ",\"clustered\":[");
    for (size_t i = 0; i < CLUSTERED_COUNT; i++) {
        if (FEATURES[CLUSTERED[i]].kind == COLUMN_MONEY && site->report->shop->no_amounts) continue;
        buf_format(out, "%s\"%s\"", i ? "," : "", FEATURES[CLUSTERED[i]].key);
    }
    buf_char(out, ']');
}

static void columns_put(Buf *out, const Site *site, const Rows *rows)
{
    const Customers *customers = &site->report->shop->customers;
    double *segment = ARENA_ARRAY(site->arena, double, rows->count);

    for (size_t i = 0; i < rows->count; i++)
        segment[i] = site->report->segments->of_customer[rows->items[i]];
    buf_text(out, ",\"segment_of\":");
    site_column(
        out,
        &(Column){ .key = "segment", .title = "Segment", .kind = COLUMN_COUNT, .numbers = segment },
        rows->count);
    naming_put(out, site, "countries", "Country", &site->report->segments->countries, rows);
    naming_put(out, site, "categories", "Largest category", &site->report->segments->categories,
               rows);
    buf_text(out, ",\"columns\":[");
    site_column(out,
                &(Column){ .key = "customer_id",
                           .title = "Customer ID",
                           .kind = customers->keys ? COLUMN_TEXT : COLUMN_ID,
                           .texts = customers->keys,
                           .ids = customers->ids,
                           .rows = rows->items },
                rows->count);
    column_put(
        out,
        (Column){ .key = "name", .title = "Name", .kind = COLUMN_TEXT, .texts = customers->names },
        rows);
    features_put(out, site, rows);
    components_put(out, site, rows);
    buf_char(out, ']');
}

const char *site_explore_data(const Site *site)
{
    const Report *report = site->report;
    if (report->privacy == PRIVACY_AGGREGATE) return NULL; /* there are no customers to explore */
    Rows rows = rows_choose(site);
    char day[NUMBER_TEXT];
    Buf out = { 0 };
    const char *copy;

    buf_format(&out, "{\"rows\":%zu,\"total\":%zu,\"sampled\":%s,\"as_of\":\"%s\",\"currency\":",
               rows.count, report->shop->customers.count, rows.sampled ? "true" : "false",
               day_iso(day, report->as_of));
    json_quote(&out, report->shop->no_amounts ? "" : report->currency);
    buf_text(&out, ",\"sign\":");
    json_quote(&out, report->shop->no_amounts ? "" : site_currency_sign(site));
    segments_put(&out, site);
    units_put(&out, site);
    clustered_put(&out, site);
    columns_put(&out, site, &rows);
    buf_char(&out, '}');
    copy = arena_text_n(site->arena, out.data, out.size);
    buf_close(&out);
    return copy;
}
