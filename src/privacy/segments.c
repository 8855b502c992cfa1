/* The segments of an aggregate: without members, in rounded figures. */
#include <math.h>
#include <string.h>

#include "privacy/show.h"

/* --- returns ---------------------------------------------------------------------------------- */

typedef struct Returned {
    double amount, lines;
    bool secret;
} Returned;

static Returned returns_of(const Whole *whole, const Segment *segment)
{
    const Customers *customers = &whole->shop->customers;
    Tops amount = tops_open(whole->group, whole->arena);
    Tops lines = tops_open(whole->group, whole->arena);

    for (size_t i = 0; i < segment->count; i++) {
        if (customers->returns) tops_add(&amount, customers->returns[segment->members[i]]);
        if (customers->lines) tops_add(&lines, customers->lines[segment->members[i]]);
    }
    return (Returned){ tops_rounded(&amount), tops_rounded(&lines), tops_is_secret(&amount) };
}

/* Returns of a few in one segment would follow from the others' and the total: then no segment's
 * are told. */
static void show_returns(Segments *shown, const Whole *whole, const SegmentSums *sums)
{
    bool secret = false;

    for (size_t s = 0; s < shown->count; s++) {
        ArenaMark mark = arena_mark(whole->arena);
        Returned of = returns_of(whole, &whole->segments->items[sums[s].from]);
        shown->items[s].returns = of.amount;
        shown->items[s].lines = (int64_t)of.lines;
        secret |= of.secret;
        arena_release(whole->arena, mark);
    }
    for (size_t s = 0; secret && s < shown->count; s++)
        shown->items[s].returns = NAN;
}

/* --- a segment -------------------------------------------------------------------------------- */

static void show_features(Segment *shown, const Whole *whole, const SegmentSums *sums)
{
    const Segment *segment = &whole->segments->items[sums->from];
    double *values = ARENA_ARRAY(whole->arena, double, segment->count);

    for (int f = 0; f < F_COUNT; f++) {
        for (size_t i = 0; i < segment->count; i++)
            values[i] = matrix_at(&whole->shop->customers.features, segment->members[i], (size_t)f);
        ArenaMark mark = arena_mark(whole->arena);
        shown->median[f] =
            significant(middle_mean(values, segment->count, whole->group, whole->arena), 2);
        arena_release(whole->arena, mark);
        shown->mean[f] = sums->sum[f] / sums->count;
    }
    if (sums->sum[F_FREQUENCY] > 0)
        shown->mean[F_AVG_PURCHASE] = sums->sum[F_TOTAL_SPEND] / sums->sum[F_FREQUENCY];
}

/* With SegmentPlan.min_group the reasons have no figures of members, except the textbook's. */
static const char *reason_shown(const Whole *whole, const Segment *segment)
{
    bool textbook = whole->segments->scheme == LABELS_CLASSIC && segment->cluster_count > 0 &&
                    segment->archetype != ARCHETYPE_OTHER;

    return textbook ? "By the textbook rules, from the averages of its customers."
                    : segment->reason;
}

/* Each a single customer's, and so to two digits. */
static TypicalMember typical_shown(const TypicalMember *typical)
{
    return (TypicalMember){ .purchase_days = significant(typical->purchase_days, 2),
                            .basket = significant(typical->basket, 2),
                            .silent_days = significant(typical->silent_days, 2),
                            .usual_gap_days = significant(typical->usual_gap_days, 2) };
}

/* Each field of a segment is decided here. Texts follow, from the figures as they are shown. */
static Segment show_segment(const Whole *whole, const SegmentSums *sums)
{
    const Segment *s = &whole->segments->items[sums->from];
    Segment shown = { .archetype = s->archetype,
                      .label = s->label,
                      .slug = s->slug,
                      .colour = s->colour,
                      .lineage = 0, /* nobody is followed from run to run */
                      .last_label = NULL,
                      .last_archetype = NULL,
                      .renamed_why = NULL,
                      .members = NULL,
                      .count = (size_t)sums->count,
                      .clusters = s->clusters,
                      .cluster_count = s->cluster_count,
                      .customer_share = NAN, /* set_shares */
                      .revenue = sums->sum[F_TOTAL_SPEND],
                      .revenue_share = NAN,
                      .returns = NAN, /* show_returns */
                      .lines = 0,
                      .purchases = (int64_t)sums->sum[F_FREQUENCY],
                      .mean = { 0 }, /* show_features */
                      .median = { 0 },
                      .sigma = { 0 }, /* set_distances */
                      .categories = { 0 },
                      .products = { 0 },
                      .countries = { 0 }, /* show_goods, show_countries */
                      .engagement = significant(s->engagement, 2),
                      .typical = typical_shown(&s->typical),
                      .consented = NAN, /* with the rest of the segment a count of few */
                      .quiet = { 0 },   /* show_quiet */
                      .silhouette = significant(s->silhouette, 2),
                      .jaccard = significant(s->jaccard, 2),
                      .reason = reason_shown(whole, s),
                      .first_step = s->first_step,
                      .first = { 0 },
                      .quiet_list = { 0 },
                      .first_text = s->first_text, /* nobody is named in it (first.h) */
                      .behaviour = NULL,           /* strategy_fill */
                      .strategy = NULL,
                      .outcome = NULL };

    show_features(&shown, whole, sums);
    return shown;
}

/* --- all -------------------------------------------------------------------------------------- */

