/* A page for each segment. */
#include <math.h>

#include "data/format.h"
#include "report/draft.h"

static void put_metrics(Draft *d, Section *section, const Segment *s)
{
    Metric *items = ARENA_ARRAY(d->arena, Metric, 5);
    bool bought = s->cluster_count > 0;
    size_t count = 0;

    items[count++] =
        draft_metric("customers", "Customers", (double)s->count, say_count(d, (double)s->count),
                     arena_format(d->arena, "%s of all", say_share(d, s->customer_share)));
    if (bought) {
        items[count++] =
            draft_metric("revenue", "Revenue", s->revenue, say_money_short(d, s->revenue),
                         arena_format(d->arena, "%s of all", say_share(d, s->revenue_share)));
        items[count++] =
            draft_metric("mean_spend", "Mean spend", s->mean[F_TOTAL_SPEND],
                         say_money(d, s->mean[F_TOTAL_SPEND]),
                         arena_format(d->arena, "all buyers %s",
                                      say_money(d, d->segments->base_mean[F_TOTAL_SPEND])));
        items[count++] = draft_metric("median_recency", "Last purchase", s->median[F_RECENCY_DAYS],
                                      say_days(d, s->median[F_RECENCY_DAYS]), "ago (median)");
    }
    if (bought && isfinite(s->overdue) && draft_have(d, NEED_CHURN) >= draft_least(d, NEED_CHURN)) {
        items[count++] =
            draft_metric("overdue", "Overdue", s->overdue, say_count(d, s->overdue),
                         arena_format(d->arena, "%s of them", say_share(d, s->churn_risk)));
    }
    if (isfinite(s->engagement) && count < 5) {
        items[count++] =
            draft_metric("engagement", "Engagement", s->engagement, say_number(d, s->engagement, 0),
                         arena_format(d->arena, "of 100; all customers %s",
                                      say_number(d, d->segments->base_engagement, 0)));
    }
    metric_compare_segment(d, &items[0], s, false);
    if (bought) metric_compare_segment(d, &items[1], s, true);
    VEC_PUSH(d->arena, &section->blocks,
             ((Block){ .kind = BLOCK_METRICS, .metrics = { items, count } }));
}

/* Feature by feature: the segment, all buyers, the distance. */
static const Table *key_figures(Draft *d, const Segment *s)
{
    Feature features[F_COUNT];
    size_t count = draft_features(d, features, false);
    Table *table = table_open(d->arena, count, 6);
    const char **name = table_texts(table, "feature", "Feature", d->arena);
    const char **mean = table_texts(table, "mean", "Mean", d->arena);
    const char **base = table_texts(table, "base_mean", "All buyers, mean", d->arena);
    double *ratio = table_numbers(table, "ratio", "Ratio", COLUMN_RATIO, 2, d->arena);
    double *sigma = table_numbers(table, "sigma", "Distance (sd)", COLUMN_SIGMA, 1, d->arena);
    const char **median = table_texts(table, "median", "Median", d->arena);

    for (size_t i = 0; i < count; i++) {
        Feature f = features[i];
        double all = d->segments->base_mean[f];
        name[i] = FEATURES[f].title;
        mean[i] = format_feature(f, s->mean[f], d->plan->currency, d->arena);
        median[i] = format_feature(f, s->median[f], d->plan->currency, d->arena);
        base[i] = format_feature(f, all, d->plan->currency, d->arena);
        ratio[i] = all > 0 ? s->mean[f] / all : NAN;
        sigma[i] = s->sigma[f];
    }
    table->columns[1].align_end = table->columns[2].align_end = table->columns[5].align_end = true;
    return table;
}

static void put_shares(Draft *d, Section *section, const ShareList *list, const char *title,
                       const char *amount_title, bool money)
{
    if (!list->count) return;
    Table *table = table_open(d->arena, list->count, 4);
    const char **name = table_texts(table, "name", title, d->arena);
    double *amount = table_numbers(table, "amount", amount_title,
                                   money ? COLUMN_MONEY : COLUMN_COUNT, 0, d->arena);
    double *share = table_numbers(table, "share", "Of the segment", COLUMN_SHARE, 0, d->arena);
    double *base = table_numbers(table, "base_share", "Of all", COLUMN_SHARE, 0, d->arena);

    for (size_t i = 0; i < list->count; i++) {
        name[i] = list->items[i].name;
        amount[i] = list->items[i].revenue;
        share[i] = list->items[i].share;
        base[i] = list->items[i].base_share;
    }
    draft_table(d, section,
                (TableBlock){
                    .table = table,
                    .caption = arena_format(d->arena, "%s: the largest %zu", title, list->named) });
}

