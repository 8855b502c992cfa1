#include "segment/form.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "math/disclosure.h"

/* --- clusters --------------------------------------------------------------------------------- */

/* A group a cluster. */
static ClusterGroups open_groups(const FormPlan *p, Arena *arena)
{
    const Clustering *clustering = &p->model->clustering;
    ClusterGroups groups = { ARENA_ARRAY(arena, ClusterGroup, clustering->k), clustering->k };
    uint32_t **members = ARENA_ARRAY(arena, uint32_t *, clustering->k);
    size_t *numbers = ARENA_ARRAY(arena, size_t, clustering->k);

    for (size_t c = 0; c < clustering->k; c++) {
        numbers[c] = c;
        members[c] = ARENA_ARRAY(arena, uint32_t, clustering->sizes[c]);
        groups.items[c] =
            (ClusterGroup){ .members = members[c], .clusters = &numbers[c], .cluster_count = 1 };
    }
    for (size_t i = 0; i < clustering->rows; i++) {
        size_t cluster = clustering->cluster[i];
        members[cluster][groups.items[cluster].count++] = p->rows[i];
    }
    return groups;
}

static const ClusterMeans *means_of(const ClusterGroups *groups, const Shop *shop, Arena *arena)
{
    ClusterMeans *means = ARENA_ARRAY(arena, ClusterMeans, groups->count);

    for (size_t c = 0; c < groups->count; c++) {
        const ClusterGroup *group = &groups->items[c];
        for (int f = 0; f < F_COUNT; f++) {
            Sum sum = { 0 };
            for (size_t i = 0; i < group->count; i++)
                sum_add(&sum, matrix_at(&shop->customers.features, group->members[i], (size_t)f));
            means[c].mean[f] = sum_value(sum) / (double)group->count;
        }
    }
    return means;
}

/* Clusters of one textbook name are one group. */
static void name_classic(ClusterGroups *groups, const ClusterMeans *means, Arena *arena)
{
    Archetype *names = ARENA_ARRAY(arena, Archetype, groups->count);
    size_t kept = 0;

    label_classic(names, means, groups->count, arena);
    for (size_t c = 0; c < groups->count; c++) {
        size_t same = 0;
        while (same < kept && groups->items[same].archetype != names[c])
            same++;
        if (same < kept) {
            group_add(&groups->items[same], &groups->items[c], arena);
        } else {
            groups->items[kept] = groups->items[c];
            groups->items[kept].archetype = groups->items[kept].own = names[c];
            kept++;
        }
    }
    groups->count = kept;
}

/* --- segments --------------------------------------------------------------------------------- */

static double revenue_of(const Shop *shop, const uint32_t *members, size_t count)
{
    Sum revenue = { 0 };

    for (size_t i = 0; i < count; i++)
        sum_add(&revenue, matrix_at(&shop->customers.features, members[i], F_TOTAL_SPEND));
    return sum_value(revenue);
}

/* "Champions, larger baskets 2" */
static Segment segment_of(const ClusterGroup *group, const Shop *shop, Arena *arena)
{
    Segment segment = { .archetype = group->archetype,
                        .label = archetype_label(group->archetype),
                        .slug = archetype_slug(group->archetype),
                        .members = group->members,
                        .count = group->count,
                        .clusters = group->clusters,
                        .cluster_count = group->cluster_count,
                        .revenue = revenue_of(shop, group->members, group->count) };

    if (group->suffix) {
        segment.label = phrase_list(segment.label, group->suffix, arena);
        segment.slug = arena_format(arena, "%s-%s", segment.slug, utf8_slug(group->suffix, arena));
    }
    if (group->number) {
        segment.label = PHRASE(arena, "{name} {number}", phrase_text("name", segment.label),
                               phrase_id("number", group->number, arena));
        segment.slug = arena_format(arena, "%s-%d", segment.slug, group->number);
    }
    return segment;
}

static Segment segment_by_rule(Archetype archetype)
{
    return (Segment){ .archetype = archetype,
                      .label = archetype_label(archetype),
                      .slug = archetype_slug(archetype) };
}

/* Those whom the model did not see. */
static Segment prospects(const FormPlan *p, Arena *arena)
{
    size_t customers = p->shop->customers.count, rows = p->model->clustering.rows;
    uint32_t *members = ARENA_ARRAY(arena, uint32_t, customers - rows);
    Segment segment = segment_by_rule(ARCHETYPE_PROSPECTS);

    for (size_t i = 0, next = 0; i < customers; i++) {
        if (next < rows && p->rows[next] == i) {
            next++;
        } else {
            members[segment.count++] = (uint32_t)i;
        }
    }
    segment.members = members;
    segment.revenue = revenue_of(p->shop, members, segment.count);
    return segment;
}

static int by_revenue(const void *left, const void *right)
{
    const Segment *a = left, *b = right;
    bool a_last = a->archetype == ARCHETYPE_PROSPECTS, b_last = b->archetype == ARCHETYPE_PROSPECTS;

    if (a_last != b_last) return a_last - b_last;
    if (a->revenue != b->revenue) return a->revenue < b->revenue ? 1 : -1;
    return strcmp(a->slug, b->slug);
}

