/* Which segments of random runs go on, and who moved, held against what the plainest way of
 * reckoning gives: all ways to match clusters, every customer looked up again. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "segment/carry.h"
#include "segment/moves.h"
#include "segment_tests.h"

static Arena arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_open();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_close(&arena);
    return 0;
}

static int below(Random *random, int limit)
{
    return (int)random_below(random, (uint64_t)limit);
}

enum { MOST_CLUSTERS = 4, MOST_PEOPLE = 24, OLD = 3, NOW = 3 };

static const char *const SLUGS[] = { "one", "two", "three" };

/* A run, a model and segments of today that know some of the same people. */
typedef struct Pair {
    Run run;
    RunSegment then[OLD];
    int cluster_segment[MOST_CLUSTERS];
    int64_t old_ids[MOST_PEOPLE], new_ids[MOST_PEOPLE];
    const char *old_names[MOST_PEOPLE], *new_names[MOST_PEOPLE];
    uint8_t old_segment[MOST_PEOPLE], of_customer[MOST_PEOPLE], cluster[MOST_PEOPLE];
    uint32_t rows[MOST_PEOPLE];
    bool had[MOST_PEOPLE], bought[MOST_PEOPLE];
    Model model;
    Shop shop;
    Segment items[NOW];
    size_t clusters[NOW][MOST_CLUSTERS];
    Segments segments;
    History history;
    RunFigure buyers;
} Pair;

/* Some of the people of a small town, each at most once, in ascending order. */
static size_t draw_people(int64_t *ids, const char **names, Random *random, bool named)
{
    size_t count = 0;

    for (int person = 0; person < MOST_PEOPLE; person++) {
        if (below(random, 4) == 0) continue;
        ids[count] = named ? (int64_t)count + 1 : 100 + 3 * person;
        names[count++] = arena_format(&arena, "p%02d", (person * 7) % MOST_PEOPLE);
    }
    return count;
}

static void draw_then(Pair *p, Random *random, bool named)
{
    Run *run = &p->run;

    *run = (Run){ .as_of = 100,
                  .previous = NO_RUN,
                  .segments = p->then,
                  .segment_count = OLD,
                  .cluster_segment = p->cluster_segment,
                  .ids = p->old_ids,
                  .segment = p->old_segment,
                  .figures = &p->buyers,
                  .figure_count = 1 };
    run->customers = draw_people(p->old_ids, p->old_names, random, named);
    if (named) run->identities = p->old_names;
    run->features = matrix_new(MOST_PEOPLE, F_COUNT, &arena);
    run->centroids = matrix_new(1 + (size_t)below(random, MOST_CLUSTERS), CLUSTERED_COUNT, &arena);
    for (int s = 0; s < OLD; s++)
        p->then[s] =
            (RunSegment){ 2 + 2 * s, SLUGS[s], SLUGS[s], SLUGS[s], below(random, 6), 1, 1 };
    for (int s = 0, which = below(random, 2 * OLD); s < OLD; s++)
        p->then[s].archetype = s == which ? "prospects" : "at-risk"; /* or there were none */
    for (size_t c = 0; c < run->centroids.rows; c++)
        p->cluster_segment[c] = below(random, OLD);
    for (size_t i = 0; i < run->customers; i++) {
        p->old_segment[i] = (uint8_t)below(random, OLD);
        p->had[i] = below(random, 3) > 0;
        matrix_row(&run->features, i)[F_TOTAL_SPEND] = below(random, 50);
    }
    p->buyers = (RunFigure){ "buyers", below(random, 4) ? 5 : NAN, "buyers/1" };
    run->bought = p->had;
}

/* Features lie around 10 at a scale of 2; some are constant, some the run has forgotten. */
static void draw_places(Pair *p, Random *random)
{
    Model *model = &p->model;
    bool far = below(random, 2);

    model->clustering.k = 1 + (size_t)below(random, MOST_CLUSTERS);
    model->clustering.centroids = matrix_new(model->clustering.k, CLUSTERED_COUNT, &arena);
    model->scaling = (Scaling){ .cols = CLUSTERED_COUNT,
                                .mean = ARENA_ARRAY(&arena, double, CLUSTERED_COUNT),
                                .sd = ARENA_ARRAY(&arena, double, CLUSTERED_COUNT),
                                .constant = ARENA_ARRAY(&arena, bool, CLUSTERED_COUNT) };
    int forgotten = below(random, 8);
    for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
        model->scaling.mean[f] = 10;
        model->scaling.sd[f] = below(random, 9) ? 2 : 0;
        model->scaling.constant[f] = below(random, 6) == 0;
        p->run.sd[f] = below(random, 9) ? 2 : 0;
        for (size_t c = 0; c < model->clustering.k; c++)
            matrix_row(&model->clustering.centroids, c)[f] =
                (far ? 1 : 0.3) * (random_unit(random) - 0.5);
        for (size_t o = 0; o < p->run.centroids.rows; o++)
            matrix_row(&p->run.centroids, o)[f] =
                (int)f < forgotten ? NAN : 10 + 2 * (far ? 1 : 0.3) * (random_unit(random) - 0.5);
    }
}

