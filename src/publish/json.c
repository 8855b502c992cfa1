/* report.json: every figure that the report shows, for programs. assets/report.schema.json
 * describes it. The first keys are stable names for what most programs want; "pages" holds the
 * document itself, block by block, so that nothing shown is missing. */
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "publish/findings.h"
#include "publish/json_changes.h"
#include "publish/json_week.h"
#include "publish/publish.h"
#include "report/data_end.h"

/* null where the data have no money. */
static double amount(const Shop *shop, double value)
{
    return shop->no_amounts ? NAN : value;
}

static void put_features(Json *json, const Shop *shop, const char *key, const double *values)
{
    json_begin_object(json, key);
    for (int f = 0; f < F_COUNT; f++)
        json_put_number(json, FEATURES[f].key,
                        FEATURES[f].kind == COLUMN_MONEY ? amount(shop, values[f]) : values[f]);
    json_end_object(json);
}

static void put_shares(Json *json, const char *key, const ShareList *list)
{
    json_begin_array(json, key);
    for (size_t i = 0; i < list->count; i++) {
        json_begin_object(json, NULL);
        json_put_text(json, "name", list->items[i].name);
        json_put_number(json, "amount", list->items[i].revenue);
        json_put_number(json, "share", list->items[i].share);
        json_put_number(json, "base_share", list->items[i].base_share);
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_clusters(Json *json, const Segment *s)
{
    json_begin_array(json, "clusters");
    for (size_t i = 0; i < s->cluster_count; i++)
        json_put_integer(json, NULL, (int64_t)s->clusters[i]);
    json_end_array(json);
}

/* By silence: null where the shop is not judged, or where so few are not told. */
static void put_quiet(Json *json, const Shop *shop, const QuietFigures *q)
{
    json_put_number(json, "judged", q->judged);
    json_put_number(json, "quiet", q->quiet);
    json_put_number(json, "getting_quiet", q->getting_quiet);
    json_put_number(json, "quiet_excess", q->excess);
    json_put_number(json, "quiet_spend", amount(shop, q->spend));
    json_put_number(json, "quiet_spend_a_year", amount(shop, q->stake));
}

static void put_segment(Json *json, const Shop *shop, const Segment *s)
{
    json_begin_object(json, NULL);
    json_put_text(json, "slug", s->slug);
    json_put_text(json, "label", s->label);
    json_put_text(json, "name", archetype_slug(s->archetype));
    put_clusters(json, s);
    json_put_integer(json, "customers", (int64_t)s->count);
    json_put_number(json, "customer_share", s->customer_share);
    json_put_number(json, "revenue", amount(shop, s->revenue));
    json_put_number(json, "gross", amount(shop, s->revenue - s->returns));
    json_put_number(json, "returns", amount(shop, s->returns));
    json_put_number(json, "revenue_share", s->revenue_share);
    json_put_integer(json, "purchases", s->purchases);
    json_put_integer(json, "lines", s->lines);
    put_features(json, shop, "averages", s->mean);
    put_features(json, shop, "medians", s->median);
    put_features(json, shop, "distances", s->sigma);
    json_put_number(json, "engagement", s->engagement);
    if (isfinite(s->consented)) json_put_integer(json, "may_be_written_to", (int64_t)s->consented);
    put_quiet(json, shop, &s->quiet);
    json_put_number(json, "silhouette", s->silhouette);
    json_put_number(json, "stability", s->jaccard);
    put_shares(json, "categories", &s->categories);
    put_shares(json, "products", &s->products);
    put_shares(json, "countries", &s->countries);
    json_put_text(json, "reason", s->reason);
    json_end_object(json);
}

static void put_model(Json *json, const Model *model)
{
    json_put_integer(json, "k", (int64_t)model->clustering.k);
    json_put_integer(json, "k_rule", (int64_t)model->rule.k);
    json_put_number(json, "inertia", model->clustering.inertia);
    json_put_number(json, "silhouette", model->silhouette);
    json_begin_object(json, "pca");
    json_begin_array(json, "explained_variance_ratio");
    for (size_t c = 0; c < model->pca.cols; c++)
        json_put_number(json, NULL, model->pca.explained[c]);
    json_end_array(json);
    json_end_object(json);
    json_begin_array(json, "sweep");
    for (size_t i = 0; i < model->sweep_count; i++) {
        json_begin_object(json, NULL);
        json_put_integer(json, "k", (int64_t)model->sweep[i].k);
        json_put_number(json, "inertia", model->sweep[i].inertia);
        json_put_number(json, "silhouette", model->sweep[i].silhouette);
        json_put_number(json, "calinski_harabasz", model->sweep[i].calinski_harabasz);
        json_put_number(json, "davies_bouldin", model->sweep[i].davies_bouldin);
        json_end_object(json);
    }
    json_end_array(json);
}

/* null where it is withheld. */
static void put_known(Json *json, const char *key, int64_t count)
{
    if (count < 0) {
        json_put_number(json, key, NAN);
    } else {
        json_put_integer(json, key, count);
    }
}

static void put_months(Json *json, const Shop *shop)
{
    char text[NUMBER_TEXT];

    json_begin_array(json, "months");
    for (size_t i = 0; i < shop->month_count; i++) {
        json_begin_object(json, NULL);
        json_put_text(json, "month", day_iso(text, shop->months[i].first_day));
        json_put_number(json, "revenue", amount(shop, shop->months[i].revenue));
        json_put_number(json, "gross",
                        amount(shop, shop->months[i].revenue - shop->months[i].returns));
        json_put_number(json, "returns", amount(shop, shop->months[i].returns));
        json_put_integer(json, "purchases", shop->months[i].purchases);
        json_put_integer(json, "active_customers", shop->months[i].active_customers);
        put_known(json, "new_customers", shop->months[i].new_customers);
        json_end_object(json);
    }
    json_end_array(json);
}

/* --- the document ----------------------------------------------------------------------------- */

static void put_cell(Json *json, const Column *column, size_t row)
{
    if (column->kind == COLUMN_TEXT) {
        json_put_text(json, column->key, column_text(column, row));
    } else if (column->kind == COLUMN_ID) {
        json_put_integer(json, column->key, column_id(column, row));
    } else {
        json_put_number(json, column->key, column_number(column, row));
    }
}

/* A table that is an extract of an attachment is left to the attachment. */
static void put_table(Json *json, const TableBlock *block)
{
    json_put_text(json, "caption", block->caption);
    if (block->browsable) {
        json_put_text(json, "rows_in", block->rest);
        return;
    }
    json_begin_array(json, "rows");
    for (size_t r = 0; r < block->table->rows; r++) {
        json_begin_object(json, NULL);
        for (size_t c = 0; c < block->table->cols; c++)
            put_cell(json, &block->table->columns[c], r);
        json_end_object(json);
    }
    json_end_array(json);
}

/* "↑ +14 (+1.4%) in 7 days: more than usual", against the last run. */
static void put_change(Json *json, const Metric *metric)
{
    static const char *const arrows[] = { "↓", "→", "↑" };
    const MetricChange *change = &metric->changes[0];
    Arena arena = arena_open();

    if (metric->change_count) {
        json_put_text(
            json, "change",
            PHRASE(&arena, change->verdict ? "{arrow} {change}: {verdict}" : "{arrow} {change}",
                   phrase_text("arrow", arrows[change->direction + 1]),
                   phrase_text("change", change->text), phrase_text("verdict", change->verdict)));
    }
    arena_close(&arena);
}

static void put_metrics(Json *json, const Block *block)
{
    json_begin_array(json, "metrics");
    for (size_t i = 0; i < block->metrics.count; i++) {
        const Metric *metric = &block->metrics.items[i];
        json_begin_object(json, NULL);
        json_put_text(json, "key", metric->key);
        json_put_text(json, "label", metric->label);
        json_put_number(json, "value", metric->value);
        json_put_text(json, "text", metric->text);
        json_put_text(json, "note", metric->note);
        put_change(json, metric);
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_insights(Json *json, const Block *block)
{
    json_begin_array(json, "insights");
    for (size_t i = 0; i < block->insights.count; i++) {
        const Insight *insight = &block->insights.items[i];
        json_begin_object(json, NULL);
        json_put_text(json, "headline", insight->headline);
        json_put_text(json, "detail", insight->detail);
        json_put_text(json, "action", insight->action);
        if (insight->list) json_put_text(json, "list", insight->list);
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_definitions(Json *json, const Block *block)
{
    json_begin_object(json, "definitions");
    for (size_t i = 0; i < block->definitions.count; i++) {
        json_put_text(json, block->definitions.terms[i], block->definitions.meanings[i]);
    }
    json_end_object(json);
}

static void put_prose(Json *json, const Prose *prose)
{
    Buf text = { 0 };

    prose_text(&text, prose);
    json_put_text(json, "text", text.data ? text.data : "");
    buf_close(&text);
}

static void put_figure(Json *json, const FigureBlock *figure)
{
    json_put_text(json, "picture", figure->chart->slug);
    json_put_text(json, "title", figure->chart->title);
    json_put_text(json, "caption", figure->caption);
    json_put_text(json, "alternative_text", figure->chart->alt);
}

static void put_block(Json *json, const Block *block)
{
    static const char *const kinds[] = { "heading", "prose", "metrics",     "insights",   "figure",
                                         "table",   "note",  "definitions", "attachments" };

    json_begin_object(json, NULL);
    json_put_text(json, "kind", kinds[block->kind]);
    switch (block->kind) {
    case BLOCK_HEADING: json_put_text(json, "text", block->heading); break;
    case BLOCK_PROSE: put_prose(json, block->prose); break;
    case BLOCK_METRICS: put_metrics(json, block); break;
    case BLOCK_INSIGHTS: put_insights(json, block); break;
    case BLOCK_FIGURE: put_figure(json, &block->figure); break;
    case BLOCK_TABLE: put_table(json, &block->table); break;
    case BLOCK_NOTE: json_put_text(json, "text", block->note.text); break;
    case BLOCK_DEFINITIONS: put_definitions(json, block); break;
    case BLOCK_ATTACHMENTS: break;
    }
    json_end_object(json);
}

static void put_page(Json *json, const Page *page)
{
    json_begin_object(json, NULL);
    json_put_text(json, "path", page->path);
    json_put_text(json, "title", page->title);
    json_begin_array(json, "sections");
    for (size_t s = 0; s < page->sections.count; s++) {
        const Section *section = &page->sections.items[s];
        json_begin_object(json, NULL);
        json_put_text(json, "slug", section->slug);
        json_put_text(json, "title", section->title);
        json_put_text(json, "lead", section->lead);
        json_begin_array(json, "blocks");
        for (size_t b = 0; b < section->blocks.count; b++)
            put_block(json, &section->blocks.items[b]);
        json_end_array(json);
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
}

static void put_attachments(Json *json, const Report *report)
{
    json_begin_array(json, "attachments");
    for (size_t i = 0; i < report->attachments.count; i++) {
        json_begin_object(json, NULL);
        json_put_text(json, "path", report->attachments.items[i].path);
        json_put_text(json, "title", report->attachments.items[i].title);
        json_put_integer(json, "rows", (int64_t)report->attachments.items[i].table->rows);
        json_end_object(json);
    }
    json_end_array(json);
}

/* Only where they end early. */
static void put_data_end(Json *json, const Shop *shop, Arena *arena)
{
    char text[NUMBER_TEXT];

    if (!shop->ends_early) return;
    json_begin_object(json, "data_end");
    json_put_text(json, "last_day", day_iso(text, shop->last_day));
    json_put_text(json, "day_meant", day_iso(text, shop->day_meant));
    json_put_text(json, "title", data_end_title(shop, arena));
    json_put_text(json, "text", data_end_text(shop));
    json_put_text(json, "brief", data_end_brief(shop, arena));
    json_end_object(json);
}

static void put_counted(Json *json, const Report *report)
{
    json_begin_array(json, "in_these_figures");
    for (size_t i = 0; i < report->counted_count; i++)
        json_put_text(json, NULL, report->counted[i]);
    json_end_array(json);
}

static void put_head(Json *json, const Report *report)
{
    const Shop *shop = report->shop;
    char text[NUMBER_TEXT];

    json_put_text(json, "title", report->title);
    json_put_text(json, "business", report->business);
    json_put_text(json, "as_of", day_iso(text, report->as_of));
    json_put_text(json, "first_day", day_iso(text, shop->first_day));
    json_put_text(json, "last_day", day_iso(text, shop->last_day));
    json_put_text(json, "generator", report->generator);
    json_put_text(json, "privacy", privacy_name(report->privacy));
    json_put_text(json, "currency", shop->no_amounts ? NULL : report->currency);
    json_put_integer(json, "seed", (int64_t)report->seed);
    json_put_integer(json, "customers", (int64_t)shop->customers.count);
    json_put_integer(json, "buyers", (int64_t)report->segments->buyers);
    json_put_integer(json, "purchases", (int64_t)shop->purchases.count);
    json_put_text(json, "purchase_rule", purchase_rule_name(shop->purchase_rule));
    json_put_text(json, "purchase_reason", shop->purchase_reason);
    json_put_integer(json, "lines", shop->lines);
    put_known(json, "return_lines", shop->return_lines);
    json_put_integer(json, "interactions", shop->interactions);
    json_put_number(json, "revenue", amount(shop, shop->revenue));
    json_put_number(json, "gross", amount(shop, shop->revenue - shop->returns));
    json_put_number(json, "returns", amount(shop, shop->returns));
    json_put_number(json, "ledger_revenue", amount(shop, shop->ledger_revenue));
    json_put_number(json, "ledger_returns", amount(shop, shop->ledger_returns));
    put_known(json, "ledger_rows", shop->ledger_rows);
}

Status json_write(Buf *out, const Report *report, Arena *arena, Err *err)
{
    Json json = { out, 0, true };

    (void)err;
    json_begin_object(&json, NULL);
    put_head(&json, report);
    put_data_end(&json, report->shop, arena);
    put_counted(&json, report);
    put_model(&json, report->model);
    put_features(&json, report->shop, "averages", report->segments->base_mean);
    put_features(&json, report->shop, "medians", report->segments->base_median);
    put_quiet(&json, report->shop, &report->segments->quiet);
    json_begin_array(&json, "segments");
    for (size_t i = 0; i < report->segments->count; i++)
        put_segment(&json, report->shop, &report->segments->items[i]);
    json_end_array(&json);
    put_months(&json, report->shop);
    json_put_week(&json, report->week);
    json_put_findings(&json, "data_findings", &report->shop->findings);
    if (report->changes) json_put_changes(&json, report);
    json_begin_array(&json, "pages");
    for (size_t p = 0; p < report->pages.count; p++)
        put_page(&json, &report->pages.items[p]);
    json_end_array(&json);
    put_attachments(&json, report);
    json_end_object(&json);
    return OK;
}
