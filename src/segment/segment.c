#include "segment/segment.h"

#include <math.h>
#include <string.h>

#include "math/math.h"
#include "segment/carry.h"
#include "segment/first.h"
#include "segment/form.h"
#include "segment/profile.h"
#include "segment/reason.h"
#include "segment/silence.h"
#include "segment/strategy.h"

/* What the steps below share. */
typedef struct Work {
    const Shop *shop;
    const Model *model;
    const uint32_t *rows; /* the model's rows as customers */
    const SegmentPlan *plan;
    Facts facts;
    Formed formed;
    Arena *arena;
} Work;

/* --- a segment's figures ---------------------------------------------------------------------- */

static void to_sigma(double *sigma, const double *mean, const Segments *base)
{
    for (int f = 0; f < F_COUNT; f++) {
        sigma[f] = base->base_sd[f] > 0 ? (mean[f] - base->base_mean[f]) / base->base_sd[f] : 0;
    }
}

/* What was returned, and the lines of the ledger that the segment accounts for. */
static void describe_ledger(Segment *segment, const Customers *customers)
{
    Sum returns = { 0 };

    for (size_t i = 0; i < segment->count; i++) {
        uint32_t customer = segment->members[i];
        if (customers->returns) sum_add(&returns, customers->returns[customer]);
        if (customers->lines) segment->lines += customers->lines[customer];
    }
    segment->returns = sum_value(returns);
}

/* Means over a segment's clusters, weighted by size. */
static void describe_quality(Segment *segment, const Work *w)
{
    const Model *model = w->model;
    double rows = 0, silhouette = 0, jaccard = 0;

    for (size_t i = 0; i < segment->cluster_count; i++) {
        size_t c = segment->clusters[i];
        double size = (double)model->clustering.sizes[c];
        rows += size;
        silhouette += size * model->silhouette_cluster[c];
        if (model->stability.bootstraps) jaccard += size * model->stability.jaccard[c];
    }
    segment->silhouette = rows > 0 ? silhouette / rows : NAN;
    segment->jaccard = rows > 0 && model->stability.bootstraps ? jaccard / rows : NAN;
    /* One customer is found again whenever drawn, and has nobody beside. */
    if (segment->count == 1) segment->silhouette = segment->jaccard = NAN;
}

static double mean_score(const double *scores, const uint32_t *members, size_t count)
{
    Sum sum = { 0 };

    for (size_t i = 0; i < count; i++)
        sum_add(&sum, scores[members[i]]);
    return count ? sum_value(sum) / (double)count : NAN;
}

static int64_t count_purchases(const Customers *customers, const uint32_t *members, size_t count)
{
    double purchases = 0;

    for (size_t i = 0; i < count; i++)
        purchases += matrix_at(&customers->features, members[i], F_FREQUENCY);
    return (int64_t)purchases;
}

static double middle_of(Figure figure, const Segment *segment, const Work *w)
{
    ArenaMark mark = arena_mark(w->arena);
    double *values = ARENA_ARRAY(w->arena, double, segment->count);

    for (size_t i = 0; i < segment->count; i++)
        values[i] = facts_figure(&w->facts, figure, segment->members[i]);
    double middle = median(values, segment->count, w->arena);
    arena_release(w->arena, mark);
    return middle;
}

/* The median of those who have one; NaN where nobody has. */
static double usual_gap(const Segment *segment, const Work *w)
{
    ArenaMark mark = arena_mark(w->arena);
    double *gaps = ARENA_ARRAY(w->arena, double, segment->count);
    size_t count = 0;

    for (size_t i = 0; i < segment->count; i++) {
        double gap = w->facts.quiet.rhythms[segment->members[i]].usual_gap_days;
        if (isfinite(gap)) gaps[count++] = gap;
    }
    double middle = median(gaps, count, w->arena);
    arena_release(w->arena, mark);
    return middle;
}

static TypicalMember typical_of(const Segment *segment, const Work *w)
{
    return (TypicalMember){ .purchase_days = middle_of(FIGURE_DAYS, segment, w),
                            .basket = middle_of(FIGURE_BASKET, segment, w),
                            .silent_days = middle_of(FIGURE_SILENCE, segment, w),
                            .usual_gap_days = usual_gap(segment, w) };
}

/* NaN where nobody is asked, or somebody was not. */
static double count_consents(const Segment *segment, const Work *w)
{
    const int8_t *consent = w->shop->customers.consent;
    double count = 0;

    if (!consent) return NAN;
    for (size_t i = 0; i < segment->count; i++) {
        if (consent[segment->members[i]] < 0) return NAN;
        count += consent[segment->members[i]] > 0;
    }
    return count;
}

