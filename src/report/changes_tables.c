/* The tables of the page of changes, and its attachments. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data/format.h"
#include "report/draft.h"

const char *name_then(const Draft *d, int segment)
{
    return segment < 0 ? "not a customer" : draft_base(d)->segments[segment].label;
}

const char *name_now(const Draft *d, int segment)
{
    return segment < 0 ? "not a customer" : d->segments->items[segment].label;
}

/* Figures of several kinds stand in one column: as texts, flush right. */
static const char **table_figures(Table *table, const char *key, const char *title, Arena *arena)
{
    const char **texts = table_texts(table, key, title, arena);

    table->columns[table->cols - 1].align_end = true;
    return texts;
}

/* --- figures ---------------------------------------------------------------------------------- */

/* A figure, its past and its changes stand in a row: with as many decimals. */
static int kpi_decimals(const Delta *delta, const KpiInfo *info)
{
    return info->kind == COLUMN_MONEY ? pair_decimals(delta->now, delta->before) : info->decimals;
}

static const char *kpi_text(Draft *d, double value, const KpiInfo *info, int decimals)
{
    return format_value(value, info->kind, decimals, d->plan->currency, false, d->arena);
}

static const char *verdict_of(const Delta *delta)
{
    if (!isfinite(delta->change)) return "not compared";
    if (!variation_judges(&delta->usual)) return "not judged yet";
    return delta->unusual ? say_verdict(delta) : "as usual";
}

/* Of counts: no other figure is judged. */
static const char *usual_range(Draft *d, const Delta *delta)
{
    if (!variation_judges(&delta->usual)) return "–";
    return SAY(d, "{low} to {high}", arg_count(d, "low", fmax(0, ceil(delta->usual.low))),
               arg_count(d, "high", floor(delta->usual.high)));
}

static const char *arrow_of(double change)
{
    return !isfinite(change) ? "" : change > 0 ? "↑ " : change < 0 ? "↓ " : "→ ";
}

const Table *table_kpis(Draft *d)
{
    const Changes *changes = d->plan->changes;
    Table *table = table_open(d->arena, KPIS, 7);
    const char **figure = table_texts(table, "figure", "Figure", d->arena);
    const char **now = table_figures(table, "now", "Now", d->arena);
    const char **then = table_figures(table, "then", "Then", d->arena);
    const char **change = table_figures(table, "change", "Change", d->arena);
    const char **usual = table_figures(table, "usual", "Usual", d->arena);
    const char **verdict = table_texts(table, "verdict", "Verdict", d->arena);
    const char **year =
        changes->year ? table_figures(table, "on_a_year", "On the year before", d->arena) : NULL;
    size_t row = 0;

    for (Kpi kpi = 0; kpi < KPIS; kpi++) {
        const KpiInfo *info = &KPI_INFO[kpi];
        const Delta *delta = &changes->kpis[kpi];
        double difference = delta->now - delta->before, on_year = delta->now - delta->year_before;
        if (info->kind == COLUMN_MONEY && !has_money(d)) continue;
        int decimals = kpi_decimals(delta, info);
        figure[row] = info->title;
        now[row] = kpi_text(d, delta->now, info, decimals);
        then[row] = kpi_text(d, delta->before, info, decimals);
        change[row] = arena_format(d->arena, "%s%s", arrow_of(difference),
                                   say_change(d, difference, info->kind, decimals));
        usual[row] = usual_range(d, delta);
        verdict[row] = kpi_is_judged(kpi) ? verdict_of(delta) : "–";
        if (year) {
            year[row] = arena_format(d->arena, "%s%s", arrow_of(on_year),
                                     say_change(d, on_year, info->kind, decimals));
        }
        row++;
    }
    table->rows = row;
    return table;
}

/* --- segments --------------------------------------------------------------------------------- */

