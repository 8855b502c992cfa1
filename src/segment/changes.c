#include "segment/changes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DECILES = 10 };

/* What the steps below share. */
typedef struct Comparing {
    Changes *changes;
    const Shop *shop;
    const Model *model;
    const Segments *segments;
    double chance; /* of each figure that is judged, to be called unusual when it is not */
    Arena *arena;
} Comparing;

/* A remembered figure of a run, whatever it is; NaN where the run has none. */
typedef double Remembered(const Run *run, const void *which);

static double kpi_of(const Run *run, const void *which)
{
    return run_figure(run, which);
}

static const RunSegment *segment_of(const Run *run, int lineage)
{
    for (size_t i = 0; i < run->segment_count; i++) {
        if (run->segments[i].lineage == lineage) return &run->segments[i];
    }
    return NULL;
}

static double customers_of(const Run *run, const void *which)
{
    const RunSegment *segment = segment_of(run, *(const int *)which);

    return segment ? (double)segment->customers : NAN;
}

static double revenue_of(const Run *run, const void *which)
{
    const RunSegment *segment = segment_of(run, *(const int *)which);

    return segment ? segment->revenue : NAN;
}

/* --- figures ---------------------------------------------------------------------------------- */

static const Run *run_at(const History *history, Day day)
{
    for (size_t i = 0; i < history->count; i++) {
        if (history->runs[i].as_of == day) return &history->runs[i];
    }
    return NULL;
}

/* The remembered changes over as many days as there are since the baseline. */
static Variation usual_changes(const Comparing *c, Remembered *value, const void *which)
{
    const History *history = c->changes->history;
    double *past = ARENA_ARRAY(c->arena, double, history->count);
    size_t count = 0;

    for (size_t i = 0; i < history->count; i++) {
        const Run *run = &history->runs[i];
        const Run *before = run_at(history, run->as_of - c->changes->days);
        double change = before ? value(run, which) - value(before, which) : NAN;
        if (isfinite(change)) past[count++] = change;
    }
    /* Even a segment that never changed may lose one customer and win another. */
    return variation_of(past, count, c->chance, 1, c->arena);
}

/* The remembered values of a figure that was counted over as many days: they vary at least as
 * numbers of events at random moments do. */
static Variation usual_counts(const Comparing *c, const char *key)
{
    const History *history = c->changes->history;
    double *past = ARENA_ARRAY(c->arena, double, history->count);
    size_t count = 0;

    for (size_t i = 0; i < history->count; i++) {
        const Run *run = &history->runs[i];
        double value = run_figure(run, key);
        bool same = run->previous != NO_RUN && run->as_of - run->previous == c->changes->days;
        if (same && isfinite(value)) past[count++] = value;
    }
    double least_sd = sqrt(fmax(1, count ? median(past, count, c->arena) : 0));
    return variation_of(past, count, c->chance, least_sd, c->arena);
}

static void leave_unjudged(Delta *delta)
{
    delta->usual = (Variation){ .median = NAN, .low = NAN, .high = NAN };
    delta->unusual = false;
}

static Delta delta_of(const Comparing *c, double now, Remembered *value, const void *which)
{
    const Changes *changes = c->changes;
    Delta d = { .now = now, .before = value(changes->base, which), .year_before = NAN };

    d.change = d.now - d.before;
    leave_unjudged(&d);
    if (changes->year) d.year_before = value(changes->year, which);
    return d;
}

static void judge_change(const Comparing *c, Delta *d, Remembered *value, const void *which)
{
    d->usual = usual_changes(c, value, which);
    d->unusual = isfinite(d->change) && variation_is_beyond(&d->usual, d->change);
}

static Delta count_of(const Comparing *c, double now, Kpi kpi)
{
    const Changes *changes = c->changes;
    const char *key = KPI_INFO[kpi].key;
    Delta d = { .now = now, .before = NAN, .change = now, .year_before = NAN };

    if (changes->base->previous != NO_RUN &&
        changes->base->as_of - changes->base->previous == changes->days) {
        d.before = run_figure(changes->base, key);
    }
    leave_unjudged(&d);
    if (kpi_is_judged(kpi)) {
        d.usual = usual_counts(c, key);
        d.unusual = variation_is_beyond(&d.usual, now);
    }
    if (changes->year) d.year_before = run_figure(changes->year, key);
    return d;
}

