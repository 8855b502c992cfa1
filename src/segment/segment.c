#include "segment/segment.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "math/math.h"
#include "segment/carry.h"
#include "segment/label.h"
#include "segment/profile.h"
#include "segment/strategy.h"

/* What the steps below share. */
typedef struct Work {
    const Shop *shop;
    const Model *model;
    const uint32_t *rows; /* the model's rows as customers */
    const SegmentPlan *plan;
    ClusterProfile *clusters;
    Carry carry;
    Name *names;
    Arena *arena;
} Work;

/* --- clusters --------------------------------------------------------------------------------- */

static size_t cluster_members(uint32_t *out, const Work *w, size_t cluster)
{
    size_t count = 0;

    for (size_t i = 0; i < w->model->clustering.rows; i++) {
        if (w->model->clustering.cluster[i] == cluster) out[count++] = w->rows[i];
    }
    return count;
}

static void to_sigma(double *sigma, const double *mean, const Segments *base)
{
    for (int f = 0; f < F_COUNT; f++) {
        sigma[f] = base->base_sd[f] > 0 ? (mean[f] - base->base_mean[f]) / base->base_sd[f] : 0;
    }
}

static void profile_clusters(Work *w, const Segments *base)
{
    size_t k = w->model->clustering.k;
    double unused[F_COUNT];
    uint32_t *members = ARENA_ARRAY(w->arena, uint32_t, w->model->clustering.rows);

    w->clusters = ARENA_ARRAY(w->arena, ClusterProfile, k);
    for (size_t c = 0; c < k; c++) {
        size_t count = cluster_members(members, w, c);
        profile_features(w->clusters[c].mean, unused, &w->shop->customers.features, members, count,
                         w->arena);
        to_sigma(w->clusters[c].sigma, w->clusters[c].mean, base);
    }
}

static void name_clusters(Work *w)
{
    size_t k = w->model->clustering.k;

    w->names = ARENA_ARRAY(w->arena, Name, k);
    switch (w->plan->scheme) {
    case LABELS_CLASSIC: label_classic(w->names, w->clusters, k, w->arena); break;
    case LABELS_DISTINCT:
        label_distinct(w->names, w->clusters, k, w->carry.names, w->shop->has_interactions,
                       w->arena);
        break;
    }
}

/* --- segments --------------------------------------------------------------------------------- */

static bool same_name(Name a, Name b)
{
    return a.archetype == b.archetype && a.copy == b.copy;
}

/* Whether an earlier cluster has the name already. */
static bool name_taken(const Work *w, size_t cluster)
{
    for (size_t c = 0; c < cluster; c++) {
        if (same_name(w->names[c], w->names[cluster])) return true;
    }
    return false;
}

static Segment open_segment(const Work *w, Name name)
{
    const char *label = archetype_label(name.archetype);
    const char *slug = archetype_slug(name.archetype);
    size_t *clusters = ARENA_ARRAY(w->arena, size_t, w->model->clustering.k);
    Segment segment = { .archetype = name.archetype, .label = label, .slug = slug };

    if (name.copy) {
        segment.label = arena_format(w->arena, "%s %d", label, name.copy + 1);
        segment.slug = arena_format(w->arena, "%s-%d", slug, name.copy + 1);
    }
    for (size_t c = 0; c < w->model->clustering.k && name.archetype != ARCHETYPE_PROSPECTS; c++) {
        if (same_name(w->names[c], name)) clusters[segment.cluster_count++] = c;
    }
    segment.clusters = clusters;
    return segment;
}

static bool belongs(const Segment *segment, size_t cluster)
{
    for (size_t i = 0; i < segment->cluster_count; i++) {
        if (segment->clusters[i] == cluster) return true;
    }
    return false;
}

static void collect_members(Segment *segment, const Work *w)
{
    const Clustering *clustering = &w->model->clustering;
    size_t size = 0;

    for (size_t i = 0; i < segment->cluster_count; i++)
        size += clustering->sizes[segment->clusters[i]];
    uint32_t *members = ARENA_ARRAY(w->arena, uint32_t, size);
    for (size_t i = 0; i < clustering->rows; i++) {
        if (belongs(segment, clustering->cluster[i])) members[segment->count++] = w->rows[i];
    }
    segment->members = members;
}

