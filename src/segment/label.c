#include "segment/label.h"

#include <math.h>
#include <string.h>

#include "data/format.h"
#include "math/math.h"

/* The features that archetypes are described in. */
enum { AXES = 6 };
static const Feature AXIS[AXES] = { F_RECENCY_DAYS, F_FREQUENCY,         F_TOTAL_SPEND,
                                    F_AVG_PURCHASE, F_INTERACTION_COUNT, F_TENURE_DAYS };

/* A condition on one feature, in standard deviations from the base. */
typedef struct Condition {
    Feature feature;
    int sign; /* +1: above `border`, −1: below */
    double border;
} Condition;

typedef struct ArchetypeInfo {
    const char *label, *slug, *meaning;
    double point[AXES]; /* recency, frequency, spend, average purchase, interactions, tenure */
    Condition conditions[3];
    int condition_count;
    bool needs_interactions;
} ArchetypeInfo;

/* The conditions are what the segments' texts claim, so that no text says what is not so. */
static const ArchetypeInfo INFO[ARCHETYPES] = {
    [ARCHETYPE_CHAMPIONS] = { "Champions",
                              "champions",
                              "Bought recently, buy often and spend much.",
                              { -0.8, 1.2, 1.2, 0.2, 0.6, 0.3 },
                              { { F_FREQUENCY, 1, 0.25 },
                                { F_TOTAL_SPEND, 1, 0.25 },
                                { F_RECENCY_DAYS, -1, 0.25 } },
                              3,
                              false },
    [ARCHETYPE_LOYAL] = { "Loyal Customers",
                          "loyal-customers",
                          "Come back more often than most, and lately.",
                          { -0.6, 0.8, 0.3, 0.0, 0.4, 0.5 },
                          { { F_FREQUENCY, 1, 0 }, { F_RECENCY_DAYS, -1, 0.25 } },
                          2,
                          false },
    [ARCHETYPE_BIG_SPENDERS] = { "Big Spenders",
                                 "big-spenders",
                                 "Large baskets, and more spend than most.",
                                 { -0.1, 0.0, 0.9, 1.5, 0.0, 0.0 },
                                 { { F_AVG_PURCHASE, 1, 0.25 }, { F_TOTAL_SPEND, 1, 0 } },
                                 2,
                                 false },
    [ARCHETYPE_POTENTIAL] = { "Potential Loyalists",
                              "potential-loyalists",
                              "Bought recently, not yet often: the next loyal customers.",
                              { -0.5, -0.2, -0.3, 0.0, 0.1, -0.2 },
                              { { F_RECENCY_DAYS, -1, 0.1 }, { F_FREQUENCY, -1, 0.5 } },
                              2,
                              false },
    [ARCHETYPE_NEW] = { "New Customers",
                        "new-customers",
                        "Customers for a short time; their figures are low because of that.",
                        { -0.5, -0.6, -0.5, 0.0, -0.3, -1.2 },
                        { { F_TENURE_DAYS, -1, -0.5 }, { F_RECENCY_DAYS, -1, 0.1 } },
                        2,
                        false },
    [ARCHETYPE_NEED_ATTENTION] = { "Need Attention",
                                   "need-attention",
                                   "No strong profile of their own; could go either way.",
                                   { 0.2, 0.0, 0.0, 0.0, 0.0, 0.2 },
                                   { { 0 } },
                                   0,
                                   false },
    [ARCHETYPE_AT_RISK] = { "At Risk",
                            "at-risk",
                            "Were worth more than most and have gone quiet.",
                            { 0.9, 0.2, 0.5, 0.3, -0.3, 0.4 },
                            { { F_TOTAL_SPEND, 1, 0 }, { F_RECENCY_DAYS, 1, 0.25 } },
                            2,
                            false },
    [ARCHETYPE_CANT_LOSE] = { "Can't Lose Them",
                              "cant-lose-them",
                              "Were among the best and have not bought for long.",
                              { 1.2, 0.9, 1.2, 0.4, -0.2, 0.6 },
                              { { F_TOTAL_SPEND, 1, 0.6 },
                                { F_RECENCY_DAYS, 1, 0.5 },
                                { F_FREQUENCY, 1, 0 } },
                              3,
                              false },
    [ARCHETYPE_HIBERNATING] = { "Hibernating",
                                "hibernating",
                                "Last bought long ago and spent less than most.",
                                { 1.3, -0.6, -0.6, -0.2, -0.5, 0.3 },
                                { { F_RECENCY_DAYS, 1, 0.25 }, { F_TOTAL_SPEND, -1, 0 } },
                                2,
                                false },
    [ARCHETYPE_WINDOW_SHOPPERS] = { "Window Shoppers",
                                    "window-shoppers",
                                    "In touch more than most, but buy less.",
                                    { 0.0, -0.5, -0.6, -0.4, 1.2, 0.0 },
                                    { { F_INTERACTION_COUNT, 1, 0.3 }, { F_TOTAL_SPEND, -1, 0 } },
                                    2,
                                    true },
    [ARCHETYPE_PROSPECTS] = { "Prospects",
                              "prospects",
                              "In the customer list, without a purchase. Set apart by rule.",
                              { 0 },
                              { { 0 } },
                              0,
                              false },
    [ARCHETYPE_OTHER] = { "Other Customers",
                          "other-customers",
                          "Segments too small to be shown one by one, put together.",
                          { 0 },
                          { { 0 } },
                          0,
                          false },
};

