/* A segment's sums, rounded: from these follow its means, its shares, and the totals. */
#include <math.h>

#include "privacy/show.h"

double count_shown(const Whole *whole, double count)
{
    return round_to(count, whole->count_step);
}

void count_range(double *low, double *high, const Whole *whole, double shown)
{
    *low = fmax(ceil(shown - whole->count_step / 2), (double)whole->group);
    *high = ceil(shown + whole->count_step / 2) - 1;
}

static SegmentSums segment_sums(const Whole *whole, uint32_t from)
{
    const Segment *segment = &whole->segments->items[from];
    SegmentSums sums = { .from = from, .count = count_shown(whole, (double)segment->count) };

    for (int f = 0; f < F_COUNT; f++) {
        ArenaMark mark = arena_mark(whole->arena);
        Tops tops = tops_open(whole->group, whole->arena);
        for (size_t i = 0; i < segment->count; i++)
            tops_add(&tops,
                     matrix_at(&whole->shop->customers.features, segment->members[i], (size_t)f));
        bool secret = tops_is_secret(&tops);
        sums.step[f] = secret ? INFINITY : tops_step(&tops);
        sums.sum[f] = secret ? 0 : tops_rounded(&tops);
        arena_release(whole->arena, mark);
    }
    return sums;
}

SegmentSums *sums_make(size_t *count, const Whole *whole)
{
    const Segments *segments = whole->segments;
    SegmentSums *sums = ARENA_ARRAY(whole->arena, SegmentSums, segments->count);

    *count = 0;
    for (size_t s = 0; s < segments->count; s++) {
        /* A few who never bought would follow from customers and buyers. */
        if (segments->items[s].count < whole->group) continue;
        sums[(*count)++] = segment_sums(whole, (uint32_t)s);
    }
    return sums;
}
