#include "segment/carry.h"

#include <math.h>
#include <string.h>

#include "math/math.h"

/* Beyond the limit any pair costs more than all pairs within it could. */
#define TOO_FAR_COST 1e6

/* --- clusters --------------------------------------------------------------------------------- */

/* Mean squared difference in this run's standard deviations, over the features that vary. */
static double distance(const Model *model, size_t cluster, const double *old_raw)
{
    const double *now = matrix_row(&model->clustering.centroids, cluster);
    double sum = 0, varying = 0;

    for (size_t f = 0; f < CLUSTERED_COUNT; f++) {
        if (model->scaling.constant[f] || !(model->scaling.sd[f] > 0)) continue;
        double old = (old_raw[f] - model->scaling.mean[f]) / model->scaling.sd[f];
        sum += (now[f] - old) * (now[f] - old);
        varying++;
    }
    return varying > 0 ? sum / varying : 0;
}

static size_t *match(const Model *model, const Run *last, Arena *arena)
{
    Matrix cost = matrix_new(model->clustering.k, last->centroids.rows, arena);

    for (size_t c = 0; c < cost.rows; c++) {
        for (size_t o = 0; o < cost.cols; o++) {
            double far = distance(model, c, matrix_row(&last->centroids, o));
            matrix_row(&cost, c)[o] = far + (sqrt(far) > CARRY_LIMIT ? TOO_FAR_COST : 0);
        }
    }
    size_t *found = assignment_solve(&cost, NULL, arena);
    for (size_t c = 0; c < cost.rows; c++) {
        if (found[c] != SIZE_MAX && matrix_at(&cost, c, found[c]) >= TOO_FAR_COST)
            found[c] = SIZE_MAX;
    }
    return found;
}

/* "champions-2" is the second of its name. */
static Name name_of(const RunSegment *segment)
{
    Name name = NO_NAME;
    int64_t number;

    if (!archetype_read(&name.archetype, segment->archetype)) return NO_NAME;
    size_t size = strlen(archetype_slug(name.archetype));
    if (strlen(segment->slug) <= size + 1) return name;
    if (!integer_read(segment->slug + size + 1, &number) || number < 2 || number > 255)
        return NO_NAME;
    name.copy = (int)number - 1;
    return name;
}

Carry carry_clusters(const Model *model, const History *history, Arena *arena)
{
    const Run *last = history ? history->last : NULL;
    size_t k = model->clustering.k;

    if (!last || !last->centroids.rows) return (Carry){ NULL, NULL };
    size_t *matched = match(model, last, arena);
    Name *names = ARENA_ARRAY(arena, Name, k);
    for (size_t c = 0; c < k; c++) {
        names[c] = matched[c] == SIZE_MAX
                       ? NO_NAME
                       : name_of(&last->segments[last->cluster_segment[matched[c]]]);
    }
    return (Carry){ matched, names };
}

/* --- segments --------------------------------------------------------------------------------- */

/* The old segment that most of the segment's clusters were in, the first of equals; -1 for none. */
static int old_segment(const Segment *segment, const Carry *carry, const Run *last, Arena *arena)
{
    int *votes = ARENA_ARRAY(arena, int, last->segment_count);
    int best = -1;

    if (segment->archetype == ARCHETYPE_PROSPECTS) {
        for (size_t o = 0; o < last->segment_count; o++) {
            if (!strcmp(last->segments[o].archetype, archetype_slug(ARCHETYPE_PROSPECTS)))
                return (int)o;
        }
        return -1;
    }
    for (size_t i = 0; carry->match && i < segment->cluster_count; i++) {
        size_t old = carry->match[segment->clusters[i]];
        if (old == SIZE_MAX) continue;
        int o = last->cluster_segment[old];
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
static void carry_on(Segments *segments, const Carry *carry, const Run *last, Arena *arena)
{
    bool *claimed = ARENA_ARRAY(arena, bool, last->segment_count);

    for (size_t i = 0; i < segments->count; i++) {
        Segment *segment = &segments->items[i];
        int o = old_segment(segment, carry, last, arena);
        if (o < 0 || claimed[o]) continue;
        claimed[o] = true;
        segment->lineage = last->segments[o].lineage;
        segment->colour = last->segments[o].colour;
        segment->last_label = last->segments[o].label;
    }
}

void carry_segments(Segments *segments, const Carry *carry, const History *history, Arena *arena)
{
    if (!history) return;
    int lineage = history->lineages;
    if (history->last) carry_on(segments, carry, history->last, arena);
    for (size_t i = 0; i < segments->count; i++) {
        Segment *segment = &segments->items[i];
        if (segment->last_label) continue;
        segment->lineage = ++lineage;
        segment->colour = free_colour(segments, i, history->last);
    }
}

/* A label may end in a number that tells it from another of its name. */
static bool is_label_of(const char *label, Archetype archetype)
{
    const char *name = archetype_label(archetype);
    size_t size = strlen(name);

    return !strncmp(label, name, size) && (!label[size] || label[size] == ' ');
}

const char *carry_renamed_why(const Segment *segment, Arena *arena)
{
    ClusterProfile profile;

    if (!segment->last_label || !strcmp(segment->last_label, segment->label)) return NULL;
    memcpy(profile.mean, segment->mean, sizeof profile.mean);
    memcpy(profile.sigma, segment->sigma, sizeof profile.sigma);
    for (int a = 0; a < ARCHETYPES; a++) {
        const char *broken = is_label_of(segment->last_label, (Archetype)a)
                                 ? label_broken((Archetype)a, &profile, arena)
                                 : NULL;
        if (broken) return broken;
    }
    return "its clusters were put together in another way, or the rules for names are others";
}
