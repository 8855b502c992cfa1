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
                     SAY(d, "{share} of all", arg_share(d, "share", s->customer_share)));
    if (bought && !has_money(d)) {
        items[count++] = draft_metric(
            "purchases", "Purchases", (double)s->purchases, say_count(d, (double)s->purchases),
            SAY(d, "{share} of all", arg_share(d, "share", purchase_share(d, s))));
        items[count++] =
            draft_metric("median_frequency", "Median frequency", s->median[F_FREQUENCY],
                         say_number(d, s->median[F_FREQUENCY],
                                    s->median[F_FREQUENCY] != floor(s->median[F_FREQUENCY])),
                         SAY(d, "purchases; all buyers: {all}",
                             arg_number(d, "all", d->segments->base_median[F_FREQUENCY], 0)));
    } else if (bought) {
        items[count++] =
            draft_metric("revenue", "Revenue", s->revenue, say_money_short(d, s->revenue),
                         SAY(d, "{share} of all", arg_share(d, "share", s->revenue_share)));
        items[count++] =
            draft_metric("median_spend", "Median spend", s->median[F_TOTAL_SPEND],
                         say_money(d, s->median[F_TOTAL_SPEND]),
                         SAY(d, "all buyers: {spend}",
                             arg_money(d, "spend", d->segments->base_median[F_TOTAL_SPEND])));
    }
    if (bought) {
        items[count++] = draft_metric("median_recency", "Last purchase", s->median[F_RECENCY_DAYS],
                                      say_days(d, s->median[F_RECENCY_DAYS]), "ago (median)");
    }
    if (quiet_is_told(d) && s->quiet.judged > 0) {
        items[count++] =
            draft_metric("quiet", "Gone quiet", s->quiet.quiet, say_count(d, s->quiet.quiet),
                         SAY(d, "of {n} judged", arg_count(d, "n", s->quiet.judged)));
    }
    if (isfinite(s->engagement) && count < 5) {
        items[count++] =
            draft_metric("engagement", "Engagement", s->engagement, say_number(d, s->engagement, 0),
                         SAY(d, "out of 100; all customers: {all}",
                             arg_number(d, "all", d->segments->base_engagement, 0)));
    }
    metric_compare_segment(d, &items[0], s, false);
    if (bought && has_money(d)) metric_compare_segment(d, &items[1], s, true);
    VEC_PUSH(d->arena, &section->blocks,
             ((Block){ .kind = BLOCK_METRICS, .metrics = { items, count } }));
}

/* Feature by feature: the segment and all buyers. */
static const Table *key_figures(Draft *d, const Segment *s)
{
    Feature features[F_COUNT];
    size_t count = draft_features(d, features, false);
    Table *table = table_open(d->arena, count, 6);
    const char **name = table_texts(table, "feature", "Feature", d->arena);
    const char **median = table_texts(table, "median", "Median", d->arena);
    const char **all_median = table_texts(table, "base_median", "All buyers, median", d->arena);
    const char **mean = table_texts(table, "mean", "Mean", d->arena);
    const char **all_mean = table_texts(table, "base_mean", "All buyers, mean", d->arena);
    double *ratio = table_numbers(table, "ratio", "Ratio of means", COLUMN_RATIO, 2, d->arena);

    for (size_t i = 0; i < count; i++) {
        Feature f = features[i];
        double all = d->segments->base_mean[f];
        name[i] = FEATURES[f].title;
        median[i] = format_feature(f, s->median[f], d->plan->currency, d->arena);
        all_median[i] = format_feature(f, d->segments->base_median[f], d->plan->currency, d->arena);
        mean[i] = format_feature(f, s->mean[f], d->plan->currency, d->arena);
        all_mean[i] = format_feature(f, all, d->plan->currency, d->arena);
        ratio[i] = all > 0 ? s->mean[f] / all : NAN;
    }
    for (size_t c = 1; c <= 4; c++)
        table->columns[c].align_end = true;
    return table;
}

