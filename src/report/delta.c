/* Changes as text. */
#include <math.h>

#include "data/format.h"
#include "report/draft.h"

const Run *draft_base(const Draft *d)
{
    return d->plan->changes ? d->plan->changes->base : NULL;
}

static int direction_of(const Draft *d, double change, ColumnKind kind, int decimals)
{
    const char *shown =
        format_value(fabs(change), kind, decimals, d->plan->currency, true, d->arena);
    bool any = false;

    for (const char *c = shown; *c; c++)
        any |= *c >= '1' && *c <= '9';
    return !isfinite(change) || !any ? 0 : change > 0 ? 1 : -1;
}

/* Cents say nothing about thousands. */
static int decimals_for(double value, ColumnKind kind, int decimals)
{
    return kind == COLUMN_MONEY ? money_decimals(value) : decimals;
}

const char *say_change(const Draft *d, double change, ColumnKind kind, int decimals)
{
    int shown = decimals_for(change, kind, decimals);
    int direction = direction_of(d, change, kind, shown);

    if (!isfinite(change)) return "–";
    if (!direction) return "no change";
    return arena_format(
        d->arena, "%s%s", direction > 0 ? "+" : "−",
        format_value(fabs(change), kind, shown, d->plan->currency, false, d->arena));
}

const char *say_since(const Draft *d)
{
    const Changes *changes = d->plan->changes;

    if (changes->days > 60)
        return arena_format(d->arena, "since %s", say_date(d, changes->base->as_of));
    return arena_format(d->arena, "in %s", say_days(d, changes->days));
}

/* "+14 (+1.4%)" */
static const char *with_share(const Draft *d, double change, double before, ColumnKind kind,
                              int decimals)
{
    const char *text = say_change(d, change, kind, decimals);
    double share = before > 0 ? change / before : NAN;

    if (!isfinite(share) || fabs(share) < 0.0005) return text;
    return arena_format(
        d->arena, "%s (%s%s)", text, share > 0 ? "+" : "−",
        format_value(fabs(share), COLUMN_SHARE, 1, d->plan->currency, false, d->arena));
}

const char *say_verdict(const Delta *delta)
{
    if (!delta->unusual) return NULL;
    if (delta->change > delta->usual.high)
        return delta->change >= 0 ? "more than usual" : "a smaller fall than usual";
    return delta->change < 0 ? "a larger fall than usual" : "less than usual";
}

Metric draft_metric(const char *key, const char *label, double value, const char *text,
                    const char *note)
{
    return (Metric){ .key = key, .label = label, .value = value, .text = text, .note = note };
}

static MetricChange change_of(const Draft *d, double change, double before, const char *since,
                              ColumnKind kind, int decimals)
{
    return (MetricChange){
        .direction = direction_of(d, change, kind, decimals_for(change, kind, decimals)),
        .text =
            arena_format(d->arena, "%s %s", with_share(d, change, before, kind, decimals), since),
    };
}

static void compare(const Draft *d, Metric *metric, const Delta *delta, ColumnKind kind,
                    int decimals)
{
    double year = delta->now - delta->year_before;

    if (isfinite(delta->change)) {
        MetricChange change =
            change_of(d, delta->change, delta->before, say_since(d), kind, decimals);
        change.verdict = say_verdict(delta);
        metric->changes[metric->change_count++] = change;
    }
    if (isfinite(year)) {
        metric->changes[metric->change_count++] =
            change_of(d, year, delta->year_before, "on a year before", kind, decimals);
    }
}

void metric_compare(const Draft *d, Metric *metric, Kpi kpi)
{
    const KpiInfo *info = &KPI_INFO[kpi];

    if (!draft_base(d)) return;
    compare(d, metric, &d->plan->changes->kpis[kpi], info->kind, info->decimals);
}

void metric_compare_segment(const Draft *d, Metric *metric, const Segment *segment, bool revenue)
{
    const Changes *changes = d->plan->changes;

    for (size_t i = 0; draft_base(d) && i < changes->segment_count; i++) {
        const SegmentChange *change = &changes->segments[i];
        if (change->now < 0 || &d->segments->items[change->now] != segment) continue;
        compare(d, metric, revenue ? &change->revenue : &change->customers,
                revenue ? COLUMN_MONEY : COLUMN_COUNT, 0);
    }
}
