/* Box plots after Tukey, lying; every value beyond the fences is drawn, or past DOTS_MAX of a group
 * their density. */
#include <math.h>

#include "chart/distribution.h"
#include "chart/frame.h"
#include "chart/kinds.h"

#define DOTS_MAX 200 /* points beyond the fences of one group; more are a strip of density */
#define STRIP_BINS 96
#define BOX_TICKS 4
#define FEW 7 /* values of a group that are drawn one by one */

typedef struct BoxPlot {
    const BoxStats *boxes;
    size_t count;
    ValueAxis axis;
    Rect plot;
    double step_pt, thick_pt;
} BoxPlot;

/* A point at a value along the axis and an offset across it. */
static Point place(const BoxPlot *p, size_t i, double value, double across)
{
    return (Point){ scale_at(&p->axis.scale, axis_place(&p->axis, value)),
                    p->plot.y + p->step_pt * ((double)i + 0.5) + across };
}

static void segment(Canvas *canvas, const BoxPlot *p, size_t i, const double from[2],
                    const double to[2], Rgba colour, double width)
{
    scene_line(canvas->scene, place(p, i, from[0], from[1]), place(p, i, to[0], to[1]), colour,
               width);
}

/* The box's outline, waisted at the median where notches are asked for. */
static Path box_path(const Canvas *canvas, const BoxPlot *p, size_t i)
{
    const BoxStats *b = &p->boxes[i];
    double half = p->thick_pt / 2;
    bool notch = canvas->spec->notches;
    double nl = notch ? fmax(b->notch_low, b->lower) : b->median;
    double nh = notch ? fmin(b->notch_high, b->upper) : b->median;
    double waist = notch ? half * 0.55 : half;
    double at[][2] = { { b->lower, -half }, { nl, -half },        { b->median, -waist },
                       { nh, -half },       { b->upper, -half },  { b->upper, half },
                       { nh, half },        { b->median, waist }, { nl, half },
                       { b->lower, half } };
    Path path = path_open(canvas->arena);

    for (size_t k = 0; k < COUNT_OF(at); k++) {
        Point q = place(p, i, at[k][0], at[k][1]);
        if (k == 0) {
            path_move(&path, q.x, q.y);
        } else {
            path_line(&path, q.x, q.y);
        }
    }
    path_close(&path);
    return path;
}

/* The k-th value beyond the fences, those below first. */
static double outlier(const BoxStats *b, size_t k)
{
    size_t total = b->outliers_below + b->outliers_above;

    return b->ends[k < b->outliers_below ? k : b->count - total + k];
}

/* Jittered across the box, by a fixed pattern, so that equal ones show as several. */
static void draw_dots(Canvas *canvas, const BoxPlot *p, size_t i, size_t total, Rgba colour)
{
    Point *at = ARENA_ARRAY(canvas->arena, Point, total);
    double jitter = total > 3 ? p->thick_pt * 0.3 : 0;

    for (size_t k = 0; k < total; k++) {
        double shift = fmod((double)k * 0.618034, 1) * 2 - 1;
        at[k] = place(p, i, outlier(&p->boxes[i], k), jitter * shift);
    }
    if (total) scene_dots(canvas->scene, at, total, 1.3, rgba_fade(colour, total > 40 ? 0.6 : 0.8));
}

/* Too many for dots: how many there are at each place of the axis, as the height of a strip about
 * the whisker's line; a single one is still seen. */
static void draw_strip(Canvas *canvas, const BoxPlot *p, size_t i, size_t total, Rgba colour)
{
    double count[STRIP_BINS] = { 0 }, most = 0, each = p->plot.width / STRIP_BINS;

    for (size_t k = 0; k < total; k++) {
        double x = place(p, i, outlier(&p->boxes[i], k), 0).x - p->plot.x;
        size_t bin = (size_t)fmin(fmax(x / each, 0), STRIP_BINS - 1);
        count[bin] += 1;
        most = fmax(most, count[bin]);
    }
    double middle = p->plot.y + p->step_pt * ((double)i + 0.5);
    for (size_t bin = 0; bin < STRIP_BINS; bin++) {
        double high = fmax(1, p->thick_pt * count[bin] / most);
        if (count[bin] > 0)
            scene_rect(canvas->scene,
                       (Rect){ p->plot.x + each * (double)bin, middle - high / 2, each, high },
                       colour);
    }
}

static void draw_outliers(Canvas *canvas, const BoxPlot *p, size_t i, Rgba colour)
{
    const BoxStats *b = &p->boxes[i];
    size_t total = b->outliers_below + b->outliers_above;

    (total > DOTS_MAX ? draw_strip : draw_dots)(canvas, p, i, total, colour);
}

/* Of a handful every one is drawn: quartiles of so few say less. False when there are more. */
static bool draw_few(Canvas *canvas, const BoxPlot *p, size_t i, Rgba colour)
{
    double half = p->thick_pt / 2, *values;
    size_t count = series_values(&canvas->spec->series[i], &values, canvas->arena);
    Point *at = ARENA_ARRAY(canvas->arena, Point, count);

    if (count > FEW) return false;
    for (size_t k = 0; k < count; k++)
        at[k] = place(p, i, values[k], 0.6 * half * (fmod((double)k * 0.618034, 1) * 2 - 1));
    scene_dots(canvas->scene, at, count, 2, rgba_fade(colour, 0.8));
    double median = p->boxes[i].median;
    segment(canvas, p, i, (double[]){ median, -half }, (double[]){ median, half }, colour, 2.2);
    return true;
}

