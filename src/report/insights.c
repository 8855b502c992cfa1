/* What the figures mean together: concentration, growth, comparison. */
#include <math.h>
#include <stdlib.h>

#include "data/format.h"
#include "math/math.h"
#include "report/draft.h"

/* --- concentration ---------------------------------------------------------------------------- */

static const Table *top_table(Draft *d, const double *spend, size_t count)
{
    static const double parts[] = { 0.01, 0.05, 0.10, 0.20, 0.50 };
    size_t few = 0; /* the best of which are too few to be shown */

    while (few < COUNT_OF(parts) && ceil(parts[few] * (double)count) < (double)d->plan->min_group)
        few++;
    Table *table = table_open(d->arena, COUNT_OF(parts) - few, 3);
    double *part =
        table_numbers(table, "top_share", "Top share of buyers", COLUMN_SHARE, 0, d->arena);
    double *members = table_numbers(table, "buyers", "Buyers", COLUMN_COUNT, 0, d->arena);
    double *revenue =
        table_numbers(table, "revenue_share", "Share of revenue", COLUMN_SHARE, 0, d->arena);

    for (size_t i = 0; i < table->rows; i++) {
        part[i] = parts[few + i];
        members[i] = ceil(part[i] * (double)count);
        revenue[i] = concentration_of_top(spend, count, part[i], d->arena);
    }
    return table;
}

static const char *pareto_sentence(Draft *d, const double *spend, size_t count)
{
    double top = concentration_of_top(spend, count, 0.2, d->arena);
    double needed = concentration_to_reach(spend, count, 0.8, d->arena);
    const char *verdict =
        top >= 0.75 && top <= 0.85 ? "The 80/20 rule holds here, within five points."
        : top < 0.75 ? "The 80/20 rule does not hold here: revenue is spread more widely."
                     : "The 80/20 rule is exceeded here: revenue is even more concentrated.";

    return phrase_join(
        verdict,
        SAY(d,
            "The top 20% of buyers account for {share} of revenue, and it takes {needed} of the "
            "buyers to reach 80%.",
            arg_share(d, "share", top), arg_share(d, "needed", needed)),
        d->arena);
}

static void put_concentration(Draft *d, Page *page)
{
    Section *section = draft_section(d, page, "concentration", "Revenue concentration", NULL);
    const double *spend = buyers_spend(d);
    size_t count = d->segments->buyers;

    if (!draft_enough(d, section, NEED_CONCENTRATION, count)) return;
    if (!isfinite(gini(spend, count, d->arena))) {
        draft_note(d, section, NOTE_INFO,
                   "The total spend of all buyers is not above zero, so it cannot be divided into "
                   "shares.");
        return;
    }
    draft_text(d, section, pareto_sentence(d, spend, count));
    draft_figure(d, section, figure_lorenz(d), "Concentration of revenue", true);
    draft_table(d, section,
                (TableBlock){ .table = top_table(d, spend, count),
                              .caption = "What the top buyers contribute" });
}

/* --- comparison ------------------------------------------------------------------------------- */

/* Each segment's mean over the mean of all buyers, feature by feature. */
static void put_comparison(Draft *d, Page *page)
{
    Section *section = draft_section(d, page, "comparison", "Segment against segment", NULL);
    Feature features[F_COUNT];
    size_t cols = draft_features(d, features, true), count = 0;
    int *which = ARENA_ARRAY(d->arena, int, d->segments->count);

    if (!draft_enough(d, section, NEED_COMPARISON, draft_have(d, NEED_COMPARISON))) return;
    for (size_t i = 0; i < d->segments->count; i++) {
        if (d->segments->items[i].cluster_count) which[count++] = (int)i;
    }
    Table *table = table_open(d->arena, count, cols + 1);
    table_segments(table, d, which);
    for (size_t c = 0; c < cols; c++) {
        Feature f = features[c];
        double *ratio =
            table_numbers(table, FEATURES[f].key, FEATURES[f].title, COLUMN_RATIO, 2, d->arena);
        double base = d->segments->base_mean[f];
        for (size_t i = 0; i < count; i++) {
            ratio[i] = base > 0 ? d->segments->items[which[i]].mean[f] / base : NAN;
        }
    }
    draft_table(d, section,
                (TableBlock){ .table = table,
                              .caption = "Each segment's mean divided by the mean of all buyers" });
}

void write_insights(Draft *d)
{
    Page *page = draft_page(d, PAGE_INSIGHTS, "index", "Business insights", "Insights", -1);

    if (has_money(d)) put_concentration(d, page);
    write_quiet(d, page);
    if (has_money(d)) put_growth(d, page);
    put_comparison(d, page);
}