const char *archetype_label(Archetype archetype)
{
    return INFO[archetype].label;
}

const char *archetype_slug(Archetype archetype)
{
    return INFO[archetype].slug;
}

bool archetype_read(Archetype *out, const char *slug)
{
    for (int a = 0; a < ARCHETYPES; a++) {
        if (strcmp(INFO[a].slug, slug)) continue;
        *out = (Archetype)a;
        return true;
    }
    return false;
}

const char *archetype_meaning(Archetype archetype)
{
    return INFO[archetype].meaning;
}

/* --- distinct --------------------------------------------------------------------------------- */

/* A broken condition outweighs any distance, and a second copy of a name is better than one. */
#define BROKEN_COST 100.0
#define COPY_COST 4.0
/* A name kept outweighs any other choice. */
#define KEPT_COST (-1e6)

static bool holds(const Condition *condition, const double *sigma)
{
    return condition->sign * (sigma[condition->feature] - condition->border) > 0;
}

static double name_cost(const ArchetypeInfo *info, const double *sigma, int copy,
                        bool has_interactions)
{
    double cost = COPY_COST * copy;

    for (int i = 0; i < AXES; i++) {
        if (FEATURES[AXIS[i]].interaction && !has_interactions) continue;
        /* Beyond three deviations a cluster is as far out as it can be. */
        double at = fmax(-3, fmin(3, sigma[AXIS[i]]));
        cost += (at - info->point[i]) * (at - info->point[i]);
    }
    for (int i = 0; i < info->condition_count; i++) {
        if (!holds(&info->conditions[i], sigma)) cost += BROKEN_COST;
    }
    return info->needs_interactions && !has_interactions ? cost + BROKEN_COST : cost;
}

/* Whether the cluster may go on under the name that it had. */
static bool may_keep(const Name *kept, size_t count, const ClusterProfile *profile,
                     bool has_interactions)
{
    if (kept->archetype >= ARCHETYPE_PROSPECTS || (size_t)kept->copy >= count) return false;
    const ArchetypeInfo *info = &INFO[kept->archetype];
    for (int i = 0; i < info->condition_count; i++) {
        if (!holds(&info->conditions[i], profile->sigma)) return false;
    }
    return has_interactions || !info->needs_interactions;
}