static double members(const Group *group)
{
    return group->unknown ? NAN : (double)group->customers;
}

static double counted(Kpi kpi, const Moves *moves)
{
    switch (kpi) {
    case KPI_FIRST_BUYERS: return members(&moves->first_buyers);
    case KPI_RETURNED: return members(&moves->returned);
    case KPI_WENT_QUIET: return members(&moves->went_quiet);
    case KPI_MOVED: return moves->causes_unknown ? NAN : (double)moves->by[MOVE_BEHAVIOUR];
    case KPI_CUSTOMERS:
    case KPI_BUYERS:
    case KPI_REVENUE:
    case KPI_PURCHASES:
    case KPI_AVERAGE_VALUE:
    case KPI_AVERAGE_FREQUENCY:
    case KPI_AVERAGE_PURCHASE:
    case KPI_SEGMENTS:
    case KPI_QUIET:
    case KPI_QUIET_SPEND:
    case KPIS: break;
    }
    return NAN;
}

static void compare_kpis(Comparing *c)
{
    Changes *changes = c->changes;

    for (Kpi kpi = 0; kpi < KPIS; kpi++) {
        const char *key = KPI_INFO[kpi].key;
        changes->kpis[kpi] = kpi < KPI_STOCKS
                                 ? delta_of(c, kpi_value(kpi, c->shop, c->segments), kpi_of, key)
                                 : count_of(c, counted(kpi, &changes->moves), kpi);
    }
}

/* --- segments --------------------------------------------------------------------------------- */

static Course course_of(const Comparing *c, const Segment *segment)
{
    const History *history = c->changes->history;
    size_t count = history->count + 1;
    double *days = ARENA_ARRAY(c->arena, double, count);
    double *customers = ARENA_ARRAY(c->arena, double, count);
    double *revenue = ARENA_ARRAY(c->arena, double, count);

    for (size_t i = 0; i < history->count; i++) {
        days[i] = history->runs[i].as_of;
        customers[i] = customers_of(&history->runs[i], &segment->lineage);
        revenue[i] = revenue_of(&history->runs[i], &segment->lineage);
    }
    days[count - 1] = c->changes->as_of;
    customers[count - 1] = (double)segment->count;
    revenue[count - 1] = segment->revenue;
    return (Course){ count, days, customers, revenue };
}

static int place_in(const Run *run, int lineage)
{
    const RunSegment *segment = segment_of(run, lineage);

    return segment ? (int)(segment - run->segments) : -1;
}

/* How many more came to a segment than left it because borders shifted, alone or together with what
 * the customers did. */
static double moved_by_borders(const Moves *moves, int before, int now)
{
    double net = 0;

    for (size_t i = 0; i < moves->flow_count; i++) {
        const Flow *flow = &moves->flows[i];
        double moved = (double)(flow->by[MOVE_REDEFINITION] + flow->by[MOVE_BOTH]);
        if (flow->stay) continue;
        if (flow->to == now) net += moved;
        if (flow->from == before) net -= moved;
    }
    return net;
}

/* Clusters are found anew each time, and their borders shift: a size is unusual only if what
 * customers did is, without those whom the borders moved. */
static void judge_size(const Comparing *c, SegmentChange *change, const Segment *segment)
{
    const Moves *moves = &c->changes->moves;
    Delta *size = &change->customers;

    judge_change(c, size, customers_of, &segment->lineage);
    if (!size->unusual) return;
    double own = size->change - moved_by_borders(moves, change->before, change->now);
    bool same_way = own * size->change > 0;
    size->unusual = !moves->causes_unknown && same_way && variation_is_beyond(&size->usual, own);
}

