#include "segment/moves.h"

#include <math.h>
#include <stdlib.h>
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

/* --- who is who ------------------------------------------------------------------------------- */

/* Customers in the order of what tells them apart: ids, or identities where the run has them. */
typedef struct Roll {
    size_t count;
    const int64_t *ids; /* ascending */
    const char *const *identities;
    const uint32_t *order; /* by identity; NULL: as they are */
} Roll;

typedef struct Named {
    const char *identity;
    uint32_t customer;
} Named;

static int by_identity(const void *left, const void *right)
{
    const Named *a = left, *b = right;
    int order = strcmp(a->identity, b->identity);

    return order ? order : a->customer < b->customer ? -1 : a->customer > b->customer;
}

static Roll call_roll(size_t count, const int64_t *ids, const char *const *identities, Arena *arena)
{
    if (!identities) return (Roll){ count, ids, NULL, NULL };
    Named *named = ARENA_ARRAY(arena, Named, count);
    uint32_t *order = ARENA_ARRAY(arena, uint32_t, count);
    for (size_t i = 0; i < count; i++)
        named[i] = (Named){ identities[i], (uint32_t)i };
    qsort(named, count, sizeof *named, by_identity);
    for (size_t i = 0; i < count; i++)
        order[i] = named[i].customer;
    return (Roll){ count, ids, identities, order };
}

static uint32_t at(const Roll *roll, size_t place)
{
    return roll->order ? roll->order[place] : (uint32_t)place;
}

/* Where only one side has identities, nobody can be told to be the same: all of then come first. */
static int compare(const Roll *now, size_t i, const Roll *then, size_t o)
{
    if (i == now->count) return 1;
    if (o == then->count) return -1;
    if (!now->identities != !then->identities) return 1;
    if (now->identities) return strcmp(now->identities[at(now, i)], then->identities[at(then, o)]);
    return (now->ids[i] > then->ids[o]) - (now->ids[i] < then->ids[o]);
}

static void walk(Comparison *c)
{
    const Customers *customers = &c->shop->customers;
    Roll now = call_roll(customers->count, customers->ids, customers->identities, c->arena);
    Roll then = call_roll(c->before->customers, c->before->ids, c->before->identities, c->arena);
    size_t i = 0, o = 0;

    while (i < now.count || o < then.count) {
        int order = compare(&now, i, &then, o);
        if (order < 0) {
            add_joined(c, at(&now, i++));
        } else if (order > 0) {
            add_left(c, at(&then, o++));
        } else {
            compare_known(c, at(&now, i++), at(&then, o++));
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
