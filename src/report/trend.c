/* The last three whole months against the same three a year before: the finding. */
#include <math.h>

#include "data/format.h"
#include "predict/trend.h"
#include "report/draft.h"

/* Revenue of the whole months, purchases where there is no money; NaN where sales are missing: in a
 * long stretch, or at the end of the records, where that is longer than any wait of the past year.
 */
static double *comparable_months(Draft *d, WholeMonths months)
{
    double *values = ARENA_ARRAY(d->arena, double, months.count);

    for (size_t i = 0; i < months.count; i++) {
        Day last =
            (i + 1 < months.count ? months.items[i + 1].first_day : d->shop->source.as_of + 1) - 1;
        bool hole = shop_has_hole(d->shop, months.items[i].first_day, last);
        bool ends = last - d->shop->last_day > longest_wait(d);
        double sold = has_money(d) ? months.items[i].revenue : (double)months.items[i].purchases;
        values[i] = hole || ends ? NAN : sold;
    }
    return values;
}

/* The last three months and the same of a year before: what the change of revenue is made of. */
typedef struct Quarters {
    double purchases, average, new_customers; /* NaN: not known */
} Quarters;

static Quarters quarter_of(WholeMonths months, size_t end)
{
    Quarters sum = { 0, 0, 0 };
    double revenue = 0;

    for (size_t i = end - TREND_MONTHS; i < end; i++) {
        const Month *m = &months.items[i];
        revenue += m->revenue;
        sum.purchases += (double)m->purchases;
        sum.new_customers += m->new_customers < 0 ? NAN : (double)m->new_customers;
    }
    sum.average = sum.purchases > 0 ? revenue / sum.purchases : NAN;
    return sum;
}

/* From so much on, purchases or their average have a part in the change. */
#define PART_OF_CHANGE 0.05

static const char *trend_action(const Trend *trend, Quarters now, Quarters before)
{
    bool fewer = now.purchases < before.purchases * (1 - PART_OF_CHANGE);
    bool smaller = now.average < before.average * (1 - PART_OF_CHANGE);

    if (trend->change < 0) {
        return fewer ? "Look at which segments went quiet before spending on new customers."
                     : "Look at what was bought: about as many purchases brought in less.";
    }
    if (smaller) return "Check whether discounts paid for the rise.";
    if (fewer) return "Find out which products made purchases larger, while there were fewer.";
    return "Find out what brought it, and keep it going.";
}

static const char *trend_parts(Draft *d, Quarters now, Quarters before)
{
    if (!isfinite(now.average) || !isfinite(before.average)) return NULL;
    return SAY(d,
               "Purchases: {now}, {before} a year earlier; the average purchase: {average}, "
               "{average_before} a year earlier.",
               arg_count(d, "now", now.purchases), arg_count(d, "before", before.purchases),
               arg_money(d, "average", now.average),
               arg_money(d, "average_before", before.average));
}

static const char *trend_detail(Draft *d, const Trend *trend, PhraseArg now, PhraseArg before)
{
    return SAY(d,
               "{now} in these three months, {before} in the same months a year earlier. Given "
               "how much months vary, anything from {low} to {high} could be chance alone.",
               now, before, arg_text("low", say_change(d, trend->usual_low, COLUMN_SHARE, 0)),
               arg_text("high", say_change(d, trend->usual_high, COLUMN_SHARE, 0)));
}

static const char *trend_action_without_money(Draft *d, const Trend *trend, Quarters now,
                                              Quarters before)
{
    if (trend->change < 0)
        return "Look at which segments went quiet before looking for new customers.";
    if (!isfinite(now.new_customers) || !isfinite(before.new_customers))
        return "Find out what brought it, and keep it going.";
    return now.new_customers > 0
               ? SAY(d,
                     "{new|One customer|# customers} bought for the first time, {before} a year "
                     "earlier: find out what brought the rest of it, and keep it going.",
                     arg_count(d, "new", now.new_customers),
                     arg_count(d, "before", before.new_customers))
               : "All of it came from customers who had bought before. Find out what brought them "
                 "back, and why nobody bought for the first time.";
}

static Insight trend_without_money(Draft *d, const Trend *trend, const PhraseArg args[3],
                                   Quarters now, Quarters before)
{
    return (
        Insight){ trend->change < 0
                      ? SAY(d, "Purchases from {from} to {to} were down {change} on a year earlier",
                            args[0], args[1], args[2])
                      : SAY(d, "Purchases from {from} to {to} were up {change} on a year earlier",
                            args[0], args[1], args[2]),
                  trend_detail(d, trend, arg_count(d, "now", trend->now),
                               arg_count(d, "before", trend->before)),
                  trend_action_without_money(d, trend, now, before), -1, NULL };
}

/* The last whole months against the same months a year before, where they differ by more than
 * months do anyway. */
void find_trend(Draft *d, InsightList *out)
{
    WholeMonths months = whole_months(d);
    Trend trend = trend_find(comparable_months(d, months), months.count, d->arena);
    char from[NUMBER_TEXT], to[NUMBER_TEXT];

    if (!trend.known || !trend.news) return;
    PhraseArg args[] = {
        arg_text("from", day_month(from, months.items[months.count - TREND_MONTHS].first_day)),
        arg_text("to", day_month(to, months.items[months.count - 1].first_day)),
        arg_share(d, "change", fabs(trend.change)),
    };
    Quarters now = quarter_of(months, months.count), before = quarter_of(months, months.count - 12);
    if (!has_money(d)) {
        VEC_PUSH(d->arena, out, trend_without_money(d, &trend, args, now, before));
        return;
    }
    const char *detail = trend_detail(d, &trend, arg_money(d, "now", trend.now),
                                      arg_money(d, "before", trend.before));
    const char *parts = trend_parts(d, now, before);
    if (parts) detail = phrase_join(detail, parts, d->arena);
    VEC_PUSH(
        d->arena, out,
        ((Insight){ trend.change < 0
                        ? SAY(d, "Revenue from {from} to {to} was down {change} on a year earlier",
                              args[0], args[1], args[2])
                        : SAY(d, "Revenue from {from} to {to} was up {change} on a year earlier",
                              args[0], args[1], args[2]),
                    detail, trend_action(&trend, now, before), -1, NULL }));
}