/* caption: of {n} that are named. */
static void put_shares(Draft *d, Section *section, const ShareList *list, const char *title,
                       const char *caption, const char *amount_title, bool money)
{
    if (!list->count) return;
    Table *table = table_open(d->arena, list->count, 4);
    const char **name = table_texts(table, "name", title, d->arena);
    if (money && !has_money(d)) amount_title = "Lines";
    double *amount =
        table_numbers(table, "amount", amount_title,
                      money && has_money(d) ? COLUMN_MONEY : COLUMN_COUNT, 0, d->arena);
    double *share = table_numbers(table, "share", "Of the segment", COLUMN_SHARE, 0, d->arena);
    double *base = table_numbers(table, "base_share", "Of all", COLUMN_SHARE, 0, d->arena);

    for (size_t i = 0; i < list->count; i++) {
        name[i] = list->items[i].name;
        amount[i] = list->items[i].revenue;
        share[i] = list->items[i].share;
        base[i] = list->items[i].base_share;
    }
    draft_table(d, section,
                (TableBlock){ .table = table,
                              .caption = SAY(d, caption, arg_count(d, "n", (double)list->named)) });
}

static void put_products(Draft *d, Section *section, const Segment *s)
{
    if (!s->categories.count && !s->products.count) return;
    if (!draft_enough(d, section, NEED_PRODUCTS, (size_t)s->purchases)) return;
    put_shares(d, section, &s->categories, "Category", "Category: the largest {n}", "Revenue",
               true);
    put_shares(d, section, &s->products, "Product", "Product: the largest {n}", "Revenue", true);
}

static void put_quality(Draft *d, Section *section, const Segment *s)
{
    if (isfinite(s->jaccard) && s->count > 1) {
        draft_text(d, section,
                   SAY(d,
                       s->jaccard <= 0.5
                           ? "This segment is unstable: it dissolved when the clustering was "
                             "repeated (see Method)."
                       : s->jaccard < 0.6
                           ? "This segment is unstable: slightly different customers "
                             "would give another one (see Method)."
                       : s->jaccard < 0.75 ? "This segment is not reliably stable (see Method)."
                                           : "This segment is {band} (see Method).",
                       arg_text("band", stability_band(s->jaccard))));
    }
    if (isfinite(s->engagement) && s->cluster_count) {
        draft_text(d, section,
                   SAY(d, "Engagement: {here} out of 100 (all customers: {all}).",
                       arg_number(d, "here", s->engagement, 0),
                       arg_number(d, "all", d->segments->base_engagement, 0)));
    }
}

/* Whom the segment's lists have addresses of. */
static void put_consent(Draft *d, Section *section, const Segment *s)
{
    if (!isfinite(s->consented)) return;
    draft_text(d, section,
               SAY(d,
                   s->consented == (double)s->count
                       ? "{n|This customer has|All # customers have} agreed to be contacted."
                       : "{n|One|#} of {all} {n|has|have} agreed to be contacted.",
                   arg_count(d, "n", s->consented),
                   arg_text("all", say_customers(d, (double)s->count))));
}

/* Who is on the list. */
static const char *list_lead(const Draft *d, FirstStep step)
{
    switch (step) {
    case FIRST_QUIET:
        return "Gone quiet: of customers who buy at this pace and stay, fewer than 1 in 20 would "
               "be "
               "silent this long by chance.";
    case FIRST_ONCE: return "One purchase day so far, the latest first.";
    case FIRST_DUE: return "Past their usual gap, but not gone quiet.";
    case FIRST_CONTACTS: return "Most interactions first.";
    case FIRST_JOINED: return "Latest sign-up first.";
    case FIRST_ACTIVE:
        return has_money(d) ? "Highest spend a year first, without those who have gone quiet."
                            : "Most frequent buyers first, without those who have gone quiet.";
    case FIRST_STAKE:
        return has_money(d) ? "Highest spend a year first." : "Most frequent buyers first.";
    case FIRST_NOBODY:
    case FIRST_STEPS: break;
    }
    return NULL;
}