static SegmentChange present(const Comparing *c, size_t i)
{
    const Segment *segment = &c->segments->items[i];
    const Run *base = c->changes->base;
    int before = place_in(base, segment->lineage);
    SegmentChange change = { .now = (int)i, .before = before, .fate = FATE_NEW };

    if (before >= 0) {
        change.old_label = base->segments[before].label;
        change.fate = strcmp(change.old_label, segment->label) ? FATE_RENAMED : FATE_KEPT;
    }
    change.customers = delta_of(c, (double)segment->count, customers_of, &segment->lineage);
    change.revenue = delta_of(c, segment->revenue, revenue_of, &segment->lineage);
    change.course = course_of(c, segment);
    /* How a segment usually changes says nothing of how it does when it is made of other features.
     */
    if (!c->changes->unlike.segments) judge_size(c, &change, segment);
    return change;
}

static SegmentChange absent(const RunSegment *old, size_t place)
{
    return (SegmentChange){ .fate = FATE_GONE,
                            .now = -1,
                            .before = (int)place,
                            .old_label = old->label,
                            .customers = { NAN, (double)old->customers, NAN, { 0 }, false, NAN },
                            .revenue = { NAN, old->revenue, NAN, { 0 }, false, NAN } };
}

static void compare_segments(Comparing *c)
{
    const Run *base = c->changes->base;
    SegmentChange *out =
        ARENA_ARRAY(c->arena, SegmentChange, c->segments->count + base->segment_count);
    size_t count = 0;

    for (size_t i = 0; i < c->segments->count; i++)
        out[count++] = present(c, i);
    for (size_t o = 0; o < base->segment_count; o++) {
        bool found = false;
        for (size_t i = 0; i < c->segments->count; i++)
            found |= c->segments->items[i].lineage == base->segments[o].lineage;
        if (!found) out[count++] = absent(&base->segments[o], o);
    }
    c->changes->segments = out;
    c->changes->segment_count = count;
}

/* --- drift ------------------------------------------------------------------------------------ */

DriftBand drift_band(double index)
{
    return index < 0.1 ? DRIFT_NONE : index <= 0.25 ? DRIFT_SOME : DRIFT_MUCH;
}

/* One feature of those who bought. */
static size_t buyers_column(double *out, const Matrix *features, const bool *bought,
                            Feature feature)
{
    size_t count = 0;

    for (size_t i = 0; i < features->rows; i++) {
        if (bought[i]) out[count++] = matrix_at(features, i, feature);
    }
    return count;
}

static int by_index(const void *left, const void *right)
{
    const Drift *a = left, *b = right;

    if (a->index != b->index) return a->index < b->index ? 1 : -1;
    return (int)a->feature - (int)b->feature;
}

static void measure_drift(Comparing *c)
{
    const Run *base = c->changes->base;
    const Matrix *then = &base->features, *now = &c->shop->customers.features;
    Drift *drift = ARENA_ARRAY(c->arena, Drift, CLUSTERED_COUNT);
    double *was = ARENA_ARRAY(c->arena, double, then->rows);
    double *is = ARENA_ARRAY(c->arena, double, now->rows);
    size_t count = 0;

    for (size_t f = 0; base->bought && f < CLUSTERED_COUNT; f++) {
        Feature feature = CLUSTERED[f];
        if (FEATURES[feature].interaction && !c->shop->has_interactions) continue;
        if (!run_has(base, feature)) continue;
        size_t before = buyers_column(was, then, base->bought, feature);
        size_t after = buyers_column(is, now, c->shop->customers.bought, feature);
        double index = population_stability(was, before, is, after, DECILES, c->arena);
        if (isfinite(index)) drift[count++] = (Drift){ feature, index };
    }
    qsort(drift, count, sizeof *drift, by_index);
    c->changes->drift = drift;
    c->changes->drift_count = count;
}

