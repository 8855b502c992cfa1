/* What came in this week, and whether that is usual: the figures from the ledger, the findings that
 * follow from them, and what the history adds. It leads the summary. */
#include <math.h>

#include "data/format.h"
#include "report/draft.h"

/* --- a figure as text ------------------------------------------------------------------------- */

static bool is_money(WeekFigure figure)
{
    return figure == WEEK_REVENUE;
}

static const char *say_figure(const Draft *d, WeekFigure figure, double value)
{
    return is_money(figure) ? say_money(d, value) : say_count(d, value);
}

/* As a count where it is one, so that sentences agree with it; a zero that begins one is "No". */
static PhraseArg arg_figure(const Draft *d, const char *name, WeekFigure figure, double value)
{
    const char *text = is_money(figure) || value != 0 ? say_figure(d, figure, value) : WORDS("No");

    return (PhraseArg){ name, text, !is_money(figure) };
}

/* With the decimals of another, the largest that it stands beside. */
static const char *say_beside_of(const Draft *d, WeekFigure figure, double value, double largest)
{
    if (!is_money(figure)) return say_count(d, value);
    return format_value(value, COLUMN_MONEY, money_decimals(largest), d->plan->currency, false,
                        d->arena);
}

static const char *figure_key(WeekFigure figure)
{
    static const char *const keys[] = { "week_revenue", "week_purchases", "week_buyers", "week_new",
                                        "week_returning" };
    return keys[figure];
}

/* Short enough for five tiles in a row; which days are meant stands above them. */
static const char *figure_label(WeekFigure figure)
{
    static const char *const labels[] = { "Revenue", "Purchases", "Buyers", "New buyers",
                                          "Returning buyers" };
    return labels[figure];
}

/* Both ends with as many decimals: cents say nothing beside thousands. */
static const char *usual_range(const Draft *d, WeekFigure figure)
{
    const Usual *usual = &d->week->usual[figure];
    const char *low = say_beside_of(d, figure, usual->low, usual->high);
    const char *high = say_figure(d, figure, usual->high);

    if (usual->low == usual->high) return SAY(d, "expected: {value}", arg_text("value", low));
    return SAY(d, "expected: {low} to {high}", arg_text("low", low), arg_text("high", high));
}

/* From so many times the forecast on, percents say less than the forecast itself. */
#define MANY_TIMES 4

/* --- tiles ------------------------------------------------------------------------------------ */

static int sign_of(double value)
{
    return value > 0 ? 1 : value < 0 ? -1 : 0;
}

/* "+12%", of something that is above zero. */
static const char *say_share_of(const Draft *d, double value, double of)
{
    return say_change(d, value / of - 1, COLUMN_SHARE, 0);
}

/* Outside its usual range: by how much, and which way. */
static MetricChange against_usual(const Draft *d, WeekFigure figure)
{
    const Usual *usual = &d->week->usual[figure];
    double value = d->week->value[figure];
    bool below = usual->verdict == USUAL_BELOW;
    MetricChange change = { .direction = below ? -1 : 1 };

    change.verdict = !below             ? "more than usual"
                     : is_money(figure) ? "less than usual"
                                        : "fewer than usual";
    change.text = usual->expected > 0 && value < MANY_TIMES * usual->expected
                      ? SAY(d, "{share} on the forecast",
                            arg_text("share", say_share_of(d, value, usual->expected)))
                      : SAY(d, "the forecast was {expected}",
                            arg_text("expected", say_figure(d, figure, usual->expected)));
    return change;
}

static MetricChange against_year(const Draft *d, WeekFigure figure)
{
    double value = d->week->value[figure], before = d->week->year_before[figure];
    const char *then = say_figure(d, figure, before);
    MetricChange change = { .direction = sign_of(value - before) };

    change.text = before > 0 ? SAY(d, "{share} on a year ago ({before})",
                                   arg_text("share", say_share_of(d, value, before)),
                                   arg_text("before", then))
                             : SAY(d, "{before} a year ago", arg_text("before", then));
    return change;
}

