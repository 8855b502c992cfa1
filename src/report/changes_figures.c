/* The charts of the page of changes. */
#include <math.h>

#include "data/format.h"
#include "report/draft.h"

/* --- movement --------------------------------------------------------------------------------- */

typedef struct Places {
    const char **names;
    int *colours;
    size_t count;
    int *of_then, *of_now; /* the category of a segment then and now; [count] stands for -1 */
} Places;

static size_t add_place(Places *places, const char *name, int colour)
{
    places->names[places->count] = name;
    places->colours[places->count] = colour;
    return places->count++;
}

/* A segment that goes on under its name has one place, which the chart draws on both sides; one
 * that was renamed has two. */
static Places find_places(Draft *d)
{
    const Run *base = draft_base(d);
    const Segments *now = d->segments;
    size_t most = base->segment_count + now->count + 2;
    Places p = { .names = ARENA_ARRAY(d->arena, const char *, most),
                 .colours = ARENA_ARRAY(d->arena, int, most),
                 .of_then = ARENA_ARRAY(d->arena, int, base->segment_count + 1),
                 .of_now = ARENA_ARRAY(d->arena, int, now->count + 1) };

    for (size_t i = 0; i < now->count; i++)
        p.of_now[i] = (int)add_place(&p, now->items[i].label, now->items[i].colour);
    for (size_t i = 0; i < d->plan->changes->segment_count; i++) {
        const SegmentChange *change = &d->plan->changes->segments[i];
        if (change->before < 0) continue;
        p.of_then[change->before] =
            change->fate == FATE_KEPT
                ? p.of_now[change->now]
                : (int)add_place(
                      &p, change->old_label,
                      theme_colour_among(base->segments[change->before].colour, now->count));
    }
    p.of_then[base->segment_count] = (int)add_place(&p, "Not a customer", THEME_SEGMENT_COLOURS);
    p.of_now[now->count] = p.of_then[base->segment_count];
    return p;
}

/* Those who stay first, so that those who move lie on top of them. */
static void fill_flows(Draft *d, Series *series, const Places *p)
{
    const Moves *moves = &d->plan->changes->moves;
    double *x = ARENA_ARRAY(d->arena, double, moves->flow_count);
    double *y = ARENA_ARRAY(d->arena, double, moves->flow_count);
    double *z = ARENA_ARRAY(d->arena, double, moves->flow_count);
    size_t count = 0;

    for (int stay = 1; stay >= 0; stay--) {
        for (size_t i = 0; i < moves->flow_count; i++) {
            const Flow *flow = &moves->flows[i];
            if (flow->stay != (stay == 1)) continue;
            x[count] = p->of_then[flow->from < 0 ? (int)draft_base(d)->segment_count : flow->from];
            y[count] = p->of_now[flow->to < 0 ? (int)d->segments->count : flow->to];
            z[count++] = (double)flow->customers;
        }
    }
    *series = (Series){ .name = "Customers", .colour = -1, .n = count, .x = x, .y = y, .z = z };
}

static const char *list_flows(Draft *d)
{
    const Moves *moves = &d->plan->changes->moves;
    const char *list = "";

    for (size_t i = 0; i < moves->flow_count; i++) {
        const Flow *flow = &moves->flows[i];
        if (flow->stay) continue;
        list = phrase_list(list,
                           SAY(d, "{from} to {to} {n}", arg_text("from", name_then(d, flow->from)),
                               arg_text("to", name_now(d, flow->to)),
                               arg_count(d, "n", (double)flow->customers)),
                           d->arena);
    }
    return *list ? list : WORDS("none");
}

const ChartSpec *figure_movement(Draft *d)
{
    const Moves *moves = &d->plan->changes->moves;
    ChartSpec *chart = ARENA_NEW(d->arena, ChartSpec);
    Series *series = ARENA_NEW(d->arena, Series);
    Places places = find_places(d);

    fill_flows(d, series, &places);
    *chart = (ChartSpec){
        .kind = CHART_SANKEY,
        .slug = "movement",
        .currency = d->plan->currency,
        .height_pt = 340,
        .z = { .kind = COLUMN_COUNT },
        .series = series,
        .series_count = 1,
        .categories = places.names,
        .category_count = places.count,
        .colours = places.colours,
        .title = SAY(d, "{moved} of {known|# customer|# customers} changed segment",
                     arg_count(d, "moved", (double)moves->mover_count),
                     arg_count(d, "known", (double)moves->known)),
        .subtitle =
            SAY(d, "Customers by segment: {then} on the left, {now} on the right",
                arg_date(d, "then", draft_base(d)->as_of), arg_date(d, "now", d->report->as_of)),
        .alt = SAY(d, "Flow chart of customers between segments. Who moved: {flows}.",
                   arg_text("flows", list_flows(d))),
    };
    return chart;
}