static const char *fate_text(Draft *d, const SegmentChange *change)
{
    switch (change->fate) {
    case FATE_KEPT:
        return d->plan->changes->unlike.segments ? "not judged" : verdict_of(&change->customers);
    case FATE_RENAMED: return SAY(d, "was {name}", arg_text("name", change->old_label));
    case FATE_NEW: return WORDS("new");
    case FATE_GONE: return WORDS("gone");
    }
    return "";
}

const Table *table_segment_changes(Draft *d)
{
    const Changes *changes = d->plan->changes;
    Table *table = table_open(d->arena, changes->segment_count, 6);
    const char **name = table_texts(table, "segment", "Segment", d->arena);
    double *now = table_numbers(table, "customers", "Customers", COLUMN_COUNT, 0, d->arena);
    const char **change = table_figures(table, "customers_change", "Change", d->arena);
    const char **verdict = table_texts(table, "verdict", "Verdict on size", d->arena);
    double *revenue = table_numbers(table, "revenue", "Revenue", COLUMN_MONEY, 0, d->arena);
    const char **revenue_change =
        table_figures(table, "revenue_change", "Change in revenue", d->arena);
    int *colours = ARENA_ARRAY(d->arena, int, changes->segment_count);

    for (size_t i = 0; i < changes->segment_count; i++) {
        const SegmentChange *c = &changes->segments[i];
        name[i] = c->now >= 0 ? name_now(d, c->now) : c->old_label;
        colours[i] = c->now;
        now[i] = c->customers.now;
        change[i] = arena_format(d->arena, "%s%s", arrow_of(c->customers.change),
                                 say_change(d, c->customers.change, COLUMN_COUNT, 0));
        verdict[i] = fate_text(d, c);
        revenue[i] = c->revenue.now;
        revenue_change[i] = arena_format(d->arena, "%s%s", arrow_of(c->revenue.change),
                                         say_change(d, c->revenue.change, COLUMN_MONEY, 0));
    }
    table->columns[0].segments = colours;
    return table;
}

/* --- movement --------------------------------------------------------------------------------- */

static const Flow *flow_between(const Moves *moves, int from, int to)
{
    for (size_t i = 0; i < moves->flow_count; i++) {
        if (moves->flows[i].from == from && moves->flows[i].to == to) return &moves->flows[i];
    }
    return NULL;
}

static bool comes_in(const Moves *moves, int from)
{
    for (size_t i = 0; i < moves->flow_count; i++) {
        if (moves->flows[i].from == from) return true;
    }
    return false;
}

static double cell_value(const Moves *moves, int from, int to, bool spend)
{
    const Flow *flow = flow_between(moves, from, to);

    return !flow ? NAN : spend ? flow->spend : (double)flow->customers;
}

/* Rows: the segments then, and those who were no customers; columns: the segments now. */
const Table *table_transitions(Draft *d, bool spend)
{
    const Moves *moves = &d->plan->changes->moves;
    size_t then = draft_base(d)->segment_count, now = d->segments->count;
    size_t rows = then + comes_in(moves, -1);
    bool any_left = moves->left.customers > 0;
    Table *table = table_open(d->arena, rows, now + 2);
    const char **name = table_texts(table, "from", "From, to", d->arena);

    for (size_t r = 0; r < rows; r++)
        name[r] = name_then(d, r < then ? (int)r : -1);
    for (size_t c = 0; c < now + any_left; c++) {
        int to = c < now ? (int)c : -1;
        double *cells = table_numbers(table, c < now ? d->segments->items[c].slug : "gone",
                                      c < now ? name_now(d, to) : "Gone",
                                      spend ? COLUMN_MONEY : COLUMN_COUNT, 0, d->arena);
        for (size_t r = 0; r < rows; r++)
            cells[r] = cell_value(moves, r < then ? (int)r : -1, to, spend);
    }
    return table;
}

static int by_spend(const void *left, const void *right)
{
    const Flow *a = left, *b = right;

    if (a->spend != b->spend) return a->spend < b->spend ? 1 : -1;
    if (a->customers != b->customers) return a->customers < b->customers ? 1 : -1;
    return a->from != b->from ? a->from - b->from : a->to - b->to;
}