static Metric tile(const Draft *d, WeekFigure figure)
{
    const SalesWeek *week = d->week;
    double value = week->value[figure];
    Metric metric = { .key = figure_key(figure),
                      .label = figure_label(figure),
                      .value = value,
                      .text = is_money(figure) && fabs(value) >= 1e6
                                  ? say_money_short(d, value)
                                  : say_figure(d, figure, value) };

    /* What lacks days is held against nothing. */
    if (week->state == WEEK_HOLE || week->state == WEEK_ENDS_EARLY) return metric;
    if (usual_has_band(&week->usual[figure])) metric.note = usual_range(d, figure);
    if (usual_is_news(&week->usual[figure]))
        metric.changes[metric.change_count++] = against_usual(d, figure);
    if (isfinite(week->year_before[figure]))
        metric.changes[metric.change_count++] = against_year(d, figure);
    return metric;
}

static void put_tiles(Draft *d, Section *section)
{
    Metric *items = ARENA_ARRAY(d->arena, Metric, WEEK_FIGURES);
    size_t count = 0;

    for (WeekFigure f = 0; f < WEEK_FIGURES; f++) {
        if (isfinite(d->week->value[f])) items[count++] = tile(d, f);
    }
    if (!count) return;
    VEC_PUSH(d->arena, &section->blocks,
             ((Block){ .kind = BLOCK_METRICS, .metrics = { items, count } }));
}

/* --- findings --------------------------------------------------------------------------------- */

static const char *headline_below(const Draft *d, WeekFigure figure, PhraseArg value)
{
    PhraseArg days = arg_days(d, "days", d->week->days);

    switch (figure) {
    case WEEK_REVENUE: return SAY(d, "{value} of revenue in {days}, less than usual", value, days);
    case WEEK_PURCHASES:
        return SAY(d, "{value|# purchase|# purchases} in {days}, fewer than usual", value, days);
    case WEEK_BUYERS:
        return SAY(d, "{value|# customer|# customers} bought in {days}, fewer than usual", value,
                   days);
    case WEEK_NEW:
        return SAY(d, "{value|# new customer|# new customers} in {days}, fewer than usual", value,
                   days);
    case WEEK_RETURNING:
        return SAY(d, "{value|# customer|# customers} bought again in {days}, fewer than usual",
                   value, days);
    case WEEK_FIGURES: break;
    }
    return "";
}

static const char *headline_above(const Draft *d, WeekFigure figure, PhraseArg value)
{
    PhraseArg days = arg_days(d, "days", d->week->days);

    switch (figure) {
    case WEEK_REVENUE: return SAY(d, "{value} of revenue in {days}, more than usual", value, days);
    case WEEK_PURCHASES:
        return SAY(d, "{value|# purchase|# purchases} in {days}, more than usual", value, days);
    case WEEK_BUYERS:
        return SAY(d, "{value|# customer|# customers} bought in {days}, more than usual", value,
                   days);
    case WEEK_NEW:
        return SAY(d, "{value|# new customer|# new customers} in {days}, more than usual", value,
                   days);
    case WEEK_RETURNING:
        return SAY(d, "{value|# customer|# customers} bought again in {days}, more than usual",
                   value, days);
    case WEEK_FIGURES: break;
    }
    return "";
}

static const char *action_below(WeekFigure figure, bool purchases_too)
{
    switch (figure) {
    case WEEK_REVENUE:
        if (!purchases_too)
            return "Look at what was bought: as many purchases as usual brought less. Was it "
                   "discounts, smaller products, or a large order that did not come in?";
        break;
    case WEEK_NEW:
        return "Check where new customers come from: a campaign that ended, a form that broke.";
    case WEEK_RETURNING:
        return "Check that the mailings to customers went out, and that what they usually buy was "
               "in stock.";
    case WEEK_PURCHASES:
    case WEEK_BUYERS:
    case WEEK_FIGURES: break;
    }
    return "First check that all sales of these days are in the data, then what was different: "
           "stock, prices, mailings.";
}

static const char *action_above(WeekFigure figure, bool purchases_too)
{
    switch (figure) {
    case WEEK_REVENUE:
        if (!purchases_too)
            return "Look at what was bought: as many purchases as usual brought more. Were many a "
                   "little larger, or was one very large?";
        break;
    case WEEK_NEW:
        return "Find out what brought them, and write to them within a week, while they remember "
               "the shop.";
    case WEEK_RETURNING: return "Find out what brought them back, and do it again.";
    case WEEK_PURCHASES:
    case WEEK_BUYERS:
    case WEEK_FIGURES: break;
    }
    return "Find out what sold, and to whom: keep it in stock, and repeat what worked.";
}

