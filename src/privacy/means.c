/* What charts show of an aggregate in place of customers: means of neighbours. */
#include <math.h>
#include <string.h>

#include "privacy/show.h"

static const double *means_of(const Whole *whole, const Segment *segment, size_t shown, Feature f)
{
    double *values = ARENA_ARRAY(whole->arena, double, segment->count);

    for (size_t i = 0; i < segment->count; i++)
        values[i] = matrix_at(&whole->shop->customers.features, segment->members[i], f);
    return microaggregate(values, segment->count, shown, whole->group, whole->arena);
}

/* The rows of the model that are a segment's. */
static bool is_of(const Whole *whole, size_t row, uint32_t segment)
{
    return whole->segments->of_customer[whole->segments->buyer_rows[row]] == segment;
}

static void show_silhouettes(SegmentMeans *out, const Whole *whole, uint32_t segment)
{
    const Model *model = whole->model;
    double *widths = ARENA_ARRAY(whole->arena, double, model->silhouette_rows);
    size_t count = 0;

    for (size_t i = 0; i < model->silhouette_rows; i++) {
        if (is_of(whole, model->silhouette_row[i], segment) && isfinite(model->silhouette_width[i]))
            widths[count++] = model->silhouette_width[i];
    }
    if (count < whole->group) return;
    size_t shown = (size_t)count_shown(whole, (double)count);
    double *means = ARENA_ARRAY(whole->arena, double, count > shown ? count : shown);
    memcpy(means, sorted_copy(widths, count, whole->arena), count * sizeof *means);
    for (size_t i = 0, run; i < count; i += run) {
        run = count - i < 2 * whole->group ? count - i : whole->group;
        double mean = round_to(sum_of(means + i, run) / (double)run, 0.02);
        for (size_t j = i; j < i + run; j++)
            means[j] = mean;
    }
    /* As many as are said to be there. */
    for (size_t i = count; i < shown; i++)
        means[i] = means[count - 1];
    out->silhouette = means;
    out->silhouette_count = shown;
}

/* Where the segment lies among the components. */
static void show_centre(SegmentMeans *out, const Whole *whole, uint32_t segment)
{
    const Matrix *scores = &whole->model->pca.scores;
    size_t count = 0;

    for (size_t i = 0; i < scores->rows; i++) {
        if (!is_of(whole, i, segment)) continue;
        count++;
        for (size_t c = 0; c < 2 && c < scores->cols; c++)
            out->centre[c] += matrix_at(scores, i, c);
    }
    for (size_t c = 0; c < 2 && count; c++)
        out->centre[c] = round_to(out->centre[c] / (double)count, 0.1);
}

static SegmentMeans show_segment(const Whole *whole, const SegmentSums *sums, const Segment *shown)
{
    /* Of the feature charts; without amounts variety stands where spend does. */
    const Feature drawn[] = { F_RECENCY_DAYS, F_FREQUENCY,
                              whole->shop->no_amounts ? F_UNIQUE_PRODUCTS : F_TOTAL_SPEND };
    const Segment *segment = &whole->segments->items[sums->from];
    SegmentMeans out = { 0 };

    for (size_t i = 0; i < COUNT_OF(drawn); i++)
        out.values[drawn[i]] = means_of(whole, segment, shown->count, drawn[i]);
    show_silhouettes(&out, whole, sums->from);
    show_centre(&out, whole, sums->from);
    return out;
}

static double once_wait(const Whole *whole)
{
    const Segments *segments = whole->segments;
    size_t customers = whole->shop->customers.count, count = 0;
    double *waits = ARENA_ARRAY(whole->arena, double, customers);

    for (size_t c = 0; c < customers; c++) {
        if (purchase_run(&segments->days, c).count == 1)
            waits[count++] = segments->silence.rhythms[c].silent_days;
    }
    return count < whole->group
               ? NAN
               : significant(middle_mean(waits, count, whole->group, whole->arena), 2);
}

Means show_means(const Whole *whole, const Segments *shown, const SegmentSums *sums)
{
    const Segments *segments = whole->segments;
    const Matrix *features = &whole->shop->customers.features;
    SegmentMeans *items = ARENA_ARRAY(whole->arena, SegmentMeans, shown->count);
    double *spend = ARENA_ARRAY(whole->arena, double, segments->buyers);

    for (size_t s = 0; s < shown->count; s++)
        items[s] = show_segment(whole, &sums[s], &shown->items[s]);
    for (size_t i = 0; i < segments->buyers; i++)
        spend[i] = matrix_at(features, segments->buyer_rows[i], F_TOTAL_SPEND);
    return (Means){ .segments = items,
                    .spend = microaggregate(spend, segments->buyers, shown->buyers, whole->group,
                                            whole->arena),
                    .once_wait = once_wait(whole),
                    .longest_wait = shop_longest_wait(whole->shop) };
}