/* Those whom the model did not see. */
static void collect_prospects(Segment *segment, const Work *w)
{
    size_t customers = w->shop->customers.count;
    uint32_t *members = ARENA_ARRAY(w->arena, uint32_t, customers - w->model->clustering.rows);

    for (size_t i = 0, next = 0; i < customers; i++) {
        if (next < w->model->clustering.rows && w->rows[next] == i) {
            next++;
        } else {
            members[segment->count++] = (uint32_t)i;
        }
    }
    segment->members = members;
}

static double revenue_of(const Work *w, const uint32_t *members, size_t count)
{
    Sum revenue = { 0 };

    for (size_t i = 0; i < count; i++) {
        sum_add(&revenue, matrix_at(&w->shop->customers.features, members[i], F_TOTAL_SPEND));
    }
    return sum_value(revenue);
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

static int by_revenue(const void *left, const void *right)
{
    const Segment *a = left, *b = right;
    bool a_last = a->archetype == ARCHETYPE_PROSPECTS, b_last = b->archetype == ARCHETYPE_PROSPECTS;

    if (a_last != b_last) return a_last - b_last;
    if (a->revenue != b->revenue) return a->revenue < b->revenue ? 1 : -1;
    return strcmp(a->slug, b->slug);
}

static void form_segments(Segments *out, const Work *w)
{
    size_t k = w->model->clustering.k;

    out->items = ARENA_ARRAY(w->arena, Segment, k + 1);
    for (size_t c = 0; c < k; c++) {
        if (name_taken(w, c)) continue;
        Segment segment = open_segment(w, w->names[c]);
        collect_members(&segment, w);
        out->items[out->count++] = segment;
    }
    if (w->model->clustering.rows < w->shop->customers.count) {
        Segment segment = open_segment(w, (Name){ ARCHETYPE_PROSPECTS, 0 });
        collect_prospects(&segment, w);
        out->items[out->count++] = segment;
    }
    for (size_t s = 0; s < out->count; s++) {
        out->items[s].revenue = revenue_of(w, out->items[s].members, out->items[s].count);
    }
    qsort(out->items, out->count, sizeof *out->items, by_revenue);
}

/* --- groups that are too small (plan->min_group) ---------------------------------------------- */

/* Which segments are put together: the small ones, and the next larger until they are enough. */
static size_t mark_small(bool *small, const Segments *out, size_t min_group)
{
    size_t together = 0, marked = 0;

    for (size_t s = 0; s < out->count; s++) {
        if (out->items[s].archetype == ARCHETYPE_PROSPECTS || out->items[s].count >= min_group)
            continue;
        small[s] = true;
        together += out->items[s].count;
        marked++;
    }
    while (marked && together < min_group) {
        size_t next = out->count;
        for (size_t s = 0; s < out->count; s++) {
            if (small[s] || out->items[s].archetype == ARCHETYPE_PROSPECTS) continue;
            if (next == out->count || out->items[s].count < out->items[next].count) next = s;
        }
        if (next == out->count) break;
        small[next] = true;
        together += out->items[next].count;
        marked++;
    }
    return marked;
}

static int by_customer(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return (a > b) - (a < b);
}

static void add_segment(Segment *sum, const Segment *part, Arena *arena)
{
    uint32_t *members =
        arena_grow(arena, sum->members, sum->count, sum->count + part->count, sizeof *members);
    size_t clusters = sum->cluster_count + part->cluster_count;
    size_t *numbers =
        arena_grow(arena, sum->clusters, sum->cluster_count, clusters, sizeof *numbers);

    memcpy(members + sum->count, part->members, part->count * sizeof *members);
    memcpy(numbers + sum->cluster_count, part->clusters, part->cluster_count * sizeof *numbers);
    sum->members = members;
    sum->clusters = numbers;
    sum->count += part->count;
    sum->cluster_count = clusters;
    sum->revenue += part->revenue;
    qsort(members, sum->count, sizeof *members, by_customer);
}

/* One segment alone would follow from the totals, so they are never fewer than min_group. */
static void pool_small(Segments *out, const Work *w)
{
    bool *small = ARENA_ARRAY(w->arena, bool, out->count);
    Segment other = { .archetype = ARCHETYPE_OTHER,
                      .label = archetype_label(ARCHETYPE_OTHER),
                      .slug = archetype_slug(ARCHETYPE_OTHER) };
    size_t kept = 0;

    if (!mark_small(small, out, w->plan->min_group)) return;
    for (size_t s = 0; s < out->count; s++) {
        if (small[s]) {
            add_segment(&other, &out->items[s], w->arena);
        } else {
            out->items[kept++] = out->items[s];
        }
    }
    out->items[kept++] = other;
    out->count = kept;
    qsort(out->items, out->count, sizeof *out->items, by_revenue);
}

/* Returns of a few in one segment would follow from the others' and the total: then none are told.
 */
static void withhold_returns(Segments *out, const Work *w)
{
    const double *returns = w->shop->customers.returns;
    bool few = false;

    for (size_t s = 0; returns && s < out->count; s++) {
        size_t customers = 0;
        for (size_t i = 0; i < out->items[s].count; i++)
            customers += returns[out->items[s].members[i]] != 0;
        few |= customers > 0 && customers < w->plan->min_group;
    }
    for (size_t s = 0; few && s < out->count; s++) {
        out->items[s].returns = NAN;
        out->items[s].lines = 0;
    }
}

static void number_customers(Segments *out, const Work *w)
{
    uint8_t *of_customer = ARENA_ARRAY(w->arena, uint8_t, w->shop->customers.count);

    for (size_t s = 0; s < out->count; s++) {
        out->items[s].colour = (int)s;
        for (size_t i = 0; i < out->items[s].count; i++) {
            of_customer[out->items[s].members[i]] = (uint8_t)s;
        }
    }
    out->of_customer = of_customer;
}

/* --- a segment's figures ---------------------------------------------------------------------- */

static void describe_risk(Segment *segment, const Segments *out, const Work *w)
{
    Sum spend = { 0 };

    for (size_t i = 0; i < segment->count; i++) {
        uint32_t customer = segment->members[i];
        if (!out->overdue[customer]) continue;
        segment->overdue++;
        sum_add(&spend, matrix_at(&w->shop->customers.features, customer, F_TOTAL_SPEND));
    }
    segment->overdue_spend = sum_value(spend);
    segment->churn_risk = segment->cluster_count ? segment->overdue / (double)segment->count : NAN;
    double fewer = fmin(segment->overdue, (double)segment->count - segment->overdue);
    if (fewer > 0 && fewer < (double)w->plan->min_group) {
        segment->overdue = segment->overdue_spend = segment->churn_risk = NAN;
    }
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
    describe_ledger(segment, &shop->customers);
    describe_risk(segment, out, w);
    describe_quality(segment, w);
}

/* --- whom to look at first -------------------------------------------------------------------- */

enum { PRIORITY = 10 };

/* Whether the segment's names are worth a look because they are silent, or because they buy. */
static bool is_about_silence(Archetype archetype)
{
    switch (archetype) {
    case ARCHETYPE_AT_RISK:
    case ARCHETYPE_CANT_LOSE:
    case ARCHETYPE_HIBERNATING:
    case ARCHETYPE_NEED_ATTENTION: return true;
    case ARCHETYPE_CHAMPIONS:
    case ARCHETYPE_LOYAL:
    case ARCHETYPE_BIG_SPENDERS:
    case ARCHETYPE_POTENTIAL:
    case ARCHETYPE_NEW:
    case ARCHETYPE_WINDOW_SHOPPERS:
    case ARCHETYPE_PROSPECTS:
    case ARCHETYPE_OTHER:
    case ARCHETYPES: return false;
    }
    return false;
}

/* Keeps the list of the highest-ranking, ties by id (members come in that order). */
static void rank_in(uint32_t *list, size_t *count, uint32_t customer, const Matrix *features,
                    Feature by)
{
    double value = matrix_at(features, customer, by);
    size_t place = *count;

    while (place && matrix_at(features, list[place - 1], by) < value)
        place--;
    if (place >= PRIORITY) return;
    if (*count < PRIORITY) ++*count;
    memmove(list + place + 1, list + place, (*count - place - 1) * sizeof *list);
    list[place] = customer;
}

static void choose_priority(Segment *segment, const Segments *out, const Work *w)
{
    bool never_bought = segment->archetype == ARCHETYPE_PROSPECTS;
    bool silent = is_about_silence(segment->archetype) && segment->overdue > 0;
    Feature by = never_bought ? F_INTERACTION_COUNT : F_TOTAL_SPEND;
    uint32_t *list = ARENA_ARRAY(w->arena, uint32_t, PRIORITY + 1);

    /* Without interactions nothing sets one prospect before another. */
    if (never_bought && !w->shop->has_interactions) return;
    if (w->plan->min_group) return;
    for (size_t i = 0; i < segment->count; i++) {
        uint32_t customer = segment->members[i];
        if (silent && !out->overdue[customer]) continue;
        rank_in(list, &segment->priority_count, customer, &w->shop->customers.features, by);
    }
    segment->priority = list;
    segment->priority_why = never_bought ? "Most interactions, no purchase yet"
                            : silent     ? "Highest spend among those who are overdue"
                                         : "Highest spend in the segment";
}

static const char *reason_of(const Segment *segment, const Segments *out, const Work *w)
{
    ClusterProfile profile;

    if (segment->archetype == ARCHETYPE_PROSPECTS) {
        return "No purchase up to the as-of date: set apart by rule, not clustered.";
    }
    if (segment->archetype == ARCHETYPE_OTHER) {
        return arena_format(w->arena,
                            "Segments of which some have fewer than %zu customers, put together "
                            "so that nobody can be told apart.",
                            w->plan->min_group);
    }
    memcpy(profile.mean, segment->mean, sizeof profile.mean);
    memcpy(profile.sigma, segment->sigma, sizeof profile.sigma);
    if (w->plan->scheme == LABELS_CLASSIC) {
        return label_classic_reason(segment->archetype, &profile, w->clusters,
                                    w->model->clustering.k, w->plan->currency, w->arena);
    }
    return label_reason(segment->archetype, &profile, out->base_mean, w->plan->currency, w->arena);
}

/* --- all -------------------------------------------------------------------------------------- */

static void describe_base(Segments *out, const Work *w)
{
    const Customers *customers = &w->shop->customers;

    out->buyers = w->model->clustering.rows;
    out->buyer_rows = w->rows;
    profile_features(out->base_mean, out->base_median, &customers->features, w->rows, out->buyers,
                     w->arena);
    profile_deviation(out->base_sd, out->base_mean, &customers->features, w->rows, out->buyers);
    int64_t purchases = count_purchases(customers, w->rows, out->buyers);
    if (purchases)
        out->base_mean[F_AVG_PURCHASE] =
            out->base_mean[F_TOTAL_SPEND] * (double)out->buyers / (double)purchases;
    out->overdue = profile_overdue(&out->usual_gap_days, customers, w->arena);
}

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

    describe_base(&made, &w);
    made.base_engagement = base_engagement(engagement, shop->customers.count);
    profile_clusters(&w, &made);
    w.carry = carry_clusters(model, &shop->customers, rows, plan->history, arena);
    name_clusters(&w);
    form_segments(&made, &w);
    pool_small(&made, &w);
    number_customers(&made, &w);
    carry_segments(&made, &w.carry, &shop->customers, plan->history, arena);
    profile_top_lists(&made, shop, plan->min_group, arena);
    for (size_t i = 0; i < made.count; i++) {
        Segment *segment = &made.items[i];
        describe_figures(segment, &made, &w, engagement);
        segment->reason = reason_of(segment, &made, &w);
        segment->renamed_why = carry_renamed_why(segment, arena);
        choose_priority(segment, &made, &w);
        if ((s = strategy_fill(segment, &made, plan, arena, err))) return s;
    }
    withhold_returns(&made, &w);
    *out = made;
    return OK;
}