static void draw_box(Canvas *canvas, const BoxPlot *p, size_t i)
{
    const BoxStats *b = &p->boxes[i];
    Rgba colour = series_colour(canvas, i), line = colour;
    double end = p->thick_pt * 0.22, half = p->thick_pt / 2;

    if (b->count == 0) return;
    scene_group(canvas->scene,
                arena_format(canvas->arena, "box %s", series_name(&canvas->spec->series[i])));
    if (draw_few(canvas, p, i, colour)) {
        scene_end(canvas->scene);
        return;
    }
    draw_outliers(canvas, p, i, colour);
    segment(canvas, p, i, (double[]){ b->whisker_low, 0 }, (double[]){ b->lower, 0 }, line, 1);
    segment(canvas, p, i, (double[]){ b->upper, 0 }, (double[]){ b->whisker_high, 0 }, line, 1);
    segment(canvas, p, i, (double[]){ b->whisker_low, -end }, (double[]){ b->whisker_low, end },
            line, 1);
    segment(canvas, p, i, (double[]){ b->whisker_high, -end }, (double[]){ b->whisker_high, end },
            line, 1);
    Path path = box_path(canvas, p, i);
    scene_fill(canvas->scene, path, canvas->theme->paper);
    scene_fill(canvas->scene, path, rgba_fade(colour, 0.2));
    scene_stroke(canvas->scene, path, (Pen){ .colour = line, .width_pt = 0.75 });
    double waist = canvas->spec->notches ? half * 0.55 : half;
    segment(canvas, p, i, (double[]){ b->median, -waist }, (double[]){ b->median, waist }, line,
            2.2);
    scene_end(canvas->scene);
}

/* --- Statistics and layout -------------------------------------------------------------------- */

/* On a logarithmic axis the fences are those of the logarithms, and what is below its end counts as
 * that. */
static BoxStats *all_stats(const Canvas *canvas, const ValueAxis *axis)
{
    const ChartSpec *spec = canvas->spec;
    BoxStats *boxes = ARENA_ARRAY(canvas->arena, BoxStats, spec->series_count);

    for (size_t i = 0; i < spec->series_count; i++) {
        Arena scratch = arena_open();
        double *values;
        size_t count = series_values(&spec->series[i], &values, &scratch);
        for (size_t k = 0; k < count && axis; k++)
            values[k] = axis_place(axis, values[k]);
        boxes[i] = box_stats(values, count, axis != NULL, canvas->arena);
        arena_close(&scratch);
    }
    return boxes;
}

static void box_range(const ChartSpec *spec, double *lo, double *hi)
{
    *lo = *hi = NAN;
    for (size_t s = 0; s < spec->series_count; s++)
        for (size_t i = 0; i < spec->series[s].n; i++)
            range_add(lo, hi, series_y(&spec->series[s], i));
    if (isnan(*lo) || spec->y.hi <= spec->y.lo) return;
    range_add(lo, hi, spec->y.lo);
    range_add(lo, hi, spec->y.hi);
}

static void draw_names(Canvas *canvas, const BoxPlot *p, double right, double width)
{
    const char **names = series_names(canvas);
    TextStyle style = style_label(canvas, ALIGN_END);

    scene_group(canvas->scene, "axis categories");
    for (size_t i = 0; i < p->count; i++)
        row_name_draw(canvas, style, names[i], right, p->plot.y + p->step_pt * ((double)i + 0.5),
                      width);
    scene_end(canvas->scene);
}

void box_draw(Canvas *canvas)
{
    const ChartSpec *spec = canvas->spec;
    BoxPlot p = { .count = spec->series_count };
    double lo, hi;

    box_range(spec, &lo, &hi);
    if (isnan(lo)) {
        canvas_no_data(canvas);
        return;
    }
    double width = rows_width(canvas, series_names(canvas), p.count),
           right = canvas->area.x + width;
    area_take_left(&canvas->area, width + 8);
    bool log = spec->y.log || (spec->y.allow_log && axis_spans_decades(&spec->y, lo, hi));
    AxisPlan value = { .axis = &spec->y, .lo = lo, .hi = hi, .least = BOX_TICKS };
    value.zero = !log && lo >= 0 && lo <= 0.3 * hi;
    Frame frame = frame_draw(canvas, &(FramePlan){ .x = value });
    axis_grid_vertical(canvas, &frame.x, frame.plot);
    p.plot = frame.plot;
    p.axis = frame.x;
    p.step_pt = frame.plot.height / (double)p.count;
    p.boxes = all_stats(canvas, p.axis.scale.kind == SCALE_LOG ? &p.axis : NULL);
    draw_names(canvas, &p, right, width);
    p.thick_pt = fmin(p.step_pt * 0.56, 30);
    for (size_t i = 0; i < p.count; i++)
        draw_box(canvas, &p, i);
}