/* Where there is no money. */
static int by_size(const void *left, const void *right)
{
    const Segment *a = left, *b = right;
    bool a_last = a->archetype == ARCHETYPE_PROSPECTS, b_last = b->archetype == ARCHETYPE_PROSPECTS;

    if (a_last != b_last) return a_last - b_last;
    if (a->count != b->count) return a->count < b->count ? 1 : -1;
    return strcmp(a->slug, b->slug);
}

static void order_segments(Segments *out, const Shop *shop)
{
    qsort(out->items, out->count, sizeof *out->items, shop->no_amounts ? by_size : by_revenue);
}

/* --- groups that are too small (plan->min_group) ---------------------------------------------- */

/* Whether the customers of these segments are too few, or one of them makes most of what they have
 * spent. */
static bool are_secret(const bool *which, const Segments *segments, const FormPlan *p, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    Tops spend = tops_open(p->plan->min_group, arena);
    size_t customers = 0;

    for (size_t s = 0; s < segments->count; s++) {
        const Segment *segment = &segments->items[s];
        for (size_t i = 0; which[s] && i < segment->count; i++, customers++) {
            tops_add(&spend,
                     matrix_at(&p->shop->customers.features, segment->members[i], F_TOTAL_SPEND));
        }
    }
    arena_release(arena, mark);
    return customers < p->plan->min_group || spend.most > DOMINANT * fabs(sum_value(spend.sum));
}

static bool may_pool(const Segments *segments, size_t s, const bool *pooled)
{
    return !pooled[s] && segments->items[s].archetype != ARCHETYPE_PROSPECTS;
}

/* Which segments are put together: those that are secret, and the next larger until they are
 * enough.
 */
static size_t mark_small(bool *small, const Segments *out, const FormPlan *p, Arena *arena)
{
    bool *one = ARENA_ARRAY(arena, bool, out->count);
    size_t marked = 0;

    for (size_t s = 0; p->plan->min_group && s < out->count; s++) {
        one[s] = true;
        small[s] = may_pool(out, s, small) && are_secret(one, out, p, arena);
        one[s] = false;
        marked += small[s];
    }
    while (marked && are_secret(small, out, p, arena)) {
        size_t next = out->count;
        for (size_t s = 0; s < out->count; s++) {
            if (!may_pool(out, s, small)) continue;
            if (next == out->count || out->items[s].count < out->items[next].count) next = s;
        }
        if (next == out->count) break;
        small[next] = true;
        marked++;
    }
    return marked;
}

static void add_segment(ClusterGroup *sum, const Segment *part, Arena *arena)
{
    const ClusterGroup group = { .members = part->members,
                                 .count = part->count,
                                 .clusters = part->clusters,
                                 .cluster_count = part->cluster_count };

    group_add(sum, &group, arena);
}

/* One segment alone would follow from the totals, so they are enough for what is said of them. */
static void pool_small(Segments *out, const FormPlan *p, Arena *arena)
{
    bool *small = ARENA_ARRAY(arena, bool, out->count);
    ClusterGroup together = { .archetype = ARCHETYPE_OTHER };
    size_t kept = 0;

    if (!mark_small(small, out, p, arena)) return;
    for (size_t s = 0; s < out->count; s++) {
        if (small[s]) {
            add_segment(&together, &out->items[s], arena);
        } else {
            out->items[kept++] = out->items[s];
        }
    }
    out->items[kept++] = segment_of(&together, p->shop, arena);
    out->count = kept;
    order_segments(out, p->shop);
}

static void number_customers(Segments *out, const Shop *shop, Arena *arena)
{
    uint8_t *of_customer = ARENA_ARRAY(arena, uint8_t, shop->customers.count);

    for (size_t number = 0; number < out->count; number++) {
        Segment *segment = &out->items[number];
        segment->colour = (int)number;
        for (size_t i = 0; i < segment->count; i++)
            of_customer[segment->members[i]] = (uint8_t)number;
    }
    out->of_customer = of_customer;
}

/* --- all -------------------------------------------------------------------------------------- */

Formed segments_form(Segments *out, const FormPlan *p, Arena *arena)
{
    Formed formed = { .groups = open_groups(p, arena) };

    formed.clusters = means_of(&formed.groups, p->shop, arena);
    switch (p->plan->scheme) {
    case LABELS_CLASSIC: name_classic(&formed.groups, formed.clusters, arena); break;
    case LABELS_DISTINCT: name_groups(&formed.groups, p->facts, p->plan->currency, arena); break;
    }
    out->items = ARENA_ARRAY(arena, Segment, formed.groups.count + 1);
    for (size_t g = 0; g < formed.groups.count; g++)
        out->items[out->count++] = segment_of(&formed.groups.items[g], p->shop, arena);
    if (p->model->clustering.rows < p->shop->customers.count)
        out->items[out->count++] = prospects(p, arena);
    order_segments(out, p->shop);
    pool_small(out, p, arena);
    number_customers(out, p->shop, arena);
    return formed;
}

const ClusterGroup *group_of(const Formed *formed, const Segment *segment)
{
    if (segment->archetype == ARCHETYPE_PROSPECTS || segment->archetype == ARCHETYPE_OTHER)
        return NULL;
    for (size_t g = 0; g < formed->groups.count; g++) {
        if (formed->groups.items[g].members == segment->members) return &formed->groups.items[g];
    }
    return NULL;
}