static void draw_now(Pair *p, Random *random, bool named)
{
    Customers *customers = &p->shop.customers;

    *customers = (Customers){ .ids = p->new_ids, .bought = p->bought };
    customers->count = draw_people(p->new_ids, p->new_names, random, named);
    if (named) customers->identities = p->new_names;
    customers->features = matrix_new(MOST_PEOPLE, F_COUNT, &arena);
    p->shop.source.as_of = 107;
    p->shop.purchases.first = ARENA_ARRAY(&arena, size_t, MOST_PEOPLE + 1);
    p->segments = (Segments){ .items = p->items, .count = NOW, .of_customer = p->of_customer };
    Rhythm *rhythms = ARENA_ARRAY(&arena, Rhythm, MOST_PEOPLE);
    p->segments.silence.rhythms = rhythms;
    for (size_t i = 0; i < customers->count; i++) {
        double *features = matrix_row(&customers->features, i);
        p->of_customer[i] = (uint8_t)below(random, NOW);
        p->bought[i] = below(random, 4) > 0;
        features[F_TOTAL_SPEND] = 9 + below(random, 4);
        features[F_FREQUENCY] = p->bought[i];
        features[F_RECENCY_DAYS] = below(random, 12);
        rhythms[i].silence = below(random, 4) ? SILENCE_USUAL : SILENCE_QUIET;
        if (!below(random, 3)) continue;
        p->rows[p->model.clustering.rows] = (uint32_t)i;
        p->cluster[p->model.clustering.rows++] = (uint8_t)below(random, (int)p->model.clustering.k);
    }
    p->model.clustering.cluster = p->cluster;
    for (int s = 0; s < NOW; s++) {
        p->items[s] = (Segment){ .archetype = s == NOW - 1 && below(random, 2) ? ARCHETYPE_PROSPECTS
                                                                               : ARCHETYPE_LOYAL,
                                 .label = "Today",
                                 .clusters = p->clusters[s] };
        for (size_t c = 0; c < p->model.clustering.k; c++)
            if (c % NOW == (size_t)s) p->clusters[s][p->items[s].cluster_count++] = c;
    }
}

static Pair *pair_draw(Random *random)
{
    Pair *p = ARENA_NEW(&arena, Pair);
    bool named = below(random, 2);

    draw_then(p, random, named);
    draw_places(p, random);
    draw_now(p, random, named);
    p->history = (History){ .runs = &p->run, .count = 1, .last = &p->run, .baseline = &p->run };
    p->history.lineages = 9;
    return p;
}

/* The same person in the run; -1 where there was none. */
static int then_of(const Pair *p, size_t now)
{
    for (size_t o = 0; o < p->run.customers; o++) {
        if (p->run.identities ? !strcmp(p->old_names[o], p->new_names[now])
                              : p->old_ids[o] == p->new_ids[now])
            return (int)o;
    }
    return -1;
}

/* --- clusters --------------------------------------------------------------------------------- */

static bool varies(const Pair *p, size_t f)
{
    return !p->model.scaling.constant[f] && p->model.scaling.sd[f] > 0;
}

static double apart(const Pair *p, size_t cluster, size_t old)
{
    double sum = 0, count = 0;

    for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
        double then = matrix_at(&p->run.centroids, old, f);
        if (!varies(p, f) || isnan(then)) continue;
        double now = matrix_at(&p->model.clustering.centroids, cluster, f);
        sum += pow(now - (then - p->model.scaling.mean[f]) / p->model.scaling.sd[f], 2);
        count++;
    }
    return count > 0 ? sum / count : 0;
}

typedef struct Matching {
    double cost;
    int old[MOST_CLUSTERS], best[MOST_CLUSTERS];
} Matching;