void label_distinct(Name *names, const ClusterProfile *clusters, size_t count, const Name *kept,
                    bool has_interactions, Arena *arena)
{
    /* Need Attention has no condition: with a copy of every archetype for each cluster there is
     * always a name that is true. */
    Matrix cost = matrix_new(count, count * ARCHETYPE_PROSPECTS, arena);

    for (size_t c = 0; c < count; c++) {
        for (size_t name = 0; name < cost.cols; name++) {
            matrix_row(&cost, c)[name] =
                name_cost(&INFO[name % ARCHETYPE_PROSPECTS], clusters[c].sigma,
                          (int)(name / ARCHETYPE_PROSPECTS), has_interactions);
        }
        if (!kept || !may_keep(&kept[c], count, &clusters[c], has_interactions)) continue;
        size_t name = (size_t)kept[c].copy * ARCHETYPE_PROSPECTS + (size_t)kept[c].archetype;
        matrix_row(&cost, c)[name] = KEPT_COST;
    }
    const size_t *chosen = assignment_solve(&cost, NULL, arena);
    for (size_t c = 0; c < count; c++) {
        names[c] = (Name){ (Archetype)(chosen[c] % ARCHETYPE_PROSPECTS),
                           (int)(chosen[c] / ARCHETYPE_PROSPECTS) };
    }
}

const char *label_broken(Archetype archetype, const ClusterProfile *profile, Arena *arena)
{
    const ArchetypeInfo *info = &INFO[archetype];

    for (int i = 0; i < info->condition_count; i++) {
        const Condition *c = &info->conditions[i];
        if (holds(c, profile->sigma)) continue;
        return arena_format(
            arena, "%s asks for %s %s %s standard deviations from all buyers' mean; it is %s",
            info->label, FEATURES[c->feature].title, c->sign > 0 ? "above" : "below",
            format_value(c->border, COLUMN_SIGMA, 2, "", false, arena),
            format_value(profile->sigma[c->feature], COLUMN_SIGMA, 2, "", false, arena));
    }
    return NULL;
}

/* --- classic ---------------------------------------------------------------------------------- */

/* A quantile of the clusters' averages of one feature. */
static double cluster_quantile(const ClusterProfile *clusters, size_t count, Feature feature,
                               double at, Arena *arena)
{
    double *values = ARENA_ARRAY(arena, double, count);

    for (size_t c = 0; c < count; c++)
        values[c] = clusters[c].mean[feature];
    return quantile(values, count, at, arena);
}

typedef struct ClassicBorders {
    double spend, frequency, recency, late;
} ClassicBorders;

static ClassicBorders classic_borders(const ClusterProfile *clusters, size_t count, Arena *arena)
{
    return (ClassicBorders){
        .spend = cluster_quantile(clusters, count, F_TOTAL_SPEND, 0.5, arena),
        .frequency = cluster_quantile(clusters, count, F_FREQUENCY, 0.5, arena),
        .recency = cluster_quantile(clusters, count, F_RECENCY_DAYS, 0.5, arena),
        .late = cluster_quantile(clusters, count, F_RECENCY_DAYS, 0.75, arena),
    };
}

static Archetype classic_name(const double *mean, const ClassicBorders *border)
{
    bool spends = mean[F_TOTAL_SPEND] > border->spend;
    bool returns = mean[F_FREQUENCY] > border->frequency;

    if (spends && returns) return ARCHETYPE_CHAMPIONS;
    if (spends && mean[F_RECENCY_DAYS] > border->late) return ARCHETYPE_AT_RISK;
    if (spends) return ARCHETYPE_BIG_SPENDERS;
    if (returns && mean[F_RECENCY_DAYS] < border->recency) return ARCHETYPE_LOYAL;
    return ARCHETYPE_POTENTIAL;
}

void label_classic(Name *names, const ClusterProfile *clusters, size_t count, Arena *arena)
{
    ClassicBorders borders = classic_borders(clusters, count, arena);

    for (size_t c = 0; c < count; c++) {
        names[c] = (Name){ classic_name(clusters[c].mean, &borders), 0 };
    }
}

/* --- reasons ---------------------------------------------------------------------------------- */

/* "2.7 times the average", "about the average", "half the average" would be a judgement: a ratio is
 * always a figure. */
static const char *against(double value, double base, Arena *arena)
{
    char text[NUMBER_TEXT];

    if (base <= 0) return "where the average is none";
    double ratio = value / base;
    if (ratio > 0.95 && ratio < 1.05) return "about the average";
    if (ratio < 1) {
        return arena_format(arena, "%s of the average", number_percent(text, ratio, 0));
    }
    return arena_format(arena, "%s times the average", number_fixed(text, ratio, 1));
}

