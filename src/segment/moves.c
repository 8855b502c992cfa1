#include "segment/moves.h"

#include <math.h>
#include <string.h>

#include "segment/facts.h"
#include "segment/kpi.h"
#include "segment/roll.h"

/* What the steps below share. */
typedef struct Comparison {
    const Run *before;
    const Shop *shop;
    const Segments *segments;
    const bool *had;    /* bought then; NULL: not known */
    const Rhythm *then; /* of today's customers, on the day of the run */
    const int *heir;    /* by the run's segment: the segment that carries it on, or -1 */
    int prospects;      /* the run's segment of those who had not bought, or -1 */
    Flow *cells;        /* (segments then + 1) × (segments now + 1); the last ones stand for -1 */
    size_t cols;
    struct {
        Mover *items;
        size_t count, capacity;
    } movers;
    Moves moves;
    Arena *arena;
} Comparison;

const char *move_cause_name(MoveCause cause)
{
    static const char *const names[] = { "behaviour", "redefinition", "both", "unknown" };

    return names[cause];
}

/* --- segments of then and now ----------------------------------------------------------------- */

static void find_heirs(Comparison *c)
{
    int *heir = ARENA_ARRAY(c->arena, int, c->before->segment_count);

    c->prospects = -1;
    for (size_t o = 0; o < c->before->segment_count; o++) {
        const RunSegment *old = &c->before->segments[o];
        heir[o] = -1;
        for (size_t i = 0; i < c->segments->count; i++) {
            if (c->segments->items[i].lineage == old->lineage) heir[o] = (int)i;
        }
        if (!strcmp(old->archetype, archetype_slug(ARCHETYPE_PROSPECTS))) c->prospects = (int)o;
    }
    c->heir = heir;
}

/* The segment that the run's own scaling and centres give to these figures. */
static int segment_then(const Comparison *c, const double *features)
{
    const Run *run = c->before;
    double least = INFINITY;
    int nearest = -1;

    if (features[F_FREQUENCY] <= 0 && c->prospects >= 0) return c->prospects;
    for (size_t k = 0; k < run->centroids.rows; k++) {
        double sum = 0;
        for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
            if (!(run->sd[f] > 0)) continue;
            double off = (features[CLUSTERED[f]] - matrix_at(&run->centroids, k, f)) / run->sd[f];
            sum += off * off;
        }
        if (sum < least) {
            least = sum;
            nearest = run->cluster_segment[k];
        }
    }
    return nearest;
}

/* Today's figure of them tells whether both mean the same by a buyer. */
static const bool *bought_then(const Run *before)
{
    return isfinite(run_figure(before, KPI_INFO[KPI_BUYERS].key)) ? before->bought : NULL;
}

/* Who was quiet then, by today's ledger up to that day: one rule for then and now, whatever the run
 * was made by. One a customer of now. */
static const Rhythm *rhythms_then(const Run *before, const Shop *shop, Arena *arena)
{
    PurchaseDays days =
        purchase_days(&shop->purchases, shop->customers.count, before->as_of, arena);

    return quiet_judge(&days, arena).rhythms;
}

/* --- customer by customer --------------------------------------------------------------------- */

static void add_to_group(Group *group, double spend, double since)
{
    group->customers++;
    group->spend += spend;
    group->since += since;
}

static Flow *cell(Comparison *c, int from, int to)
{
    size_t row = from < 0 ? c->before->segment_count : (size_t)from;
    size_t col = to < 0 ? c->segments->count : (size_t)to;

    return &c->cells[row * c->cols + col];
}

static Flow *add_to_flow(Comparison *c, int from, int to, double spend, double since)
{
    Flow *flow = cell(c, from, to);

    flow->customers++;
    flow->spend += spend;
    flow->since += since;
    return flow;
}

static void judge_move(Comparison *c, uint32_t customer, size_t old, Flow *flow)
{
    const double *features = matrix_row(&c->shop->customers.features, customer);
    int from = c->before->segment[old], to = c->segments->of_customer[customer];
    int rescored = c->moves.causes_unknown ? from : segment_then(c, features);

    if (c->heir[from] == to) {
        flow->stay = true;
        if (rescored >= 0 && rescored != from) c->moves.offset++;
        return;
    }
    MoveCause cause = c->moves.causes_unknown                    ? MOVE_UNKNOWN
                      : rescored == from                         ? MOVE_REDEFINITION
                      : rescored >= 0 && c->heir[rescored] == to ? MOVE_BEHAVIOUR
                                                                 : MOVE_BOTH;
    VEC_PUSH(c->arena, &c->movers, ((Mover){ customer, from, to, cause }));
    if (cause == MOVE_UNKNOWN) return;
    flow->by[cause]++;
    c->moves.by[cause]++;
}