/* How many by each cause: blank where that is not known. */
static void add_causes(Table *table, Draft *d, const Flow *flows, size_t count)
{
    static const char *const titles[] = { "Behaviour", "Borders", "Both" };
    static const char *const keys[] = { "by_behaviour", "by_redefinition", "by_both" };
    bool unknown = d->plan->changes->moves.causes_unknown;

    for (MoveCause cause = 0; cause < MOVE_CAUSES; cause++) {
        double *by = table_numbers(table, keys[cause], titles[cause], COLUMN_COUNT, 0, d->arena);
        for (size_t i = 0; i < count; i++)
            by[i] = unknown ? NAN : (double)flows[i].by[cause];
    }
}

static Table *flows_table(Draft *d, const Flow *flows, size_t count)
{
    Table *table = table_open(d->arena, count, 8);
    const char **from = table_texts(table, "from", "From", d->arena);
    const char **to = table_texts(table, "to", "To", d->arena);
    double *customers = table_numbers(table, "customers", "Customers", COLUMN_COUNT, 0, d->arena);
    double *spend = table_numbers(table, "spend", "Their spend", COLUMN_MONEY, 0, d->arena);
    double *since = table_numbers(table, "since", "Of which since", COLUMN_MONEY, 0, d->arena);

    for (size_t i = 0; i < count; i++) {
        from[i] = name_then(d, flows[i].from);
        to[i] = name_now(d, flows[i].to);
        customers[i] = (double)flows[i].customers;
        spend[i] = flows[i].spend;
        since[i] = flows[i].since;
    }
    return table;
}

const Table *table_biggest_flows(Draft *d, size_t most)
{
    const Moves *moves = &d->plan->changes->moves;
    Flow *moved = ARENA_ARRAY(d->arena, Flow, moves->flow_count);
    size_t count = 0;

    for (size_t i = 0; i < moves->flow_count; i++) {
        const Flow *flow = &moves->flows[i];
        if (!flow->stay && flow->from >= 0 && flow->to >= 0) moved[count++] = *flow;
    }
    qsort(moved, count, sizeof *moved, by_spend);
    if (count > most) count = most;
    Table *table = flows_table(d, moved, count);
    if (!moves->causes_unknown) add_causes(table, d, moved, count);
    return table;
}

static const Table *movement_table(Draft *d)
{
    const Moves *moves = &d->plan->changes->moves;
    Table *table = flows_table(d, moves->flows, moves->flow_count);

    add_causes(table, d, moves->flows, moves->flow_count);
    return table;
}

/* --- drift ------------------------------------------------------------------------------------ */

const Table *table_drift(Draft *d)
{
    static const char *const bands[] = { "the same", "somewhat shifted", WORDS("shifted") };
    const Changes *changes = d->plan->changes;
    Table *table = table_open(d->arena, changes->drift_count, 3);
    const char **feature = table_texts(table, "feature", "Feature", d->arena);
    double *index =
        table_numbers(table, "stability_index", "Stability index", COLUMN_NUMBER, 3, d->arena);
    const char **band = table_texts(table, "band", "Band", d->arena);

    size_t row = 0;

    for (size_t i = 0; i < changes->drift_count; i++) {
        const FeatureInfo *info = &FEATURES[changes->drift[i].feature];
        if (info->kind == COLUMN_MONEY && !has_money(d)) continue;
        feature[row] = info->title;
        index[row] = changes->drift[i].index;
        band[row++] = bands[drift_band(changes->drift[i].index)];
    }
    table->rows = row;
    return table;
}

/* --- attachments ------------------------------------------------------------------------------ */

