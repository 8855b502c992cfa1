/* Changes as text. */
#include <math.h>
#include <string.h>

#include "data/format.h"
#include "report/draft.h"

const Run *draft_base(const Draft *d)
{
    return d->plan->changes ? d->plan->changes->base : NULL;
}

/* None where it rounds to none. */
static int direction_of(double change, int decimals)
{
    char shown[NUMBER_TEXT];

    if (!isfinite(change) || !strpbrk(number_grouped(shown, change, decimals), "123456789"))
        return 0;
    return change > 0 ? 1 : -1;
}

const char *say_change(const Draft *d, double change, ColumnKind kind, int decimals)
{
    int direction = direction_of(change, decimals + (kind == COLUMN_SHARE ? 2 : 0));

    if (!isfinite(change)) return "–";
    if (!direction) return "no change";
    return format_signed(change, kind, decimals, d->plan->currency, d->arena);
}

bool is_since_day(const Draft *d)
{
    return d->plan->changes->days > 60;
}

/* "+14 (+1.4%)" */
static const char *with_share(const Draft *d, double change, double before, ColumnKind kind,
                              int decimals)
{
    const char *text = say_change(d, change, kind, decimals);
    double share = before > 0 ? change / before : NAN;

    if (!isfinite(share) || fabs(share) < 0.0005) return text;
    return SAY(
        d, "{change} ({share})", arg_text("change", text),
        arg_text("share", format_signed(share, COLUMN_SHARE, 1, d->plan->currency, d->arena)));
}

const char *say_verdict(const Delta *delta)
{
    if (!delta->unusual) return NULL;
    if (delta->change > delta->usual.high)
        return delta->change >= 0 ? "more than usual" : "a smaller fall than usual";
    return delta->change < 0 ? "a larger fall than usual" : "less than usual";
}

int pair_decimals(double now, double then)
{
    return money_decimals(fmax(fabs(now), isfinite(then) ? fabs(then) : 0));
}

Metric draft_metric(const char *key, const char *label, double value, const char *text,
                    const char *note)
{
    return (Metric){ .key = key, .label = label, .value = value, .text = text, .note = note };
}

/* Of a figure that is no share. pattern: of {change}, {days} and {date}. */
static MetricChange change_of(const Draft *d, double change, double before, const char *pattern,
                              ColumnKind kind, int decimals)
{
    const Changes *changes = d->plan->changes;

    return (MetricChange){
        .direction = direction_of(change, decimals),
        .text = SAY(d, pattern, arg_text("change", with_share(d, change, before, kind, decimals)),
                    arg_days(d, "days", changes->days), arg_date(d, "date", changes->base->as_of)),
    };
}

/* What a sum of all sales so far has gained in a year, in percent of what it was, would be taken
 * for the growth of a year's sales. */
static MetricChange gained(const Draft *d, double change, ColumnKind kind, int decimals)
{
    return (MetricChange){
        .direction = direction_of(change, decimals),
        .text = SAY(d, "{change} since {date}",
                    arg_text("change", say_change(d, change, kind, decimals)),
                    arg_date(d, "date", d->plan->changes->year->as_of)),
    };
}

/* sum: of all sales so far. */
static void compare(const Draft *d, Metric *metric, const Delta *delta, ColumnKind kind,
                    int decimals, bool sum)
{
    double year = delta->now - delta->year_before;

    if (kind == COLUMN_MONEY) decimals = pair_decimals(delta->now, delta->before);
    if (isfinite(delta->change)) {
        MetricChange change = change_of(
            d, delta->change, delta->before,
            is_since_day(d) ? "{change} since {date}" : "{change} in {days}", kind, decimals);
        change.verdict = say_verdict(delta);
        metric->changes[metric->change_count++] = change;
    }
    if (isfinite(year)) {
        metric->changes[metric->change_count++] =
            sum ? gained(d, year, kind, decimals)
                : change_of(d, year, delta->year_before, "{change} on a year earlier", kind,
                            decimals);
    }
}

void metric_compare(const Draft *d, Metric *metric, Kpi kpi)
{
    const KpiInfo *info = &KPI_INFO[kpi];

    if (!draft_base(d)) return;
    compare(d, metric, &d->plan->changes->kpis[kpi], info->kind, info->decimals,
            kpi == KPI_REVENUE || kpi == KPI_PURCHASES);
}

void metric_compare_segment(const Draft *d, Metric *metric, const Segment *segment, bool revenue)
{
    const Changes *changes = d->plan->changes;

    for (size_t i = 0; draft_base(d) && i < changes->segment_count; i++) {
        const SegmentChange *change = &changes->segments[i];
        if (change->now < 0 || &d->segments->items[change->now] != segment) continue;
        compare(d, metric, revenue ? &change->revenue : &change->customers,
                revenue ? COLUMN_MONEY : COLUMN_COUNT, 0, revenue);
    }
}
