#include "segment/label.h"

#include "data/format.h"
#include "math/math.h"

/* A quantile of the clusters' averages of one feature. */
static double cluster_quantile(const ClusterMeans *clusters, size_t count, Feature feature,
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

static ClassicBorders classic_borders(const ClusterMeans *clusters, size_t count, Arena *arena)
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

void label_classic(Archetype *names, const ClusterMeans *clusters, size_t count, Arena *arena)
{
    ClassicBorders borders = classic_borders(clusters, count, arena);

    for (size_t c = 0; c < count; c++)
        names[c] = classic_name(clusters[c].mean, &borders);
}

const char *label_classic_reason(Archetype archetype, const double *mean,
                                 const ClusterMeans *clusters, size_t count, const char *currency,
                                 bool no_amounts, Arena *arena)
{
    ClassicBorders border = classic_borders(clusters, count, arena);
    const double shown[] = { mean[F_TOTAL_SPEND], border.spend,         mean[F_FREQUENCY],
                             border.frequency,    mean[F_RECENCY_DAYS], border.recency,
                             border.late };
    static const Feature of[] = { F_TOTAL_SPEND,  F_TOTAL_SPEND,  F_FREQUENCY,   F_FREQUENCY,
                                  F_RECENCY_DAYS, F_RECENCY_DAYS, F_RECENCY_DAYS };
    static const char *const places[] = { "spend",   "spend_border",   "orders", "orders_border",
                                          "silence", "silence_border", "late" };
    PhraseArg args[COUNT_OF(places) + 1];

    for (size_t i = 0; i < COUNT_OF(places); i++)
        args[i] = phrase_text(places[i], format_feature(of[i], shown[i], currency, arena));
    args[COUNT_OF(places)] = phrase_text("label", archetype_label(archetype));
    if (no_amounts) {
        return phrase("Textbook rule for {label}, on the clusters' averages: {orders} (their "
                      "median is {orders_border}), last purchase {silence} ago ({silence_border}; "
                      "upper quartile {late}).",
                      args, COUNT_OF(args), arena);
    }
    return phrase("Textbook rule for {label}, on the clusters' averages: spend {spend} (their "
                  "median is {spend_border}), {orders} ({orders_border}), last purchase {silence} "
                  "ago ({silence_border}; upper quartile {late}).",
                  args, COUNT_OF(args), arena);
}