static void compare_settings(Comparing *c)
{
    const Run *now = &c->changes->record;
    SettingChange *out = ARENA_ARRAY(c->arena, SettingChange, now->setting_count);

    for (size_t i = 0; i < now->setting_count; i++) {
        const char *before = run_setting(c->changes->base, now->settings[i].key);
        if (!before || !strcmp(before, now->settings[i].value)) continue;
        if (!strcmp(now->settings[i].key, PURCHASE_RULE)) continue;
        out[c->changes->setting_count++] =
            (SettingChange){ now->settings[i].key, before, now->settings[i].value };
    }
    c->changes->settings = out;
}

/* --- what is not compared --------------------------------------------------------------------- */

static void find_unlike_features(Comparing *c, const RunTerms *terms)
{
    const Run *base = c->changes->base;
    Feature *redefined = ARENA_ARRAY(c->arena, Feature, F_COUNT);
    Feature *missing = ARENA_ARRAY(c->arena, Feature, F_COUNT);
    Unlike *unlike = &c->changes->unlike;

    for (Feature f = 0; f < F_COUNT; f++) {
        if (FEATURES[f].interaction && !c->shop->has_interactions) continue;
        if (!base->definitions[f]) {
            missing[unlike->missing_count++] = f;
        } else if (strcmp(base->definitions[f], terms->definitions.features[f])) {
            redefined[unlike->redefined_count++] = f;
        }
    }
    unlike->redefined = redefined;
    unlike->missing = missing;
    unlike->dropped = base->dropped;
    unlike->dropped_count = base->dropped_count;
}

static bool is_redefined(const Run *base, const RunText *figure)
{
    for (size_t i = 0; i < base->figure_count; i++) {
        const RunFigure *then = &base->figures[i];
        if (!strcmp(then->key, figure->key)) return strcmp(then->definition, figure->value) != 0;
    }
    return false;
}

static void find_unlike_kpis(Comparing *c, const RunTerms *terms)
{
    Kpi *kpis = ARENA_ARRAY(c->arena, Kpi, KPIS);
    Unlike *unlike = &c->changes->unlike;

    for (Kpi kpi = 0; kpi < KPIS; kpi++) {
        bool uncounted = kpi >= KPI_STOCKS && !isfinite(c->changes->kpis[kpi].now);
        if (uncounted || is_redefined(c->changes->base, &terms->definitions.figures[kpi]))
            kpis[unlike->kpi_count++] = kpi;
    }
    unlike->kpis = kpis;
}

static void find_unlike(Comparing *c, const RunTerms *terms)
{
    const char *before = run_setting(c->changes->base, PURCHASE_RULE);
    const char *now = run_setting(&c->changes->record, PURCHASE_RULE);
    Unlike *unlike = &c->changes->unlike;

    find_unlike_features(c, terms);
    find_unlike_kpis(c, terms);
    if (!before || !strcmp(before, now)) return;
    unlike->rule_before = before;
    unlike->rule_now = now;
}

bool changes_are_partial(const Unlike *unlike)
{
    return unlike->redefined_count || unlike->missing_count || unlike->dropped_count ||
           unlike->kpi_count || unlike->segments;
}

/* --- what to remember ------------------------------------------------------------------------- */

/* The counts are since the last run, whichever run the report compares with. */
static void record_figures(Comparing *c, const Definitions *definitions)
{
    Run *record = &c->changes->record;
    const Run *last = c->changes->history->last;
    RunFigure *figures = ARENA_ARRAY(c->arena, RunFigure, KPIS);
    Moves moves = { 0 };

    if (last && last != c->changes->base) {
        moves = moves_find(last, c->shop, c->segments, c->arena);
    } else {
        moves = c->changes->moves;
    }
    for (Kpi kpi = 0; kpi < KPIS; kpi++) {
        double value = kpi < KPI_STOCKS ? kpi_value(kpi, c->shop, c->segments)
                       : last           ? counted(kpi, &moves)
                                        : NAN;
        figures[kpi] = (RunFigure){ KPI_INFO[kpi].key, value, definitions->figures[kpi].value };
    }
    record->figures = figures;
    record->figure_count = KPIS;
}