/* All ways to give the clusters from this one on old ones, as many as there can be. */
static void match(Matching *m, const Pair *p, size_t cluster, unsigned used, double cost,
                  size_t skips)
{
    size_t k = p->model.clustering.k;

    if (cluster == k) {
        if (cost >= m->cost) return;
        m->cost = cost;
        memcpy(m->best, m->old, sizeof m->old);
        return;
    }
    if (skips) {
        m->old[cluster] = -1;
        match(m, p, cluster + 1, used, cost, skips - 1);
    }
    for (size_t o = 0; o < p->run.centroids.rows; o++) {
        double far = apart(p, cluster, o);
        if (used >> o & 1) continue;
        m->old[cluster] = (int)o;
        match(m, p, cluster + 1, used | 1u << o, cost + far + (far > 0.25 ? 1e6 : 0), skips);
    }
}

/* The run's segment that has more than half of all who are in either; groups: by customer. */
static int by_members(const Pair *p, const int *group, int which)
{
    for (int o = 0; o < OLD; o++) {
        int both = 0, either = 0;
        for (size_t i = 0; i < p->shop.customers.count; i++) {
            int then = then_of(p, i);
            if (then < 0) continue;
            bool is = group[i] == which, was = p->old_segment[then] == o;
            both += is && was;
            either += is || was;
        }
        if (2 * both > either) return o;
    }
    return -1;
}

static void clusters_go_on_where_they_lie_or_with_their_members(void **state)
{
    Random random = random_open(61, 0);
    size_t seen[2][2] = { { 0 } };

    (void)state;
    for (int round = 0; round < 3000; round++) {
        ArenaMark mark = arena_mark(&arena);
        Pair *p = pair_draw(&random);
        size_t k = p->model.clustering.k, old = p->run.centroids.rows, shared = 0, varying = 0;
        Matching m = { .cost = INFINITY };
        int group[MOST_PEOPLE];
        Carry carry = carry_clusters(&p->model, &p->shop.customers, p->rows, &p->history, &arena);
        for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
            varying += varies(p, f);
            shared += varies(p, f) && !isnan(matrix_at(&p->run.centroids, 0, f));
        }
        assert_int_equal(carry.by_members, 3 * shared < 2 * varying);
        for (size_t i = 0; i < MOST_PEOPLE; i++)
            group[i] = -1;
        for (size_t i = 0; i < p->model.clustering.rows; i++)
            group[p->rows[i]] = p->cluster[i];
        match(&m, p, 0, 0, 0, k > old ? k - old : 0);
        for (size_t c = 0; c < k; c++) {
            bool near = m.best[c] >= 0 && apart(p, c, (size_t)m.best[c]) <= 0.25;
            int wanted = carry.by_members ? by_members(p, group, (int)c)
                                          : (near ? p->cluster_segment[m.best[c]] : -1);
            assert_int_equal(carry.segment[c], wanted);
            seen[carry.by_members][wanted >= 0]++;
        }
        arena_release(&arena, mark);
    }
    assert_true(seen[0][0] > 100 && seen[0][1] > 100 && seen[1][0] > 100 && seen[1][1] > 20);
}

/* --- segments --------------------------------------------------------------------------------- */

static int prospects_then(const Pair *p)
{
    for (int s = 0; s < OLD; s++)
        if (!strcmp(p->then[s].archetype, "prospects")) return s;
    return -1;
}

/* What most of a segment's clusters were, the first that gets so many. */
static int voted(const Segment *s, const int *went_on)
{
    int best = -1;

    for (size_t i = 0, most = 0; i < s->cluster_count; i++) {
        size_t votes = 0;
        for (size_t j = 0; j <= i; j++)
            votes += went_on[s->clusters[j]] == went_on[s->clusters[i]];
        if (went_on[s->clusters[i]] < 0 || votes <= most) continue;
        most = votes;
        best = went_on[s->clusters[i]];
    }
    return best;
}

static bool has_colour(const Pair *p, int colour, int segment)
{
    for (int o = 0; o < OLD; o++)
        if (p->then[o].colour == colour) return true;
    for (int s = 0; s < segment; s++)
        if (p->items[s].colour == colour) return true;
    return false;
}