static void describe_figures(Segment *segment, const Segments *out, const Work *w,
                             const double *engagement)
{
    const Shop *shop = w->shop;

    segment->customer_share = (double)segment->count / (double)shop->customers.count;
    segment->revenue_share = shop->revenue > 0 ? segment->revenue / shop->revenue : NAN;
    profile_features(segment->mean, segment->median, &shop->customers.features, segment->members,
                     segment->count, w->arena);
    to_sigma(segment->sigma, segment->mean, out);
    segment->purchases = count_purchases(&shop->customers, segment->members, segment->count);
    if (segment->purchases)
        segment->mean[F_AVG_PURCHASE] = segment->revenue / (double)segment->purchases;
    segment->engagement =
        engagement ? mean_score(engagement, segment->members, segment->count) : NAN;
    segment->typical = typical_of(segment, w);
    segment->consented = count_consents(segment, w);
    describe_ledger(segment, &shop->customers);
    describe_quality(segment, w);
}

static void describe_base(Segments *out, const Work *w)
{
    const Customers *customers = &w->shop->customers;

    out->no_amounts = w->shop->no_amounts;
    out->buyers = w->model->clustering.rows;
    out->buyer_rows = w->rows;
    profile_features(out->base_mean, out->base_median, &customers->features, w->rows, out->buyers,
                     w->arena);
    profile_deviation(out->base_sd, out->base_mean, &customers->features, w->rows, out->buyers);
    int64_t purchases = count_purchases(customers, w->rows, out->buyers);
    if (purchases)
        out->base_mean[F_AVG_PURCHASE] =
            out->base_mean[F_TOTAL_SPEND] * (double)out->buyers / (double)purchases;
    out->base_purchase_days = w->facts.borders[FIGURE_DAYS].middle;
    out->days = w->facts.days;
    out->silence = w->facts.quiet;
    out->second = w->facts.second;
    out->silent_days = w->facts.silent_days;
    out->new_days = w->facts.new_days;
}

/* --- a segment in words ----------------------------------------------------------------------- */

static const char *reason_of(const Segment *segment, const ClusterGroup *group, const Work *w)
{
    const ReasonPlan plan = { &w->facts, w->plan->currency, w->plan->min_group == 0 };

    if (segment->archetype == ARCHETYPE_PROSPECTS)
        return "No purchase up to the as-of date: set apart by rule, not clustered.";
    if (!group) {
        return "Segments that are too small to be shown on their own, combined so that no single "
               "customer can be recognised.";
    }
    if (w->plan->scheme == LABELS_CLASSIC) {
        return label_classic_reason(segment->archetype, segment->mean, w->formed.clusters,
                                    w->model->clustering.k, w->plan->currency, w->shop->no_amounts,
                                    w->arena);
    }
    return reason_for(group, &plan, w->arena);
}

static const char *renamed_why(const Segment *segment, const ClusterGroup *group, const Work *w)
{
    Archetype before;

    if (!segment->last_label || !strcmp(segment->last_label, segment->label)) return NULL;
    if (!group || w->plan->scheme == LABELS_CLASSIC ||
        !archetype_read(&before, segment->last_archetype))
        return "The names are given by other rules.";
    return reason_renamed(before, group, &w->facts, w->arena);
}

static Status describe_words(Segment *segment, const Segments *out, const Work *w, Err *err)
{
    const ClusterGroup *group = group_of(&w->formed, segment);

    segment->reason = reason_of(segment, group, w);
    segment->renamed_why = renamed_why(segment, group, w);
    first_choose(segment, out, w->shop, w->plan->min_group == 0, w->arena);
    return strategy_fill(segment, out, w->plan, w->arena, err);
}

/* --- all -------------------------------------------------------------------------------------- */

static double base_engagement(const double *engagement, size_t customers)
{
    return engagement ? sum_of(engagement, customers) / (double)customers : NAN;
}

Status segments_describe(Segments *out, const Shop *shop, const Model *model, const uint32_t *rows,
                         const SegmentPlan *plan, Arena *arena, Err *err)
{
    Work w = { .shop = shop, .model = model, .rows = rows, .plan = plan, .arena = arena };
    Segments made = { .scheme = plan->scheme };
    const double *engagement = profile_engagement(shop, arena);
    Status s;

    w.facts = facts_find(shop, arena);
    describe_base(&made, &w);
    made.base_engagement = base_engagement(engagement, shop->customers.count);
    w.formed = segments_form(&made, &(FormPlan){ shop, model, rows, plan, &w.facts }, arena);
    Carry carry = carry_clusters(model, &shop->customers, rows, plan->history, arena);
    carry_segments(&made, &carry, &shop->customers, plan->history, arena);
    profile_top_lists(&made, shop, arena);
    for (size_t i = 0; i < made.count; i++)
        describe_figures(&made.items[i], &made, &w, engagement);
    silence_describe(&made, shop);
    for (size_t i = 0; i < made.count; i++) {
        if ((s = describe_words(&made.items[i], &made, &w, err))) return s;
    }
    *out = made;
    return OK;
}
