/* The overview of all segments. */
#include <math.h>

#include "report/draft.h"

static const Table *overview(Draft *d)
{
    size_t count = d->segments->count;
    Table *table = table_open(d->arena, count, 11);
    int *which = ARENA_ARRAY(d->arena, int, count);
    Arena *arena = d->arena;

    for (size_t i = 0; i < count; i++)
        which[i] = (int)i;
    table_segments(table, d, which);
    double *customers = table_numbers(table, "customers", "Customers", COLUMN_COUNT, 0, arena);
    double *share = table_numbers(table, "customer_share", "Share", COLUMN_SHARE, 0, arena);
    double *revenue = table_numbers(table, "revenue", "Revenue", COLUMN_MONEY, 0, arena);
    double *of_revenue =
        table_numbers(table, "revenue_share", "Of revenue", COLUMN_SHARE, 0, arena);
    double *spend = table_numbers(table, "mean_spend", "Mean spend", COLUMN_MONEY, 0, arena);
    double *frequency =
        table_numbers(table, "mean_frequency", "Mean purchases", COLUMN_NUMBER, 1, arena);
    double *recency =
        table_numbers(table, "median_recency", "Days since last", COLUMN_DAYS, 0, arena);
    double *quiet =
        quiet_is_told(d) ? table_numbers(table, "quiet", "Quiet", COLUMN_COUNT, 0, arena) : NULL;
    double *consent =
        count && isfinite(d->segments->items[0].consented)
            ? table_numbers(table, "may_be_written_to", "May be contacted", COLUMN_COUNT, 0, arena)
            : NULL;
    for (size_t i = 0; i < count; i++) {
        const Segment *s = &d->segments->items[i];
        bool bought = s->cluster_count > 0;
        customers[i] = (double)s->count;
        share[i] = s->customer_share;
        revenue[i] = s->revenue;
        of_revenue[i] = s->revenue_share;
        spend[i] = s->mean[F_TOTAL_SPEND];
        frequency[i] = s->mean[F_FREQUENCY];
        recency[i] = bought ? s->median[F_RECENCY_DAYS] : __builtin_nan("");
        if (consent) consent[i] = s->consented;
        if (quiet) quiet[i] = s->quiet.judged > 0 ? s->quiet.quiet : __builtin_nan("");
    }
    return table;
}

static void put_reasons(Draft *d, Page *page)
{
    size_t count = d->segments->count;
    Section *section = draft_section(
        d, page, "names", "Why these names",
        d->plan->scheme == LABELS_CLASSIC
            ? "Named by the textbook rules, from the clusters' averages."
            : "A segment gets a name only if it fits at least six in ten members. “Top "
              "third”, “top fifth” and “median” refer to all buyers of this shop.");
    const char **terms = ARENA_ARRAY(d->arena, const char *, count);
    const char **meanings = ARENA_ARRAY(d->arena, const char *, count);

    for (size_t i = 0; i < count; i++) {
        terms[i] = d->segments->items[i].label;
        meanings[i] = d->segments->items[i].reason;
    }
    draft_definitions(d, section, terms, meanings, count);
}

void write_segments(Draft *d)
{
    Page *page = draft_page(d, PAGE_SEGMENTS, "index", "Segments", "Segments", -1);
    Section *section =
        draft_section(d, page, "segments", "The segments",
                      SAY(d,
                          "{n|One customer falls|# customers fall} into {segments|one "
                          "segment|# segments}.",
                          arg_count(d, "n", (double)d->shop->customers.count),
                          arg_count(d, "segments", (double)d->segments->count)));

    draft_table(d, section,
                (TableBlock){ .table = overview(d),
                              .caption = has_money(d)
                                             ? "Segments by revenue (days since last: medians)"
                                             : "Segments by size (days since last: medians)" });
    draft_figure(d, section, figure_share(d), "Share of customers by segment", true);
    if (has_money(d)) {
        draft_figure(d, section, figure_revenue(d), "Revenue by segment", true);
    } else if (d->shop->purchases.count) {
        draft_figure(d, section, figure_purchases(d), "Purchases by segment", true);
    }
    put_reasons(d, page);
    Section *spread = draft_section(d, page, "spread", "How the segments differ", NULL);
    if (!draft_enough(d, spread, NEED_SPREAD, draft_have(d, NEED_SPREAD))) return;
    if (spread_segments(d, ARENA_ARRAY(d->arena, int, d->segments->count))) {
        draft_figure(d, spread, figure_box(d, F_RECENCY_DAYS), "Recency by segment", false);
        draft_figure(d, spread, figure_box(d, F_FREQUENCY), "Frequency by segment", false);
        if (has_money(d)) {
            draft_figure(d, spread, figure_box(d, F_TOTAL_SPEND), "Spend by segment", false);
        } else if (d->shop->products.count > 1) {
            draft_figure(d, spread, figure_box(d, F_UNIQUE_PRODUCTS), "Variety by segment", false);
        }
    }
    if (d->plan->privacy == PRIVACY_AGGREGATE) return; /* points are customers */
    draft_figure(d, spread, figure_clouds(d), clouds_caption(d), false);
    draft_figure_on_screen(d, spread, figure_cloud(d), cloud_caption(d));
}