/* --- the course of the segments --------------------------------------------------------------- */

static const char *say_course(Draft *d, double value, bool revenue, int decimals)
{
    return format_value(value, revenue ? COLUMN_MONEY : COLUMN_COUNT, decimals, d->plan->currency,
                        false, d->arena);
}

static const char *list_courses(Draft *d, bool revenue)
{
    const Changes *changes = d->plan->changes;
    const char *list = "";

    for (size_t i = 0; i < changes->segment_count; i++) {
        const SegmentChange *change = &changes->segments[i];
        if (change->now < 0) continue;
        const double *y = revenue ? change->course.revenue : change->course.customers;
        size_t first = 0, last = change->course.count - 1;
        while (!isfinite(y[first]))
            first++;
        int decimals = revenue ? pair_decimals(y[first], y[last]) : 0;
        list = phrase_list(list,
                           SAY(d, "{segment} from {first} to {last}",
                               arg_text("segment", name_now(d, change->now)),
                               arg_text("first", say_course(d, y[first], revenue, decimals)),
                               arg_text("last", say_course(d, y[last], revenue, decimals))),
                           d->arena);
    }
    return list;
}

/* The segment that has changed most, as a multiple, since the first run that knows it. */
static const char *courses_title(Draft *d, bool revenue)
{
    const Changes *changes = d->plan->changes;
    const SegmentChange *most = NULL;
    double from = 0, to = 0;

    for (size_t i = 0; i < changes->segment_count; i++) {
        const SegmentChange *change = &changes->segments[i];
        if (change->now < 0) continue;
        const double *y = revenue ? change->course.revenue : change->course.customers;
        size_t first = 0, last = change->course.count - 1;
        while (!isfinite(y[first]))
            first++;
        if (!(y[first] > 0 && y[last] > 0) || y[first] == y[last]) continue;
        if (most && fabs(log(y[last] / y[first])) <= fabs(log(to / from))) continue;
        most = change;
        from = y[first];
        to = y[last];
    }
    if (!most)
        return revenue ? WORDS("No segment's revenue has changed")
                       : WORDS("No segment has changed in size");
    int decimals = revenue ? pair_decimals(from, to) : 0;
    const PhraseArg args[] = { arg_text("segment", name_now(d, most->now)),
                               arg_text("from", say_course(d, from, revenue, decimals)),
                               arg_text("to", say_course(d, to, revenue, decimals)) };
    return revenue ? SAY(d, "{segment}: revenue from {from} to {to}", args[0], args[1], args[2])
                   : SAY(d, "{segment}: from {from} to {to} customers", args[0], args[1], args[2]);
}

static size_t fill_courses(Draft *d, Series *series, bool revenue)
{
    const Changes *changes = d->plan->changes;
    size_t count = 0;

    for (size_t i = 0; i < changes->segment_count; i++) {
        const SegmentChange *change = &changes->segments[i];
        if (change->now < 0) continue;
        const Segment *s = &d->segments->items[change->now];
        /* Prospects have no revenue. */
        if (revenue && s->archetype == ARCHETYPE_PROSPECTS) continue;
        series[count++] =
            (Series){ .name = s->label,
                      .colour = s->colour,
                      .n = change->course.count,
                      .x = change->course.days,
                      .y = revenue ? change->course.revenue : change->course.customers };
    }
    return count;
}

const ChartSpec *figure_courses(Draft *d, bool revenue)
{
    const History *history = d->plan->changes->history;
    ChartSpec *chart = ARENA_NEW(d->arena, ChartSpec);
    Series *series = ARENA_ARRAY(d->arena, Series, d->segments->count);

    *chart = (ChartSpec){
        .kind = CHART_MULTIPLES,
        .slug = revenue ? "segment-revenue-course" : "segment-size-course",
        .currency = d->plan->currency,
        .series = series,
        .series_count = fill_courses(d, series, revenue),
        .x = { .is_day = true },
        .y = { .kind = revenue ? COLUMN_MONEY : COLUMN_COUNT },
        .title = courses_title(d, revenue),
        .subtitle = SAY(d,
                        revenue ? "Revenue so far of each segment, {runs|# run|# runs} since {date}"
                                : "Customers in each segment, {runs|# run|# runs} since {date}",
                        arg_count(d, "runs", (double)history->count + 1),
                        arg_date(d, "date", history->runs[0].as_of)),
        .alt = SAY(d,
                   revenue ? "Lines of revenue by segment: {list}."
                           : "Lines of customers by segment: {list}.",
                   arg_text("list", list_courses(d, revenue))),
    };
    return chart;
}
