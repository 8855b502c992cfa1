/* segment/kpi.h — the key figures that are shown, remembered, and compared from run to run.
 *
 * In:    a Shop and its Segments.
 * Out:   plain values, NaN where there is none.
 */
#ifndef SEGMENT_KPI_H
#define SEGMENT_KPI_H

#include "segment/segment.h"

typedef enum Kpi {
    KPI_CUSTOMERS,
    KPI_BUYERS,
    KPI_REVENUE,
    KPI_PURCHASES,
    KPI_AVERAGE_VALUE,
    KPI_AVERAGE_FREQUENCY,
    KPI_AVERAGE_PURCHASE,
    KPI_SEGMENTS,
    KPI_QUIET,
    KPI_QUIET_SPEND,
    /* Counted between the last run and this one: there are none without a last run. */
    KPI_FIRST_BUYERS,
    KPI_RETURNED,
    KPI_WENT_QUIET,
    KPI_MOVED,
    KPIS
} Kpi;

#define KPI_STOCKS KPI_FIRST_BUYERS /* the first so many are as of a day */

typedef struct KpiInfo {
    const char *key;   /* "average_value", in report.json and the history */
    const char *title; /* "Average value" */
    const char *note;  /* the definition, a sentence */
    ColumnKind kind;
    int decimals;
    int version;      /* of the definition, as FeatureInfo.version */
    bool by_purchase; /* depends on what counts as one purchase */
} KpiInfo;

extern const KpiInfo KPI_INFO[KPIS];

/* What features and key figures mean where purchases are counted by that rule ("row"). */
Definitions kpi_definitions(const char *purchase_rule, Arena *arena);

/* Whether its past values say what is usual: only of what no ledger tells. */
bool kpi_is_judged(Kpi kpi);

/* A figure as of a day: kpi < KPI_STOCKS. */
double kpi_value(Kpi kpi, const Shop *shop, const Segments *segments);

#endif
