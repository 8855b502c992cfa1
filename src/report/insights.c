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
        table_numbers(table, "top_share", "Best share of buyers", COLUMN_SHARE, 0, d->arena);
    double *members = table_numbers(table, "buyers", "Buyers", COLUMN_COUNT, 0, d->arena);
    double *revenue =
        table_numbers(table, "revenue_share", "Share of revenue", COLUMN_SHARE, 1, d->arena);

    for (size_t i = 0; i < table->rows; i++) {
        part[i] = parts[few + i];
        members[i] = ceil(part[i] * (double)count - 1e-9);
        revenue[i] = concentration_of_top(spend, count, part[i], d->arena);
    }
    return table;
}

static const char *pareto_sentence(Draft *d, const double *spend, size_t count)
{
    double top = concentration_of_top(spend, count, 0.2, d->arena);
    double needed = concentration_to_reach(spend, count, 0.8, d->arena);
    const char *verdict = top >= 0.75 && top <= 0.85 ? "holds here, within five points"
                          : top < 0.75               ? "does not hold here: revenue is spread wider"
                                       : "is exceeded here: revenue is concentrated further";

    return arena_format(
        d->arena,
        "The 80/20 rule %s. The best 20%% of buyers make %s of revenue, and it takes %s "
        "of the buyers to make 80%%. The Gini coefficient is %s (0: all spend the same; "
        "1: one buyer spends all).",
        verdict, say_share(d, top), say_share(d, needed),
        say_number(d, gini(spend, count, d->arena), 2));
}

static void put_concentration(Draft *d, Page *page)
{
    Section *section = draft_section(d, page, "concentration", "Revenue concentration", NULL);
    const double *spend = buyers_spend(d);
    size_t count = d->segments->buyers;

    if (!draft_enough(d, section, NEED_CONCENTRATION, count)) return;
    if (!isfinite(gini(spend, count, d->arena))) {
        draft_note(d, section, NOTE_INFO,
                   "The buyers' spend comes to nothing or less, so that it has no shares.");
        return;
    }
    draft_text(d, section, pareto_sentence(d, spend, count));
    draft_figure(d, section, figure_lorenz(d), "Concentration of revenue", true);
    draft_table(d, section,
                (TableBlock){ .table = top_table(d, spend, count),
                              .caption = "What the best buyers contribute" });
}

/* --- growth ----------------------------------------------------------------------------------- */

typedef struct Step {
    int from, to;
    double spend;
} Step;

static int by_spend(const void *left, const void *right)
{
    const Step *a = left, *b = right;

    if (a->spend != b->spend) return a->spend < b->spend ? -1 : 1;
    return a->from - b->from;
}

/* Every segment and the next better one, by spend a year. */
static size_t growth_steps(Draft *d, Step *steps)
{
    size_t count = 0;

    for (size_t i = 0; i < d->segments->count; i++) {
        double spend = spend_a_year(d, &d->segments->items[i]);
        if (isfinite(spend)) steps[count++] = (Step){ (int)i, -1, spend };
    }
    qsort(steps, count, sizeof *steps, by_spend);
    for (size_t i = 0; i + 1 < count; i++)
        steps[i].to = steps[i + 1].from;
    return count ? count - 1 : 0;
}

static const Table *growth_table(Draft *d, const Step *steps, size_t count)
{
    Table *table = table_open(d->arena, count, 7);
    int *from = ARENA_ARRAY(d->arena, int, count);

    for (size_t i = 0; i < count; i++)
        from[i] = steps[i].from;
    table_segments(table, d, from);
    const char **to = table_texts(table, "next_segment", "Towards", d->arena);
    double *customers = table_numbers(table, "customers", "Customers", COLUMN_COUNT, 0, d->arena);
    double *now = table_numbers(table, "spend_a_year", "Spend a year", COLUMN_MONEY, 0, d->arena);
    double *goal = table_numbers(table, "next_spend_a_year", "Theirs", COLUMN_MONEY, 0, d->arena);
    double *half = table_numbers(table, "half_gap", "Half the gap", COLUMN_MONEY, 0, d->arena);
    double *worth = table_numbers(table, "worth_a_year", "Worth a year", COLUMN_MONEY, 0, d->arena);
    for (size_t i = 0; i < count; i++) {
        const Segment *s = &d->segments->items[steps[i].from];
        to[i] = d->segments->items[steps[i].to].label;
        customers[i] = (double)s->count;
        now[i] = steps[i].spend;
        goal[i] = steps[i + 1].spend;
        half[i] = (goal[i] - now[i]) / 2;
        worth[i] = half[i] * customers[i];
    }
    return table;
}

static const char *growth_sentence(Draft *d, const Step *steps, size_t count)
{
    size_t best = 0;
    double most = -1;

    for (size_t i = 0; i < count; i++) {
        double worth = (double)d->segments->items[steps[i].from].count *
                       (steps[i + 1].spend - steps[i].spend) / 2;
        if (worth > most) {
            most = worth;
            best = i;
        }
    }
    const Segment *from = &d->segments->items[steps[best].from];
    const Segment *to = &d->segments->items[steps[best].to];
    return arena_format(
        d->arena,
        "The largest step: if %s moved half the way to %s, that would be worth %s a year: "
        "(%s − %s) / 2 = %s a customer, times %s.",
        from->label, to->label, say_money(d, most), say_money(d, steps[best + 1].spend),
        say_money(d, steps[best].spend),
        say_money(d, (steps[best + 1].spend - steps[best].spend) / 2),
        say_customers(d, (double)from->count));
}

static void put_growth(Draft *d, Page *page)
{
    Section *section = draft_section(d, page, "growth", "Growth opportunity", NULL);
    Step *steps = ARENA_ARRAY(d->arena, Step, d->segments->count);
    size_t count = growth_steps(d, steps);

    if (!draft_enough(d, section, NEED_GROWTH, draft_have(d, NEED_GROWTH))) return;
    if (!count) {
        draft_note(d, section, NOTE_INFO, "Growth between segments needs at least two of them.");
        return;
    }
    draft_text(d, section, growth_sentence(d, steps, count));
    draft_table(d, section,
                (TableBlock){ .table = growth_table(d, steps, count),
                              .caption = "What half the gap to the next better segment is worth" });
    draft_text(
        d, section,
        "Spend a year is a segment's revenue over the years that its customers have been with the "
        "shop (at least 30 days each, at most the period of the data). This is arithmetic on what "
        "was, not a forecast.");
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
                              .caption = "Each segment's mean over the mean of all buyers" });
}

void write_insights(Draft *d)
{
    Page *page = draft_page(d, PAGE_INSIGHTS, "index", "Business insights", "Insights", -1);

    put_concentration(d, page);
    write_quiet(d, page);
    put_growth(d, page);
    put_comparison(d, page);
}
