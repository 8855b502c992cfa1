#include "segment/naming.h"

#include <stdlib.h>
#include <string.h>

#include "data/format.h"
#include "math/math.h"
#include "segment/suffix.h"

#define ALIKE_LEAST_MEMBERS 10

/* --- how groups differ ------------------------------------------------------------------------ */

/* One figure of every group, each ascending. */
static const double **sort_figure(const ClusterGroups *groups, Figure figure, const Facts *facts,
                                  Arena *arena)
{
    const double **sorted = ARENA_ARRAY(arena, const double *, groups->count);

    for (size_t g = 0; g < groups->count; g++) {
        const ClusterGroup *group = &groups->items[g];
        double *values = ARENA_ARRAY(arena, double, group->count);
        for (size_t i = 0; i < group->count; i++)
            values[i] = facts_figure(facts, figure, group->members[i]);
        sorted[g] = sorted_copy(values, group->count, arena);
    }
    return sorted;
}

static Differences differences_find(const ClusterGroups *groups, const Facts *facts, Arena *arena)
{
    size_t n = groups->count;
    Differences d = { n, ARENA_ARRAY(arena, GroupDifference, n * n),
                      ARENA_ARRAY(arena, GroupMedians, n) };

    for (Figure figure = 0; figure < FIGURES; figure++) {
        ArenaMark mark = arena_mark(arena);
        const double **sorted = sort_figure(groups, figure, facts, arena);
        for (size_t a = 0; a < n; a++) {
            const ClusterGroup *group = &groups->items[a];
            d.medians[a].of[figure] = quantile_sorted(sorted[a], group->count, 0.5);
            for (size_t b = 0; b < a; b++) {
                double delta =
                    cliffs_delta(sorted[a], group->count, sorted[b], groups->items[b].count);
                d.pairs[a * n + b].delta[figure] = delta;
                d.pairs[b * n + a].delta[figure] = -delta;
            }
        }
        arena_release(arena, mark);
    }
    return d;
}

/* Whether two groups differ in none of the figures before `end`. */
static bool is_alike(const Differences *d, size_t a, size_t b, Figure end)
{
    for (Figure figure = 0; figure < end; figure++) {
        if (fabs(difference(d, a, b, figure)) >= ALIKE_BELOW) return false;
    }
    return true;
}

/* --- groups that are alike -------------------------------------------------------------------- */

static int by_customer(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return (a > b) - (a < b);
}

void group_add(ClusterGroup *sum, const ClusterGroup *part, Arena *arena)
{
    size_t count = sum->count + part->count, numbers = sum->cluster_count + part->cluster_count;
    uint32_t *members = arena_grow(arena, sum->members, sum->count, count, sizeof *members);
    size_t *clusters =
        arena_grow(arena, sum->clusters, sum->cluster_count, numbers, sizeof *clusters);

    memcpy(members + sum->count, part->members, part->count * sizeof *members);
    memcpy(clusters + sum->cluster_count, part->clusters, part->cluster_count * sizeof *clusters);
    qsort(members, count, sizeof *members, by_customer);
    sum->members = members;
    sum->clusters = clusters;
    sum->count = count;
    sum->cluster_count = numbers;
}

static Standing standing_of(const ClusterGroup *group, const Facts *facts)
{
    Standing standing;

    standing_find(&standing, facts, group->members, group->count);
    return standing;
}

/* Marks the groups that are like the first, and those like them. Returns whether their names
 * differ. */
static bool mark_alike(bool *like, const ClusterGroups *groups, const Differences *d, size_t first)
{
    bool differ = false, more = true;

    like[first] = true;
    while (more) {
        more = false;
        for (size_t a = 0; a < groups->count; a++) {
            for (size_t b = 0; b < groups->count && like[a]; b++) {
                if (like[b] || groups->items[b].count < ALIKE_LEAST_MEMBERS) continue;
                if (!is_alike(d, a, b, FIGURE_BASKET)) continue;
                like[b] = more = true;
                differ |= groups->items[b].archetype != groups->items[first].archetype;
            }
        }
    }
    return differ;
}

/* The name that all of them together have, to each of which it is true; to the others Mixed. */
static void share_name(ClusterGroups *groups, const bool *like, const Facts *facts, Arena *arena)
{
    ClusterGroup together = { 0 };

    for (size_t g = 0; g < groups->count; g++) {
        if (like[g]) group_add(&together, &groups->items[g], arena);
    }
    Standing standing = standing_of(&together, facts);
    Archetype name = label_find(&standing, facts);
    for (size_t g = 0; g < groups->count; g++) {
        ClusterGroup *group = &groups->items[g];
        if (!like[g]) continue;
        group->archetype = label_holds(name, &group->standing, facts) ? name : ARCHETYPE_MIXED;
    }
}

static void name_alike_alike(ClusterGroups *groups, const Differences *d, const Facts *facts,
                             Arena *arena)
{
    bool *done = ARENA_ARRAY(arena, bool, groups->count);

    for (size_t first = 0; first < groups->count; first++) {
        bool *like = ARENA_ARRAY(arena, bool, groups->count);
        if (done[first] || groups->items[first].count < ALIKE_LEAST_MEMBERS) continue;
        if (mark_alike(like, groups, d, first)) share_name(groups, like, facts, arena);
        for (size_t g = 0; g < groups->count; g++)
            done[g] |= like[g];
    }
}