static void set_base(Segments *shown, const Whole *whole, const SegmentSums *sums)
{
    const Segments *segments = whole->segments;
    double total[F_COUNT] = { 0 }, buyers = 0;
    double *values = ARENA_ARRAY(whole->arena, double, segments->buyers);

    for (size_t s = 0; s < shown->count; s++) {
        if (!shown->items[s].cluster_count) continue;
        buyers += sums[s].count;
        for (int f = 0; f < F_COUNT; f++)
            total[f] += sums[s].sum[f];
    }
    shown->buyers = (size_t)buyers;
    for (int f = 0; f < F_COUNT; f++) {
        for (size_t i = 0; i < segments->buyers; i++)
            values[i] =
                matrix_at(&whole->shop->customers.features, segments->buyer_rows[i], (size_t)f);
        shown->base_mean[f] = buyers > 0 ? total[f] / buyers : 0;
        shown->base_median[f] =
            significant(middle_mean(values, segments->buyers, whole->group, whole->arena), 2);
    }
    if (total[F_FREQUENCY] > 0)
        shown->base_mean[F_AVG_PURCHASE] = total[F_TOTAL_SPEND] / total[F_FREQUENCY];
}

static void set_distances(Segment *shown, const Segments *base, const double *base_sd)
{
    for (int f = 0; f < F_COUNT; f++) {
        double far = base_sd[f] > 0 ? (shown->mean[f] - base->base_mean[f]) / base_sd[f] : 0;
        shown->sigma[f] = round_to(far, 0.1);
    }
}

static void set_shares(Segments *shown)
{
    double customers = 0, revenue = 0;

    for (size_t s = 0; s < shown->count; s++) {
        customers += (double)shown->items[s].count;
        revenue += shown->items[s].revenue;
    }
    for (size_t s = 0; s < shown->count; s++) {
        Segment *segment = &shown->items[s];
        segment->customer_share = (double)segment->count / customers;
        segment->revenue_share = revenue > 0 ? segment->revenue / revenue : NAN;
    }
}

/* A count of customers; 0 where it is of a few. */
static size_t count_or_none(const Whole *whole, size_t count)
{
    return count < whole->group ? 0 : (size_t)count_shown(whole, (double)count);
}

/* What is said of silence as a whole; how many are quiet is said in show_quiet. */
static Quiet silence_shown(const Whole *whole)
{
    const Quiet *silence = &whole->segments->silence;
    const GapShape *shape = &silence->shape;
    size_t repeaters = count_or_none(whole, silence->repeaters);

    return (Quiet){ .verdict = silence->verdict,
                    .customers = 0,
                    .rhythms = NULL,
                    .history_days = silence->history_days,
                    .one_day = count_or_none(whole, silence->one_day),
                    .repeaters = repeaters,
                    .quiet = 0,
                    .getting_quiet = 0,
                    .expected = QUIET_CHANCE * (double)repeaters,
                    .only_chance = silence->only_chance,
                    .excess = 0,
                    .shape = { .customers = count_or_none(whole, shape->customers),
                               .free_gaps = (size_t)significant((double)shape->free_gaps, 2),
                               .estimate = significant(shape->estimate, 2),
                               .error = significant(shape->error, 2),
                               .dispersion = significant(shape->dispersion, 2),
                               .used = shape->used,
                               .pattern = shape->pattern } };
}

/* Day by day it is of a few: what is left is when half, and most, have come back. */
static SecondPurchase second_shown(const SecondPurchase *second)
{
    return (SecondPurchase){ .customers = 0,
                             .bought_again = (size_t)significant((double)second->bought_again, 1),
                             .longest_wait = second->longest_wait,
                             .waiting = NULL,
                             .greenwood = NULL,
                             .at_risk = NULL,
                             .days_50 = significant(second->days_50, 2),
                             .days_80 = significant(second->days_80, 2) };
}

Segments show_segments(const Whole *whole, const SegmentSums *sums, size_t count)
{
    const Segments *segments = whole->segments;
    Segments shown = { .items = ARENA_ARRAY(whole->arena, Segment, count),
                       .count = count,
                       .of_customer = NULL,
                       .scheme = segments->scheme,
                       .base_mean = { 0 }, /* set_base */
                       .base_median = { 0 },
                       .base_sd = { 0 }, /* the distances are all that it is for */
                       .base_purchase_days = significant(segments->base_purchase_days, 2),
                       .buyers = 0,
                       .base_engagement = significant(segments->base_engagement, 2),
                       .days = { 0 },
                       .silence = silence_shown(whole),
                       .second = second_shown(&segments->second),
                       .silent_days = significant(segments->silent_days, 2),
                       .new_days = significant(segments->new_days, 2),
                       .quiet = { 0 }, /* show_quiet */
                       .buyer_rows = NULL,
                       .categories = { 0 },
                       .countries = { 0 },
                       .category_share = NAN, /* what has none may be of a few */
                       .no_amounts = segments->no_amounts,
                       .carried_by_members = false };

    for (size_t s = 0; s < count; s++)
        shown.items[s] = show_segment(whole, &sums[s]);
    set_base(&shown, whole, sums);
    set_shares(&shown);
    show_returns(&shown, whole, sums);
    show_quiet(&shown, whole, sums);
    for (size_t s = 0; s < count; s++)
        set_distances(&shown.items[s], &shown, segments->base_sd);
    return shown;
}
