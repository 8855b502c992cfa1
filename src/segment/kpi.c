#include "segment/kpi.h"

#include <math.h>

const KpiInfo KPI_INFO[KPIS] = {
    [KPI_CUSTOMERS] = { "customers", "Customers", "Customers in the list.", COLUMN_COUNT, 0, 1,
                        false },
    [KPI_BUYERS] = { "buyers", "Buyers", "Customers with a purchase.", COLUMN_COUNT, 0, 1, false },
    [KPI_REVENUE] = { "revenue", "Revenue", "Of all purchases so far.", COLUMN_MONEY, 0, 1, false },
    [KPI_PURCHASES] = { "purchases", "Purchases", "All purchases so far.", COLUMN_COUNT, 0, 1,
                        true },
    [KPI_AVERAGE_VALUE] = { "average_value", "Average value", "Spend so far of a buyer.",
                            COLUMN_MONEY, 2, 1, false },
    [KPI_AVERAGE_FREQUENCY] = { "average_frequency", "Average frequency",
                                "Purchases so far of a buyer.", COLUMN_NUMBER, 2, 1, true },
    [KPI_AVERAGE_PURCHASE] = { "average_purchase", "Average purchase", "Revenue over purchases.",
                               COLUMN_MONEY, 2, 1, true },
    [KPI_SEGMENTS] = { "segments", "Segments", "With Prospects, where there are any.", COLUMN_COUNT,
                       0, 1, false },
    [KPI_OVERDUE] = { "overdue", "Overdue customers",
                      "Silent for over three times their usual gap.", COLUMN_COUNT, 0, 1, true },
    [KPI_OVERDUE_SPEND] = { "overdue_spend", "Past spend of the overdue",
                            "What the overdue have spent.", COLUMN_MONEY, 0, 1, true },
    [KPI_FIRST_BUYERS] = { "first_buyers", "First purchases",
                           "Customers who bought for the first time since the last run.",
                           COLUMN_COUNT, 0, 1, false },
    [KPI_RETURNED] = { "returned", "Returned", "Customers who were overdue and bought again.",
                       COLUMN_COUNT, 0, 1, true },
    [KPI_FELL_SILENT] = { "fell_silent", "Fell silent",
                          "Customers who became overdue since the last run.", COLUMN_COUNT, 0, 1,
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

static double overdue_sum(const Segments *segments, bool spend)
{
    double sum = 0;

    for (size_t i = 0; i < segments->count; i++)
        sum += spend ? segments->items[i].overdue_spend : (double)segments->items[i].overdue;
    return sum;
}

double kpi_value(Kpi kpi, const Shop *shop, const Segments *segments)
{
    switch (kpi) {
    case KPI_CUSTOMERS: return (double)shop->customers.count;
    case KPI_BUYERS: return (double)segments->buyers;
    case KPI_REVENUE: return shop->revenue;
    case KPI_PURCHASES: return (double)shop->purchases.count;
    case KPI_AVERAGE_VALUE: return segments->base_mean[F_TOTAL_SPEND];
    case KPI_AVERAGE_FREQUENCY: return segments->base_mean[F_FREQUENCY];
    case KPI_AVERAGE_PURCHASE: return over(shop->revenue, (double)shop->purchases.count);
    case KPI_SEGMENTS: return (double)segments->count;
    case KPI_OVERDUE: return overdue_sum(segments, false);
    case KPI_OVERDUE_SPEND: return overdue_sum(segments, true);
    case KPI_FIRST_BUYERS:
    case KPI_RETURNED:
    case KPI_FELL_SILENT:
    case KPI_MOVED:
    case KPIS: break;
    }
    return NAN;
}
