#include "segment/carry.h"

#include <math.h>
#include <string.h>

#include "math/math.h"
#include "segment/roll.h"

/* Beyond the limit any pair costs more than all pairs within it could. */
#define TOO_FAR_COST 1e6

/* --- by centres ------------------------------------------------------------------------------- */

static bool varies(const Model *model, size_t f)
{
    return !model->scaling.constant[f] && model->scaling.sd[f] > 0;
}

/* Whether the last run remembers enough of the features that vary now. */
static bool centres_compare(const Model *model, const Run *last)
{
    size_t varying = 0, shared = 0;

    for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
        if (!varies(model, f)) continue;
        varying++;
        shared += isfinite(matrix_at(&last->centroids, 0, f));
    }
    return (double)shared >= CARRY_SHARED * (double)varying;
}

/* Mean squared difference in this run's standard deviations, over the features that vary and that
 * both runs have. */
static double distance(const Model *model, size_t cluster, const double *old_raw)
{
    const double *now = matrix_row(&model->clustering.centroids, cluster);
    double sum = 0, varying = 0;

    for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
        if (!varies(model, f) || !isfinite(old_raw[f])) continue;
        double old = (old_raw[f] - model->scaling.mean[f]) / model->scaling.sd[f];
        sum += (now[f] - old) * (now[f] - old);
        varying++;
    }
    return varying > 0 ? sum / varying : 0;
}

static int *match_centres(const Model *model, const Run *last, Arena *arena)
{
    Matrix cost = matrix_new(model->clustering.k, last->centroids.rows, arena);
    int *segment = ARENA_ARRAY(arena, int, cost.rows);

    for (size_t c = 0; c < cost.rows; c++) {
        for (size_t o = 0; o < cost.cols; o++) {
            double far = distance(model, c, matrix_row(&last->centroids, o));
            matrix_row(&cost, c)[o] = far + (sqrt(far) > CARRY_LIMIT ? TOO_FAR_COST : 0);
        }
    }
    const size_t *found = assignment_solve(&cost, NULL, arena);
    for (size_t c = 0; c < cost.rows; c++) {
        bool near = found[c] != SIZE_MAX && matrix_at(&cost, c, found[c]) < TOO_FAR_COST;
        segment[c] = near ? last->cluster_segment[found[c]] : -1;
    }
    return segment;
}

/* --- by members ------------------------------------------------------------------------------- */

/* The last run's segment that has more than half of its and the group's customers in common with
 * it, -1 for none: there is never a second one, nor a second group of that segment. Groups are
 * given by customer, -1 for none. */
static int *match_members(const int *group, size_t groups, const Customers *customers,
                          const Run *last, Arena *arena)
{
    Matrix both = matrix_new(groups, last->segment_count, arena);
    double *size = ARENA_ARRAY(arena, double, groups);
    double *old_size = ARENA_ARRAY(arena, double, last->segment_count);
    int *found = ARENA_ARRAY(arena, int, groups);
    RollWalk walk = roll_open(customers, last, arena);
    uint32_t now, then;

    while (roll_next(&walk, &now, &then)) {
        if (now == NOBODY || then == NOBODY) continue;
        old_size[last->segment[then]]++;
        if (group[now] < 0) continue;
        size[group[now]]++;
        matrix_row(&both, (size_t)group[now])[last->segment[then]]++;
    }
    for (size_t g = 0; g < groups; g++) {
        found[g] = -1;
        for (size_t o = 0; o < both.cols; o++) {
            double common = matrix_at(&both, g, o);
            if (common > CARRY_OVERLAP * (size[g] + old_size[o] - common)) found[g] = (int)o;
        }
    }
    return found;
}

static int *match_cluster_members(const Model *model, const Customers *customers,
                                  const uint32_t *rows, const Run *last, Arena *arena)
{
    int *group = ARENA_ARRAY(arena, int, customers->count);

    for (size_t i = 0; i < customers->count; i++)
        group[i] = -1;
    for (size_t i = 0; i < model->clustering.rows; i++)
        group[rows[i]] = model->clustering.cluster[i];
    return match_members(group, model->clustering.k, customers, last, arena);
}

