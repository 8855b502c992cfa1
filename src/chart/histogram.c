/* Counts by value, with the density that they suggest. */
#include <math.h>

#include "chart/distribution.h"
#include "chart/frame.h"
#include "chart/kinds.h"
#include "math/math.h"

#define BINS_MAX 120
#define PLACES 160

typedef struct Sample {
    double *sorted; /* on the axis: logarithms on a logarithmic one */
    size_t count;
} Sample;

typedef struct Histogram {
    Sample *samples;
    bool log;
    double lo, hi; /* the bins' outer ends, as in the samples */
    double width;  /* of a bin */
    size_t bins;
    size_t beyond; /* values above hi */
    double largest;
} Histogram;

static void read_samples(const Canvas *canvas, Histogram *h)
{
    const ChartSpec *spec = canvas->spec;

    for (size_t s = 0; s < spec->series_count; s++) {
        double *values;
        size_t count = series_values(&spec->series[s], &values, canvas->arena);
        for (size_t i = 0; h->log && i < count; i++)
            values[i] = log10(values[i]);
        h->samples[s] = (Sample){ sorted_copy(values, count, canvas->arena), count };
    }
}

/* All samples in one, for bins that serve them all. */
static Sample pool(const Canvas *canvas, const Histogram *h)
{
    size_t total = 0;

    for (size_t s = 0; s < canvas->spec->series_count; s++)
        total += h->samples[s].count;
    double *all = ARENA_ARRAY(canvas->arena, double, total);
    total = 0;
    for (size_t s = 0; s < canvas->spec->series_count; s++) {
        for (size_t i = 0; i < h->samples[s].count; i++)
            all[total++] = h->samples[s].sorted[i];
    }
    return (Sample){ sorted_copy(all, total, canvas->arena), total };
}

/* 1, 2 or 5 times a power of ten, at or above the width. */
static double round_width(double width)
{
    double power = pow(10, floor(log10(width)));

    for (int i = 0; i < 4; i++) {
        static const double nice[] = { 1, 2, 2.5, 5 };
        if (nice[i] * power >= width * 0.9) return nice[i] * power;
    }
    return 10 * power;
}

static void choose_bins(const Canvas *canvas, Histogram *h, const Sample *all)
{
    double first = all->sorted[0], last = all->sorted[all->count - 1];
    bool whole = canvas->spec->y.kind == COLUMN_COUNT && !h->log;

    h->largest = last;
    if (all->count >= 20 && !h->log) {
        last = range_without_giants(quantile_sorted(all->sorted, all->count, 0.99), first, last);
    }
    size_t kept = all->count;
    while (kept > 1 && all->sorted[kept - 1] > last)
        kept--;
    double width = bin_width(all->sorted, kept);
    if (!(width > 0)) width = first != 0 ? fabs(first) * 0.1 : 1;
    h->width = h->log ? width : round_width(width);
    if (whole) h->width = fmax(1, round(h->width));
    h->lo = h->log ? first : floor(first / h->width) * h->width;
    /* A scale that could as well start at zero does. */
    if (!h->log && h->lo > 0 && h->lo < 0.15 * last) h->lo = 0;
    h->bins = (size_t)fmin(fmax(floor((last - h->lo) / h->width) + 1, 1), BINS_MAX);
    if (h->bins == 1) {
        /* All values in one bin: air around it shows that it is one. */
        h->lo -= 2 * h->width;
        h->bins = 5;
    }
    h->hi = h->lo + h->width * (double)h->bins;
    for (size_t i = all->count; i > 0 && all->sorted[i - 1] > h->hi; i--)
        h->beyond++;
}

static double *count_bins(const Canvas *canvas, const Histogram *h, const Sample *sample)
{
    double *counts = ARENA_ARRAY(canvas->arena, double, h->bins);

    for (size_t i = 0; i < sample->count; i++) {
        double bin = floor((sample->sorted[i] - h->lo) / h->width);
        if (sample->sorted[i] > h->hi) break;
        counts[(size_t)fmin(fmax(bin, 0), (double)h->bins - 1)]++;
    }
    return counts;
}

static double as_value(const Histogram *h, double v)
{
    return h->log ? pow(10, v) : v;
}

static void draw_bins(Canvas *canvas, const Histogram *h, const Frame *frame, size_t s)
{
    double *counts = count_bins(canvas, h, &h->samples[s]);
    Rgba colour = series_colour(canvas, s);
    double zero = scale_at(&frame->y.scale, 0);

    colour = rgba_fade(colour, canvas->spec->series_count > 1 ? 0.35 : 0.75);
    for (size_t i = 0; i < h->bins; i++) {
        double from = scale_at(&frame->x.scale, as_value(h, h->lo + h->width * (double)i));
        double to = scale_at(&frame->x.scale, as_value(h, h->lo + h->width * (double)(i + 1)));
        double y = scale_at(&frame->y.scale, counts[i]), gap = to - from > 4 ? 0.75 : 0;
        if (counts[i] > 0) {
            scene_rect(canvas->scene, (Rect){ from, y, to - from - gap, zero - y }, colour);
        }
    }
}

