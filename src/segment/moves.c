#include "segment/moves.h"

#include <math.h>
#include <string.h>

#include "segment/profile.h"

/* What the steps below share. */
typedef struct Comparison {
    const Run *before;
    const Shop *shop;
    const Segments *segments;
    const bool *was_overdue;
    const int *heir; /* by the run's segment: the segment that carries it on, or -1 */
    int prospects;   /* the run's segment of those who had not bought, or -1 */
    Flow *cells;     /* (segments then + 1) × (segments now + 1); the last ones stand for -1 */
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
    static const char *const names[] = { "behaviour", "redefinition", "both" };

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

static const bool *overdue_then(const Run *before, Arena *arena)
{
    bool *bought = ARENA_ARRAY(arena, bool, before->customers);
    double unused;

    for (size_t i = 0; i < before->customers; i++)
        bought[i] = matrix_at(&before->features, i, F_FREQUENCY) > 0;
    const Customers then = { .count = before->customers,
                             .ids = before->ids,
                             .features = before->features,
                             .bought = bought };
    return profile_overdue(&unused, &then, arena);
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
    int rescored = segment_then(c, features);

    if (c->heir[from] == to) {
        flow->stay = true;
        if (rescored >= 0 && rescored != from) c->moves.offset++;
        return;
    }
    MoveCause cause = rescored == from                           ? MOVE_REDEFINITION
                      : rescored >= 0 && c->heir[rescored] == to ? MOVE_BEHAVIOUR
                                                                 : MOVE_BOTH;
    flow->by[cause]++;
    c->moves.by[cause]++;
    VEC_PUSH(c->arena, &c->movers, ((Mover){ customer, from, to, cause }));
}

static void compare_known(Comparison *c, uint32_t customer, size_t old)
{
    const double *now = matrix_row(&c->shop->customers.features, customer);
    const double *then = matrix_row(&c->before->features, old);
    double spend = now[F_TOTAL_SPEND], since = spend - then[F_TOTAL_SPEND];
    bool bought = c->shop->customers.bought[customer], had = then[F_FREQUENCY] > 0;
    bool bought_since = bought && now[F_RECENCY_DAYS] < c->shop->source.as_of - c->before->as_of;
    Flow *flow =
        add_to_flow(c, c->before->segment[old], c->segments->of_customer[customer], spend, since);

    c->moves.known++;
    judge_move(c, customer, old, flow);
    if (bought && !had) add_to_group(&c->moves.first_buyers, spend, since);
    if (c->was_overdue[old] && bought_since) add_to_group(&c->moves.returned, spend, since);
    if (had && !c->was_overdue[old] && c->segments->overdue[customer])
        add_to_group(&c->moves.fell_silent, spend, since);
}

static void add_joined(Comparison *c, uint32_t customer)
{
    double spend = matrix_at(&c->shop->customers.features, customer, F_TOTAL_SPEND);

    add_to_flow(c, -1, c->segments->of_customer[customer], spend, spend);
    add_to_group(&c->moves.joined, spend, spend);
    if (c->shop->customers.bought[customer]) add_to_group(&c->moves.first_buyers, spend, spend);
}

static void add_left(Comparison *c, size_t old)
{
    double spend = matrix_at(&c->before->features, old, F_TOTAL_SPEND);

    add_to_flow(c, c->before->segment[old], -1, spend, 0);
    add_to_group(&c->moves.left, spend, 0);
}

/* Both lists ascend by id. */
static void walk(Comparison *c)
{
    const Customers *now = &c->shop->customers;
    size_t i = 0, o = 0;

    while (i < now->count || o < c->before->customers) {
        if (o == c->before->customers || (i < now->count && now->ids[i] < c->before->ids[o])) {
            add_joined(c, (uint32_t)i++);
        } else if (i == now->count || now->ids[i] > c->before->ids[o]) {
            add_left(c, o++);
        } else {
            compare_known(c, (uint32_t)i++, o++);
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
                     .was_overdue = overdue_then(before, arena),
                     .cols = segments->count + 1,
                     .arena = arena };

    c.cells = ARENA_ARRAY(arena, Flow, (before->segment_count + 1) * c.cols);
    find_heirs(&c);
    walk(&c);
    list_flows(&c);
    c.moves.movers = c.movers.items;
    c.moves.mover_count = c.movers.count;
    return c.moves;
}