static void record_segments(Comparing *c)
{
    RunSegment *rows = ARENA_ARRAY(c->arena, RunSegment, c->segments->count);

    for (size_t i = 0; i < c->segments->count; i++) {
        const Segment *s = &c->segments->items[i];
        rows[i] = (RunSegment){ .lineage = s->lineage,
                                .label = s->label,
                                .slug = s->slug,
                                .archetype = archetype_slug(s->archetype),
                                .colour = s->colour,
                                .customers = (int64_t)s->count,
                                .revenue = s->revenue };
    }
    c->changes->record.segments = rows;
    c->changes->record.segment_count = c->segments->count;
}

static void record_model(Comparing *c)
{
    const Scaling *scaling = &c->model->scaling;
    const Clustering *clustering = &c->model->clustering;
    int *segment_of_cluster = ARENA_ARRAY(c->arena, int, clustering->k);
    Run *record = &c->changes->record;

    record->centroids = matrix_new(clustering->k, CLUSTERED_COUNT, c->arena);
    for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
        record->mean[f] = scaling->mean[f];
        record->sd[f] = scaling->constant[f] ? 0 : scaling->sd[f];
        for (size_t k = 0; k < clustering->k; k++) {
            matrix_row(&record->centroids, k)[f] =
                record->mean[f] + record->sd[f] * matrix_at(&clustering->centroids, k, f);
        }
    }
    for (size_t i = 0; i < c->segments->count; i++) {
        const Segment *segment = &c->segments->items[i];
        for (size_t k = 0; k < segment->cluster_count; k++)
            segment_of_cluster[segment->clusters[k]] = (int)i;
    }
    record->cluster_segment = segment_of_cluster;
}

static void record_run(Comparing *c, const RunTerms *terms)
{
    const History *history = c->changes->history;

    c->changes->record = (Run){ .as_of = c->changes->as_of,
                                .previous = history->last ? history->last->as_of : NO_RUN,
                                .settings = terms->settings,
                                .setting_count = terms->setting_count,
                                .customers = c->shop->customers.count,
                                .ids = c->shop->customers.ids,
                                .identities = c->shop->customers.identities,
                                .segment = c->segments->of_customer,
                                .features = c->shop->customers.features };
    memcpy(c->changes->record.definitions, terms->definitions.features,
           sizeof c->changes->record.definitions);
    record_segments(c);
    record_model(c);
}

/* All the figures that are judged share the chance, however many segments there are. */
static double chance_of_each(const Segments *segments)
{
    size_t judged = segments->count;

    for (Kpi kpi = 0; kpi < KPIS; kpi++)
        judged += kpi_is_judged(kpi);
    return CHANGES_CHANCE / (double)judged;
}

/* --- all -------------------------------------------------------------------------------------- */

/* The remembered run nearest to a year ago, if there is one within a few days of it. */
static const Run *year_before(const History *history, Day as_of)
{
    const Run *found = NULL;
    int least = YEAR_SLACK + 1;

    for (size_t i = 0; i < history->count; i++) {
        int off = abs(history->runs[i].as_of - (as_of - YEAR_DAYS));
        if (off >= least) continue;
        least = off;
        found = &history->runs[i];
    }
    return found;
}

Changes changes_find(const History *history, const Shop *shop, const Model *model,
                     const Segments *segments, const RunTerms *terms, Arena *arena)
{
    Changes changes = { .history = history, .base = history->baseline };
    Comparing c = { &changes, shop, model, segments, chance_of_each(segments), arena };

    changes.as_of = shop->source.as_of;
    changes.year = year_before(history, changes.as_of);
    record_run(&c, terms);
    if (changes.base) {
        changes.days = changes.as_of - changes.base->as_of;
        changes.moves = moves_find(changes.base, shop, segments, arena);
        changes.unlike.segments = changes.base->stands_apart || !run_has_centres(changes.base);
        compare_kpis(&c);
        compare_segments(&c);
        measure_drift(&c);
        compare_settings(&c);
        find_unlike(&c, terms);
    }
    record_figures(&c, &terms->definitions);
    return changes;
}