static const Table *movers_table(Draft *d)
{
    const Moves *moves = &d->plan->changes->moves;
    Table *table = table_open(d->arena, moves->mover_count, 5);
    uint32_t *rows = ARENA_ARRAY(d->arena, uint32_t, moves->mover_count);

    for (size_t i = 0; i < moves->mover_count; i++)
        rows[i] = moves->movers[i].customer;
    table_customers(table, d, rows);
    const char **from = table_texts(table, "from", "From", d->arena);
    const char **to = table_texts(table, "to", "To", d->arena);
    const char **cause = table_texts(table, "cause", "Cause", d->arena);
    double *spend = table_numbers(table, "total_spend", "Spend", COLUMN_MONEY, 2, d->arena);
    for (size_t i = 0; i < moves->mover_count; i++) {
        const Mover *mover = &moves->movers[i];
        from[i] = name_then(d, mover->from);
        to[i] = name_now(d, mover->to);
        cause[i] = move_cause_name(mover->cause);
        spend[i] = matrix_at(&d->shop->customers.features, mover->customer, F_TOTAL_SPEND);
    }
    return table;
}

static const char *date_of(Draft *d, Day day)
{
    char text[NUMBER_TEXT];

    return arena_text(d->arena, day_iso(text, day));
}

/* The remembered runs and this one, a row each. */
static const Table *history_table(Draft *d)
{
    const Changes *changes = d->plan->changes;
    size_t rows = changes->history->count + 1;
    Table *table = table_open(d->arena, rows, KPIS + 1);
    const char **as_of = table_texts(table, "as_of", "As of", d->arena);

    for (size_t r = 0; r < rows; r++) {
        const Run *run = r + 1 < rows ? &changes->history->runs[r] : &changes->record;
        as_of[r] = date_of(d, run->as_of);
    }
    for (Kpi kpi = 0; kpi < KPIS; kpi++) {
        const KpiInfo *info = &KPI_INFO[kpi];
        double *values =
            table_numbers(table, info->key, info->title, info->kind, info->decimals, d->arena);
        for (size_t r = 0; r < rows; r++) {
            const Run *run = r + 1 < rows ? &changes->history->runs[r] : &changes->record;
            values[r] = run_figure(run, info->key);
        }
    }
    return table;
}

static const Table *segment_history_table(Draft *d)
{
    const Changes *changes = d->plan->changes;
    size_t runs = changes->history->count + 1, rows = 0, r = 0;

    for (size_t i = 0; i < runs; i++)
        rows +=
            i + 1 < runs ? changes->history->runs[i].segment_count : changes->record.segment_count;
    Table *table = table_open(d->arena, rows, 5);
    const char **as_of = table_texts(table, "as_of", "As of", d->arena);
    double *lineage = table_numbers(table, "lineage", "Lineage", COLUMN_COUNT, 0, d->arena);
    const char **label = table_texts(table, "segment", "Segment", d->arena);
    double *customers = table_numbers(table, "customers", "Customers", COLUMN_COUNT, 0, d->arena);
    double *revenue = table_numbers(table, "revenue", "Revenue", COLUMN_MONEY, 2, d->arena);
    for (size_t i = 0; i < runs; i++) {
        const Run *run = i + 1 < runs ? &changes->history->runs[i] : &changes->record;
        for (size_t s = 0; s < run->segment_count; s++, r++) {
            as_of[r] = date_of(d, run->as_of);
            lineage[r] = run->segments[s].lineage;
            label[r] = run->segments[s].label;
            customers[r] = (double)run->segments[s].customers;
            revenue[r] = run->segments[s].revenue;
        }
    }
    return table;
}

void attach_changes(Draft *d)
{

    if (draft_base(d)) {
        draft_attachment(d, "attachments/movement.csv", "Movement between segments",
                         "From each segment then to each segment now, with those who stayed.",
                         movement_table(d));
        draft_attachment(d, "attachments/moved_customers.csv", "Customers who changed segment",
                         "From which segment to which, and whether because of what they did or "
                         "because the borders shifted.",
                         movers_table(d));
    }
    draft_attachment(d, "attachments/history.csv", "Key figures of every remembered run",
                     "One row per run.", history_table(d));
    draft_attachment(d, "attachments/segment_history.csv", "Segments of every remembered run",
                     "One row per segment and run; rows with the same number in \"lineage\" follow "
                     "one segment over "
                     "time, whatever its name.",
                     segment_history_table(d));
}