static void put_products(Draft *d, Section *section, const Segment *s)
{
    if (!s->categories.count && !s->products.count) return;
    if (!draft_enough(d, section, NEED_PRODUCTS, (size_t)s->purchases)) return;
    put_shares(d, section, &s->categories, "Category", "Revenue", true);
    put_shares(d, section, &s->products, "Product", "Revenue", true);
}

static const Table *priority_table(Draft *d, const Segment *s)
{
    const Customers *customers = &d->shop->customers;
    Table *table = table_open(d->arena, s->priority_count, 7);
    table_customers(table, d, s->priority);
    const char **name =
        d->shop->names_withheld ? NULL : table_texts(table, "name", "Name", d->arena);
    double *spend = table_numbers(table, "total_spend", "Spend", COLUMN_MONEY, 2, d->arena);
    double *frequency = table_numbers(table, "frequency", "Purchases", COLUMN_COUNT, 0, d->arena);
    double *recency =
        table_numbers(table, "recency_days", "Silent (days)", COLUMN_DAYS, 0, d->arena);
    double *tenure = table_numbers(table, "tenure_days", "Tenure (days)", COLUMN_DAYS, 0, d->arena);
    double *interactions =
        d->shop->has_interactions
            ? table_numbers(table, "interaction_count", "Interactions", COLUMN_COUNT, 0, d->arena)
            : NULL;

    for (size_t i = 0; i < s->priority_count; i++) {
        uint32_t customer = s->priority[i];
        const double *f = matrix_row(&customers->features, customer);
        if (name) name[i] = customers->names[customer];
        spend[i] = f[F_TOTAL_SPEND];
        frequency[i] = f[F_FREQUENCY];
        recency[i] = customers->bought[customer] ? f[F_RECENCY_DAYS] : NAN;
        tenure[i] = f[F_TENURE_DAYS];
        if (interactions) interactions[i] = f[F_INTERACTION_COUNT];
    }
    return table;
}

static void put_quality(Draft *d, Section *section, const Segment *s)
{
    const char *text = "";

    if (isfinite(s->jaccard)) {
        text = arena_format(
            d->arena, "How firm this segment is: mean silhouette %s, bootstrap stability %s (%s).",
            say_number(d, s->silhouette, 2), say_number(d, s->jaccard, 2),
            stability_band(s->jaccard));
    }
    if (isfinite(s->engagement) && s->cluster_count) {
        text = arena_format(d->arena, "%s%sEngagement: %s of 100 (all customers %s).", text,
                            *text ? " " : "", say_number(d, s->engagement, 0),
                            say_number(d, d->segments->base_engagement, 0));
    }
    if (*text) draft_text(d, section, text);
}

static void put_customers(Draft *d, Page *page, const Segment *s)
{
    if (!s->priority_count) return;
    Section *first = draft_section(d, page, "first", "Customers to look at first",
                                   arena_format(d->arena, "%s.", s->priority_why));

    draft_table(d, first,
                (TableBlock){
                    .table = priority_table(d, s),
                    .caption = arena_format(d->arena, "%zu of %s in this segment",
                                            s->priority_count, say_customers(d, (double)s->count)),
                    .total_rows = s->count,
                    .rest = arena_format(d->arena, "attachments/segments/%s.csv", s->slug) });
}

static void write_segment_page(Draft *d, size_t number)
{
    const Segment *s = &d->segments->items[number];
    Page *page = draft_page(d, PAGE_SEGMENT, arena_format(d->arena, "segments/%s", s->slug),
                            s->label, s->label, (int)number);
    Section *profile =
        draft_section(d, page, "profile", "Profile", archetype_meaning(s->archetype));

    put_metrics(d, profile, s);
    draft_heading(d, profile, "Why this name");
    draft_text(d, profile, s->reason);
    put_quality(d, profile, s);
    draft_heading(d, profile, "Behaviour");
    draft_prose(d, profile, s->behaviour);
    if (s->cluster_count) {
        draft_figure(d, profile, figure_profile(d, s),
                     arena_format(d->arena, "%s against all buyers", s->label), false);
    }
    Section *strategy = draft_section(d, page, "strategy", "Marketing strategy", NULL);
    draft_prose(d, strategy, s->strategy);
    draft_heading(d, strategy, "Expected outcome");
    draft_prose(d, strategy, s->outcome);
    put_customers(d, page, s);
    Section *figures = draft_section(d, page, "figures", "Key figures", NULL);
    if (s->cluster_count) {
        draft_table(
            d, figures,
            (TableBlock){ .table = key_figures(d, s),
                          .caption = "Features against all buyers (sd: standard deviations)" });
    }
    put_products(d, figures, s);
    put_shares(d, figures, &s->countries, "Country", "Customers", false);
    if (!figures->blocks.count) page->sections.count--;
}

void write_segment_pages(Draft *d)
{
    for (size_t i = 0; i < d->segments->count; i++)
        write_segment_page(d, i);
}