/* Whom the first step is for. */
static void put_first(Draft *d, Page *page, const Segment *s)
{
    if (!s->first.count) return;
    Section *section =
        draft_section(d, page, "first", "Customers to contact first", list_lead(d, s->first_step));

    draft_table(d, section,
                list_table(d, &s->first, s->first_step, segment_first_file(s, d->arena)));
}

/* Where the first step is another one, those who have gone quiet all the same. */
static void put_quiet(Draft *d, Page *page, const Segment *s)
{
    if (!s->quiet_list.count || s->first_step == FIRST_QUIET) return;
    const char *file = segment_quiet_file(s, d->arena);
    Section *section = draft_section(
        d, page, "quiet", "Gone quiet",
        SAY(d,
            isfinite(s->quiet.excess) && s->quiet.excess < 0.5
                ? (has_money(d)
                       ? "{n|One customer has|# customers have} been silent unusually long for "
                         "{n|the|their} own pace. In a segment of this size chance alone could "
                         "account for that many, so some may still be active. Most at stake first."
                       : "{n|One customer has|# customers have} been silent unusually long for "
                         "{n|the|their} own pace. In a segment of this size chance alone could "
                         "account for that many, so some may still be active. Most frequent buyers "
                         "first.")
            : has_money(d) ? "{n|One customer has|# customers have} been silent so long that fewer "
                             "than 1 in 20 customers who stay would reach such a silence by "
                             "chance. Most at stake first."
                           : "{n|One customer has|# customers have} been silent so long that fewer "
                             "than 1 in 20 customers who stay would reach such a silence by "
                             "chance. Most frequent buyers first.",
            arg_count(d, "n", (double)s->quiet_list.count)));

    draft_table(d, section, list_table(d, &s->quiet_list, FIRST_QUIET, file));
}

static void write_segment_page(Draft *d, size_t number)
{
    const Segment *s = &d->segments->items[number];
    Page *page = draft_page(d, PAGE_SEGMENT, arena_format(d->arena, "segments/%s", s->slug),
                            s->label, s->label, (int)number);
    bool textbook = d->plan->scheme == LABELS_CLASSIC && s->cluster_count;
    Section *profile =
        draft_section(d, page, "profile", "Profile",
                      textbook ? "Named by the textbook rules, from the clusters' averages."
                               : archetype_meaning(s->archetype));

    put_metrics(d, profile, s);
    put_consent(d, profile, s);
    draft_heading(d, profile, "Why this name");
    draft_text(d, profile, s->reason);
    put_quality(d, profile, s);
    draft_heading(d, profile, "Behaviour");
    draft_prose(d, profile, s->behaviour);
    if (s->cluster_count) {
        draft_figure(d, profile, figure_profile(d, s),
                     SAY(d, "{segment} compared with all buyers", arg_text("segment", s->label)),
                     false);
    }
    Section *strategy = draft_section(d, page, "strategy", "Marketing strategy", NULL);
    draft_prose(d, strategy, s->strategy);
    draft_heading(d, strategy, "Expected outcome");
    draft_prose(d, strategy, s->outcome);
    put_first(d, page, s);
    put_quiet(d, page, s);
    Section *figures = draft_section(d, page, "figures", "Key figures", NULL);
    if (s->cluster_count) {
        draft_table(d, figures,
                    (TableBlock){ .table = key_figures(d, s),
                                  .caption = "Features compared with all buyers" });
    }
    put_products(d, figures, s);
    put_shares(d, figures, &s->countries, "Country", "Country: the largest {n}", "Customers",
               false);
    if (!figures->blocks.count) page->sections.count--;
}

void write_segment_pages(Draft *d)
{
    for (size_t i = 0; i < d->segments->count; i++)
        write_segment_page(d, i);
}