static void segments_keep_their_lineage_and_others_get_what_is_free(void **state)
{
    Random random = random_open(62, 0);
    size_t kept = 0, fresh = 0;

    (void)state;
    for (int round = 0; round < 2000; round++) {
        ArenaMark mark = arena_mark(&arena);
        Pair *p = pair_draw(&random);
        int went_on[MOST_CLUSTERS], group[MOST_PEOPLE], lineage = 9;
        Carry carry = { .segment = went_on, .by_members = below(&random, 2) };
        bool claimed[OLD] = { false };
        for (int c = 0; c < MOST_CLUSTERS; c++)
            went_on[c] = below(&random, OLD + 1) - 1;
        for (size_t i = 0; i < MOST_PEOPLE; i++)
            group[i] = p->of_customer[i];
        carry_segments(&p->segments, &carry, &p->shop.customers, &p->history, &arena);
        assert_int_equal(p->segments.carried_by_members, carry.by_members);
        for (int s = 0; s < NOW; s++) {
            const Segment *segment = &p->items[s];
            int old = segment->archetype == ARCHETYPE_PROSPECTS ? prospects_then(p)
                      : carry.by_members                        ? by_members(p, group, s)
                                                                : voted(segment, went_on);
            if (old < 0 || claimed[old]) {
                assert_null(segment->last_label);
                assert_int_equal(segment->lineage, ++lineage);
                assert_true(segment->colour >= 0 && !has_colour(p, segment->colour, s));
                for (int colour = 0; colour < segment->colour; colour++) {
                    bool later = false;
                    for (int t = s + 1; t < NOW; t++)
                        later |= p->items[t].last_label && p->items[t].colour == colour;
                    assert_true(later || has_colour(p, colour, s));
                }
                fresh++;
                continue;
            }
            claimed[old] = true;
            assert_int_equal(segment->lineage, p->then[old].lineage);
            assert_int_equal(segment->colour, p->then[old].colour);
            assert_ptr_equal(segment->last_label, p->then[old].label);
            assert_ptr_equal(segment->last_archetype, p->then[old].archetype);
            kept++;
        }
        arena_release(&arena, mark);
    }
    assert_true(kept > 300 && fresh > 300);
}

/* --- moves ------------------------------------------------------------------------------------ */

static int heir_of(const Pair *p, int old)
{
    for (int s = 0; s < NOW; s++)
        if (p->items[s].lineage == p->then[old].lineage) return s;
    return -1;
}

/* By the run's own scaling and centres. */
static int put_then(const Pair *p, const double *features)
{
    double least = INFINITY;
    int nearest = -1;

    if (!(features[F_FREQUENCY] > 0) && prospects_then(p) >= 0) return prospects_then(p);
    for (size_t o = 0; o < p->run.centroids.rows; o++) {
        double sum = 0;
        for (size_t f = 0; f < CLUSTERED_COUNT; f++)
            if (p->run.sd[f] > 0)
                sum += pow((features[CLUSTERED[f]] - matrix_at(&p->run.centroids, o, f)) /
                               p->run.sd[f],
                           2);
        if (sum >= least) continue;
        least = sum;
        nearest = p->cluster_segment[o];
    }
    return nearest;
}

typedef struct Told {
    double customers, spend, since, by[MOVE_CAUSES];
} Told;

static void add(Told *told, double spend, double since)
{
    told->customers++;
    told->spend += spend;
    told->since += since;
}

static void assert_told(const Group *got, const Told *wanted)
{
    assert_true((double)got->customers == wanted->customers && got->spend == wanted->spend);
    assert_true(got->since == wanted->since);
}

/* What becomes of one of today's customers. */
static void follow(const Pair *p, size_t now, Told flows[OLD + 1][NOW + 1], Told groups[5],
                   double by[MOVE_CAUSES], size_t *offset)
{
    const double *features = matrix_row(&p->shop.customers.features, now);
    double spend = features[F_TOTAL_SPEND];
    int then = then_of(p, now), to = p->of_customer[now];
    bool bought = p->bought[now], known = isfinite(p->buyers.value);
    bool is_quiet = p->segments.silence.rhythms[now].silence == SILENCE_QUIET;

    if (then < 0) {
        add(&flows[OLD][to], spend, spend);
        add(&groups[0], spend, spend);
        if (known && bought) add(&groups[2], spend, spend);
        return;
    }
    double since = spend - matrix_at(&p->run.features, (size_t)then, F_TOTAL_SPEND);
    int from = p->old_segment[then], put = put_then(p, features);
    add(&flows[from][to], spend, since);
    if (known && bought && !p->had[then]) add(&groups[2], spend, since);
    if (is_quiet)
        add(&groups[4], spend, since); /* nobody had bought twice before: none was quiet */
    if (p->run.stands_apart) return;
    if (heir_of(p, from) == to) {
        *offset += put != from && put >= 0;
        return;
    }
    MoveCause cause = put == from                         ? MOVE_REDEFINITION
                      : put >= 0 && heir_of(p, put) == to ? MOVE_BEHAVIOUR
                                                          : MOVE_BOTH;
    flows[from][to].by[cause]++;
    by[cause]++;
}