/* The density in the bins' own unit: members a bin. */
static void draw_density(Canvas *canvas, const Histogram *h, const Frame *frame, size_t s)
{
    const Sample *sample = &h->samples[s];
    double density[PLACES];
    Point at[PLACES];

    if (sample->count < 30 || sample->sorted[0] == sample->sorted[sample->count - 1]) return;
    density_at(density, PLACES, h->lo, h->hi, sample->sorted, sample->count);
    for (size_t i = 0; i < PLACES; i++) {
        double v = h->lo + (h->hi - h->lo) * (double)i / (PLACES - 1);
        double members = density[i] * h->width * (double)sample->count;
        at[i] = (Point){ scale_at(&frame->x.scale, as_value(h, v)),
                         fmax(scale_at(&frame->y.scale, members), frame->plot.y) };
    }
    canvas_polyline(canvas, at, PLACES, ink_for(canvas, series_colour(canvas, s)), 1.5);
}

static void draw_beyond(Canvas *canvas, const Histogram *h, const Frame *frame)
{
    TextStyle style = style_tick(canvas, ALIGN_END);

    if (h->beyond == 0) return;
    const char *largest = axis_value_text(as_value(h, h->largest), &canvas->spec->y,
                                          canvas->spec->currency, canvas->arena);
    canvas_text_plate(canvas, style, rect_right(frame->plot), rect_bottom(frame->plot) - 10,
                      PHRASE(canvas->arena, "{n} more, up to {largest} →",
                             phrase_count("n", (double)h->beyond, canvas->arena),
                             phrase_text("largest", largest)));
}

/* The median of a single sample is worth a line. */
static void draw_median(Canvas *canvas, const Histogram *h, const Frame *frame)
{
    TextStyle style = style_tick(canvas, ALIGN_START);
    double v = as_value(h, quantile_sorted(h->samples[0].sorted, h->samples[0].count, 0.5));
    double x = scale_at(&frame->x.scale, v);
    bool left = x > frame->plot.x + frame->plot.width * 0.7;

    canvas_dashed(canvas, (Point){ x, frame->plot.y }, (Point){ x, rect_bottom(frame->plot) },
                  canvas->theme->ink, 0.75);
    style.align = left ? ALIGN_END : ALIGN_START;
    style.colour = canvas->theme->ink;
    canvas_text_plate(
        canvas, style, x + (left ? -5 : 5), frame->plot.y + 5,
        PHRASE(canvas->arena, "median {value}",
               phrase_text("value", axis_value_text(v, &canvas->spec->y, canvas->spec->currency,
                                                    canvas->arena))));
}

static Frame draw_frame(Canvas *canvas, const Histogram *h)
{
    const ChartSpec *spec = canvas->spec;
    double most = 0;
    Axis members = { .title = spec->x.title ? spec->x.title : "Count", .kind = COLUMN_COUNT };

    for (size_t s = 0; s < spec->series_count; s++) {
        double *counts = count_bins(canvas, h, &h->samples[s]);
        for (size_t i = 0; i < h->bins; i++)
            most = fmax(most, counts[i]);
    }
    FramePlan plan = { .x = { .axis = &spec->y,
                              .lo = as_value(h, h->lo),
                              .hi = as_value(h, h->hi),
                              .tight = true },
                       .y = {
                           .axis = &members, .lo = 0, .hi = most, .zero = true, .cover = true } };
    return frame_draw(canvas, &plan);
}

void histogram_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    Histogram h = { .samples = ARENA_ARRAY(canvas->arena, Sample, spec->series_count) };
    ChannelRange range = channel_range(spec, series_y, true, canvas->arena);

    if (isnan(range.lo)) {
        canvas_no_data(canvas);
        return;
    }
    if (spec->series_count > 1) legend_series(canvas, GLYPH_BOX);
    h.log = spec->y.allow_log && range.lo > 0 && range.hi / range.lo > 100;
    read_samples(canvas, &h);
    Sample all = pool(canvas, &h);
    choose_bins(canvas, &h, &all);
    Frame frame = draw_frame(canvas, &h);
    scene_group(canvas->scene, "bins");
    /* Of many samples only the densities can be told apart. */
    for (size_t s = 0; s < spec->series_count && spec->series_count <= 4; s++)
        draw_bins(canvas, &h, &frame, s);
    scene_end(canvas->scene);
    for (size_t s = 0; s < spec->series_count; s++)
        draw_density(canvas, &h, &frame, s);
    if (spec->series_count == 1) draw_median(canvas, &h, &frame);
    draw_beyond(canvas, &h, &frame);
}
