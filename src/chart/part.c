#include "chart/part.h"

#include <math.h>

#include "chart/bars.h"
#include "chart/distribution.h"

static bool has_series_rows(ChartKind kind)
{
    return kind == CHART_BOX || kind == CHART_HEAT || kind == CHART_KNIFE ||
           kind == CHART_MULTIPLES || kind == CHART_CLOUDS;
}

size_t chart_rows(const ChartSpec *spec)
{
    if (has_series_rows(spec->kind)) return spec->series_count;
    return spec->kind == CHART_BAR_H ? spec->category_count : 0;
}

size_t chart_columns(const ChartSpec *spec)
{
    return spec->kind == CHART_HEAT || spec->kind == CHART_BAR ? spec->category_count : 0;
}

/* The axis shows what it does for the whole. */
static Axis axis_of_all(const ChartSpec *spec, const Axis *axis, Channel channel, Arena *arena)
{
    ChannelRange range = channel_range(spec, channel, true, arena);
    Axis same = *axis;

    if (axis->hi <= axis->lo) {
        same.lo = range.lo;
        same.hi = range.hi;
    }
    range_add(&same.lo, &same.hi, range.lo);
    range_add(&same.lo, &same.hi, range.hi);
    if (axis->allow_log && axis_spans_decades(axis, range.lo, range.hi)) same.log = true;
    return same;
}

static ChartSpec on_same_scales(const ChartSpec *spec, Arena *arena)
{
    ChartSpec part = *spec;

    part.y = axis_of_all(spec, &spec->y, series_y, arena);
    if (spec->kind == CHART_MULTIPLES || spec->kind == CHART_CLOUDS)
        part.x = axis_of_all(spec, &spec->x, series_x, arena);
    part.one_ink |= chart_rows(spec) > THEME_ONE_INK_PAST;
    return part;
}

static const double *from_at(const double *values, size_t from)
{
    return values ? values + from : NULL;
}

/* Of every series the values at those categories. */
static void keep_categories(ChartSpec *part, size_t from, size_t count, Arena *arena)
{
    Series *series = ARENA_ARRAY(arena, Series, part->series_count);

    for (size_t s = 0; s < part->series_count; s++) {
        Series *one = &series[s];
        *one = part->series[s];
        size_t left = one->n > from ? one->n - from : 0;
        one->n = left < count ? left : count;
        one->y = from_at(one->y, one->n ? from : 0);
        one->low = from_at(one->low, one->n ? from : 0);
        one->high = from_at(one->high, one->n ? from : 0);
    }
    part->series = series;
    part->categories += from;
    part->category_count = count;
    if (part->colours) part->colours += from;
}

ChartSpec chart_part_rows(const ChartSpec *spec, size_t from, size_t count, Arena *arena)
{
    ChartSpec part = on_same_scales(spec, arena);
    bool here = spec->highlight > from && spec->highlight <= from + count;

    part.highlight = here ? spec->highlight - from : 0;

    if (!has_series_rows(spec->kind)) {
        keep_categories(&part, from, count, arena);
        return part;
    }
    part.series += from;
    part.series_count = count;
    return part;
}

ChartSpec chart_part_columns(const ChartSpec *spec, size_t from, size_t count, Arena *arena)
{
    ChartSpec part = on_same_scales(spec, arena);

    keep_categories(&part, from, count, arena);
    return part;
}
