#include "segment/kpi.h"

#include <math.h>

const KpiInfo KPI_INFO[KPIS] = {
    [KPI_CUSTOMERS] = { "customers", "Customers", "Customers in the list.", COLUMN_COUNT, 0, 1,
                        false },
    [KPI_BUYERS] = { "buyers", "Buyers", "Customers with a purchase.", COLUMN_COUNT, 0, 1, false },
    [KPI_REVENUE] = { "revenue", "Revenue", "From all purchases so far.", COLUMN_MONEY, 0, 1,
                      false },
    [KPI_PURCHASES] = { "purchases", "Purchases", "All purchases so far.", COLUMN_COUNT, 0, 1,
                        true },
    [KPI_AVERAGE_VALUE] = { "average_value", "Average value",
                            "What a buyer has spent so far, on average.", COLUMN_MONEY, 2, 1,
                            false },
    [KPI_AVERAGE_FREQUENCY] = { "average_frequency", "Average frequency",
                                "How often a buyer has bought so far, on average.", COLUMN_NUMBER,
                                2, 1, true },
    [KPI_AVERAGE_PURCHASE] = { "average_purchase", "Average purchase",
                               "Revenue divided by purchases.", COLUMN_MONEY, 2, 1, true },
    [KPI_SEGMENTS] = { "segments", "Segments", "Including Prospects, if there are any.",
                       COLUMN_COUNT, 0, 1, false },
    [KPI_QUIET] = { "quiet", "Quiet customers",
                    "Silent for so long that, by chance, fewer than 1 in 20 customers who stay "
                    "would be.",
                    COLUMN_COUNT, 0, 1, true },
    [KPI_QUIET_SPEND] = { "quiet_spend", "Past spend of the quiet",
                          "What quiet customers have spent so far.", COLUMN_MONEY, 0, 1, true },
    [KPI_FIRST_BUYERS] = { "first_buyers", "First purchases",
                           "Customers who bought for the first time since the last run.",
                           COLUMN_COUNT, 0, 1, false },
    [KPI_RETURNED] = { "returned", "Returned", "Customers who were quiet and bought again.",
                       COLUMN_COUNT, 0, 2, true },
    [KPI_WENT_QUIET] = { "went_quiet", "Went quiet",
                         "Customers who became quiet since the last run.", COLUMN_COUNT, 0, 1,
                         true },
    [KPI_MOVED] = { "moved", "Changed segment by behaviour",
                    "Customers who would have changed segment with the old borders too.",
                    COLUMN_COUNT, 0, 1, false },
};

Definitions kpi_definitions(const char *purchase_rule, Arena *arena)
{
    RunText *figures = ARENA_ARRAY(arena, RunText, KPIS);
    Definitions definitions = { .figures = figures, .figure_count = KPIS };

    for (Feature f = 0; f < F_COUNT; f++) {
        const FeatureInfo *info = &FEATURES[f];
        definitions.features[f] =
            definition_text(info->key, info->version, info->by_purchase, purchase_rule, arena);
    }
    for (Kpi kpi = 0; kpi < KPIS; kpi++) {
        const KpiInfo *info = &KPI_INFO[kpi];
        figures[kpi] =
            (RunText){ info->key, definition_text(info->key, info->version, info->by_purchase,
                                                  purchase_rule, arena) };
    }
    return definitions;
}

static double over(double sum, double count)
{
    return count > 0 ? sum / count : NAN;
}

bool kpi_is_judged(Kpi kpi)
{
    return kpi == KPI_RETURNED || kpi == KPI_WENT_QUIET || kpi == KPI_MOVED;
}

double kpi_value(Kpi kpi, const Shop *shop, const Segments *segments)
{
    if (shop->no_amounts && KPI_INFO[kpi].kind == COLUMN_MONEY) return NAN;
    switch (kpi) {
    case KPI_CUSTOMERS: return (double)shop->customers.count;
    case KPI_BUYERS: return (double)segments->buyers;
    case KPI_REVENUE: return shop->revenue;
    case KPI_PURCHASES: return (double)shop->purchases.count;
    case KPI_AVERAGE_VALUE: return segments->base_mean[F_TOTAL_SPEND];
    case KPI_AVERAGE_FREQUENCY: return segments->base_mean[F_FREQUENCY];
    case KPI_AVERAGE_PURCHASE: return over(shop->revenue, (double)shop->purchases.count);
    case KPI_SEGMENTS: return (double)segments->count;
    case KPI_QUIET: return segments->quiet.quiet;
    case KPI_QUIET_SPEND: return segments->quiet.spend;
    case KPI_FIRST_BUYERS:
    case KPI_RETURNED:
    case KPI_WENT_QUIET:
    case KPI_MOVED:
    case KPIS: break;
    }
    return NAN;
}