/* One part of a reason. */
static const char *clause(Feature feature, const ClusterProfile *profile, const double *base_mean,
                          const char *currency, Arena *arena)
{
    double value = profile->mean[feature], base = base_mean[feature];
    const char *shown = format_feature(feature, value, currency, arena);
    const char *usual = format_feature(feature, base, currency, arena);

    if (feature == F_RECENCY_DAYS) {
        return arena_format(arena, "last bought %s ago on average (all buyers: %s)", shown, usual);
    }
    if (feature == F_TENURE_DAYS) {
        return arena_format(arena, "customers for %s (all buyers: %s)", shown, usual);
    }
    const char *ratio = against(value, base, arena);
    if (feature == F_TOTAL_SPEND) return arena_format(arena, "spend %s (%s)", ratio, shown);
    if (feature == F_AVG_PURCHASE) {
        return arena_format(arena, "an average purchase %s (%s)", ratio, shown);
    }
    return arena_format(arena, "%s each, %s", shown, ratio);
}

/* The archetype's own features come first (largest distance first), then the others. */
static double telling(const ArchetypeInfo *info, int axis, const double *sigma)
{
    double at = sigma[AXIS[axis]];
    bool own = fabs(info->point[axis]) >= 0.3 && info->point[axis] * at > 0;

    return fabs(at) + (own ? 10 : 0);
}

static const char *sentence(const char *text, Arena *arena)
{
    char *copy = arena_text(arena, text);

    if (copy[0] >= 'a' && copy[0] <= 'z') copy[0] = (char)(copy[0] - 32);
    return copy;
}

const char *label_reason(Archetype archetype, const ClusterProfile *profile,
                         const double *base_mean, const char *currency, Arena *arena)
{
    const ArchetypeInfo *info = &INFO[archetype];
    const char *text = "";
    bool taken[AXES] = { false };

    for (int round = 0; round < 3; round++) {
        int best = -1;
        for (int i = 0; i < AXES; i++) {
            if (taken[i] || fabs(profile->sigma[AXIS[i]]) < 0.15) continue;
            if (best < 0 ||
                telling(info, i, profile->sigma) > telling(info, best, profile->sigma)) {
                best = i;
            }
        }
        if (best < 0) break;
        taken[best] = true;
        text = arena_format(arena, "%s%s%s", text, round ? "; " : "",
                            clause(AXIS[best], profile, base_mean, currency, arena));
    }
    if (!*text) {
        return "No feature is further than 0.15 standard deviations from the average of all "
               "buyers: "
               "the name is the nearest, not a strong one.";
    }
    return arena_format(arena, "%s.", sentence(text, arena));
}

const char *label_classic_reason(Archetype archetype, const ClusterProfile *profile,
                                 const ClusterProfile *clusters, size_t count, const char *currency,
                                 Arena *arena)
{
    ClassicBorders border = classic_borders(clusters, count, arena);
    bool spends = profile->mean[F_TOTAL_SPEND] > border.spend;
    bool returns = profile->mean[F_FREQUENCY] > border.frequency;
    const char *spend =
        format_feature(F_TOTAL_SPEND, profile->mean[F_TOTAL_SPEND], currency, arena);
    const char *frequency =
        format_feature(F_FREQUENCY, profile->mean[F_FREQUENCY], currency, arena);
    const char *recency =
        format_feature(F_RECENCY_DAYS, profile->mean[F_RECENCY_DAYS], currency, arena);

    return arena_format(
        arena,
        "Textbook rule for %s: average spend %s is %s the clusters' median %s, %s %s the median "
        "%s, "
        "and the last purchase was %s ago (clusters' median %s, upper quartile %s).",
        INFO[archetype].label, spend, spends ? "above" : "not above",
        format_feature(F_TOTAL_SPEND, border.spend, currency, arena), frequency,
        returns ? "are above" : "are not above",
        format_feature(F_FREQUENCY, border.frequency, currency, arena), recency,
        format_feature(F_RECENCY_DAYS, border.recency, currency, arena),
        format_feature(F_RECENCY_DAYS, border.late, currency, arena));
}