/* Another figure of these days, beside the one that the finding is about. */
static const char *say_beside(const Draft *d, WeekFigure figure)
{
    const PhraseArg value = arg_text("value", say_figure(d, figure, d->week->value[figure]));
    const PhraseArg usual = arg_text("usual", usual_range(d, figure));

    switch (figure) {
    case WEEK_REVENUE: return SAY(d, "Revenue: {value} ({usual}).", value, usual);
    case WEEK_PURCHASES: return SAY(d, "Purchases: {value} ({usual}).", value, usual);
    case WEEK_BUYERS: return SAY(d, "Customers who bought: {value} ({usual}).", value, usual);
    case WEEK_NEW: return SAY(d, "New customers: {value} ({usual}).", value, usual);
    case WEEK_RETURNING: return SAY(d, "Returning customers: {value} ({usual}).", value, usual);
    case WEEK_FIGURES: break;
    }
    return "";
}

static const char *detail_of(const Draft *d, WeekFigure figure, const bool beside[WEEK_FIGURES])
{
    const SalesWeek *week = d->week;
    const Usual *usual = &week->usual[figure];
    double largest = fmax(usual->high, usual->expected);
    const char *text =
        SAY(d, "The expected range was {low} to {high}, around a forecast of {expected}.",
            arg_text("low", say_beside_of(d, figure, usual->low, largest)),
            arg_text("high", say_beside_of(d, figure, usual->high, largest)),
            arg_text("expected", say_beside_of(d, figure, usual->expected, largest)));

    if (isfinite(week->year_before[figure])) {
        text =
            phrase_join(text,
                        SAY(d, "A year ago: {before}.",
                            arg_text("before", say_figure(d, figure, week->year_before[figure]))),
                        d->arena);
    }
    for (WeekFigure f = 0; f < WEEK_FIGURES; f++) {
        if (beside[f] && figure != f && isfinite(week->value[f]))
            text = phrase_join(text, say_beside(d, f), d->arena);
    }
    return text;
}

static UsualVerdict verdict(const Draft *d, WeekFigure figure)
{
    return d->week->usual[figure].verdict;
}

static void tell(Draft *d, WeekFigure figure, const bool beside[WEEK_FIGURES], InsightList *out)
{
    bool below = verdict(d, figure) == USUAL_BELOW;
    bool purchases_too = verdict(d, WEEK_PURCHASES) == verdict(d, figure) ||
                         verdict(d, WEEK_BUYERS) == verdict(d, figure);
    PhraseArg value = arg_figure(d, "value", figure, d->week->value[figure]);

    VEC_PUSH(d->arena, out,
             ((Insight){ .headline = below ? headline_below(d, figure, value)
                                           : headline_above(d, figure, value),
                         .detail = detail_of(d, figure, beside),
                         .action = below ? action_below(figure, purchases_too)
                                         : action_above(figure, purchases_too),
                         .segment = -1 }));
}

/* Figures that say the same thing in other words make one finding: revenue, purchases and buyers,
 * and with them the new and the returning customers where those went the same way. */
static void find_sales(Draft *d, InsightList *out)
{
    const Usual *usual = d->week->usual;
    bool told[WEEK_FIGURES] = { false };

    for (size_t i = 0; i < WEEK_FIGURES; i++) {
        bool beside[WEEK_FIGURES] = { false };
        if (told[i] || !usual_is_news(&usual[i])) continue;
        for (size_t f = 0; i <= WEEK_BUYERS && f < WEEK_FIGURES; f++) {
            bool same = usual[f].verdict == usual[i].verdict;
            beside[f] = same || f == WEEK_PURCHASES;
            told[f] |= same;
        }
        tell(d, (WeekFigure)i, beside, out);
    }
}

/* --- the verdict in a line -------------------------------------------------------------------- */