static void check_moves(const Pair *p)
{
    Told flows[OLD + 1][NOW + 1] = { { { 0 } } }, groups[5] = { { 0 } };
    double by[MOVE_CAUSES] = { 0 };
    size_t offset = 0, count = 0, known = 0, movers = 0;
    Moves moves = moves_find(&p->run, &p->shop, &p->segments, &arena);

    for (size_t i = 0; i < p->shop.customers.count; i++) {
        int then = then_of(p, i);
        follow(p, i, flows, groups, by, &offset);
        known += then >= 0;
        movers += then >= 0 && heir_of(p, p->old_segment[then]) != p->of_customer[i];
    }
    for (size_t o = 0; o < p->run.customers; o++) {
        bool stays = false;
        for (size_t i = 0; i < p->shop.customers.count; i++)
            stays |= then_of(p, i) == (int)o;
        double spend = matrix_at(&p->run.features, o, F_TOTAL_SPEND);
        if (stays) continue;
        add(&flows[p->old_segment[o]][NOW], spend, 0);
        add(&groups[1], spend, 0);
    }
    for (int from = 0; from <= OLD; from++) {
        for (int to = 0; to <= NOW; to++) {
            const Told *told = &flows[from][to];
            if (!told->customers) continue;
            const Flow *flow = &moves.flows[count++];
            assert_int_equal(flow->from, from < OLD ? from : -1);
            assert_int_equal(flow->to, to < NOW ? to : -1);
            assert_true((double)flow->customers == told->customers && flow->spend == told->spend);
            assert_true(flow->since == told->since);
            assert_int_equal(flow->stay, from < OLD && to < NOW && heir_of(p, from) == to);
            for (int c = 0; c < MOVE_CAUSES; c++)
                assert_true((double)flow->by[c] == told->by[c] && (double)moves.by[c] == by[c]);
        }
    }
    assert_int_equal(moves.flow_count, count);
    assert_int_equal(moves.known, known);
    assert_int_equal(moves.mover_count, movers);
    assert_int_equal(moves.offset, offset);
    assert_int_equal(moves.causes_unknown, p->run.stands_apart);
    assert_int_equal(moves.first_buyers.unknown, !isfinite(p->buyers.value));
    assert_told(&moves.joined, &groups[0]);
    assert_told(&moves.left, &groups[1]);
    assert_told(&moves.first_buyers, &groups[2]);
    assert_int_equal(moves.returned.customers, 0);
    assert_told(&moves.went_quiet, &groups[4]);
    for (size_t i = 0; i < moves.mover_count; i++) {
        const Mover *mover = &moves.movers[i];
        int then = then_of(p, mover->customer);
        assert_int_equal(mover->from, p->old_segment[then]);
        assert_int_equal(mover->to, p->of_customer[mover->customer]);
        if (p->run.stands_apart) assert_int_equal(mover->cause, MOVE_UNKNOWN);
    }
}

static void everybody_goes_from_one_place_to_another(void **state)
{
    Random random = random_open(63, 0);

    (void)state;
    for (int round = 0; round < 1500; round++) {
        ArenaMark mark = arena_mark(&arena);
        Pair *p = pair_draw(&random);
        for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
            bool told = !isnan(matrix_at(&p->run.centroids, 0, f));
            if (CLUSTERED[f] != F_TOTAL_SPEND || !told) p->run.sd[f] = 0; /* by spend alone */
        }
        for (int s = 0; s < NOW; s++)
            p->items[s].lineage = below(&random, 2) ? 2 + 2 * s : 10 + s;
        p->run.stands_apart = below(&random, 6) == 0;
        check_moves(p);
        arena_release(&arena, mark);
    }
}

int followed_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clusters_go_on_where_they_lie_or_with_their_members),
        cmocka_unit_test(segments_keep_their_lineage_and_others_get_what_is_free),
        cmocka_unit_test(everybody_goes_from_one_place_to_another),
    };

    return cmocka_run_group_tests_name("followed", tests, open_arena, close_arena);
}