/* Who began to buy, came back, or went quiet. */
static void judge_buying(Comparison *c, uint32_t customer, size_t old, double spend, double since)
{
    const double *now = matrix_row(&c->shop->customers.features, customer);
    bool bought = c->shop->customers.bought[customer];
    bool bought_since = bought && now[F_RECENCY_DAYS] < c->shop->source.as_of - c->before->as_of;

    if (c->had && bought && !c->had[old]) add_to_group(&c->moves.first_buyers, spend, since);
    bool was_quiet = c->then[customer].silence == SILENCE_QUIET;
    bool is_quiet = c->segments->silence.rhythms[customer].silence == SILENCE_QUIET;
    if (was_quiet && bought_since) add_to_group(&c->moves.returned, spend, since);
    if (!was_quiet && is_quiet) add_to_group(&c->moves.went_quiet, spend, since);
}

static void compare_known(Comparison *c, uint32_t customer, size_t old)
{
    double spend = matrix_at(&c->shop->customers.features, customer, F_TOTAL_SPEND);
    double since = spend - matrix_at(&c->before->features, old, F_TOTAL_SPEND);
    Flow *flow =
        add_to_flow(c, c->before->segment[old], c->segments->of_customer[customer], spend, since);

    c->moves.known++;
    judge_move(c, customer, old, flow);
    judge_buying(c, customer, old, spend, since);
}

static void add_joined(Comparison *c, uint32_t customer)
{
    double spend = matrix_at(&c->shop->customers.features, customer, F_TOTAL_SPEND);

    add_to_flow(c, -1, c->segments->of_customer[customer], spend, spend);
    add_to_group(&c->moves.joined, spend, spend);
    if (c->had && c->shop->customers.bought[customer])
        add_to_group(&c->moves.first_buyers, spend, spend);
}

static void add_left(Comparison *c, size_t old)
{
    double spend = matrix_at(&c->before->features, old, F_TOTAL_SPEND);

    add_to_flow(c, c->before->segment[old], -1, spend, 0);
    add_to_group(&c->moves.left, spend, 0);
}

/* --- all -------------------------------------------------------------------------------------- */

static void walk(Comparison *c)
{
    RollWalk roll = roll_open(&c->shop->customers, c->before, c->arena);
    uint32_t now, then;

    while (roll_next(&roll, &now, &then)) {
        if (then == NOBODY) {
            add_joined(c, now);
        } else if (now == NOBODY) {
            add_left(c, then);
        } else {
            compare_known(c, now, then);
        }
    }
}

static void list_flows(Comparison *c)
{
    size_t rows = c->before->segment_count + 1, count = 0;
    Flow *flows = ARENA_ARRAY(c->arena, Flow, rows * c->cols);

    for (size_t i = 0; i < rows * c->cols; i++) {
        Flow flow = c->cells[i];
        if (!flow.customers) continue;
        flow.from = i / c->cols == rows - 1 ? -1 : (int)(i / c->cols);
        flow.to = i % c->cols == c->cols - 1 ? -1 : (int)(i % c->cols);
        flows[count++] = flow;
    }
    c->moves.flows = flows;
    c->moves.flow_count = count;
}

Moves moves_find(const Run *before, const Shop *shop, const Segments *segments, Arena *arena)
{
    Comparison c = { .before = before,
                     .shop = shop,
                     .segments = segments,
                     .had = bought_then(before),
                     .then = rhythms_then(before, shop, arena),
                     .cols = segments->count + 1,
                     .arena = arena };

    c.cells = ARENA_ARRAY(arena, Flow, (before->segment_count + 1) * c.cols);
    c.moves.causes_unknown = before->stands_apart;
    c.moves.first_buyers.unknown = !c.had;
    find_heirs(&c);
    walk(&c);
    list_flows(&c);
    c.moves.movers = c.movers.items;
    c.moves.mover_count = c.movers.count;
    return c.moves;
}