/* --- champions and loyal customers ------------------------------------------------------------ */

static double mean_spend(const ClusterGroup *group)
{
    return group->revenue / (double)group->count;
}

/* Whether a group that is called loyal, and was not before, is like this one. */
static bool is_like_outspent(const ClusterGroups *groups, const Differences *d, size_t group)
{
    for (size_t g = 0; g < groups->count; g++) {
        if (groups->items[g].outspent && is_alike(d, g, group, FIGURE_BASKET)) return true;
    }
    return false;
}

/* What champions are is so of loyal customers too, so the other name is never untrue. What is like
 * those who change their name changes it too. */
static void demote_champions(ClusterGroups *groups, const Differences *d)
{
    double middle = -INFINITY, mean = -INFINITY;
    bool more = true;

    for (size_t g = 0; g < groups->count; g++) {
        if (groups->items[g].archetype != ARCHETYPE_LOYAL) continue;
        middle = fmax(middle, d->medians[g].of[FIGURE_SPEND]);
        mean = fmax(mean, mean_spend(&groups->items[g]));
    }
    while (more) {
        more = false;
        for (size_t g = 0; g < groups->count; g++) {
            ClusterGroup *group = &groups->items[g];
            bool less = d->medians[g].of[FIGURE_SPEND] < middle || mean_spend(group) < mean;
            if (group->archetype != ARCHETYPE_CHAMPIONS) continue;
            if (!less && !is_like_outspent(groups, d, g)) continue;
            group->archetype = ARCHETYPE_LOYAL;
            group->outspent = more = true;
        }
    }
}

/* --- one segment of two ----------------------------------------------------------------------- */

/* Exceptional customers are few: together they must be so too. */
static bool may_join(const ClusterGroup *a, const ClusterGroup *b, const Facts *facts)
{
    return a->archetype == b->archetype &&
           (a->archetype != ARCHETYPE_EXCEPTIONAL || label_is_small(a->count + b->count, facts));
}

static double largest_difference(const Differences *d, size_t a, size_t b)
{
    double largest = 0;

    for (Figure figure = 0; figure < FIGURES; figure++)
        largest = fmax(largest, fabs(difference(d, a, b, figure)));
    return largest;
}

/* The two groups of one name that differ least, of those that differ in nothing and are not `used`.
 */
static bool nearest_pair(size_t *to, size_t *from, const bool *used, const ClusterGroups *groups,
                         const Differences *d, const Facts *facts)
{
    double least = ALIKE_BELOW;

    for (size_t a = 0; a < groups->count; a++) {
        for (size_t b = a + 1; b < groups->count; b++) {
            if (used[a] || used[b]) continue;
            if (!may_join(&groups->items[a], &groups->items[b], facts)) continue;
            double apart = largest_difference(d, a, b);
            if (apart >= least) continue;
            least = apart;
            *to = a;
            *from = b;
        }
    }
    return least < ALIKE_BELOW;
}

/* Joins each group with at most one other: then they are compared anew. */
static bool join_pairs(ClusterGroups *groups, const Differences *d, const Facts *facts,
                       Arena *arena)
{
    bool *used = ARENA_ARRAY(arena, bool, groups->count);
    size_t to, from, kept = 0, count = groups->count;

    while (nearest_pair(&to, &from, used, groups, d, facts)) {
        group_add(&groups->items[to], &groups->items[from], arena);
        groups->items[from].count = 0;
        used[to] = used[from] = true;
    }
    for (size_t g = 0; g < count; g++) {
        if (groups->items[g].count) groups->items[kept++] = groups->items[g];
    }
    groups->count = kept;
    return kept < count;
}

static double revenue_of(const ClusterGroup *group, const Facts *facts)
{
    Sum revenue = { 0 };

    for (size_t i = 0; i < group->count; i++)
        sum_add(&revenue, facts_figure(facts, FIGURE_SPEND, group->members[i]));
    return sum_value(revenue);
}

static void name_by_table(ClusterGroups *groups, const Facts *facts)
{
    for (size_t g = 0; g < groups->count; g++) {
        ClusterGroup *group = &groups->items[g];
        group->standing = standing_of(group, facts);
        group->revenue = revenue_of(group, facts);
        group->archetype = group->own = label_find(&group->standing, facts);
        group->outspent = false;
    }
}

void name_groups(ClusterGroups *groups, const Facts *facts, const char *currency, Arena *arena)
{
    Differences d;

    do {
        name_by_table(groups, facts);
        d = differences_find(groups, facts, arena);
        name_alike_alike(groups, &d, facts, arena);
        demote_champions(groups, &d);
    } while (join_pairs(groups, &d, facts, arena));
    for (int a = 0; a < ARCHETYPES; a++)
        suffix_groups(groups, (Archetype)a, &d, currency, arena);
}