static int *match_segment_members(const Segments *segments, const Customers *customers,
                                  const Run *last, Arena *arena)
{
    int *group = ARENA_ARRAY(arena, int, customers->count);

    for (size_t i = 0; i < customers->count; i++)
        group[i] = segments->of_customer[i];
    return match_members(group, segments->count, customers, last, arena);
}

/* --- clusters --------------------------------------------------------------------------------- */

Carry carry_clusters(const Model *model, const Customers *customers, const uint32_t *rows,
                     const History *history, Arena *arena)
{
    const Run *last = history ? history->last : NULL;
    Carry carry = { 0 };

    if (!last || !last->centroids.rows) return carry;
    carry.by_members = !centres_compare(model, last);
    carry.segment = carry.by_members ? match_cluster_members(model, customers, rows, last, arena)
                                     : match_centres(model, last, arena);
    return carry;
}

/* --- segments --------------------------------------------------------------------------------- */

static int old_prospects(const Run *last)
{
    for (size_t o = 0; o < last->segment_count; o++) {
        if (!strcmp(last->segments[o].archetype, archetype_slug(ARCHETYPE_PROSPECTS)))
            return (int)o;
    }
    return -1;
}

/* The old segment that most of the segment's clusters were in, the first of equals; -1 for none. */
static int old_segment(const Segment *segment, const Carry *carry, const Run *last, Arena *arena)
{
    int *votes = ARENA_ARRAY(arena, int, last->segment_count);
    int best = -1;

    for (size_t i = 0; carry->segment && i < segment->cluster_count; i++) {
        int o = carry->segment[segment->clusters[i]];
        if (o < 0) continue;
        votes[o]++;
        if (best < 0 || votes[o] > votes[best]) best = o;
    }
    return best;
}

/* The smallest colour that no segment has, now or in the last run. */
static int free_colour(const Segments *segments, size_t done, const Run *last)
{
    for (int colour = 0;; colour++) {
        bool taken = false;
        for (size_t i = 0; i < segments->count && !taken; i++) {
            const Segment *s = &segments->items[i];
            taken = (i < done || s->last_label) && s->colour == colour;
        }
        for (size_t o = 0; last && o < last->segment_count && !taken; o++)
            taken = last->segments[o].colour == colour;
        if (!taken) return colour;
    }
}

/* Segments come by revenue: of two that claim one old segment, the first has it. */
static void carry_on(Segments *segments, const Carry *carry, const Customers *customers,
                     const Run *last, Arena *arena)
{
    bool *claimed = ARENA_ARRAY(arena, bool, last->segment_count);
    const int *by_members =
        carry->by_members ? match_segment_members(segments, customers, last, arena) : NULL;

    for (size_t i = 0; i < segments->count; i++) {
        Segment *segment = &segments->items[i];
        int o = segment->archetype == ARCHETYPE_PROSPECTS ? old_prospects(last)
                : by_members                              ? by_members[i]
                             : old_segment(segment, carry, last, arena);
        if (o < 0 || claimed[o]) continue;
        claimed[o] = true;
        segment->lineage = last->segments[o].lineage;
        segment->colour = last->segments[o].colour;
        segment->last_label = last->segments[o].label;
        segment->last_archetype = last->segments[o].archetype;
    }
}

void carry_segments(Segments *segments, const Carry *carry, const Customers *customers,
                    const History *history, Arena *arena)
{
    if (!history) return;
    int lineage = history->lineages;
    segments->carried_by_members = carry->by_members;
    if (history->last) carry_on(segments, carry, customers, history->last, arena);
    for (size_t i = 0; i < segments->count; i++) {
        Segment *segment = &segments->items[i];
        if (segment->last_label) continue;
        segment->lineage = ++lineage;
        segment->colour = free_colour(segments, i, history->last);
    }
}