/* "24 to 30 June 2025" */
static const char *say_period(const Draft *d)
{
    CivilDate from = day_to_civil(d->week->from), to = day_to_civil(d->week->to);
    PhraseArg last = arg_date(d, "last", d->week->to);

    if (from.year == to.year && from.month == to.month)
        return SAY(d, "{first} to {last}", arg_count(d, "first", from.day), last);
    return SAY(d, "{first} to {last}", arg_date(d, "first", d->week->from), last);
}

static const char *why_hole(const Draft *d, PhraseArg period)
{
    const Shop *shop = d->shop;
    size_t last = shop->holes.count - 1;

    return SAY(d,
               "{period}: not judged. There is no sale from {first} to {last}, longer than "
               "chance explains: see Data quality.",
               period, arg_date(d, "first", shop->holes.items[last].from),
               arg_date(d, "last", shop->holes.items[last].to));
}

static const char *why_short(const Draft *d, PhraseArg period)
{
    PhraseArg past = arg_count(d, "past", (double)d->week->past);
    PhraseArg least = arg_count(d, "least", USUAL_MIN_PAST);

    if (d->week->days == WEEK_DAYS) {
        return SAY(d,
                   "{period}: not judged yet. A week is judged once there are {least} whole weeks "
                   "before it; there {past|is # so far|are # so far}.",
                   period, least, past);
    }
    return SAY(d,
               "{period}: not judged. A period of {days} is judged once there are {least} like it "
               "before; there {past|is # so far|are # so far}.",
               period, least, arg_days(d, "days", d->week->days), past);
}

static const char *say_judged(const Draft *d, PhraseArg period, bool more)
{
    size_t news = week_news(d->week);

    if (news) {
        return SAY(d, "{period}: {news|one figure is|# figures are} outside the expected range.",
                   period, arg_count(d, "news", (double)news));
    }
    if (more)
        return SAY(d, "{period}: sales were as usual. What else stands out is below.", period);
    return SAY(d, "{period}: nothing unusual. Every figure is within its expected range.", period);
}

/* more: the history has news. */
static const char *say_week(const Draft *d, bool more)
{
    const SalesWeek *week = d->week;
    PhraseArg period = arg_text("period", say_period(d));

    switch (week->state) {
    case WEEK_JUDGED: return say_judged(d, period, more);
    case WEEK_TOO_SHORT: return why_short(d, period);
    case WEEK_FEAST:
        return SAY(
            d,
            "{period}: not judged. From 20 November to 20 January a week can only be compared with "
            "the same weeks a year earlier, which the records do not have yet.",
            period);
    case WEEK_HOLE: return why_hole(d, period);
    case WEEK_ENDS_EARLY:
        return SAY(
            d,
            "{period}: not judged. The last sale was on {last}; no gap in the past year was that "
            "long, so the data may be incomplete.",
            period, arg_date(d, "last", week->last_sale));
    case WEEK_WITHHELD:
        return SAY(d,
                   "{period}: too few customers bought for figures to be shown: each must cover at "
                   "least {least} customers, and is rounded.",
                   period, arg_count(d, "least", (double)d->plan->min_group));
    }
    return "";
}

/* A day behind the end of the data: what changed since the last run is that data are missing. */
static bool in_silence(const Shop *shop)
{
    return shop->ends_early && shop->source.as_of > shop->last_day;
}

size_t put_week(Draft *d, Page *page)
{
    InsightList found = { 0 };
    size_t most = MOST_FINDINGS - 1;

    find_sales(d, &found);
    size_t sales = found.count;
    if (draft_base(d) && !in_silence(d->shop)) find_news(d, &found);
    if (found.count > most) found.count = most;
    const char *title = in_silence(d->shop) || d->shop->ends_early ? "The last week of the data"
                        : d->week->days == WEEK_DAYS
                            ? "This week"
                            : SAY(d, "The last {days}", arg_days(d, "days", d->week->days));
    Section *section = draft_section(d, page, "week", title, say_week(d, found.count > sales));
    if (found.count) {
        VEC_PUSH(d->arena, &section->blocks,
                 ((Block){ .kind = BLOCK_INSIGHTS, .insights = { found.items, found.count } }));
    }
    put_tiles(d, section);
    if (!section->blocks.count) draft_note(d, section, NOTE_INFO, section->lead);
    return found.count;
}
